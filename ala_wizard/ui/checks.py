"""Boxes to tick and answers to pick, drawn by hand. (A style of one's own in Python would lose references inside PySide.)"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from ala_wizard.ui import icons, theme

SIDE = 20
"""Px at 100 % of a box."""
GAP = 10
"""Px at 100 % between box and words."""
_END = 6


def paint_box(painter: QPainter, rect: QRectF, *, on: bool, half: bool = False, round_: bool = False, enabled: bool = True) -> None:
    """A box of 20 px: an empty frame, or filled with a tick (a point, when round)."""
    unit = rect.width() / SIDE
    accent: QColor = theme.color("accent" if enabled else "ink3")
    width = 1.5 * unit
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent if on or half else theme.color("line2"), width))
    painter.setBrush(accent if on and not round_ else theme.color("surface"))
    radius = rect.width() / 2 if round_ else 5 * unit
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
    if round_ and on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(rect.center(), 5 * unit, 5 * unit)
    elif on:
        icons.paint(painter, "check", rect.adjusted(2.5 * unit, 2.5 * unit, -2.5 * unit, -2.5 * unit), theme.color("on_accent"), 3)
    elif half:
        icons.paint(painter, "minus", rect.adjusted(3 * unit, 3 * unit, -3 * unit, -3 * unit), accent, 3)
    painter.restore()


def _size(button: QAbstractButton) -> QSize:
    metrics = QFontMetrics(button.font())
    words = metrics.horizontalAdvance(button.text()) + theme.px(GAP) if button.text() else 0
    return QSize(theme.px(SIDE) + words + theme.px(_END), max(theme.px(28), metrics.height()))


def _paint(button: QAbstractButton, *, half: bool, round_: bool) -> None:
    painter = QPainter(button)
    side = theme.px(SIDE)
    box = QRectF(0, (button.height() - side) / 2, side, side)
    paint_box(painter, box, on=button.isChecked() and not half, half=half, round_=round_, enabled=button.isEnabled())
    painter.setFont(button.font())
    painter.setPen(theme.color("ink" if button.isEnabled() else "ink3"))
    room = button.rect().adjusted(side + theme.px(GAP), 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, button.text())
    painter.end()


class CheckBox(QCheckBox):
    """A box to tick; the words belong to it."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, half=self.checkState() == Qt.CheckState.PartiallyChecked, round_=False)


class RadioButton(QRadioButton):
    """One of several answers."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, half=False, round_=True)
