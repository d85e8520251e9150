"""Rooms and equipment added up (K7.1, K7.4): m² by state, prices and funding by state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.model.farm import Equipment, Room
from ala_wizard.model.money import quantize


@dataclass(frozen=True)
class Raumsumme:
    """Rooms of one state; `status` is empty for those without one."""

    status: str
    anzahl: int
    flaeche: Decimal
    """m², of the rooms that say it."""
    ohne_flaeche: int


@dataclass(frozen=True)
class Geraetesumme:
    """Equipment of one state; amounts in €."""

    status: str
    zeilen: int
    preis: Decimal
    foerderung: Decimal
    ohne_preis: int
    """Lines to buy that have no price yet; for others always 0."""

    @property
    def eigenanteil(self) -> Decimal:
        """What the farm pays itself."""
        return self.preis - self.foerderung


def raeume(rooms: Sequence[Room], status: str) -> Raumsumme:
    """The rooms of one state."""
    here = [room for room in rooms if room.status == status]
    areas = [room.area_m2 for room in here if room.area_m2 is not None]
    return Raumsumme(status, len(here), sum(areas, Decimal(0)), len(here) - len(areas))


def geraete(equipment: Sequence[Equipment], status: str) -> Geraetesumme:
    """The equipment of one state; every line counts with its printed amount."""
    here = [line for line in equipment if line.status == status]
    prices = [quantize(line.price, 2) for line in here if line.price is not None]
    funding = [quantize(line.funding, 2) for line in here if line.funding is not None]
    missing = sum(line.price is None for line in here) if status == "anschaffen" else 0
    return Geraetesumme(status, len(here), sum(prices, Decimal(0)), sum(funding, Decimal(0)), missing)


def stufen(rooms: Iterable[Room]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the rooms that have steps, and of those of which it is not known."""
    every = tuple(rooms)
    return tuple(room.name for room in every if room.stepless == "nein"), tuple(room.name for room in every if not room.stepless)


def zu_hoch_gefoerdert(equipment: Iterable[Equipment]) -> tuple[str, ...]:
    """Names of lines whose funding is above their price."""
    return tuple(line.name for line in equipment if line.funding is not None and line.price is not None and line.funding > line.price)
