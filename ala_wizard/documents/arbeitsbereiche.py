"""Work areas on paper: each a section with its steps, and beside every step what helps with it (K5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.answered import row_filled
from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Cell, Column, Row, Table
from ala_wizard.documents.values import columns_of
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case
from ala_wizard.model.farm import WorkArea


def steps_table(case: Case, content: Content, caption: str) -> Table | None:
    """None without an area. An area without steps stands there with its name, so that none is lost."""
    areas = [area for area in case.work_areas if row_filled(area)]
    if not areas:
        return None
    rows = tuple(row for area in areas for row in _area(area, content))
    columns = (
        Column(words("konzept.areas.number"), quiet=True, weight=5),
        Column(words("konzept.areas.step"), weight=52),
        Column(words("konzept.areas.aid"), weight=43),
    )
    return Table(columns, rows, caption, note_columns=(1, 3))


def _area(area: WorkArea, content: Content) -> Iterator[Row]:
    """Name with whose and when it is, the steps, and what helps with all of them."""
    name = area.name.strip() or words("konzept.areas.nameless")
    notes = ", ".join(_notes(area, content))
    yield Row((Cell(words("konzept.areas.head", name=name, notes=notes) if notes else name),), kind="section")
    steps = [step for step in area.steps if step.text.strip() or step.aid.strip()]
    for number, step in enumerate(steps, 1):
        yield Row((Cell(str(number)), Cell(step.text.strip() or "–"), Cell(step.aid.strip())))
    if area.aids.strip() or not steps:
        said = words("konzept.areas.whole") if steps else words("konzept.areas.no_steps")
        yield Row((Cell(""), Cell(said, quiet=True), Cell(area.aids.strip())))


def _notes(area: WorkArea, content: Content) -> Iterator[str]:
    """Whose it is, when it is, and whether it is new."""
    spec = columns_of(content, "work_areas")
    if area.assignment:
        yield content.label(spec["assignment"].choices if "assignment" in spec else "assignment", area.assignment)
    if area.season.strip():
        yield area.season.strip()
    if area.new == "ja":
        yield words("konzept.areas.new")
