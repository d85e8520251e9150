"""Widths of columns and heights of rows, from the longest real content and the words of the heads.

A table that is too wide shows whole columns only: the first, some of the middle, and the result. So no figure is ever cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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

_BRIEF = 140
FEW = 3
"""Lines of a cell at most in a table that is too wide; the row one is in shows all."""
_DOUBT = 3
"""Px by which whole-pixel widths may be wrong: so near the edge, the words are broken into lines as they will be drawn."""
REMEMBERED = 20_000
"""Of so many texts the widths are remembered."""
_FIRST = 196
"""Px at 100 % for the first column of a table that is too wide."""


@dataclass(frozen=True)
class Want:
    """What a column asks for, in px on the screen."""

    least: int
    good: int
    grows: int
    """How gladly it takes what is left over: 0 not at all."""
    brief: int
    """What is enough where long words take some lines; figures are never shortened."""


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
    ruler = _ruler(font)
    return max(map(ruler.word, texts), default=0)


def _widest(font: QFont, texts: Iterable[str]) -> int:
    ruler = _ruler(font)
    return max(map(ruler.line, texts), default=0)


class _Ruler:
    """Measures texts in one font, each once: at a key nearly all cells of a table say what they said before."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetrics(font)
        self._words: dict[str, int] = {}
        self._lines: dict[str, int] = {}

    def word(self, text: str) -> int:
        """Width of its longest word."""
        return self._known(self._words, text, text.split)

    def line(self, text: str) -> int:
        """Width of its longest typed line."""
        return self._known(self._lines, text, lambda: text.split("\n"))

    def _known(self, known: dict[str, int], text: str, parts: Callable[[], list[str]]) -> int:
        if text not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[text] = max(map(self._metrics.horizontalAdvance, parts()), default=0)
        return known[text]


_RULERS: dict[str, _Ruler] = {}


def _ruler(font: QFont) -> _Ruler:
    key = font.key()
    if key not in _RULERS:
        if len(_RULERS) >= 8:  # other sizes of type were chosen meanwhile
            _RULERS.clear()
        _RULERS[key] = _Ruler(font)
    return _RULERS[key]


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
            found.append(Want(width, width, 0, width))
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
        whole = max(good + frame + sign, head, wished)
        word = min(_longest_word(body, shown), px(_MOST.get(name, 0)))
        brief = min(whole, max(max(px(_BRIEF), word) + frame + sign, head)) if grows else whole
        found.append(Want(max(least + frame + sign, head), whole, grows, brief))
    return found


@dataclass(frozen=True)
class Arranged:
    """The columns as they stand: those out of sight have no width."""

    widths: list[int]
    start: int
    """The first column of the middle that is in sight."""
    before: int = 0
    after: int = 0
    """Columns out of sight to the left and to the right."""

    @property
    def sideways(self) -> bool:
        """Are there columns out of sight?"""
        return bool(self.before or self.after)


def arrange(asked: Sequence[Want], available: int, start: int, *, result: bool) -> Arranged:
    """Share the room: what is over goes to running text; what lacks is taken from it; then only some columns are shown."""
    if sum(want.least for want in asked) <= available:
        return Arranged(_share(asked, available), 1)
    middle = range(1, len(asked) - 1 if result else len(asked))
    start = max(1, min(start, _last_start(asked, available, middle, result=result)))
    first = _first(asked, available, middle, result=result)
    room = available - first - (asked[-1].good if result else 0)
    shown = _fitting(asked, room, middle, start)
    widths = [0] * len(asked)
    widths[0] = first
    if result:
        widths[-1] = asked[-1].good
    for column in shown:
        widths[column] = min(asked[column].brief, max(room, 1))
    _spread(widths, asked, [*shown, 0], available)
    return Arranged(widths, start, start - 1, len(middle) - (start - 1) - len(shown))


def start_for(asked: Sequence[Want], available: int, start: int, column: int, *, result: bool) -> int:
    """Where the middle begins, so that this column is in sight: moved no further than needed."""
    if column <= start or column >= len(asked):
        return column
    while start < column and not arrange(asked, available, start, result=result).widths[column]:
        start += 1
    return start


