"""Helpers for formulas as printed and for calendar months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal

from ala_wizard.calc.zeilen import euro
from ala_wizard.model.german import format_decimal
from ala_wizard.model.money import ZERO

LAST_MONTH = date.max.year * 12 + 11
TERMS = 6
"""More summands than this are not written out in a formula."""


def products(pairs: Iterable[tuple[Decimal | int, Decimal]]) -> str:
    """„5 × 52,00 € + 3 × 48,00 €“: counts with the same amount are drawn together; empty when too long to print."""
    found: dict[Decimal, Decimal] = {}
    for count, amount in pairs:
        if count:
            found[amount] = found.get(amount, ZERO) + Decimal(count)
    if len(found) > TERMS:
        return ""
    ordered = sorted(found.items(), reverse=True)
    return " + ".join(euro(amount) if count == 1 else f"{format_decimal(count)} × {euro(amount)}" for amount, count in ordered)


def percent(value: Decimal) -> str:
    """A share as it stands in a formula: „90 %“."""
    return f"{format_decimal(value)} %"


def whole_months(value: Decimal | None) -> int:
    """Months of waiting, whole: a begun month counts. Blank is 0."""
    return int((value or ZERO).to_integral_value(ROUND_CEILING))


def month_index(day: date) -> int:
    """Calendar months counted from year 0."""
    return day.year * 12 + day.month - 1


def month_of(index: int) -> date:
    """First day of the calendar month with that index; beyond the calendar its last month."""
    index = min(index, LAST_MONTH)
    return date(index // 12, index % 12 + 1, 1)
