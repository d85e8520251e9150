"""Small pieces that every page is built from: words, lines, boxes, boxes of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.ui import icons, theme

Item = QWidget | QLayout | int | str
"""A widget, a layout, a gap in px at 100 %, or "*" for all the room that is left."""


class Words(QLabel):
    """A text that wraps and takes the height it needs."""

    def __init__(self, words: str = "", role: str = "body", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        if wrap:
            self.setMinimumWidth(1)

    def set_words(self, words: str) -> None:
        """Show other words; nothing happens when they are the same."""
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


PAD = 10
"""Px between the edge of a table of figures and its words."""


class FigureTable(QWidget):
    """A table to read: words left, figures right, hairlines between; sums bold below a rule, totals on sunken ground."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._known: object = None

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show rows of a kind (`row`, `head`, `sum`, `total`, `note`) and their cells."""
        frozen = tuple((kind, tuple(cells)) for kind, cells in rows)
        if frozen == self._known:
            return
        self._known = frozen
        clear(self._grid)
        if any(self._heads):
            self._cells(0, "heads", self._heads)
            self._line(1, "rule")
        for index, (kind, cells) in enumerate(frozen):
            self._cells(2 + 2 * index, kind, cells)
            if kind not in ("total", "note"):
                self._line(3 + 2 * index, "hairline")

    def _line(self, at: int, role: str) -> None:
        self._grid.addWidget(hairline(self, role=role), at, 0, 1, max(1, len(self._heads)))

    def _cells(self, at: int, kind: str, cells: Sequence[str]) -> None:
        role = {"heads": "small", "head": "small_bold", "sum": "bold", "total": "bold", "note": "small"}.get(kind, "body")
        last = len(cells) - 1
        down = theme.px(6 if kind in ("heads", "note") else 8)
        for place, words in enumerate(cells):
            label = Words(words, role, wrap=place == 0 or kind == "heads", parent=self)
            label.setAlignment((Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
            label.resize(theme.px(400), theme.px(100))  # a frame forgets margins larger than itself as soon as it is styled
            label.setContentsMargins(theme.px(PAD if not place else 16), down, theme.px(PAD if place == last else 0), down)
            if kind == "total":
                label.setProperty("ground", "sunken")
                label.setStyleSheet(f"background: {theme.current().colors['sunken']};")
            self._grid.addWidget(label, at, place)
        self._grid.setRowMinimumHeight(at, QFontMetrics(theme.font(role)).height() + 2 * down)


class ShareBar(QWidget):
    """One bar in parts that lie beside each other with a gap; the same figures stand as words beside it."""

    TOKENS = ("chart1", "chart2", "chart3")

    def __init__(self, height: float = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[float, ...] = ()
        self.setFixedHeight(theme.px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[float], description: str) -> None:
        """Show these parts, largest whole is the full width."""
        self._parts = tuple(parts)
        self.setAccessibleName(description)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = sum(self._parts)
        radius = theme.px(4)
        if whole <= 0:
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        else:
            gap = theme.px(2)
            shown = [(part, token) for part, token in zip(self._parts, self.TOKENS, strict=False) if part > 0]
            room = self.width() - gap * (len(shown) - 1)
            left = 0.0
            for part, token in shown:
                wide = room * part / whole
                painter.setBrush(theme.color(token))
                painter.drawRoundedRect(QRectF(left, 0, wide, self.height()), radius, radius)
                left += wide + gap
        painter.end()


class Swatch(QWidget):
    """The colour of a part in a legend."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setFixedSize(theme.px(12), theme.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._token))
        painter.drawRoundedRect(QRectF(self.rect()), theme.px(3), theme.px(3))
        painter.end()
