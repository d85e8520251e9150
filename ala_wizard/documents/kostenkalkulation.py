"""The Kostenkalkulation: costs and Tagessatz, Arbeitsentgelt, Arbeitsergebnis, values, evidence (Fachvorgabe section 4).

Every figure comes from the calculators; nothing is reckoned here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import localcontext

from ala_wizard.calc.anteile import tagessatz_anteile
from ala_wizard.calc.belege import pieces
from ala_wizard.calc.kostenkalkulation import UNFALLVERSICHERUNG
from ala_wizard.calc.results import KostenResult, Line, Results
from ala_wizard.calc.used import used_in_order
from ala_wizard.calc.vergleichssatz import abstand
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import in_force
from ala_wizard.content.schema import DatedValue
from ala_wizard.documents import anlagen, belegstand, charts, hochlauf, typed
from ala_wizard.documents.arbeitsentgelt import arbeitsentgelt
from ala_wizard.documents.arbeitsergebnis import arbeitsergebnis
from ala_wizard.documents.blocks import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Note,
    ResultStrip,
    Row,
    Table,
)
from ala_wizard.documents.common import numbered, overrides, paper, profile, with_unit, without_empty
from ala_wizard.documents.evidence import Evidence, evidence
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.values import money, unbroken
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal
from ala_wizard.model.money import DIGITS


def words(key: str, **values: object) -> str:
    """The words of this paper."""
    return _words(f"kostenkalkulation.{key}", **values)


def kostenkalkulation(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The whole Kostenkalkulation."""
    case = active(case, content)
    document = paper("kostenkalkulation", words("title"), words("subtitle"), case, content, results, stamp)
    with localcontext() as decimals:
        decimals.prec = DIGITS
        return replace(document, blocks=numbered(_blocks(case, content, results)), wide=True, contents="long")


EVIDENCE = "belege"
"""The chapter that the numbers of the evidence lead to."""

Chapter = Callable[[Case, Content, Results], Iterator[Block]]


def _blocks(case: Case, content: Content, results: Results) -> Iterator[Block]:
    chapters: tuple[tuple[str, Chapter], ...] = (
        ("kosten", _kosten),
        ("entgelt", arbeitsentgelt),
        ("ergebnis", arbeitsergebnis),
        *((("hochlauf", hochlauf.chapter),) if hochlauf.planned(case) else ()),
        ("values", _values),
        (EVIDENCE, _belege),
    )
    for number, (name, chapter) in enumerate(chapters, 1):
        yield Heading(1, words(f"{name}.title"), str(number), name)
        yield from chapter(case, content, results)
    yield from overrides(case, content, results)


def _kosten(case: Case, content: Content, results: Results) -> Iterator[Block]:
    kosten = results.kosten
    figures = (
        (money(kosten.tagessatz), "rate"),
        (format_decimal(kosten.plaetze), "places"),
        (format_decimal(kosten.tage), "days"),
        (format_decimal(kosten.vzae, 2), "vzae"),
    )
    yield Facts(tuple(Fact(value, words(f"kosten.{label}")) for value, label in figures))
    yield typed.plain(words("kosten.lead", hours=format_decimal(kosten.vollzeit)), quiet=True)
    if kosten.tagessatz is not None:
        yield from _gross(case)
    yield _lines(case, content, kosten)
    yield from _rate(case, kosten)
    yield from _purchases(case)


def _gross(case: Case) -> Iterator[Block]:
    """Posts without pay make a rate that says nothing: said at once. The handbook prints its own example so."""
    posts = [row for row in case.kostenkalkulation.personal if row.hours or row.key]
    empty = [row for row in posts if not row.yearly_gross]
    if posts and len(empty) == len(posts) and all(row.yearly_gross is not None for row in empty):
        yield Note("info", words("kosten.gross_zero"))
    elif empty:
        yield Note("warn", words("kosten.gross_missing_one") if len(empty) == 1 else words("kosten.gross_missing", count=len(empty)))


