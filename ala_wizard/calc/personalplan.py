"""People × functions: who gives which hours, what the places need, what contracts allow (Fachvorgabe 4.1, Personalunion).

Hours are hours per week.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.kostenkalkulation import plaetze
from ala_wizard.calc.personal import covered_hours, needed_hours, person_hours
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import quantize
from ala_wizard.model.people import FUNCTIONS


@dataclass(frozen=True)
class PlanZeile:
    """One person or one service from outside."""

    id: str
    name: str
    stunden: dict[str, Decimal]
    """Hours by function, only those that were entered."""
    summe: Decimal
    vertrag: Decimal | None
    """Contract hours; None where they are unknown, and for services."""
    extern: bool
    vertretung: str
    """Who covers for this person; empty for services."""

    @property
    def vertrag_zu_klein(self) -> bool:
        """More hours given to functions than the contract has?"""
        return self.vertrag is not None and self.summe > self.vertrag


@dataclass(frozen=True)
class Deckung:
    """One function: what the places need, what people and services give."""

    funktion: str
    noetig: Decimal | None
    """None where the Kostenkalkulation plans nothing for it."""
    geplant: Decimal

    @property
    def reicht(self) -> bool:
        """Enough hours? They count as printed, with two decimals."""
        return self.noetig is None or quantize(self.geplant, 2) >= quantize(self.noetig, 2)


@dataclass(frozen=True)
class Personalplan:
    """The whole matrix. Functions that nobody needs and nobody has are left out."""

    plaetze: Decimal
    zeilen: tuple[PlanZeile, ...]
    deckung: tuple[Deckung, ...]

    @property
    def ohne_vertretung(self) -> tuple[PlanZeile, ...]:
        """People who work in the offer and have nobody to cover for them."""
        return tuple(row for row in self.zeilen if not row.extern and row.summe and not row.vertretung)


def personalplan(case: Case, rates: Rates) -> Personalplan:
    """People first, then services with agreed hours in a function."""
    rows = [
        PlanZeile(
            id=person.id,
            name=person.name.strip(),
            stunden={name: hours for name in FUNCTIONS if (hours := getattr(person, name)) is not None},
            summe=person_hours(person),
            vertrag=person.contract_hours,
            extern=False,
            vertretung=person.substitute.strip(),
        )
        for person in case.people
    ]
    rows += [
        PlanZeile(service.id, service.name.strip(), {service.funktion: service.hours_week}, service.hours_week, None, True, "")
        for service in case.external_services
        if service.funktion in FUNCTIONS and service.hours_week is not None
    ]
    needed, covered = needed_hours(case, rates), covered_hours(case)
    n = plaetze(case)
    return Personalplan(
        plaetze=n,
        zeilen=tuple(rows),
        deckung=tuple(
            Deckung(name, needed.get(name) if n else None, covered[name]) for name in FUNCTIONS if (n and needed.get(name)) or covered[name]
        ),
    )
