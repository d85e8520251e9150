"""Changed inputs of a spreadsheet that the program made: read as differences, taken over only when the user says so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ala_wizard.content.texts import text
from ala_wizard.documents.wording import words as _words
from ala_wizard.model import path as address_path
from ala_wizard.model.case import Case
from ala_wizard.workbook.book import CASE_ROW

LARGEST = 20 << 20
UNPACKED = 40 << 20
"""Bytes of the file, and of all that is packed in it; ours have less than one million."""
MOST_PARTS, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 500, 20, 10_000, 60
"""What lies beyond is no input of ours and is not looked at; one cell at the far end would otherwise be billions."""
RULES = tuple(sign.encode(form) for sign in ("<!DOCTYPE", "<!ENTITY") for form in ("utf-8", "utf-16-le", "utf-16-be"))
"""With these a file makes rules of its own, by which a few letters become millions. No spreadsheet needs them."""
OWN = ("offer.places_target", "kostenkalkulation.", "arbeitsentgelt.", "arbeitsergebnis.")
"""Where the inputs of a spreadsheet of ours stand in the case; nothing else is ever read."""
LIST = re.compile(r"(.*)#([0-9]{1,3})")
"""One entry of a list of numbers: its address and its place."""
LONGEST_LABEL, LONGEST_SHEET = 120, 31
"""Letters shown of what stands beside a cell, and of the name of its sheet."""


class WorkbookError(Exception):
    """The spreadsheet cannot be read. `code` names the sentence under `arbeitsmappe.` in the texts; str() is that sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(text(f"arbeitsmappe.{code}", **values))
        self.code = code


@dataclass(frozen=True)
class Change:
    """An input that is another in the spreadsheet."""

    address: str
    label: str
    """Words beside the cell."""
    place: str
    """Sheet and cell."""
    old: Any
    new: Any


@dataclass(frozen=True)
class ReadBack:
    """What a spreadsheet would change in a case."""

    changes: tuple[Change, ...]
    unreadable: tuple[str, ...]
    """Places whose content is no number."""
    gone: tuple[str, ...]
    """Places whose row the case does not have any more."""
    same_case: bool
    """Was the spreadsheet made from this case?"""

    def apply(self, case: Case) -> Case:
        """The case with all changes. Raises pydantic.ValidationError where one does not fit."""
        for change in self.changes:
            case = address_path.replace(case, change.address, change.new)
        return case


def read_back(file: Path, case: Case) -> ReadBack:
    """The differences between a spreadsheet and a case. Raises WorkbookError."""
    cells = _cells(file)
    sheet = cells.get(_words("arbeitsmappe.sheets.map"))
    if not sheet:
        raise WorkbookError("fremd", name=file.name)
    rows = sorted({row for row, _ in sheet})
    known = next((sheet.get((row, 3)) for row in rows if sheet.get((row, 1)) == CASE_ROW), None)
    whole = [row for row in rows if {(row, 1), (row, 2), (row, 3)} <= set(sheet)]
    entries = [Entry(*(str(sheet.get((row, column)) or "") for column in range(1, 5))) for row in whole]
    return _compare(entries[1:], cells, case, same_case=known == case.case_id)


Cells = Mapping[tuple[int, int], Any]


@dataclass(frozen=True)
class Entry:
    """A row of the hidden sheet: where an input stands in the spreadsheet and in the case, and what it is called."""

    sheet: str
    cell: str
    address: str
    label: str


