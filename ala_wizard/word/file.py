"""A paper as DOCX bytes. The same paper gives the same bytes.

What the clerk gets is the PDF; this twin is for going on writing, with real headings, lists, tables and contents.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from ala_wizard.content.texts import text
from ala_wizard.documents import blocks
from ala_wizard.documents.common import shortened
from ala_wizard.documents.wording import cited
from ala_wizard.word import parts
from ala_wizard.word.parts import clean
from ala_wizard.word.picture import picture
from ala_wizard.word.styles import ACCENT, CELL, FACT, GAP, HEAD, HINT, LABEL, RULE, SOFT, SUNKEN, WARN, WARN_SOFT, prepare

LEFT, RIGHT, TOP, BOTTOM = 25, 25, 22.5, 20
"""Margins, mm, as in the PDF."""
HEADER, FOOTER = 13, 10.5
"""From the edge of the page to head and foot, mm."""
WIDTH = 210 - LEFT - RIGHT
PHOTO_HEIGHT = 80
"""No photo is higher, mm."""
COVER, LOGO = 35, (46, 26)
"""Room above the words of the cover, width and height of the farm's sign, mm."""
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of everything inside the file: it must not hang on the clock."""
ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
LEVELS = 3
RUNNING, PROPERTY = 50, 200
"""Letters of the farm's name in the head, which has one line, and in the properties of the file, which take 255."""
LETTER, WIDEST_WORD, HEAD_PART = 1.75, 0.35, 0.6
"""Width of a letter in a cell, mm, the part of the page's width that a single word claims at most, and of a head that wants one line."""
GUTTER, PADDING = 140, 160
"""Room between columns, and between the edge of a ground and its words, twentieths of a point."""
BETWEEN = 9
"""Height of the line after a table, points."""
SMALL, COMPANY = 10, 3
"""A table of at most so many rows below its head stays on one page; of others so many rows begin a page's part together."""


def docx_bytes(document: blocks.Document, pages: Mapping[str, int] | None = None) -> bytes:
    """The whole paper. `pages`: on which page of the PDF each anchor stands, shown in the contents until they are brought up to date."""
    writer = Writer(document, pages or {})
    writer.write()
    raw = BytesIO()
    writer.file.save(raw)
    return _same_every_time(raw)


def _same_every_time(raw: BytesIO) -> bytes:
    """The file packed anew without the clock's time."""
    target = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(entry, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, source.read(entry))
    return target.getvalue()


