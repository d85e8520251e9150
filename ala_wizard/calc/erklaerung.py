"""Where a figure comes from: its formula with numbers, its parts with their place in the case, its source, its check.

And which lines moved the Tagessatz between two states of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.anteile import tagessatz_anteile
from ala_wizard.calc.arbeitsentgelt import arbeitsentgelt, used
from ala_wizard.calc.arbeitsergebnis import arbeitsergebnis
from ala_wizard.calc.lines import percent, products
from ala_wizard.calc.results import ErgebnisResult, GruppeResult, KostenResult, Line, Results, Scheme
from ala_wizard.calc.zeilen import HUNDRED, MONTHS, euro, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.model.costs import ProductLine
from ala_wizard.model.money import CENT, ZERO, cent, total


@dataclass(frozen=True)
class Teil:
    """One part of a figure: its words, its way of reckoning, its amount, its place in the case."""

    label: str
    formula: str
    amount: Decimal
    address: str = ""


@dataclass(frozen=True)
class Probe:
    """The answer put back in: what comes out, what it should be, and whether it is."""

    formula: str
    amount: Decimal
    ziel: Decimal
    passt: bool


@dataclass(frozen=True)
class Erklaerung:
    """One figure explained. Words: `erklaerung.<name>` in the texts."""

    name: str
    formula: str
    amount: Decimal
    teile: tuple[Teil, ...]
    source: str
    probe: Probe
    unit: str = "€"

    @property
    def label(self) -> str:
        """The words of the figure."""
        return text(f"erklaerung.{self.name}")


@dataclass(frozen=True)
class Bewegung:
    """One line that changed the Tagessatz: amounts of the year before and after, and what that is in the rate, €."""

    label: str
    address: str
    vorher: Decimal
    nachher: Decimal
    differenz: Decimal
    im_tagessatz: Decimal


def explain(name: str, case: Case, rates: Rates, results: Results) -> Erklaerung | None:
    """The explanation of a figure; None where there is no such figure. Raises KeyError for an unknown name."""
    return _EXPLAINED[name](case, rates, results)


def explain_all(case: Case, rates: Rates, results: Results) -> tuple[Erklaerung, ...]:
    """Every figure that there is, in the order of `NAMES`."""
    found = (explain(name, case, rates, results) for name in NAMES)
    return tuple(one for one in found if one is not None)


def moved(before: Results, after: Results) -> list[Bewegung]:
    """What changed the reckoned Tagessatz, the largest effect first; lines without an effect are left out.

    The effect of a line is its amount per place and day, after less before; together they are the change of the exact rate.
    """
    old, new = ({(line.address, line.id): line for line in result.kosten.lines} for result in (before, after))
    days = [result.kosten.plaetze * result.kosten.tage for result in (before, after)]
    found = [_moved(old.get(key), new.get(key), days[0], days[1]) for key in {**new, **old}]
    return sorted(
        (one for one in found if one.im_tagessatz or one.differenz), key=lambda one: (-abs(one.im_tagessatz), one.address, one.label)
    )


def _moved(old: Line | None, new: Line | None, days_before: Decimal, days_after: Decimal) -> Bewegung:
    line = new or old
    assert line is not None
    amounts = [one.amount if one is not None else ZERO for one in (old, new)]
    per_day = [amount / days if days else ZERO for amount, days in zip(amounts, (days_before, days_after), strict=True)]
    return Bewegung(_label(line), line.address, amounts[0], amounts[1], amounts[1] - amounts[0], cent(per_day[1] - per_day[0]))


# --- Kostenkalkulation ------------------------------------------------------------------------------------------------

SECTIONS = {"personalkosten": "personal", "fixe_kosten": "fixe", "variable_kosten": "variable"}
"""Sums of the Kostenkalkulation and where their lines are."""


def _tagessatz(_case: Case, _rates: Rates, results: Results) -> Erklaerung | None:
    kosten = results.kosten
    shares = tagessatz_anteile(kosten)
    if kosten.tagessatz is None or shares is None:
        return None
    days = kosten.plaetze * kosten.tage
    parts = tuple(
        Teil(text(f"erklaerung.{name}"), f"{euro(getattr(kosten, name))} ÷ {_divisor(kosten)}", share)
        for name, share in zip(SECTIONS, shares, strict=True)
    )
    back = cent(kosten.tagessatz * days)
    return Erklaerung(
        "tagessatz",
        f"{euro(kosten.gesamtkosten)} ÷ {_divisor(kosten)}",
        kosten.tagessatz,
        parts,
        "Handbuch Tab. 1",
        Probe(
            f"{euro(kosten.tagessatz)} × {zahl(kosten.plaetze)} × {zahl(kosten.tage)}",
            back,
            kosten.gesamtkosten,
            2 * abs(back - kosten.gesamtkosten) <= CENT * days + CENT,
        ),
    )


def _divisor(kosten: KostenResult) -> str:
    return f"({zahl(kosten.plaetze)} × {zahl(kosten.tage)})"


def _section(name: str, source: str) -> Callable[[Case, Rates, Results], Erklaerung | None]:
    def explained(_case: Case, _rates: Rates, results: Results) -> Erklaerung | None:
        amount: Decimal = getattr(results.kosten, name)
        return _sum(name, amount, _parts(getattr(results.kosten, SECTIONS[name])), source)

    return explained


def _parts(lines: Iterable[Line]) -> tuple[Teil, ...]:
    return tuple(Teil(_label(line), line.formula, line.amount, line.address) for line in lines)


def _label(line: Line) -> str:
    """The words of a line; a row that the user left without a name says so, a derived line is named by its ID."""
    return line.label or text("erklaerung.ohne_namen" if line.address else f"erklaerung.{line.id}")


def _sum(name: str, amount: Decimal, parts: tuple[Teil, ...], source: str) -> Erklaerung:
    """A figure that is the sum of its parts; the check adds them up again."""
    added = total(part.amount for part in parts)
    formula = products((1, part.amount) for part in parts if part.amount)
    return Erklaerung(name, formula, amount, parts, source, Probe(formula, added, amount, added == amount))


def _monatssatz(_case: Case, _rates: Rates, results: Results) -> Erklaerung | None:
    kosten = results.kosten
    if kosten.monatssatz is None:
        return None
    count = kosten.plaetze * MONTHS
    back = cent(kosten.monatssatz * count)
    return Erklaerung(
        "monatssatz",
        f"{euro(kosten.gesamtkosten)} ÷ ({zahl(kosten.plaetze)} × 12)",
        kosten.monatssatz,
        (),
        "Handbuch Tab. 1",
        Probe(
            f"{euro(kosten.monatssatz)} × {zahl(kosten.plaetze)} × 12",
            back,
            kosten.gesamtkosten,
            2 * abs(back - kosten.gesamtkosten) <= CENT * count + CENT,
        ),
    )


def _kostensaetze(_case: Case, _rates: Rates, results: Results) -> Erklaerung | None:
    kosten = results.kosten
    if kosten.tagessatz_angesetzt is None:
        return None
    lost = kosten.plaetze * kosten.tage - kosten.bezahlte_tage
    full = cent(kosten.tagessatz_angesetzt * kosten.plaetze * kosten.tage)
    less = cent(kosten.tagessatz_angesetzt * lost)
    parts = (
        Teil(text("erklaerung.alle_tage"), f"{zahl(kosten.plaetze)} × {zahl(kosten.tage)} × {euro(kosten.tagessatz_angesetzt)}", full),
        Teil(text("erklaerung.tage_ohne_geld"), f"{zahl(lost)} × {euro(kosten.tagessatz_angesetzt)}", -less, "kostenkalkulation.fehltage"),
    )
    return Erklaerung(
        "kostensaetze",
        f"{zahl(kosten.bezahlte_tage)} × {euro(kosten.tagessatz_angesetzt)}",
        kosten.kostensaetze,
        parts,
        "Handbuch Kapitel 6.1",
        Probe(f"{euro(full)} − {euro(less)}", full - less, kosten.kostensaetze, abs(full - less - kosten.kostensaetze) <= CENT),
    )


# --- Arbeitsentgelt ---------------------------------------------------------------------------------------------------


def _entgelte(_case: Case, _rates: Rates, results: Results) -> Erklaerung | None:
    groups = [group for group in results.entgelt.gruppen if group.anzahl]
    if not groups:
        return None
    parts = tuple(
        Teil(
            _name(group),
            f"{group.anzahl} × ({euro(group.grundbetrag or ZERO)} + {euro(group.steigerungsbetrag)}) × 12",
            group.entgelte_jahr,
            _address(group),
        )
        for group in groups
    )
    return _sum("entgelte", results.entgelt.entgelte_jahr, parts, "§ 221 Abs. 2 SGB IX")


def _name(group: GruppeResult) -> str:
    return group.label or text("erklaerung.gruppe")


def _address(group: GruppeResult) -> str:
    return f"arbeitsentgelt.gruppen[{group.id}]"


BRANCHES = ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2", "insolvenzumlage", "unfallversicherung")
HANDBUCH_RATES = ("handbuch_kv", "handbuch_pv", "handbuch_rv", "handbuch_u2", "handbuch_insolvenz")


def _beitraege(case: Case, rates: Rates, results: Results) -> Erklaerung | None:
    """Contributions of all persons in a month, branch by branch."""
    parts: list[Teil] = []
    for group in results.entgelt.gruppen:
        found = used(group, case.arbeitsentgelt)
        if not group.anzahl:
            continue
        if found is None:
            return None
        for branch, reckoned in zip(BRANCHES, _branches(case, rates, found), strict=True):
            single: Decimal = getattr(found, branch)
            if single:
                formula = f"{group.anzahl} × {euro(single)}" + (f" ({reckoned})" if reckoned else "")
                label = text("erklaerung.beitrag", branch=text(f"erklaerung.{branch}"), group=_name(group))
                parts.append(Teil(label, formula, group.anzahl * single, _address(group)))
    if not parts:
        return None
    handbook = case.arbeitsentgelt.verfahren == "handbuch"
    source = "Handbuch Tab. 3" if handbook else "§ 235 Abs. 3 SGB V, § 57 Abs. 1 SGB XI, § 162 Nr. 2 SGB VI"
    return _sum("beitraege", total(part.amount for part in parts), tuple(parts), source)


def _branches(case: Case, rates: Rates, found: Scheme) -> tuple[str, ...]:
    """How each branch of one person's month was reckoned; empty for what was entered."""
    if case.arbeitsentgelt.verfahren == "handbuch":
        return (*(f"{euro(found.brutto)} × {percent(rates.get(name) or ZERO)}" for name in HANDBUCH_RATES), "")
    kv = (rates.get("kv_allgemein") or ZERO) + (rates.get("kv_zusatz_durchschnitt") or ZERO)
    return (
        f"{euro(found.basis_kv_pv)} × {percent(kv)}",
        f"{euro(found.basis_kv_pv)} × {percent(rates.get('pv_basis') or ZERO)}",
        f"{euro(found.basis_rv)} × {percent(rates.get('rv') or ZERO)}",
        "",
        "",
        "",
    )


