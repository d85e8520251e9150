"""Lunch: what the law grants per working day, and what the farm earns or adds (Handbuch 6.3, § 42b Abs. 2 SGB XII)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.zeilen import Rechnung, Zeile, euro, quelle, wert
from ala_wizard.content.parameters import Rates
from ala_wizard.model.money import cent
from ala_wizard.model.planning import Planning

DAYS = Decimal(30)
"""A thirtieth of the month's value per working day (§ 42b Abs. 2 Satz 3 SGB XII)."""
SOURCE = "§ 42b Abs. 2 SGB XII"


@dataclass(frozen=True, kw_only=True)
class Mittagessen(Rechnung):
    """Amounts in €; positive results stay with the farm."""

    mehrbedarf_tag: Decimal | None
    """What a person gets for a lunch, € per working day; None where the year's value is unknown."""
    person_zahlt: Decimal | None
    """What the person pays of the price beyond that, € per lunch, never below 0."""
    ergebnis_essen: Decimal | None
    """Price − cost, € per lunch."""
    ergebnis_jahr: Decimal | None


def mittagessen(inputs: Planning, rates: Rates) -> Mittagessen:
    """Lunch is settled with the participants and stays out of the Tagessatz."""
    month = wert(rates, "sachbezug_mittagessen")
    grant = cent(month / DAYS) if month is not None else None
    price, cost, persons, days = inputs.lunch_price, inputs.lunch_cost, inputs.lunch_persons, inputs.lunch_days
    pays = max(Decimal("0.00"), cent(price) - grant) if price is not None and grant is not None else None
    each = cent(price) - cent(cost) if price is not None and cost is not None else None
    year = each * persons * days if each is not None and persons is not None and days is not None else None
    lines: list[Zeile] = []
    if month is not None:
        lines.append(Zeile("mehrbedarf", f"{euro(month)} ÷ 30", grant, source=f"{SOURCE}, {quelle(rates, 'sachbezug_mittagessen')}"))
    if pays is not None and price is not None and grant is not None:
        lines.append(Zeile("mittag_person", f"{euro(price)} − {euro(grant)}", pays))
    if each is not None and price is not None and cost is not None:
        lines.append(Zeile("mittag_essen", f"{euro(price)} − {euro(cost)}", each))
    if year is not None and each is not None:
        lines.append(Zeile("mittag_jahr", f"{euro(each)} × {persons} × {days}", year))
    reasons = [
        *(["mittag_wert_fehlt"] if month is None else []),
        *(["mittag_preis_fehlt"] if each is None else []),
        *(["mittag_menge_fehlt"] if persons is None or days is None else []),
    ]
    return Mittagessen(
        mehrbedarf_tag=grant,
        person_zahlt=pays,
        ergebnis_essen=each,
        ergebnis_jahr=year,
        lines=tuple(lines),
        reasons=tuple(reasons),
        notes=("mittag_getrennt", "mittag_freiwillig"),
    )
