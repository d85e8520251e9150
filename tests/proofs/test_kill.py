"""The proof of `kill.py` in small; `python tests/proofs/run.py` runs it in full."""

from __future__ import annotations

from pathlib import Path

from tests.proofs.kill import prove


def test_a_killed_program_never_leaves_half_a_file(tmp_path: Path) -> None:
    tally = prove(tmp_path, kills=15, seed=2)
    assert tally.kills == 15
    assert tally.saves >= 15  # at least one finished save per kill, so that every kill met a working process


def test_nor_half_an_encrypted_one(tmp_path: Path) -> None:
    """And what a kill leaves behind half written is sealed, too."""
    tally = prove(tmp_path, kills=8, seed=5, sealed=True)
    assert tally.saves >= 8
