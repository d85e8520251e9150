"""A bar that fills from the left: how far something is, how full."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ala_wizard.ui import theme

HEIGHT = 10


class Bar(QWidget):
    """What it shows also stands in words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._over = 0.0, False
        self.setFixedHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """How much of it is filled, from 0 to 1."""
        return self._share

    def show_share(self, share: float, words: str, *, over: bool = False) -> None:
        """Fill it so far; `over` says that more than all of it would be needed."""
        self._share, self._over = min(max(share, 0.0), 1.0), over
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = frame.height() / 2
        painter.setPen(theme.color("line2"))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(frame, radius, radius)
        if self._share:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("warn_mark" if self._over else "accent"))
            filled = QRectF(frame.left(), frame.top(), max(frame.width() * self._share, frame.height()), frame.height())
            painter.drawRoundedRect(filled, radius, radius)
        painter.end()
