"""Addresses inside a case: read and replace one value without touching the rest.

An address is a path of names joined by dots; a row is named by its ID in brackets and a dictionary
entry by its key in brackets: `farm.name`, `people[ab12cd34].leitung`, `answers[K1.1]`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ala_wizard.model.base import Model, Row
from ala_wizard.model.case import Case
from ala_wizard.model.direction import straight

_STEP = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)|\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
"""A name, or a key in brackets; the key may itself be the address of a cell: `unread[people[ab12cd34].name]`."""


class AddressError(KeyError):
    """The address points at nothing in this case."""


def steps(address: str) -> tuple[str, ...]:
    """Split an address into its steps; keys in brackets keep a leading `[`."""
    found: list[str] = []
    at = 0
    while at < len(address):
        match = _STEP.match(address, at)
        if match is None:
            raise AddressError(address)
        found.append(match[1] if match[1] is not None else "[" + match[2])
        at = match.end()
    return tuple(found)


def get(case: Case, address: str) -> Any:
    """The value at an address; a missing dictionary entry is None. Raises AddressError."""
    value: Any = case
    for step in steps(address):
        value = _child(value, step, address)
    return value


def replace(case: Case, address: str, value: Any) -> Case:
    """A new case with one value replaced and validated.

    An empty text or None removes a dictionary entry. Raises AddressError, or pydantic.ValidationError
    when the value does not fit.
    """
    value = straight(value) if isinstance(value, str) else value
    return _replace(case, steps(address), value, address)  # type: ignore[no-any-return]


def _child(value: Any, step: str, address: str) -> Any:
    if not step.startswith("["):
        if isinstance(value, Model) and step in type(value).model_fields:
            return getattr(value, step)
        raise AddressError(address)
    key = step[1:]
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, tuple):
        for row in value:
            if isinstance(row, Row) and row.id == key:
                return row
    raise AddressError(address)


@cache
def adapter(owner: type[Model], field: str) -> TypeAdapter[Any]:
    """The validator of one field, with its limits."""
    return TypeAdapter(owner.model_fields[field].rebuild_annotation())


def _replace(owner: Any, path: tuple[str, ...], new: Any, address: str) -> Any:
    step, rest = path[0], path[1:]
    if not step.startswith("["):
        if not isinstance(owner, Model) or step not in type(owner).model_fields:
            raise AddressError(address)
        old = getattr(owner, step)
        value = _replace(old, rest, new, address) if rest else new
        if not rest or isinstance(old, dict):
            value = adapter(type(owner), step).validate_python(value)
        return owner.model_copy(update={step: value})
    key = step[1:]
    if isinstance(owner, dict):
        value = _replace(owner[key], rest, new, address) if rest and key in owner else new
        if rest and key not in owner:
            raise AddressError(address)
        if value is None or value == "" or value == ():
            return {k: v for k, v in owner.items() if k != key}
        return {**owner, key: value}
    if isinstance(owner, tuple):
        rows = list(owner)
        for index, row in enumerate(rows):
            if isinstance(row, Row) and row.id == key:
                rows[index] = _replace(row, rest, new, address) if rest else new
                return tuple(rows)
    raise AddressError(address)


def row_type(address: str) -> type[Row]:
    """The model of the rows of a table, by its address without rows. Raises AddressError."""
    kind: Any = Case
    for step in address.split("."):
        if step not in getattr(kind, "model_fields", {}):
            raise AddressError(address)
        kind = kind.model_fields[step].annotation
    found = getattr(kind, "__args__", (None,))[0]
    if not (isinstance(found, type) and issubclass(found, Row)):
        raise AddressError(address)
    return found
