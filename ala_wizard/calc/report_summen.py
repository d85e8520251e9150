"""What only the papers and texts of a case print: hours and posts by function, hours of future employees, land, equipment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ala_wizard.calc.report import amount, count
from ala_wizard.model.case import Case
from ala_wizard.model.money import quantize
from ala_wizard.model.people import FUNCTIONS


def hours_of(function: str, case: Case) -> Decimal:
    """Hours a week that people and services from outside give to a function."""
    people = (getattr(person, function) for person in case.people)
    services = (entry.hours_week for entry in case.external_services if entry.funktion == function)
    return _sum((*people, *services))


def summen_json(case: Case, vollzeit: Decimal) -> dict[str, Any]:
    """The sums under self-explaining German keys. `vollzeit`: hours a week of a full post."""
    hours = {function: hours_of(function, case) for function in FUNCTIONS}
    return {
        "stellen": {
            "funktionen": {function: _posts(given, vollzeit) for function, given in hours.items() if given},
            **_posts(_sum(hours.values()), vollzeit),
        },
        "teilnehmende": {"anzahl": len(case.participants), "wochenstunden": count(_sum(entry.hours_week for entry in case.participants))},
        "flaeche_hektar": count(_sum(entry.hectares for entry in case.farm.land)),
        "ausstattung": [
            {
                "name": entry.name,
                "anzahl": entry.count,
                "preis": amount(entry.price),
                "foerderung": amount(entry.funding),
            }
            for entry in case.equipment
        ],
    }


def _posts(hours: Decimal, full: Decimal) -> dict[str, Any]:
    return {"wochenstunden": count(hours), "stellen": f"{quantize(hours / full, 2):f}" if full else None}


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))
