"""Boxes to tick, drawn by hand: the part of the look that a style sheet cannot colour. Fusion does the rest."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from ala_wizard.ui import icons, theme


class OwnStyle(QProxyStyle):
    """Fusion with our check boxes and radio buttons, and without its focus frames (see `ui.focusring`)."""

    def __init__(self) -> None:
        super().__init__("fusion")

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        primitive = QStyle.PrimitiveElement
        if element in (primitive.PE_IndicatorCheckBox, primitive.PE_IndicatorItemViewItemCheck):
            _check(painter, option, round_=False)
        elif element == primitive.PE_IndicatorRadioButton:
            _check(painter, option, round_=True)
        elif element != primitive.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None) -> int:
        kind = QStyle.PixelMetric
        if metric in (
            kind.PM_IndicatorWidth,
            kind.PM_IndicatorHeight,
            kind.PM_ExclusiveIndicatorWidth,
            kind.PM_ExclusiveIndicatorHeight,
        ):
            return theme.px(20)
        if metric in (kind.PM_CheckBoxLabelSpacing, kind.PM_RadioButtonLabelSpacing):
            return theme.px(10)
        return super().pixelMetric(metric, option, widget)


def _check(painter: QPainter, option: Any, *, round_: bool) -> None:
    """A box of 20 px: an empty frame, or filled with a tick (a point, when round)."""
    state = option.state
    rect = QRectF(option.rect)
    side = min(rect.width(), rect.height())
    rect = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
    unit = side / 20
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    on = bool(state & QStyle.StateFlag.State_On)
    half = bool(state & QStyle.StateFlag.State_NoChange)
    accent = theme.color("accent" if enabled else "ink3")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 1.5 * unit
    frame = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(accent if on or half else theme.color("line2"), width))
    painter.setBrush(accent if on and not round_ else theme.color("surface"))
    radius = side / 2 if round_ else 5 * unit
    painter.drawRoundedRect(frame, radius, radius)
    if round_ and on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(rect.center(), 5 * unit, 5 * unit)
    elif on:
        icons.paint(painter, "check", rect.adjusted(2.5 * unit, 2.5 * unit, -2.5 * unit, -2.5 * unit), theme.color("on_accent"), 3)
    elif half:
        icons.paint(painter, "minus", rect.adjusted(3 * unit, 3 * unit, -3 * unit, -3 * unit), accent, 3)
    painter.restore()
