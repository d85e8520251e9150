"""A helper of a question: a button, and the card with its panel that the button folds out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import folded, theme
from ala_wizard.ui.kit import box, button, column
from ala_wizard.ui.panels.base import Panel


class HelperCard(QWidget):
    """Closed it is one button; open it shows its panel. Escape closes it and the focus goes back to the button."""

    def __init__(self, name: str, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = panel
        self._name = name
        self.opener = button("", self.toggle, "small_quiet", "bulb", parent=self)
        self.opener.setProperty("edge", True)
        self._card = box("raised", column(panel, margins=(6, 16, 6, 20)), self)
        line = QHBoxLayout()
        line.addWidget(self.opener)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(line)
        whole.addWidget(self._card)
        self._set_open(False)

    @property
    def is_open(self) -> bool:
        """Is the card there?"""
        return not self._card.isHidden()

    def toggle(self) -> None:
        """Open the card, or close it."""
        if self.is_open:
            self.close_card()
            return
        self._set_open(True)
        self.panel.refresh()
        self.panel.focus_at()
        self.panel.shown.emit(self)

    def close_card(self) -> None:
        """Put the card away; the focus goes back to where it came from."""
        self._set_open(False)
        self.opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Nobody reads a card that is closed."""
        if self.is_open:
            self.panel.refresh()

    def _set_open(self, opened: bool) -> None:
        self._card.setVisible(opened)
        folded.tell(self.opener, opened)
        self.opener.setText(text(f"helfer.{self._name}_zu" if opened else f"helfer.{self._name}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_card()
            return
        super().keyPressEvent(event)
