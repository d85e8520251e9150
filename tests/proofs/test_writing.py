"""The proof of `writing.py` in small; `python tests/proofs/run.py` runs it in full."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.proofs.writing import LIMIT, prove


@pytest.mark.skipif(sys.platform == "win32", reason="cannot fork")
def test_a_kill_while_somebody_types_costs_less_than_a_second(tmp_path: Path) -> None:
    tally = prove(tmp_path, kills=4, seed=3)
    assert tally.kills >= 4
    assert tally.changes > 10
    assert tally.worst <= LIMIT
