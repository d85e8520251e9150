"""Small cases and readers of blocks for the tests of the documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.content.loader import content
from ala_wizard.content.parameters import Rates
from ala_wizard.documents import blocks
from ala_wizard.documents.stamp import Stamp
from ala_wizard.model.case import Case

STAMP = Stamp(datetime(2026, 11, 20, 14, 32), "0.1.0")
TODAY = date(2026, 11, 20)


def results(case: Case) -> Results:
    return compute(case, Rates(content().parameters, case.period.start or TODAY, case.overrides), content().label)


def small(**more: Any) -> Case:
    """A farm with a name, places and one answer."""
    return Case.model_validate(
        {
            "farm": {"name": "Hof Probe", "street": "Weg 1", "postcode": "01234", "town": "Probedorf"},
            "offer": {"places_target": 8, "places_start": 2, "start": "2026-03-01"},
            "period": {"start": "2026-01-01", "end": "2027-12-31"},
            "answers": {"K1.1": "Die Ausgangslage."},
            **more,
        }
    )


def words_of(block: blocks.Block) -> str:
    """Everything a block says."""
    match block:
        case blocks.Heading():
            return f"{block.number} {block.text}"
        case blocks.Paragraph() | blocks.Note():
            return block.text
        case blocks.ListBlock():
            return "\n".join(f"{item.marker} {item.text}" for item in block.items)
        case blocks.Table():
            heads = " ".join([*(cell.text for cell in block.over), *(column.head for column in block.columns)])
            rows = (" | ".join(f"{c.text} {c.note}" for c in row.cells) + f" {row.note}" for row in block.rows)
            return "\n".join([block.caption, heads, *rows])
        case blocks.Definitions():
            return "\n".join(f"{row.label}: {row.value}" for row in block.rows)
        case blocks.Facts() | blocks.ResultStrip():
            return "\n".join(f"{fact.label}: {fact.value}" for fact in block.items)
        case blocks.Figure():
            return f"{block.caption}\n{block.chart.alt}"
        case blocks.Picture():
            return f"{block.caption}\n{block.alt}"
        case _:
            return ""


def full_text(document: blocks.Document) -> str:
    return "\n".join(words_of(block) for block in document.blocks)


def after(document: blocks.Document, anchor: str) -> list[blocks.Block]:
    """The blocks of a section: from its heading to the next heading of the same or a higher level."""
    found: list[blocks.Block] = []
    level = 0
    for block in document.blocks:
        if isinstance(block, blocks.Heading):
            if block.anchor == anchor:
                level = block.level
                continue
            if level and block.level <= level:
                break
        if level:
            found.append(block)
    return found


def cells(table: blocks.Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]
