"""The pieces of evidence behind the cost lines: one for every label, there or still to come (Fachvorgabe R1).

The same words in several rows are one piece. A piece is there when a file is attached to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ala_wizard.calc.results import Line
from ala_wizard.model.base import EvidencedRow
from ala_wizard.model.case import Attachment, Case

TABLES = ("personal", "gebaeude", "inventar", "fixe", "miete", "sachaufwand")
"""Tables of the Kostenkalkulation whose rows have evidence."""

State = Literal["da", "kommt", "fehlt"]


@dataclass(frozen=True)
class Announcement:
    """Who is still to bring a piece, and by which day."""

    who: str
    due: date | None = None


@dataclass(frozen=True)
class Piece:
    """One piece of evidence with the lines that rest on it."""

    number: int
    """Its place in the order in which the calculation cites it; 0 for a row that names no evidence yet."""
    key: str
    """What stands in the rows; empty for a row that names no evidence yet."""
    title: str
    lines: tuple[Line, ...]
    files: tuple[Attachment, ...]
    announced: tuple[Announcement, ...]

    @property
    def state(self) -> State:
        """A file lies with the application, somebody is to bring it, or neither."""
        return "da" if self.files else "kommt" if self.announced else "fehlt"


def pieces(lines: Iterable[Line], case: Case) -> tuple[Piece, ...]:
    """Every piece that a line names, numbered in the order of the lines."""
    cited: dict[str, list[Line]] = {}
    for line in lines:
        if key := line.evidence.strip():
            cited.setdefault(key, []).append(line)
    rows = _rows(case)
    titles = {entry.id: entry.title.strip() or entry.file for entry in case.attachments}
    return tuple(
        Piece(number, key, titles.get(key) or key, tuple(found), files_of(key, case), _announced(found, rows))
        for number, (key, found) in enumerate(cited.items(), 1)
    )


def unnamed(lines: Iterable[Line], case: Case) -> tuple[Piece, ...]:
    """Rows with an amount that name no evidence, though they need one: an estimate rests on its reason (Fachvorgabe R1)."""
    rows = _rows(case)
    found: dict[str, list[Line]] = {}
    for line in lines:
        row = rows.get(line.address)
        if row is not None and not line.evidence.strip() and line.amount > 0 and line.grundlage != "schaetzung":
            found.setdefault(line.address, []).append(line)
    return tuple(Piece(0, "", shared[-1].label, tuple(shared), (), _announced(shared, rows)) for shared in found.values())


def files_of(key: str, case: Case) -> tuple[Attachment, ...]:
    """The attachments that hold a piece of evidence, by its label or by their own ID in its place."""
    wanted = key.strip()
    if not wanted:
        return ()
    return tuple(entry for entry in case.attachments if entry.id == wanted or wanted in (words.strip() for words in entry.evidence))


def open_pieces(lines: Iterable[Line], case: Case) -> int:
    """How many are neither there nor announced."""
    known = tuple(lines)
    return sum(1 for piece in (*pieces(known, case), *unnamed(known, case)) if piece.state == "fehlt")


def _rows(case: Case) -> dict[str, EvidencedRow]:
    """Every cost row by its address."""
    return {f"kostenkalkulation.{table}[{row.id}]": row for table in TABLES for row in getattr(case.kostenkalkulation, table)}


def _announced(lines: Iterable[Line], rows: dict[str, EvidencedRow]) -> tuple[Announcement, ...]:
    """Who brings it, each once; rows of one piece may name different people or days."""
    found: dict[Announcement, None] = {}
    for line in lines:
        row = rows.get(line.address)
        if row is not None and row.evidence_from.strip():
            found[Announcement(row.evidence_from.strip(), row.evidence_due)] = None
    return tuple(found)
