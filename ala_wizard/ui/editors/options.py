"""A few answers side by side, of which one may be chosen and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.checks import RadioButton
from ala_wizard.ui.editors.base import Editor

BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class OptionsEditor(Editor):
    """One Tab stop; arrows and first letters change, Entf or a second press takes the answer back."""

    def __init__(self, options: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._options = {value: RadioButton(words, self) for value, words in options.items()}
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        row.setSpacing(theme.px(32))
        for value, button in self._options.items():
            button.setAutoExclusive(False)
            button.setToolTip("")
            button.clicked.connect(lambda _checked, value=value: self._pressed(value))
            row.addWidget(button)
            self.watch(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._show()
        self.finish()

    def value(self) -> str:
        return self._value

    def set_value(self, value: Any) -> None:
        if not self._telling:
            self._value = value or ""
            self._show()

    def focus_widget(self) -> QWidget:
        return self._options.get(self._value) or next(iter(self._options.values()))

    def set_accessible(self, name: str, description: str = "") -> None:
        self.setAccessibleName(name)
        self._help = " ".join(part for part in (description, text("editor.zuruecknehmen")) if part)
        for button in self._options.values():
            button.setAccessibleName(f"{name} {button.text()}")
        self._describe(self.message.text)

    def _describe(self, message: str) -> None:
        for button in self._options.values():
            button.setAccessibleDescription(" ".join(part for part in (message, self._help) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            values = list(self._options)
            here = values.index(self._value) if self._value in values else 0
            if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._take("")
                return True
            if key in BACK or key in ON:
                self._take(values[max(0, here - 1) if key in BACK else min(len(values) - 1, here + 1)], move=True)
                return True
            first = next(
                (
                    value
                    for value, button in self._options.items()
                    if event.text() and button.text().lower().startswith(event.text().lower())
                ),
                "",
            )
            if first:
                self._take(first, move=True)
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, value: str) -> None:
        self._take("" if value == self._value else value)

    def _take(self, value: str, *, move: bool = False) -> None:
        changed = value != self._value
        self._value = value
        self._show()
        if move:
            self.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
        if changed:
            with self._tell():
                self.value_changed.emit(value)
            self._refresh_message()

    def _show(self) -> None:
        """One is ticked or none; Tab stops once, at the ticked one or the first."""
        stop = self.focus_widget()
        for value, button in self._options.items():
            button.setChecked(value == self._value)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
