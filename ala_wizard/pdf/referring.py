"""A sentence of the program that refers to places in other papers. Where those lie in the same file, each place is a link."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable

from ala_wizard.documents import blocks
from ala_wizard.pdf.flowables import Text
from ala_wizard.pdf.page import PaperCanvas
from ala_wizard.pdf.styles import ACCENT, scaled
from ala_wizard.pdf.tags import Element
from ala_wizard.pdf.text import markup


class Referring(Text):
    """Laid out like any other text, so that a paper reads the same alone and among others."""

    def __init__(self, block: blocks.Paragraph, scale: float) -> None:
        super().__init__(markup(block.text), scaled("quiet" if block.quiet else "body", scale))
        self.spans = block.spans

    def split(self, _width: float, _height: float) -> list[Flowable]:
        """Never torn: it is a line or two."""
        return []

    def draw(self) -> None:
        """As plain text, or piece by piece with its links."""
        canvas: Any = self.canv
        lines = list(self._pieces_of_lines())
        leads = isinstance(canvas, PaperCanvas) and any(span.refers and canvas.leads(span.refers.target) for span in self.spans)
        if not leads or canvas.is_marking or not lines:
            super().draw()
            return
        canvas.note(self, self.width, self.height)
        element, look = self.shared.get(canvas.tags, self.tag), self.blPara
        base = self.height - look.ascent
        for number, pieces in enumerate(lines):
            self._draw_line(canvas, element, pieces, base - number * self.style.leading)

    def _pieces_of_lines(self) -> Iterator[list[tuple[blocks.Span, str]]]:
        """The lines as they were broken, each in pieces of one span; nothing where they cannot be matched with the spans."""
        if self.blPara.kind:
            return
        letters = [(span, letter) for span in self.spans for letter in span.text]
        lines = [" ".join(words) for _, words in self.blPara.lines]
        if " ".join(lines) != "".join(letter for _, letter in letters):
            return
        for number, line in enumerate(lines, 1):
            end = len(line) + (number < len(lines))
            part, letters = letters[:end], letters[end:]
            yield [
                (next(span for span in self.spans if id(span) == key), "".join(letter for _, letter in group))
                for key, group in groupby(part, key=lambda pair: id(pair[0]))
            ]

    def _draw_line(self, canvas: PaperCanvas, element: Element, pieces: list[tuple[blocks.Span, str]], base: float) -> None:
        """One text from its first to its last letter, so that who copies it gets no blanks between; then the links over it."""
        look, left = self.blPara, float(self.style.leftIndent)
        written = canvas.beginText(left, base)
        written.setFont(look.fontName, look.fontSize)
        links: list[tuple[Element, blocks.Reference, float, float]] = []
        for span, words in pieces:
            leads = span.refers if span.refers is not None and canvas.leads(span.refers.target) else None
            owner = Element("Link", element) if leads else element
            width = float(canvas.stringWidth(words, look.fontName, look.fontSize))
            written.setFillColor(ACCENT if leads else look.textColor)
            written._code.append(canvas.opening(owner))
            written.textOut(words)
            written._code.append("EMC")
            if leads:
                links.append((owner, leads, left, width))
            left += width
        canvas.drawText(written)
        for owner, leads, start, width in links:
            canvas.saveState()
            canvas.translate(start, base + look.descent)
            canvas.link(owner, leads.words, leads.target, width, look.ascent - look.descent)
            canvas.restoreState()
