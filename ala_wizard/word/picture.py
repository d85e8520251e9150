"""A chart as a picture for a word processor: the shapes of `documents.charts`, drawn large enough for print."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageColor, ImageDraw, ImageFont

from ala_wizard.content.paths import resources
from ala_wizard.documents.charts import SIZE, Box, Chart, Dot, Label, Shape, Stroke

SCALE = 3
"""Pixels for one px of the chart: about 300 dots an inch across a page."""
COLOURS = {
    "ink": "#1C221E",
    "ink2": "#515A54",
    "line2": "#7C837D",
    "sunken": "#F1EFE9",
    "chart1": "#1F6A45",
    "chart2": "#BC841C",
    "chart3": "#4F7690",
}
"""Colours by token, as in the light palette of the window."""
PAPER = "#FFFFFF"
PALE = 0.45
"""The ground below a pattern has this part of its colour."""
LACKING = "\U0010fffd"
"""A character that no font has."""
STEP = 6.0
"""From one stripe or dot to the next, px."""


def picture(chart: Chart) -> bytes:
    """The chart as PNG; the same chart gives the same bytes."""
    image = Image.new("RGB", (round(chart.width * SCALE), round(chart.height * SCALE)), PAPER)
    pen = ImageDraw.Draw(image)
    for shape in chart.shapes:
        _draw(image, pen, shape)
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _draw(image: Image.Image, pen: ImageDraw.ImageDraw, shape: Shape) -> None:
    if isinstance(shape, Box):
        _box(image, pen, shape)
    elif isinstance(shape, Stroke):
        points = [(x * SCALE, y * SCALE) for x, y in shape.points]
        pieces = _dashes(points) if shape.dashed else [points]
        for piece in pieces:
            pen.line(piece, fill=_colour(shape.token), width=max(1, round(shape.width * SCALE)), joint="curve")
    elif isinstance(shape, Dot):
        x, y, radius = shape.x * SCALE, shape.y * SCALE, shape.radius * SCALE
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_colour(shape.token), outline=PAPER, width=2 * SCALE)
    elif isinstance(shape, Label):
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
        pen.text((shape.x * SCALE, shape.y * SCALE), visible(shape.words), fill=_colour(shape.token), font=_font(shape.bold), anchor=anchor)


def visible(words: str) -> str:
    """The words as the shipped font can draw them: what it does not have is named by its code, what is silent is dropped."""
    return "".join(char if _has(char) else f"[U+{ord(char):04X}]" for char in words if unicodedata.category(char) not in ("Cc", "Cf"))


@cache
def _has(char: str) -> bool:
    """Does the font have this character? It draws the same sign for all that it lacks."""
    if unicodedata.category(char) == "Cs":
        return False
    return bytes(_font(False).getmask(char)) != bytes(_font(False).getmask(LACKING)) or char.isspace()


def _box(image: Image.Image, pen: ImageDraw.ImageDraw, shape: Box) -> None:
    left, top = shape.x * SCALE, shape.y * SCALE
    area = (round(left), round(top), round(left + shape.width * SCALE), round(top + shape.height * SCALE))
    if area[2] <= area[0] or area[3] <= area[1]:
        return
    if shape.pattern == "plain":
        pen.rectangle(area, fill=_colour(shape.token))
        return
    colour = _colour(shape.token)
    pale = tuple(round(PALE * part + (1 - PALE) * 255) for part in colour)
    part = Image.new("RGB", (area[2] - area[0], area[3] - area[1]), pale)
    inner, step = ImageDraw.Draw(part), STEP * SCALE
    if shape.pattern == "stripes":
        for place in range(int((part.width + part.height) / step) + 2):
            start = place * step - part.height
            inner.line((start, part.height, start + part.height, 0), fill=colour, width=SCALE)
    else:
        for row in range(int(part.height / step) + 2):
            for place in range(int(part.width / step) + 2):
                x, y = (place + row % 2 / 2) * step, row * step
                inner.ellipse((x - SCALE, y - SCALE, x + SCALE, y + SCALE), fill=colour)
    image.paste(part, area[:2])


def _dashes(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """A line in pieces of 4 px with gaps of 3."""
    found = []
    for (x, y), (to_x, to_y) in pairwise(points):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        at = 0.0
        while at < length:
            end = min(at + 4 * SCALE, length)
            found.append([(x + (to_x - x) * part / length, y + (to_y - y) * part / length) for part in (at, end)])
            at += 7 * SCALE
    return found


def _colour(token: str) -> tuple[int, ...]:
    return ImageColor.getrgb(COLOURS.get(token, COLOURS["ink"]))


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    file = resources() / "fonts" / f"NotoSans-{700 if bold else 400}-normal.ttf"
    return ImageFont.truetype(str(file), round(SIZE * SCALE))