def _compare(entries: Iterable[Entry], cells: Mapping[str, Cells], case: Case, *, same_case: bool) -> ReadBack:
    changes: list[Change] = []
    unreadable: list[str] = []
    gone: list[str] = []
    lists: dict[str, list[Any]] = {}
    for entered in entries:
        name, address = entered.sheet, entered.address
        if not address.startswith(OWN):
            continue
        place = f"{name[:LONGEST_SHEET]}, {entered.cell[:LONGEST_SHEET]}"
        row, column = _position(entered.cell)
        sheet = cells.get(name, {})
        try:
            new = _number(sheet.get((row, column)))
        except ValueError:
            unreadable.append(place)
            continue
        beside = next((str(sheet[row, at]) for at in range(column - 1, 0, -1) if isinstance(sheet.get((row, at)), str)), "")
        label = (entered.label or beside)[:LONGEST_LABEL]
        entry = LIST.fullmatch(address)
        try:
            old = _known(case, entry[1] if entry is not None else address)
        except address_path.AddressError:
            gone.append(place)
            continue
        if isinstance(old, tuple) != (entry is not None):
            gone.append(place)
            continue
        if entry is not None:
            found = lists.setdefault(entry[1], list(old))
            if int(entry[2]) < len(found):
                found[int(entry[2])] = new or Decimal(0)
            continue
        if not _same(old, new):
            _add(changes, unreadable, case, Change(address, label, place, old, new))
    for address, values in lists.items():
        old = address_path.get(case, address)
        if [Decimal(value) for value in old] != values:
            label = _words("arbeitsmappe.parts.absent")
            _add(changes, unreadable, case, Change(address, label, _words("arbeitsmappe.sheets.kosten"), old, tuple(values)))
    return ReadBack(tuple(changes), tuple(unreadable), tuple(gone), same_case)


def _known(case: Case, address: str) -> Any:
    """The number at an address, None, or a list of numbers. Raises AddressError for everything else: no input of ours is."""
    value = address_path.get(case, address)
    every = value if isinstance(value, tuple) else (value,)
    if any(isinstance(entry, bool) or not isinstance(entry, int | Decimal | None) for entry in every):
        raise address_path.AddressError(address)
    return value


def _add(changes: list[Change], unreadable: list[str], case: Case, change: Change) -> None:
    """Keep a change that the case can take; a share of 400 percent it cannot."""
    try:
        _known(address_path.replace(case, change.address, change.new), change.address)
    except (ValidationError, address_path.AddressError):
        unreadable.append(change.place)
    else:
        changes.append(change)


def _same(old: Any, new: Decimal | None) -> bool:
    """The same number, as far as a spreadsheet can tell."""
    if old is None or new is None:
        return old is None and new is None
    return float(old) == float(new)


def _number(value: Any) -> Decimal | None:
    """The number in a cell; None for an empty one. Raises ValueError."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0 or value != value or value > 1e15:
        raise ValueError(value)
    return Decimal(repr(value)) if isinstance(value, float) and not value.is_integer() else Decimal(int(value))


def _position(cell: str) -> tuple[int, int]:
    """Row and column of a cell such as `C12`, counted from 1. Anything else is the first cell, which holds no input."""
    found = re.fullmatch(r"([A-Z]{1,2})(\d{1,6})", cell)
    if found is None:
        return 1, 1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _cells(file: Path) -> dict[str, dict[tuple[int, int], Any]]:
    """All filled cells by sheet. Raises WorkbookError."""
    from openpyxl import load_workbook

    try:
        problem = _harm(file)
    except FileNotFoundError as error:
        raise WorkbookError("weg", name=file.name) from error
    except Exception as error:  # a spreadsheet from elsewhere can be broken in any way
        raise WorkbookError("unlesbar", name=file.name) from error
    if problem:
        raise WorkbookError(problem, name=file.name)
    try:
        book = load_workbook(file, data_only=True, keep_links=False, read_only=True)  # only cells: no pictures, nothing merged
        try:
            return {sheet.title: _filled(sheet) for sheet in book.worksheets[:MOST_SHEETS]}
        finally:
            book.close()
    except Exception as error:
        raise WorkbookError("unlesbar", name=file.name) from error


def _filled(sheet: Any) -> dict[tuple[int, int], Any]:
    """The filled cells of a sheet, as far as ours could reach."""
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return {(row, column): value for row, cells in enumerate(rows, 1) for column, value in enumerate(cells, 1) if value is not None}


def _harm(file: Path) -> str:
    """Why a file is not even opened: too large when it is unpacked, or with rules of its own. Raises what a broken ZIP raises."""
    if file.stat().st_size > LARGEST:
        return "gross"
    with zipfile.ZipFile(file) as packed:
        entries = packed.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
            return "gross"
        if len({entry.filename.casefold() for entry in entries}) < len(entries):
            return "unlesbar"
        return "unlesbar" if any(_has_rules(packed.read(entry)) for entry in entries) else ""


def _has_rules(part: bytes) -> bool:
    return any(sign in part for sign in RULES)
