"""Sentences below each other, each with the sign of what it means: good, look again, worth knowing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, clear

Level = Literal["gut", "achtung", "hinweis"]
SIGNS: dict[Level, tuple[str, str]] = {"gut": ("check-circle", "accent"), "achtung": ("triangle", "warn"), "hinweis": ("info", "info")}
"""Icon and colour of each level; they differ in shape too."""
Sentence = tuple[Level, str]


class Sentences(QWidget):
    """Shows sentences; the same ones again change nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[Sentence, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)

    def say(self, sentences: Sequence[Sentence]) -> None:
        """Show these sentences and no others."""
        if tuple(sentences) == self._known:
            return
        self._known = tuple(sentences)
        clear(self._grid)
        for place, (level, words) in enumerate(self._known):
            sign, token = SIGNS[level]
            self._grid.addWidget(icons.Glyph(sign, token, 20, self), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Words(words, parent=self), place, 1)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What is said now."""
        return self._known
