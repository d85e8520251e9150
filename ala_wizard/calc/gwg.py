"""Small assets: the limits of the calculation (51 / 410 €) and of tax law (250 / 800 / 1,000 €), never mixed.

Calculation: Handbuch Tab. 2. Tax: § 6 Abs. 2 and 2a EStG; its limits are net of Umsatzsteuer. Both count a single item.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, quelle, wert
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.costs import AssetLine
from ala_wizard.model.money import cent

Kalkulation = Literal["material", "gwg", "inventar"]
"""Material: belongs to the Materialaufwand. GWG and inventar: depreciated with the inventory."""
Steuer = Literal["ohne_verzeichnis", "sofort", "sammelposten", "abschreibung"]
"""At once without a list; at once with a list; at choice over five years with others; by useful life."""


@dataclass(frozen=True)
class Klasse:
    """One inventory line under both sets of rules; None where a limit is unknown."""

    id: str
    name: str
    cost: Decimal
    kalkulation: Kalkulation | None
    steuer: Steuer | None
    sammelposten: bool | None
    """May it also go into the Sammelposten (above 250 up to 1,000 €)?"""


@dataclass(frozen=True, kw_only=True)
class Gwg(Rechnung):
    """All inventory lines with a price."""

    klassen: tuple[Klasse, ...]


def kalkulation(cost: Decimal, rates: Rates) -> Kalkulation | None:
    """Up to 51 € material, up to 410 € GWG, above it inventory (Handbuch Tab. 2)."""
    low, high = wert(rates, "gwg_kalkulation_material"), wert(rates, "gwg_kalkulation_inventar")
    if low is None or high is None:
        return None
    return "material" if cost <= low else "gwg" if cost <= high else "inventar"


def steuer(cost: Decimal, rates: Rates) -> Steuer | None:
    """Up to 250 € no list, up to 800 € at once, up to 1,000 € Sammelposten possible, above it by useful life (§ 6 EStG)."""
    limits = [wert(rates, name) for name in ("gwg_steuer_verzeichnis", "gwg_steuer_sofort", "gwg_steuer_sammelposten")]
    classes: tuple[Steuer, ...] = ("ohne_verzeichnis", "sofort", "sammelposten")
    if None in limits:
        return None
    return next((name for name, limit in zip(classes, limits, strict=True) if limit is not None and cost <= limit), "abschreibung")


def written_off_at_once(row: AssetLine) -> bool:
    """Is the whole price in one year? That is how tax law treats small assets, not the calculation."""
    return row.rate is not None and row.rate >= HUNDRED


def gwg(case: Case, rates: Rates) -> Gwg:
    """Every inventory line under both sets of rules."""
    rows = [(row, cent(row.cost)) for row in case.kostenkalkulation.inventar if row.cost]
    classes = tuple(_klasse(row, cost, rates) for row, cost in rows)
    lines = tuple(
        Zeile(f"gwg_{each.kalkulation}", "", each.cost, source=quelle(rates, "gwg_kalkulation_inventar"), name=each.name)
        for each in classes
        if each.kalkulation is not None
    )
    known = all(each.kalkulation is not None and each.steuer is not None for each in classes)
    return Gwg(klassen=classes, lines=lines, reasons=() if known else ("wert_fehlt",), notes=("gwg_getrennt", "gwg_je_stueck"))


def _klasse(row: AssetLine, cost: Decimal, rates: Rates) -> Klasse:
    low, high = wert(rates, "gwg_steuer_verzeichnis"), wert(rates, "gwg_steuer_sammelposten")
    pooled = low < cost <= high if low is not None and high is not None else None
    return Klasse(row.id, row.name, cost, kalkulation(cost, rates), steuer(cost, rates), pooled)
