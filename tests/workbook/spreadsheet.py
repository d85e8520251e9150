"""A small spreadsheet of our own, reckoning exactly: reads the formulas out of a file and gives what they make of its inputs.

It knows only what our formulas use and shares no code with the program. Amounts are Decimal; ROUND rounds half away from zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

Value = Any
"""Decimal, str, bool, or None for an empty cell."""

TOKEN = re.compile(
    r"""\s*(?:(\d+\.?\d*)|("[^"]*")|((?:'[^']+'!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)(?![A-Za-z0-9_(])|([A-Za-z_][A-Za-z0-9_]*)|(<>|<=|>=|[-+*/=<>(),]))"""
)


@dataclass
class Spreadsheet:
    """All cells of a file by sheet and cell, the names, and what was reckoned so far."""

    cells: dict[tuple[str, str], Any]
    names: dict[str, tuple[str, str]]
    known: dict[tuple[str, str], Value] = field(default_factory=dict)

    def put(self, sheet: str, cell: str, value: Decimal | None) -> None:
        """Type something into a cell."""
        self.known.clear()
        self.cells[sheet, cell] = value

    def value(self, sheet: str, cell: str) -> Value:
        """What a cell shows."""
        key = (sheet, cell.replace("$", ""))
        if key not in self.known:
            content = self.cells.get(key)
            if isinstance(content, str) and content.startswith("="):
                content = Parser(content[1:], sheet, self).whole()
                content = Decimal(0) if content is None else content  # a formula that gives an empty cell shows 0
            elif isinstance(content, (int, float)) and not isinstance(content, bool):
                content = Decimal(repr(content))
            self.known[key] = content
        return self.known[key]

    def formulas(self) -> list[tuple[str, str]]:
        """Every cell with a formula."""
        return [key for key, content in self.cells.items() if isinstance(content, str) and content.startswith("=")]


def opened(data: bytes) -> Spreadsheet:
    """A file with its formulas."""
    book = load_workbook(BytesIO(data))
    cells = {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    names = {}
    for name, entry in book.defined_names.items():
        sheet, _, cell = entry.attr_text.partition("!")
        names[name] = (sheet.strip("'"), cell.replace("$", ""))
    return Spreadsheet(cells, names)


class Parser:
    """Reads one formula and reckons while reading; what IF leaves aside is read but not reckoned."""

    def __init__(self, formula: str, sheet: str, book: Spreadsheet) -> None:
        self.sheet, self.book = sheet, book
        self.tokens: list[tuple[str, str]] = []
        place = 0
        kinds = ("number", "text", "cell", "name", "sign")
        while place < len(formula):
            match = TOKEN.match(formula, place)
            assert match, formula[place:]
            kind = next(number for number, part in enumerate(match.groups()) if part is not None)
            self.tokens.append((kinds[kind], match.group(kind + 1)))
            place = match.end()
        self.at = 0
        self.live = True

    def whole(self) -> Value:
        with localcontext(Context(prec=60)):
            found = self.compare()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return found

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> tuple[str, str]:
        token = self.tokens[self.at]
        assert not wanted or token[1] == wanted, (wanted, self.tokens)
        self.at += 1
        return token

    def compare(self) -> Value:
        left = self.add()
        while self.peek() in ("=", "<>", "<", ">", "<=", ">="):
            sign, right = self.take()[1], self.add()
            left = self._compared(left, sign, right) if self.live else None
        return left

    @staticmethod
    def _compared(left: Value, sign: str, right: Value) -> bool:
        if isinstance(left, str) or isinstance(right, str):
            left, right = ("" if part is None else part for part in (left, right))
            same = left == right
            assert sign in ("=", "<>")
            return same if sign == "=" else not same
        one, other = number(left), number(right)
        return {"=": one == other, "<>": one != other, "<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[sign]

    def add(self) -> Value:
        left = self.multiply()
        while self.peek() in ("+", "-"):
            sign, right = self.take()[1], self.multiply()
            left = (number(left) + number(right) if sign == "+" else number(left) - number(right)) if self.live else None
        return left

    def multiply(self) -> Value:
        left = self.single()
        while self.peek() in ("*", "/"):
            sign, right = self.take()[1], self.single()
            left = (number(left) * number(right) if sign == "*" else number(left) / number(right)) if self.live else None
        return left

    def single(self) -> Value:
        kind, words = self.take()
        if words == "(":
            found = self.compare()
            self.take(")")
            return found
        if words == "-":
            found = self.single()
            return -number(found) if self.live else None
        if kind == "number":
            return Decimal(words)
        if kind == "text":
            return words[1:-1]
        if kind == "cell":
            return self._cells(words)
        assert kind == "name", words
        if self.peek() == "(":
            return self._function(words)
        return self.book.value(*self.book.names[words]) if self.live else None

    def _cells(self, words: str) -> Value:
        if not self.live:
            return None
        sheet, bang, rest = words.rpartition("!")
        sheet = sheet.strip("'") if bang else self.sheet
        first, colon, _ = rest.partition(":")
        if not colon:
            return self.book.value(sheet, first)
        left, low, right, high = range_boundaries(rest)
        return [
            self.book.value(sheet, f"{get_column_letter(column)}{row}") for row in range(low, high + 1) for column in range(left, right + 1)
        ]

    def _function(self, name: str) -> Value:
        self.take("(")
        if name == "IF":
            return self._if()
        arguments = [] if self.peek() == ")" else [self.compare()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.compare())
        self.take(")")
        return FUNCTIONS[name](*arguments) if self.live else None

    def _if(self) -> Value:
        was = self.live
        truth = self.compare()
        found = None
        for wanted in (True, False):
            self.take(",")
            self.live = was and bool(truth) == wanted
            value = self.compare()
            found = value if self.live else found
        self.live = was
        self.take(")")
        return found


def number(value: Value) -> Decimal:
    """A cell as a number: an empty one is 0."""
    assert not isinstance(value, (str, list)), value
    return Decimal(0) if value is None else Decimal(value)


def flat(values: tuple[Value, ...]) -> list[Decimal]:
    return [number(entry) for value in values for entry in (value if isinstance(value, list) else [value]) if not isinstance(entry, str)]


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "ROUND": lambda value, places: number(value).quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP),
    "SUM": lambda *values: sum(flat(values), Decimal(0)),
    "MAX": lambda *values: max(flat(values)),
    "MIN": lambda *values: min(flat(values)),
    "AND": lambda *values: all(values),
    "OR": lambda *values: any(values),
    "SUMPRODUCT": lambda one, other: sum((number(a) * number(b) for a, b in zip(one, other, strict=True)), Decimal(0)),
}
