"""What a person costs the farm in a month: as ALA, as Zuverdienst, with Budget für Arbeit (Fachvorgabe section 7, issue 3).

All amounts in € per person and month. The models differ in more than money; this is only the farm's side of the bill.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.ag_anteil import ag_anteil
from ala_wizard.calc.results import EntgeltResult
from ala_wizard.calc.zeilen import HUNDRED, MONTHS, Rechnung, Zeile, euro, quelle, wert, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import ZERO, cent
from ala_wizard.model.planning import Planning

WEEKS = (Decimal(13), Decimal(3))
"""Weeks of a month, 13 ÷ 3: the factor that § 8 Abs. 1a SGB IV itself uses (130 ÷ 3 for ten hours a week)."""


@dataclass(frozen=True, kw_only=True)
class Modell(Rechnung):
    """One model. `kosten` is what the farm bears, None where an input or a value is missing."""

    key: str
    """ala, zuverdienst or budget."""
    lohn: Decimal | None
    """Pay of the person before deductions."""
    zuschuss: Decimal | None
    """What the Leistungsträger adds to the pay."""
    kosten: Decimal | None


@dataclass(frozen=True)
class Modelle:
    """The three models side by side."""

    ala: Modell
    zuverdienst: Modell
    budget: Modell

    @property
    def alle(self) -> tuple[Modell, ...]:
        """In the order of the page."""
        return (self.ala, self.zuverdienst, self.budget)


def modelle(case: Case, rates: Rates, entgelt: EntgeltResult, land: str) -> Modelle:
    """Reckon the comparison; `land` decides the employer's share."""
    return Modelle(ala=ala(entgelt), zuverdienst=zuverdienst(case.planung, rates), budget=budget(case.planung, rates, land))


def ala(entgelt: EntgeltResult) -> Modell:
    """What production must earn for a person on average: Entgelt and the items nobody refunds."""
    persons = entgelt.anzahl
    if not persons:
        return Modell(key="ala", lohn=None, zuschuss=None, kosten=None, reasons=("entgelt_fehlt",))
    pay = cent(entgelt.entgelte_jahr / persons / MONTHS)
    items = cent(entgelt.arbeitgeberlasten_jahr / persons / MONTHS)
    lines = [
        Zeile("modell_entgelt", f"{euro(entgelt.entgelte_jahr)} ÷ {persons} ÷ 12", pay, source="§ 221 Abs. 2 SGB IX"),
        Zeile("modell_lasten", f"{euro(entgelt.arbeitgeberlasten_jahr)} ÷ {persons} ÷ 12", items),
        Zeile("modell_kosten", f"{euro(pay)} + {euro(items)}", pay + items),
    ]
    refund = None
    if entgelt.erstattung_monat is not None:
        refund = cent(entgelt.erstattung_monat / persons)
        lines.append(Zeile("modell_erstattet", f"{euro(entgelt.erstattung_monat)} ÷ {persons}", refund))
    reasons = ("wert_fehlt",) if entgelt.missing else ()
    return Modell(key="ala", lohn=pay, zuschuss=refund, kosten=pay + items, lines=tuple(lines), reasons=reasons, notes=("modell_ala",))


