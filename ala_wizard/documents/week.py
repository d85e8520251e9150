"""The week plan: a timetable where the days share their times, else the days with their own times (K6.2, K6.4)."""

from __future__ import annotations

from itertools import pairwise

from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Cell, Column, Row, Table
from ala_wizard.documents.wording import entry_of, words
from ala_wizard.model.case import Case
from ala_wizard.model.farm import WeekEntry

DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
SPARE = 2
"""A timetable has at most so many rows more than its fullest day."""
GROUND = "massnahme"
"""The kind that stands on a quiet ground."""
FRAME = frozenset({"pause", "ankommen"})
"""The kinds in lighter print."""

Slot = tuple[str, str]
"""Beginning and end of a time, sortable."""


def timetable(case: Case, content: Content, caption: str) -> Table | None:
    """None without entries. Entries without a day or a time stand at the end, so that none is lost."""
    entries = [entry for entry in case.week_plan if entry.activity.strip() or entry.start or entry.kind]
    if not entries:
        return None
    slots = _shared(entries)
    return _grid(entries, slots, content, caption) if slots else _days(entries, content, caption)


def _shared(entries: list[WeekEntry]) -> list[Slot]:
    """The times of one timetable for all days; empty where the days do not share them."""
    if not all(entry.day and entry.start and entry.end for entry in entries):
        return []
    slots = sorted({_slot(entry) for entry in entries})
    per_day = [[_slot(entry) for entry in entries if entry.day == day] for day in DAYS]
    apart = all(start < end for start, end in slots) and all(before[1] <= after[0] for before, after in pairwise(slots))
    once = all(len(day) == len(set(day)) for day in per_day)
    return slots if apart and once and len(slots) <= max(len(day) for day in per_day) + SPARE else []


def _grid(entries: list[WeekEntry], slots: list[Slot], content: Content, caption: str) -> Table:
    days = [day for day in DAYS if any(entry.day == day for entry in entries)]
    found: dict[tuple[str, Slot], WeekEntry] = {(entry.day, _slot(entry)): entry for entry in entries}
    rows = []
    for slot in slots:
        here = [found.get((day, slot)) for day in days]
        first = next(entry for entry in here if entry is not None)
        time = Cell(words("konzept.time_span", start=slot[0], end=slot[1]), quiet=True)
        same = len(days) > 1 and all(entry is not None and (entry.kind, _what(entry, content)) == _said(first, content) for entry in here)
        cells = [_cell(first, content, span=len(days))] if same else [_cell(entry, content) for entry in here]
        rows.append(Row((time, *cells)))
    columns = (Column(words("konzept.week.time"), weight=13), *(Column(content.label("day", day), weight=17) for day in days))
    return Table(columns, tuple(rows), caption, keep=True)


def _cell(entry: WeekEntry | None, content: Content, span: int = 1) -> Cell:
    """What happens, with the word for its kind unless it is work or the entry says it itself."""
    if entry is None:
        return Cell("", span=span)
    what, kind = _what(entry, content), entry_of("konzept.week.kinds").get(entry.kind, "")
    if kind and kind.casefold() not in what.casefold() and entry.activity.strip():
        what = f"{what} ({kind})" if span > 1 else what
    note = kind if span == 1 and kind and kind.casefold() not in what.casefold() and entry.activity.strip() else ""
    return Cell(what, note=note, quiet=entry.kind in FRAME, ground=entry.kind == GROUND, span=span)


def _said(entry: WeekEntry, content: Content) -> tuple[str, str]:
    return entry.kind, _what(entry, content)


def _days(entries: list[WeekEntry], content: Content, caption: str) -> Table:
    """The first blocks of all days in one row, the second blocks in the next, and so on."""
    days = [day for day in DAYS if any(entry.day == day for entry in entries)] + ([""] if any(not entry.day for entry in entries) else [])
    by_day = [sorted((entry for entry in entries if entry.day == day), key=_slot) for day in days]
    rows = tuple(
        Row(tuple(_own_time(day[index], content) if index < len(day) else Cell("") for day in by_day))
        for index in range(max(len(day) for day in by_day))
    )
    columns = tuple(Column(content.label("day", day) if day else words("common.open"), weight=1) for day in days)
    return Table(columns, rows, caption)


def _own_time(entry: WeekEntry, content: Content) -> Cell:
    cell = _cell(entry, content)
    note = ", ".join(part for part in (_span(entry), cell.note) if part)
    return Cell(cell.text, note, quiet=cell.quiet, ground=cell.ground)


def _slot(entry: WeekEntry) -> Slot:
    return _sortable(entry.start), _sortable(entry.end)


def _sortable(time: str) -> str:
    """`8:30` sorts as `08:30`; no time sorts last."""
    return time.zfill(5) if time else "99:99"


def _span(entry: WeekEntry) -> str:
    if entry.start and entry.end:
        return words("konzept.time_span", start=entry.start, end=entry.end)
    return entry.start or entry.end


def _what(entry: WeekEntry, content: Content) -> str:
    return entry.activity.strip() or (content.label("week_kind", entry.kind) if entry.kind else "")
