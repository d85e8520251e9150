"""The A4 page: margins, running head and foot, cover ground. Measures in points."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from ala_wizard.content import texts
from ala_wizard.documents.blocks import Document
from ala_wizard.pdf import fonts
from ala_wizard.pdf.direction import backwards, turned, turns
from ala_wizard.pdf.metadata import LANGUAGE, describe
from ala_wizard.pdf.quick import QuickCanvas
from ala_wizard.pdf.styles import FURROW, INK2, RULE, style
from ala_wizard.pdf.tags import Element, Tree
from ala_wizard.pdf.text import line, runs

WIDTH, HEIGHT = A4
TOP = 22.5 * mm
BOTTOM = 20 * mm
OUTWARD = "ALAWizardZiel"
"""Names the target of a link that leads to another paper, until both lie in one file."""
LINE_LIMIT = 300
"""No single line of a page has room for more letters."""


@dataclass(frozen=True)
class Page:
    """Margins of a kind of paper, and how large its type is."""

    left: float
    right: float
    scale: float = 1.0
    """Size of running text and headings against the usual one."""

    @property
    def width(self) -> float:
        """Width of the text column."""
        return float(WIDTH - self.left - self.right)

    @property
    def height(self) -> float:
        """Height of the text column."""
        return float(HEIGHT - TOP - BOTTOM)


TEXT = Page(25 * mm, 25 * mm)
WIDE = Page(25 * mm, 20 * mm)


@dataclass
class Places:
    """What one pass over the document found out for the next: pages of anchors, number of pages."""

    pages: dict[str, int] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True)
class Drawn:
    """Where a piece of text stands in the finished paper. Points, from the left and from the foot of the page."""

    page: int
    """Counted from 1."""
    left: float
    bottom: float
    right: float
    top: float
    text: Any
    """The flowable that was drawn; `words_of` reads it."""


class PaperCanvas(QuickCanvas):
    """The canvas of all papers: same input, same bytes; tagged; remembers on which page an anchor stands."""

    def __init__(
        self,
        *args: Any,
        made_at: datetime | None = None,
        expected: Places | None = None,
        blank: bool = False,
        outward: frozenset[str] = frozenset(),
        **options: Any,
    ) -> None:
        """`expected`: the places that the paper was laid out with; where they turn out others, no file is written.

        `blank`: only the places are sought; text and tables are laid out, but not drawn, and no file is written at all.
        `outward`: papers that will lie in the same file; links lead there by name.
        """
        fonts.register()
        options.update(invariant=1, lang=LANGUAGE, initialFontName=fonts.SANS, pdfVersion=(1, 7))
        super().__init__(*args, **options)
        self.places = Places()
        self._expected = expected
        self.blank = blank
        self.outward = outward
        self.drawn: list[Drawn] = []
        self.depth = 0
        self.tags = Tree()
        self._marking = False
        self._next: Element | None = None
        self.setViewerPreference("DisplayDocTitle", "true")
        if made_at is not None:
            _date(self._doc._timeStamp, made_at)

    def reached(self, anchor: str, title: str, level: int) -> None:
        """A heading is drawn on this page: target of links, entry of the outline (never deeper than one step)."""
        self.places.pages.setdefault(anchor, self.getPageNumber())
        if self.blank:
            return
        self.bookmarkHorizontal(anchor, 0, 14)
        self.depth = min(level, self.depth + 1)
        self.addOutlineEntry(line(title), anchor, self.depth - 1, closed=self.depth == 1)

    def note(self, text: Any, width: float, height: float) -> None:
        """Remember where a piece of text is drawn: with its foot at the canvas' present origin."""
        left, bottom = self.absolutePosition(0, 0)
        self.drawn.append(Drawn(self.getPageNumber(), left, bottom, left + width, bottom + height, text))

    # -- tags ------------------------------------------------------------------

    @property
    def is_marking(self) -> bool:
        """Does what is drawn now belong to an element or an artifact already?"""
        return self._marking

    @contextmanager
    def marked(self, element: Element, then: Element | None = None) -> Iterator[None]:
        """What is drawn now is the content of an element; with `then` only the first text, and the rest is that one's."""
        self._begin(element)
        self._next = then
        try:
            yield
        finally:
            self._next = None
            self._end()

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn now carries no meaning: ornament (`Layout`), or heads and feet of pages (`Pagination`)."""
        if self._marking:
            yield
            return
        self._marking = True
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        try:
            yield
        finally:
            self._end()

    def opening(self, element: Element) -> str:
        """The operator with which the content of an element begins; `EMC` ends it."""
        return f"/{element.tag} <</MCID {self.tags.mark(element)}>> BDC"

    def _begin(self, element: Element) -> None:
        self._marking = True
        self._code.append(self.opening(element))

    def _end(self) -> None:
        self._code.append("EMC")
        self._marking = False

    def drawText(self, text: Any) -> None:
        """Draw a piece of text; behind the marker of a list the item itself begins."""
        super().drawText(text)
        if self._next is not None:
            following, self._next = self._next, None
            self._end()
            self._begin(following)

    def leads(self, target: str) -> bool:
        """Can a link lead there: to a place in this paper, or in one that lies in the same file?"""
        paper, outward, _ = target.partition("#")
        return not outward or paper in self.outward

    def link(self, element: Element, words: str, anchor: str, width: float, height: float) -> None:
        """A link over a rectangle from here, which belongs to an element and says where it leads."""
        left, bottom, right, top = self._absRect((0, 0, width, height), 1)
        name = f"Link{self._annotationCount + 1}"
        entry = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([left, bottom, right, top]),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": PDFString(words),
            **({OUTWARD: PDFString(anchor)} if "#" in anchor else {"Dest": self._bookmarkReference(anchor)}),
            "StructParent": self.tags.annotate(element, f"Annot.{name}"),
        }
        self._addAnnotation(PDFDictionary(entry), name)

    # -- pages -----------------------------------------------------------------

    def showPage(self) -> None:
        """Finish the page and count it."""
        self.places.total = self.getPageNumber()
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self.tags.page_key, PDFName("S")
        self.tags.end_page()

    def save(self) -> None:
        """Write the file with its tree of tags and what it says about itself."""
        if self._code:
            self.showPage()
        if self.blank or (self._expected is not None and self._expected != self.places):
            return
        self.tags.write(self._doc)
        describe(self._doc)
        self._doc.SaveToFile(self._filename, self)
        self.tags.dissolve()
        self._doc.idToObject.clear()  # its objects name each other in circles


class Laid(Flowable):
    """A flowable that leaves no trace on a canvas on which only the places are sought."""

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 - reportlab's name
        """Draw, unless nothing is to be drawn."""
        if isinstance(canvas, PaperCanvas) and canvas.blank:
            self.passed(canvas)
        else:
            super().drawOn(canvas, x, y, _sW)

    def passed(self, canvas: PaperCanvas) -> None:
        """What is to be known of a flowable that is not drawn."""


def _date(stamp: Any, made_at: datetime) -> None:
    """Give the file the time of the export instead of the clock's."""
    moment = made_at.astimezone(UTC) if made_at.tzinfo else made_at.replace(tzinfo=UTC)
    stamp.t = moment.timestamp()
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    stamp.dhh = stamp.dmm = 0
    stamp.tzname = "UTC"


