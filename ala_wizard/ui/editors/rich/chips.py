"""Chips: protected runs of letters that stand for a fact of the case. Where they are, and how their letters hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

from ala_wizard.ui.editors.rich.formats import FACT, MISSING, SERIAL, SHOWN

PAD = "\u00a0"
"""Stands before and after the value, inside the chip: room, and no line ends there."""
_GLUE = "\u2060"
_BREAKS = re.compile(r"([^\w\u00a0.,:;'\"„“()§€])")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Chip:
    """A chip in a document: from `start` up to, not including, `end` (positions of Qt)."""

    start: int
    end: int
    fact: str
    serial: int
    letters: str
    missing: bool


def glued(words: str) -> str:
    """The letters of a chip: the words with room around them, such that no line ends inside."""
    firm = _BREAKS.sub(rf"{_GLUE}\1{_GLUE}", _BLANKS.sub("\u00a0", words.strip()))
    return f"{PAD}{firm}{PAD}"


def unglued(letters: str) -> str:
    """The words again that were `glued`."""
    return letters.strip(PAD).replace(_GLUE, "").replace(PAD, " ")


def chips_in(block: QTextBlock) -> Iterator[Chip]:
    """The chips of a block in their order."""
    base = block.position()
    for piece in block.textFormats():
        form = piece.format
        if form.hasProperty(FACT):
            yield Chip(
                base + piece.start,
                base + piece.start + piece.length,
                str(form.property(FACT)),
                int(form.property(SERIAL)),
                str(form.property(SHOWN)),
                bool(form.property(MISSING)),
            )


def words_in(block: QTextBlock) -> str:
    """The words of a block as one reads them, those of its chips without the room around them."""
    letters, at = block.text(), 0
    if max(letters, default="") > "\uffff":
        return letters.replace(_GLUE, "")
    found: list[str] = []
    for chip in chips_in(block):
        start, end = chip.start - block.position(), chip.end - block.position()
        found += (letters[at:start], unglued(letters[start:end]))
        at = end
    return "".join((*found, letters[at:]))


def chip_inside(document: QTextDocument, position: int) -> Chip | None:
    """The chip that a position lies inside of; its edges do not count."""
    return next((chip for chip in chips_in(document.findBlock(position)) if chip.start < position < chip.end), None)


def chip_between(document: QTextDocument, start: int, end: int) -> Chip | None:
    """The chip that is exactly this range."""
    return next((chip for chip in chips_in(document.findBlock(start)) if (chip.start, chip.end) == (start, end)), None)


def whole(document: QTextDocument, start: int, end: int) -> tuple[int, int]:
    """A range grown so that it cuts no chip."""
    first, last = chip_inside(document, start), chip_inside(document, end)
    return first.start if first is not None else start, last.end if last is not None else end
