"""One calm frame for every question and message: title, words, the deeds as buttons. And one for what is only read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.kit import Words, button, row

WIDTH = 520
ROW = 34
"""Px at 100 % of a row in a list."""
SIDE = 24
"""Px at 100 % at the left and right of what is read."""
FRAME = 48
"""Px of the screen that the frame of a window takes, whatever the size of the text."""


def fit(dialog: QDialog) -> None:
    """Make a dialog as high as its words need now that they wear their type: what is left over would tear it apart."""
    layout = dialog.layout()
    if layout is None or not layout.hasHeightForWidth():
        return
    if isinstance(dialog, Dialog):
        dialog.keep_buttons_in_sight()
    dialog.resize(dialog.width(), layout.heightForWidth(dialog.width()))


class Dialog(QDialog):
    """Ask something, or say something once. The first button is the harmless one; Escape means the same."""

    def __init__(self, title: str, words: str, buttons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("ALA-Wizard")
        self.setModal(True)
        self.chosen = 0
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        for paragraph in filter(None, words.split("\n\n")):
            self.body.addWidget(Words(paragraph))
        self.title, self.words = title, words
        self.buttons = [button(name, partial(self._take, place), "" if place else "primary") for place, name in enumerate(buttons)]
        self._scrolled: QScrollArea | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(12))
        column.addWidget(Words(title, "question"))
        column.addLayout(self.body)
        column.addSpacing(theme.px(8))
        column.addStretch(1)
        column.addLayout(row("*", *self.buttons, gap=12))
        self.setFixedWidth(theme.px(WIDTH))
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_buttons_in_sight(self) -> None:
        """Where the screen is too low for all of it, only what stands between title and buttons scrolls."""
        edges = self._column.contentsMargins()
        wide = self.width() - edges.left() - edges.right()
        room = self.screen().availableGeometry().height() - FRAME
        if self._scrolled is None:
            if self._column.heightForWidth(self.width()) <= room:
                return
            self._scroll()
        if self._scrolled is not None:
            wanted = self.body.heightForWidth(wide - self._scrolled.verticalScrollBar().sizeHint().width())
            self._scrolled.setFixedHeight(0)
            around = self._column.heightForWidth(self.width())
            self._scrolled.setFixedHeight(max(theme.px(2 * ROW), min(wanted, room - around)))
            self._column.activate()  # else the least height of before still counts

    def _scroll(self) -> None:
        focus = self.focusWidget()
        place = self._column.indexOf(self.body)
        self._column.takeAt(place)
        self.body.setParent(None)
        inner = QWidget()
        inner.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._scrolled = scrolled(inner)
        self._scrolled.setAccessibleName(self.title)
        self._column.insertWidget(place, self._scrolled)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """A table of two columns, such as a figure and how it changes; an empty second column makes a heading."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for place, (left, right) in enumerate(pairs):
            if right:
                grid.addWidget(Words(left, "bold", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Words(right), place, 1)
            else:
                head = Words(left, "small_bold", wrap=False)
                head.setContentsMargins(0, theme.px(8), 0, 0)
                grid.addWidget(head, place, 0, 1, 2)
        self.body.addLayout(grid)

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _take(self, place: int) -> None:
        self.chosen = place
        self.accept()

    def ask(self) -> int:
        """Show the dialog until it is answered; gives the place of the button."""
        self.exec()
        answer = self.chosen
        self.deleteLater()
        return answer


class Sheet(QDialog):
    """Something to read, with one way back: Escape, Enter and the button at the end mean the same."""

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        """`width` in px at 100 %. Subclasses fill `inner` and close it with `end`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        ground = QFrame(self)
        ground.setProperty("role", "page")
        self.inner = QVBoxLayout(ground)
        self.inner.setContentsMargins(theme.px(SIDE), theme.px(24), theme.px(SIDE), theme.px(20))
        self.inner.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        self.setFixedWidth(theme.px(width))

    def end(self, words: str) -> None:
        """The way back, below everything else; it has the focus."""
        self.inner.addSpacing(theme.px(20))
        self.inner.addStretch(1)
        self.close_button = button(words, self.reject)
        self.close_button.setDefault(True)
        self.inner.addLayout(row("*", self.close_button))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


def scrolled(inner: QWidget) -> QScrollArea:
    """A part of a dialog that scrolls by itself when it is long, on the ground of what is around it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