def _share(asked: Sequence[Want], available: int) -> list[int]:
    """Widths where all columns fit. None grows so far that the eye loses its row: a third more than wanted at most."""
    good, least = sum(want.good for want in asked), sum(want.least for want in asked)
    if good <= available:
        room = min(available, good * 4 // 3)
        growing = sum(want.grows for want in asked)
        widths = [want.good + ((room - good) * want.grows // growing if growing else 0) for want in asked]
        widths[next((i for i, want in enumerate(asked) if want.grows), 0)] += room - sum(widths)
        return widths
    short, over = good - least, available - least
    widths = [want.least + (want.good - want.least) * over // short for want in asked]
    widths[0] += available - sum(widths)
    return widths


def _first(asked: Sequence[Want], available: int, middle: range, *, result: bool) -> int:
    """Width of the first column: narrower where the widest of the others needs the room."""
    first = min(asked[0].good, max(asked[0].least, theme.px(_FIRST)))
    widest = max((asked[column].brief for column in middle), default=0)
    lacks = first + widest + (asked[-1].good if result else 0) - available
    return max(first - max(0, lacks), min(first, theme.px(120)))


def _fitting(asked: Sequence[Want], room: int, middle: range, start: int) -> list[int]:
    """The columns from `start` on that stand whole in the room; one at least."""
    shown: list[int] = []
    for column in range(start, middle.stop):
        room -= asked[column].brief
        if shown and room < 0:
            break
        shown.append(column)
    return shown


def _last_start(asked: Sequence[Want], available: int, middle: range, *, result: bool) -> int:
    """The furthest that one can go on: the last column is in sight, and no room is wasted."""
    room = available - _first(asked, available, middle, result=result) - (asked[-1].good if result else 0)
    return next((start for start in middle if _fitting(asked, room, middle, start)[-1] == middle.stop - 1), 1)


def _spread(widths: list[int], asked: Sequence[Want], shown: Sequence[int], available: int) -> None:
    """Give what is left over to the columns in sight: first up to what they want, then to the first one."""
    for column in shown:
        more = min(asked[column].good - widths[column], available - sum(widths))
        widths[column] += max(0, more)
    growing = [column for column in shown if asked[column].grows]
    widths[growing[0] if growing else 0] += max(0, available - sum(widths))


def row_height(model: RowsModel, row: int, widths: Sequence[int], brief: Callable[[int], bool]) -> int:
    """Height of a row: 40 px, or what its wrapped words need. `brief` names the columns that show a few lines only."""
    metrics = QFontMetrics(theme.font("body"))
    line = metrics.height()
    tallest = line
    for column, kind in enumerate(model.kinds):
        if not widths[column]:
            continue
        words = model.shown(row, column)
        room = room_for_words(model, column, widths[column])
        if kind.wraps and words and ("\n" in words or metrics.horizontalAdvance(words) > room - _DOUBT):
            needed = lines(theme.font("body"), words, room)
            tallest = max(tallest, line * (min(needed, FEW) if brief(column) else needed))
    return max(theme.px(ROW), tallest + theme.px(ROW) - line)


def room_for_words(model: RowsModel, column: int, width: int) -> int:
    """What a column of this width leaves for words."""
    picked = column < len(model.kinds) and model.kinds[column].picked
    return width - theme.px(2 * PAD) - (theme.px(SIGN) if picked else 0)


def on_few_lines(words: str, width: int) -> str:
    """Words for a cell that shows a few lines only: what does not fit ends with …"""
    font = theme.font("body")
    if lines(font, words, width) <= FEW:
        return words
    kept = ""
    for word in " ".join(words.split()).split(" "):
        if lines(font, f"{kept} {word} …".strip(), width) > FEW:
            break
        kept = f"{kept} {word}".strip()
    return f"{kept} …" if kept else QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width * (FEW - 1))
