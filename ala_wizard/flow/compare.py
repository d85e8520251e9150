"""Two states of a case beside each other: every value that differs, with its label, as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.model import richtext
from ala_wizard.model.base import Row
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal

OWN = frozenset({"case_id", "schema_version", "removed_files"})
"""What belongs to the file and is no value of the application."""
LONGEST = 70
"""Letters shown of a value."""


@dataclass(frozen=True)
class Difference:
    """One value that differs."""

    address: str
    label: str
    old: str
    new: str
    """As one reads them, shortened around the first letter that differs; „–“ for nothing."""


def differences(old: Case, new: Case, content: Content) -> tuple[Difference, ...]:
    """Every value that differs between two states, in the order of the case's own fields; none for equal ones."""
    labels = _labels(content)
    return tuple(
        Difference(
            address,
            _label(address, labels, names),
            *_pair(_words(before, spec := _spec(address, labels), content), _words(after, spec, content)),
        )
        for address, names, before, after in _walk(old, new, "", ())
    )


Found = tuple[str, tuple[str, ...], Any, Any]


def _walk(old: Any, new: Any, address: str, names: tuple[str, ...]) -> Iterator[Found]:
    """Address, names of the rows on the way, both values."""
    if old == new:
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        for field, info in type(new).model_fields.items():
            inner = f"{address}.{field}" if address else field
            if inner not in OWN and not (field == "id" and isinstance(new, Row)):
                short = (info.description or field).split(";")[0].split(",")[0].split("(")[0].strip()
                yield from _walk(getattr(old, field), getattr(new, field), inner, (*names, short))
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in (*new, *(key for key in old if key not in new)):
            yield from _walk(old.get(key), new.get(key), f"{address}[{key}]", (*names, str(key)))
    elif _rows(old) and _rows(new) and (old or new):
        before, after = {row.id: row for row in old}, {row.id: row for row in new}
        for key in (*after, *(key for key in before if key not in after)):
            row = after.get(key) or before[key]
            number = list(after if key in after else before).index(key) + 1
            way = (*names, _row_name(row) or text("vergleich.zeile", number=number))
            if key in before and key in after:
                yield from _walk(before[key], after[key], f"{address}[{key}]", way)
            else:
                there = text("vergleich.zeile_da")
                yield f"{address}[{key}]", way, there if key in before else "", there if key in after else ""
        if before.keys() == after.keys() and list(before) != list(after):
            yield address, names, text("vergleich.reihenfolge_alt"), text("vergleich.reihenfolge_neu")
    else:
        yield address, names, old, new


def _rows(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, Row) for entry in value)


def _row_name(row: Row) -> str:
    """What a row is called: the first of its texts that says something."""
    for field in ("name", "title", "label", "bezeichnung", "text"):
        found = getattr(row, field, "")
        if isinstance(found, str) and found.strip():
            return found.strip()[:40]
    return ""


def _labels(content: Content) -> dict[str, tuple[str, FieldSpec | None]]:
    """Label and field by address; columns by the address of their table, `[]` and their key."""
    found: dict[str, tuple[str, FieldSpec | None]] = {}
    for question in content.questions.values():
        found[f"answers[{question.id}]"] = (question.ask, None)
        found[f"coverage[{question.id}]"] = (question.ask, None)
        for field in question.fields:
            found[field.target] = (field.label, field)
        for table in question.tables:
            found.setdefault(table.target, (table.title, None))  # of several tables over the same rows the first is the chief one
            for column in table.columns:
                found.setdefault(f"{table.target}[].{column.key}", (column.label, column))
    for item in content.items.values():
        found[f"checklist[{item.id}]"] = (item.text, None)
    return found


def _key(address: str) -> str:
    """An address with its rows left open."""
    head, bracket, rest = address.partition("[")
    if not bracket or head in ("answers", "coverage", "checklist", "unread", "todo", "bausteine", "bestaetigte_zahlen", "overrides"):
        return address
    return f"{head}[]{rest.partition(']')[2]}"


def _spec(address: str, labels: dict[str, tuple[str, FieldSpec | None]]) -> FieldSpec | None:
    return labels.get(_key(address), ("", None))[1]


def _label(address: str, labels: dict[str, tuple[str, FieldSpec | None]], names: tuple[str, ...]) -> str:
    """„Personal, Hofleitung: Stunden je Woche“, from the words of the pages where there are some."""
    whole = labels.get(address)
    if whole is not None:
        return whole[0]
    table, key = address.partition("[")[0], _key(address)
    if key in labels and table in labels:
        return f"{labels[table][0]}, {names[-2]}: {labels[key][0]}"
    head = address.partition("]")[0] + "]"
    if head in labels:
        return f"{labels[head][0]}: {names[-1]}" if address != head else labels[head][0]
    if table in labels and address.endswith("]"):
        return f"{labels[table][0]}: {names[-1]}"
    if address.startswith("unread["):
        inner = address.removeprefix("unread[").removesuffix("]")
        return text("vergleich.getippt", name=labels[inner][0] if inner in labels else names[-1])
    return ", ".join(names)


def _words(value: Any, spec: FieldSpec | None, content: Content) -> str:
    """A value as one reads it."""
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, str) and spec is not None and spec.choices in content.choices:
        named = {choice.value: choice.label for choice in content.choices[spec.choices].choices}
        return named.get(value, value)
    if isinstance(value, bool):
        return text("vergleich.ja" if value else "vergleich.nein")
    if isinstance(value, int | Decimal):
        shown = format_decimal(Decimal(value))
        return f"{shown} {spec.unit}".strip() if spec is not None else shown
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return ", ".join(_words(entry, None, content) for entry in value)
    if isinstance(value, BaseModel):
        return ", ".join(found for entry in value.model_dump().values() if (found := _words(entry, None, content)) != "–") or "–"
    return " ".join(richtext.plain(str(value)).split()) or "–"


def _pair(old: str, new: str) -> tuple[str, str]:
    """Both values, cut around the first letter that differs where they are long."""
    same = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
    start = max(0, same - LONGEST // 3) if max(len(old), len(new)) > LONGEST else 0
    return _cut(old, start), _cut(new, start)


def _cut(words: str, start: int) -> str:
    shown = words[start : start + LONGEST]
    return f"{'… ' if start else ''}{shown}{' …' if start + LONGEST < len(words) else ''}".strip() or "–"