def _purchases(case: Case) -> Iterator[Block]:
    """What is to be bought, with its price and the funding; of these only the depreciation is a cost."""
    items = [item for item in case.equipment if item.price is not None or item.funding is not None]
    if not items:
        return
    yield Heading(2, words("purchases.title"), "", "purchases")
    yield typed.plain(words("purchases.lead"), quiet=True)
    rows = tuple(
        Row(
            (
                Cell(item.name.strip() or words("unnamed")),
                Cell(str(item.count) if item.count is not None else ""),
                Cell(format_decimal(item.price, 2) if item.price is not None else ""),
                Cell(format_decimal(item.funding, 2) if item.funding is not None else ""),
            )
        )
        for item in items
    )
    head = [words(f"purchases.{name}") for name in ("name", "count", "price", "funding")]
    columns = (
        Column(head[0], weight=8),
        Column(head[1], "right", weight=2),
        Column(head[2], "right", weight=3),
        Column(head[3], "right", weight=4),
    )
    yield without_empty(Table(columns, rows))


def _lines(case: Case, content: Content, kosten: KostenResult) -> Table:
    numbers = evidence(kosten.lines, case)
    rows: list[Row] = []
    groups = (
        ("personal", kosten.personal, kosten.personalkosten),
        ("fixe", kosten.fixe, kosten.fixe_kosten),
        ("variable", kosten.variable, kosten.variable_kosten),
    )
    for number, (name, lines, amount) in enumerate(groups, 1):
        rows.append(Row((Cell(f"{number}\u2002{words(f'kosten.{name}')}"),), "section"))
        for index, line in enumerate(lines, 1):
            rows.append(_line(f"{number}.{index}", line, numbers, content))
        if not lines:
            rows.append(Row((Cell(words("kosten.nothing")), Cell(""))))
        rows.append(Row((Cell(words(f"kosten.sum_{name}")), Cell(format_decimal(amount, 2))), "sum"))
    rows.append(Row((Cell(words("kosten.total")), Cell(format_decimal(kosten.gesamtkosten, 2))), "total"))
    head = {name: words(f"kosten.{name}") for name in ("number", "position", "formula", "basis", "evidence", "amount")}
    columns = (
        Column(head["number"], weight=9, quiet=True),
        Column(head["position"], weight=60),
        Column(head["formula"], weight=43),
        Column(head["basis"], weight=17),
        Column(head["evidence"], weight=11),
        Column(head["amount"], "right", weight=21),
    )
    return without_empty(Table(columns, tuple(rows), note_columns=(1, len(columns) - 1)))


def _line(number: str, line: Line, numbers: dict[str, Evidence], content: Content) -> Row:
    """A line that the program derives from another page carries its basis in its note."""
    own = line.id != UNFALLVERSICHERUNG
    missing = Cell(_words("common.missing"), missing=True) if line.amount and own else Cell("")
    found = numbers.get(line.evidence.strip())
    return Row(
        (
            Cell(number),
            Cell(line.label.strip() or words("unnamed")),
            Cell(unbroken(line.formula) or (words("kosten.entered") if line.amount else "")),
            Cell(content.label("grundlage", line.grundlage)) if line.grundlage else missing,
            Cell(found.number, leads_to=EVIDENCE) if found else missing,
            Cell(format_decimal(line.amount, 2)),
        ),
        note=line.note.strip(),
    )


