"""What is filled in by hand: ruled lines, boxes to tick, empty tables. Measures in points."""

from __future__ import annotations

import re
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from ala_wizard.content.texts import text
from ala_wizard.documents import blocks
from ala_wizard.pdf import fonts
from ala_wizard.pdf.flowables import Text
from ala_wizard.pdf.page import TEXT, PaperCanvas, draw_line
from ala_wizard.pdf.styles import ACCENT, CHART, HAIRLINE, INK, INK2, SUNKEN, style
from ala_wizard.pdf.tags import Element, Shared, figure_attributes, table_attributes
from ala_wizard.pdf.text import cleaned, markup

LINE = 9 * mm
"""From line to line: room for a hand with a ball pen."""
LABEL = 62 * mm
SHORT = 45 * mm
"""Length of the line for a number or a day."""
BOX = 3.4 * mm
TOGETHER = 5
"""So many lines are never torn."""
ROW, TALL = 10 * mm, 14 * mm
TEAR = 100.0
"""A row that no page can hold is torn where at least this height is left."""
PAD = 4.0
GAP = 12.0
RULED = CHART["line2"]


def prompt(block: blocks.Prompt) -> list[Any]:
    """The question with its number, and its hint."""
    number = f'<font color="#{ACCENT.hexval()[2:]}">{markup(block.number)}</font>&nbsp;&nbsp;' if block.number else ""
    found: list[Any] = [Text(number + markup(block.text), style("prompt"))] if block.text.strip() else []
    if block.hint.strip():
        found.append(Text(markup(block.hint), style("prompt_hint")))
    return found


def lines(block: blocks.Lines) -> list[Any]:
    """One labelled line, or a text that is known and ruled lines below it."""
    if block.below:
        return [Signature(block)]
    if block.count <= 1:
        return [LabelledLine(block)]
    found: list[Any] = [Text(markup(block.label), style("form"))] if block.label else []
    if block.value.strip():
        found += [Text(markup(piece), style("form_value")) for piece in block.value.split("\n") if piece.strip()]
    return [*found, Ruled(block.count)]


class Ruled(Flowable):
    """Lines to write on, below each other."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.spaceAfter = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As many lines as wanted."""
        self.width, self.height = width, self.count * LINE
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """As many lines as fit, the others on the next page; one line is not left alone."""
        fits = min(int(height / LINE + 1e-6), self.count - 2)
        if self.count <= TOGETHER or fits < 2:
            return []
        return [Ruled(fits), Ruled(self.count - fits)]

    def lead(self, width: float) -> float:
        """The lines of one answer stay together; of many a few begin."""
        return self.wrap(width, 0)[1] if self.count <= TOGETHER else 3 * LINE

    def draw(self) -> None:
        """The lines."""
        with self.canv.artifact():
            _pen(self.canv)
            for number in range(self.count):
                self.canv.line(0, number * LINE + 1, self.width, number * LINE + 1)


class LabelledLine(Flowable):
    """A label and one line behind it, with what is known on it and the unit at its end."""

    def __init__(self, block: blocks.Lines) -> None:
        super().__init__()
        self.block = block
        self.label = Text(markup(block.label), style("form"))
        self.value = Text(markup(" ".join(block.value.split())), style("form")) if block.value.strip() else None

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """At least one line of handwriting."""
        self.width = width
        self.at = LABEL if self.block.label else 0.0
        _, label = self.label.wrap(LABEL - GAP, 10**6)
        self.to = min(width, self.at + SHORT) if self.block.short else width - (3 * GAP if self.block.unit else 0)
        value = self.value.wrap(self.to - self.at, 10**6)[1] if self.value is not None else 0.0
        self.height = max(LINE, label + 6, value + 6)
        return width, self.height

    def lead(self, width: float) -> float:
        """Never torn."""
        return self.wrap(width, 0)[1]

    def draw(self) -> None:
        """Label and value stand on the line."""
        canvas: PaperCanvas = self.canv
        self.label.drawOn(canvas, 0, 3)
        if self.value is not None:
            self.value.drawOn(canvas, self.at, 3)
        with canvas.artifact():
            _pen(canvas)
            canvas.line(self.at, 2, self.to, 2)
        if self.block.unit:
            with canvas.marked(Element("P", canvas.tags.here)):
                draw_line(canvas, self.block.unit, self.to + 4, 6, 11, INK2)


