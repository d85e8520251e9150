"""Employer's share of the social insurance of staff, in percent of the gross, by year and Land (Rechtswerte section 8).

Without U1, U2, Berufsgenossenschaft and Zusatzversorgung, and without the upper limits of the contributions.
"""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc.zeilen import wert
from ala_wizard.content.parameters import Rates
from ala_wizard.model.money import ZERO

SACHSEN = "Sachsen"


def ag_anteil(rates: Rates, land: str) -> Decimal | None:
    """Saxony's own share, elsewhere half a point more (§ 58 Abs. 3 SGB XI); None where the year is unknown."""
    share = wert(rates, "personal_ag_anteil")
    if share is None:
        return None
    return share if land == SACHSEN else share + (wert(rates, "personal_ag_andere_laender") or ZERO)
