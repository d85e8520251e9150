"""What a column of a table is: its kind, its limits, how its values are shown and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Column, TableBlock
from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.model.german import format_decimal
from ala_wizard.ui.editors.fields import Rows, choices_of, may_be_open
from ala_wizard.ui.editors.reading import NUMBERS, Limits, Read, empty_value, limits_of, read, show, unit_of

PICKED = frozenset({"choice", "yesno", "row"})
"""Kinds that are chosen from a list."""


@dataclass(frozen=True)
class CellKind:
    """One column with everything that its cells need."""

    spec: Column
    limits: Limits
    options: Callable[[], list[tuple[str, str]]]
    """(value, words) of a picked kind, without the open answer; empty for others."""
    open_allowed: bool

    @property
    def key(self) -> str:
        """The field of the row."""
        return self.spec.key

    @property
    def head(self) -> str:
        """The words above the column, with the unit."""
        unit = unit_of(self.spec)
        return f"{self.spec.label} in {unit}" if unit and unit not in self.spec.label else self.spec.label

    @property
    def right(self) -> bool:
        """Do the values stand at the right?"""
        return self.spec.kind in NUMBERS

    @property
    def picked(self) -> bool:
        """Is a value chosen from a list?"""
        return self.spec.kind in PICKED

    @property
    def wraps(self) -> bool:
        """May a long value go on in a second line?"""
        return self.spec.kind in ("text", "line", "choice", "row")

    def show(self, value: Any, places: int = 0) -> str:
        """The value as it stands in its cell; with at least so many decimals, so that a column is even."""
        if self.picked:
            words = dict(self.options()).get(value, "")
            return words or (text("editor.nicht_mehr_da") if value else "")
        if self.spec.kind == "check":
            return text("editor.ja") if value else text("editor.nein")
        if places and isinstance(value, Decimal):
            return format_decimal(value, max(places, decimals(value)))
        return show(self.spec, value)

    def read(self, typed: str) -> Read:
        """What was typed, as a value or a problem."""
        return read(self.spec, typed, self.limits)

    def empty(self) -> Any:
        """The value of a cleared cell."""
        return empty_value(self.spec.kind)


def decimals(value: Any) -> int:
    """How many decimals a number has, without zeros at its end."""
    return max(0, -int(value.normalize().as_tuple().exponent)) if isinstance(value, Decimal) and value.is_finite() else 0


def cell_kinds(block: TableBlock, content: Content, row_type: type[Row], rows: Rows | None) -> tuple[CellKind, ...]:
    """The columns of a table block."""
    return tuple(_kind(column, content, limits_of(row_type, column.key), rows) for column in block.columns)


def _kind(column: Column, content: Content, limits: Limits, rows: Rows | None) -> CellKind:
    def options() -> list[tuple[str, str]]:
        if column.kind == "choice":
            return choices_of(column, content, limits)
        if column.kind == "yesno":
            return [("ja", text("editor.ja")), ("nein", text("editor.nein"))]
        return rows(column.rows) if column.kind == "row" and rows else []

    return CellKind(column, limits, options, may_be_open(limits))
