"""Tagessatz and result of a year at another occupancy (issue „calculators“; Fachvorgabe 4.1).

When fewer places are occupied, the Vergütung falls with the paid days. The costs stay, except those that were entered
per head: they fall with the people.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ala_wizard.calc.kostenkalkulation import UNFALLVERSICHERUNG_ADDRESS, Labels, kostenkalkulation
from ala_wizard.calc.lines import percent
from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.szenarien import changed_case
from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, euro, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import CENT, WIDE, ZERO, cent
from ala_wizard.model.planning import Scenario

SHARES = (Decimal(100), Decimal(90), Decimal(80))
"""Occupancies shown, percent of the planned places."""


@dataclass(frozen=True)
class BelegungZeile:
    """One occupancy: what it brings, what it costs, which rate would cover it. €/year; rates in € per place and day."""

    auslastung: Decimal
    """Percent of the planned places."""
    plaetze: Decimal
    bezahlte_tage: Decimal
    verguetung: Decimal
    kosten: Decimal
    ergebnis: Decimal
    tagessatz: Decimal | None
    """The rate that covers the costs over all days of the occupied places; None without days."""
    formel_verguetung: str
    formel_kosten: str
    formel_tagessatz: str


@dataclass(frozen=True, kw_only=True)
class Belegung(Rechnung):
    """The occupancies side by side, and the one from which the Vergütung covers the costs."""

    zeilen: tuple[BelegungZeile, ...] = ()
    start: BelegungZeile | None = None
    """Places at the start with the staff and all other costs of the full offer."""
    start_berechnet: Decimal | None = None
    """Tagessatz of the Kostenkalkulation itself with the places at the start: hours per place fall with them."""
    start_plaetze: Decimal | None = None
    break_even: Decimal | None = None
    """Occupancy in percent from which the Vergütung covers the costs, rounded up; above 100 it needs more than is planned."""


def je_kopf(case: Case, kosten: KostenResult) -> Decimal:
    """The printed amounts of lines entered per head, with the staff part of a split and the Unfallversicherung, €/year."""
    heads = {f"kostenkalkulation.sachaufwand[{row.id}]" for row in case.kostenkalkulation.sachaufwand if row.entry == "je_platz"}
    return kosten.amount_at({*heads, UNFALLVERSICHERUNG_ADDRESS})


def belegung(case: Case, rates: Rates, kosten: KostenResult, labels: Labels) -> Belegung:
    """The planned Tagessatz at 100, 90, 80 % and at the start."""
    if not kosten.plaetze * kosten.tage:
        return Belegung(reasons=("ohne_plaetze",))
    head = je_kopf(case, kosten)
    small = case.offer.places_start
    point, reasons = _break_even(kosten, head)
    return Belegung(
        zeilen=tuple(_row(kosten, head, (share, HUNDRED), percent(share)) for share in SHARES),
        start=_row(kosten, head, (Decimal(small), kosten.plaetze), f"{small} ÷ {zahl(kosten.plaetze)}") if small else None,
        start_berechnet=_with_places(case, rates, labels, Decimal(small)) if small else None,
        start_plaetze=Decimal(small) if small else None,
        break_even=point,
        lines=_lines(kosten, head, point),
        reasons=reasons,
        notes=("kosten_ausser_je_kopf", "fehltage_anteilig", *(("mehr_als_geplant",) if point is not None and point > HUNDRED else ())),
    )


def _row(kosten: KostenResult, head: Decimal, share: tuple[Decimal, Decimal], shown: str) -> BelegungZeile:
    """One occupancy; `share` is the part and the whole, `shown` how it stands in the formulas."""
    part, whole = share
    places = kosten.plaetze * part / whole
    rate = kosten.tagessatz_angesetzt or ZERO
    days = kosten.bezahlte_tage * part / whole
    income = cent(rate * kosten.bezahlte_tage * part / whole)
    costs = kosten.gesamtkosten - head + cent(head * part / whole)
    return BelegungZeile(
        auslastung=cent(part * HUNDRED / whole),
        plaetze=places,
        bezahlte_tage=days,
        verguetung=income,
        kosten=costs,
        ergebnis=income - costs,
        tagessatz=cent(costs / (places * kosten.tage)) if places * kosten.tage else None,
        formel_verguetung=f"{euro(rate)} × {zahl(kosten.bezahlte_tage)} × {shown}",
        formel_kosten=f"{euro(kosten.gesamtkosten - head)} + {euro(head)} × {shown}",
        formel_tagessatz=f"{euro(costs)} ÷ ({zahl(kosten.plaetze)} × {shown} × {zahl(kosten.tage)})",
    )


def _with_places(case: Case, rates: Rates, labels: Labels, places: Decimal) -> Decimal | None:
    """The same case as a variant with these places: the persons change with them, and with them the Unfallversicherung."""
    return kostenkalkulation(changed_case(case, Scenario(places=places)), rates, labels).tagessatz


def _break_even(kosten: KostenResult, head: Decimal) -> tuple[Decimal | None, tuple[str, ...]]:
    """o with rate · paid days · o = fixed + per head · o, in percent and rounded up to two decimals."""
    income = kosten.kostensaetze
    fixed = kosten.gesamtkosten - head
    if income <= head:
        return None, ("satz_deckt_nie",)
    point = (fixed / (income - head) * HUNDRED).quantize(CENT, rounding=ROUND_CEILING, context=WIDE)
    return point, ()


def _lines(kosten: KostenResult, head: Decimal, point: Decimal | None) -> tuple[Zeile, ...]:
    fixed = kosten.gesamtkosten - head
    solved = f"{euro(fixed)} ÷ ({euro(kosten.kostensaetze)} − {euro(head)})" if point is not None else ""
    places = cent(kosten.plaetze * point / HUNDRED) if point is not None else None
    return (
        Zeile("belegung_bleibt", f"{euro(kosten.gesamtkosten)} − {euro(head)}", fixed),
        Zeile("belegung_je_kopf", "", head),
        Zeile("belegung_break_even", solved, point, unit="%"),
        Zeile(
            "belegung_break_even_plaetze",
            f"{zahl(kosten.plaetze)} × {percent(point)}" if point is not None else "",
            places,
            unit="",
        ),
    )