def properties(document: Document) -> dict[str, str]:
    """Title, author and maker in the file's properties."""
    return {
        "title": line(f"{document.title} – {document.farm}" if document.farm.strip() else document.title),
        "author": line(document.farm),
        "subject": line(f"{document.overline}. {document.status}"),
        "creator": document.producer,
        "producer": document.producer,
        "keywords": "",
    }


def draw_line(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: Color,
    align: str = "left",
    room: float = WIDTH,
    bold: bool = False,
    blank: bool = False,
) -> None:
    """One line of any characters; what does not fit into `room` is cut with an ellipsis.

    An unseen `blank` keeps it apart from its neighbours where all are read aloud as one element: before it if it is aligned
    to the right, else behind it.
    """
    pieces = [(fonts.BOLD if bold and font == fonts.SANS else font, piece) for font, piece in runs(line(text)[:LINE_LIMIT])]
    if _width(pieces, size) > room:
        pieces = _cut(pieces, size, room)
    if turns(text):
        pieces = turned(pieces, backwards(text))
    gap = [(fonts.SANS, " ")] if blank and pieces else []
    pieces = [*gap, *pieces] if align == "right" else [*pieces, *gap]
    x = x - _width(pieces, size) if align == "right" else x
    canvas.setFillColor(colour)
    for font, piece in pieces:
        canvas.setFont(font, size)
        canvas.drawString(x, y, piece)
        x += fonts.width(piece, font, size)


