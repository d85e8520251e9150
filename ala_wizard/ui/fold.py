"""Something long that is there only when it is wanted: a button, and what it folds out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.ui import folded, icons, theme
from ala_wizard.ui.kit import button


class Fold(QWidget):
    """Closed it is one button. Escape closes it, and the focus goes back to the button."""

    opened = Signal()
    """Now the content is to be seen: fill it."""

    def __init__(self, show: str, hide: str, content: QWidget, parent: QWidget | None = None, *, inset: float = 0) -> None:
        """`inset` moves the button in, to where the words of a card's rows begin, in px at 100 %."""
        super().__init__(parent)
        self._words = (show, hide)
        self._content = content
        self.opener = button(show, self.toggle, "small_quiet", "chevron-down", parent=self)
        self.opener.setProperty("edge", True)
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(inset), 0, 0, 0)
        line.addWidget(self.opener)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(line)
        whole.addWidget(content)
        content.hide()
        folded.tell(self.opener, False)

    @property
    def is_open(self) -> bool:
        """Is the content there?"""
        return not self._content.isHidden()

    def toggle(self) -> None:
        """Fold out or away."""
        opening = not self.is_open
        if opening:
            self.opened.emit()
        self._content.setVisible(opening)
        self.opener.setText(self._words[1 if opening else 0])
        folded.tell(self.opener, opening)
        icons.set_icon(self.opener, "chevron-up" if opening else "chevron-down", "accent", 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.toggle()
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)
