"""Words that lead somewhere and may take several lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.kit import Button

LEAST = 24
"""Px at 100 % that a link is high at least, so that one hits it."""
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)


class LinkLine(Button):
    """A link that wraps. It is as wide as its words, never wider than its place."""

    def __init__(self, words: str, act: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words)
        self.clicked.connect(lambda: act())

    def _measure(self) -> QFontMetrics:
        return QFontMetrics(theme.font("body"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = self._measure().boundingRect(QRect(0, 0, max(1, width), 10000), _WRAP, self.text())
        return max(theme.px(LEAST), words.height() + theme.px(2))

    def sizeHint(self) -> QSize:
        wide = self._measure().horizontalAdvance(self.text()) + 2
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font("body")
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color("accent_h" if self.underMouse() else "accent"))
        painter.drawText(self.rect(), _WRAP, self.text())
        painter.end()
