"""Money: Decimal, rounded half up to the cent per printed line (Fachvorgabe section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)
DIGITS = 80
"""Decimal digits while reckoning and writing: more than the product of any amounts that fit into a field."""
WIDE = Context(prec=DIGITS)
"""Digits for rounding: the product of three amounts of the largest size that a field takes still fits."""


def cent(amount: Decimal) -> Decimal:
    """Round an amount in € half up to the cent, as it is printed."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP, context=WIDE)


def cent_down(amount: Decimal) -> Decimal:
    """Round an amount in € towards zero to the cent: what is surely affordable."""
    return amount.quantize(CENT, rounding=ROUND_DOWN, context=WIDE)


def quantize(value: Decimal, places: int) -> Decimal:
    """Round half up to a number of decimal places."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=WIDE)


def total(lines: Iterable[Decimal]) -> Decimal:
    """Sum of printed lines, in €; of no lines it is 0.00."""
    return sum(lines, Decimal("0.00"))