def _cut(pieces: list[tuple[str, str]], size: float, room: float) -> list[tuple[str, str]]:
    """As many letters as fit, and an ellipsis."""
    ellipsis = (fonts.SANS, "…")
    left = room - _width([ellipsis], size)
    found: list[tuple[str, str]] = []
    for font, piece in pieces:
        for index, letter in enumerate(piece):
            left -= fonts.width(letter, font, size)
            if left < 0:
                return [*found, (font, piece[:index] + "…")] if font != fonts.EMOJI else [*found, (font, piece[:index]), ellipsis]
        found.append((font, piece))
    return found


def _width(pieces: list[tuple[str, str]], size: float) -> float:
    return sum(fonts.width(piece, font, size) for font, piece in pieces)


def head_and_foot(canvas: PaperCanvas, document: Document, page: Page, total: int) -> None:
    """Farm and paper, draft note, Stand and Rechtsstand, page x of y."""
    small = style("cover_small")
    left, right, room = page.left, WIDTH - page.right, page.width
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    status_room = fonts.width(line(document.status), fonts.SANS, small.fontSize) + 12
    name = f"{document.farm} · {document.title}" if document.farm.strip() else document.title
    draw_line(canvas, name, left, HEIGHT - 16 * mm, small.fontSize, INK2, room=room - status_room)
    draw_line(canvas, document.status, right, HEIGHT - 16 * mm, small.fontSize, INK2, "right")
    canvas.line(left, HEIGHT - 18.5 * mm, right, HEIGHT - 18.5 * mm)
    canvas.line(left, 17 * mm, right, 17 * mm)
    foot = " · ".join(part for part in (document.stand, document.rechtsstand, document.example) if part)
    draw_line(canvas, foot, left, 12.3 * mm, small.fontSize, INK2, room=room - 70)
    draw_line(canvas, texts.text("paper.page", page=canvas.getPageNumber(), total=total), right, 12.3 * mm, small.fontSize, INK2, "right")
    canvas.restoreState()


def field_lines(canvas: Canvas) -> None:
    """The ornament of the cover: parallel furrows that lie wider towards the reader."""
    height = 62 * mm
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(0, 0, WIDTH, height * 1.2)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeColor(FURROW)
    down, number = 0.0, 0
    while down < height * 1.4:
        canvas.setLineWidth(0.7 + number * 0.045)
        path = canvas.beginPath()
        path.moveTo(0, height * 0.62 - down)
        path.curveTo(WIDTH * 0.28, height * 0.98 - down, WIDTH * 0.52, height - down, WIDTH * 0.7, height * 0.74 - down)
        path.curveTo(WIDTH * 0.84, height * 0.56 - down, WIDTH * 0.93, height * 0.6 - down, WIDTH, height * 0.72 - down)
        canvas.drawPath(path, stroke=1, fill=0)
        down += 4.5 + number * 0.9
        number += 1
    canvas.restoreState()
