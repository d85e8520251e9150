"""Who covers a field of work: boxes to tick, one for each person and service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.kit import clear

Option = tuple[str, str, str]
"""Row ID, name, what else to know (function, hours)."""


class CoverageEditor(Editor):
    """The IDs of all who are ticked, in the order of the list. Ticks of rows that are gone are kept until the next tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: tuple[str, ...] = ()
        self._options: list[Option] = []
        self._boxes: dict[str, CheckBox] = {}
        self._name = self._description = ""
        self._list = QWidget(self)
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        self._nobody = QLabel(text("abdeckung.leer"), self)
        self._nobody.setProperty("role", "second")
        self._nobody.setWordWrap(True)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nobody)
        column.addWidget(self._list)
        self.body.addLayout(column)
        self.finish()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these rows."""
        if list(options) == self._options:
            return
        held = next((row for row, box in self._boxes.items() if box.hasFocus()), "")
        self._options = list(options)
        clear(self._grid)
        self._boxes = {}
        for line, (row, label, detail) in enumerate(self._options):
            box = CheckBox(label, self._list)
            box.clicked.connect(self._clicked)
            note = QLabel(detail, self._list)
            note.setProperty("role", "small")
            note.setWordWrap(True)
            self._grid.addWidget(box, line, 0)
            self._grid.addWidget(note, line, 1)
            self._boxes[row] = box
            self.watch(box)
        self._show()
        self.set_accessible(self._name, self._description)
        if held in self._boxes:
            self._boxes[held].setFocus()

    def value(self) -> tuple[str, ...]:
        return self._value

    def set_value(self, value: Any) -> None:
        if not self._telling:
            self._value = tuple(value or ())
            self._show()

    def focus_widget(self) -> QWidget:
        return next(iter(self._boxes.values()), self._list)

    def set_accessible(self, name: str, description: str = "") -> None:
        self._name, self._description = name, description
        self._describe(self.message.text)

    def _describe(self, message: str) -> None:
        name, description = self._name, " ".join(part for part in (message, self._description) if part)
        self._list.setAccessibleName(name)
        for row, label, detail in self._options:
            self._boxes[row].setAccessibleName(f"{name}: {label}" if name else label)
            self._boxes[row].setAccessibleDescription(" ".join(part for part in (detail, description) if part))

    def _show(self) -> None:
        self._nobody.setVisible(not self._options)
        self._list.setVisible(bool(self._options))
        for row, box in self._boxes.items():
            box.setChecked(row in self._value)

    def _clicked(self) -> None:
        self._value = tuple(row for row, box in self._boxes.items() if box.isChecked())
        with self._tell():
            self.value_changed.emit(self._value)
        self._refresh_message()