# --- Arbeitsergebnis --------------------------------------------------------------------------------------------------


def _arbeitsergebnis(_case: Case, _rates: Rates, results: Results) -> Erklaerung | None:
    found = results.ergebnis
    income, costs = _parts(found.ertraege_lines), _parts(found.kosten_lines)
    parts = (*income, *(Teil(part.label, part.formula, -part.amount, part.address) for part in costs))
    added = total(part.amount for part in parts)
    formula = f"{euro(found.ertraege)} − {euro(found.kosten)}"
    return Erklaerung(
        "arbeitsergebnis",
        formula,
        found.arbeitsergebnis,
        tuple(part for part in parts if part.amount),
        "§ 12 Abs. 4 WVO",
        Probe(formula, added, found.arbeitsergebnis, added == found.arbeitsergebnis),
    )


def _umsatz(name: str, *, reserve: bool) -> Callable[[Case, Rates, Results], Erklaerung | None]:
    """The sales that pay the Entgelte; the answer is put back in as the only product line."""

    def explained(case: Case, rates: Rates, results: Results) -> Erklaerung | None:
        found = results.ergebnis
        if not results.entgelt.anzahl:
            return None
        answer: Decimal = getattr(found, name)
        quota = rates.known("entgelt_mindestquote", Decimal(70))
        other = found.ertraege - found.umsatz
        pay = f"{euro(found.entgelte)} ÷ {percent(quota)}" if reserve else euro(found.entgelte)
        again = _with_sales(case, rates, results, answer)
        reached = again.mindest_entgelte if reserve else again.arbeitsergebnis
        fits = abs(reached - again.entgelte) <= (CENT if reserve else ZERO) or (answer == 0 and reached >= again.entgelte)
        check = f"{euro(again.ertraege)} − {euro(again.kosten)}"
        return Erklaerung(
            name,
            f"{pay} + {euro(found.kosten)} − {euro(other)}",
            answer,
            (
                Teil(text("erklaerung.entgelte"), pay, cent(answer - found.kosten + other) if answer else found.entgelte),
                Teil(text("erklaerung.kosten_ergebnis"), "", found.kosten),
                Teil(text("erklaerung.andere_ertraege"), "", -other),
            ),
            "§ 12 Abs. 4 und 5 WVO",
            Probe(f"({check}) × {percent(quota)}" if reserve else check, reached, again.entgelte, fits),
        )

    return explained


