"""Dated legal values: what holds on a day, with the case's own overrides (Fachvorgabe section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ala_wizard.content.schema import DatedValue, Parameter
from ala_wizard.model.case import ParameterOverride

ONE_BEZUGSGROESSE = date(2025, 1, 1)
"""Since then the pension insurance knows no Bezugsgröße for the East (§ 18 SGB IV)."""


def in_force(parameter: Parameter, day: date) -> DatedValue | None:
    """The entry that holds on a day; None before the first and after an annual value's year."""
    found: DatedValue | None = None
    for value in parameter.values:
        if value.valid_from <= day:
            found = value
    if found is not None and parameter.annual and not found.ended and found.valid_from.year != day.year:
        return None
    return found


@dataclass(frozen=True)
class Rates:
    """The legal values of one Stichtag, as a calculator asks for them."""

    parameters: Mapping[str, Parameter]
    day: date
    overrides: Mapping[str, ParameterOverride]
    region: str = "ost"
    """`ost` or `west`: which Bezugsgröße counts in the pension insurance until 2024."""

    def get(self, name: str) -> Decimal | None:
        """The value by name, in its own unit; None where the law's value is not known for the day."""
        if name in self.overrides:
            return self.overrides[name].value
        entry = in_force(self.parameters[name], self.day)
        return entry.value if entry else None

    def known(self, name: str, otherwise: Decimal) -> Decimal:
        """The value by name, or another where none is known; an own value of 0 counts."""
        value = self.get(name)
        return otherwise if value is None else value

    def missing(self, *names: str) -> tuple[str, ...]:
        """Those of the names that have no value on the day."""
        return tuple(name for name in names if self.get(name) is None)

    @property
    def bezugsgroesse_rv(self) -> Decimal | None:
        """Bezugsgröße of the pension insurance, €/month: East until 2024, then one for all (§ 18 SGB IV)."""
        if self.region == "ost" and self.day < ONE_BEZUGSGROESSE:
            return self.get("bezugsgroesse_ost")
        return self.get("bezugsgroesse_west")


def values_on(parameters: Mapping[str, Parameter], day: date) -> dict[str, dict[str, str | None]]:
    """Every dated value as it stands on a day, by name; for lists and for the command line.

    `state` is `gilt` (in force), `fehlt` (no value known for the day) or `entfallen` (the law ended it). Only a value in
    force has a `value`, written as in the resource file; a missing one has no source either. `since` says how `valid_from`
    is meant: `seit` (that very day) or `spaetestens_seit` (the value is older, or its first day is not known).
    """
    return {name: _row(parameters[name], in_force(parameters[name], day)) for name in sorted(parameters)}


def _row(parameter: Parameter, entry: DatedValue | None) -> dict[str, str | None]:
    row: dict[str, str | None] = {
        "label": parameter.label,
        "law": parameter.law,
        "value": None,
        "state": "fehlt",
        "unit": (entry or parameter.values[-1]).unit,
    }
    if entry is None:
        return row | dict.fromkeys(("valid_from", "since", "source", "verified", "verified_how", "checked_on", "note"))
    return row | {
        "value": None if entry.value is None else str(entry.value),
        "state": "entfallen" if entry.ended else "gilt",
        "valid_from": entry.valid_from.isoformat(),
        "since": "spaetestens_seit" if entry.since_at_latest else "seit",
        "source": entry.source,
        "verified": entry.verified,
        "verified_how": entry.verified_how,
        "checked_on": entry.checked_on.isoformat(),
        "note": entry.note,
    }


def rechtsstand(parameters: Iterable[Parameter], day: date) -> date | None:
    """The day up to which all values in force on `day` were checked: the oldest of their checks."""
    found = [entry.checked_on for parameter in parameters if (entry := in_force(parameter, day)) is not None]
    return min(found, default=None)
