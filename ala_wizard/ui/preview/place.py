"""Which spot of the application somebody works at: the question and the paragraph or row with the cursor."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QMetaObject, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QTextEdit, QWidget

from ala_wizard.preview.wishes import Place
from ala_wizard.ui.editors.rich.chips import words_in
from ala_wizard.ui.page.page import Page
from ala_wizard.ui.page.question import QuestionCard


def card_of(widget: QWidget | None) -> QuestionCard | None:
    """The question that a widget belongs to."""
    while widget is not None and not isinstance(widget, QuestionCard):
        widget = widget.parentWidget()
    return widget


def words_at(widget: QWidget | None) -> str:
    """The paragraph with the cursor, the field, or the row of the table, as one reads it."""
    above = widget.parentWidget() if widget is not None else None
    if above is not None and isinstance(above.parentWidget(), QAbstractItemView):
        widget = above.parentWidget()  # an opened cell
    if isinstance(widget, QTextEdit):
        block = widget.textCursor().block()
        while block.isValid() and not block.text().strip() and block.previous().isValid():
            block = block.previous()
        return words_in(block).replace("\ufffc", " ")
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        index = widget.currentIndex()
        cells = [str(widget.model().index(index.row(), column).data() or "") for column in range(widget.model().columnCount())]
        here = cells[index.column()] if 0 <= index.column() < len(cells) else ""
        # Figures stand in many rows; a name stands in one.
        return next((cell for cell in (here, *cells) if any(letter.isalpha() for letter in cell)), here)
    return ""


def share_at(widget: QWidget | None) -> float:
    """How far into its paragraph the cursor is, in tenths."""
    if not isinstance(widget, QTextEdit):
        return 0.0
    cursor = widget.textCursor()
    return round(cursor.positionInBlock() / max(1, cursor.block().length()), 1)


class Follower(QObject):
    """Tells where the cursor is, after every move of it."""

    moved = Signal(object)
    """A `Place`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._heard: list[QMetaObject.Connection] = []
        self.place = Place()
        self._last: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def follow(self, page: Page) -> None:
        """Another page is shown."""
        self._page = page
        self._listen(QApplication.focusWidget())
        self._soon.start(0)

    def give_back(self) -> None:
        """Put the focus where it was last on the page."""
        if self._last is not None and shiboken6.isValid(self._last) and self._last.isVisible():
            self._last.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._page is not None:
            self._page.focus_first()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._page is not None and now is not None and self._page.isAncestorOf(now):
            self._last = now
            self._listen(now)
            self._soon.start(0)

    def _listen(self, widget: QWidget | None) -> None:
        """Hear the cursor of the field with the focus, and of no other."""
        for connection in self._heard:
            QObject.disconnect(connection)
        if isinstance(widget, QTextEdit | QLineEdit):
            signal: Any = widget.cursorPositionChanged
        elif isinstance(widget, QComboBox):
            signal = widget.currentIndexChanged
        elif isinstance(widget, QAbstractItemView):
            signal = widget.selectionModel().currentChanged
        else:
            signal = None
        self._heard = [signal.connect(lambda *_: self._soon.start(0))] if signal is not None else []

    def _tell(self) -> None:
        page = self._page
        if page is None:
            return
        focus = QApplication.focusWidget()
        if focus is not None and page.isAncestorOf(focus):
            card = card_of(focus)
            place = Place(page.part.step)
            if card is not None:
                place = Place(page.part.step, card.question.id, words_at(focus), share_at(focus))
        elif self.place.step == page.part.step:
            return  # the focus is elsewhere in the window: the place stays
        else:
            place = Place(page.part.step)
        if place != self.place:
            self.place = place
            self.moved.emit(place)
