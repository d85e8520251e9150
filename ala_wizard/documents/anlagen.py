"""Marks of the attachments beside the papers: the number of the evidence, so that paper and file find each other."""

from __future__ import annotations

from collections.abc import Iterable

from ala_wizard.calc.belege import pieces
from ala_wizard.calc.results import Line
from ala_wizard.model.case import Case

NUMBERS = 4
"""So many numbers stand in one mark; a file may serve more pieces than that."""


def marks(lines: Iterable[Line], case: Case) -> dict[str, str]:
    """By the attachment's ID: `B01` for evidence, `B01_B03` where it serves two pieces, `A01` for all others."""
    numbers: dict[str, list[str]] = {}
    for piece in pieces(lines, case):
        for entry in piece.files:
            numbers.setdefault(entry.id, []).append(f"B{piece.number:02}")
    others = (entry.id for entry in case.attachments if entry.id not in numbers)
    found = {row_id: "_".join(cited[:NUMBERS]) for row_id, cited in numbers.items()}
    return found | {row_id: f"A{number:02}" for number, row_id in enumerate(others, 1)}
