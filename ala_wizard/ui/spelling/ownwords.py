"""The list of words that the user added: each can be forgotten again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import ROW, SIDE, Dialog, fit
from ala_wizard.ui.kit import Words, button, clear, hairline, row
from ala_wizard.ui.spelling.service import Spelling

HIGHEST, AROUND = 360, 280
"""Px at 100 %: a longer list scrolls; what a dialog has around it, with the frame of its window."""


class OwnWords(Dialog):
    """Shows the words, sorted."""

    def __init__(self, service: Spelling, parent: QWidget | None = None) -> None:
        super().__init__(text("rechtschreibung.titel"), text("rechtschreibung.text"), (text("rechtschreibung.fertig"),), parent)
        self._service = service
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, theme.px(8), 0)
        self._list.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._list)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons have it
        self._area.setWidget(inside)
        self._empty = Words(text("rechtschreibung.leer"), "second")
        self.body.addWidget(self._empty)
        self.body.addWidget(self._area)
        self._note = Words("", "error")
        self._note.hide()
        self.body.addWidget(self._note)
        self._show()

    def _show(self) -> None:
        clear(self._list)
        words = sorted(self._service.own_words, key=str.casefold)
        self._empty.setVisible(not words)
        self._area.setVisible(bool(words))
        for place, word in enumerate(words):
            if place:
                self._list.addWidget(hairline())
            forget = button(text("rechtschreibung.entfernen"), partial(self._forget, word), "small_quiet")
            forget.setAccessibleName(text("rechtschreibung.entfernen_was", word=word))
            line = row(Words(word), forget, gap=12, margins=(0, 4, 0, 4))
            line.setStretch(0, 1)  # a long word wraps; what forgets it stays in sight
            self._list.addLayout(line)
        self._list.addStretch(1)
        room = self.screen().availableGeometry().height() - theme.px(AROUND)
        wide = self.width() - theme.px(2 * SIDE) - theme.px(8) - self._area.verticalScrollBar().sizeHint().width()
        self._area.setFixedHeight(max(theme.px(ROW), min(self._list.heightForWidth(wide) + 2, theme.px(HIGHEST), room)))
        fit(self)

    def _forget(self, word: str) -> None:
        try:
            self._service.unlearn(word)
        except OSError:
            self._note.set_words(text("rechtschreibung.entfernt_nicht"))
            self._note.show()
            return
        self._show()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
