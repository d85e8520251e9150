"""Parked answers: what was said to a question that is not asked any more. It is kept, but neither printed nor counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ala_wizard.checks.answered import entered, filled, holds
from ala_wizard.content.loader import Condition, Content
from ala_wizard.model import path
from ala_wizard.model.case import Case

_EMPTY = Case()


@dataclass(frozen=True)
class Parked:
    """Answers that rest together, because of one condition."""

    condition: Condition
    addresses: tuple[str, ...]
    """Where something stands that rests; never empty."""


def parked(case: Case, content: Content) -> tuple[Parked, ...]:
    """Everything that rests, in the order of the pages. What is asked elsewhere too does not rest."""
    resting = [entry for entry in content.conditions if not holds(entry.when, case)]
    if not resting:
        return ()
    asked = _asked(case, content)
    found = []
    for entry in resting:
        addresses = tuple(address for address in entry.addresses if address not in asked and _said(case, address))
        if addresses:
            found.append(Parked(entry, addresses))
    return tuple(found)


def active(case: Case, content: Content) -> Case:
    """The case without what rests: the one to reckon, check and print. The same object where nothing rests, or where one asks again."""
    for whole, of, known in _Last.known:
        if whole is case and of is content:
            return known
    found = _without(case, content)
    _Last.known = ((case, content, found), *_Last.known[: REMEMBERED - 1])
    return found


REMEMBERED = 4
"""Figures, checks and every paper ask for the same case; an effect asks for two."""


class _Last:
    known: tuple[tuple[Case, Content, Case], ...] = ()
    """Replaced as a whole: papers are made in other threads."""


def _without(case: Case, content: Content) -> Case:
    for entry in parked(case, content):
        for address in entry.addresses:
            case = path.replace(case, address, path.get(_EMPTY, address))
            unread = {key: typed for key, typed in case.unread.items() if not _within(key, address)}
            if len(unread) < len(case.unread):
                case = case.model_copy(update={"unread": unread})
    return case


def _asked(case: Case, content: Content) -> set[str]:
    """Addresses of the fields and tables that are asked now; several questions may ask for the same."""
    questions = [question for question in content.questions.values() if holds(question.when, case)]
    fields = {field.target for question in questions for field in question.fields if holds(field.when, case)}
    return fields | {table.target for question in questions for table in question.tables}


def _said(case: Case, address: str) -> bool:
    value: Any = path.get(case, address)
    said = filled(value) if address.endswith("]") else entered(case, address)
    return said or any(_within(key, address) for key in case.unread)


def _within(key: str, address: str) -> bool:
    """Is an unread input that of this address, or of a cell of its table?"""
    return key == address or key.startswith(f"{address}[")
