"""A text of a sentence or two: one line high when empty, grows with its words."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.factory import first_words
from ala_wizard.ui.editors.text import TextInput


class ShortTextEditor(Editor):
    """Plain text without a foot."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.frame = QFrame(self)
        self.frame.setProperty("role", "field")
        self.frame.setProperty("ring_target", True)
        self.input = TextInput(self.frame, min_lines=1)
        self.input.setPlaceholderText(text("editor.beispiel", example=first_words(spec.example)) if spec.example else "")
        inner = QVBoxLayout(self.frame)
        inner.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8))
        inner.addWidget(self.input)
        self.body.addWidget(self.frame)
        self._shown = ""
        self.input.textChanged.connect(self._edited)
        self.finish()

    def value(self) -> str:
        return self.input.raw()

    def set_value(self, value: Any) -> None:
        if not self._telling:
            self.input.place_text(value or "")
            self._shown = self.input.raw()

    def focus_widget(self) -> QWidget:
        return self.input

    def _edited(self) -> None:
        now = self.input.raw()
        if now != self._shown:
            self._shown = now
            with self._tell():
                self.value_changed.emit(now)
