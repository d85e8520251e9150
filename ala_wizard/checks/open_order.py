"""Open points in order: by who takes care, or by when. What is late comes first and is said in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date

if TYPE_CHECKING:
    from ala_wizard.checks.open_list import OpenPoint

By = Literal["wer", "wann"]
WHEN = ("ueberfaellig", "heute", "woche", "monat", "spaeter", "ohne")
"""Spans in their order: late, today, within 7 days, within 31 days, later, without a day."""
WEEK, MONTH = 7, 31


@dataclass(frozen=True)
class Bunch:
    """Points under one heading."""

    key: str
    """A person's name (empty: nobody yet) or the name of a span."""
    title: str
    points: tuple[OpenPoint, ...]

    @property
    def count(self) -> int:
        """All points, those inside bundles one by one."""
        return sum(point.count for point in self.points)


def span(due: date | None, today: date) -> str:
    """The span that a day falls into."""
    if due is None:
        return "ohne"
    left = (due - today).days
    return "ueberfaellig" if left < 0 else "heute" if not left else "woche" if left <= WEEK else "monat" if left <= MONTH else "spaeter"


def due_words(due: date | None, today: date) -> str:
    """A day and what it means today: „12.04.2027, seit 3 Tagen überfällig“; empty without a day."""
    if due is None:
        return ""
    left = (due - today).days
    near = {-1: "gestern", 0: "heute", 1: "morgen"}
    key = near.get(left) or ("vorbei" if left < 0 else "in" if left <= MONTH else "fern")
    return text(f"offen.tag_{key}", day=format_date(due), count=abs(left))


def grouped(points: Iterable[OpenPoint], by: By, today: date, who: str | None = None) -> tuple[Bunch, ...]:
    """The points under their headings. `who` keeps one person's points only; empty: those that nobody has taken.

    By person: whoever is late first, then by the next day; nobody comes last. By day: late, today, soon, later, without.
    """
    kept = [point for point in points if who is None or same(point.who, who)]
    kept.sort(key=lambda point: (point.due or date.max, not point.must))
    names: dict[str, str] = {}
    found: dict[str, list[OpenPoint]] = {}
    for point in kept:
        key = point.who.strip().casefold() if by == "wer" else span(point.due, today)
        names.setdefault(key, point.who)
        found.setdefault(key, []).append(point)
    if by == "wer":
        keys = sorted(found, key=lambda key: (not key, found[key][0].due or date.max, key))
        return tuple(Bunch(names[key], names[key] or text("offen.niemand"), tuple(found[key])) for key in keys)
    return tuple(Bunch(key, text(f"offen.spanne_{key}"), tuple(found[key])) for key in WHEN if key in found)


def same(one: str, other: str) -> bool:
    """Is it the same person, however it was typed?"""
    return one.strip().casefold() == other.strip().casefold()


def late(points: Iterable[OpenPoint], today: date) -> int:
    """How many points are late."""
    return sum(point.count for point in points if point.due is not None and point.due < today)


def next_point(points: Iterable[OpenPoint]) -> OpenPoint | None:
    """The point with the earliest day; None where none has one."""
    return min((point for point in points if point.due is not None), key=lambda point: point.due or date.max, default=None)
