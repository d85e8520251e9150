"""From lines to a document of Qt: changing only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from ala_wizard.checks.facts import Shown
from ala_wizard.model.richtext import Line, Run
from ala_wizard.ui.editors.base import same_ends
from ala_wizard.ui.editors.rich import formats
from ala_wizard.ui.editors.rich.chips import Chip, chips_in, glued
from ala_wizard.ui.editors.rich.lists import remove
from ala_wizard.ui.editors.rich.reading import blocks, cutter, units

Show = Callable[[str], Shown]
"""What the case says about a fact, by its ID."""

_NO_LETTERS = str.maketrans({"\u2028": " ", "\u2029": " ", "\ufdd0": " ", "\ufdd1": " ", "\x00": " "})
"""What Qt would take for the end of a block, or of a text."""


@dataclass(frozen=True)
class _Atom:
    """What is placed or taken as one: a letter, a fact, or the end of a line."""

    letter: str
    bold: bool = False
    fact: str = ""


_END = _Atom("\n")


def _atoms(lines: Sequence[Line]) -> list[_Atom]:
    found: list[_Atom] = []
    for place, line in enumerate(lines):
        if place:
            found.append(_END)
        for run in line.runs:
            if run.fact:
                found.append(_Atom("", run.bold, run.fact))
            else:
                found += [_Atom(letter, run.bold) for letter in run.text]
    return found


def insert_run(cursor: QTextCursor, run: Run, show: Show) -> None:
    """Put letters or a chip at the cursor."""
    if run.fact:
        shown = show(run.fact)
        letters = glued(shown.text)
        cursor.insertText(letters, formats.chip(run.fact, shown, letters, run.bold))
    else:
        cursor.insertText(run.text.translate(_NO_LETTERS), formats.letters(run.bold))


def insert_lines(cursor: QTextCursor, lines: Sequence[Line], show: Show) -> None:
    """Put lines at the cursor, in place of what is selected; the first becomes part of the line with the cursor.

    An empty line there takes the marker of the first.
    """
    cursor.beginEditBlock()
    remove(cursor)
    for place, line in enumerate(lines):
        if place:
            cursor.insertBlock(formats.paragraph(line.marker, line.level), formats.letters())
        elif line.marker and cursor.block().length() == 1:
            cursor.setBlockFormat(formats.paragraph(line.marker, line.level))
        for run in line.runs:
            insert_run(cursor, run, show)
    cursor.endEditBlock()


def place(document: QTextDocument, old: Sequence[Line], new: Sequence[Line], show: Show) -> int | None:
    """Show `new` where `old` stands, by changing only what differs. Gives the position behind the change; None where nothing differs."""
    head, tail = same_ends(old, new)
    if head == len(old) == len(new):
        return None
    if head + tail == min(len(old), len(new)) and len(old) != len(new):
        # Whole lines came or went: a neighbour goes along, so that there is a line on either side.
        if head:
            head -= 1
        else:
            tail -= 1
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    atoms, wanted = _atoms(before), _atoms(after)
    same_head, same_tail = same_ends(atoms, wanted)
    at = document.findBlockByNumber(head).position()
    positions = _positions(document, head, atoms, at)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setPosition(positions[same_head])
    cursor.setPosition(positions[len(atoms) - same_tail], QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    _insert(cursor, wanted[same_head : len(wanted) - same_tail], show)
    end = cursor.position()
    for line, block in zip(after, blocks(document, head), strict=False):
        form = block.blockFormat()
        if (formats.marker_of(form), formats.level_of(form)) != (line.marker, line.level):
            QTextCursor(block).setBlockFormat(formats.paragraph(line.marker, line.level))
    cursor.endEditBlock()
    return end


def _positions(document: QTextDocument, first: int, atoms: Sequence[_Atom], start: int) -> list[int]:
    """Where each atom begins in the document, and where the last ends."""
    found = [start]
    block = document.findBlockByNumber(first)
    chips = chips_in(block)
    for atom in atoms:
        if atom is _END:
            block = block.next()
            chips = chips_in(block)
            found.append(block.position())
        elif atom.fact:
            found.append(next(chips).end)
        else:
            found.append(found[-1] + (2 if atom.letter > "\uffff" else 1))
    return found


def _insert(cursor: QTextCursor, atoms: Sequence[_Atom], show: Show) -> None:
    waiting: list[_Atom] = []

    def put() -> None:
        if waiting:
            insert_run(cursor, Run("".join(atom.letter for atom in waiting), waiting[0].bold), show)
            waiting.clear()

    for atom in atoms:
        if waiting and (atom is _END or atom.fact or atom.bold != waiting[0].bold):
            put()
        if atom is _END:
            cursor.insertBlock(formats.paragraph(), formats.letters())
        elif atom.fact:
            insert_run(cursor, Run("", atom.bold, atom.fact), show)
        else:
            waiting.append(atom)
    put()


def renew(block: QTextBlock, show: Show) -> list[tuple[Chip, int]]:
    """Let the chips of a block say what the case says now. Gives those that changed, with how much longer each became."""
    changed: list[tuple[Chip, int]] = []
    for chip in reversed(list(chips_in(block))):
        shown = show(chip.fact)
        letters = glued(shown.text)
        if (letters, shown.missing) == (chip.letters, chip.missing):
            continue
        cursor = QTextCursor(block)
        cursor.setPosition(chip.start)
        cursor.setPosition(chip.end, QTextCursor.MoveMode.KeepAnchor)
        bold = formats.is_bold(cursor.charFormat())
        cursor.insertText(letters, formats.chip(chip.fact, shown, letters, bold))
        changed.append((chip, cursor.position() - chip.end))
    return changed


def is_damaged(block: QTextBlock) -> bool:
    """Has a chip of this block got or lost letters?"""
    return any(True for _ in _strays(block))


def mend(block: QTextBlock) -> None:
    """Letters that got into a chip are letters, a chip that lost some is letters too."""
    for start, end, bold in list(_strays(block)):
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(formats.letters(bold))


def _strays(block: QTextBlock) -> Iterator[tuple[int, int, bool]]:
    """Letters that look like part of a chip and are none, by their places in the block."""
    cut = None
    for piece in block.textFormats():
        if not piece.format.hasProperty(formats.FACT):
            continue
        cut = cut or cutter(block.text())
        letters, wanted = cut(piece.start, piece.start + piece.length), str(piece.format.property(formats.SHOWN))
        if letters == wanted:
            continue
        bold, end = formats.is_bold(piece.format), piece.start + piece.length
        head, found, tail = letters.partition(wanted)
        if head:
            yield piece.start, piece.start + units(head) if found else end, bold
        if tail:
            yield end - units(tail), end, bold
