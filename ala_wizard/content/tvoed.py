"""Pay tables of the TVöD for social and educational work, from `resources/reference/tvoed_sue.toml`: orientation, no parameter.

Only verified figures stand there: `V` read, `V-calc` reckoned from read ones. A day without a table has no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from ala_wizard.content.loader import read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words

Gruppe = Annotated[str, StringConstraints(pattern=r"^S \d{1,2}[ab]?$")]
Checked = Literal["V", "V-calc"]
Betrag = Annotated[Decimal, Field(gt=0)]


class Dated(Entry):
    """A figure with its days, source and proof."""

    valid_from: date
    valid_until: date
    source: Words
    verified: Checked
    verified_how: Words
    checked_on: date
    note: str = ""

    @model_validator(mode="after")
    def _days(self) -> Dated:
        if self.valid_until < self.valid_from:
            raise ValueError("valid_until lies before valid_from")
        return self

    def holds(self, day: date) -> bool:
        """Is the figure known for a day?"""
        return self.valid_from <= day <= self.valid_until


class Tabelle(Dated):
    """One pay group: six steps, € per month at full time."""

    gruppe: Gruppe
    stufen: tuple[Betrag, Betrag, Betrag, Betrag, Betrag, Betrag]
    rounded: bool = False
    """The source gives whole euros: the figure may be one euro off."""

    @model_validator(mode="after")
    def _rises(self) -> Tabelle:
        if list(self.stufen) != sorted(set(self.stufen)):
            raise ValueError(f"{self.gruppe}: the steps must rise")
        return self


class Sonderzahlung(Dated):
    """Jahressonderzahlung in percent of a month's pay."""

    prozent: Betrag


class Zulage(Dated):
    """SuE-Zulage, € per month at full time, for some groups."""

    gruppen: tuple[Gruppe, ...] = Field(min_length=1)
    betrag: Betrag


class Wochenstunden(Dated):
    """Full time in hours per week."""

    stunden: Betrag


class Rolle(Entry):
    """Which group belongs to which work, as a first guess."""

    funktion: Words
    gruppe: Gruppe
    text: Words
    source: Words
    verified: Checked


class Tvoed(Entry):
    """The whole reference."""

    tabellen: tuple[Tabelle, ...] = Field(alias="tabelle", min_length=1)
    sonderzahlungen: tuple[Sonderzahlung, ...] = Field(alias="sonderzahlung", default=())
    zulagen: tuple[Zulage, ...] = Field(alias="zulage", default=())
    wochenstunden: tuple[Wochenstunden, ...] = Field(alias="wochenstunde", min_length=1)
    rollen: tuple[Rolle, ...] = Field(alias="rolle", default=())

    @model_validator(mode="after")
    def _once(self) -> Tvoed:
        _apart("sonderzahlung", self.sonderzahlungen)
        _apart("wochenstunde", self.wochenstunden)
        for group in {table.gruppe for table in self.tabellen}:
            _apart(group, [table for table in self.tabellen if table.gruppe == group])
            _apart(group, [extra for extra in self.zulagen if group in extra.gruppen])
        known = {table.gruppe for table in self.tabellen}
        unknown = sorted({role.gruppe for role in self.rollen} - known)
        if unknown:
            raise ValueError(f"no table for {', '.join(unknown)}")
        return self

    @property
    def gruppen(self) -> tuple[str, ...]:
        """All groups in the order of the file."""
        return tuple(dict.fromkeys(table.gruppe for table in self.tabellen))

    def tabelle(self, gruppe: str, day: date) -> Tabelle | None:
        """The table of a group on a day."""
        return next((table for table in self.tabellen if table.gruppe == gruppe and table.holds(day)), None)

    def sonderzahlung(self, day: date) -> Sonderzahlung | None:
        """The Jahressonderzahlung of a day."""
        return next((row for row in self.sonderzahlungen if row.holds(day)), None)

    def zulage(self, gruppe: str, day: date) -> Zulage | None:
        """The SuE-Zulage of a group on a day; None also where only unproven figures exist."""
        return next((row for row in self.zulagen if gruppe in row.gruppen and row.holds(day)), None)

    def vollzeit(self, day: date) -> Wochenstunden | None:
        """Full time on a day."""
        return next((row for row in self.wochenstunden if row.holds(day)), None)


def _apart(group: str, rows: Sequence[Dated]) -> None:
    """Two entries for the same thing never share a day."""
    ordered = sorted(rows, key=lambda row: row.valid_from)
    for first, second in pairwise(ordered):
        if second.valid_from <= first.valid_until:
            raise ValueError(f"{group} overlaps from {second.valid_from}")


@cache
def tvoed() -> Tvoed:
    """The program's own tables, loaded once. Raises ContentError."""
    return load(resources() / "reference" / "tvoed_sue.toml")


def load(file: Path) -> Tvoed:
    """Load and check the tables. Raises ContentError with every problem found."""
    return read_as(file, Tvoed)
