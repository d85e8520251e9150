"""The checklists on paper: what is done, why the program says so, who takes care. For a consultation, never for the authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from ala_wizard.calc.results import Results
from ala_wizard.checks import findings
from ala_wizard.checks.listen import ItemState, item_state
from ala_wizard.checks.ticks import Tick, ticks
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import CheckItem, Checklist
from ala_wizard.documents.blocks import Block, Cell, Column, Document, Heading, Row, Sheet, SheetColumn, Table
from ala_wizard.documents.common import farm_name, paper
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case, ChecklistState
from ala_wizard.model.german import format_date

SHOWN: dict[ItemState, str] = {"erledigt": "erledigt", "automatisch": "erledigt", "offen": "offen", "entfaellt": "entfaellt"}
"""The word for a state."""
OPTIONS = ("erledigt", "entfaellt")
"""Boxes to tick by hand for what is open."""


def words(key: str, **given: object) -> str:
    """The words of this paper."""
    return _words(f"checklisten.{key}", **given)


def checklisten(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """All lists with their items."""
    made = paper("checklisten", words("title"), farm_name(case), case, content, results, stamp)
    return replace(
        made,
        cover=(),
        status=words("status"),
        handed_in=False,
        rechtsstand="",
        blocks=tuple(_blocks(case, content, results, stamp.now.date())),
        wide=True,
        covered=False,
        contents="never",
    )


def _blocks(case: Case, content: Content, results: Results, today: date) -> Iterator[Block]:
    done = ticks(case, content, findings.run(case, content, results, today))
    yield plain(words("lead", day=format_date(today)))
    for checklist in content.checklists:
        yield Heading(1, checklist.title, anchor=f"liste-{checklist.id}")
        yield plain(_counted(checklist, case, done), quiet=True)
        yield from _list(checklist, case, done)


def _list(checklist: Checklist, case: Case, done: Mapping[str, Tick]) -> Iterator[Block]:
    """What is open with boxes to tick by hand, then what is settled, in short."""
    open_items = [item for item in checklist.items if item_state(item, case, done) == "offen"]
    settled = [item for item in checklist.items if item not in open_items]
    if open_items:
        columns = (
            SheetColumn(words("item"), 66),
            SheetColumn(words("state"), 25, tuple(words(f"states.{name}") for name in OPTIONS)),
            SheetColumn(words("jotting"), 42),
            SheetColumn(words("who"), 32),
        )
        yield Sheet(columns, tuple(_open(item, case) for item in open_items))
    if settled:
        heads = [words(name) for name in ("settled", "state", "remark")]
        columns_ = (Column(heads[0], weight=9), Column(heads[1], weight=3), Column(heads[2], weight=8))
        yield Table(columns_, tuple(_settled(item, case, done) for item in settled))


def _counted(checklist: Checklist, case: Case, done: Mapping[str, Tick]) -> str:
    states = [SHOWN[item_state(item, case, done)] for item in checklist.items]
    none = states.count("entfaellt")
    return words("count_none" if none else "count", done=states.count("erledigt"), all=len(states) - none, none=none)


def _open(item: CheckItem, case: Case) -> tuple[str, ...]:
    said = case.checklist.get(item.id, ChecklistState())
    return f"{item.id}\u2002{item.text}", "", said.note.strip(), care(said)


def _settled(item: CheckItem, case: Case, done: Mapping[str, Tick]) -> Row:
    said, now = case.checklist.get(item.id, ChecklistState()), item_state(item, case, done)
    remark = [said.reason, said.note, done[item.id].reason if now == "automatisch" else "", care(said).replace("\n", ", ")]
    shown = " · ".join(part.strip() for part in remark if part.strip())
    return Row((Cell(f"{item.id}\u2002{item.text}"), Cell(words(f"states.{SHOWN[now]}")), Cell(shown)))


def care(said: ChecklistState) -> str:
    """Who and by when, as far as the case knows it."""
    day = format_date(said.due) if said.due else ""
    return "\n".join(part for part in (said.person.strip(), day) if part)
