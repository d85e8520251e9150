"""How long the papers take: against bare reportlab scripts that set the same text without tags, and with ten times the text.

Run by hand: `python tests/bench/bench_export.py [ROUNDS]`; takes less than a minute. Everything is measured in turn in one
process, in time of the processor, which other programs disturb less; look at the ratios of the medians.

The bare script sets the same words in the same fonts, sizes, tables and column widths on the same paper, with heads and feet.
It has no tags, no metadata, no bookmarks and links, no care for lonely headings, and draws no charts (their room stays
empty). Words, widths of columns and page numbers are put into its hands before the clock starts. `one column of lines` is
the least that reportlab can do: every printed line as a paragraph of its own, in a font that need not be embedded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from ala_wizard import core
from ala_wizard.bundle.wishes import Wishes
from ala_wizard.content.loader import content
from ala_wizard.content.paths import resources
from ala_wizard.content.samples import sample
from ala_wizard.documents import blocks
from ala_wizard.documents.registry import FOR_AUTHORITY
from ala_wizard.model.case import Case
from ala_wizard.pdf import fonts
from ala_wizard.pdf.page import BOTTOM, HEIGHT, TEXT, TOP, WIDE, WIDTH
from ala_wizard.pdf.render import Press, Printed
from ala_wizard.pdf.story import LABEL
from ala_wizard.pdf.styles import HAIRLINE, RULE, style
from ala_wizard.pdf.table import widths

CORE: tuple[blocks.DocumentKind, ...] = ("konzept", "kostenkalkulation", "leistungsbeschreibung")
NOW = datetime(2026, 11, 20, 14, 32)
ROUNDS = 5
AIM = 2.0
TIMES = 10
Widths = list[float]


@dataclass(frozen=True)
class Plain:
    """A paper as its bare script has it: pieces of text with their look, tables with their widths, empty room."""

    pieces: tuple[Any, ...]
    head: tuple[str, str, str]
    pages: int
    wide: bool


# --- what is measured -------------------------------------------------------------------------------------------------


def built(case: Case) -> list[blocks.Document]:
    """The three core papers as neutral blocks."""
    results = core.reckon(case, content(), NOW.date())
    return [FOR_AUTHORITY[kind](case, content(), results, core.stamp(NOW)) for kind in CORE]


def papers(case: Case) -> list[Printed]:
    """The three core papers, tagged: reckoned, built, printed."""
    return [Press().print(document) for document in built(case)]


def whole(case: Case) -> None:
    """The whole set as PDF: the papers, all in one with bookmarks, the lists, safely on the disk."""
    with TemporaryDirectory() as folder:
        wishes = Wishes(frozenset(CORE), frozenset({"pdf"}))
        core.export(case, content(), core.reckon(case, content(), NOW.date()), NOW, Path(folder) / "x", None, wishes)


def bare(plain: Plain) -> bytes:
    """One paper by a bare script."""
    target = BytesIO()
    page = WIDE if plain.wide else TEXT
    template = SimpleDocTemplate(
        target, pagesize=(WIDTH, HEIGHT), leftMargin=page.left, rightMargin=page.right, topMargin=TOP, bottomMargin=BOTTOM
    )
    template.build([_flowable(*piece) for piece in plain.pieces], onLaterPages=partial(_running, plain))
    return target.getvalue()


def lines_of(data: bytes) -> list[str]:
    """Every printed line of a paper."""
    return [line for page in PdfReader(BytesIO(data)).pages for line in page.extract_text().splitlines()]


def column_of(lines: list[str]) -> None:
    """The same words, one paragraph for each line, without anything else."""
    look = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(BytesIO()).build([Paragraph(escape(line), look) for line in lines])


# --- the bare script --------------------------------------------------------------------------------------------------


def _font(name: str) -> str:
    """The same font, known to reportlab as any script would make it known."""
    own = f"bare-{name}"
    if own not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(own, str(resources() / "fonts" / fonts.FILES[name])))
        pdfmetrics.registerFontFamily(own, own, own, own, own)
    return own


def look(role: str, looks: dict[str, ParagraphStyle] = {}) -> ParagraphStyle:  # noqa: B006 - kept on purpose
    """A role of the type scale in the script's own fonts."""
    if role not in looks:
        known = style(role)
        looks[role] = ParagraphStyle(role, parent=known, fontName=_font(known.fontName), bulletFontName=_font(fonts.SANS))
    return looks[role]


