"""Addresses of wrong values in words a person knows, taken from the models' own descriptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

SHOWN = 3
"""So many places are named; the rest is counted."""


def named(error: ValidationError, model: type[BaseModel]) -> tuple[tuple[str, ...], int]:
    """The first wrong places in words, and how many more there are."""
    found: dict[str, None] = {}
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        found.setdefault(words(problem["loc"], model), None)
    everything = tuple(found)
    return everything[:SHOWN], max(0, len(everything) - SHOWN)


def words(place: Sequence[str | int], model: type[BaseModel]) -> str:
    """One place in words: „Personal, Zeile 2, Stunden je Woche als Leitung“."""
    said: list[str] = []
    kind: Any = model
    for step in place:
        if isinstance(step, int):
            said.append(f"Zeile {step + 1}")
            kind = _inside(kind)
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(step)
            said.append(_short(field.description or step) if field else f"„{step[:40]}“")
            kind = field.annotation if field else None
        else:
            said.append(f"„{str(step)[:40]}“")
            kind = _inside(kind)
    return ", ".join(said)


def _inside(kind: Any) -> Any:
    """What a list holds per row, or a dictionary per entry."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return None


def _short(description: str) -> str:
    """The first words of a description, up to its first comma, semicolon, colon or bracket."""
    return re.split(r"[,;:(]", description)[0].strip()
