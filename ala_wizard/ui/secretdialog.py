"""A question that is answered by a passphrase or a key: fields, one message line, and it stays until the answer fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.dialog import Dialog, fit
from ala_wizard.ui.kit import Words, column, link, row
from ala_wizard.ui.private import PrivateLine

Check = Callable[[list[str]], str]
"""Does the deed with what was typed; gives a sentence where it did not work, and nothing where it did."""


class SecretDialog(Dialog):
    """`fields` are the labels, each with whether its letters show as dots. The deed runs while the dialog stands."""

    def __init__(
        self,
        title: str,
        words: str,
        fields: Sequence[tuple[str, bool]],
        deed: str,
        check: Check,
        parent: QWidget | None = None,
        other: str = "",
    ) -> None:
        """`other` is a way out below the fields; it answers with the place behind the buttons."""
        super().__init__(title, words, (text("menschen.abbrechen"), deed), parent)
        self._check = check
        self.inputs: list[PrivateLine] = []
        for label, hidden in fields:
            line = PrivateLine(hidden=hidden)
            line.setAccessibleName(label)
            line.setMaxLength(1000)
            name = Words(label)
            name.setBuddy(line)
            self.body.addSpacing(theme.px(4))
            self.body.addWidget(name)
            self.body.addWidget(line)
            line.returnPressed.connect(partial(self._go_on, len(self.inputs)))
            self.inputs.append(line)
        hidden_ones = [line for line, (_, hidden) in zip(self.inputs, fields, strict=True) if hidden]
        self.reveal = CheckBox(text("menschen.zeigen"))
        for line in hidden_ones:
            self.reveal.toggled.connect(line.show_letters)
        if hidden_ones:
            self.body.addWidget(self.reveal)
        if other:
            self.other = link(other, partial(super()._take, 2), self)
            self.body.addLayout(row(self.other, "*"))
        self.message = Words("", "error")
        said = row(column(icons.Glyph("octagon", "err", 18), "*", margins=(0, 2, 0, 0)), self.message, gap=8)
        said.setStretch(1, 1)
        self._said = QWidget()
        self._said.setLayout(said)
        self._said.hide()
        self.body.addWidget(self._said)
        self.inputs[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, place: int) -> None:
        """Return leads to the next field, and from the last one to the deed."""
        if place + 1 < len(self.inputs):
            self.inputs[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._take(1)

    def _take(self, place: int) -> None:
        if place:
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            try:
                said = self._check([line.text() for line in self.inputs])
            finally:
                QApplication.restoreOverrideCursor()
            if said:
                self.message.set_words(said)
                self._said.show()
                fit(self)
                line = self.inputs[0]
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                line.selectAll()
                return
        super()._take(place)

    def done(self, result: int) -> None:
        """Nothing stays in the fields."""
        for line in self.inputs:
            line.clear()
        super().done(result)
