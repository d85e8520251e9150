"""The numbers of the evidence: one per piece, in the order in which the calculation cites it (Fachvorgabe R1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ala_wizard.calc.belege import Piece, pieces
from ala_wizard.calc.results import Line
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence with the lines that rest on it."""

    number: str
    title: str
    labels: tuple[str, ...]


def evidence(lines: Iterable[Line], case: Case) -> dict[str, Evidence]:
    """By what stands in the line's field: an attachment's ID, or words."""
    return {
        piece.key: Evidence(words("kostenkalkulation.evidence_number", number=piece.number), piece.title, lines_of(piece))
        for piece in pieces(lines, case)
    }


def lines_of(piece: Piece) -> tuple[str, ...]:
    """The lines that rest on a piece, by their labels."""
    return _once(line.label for line in piece.lines)


def _once(labels: Iterable[str]) -> tuple[str, ...]:
    """Each label once: „Wirtschaftsdienst: Reinigung“ already says „Reinigung“, the other part of the same row."""
    found = list(dict.fromkeys(labels))
    return tuple(label for label in found if not any(other.endswith(f": {label}") for other in found))
