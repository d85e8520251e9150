"""The proof of `monkey.py` in small; `python tests/proofs/run.py` runs it in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ala_wizard.content.samples import sample
from tests.proofs.monkey import play


@pytest.mark.parametrize(("name", "seed"), [("leer", 1), ("hof-sonnenwiese", 4)])
def test_random_hands_break_nothing_and_undo_takes_it_all_back(qapp: QApplication, tmp_path: Path, name: str, seed: int) -> None:
    assert qapp
    tally = play(tmp_path, sample(name), acts=160, seed=seed)
    assert tally.acts == 160
    assert tally.undone > 5
    assert len(tally.did) > 12, "many kinds of hands"
    assert tally.steps > 3
