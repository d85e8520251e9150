"""Typed text to value and back, for every kind of field: with the limits of the model, and the sentence when it does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt

from ala_wizard.content.schema import FieldSpec, PageField
from ala_wizard.content.texts import text
from ala_wizard.model.base import Model
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal, parse_date, parse_decimal, parse_time

NUMBERS = frozenset({"money", "decimal", "count", "percent", "hours"})
"""Kinds whose value is one number: right-aligned, with their unit."""
TYPED = NUMBERS | {"counts", "date", "time"}
"""Kinds whose text can be unreadable."""
MAX_PLACES = 12
"""More decimals than any key or share needs: refused as a slip of the finger."""


@dataclass(frozen=True)
class Limits:
    """What the model allows for one field. Without a bound: None."""

    ge: Decimal | None = None
    gt: Decimal | None = None
    le: Decimal | None = None
    lt: Decimal | None = None
    values: tuple[str, ...] | None = None
    """The values of a closed choice; `""` among them means that it may stay open."""


def limits_of(owner: type[Model], name: str) -> Limits:
    """The limits of a field of the model."""
    info = owner.model_fields[name]
    found: dict[str, Decimal] = {}
    for rule in info.metadata:
        for kind, key in ((Ge, "ge"), (Gt, "gt"), (Le, "le"), (Lt, "lt")):
            if isinstance(rule, kind):
                found[key] = Decimal(str(getattr(rule, key)))
    annotation = info.annotation
    values = tuple(str(value) for value in get_args(annotation)) if get_origin(annotation) is Literal else None
    return Limits(**found, values=values)


def limits_for(spec: FieldSpec) -> Limits:
    """The limits of a page field, found by its address; a column's are found by its row type."""
    if not isinstance(spec, PageField):
        return Limits()
    owner: Any = Case
    *path, name = spec.target.split(".")
    for step in path:
        owner = owner.model_fields[step].annotation
    return limits_of(owner, name)


@dataclass(frozen=True)
class Read:
    """What a typed text means: a value, or the sentence that says why it has none. `asked` is a question back to the user."""

    value: Any = None
    problem: str = ""
    asked: str = ""


def empty_value(kind: str) -> Any:
    """The value of an emptied field: what the model holds where nothing was said."""
    if kind in NUMBERS or kind == "date":
        return None
    if kind == "counts":
        return ()
    return False if kind == "check" else ""


def read(spec: FieldSpec, typed: str, limits: Limits) -> Read:
    """Read what was typed into a field."""
    kind = spec.kind
    if kind not in TYPED:
        return Read(typed)
    if not typed.strip():
        return Read(empty_value(kind))
    if kind == "date":
        found = parse_date(typed)
        return Read(found.value) if found.value else _problem(found.problem, typed)
    if kind == "time":
        time = parse_time(typed)
        return Read(time.value) if time.value else _problem(time.problem, typed)
    if kind == "counts":
        return _counts(typed)
    return _number(spec, typed, limits)


def _number(spec: FieldSpec, typed: str, limits: Limits) -> Read:
    bare = typed.strip()
    ended = bool(re.fullmatch(r".*\d[.,]", bare))
    found = parse_decimal(bare[:-1] if ended else bare)
    value = found.value
    if value is None:
        return _problem(found.problem, typed) if found.problem not in ("", "zahl") else not_a_number(spec, typed)
    if int(value.as_tuple().exponent) < -MAX_PLACES:
        return Read(problem=text("editor.lange_ziffern"))
    if (limits.ge is not None and limits.ge == 0 and value < 0) or (limits.gt is not None and limits.gt == 0 and value < 0):
        return Read(problem=text("lesen.negativ") if spec.kind == "money" else text("editor.negativ"))
    for fits, words, bound in (
        (limits.ge is None or value >= limits.ge, "mindestens", limits.ge),
        (limits.gt is None or value > limits.gt, "mehr_als", limits.gt),
        (limits.le is None or value <= limits.le, "hoechstens", limits.le),
        (limits.lt is None or value < limits.lt, "hoechstens", limits.lt),
    ):
        if not fits and bound is not None:
            limit = text(f"editor.{words}", value=format_decimal(bound))
            return Read(problem=text("lesen.grenze", typed=bare, limit=limit))
    if spec.kind == "count" and value != value.to_integral_value():
        return _problem("ganz", typed)
    asked = text("lesen.gefragt", typed=bare, shown=_with_unit(spec, show(spec, value))) if found.asked else ""
    return Read(int(value) if spec.kind == "count" else value, asked=asked)


def _counts(typed: str) -> Read:
    parts = [part for part in re.split(r"[\s;,/]+", typed) if part]
    if not all(re.fullmatch(r"\d{1,9}", part) for part in parts):
        return Read(problem=text("editor.zahlen", typed=typed.strip()))
    return Read(tuple(int(part) for part in parts))


def _problem(name: str, typed: str) -> Read:
    return Read(problem=text(f"lesen.{name}", typed=typed.strip()))


def not_a_number(spec: FieldSpec, typed: str) -> Read:
    """The sentence for a text that is no number, with an example of the field's own kind."""
    example = text(f"lesen.beispiel_{spec.kind}" if spec.kind in NUMBERS else "lesen.beispiel_money")
    return Read(problem=text("lesen.zahl", typed=typed.strip(), example=example))


def unit_of(spec: FieldSpec) -> str:
    """The unit that stands beside the number."""
    return spec.unit or {"money": "€", "percent": "%"}.get(spec.kind, "")


def _with_unit(spec: FieldSpec, shown: str) -> str:
    unit = unit_of(spec)
    return f"{shown}\u00a0{unit}" if unit in ("€", "%") else shown


def show(spec: FieldSpec, value: Any) -> str:
    """A value as it stands in its field after leaving it. No decimal that was typed is hidden."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, tuple):
        return ", ".join(str(entry) for entry in value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        number = Decimal(value)
        wanted = spec.places if spec.places is not None else 2 if spec.kind == "money" else None
        if wanted is not None and number != number.quantize(Decimal(1).scaleb(-wanted)):
            wanted = None
        return format_decimal(number, wanted)
    return str(value)
