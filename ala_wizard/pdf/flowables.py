"""One flowable per kind of block. Tables have their own module.

Each class knows how little of it may stand at the foot of a page (`lead`), so that a heading never stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import replace
from itertools import pairwise
from typing import Any

from reportlab.lib.fonts import ps2tt, tt2ps
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, cleanBlockQuotedText
from reportlab.platypus import Paragraph as RlParagraph
from reportlab.platypus.paraparser import ParaFrag

from ala_wizard.documents import blocks
from ala_wizard.pdf import fonts
from ala_wizard.pdf.direction import backwards, turned, turns
from ala_wizard.pdf.page import Laid, PaperCanvas, draw_line
from ala_wizard.pdf.styles import ACCENT, CORNER, HANG, INK2, NUMBER_HANG, SOFT, WARN, WARN_SOFT, scaled, style
from ala_wizard.pdf.tags import Element, ListTags, Shared, Tree, list_attributes
from ala_wizard.pdf.text import cleaned, line, markup
from ala_wizard.pdf.wordends import ends

LEAD_LINES = 2
"""So many lines of a text are wanted below a heading."""
WHOLE_LINES = 3
"""A text of so few lines is never torn: a page would end or begin with a lonely line."""
LINES_AT_ONCE = 30
"""So many typed lines make one flowable."""
LONG_HEADING = 500.0
"""Only a heading higher than this is torn, points."""
LINES_OF_A_PIECE = 60
"""What goes on after a page's end is cut into pieces of so many lines."""
_MARKS = re.compile("<[^>]*>|&[^;]*;")


BREAK = "<br/>"


