"""Arbitrary cases for property tests, drawn from the models themselves: blank, wild and extreme values in every field."""

from __future__ import annotations

import types
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ala_wizard.model.case import Case, ChecklistState, ParameterOverride

TEXTS = (
    "",
    " ",
    "Erika Muster",
    "F20.0",
    "{x} {",
    "Saatgut ohne Futter",
    "<b>",
    "\n- a\n",
    "P1",
    "ü" * 500,
    "\N{PILE OF POO}",
    "0",
    "**12 Plätze** {plaetze}\n1. {x.y}\n  - a",
)
NUMBERS = tuple(Decimal(value) for value in ("0", "0.005", "1", "7.5", "12", "40", "100", "999999999", "1E+9", "999999999999999"))
DATES = (date(1900, 1, 1), date(2026, 3, 2), date(2026, 12, 31), date(2199, 12, 31))
ADDRESSES = ("farm.phone", "people[x].leitung", "offer.places_target", "nirgends", "kostenkalkulation.personal[leitung].hours", "[", "")
KEYS: dict[str, tuple[str, ...]] = {
    "answers": ("K3.1", "K5.G", "K9.9", ""),
    "bausteine": ("K3.1", "K5.G", "K9.9", ""),
    "coverage": ("K8.a", "K8.e", "K8.x"),
    "checklist": ("C1", "C2", "C9", "C2.3"),
    "todo": ("D4", "D9", "k03", "offen.K3.1", "partner.x", "frist.abgabe"),
    "overrides": ("vertretung_ab", "vollzeit_wochenstunden", "schluessel_gruppenleitung", "bezugsgroesse_west", "anders"),
    "unread": ADDRESSES,
}
IDS = ("x", "leitung", "r1", "y", "steuern")


@st.composite
def models(draw: st.DrawFn, kind: type[BaseModel]) -> Any:
    """Any instance of a model, as validated from plain data; fields may stay at their default."""
    chosen = {name for name, info in kind.model_fields.items() if info.is_required() or draw(st.booleans())}
    drawn = {name: draw(_field(name, info)) for name, info in kind.model_fields.items() if name in chosen}
    return kind.model_validate(drawn)


def cases() -> st.SearchStrategy[Case]:
    """Any case."""
    return models(Case)


def _field(name: str, info: FieldInfo) -> st.SearchStrategy[Any]:
    if name in ("schema_version", "case_id"):
        return st.just(info.default if name == "schema_version" else "fall")
    if name == "id":
        return st.sampled_from(IDS)
    if any(getattr(limit, "pattern", None) for limit in info.metadata):
        return st.sampled_from(("", "08:00", "8:30", "23:59", "12:00"))
    if name in KEYS:
        return st.dictionaries(st.sampled_from(KEYS[name]), _entry(name), max_size=3)
    return _kind(info.annotation, info.metadata)


def _entry(name: str) -> st.SearchStrategy[Any]:
    kinds: dict[str, Any] = {"checklist": ChecklistState, "todo": ChecklistState, "overrides": ParameterOverride}
    if name in kinds:
        return models(kinds[name])
    lists = {"coverage": IDS, "bausteine": TEXTS}
    return st.lists(st.sampled_from(lists[name]), max_size=2).map(tuple) if name in lists else st.sampled_from(TEXTS)


def _kind(kind: Any, limits: list[Any]) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _kind(inner[0], limits)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_kind(one, limits) for one in inner))
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is dict:
        return st.dictionaries(st.sampled_from(IDS), _kind(inner[1], []), max_size=2)
    if origin is tuple:
        return st.lists(_kind(inner[0], []), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_kind(inner[0], []), _kind(inner[1], []), max_size=3)
    if kind is type(None):
        return st.none()
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return models(kind)
    simple: dict[Any, st.SearchStrategy[Any]] = {str: st.sampled_from(TEXTS), bool: st.booleans(), date: st.sampled_from(DATES)}
    if kind in simple:
        return simple[kind]
    allowed = [number for number in NUMBERS if all(_within(number, limit) for limit in limits)]
    return st.sampled_from([int(number) for number in allowed if number == int(number)] if kind is int else allowed)


def _within(number: Decimal, limit: Any) -> bool:
    low, above, high = (getattr(limit, name, None) for name in ("ge", "gt", "le"))
    return (low is None or number >= low) and (above is None or number > above) and (high is None or number <= high)
