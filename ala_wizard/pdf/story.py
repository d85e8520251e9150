"""Blocks to flowables, in order: cover, contents, body."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from ala_wizard.content import texts
from ala_wizard.documents import blocks
from ala_wizard.pdf import flowables, forms
from ala_wizard.pdf.figure import Figure
from ala_wizard.pdf.page import Page, Places
from ala_wizard.pdf.picture import Logo, Photo
from ala_wizard.pdf.referring import Referring
from ala_wizard.pdf.styles import style
from ala_wizard.pdf.table import GAP, definitions, table
from ala_wizard.pdf.tags import ListTags

LONG = 3
"""A paper with more pages than this has a table of contents even if it need not."""
COVER_LABEL = 28 * mm
LABEL = 32 * mm
ONE_COLUMN = 7
"""So many chapters are listed below each other; more stand in two columns."""
TWO_COLUMNS = 60
"""More than so many would not fit beside each other on one page: they go on below each other, page after page."""
LONG_TITLE = 18
"""Letters; a longer title is set smaller on the cover."""
LEADS = 2
"""So many short explanations between a heading and its table keep them company."""
INTRODUCTION = 40.0
"""A text no higher than this keeps company with the table right below it, points: two lines."""
LED_TABLE = 1 / 3
"""A table of which more must begin on a page than this part of it leaves its heading alone."""
CHAPTER_ROOM = 1 / 6
"""A chapter begins on a new page if less than this part of the page is left (never where a third is left)."""


class Room(CondPageBreak):
    """A new page unless so much room is left; the space before and after its neighbours is not added up."""

    _SPACETRANSFER = True

    def __init__(self, height: float, before: float, least: float = 0, gap: float = 0) -> None:
        """`before` is the space before what follows; it falls together with the space that the page has already left.

        Where more than `gap` of a page would stay empty, `least` is room enough.
        """
        super().__init__(height)
        self.wanted, self.before, self.least, self.gap = height, before, least, gap

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Nothing by itself."""
        frame = self._doctemplateAttr("frame")
        left = float(getattr(frame, "_prevASpace", 0) or 0)
        wanted = self.least if self.least and height > self.gap else self.wanted
        self.height = wanted - min(self.before, left)
        return tuple(super().wrap(width, height))


class Forge:
    """Makes the flowables of blocks, and keeps those of the last pass: what did not change is not measured again."""

    def __init__(self) -> None:
        self._kept: dict[blocks.Block, list[list[Any]]] = {}
        self._used: dict[blocks.Block, list[list[Any]]] = {}

    def begin(self) -> None:
        """A new pass over a document of the same kind begins: what the last one did not use is given up."""
        self._kept, self._used = self._used, {}

    def make(self, block: blocks.Block, page: Page) -> list[Any]:
        """The flowables of a block. Equal blocks have flowables of their own."""
        used = self._used.setdefault(block, [])
        kept = self._kept.get(block, ())
        if len(used) < len(kept):
            made = kept[len(used)]
            for part in made:
                part.__dict__.pop("_postponed", None)  # reportlab's mark for what had no room before
        else:
            made = [flowables.Heading(block, page.scale)] if isinstance(block, blocks.Heading) else flowable(block, page)
        used.append(made)
        return made


def story(document: blocks.Document, page: Page, places: Places, forge: Forge) -> list[Flowable]:
    """All flowables of a document; `places` holds what the pass before found out."""
    forge.begin()
    found: list[Flowable] = [*cover(document, page), NextPageTemplate("text"), PageBreak()] if document.covered else title(document)
    if lists_contents(document, places):
        found += [*contents(document, places), Spacer(0, 12)]
    return [*found, *body(document.blocks, page, forge)]


def lists_contents(document: blocks.Document, places: Places) -> bool:
    """Has a paper with these places a table of contents?"""
    return document.contents == "always" or (document.contents == "long" and places.total > LONG)


def title(document: blocks.Document) -> list[Flowable]:
    """The head of a paper without a cover."""
    if document.letterhead is not None:
        return letterhead(document.letterhead)
    subtitle = [flowables.text(document.subtitle, "sheet_subtitle")] if document.subtitle.strip() else []
    return [flowables.text(document.title, "sheet_title", "H1"), *subtitle]


def letterhead(head: blocks.Letterhead) -> list[Flowable]:
    """Who writes to whom, where and when, and what about."""
    name, *reach = head.sender
    return [
        flowables.text(name, "letter_sender_name"),
        *(flowables.text(entry, "letter_sender") for entry in reach),
        Spacer(0, 13 * mm),
        flowables.text("\n".join(head.addressee), "letter_address"),
        Spacer(0, 11 * mm),
        flowables.text(head.day, "letter_address"),
        flowables.text(head.subject, "letter_subject", "H1"),
    ]


def cover(document: blocks.Document, page: Page) -> list[Flowable]:
    """What the paper is, whose it is, whom it is for, and that it was not handed in."""
    title = "cover_title" if len(document.title) <= LONG_TITLE else "cover_title_long"
    status = blocks.Note("info" if document.handed_in else "warn", document.status)
    note = flowables.Note(status, strong=True)
    small = ". ".join(part for part in (document.stand, document.rechtsstand, document.example) if part)
    return [
        *([Logo(document.logo, texts.text("paper.logo", farm=document.farm)), Spacer(0, 7 * mm)] if document.logo is not None else []),
        flowables.text(document.overline, "cover_overline"),
        Spacer(0, 6 * mm),
        flowables.Rule(),
        Spacer(0, 9 * mm),
        flowables.text(document.title, title, "H1"),
        *([Spacer(0, 2 * mm), flowables.text(document.subtitle, "cover_subtitle")] if document.subtitle.strip() else []),
        Spacer(0, 20 * mm),
        definitions(blocks.Definitions(document.cover), page.width, page.height, COVER_LABEL, cover=True),
        Spacer(0, 6 * mm),
        note,
        flowables.text(small + ".", "cover_small"),
    ]


