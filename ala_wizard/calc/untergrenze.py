"""Below which Tagessatz the farm loses money, and what an asked or agreed rate brings (Fachvorgabe 4.1, issue 3).

Paid days under the realistic assumption = n × Belegung × (t − max(0, Fehltage − 60)); the floor is costs ÷ paid days,
rounded up to the cent: who asks for exactly the floor never loses money.
The costs stay whole: an empty place saves nothing in this reckoning.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, euro, paid_days, wert, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.money import CENT, WIDE, ZERO, cent
from ala_wizard.model.planning import Negotiation

TAGE_SOURCE = "Handbuch Kapitel 6.1"


@dataclass(frozen=True, kw_only=True)
class Untergrenze(Rechnung):
    """The floor. `satz` in € per paid day; None without costs or paid days."""

    kosten: Decimal
    """Costs of a year, €."""
    belegung: Decimal
    """Percent of the places that are occupied."""
    fehltage: Decimal | None
    """Days missed per person and year; None means: as planned in the Kostenkalkulation."""
    bezahlte_tage: Decimal
    satz: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Forderung(Rechnung):
    """The asked rate beside floor and reckoned rate, € per day; `ergebnis_jahr` is what stays in a year."""

    satz: Decimal | None
    eingetragen: bool
    """False: nothing was asked yet, the reckoned rate stands for it."""
    zur_untergrenze: Decimal | None
    zum_errechneten: Decimal | None
    ergebnis_jahr: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Vereinbart(Rechnung):
    """The agreed rate beside the reckoned one, in € per day and in € per year."""

    satz: Decimal | None
    differenz_tag: Decimal | None
    differenz_jahr: Decimal | None
    """Difference × paid days of the plan, €/year."""
    ergebnis_jahr: Decimal | None
    """What stays in a year under the realistic assumption, €."""


def untergrenze(inputs: Negotiation, kosten: KostenResult, rates: Rates) -> Untergrenze:
    """The floor with realistic absence and occupancy; blank inputs mean: as planned, all places occupied."""
    belegung = inputs.belegung_realistisch if inputs.belegung_realistisch is not None else HUNDRED
    if inputs.fehltage_realistisch is None:
        planned = kosten.bezahlte_tage
        formula = f"{zahl(planned)} × {zahl(belegung)} %"
    else:
        each = paid_days(kosten.tage, inputs.fehltage_realistisch, wert(rates, "fehltage_bezahlt") or ZERO)
        planned = kosten.plaetze * each
        formula = f"{zahl(kosten.plaetze)} × {zahl(belegung)} % × {zahl(each)}"
    days = planned * belegung / HUNDRED
    costs = kosten.gesamtkosten
    rate = WIDE.divide(costs, days).quantize(CENT, rounding=ROUND_CEILING, context=WIDE) if costs and days else None
    reasons = [*(["kosten_fehlen"] if not costs else []), *(["tage_fehlen"] if not days else [])]
    lines = [Zeile("kosten_jahr", "", costs), Zeile("tage_realistisch", formula, days, "Tage", TAGE_SOURCE)]
    if rate is not None:
        lines.append(Zeile("untergrenze", f"{euro(costs)} ÷ {zahl(days)}", rate))
    notes = ["kosten_bleiben", *(["fehltage_wie_plan"] if inputs.fehltage_realistisch is None else [])]
    return Untergrenze(
        kosten=costs,
        belegung=belegung,
        fehltage=inputs.fehltage_realistisch,
        bezahlte_tage=days,
        satz=rate,
        lines=tuple(lines),
        reasons=tuple(reasons),
        notes=tuple(notes),
    )


def forderung(inputs: Negotiation, kosten: KostenResult, floor: Untergrenze) -> Forderung:
    """The asked rate, else the reckoned one, and how far it lies from floor and reckoned rate."""
    asked = inputs.asked_rate
    rate = asked if asked is not None else kosten.tagessatz
    if rate is None:
        return Forderung(
            satz=None, eingetragen=False, zur_untergrenze=None, zum_errechneten=None, ergebnis_jahr=None, reasons=("satz_fehlt",)
        )
    rate = cent(rate)
    to_floor = rate - floor.satz if floor.satz is not None else None
    to_reckoned = rate - kosten.tagessatz if kosten.tagessatz is not None else None
    left, line = _left(rate, floor)
    lines = [
        Zeile("geforderter_satz", "", rate),
        *_gap("abstand_untergrenze", rate, floor.satz),
        *_gap("abstand_errechnet", rate, kosten.tagessatz),
        *([line] if line else []),
    ]
    return Forderung(
        satz=rate,
        eingetragen=asked is not None,
        zur_untergrenze=to_floor,
        zum_errechneten=to_reckoned,
        ergebnis_jahr=left,
        lines=tuple(lines),
        reasons=floor.reasons,
        notes=() if asked is not None else ("forderung_wie_errechnet",),
    )


def vereinbart(rate: Decimal | None, kosten: KostenResult, floor: Untergrenze) -> Vereinbart:
    """What the agreed rate changes in a year against the reckoned one."""
    own = kosten.tagessatz
    if rate is None or own is None:
        reason = "vereinbarung_offen" if rate is None else "satz_fehlt"
        return Vereinbart(satz=rate, differenz_tag=None, differenz_jahr=None, ergebnis_jahr=None, reasons=(reason,))
    rate = cent(rate)
    gap = rate - own
    year = cent(gap * kosten.bezahlte_tage)
    left, line = _left(rate, floor)
    lines = [
        Zeile("vereinbarter_satz", "", rate),
        *_gap("abstand_errechnet", rate, own),
        Zeile("differenz_jahr", f"{euro(gap)} × {zahl(kosten.bezahlte_tage)}", year),
        *([line] if line else []),
    ]
    return Vereinbart(satz=rate, differenz_tag=gap, differenz_jahr=year, ergebnis_jahr=left, lines=tuple(lines), reasons=floor.reasons)


def _gap(key: str, rate: Decimal, other: Decimal | None) -> list[Zeile]:
    return [] if other is None else [Zeile(key, f"{euro(rate)} − {euro(other)}", rate - other)]


def _left(rate: Decimal, floor: Untergrenze) -> tuple[Decimal | None, Zeile | None]:
    """Revenue under the realistic assumption less the costs, €/year."""
    if not floor.kosten or not floor.bezahlte_tage:
        return None, None
    left = cent(rate * floor.bezahlte_tage) - floor.kosten
    return left, Zeile("ergebnis_jahr", f"{euro(rate)} × {zahl(floor.bezahlte_tage)} − {euro(floor.kosten)}", left)