class Writer:
    """Writes one paper from its first to its last block."""

    def __init__(self, document: blocks.Document, pages: Mapping[str, int]) -> None:
        self.document, self.pages = document, pages
        self.file: Any = docx.Document()
        self._marks = 0
        self._styles: dict[str, str | None] = {}
        """What the file calls the styles: python-docx would look through all of them for every paragraph."""

    def write(self) -> None:
        """Properties, cover, contents, blocks."""
        prepare(self.file)
        self._properties()
        self._page()
        if self.document.covered:
            self._cover()
        else:
            self._title()
        self._contents()
        for block in self.document.blocks:
            self._block(block)

    def _properties(self) -> None:
        document, found = self.document, self.file.core_properties
        found.title, found.author, found.subject = (
            shortened(clean(part), PROPERTY) for part in (document.title, document.farm, document.status)
        )
        found.comments, found.language, found.last_modified_by = clean(document.producer), "de-DE", found.author
        moment: datetime = document.made_at.replace(tzinfo=None)
        found.created = found.modified = moment

    def _page(self) -> None:
        """A4, head and foot; the cover has neither."""
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(LEFT), Mm(RIGHT), Mm(TOP), Mm(BOTTOM)
        section.header_distance, section.footer_distance = Mm(HEADER), Mm(FOOTER)
        section.different_first_page_header_footer = self.document.covered
        document = self.document
        farm = shortened(document.farm, RUNNING)
        name = f"{farm} · {document.title}" if farm else document.title
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        for line in (head, foot):
            line.paragraph_format.tab_stops.clear_all()
            line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        head.add_run(clean(f"{name}\t{document.status}"))
        words = " · ".join(part for part in (document.stand, document.rechtsstand, document.example) if part)
        before, _, after = text("paper.page", page="\x01", total="\x02").partition("\x01")
        between, _, rest = after.partition("\x02")
        foot.add_run(clean(f"{words}\t{before}"))
        parts.field(foot, "PAGE", "1")
        foot.add_run(between)
        parts.field(foot, "NUMPAGES", "1")
        foot.add_run(rest)

    def _cover(self) -> None:
        document = self.document
        above = COVER
        if document.logo is not None:
            self._logo(document.logo, text("paper.logo", farm=document.farm))
            above = 4
        self._paragraph(document.overline, LABEL).paragraph_format.space_before = Mm(above)
        self._paragraph(document.title, "Title")
        if document.subtitle.strip():
            self._paragraph(document.subtitle, "Subtitle")
        self._definitions(document.cover)
        self._hint(document.status, SOFT if document.handed_in else WARN_SOFT, bold=True)
        last = self._paragraph(". ".join(part for part in (document.stand, document.rechtsstand, document.example) if part) + ".", LABEL)
        last.add_run().add_break(WD_BREAK.PAGE)

    def _title(self) -> None:
        """The head of a paper without a cover; state and moment stand in its head and foot."""
        self._paragraph(self.document.title, "Title")
        if self.document.subtitle.strip():
            self._paragraph(self.document.subtitle, "Subtitle").paragraph_format.space_after = Pt(8)

    def _logo(self, logo: blocks.Bild, alt: str) -> None:
        """The farm's own sign, in its own small room."""
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.space_before = Mm(COVER - LOGO[1])
        across = min(LOGO[0], LOGO[1] * logo.width / logo.height)
        shape = paragraph.add_run().add_picture(BytesIO(logo.data), width=Mm(across))
        shape._inline.docPr.set("descr", clean(alt))

    def _contents(self) -> None:
        """Contents as a field, filled already: words that lead to their place, and the page as far as it is known."""
        headings = [block for block in self.document.blocks if isinstance(block, blocks.Heading) and block.level == 1 and block.anchor]
        if self.document.contents == "never" or not headings:
            return
        self._paragraph(text("paper.contents"), "Heading 1")
        lines = [self._new("toc 1") for _ in headings]
        for heading, line in zip(headings, lines, strict=True):
            line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
            if line is lines[0]:
                parts.begin(line, 'TOC \\o "1-1" \\h \\z \\u')
            target = parts.bookmark_name(heading.anchor)
            parts.link(line, target, clean(f"{heading.number}  {heading.text}".strip()))
            page = self.pages.get(heading.anchor)
            if page is not None:
                line.add_run("\t")
                parts.field(line, f"PAGEREF {target} \\h", str(page))
            if line is lines[-1]:
                parts.end(line)

    # -- blocks ----------------------------------------------------------------

    def _block(self, block: blocks.Block) -> None:
        match block:
            case blocks.Heading():
                self._heading(block)
            case blocks.Paragraph():
                self._spans(self._new(LABEL if block.quiet else "Normal"), block.spans)
            case blocks.ListBlock():
                self._list(block)
            case blocks.Table():
                self._table(block)
            case blocks.Definitions():
                self._definitions(block.rows)
            case blocks.Facts() | blocks.ResultStrip():
                self._facts(block.items)
            case blocks.Note():
                self._note(block)
            case blocks.Picture():
                self._photo(block)
            case blocks.Figure():
                self._figure(block)
            case blocks.PageBreak():
                self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case _:
                raise TypeError(type(block).__name__)

    def _new(self, style: str) -> Any:
        """An empty paragraph at the end."""
        return self._dress(self.file.add_paragraph(), style)

    def _dress(self, paragraph: Any, style: str) -> Any:
        """The paragraph in a style."""
        if style not in self._styles:
            self._styles[style] = self.file.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph._p.style = self._styles[style]
        return paragraph

    def _paragraph(self, words: str, style: str) -> Any:
        return self._spans(self._new(style), (blocks.Span(words),))

    def _spans(self, paragraph: Any, spans: Iterable[blocks.Span], *, bold: bool = False) -> Any:
        for span in spans:
            run = paragraph.add_run(clean(cited(span.text)))
            if span.bold or span.missing or bold:
                run.bold = True
            if span.missing:
                run.font.color.rgb = WARN
        return paragraph

    def _heading(self, block: blocks.Heading) -> None:
        paragraph = self._new(f"Heading {block.level}")
        if block.number:
            number = paragraph.add_run(f"{block.number}  ")
            if block.level == 1:
                number.font.color.rgb = ACCENT
        paragraph.add_run(clean(" ".join(block.text.split())))
        if block.anchor:
            self._marks += 1
            parts.bookmark(paragraph, parts.bookmark_name(block.anchor), self._marks)

    def _list(self, block: blocks.ListBlock) -> None:
        """A list with the word processor's own bullets and numbers; every numbered list begins at 1."""
        numbered: dict[int, Any] = {}
        for item in block.items:
            level = min(item.level, LEVELS - 1)
            for deeper in [known for known in numbered if known > level]:
                del numbered[deeper]
            ordered = item.marker[:1].isdigit()
            name = f"List {'Number' if ordered else 'Bullet'}{f' {level + 1}' if level else ''}"
            paragraph = self._new(name)
            if ordered:
                if level not in numbered:
                    numbered[level] = self._new_numbering(name)
                self._number(paragraph, numbered[level])
            self._spans(paragraph, item.spans)

    def _new_numbering(self, style: str) -> str:
        """A numbering of its own that begins at 1, in the look of a style."""
        numbering = self.file.part.numbering_part.element
        used = self.file.styles[style].element.pPr.numPr.numId.val
        shape = next(entry for entry in numbering.num_lst if entry.numId == used).abstractNumId.val
        made = numbering.add_num(shape)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return str(made.numId)

    @staticmethod
    def _number(paragraph: Any, numbering: str) -> None:
        holder = parts.element("numPr")
        holder.append(parts.element("ilvl", val="0"))
        holder.append(parts.element("numId", val=numbering))
        paragraph._p.get_or_add_pPr().append(holder)

    def _note(self, block: blocks.Note) -> None:
        if block.kind == "gap":
            self._paragraph(block.text, GAP)
        else:
            self._hint(block.text, WARN_SOFT if block.kind == "warn" else SOFT)

    def _hint(self, words: str, ground: str, *, bold: bool = False) -> None:
        paragraph = self._spans(self._new(HINT), (blocks.Span(words),), bold=bold)
        parts.shade(paragraph, ground)

    def _figure(self, block: blocks.Figure) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(picture(block.chart)), width=Mm(WIDTH))
        properties = shape._inline.docPr
        properties.set("descr", clean(block.chart.alt))
        properties.set("title", clean(block.chart.title))
        if block.caption or block.number:
            words = text("paper.figure", number=block.number, caption=block.caption) if block.number else block.caption
            self._paragraph(words, "Caption").paragraph_format.keep_with_next = False

    def _photo(self, block: blocks.Picture) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        across = min(WIDTH, PHOTO_HEIGHT * block.bild.width / block.bild.height)
        shape = paragraph.add_run().add_picture(BytesIO(block.bild.data), width=Mm(across))
        shape._inline.docPr.set("descr", clean(block.alt))
        if block.caption or block.number:
            words = text("paper.figure", number=block.number, caption=block.caption) if block.number else block.caption
            self._paragraph(words, "Caption").paragraph_format.keep_with_next = False

    # -- tables ----------------------------------------------------------------

    def _grid(self, columns: int, widths: Iterable[float], left: int = 0) -> Any:
        """An empty table whose words begin where the text begins; `left` moves them in, on a ground of their own."""
        table = self.file.add_table(rows=0, cols=columns)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        parts.margins(table, left=left, right=GUTTER)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def _after_table(self) -> None:
        """Word joins two tables that nothing stands between: a line of a few points parts them."""
        between = self.file.add_paragraph().paragraph_format
        between.space_before = between.space_after = Pt(0)
        between.line_spacing = Pt(BETWEEN)

    @staticmethod
    def _company(table: Any) -> None:
        """A small table stays on one page; of a longer one neither head nor last row stands alone."""
        rows = table.rows
        last = len(rows) - 1
        kept = range(last) if last <= SMALL else sorted({*range(min(COMPANY, last)), last - 1})
        for place in kept:
            for cell in rows[place]._tr.tc_lst:
                for paragraph in cell.p_lst:
                    paragraph.get_or_add_pPr().get_or_add_keepNext()

    def _definitions(self, rows: Iterable[blocks.Definition]) -> None:
        widths = (45, WIDTH - 45)
        table = self._grid(2, widths)
        for entry in rows:
            row = table.add_row()
            parts.whole(row)
            self._fill(row.cells[0], entry.label, LABEL, widths[0])
            value = row.cells[1].paragraphs[0]
            self._dress(value, CELL)
            self._spans(value, entry.spans or (blocks.Span(entry.value),))
            row.cells[1].width = Mm(widths[1])
            for cell in row.cells:
                parts.borders(cell, bottom=(4, RULE))
        self._company(table)
        self._after_table()

    def _facts(self, items: tuple[blocks.Fact, ...]) -> None:
        width = WIDTH / len(items)
        table = self._grid(len(items), [width] * len(items), left=PADDING)
        row = table.add_row()
        parts.whole(row)
        for cell, item in zip(row.cells, items, strict=True):
            self._fill(cell, item.value, FACT, width)
            label = self._dress(cell.add_paragraph(), LABEL)
            self._spans(label, (blocks.Span(item.label),))
            parts.ground(cell, SOFT)
        self._after_table()

    def _table(self, block: blocks.Table) -> None:
        if block.caption or block.number:
            words = text("paper.table", number=block.number, caption=block.caption) if block.number else block.caption
            self._paragraph(words, "Caption")
        widths = _widths(block)
        table = self._grid(len(block.columns), widths)
        if block.over:
            self._over(table, block, widths)
        if any(column.head for column in block.columns):
            head = table.add_row()
            parts.repeat(head)
            parts.whole(head)
            for cell, column, width in zip(head.cells, block.columns, widths, strict=True):
                self._fill(cell, column.head, HEAD, width, column.align)
                parts.borders(cell, bottom=(8, "1C221E"))
        for entry in block.rows:
            self._row(table, block, entry, widths)
        self._company(table)
        self._after_table()

    def _over(self, table: Any, block: blocks.Table, widths: list[float]) -> None:
        """The heads over several columns, said again on every page like those of the columns."""
        row, place = table.add_row(), 0
        parts.repeat(row)
        parts.whole(row)
        for index, cell in enumerate(block.over):
            span = cell.span if index else len(block.columns) - sum(other.span for other in block.over[1:])
            target = row.cells[place] if span == 1 else row.cells[place].merge(row.cells[place + span - 1])
            self._fill(target, cell.text, HEAD, sum(widths[place : place + span]), block.columns[place + span - 1].align, bold=True)
            parts.borders(target, bottom=(4, "1C221E") if cell.text.strip() else (0, ""))
            place += span

    def _row(self, table: Any, block: blocks.Table, entry: blocks.Row, widths: list[float]) -> None:
        """A row; cells that take several columns are joined."""
        row = table.add_row()
        parts.whole(row)
        count, place = len(block.columns), 0
        for index, cell in enumerate(entry.cells):
            span = cell.span if index else count - sum(other.span for other in entry.cells[1:])
            target = row.cells[place] if span == 1 else row.cells[place].merge(row.cells[place + span - 1])
            align = block.columns[place + span - 1].align if index or span == 1 else "left"
            width = sum(widths[place : place + span])
            strong = entry.kind != "body" or cell.strong or cell.missing or (block.lead_column and not index)
            paragraph = self._fill(target, cell.text, CELL, width, align, bold=strong)
            if cell.missing:
                for run in paragraph.runs:
                    run.font.color.rgb = WARN
            for more in (cell.note, entry.note if index == min(block.note_columns[0], len(entry.cells) - 1) else ""):
                if more.strip():
                    note = self._dress(target.add_paragraph(), LABEL)
                    self._spans(note, (blocks.Span(more),))
            top = (8, "1C221E") if entry.kind == "sum" and index else (0, "")
            parts.borders(target, top=top, bottom=(4, RULE) if entry.kind == "body" else (0, ""))
            if entry.kind == "total" or cell.ground:
                parts.ground(target, SUNKEN)
            place += span

    def _fill(self, cell: Any, words: str, style: str, width: float, align: str = "left", *, bold: bool = False) -> Any:
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        self._dress(paragraph, style)
        paragraph.alignment = ALIGN[align]
        return self._spans(paragraph, (blocks.Span(words),), bold=bold)


def _widths(block: blocks.Table) -> list[float]:
    """Widths of the columns, mm: no word is torn where that can be helped; what is left goes by weight, else by what stands there."""
    whole = [[row.cells[index].text for row in block.rows if len(row.cells) == len(block.columns)] for index in range(len(block.columns))]
    least, shares = [], []
    for column, cells in zip(block.columns, whole, strict=True):
        texts = (
            cells if column.align == "right" else [part for cell in (column.head, *cells) for part in cell.replace("-", "- ").split(" ")]
        )
        word = max((len(part) for text in (column.head.split(), texts) for part in text), default=1)
        least.append(min(word * LETTER + GUTTER / 56.7, WIDEST_WORD * WIDTH))
        longest = max((len(cell) for cell in cells), default=0)
        longest = max(longest, round(len(column.head) * HEAD_PART))
        shares.append(float(column.weight) if any(each.weight for each in block.columns) else float(min(max(longest, 6), 60)))
    room = WIDTH - sum(least)
    if room < 0:
        return [WIDTH * width / sum(least) for width in least]
    wanted = [WIDTH * share / sum(shares) for share in shares]
    missing = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    return [have + (room * more / sum(missing) if sum(missing) else room / len(least)) for have, more in zip(least, missing, strict=True)]