def _flowable(kind: str, *said: Any) -> Flowable:
    if kind == "room":
        return Spacer(0, said[0])
    if kind == "page":
        return PageBreak()
    if kind == "table":
        rows, sizes, repeated, commands = said
        cells = [[Paragraph(escape(words).replace("\n", "<br/>"), look(role)) if words else "" for role, words in row] for row in rows]
        return Table(cells, colWidths=sizes, repeatRows=repeated, style=commands, hAlign="LEFT", spaceBefore=5, spaceAfter=9)
    return Paragraph(escape(said[0]).replace("\n", "<br/>"), look(kind), *said[1:])


def _running(plain: Plain, canvas: Any, _template: Any) -> None:
    page = WIDE if plain.wide else TEXT
    name, status, foot = plain.head
    canvas.setFont(_font(fonts.SANS), 8.5)
    canvas.drawString(page.left, HEIGHT - 18 * mm, name)
    canvas.drawRightString(WIDTH - page.right, HEIGHT - 18 * mm, status)
    canvas.drawString(page.left, 14 * mm, foot)
    canvas.drawRightString(WIDTH - page.right, 14 * mm, f"Seite {canvas.getPageNumber()} von {plain.pages}")
    canvas.setLineWidth(0.5)
    for height in (HEIGHT - 20.5 * mm, 19 * mm):
        canvas.line(page.left, height, WIDTH - page.right, height)


def plain_of(document: blocks.Document, printed: Printed) -> Plain:
    """What the bare script has in its hands when the clock starts."""
    page = WIDE if document.wide else TEXT
    room = page.width
    pieces: list[Any] = [("cover_overline", document.overline), ("cover_title_long", document.title), ("cover_subtitle", document.subtitle)]
    pieces += [_facts(document.cover, room), ("note_info", document.status), ("cover_small", document.stand), ("page",)]
    chapters = [block for block in document.blocks if isinstance(block, blocks.Heading) and block.level <= document.contents_level]
    pieces += [("toc_1", f"{entry.number} {entry.text} {printed.places.get(entry.anchor, '')}") for entry in chapters]
    for block in document.blocks:
        pieces += _pieces(block, room)
    name = f"{document.farm} · {document.title}"
    return Plain(tuple(pieces), (name, document.status, f"{document.stand} · {document.rechtsstand}"), printed.pages, document.wide)


def _pieces(block: blocks.Block, room: float) -> Iterator[Any]:
    match block:
        case blocks.Heading():
            yield f"h{block.level}", f"{block.number} {block.text}".strip()
        case blocks.Paragraph():
            yield "quiet" if block.quiet else "body", block.text
        case blocks.ListBlock():
            yield from (("item", item.text, item.marker) for item in block.items)
        case blocks.Table():
            if block.caption:
                yield "caption", f"Tabelle {block.number}: {block.caption}"
            yield _table(block, room)
        case blocks.Definitions():
            yield _facts(block.rows, room)
        case blocks.Facts() | blocks.ResultStrip():
            rows = [[("figure", item.value) for item in block.items], [("figure_label", item.label) for item in block.items]]
            yield "table", rows, [room / len(block.items)] * len(block.items), 0, []
        case blocks.Note():
            yield f"note_{block.kind}", block.text
        case blocks.Figure():
            yield "room", block.chart.height * room / block.chart.width
            yield "caption", block.caption
        case blocks.PageBreak():
            yield ("page",)
        case _:
            raise TypeError(type(block).__name__)


def _facts(rows: tuple[blocks.Definition, ...], room: float) -> Any:
    return "table", [[("label", row.label), ("value", row.value)] for row in rows], [LABEL + 20, room - LABEL - 20], 0, _looks(len(rows))


def _looks(rows: int) -> list[Any]:
    every = (0, 0), (-1, -1)
    return [
        ("VALIGN", *every, "TOP"),
        ("LINEBELOW", *every, HAIRLINE, RULE),
        ("LEFTPADDING", *every, 0),
        ("RIGHTPADDING", *every, 9),
        ("TOPPADDING", *every, 1.7),
        ("BOTTOMPADDING", *every, 2.4),
    ] * bool(rows)


