"""Is a question answered? Only what the user entered counts, never what a new case brings along."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

from ala_wizard.content.schema import Question, TableBlock, When
from ala_wizard.model import path
from ala_wizard.model.base import Row
from ala_wizard.model.case import Case
from ala_wizard.model.costs import FixedLine, PersonalLine, SachLine
from ala_wizard.model.richtext import parse, unedited
from ala_wizard.model.spots import open_spots

State = Literal["leer", "begonnen", "vollstaendig"]

PREPARED: dict[type[Row], frozenset[str]] = {
    PersonalLine: frozenset({"funktion", "key"}),
    FixedLine: frozenset({"kind"}),
    SachLine: frozenset({"kind"}),
}
"""Columns that a new case fills for the user: alone they are no answer."""

_EMPTY = Case()


def holds(when: When | None, case: Case) -> bool:
    """Is something with this condition asked? Without one always."""
    if when is None:
        return True
    value = path.get(case, when.address)
    said = ("nein", "ja")[value] if isinstance(value, bool) else value
    return said == when.equals if when.equals else said != when.is_not


def filled(value: Any) -> bool:
    """Does a value say anything? Blank texts, empty lists, rows without a word, a missing tick and None do not."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, tuple) and value and all(isinstance(row, Row) for row in value):
        return any(row_filled(row) for row in value)
    return value is not None and value != () and value != {} and value is not False


def written_answer(question_id: str, case: Case) -> bool:
    """Is there an answer in own words? Facts alone say nothing that does not stand elsewhere, and marks are no words."""
    return _own_words(case.answers.get(question_id, ""))


@lru_cache(maxsize=512)
def _own_words(stored: str) -> bool:
    """Remembered, since the same answers are looked at again and again."""
    return any(run.text.strip() for line in parse(stored) for run in line.runs)


def row_filled(row: Row, columns: Iterable[str] | None = None) -> bool:
    """Does a row hold more than what was prepared? Optionally only these columns count."""
    fields = type(row).model_fields
    return any(
        filled(value := getattr(row, name)) and value != fields[name].default
        for name in (columns if columns is not None else fields)
        if name != "id" and name not in PREPARED.get(type(row), ())
    )


def rows_filled(case: Case, address: str, columns: Iterable[str] | None = None) -> tuple[Row, ...]:
    """The rows of a table that hold content."""
    wanted = tuple(columns) if columns is not None else None
    return tuple(row for row in path.get(case, address) if row_filled(row, wanted))


def entered(case: Case, address: str) -> bool:
    """Did the user put something at an address? Rows must hold content; a default value is nothing entered."""
    value = path.get(case, address)
    if isinstance(value, tuple) and value and isinstance(value[0], Row):
        return bool(rows_filled(case, address))
    return filled(value) and value != path.get(_EMPTY, address)


def chosen(case: Case, field: str) -> tuple[str, ...]:
    """Who covers a field K8.a to K8.e: IDs that still belong to somebody."""
    known = {row.id for row in (*case.people, *case.external_services)}
    return tuple(row for row in case.coverage.get(field, ()) if row in known)


def unread(question: Question, case: Case) -> tuple[str, ...]:
    """Addresses of this question whose input could not be read."""
    return tuple(address for address in case.unread if _owns(question, address))


def open_points(question: Question, case: Case) -> tuple[str, ...]:
    """Addresses that still need something; optional questions need nothing but readable input."""
    if not holds(question.when, case):
        return ()
    found = list(unread(question, case))
    if question.required:
        found += [address for address in _needed(question, case) if address not in found]
    return tuple(found)


def is_draft(question: Question, case: Case) -> bool:
    """Is the answer still that of somebody else: a building block as it came, or a question in brackets that it left?"""
    if question.kind != "text" or not holds(question.when, case) or not holds(question.answer_when, case):
        return False
    return _unfinished(case.answers.get(question.id, ""), case.bausteine.get(question.id, ()))


@lru_cache(maxsize=512)
def _unfinished(stored: str, inserted: tuple[str, ...]) -> bool:
    return bool(open_spots(stored) or unedited(stored, inserted))


def is_answered(question: Question, case: Case) -> bool:
    """Something is entered, nothing required is open, and the answer is the farm's own."""
    return has_content(question, case) and not open_points(question, case) and not is_draft(question, case)


def has_content(question: Question, case: Case) -> bool:
    """Did the user enter anything at all?"""
    if not holds(question.when, case):
        return False
    answer = holds(question.answer_when, case)
    return (
        (answer and written_answer(question.id, case))
        or (answer and question.kind == "coverage" and bool(chosen(case, question.id)))
        or any(entered(case, field.target) for field in question.fields if holds(field.when, case))
        or any(rows_filled(case, table.target, _columns(table)) for table in question.tables)
        or bool(unread(question, case))
    )


def state(question: Question, case: Case) -> State:
    """How far one question is."""
    return combined(((question, case),))


def part_state(questions: Iterable[Question], case: Case) -> State:
    """How far several questions are together."""
    return combined((question, case) for question in questions)


def combined(pairs: Iterable[tuple[Question, Case]]) -> State:
    """Leer when nothing was entered, vollständig when nothing required is open and no answer is a draft, else begonnen."""
    pairs = tuple(pairs)
    if not any(has_content(question, case) for question, case in pairs):
        return "leer"
    return "begonnen" if any(open_points(question, case) or is_draft(question, case) for question, case in pairs) else "vollstaendig"


def _needed(question: Question, case: Case) -> list[str]:
    """Required addresses without content, in the order of the page."""
    found: list[str] = []
    answer = holds(question.answer_when, case)
    if answer and question.kind in ("text", "line") and not written_answer(question.id, case):
        found.append(f"answers[{question.id}]")
    if answer and question.kind == "coverage" and not chosen(case, question.id):
        found.append(f"coverage[{question.id}]")
    found += [
        field.target for field in question.fields if field.required and holds(field.when, case) and not filled(path.get(case, field.target))
    ]
    found += [table.target for table in question.tables if table.required and not rows_filled(case, table.target, _columns(table))]
    return found


def _columns(table: TableBlock) -> tuple[str, ...]:
    """The columns that count as an answer; where rows come from elsewhere, their name only says which row it is."""
    return tuple(column.key for column in table.columns if table.add or column.key != "name")


def _owns(question: Question, address: str) -> bool:
    if address in (f"answers[{question.id}]", *(field.target for field in question.fields)):
        return True
    return any(
        address.startswith(table.target + "[") and address.rpartition(".")[2] in {c.key for c in table.columns} for table in question.tables
    )
