"""One point of a checklist as a page shows it: what holds, who cares, until when, and how urgent that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ala_wizard.checks.listen import ItemState, item_state
from ala_wizard.checks.ticks import Tick
from ala_wizard.content.schema import CheckItem
from ala_wizard.model.case import Case, ChecklistState

SOON = 7
"""Days before its date from which a point says how many are left."""
NAMES = 6
"""Names offered at once."""


@dataclass(frozen=True)
class Punkt:
    """A point with everything said about it."""

    item: CheckItem
    state: ItemState
    reason: str
    """Why the program ticked it; empty otherwise."""
    said: ChecklistState
    days: int | None
    """Days until its date, negative where it has passed; None without a date and for what is done."""

    @property
    def done(self) -> bool:
        """Is nothing left to do?"""
        return self.state != "offen"

    @property
    def overdue(self) -> bool:
        """Has its date passed?"""
        return self.days is not None and self.days < 0


def punkt(item: CheckItem, case: Case, ticks: Mapping[str, Tick], today: date) -> Punkt:
    """One point as it stands today."""
    said = case.checklist.get(item.id, ChecklistState())
    state = item_state(item, case, ticks)
    tick = ticks.get(item.id)
    days = (said.due - today).days if said.due is not None and state == "offen" else None
    return Punkt(item, state, tick.reason if tick is not None and tick.done else "", said, days)


def people(case: Case) -> tuple[str, ...]:
    """Names to offer as responsible: those named most often in the lists first, then the staff."""
    named: dict[str, int] = {}
    for entry in case.checklist.values():
        if entry.person.strip():
            named[entry.person.strip()] = named.get(entry.person.strip(), 0) + 1
    ordered = sorted(named, key=lambda name: (-named[name], name))
    return tuple(_first([*ordered, *(person.name.strip() for person in case.people)]))


def _first(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name][:NAMES]
