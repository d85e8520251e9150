"""The case: typed, frozen pydantic models, money and German notation. No I/O, no Qt."""