class Signature(Flowable):
    """A line to sign on, with its label below."""

    SPACE = 17 * mm
    """Room for the hand above the line."""

    def __init__(self, block: blocks.Lines) -> None:
        super().__init__()
        self.label = Text(markup(block.label), style("caption_quiet"))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Half of the column."""
        self.width = width / 2
        self.height = self.SPACE + self.label.wrap(self.width, 10**6)[1]
        return self.width, self.height

    def lead(self, width: float) -> float:
        """Never torn."""
        return self.wrap(width, 0)[1]

    def draw(self) -> None:
        """Line and label."""
        self.label.drawOn(self.canv, 0, 0)
        with self.canv.artifact():
            _pen(self.canv)
            self.canv.line(0, self.label.height + 3, self.width, self.label.height + 3)


class Boxes(Flowable):
    """Boxes to tick, as many in a line as there is room for."""

    def __init__(self, block: blocks.Ticks) -> None:
        super().__init__()
        self.block = block
        self.look = style("form_small" if block.small else "form")
        self.spaceAfter = 3

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Places of label and boxes."""
        self.width = width
        self.left = LABEL if self.block.label and not self.block.small else 0.0
        self.label = Text(markup(self.block.label), self.look)
        room = (LABEL if self.left else width) - GAP
        label_height = self.label.wrap(room, 10**6)[1]
        x = self.left
        if self.block.label and self.block.small:
            x = _width(self.block.label, self.look) + GAP
        step = LINE if not self.block.small else self.look.leading + 5
        self.places: list[tuple[float, int, Text, blocks.Tick]] = []
        line = 0
        for option in self.block.options:
            words = Text(markup(option.text), self.look)
            wide = min(_width(option.text, self.look) + 2, width - self.left - BOX - 6)
            if x + BOX + 5 + wide > width and x > self.left:
                x, line = self.left, line + 1
            words.wrap(wide, 10**6)
            self.places.append((x, line, words, option))
            x += BOX + 5 + wide + GAP
        self.other = (x, line) if self.block.other else None
        self.step = step
        self.height = max((line + 1) * step, label_height + 4)
        return width, self.height

    def lead(self, width: float) -> float:
        """Never torn."""
        return self.wrap(width, 0)[1]

    def draw(self) -> None:
        """Label, then every box with its words."""
        top = self.height - self.step + 3
        if self.block.label:
            self.label.drawOn(self.canv, 0, self.height - self.label.height - (self.step - self.look.leading) + 3)
        for x, line, words, option in self.places:
            y = top - line * self.step
            _box(self.canv, x, y + 1, option.ticked)
            words.drawOn(self.canv, x + BOX + 5, y + self.look.leading - words.height)
        if self.other is not None:
            x, line = self.other
            y = top - line * self.step
            _box(self.canv, x, y + 1, False)
            with self.canv.artifact():
                _pen(self.canv)
                self.canv.line(x + BOX + 5, y, self.width, y)


