"""The Konzept: the answers as typed, with the tables and figures that belong to them (Fachvorgabe section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import localcontext
from itertools import groupby

from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import chosen, open_points, row_filled, written_answer
from ala_wizard.checks.beispiel import example_lines
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import PageField, Question, TableBlock
from ala_wizard.documents import typed, values
from ala_wizard.documents.answers import answer, short_answer
from ala_wizard.documents.arbeitsbereiche import steps_table
from ala_wizard.documents.bilder import pictures
from ala_wizard.documents.blocks import Block, Cell, Column, Definition, Definitions, Document, Fact, Facts, Heading, Note, Row, Table
from ala_wizard.documents.common import KINDS, farm_name, fits, numbered, overrides, paper, without_empty
from ala_wizard.documents.finanzierung import TABLES, financing
from ala_wizard.documents.outline import STECKBRIEF, Section, outline
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.steckbrief import steckbrief
from ala_wizard.documents.week import timetable
from ala_wizard.documents.wording import entry_of, words
from ala_wizard.model import path, richtext
from ala_wizard.model.case import Case
from ala_wizard.model.money import DIGITS

FINANCE = "K9"
"""The chapter that shows the calculators' figures."""
HOURS = "K8.4"
"""The question whose table shows the hours by function."""
SHORT = "W"
"""The part of the five one-line answers."""
STRIP = 4


