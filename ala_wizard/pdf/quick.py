"""What reportlab does more slowly, to the same bytes: numbers, states and pieces of text that a paper writes thousands of times."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas, ExtGState
from reportlab.pdfgen.textobject import PDFTextObject

from ala_wizard.pdf.fonts import FALLBACKS, SANS, EmbeddedFont, coverage

BLANK = ord(" ")

_ESCAPES = {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))} | {ord(sign): f"\\{sign}" for sign in "\\()"}
_STATES = tuple(Canvas.STATE_ATTRIBUTES)
_state_of = itemgetter(*_STATES)


@lru_cache(20_000)
def figure(number: float) -> str:
    """A number as a page writes it: places and sizes come again and again."""
    return str(fp_str(number))


@lru_cache(256)
def _filled(red: float, green: float, blue: float) -> str:
    """How a page says the colour of what follows."""
    return f"{figure(red)} {figure(green)} {figure(blue)} rg"


@lru_cache(256)
def _stroked(weight: float, red: float, green: float, blue: float) -> str:
    """How a page says the weight and the colour of the lines that follow."""
    return f"{figure(weight)} w\n{figure(red)} {figure(green)} {figure(blue)} RG"


class QuickText(PDFTextObject):
    """A piece of text on a page, line by line."""

    _curSubset: int  # noqa: N815 - reportlab's name
    words_end: Iterator[bool] = iter(())
    """For each line that follows: is a blank to be written behind it, because a word ends there?"""

    def _textOut(self, text: Any, TStar: int = 0) -> None:  # noqa: N803 - reportlab's name
        """Print a text where one stands, and go to the next line."""
        blank = TStar and next(self.words_end, False) and BLANK in coverage(_family(self._fontname))
        super()._textOut(text + " " if blank else text, TStar)

    def setTextOrigin(self, x: float, y: float) -> None:
        """Where the first line begins."""
        self._code.append(f"1 0 0 1 {figure(x)} {figure(y)} Tm")
        self._x0 = self._x = x
        self._y0 = self._y = y

    def _formatText(self, text: Any) -> str:
        """The operators that print a text."""
        font = pdfmetrics.getFont(self._fontname)
        if type(text) is not str or not isinstance(font, EmbeddedFont):
            return str(super()._formatText(text))
        canvas: Any = self._canvas
        found = []
        for subset, codes in font.splitString(text, canvas._doc):
            if subset != self._curSubset:
                name = font.getSubsetInternalName(subset, canvas._doc)
                found.append(f"{name} {figure(self._fontsize)} Tf {figure(self._leading)} TL")
                self._curSubset = subset
            found.append(f"({canvas._escape(codes)}) Tj")
        return " ".join(found)


def _family(font: str) -> str:
    """The family whose coverage holds for a style of it."""
    return font if font in FALLBACKS else SANS


class QuickCanvas(Canvas):
    """A canvas that writes what reportlab's writes."""

    _currentMatrix: tuple[float, ...]  # noqa: N815 - reportlab's name
    _extgstate: Any

    def push_state_stack(self) -> None:
        """Keep the state of the page, to come back to it."""
        self.state_stack.append(_state_of(self.__dict__))
        known, copy = self._extgstate, ExtGState.__new__(ExtGState)
        copy._d, copy._c = known._d.copy(), known._c
        self._extgstate = copy

    def pop_state_stack(self) -> None:
        """Come back to the state that was kept last."""
        self.__dict__.update(zip(_STATES, self.state_stack.pop(), strict=True))

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin."""
        if self._code and self._code[-1].endswith(" cm"):
            super().translate(dx, dy)
            return
        self._currentMatrix = (*self._currentMatrix[:4], *self.absolutePosition(dx, dy))
        self._code.append(f"1 0 0 1 {figure(dx)} {figure(dy)} cm")

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N803 - reportlab's name
        """The colour of text and grounds."""
        if type(aColor) is not Color:
            super().setFillColor(aColor, alpha)
            return
        self._fillColorObj = aColor
        self._code.append(_filled(aColor.red, aColor.green, aColor.blue))
        self.setFillAlpha(aColor.alpha if alpha is None else alpha)

    def rule(self, x: float, y: float, end: float, weight: float, colour: Color) -> None:
        """A level line in its own weight and opaque colour, which change nothing for what follows."""
        height = figure(y)
        line = f"n {figure(x)} {height} m {figure(end)} {height} l S"
        self._code += ("q", _stroked(weight, colour.red, colour.green, colour.blue), line, "Q")

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:
        """A fresh piece of text."""
        return QuickText(self, x, y, direction=direction)

    def _escape(self, s: bytes) -> str:
        """Bytes as the letters of a string in the file, as reportlab writes them one by one."""
        return s.decode("latin-1").translate(_ESCAPES)
