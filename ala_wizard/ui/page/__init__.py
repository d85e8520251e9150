"""Pages drawn from `resources/parts/`: one card for each question."""
