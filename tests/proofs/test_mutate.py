"""The proof of `mutate.py` in small; `python tests/proofs/run.py` runs it in full."""

from __future__ import annotations

from pathlib import Path

from tests.proofs.mutate import prove


def test_damaged_files_give_a_case_or_a_sentence(tmp_path: Path) -> None:
    tally = prove(tmp_path, count=120, seed=7)
    assert tally.files == 120
    assert tally.cases > 15
    assert tally.sentences > 40
