"""The list of what goes into the set: one line for each paper, to be ticked, with its pages and its size."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.german import format_size
from ala_wizard.ui import icons, theme
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.kit import Words, box, column, hairline, row

PAGES, SIZE = 56, 84
"""Px at 100 % of the columns of numbers."""


class PaperLine(QFrame):
    """One paper. A press anywhere on the line ticks it."""

    ticked = Signal()

    def __init__(self, key: str, title: str, detail: str, icon: str = "file", *, on: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.check = CheckBox("", self)
        self.check.setAccessibleName(title)
        self.check.setAccessibleDescription(detail)
        self.check.setChecked(on)
        self.check.toggled.connect(lambda _on: self.ticked.emit())
        self.detail = Words(detail, "small", parent=self)
        self._warning = Words("", "warn", wrap=False, parent=self)
        self._sign = icons.Glyph("triangle", "warn", 18, self)
        self._pages, self._size = _number(PAGES, self), _number(SIZE, self)
        names = column(Words(title, "bold", parent=self), self.detail, gap=1)
        line = row(
            self.check,
            icons.Glyph(icon, "ink2", 22, self),
            names,
            self._sign,
            self._warning,
            self._pages,
            self._size,
            gap=12,
            margins=(16, 8, 16, 8),
        )
        line.setStretch(2, 1)
        self.setLayout(line)
        self.warn("")

    @property
    def is_on(self) -> bool:
        """Is it to be made?"""
        return self.check.isChecked()

    def warn(self, words: str) -> None:
        """Say what is missing in this paper; nothing with no words."""
        self._warning.set_words(words)
        self._warning.setVisible(bool(words))
        self._sign.setVisible(bool(words))

    def show_measure(self, pages: int, size: int) -> None:
        """Pages and bytes; a dash where they are not known."""
        self._pages.set_words(str(pages) if pages else text("unterlagen.keine_zahl"))
        self._size.set_words(format_size(size) if size else text("unterlagen.keine_zahl"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.check.isEnabled():
            self.check.toggle()
        super().mousePressEvent(event)


def _number(width: float, parent: QWidget) -> Words:
    made = Words("", "body", wrap=False, parent=parent)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setMinimumWidth(theme.px(width))
    return made


def heads() -> QWidget:
    """The words above the columns."""
    pages, size = (Words(text(f"unterlagen.{key}"), "small", wrap=False) for key in ("seiten", "groesse"))
    for words, width in ((pages, PAGES), (size, SIZE)):
        words.setAlignment(Qt.AlignmentFlag.AlignRight)
        words.setMinimumWidth(theme.px(width))
    made = QWidget()
    made.setLayout(row(Words(text("unterlagen.unterlage"), "small", wrap=False), "*", pages, size, gap=12, margins=(16, 0, 16, 0)))
    return made


def card(lines: list[PaperLine]) -> QFrame:
    """The lines below each other in one box."""
    layout = column()
    for place, line in enumerate(lines):
        if place:
            layout.addWidget(hairline())
        layout.addWidget(line)
    return box("card", layout)
