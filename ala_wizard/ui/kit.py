"""Small pieces that every page is built from: words, lines, boxes, boxes of figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ala_wizard.content.texts import text
from ala_wizard.model.direction import visible
from ala_wizard.model.german import format_money
from ala_wizard.ui import icons, theme

Item = QWidget | QLayout | int | str
"""A widget, a layout, a gap in px at 100 %, or "*" for all the room that is left."""


_TOGETHER = re.compile(r"(?<=§) (?=\d)|(?<=Abs\.|Art\.|Tab\.) (?=\d)|(?<=Nr\.) (?=\d)|(?<=\d) (?=[€%])")


def unbroken(words: str) -> str:
    """Words in which no line ends between a sign or short word and its number: § 58, Abs. 2, 5 €."""
    return _TOGETHER.sub("\u00a0", words)


LONELY, PAIR, FEW = 10, 20, 6
"""A last word of up to so many letters keeps the one before it, if both have up to so many, in a text of at least so many words."""


def together(words: str) -> str:
    """Words whose last line is never one short word alone."""
    lines = words.split("\n")
    for place, line in enumerate(lines):
        head, _, last = line.rpartition(" ")
        before = head.rpartition(" ")[2]
        if 0 < len(last) <= LONELY and before and len(before) + len(last) < PAIR and line.count(" ") >= FEW - 1:
            lines[place] = f"{head}\u00a0{last}"
    return "\n".join(lines)


LONG = 22
"""Words of more letters may be broken where their line is too short for them."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"(?:sch|ch|ck|ph|th|pf|[bfgkp]l|[bdfgkpt]r|kn|[bcdfghjklmnpqrstvwxzß])(?=[aeiouyäöü])", re.IGNORECASE)
_PIECE = 12


def breakable(words: str, longest: int = LONG) -> str:
    """Text in which words of more than so many letters have places to break: at syllables with a hyphen, addresses without.

    Only a line too short for the whole word shows them.
    """
    return re.sub(rf"[^\s\u00a0\u00ad\u200b]{{{longest + 1},}}", lambda found: _in_pieces(found[0]), words)


def _in_pieces(word: str) -> str:
    if _LETTERS.fullmatch(word):
        starts = [found.start() for found in _SYLLABLE.finditer(word) if 3 <= found.start() <= len(word) - 3]
        pieces = [word[at:end] for at, end in pairwise([0, *starts, len(word)])]
        return "\u00ad".join(part for piece in pieces for part in _cut(piece))
    return "\u200b".join(part for piece in re.split(r"(?<=[-/@._:,;])(?=\w)", word) for part in _cut(piece))


def _cut(piece: str) -> Iterable[str]:
    """A piece without a syllable in it, such as a row of the same letter: cut all the same."""
    return (piece[at : at + _PIECE] for at in range(0, len(piece), _PIECE))


class Words(QLabel):
    """A text that wraps and takes the height it needs."""

    def __init__(
        self, words: str = "", role: str = "body", *, wrap: bool = True, longest: int = LONG, parent: QWidget | None = None
    ) -> None:
        """Words of more than `longest` letters may be broken where they wrap."""
        super().__init__(parent)
        self._words, self._longest = "", longest
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        if wrap:
            self.setMinimumWidth(1)
        self.setText(visible(words))

    def text(self) -> str:
        """The words as they were given."""
        return self._words

    def setText(self, words: str) -> None:
        """Show words; where they wrap, no line is left with one short word."""
        self._words = words
        plain = self.textFormat() == Qt.TextFormat.PlainText
        super().setText(breakable(together(words), self._longest) if plain and self.wordWrap() else words)

    def set_words(self, words: str) -> None:
        """Show other words; nothing happens when they are the same."""
        words = visible(words)
        if words != self.text():
            self.setText(words)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(1, hint.height()) if self.wordWrap() else hint


