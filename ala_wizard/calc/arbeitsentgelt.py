"""Arbeitsentgelt and its contributions, by the handbook and by the law (Fachvorgabe 4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ala_wizard.calc.results import EntgeltResult, GruppeResult, Scheme
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.costs import Arbeitsentgelt, EntgeltGruppe
from ala_wizard.model.money import ZERO, cent, total

HUNDRED = Decimal(100)
MONTHS = Decimal(12)

AFG_VALUES = ("afg_betrag", "afg_grenze_summe", "afg_grenze_entgelt")
HANDBUCH_VALUES = ("handbuch_kv", "handbuch_pv", "handbuch_rv", "handbuch_u2", "handbuch_insolvenz")
GESETZ_VALUES = ("kv_allgemein", "kv_zusatz_durchschnitt", "pv_basis", "rv", "kv_pv_mindestquote", "rv_mindestquote", "bezugsgroesse_west")


def arbeitsfoerderungsgeld(entgelt: Decimal, rates: Rates) -> Decimal:
    """Arbeitsförderungsgeld, €/month: 52 up to 299 € of pay, then 351 − pay, never below 0 (§ 59 SGB IX)."""
    betrag, summe, grenze = (rates.get(name) or ZERO for name in AFG_VALUES)
    return betrag if entgelt <= grenze else max(ZERO, summe - entgelt)


def handbuch(entgelt: Decimal, inputs: Arbeitsentgelt, rates: Rates) -> Scheme | None:
    """Tab. 3 of the handbook: every rate on AFG + pay. None where a value is missing."""
    if rates.missing(*AFG_VALUES, *HANDBUCH_VALUES):
        return None
    afg = arbeitsfoerderungsgeld(entgelt, rates)
    brutto = entgelt + afg
    kv, pv, rv, u2, insolvenz = (cent(brutto * (rates.get(name) or ZERO) / HUNDRED) for name in HANDBUCH_VALUES)
    return _scheme(afg, entgelt, (kv, pv, rv, u2, insolvenz, _uv(inputs)))


def gesetzlich(entgelt: Decimal, inputs: Arbeitsentgelt, rates: Rates) -> Scheme | None:
    """The statutory scheme with its minimum bases. None where a value is missing.

    KV, PV: at least 20 % of the Bezugsgröße (§ 235 Abs. 3 SGB V, § 57 SGB XI); RV: at least 80 % (§ 162 Nr. 2 SGB VI).
    Up to 20 % the ALA bears all, above it the person bears half of what falls on the pay (§ 251 Abs. 2 SGB V,
    § 168 Abs. 1 Nr. 2 SGB VI). The Bund refunds the RV between pay and 80 %, the Träger the rest (§ 179 SGB VI).
    """
    bezug_rv = rates.bezugsgroesse_rv
    if rates.missing(*AFG_VALUES, *GESETZ_VALUES) or bezug_rv is None:
        return None
    value = {name: rates.get(name) or ZERO for name in GESETZ_VALUES}
    afg = arbeitsfoerderungsgeld(entgelt, rates)
    pay = entgelt + afg if inputs.afg_zaehlt else entgelt
    low = value["bezugsgroesse_west"] * value["kv_pv_mindestquote"] / HUNDRED
    basis = max(pay, low)
    kv = cent(basis * (value["kv_allgemein"] + value["kv_zusatz_durchschnitt"]) / HUNDRED)
    pv = cent(basis * value["pv_basis"] / HUNDRED)
    own = ZERO if pay <= low else cent(kv / 2) + cent(pv / 2)
    basis_rv = max(pay, bezug_rv * value["rv_mindestquote"] / HUNDRED)
    rv = cent(basis_rv * value["rv"] / HUNDRED)
    bund = cent((basis_rv - pay) * value["rv"] / HUNDRED)
    own_rv = ZERO if pay <= bezug_rv * value["kv_pv_mindestquote"] / HUNDRED else cent((rv - bund) / 2)
    u2 = cent(pay * (inputs.u2_satz or ZERO) / HUNDRED) if inputs.u2_verlangt else ZERO
    insolvenz = cent(pay * (rates.get("insolvenzgeldumlage") or ZERO) / HUNDRED) if inputs.insolvenz_verlangt else ZERO
    return _scheme(
        afg,
        entgelt,
        (kv, pv, rv, cent(u2), cent(insolvenz), _uv(inputs)),
        bund=bund,
        traeger=rv - bund - own_rv,
        abzug=own + own_rv,
        bases=(basis, basis_rv),
    )


def _uv(inputs: Arbeitsentgelt) -> Decimal:
    """Unfallversicherung, €/month, where production earns it; else it stands in the Kostenkalkulation (one switch)."""
    return cent(inputs.unfallversicherung or ZERO) if inputs.unfallversicherung_in == "produktion" else cent(ZERO)


def _scheme(
    afg: Decimal,
    entgelt: Decimal,
    items: tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal],
    *,
    bund: Decimal = ZERO,
    traeger: Decimal = ZERO,
    abzug: Decimal = ZERO,
    bases: tuple[Decimal, Decimal] = (ZERO, ZERO),
) -> Scheme:
    kv, pv, rv, u2, insolvenz, uv = items
    brutto = entgelt + afg
    summe = total(items)
    gesamt = brutto + summe - abzug
    erstattung = afg + kv + pv + rv + u2 - abzug
    return Scheme(
        arbeitsfoerderungsgeld=cent(afg),
        brutto=cent(brutto),
        krankenversicherung=kv,
        pflegeversicherung=pv,
        rentenversicherung=rv,
        u2=u2,
        insolvenzumlage=insolvenz,
        unfallversicherung=uv,
        sozialversicherung=summe,
        gesamtkosten=cent(gesamt),
        erstattung=cent(erstattung),
        zu_erwirtschaften=cent(gesamt - erstattung),
        bund=cent(bund),
        traeger=cent(traeger),
        abzug_beschaeftigte=cent(abzug),
        basis_kv_pv=cent(bases[0]),
        basis_rv=cent(bases[1]),
    )


def grundbetrag(row: EntgeltGruppe, rates: Rates) -> Decimal | None:
    """The group's own Grundbetrag, else the legal one of the Stichtag, €/month (§ 221 Abs. 2 SGB IX)."""
    return row.grundbetrag if row.grundbetrag is not None else rates.get("grundbetrag")


