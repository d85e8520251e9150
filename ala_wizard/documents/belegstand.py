"""Whether a piece of evidence lies with the application, comes from somebody, or is missing (Fachvorgabe R1)."""

from __future__ import annotations

from collections.abc import Mapping

from ala_wizard.calc.belege import Piece
from ala_wizard.documents.anlagen import Anlage
from ala_wizard.documents.blocks import Cell
from ala_wizard.documents.wording import words
from ala_wizard.model.german import format_date


def state(piece: Piece, anlagen: Mapping[str, Anlage]) -> Cell:
    """The last column of the list of evidence. An attachment that names no file is one whose bytes are not there."""
    there = [words("kostenkalkulation.belege.file", anlage=anlagen[entry.id].name, file=entry.file) for entry in piece.files if entry.file]
    lost = [entry.title for entry in piece.files if not entry.file]
    if piece.files:
        said = [words("kostenkalkulation.belege.there", files=", ".join(there))] if there else []
        said += [words("kostenkalkulation.belege.lost", files=", ".join(lost))] if lost else []
        return Cell("; ".join(said), missing=bool(lost))
    if not piece.announced:
        return Cell(words("common.missing"), missing=True)
    coming = (
        words("kostenkalkulation.belege.announced_due", who=entry.who, due=format_date(entry.due))
        if entry.due
        else words("kostenkalkulation.belege.announced", who=entry.who)
        for entry in piece.announced
    )
    return Cell("; ".join(coming))