def _rate(case: Case, kosten: KostenResult) -> Iterator[Block]:
    yield Heading(2, words("rate.title"), "", "rate")
    if kosten.tagessatz is None:
        yield Note("gap", words("rate.missing"))
        return
    division = words("rate.division", places=format_decimal(kosten.plaetze), days=format_decimal(kosten.tage))
    yield ResultStrip(
        (
            Fact(money(kosten.gesamtkosten), words("rate.costs")),
            Fact(division, words("rate.divided")),
            Fact(money(kosten.tagessatz), words("rate.result")),
        )
    )
    yield typed.plain(words("rate.month", amount=money(kosten.monatssatz)))
    parts = tagessatz_anteile(kosten)
    if parts is not None and any(parts):
        named = tuple((words(f"kosten.{name}"), part) for name, part in zip(("personal", "fixe", "variable"), parts, strict=True))
        yield Figure(charts.stack(words("structure.chart"), named), words("structure.caption"))
    inputs = case.kostenkalkulation
    if inputs.tagessatz_vereinbart is not None:
        yield typed.plain(words("rate.agreed", amount=money(kosten.tagessatz_angesetzt)))
    gap = abstand(kosten, inputs.vergleichssatz)
    if gap is not None:
        above = gap > 0
        compared = {"other": money(inputs.vergleichssatz), "own": money(kosten.tagessatz_angesetzt)}
        yield typed.plain(words("rate.compare_above" if above else "rate.compare_below", **compared))
        if above and not inputs.vergleich_grund.strip():
            yield Note("gap", words("rate.reason_missing"))
    if inputs.vergleich_grund.strip():
        yield Heading(3, words("rate.reason"), "", "")
        yield from typed.listed(inputs.vergleich_grund)
    rows = [Definition(words("rate.absent"), ", ".join(str(days) for days in inputs.fehltage))] if inputs.fehltage else []
    rows += [
        Definition(words("rate.paid_days"), format_decimal(kosten.bezahlte_tage)),
        Definition(words("rate.applied"), money(kosten.tagessatz_angesetzt)),
        Definition(words("rate.income"), money(kosten.kostensaetze)),
    ]
    yield Definitions(tuple(rows))


def _values(case: Case, content: Content, results: Results) -> Iterator[Block]:
    """The legal values used, each with its source; the user's own are marked."""
    day = results.stichtag
    rows = []
    for name in (*used_in_order(case, profile(case, content).region, results), *hochlauf.used(case)):
        parameter = content.parameters.get(name)
        if parameter is None:
            continue
        entry = in_force(parameter, day)
        own = case.overrides.get(name)
        if own is not None:
            unit = entry.unit if entry else parameter.values[-1].unit
            rows.append(
                Row(
                    (
                        Cell(parameter.label),
                        Cell(with_unit(own.value, unit), strong=True),
                        Cell("–"),
                        Cell(words("values.own"), strong=True),
                    )
                )
            )
        elif entry is not None and entry.value is not None:
            rows.append(
                Row(
                    (
                        Cell(parameter.label),
                        Cell(with_unit(entry.value, entry.unit)),
                        Cell(_since(entry)),
                        Cell(entry.source),
                    )
                )
            )
        elif entry is None:
            rows.append(Row((Cell(parameter.label), Cell(words("values.unknown"), missing=True), Cell("–"), Cell(parameter.law))))
    if not rows:
        yield Note("gap", words("values.none"))
        return
    yield typed.plain(words("values.lead", day=format_date(day)) if case.period.start else words("values.lead_open"))
    head = [words(f"values.{name}") for name in ("name", "value", "since", "source")]
    columns = tuple(Column(words_, weight=weight) for words_, weight in zip(head, (36, 19, 27, 33), strict=True))
    yield Table(columns, tuple(rows))


def _since(entry: DatedValue) -> str:
    """Since when a value holds; the real first day is not always known."""
    day = format_date(entry.valid_from)
    return words("values.at_latest", day=day) if entry.since_at_latest else day


def _belege(case: Case, _content: Content, results: Results) -> Iterator[Block]:
    found = evidence(results.kosten.lines, case)
    if not found:
        yield Note("gap", words("belege.none"))
        return
    yield typed.plain(words("belege.lead"), quiet=True)
    known = {piece.key: piece for piece in pieces(results.kosten.lines, case)}
    attached = anlagen.numbers(results.kosten.lines, case)
    rows = tuple(
        Row((Cell(entry.number), Cell(entry.title), Cell(", ".join(entry.labels)), belegstand.state(known[key], attached)))
        for key, entry in found.items()
    )
    head = [words(f"belege.{name}") for name in ("number", "what", "lines", "state")]
    yield Table((Column(head[0], quiet=True), Column(head[1]), Column(head[2]), Column(head[3])), rows)