def gruppe(row: EntgeltGruppe, inputs: Arbeitsentgelt, rates: Rates) -> GruppeResult:
    """One group under both schemes."""
    grund = grundbetrag(row, rates)
    steigerung = row.steigerungsbetrag or ZERO
    entgelt = cent(grund or ZERO) + cent(steigerung)  # both are printed: the sum is that of the printed amounts
    known = grund is not None
    return GruppeResult(
        id=row.id,
        label=row.name,
        anzahl=row.anzahl or 0,
        grundbetrag=cent(grund) if grund is not None else None,
        steigerungsbetrag=cent(steigerung),
        handbuch=handbuch(entgelt, inputs, rates) if known else None,
        gesetzlich=gesetzlich(entgelt, inputs, rates) if known else None,
        entgelte_jahr=cent((row.anzahl or 0) * entgelt * MONTHS),
    )


def used(group: GruppeResult, inputs: Arbeitsentgelt) -> Scheme | None:
    """The scheme that the documents use."""
    return group.handbuch if inputs.verfahren == "handbuch" else group.gesetzlich


def scheme(entgelt: Decimal, inputs: Arbeitsentgelt, rates: Rates) -> Scheme | None:
    """One person's month at a pay under the scheme that the documents use."""
    return handbuch(entgelt, inputs, rates) if inputs.verfahren == "handbuch" else gesetzlich(entgelt, inputs, rates)


def schemes(groups: Sequence[GruppeResult], inputs: Arbeitsentgelt) -> tuple[tuple[int, Scheme], ...] | None:
    """Persons and the scheme that the documents use, group by group; None where a group's scheme cannot be reckoned."""
    pairs = [(group.anzahl, used(group, inputs)) for group in groups if group.anzahl]
    known = tuple((count, scheme) for count, scheme in pairs if scheme is not None)
    return known if len(known) == len(pairs) else None


def lasten(scheme: Scheme | None) -> Decimal:
    """What production must earn for a person beyond the Entgelt, €/month; 0 where the scheme is not known."""
    return ZERO if scheme is None else scheme.zu_erwirtschaften - (scheme.brutto - scheme.arbeitsfoerderungsgeld)


def lasten_jahr(group: GruppeResult, inputs: Arbeitsentgelt) -> Decimal:
    """What production must earn for a group beyond its Entgelte, €/year."""
    return group.anzahl * MONTHS * lasten(used(group, inputs))


def arbeitsentgelt(case: Case, rates: Rates) -> EntgeltResult:
    """All groups, the year's Entgelte and the money to hold until the refunds come."""
    inputs = case.arbeitsentgelt
    groups = tuple(gruppe(row, inputs, rates) for row in inputs.gruppen)
    known = schemes(groups, inputs)
    erstattung = None if known is None else total(count * scheme.erstattung for count, scheme in known)
    needed = AFG_VALUES + (HANDBUCH_VALUES if inputs.verfahren == "handbuch" else GESETZ_VALUES)
    missing = [*(["grundbetrag"] if any(group.grundbetrag is None for group in groups) else []), *rates.missing(*needed)]
    if inputs.verfahren == "gesetzlich" and inputs.insolvenz_verlangt:
        missing += rates.missing("insolvenzgeldumlage")
    if inputs.verfahren == "gesetzlich" and rates.bezugsgroesse_rv is None and "bezugsgroesse_west" not in missing:
        missing.append("bezugsgroesse_ost")
    return EntgeltResult(
        verfahren=inputs.verfahren,
        gruppen=groups,
        anzahl=sum(group.anzahl for group in groups),
        entgelte_jahr=total(group.entgelte_jahr for group in groups),
        arbeitgeberlasten_jahr=total(lasten_jahr(group, inputs) for group in groups),
        erstattung_monat=erstattung,
        vorfinanzierung=None if erstattung is None else cent(erstattung * (inputs.bruecke_monate or ZERO)),
        missing=tuple(missing),
    )
