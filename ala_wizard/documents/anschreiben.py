"""The covering letter: from whom to whom, what it is about, what lies with it, and that it was not handed in yet. One page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ala_wizard.calc.belege import pieces, unnamed
from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import rows_filled
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.documents.anlagen import anlagen
from ala_wizard.documents.blocks import Block, Document, Letterhead, Lines, ListBlock, ListItem, Note, Span
from ala_wizard.documents.common import address, farm_name, paper, period, profile, reach, service, shortened, status, traeger
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import cited, entry_of
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date

SCALE = 1.08
"""A letter is set a little larger than the papers."""
LINE = 70
"""Letters of a name; more have no room on one page. The whole name stands in the Konzept."""
OTHER = "sonstiges"
"""The kind of an attachment that has none."""


def words(key: str, **given: object) -> str:
    """The words of this paper."""
    return _words(f"anschreiben.{key}", **given)


def anschreiben(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The letter. Its day is that of the hand-in, before it that of the stamp."""
    case = active(case, content)
    made = paper("anschreiben", words("title"), "", case, content, results, stamp)
    return replace(
        made,
        cover=(),
        rechtsstand="",
        blocks=tuple(_blocks(case, content, results)),
        covered=False,
        contents="never",
        scale=SCALE,
        letterhead=_head(case, content, stamp),
    )


def _head(case: Case, content: Content, stamp: Stamp) -> Letterhead:
    farm, traeger_ = shortened(farm_name(case), LINE), shortened(traeger(case), LINE)
    sender = [farm or traeger_ or _words("common.no_farm"), *([traeger_] if farm and traeger_ != farm else [])]
    sender += [shortened(line, LINE) for line in (address(case), *_reach(case)) if line]
    day = format_date(case.handed_in or stamp.now.date())
    town = shortened(case.farm.town, LINE)
    title = shortened(case.offer.title, LINE)
    return Letterhead(
        tuple(sender),
        profile(case, content).addressee or (words("no_addressee"),),
        words("day", town=town, date=day) if town else day,
        cited(words("subject_for", name=title) if title else words("subject")),
    )


def _reach(case: Case) -> list[str]:
    """Phone, e-mail and website on as few lines as have room for them."""
    lines: list[str] = []
    for part in reach(case).split(", "):
        together = f"{lines[-1]}, {part}" if lines else part
        if lines and len(together) <= LINE:
            lines[-1] = together
        else:
            lines.append(part)
    return lines


def _blocks(case: Case, content: Content, results: Results) -> Iterator[Block]:
    yield Note("info" if case.handed_in else "warn", status(case))
    yield plain(words("greeting"))
    yield plain(words("offer"))
    yield plain(words("what", service=service(case), period=period(case)))
    called = case.verhandlung.called_on
    yield plain(cited(words("called", date=format_date(called)) if called else words("call")))
    yield plain(words("enclosed"))
    found = tuple(enclosed(case, content, results))
    yield ListBlock(tuple(ListItem(f"{number}.", (Span(line),)) for number, line in enumerate(found, 1)))
    later = sum(1 for piece in (*pieces(results.kosten.lines, case), *unnamed(results.kosten.lines, case)) if piece.state == "kommt")
    if later:
        yield plain(words("later", count=later) if later > 1 else words("later_one"))
    contact = shortened(case.farm.contact, LINE)
    yield plain(words("visit_name", name=contact) if contact else words("visit"))
    yield plain(words("closing"))
    yield Lines(words("signature"), below=True)


def enclosed(case: Case, content: Content, results: Results) -> Iterator[str]:
    """What the bundle holds beside this letter: the papers of the profile, then the attachments that are there, counted."""
    for name in profile(case, content).documents:
        if name != "anschreiben":
            people = len(rows_filled(case, "participants")) if name == "bedarfsnachweis" else 0
            line = words(f"enclosure.{name}")
            yield words("item", name=line, more=_counted("people", people)) if people else line
    there = [entry for entry in anlagen(results.kosten.lines, case) if entry.is_there]
    evidence = [entry for entry in there if entry.serves]
    if evidence:
        first, last = evidence[0], evidence[-1]
        shown = first.name if first is last else words("evidence.marks", first=first.number, last=last.number)
        yield _counted("evidence", len(evidence), marks=shown)
    others = [entry.entry.kind or OTHER for entry in there if not entry.serves]
    for kind in entry_of("anschreiben.kinds"):
        if kind in others:
            yield _counted(f"kinds.{kind}", others.count(kind))


def _counted(key: str, count: int, **given: object) -> str:
    return words(f"{key}.one", **given) if count == 1 else words(f"{key}.many", count=count, **given)
