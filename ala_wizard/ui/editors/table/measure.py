"""Widths of columns and heights of rows, from the longest real content and the words of the heads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ala_wizard.ui import theme
from ala_wizard.ui.editors.table.model import RowsModel

PAD = 8
"""Px at 100 % left and right of the words of a cell."""
ROW = 40
"""Least height of a row in px at 100 %."""
SIGN = 22
"""Px at 100 % for the sign of a list at the right of its cell."""
_ROOM_FOR = {
    "money": "10.000,00",
    "decimal": "000,00",
    "hours": "000,00",
    "count": "0000",
    "percent": "100,0",
    "date": "00.00.0000",
    "time": "00:00",
    "check": "Nein",
    "yesno": "Nein",
}
"""What every cell of the kind should have room for, so that the first figures do not push the columns about."""
_LEAST = {"text": 150, "line": 110, "counts": 110}
_GOOD = {"text": 220, "line": 150, "counts": 130}
_MOST = {"text": 380, "line": 280, "choice": 220, "row": 220, "counts": 200}


@dataclass(frozen=True)
class Want:
    """What a column asks for, in px on the screen."""

    least: int
    good: int
    grows: int
    """How gladly it takes what is left over: 0 not at all."""


def advance(font: QFont, words: str) -> int:
    """Width of one line of text."""
    return QFontMetrics(font).horizontalAdvance(words)


def lines(font: QFont, words: str, width: int) -> int:
    """How many lines the words need: broken between words, and inside only where one word is too long."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    count = 0
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(max(1, width))
            count += 1
            line = layout.createLine()
        layout.endLayout()
    return max(1, count)


def draw(painter: QPainter, room: QRect, words: str, *, right: bool, bottom: bool = False) -> None:
    """Draw words as they were measured, from the top (or standing on the bottom) of a room."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | (Qt.AlignmentFlag.AlignBottom if bottom else Qt.AlignmentFlag.AlignTop))
    painter.drawText(QRectF(room), words, option)


def head_width(words: str) -> int:
    """The least width in which the words of a head fit on two lines."""
    font = theme.font("small")
    parts = words.split()
    best = advance(font, words)
    for cut in range(1, len(parts)):
        best = min(best, max(advance(font, " ".join(parts[:cut])), advance(font, " ".join(parts[cut:]))))
    return best + theme.px(2 * PAD) + 2


def head_height(heads: Iterable[tuple[str, int]]) -> int:
    """Height of the heads: one line, or two if one of them needs it."""
    metrics = QFontMetrics(theme.font("small"))
    most = max((lines(theme.font("small"), words, width - theme.px(2 * PAD)) for words, width in heads), default=1)
    return metrics.height() * most + theme.px(14)


def _longest_word(font: QFont, texts: Iterable[str]) -> int:
    return max((advance(font, word) for words in texts for word in words.split()), default=0)


def _widest(font: QFont, texts: Iterable[str]) -> int:
    return max((advance(font, line) for words in texts for line in words.split("\n")), default=0)


def wants(model: RowsModel) -> list[Want]:
    """What each column asks for."""
    body = theme.font("body")
    px = theme.px
    frame = px(2 * PAD) + 2
    found = []
    for column in range(model.columnCount()):
        shown = [model.shown(row, column) for row in range(model.rowCount())]
        if model.is_result(column):
            width = max(_widest(body, [*shown, "100.000,00"]) + frame, head_width(model.result_label))
            found.append(Want(width, width, 0))
            continue
        kind = model.kinds[column]
        name = kind.spec.kind
        head = head_width(kind.head)
        wished = px(kind.spec.width) if kind.spec.width else 0
        if kind.picked:
            shown = [*shown, *(words for _, words in kind.options())]
        content = _widest(body, [*shown, _ROOM_FOR.get(name, "")])
        sign = px(SIGN) if kind.picked else 0
        if name in _MOST:
            good = min(max(content, px(_GOOD.get(name, 0))), px(_MOST[name]))
            least = max(min(_longest_word(body, shown), px(_MOST[name])), px(_LEAST.get(name, 60)))
            least = min(least, good)
        else:
            good = least = content
        grows = {"text": 2, "line": 1}.get(name, 0)
        found.append(Want(max(least + frame + sign, head), max(good + frame + sign, head, wished), grows))
    return found


def column_widths(model: RowsModel, available: int) -> list[int]:
    """Share the room: what is over goes to running text; what lacks is taken from it; then the table scrolls."""
    asked = wants(model)
    good, least = sum(want.good for want in asked), sum(want.least for want in asked)
    if good <= available:
        growing = sum(want.grows for want in asked)
        spare = available - good
        widths = [want.good + (spare * want.grows // growing if growing else 0) for want in asked]
        if widths and sum(widths) < available:
            widths[next((i for i, want in enumerate(asked) if want.grows), 0)] += available - sum(widths)
        return widths
    if least <= available:
        short, over = good - least, available - least
        widths = [want.least + (want.good - want.least) * over // short for want in asked]
        widths[0] += available - sum(widths)
        return widths
    first = min(asked[0].good, max(asked[0].least, theme.px(216)))
    return [first, *(want.good for want in asked[1:])]


def row_height(model: RowsModel, row: int, widths: list[int]) -> int:
    """Height of a row: 40 px, or what its wrapped words need."""
    metrics = QFontMetrics(theme.font("body"))
    line = metrics.height()
    tallest = line
    for column, kind in enumerate(model.kinds):
        words = model.shown(row, column)
        room = widths[column] - theme.px(2 * PAD) - (theme.px(SIGN) if kind.picked else 0)
        if kind.wraps and words and ("\n" in words or metrics.horizontalAdvance(words) > room):
            tallest = max(tallest, line * lines(theme.font("body"), words, room))
    return max(theme.px(ROW), tallest + theme.px(ROW) - line)