class Text(Laid, RlParagraph):
    """A paragraph of running text."""

    block: blocks.Heading | None = None
    """The heading whose place this is: target of links, entry of the outline."""
    whole: Text | None = None
    """The paragraph that this is a piece of, where it was torn."""
    leads_to = ""
    """The anchor of a heading that the text is a link to."""
    goes_on = False
    """Another piece of the same paragraph follows."""
    tag = "P"
    shared: Shared
    """The element of the text, the same for all its pieces."""
    lists: ListTags | None = None
    """The list that the text is an item of."""
    level, numbering = 0, "Disc"
    blPara: Any  # noqa: N815 - its name in reportlab
    """The lines as reportlab broke them."""
    turns = False
    """Some of its letters run from right to left."""
    backwards = False
    """All of it does."""
    _ends: Sequence[bool] | None = None

    def __init__(self, text: str | None, look: ParagraphStyle, *, frags: Sequence[Any] | None = None, **options: Any) -> None:
        if frags is None and text is not None and "&" not in text and "<" not in text.replace(BREAK, ""):
            frags = _frags(text, look)
        elif text and turns(text):
            self.turns, self.backwards = True, backwards(_MARKS.sub("", text))
        super().__init__(text, look, frags=frags, **options)
        self.shared = Shared()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height; the lines are broken only once for a width."""
        if getattr(self, "_broken_for", None) != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._broken_for = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits, and the rest. A long rest comes in pieces, so that its lines are not broken anew on every page."""
        self.wrap(width, height)
        twin = copy(self)
        twin.__class__ = Text
        found = list(RlParagraph.split(twin, width, height))
        if len(found) != 2:
            return found
        found[0].block = self.block
        lines, first = len(self.blPara.lines), len(found[0].blPara.lines)
        if lines - first <= LINES_OF_A_PIECE:
            return self._pieces(found)
        cuts = [*range(first, lines - LINES_OF_A_PIECE // 2, LINES_OF_A_PIECE), lines]
        last = found[1].style
        close = ParagraphStyle(last.name, parent=last, spaceAfter=0)
        part = self._get_split_blParaFunc()
        pieces = [Text(None, last if end == lines else close, frags=part(self.blPara, start, end)) for start, end in pairwise(cuts)]
        return self._pieces([found[0], *pieces])

    def _pieces(self, parts: list[Any]) -> list[Flowable]:
        """The pieces of this text, each with what it shares with the others."""
        for part in parts:
            part.whole, part.tag, part.shared = self.whole or self, self.tag, self.shared
            part.lists, part.level, part.numbering = self.lists, self.level, self.numbering
            part.leads_to, part.turns, part.backwards = self.leads_to, self.turns, self.backwards
            part.goes_on = part is not parts[-1] or self.goes_on
        return parts

    def beginText(self, x: float, y: float) -> Any:
        """The text as it is written line by line: where a word ends with its line, a blank follows it."""
        written = super().beginText(x, y)
        if len(self.blPara.lines) < 2 and not self.goes_on:
            return written
        words_end = list(self._ends if self._ends is not None else ends(self.blPara, self.frags))
        if not self.goes_on:
            words_end[-1] = False
        written.words_end = iter(words_end)
        return written

    def passed(self, canvas: PaperCanvas) -> None:
        """Where a heading stands is to be known."""
        if self.block is not None and self.block.anchor:
            canvas.reached(self.block.anchor, f"{self.block.number} {self.block.text}", self.block.level)

    def draw(self) -> None:
        """Draw, remember where, and leave a bookmark where a heading stands."""
        canvas: Any = self.canv
        if isinstance(canvas, PaperCanvas):
            canvas.note(self, self.width, self.height)
            self.passed(canvas)
            if not canvas.is_marking:
                if self.leads_to and canvas.leads(self.leads_to):
                    self._draw_link(canvas)
                    return
                with self._marked(canvas):
                    super().draw()
                return
        super().draw()

    def drawPara(self, debug: int = 0) -> Any:
        """Draw the lines as they were broken, each in its order of drawing."""
        if not self.turns:
            return super().drawPara(debug)
        typed: Any = self.blPara
        self._ends = ends(typed, self.frags)
        self.blPara = in_order(typed, self.backwards)
        try:
            return super().drawPara(debug)
        finally:
            self.blPara, self._ends = typed, None

    def _draw_link(self, canvas: PaperCanvas) -> None:
        """The whole text as a link inside its own element."""
        element = Element("Link", self.shared.get(canvas.tags, self.tag))
        with canvas.marked(element):
            super().draw()
        words = line("".join(str(getattr(piece, "text", "") or "") for piece in (self.whole or self).frags or ()))
        canvas.link(element, words or self.leads_to, self.leads_to, self.width, self.height)

    def _marked(self, canvas: PaperCanvas) -> AbstractContextManager[None]:
        """The tags round what is drawn; an item begins with its marker."""
        if self.lists is not None and self.bulletText:
            marker, body = self.lists.item(canvas.tags, self.level, self.numbering)
            return canvas.marked(marker, self.shared.put(canvas.tags, body))
        return canvas.marked(self.shared.get(canvas.tags, self.tag))

    def lead(self, width: float) -> float:
        """Height that must remain on a page for this to begin there."""
        _, height = self.wrap(width, 10**6)
        leading = float(self.style.leading)
        return float(height) if height <= (WHOLE_LINES + 0.5) * leading else LEAD_LINES * leading


def in_order(broken: Any, whole: bool) -> Any:
    """The lines of a paragraph, as reportlab broke them, with their letters from left to right."""
    if not broken.kind:
        lines = [(space, "".join(words for _, words in turned([(0, " ".join(words))], whole)).split(" ")) for space, words in broken.lines]
        return broken.clone(lines=lines)
    return broken.clone(lines=[_line_in_order(entry, whole) for entry in broken.lines])


def _line_in_order(broken: Any, whole: bool) -> Any:
    entry = copy(broken)
    silent = [piece for piece in broken.words if not getattr(piece, "text", "")]
    drawn = turned([(piece, piece.text) for piece in broken.words if getattr(piece, "text", "")], whole)
    entry.words = [*(piece.clone(text=words) for piece, words in drawn), *silent]
    return entry


def _frags(text: str, look: ParagraphStyle) -> list[Any]:
    """What reportlab's parser would make of a text without markup but line breaks; it would read it letter by letter."""
    family, bold, italic = ps2tt(look.fontName)
    base = ParaFrag(
        __tag__="para",
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        fontName=tt2ps(family, bold, italic),
        bold=bold,
        italic=italic,
        fontSize=look.fontSize,
        textColor=look.textColor,
    )
    first, *rest = cleanBlockQuotedText(text).split(BREAK)
    found = [base.clone(text=first)] if first else []
    for words in rest:
        found.append(base.clone(__tag__="br", lineBreak=True, text=""))
        if words:
            found.append(base.clone(text=words))
    return found


def marked(spans: Iterable[blocks.Span]) -> str:
    """Spans as markup; only bold and missing become tags."""
    return "".join(_tagged(span) for span in spans)


def _tagged(span: blocks.Span) -> str:
    words = markup(span.text)
    if span.missing:
        return f'<font color="#{WARN.hexval()[2:]}"><b>{words}</b></font>'
    return f"<b>{words}</b>" if span.bold else words


def text(value: str, role: str, tag: str = "P") -> Text:
    """A user's or our own text in a role of the type scale."""
    made = Text(markup(value), style(role))
    made.tag = tag
    return made


def paragraphs(spans: tuple[blocks.Span, ...], role: str, scale: float = 1.0) -> list[Text]:
    """A text of any length. Many typed lines become several flowables without a gap, so that the time stays linear."""
    whole = scaled(role, scale)
    pieces = list(_pieces(spans))
    close = ParagraphStyle(whole.name, parent=whole, spaceAfter=0)
    return [Text(marked(piece), close) for piece in pieces[:-1]] + [Text(marked(pieces[-1]), whole)]


def _pieces(spans: Iterable[blocks.Span]) -> Iterator[list[blocks.Span]]:
    """The spans cut after so many typed lines; the line end at a cut is left out."""
    piece: list[blocks.Span] = []
    full = 0
    for span in spans:
        rest = span.text.split("\n")
        while full + len(rest) > LINES_AT_ONCE:
            cut = LINES_AT_ONCE - full
            yield [*piece, replace(span, text="\n".join(rest[:cut]))]
            piece, full, rest = [], 0, rest[cut:]
        piece.append(replace(span, text="\n".join(rest)))
        full += len(rest) - 1
    yield piece


class Heading(Text):
    """A heading: target of links, entry of the outline."""

    def __init__(self, block: blocks.Heading, scale: float = 1.0) -> None:
        number = markup(block.number)
        if number and block.level == 1:
            number = f'<font color="#{ACCENT.hexval()[2:]}">{number}</font>'
        super().__init__(
            f"{number}&nbsp;&nbsp;{markup(block.text)}" if number else markup(block.text),
            scaled("h2" if block.plain else f"h{block.level}", scale),
        )
        self.block = block
        self.tag = f"H{block.level + 1}"

    def _marked(self, canvas: PaperCanvas) -> AbstractContextManager[None]:
        """A chapter begins a section of its own."""
        if self.block is not None and self.block.level == 1 and self.shared.known(canvas.tags) is None:
            canvas.tags.begin_section()
        return super()._marked(canvas)

    def split(self, width: float, height: float) -> list[Flowable]:
        """A heading is not torn unless it is longer than a page."""
        return [] if self.height < LONG_HEADING else super().split(width, height)


class Item(Text):
    """An item of a hanging list, with its sign or number; a list that counts hangs wider, with all its levels."""

    def __init__(self, item: blocks.ListItem, last: bool, counts: bool, lists: ListTags, scale: float = 1.0) -> None:
        base = scaled("item", scale)
        hang = (NUMBER_HANG if counts else HANG) * scale
        super().__init__(
            marked(item.spans),
            ParagraphStyle(
                "item",
                parent=base,
                leftIndent=hang * (item.level + 1),
                bulletIndent=hang * item.level + 2,
                spaceAfter=scaled("body", scale).spaceAfter if last else base.spaceAfter,
            ),
            bulletText=item.marker,
        )
        self.lists, self.level = lists, item.level
        self.numbering = "Decimal" if item.marker[:1].isdigit() else "Disc"


class Note(Text):
    """A remark of the program: quiet for a gap, on a soft ground for what should be seen."""

    def __init__(self, block: blocks.Note, strong: bool = False, scale: float = 1.0) -> None:
        base = scaled(f"note_{block.kind}", scale)
        ground = {"warn": WARN_SOFT, "info": SOFT}.get(block.kind)
        look = (
            ParagraphStyle(
                base.name,
                parent=base,
                backColor=ground,
                borderPadding=(7, 10, 8, 10),
                borderRadius=CORNER,
                leftIndent=10,
                rightIndent=10,
                spaceBefore=14,
                spaceAfter=18,
            )
            if ground
            else base
        )
        super().__init__(marked((blocks.Span(block.text, strong),)), look)


class Strip(Laid):
    """Key figures side by side on a soft ground; of a result the last one is the answer."""

    PAD = 12.0
    GAP = 10.0
    SIZES = (16.0, 13.0, 11.0, 9.5, 8.5)

    def __init__(self, items: tuple[blocks.Fact, ...], result: bool) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 7, 9
        self.result = result
        self.items = items
        self.columns: list[tuple[Text, Text]] = []

    def _column(self, fact: blocks.Fact, last: bool) -> tuple[Text, Text]:
        label = text(fact.label, "figure_label_result" if self.result and last else "figure_label")
        base = style(("figure_result" if last else "figure_small") if self.result else "figure")
        size = min(base.fontSize, self.size)
        look = ParagraphStyle(base.name, parent=base, fontSize=size, leading=base.leading * size / base.fontSize)
        return Text(markup(fact.value), look), label

    def _size(self) -> float:
        """The largest size in which every figure stands on one line; the smallest where none does."""
        widest = max(fonts.width(cleaned(fact.value), fonts.BOLD, 1) for fact in self.items)
        return next((size for size in self.SIZES if widest * size <= self.room), self.SIZES[-1])

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Columns of equal width; the highest decides."""
        self.width = width
        self.room = (width - 2 * self.PAD - self.GAP * (len(self.items) - 1)) / len(self.items)
        self.size = self._size()
        self.columns = [self._column(fact, fact is self.items[-1]) for fact in self.items]
        self.upper = max(self._first(pair).wrap(self.room, 10**6)[1] for pair in self.columns)
        self.lower = max(self._second(pair).wrap(self.room, 10**6)[1] for pair in self.columns)
        self.height = self.upper + self.lower + 15
        return width, self.height

    def _first(self, pair: tuple[Text, Text]) -> Text:
        """A result has its words above, a fact below its figure."""
        return pair[1] if self.result else pair[0]

    def _second(self, pair: tuple[Text, Text]) -> Text:
        return pair[0] if self.result else pair[1]

    def lead(self, width: float) -> float:
        """Never torn."""
        return self.wrap(width, 0)[1]

    def draw(self) -> None:
        """Ground, then first line, then second line, each on one base."""
        canvas: PaperCanvas = self.canv
        with canvas.artifact():
            canvas.saveState()
            canvas.setFillColor(SOFT)
            canvas.roundRect(0, 0, self.width, self.height, CORNER, stroke=0, fill=1)
            canvas.restoreState()
        x = self.PAD
        figures = Element("L", canvas.tags.here, list_attributes("None"))
        for pair in self.columns:
            item = Element("LI", figures)
            pair[1].shared.put(canvas.tags, Element("Lbl", item))
            pair[0].shared.put(canvas.tags, Element("LBody", item))
            first, second = self._first(pair), self._second(pair)
            first.drawOn(canvas, x, self.height - 7 - first.height)
            second.drawOn(canvas, x, 8 + self.lower - second.height)
            x += self.room + self.GAP


class Rule(Flowable):
    """The short green rule of the cover."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """40 × 4.5 points."""
        return 40, 4.5

    def draw(self) -> None:
        """A filled bar."""
        with self.canv.artifact():
            self.canv.setFillColor(ACCENT)
            self.canv.rect(0, 0, 40, 4.5, stroke=0, fill=1)


class SideBySide(Flowable):
    """Two stacks in columns of equal width: a line that needs more room in one leaves no gap in the other."""

    GAP = 20.0

    def __init__(self, left: Sequence[Flowable], right: Sequence[Flowable]) -> None:
        super().__init__()
        self.stacks = (left, right)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The higher one decides."""
        self.column = (width - self.GAP) / 2
        self.height = max(sum(part.wrap(self.column, 10**6)[1] for part in stack) for stack in self.stacks)
        return width, self.height

    def draw(self) -> None:
        """Both begin at the top."""
        for number, stack in enumerate(self.stacks):
            top = self.height
            for part in stack:
                top -= part.wrap(self.column, 10**6)[1]
                part.drawOn(self.canv, number * (self.column + self.GAP), top)


class ContentsTags:
    """The table of contents in the tree: its entries stand in their own order, however they are set on the page."""

    def __init__(self, headings: Sequence[blocks.Heading]) -> None:
        self._headings = headings
        self._tree: Tree | None = None
        self._links: dict[int, Element] = {}

    def link(self, tree: Tree, heading: blocks.Heading) -> Element:
        """The element of the link to a heading."""
        if self._tree is not tree:
            whole = Element("TOC", tree.here)
            self._tree = tree
            self._links = {id(entry): Element("Link", Element("TOCI", whole)) for entry in self._headings}
        return self._links[id(heading)]


class ContentsLine(Laid):
    """A line of the table of contents: number, heading, page; the whole line is a link."""

    NUMBERS = 20.0
    """Room for the numbers of pages and of chapters, each."""

    def __init__(self, block: blocks.Heading, page: int | None, entry: ContentsTags) -> None:
        super().__init__()
        self.block, self.page, self.entry = block, page, entry
        self.look = style(f"toc_{block.level}")
        self.spaceBefore = self.look.spaceBefore
        self.indent = self.NUMBERS * (1 if block.level == 1 else 2.25)
        self.number_at = 0 if block.level == 1 else self.NUMBERS
        self.words = Text(markup(" ".join(block.text.split())), self.look)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The heading may need more lines, the page number has its own room."""
        self.width = width
        _, self.height = self.words.wrap(width - self.indent - self.NUMBERS, 10**6)
        return width, self.height

    def draw(self) -> None:
        """Number, words, page, link."""
        canvas: PaperCanvas = self.canv
        size, bold = self.look.fontSize, self.block.level == 1
        base = self.height - size
        element = self.entry.link(canvas.tags, self.block)
        with canvas.marked(element):
            draw_line(canvas, self.block.number, self.number_at, base, size, ACCENT if bold else INK2, bold=bold, blank=True)
            self.words.drawOn(canvas, self.indent, 0)
            if self.page is not None:
                draw_line(canvas, str(self.page), self.width, base, size, self.look.textColor, "right", blank=True)
        if self.block.anchor:
            words = line(f"{self.block.number} {self.block.text}").strip()
            canvas.link(element, words, self.block.anchor, self.width, self.height)