class SheetTable(Flowable):
    """A table with lines all round. Heads are repeated on every page; a row is only torn where no page can hold it."""

    def __init__(self, block: blocks.Sheet, before: SheetTable | None = None, *, goes_on: bool = False) -> None:
        """`before` is the piece of the same table on the page before; `goes_on`: the first row is the rest of its last one."""
        super().__init__()
        self.block, self.goes_on = block, goes_on
        self.table: Shared = before.table if before is not None else Shared()
        self.body: Shared = before.body if before is not None else Shared()
        self.spaceBefore, self.spaceAfter = 4, 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Widths by the shares of the columns, heights by the words."""
        self.width = width
        whole = sum(column.width for column in self.block.columns)
        self.widths = [width * column.width / whole for column in self.block.columns]
        self.heads = [Text(markup(column.head), style("form_small")) for column in self.block.columns]
        self.head = max(head.wrap(wide - 2 * PAD, 10**6)[1] for head, wide in zip(self.heads, self.widths, strict=True)) + 2 * PAD
        self.cells = [
            [self._cell(place, words, rest=self.goes_on and not number) for place, words in enumerate(row)]
            for number, row in enumerate(self.block.rows)
        ]
        least = TALL if self.block.tall else ROW
        self.heights = [
            max(least, *(cell.wrap(self.widths[place] - 2 * PAD, 10**6)[1] + 2 * PAD for place, cell in enumerate(row)))
            for row in self.cells
        ]
        self.caption = Text(markup(self.block.caption), style("form")) if self.block.caption else None
        self.above = self.caption.wrap(width, 10**6)[1] + 4 if self.caption is not None else 0.0
        self.height = self.above + self.head + sum(self.heights)
        return width, self.height

    def _cell(self, place: int, words: str, *, rest: bool = False) -> Flowable:
        options = self.block.columns[place].options
        if options and not rest:
            return Boxes(blocks.Ticks(tuple(blocks.Tick(option, option == words) for option in options), small=True))
        return Text(markup(words), style("form"))

    def split(self, width: float, height: float) -> list[Flowable]:
        """As many rows as fit; one row at least goes along with the heads."""
        self.wrap(width, height)
        left, fits = height - self.above - self.head, 0
        for row in self.heights:
            if row > left:
                break
            left -= row
            fits += 1
        if fits == len(self.heights):
            return []
        if not fits:
            return self._torn(left) if self.above + self.head + self.heights[0] > TEXT.height and left >= TEAR else []
        one = blocks.Sheet(self.block.columns, self.block.rows[:fits], self.block.caption, self.block.tall)
        rest = blocks.Sheet(self.block.columns, self.block.rows[fits:], "", self.block.tall)
        first = SheetTable(one, self, goes_on=self.goes_on)
        return [first, SheetTable(rest, first)]

    def _torn(self, room: float) -> list[Flowable]:
        """The first row as far as there is room for it, and the rest."""
        first, *others = self.block.rows
        begun = tuple(self._fitting(place, words, room - 2 * PAD) for place, words in enumerate(first))
        left = tuple("" if self.block.columns[place].options else words[len(begun[place]) :] for place, words in enumerate(first))
        one = SheetTable(blocks.Sheet(self.block.columns, (begun,), self.block.caption, self.block.tall), self, goes_on=self.goes_on)
        rest = blocks.Sheet(self.block.columns, (left, *others), "", self.block.tall)
        return [one, SheetTable(rest, one, goes_on=True)]

    def _fitting(self, place: int, words: str, room: float) -> str:
        """As much of a cell's text as a height can take: whole words, of a word without an end some letters."""
        if self.block.columns[place].options:
            return words
        pieces = re.findall(r"\s*\S{1,20}", words)
        low, high = 0, len(pieces)
        while low < high:
            middle = (low + high + 1) // 2
            text = Text(markup("".join(pieces[:middle])), style("form"))
            low, high = (middle, high) if text.wrap(self.widths[place] - 2 * PAD, 10**6)[1] <= room else (low, middle - 1)
        return words if low == len(pieces) else "".join(pieces[: max(low, 1)])

    def lead(self, width: float) -> float:
        """Heads and two rows."""
        self.wrap(width, 0)
        return float(self.above + self.head + sum(self.heights[:2]))

    def draw(self) -> None:
        """Ground of the heads, lines, words."""
        canvas: PaperCanvas = self.canv
        top = self.height - self.above
        again = self.table.known(canvas.tags) is not None
        with canvas.artifact():
            self._lines(canvas, top)
        with canvas.tags.inside(self.table.get(canvas.tags, "Table")):
            if self.caption is not None:
                self.caption.tag = "Caption"
                self.caption.drawOn(canvas, 0, self.height - self.caption.height)
            if again:
                with canvas.artifact():
                    self._heads(canvas, top)
            else:
                with canvas.tags.inside(Element("TR", Element("THead", canvas.tags.here))):
                    self._heads(canvas, top)
            with canvas.tags.inside(self.body.get(canvas.tags, "TBody")):
                self._rows(canvas, top - self.head)

    def _heads(self, canvas: PaperCanvas, top: float) -> None:
        x = 0.0
        for head, wide in zip(self.heads, self.widths, strict=True):
            head.shared.put(canvas.tags, Element("TH", None if canvas.is_marking else canvas.tags.here, table_attributes("Column")))
            head.drawOn(canvas, x + PAD, top - self.head + PAD)
            x += wide

    def _rows(self, canvas: PaperCanvas, y: float) -> None:
        for row, high in zip(self.cells, self.heights, strict=True):
            x, line = 0.0, Element("TR", canvas.tags.here)
            for cell, wide in zip(row, self.widths, strict=True):
                with canvas.tags.inside(Element("TD", line)):
                    cell.drawOn(canvas, x + PAD, y - PAD - cell.height)
                x += wide
            y -= high

    def _lines(self, canvas: PaperCanvas, top: float) -> None:
        canvas.saveState()
        canvas.setFillColor(SUNKEN)
        canvas.rect(0, top - self.head, self.width, self.head, stroke=0, fill=1)
        canvas.restoreState()
        _pen(canvas)
        y = top
        for high in (0.0, self.head, *self.heights):
            y -= high
            canvas.line(0, y, self.width, y)
        x = 0.0
        for wide in (0.0, *self.widths):
            x += wide
            canvas.line(x, 0, x, top)


def _pen(canvas: Canvas) -> None:
    canvas.setStrokeColor(RULED)
    canvas.setLineWidth(HAIRLINE * 1.5)


def _box(canvas: PaperCanvas, x: float, y: float, ticked: bool) -> None:
    """A box; ticked with a hook, so that it is seen on grey printers, too. It says in words what it is."""
    left, bottom = canvas.absolutePosition(x, y)
    words = text("paper.ticked" if ticked else "paper.unticked")
    with canvas.marked(Element("Figure", canvas.tags.here, figure_attributes(left, bottom, left + BOX, bottom + BOX), words)):
        _pen(canvas)
        canvas.setLineWidth(0.9)
        canvas.rect(x, y, BOX, BOX, stroke=1, fill=0)
        if ticked:
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.4)
            hook = canvas.beginPath()
            hook.moveTo(x + BOX * 0.18, y + BOX * 0.5)
            hook.lineTo(x + BOX * 0.42, y + BOX * 0.22)
            hook.lineTo(x + BOX * 0.85, y + BOX * 0.85)
            canvas.drawPath(hook, stroke=1, fill=0)


def _width(words: str, look: Any) -> float:
    """Length of the words in one line."""
    return float(fonts.width(cleaned(words), look.fontName, look.fontSize))
