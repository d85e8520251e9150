"""A sheet that grows from top to bottom: heads, rows, input cells with their addresses, formulas with their present value.

Words of the user are always written as text, so that nothing typed can become a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from ala_wizard.documents.wording import words as _words

LONGEST = 2000
"""Letters of a text in a cell; a spreadsheet takes no novel."""
LINE_HEIGHT = 13.5
"""Points of a line in a cell."""
FONT = "Arial"
INK, QUIET, ACCENT, LINE, INPUT, EDGE, SUNKEN = "#1C221E", "#515A54", "#1F6A45", "#C9C5B9", "#FFF4CC", "#B36B00", "#F1EFE9"
NUMBERS = {"money": "#,##0.00", "count": "#,##0", "any": "#,##0.####", "percent": "#,##0.##"}


def words(key: str, **values: object) -> str:
    """The words of the spreadsheet."""
    return _words(f"arbeitsmappe.{key}", **values)


@dataclass(frozen=True)
class Input:
    """A cell that may be changed, with its address in the case."""

    address: str
    label: str
    value: Decimal | int | None
    kind: str = "any"


@dataclass(frozen=True)
class Formula:
    """A formula without its leading sign, and what it gives now."""

    formula: str
    value: Decimal | str
    kind: str = "money"
    strong: bool = False


Content = str | Input | Formula | None


@dataclass
class Book:
    """The file while it is made."""

    target: BytesIO = field(default_factory=BytesIO)

    def __post_init__(self) -> None:
        self.file = xlsxwriter.Workbook(self.target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.inputs: list[tuple[str, str, Input]] = []
        """Sheet, cell and what may be changed there."""
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: Any) -> Any:
        """A format with these properties."""
        whole = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(whole)
        return self._formats[key]

    def name(self, name: str, sheet: str, cell: str) -> str:
        """Give a cell a name for formulas."""
        column, row = "".join(filter(str.isalpha, cell)), "".join(filter(str.isdigit, cell))
        self.file.define_name(name, f"='{sheet}'!${column}${row}")
        return name


class Sheet:
    """One sheet; `row` is the next free row, counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.title_text = book, name
        self.sheet = book.file.add_worksheet(name)
        self.row = 0
        self._widths = tuple(widths)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, book.look())
        self.sheet.hide_gridlines(2)
        self.sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def title(self, text: str, lead: str = "") -> None:
        """The head of the sheet."""
        self.sheet.write_string(self.row, 0, text, self.book.look(bold=True, font_size=16))
        self.row += 1
        if lead:
            self.sheet.write_string(self.row, 0, lead, self.book.look(font_color=QUIET))
            self.row += 1
        self.row += 1

    def section(self, text: str) -> None:
        """The head of a part."""
        self.sheet.write_string(self.row, 0, text, self.book.look(bold=True, font_size=12, font_color=ACCENT))
        self.row += 1

    def heads(self, *texts: str) -> None:
        """Heads of columns; an empty one leaves its column out."""
        look = self.book.look(bold=True, font_color=QUIET, font_size=9, text_wrap=True, valign="bottom", bottom=1, bottom_color=INK)
        for column, text in enumerate(texts):
            self.sheet.write_string(self.row, column, text, look)
        self.row += 1

    def note(self, text: str, column: int = 0) -> None:
        """A quiet line."""
        self.sheet.write_string(self.row, column, text, self.book.look(font_color=QUIET, italic=True))
        self.row += 1

    def line(self, cells: Sequence[Content], *, total: bool = False) -> int:
        """A row of cells; gives its number as formulas count, from 1."""
        for column, content in enumerate(cells):
            self._write(column, content, total=total)
        if (high := self._lines(cells)) > 1:
            self.sheet.set_row(self.row, LINE_HEIGHT * high)
        self.row += 1
        return self.row

    def _lines(self, cells: Sequence[Content]) -> int:
        """So many lines the longest wrapped text needs: not every spreadsheet program finds that out by itself."""
        return max(
            (
                -(-len(text) // max(1, int(self._widths[at] * 1.2)))
                for at, text in enumerate(cells)
                if at and isinstance(text, str) and at < len(self._widths)
            ),
            default=1,
        )

    def pair(self, label: str, content: Content, name: str = "", *, total: bool = False) -> str:
        """A label and its value in the second column; gives the value's cell, or its name where it gets one."""
        number = self.line((label, content), total=total)
        cell = f"B{number}"
        return self.book.name(name, self.title_text, cell) if name else self.there(cell)

    def there(self, cell: str) -> str:
        """A cell of this sheet as formulas of other sheets name it."""
        return f"'{self.title_text}'!{cell}"

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def _write(self, column: int, content: Content, *, total: bool) -> None:
        frame: dict[str, Any] = {"bold": True, "bg_color": SUNKEN} if total else {"bottom": 4, "bottom_color": LINE}
        if content is None:
            if total:
                self.sheet.write_blank(self.row, column, None, self.book.look(**frame))
            return
        if isinstance(content, str):
            self.sheet.write_string(self.row, column, _short(content), self.book.look(text_wrap=column > 0, **frame))
        elif isinstance(content, Input):
            self._input(column, content)
        else:
            look = self.book.look(num_format=NUMBERS[content.kind], align="right", **(frame | ({"bold": True} if content.strong else {})))
            value = float(content.value) if isinstance(content.value, Decimal) else content.value
            self.sheet.write_formula(self.row, column, f"={content.formula}", look, value)

    def _input(self, column: int, content: Input) -> None:
        look = self.book.look(num_format=NUMBERS[content.kind], align="right", bg_color=INPUT, border=1, border_color=EDGE, locked=False)
        if content.value is None:
            self.sheet.write_blank(self.row, column, None, look)
        else:
            self.sheet.write_number(self.row, column, float(content.value), look)
        self.sheet.data_validation(
            self.row,
            column,
            self.row,
            column,
            {"validate": "integer" if content.kind == "count" else "decimal", "criteria": ">=", "value": 0, "ignore_blank": True},
        )
        self.book.inputs.append((self.title_text, xl_rowcol_to_cell(self.row, column), content))


def _short(text: str) -> str:
    """A text that a cell takes; controls are left out."""
    clean = "".join(char for char in text if char in "\n\t" or char.isprintable())
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"


def total_of(column: int, first: int, last: int) -> str:
    """The sum of a column from one row to another; 0 where there is none."""
    name = xl_col_to_name(column)
    return f"SUM({name}{first}:{name}{last})" if last >= first else "0"
