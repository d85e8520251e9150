"""The week plan: days across, what happens in the order of the day (K6.2, K6.4)."""

from __future__ import annotations

from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Cell, Column, Row, Table
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case
from ala_wizard.model.farm import WeekEntry

DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


def timetable(case: Case, content: Content, caption: str) -> Table | None:
    """None without entries. Entries without a day or a time stand at the end, so that none is lost."""
    entries = [entry for entry in case.week_plan if entry.activity.strip() or entry.start or entry.kind]
    if not entries:
        return None
    days = [day for day in DAYS if any(entry.day == day for entry in entries)] + ([""] if any(not entry.day for entry in entries) else [])
    by_day = [sorted((entry for entry in entries if entry.day == day), key=lambda entry: _sortable(entry.start)) for day in days]
    rows = tuple(
        Row(tuple(Cell(_what(here[0], content), _span(here[0])) if here else Cell("") for here in slots)) for slots in _slots(by_day)
    )
    columns = tuple(Column(content.label("day", day) if day else words("common.open"), weight=1) for day in days)
    return Table(columns, rows, caption)


def _slots(by_day: list[list[WeekEntry]]) -> list[list[list[WeekEntry]]]:
    """The first blocks of all days, the second blocks, and so on."""
    return [[day[index : index + 1] for day in by_day] for index in range(max(len(day) for day in by_day))]


def _sortable(time: str) -> str:
    """`8:30` sorts as `08:30`; no time sorts last."""
    return time.zfill(5) if time else "99:99"


def _span(entry: WeekEntry) -> str:
    if entry.start and entry.end:
        return words("konzept.time_span", start=entry.start, end=entry.end)
    return entry.start or entry.end


def _what(entry: WeekEntry, content: Content) -> str:
    return entry.activity.strip() or (content.label("week_kind", entry.kind) if entry.kind else "")
