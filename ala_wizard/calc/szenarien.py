"""Variants beside the plan (Fachvorgabe 4.4): the same calculators on a changed case, and where the figures differ.

A variant changes places, Steigerungsbetrag, sales, Tagessatz or the rate that it is compared with. With the places the persons of the Entgelt groups change
in proportion. The occupancy lowers the paid days only, as the field says; costs stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ala_wizard.calc.arbeitsentgelt import arbeitsentgelt
from ala_wizard.calc.arbeitsergebnis import arbeitsergebnis
from ala_wizard.calc.kostenkalkulation import Labels, kostenkalkulation, plaetze
from ala_wizard.calc.results import EntgeltResult, ErgebnisResult, KostenResult, Results
from ala_wizard.calc.vergleichssatz import abstand
from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, euro, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.costs import EntgeltGruppe, ProductLine
from ala_wizard.model.money import ZERO, cent
from ala_wizard.model.planning import Scenario


@dataclass(frozen=True, kw_only=True)
class Szenario(Rechnung):
    """One column: its figures as printed lines, and the keys of those that differ from the plan."""

    id: str
    """ID of the row in the case; `plan` for the plan itself."""
    name: str
    anders: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Szenarien(Rechnung):
    """The plan and its variants, in the order of the case."""

    plan: Szenario
    varianten: tuple[Szenario, ...] = ()


def szenarien(case: Case, rates: Rates, results: Results, labels: Labels) -> Szenarien:
    """All columns side by side."""
    plan = Szenario(
        id="plan", name="", lines=_lines(results.kosten, results.entgelt, results.ergebnis, HUNDRED, case.kostenkalkulation.vergleichssatz)
    )
    notes = ["szenario_personen", "szenario_auslastung"]
    inputs = case.arbeitsergebnis
    if inputs.personal_fachlich is not None or inputs.sach_fachlich is not None:
        notes.append("szenario_feste_ansaetze")
    return Szenarien(
        plan=plan,
        varianten=tuple(_column(case, row, rates, labels, plan) for row in case.planung.scenarios),
        notes=tuple(notes),
    )


def changed_case(case: Case, row: Scenario) -> Case:
    """The case as the variant has it, without its occupancy."""
    kosten, entgelt, ergebnis = case.kostenkalkulation, case.arbeitsentgelt, case.arbeitsergebnis
    groups = entgelt.gruppen
    if row.places is not None:
        groups = with_persons(groups, plaetze(case), row.places)
        kosten = kosten.model_copy(update={"belegte_plaetze": row.places})
    if row.tagessatz is not None:
        kosten = kosten.model_copy(update={"tagessatz_vereinbart": row.tagessatz})
    if row.vergleichssatz is not None:
        kosten = kosten.model_copy(update={"vergleichssatz": row.vergleichssatz})
    if row.steigerungsbetrag is not None:
        groups = tuple(group.model_copy(update={"steigerungsbetrag": row.steigerungsbetrag}) for group in groups)
    if row.sales is not None:
        share = row.sales / HUNDRED
        ergebnis = ergebnis.model_copy(update={"produktlinien": tuple(_sold(line, share) for line in ergebnis.produktlinien)})
    return case.model_copy(
        update={
            "kostenkalkulation": kosten,
            "arbeitsentgelt": entgelt.model_copy(update={"gruppen": groups}),
            "arbeitsergebnis": ergebnis,
        }
    )


def with_persons(groups: tuple[EntgeltGruppe, ...], before: Decimal, after: Decimal) -> tuple[EntgeltGruppe, ...]:
    """The groups with their persons in proportion to the places; whole persons, the largest remainders rounded up.

    A begun person counts. Without places in the plan nothing can be put in proportion: the groups stay.
    """
    persons = sum(group.anzahl or 0 for group in groups)
    if not before or not persons or before == after:
        return groups
    wanted = int((persons * after / before).to_integral_value(ROUND_CEILING))
    exact = [(group.anzahl or 0) * Decimal(wanted) / persons for group in groups]
    counts = [int(value.to_integral_value(ROUND_FLOOR)) for value in exact]
    order = sorted(range(len(groups)), key=lambda at: (counts[at] - exact[at], -(groups[at].steigerungsbetrag or ZERO), groups[at].id))
    for at in order[: wanted - sum(counts)]:
        counts[at] += 1
    return tuple(group.model_copy(update={"anzahl": count}) for group, count in zip(groups, counts, strict=True))


def _sold(line: ProductLine, share: Decimal) -> ProductLine:
    """A product line that sells another share of the plan; its direct costs go along."""
    names = ("quantity", "umsatz", "direct_costs")
    return line.model_copy(update={name: value * share for name in names if (value := getattr(line, name)) is not None})


def _column(case: Case, row: Scenario, rates: Rates, labels: Labels, plan: Szenario) -> Szenario:
    other = changed_case(case, row)
    share = row.occupancy if row.occupancy is not None else HUNDRED
    kosten = kostenkalkulation(other, rates, labels)
    days = kosten.bezahlte_tage * share / HUNDRED
    kosten = replace(kosten, bezahlte_tage=days, kostensaetze=cent((kosten.tagessatz_angesetzt or ZERO) * days))
    entgelt = arbeitsentgelt(other, rates)
    lines = _lines(kosten, entgelt, arbeitsergebnis(other, rates, kosten, entgelt), share, other.kostenkalkulation.vergleichssatz)
    known = {line.key: line.amount for line in plan.lines}
    return Szenario(
        id=row.id,
        name=row.name,
        lines=lines,
        anders=frozenset(line.key for line in lines if line.amount != known[line.key]),
        reasons=() if kosten.plaetze else ("ohne_plaetze",),
    )


def _lines(
    kosten: KostenResult, entgelt: EntgeltResult, ergebnis: ErgebnisResult, share: Decimal, other: Decimal | None
) -> tuple[Zeile, ...]:
    """The figures of one column; formulas show how they hang together. `other` is the rate it is compared with."""
    rate = kosten.tagessatz_angesetzt
    gap = abstand(kosten, other)
    compared = f"{euro(rate)} − {euro(other)}" if rate is not None and other is not None else ""
    sach, personal = (
        next(line.amount for line in ergebnis.kosten_lines if line.id == name) for name in ("sach_fachlich", "personal_fachlich")
    )
    parts = f"{euro(kosten.gesamtkosten)} ÷ ({zahl(kosten.plaetze)} × {zahl(kosten.tage)})"
    result = f"{euro(kosten.kostensaetze)} − {euro(personal)} − {euro(sach)}"
    quota = f"{euro(ergebnis.entgelte)} ÷ {euro(ergebnis.arbeitsergebnis)}" if ergebnis.entgeltquote is not None else ""
    return (
        Zeile("szenario_plaetze", "", kosten.plaetze, ""),
        Zeile("szenario_auslastung", "", share, "%"),
        Zeile("szenario_tagessatz_errechnet", parts if kosten.tagessatz is not None else "", kosten.tagessatz, source="Handbuch Tab. 1"),
        Zeile("szenario_tagessatz", "", rate),
        Zeile("szenario_vergleich", compared, gap, source="§ 124 Abs. 1 SGB IX"),
        Zeile("szenario_kostensaetze", f"{zahl(kosten.bezahlte_tage)} × {euro(rate or ZERO)}", kosten.kostensaetze),
        Zeile("szenario_kosten", "", kosten.gesamtkosten),
        Zeile("szenario_ergebnis_verguetung", result, ergebnis.ergebnis_verguetung, source="§ 58 Abs. 4 SGB IX"),
        Zeile("szenario_personen", "", Decimal(entgelt.anzahl), ""),
        Zeile("szenario_entgelte", "", entgelt.entgelte_jahr, source="§ 221 Abs. 2 SGB IX"),
        Zeile("szenario_umsatz", "", ergebnis.umsatz),
        Zeile(
            "szenario_arbeitsergebnis",
            f"{euro(ergebnis.ertraege)} − {euro(ergebnis.kosten)}",
            ergebnis.arbeitsergebnis,
            source="§ 12 Abs. 4 WVO",
        ),
        Zeile("szenario_entgeltquote", quota, ergebnis.entgeltquote, "%", "§ 12 Abs. 5 Nr. 1 WVO"),
        Zeile("szenario_umsatz_fuer_entgelte", "", ergebnis.umsatz_fuer_entgelte),
        Zeile("szenario_steigerung_bezahlbar", "", ergebnis.steigerung_bezahlbar),
    )
