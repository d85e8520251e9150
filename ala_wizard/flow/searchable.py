"""What can be found: the program's own words (built once) and what the open case says (built anew when it changes)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.checks.answered import entered, filled, holds, row_filled
from ala_wizard.checks.context import Finding
from ala_wizard.content.loader import Content
from ala_wizard.content.reference import Reference
from ala_wizard.content.schema import FieldSpec, Part, Question, TableBlock
from ala_wizard.flow.search import Item
from ala_wizard.model import path, richtext
from ala_wizard.model.base import Row
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal, format_money

GO, READ, DO = "geh", "lies", "tu"
"""What a target begins with: a place to go to (`geh:<step>|<question or address>`), an article to read, a deed."""


def go_to(step: str, place: str = "") -> str:
    """The target of a place in the program."""
    return f"{GO}:{step}|{place}"


def of_program(content: Content, reference: Reference) -> Iterator[Item]:
    """Pages, questions with their fields and tables, items of the checklists, words, laws and addresses."""
    for part in content.parts:
        yield Item("seiten", part.title, go_to(part.step), f"{part.lead} {part.help}", also=part.short)
        for question in part.questions:
            yield from _asked(part, question)
    for part in content.parts:
        for question in part.questions:
            if question.checklist:
                yield from _listed(content, part, question)
    for article in reference.articles.values():
        group = "woerter" if article.kind == "wort" else "gesetze"
        yield Item(group, article.title, f"{READ}:{article.key}", article.text, also=article.under)


def not_asked(case: Case, content: Content) -> dict[str, str]:
    """Questions and addresses that a condition hides now, each with the target of the field that decides about it."""
    hidden: dict[str, str] = {}
    shown: set[str] = set()
    for question in content.questions.values():
        if holds(question.when, case):
            shown |= {field.target for field in question.fields if holds(field.when, case)} | {table.target for table in question.tables}
    for entry in content.conditions:
        if holds(entry.when, case):
            continue
        question, field = content.asking[entry.when.address]
        decides = go_to(content.part_of[question.id].step, field.target)
        hidden |= {address: decides for address in entry.addresses if address not in shown}
        if entry.when is entry.question.when:
            hidden[entry.question.id] = decides
    return hidden


def _asked(part: Part, question: Question) -> Iterator[Item]:
    place = where(part)
    yield Item(
        "fragen",
        question.ask,
        go_to(part.step, question.id),
        " ".join((question.heading, question.hint, question.help, *question.authority)),
        place,
        also=question.id,
    )
    for field in question.fields:
        yield Item("fragen", field.label, go_to(part.step, field.target), f"{field.help} {question.ask}", place)
    for table in question.tables:
        yield Item("fragen", table.title, go_to(part.step, table.target), " · ".join(column.label for column in table.columns), place)


def _listed(content: Content, part: Part, question: Question) -> Iterator[Item]:
    checklist = next(entry for entry in content.checklists if entry.id == question.checklist)
    for item in checklist.items:
        yield Item("fragen", item.text, go_to(part.step, item.id), item.help, where(part), also=item.id)


def where(part: Part) -> str:
    """The name of a page with its number, as the list of steps shows it."""
    return f"{part.number} {part.short}" if part.number else part.short


def of_case(case: Case, content: Content, findings: Iterable[Finding] = (), show: Callable[[str], str] | None = None) -> Iterator[Item]:
    """Answers, values and rows of the case, notes of the checklists, and what the check found.

    `show` gives the words of a fact that stands in an answer (see `checks.facts.showing`).
    """
    for part in content.parts:
        for question in part.questions:
            yield from _answered(case, content, part, question, show)
    for finding in findings:
        step = content.part_of.get(finding.question or finding.step)
        yield Item(
            "hinweise",
            finding.text,
            go_to(step.step if step is not None else finding.step, finding.address or finding.question),
            finding.why,
            where(step) if step is not None else "",
        )


def _answered(case: Case, content: Content, part: Part, question: Question, show: Callable[[str], str] | None) -> Iterator[Item]:
    place = where(part)
    answer = case.answers.get(question.id, "")
    if filled(answer):
        answer = richtext.plain(answer, show) if question.kind == "text" else answer
        yield Item("antworten", question.heading or question.ask, go_to(part.step, f"answers[{question.id}]"), answer, place)
    for field in question.fields:
        said = case.unread.get(field.target) or said_by(field, path.get(case, field.target), case, content)
        if said and (field.target in case.unread or entered(case, field.target)):
            yield Item("antworten", field.label, go_to(part.step, field.target), said, place)
    for table in question.tables:
        for row in path.get(case, table.target):
            if row_filled(row):
                yield _row(case, content, part, table, row)
    covering = case.coverage.get(question.id, ()) if question.kind == "coverage" else ()
    names = ", ".join(filter(None, (row_name(case, row_id) for row_id in covering)))
    if names:
        yield Item("antworten", question.heading or question.ask, go_to(part.step, question.id), names, place)
    if question.checklist:
        yield from _noted(case, content, part, question)


def _row(case: Case, content: Content, part: Part, table: TableBlock, row: Row) -> Item:
    """One row of a table: its first words as the title, all its cells as text."""
    cells: list[tuple[str, str]] = []
    for column in table.columns:
        address = f"{table.target}[{row.id}].{column.key}"
        said = case.unread.get(address) or said_by(column, getattr(row, column.key), case, content)
        if said:
            cells.append((go_to(part.step, address), said))
    title = str(getattr(row, "name", "")).strip() or (cells[0][1] if cells else table.title)
    target = cells[0][0] if cells else go_to(part.step, table.target)
    return Item("antworten", title, target, " · ".join(said for _, said in cells), f"{where(part)} · {table.title}", spots=tuple(cells))


def _noted(case: Case, content: Content, part: Part, question: Question) -> Iterator[Item]:
    """What the user wrote at the items of a checklist."""
    checklist = next(entry for entry in content.checklists if entry.id == question.checklist)
    for item in checklist.items:
        state = case.checklist.get(item.id)
        said = " · ".join(filter(None, (state.reason, state.note, state.person))) if state is not None else ""
        if said:
            yield Item("antworten", item.text, go_to(part.step, item.id), said, where(part))


def row_name(case: Case, row_id: str) -> str:
    """The name of a person or an external service; empty when nobody has this ID."""
    names = {person.id: person.name for person in case.people} | {service.id: service.name for service in case.external_services}
    return names.get(row_id, "")


def said_by(spec: FieldSpec, value: Any, case: Case, content: Content) -> str:
    """A value as one would look for it; empty for ticks, yes and no, and where nothing is said."""
    if not filled(value) or isinstance(value, bool) or spec.kind == "yesno":
        return ""
    if spec.kind == "money":
        return format_money(value)
    if isinstance(value, (Decimal, int)):
        return format_decimal(Decimal(value), spec.places)
    if isinstance(value, date):
        return format_date(value)
    if spec.kind == "choice":
        return content.label(spec.choices, value)
    if spec.kind == "row":
        return next((str(getattr(row, "name", "")) for row in path.get(case, spec.rows) if row.id == value), "")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