def _with_sales(case: Case, rates: Rates, results: Results, sales: Decimal) -> ErgebnisResult:
    inputs = case.arbeitsergebnis
    direct = sum((row.direct_costs or ZERO for row in inputs.produktlinien), ZERO)
    line = ProductLine(id="probe").model_copy(update={"umsatz": sales, "direct_costs": direct})  # an answer may pass a field's limits
    other = case.model_copy(update={"arbeitsergebnis": inputs.model_copy(update={"produktlinien": (line,)})})
    return arbeitsergebnis(other, rates, results.kosten, results.entgelt)


def _steigerung(name: str, *, reserve: bool) -> Callable[[Case, Rates, Results], Erklaerung | None]:
    """The Steigerungsbetrag that the planned sales pay; put back in it fits, and one cent more does not."""

    def explained(case: Case, rates: Rates, results: Results) -> Erklaerung | None:
        answer: Decimal | None = getattr(results.ergebnis, name)
        if answer is None:
            return None
        quota = rates.known("entgelt_mindestquote", Decimal(70)) if reserve else HUNDRED
        pay, result = _with_steigerung(case, rates, results, answer)
        more, less = _with_steigerung(case, rates, results, answer + CENT)
        ceiling = result * quota / HUNDRED
        bases = total(group.anzahl * (group.grundbetrag or ZERO) for group in results.entgelt.gruppen)
        reckoned = f"{euro(result)} × {percent(quota)}" if reserve else euro(result)
        return Erklaerung(
            name,
            f"({reckoned} ÷ 12 − {euro(bases)}) ÷ {results.entgelt.anzahl}",
            answer,
            (
                Teil(text("erklaerung.arbeitsergebnis"), "", result),
                Teil(text("erklaerung.grundbetraege"), products((g.anzahl, g.grundbetrag or ZERO) for g in results.entgelt.gruppen), bases),
            ),
            "§ 12 Abs. 5 Nr. 1 WVO, § 221 Abs. 2 SGB IX",
            Probe(
                f"({euro(bases)} + {results.entgelt.anzahl} × {euro(answer)}) × 12",
                pay,
                cent(ceiling),
                pay <= ceiling and more > less * quota / HUNDRED,
            ),
        )

    return explained


