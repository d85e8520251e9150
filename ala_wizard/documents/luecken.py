"""The gap report: what is missing or does not fit, worst first, with its place and who takes care. For a consultation, never for the authority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ala_wizard.calc.results import Results
from ala_wizard.checks import findings
from ala_wizard.checks.context import SEVERITIES, Finding
from ala_wizard.checks.open_list import LISTS, Look, OpenPoint, collect, noted
from ala_wizard.checks.open_order import due_words, grouped
from ala_wizard.checks.parked import active
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Block, Cell, Column, Document, Fact, Facts, Heading, Note, Row, Table
from ala_wizard.documents.common import farm_name, paper
from ala_wizard.documents.outline import outline
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import cited
from ala_wizard.documents.wording import words as _words
from ala_wizard.flow.steps import step_states, unfinished
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date

OPEN = "offen"
"""The rule of what nobody answered yet."""
BROUGHT = ("beleg", "unterlage", "termin")
"""Kinds of open points that somebody has to bring or to keep."""


@dataclass(frozen=True)
class Source:
    """What every chapter is made from."""

    case: Case
    content: Content
    found: tuple[Finding, ...]
    points: tuple[OpenPoint, ...]
    numbers: Mapping[str, str]
    """Sections of the Konzept by question."""
    today: date


def words(key: str, **given: object) -> str:
    """The words of this paper."""
    return _words(f"luecken.{key}", **given)


def luecken(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The whole report."""
    made = paper("luecken", words("title"), farm_name(case), case, content, results, stamp)
    today, kept = stamp.now.date(), active(case, content)
    found = findings.run(case, content, results, today)
    states = unfinished(step_states(case, content, results, found))
    points = collect(Look(kept, content, results, found, ticks(case, content, found), states, today))
    source = Source(case, content, found, points, outline(kept, content).numbers, today)
    return replace(
        made,
        cover=(),
        status=words("status"),
        handed_in=False,
        blocks=tuple(_blocks(source)),
        wide=True,
        covered=False,
        contents="never",
    )


def _blocks(source: Source) -> Iterator[Block]:
    by_severity = {name: [f for f in source.found if f.severity == name and f.rule not in LISTS] for name in SEVERITIES}
    listed = [point for point in source.points if point.kind == "liste"]
    yield plain(words("lead", day=format_date(source.today)))
    yield Facts(
        (
            *(Fact(str(len(some)), words(f"severity.{name}.figure")) for name, some in by_severity.items()),
            Fact(str(len(listed)), words("figure.lists")),
        )
    )
    if not any(by_severity.values()) and not source.points:
        yield Note("info", words("nothing"))
        return
    for name, some in by_severity.items():
        if some:
            yield Heading(1, words(f"severity.{name}.title"), anchor=name)
            yield plain(words(f"severity.{name}.lead"), quiet=True)
            yield _findings(some, source)
    for anchor, points in (("listen", listed), ("unterlagen", [point for point in source.points if point.kind in BROUGHT])):
        yield Heading(1, words("lists" if anchor == "listen" else "papers"), anchor=anchor)
        yield _points(points, source) if points else Note("gap", words("none"))


def _findings(some: Iterable[Finding], source: Source) -> Table:
    """One section for each step, in the order of the window."""
    rows: list[Row] = []
    for step, group in groupby(some, key=lambda finding: finding.step):
        part = source.content.part_of.get(step)
        rows.append(Row((Cell(part.title if part is not None else words("title")),), "section"))
        for question, few in groupby(group, key=lambda finding: finding.question if finding.rule == OPEN else finding.id):
            rows.append(_row(question, tuple(few), source))
    heads = [words(f"columns.{name}") for name in ("what", "where", "who")]
    return Table((Column(heads[0], weight=11), Column(heads[1], weight=5), Column(heads[2], weight=4)), tuple(rows))


def _row(question: str, few: tuple[Finding, ...], source: Source) -> Row:
    """One finding, or everything that one question still misses."""
    first = few[0]
    said = noted(source.case, *(finding.id for finding in few), *((first.step,) if first.rule == OPEN else ()))
    who = "\n".join(part for part in (said.person.strip(), due_words(said.due, source.today)) if part)
    asked = source.content.questions.get(question) if first.rule == OPEN else None
    basis = words("source", source=", ".join(first.source)) if first.source else ""
    if asked is not None and (len(few) > 1 or first.address.startswith("answers[")):
        own = [finding.text for finding in few if not finding.address.startswith("answers[")]
        what = Cell(asked.ask, " ".join(own) or first.why)
    else:
        what = Cell(first.text, " ".join(part for part in (first.why, cited(basis)) if part))
    return Row((what, _where(first, source), Cell(who)))


def _where(finding: Finding, source: Source) -> Cell:
    """The step and its question, and where in the Konzept the answer stands."""
    part = source.content.part_of.get(finding.step)
    step = part.short if part is not None else finding.step
    number = source.numbers.get(finding.question, "")
    place = words("where", step=step, question=finding.question) if finding.question else step
    return Cell(place, words("section", number=number) if number else "")


def _points(points: Iterable[OpenPoint], source: Source) -> Table:
    """One section for each person: whoever has the next day first, nobody last."""
    rows: list[Row] = []
    for bunch in grouped(points, "wer", source.today):
        rows.append(Row((Cell(bunch.title),), "section"))
        for point in bunch.points:
            part = source.content.part_of.get(point.step)
            step = part.short if part is not None else ""
            place = words("item", step=step, item=point.target) if point.kind == "liste" else step
            rows.append(Row((Cell(point.title, point.why), Cell(place), Cell(due_words(point.due, source.today)))))
    heads = [words(f"columns.{name}") for name in ("item", "where", "due")]
    return Table((Column(heads[0], weight=11), Column(heads[1], weight=5), Column(heads[2], weight=4)), tuple(rows))
