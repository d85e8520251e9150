"""Charts as neutral shapes: laid out once, drawn by the window and by the papers alike.

A chart says what it shows in words as well (`alt`), labels its parts directly, and never tells by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal, format_money

Pattern = Literal["plain", "stripes", "dots"]
Anchor = Literal["start", "middle", "end"]

TOKENS = ("chart1", "chart2", "chart3")
"""Colours of parts in their fixed order."""
PATTERNS: tuple[Pattern, ...] = ("plain", "stripes", "dots")
"""What tells the parts apart on a grey printer."""


@dataclass(frozen=True)
class Box:
    """A filled rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float
    token: str
    pattern: Pattern = "plain"


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    token: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True)
class Dot:
    """A mark on a line."""

    x: float
    y: float
    radius: float
    token: str


@dataclass(frozen=True)
class Label:
    """Words; y is the baseline."""

    x: float
    y: float
    words: str
    anchor: Anchor = "start"
    bold: bool = False
    token: str = "ink"


Shape = Box | Stroke | Dot | Label


@dataclass(frozen=True)
class Chart:
    """Shapes on a ground of width × height px at 100 %, with the same figures in words."""

    title: str
    alt: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


SIZE = 14.0
"""Height of the letters, px at 100 %."""
GUTTER = 60.0
"""Room for the words of an axis left of a curve."""
BAR = 22.0
"""Height of a bar of parts."""
LETTER = 8.2
"""Width of a letter, rather too wide than too narrow, px at 100 %."""
WIDTH = 720.0


def stack(title: str, parts: Sequence[tuple[str, Decimal]], unit: str = "€", width: float = WIDTH) -> Chart:
    """One bar of parts that add up; each part is named below with its amount and share."""
    whole = sum((amount for _, amount in parts), Decimal(0))
    shapes: list[Shape] = []
    bar, gap = BAR, 2.0
    words = []
    left = 0.0
    shown = [(name, amount, place) for place, (name, amount) in enumerate(parts) if amount > 0]
    room = width - gap * max(0, len(shown) - 1)
    column = width / max(1, len(parts))
    if whole <= 0:
        shapes.append(Box(0, 0, width, bar, "sunken"))
    for name, amount, place in shown:
        wide = room * float(amount / whole)
        shapes.append(Box(left, 0, wide, bar, TOKENS[place % 3], PATTERNS[place % 3]))
        left += wide + gap
        share = format_decimal(amount / whole * 100, 0)
        words.append(f"{name}: {format_money(amount, unit)} ({share} %)")
    for place, (name, amount) in enumerate(parts):
        x = column * place
        shapes.append(Box(x, bar + 14, 12, 12, TOKENS[place % 3], PATTERNS[place % 3]))
        shapes.append(Label(x + 20, bar + 25, name))
        share = f" · {format_decimal(amount / whole * 100, 0)} %" if whole > 0 else ""
        shapes.append(Label(x + 20, bar + 45, f"{format_money(amount, unit)}{share}", bold=True))
    return Chart(title, f"{title}. {', '.join(words) or text('diagramm.leer')}.", width, bar + 54, tuple(shapes))


def share_bar(title: str, parts: Sequence[tuple[str, Decimal]], unit: str = "€", width: float = WIDTH) -> Chart:
    """The bar of `stack` alone, for where its parts are named beside it; the words are the same."""
    whole = stack(title, parts, unit, width)
    return Chart(title, whole.alt, width, BAR, tuple(shape for shape in whole.shapes if isinstance(shape, Box) and shape.y == 0))


def swatch(place: int) -> Chart:
    """The mark of a part in a list of parts."""
    return Chart("", "", 12, 12, (Box(0, 0, 12, 12, TOKENS[place % 3], PATTERNS[place % 3]),))


