"""The rate beside the one comparable rate that the user knows: one decision for window, checks and papers (R7, § 124 Abs. 1 SGB IX).

Compared is the rate that is asked for: the agreed one where there is one, else the reckoned one.
"""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc.results import KostenResult
from ala_wizard.model.money import cent


def abstand(kosten: KostenResult, other: Decimal | None) -> Decimal | None:
    """How far the rate lies above the comparable one, € per day; below 0 it lies under it. None where one is missing."""
    own = kosten.tagessatz_angesetzt
    return None if own is None or other is None else cent(own) - cent(other)
