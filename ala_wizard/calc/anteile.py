"""What the Tagessatz is made of: the three groups of costs per place and day (Fachvorgabe 4.1)."""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc.results import KostenResult
from ala_wizard.model.money import CENT, WIDE, ZERO, cent_down


def tagessatz_anteile(kosten: KostenResult) -> tuple[Decimal, Decimal, Decimal] | None:
    """Personal, Investitionen, Sachaufwand in € per place and day; they add up to the reckoned Tagessatz.

    Each is rounded down first; the cents that are then missing go to the groups that lost most. None without a Tagessatz.
    """
    if kosten.tagessatz is None:
        return None
    days = kosten.plaetze * kosten.tage
    exact = [WIDE.divide(amount, days) for amount in (kosten.personalkosten, kosten.fixe_kosten, kosten.variable_kosten)]
    parts = [cent_down(amount) for amount in exact]
    missing = int((kosten.tagessatz - sum(parts, ZERO)) / CENT)
    for place in sorted(range(3), key=lambda index: parts[index] - exact[index])[: max(0, missing)]:
        parts[place] += CENT
    return parts[0], parts[1], parts[2]
