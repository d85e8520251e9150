"""A sheet that grows from top to bottom: heads, rows, input cells with their addresses, formulas with their present value.

Words of the user are always written as text, so that nothing typed can become a formula.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from ala_wizard.documents.wording import words as _words

LONGEST = 2000
"""Letters of a text in a cell; a spreadsheet takes no novel."""
LINE_HEIGHT, ROW, TITLE = 13.0, 16.5, 26.0
"""Points of a further line in a cell, of a row of one line, and of the title's row."""
LETTERS = 1.35
"""Letters on average in a unit of a column's width."""
COMMANDS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins to reckon when somebody edits the cell, or reads the table as CSV: marked as text for good."""
FONT = "Arial"
INK, QUIET, ACCENT, LINE, INPUT, EDGE, SUNKEN = "#1C221E", "#515A54", "#1F6A45", "#C9C5B9", "#FFF4CC", "#B36B00", "#F1EFE9"
NUMBERS = {
    "money": "#,##0.00",
    "price": "#,##0.00??",
    "hours": "#,##0.00??",
    "posts": "#,##0.00?",
    "count": "#,##0",
    "any": "General",
    "quota": '#,##0.00" %"',
}
"""Looks of numbers. What may have any number of decimals and must not be rounded to the eye keeps its decimal signs in one line."""
MARGIN = 0.45
"""Margins of a printed sheet, inches."""
RUNNING = 60
"""Letters of a part of head or foot; a spreadsheet takes 255 for all parts together, and `&` counts twice."""
WIDEST = 300
"""Letters that all columns of a printed page hold at most."""
HIGHEST = 400.0
"""Points of the highest row a spreadsheet takes, nearly."""


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
    most: int | None = None
    """No larger number may be entered; None: any."""


@dataclass(frozen=True)
class Formula:
    """A formula without its leading sign, and what it gives now."""

    formula: str
    value: Decimal | str
    kind: str = "money"
    strong: bool = False


Content = str | Input | Formula | None


@dataclass(frozen=True)
class Running:
    """What every printed page says: whose it is and whether it was handed in above, when and with which version it was made below."""

    owner: str
    status: str
    made: str


@dataclass
class Book:
    """The file while it is made."""

    running: Running
    target: BytesIO = field(default_factory=BytesIO)

    def __post_init__(self) -> None:
        self.file = xlsxwriter.Workbook(self.target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.inputs: list[tuple[str, str, Input]] = []
        """Sheet, cell and what may be changed there."""
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: Any) -> Any:
        """A format with these properties."""
        whole = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(whole)
        return self._formats[key]

    def put(self, sheet: Any, row: int, column: int, words: str, **properties: Any) -> None:
        """Write words as text, whatever they begin with; the one way of a text into a sheet."""
        shown = short(words)
        typed = {"quote_prefix": True} if shown.startswith(COMMANDS) else {}
        sheet.write_string(row, column, shown, self.look(**properties, **typed))

    def name(self, name: str, sheet: str, cell: str) -> str:
        """Give a cell a name for formulas."""
        column, row = "".join(filter(str.isalpha, cell)), "".join(filter(str.isdigit, cell))
        self.file.define_name(name, f"='{sheet}'!${column}${row}")
        return name


class Sheet:
    """One sheet; `row` is the next free row, counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], *, wide: bool = True) -> None:
        """`wide`: printed across. All columns stand on one page, unless they would be too small to read."""
        self.book, self.title_text = book, name
        self.sheet = book.file.add_worksheet(name)
        self.row = 0
        self._widths = tuple(widths)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, book.look())
        self.sheet.set_default_row(ROW)
        self.sheet.hide_gridlines(2)
        self.sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
        if wide:
            self.sheet.set_landscape()
        self.sheet.set_paper(9)
        if sum(widths) <= WIDEST:
            self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(MARGIN, MARGIN, 2 * MARGIN, 2 * MARGIN)
        running = book.running
        # A blank behind the size: a name that begins with a number would make it larger.
        self.sheet.set_header(f"&L&8 {_running(running.owner)} · {name}&R&8 {_running(running.status)}")
        self.sheet.set_footer(f"&L&8 {_running(running.made)}&R&8 {words('page', page='&P', total='&N')}")

    def hold(self, columns: int = 0) -> None:
        """All rows so far stay in sight and stand on every printed page, and so do the first columns."""
        self.sheet.freeze_panes(self.row, columns)
        if self.row:
            self.sheet.repeat_rows(0, self.row - 1)
        if columns:
            self.sheet.repeat_columns(0, columns - 1)

    def title(self, text: str, lead: str = "") -> None:
        """The head of the sheet."""
        self.sheet.set_row(self.row, TITLE)
        self.book.put(self.sheet, self.row, 0, text, bold=True, font_size=16)
        self.row += 1
        if lead:
            self.book.put(self.sheet, self.row, 0, lead, font_color=QUIET)
            self.row += 1
        self.row += 1

    def section(self, text: str) -> None:
        """The head of a part."""
        self.book.put(self.sheet, self.row, 0, text, bold=True, font_size=12, font_color=ACCENT)
        self.row += 1

    def heads(self, *texts: str, numbers: Collection[int] = ()) -> None:
        """Heads of columns; those over numbers stand at the right like these."""
        look = {"bold": True, "font_color": QUIET, "font_size": 9, "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": INK}
        for column, text in enumerate(texts):
            side = {"align": "right"} if column in numbers else {"indent": 1 if column > 1 else 0}
            self.book.put(self.sheet, self.row, column, text, **look, **side)
        self._high(texts)
        self.row += 1

    def note(self, text: str, column: int = 0) -> None:
        """A quiet line."""
        self.book.put(self.sheet, self.row, column, text, font_color=QUIET, italic=True)
        self.row += 1

    def line(self, cells: Sequence[Content], *, total: bool = False) -> int:
        """A row of cells; gives its number as formulas count, from 1."""
        for column, content in enumerate(cells):
            self._write(column, content, total=total)
        self._high(cells)
        self.row += 1
        return self.row

    def _high(self, cells: Sequence[Content]) -> None:
        """Give a row the height that its longest wrapped text needs."""
        if (high := self._lines(cells)) > 1:
            self.sheet.set_row(self.row, min(HIGHEST, ROW + LINE_HEIGHT * (high - 1)))

    def _lines(self, cells: Sequence[Content]) -> int:
        """So many lines the longest wrapped text needs: not every spreadsheet program finds that out by itself."""
        return max(
            (_wrapped(text, self._widths[at]) for at, text in enumerate(cells) if isinstance(text, str) and at < len(self._widths)),
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
        frame: dict[str, Any] = {"bold": True, "bg_color": SUNKEN} if total else {"bottom": 1, "bottom_color": LINE}
        if content is None:
            self.sheet.write_blank(self.row, column, None, self.book.look(**frame))
        elif isinstance(content, str):
            self.book.put(self.sheet, self.row, column, content, text_wrap=True, indent=1 if column > 1 else 0, **frame)
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
            {
                "validate": "integer" if content.kind == "count" else "decimal",
                "ignore_blank": True,
                "error_title": words("wrong.title"),
                "error_message": words("wrong.most", most=content.most) if content.most is not None else words(f"wrong.{_sort(content)}"),
                **(
                    {"criteria": "between", "minimum": 0, "maximum": content.most}
                    if content.most is not None
                    else {"criteria": ">=", "value": 0}
                ),
            },
        )
        self.book.inputs.append((self.title_text, xl_rowcol_to_cell(self.row, column), content))


def _wrapped(text: str, width: float) -> int:
    """So many lines a text needs in a column: about so many letters have room as its width says."""
    room = max(1, int(width * LETTERS))
    return sum(len(wrap(part, room)) or 1 for part in short(text).split("\n"))


def short(text: str) -> str:
    """A text that a cell takes; controls are left out."""
    clean = "".join(char for char in text if char in "\n\t" or char.isprintable())
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"


def _sort(content: Input) -> str:
    return "count" if content.kind == "count" else "number"


def _running(text: str) -> str:
    """Words for head or foot: `&` would begin a command there."""
    line = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
    line = line if len(line) <= RUNNING else f"{line[: RUNNING - 1]}…"
    return line.replace("&", "&&")


def cents(formula: str) -> str:
    """The result of a formula, rounded to the cent after a rounding to seven decimals.

    Spreadsheets reckon with binary fractions, and half a cent would else be lost now and then.
    """
    return f"ROUND(ROUND({formula},7),2)"


def total_of(column: int, first: int, last: int) -> str:
    """The sum of a column from one row to another; 0 where there is none."""
    name = xl_col_to_name(column)
    return f"SUM({name}{first}:{name}{last})" if last >= first else "0"
