"""Fahrdienst: cost per day and person, settled apart from the Tagessatz (Handbuch 6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.zeilen import MONTHS, Rechnung, Zeile, euro, zahl
from ala_wizard.model.money import cent
from ala_wizard.model.planning import Planning

SOURCE = "Handbuch Kapitel 6.3"


@dataclass(frozen=True, kw_only=True)
class Fahrdienst(Rechnung):
    """Costs in €; None where an input is missing."""

    tag: Decimal | None
    person_tag: Decimal | None
    jahr: Decimal | None
    person_monat: Decimal | None
    """Average over twelve months."""


def fahrdienst(inputs: Planning) -> Fahrdienst:
    """Kilometres and hours of a day; one of the two is enough."""
    parts: list[Zeile] = []
    for key, unit, amount, price in (
        ("fahrt_km", "km", inputs.transport_km, inputs.transport_cost_km),
        ("fahrt_stunden", "h", inputs.transport_hours, inputs.transport_wage),
    ):
        if amount is not None and price is not None:
            parts.append(Zeile(key, f"{zahl(amount)} {unit} × {euro(price)}", cent(amount * price)))
    half = any(
        (amount is None) != (price is None)
        for amount, price in ((inputs.transport_km, inputs.transport_cost_km), (inputs.transport_hours, inputs.transport_wage))
    )
    persons, days = inputs.transport_persons, inputs.transport_days
    day = sum((part.amount for part in parts if part.amount is not None), Decimal("0.00")) if parts else None
    year = day * days if day is not None and days is not None else None
    each = cent(day / persons) if day is not None and persons else None
    month = cent(year / persons / MONTHS) if year is not None and persons else None
    lines = list(parts)
    if day is not None:
        lines.append(Zeile("fahrt_tag", "", day, source=SOURCE))
        if each is not None:
            lines.append(Zeile("fahrt_person", f"{euro(day)} ÷ {persons}", each))
        if year is not None:
            lines.append(Zeile("fahrt_jahr", f"{euro(day)} × {days}", year))
        if month is not None and year is not None:
            lines.append(Zeile("fahrt_monat", f"{euro(year)} ÷ {persons} ÷ 12", month))
    reasons = [
        *(["fahrt_kosten_fehlen"] if not parts or half else []),
        *(["fahrt_personen_fehlen"] if not persons else []),
        *(["fahrt_tage_fehlen"] if days is None else []),
    ]
    return Fahrdienst(
        tag=day, person_tag=each, jahr=year, person_monat=month, lines=tuple(lines), reasons=tuple(reasons), notes=("fahrt_getrennt",)
    )
