"""On what a side calculation rests, as quiet lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.kit import Words, clear, row


class Hints(QWidget):
    """A heading, where there is one, and one line for each hint."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._known: tuple[str, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))

    def show_words(self, hints: Sequence[str]) -> None:
        """Show these hints; without any nothing is there."""
        if tuple(hints) == self._known:
            return
        self._known = tuple(hints)
        clear(self._column)
        self.setVisible(bool(hints))
        if self._title and hints:
            self._column.addWidget(Words(self._title, "small_bold"))
        for hint in hints:
            dot = Words("•", "small", wrap=False)
            line = row(dot, Words(hint, "small"), gap=8)
            line.setStretch(1, 1)
            line.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(line)
