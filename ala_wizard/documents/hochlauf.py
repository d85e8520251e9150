"""The chapter Hochlauf und Liquidität: only where the user planned it (Fachvorgabe 4.4). The negotiation is never printed."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.belegung import belegung
from ala_wizard.calc.hochlauf import HochlaufMonat, hochlauf
from ala_wizard.calc.results import Results
from ala_wizard.calc.szenarien import szenarien
from ala_wizard.content.loader import Content
from ala_wizard.documents import typed
from ala_wizard.documents.blocks import Block, Cell, Column, Fact, Facts, Figure, Note, Row, Table
from ala_wizard.documents.rates import rates_of
from ala_wizard.documents.rechenbilder import belegung as belegung_bild
from ala_wizard.documents.rechenbilder import liquiditaet
from ala_wizard.documents.rechenbilder import szenarien as szenarien_bild
from ala_wizard.documents.values import money
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_decimal

YEAR = 12
"""Months that share a pair of columns."""


def words(key: str, **values: object) -> str:
    """The words of this chapter."""
    return _words(f"kostenkalkulation.hochlauf.{key}", **values)


def planned(case: Case) -> bool:
    """Did the user plan the ramp-up, or say how much money is there?"""
    plan = case.planung
    return plan.start_cash is not None or any(step.month is not None and step.places is not None for step in plan.ramp)


def used(case: Case) -> tuple[str, ...]:
    """Legal values of the advance month by month, here and beside the Entgelte, beyond the calculation's (§ 3 Abs. 3 AufwErstV)."""
    inputs = case.arbeitsentgelt
    new = inputs.neuer_anbieter != "nein" and inputs.verfahren == "gesetzlich" and any(group.anzahl for group in inputs.gruppen)
    return ("abschlag_neuer_anbieter",) if new else ()


def chapter(case: Case, content: Content, results: Results) -> Iterator[Block]:
    """The money at hand, month by month: in words, as a curve, as a table."""
    rates = rates_of(case, content, results)
    found = hochlauf(case, rates, results.kosten, results.entgelt, results.ergebnis)
    yield typed.plain(words("lead"))
    if not found.monate or found.tiefpunkt is None or found.tiefpunkt_monat is None:
        yield Note("gap", " ".join(found.why_not))
        return
    yield Facts(
        (
            Fact(money(found.startgeld), words("start_cash")),
            Fact(money(found.tiefpunkt), words("lowest", month=found.tiefpunkt_monat)),
            Fact(money(found.monate[-1].stand), words("end", month=found.monate[-1].nummer)),
        )
    )
    yield Figure(liquiditaet(found), words("caption"))
    yield _table(found.monate)
    occupied = belegung(case, rates, results.kosten, content.label)
    if occupied.zeilen:
        yield Figure(belegung_bild(occupied), words("occupancy"))
    variants = szenarien(_printed(case), rates, results, content.label)
    if variants.varianten:
        yield Figure(szenarien_bild(variants, "ergebnis"), words("variants"))
    yield typed.plain(" ".join(found.hints), quiet=True)


def _printed(case: Case) -> Case:
    """The case with the variants that may be read by others: another rate is a thought for the negotiation and stays inside."""
    rows = tuple(row for row in case.planung.scenarios if row.tagessatz is None and row.vergleichssatz is None)
    return case.model_copy(update={"planung": case.planung.model_copy(update={"scenarios": rows})})


def _table(months: tuple[HochlaufMonat, ...]) -> Table:
    """One row per month, the years side by side: places and the money at the end of the month."""
    years = [months[start : start + YEAR] for start in range(0, len(months), YEAR)]
    heads = [Column(words("month"), weight=3)]
    for _ in years:
        heads += [Column(words("places"), "right", weight=3), Column(words("balance"), "right", weight=5)]
    over = (Cell(""), *(Cell(words("year", number=number), span=2) for number in range(1, len(years) + 1)))
    rows = []
    for at in range(YEAR):
        cells = [Cell(str(at + 1))]
        for year in years:
            cells += [Cell(format_decimal(year[at].plaetze)), Cell(format_decimal(year[at].stand, 2))]
        rows.append(Row(tuple(cells)))
    return Table(tuple(heads), tuple(rows), words("table"), keep=True, over=over)
