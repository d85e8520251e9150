"""Reads from the open case where one stands, and puts everything back as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from ala_wizard.ui import focusring, theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.page.checklist import ItemView
from ala_wizard.ui.page.helper import HelperCard
from ala_wizard.ui.page.page import Page
from ala_wizard.ui.resume import Place
from ala_wizard.ui.taborder import stops

if TYPE_CHECKING:
    from ala_wizard.ui.workspace import Workspace

PAUSE_MS = 1500
"""At most so often the place is written while one works."""
SEEK_MS = 30
SETTLE_MS = 1200
"""So long a page may grow after it was opened; then its scroll is not corrected any more."""
HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


def read(workspace: Workspace) -> Place:
    """Where one stands now."""
    page = workspace.page
    scale = theme.current().scale
    focus = workspace.focusWidget()
    inside = focus if focus is not None and page.isAncestorOf(focus) else None
    address, stop, cursor, anchor = "", -1, -1, -1
    if inside is not None:
        address = _address(inside)
        if not address:
            every = stops((page,))
            stop = every.index(inside) if inside in every else -1
        cursor, anchor = _cursor(inside)
    window = workspace.window()
    steps_width, help_width = workspace.pane_widths
    return Place(
        step=workspace.step,
        scroll=round(page.verticalScrollBar().value() / scale),
        address=address,
        stop=stop,
        cursor=cursor,
        anchor=anchor,
        folds=tuple(number for number, fold in enumerate(_folds(page)) if fold.is_open),
        pane=workspace.pane_state.open,
        steps_width=steps_width,
        help_width=help_width,
        width=window.normalGeometry().width(),
        height=window.normalGeometry().height(),
        maximized=window.isMaximized(),
    )


def _folds(page: Page) -> list[Fold | HelperCard]:
    return [entry for entry in page.findChildren(QWidget) if isinstance(entry, Fold | HelperCard)]


def _address(widget: QWidget) -> str:
    """The address of the field or cell that a widget belongs to."""
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, TableEditor):
            index = above.view.currentIndex()
            known = index.isValid() and not above.view.rows.is_result(index.column())
            return above.view.rows.address(index.row(), index.column()) if known else ""
        if isinstance(above, ItemView):
            return above.item.id
        if isinstance(above, Editor) and above.property("address"):
            return str(above.property("address"))
        above = above.parentWidget()
    return ""


def _cursor(widget: QWidget) -> tuple[int, int]:
    if isinstance(widget, QLineEdit):
        start = widget.selectionStart()
        other = widget.cursorPosition()
        if start >= 0:
            other = start if widget.cursorPosition() != start else widget.selectionEnd()
        return widget.cursorPosition(), other
    if isinstance(widget, QTextEdit):
        return widget.textCursor().position(), widget.textCursor().anchor()
    return -1, -1


class Returner(QObject):
    """Puts a place back: first the folds, then field and cursor, then the scroll, until the page has settled or a hand moves."""

    def __init__(self, workspace: Workspace, place: Place) -> None:
        super().__init__(workspace)
        self._page, self._place = workspace.page, place
        self._page.complete()
        self._done = False
        for number, fold in enumerate(_folds(self._page)):
            if number in place.folds and not fold.is_open:
                fold.toggle()
        self._bar = self._page.verticalScrollBar()
        self._focus()
        self._bar.rangeChanged.connect(self._scroll)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        QTimer.singleShot(0, self, self._scroll)
        QTimer.singleShot(SETTLE_MS, self, self.finish)

    def _focus(self) -> None:
        place = self._place
        if not (place.address and self._page.card_of(place.address) is not None and self._page.reveal(place.address)):
            self._page.focus_first()
            if place.stop >= 0:
                self._seek(-1)
            return
        self._put_cursor()

    def _seek(self, before: int) -> None:
        """Find the Tab stop once the page has as many as a moment ago: what was just built is not shown yet."""
        every = stops((self._page,))
        if len(every) != before:
            QTimer.singleShot(SEEK_MS, self, lambda: self._seek(len(every)))
        elif self._place.stop < before and not self._done:
            every[self._place.stop].setFocus(Qt.FocusReason.OtherFocusReason)
            self._put_cursor()
            self._scroll()

    def _put_cursor(self) -> None:
        place = self._place
        focus = self._page.focusWidget()
        if isinstance(focus, QLineEdit) and 0 <= place.cursor <= len(focus.text()):
            self._select(place, len(focus.text()), lambda start, length: focus.setSelection(start, length), focus.setCursorPosition)
        elif isinstance(focus, QTextEdit):
            last = focus.document().characterCount() - 1
            if 0 <= place.cursor <= last:
                cursor = focus.textCursor()
                cursor.setPosition(min(max(place.anchor, 0), last))
                cursor.setPosition(place.cursor, QTextCursor.MoveMode.KeepAnchor)
                focus.setTextCursor(cursor)

    @staticmethod
    def _select(place: Place, last: int, select: Callable[[int, int], None], put: Callable[[int], None]) -> None:
        if 0 <= place.anchor <= last and place.anchor != place.cursor:
            select(place.anchor, place.cursor - place.anchor)
        else:
            put(place.cursor)

    def _scroll(self) -> None:
        self._bar.setValue(min(theme.px(self._place.scroll), self._bar.maximum()))
        focusring.rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in HANDS and isinstance(watched, QWidget):
            self.finish()
        return False

    def finish(self) -> None:
        """From now on the page is the user's."""
        if self._done:
            return
        self._done = True
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        with contextlib.suppress(RuntimeError):  # the page is gone
            self._bar.rangeChanged.disconnect(self._scroll)
        self.deleteLater()


class Watcher(QObject):
    """Writes the place a moment after it changed, so that it is known even if the program ends without a word."""

    def __init__(self, workspace: Workspace, keep: Callable[[Place], None]) -> None:
        super().__init__(workspace)
        self._workspace, self._keep = workspace, keep
        self._known: Place | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.write)
        workspace.moved.connect(self.stir)

    def stir(self) -> None:
        """Something moved."""
        if not self._timer.isActive():
            self._timer.start()

    def anew(self) -> None:
        """Write it once more although it is the same: how it is kept has changed."""
        self._known = None
        self.write()

    def write(self) -> None:
        """Write now what is true now."""
        self._timer.stop()
        place = read(self._workspace)
        if place != self._known:
            self._known = place
            self._keep(place)
