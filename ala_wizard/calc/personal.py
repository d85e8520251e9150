"""Staff hours: what the places need and what people and services cover (Fachvorgabe 4.1, Personalunion).

Hours are hours per week. Needed hours come from the rows of the Kostenkalkulation (h × n, or W ÷ key × n).
Where Gruppenleitung or begleitender Dienst have no row, the legal key stands in (§§ 9, 10 WVO).
"""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc.kostenkalkulation import full_time, hours_per_place, plaetze
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.people import FUNCTIONS, Person

KEYS = {"gruppenleitung": "schluessel_gruppenleitung", "begleitender_dienst": "schluessel_begleitender_dienst"}
"""Functions with a legal key, and the name of the dated value that holds it (x of 1:x)."""


def key_hours(funktion: str, case: Case, rates: Rates) -> Decimal | None:
    """Hours per place and week by the legal key, W ÷ x; None for functions without a key."""
    if funktion not in KEYS:
        return None
    key = rates.get(KEYS[funktion])
    return full_time(case, rates) / key if key else None


def planned_hours(case: Case, rates: Rates) -> dict[str, Decimal]:
    """Hours per place and week by function, as the Kostenkalkulation plans them."""
    week = full_time(case, rates)
    found: dict[str, Decimal] = {}
    for line in case.kostenkalkulation.personal:
        hours = hours_per_place(line, week)
        if line.funktion in FUNCTIONS and hours is not None:
            found[line.funktion] = found.get(line.funktion, Decimal(0)) + hours
    return found


def needed_hours(case: Case, rates: Rates) -> dict[str, Decimal]:
    """Hours per week that each function needs at n places, in the order of Tab. 1."""
    planned, n = planned_hours(case, rates), plaetze(case)
    for funktion in KEYS:
        legal = key_hours(funktion, case, rates)
        if funktion not in planned and legal is not None:
            planned[funktion] = legal
    return {funktion: planned[funktion] * n for funktion in FUNCTIONS if funktion in planned}


def person_hours(person: Person) -> Decimal:
    """Hours per week of one person over all functions."""
    return sum((getattr(person, funktion) or Decimal(0) for funktion in FUNCTIONS), Decimal(0))


def covered_hours(case: Case) -> dict[str, Decimal]:
    """Hours per week by function that people and external services give, in the order of Tab. 1."""
    found = dict.fromkeys(FUNCTIONS, Decimal(0))
    for person in case.people:
        for funktion in FUNCTIONS:
            found[funktion] += getattr(person, funktion) or Decimal(0)
    for service in case.external_services:
        if service.funktion in found and service.hours_week is not None:
            found[service.funktion] += service.hours_week
    return found