def konzept(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The whole Konzept."""
    case = active(case, content)
    subtitle = case.offer.title.strip() or (words("konzept.subtitle", farm=farm_name(case)) if farm_name(case) else "")
    document = paper("konzept", words("konzept.title"), subtitle, case, content, results, stamp)
    with localcontext() as decimals:
        decimals.prec = DIGITS
        return replace(document, blocks=numbered(_blocks(case, content, results, stamp)))


def _blocks(case: Case, content: Content, results: Results, stamp: Stamp) -> Iterator[Block]:
    yield from _short(case, content, results)
    for chapter in outline(case, content).chapters:
        yield Heading(1, chapter.part.title, chapter.number, chapter.part.id)
        if chapter.part.id == FINANCE:
            yield from _finance(results)
        for section in chapter.sections:
            yield from _section(section, case, content, results)
            yield from pictures(section, case, stamp)
    yield from overrides(case, content, results)


def _short(case: Case, content: Content, results: Results) -> Iterator[Block]:
    """Wer, was, warum, mit wem, für wen: at the very beginning."""
    part = content.part_of.get(SHORT)
    if part is None:
        return
    yield Heading(1, words("konzept.short_title"), "", part.id)
    written = [question for question in part.questions if richtext.plain(case.answers.get(question.id, "")).strip()]
    own = [not example_lines(case.answers[question.id], case, results, content) for question in written]
    for mine, group in groupby(zip(own, written, strict=True), key=lambda pair: pair[0]):
        if not mine:
            yield Note("warn", words("common.example_text"))
        yield Definitions(tuple(short_answer(q.heading or q.ask, q.id, case, content, results) for _, q in group))
    if any(open_points(question, case) for question in part.questions):
        yield gap()


def gap() -> Note:
    """A quiet sign that something is still to say."""
    return Note("gap", words("common.gap"))


def _finance(results: Results) -> Iterator[Block]:
    if results.kosten.tagessatz is None:
        yield Note("gap", words("konzept.finance_missing"))
        return
    yield Facts(
        (
            Fact(values.money(results.kosten.tagessatz_angesetzt), words("konzept.finance.tagessatz")),
            Fact(values.money(results.kosten.gesamtkosten), words("konzept.finance.gesamtkosten")),
            Fact(values.money(results.ergebnis.arbeitsergebnis), words("konzept.finance.arbeitsergebnis")),
            Fact(values.money(results.ergebnis.entgelte), words("konzept.finance.entgelte")),
        )
    )
    yield typed.plain(words("konzept.finance_lead"), quiet=True)


def _section(section: Section, case: Case, content: Content, results: Results) -> Iterator[Block]:
    yield Heading(2, section.heading, section.number, section.anchor)
    if section.questions[0].kind == "coverage":
        yield _coverage(section.questions, case)
        rows = tuple(row for question in section.questions for row in _definitions(question, case, content))
        if rows:
            yield Definitions(rows)
        if any(
            address not in case.unread and not address.startswith("coverage[")
            for q in section.questions
            for address in open_points(q, case)
        ):
            yield gap()
        return
    question = section.questions[0]
    strip, rows = _fields(question, case, content)
    if strip:
        yield Facts(strip)
    yield from answer(question.id, case, content, results)
    if question.id == STECKBRIEF:
        yield from steckbrief(case)
    if rows:
        yield Definitions(rows)
    for table in question.tables:
        if not table.document or table.target in entry_of("konzept.dropped").get(question.id, ()):
            continue
        made = _table(question, table, case, content)
        if made is not None:
            yield made
    figures = financing(question.id, results)
    if figures is not None:
        yield figures
    silent = question.id in TABLES and figures is None and not written_answer(question.id, case)
    if silent or any(address not in case.unread for address in open_points(question, case)):
        yield gap()


def _table(question: Question, block: TableBlock, case: Case, content: Content) -> Table | None:
    """A table of the case; some have a form of their own."""
    if block.target == "week_plan":
        return timetable(case, content, block.title)
    if block.target == "work_areas":
        return steps_table(case, content, block.title)
    if question.id == HOURS and block.target == "people":
        return _hours(case, content)
    columns = entry_of("konzept.columns").get(question.id, {}).get(block.target)
    if columns:
        specs = values.columns_of(content, block.target)
        block = block.model_copy(update={"columns": tuple(specs[key] for key in columns if key in specs)})
    hidden, folded = (entry_of(f"konzept.{name}").get(block.target, ()) for name in ("hidden", "folded"))
    return values.table(block, case, content, hidden, folded)


def _hours(case: Case, content: Content) -> Table | None:
    """Who gives which hours to which function and who stands in: one line each, since most have one function or two."""
    specs = values.columns_of(content, "people")
    rows = []
    for person in case.people:
        if row_filled(person):
            contract = values.shown(specs["contract_hours"], person.contract_hours, case, content)
            rows.append((person.name, values.hours(person, content), person.substitute, contract))
    if not any(part.strip() for row in rows for part in row[1:]):
        return None
    heads = (specs["name"].label, words("konzept.hours"), specs["substitute"].label, specs["contract_hours"].label)
    columns = tuple(Column(head, "right" if head == heads[-1] else "left") for head in heads)
    return without_empty(Table(columns, tuple(Row(tuple(Cell(part) for part in row)) for row in rows), words("konzept.hours_caption")))


def _fields(question: Question, case: Case, content: Content) -> tuple[tuple[Fact, ...], tuple[Definition, ...]]:
    """The question's single values: as a strip of figures if all are short, else one below the other."""
    labels = entry_of("konzept.labels")
    pairs: list[tuple[PageField, str, str]] = []
    kinds = {f"offer.{kind}" for kind in KINDS}
    if any(field.target in kinds for field in question.fields):
        suits = fits(case)
        question = question.model_copy(update={"fields": tuple(field for field in question.fields if field.target not in kinds)})
        return (), (*suits, *_definitions(question, case, content))
    for field in question.fields:
        label = labels.get(field.target, field.label)
        value = values.shown(field, path.get(case, field.target), case, content)
        if value:
            pairs.append((field, label, values.with_unit(field, value, label)))
    if pairs and len(question.fields) <= STRIP and all(field.kind in values.SHORT for field in question.fields):
        return tuple(Fact(value, label) for _, label, value in pairs), ()
    return (), tuple(Definition(label, value) for _, label, value in pairs)


def _definitions(question: Question, case: Case, content: Content) -> tuple[Definition, ...]:
    """The question's single values one below the other, whatever their kind."""
    strip, rows = _fields(question, case, content)
    return rows or tuple(Definition(fact.label, fact.value) for fact in strip)


def _coverage(questions: tuple[Question, ...], case: Case) -> Table:
    """K8.a to K8.e: which field is covered by whom."""
    names = {person.id: person.name.strip() or person.id for person in case.people}
    names |= {service.id: service.name.strip() or service.id for service in case.external_services}
    rows = []
    for question in questions:
        who = ", ".join(names[row] for row in chosen(case, question.id))
        if not who and f"coverage[{question.id}]" not in open_points(question, case):
            continue
        cell = Cell(who) if who else Cell(words("common.open"), missing=True)
        rows.append(Row((Cell(question.heading or question.ask), cell)))
    columns = (Column(words("konzept.coverage_field"), weight=4), Column(words("konzept.coverage_who"), weight=6))
    return Table(columns, tuple(rows), lead_column=True)
