"""The groups in which the legal values are listed, from `resources/rechtsstand/gruppen.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import Field

from ala_wizard.content.loader import read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words


class ValueGroup(Entry):
    """A heading and the values below it, in their order."""

    title: Words
    names: tuple[str, ...] = ()
    """Empty for the group of all values that no other group names."""


class _File(Entry):
    groups: tuple[ValueGroup, ...] = Field(alias="group", min_length=1)


@cache
def value_groups() -> tuple[ValueGroup, ...]:
    """The groups as they are shown, loaded once. Raises ContentError."""
    file = resources() / "rechtsstand" / "gruppen.toml"
    return read_as(file, _File).groups


def grouped(known: Iterable[str], first: Iterable[str] = ()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Title and names of every group that holds a known value; within a group those in `first` come first."""
    rest, before = set(known), set(first)
    named = {name for group in value_groups() for name in group.names}
    found = []
    for group in value_groups():
        names = [name for name in group.names if name in rest] if group.names else sorted(rest - named)
        found.append((group.title, tuple(sorted(names, key=lambda name: name not in before))))
    return tuple((title, names) for title, names in found if names)
