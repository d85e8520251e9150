"""The line below a text for a number that contradicts a fact: both values, a button that puts the right one in, one that lets it be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.checks.zahlen import Clash
from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, button, column, row


class NumberLine(QWidget):
    """Takes no room when there is nothing to say."""

    settled = Signal()
    kept = Signal()
    """The number means something else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = Words("", "error", parent=self)
        self.deed = button("", self.settled.emit, "small", parent=self)
        self.keep = button(text("schreiben_zahl.lassen"), self.kept.emit, "small", parent=self)
        self.keep.setToolTip(text("schreiben_zahl.lassen_tip"))
        self.keep.setAccessibleDescription(text("schreiben_zahl.lassen_tip"))
        sign = column(icons.Glyph("octagon", "err", 18, self), "*", margins=(0, 2, 0, 0))
        line = row(sign, self._words, column(self.deed, "*"), column(self.keep, "*"), gap=8)
        line.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(6), 0, 0)
        whole.addLayout(line)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence shown; empty when silent."""
        return "" if self.isHidden() else self._words.text()

    def say(self, one: Clash | None) -> None:
        """Point out a number, or be silent."""
        if one is not None:
            self._words.set_words(text("schreiben_zahl.satz", typed=one.typed, label=one.label, value=one.known))
            self.deed.setText(text("schreiben_zahl.einsetzen", value=one.known))
        self.setVisible(one is not None)
