"""Which changes have consequences worth showing, from `resources/effects/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from ala_wizard.content.loader import ContentError, read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words
from ala_wizard.model.case import Case


class Watched(Entry):
    """A value whose change is shown with its effect: a field, or a column of a table."""

    target: Words
    """`offer.places_target`, or table and column: `kostenkalkulation.personal.hours`."""
    nouns: tuple[Words, ...] = ()
    """Beginnings of the words that follow the value in a text."""


class Owner(Entry):
    """A table whose rows others refer to."""

    table: Words


class _File(Entry):
    watched: tuple[Watched, ...] = ()
    owners: tuple[Owner, ...] = Field(default=(), alias="owner")


class Effective(Entry):
    """Everything whose change is shown, by address."""

    watched: dict[str, Watched]
    owners: frozenset[str]

    def of(self, address: str) -> Watched | None:
        """What is known of a field, or of a cell such as `kostenkalkulation.personal[ab12].hours`."""
        table, bracket, rest = address.partition("[")
        return self.watched.get(table + rest.partition("]")[2] if bracket else address)


@cache
def effective() -> Effective:
    """The program's own list, loaded once. Raises ContentError."""
    return load(resources() / "effects")


def load(folder: Path) -> Effective:
    """Load and check a folder. Raises ContentError with every problem found."""
    problems: list[str] = []
    watched: dict[str, Watched] = {}
    owners: set[str] = set()
    for file in sorted(folder.glob("*.toml")):
        try:
            found = read_as(file, _File)
        except ContentError as error:
            problems.append(str(error))
            continue
        names = [*(entry.target for entry in found.watched), *(entry.table for entry in found.owners)]
        problems += [f"{file.name}: Adresse {name} gibt es nicht" for name in names if not _known(name)]
        for entry in found.watched:
            problems += [f"{file.name}: {entry.target} steht doppelt"] if entry.target in watched else []
            watched[entry.target] = entry
        owners |= {entry.table for entry in found.owners}
    if problems:
        raise ContentError("\n".join(problems))
    return Effective(watched=watched, owners=frozenset(owners))


def _known(address: str) -> bool:
    """Does a field, or a column of a table, stand in the case?"""
    kind: Any = Case
    for step in address.split("."):
        if step not in getattr(kind, "model_fields", {}):
            return False
        kind = kind.model_fields[step].annotation
        kind = next(iter(getattr(kind, "__args__", ())), kind) if getattr(kind, "__origin__", None) is tuple else kind
    return True
