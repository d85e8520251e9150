"""The week plan as a timetable: times down, days across (K6.2, K6.4)."""

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
    slots = sorted({(_sortable(entry.start), entry.start, entry.end) for entry in entries})
    rows = []
    for _, start, end in slots:
        cells = [Cell(_span(start, end))]
        for day in days:
            here = [entry for entry in entries if (entry.day, entry.start, entry.end) == (day, start, end)]
            cells.append(Cell("\n".join(_words(entry, content) for entry in here)))
        rows.append(Row(tuple(cells)))
    heads = [content.label("day", day) if day else words("common.open") for day in days]
    columns = (Column(words("konzept.week_time"), weight=3), *(Column(head, weight=4) for head in heads))
    return Table(columns, tuple(rows), caption, lead_column=True)


def _sortable(time: str) -> str:
    """`8:30` sorts as `08:30`; no time sorts last."""
    return time.zfill(5) if time else "99:99"


def _span(start: str, end: str) -> str:
    if start and end:
        return words("konzept.time_span", start=start, end=end)
    return start or end or words("common.open")


def _words(entry: WeekEntry, content: Content) -> str:
    return entry.activity.strip() or (content.label("week_kind", entry.kind) if entry.kind else "")
