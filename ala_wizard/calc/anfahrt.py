"""Does the daily way fit the working hours? Bus or train and the walk against the week plan (K3.5, § 8 Abs. 3 WVO)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ala_wizard.calc.wochenplan import minutes, tage
from ala_wizard.model.farm import Day, Offer, WeekEntry


@dataclass(frozen=True)
class Ankunft:
    """The morning: minutes since midnight."""

    da: int
    """When one is at the farm."""
    warten: int
    """Minutes until the earliest day begins; negative: too late."""
    zu_spaet: tuple[tuple[Day, int], ...]
    """Days that begin before, with the minutes that are missing."""


@dataclass(frozen=True)
class Abfahrt:
    """The afternoon: minutes since midnight."""

    los: int
    """When one has to leave the farm."""
    warten: int
    """Minutes after the latest end until one has to leave; negative: too early."""
    zu_frueh: tuple[tuple[Day, int], ...]


def morgens(offer: Offer, plan: Sequence[WeekEntry]) -> Ankunft | None:
    """None while the arrival or the plan is not known."""
    arrival, days = minutes(offer.arrival), tage(plan)
    if arrival is None or not days:
        return None
    there = arrival + (offer.walk_minutes or 0)
    late = tuple((day.day, there - day.begin) for day in days if day.begin < there)
    return Ankunft(there, min(day.begin for day in days) - there, late)


def abends(offer: Offer, plan: Sequence[WeekEntry]) -> Abfahrt | None:
    """None while the departure or the plan is not known."""
    departure, days = minutes(offer.departure), tage(plan)
    if departure is None or not days:
        return None
    leave = departure - (offer.walk_minutes or 0)
    early = tuple((day.day, day.end - leave) for day in days if day.end > leave)
    return Abfahrt(leave, leave - max(day.end for day in days), early)