def _with_steigerung(case: Case, rates: Rates, results: Results, amount: Decimal) -> tuple[Decimal, Decimal]:
    """Entgelte and Arbeitsergebnis when every group gets this Steigerungsbetrag, €/year."""
    inputs = case.arbeitsentgelt
    groups = tuple(group.model_copy(update={"steigerungsbetrag": amount}) for group in inputs.gruppen)
    other = case.model_copy(update={"arbeitsentgelt": inputs.model_copy(update={"gruppen": groups})})
    entgelt = arbeitsentgelt(other, rates)
    return entgelt.entgelte_jahr, arbeitsergebnis(other, rates, results.kosten, entgelt).arbeitsergebnis


_EXPLAINED: dict[str, Callable[[Case, Rates, Results], Erklaerung | None]] = {
    "tagessatz": _tagessatz,
    "personalkosten": _section("personalkosten", "Handbuch Tab. 1"),
    "fixe_kosten": _section("fixe_kosten", "Handbuch Tab. 2, § 125 Abs. 3 SGB IX"),
    "variable_kosten": _section("variable_kosten", "Handbuch Tab. 2"),
    "monatssatz": _monatssatz,
    "kostensaetze": _kostensaetze,
    "beitraege": _beitraege,
    "entgelte": _entgelte,
    "arbeitsergebnis": _arbeitsergebnis,
    "umsatz_fuer_entgelte": _umsatz("umsatz_fuer_entgelte", reserve=False),
    "umsatz_mit_ruecklage": _umsatz("umsatz_mit_ruecklage", reserve=True),
    "steigerung_bezahlbar": _steigerung("steigerung_bezahlbar", reserve=False),
    "steigerung_mit_ruecklage": _steigerung("steigerung_mit_ruecklage", reserve=True),
}
NAMES = tuple(_EXPLAINED)
"""The figures that can be explained, in their order."""
