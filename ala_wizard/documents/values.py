"""The values of a case as a document prints them: by the kind of their field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.checks.answered import rows_filled
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Column as ColumnSpec
from ala_wizard.content.schema import FieldSpec, TableBlock
from ala_wizard.documents.blocks import Align, Cell, Column, Row, Table
from ala_wizard.documents.wording import words
from ala_wizard.model import path
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal, format_money
from ala_wizard.model.people import FUNCTIONS, Person

NUMBERS = frozenset({"money", "decimal", "count", "percent", "hours"})
SHORT = NUMBERS | {"date", "time"}
"""Kinds short enough to stand as a key figure."""


def shown(spec: FieldSpec, value: Any, case: Case, content: Content) -> str:
    """One value in words; empty where nothing is known."""
    if value is None or value == "" or value == ():
        return ""
    if spec.kind == "money":
        return format_decimal(value, 2 if spec.places is None else spec.places)
    if isinstance(value, bool):
        return words("common.yes") if value else words("common.no")
    if isinstance(value, Decimal):
        return format_decimal(value, spec.places)
    if isinstance(value, int):
        return format_decimal(Decimal(value))
    if isinstance(value, date):
        return format_date(value)
    if spec.kind == "steps":
        return "\n".join(
            words("common.step", text=step.text.strip(), aid=step.aid.strip()) if step.aid.strip() else step.text.strip() for step in value
        )
    if isinstance(value, tuple):
        return ", ".join(str(entry) for entry in value)
    if spec.kind == "choice":
        return content.label(spec.choices, value)
    if spec.kind == "yesno":
        return words("common.yes") if value == "ja" else words("common.no")
    if spec.kind == "row":
        return row_name(case, spec.rows, value)
    return str(value)


def row_name(case: Case, address: str, row_id: str) -> str:
    """The name of a row that another row points at; empty if it has none, or if the row is gone: its ID says nothing to anybody."""
    return next((str(getattr(row, "name", "")) for row in path.get(case, address) if row.id == row_id), "")


def with_unit(spec: FieldSpec, value: str, label: str) -> str:
    """A value with its unit, unless its label already says it."""
    return f"{value}\u00a0{spec.unit}" if value and spec.unit and spec.unit.lower() not in label.lower() else value


def alignment(spec: FieldSpec) -> Align:
    """Numbers stand at the right."""
    return "right" if spec.kind in NUMBERS else "left"


def table(
    block: TableBlock, case: Case, content: Content, hidden: Iterable[str] = (), folded: Iterable[str] = (), caption: str | None = None
) -> Table | None:
    """A table of the case with the columns and rows that hold something; None where nothing does.

    `folded` columns stand as a quiet second line in the first cell, so that long texts keep their room.
    """
    hide, fold = set(hidden), set(folded)
    specs = [column for column in block.columns if column.key not in hide]
    rows = [row for row in rows_filled(case, block.target) if any(_cell(spec, row, case, content) for spec in specs)]
    kept = [spec for spec in specs if any(_cell(spec, row, case, content) for row in rows)]
    if not kept:
        return None
    columns = [aligned(spec, [getattr(row, spec.key) for row in rows]) for spec in kept if spec.key not in fold]
    notes = [spec for spec in kept if spec.key in fold]

    def cells(row: Any) -> Iterator[Cell]:
        parts = [_note(spec, _cell(spec, row, case, content)) for spec in notes]
        for spec in columns:
            value = _cell(spec, row, case, content)
            new = dict.fromkeys(part for part in parts if part and not says(value, part))
            yield Cell(value, note=" · ".join(new) if spec is columns[0] else "")

    return Table(
        columns=tuple(Column(_head(spec), alignment(spec)) for spec in columns),
        rows=tuple(Row(tuple(cells(row))) for row in rows),
        caption=block.title if caption is None else caption,
    )


def aligned(spec: ColumnSpec, values: Iterable[Any]) -> ColumnSpec:
    """A column whose numbers have the same number of decimals, so that their signs stand below each other."""
    if spec.kind not in NUMBERS or spec.kind == "money" or spec.places is not None:
        return spec
    return spec.model_copy(update={"places": decimals(value for value in values if isinstance(value, Decimal))})


def decimals(values: Iterable[Decimal]) -> int:
    """So many decimals the one with the most needs."""
    return max((max(0, -int(value.normalize().as_tuple().exponent)) for value in values), default=0)


EMPTY_WORDS = frozenset({"andere", "dienst", "dienste", "gruppe", "partner", "stelle", "stellen"})
"""Words that tell nothing apart."""
STEM = 6
"""So many letters of a word count at least, and all but its last three."""


def says(name: str, kind: str) -> bool:
    """Does a name already say of what kind it is? „Tagesklinik am Markt“ says „Wohngruppen und Kliniken“."""
    plain, words_ = _plain(name), [word for word in re.findall(r"\w+", kind) if _tells(word)]
    stems = [_plain(word)[: max(STEM, len(word) - 3)] for word in words_]
    short = [word for word in re.findall(r"\w+", name) if word.isupper() and len(word) > 2]
    return not words_ or any(stem in plain for stem in stems) or any(_abbreviates(word, long) for word in short for long in words_)


def _abbreviates(short: str, word: str) -> bool:
    """„IFD“ stands for „Integrationsfachdienst“: the same first letter, the others in the same order."""
    letters = iter(_plain(word))
    return _plain(short)[0] == _plain(word)[0] and all(letter in letters for letter in _plain(short))


def _tells(word: str) -> bool:
    return word.casefold() not in EMPTY_WORDS and (len(word) > 4 or (word.isupper() and len(word) > 2))


def _plain(word: str) -> str:
    """Small letters without their marks: „Ärzte“ and „Arzt“ begin alike."""
    return "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char))


def _note(spec: FieldSpec, value: str) -> str:
    """A folded value; numbers and yes or no need their label."""
    return f"{spec.label}: {value}" if value and (spec.kind in NUMBERS or spec.kind in ("yesno", "check")) else value


def hours(person: Person, content: Content) -> str:
    """Hours per week by function in one line: „Leitung 3,5 · Verwaltung 4“; empty where there are none."""
    specs = columns_of(content, "people")
    found = [
        f"{specs[name].label}\u00a0{format_decimal(value)}"
        for name in FUNCTIONS
        if name in specs and (value := getattr(person, name)) is not None
    ]
    return " · ".join(found)


def columns_of(content: Content, target: str) -> dict[str, ColumnSpec]:
    """All columns that any page shows for a table of the case."""
    tables = [table for question in content.questions.values() for table in question.tables if table.target == target]
    return {column.key: column for block in reversed(tables) for column in block.columns}


def chosen_table(target: str, keys: Iterable[str], title: str, case: Case, content: Content) -> Table | None:
    """A table of the case with chosen columns, whatever page shows them."""
    specs = columns_of(content, target)
    columns = tuple(specs[key] for key in keys if key in specs)
    if not columns:
        return None
    return table(TableBlock(target=target, title=title, add="+", empty="–", column=columns), case, content)


def _cell(spec: ColumnSpec, row: Any, case: Case, content: Content) -> str:
    return shown(spec, getattr(row, spec.key), case, content)


def _head(spec: FieldSpec) -> str:
    return f"{spec.label} ({spec.unit})" if spec.unit and spec.unit.lower() not in spec.label.lower() else spec.label


def unbroken(formula: str) -> str:
    """A way of reckoning whose numbers keep their units beside them."""
    return re.sub(r" (?=(?:[€%h]|m²)(?: |$|\)))", "\u00a0", formula)


def money(value: Decimal | None) -> str:
    """An amount with its sign of currency; a dash while unknown."""
    return format_money(value, "€") if value is not None else "–"
