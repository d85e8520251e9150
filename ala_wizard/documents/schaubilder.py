"""Drawings without figures: the triangle of the three sides, and who does what. Laid out as charts, so window and papers draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from ala_wizard.content.texts import text
from ala_wizard.documents.charts import LETTER, WIDTH, Box, Chart, Label, Shape, Stroke, fitted

CORNER_WIDTH, CORNER_HEIGHT = 270.0, 58.0
"""A corner of the triangle, px at 100 %."""
TRIANGLE = 250.0
ROW, GAP, LINE = 42.0, 5.0, 18.0
"""Height of a row of the organisation, from one to the next, and of each further line of names."""
NAMES = 3
"""So many lines of names have room in a row."""
INDENT = 34.0
HOURS = 96.0
PAD = 12.0


@dataclass(frozen=True)
class Post:
    """A row of the organisation: what it is, who holds it, what stands at its right."""

    label: str
    who: str
    right: str = ""
    level: int = 0
    """0 stands at the top, 1 hangs on the last row of level 0, 2 on the last of level 1."""
    open: bool = False
    """Nobody holds it yet."""
    outside: bool = False
    """Comes from outside: hangs on a dashed line."""
    spoken: str = ""
    """How the row is read aloud."""


def dreieck(traeger: str = "", erbringer: str = "", places: int | None = None, width: float = WIDTH) -> Chart:
    """The triangle Leistungsberechtigte, Leistungsträger, Leistungserbringer, with names where they are known."""
    traeger, erbringer = traeger or text("dreieck.traeger"), erbringer or text("dreieck.erbringer")
    key = "berechtigte" if not places else "berechtigte_platz" if places == 1 else "berechtigte_plaetze"
    people = text(f"dreieck.{key}", count=places)
    top, left, right = (width / 2, 0.0), (CORNER_WIDTH / 2, TRIANGLE - CORNER_HEIGHT), (width - CORNER_WIDTH / 2, TRIANGLE - CORNER_HEIGHT)
    middle, half = CORNER_HEIGHT / 2, CORNER_HEIGHT
    shapes: list[Shape] = [
        Stroke(((top[0] - 60, half), (left[0], left[1])), "line2", 1.5),
        Stroke(((top[0] + 60, half), (right[0], right[1])), "line2", 1.5),
        Stroke(((left[0] + CORNER_WIDTH / 2, left[1] + middle), (right[0] - CORNER_WIDTH / 2, right[1] + middle)), "line2", 1.5),
    ]
    for (x, y), role, name in ((top, "berechtigte", people), (left, "traeger", traeger), (right, "erbringer", erbringer)):
        shapes += [
            Box(x - CORNER_WIDTH / 2, y, CORNER_WIDTH, CORNER_HEIGHT, "sunken"),
            Label(x, y + 25, text(f"dreieck.rolle_{role}"), "middle", bold=True),
            Label(x, y + 45, fitted(name, CORNER_WIDTH - 2 * PAD), "middle"),
        ]
    between = (half + left[1]) / 2 + 5
    shapes += [
        Label((top[0] + left[0]) / 2 - 58, between, text("dreieck.bewilligung"), "end", token="ink2"),
        Label((top[0] + right[0]) / 2 + 58, between, text("dreieck.vertrag"), token="ink2"),
        Label(width / 2, left[1] - 10, text("dreieck.vereinbarung"), "middle", token="ink2"),
    ]
    alt = text("dreieck.alt", title=text("dreieck.title"), traeger=traeger, erbringer=erbringer, berechtigte=people)
    return Chart(text("dreieck.title"), alt, width, TRIANGLE, tuple(shapes))


def organisation(posts: Sequence[Post], width: float = WIDTH) -> Chart:
    """Who does what as a tree: a row each, with lines from the row above it that it belongs to."""
    title = text("organisation.title")
    if not posts:
        return Chart(title, f"{title}. {text('organisation.leer')}", width, 24, (Label(0, 16, text("organisation.leer"), token="ink2"),))
    shapes: list[Shape] = []
    above: dict[int, float] = {}
    """The foot of the last row, by level."""
    y = 0.0
    for post in posts:
        x = post.level * INDENT
        if post.level:
            trunk = x - INDENT / 2
            shapes.append(Stroke(((trunk, above[post.level - 1]), (trunk, y + ROW / 2), (x, y + ROW / 2)), "line2", 1.5, post.outside))
        made, height = _post(post, x, y, width)
        shapes += made
        above[post.level] = y + height
        y += height + GAP
    spoken = " ".join(f"{post.spoken or post.who}." for post in posts)
    return Chart(title, f"{title}. {spoken}", width, y - GAP, tuple(shapes))


def _post(post: Post, x: float, y: float, width: float) -> tuple[list[Shape], float]:
    """A row and its height: names that have no room on one line go on below."""
    room = width - x - 2 * PAD - (HOURS if post.right else 0)
    who = wrap(" ".join(post.who.split()), int(room / LETTER))
    lines = who if len(who) <= NAMES else [*who[: NAMES - 1], fitted(" ".join(who[NAMES - 1 :]), room)]
    height = ROW + LINE * max(0, len(lines) - 1)
    found: list[Shape] = [
        Box(x, y, width - x, height, "sunken"),
        Label(x + PAD, y + 17, fitted(post.label, room), bold=True),
        *(Label(x + PAD, y + 35 + LINE * place, line, token="ink2" if post.open else "ink") for place, line in enumerate(lines)),
    ]
    return ([*found, Label(width - PAD, y + 26, post.right, "end", bold=True)] if post.right else found), height
