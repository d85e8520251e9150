"""Strg+K: a field and what it finds, over the window. It goes away by itself as soon as something else is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.flow.search import Found
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, hairline, row
from ala_wizard.ui.search.rows import MORE, Row, RowList, arrange
from ala_wizard.ui.speech import say

WIDE, HIGH = 680, 560
"""Largest size in px at 100 %."""
SHADOW = 18
TOP = 10
"""Px at 100 % between the upper edge of the window and the palette."""


class SearchField(QLineEdit):
    """The field: arrows go into the list, Return opens, Escape closes."""

    down = Signal()
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.down.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Palette(QWidget):
    """Finds while one types. Lies over the window that is its parent."""

    chosen = Signal(str)
    """Target of the row that was opened; the palette is closed then."""

    def __init__(self, find: Callable[[str], list[Found]], starts: Callable[[], Sequence[Row]], parent: QWidget) -> None:
        """`find` searches; `starts` gives the rows for a field in which nothing is typed yet."""
        super().__init__(parent)
        self._find, self._starts = find, starts
        self._found: list[Found] = []
        self._opened: set[str] = set()
        self._before: QWidget | None = None
        self.setAccessibleName(text("suche.name"))
        self.field = SearchField(self)
        self.field.setProperty("role", "bare")
        self.field.setPlaceholderText(text("suche.platzhalter"))
        self.field.setAccessibleName(text("suche.platzhalter"))
        self.field.setClearButtonEnabled(False)
        self.list = RowList(text("suche.liste"), self)
        self.nothing = Words("", "second")
        self.nothing.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        self.count = Words("", "small", wrap=False)
        keys = Words(text("suche.tasten"), "small", wrap=False)
        keys.setMinimumWidth(1)
        layout = QVBoxLayout(self)
        edge = theme.px(SHADOW)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(0)
        layout.addLayout(row(icons.Glyph("search", "ink2", 20), self.field, gap=12, margins=(16, 8, 16, 8)))
        layout.addWidget(hairline(self))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)
        layout.addWidget(hairline(self))
        foot = row(self.count, "*", keys, gap=16, margins=(16, 8, 16, 8))
        layout.addLayout(foot)
        self._around = theme.px(9 + 9 + 24 + 16 + 24) + 2 * edge
        self.field.textChanged.connect(self._typed)
        self.field.down.connect(self._into_list)
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self.close_palette)
        self.list.chosen.connect(self._open)
        self.list.typed.connect(self._type_on)
        self.list.left_up.connect(lambda: self.field.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.hide()

    # -- there and away ----------------------------------------------------------

    def open_palette(self) -> None:
        """Show the palette with an empty field; open already, the field is selected."""
        if self.isVisible():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()
            return
        self._before = QApplication.focusWidget()
        self._opened.clear()
        self.field.clear()
        self._typed("")
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
            app.installEventFilter(self)

    def close_palette(self, *, back: bool = True) -> None:
        """Go away; the focus goes back to where it was."""
        if not self.isVisible():
            return
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)
            app.removeEventFilter(self)
        before, self._before = self._before, None
        self.hide()
        if back and before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.close_palette(back=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click beside the palette closes it, and does what it would do anyway; the window's size is followed."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched.window() is self.window() and watched is not self and not self.isAncestorOf(watched):
                self.close_palette()
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes between field and list."""
        target: QWidget = self.list if self.field.hasFocus() and self.list.current is not None else self.field
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        """In the middle above; as high as its rows, never higher than the window."""
        parent = self.parentWidget()
        if parent is None:
            return
        edge = theme.px(SHADOW)
        wide = min(theme.px(WIDE), parent.width() - theme.px(24)) + 2 * edge
        rows = self.list.content_height() + theme.px(8) if self.list.isVisibleTo(self) else self.nothing.heightForWidth(wide - 2 * edge)
        high = min(rows + self._around, theme.px(HIGH) + 2 * edge, parent.height() - theme.px(TOP) + edge)
        self.setGeometry((parent.width() - wide) // 2, theme.px(TOP) - edge, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card with one soft shadow, in light only."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, radius = theme.px(SHADOW), theme.px(10)
        card = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.setPen(Qt.PenStyle.NoPen)
        if theme.current().name == "light":
            for ring in range(edge, 0, -3):
                painter.setBrush(QColor(28, 34, 30, 6))
                painter.drawRoundedRect(card.adjusted(-ring, -ring + edge / 3, ring, ring), radius + ring, radius + ring)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    # -- finding -----------------------------------------------------------------

    def _typed(self, query: str) -> None:
        self._opened.clear()
        if query.strip():
            self._found = self._find(query)
            self._show(arrange(self._found, query), query)
        else:
            self._found = []
            self._show(list(self._starts()), "")

    def _show(self, rows: Sequence[Row], query: str, keep: int = -1) -> None:
        self.list.show_rows(rows, keep=keep)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.set_words(text("suche.nichts", query=query.strip()))
        found = len(self._found)
        words = text("suche.kein_treffer") if not found else text("suche.treffer" if found != 1 else "suche.ein_treffer", count=found)
        self.count.set_words(words if query.strip() else "")
        self._place()
        if query.strip():
            first = self.list.current
            self._announce(text("suche.erster", count=words, first=first.spoken) if first is not None else words)

    def _announce(self, words: str) -> None:
        """Tell a screen reader how much was found, without moving the focus."""
        self.count.setAccessibleDescription(words)
        say(self.field, words)

    def _into_list(self) -> None:
        if self.list.current is None:
            return
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.list.step(1)

    def _type_on(self, event: QKeyEvent) -> None:
        """A letter typed in the list goes on in the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        QApplication.sendEvent(self.field, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))

    def _enter(self) -> None:
        if self.list.current is not None:
            self._open(self.list.current)

    def _open(self, opened: Row) -> None:
        if opened.target.startswith(MORE):
            here = self.list.currentIndex().row()
            self._opened.add(opened.target.removeprefix(MORE))
            self._show(arrange(self._found, self.field.text(), self._opened), self.field.text(), keep=here)
            return
        self.close_palette()
        self.chosen.emit(opened.target)
