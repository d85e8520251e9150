"""A chart on paper: the shapes of `documents.charts` in ink, told apart also where the printer knows no colours."""

from __future__ import annotations

from math import ceil

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ala_wizard.documents import blocks
from ala_wizard.documents.charts import SIZE, Box, Chart, Dot, Label, Shape, Stroke
from ala_wizard.pdf import fonts
from ala_wizard.pdf.flowables import text
from ala_wizard.pdf.page import Laid, PaperCanvas, draw_line
from ala_wizard.pdf.styles import CHART, INK, PAPER
from ala_wizard.pdf.tags import Element, figure_attributes
from ala_wizard.pdf.text import line, runs

CAPTION_GAP = 6.0
"""Between the chart and its caption, points."""
STEP = 4.2
"""From one stripe or dot to the next, points."""
STRIPE = 1.1
DOT = 0.75
"""Width of a stripe, radius of a dot, points."""
PALE = 0.45
"""The ground below a pattern has this part of its colour, the rest is paper."""
SLACK = 0.5
"""Measured widths differ by less than this, points."""
ROUND = 2.0
"""Radius of a box's corners, points."""


class Figure(Laid):
    """A chart as wide as the column, its caption below; `alt` says in words what it shows."""

    def __init__(self, block: blocks.Figure, caption: str) -> None:
        super().__init__()
        self.chart: Chart = block.chart
        self.alt = block.chart.alt
        self.caption = text(caption, "caption", "Caption") if caption else None
        self.spaceBefore, self.spaceAfter = 8, 9

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the column; all measures of the chart shrink alike."""
        self.width = width
        self.scale = width / self.chart.width
        self.below = self.caption.wrap(width, 10**6)[1] + CAPTION_GAP if self.caption is not None else 0.0
        self.height = self.chart.height * self.scale + self.below
        return self.width, self.height

    def lead(self, width: float) -> float:
        """Never torn."""
        return self.wrap(width, 0)[1]

    def draw(self) -> None:
        """The shapes in their order, then the caption."""
        canvas: PaperCanvas = self.canv
        left, bottom = canvas.absolutePosition(0, self.below)
        place = figure_attributes(left, bottom, left + self.width, bottom + self.height - self.below)
        element = Element("Figure", canvas.tags.here, place, self.alt)
        with canvas.marked(element):
            for shape in self.chart.shapes:
                self._shape(shape)
        if self.caption is not None:
            with canvas.tags.inside(element):
                self.caption.drawOn(canvas, 0, 0)

    def _shape(self, shape: Shape) -> None:
        self.canv.saveState()
        match shape:
            case Box():
                self._box(shape)
            case Stroke():
                self._stroke(shape)
            case Dot():
                self._dot(shape)
            case Label():
                self._label(shape)
        self.canv.restoreState()

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the chart on the page, where y grows upwards."""
        return x * self.scale, self.height - y * self.scale

    def _box(self, shape: Box) -> None:
        x, y = self._place(shape.x, shape.y + shape.height)
        width, height = shape.width * self.scale, shape.height * self.scale
        colour = CHART[shape.token]
        corner = min(ROUND, width / 2, height / 2)
        self.canv.setFillColor(colour if shape.pattern == "plain" else _pale(colour))
        self.canv.roundRect(x, y, width, height, corner, stroke=0, fill=1)
        if shape.pattern == "plain":
            return
        clip = self.canv.beginPath()
        clip.roundRect(x, y, width, height, corner)
        self.canv.clipPath(clip, stroke=0, fill=0)
        if shape.pattern == "stripes":
            _stripes(self.canv, (x, y, width, height), colour)
        else:
            _dots(self.canv, (x, y, width, height), colour)

    def _stroke(self, shape: Stroke) -> None:
        if len(shape.points) < 2:
            return
        self.canv.setStrokeColor(CHART[shape.token])
        self.canv.setLineWidth(shape.width * self.scale)
        self.canv.setLineJoin(1)
        if shape.dashed:
            self.canv.setDash(4 * self.scale, 3 * self.scale)
        path = self.canv.beginPath()
        path.moveTo(*self._place(*shape.points[0]))
        for point in shape.points[1:]:
            path.lineTo(*self._place(*point))
        self.canv.drawPath(path, stroke=1, fill=0)

    def _dot(self, shape: Dot) -> None:
        """A mark with a rim of paper, so that it stands out from its line."""
        x, y = self._place(shape.x, shape.y)
        self.canv.setFillColor(CHART[shape.token])
        self.canv.setStrokeColor(PAPER)
        self.canv.setLineWidth(2 * self.scale)
        self.canv.circle(x, y, shape.radius * self.scale, stroke=1, fill=1)

    def _label(self, shape: Label) -> None:
        """Words inside the column, whatever their anchor."""
        size = SIZE * self.scale
        x, y = self._place(shape.x, shape.y)
        font = fonts.BOLD if shape.bold else fonts.SANS
        wide = sum(fonts.width(piece, font if name == fonts.SANS else name, size) for name, piece in runs(line(shape.words)))
        left = x if shape.anchor == "start" else x - wide if shape.anchor == "end" else x - wide / 2
        left = min(max(0.0, left), max(0.0, self.width - wide))
        room = self.width - left + SLACK
        draw_line(self.canv, shape.words, left, y, size, CHART.get(shape.token, INK), room=room, bold=shape.bold, blank=True)


def _pale(colour: Color) -> Color:
    """A colour thinned with paper: opaque, so that every printer agrees."""
    red, green, blue = (PALE * part + (1 - PALE) for part in colour.rgb())
    return Color(red, green, blue)


Area = tuple[float, float, float, float]
"""Left, bottom, width, height, points."""


def _stripes(canvas: Canvas, area: Area, colour: Color) -> None:
    """Slanting lines; what hangs over is cut off by the box."""
    x, y, width, height = area
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(STRIPE)
    for step in range(ceil((width + height) / STEP) + 1):
        start = x - height + step * STEP
        canvas.line(start, y, start + height, y + height)


def _dots(canvas: Canvas, area: Area, colour: Color) -> None:
    """Dots in rows, every other row shifted by half a step."""
    x, y, width, height = area
    canvas.setFillColor(colour)
    for row in range(ceil(height / STEP * 2) + 1):
        for step in range(ceil(width / STEP) + 1):
            canvas.circle(x + (step + row % 2 / 2) * STEP, y + row * STEP / 2, DOT, stroke=0, fill=1)
