"""Funding „Investitionen Teilhabe“ of the SAB and what it does to the rate (Fachvorgabe 4.4, R5, § 125 Abs. 3 SGB IX).

Unverified: whether 3,500 € a place is the grant or the spending that counts. Both readings are reckoned; the cautious one leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, euro, je, quelle, wert, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import ZERO, cent


@dataclass(frozen=True, kw_only=True)
class Sab(Rechnung):
    """Amounts in €; None where places, costs or values are missing."""

    plaetze: int | None
    kosten: Decimal | None
    foerderung: Decimal | None
    """Cautious reading: 3,500 € a place is the spending that counts."""
    eigenanteil: Decimal | None
    """Costs − grant: what the farm pays itself."""
    foerderung_hoechstens: Decimal | None
    """Favourable reading: 3,500 € a place is the grant itself."""
    abschreibung_weniger: Decimal | None
    """Depreciation that falls away each year because of the grant, €."""
    tagessatz_weniger: Decimal | None
    """The same in € per place and day."""


def sab(case: Case, rates: Rates, kosten: KostenResult) -> Sab:
    """Grant, own share and effect on the rate."""
    inputs = case.planung
    places = inputs.sab_places if inputs.sab_places is not None else case.offer.places_target
    per_place, own = wert(rates, "sab_je_platz"), wert(rates, "sab_eigenanteil")
    reasons = [
        *(["sab_plaetze_fehlen"] if not places else []),
        *(["sab_kosten_fehlen"] if inputs.sab_cost is None else []),
        *(["wert_fehlt"] if per_place is None or own is None else []),
    ]
    if not places or inputs.sab_cost is None or per_place is None or own is None:
        return _empty(places, inputs.sab_cost, tuple(reasons))
    cost = cent(inputs.sab_cost)
    limit = cent(per_place * places)
    share = max(ZERO, HUNDRED - own)
    counted = min(cost, limit)
    grant = cent(counted * share / HUNDRED)
    best = min(cent(cost * share / HUNDRED), limit)
    rate = wert(rates, "abschreibung_inventar") or ZERO
    saved = cent(grant * rate / HUNDRED)
    per_day = je(saved, kosten.plaetze * kosten.tage)
    per_day = cent(per_day) if per_day is not None else None
    source = quelle(rates, "sab_je_platz")
    lines = [
        Zeile("sab_kosten", "", cost),
        Zeile("sab_grenze", f"{places} × {euro(per_place)}", limit, source=source),
        Zeile("sab_foerderung", f"{euro(counted)} × {zahl(share)} %", grant, source=quelle(rates, "sab_eigenanteil")),
        Zeile("sab_eigen", f"{euro(cost)} − {euro(grant)}", cost - grant),
        Zeile("sab_hoechstens", f"{euro(cost)} × {zahl(share)} %, höchstens {euro(limit)}", best, source=source),
        Zeile("sab_abschreibung", f"{euro(grant)} × {zahl(rate)} %", saved, source="§ 125 Abs. 3 SGB IX"),
    ]
    if per_day is not None:
        lines.append(Zeile("sab_tagessatz", f"{euro(saved)} ÷ ({zahl(kosten.plaetze)} × {zahl(kosten.tage)})", per_day))
    least = wert(rates, "sab_mindestfoerderung")
    notes = [
        "sab_ungeprueft",
        "sab_abziehen",
        *(["sab_zu_klein"] if least is not None and grant < least else []),
        *(["sab_ueber_grenze"] if cost > limit else []),
    ]
    return Sab(
        plaetze=places,
        kosten=cost,
        foerderung=grant,
        eigenanteil=cost - grant,
        foerderung_hoechstens=best,
        abschreibung_weniger=saved,
        tagessatz_weniger=per_day,
        lines=tuple(lines),
        reasons=() if per_day is not None else ("tagessatz_fehlt",),
        notes=tuple(notes),
    )


def _empty(places: int | None, cost: Decimal | None, reasons: tuple[str, ...]) -> Sab:
    return Sab(
        plaetze=places,
        kosten=cost,
        foerderung=None,
        eigenanteil=None,
        foerderung_hoechstens=None,
        abschreibung_weniger=None,
        tagessatz_weniger=None,
        reasons=reasons,
        notes=("sab_ungeprueft",),
    )