def line(
    title: str,
    points: Sequence[tuple[str, Decimal]],
    marks: Sequence[tuple[int, str]],
    alt: str,
    unit: str = "€",
    width: float = WIDTH,
    height: float = 240.0,
) -> Chart:
    """A curve over equal steps with zero shown; `marks` name single points in words (place, words)."""
    if not points:
        return Chart(title, f"{title}. {text('diagramm.leer')}.", width, 24, (Label(0, 16, text("diagramm.leer"), token="ink2"),))
    values = [float(value) for _, value in points]
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    top, bottom, left, right = 26.0, height - 50.0, GUTTER, width - 8.0
    step = (right - left) / max(1, len(points) - 1)

    def place(index: int, value: float) -> tuple[float, float]:
        return left + step * index, bottom - (value - low) / span * (bottom - top)

    zero = place(0, 0.0)[1]
    curve = tuple(place(index, value) for index, value in enumerate(values))
    shapes: list[Shape] = [Stroke(((left, zero), (right, zero)), "line2", 1.0)]
    shapes.append(Label(GUTTER - 8, zero + 5, format_money(Decimal(0), unit), "end", token="ink2"))
    shapes.append(Stroke(curve, "chart1", 2.5))
    every = max(1, len(points) // 6)
    for index in range(0, len(points), every):
        anchor: Anchor = "start" if index == 0 else "end" if index == len(points) - 1 else "middle"
        shapes.append(Label(curve[index][0], height - 8, points[index][0], anchor, token="ink2"))
    for index, words in marks:
        x, y = curve[index]
        shapes.append(Dot(x, y, 5, "chart2"))
        anchor = "start" if x < width * 0.3 else "end" if x > width * 0.7 else "middle"
        below = _dips(values, index) or y < 24
        under = zero + 20 if y <= zero < y + 30 else y + 22  # words never lie on the zero line
        shapes.append(Label(x, under if below else y - 12, words, anchor, bold=True))
    return Chart(title, alt, width, height, tuple(shapes))


def fitted(words: str, room: float) -> str:
    """Words that surely fit into the room: a name of the user may be of any length. The whole name stands in `alt`."""
    most = int(room / LETTER)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _name_room(names: Iterable[str], least: float) -> float:
    """Room for the names at the left of a picture: a longer one gets more, up to two fifths of the width."""
    longest = max((len(name) for name in names), default=0)
    return max(least, min(longest * LETTER + 13, WIDTH * 0.4))


def _dips(values: Sequence[float], index: int) -> bool:
    """Does the curve lie above this point on both sides? Then its words stand below it."""
    return all(values[beside] > values[index] for beside in (index - 1, index + 1) if 0 <= beside < len(values))


def bars(title: str, rows: Sequence[tuple[str, Decimal | None, str]], marked: Sequence[int] = (), width: float = WIDTH) -> Chart:
    """One bar a row from a common zero: name left, words of the amount right; `marked` rows have another pattern."""
    known = [float(value) for _, value, _ in rows if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0
    name_room, amount_room, each = _name_room((name for name, _, _ in rows), 190.0), 130.0, 34.0
    room = width - name_room - amount_room
    zero = name_room + (0 - low) / span * room
    shapes: list[Shape] = []
    words = []
    for index, (name, value, amount) in enumerate(rows):
        y = index * each
        shapes.append(Label(0, y + 20, fitted(name, name_room - 12)))
        if value is not None:
            wide = abs(float(value)) / span * room
            start = zero if value >= 0 else zero - wide
            mark = index in marked
            shapes.append(Box(start, y + 5, max(1.0, wide), 20, "chart2" if mark else "chart1", "stripes" if mark else "plain"))
        shapes.append(Label(width, y + 20, amount, "end", bold=True))
        words.append(f"{name}: {amount}")
    shapes.append(Stroke(((zero, 0), (zero, max(1, len(rows)) * each)), "line2", 1.0))
    return Chart(title, f"{title}. {', '.join(words) or text('diagramm.leer')}.", width, max(1, len(rows)) * each, tuple(shapes))


def scale(
    title: str,
    rows: Sequence[tuple[str, Decimal | None, str]],
    zone: tuple[Decimal, str, str] | None = None,
    marked: Sequence[int] = (),
    width: float = WIDTH,
    unit: str = "€",
) -> Chart:
    """Values on one scale, a row each: name left, dot at its place, words right; `marked` rows are bold with a larger dot.

    `zone` shades everything up to a value: upper edge, token of the ground, what it means. The scale need not begin at
    zero, because places are compared and no lengths; its ends are named, with the unit.
    """
    known = [value for _, value, _ in rows if value is not None]
    if not known:
        return Chart(title, f"{title}. {text('diagramm.leer')}.", width, 24, (Label(0, 16, text("diagramm.leer"), token="ink2"),))
    reach = [*known, zone[0]] if zone is not None else known
    pad = max(Decimal(1), (max(reach) - min(reach)) / 5)
    low, high = float(int(max(Decimal(0), min(reach) - pad))), float(int(max(reach) + pad) + 1)
    name_room, amount_room, each = _name_room((name for name, _, _ in rows), 230.0), 100.0, 34.0
    left, right = name_room + 10, width - amount_room - 10
    bottom = len(rows) * each

    def place(value: Decimal) -> float:
        return left + (float(value) - low) / (high - low) * (right - left)

    shapes: list[Shape] = []
    if zone is not None:
        edge = place(zone[0])
        shapes.append(Box(left, 0, edge - left, bottom, zone[1]))
        shapes.append(Stroke(((edge, 0), (edge, bottom)), "ink2", 1.5, dashed=True))
    words = []
    for index, (name, value, amount) in enumerate(rows):
        y, bold = index * each + each / 2, index in marked
        shapes.append(Label(0, y + 5, fitted(name, name_room - 12), bold=bold))
        shapes.append(Stroke(((left, y), (right, y)), "line2", 1.0))
        if value is not None:
            shapes.append(Dot(place(value), y, 8 if bold else 6, "chart1" if bold else "chart3"))
        shapes.append(Label(width, y + 5, amount, "end", bold=bold))
        words.append(f"{name}: {amount}")
    shapes.append(Label(left, bottom + 18, f"{format_decimal(Decimal(int(low)))}\u00a0{unit}", token="ink2"))
    shapes.append(Label(right, bottom + 18, f"{format_decimal(Decimal(int(high)))}\u00a0{unit}", "end", token="ink2"))
    height = bottom + 26
    if zone is not None:
        shapes.append(Box(left, height + 2, 14, 14, zone[1]))
        shapes.append(Stroke(((left + 14, height + 2), (left + 14, height + 16)), "ink2", 1.5, dashed=True))
        shapes.append(Label(left + 24, height + 14, zone[2], token="ink2"))
        words.append(zone[2])
        height += 24
    return Chart(title, f"{title}. {', '.join(words)}.", width, height, tuple(shapes))
