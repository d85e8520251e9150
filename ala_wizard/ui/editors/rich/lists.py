"""Lists as one types them: marks at the start of a line, Enter, Backspace, Tab."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor

from ala_wizard.model.richtext import LEVELS, Marker
from ala_wizard.ui.editors.rich import formats
from ala_wizard.ui.editors.rich.reading import blocks

TYPED: dict[str, Marker] = {"-": "-", "*": "-", "•": "-", "–": "-", "1.": "1.", "1)": "1."}
"""What makes a list of a line when a blank is typed behind it."""


def marker(block: QTextBlock) -> Marker:
    """The marker of a line."""
    return formats.marker_of(block.blockFormat())


def shape(block: QTextBlock, mark: Marker, level: int = 0) -> None:
    """Make a line an item of a list, or a paragraph."""
    QTextCursor(block).setBlockFormat(formats.paragraph(mark, level if mark else 0))


def chosen(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines that the cursor stands in or has selected; a line of which nothing is selected behind the last end does not count."""
    document = cursor.document()
    first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if last != first and cursor.selectionEnd() == last.position():
        last = last.previous()
    return list(blocks(document, first.blockNumber(), last.blockNumber()))


def toggle(cursor: QTextCursor, mark: Marker) -> None:
    """Make the chosen lines items; where all are, make them paragraphs again."""
    lines = chosen(cursor)
    off = all(marker(block) == mark for block in lines)
    cursor.beginEditBlock()
    for block in lines:
        shape(block, "" if off else mark, formats.level_of(block.blockFormat()))
    cursor.endEditBlock()


def may_indent(block: QTextBlock) -> bool:
    """Can this item become one of a deeper list? It needs an item above that it belongs to."""
    above, level = block.previous(), formats.level_of(block.blockFormat())
    belongs = above.isValid() and bool(marker(above)) and formats.level_of(above.blockFormat()) >= level
    return bool(marker(block)) and belongs and level < LEVELS - 1


def at_item_start(cursor: QTextCursor) -> bool:
    """Is the cursor at the start of an item, with nothing selected?"""
    return not cursor.hasSelection() and cursor.atBlockStart() and bool(marker(cursor.block()))


def indent(cursor: QTextCursor, by: int) -> bool:
    """Move the item with the cursor in or out by one level. False where that cannot be."""
    block = cursor.block()
    level = formats.level_of(block.blockFormat())
    if not marker(block) or (by < 0 and not level) or (by > 0 and not may_indent(block)):
        return False
    shape(block, marker(block), level + by)
    return True


def leave(cursor: QTextCursor) -> bool:
    """One level out, or out of the list. False outside of lists."""
    block = cursor.block()
    if not marker(block):
        return False
    if not indent(cursor, -1):
        shape(block, "")
    return True


def typed_mark(cursor: QTextCursor) -> str:
    """What stands before the cursor, where a blank typed now makes it a list; else empty."""
    block = cursor.block()
    before = block.text()[: cursor.positionInBlock()] if cursor.positionInBlock() <= 2 else ""
    return before if before in TYPED and not cursor.hasSelection() and not marker(block) else ""


def begin(cursor: QTextCursor) -> None:
    """Make a list of the line whose mark was typed."""
    mark = TYPED[typed_mark(cursor)]
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    shape(cursor.block(), mark)
    cursor.endEditBlock()


def enter(cursor: QTextCursor) -> None:
    """A new line: an item goes on as an item, an empty one ends."""
    cursor.beginEditBlock()
    remove(cursor)
    block = cursor.block()
    if not (block.length() == 1 and leave(cursor)):
        cursor.insertBlock(formats.paragraph(marker(block), formats.level_of(block.blockFormat())), formats.letters())
    cursor.endEditBlock()


def remove(cursor: QTextCursor) -> None:
    """Take away what is selected. What is left of several lines looks like the first; of a whole text nothing is left."""
    if not cursor.hasSelection():
        return
    document = cursor.document()
    first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    everything = cursor.selectionStart() == 0 and cursor.selectionEnd() == document.characterCount() - 1
    kept = last if first.length() == 1 else first
    look, level = marker(kept), formats.level_of(kept.blockFormat())
    cursor.beginEditBlock()
    several = first != last
    cursor.removeSelectedText()
    if everything:
        shape(cursor.block(), "")
    elif several:
        shape(cursor.block(), look, level)
    cursor.endEditBlock()
