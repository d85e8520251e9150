"""Small windows that open beside what they belong to, and go with Escape or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.kit import Words

EDGE = 8
"""Px at 100 % that stay free at the edges of the screen."""


class Popup(QFrame):
    """Head and content. It deletes itself when it is closed."""

    closed = Signal()

    def __init__(self, title: str, width: float, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(theme.px(width))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
        self.body.setSpacing(theme.px(8))
        self.body.addWidget(Words(title, "small_bold", parent=self))

    def open_at(self, place: QRect, *, right: bool = False) -> None:
        """Open below a place of the screen (above it where there is no room), at its left edge or at its right."""
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
            self.setFixedHeight(height)
        screen = self.screen().availableGeometry()
        edge = theme.px(EDGE)
        left = place.right() - self.width() if right else place.left()
        top = place.bottom() + theme.px(6)
        if top + self.height() > screen.bottom() - edge and place.top() - self.height() - theme.px(6) >= screen.top():
            top = place.top() - self.height() - theme.px(6)
        left = max(screen.left() + edge, min(left, screen.right() - self.width() - edge))
        top = max(screen.top() + edge, min(top, screen.bottom() - self.height() - edge))
        self.move(QPoint(left, top))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()


def place_of(widget: QWidget, rect: QRect | None = None) -> QRect:
    """A widget, or a part of it, on the screen."""
    inside = rect if rect is not None else widget.rect()
    return QRect(widget.mapToGlobal(inside.topLeft()), inside.size())
