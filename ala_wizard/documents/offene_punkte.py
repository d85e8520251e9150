"""„Wer macht was bis wann“: the open points on paper, to be ticked off in a consultation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ala_wizard.calc.results import Results
from ala_wizard.checks.open_list import OpenPoint
from ala_wizard.checks.open_order import By, due_words, grouped, late
from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Block, Document, Heading, Note, Sheet, SheetColumn
from ala_wizard.documents.common import paper
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date


def offene_punkte(
    case: Case, content: Content, results: Results, stamp: Stamp, points: Iterable[OpenPoint], by: By, who: str | None = None
) -> Document:
    """The paper, by person or by day; `who` prints one person's points only."""
    made = paper("offene_punkte", words("offene_punkte.title"), "", case, content, results, stamp)
    blocks = tuple(_body(content, tuple(points), by, who, stamp.now.date()))
    return replace(
        made,
        subtitle=case.farm.name.strip(),
        cover=(),
        status=words("offene_punkte.status"),
        handed_in=False,
        rechtsstand="",
        blocks=blocks,
        wide=True,
        covered=False,
        contents="never",
    )


def _body(content: Content, points: tuple[OpenPoint, ...], by: By, who: str | None, today: date) -> list[Block]:
    bunches = grouped(points, by, today, who)
    if not bunches:
        return [Note("info", words("offene_punkte.nothing"))]
    shown = [point for bunch in bunches for point in bunch.points]
    count, overdue = sum(point.count for point in shown), late(shown, today)
    day = format_date(today)
    lead = words("offene_punkte.lead", count=count, day=day) if count != 1 else words("offene_punkte.lead_one", day=day)
    found: list[Block] = [plain(" ".join([lead, *([words("offene_punkte.late", count=overdue)] if overdue else [])]))]
    if who:
        found.append(plain(words("offene_punkte.only", name=who)))
    columns = (
        SheetColumn(words("offene_punkte.done"), 18, (" ",)),
        SheetColumn(words("offene_punkte.what"), 76),
        SheetColumn(words("offene_punkte.place"), 30),
        SheetColumn(words("offene_punkte.when" if by == "wer" else "offene_punkte.who"), 41),
    )
    for number, bunch in enumerate(bunches):
        found.append(Heading(1, f"{bunch.title} ({bunch.count})", anchor=f"g{number}", plain=True))
        rows = tuple(_row(point, content, by, today) for point in bunch.points)
        found.append(Sheet(columns, rows))
    return found


def _row(point: OpenPoint, content: Content, by: By, today: date) -> tuple[str, ...]:
    part = content.part_of.get(point.step)
    title = words("offene_punkte.parts", title=point.title, parts=point.why) if point.parts else point.title
    if by == "wer":
        last = due_words(point.due, today) or words("offene_punkte.no_day")
    else:
        last = ", ".join(piece for piece in (point.who or words("offene_punkte.nobody"), due_words(point.due, today)) if piece)
    return "", title, part.short if part is not None else "", last