def _table(block: blocks.Table, room: float) -> Any:
    headed = any(column.head for column in block.columns)
    count = len(block.columns)
    rows: list[Any] = [[("head", column.head) for column in block.columns]] if headed else []
    commands = _looks(1)
    for entry in block.rows:
        cells: list[Any] = []
        for index, cell in enumerate(entry.cells):
            span = cell.span if index else count - sum(other.span for other in entry.cells[1:])
            right = block.columns[len(cells) + span - 1].align == "right" and (index or span == 1)
            strong = entry.kind != "body" or cell.strong or (block.lead_column and not index)
            role = ("cell_strong_right" if right else "cell_strong") if strong else "cell_right" if right else "cell"
            if span > 1:
                commands.append(("SPAN", (len(cells), len(rows)), (len(cells) + span - 1, len(rows))))
            words = "\n".join(part for part in (cell.text, cell.note) if part.strip())
            cells += [(role, words)] + [("cell", "")] * (span - 1)
        rows.append(cells)
        if entry.note.strip():
            first, end = block.note_columns
            commands.append(("SPAN", (first, len(rows)), (end - 1, len(rows))))
            rows.append([("cell_note", entry.note if at == first else "") for at in range(count)])
    return "table", rows, widths(block, room, 8.5, 9), int(headed), commands


# --- ten times the text -----------------------------------------------------------------------------------------------


def tenfold(document: blocks.Document) -> blocks.Document:
    """All blocks of a paper ten times over, every heading a place of its own."""

    def again(block: blocks.Block, number: int) -> blocks.Block:
        own = number and isinstance(block, blocks.Heading) and block.anchor
        return replace(block, anchor=f"{block.anchor}-{number}") if own else block

    return replace(document, blocks=tuple(again(block, number) for number in range(TIMES) for block in document.blocks))


def wordy(case: Case) -> Case:
    """The case with every answer ten times as long."""
    return case.model_copy(update={"answers": {key: "\n\n".join([words] * TIMES) for key, words in case.answers.items()}})


# --- measuring --------------------------------------------------------------------------------------------------------


def timed(rounds: int, **deeds: Callable[[], object]) -> dict[str, float]:
    """The median of each in seconds, measured in turn."""
    found: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(rounds):
        for name, deed in deeds.items():
            start = process_time()
            deed()
            found[name].append(process_time() - start)
    return {name: median(times) for name, times in found.items()}


def main() -> int:
    """Print the ratios; 1 when the aim was missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    case = sample("hof-sonnenwiese")
    case = case.model_copy(update={"attachments": ()})
    documents, printed = built(case), papers(case)
    plains = [plain_of(document, made) for document, made in zip(documents, printed, strict=True)]
    lines = [line for made in printed for line in lines_of(made.data)]
    alone = [len(PdfReader(BytesIO(bare(plain))).pages) for plain in plains]
    print(f"pages: ours {' + '.join(str(made.pages) for made in printed)}, by the bare script {' + '.join(map(str, alone))}")
    found = timed(
        rounds,
        bare=lambda: [bare(plain) for plain in plains],
        column=lambda: column_of(lines),
        papers=lambda: papers(case),
        whole=lambda: whole(case),
    )
    base = found["bare"]
    names = {
        "bare": "bare script, untagged",
        "column": "bare script, one column of lines",
        "papers": "our three papers, reckoned, built, tagged",
        "whole": "whole set on the disk, all in one, lists",
    }
    for name, words in names.items():
        print(f"{words:44} {found[name] * 1000:7.0f} ms   {found[name] / base:5.2f} times the bare script")
    tens = [tenfold(document) for document in documents]
    ten_plains = [plain_of(document, Press().print(document)) for document in tens]
    long = wordy(case)
    grown = timed(
        max(1, rounds // 3),
        once=lambda: [Press().print(document) for document in documents],
        ten=lambda: [Press().print(document) for document in tens],
        ten_bare=lambda: [bare(plain) for plain in ten_plains],
        long=lambda: papers(long),
    )
    print(
        f"everything {TIMES} times: {grown['ten'] / grown['once']:.1f} times the time; the bare script {grown['ten_bare'] / base:.1f} times"
    )
    print(f"answers {TIMES} times as long: {grown['long'] / found['papers']:.1f} times the time")
    return 1 if found["papers"] / base > AIM else 0


if __name__ == "__main__":
    sys.exit(main())
