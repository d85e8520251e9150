"""From a document of Qt to lines: what stands there, as the case stores it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from ala_wizard.model.richtext import Line, Run
from ala_wizard.ui.editors.rich.formats import FACT, SHOWN, is_bold, level_of, marker_of


def blocks(document: QTextDocument, first: int = 0, last: int | None = None) -> Iterator[QTextBlock]:
    """The blocks from one number up to and with another."""
    block = document.findBlockByNumber(first)
    while block.isValid() and (last is None or block.blockNumber() <= last):
        yield block
        block = block.next()


def line_of(block: QTextBlock, start: int = 0, end: int | None = None) -> Line:
    """A block as a line, or the part of it between two places of the block."""
    stop = block.length() - 1 if end is None else end
    form = block.blockFormat()
    cut = cutter(block.text())
    runs: list[Run] = []
    for piece in block.textFormats():
        first, last = max(piece.start, start), min(piece.start + piece.length, stop)
        if first < last:
            runs += _runs(cut(first, last), piece.format)
    return Line(joined(runs), marker_of(form), level_of(form))


def cutter(words: str) -> Callable[[int, int], str]:
    """Cuts a text by places as Qt counts them: in UTF-16 units, where an emoji is two."""
    if not words or max(words) <= "\uffff":
        return lambda first, last: words[first:last]
    units = words.encode("utf-16-le", "surrogatepass")
    return lambda first, last: units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass")


def units(words: str) -> int:
    """Length as Qt counts it: in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _runs(words: str, form: QTextCharFormat) -> Iterator[Run]:
    """The runs of letters of one format. Letters that got into a chip are letters, a chip that lost some is letters too."""
    bold = is_bold(form)
    if not form.hasProperty(FACT):
        yield Run(words, bold)
        return
    head, found, tail = words.partition(str(form.property(SHOWN)))
    if head:
        yield Run(head, bold)
    if found:
        yield Run("", bold, str(form.property(FACT)))
    if tail:
        yield Run(tail, bold)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of equal look as one run; empty ones are left out."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and run.text and not last.fact and last.bold == run.bold:
            found[-1] = Run(last.text + run.text, run.bold)
        elif run.text or run.fact:
            found.append(run)
    return tuple(found)


def selected(cursor: QTextCursor) -> tuple[Line, ...]:
    """The selected lines. The first and the last may be parts; a part that does not begin its line has no marker."""
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    found: list[Line] = []
    for block in blocks(document, document.findBlock(start).blockNumber(), document.findBlock(end).blockNumber()):
        line = line_of(block, max(0, start - block.position()), min(block.length() - 1, end - block.position()))
        part = block.position() < start or (not found and end < block.position() + block.length() - 1)
        found.append(Line(line.runs) if part else line)
    return tuple(found)
