"""Drawings without figures: the triangle of the three sides, and who does what. Laid out as charts, so window and papers draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ala_wizard.content.texts import text
from ala_wizard.documents.charts import WIDTH, Box, Chart, Label, Shape, Stroke, fitted

CORNER_WIDTH, CORNER_HEIGHT = 270.0, 58.0
"""A corner of the triangle, px at 100 %."""
TRIANGLE = 250.0
ROW, STEP = 42.0, 47.0
"""Height of a row of the organisation, and from one row to the next."""
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
    for place, post in enumerate(posts):
        x, y = post.level * INDENT, place * STEP
        if post.level:
            trunk = x - INDENT / 2
            shapes.append(Stroke(((trunk, above[post.level - 1]), (trunk, y + ROW / 2), (x, y + ROW / 2)), "line2", 1.5, post.outside))
        above[post.level] = y + ROW
        shapes += _post(post, x, y, width)
    spoken = " ".join(f"{post.spoken or post.who}." for post in posts)
    return Chart(title, f"{title}. {spoken}", width, (len(posts) - 1) * STEP + ROW, tuple(shapes))


def _post(post: Post, x: float, y: float, width: float) -> list[Shape]:
    room = width - x - 2 * PAD - (HOURS if post.right else 0)
    found: list[Shape] = [
        Box(x, y, width - x, ROW, "sunken"),
        Label(x + PAD, y + 17, fitted(post.label, room), bold=True),
        Label(x + PAD, y + 35, fitted(post.who, room), token="ink2" if post.open else "ink"),
    ]
    return [*found, Label(width - PAD, y + 26, post.right, "end", bold=True)] if post.right else found
