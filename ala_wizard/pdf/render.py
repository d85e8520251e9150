"""A document as PDF bytes. The same document gives the same bytes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from ala_wizard.documents.blocks import Document
from ala_wizard.pdf import fonts
from ala_wizard.pdf.page import BOTTOM, HEIGHT, TEXT, WIDE, Drawn, Page, PaperCanvas, Places, field_lines, head_and_foot, properties
from ala_wizard.pdf.story import LONG, Forge, lists_contents, story

PASSES = 6
"""Page numbers settle in the second or third pass; more would mean that they never do."""
COVER_TOP = 45 * mm

_ONE_AT_A_TIME = Lock()
"""reportlab's fonts keep the state of the file being written."""


class UnsettledError(RuntimeError):
    """The page numbers did not settle."""


@dataclass(frozen=True)
class Printed:
    """A finished paper."""

    data: bytes
    pages: int
    drawn: tuple[Drawn, ...]
    """Every piece of text with its place, in the order of drawing."""
    places: Mapping[str, int] = field(default_factory=dict)
    """On which page each anchor stands."""

    @property
    def headings(self) -> dict[str, tuple[int, float]]:
        """Where each heading stands: its page, counted from 0, and the height of its upper edge, points."""
        drawn = [(entry, entry.text.block) for entry in self.drawn if getattr(entry.text, "block", None) is not None]
        return {block.anchor: (entry.page - 1, entry.top) for entry, block in drawn if block.anchor}


class Press:
    """Prints one paper again and again while it changes. What it prints is the same as a new press would print.

    It keeps what did not change: the flowables of unchanged blocks, and the page numbers as a first guess.
    """

    def __init__(self) -> None:
        self._places = Places()
        self._forge = Forge()

    def print(self, document: Document, outward: frozenset[str] = frozenset()) -> Printed:
        """Lay out and print the document, always of the same kind. Raises UnsettledError.

        `outward`: papers that it will lie together with in one file; its references to them become links by name.
        """
        with _ONE_AT_A_TIME, unsearched():
            guess = self._places
            printed = self._settled(document, guess, outward)
            if document.contents == "long" and guess.total > LONG >= printed.pages - 1:
                # Whether so short a paper has a table of contents must not hang on what was printed before.
                printed = self._settled(document, Places(), outward)
            return printed

    def _settled(self, document: Document, places: Places, outward: frozenset[str]) -> Printed:
        blank = not places.total  # nothing is known yet, so nothing that is drawn could stay
        for _ in range(PASSES):
            data, canvas = _pass(document, places, self._forge, outward, blank=blank)
            found, drawn = canvas.places, tuple(canvas.drawn)
            canvas.drawn.clear()  # reportlab's circles hold the canvas, and with it every text
            if not blank and found == places:
                self._places = places
                return Printed(data, places.total, drawn, dict(places.pages))
            blank = blank and lists_contents(document, found) != lists_contents(document, places)
            places = found
        raise UnsettledError(document.kind)


@contextmanager
def unsearched() -> Iterator[None]:
    """Python does not look for circles of unused objects meanwhile: a paper has thousands of objects, all in use until it is written."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()


def write_pdf(document: Document, target: Path | BinaryIO) -> int:
    """Write the document and return its number of pages. A path is simply overwritten: see `bundle` for the safe way."""
    data, pages = pdf_bytes(document)
    if isinstance(target, Path):
        target.write_bytes(data)
    else:
        target.write(data)
    return pages


def pdf_bytes(document: Document) -> tuple[bytes, int]:
    """The file's bytes and its number of pages."""
    printed = Press().print(document)
    return printed.data, printed.pages


def page_count(document: Document) -> int:
    """How many pages the document has."""
    return pdf_bytes(document)[1]


def _pass(document: Document, places: Places, forge: Forge, outward: frozenset[str], *, blank: bool) -> tuple[bytes, PaperCanvas]:
    fonts.register()
    page = replace(WIDE if document.wide else TEXT, scale=document.scale)
    target = BytesIO()
    template = BaseDocTemplate(target, pagesize=(page.left + page.width + page.right, HEIGHT), allowSplitting=1, **properties(document))
    first = [_cover(page)] if document.covered else []
    template.addPageTemplates([*first, _text(page, document, places)])
    canvases: list[PaperCanvas] = []

    def canvas(*args: object, **options: object) -> PaperCanvas:
        made = PaperCanvas(*args, made_at=document.made_at, expected=places, blank=blank, outward=outward, **options)
        canvases.append(made)
        return made

    template.build(story(document, page, places, forge), canvasmaker=canvas)
    return target.getvalue(), canvases[-1]


def _cover(page: Page) -> PageTemplate:
    frame = Frame(page.left, BOTTOM, page.width, HEIGHT - COVER_TOP - BOTTOM, 0, 0, 0, 0, id="cover")
    return PageTemplate(id="cover", frames=[frame], onPage=_ornament)


def _ornament(canvas: PaperCanvas, _template: BaseDocTemplate) -> None:
    if canvas.blank:
        return
    with canvas.artifact():
        field_lines(canvas)


def _text(page: Page, document: Document, places: Places) -> PageTemplate:
    frame = Frame(page.left, BOTTOM, page.width, page.height, 0, 0, 0, 0, id="text")
    draw = partial(_running, document=document, page=page, places=places)
    return PageTemplate(id="text", frames=[frame], onPage=draw)


def _running(canvas: PaperCanvas, _template: BaseDocTemplate, document: Document, page: Page, places: Places) -> None:
    if canvas.blank:
        return
    with canvas.artifact("Pagination"):
        head_and_foot(canvas, document, page, places.total)