def zuverdienst(inputs: Planning, rates: Rates) -> Modell:
    """Zuverdienst in the Rheinland: below 15 h a week, Minijob, 75 % of the employer's gross (LVR-Fachinformation Nr. 2)."""
    hours, wage, share = inputs.zuverdienst_hours, inputs.zuverdienst_wage, wert(rates, "zuverdienst_zuschuss")
    notes = ["zuverdienst_rheinland", "zuverdienst_abgaben"]
    if hours is None or wage is None or share is None:
        reason = "zuverdienst_fehlt" if hours is None or wage is None else "wert_fehlt"
        return Modell(key="zuverdienst", lohn=None, zuschuss=None, kosten=None, reasons=(reason,), notes=tuple(notes))
    pay = cent(hours * wage * WEEKS[0] / WEEKS[1])
    grant = cent(pay * share / HUNDRED)
    most, limit, least = wert(rates, "zuverdienst_stunden"), wert(rates, "minijob"), wert(rates, "mindestlohn")
    notes += ["zuverdienst_stunden"] if most is not None and hours >= most else []
    notes += ["zuverdienst_grenze"] if limit is not None and pay > limit else []
    notes += ["zuverdienst_mindestlohn"] if least is not None and wage < least else []
    lines = [
        Zeile("modell_lohn", f"{zahl(hours)} h × {euro(wage)} × 13 ÷ 3", pay),
        Zeile("modell_zuschuss", f"{euro(pay)} × {zahl(share)} %", grant, source=quelle(rates, "zuverdienst_zuschuss")),
        Zeile("modell_kosten", f"{euro(pay)} − {euro(grant)}", pay - grant),
    ]
    if limit is not None:
        lines.append(Zeile("modell_minijob", "", limit, source=quelle(rates, "minijob")))
    return Modell(key="zuverdienst", lohn=pay, zuschuss=grant, kosten=pay - grant, lines=tuple(lines), notes=tuple(notes))


def budget(inputs: Planning, rates: Rates, land: str) -> Modell:
    """Budget für Arbeit (§ 61 SGB IX): wage, employer's share, subsidy; guidance is paid by the Leistungsträger.

    Half of the Arbeitslosenversicherung is in the share; who is permanently not available for work because of volle
    Erwerbsminderung is free of it once both authorities have found so (§ 28 Abs. 1 Nr. 2 SGB III): a note says so.
    Until June 2023 the subsidy ended at 40 % of the monthly Bezugsgröße (§ 18 Abs. 1 SGB IV).
    """
    gross, wanted, own = inputs.budget_gross, inputs.budget_share, ag_anteil(rates, land)
    guidance = inputs.budget_guidance
    extra = (Zeile("modell_anleitung", "", cent(guidance), source="§ 61 Abs. 2 SGB IX"),) if guidance is not None else ()
    if gross is None or wanted is None or own is None:
        reasons = [
            *(["budget_lohn_fehlt"] if gross is None else []),
            *(["budget_anteil_fehlt"] if wanted is None else []),
            *(["ag_anteil_fehlt"] if own is None else []),
        ]
        return Modell(
            key="budget", lohn=gross, zuschuss=None, kosten=None, lines=extra, reasons=tuple(reasons), notes=("budget_einzelfall",)
        )
    most = wert(rates, "budget_zuschuss_hoechst")
    share = min(wanted, most) if most is not None else wanted
    gross, staff = cent(gross), cent(gross * own / HUNDRED)
    grant = cent(gross * share / HUNDRED)
    formula = f"{euro(gross)} × {zahl(share)} %"
    quota, base = wert(rates, "budget_deckel_quote"), wert(rates, "bezugsgroesse_west")
    cap = cent(base * quota / HUNDRED) if quota is not None and base is not None else None
    notes = ["budget_einzelfall", "budget_ohne_grenzen", "budget_arbeitslosenversicherung"]
    if cap is not None and grant > cap:
        grant, formula = cap, f"{formula}, höchstens {zahl(quota or ZERO)} % von {euro(base or ZERO)}"
        notes.append("budget_deckel")
    lines = (
        Zeile("modell_lohn", "", gross),
        Zeile("modell_ag", f"{euro(gross)} × {zahl(own)} %", staff, source=quelle(rates, "personal_ag_anteil")),
        Zeile("modell_zuschuss", formula, grant, source=quelle(rates, "budget_zuschuss_hoechst")),
        Zeile("modell_kosten", f"{euro(gross)} + {euro(staff)} − {euro(grant)}", gross + staff - grant),
        *extra,
    )
    return Modell(key="budget", lohn=gross, zuschuss=grant, kosten=gross + staff - grant, lines=lines, notes=tuple(notes))