def column(*items: Item, gap: float = 0, margins: tuple[float, float, float, float] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things below each other."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def row(*items: Item, gap: float = 0, margins: tuple[float, float, float, float] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things beside each other."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def _fill(layout: QVBoxLayout | QHBoxLayout, items: Iterable[Item], gap: float, margins: tuple[float, float, float, float]) -> None:
    layout.setSpacing(theme.px(gap))
    layout.setContentsMargins(*(theme.px(margin) for margin in margins))
    for item in items:
        if isinstance(item, int):
            layout.addSpacing(theme.px(item))
        elif isinstance(item, str):
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def box(role: str, layout: QLayout, parent: QWidget | None = None) -> QFrame:
    """A frame of the style sheet round a layout."""
    frame = QFrame(parent)
    frame.setProperty("role", role)
    frame.setLayout(layout)
    return frame


def hairline(parent: QWidget | None = None, *, role: str = "hairline") -> QFrame:
    """A thin line across."""
    line = QFrame(parent)
    line.setProperty("role", role)
    line.setFixedHeight(1)
    return line


def vline(height: float) -> QFrame:
    """A thin line down."""
    line = QFrame()
    line.setProperty("role", "vline")
    line.setFixedSize(1, theme.px(height))
    return line


class Button(QPushButton):
    """A button that Return presses as well as the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def button(
    words: str, act: Callable[[], object], role: str = "", icon: str = "", *, trailing: bool = False, parent: QWidget | None = None
) -> QPushButton:
    """A button that says what it does."""
    made = Button(words, parent)
    if role:
        made.setProperty("role", role)
    if icon:
        token = {"primary": "on_accent", "quiet": "accent", "small_quiet": "accent"}.get(role, "ink2")
        icons.set_icon(made, icon, token, 18 if role.startswith("small") else 20, trailing=trailing)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    return made


def link(words: str, act: Callable[[], object], parent: QWidget | None = None) -> QPushButton:
    """Words that lead somewhere."""
    made = button(words, act, "link", parent=parent)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def menu_button(menu: QMenu, parent: QWidget | None = None) -> QToolButton:
    """The button of the program's menu, at the left of every head."""
    made = QToolButton(parent)
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setAccessibleName(text("kopf.menue"))
    made.setToolTip(text("kopf.menue_tip"))
    made.setFixedSize(theme.px(40), theme.px(40))
    icons.set_icon(made, "menu", "ink", 22)
    return made


def set_height(widget: QWidget, height: int) -> None:
    """Give a widget the height that its content needs at its width, and let what holds it know.

    It is told once more a moment later: what is told while the layouts above are at work they forget, and things would lie
    over each other.
    """
    if (widget.minimumHeight(), widget.maximumHeight()) != (height, height):
        widget.setFixedHeight(height)
        QTimer.singleShot(0, widget, widget.updateGeometry)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and away."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


Cell = tuple[str, str]
"""Words and role."""


class FigureLink(Button):
    """A figure that can be asked where it comes from: it looks like a figure, and like a link under mouse and focus."""

    def __init__(self, size: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "explained")
        self.setProperty("figure", size)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def show_figure(self, label: str, figure: str) -> None:
        """Show a figure; screen readers hear its label and that it can be asked. What is not known cannot be asked."""
        self.setEnabled(figure != format_money(None))
        if figure != self.text():
            self.setText(figure)
        self.setAccessibleName(text("woher.frage", label=label, figure=figure))


PAD = 8
"""Px between the edge of a table of figures and its words."""
ROW = 40
"""Least height of a row, px at 100 %: as in the tables that are typed into."""
NARROW = 13
"""Longer words in the first column may be broken: in a narrow page the figures need the room."""
HEAD_WIDTH = 110
"""Longer heads than two lines of this width (px at 100 %) take more lines."""
FigureRow = tuple[str, Sequence[str | Cell]]
"""Kind of a row (`row`, `head`, `sum`, `total`, `note`) and its cells; a cell may have a role of its own."""


class FigureTable(QWidget):
    """A table to read: words left, figures right, hairlines between; sums bold below a rule, totals on sunken ground."""

    asked = Signal(str, QWidget)
    """Name of the figure that somebody wants explained, and the widget that was clicked."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None, *, gap: float = 16) -> None:
        """`gap` is the room before a figure, px at 100 %; tables of many columns need less."""
        super().__init__(parent)
        self._heads = tuple(heads)
        self._gap = gap
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._known: object = None
        self._shape: object = None
        self._labels: list[list[Words | FigureLink]] = []

    def set_heads(self, heads: Sequence[str]) -> None:
        """Other heads; they are seen with the next rows."""
        if tuple(heads) != self._heads:
            self._heads, self._known, self._shape = tuple(heads), None, None

    def show_rows(self, rows: Sequence[FigureRow], links: Mapping[int, str] | None = None) -> None:
        """Show rows. `links` names the figures behind the last cells of some rows (by place), which then can be clicked."""
        asked = links or {}
        frozen = tuple((kind, tuple(_cell(cell) for cell in cells), asked.get(place, "")) for place, (kind, cells) in enumerate(rows))
        if frozen == self._known:
            return
        self._known = frozen
        shape = [(kind, [role for _, role in cells], name) for kind, cells, name in frozen]
        if shape == self._shape:
            for labels, (_kind, cells, _name) in zip(self._labels, frozen, strict=True):
                self._say(labels, cells)
            return
        self._shape = shape
        self._labels = []
        clear(self._grid)
        if any(self._heads):
            self._cells(0, "heads", tuple((head, "") for head in self._heads), "")
            self._line(1, "rule")
        for index, (kind, cells, name) in enumerate(frozen):
            labels = self._cells(2 + 2 * index, kind, cells, name)
            self._say(labels, cells)
            self._labels.append(labels)
            if kind not in ("total", "note"):
                self._line(3 + 2 * index, "hairline")

    @staticmethod
    def _say(labels: Sequence[Words | FigureLink], cells: Sequence[Cell]) -> None:
        for label, (words, _role) in zip(labels, cells, strict=True):
            if isinstance(label, FigureLink):
                label.show_figure(cells[0][0], words)
            else:
                label.set_words(words)

    def _line(self, at: int, role: str) -> None:
        self._grid.addWidget(hairline(self, role=role), at, 0, 1, max(1, len(self._heads)))

    def _cells(self, at: int, kind: str, cells: Sequence[Cell], name: str) -> list[Words | FigureLink]:
        role = {"heads": "small", "head": "small_bold", "sum": "bold", "total": "bold", "note": "small"}.get(kind, "body")
        last = len(cells) - 1
        down = theme.px(6 if kind in ("heads", "note") else 8)
        found: list[Words | FigureLink] = []
        for place, (words, own) in enumerate(cells):
            left, right = theme.px(PAD if not place else self._gap), theme.px(PAD if place == last else 0)
            if name and place == last:
                found.append(self._link(at, place, role, name, kind == "total", (left, right)))
                continue
            label = Words(words, own or role, wrap=place == 0 or kind == "heads", longest=NARROW, parent=self)
            label.setAlignment((Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
            label.resize(theme.px(400), theme.px(100))  # a frame forgets margins larger than itself as soon as it is styled
            label.setContentsMargins(left, down, right, down)
            if kind == "heads":
                label.setAlignment((Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignBottom)
                label.setMinimumWidth(_head_width(words, role) + left + right)
            if kind == "total":
                label.setStyleSheet(f"background: {theme.current().colors['sunken']};")
            self._grid.addWidget(label, at, place)
            found.append(label)
        least = QFontMetrics(theme.font(role)).height() + 2 * down
        self._grid.setRowMinimumHeight(at, least if kind in ("heads", "note") else max(least, theme.px(ROW)))
        return found

    def _link(self, at: int, place: int, role: str, name: str, sunken: bool, sides: tuple[int, int]) -> FigureLink:
        """The last cell of a row as a figure to click."""
        made = FigureLink(role, self)
        made.clicked.connect(lambda: self.asked.emit(name, made))
        holder = QFrame(self)
        holder.setProperty("role", "sunken_cell" if sunken else "plain")
        line = QHBoxLayout(holder)
        line.setContentsMargins(sides[0], 0, sides[1], 0)
        line.addStretch(1)
        line.addWidget(made)
        self._grid.addWidget(holder, at, place)
        return made


def _head_width(words: str, role: str) -> int:
    """The width in which a head takes two lines at most, within reason; it breaks at blanks and soft hyphens only."""
    measure = QFontMetrics(theme.font(role))
    pieces = words.replace("\u00ad", "- ").split(" ")

    def width(some: Sequence[str]) -> int:
        return measure.horizontalAdvance(" ".join(some).replace("- ", ""))

    longest = max(width([piece]) for piece in pieces)
    halves = min(max(width(pieces[:at]), width(pieces[at:])) for at in range(1, len(pieces) + 1))
    return max(longest, min(halves, theme.px(HEAD_WIDTH))) + 2


def _cell(cell: str | Cell) -> Cell:
    return cell if isinstance(cell, tuple) else (cell, "")
