"""Draws a chart of `documents.charts` in the window, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ala_wizard.documents.charts import Box, Chart, Dot, Label, Stroke
from ala_wizard.ui import theme

STYLES = {"plain": Qt.BrushStyle.SolidPattern, "stripes": Qt.BrushStyle.BDiagPattern, "dots": Qt.BrushStyle.Dense4Pattern}


class ChartView(QWidget):
    """A chart as wide as its column; screen readers get its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        if chart == self._chart:
            return
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt)
        self.setFixedHeight(theme.px(chart.height))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(self._chart.height if self._chart else 40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.contentsRect()
        painter.translate(room.left(), 0)
        across = room.width() / self._chart.width
        down = theme.current().scale
        for shape in self._chart.shapes:
            match shape:
                case Box():
                    self._box(painter, shape, across, down)
                case Stroke():
                    style = Qt.PenStyle.DashLine if shape.dashed else Qt.PenStyle.SolidLine
                    painter.setPen(QPen(theme.color(shape.token), shape.width * down, style))
                    painter.drawPolyline(QPolygonF([QPointF(x * across, y * down) for x, y in shape.points]))
                case Dot():
                    painter.setPen(QPen(theme.color("surface"), 2 * down))
                    painter.setBrush(theme.color(shape.token))
                    painter.drawEllipse(QPointF(shape.x * across, shape.y * down), shape.radius * down, shape.radius * down)
                case Label():
                    self._label(painter, shape, across, down)
        painter.end()

    @staticmethod
    def _box(painter: QPainter, shape: Box, across: float, down: float) -> None:
        """Patterned parts lie on a lighter ground of their own colour, so that they stay one shape."""
        small = shape.width == shape.height
        rect = QRectF(shape.x * across, shape.y * down, shape.width * (down if small else across), shape.height * down)
        color = theme.color(shape.token)
        painter.setPen(Qt.PenStyle.NoPen)
        if shape.pattern == "plain":
            painter.setBrush(color)
            painter.drawRoundedRect(rect, 3 * down, 3 * down)
            return
        ground = QColor(color)
        ground.setAlpha(170)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 3 * down, 3 * down)
        painter.setBrush(QBrush(color, STYLES[shape.pattern]))
        painter.drawRoundedRect(rect, 3 * down, 3 * down)

    def _label(self, painter: QPainter, shape: Label, across: float, down: float) -> None:
        font = theme.font("small_bold" if shape.bold else "small")
        painter.setFont(font)
        painter.setPen(theme.color(shape.token))
        wide = QFontMetricsF(font).horizontalAdvance(shape.words)
        x = shape.x * across
        left = x if shape.anchor == "start" else x - wide if shape.anchor == "end" else x - wide / 2
        painter.drawText(QPointF(min(max(0.0, left), max(0.0, self.contentsRect().width() - wide)), shape.y * down), shape.words)
