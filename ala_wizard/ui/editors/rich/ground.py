"""What is painted behind and beside the letters: the ground of chips, of building blocks not yet edited, the marks of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextDocument, QTextLayout

from ala_wizard.ui import theme
from ala_wizard.ui.editors.rich import formats
from ala_wizard.ui.editors.rich.chips import Chip, chips_in

SIDE = 8
"""Px at 100 % between the edge of the input and its letters: room for the ground of a building block."""
EDGE = 4
"""Px at 100 % above the first line and below the last, for the same."""
CHIP_HEIGHT, CHIP_RADIUS = 23, 5


def top_of(block: QTextBlock) -> float:
    """Where the first line of a block begins."""
    return block.layout().position().y()


def bottom_of(block: QTextBlock) -> float:
    """Where the last line of a block ends, with the room that belongs to the line."""
    return top_of(block) + block.layout().lineCount() * formats.height_of(block)


def chip_rects(block: QTextBlock, chip: Chip) -> Iterator[QRectF]:
    """Where a chip stands: one place, unless it is longer than a whole line."""
    layout: QTextLayout = block.layout()
    at, last = chip.start - block.position(), chip.end - block.position()
    while at < last:
        line = layout.lineForTextPosition(at)
        if not line.isValid():
            return
        end = min(last, line.textStart() + line.textLength())
        if end <= at:
            return
        left, right = _x(line, at), _x(line, end)
        middle = layout.position().y() + line.y() + line.height() / 2
        height = theme.px(CHIP_HEIGHT)
        yield QRectF(layout.position().x() + left, middle - height / 2, right - left, height)
        at = end


def _x(line: object, place: int) -> float:
    found = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, (tuple, list)) else found)


def paint_ground(painter: QPainter, document: QTextDocument, shown: QRectF, first: QTextBlock, open_: Sequence[range]) -> None:
    """Paint below the letters of all blocks from `first` that lie in the part shown. `open_` are the lines not yet edited."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for lines in open_:
        _paint_open(painter, document, shown, lines)
    block = first
    while block.isValid() and top_of(block) <= shown.bottom():
        for chip in chips_in(block):
            for rect in chip_rects(block, chip):
                _paint_chip(painter, rect, missing=chip.missing)
        block = block.next()
    painter.restore()


def _paint_open(painter: QPainter, document: QTextDocument, shown: QRectF, lines: range) -> None:
    head, last = document.findBlockByNumber(lines.start), document.findBlockByNumber(lines.stop - 1)
    if not head.isValid() or not last.isValid():
        return
    top, bottom = top_of(head) - theme.px(2), bottom_of(last) + theme.px(2)
    if bottom < shown.top() or top > shown.bottom():
        return
    width = document.documentLayout().documentSize().width()
    rect = QRectF(0.5, top + 0.5, width - 1, bottom - top - 1)
    painter.setBrush(theme.color("warn_soft"))
    painter.setPen(QPen(theme.color("warn_mark"), 1, Qt.PenStyle.CustomDashLine))
    pen = painter.pen()
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawRoundedRect(rect, theme.px(CHIP_RADIUS), theme.px(CHIP_RADIUS))


def _paint_chip(painter: QPainter, rect: QRectF, *, missing: bool) -> None:
    pen = QPen(theme.color("warn_mark" if missing else "accent"), 1)
    if missing:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(theme.color("warn_soft" if missing else "soft"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(CHIP_RADIUS), theme.px(CHIP_RADIUS))


def paint_marks(painter: QPainter, shown: QRectF, first: QTextBlock, numbers: Sequence[int]) -> None:
    """Paint bullets and numbers beside the items."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("body"))
    block = first
    while block.isValid() and top_of(block) <= shown.bottom():
        mark = formats.marker_of(block.blockFormat())
        if mark and block.layout().lineCount():
            line = block.layout().lineAt(0)
            left = block.layout().position().x() + line.x()
            top = top_of(block) + line.y()
            if mark == "1." and block.blockNumber() < len(numbers):
                painter.setPen(theme.color("ink"))
                room = QRectF(left - theme.px(80), top, theme.px(80 - 7), line.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{numbers[block.blockNumber()]}.")
            else:
                _paint_bullet(
                    painter, QPointF(left - theme.px(12), top + line.ascent() - theme.px(5)), formats.level_of(block.blockFormat())
                )
        block = block.next()
    painter.restore()


def _paint_bullet(painter: QPainter, centre: QPointF, level: int) -> None:
    """Disc, ring, square: one for each level."""
    radius = theme.px(3)
    painter.setPen(QPen(theme.color("ink"), 1.2) if level == 1 else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if level == 1 else theme.color("ink"))
    if level == 2:
        painter.drawRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
    else:
        painter.drawEllipse(centre, radius, radius)
