"""From lines to a document of Qt: changing only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

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
    """What is placed or taken as one: a letter or a fact."""

    letter: str
    bold: bool = False
    fact: str = ""


def _atoms(line: Line) -> list[_Atom]:
    found: list[_Atom] = []
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
    same_head, same_tail = _same_ends(before, after)
    first, last = document.findBlockByNumber(head), document.findBlockByNumber(head + len(before) - 1)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setPosition(_positions(first, _atoms(before[0]))[same_head])
    ends = _positions(last, _atoms(before[-1]))
    cursor.setPosition(ends[len(ends) - 1 - same_tail], QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    for number, line in enumerate(after):
        if number:
            cursor.insertBlock(formats.paragraph(line.marker, line.level), formats.letters())
        atoms = _atoms(line)
        stop = len(atoms) - (same_tail if number == len(after) - 1 else 0)
        _insert(cursor, atoms[0 if number else same_head : stop], show)
    end = cursor.position()
    for line, block in zip(after, blocks(document, head), strict=False):
        form = block.blockFormat()
        if (formats.marker_of(form), formats.level_of(form)) != (line.marker, line.level):
            QTextCursor(block).setBlockFormat(formats.paragraph(line.marker, line.level))
    cursor.endEditBlock()
    return end


def _same_ends(before: Sequence[Line], after: Sequence[Line]) -> tuple[int, int]:
    """How many atoms stay at the head of the first line, and at the tail of the last."""
    one, other = _atoms(before[0]), _atoms(after[0])
    head, _ = same_ends(one, other)
    one, other = _atoms(before[-1]), _atoms(after[-1])
    one = one[head:] if len(before) == 1 else one
    other = other[head:] if len(after) == 1 else other
    shorter = min(len(one), len(other))
    tail = next((place for place in range(shorter) if one[-1 - place] != other[-1 - place]), shorter)
    return head, tail


def _positions(block: QTextBlock, atoms: Sequence[_Atom]) -> list[int]:
    """Where each atom of a block begins in the document, and where the last ends."""
    found = [block.position()]
    chips = chips_in(block)
    for atom in atoms:
        found.append(next(chips).end if atom.fact else found[-1] + (2 if atom.letter > "\uffff" else 1))
    return found


def _insert(cursor: QTextCursor, atoms: Sequence[_Atom], show: Show) -> None:
    for (fact, bold), group in groupby(atoms, key=lambda atom: (atom.fact, atom.bold)):
        if fact:
            for _ in group:
                insert_run(cursor, Run("", bold, fact), show)
        else:
            insert_run(cursor, Run("".join(atom.letter for atom in group), bold), show)


def renew(block: QTextBlock, show: Show) -> list[tuple[Chip, int]]:
    """Let the chips of a block say what the case says now. Gives those that changed, with how much longer each became."""
    changed: list[tuple[Chip, int]] = []
    for chip in reversed(list(chips_in(block))):
        shown = show(chip.fact)
        letters = glued(shown.text)
        if (letters, formats.wants_care(shown)) == (chip.letters, chip.missing):
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
