"""Keys, hours and posts of the staff rows, each reckoned from the other (Fachvorgabe 4.1: h = W ÷ x)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.kostenkalkulation import Labels, hours_per_place, plaetze
from ala_wizard.model.case import Case
from ala_wizard.model.money import ZERO


@dataclass(frozen=True)
class Stunden:
    """One staff row both ways. None where neither hours nor a key were entered."""

    id: str
    label: str
    je_platz: Decimal | None
    """Hours per place and week h."""
    schluessel: Decimal | None
    """x of 1:x, full time ÷ h; None without hours."""
    je_woche: Decimal | None
    """h × n."""
    vzae: Decimal | None
    """h × n ÷ full time."""


def stunden(case: Case, vollzeit: Decimal, labels: Labels) -> tuple[Stunden, ...]:
    """Every staff row of the Kostenkalkulation; `vollzeit` are the full-time hours per week."""
    n = plaetze(case)
    found = []
    for row in case.kostenkalkulation.personal:
        hours = hours_per_place(row, vollzeit)
        week = hours * n if hours is not None else None
        found.append(
            Stunden(
                id=row.id,
                label=row.name or labels("funktion", row.funktion),
                je_platz=hours,
                schluessel=vollzeit / hours if hours else None,
                je_woche=week,
                vzae=week / vollzeit if week is not None else None,
            )
        )
    return tuple(found)


def zusammen(rows: tuple[Stunden, ...]) -> tuple[Decimal, Decimal]:
    """Hours per week and posts of all rows."""
    return sum((row.je_woche or ZERO for row in rows), ZERO), sum((row.vzae or ZERO for row in rows), ZERO)
