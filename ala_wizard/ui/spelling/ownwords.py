"""The list of words that the user added: each can be forgotten again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.kit import Words, button, clear, hairline, row
from ala_wizard.ui.spelling.service import Spelling

HIGHEST = 360
"""Px at 100 %; a longer list scrolls."""


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
        self.body.addWidget(self._area)
        self._note = Words("", "error")
        self._note.hide()
        self.body.addWidget(self._note)
        self._show()

    def _show(self) -> None:
        clear(self._list)
        words = sorted(self._service.own_words, key=str.casefold)
        if not words:
            self._list.addWidget(Words(text("rechtschreibung.leer"), "second"))
        for place, word in enumerate(words):
            if place:
                self._list.addWidget(hairline())
            forget = button(text("rechtschreibung.entfernen"), partial(self._forget, word), "small_quiet")
            forget.setAccessibleName(text("rechtschreibung.entfernen_was", word=word))
            line = row(Words(word, wrap=False), "*", forget, margins=(0, 4, 0, 4))
            self._list.addLayout(line)
        self._list.addStretch(1)
        inside = self._area.widget()
        wanted = inside.sizeHint().height() if inside is not None else 0
        self._area.setFixedHeight(min(wanted + 2, theme.px(HIGHEST)))

    def _forget(self, word: str) -> None:
        try:
            self._service.unlearn(word)
        except OSError:
            self._note.set_words(text("rechtschreibung.entfernt_nicht"))
            self._note.show()
            return
        self._show()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
