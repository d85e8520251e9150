"""A photo or plan on paper: as wide as the column, never higher than a good part of the page, its caption below."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from ala_wizard.documents import blocks
from ala_wizard.pdf.figure import CAPTION_GAP
from ala_wizard.pdf.flowables import text
from ala_wizard.pdf.page import Laid, PaperCanvas
from ala_wizard.pdf.tags import Element, figure_attributes

HIGHEST = 80 * mm
DOTS = 110.0
"""A picture is not drawn larger than so few dots per inch."""
LOGO_WIDTH, LOGO_HEIGHT = 46 * mm, 26 * mm


def fitted(bild: blocks.Bild, width: float, height: float) -> tuple[float, float]:
    """Width and height that keep the picture's sides and its sharpness, points."""
    scale = min(width / bild.width, height / bild.height, 72 / DOTS)
    return bild.width * scale, bild.height * scale


class Photo(Laid):
    """A picture with its caption."""

    def __init__(self, block: blocks.Picture, caption: str) -> None:
        super().__init__()
        self.block = block
        self.caption = text(caption, "caption", "Caption") if caption else None
        self.spaceBefore, self.spaceAfter = 8, 9

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The caption is as wide as the column."""
        self.width = width
        self.across, self.up = fitted(self.block.bild, width, HIGHEST)
        self.below = self.caption.wrap(width, 10**6)[1] + CAPTION_GAP if self.caption is not None else 0.0
        self.height = self.up + self.below
        return self.width, self.height

    def lead(self, width: float) -> float:
        """Never torn."""
        return self.wrap(width, 0)[1]

    def draw(self) -> None:
        """Picture, then caption."""
        canvas: PaperCanvas = self.canv
        element = _draw(canvas, self.block.bild, self.below, (self.across, self.up), self.block.alt)
        if self.caption is not None:
            with canvas.tags.inside(element):
                self.caption.drawOn(canvas, 0, 0)


class Logo(Laid):
    """The farm's sign on the cover."""

    def __init__(self, bild: blocks.Bild, alt: str) -> None:
        super().__init__()
        self.bild, self.alt = bild, alt

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """In its own small room."""
        self.width, self.height = fitted(self.bild, LOGO_WIDTH, LOGO_HEIGHT)
        return self.width, self.height

    def draw(self) -> None:
        """The sign alone."""
        _draw(self.canv, self.bild, 0, (self.width, self.height), self.alt)


def _draw(canvas: PaperCanvas, bild: blocks.Bild, bottom: float, size: tuple[float, float], alt: str) -> Element:
    left, low = canvas.absolutePosition(0, bottom)
    element = Element("Figure", canvas.tags.here, figure_attributes(left, low, left + size[0], low + size[1]), alt)
    with canvas.marked(element):
        canvas.drawImage(ImageReader(BytesIO(bild.data)), 0, bottom, *size)
    return element
