"""Printed lines of the side calculators: words by key, the way of reckoning with numbers, amount, source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ala_wizard.content.parameters import Rates, in_force
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal
from ala_wizard.model.money import ZERO, quantize

HUNDRED = Decimal(100)
MONTHS = Decimal(12)
DECIMALS = 4
"""More decimals than these are not printed in a formula."""


@dataclass(frozen=True)
class Zeile:
    """One printed line of a side calculation."""

    key: str
    """Words: `neben.<key>` in the texts."""
    formula: str
    """The way of reckoning with numbers, as printed; empty for an entered amount."""
    amount: Decimal | None
    unit: str = "€"
    source: str = ""
    name: str = ""
    """What stands for `{name}` in the words: a key, a group, a row of the user."""

    @property
    def label(self) -> str:
        """The words of the line."""
        return text(f"neben.{self.key}", name=self.name)


@dataclass(frozen=True)
class Termin:
    """One date with its words: `neben.<key>` in the texts."""

    key: str
    day: date | None
    source: str = ""

    @property
    def label(self) -> str:
        """The words of the date."""
        return text(f"neben.{self.key}", name="")


@dataclass(frozen=True, kw_only=True)
class Rechnung:
    """What every side calculation gives back: its lines, why something is missing, what to know."""

    lines: tuple[Zeile, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why a result is None, as keys of `neben_grund` in the texts."""
    notes: tuple[str, ...] = ()
    """What the reader should know, as keys of `neben_hinweis` in the texts."""

    @property
    def why_not(self) -> tuple[str, ...]:
        """The reasons in words."""
        return tuple(text(f"neben_grund.{key}") for key in self.reasons)

    @property
    def hints(self) -> tuple[str, ...]:
        """The notes in words."""
        return tuple(text(f"neben_hinweis.{key}") for key in self.notes)


def euro(amount: Decimal) -> str:
    """An amount inside a formula: 1.234,50 €."""
    return f"{format_decimal(amount, 2)} €"


def zahl(value: Decimal | int, places: int | None = None) -> str:
    """A number inside a formula, with its own decimals, at most four, or a fixed count."""
    value = Decimal(value)
    exponent = value.as_tuple().exponent
    endless = isinstance(exponent, int) and exponent < -DECIMALS
    return format_decimal(quantize(value, DECIMALS) if endless and places is None else value, places)


def wert(rates: Rates, name: str) -> Decimal | None:
    """A dated value; None also where the content does not know it at all."""
    if name not in rates.parameters and name not in rates.overrides:
        return None
    return rates.get(name)


def quelle(rates: Rates, name: str) -> str:
    """The source of a dated value in force; for the user's own value the law it stands for."""
    parameter = rates.parameters.get(name)
    if parameter is None:
        return ""
    entry = in_force(parameter, rates.day)
    return entry.source if entry is not None and name not in rates.overrides else parameter.law


def je(amount: Decimal, divisor: Decimal) -> Decimal | None:
    """A quotient; None where there is nothing to divide by."""
    return amount / divisor if divisor else None


def paid_days(tage: Decimal, fehltage: Decimal, free: Decimal) -> Decimal:
    """Paid days of one place: t − max(0, Fehltage − 60), never below 0 (Fachvorgabe 4.1)."""
    return max(ZERO, tage - max(ZERO, fehltage - free))
