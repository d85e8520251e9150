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
        self._words: list[Words] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)

    def say(self, sentences: Sequence[Sentence]) -> None:
        """Show these sentences and no others."""
        before, self._known = self._known, tuple(sentences)
        if [level for level, _ in before] != [level for level, _ in self._known]:
            self._build()
            return
        for label, (_, was), (_, now) in zip(self._words, before, self._known, strict=True):
            if was != now:
                label.set_words(now)

    def _build(self) -> None:
        clear(self._grid)
        self._words = [Words(words, parent=self) for _, words in self._known]
        for place, ((level, _), label) in enumerate(zip(self._known, self._words, strict=True)):
            sign, token = SIGNS[level]
            self._grid.addWidget(icons.Glyph(sign, token, 20, self), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label, place, 1)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What is said now."""
        return self._known
