"""The attachments as Anlagen: one number each, the same in every paper, on every divider page and in every file name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ala_wizard.calc.belege import Piece, pieces
from ala_wizard.calc.results import Line
from ala_wizard.documents.bilder import LOGO
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Attachment, Case


@dataclass(frozen=True)
class Anlage:
    """An attachment with its number and what rests on it."""

    number: int
    entry: Attachment
    serves: tuple[Piece, ...]
    """The pieces of evidence that it holds, in their order."""

    @property
    def name(self) -> str:
        """„Anlage 3“."""
        return words("mappe.anlage", number=self.number)

    @property
    def title(self) -> str:
        """What it is called; its file's name where nobody gave it a title."""
        return self.entry.title.strip() or self.entry.file or words("mappe.ohne_titel")

    @property
    def is_there(self) -> bool:
        """Can its bytes be had? The case for the papers names no file where they cannot."""
        return bool(self.entry.file)


def anlagen(lines: Iterable[Line], case: Case) -> tuple[Anlage, ...]:
    """All attachments: first evidence, in the order in which the calculation cites it, then the others in the order of the case."""
    serving: dict[str, list[Piece]] = {}
    for piece in pieces(lines, case):
        for entry in piece.files:
            serving.setdefault(entry.id, []).append(piece)
    by_id = {entry.id: entry for entry in case.attachments if entry.kind != LOGO or entry.id in serving}
    order = [*serving, *(row_id for row_id in by_id if row_id not in serving)]
    return tuple(Anlage(number, by_id[row_id], tuple(serving.get(row_id, ()))) for number, row_id in enumerate(order, 1))


def numbers(lines: Iterable[Line], case: Case) -> dict[str, Anlage]:
    """The Anlagen by the ID of their attachment."""
    return {entry.entry.id: entry for entry in anlagen(lines, case)}