def contents(document: blocks.Document, places: Places) -> list[Flowable]:
    """The table of contents with links and page numbers."""
    headings = [block for block in document.blocks if isinstance(block, blocks.Heading) and block.level <= document.contents_level]
    tags = flowables.ContentsTags(headings)
    lines: list[Flowable] = [flowables.ContentsLine(heading, places.pages.get(heading.anchor), tags) for heading in headings]
    if document.contents_level == 1 and ONE_COLUMN < len(lines) <= TWO_COLUMNS:
        half = (len(lines) + 1) // 2
        lines = [flowables.SideBySide(lines[:half], lines[half:])]
    return [flowables.text(texts.text("paper.contents"), "toc_title", "H2"), *lines]


def body(entries: tuple[blocks.Block, ...], page: Page, forge: Forge) -> list[Flowable]:
    """The blocks as flowables; headings keep company with what follows them."""
    found: list[Flowable] = []
    all_made = [forge.make(block, page) for block in entries]
    for index, (block, made) in enumerate(zip(entries, all_made, strict=True)):
        if isinstance(block, blocks.Heading):
            if not (index and isinstance(entries[index - 1], blocks.Heading)):
                found.append(Room(_room(entries[index:], all_made[index:], page), style(f"h{block.level}").spaceBefore))
            found += made
        else:
            if isinstance(block, blocks.Prompt):
                before = made[0].getSpaceBefore() if made else 0
                found.append(Room(_with_next(made, all_made[index + 1 : index + 3], page) + before, before))
            if isinstance(block, blocks.Table):
                before = made[0].spaceBefore
                least = made[0].begin() + before if block.keep else 0
                found.append(Room(made[0].lead(page.width) + before, before, least, page.height * GAP))
            found += made
    return found


def _with_next(made: list[Any], following: list[list[Any]], page: Page) -> float:
    """Height of a prompt with the beginning of what follows it."""
    room = sum(entry.wrap(page.width, 10**6)[1] + entry.getSpaceAfter() for entry in made)
    return float(
        min(page.height, room + sum(entries[0].lead(page.width) for entries in following if entries and hasattr(entries[0], "lead")))
    )


def _room(entries: tuple[blocks.Block, ...], all_made: list[list[Any]], page: Page) -> float:
    """Height that the headings at the start of `entries` and the beginning of their content need."""
    room, led = 0.0, 0
    for place, (block, made) in enumerate(zip(entries, all_made, strict=True)):
        if isinstance(block, blocks.Heading):
            heading = made[0]
            room += heading.wrap(page.width, 10**6)[1] + heading.style.spaceBefore + heading.style.spaceAfter
            continue
        if not made or not hasattr(made[0], "lead"):
            break
        lead = made[0].lead(page.width) + made[0].getSpaceBefore()
        if isinstance(block, blocks.Table) and led and lead > page.height * LED_TABLE:
            break
        room += lead
        whole = made[0].wrap(page.width, 10**6)[1]
        introduces = isinstance(block, blocks.Paragraph) and (
            block.quiet or (_is_table(entries[place + 1 : place + 2]) and whole < INTRODUCTION)
        )
        if not introduces or len(made) > 1 or whole > lead or led == LEADS:
            break
        led += 1
    first = entries[0]
    if isinstance(first, blocks.Heading) and first.level == 1:
        room = max(room, page.height * CHAPTER_ROOM)
    return min(room, page.height)


def _is_table(following: tuple[blocks.Block, ...]) -> bool:
    return any(isinstance(block, blocks.Table) for block in following)


def flowable(block: blocks.Block, page: Page) -> list[Any]:
    """The flowables of one block other than a heading."""
    if isinstance(block, blocks.Paragraph) and any(span.refers for span in block.spans):
        return [Referring(block, page.scale)]
    if isinstance(block, blocks.Paragraph):
        made = flowables.paragraphs(block.spans, "quiet" if block.quiet else "body", page.scale)
        for part in made:
            part.leads_to = block.leads_to
        return list(made)
    if isinstance(block, blocks.ListBlock):
        lists = ListTags()
        counts = any(item.marker[:1].isdigit() for item in block.items)
        return [flowables.Item(item, item is block.items[-1], counts, lists, page.scale) for item in block.items]
    if isinstance(block, blocks.Table):
        caption = texts.text("paper.table", number=block.number, caption=block.caption) if block.number else block.caption
        return [table(block, page.width, page.height, caption)]
    if isinstance(block, blocks.Definitions):
        return [definitions(block, page.width, page.height, LABEL)]
    if isinstance(block, blocks.Facts | blocks.ResultStrip):
        return [flowables.Strip(block.items, isinstance(block, blocks.ResultStrip))]
    if isinstance(block, blocks.Note):
        return [flowables.Note(block, scale=page.scale)]
    if isinstance(block, blocks.Figure):
        caption = texts.text("paper.figure", number=block.number, caption=block.caption) if block.number else block.caption
        return [Figure(block, caption)]
    if isinstance(block, blocks.Picture):
        caption = texts.text("paper.figure", number=block.number, caption=block.caption) if block.number else block.caption
        return [Photo(block, caption)]
    if isinstance(block, blocks.Prompt):
        return forms.prompt(block)
    if isinstance(block, blocks.Lines):
        return forms.lines(block)
    if isinstance(block, blocks.Ticks):
        return [forms.Boxes(block)]
    if isinstance(block, blocks.Sheet):
        return [forms.SheetTable(block)]
    if isinstance(block, blocks.PageBreak):
        return [PageBreak()]
    raise TypeError(type(block).__name__)
