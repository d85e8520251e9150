"""The table of the papers: repeated heads, sums that stay with their rows, rows that may be longer than a page.

Heights are reckoned once per row, so a table of n rows costs n, however many pages it fills.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as RlParagraph

from ala_wizard.documents import blocks
from ala_wizard.pdf import fonts
from ala_wizard.pdf.flowables import paragraphs, text
from ala_wizard.pdf.styles import HAIRLINE, HEAD_RULE, INK, RULE, SUNKEN, style
from ala_wizard.pdf.text import cleaned

GUTTER = 9.0
"""Room between columns, points."""
WIDEST_WORD = 0.4
"""No single word claims more than this part of the table's width."""
WIDEST_LABEL = 0.45
"""Labels of facts claim no more than this part of the width."""
TEAR_MIN = 60.0
"""A row longer than a page is torn only where at least this height is left."""
SAMPLE = 40
"""So many rows decide the widths of the columns."""
SIDE_GAIN = 0.3
"""A line saved in a cell that is not the highest of its row counts so much."""
STEPS = 40
"""The spare width is handed out in so many parts."""

PADDING: dict[str, tuple[float, float]] = {
    "head": (1.5, 2.6),
    "body": (2, 2.8),
    "section": (7, 2.2),
    "sum": (2.6, 3),
    "total": (4, 5),
}
"""Room above and below the text of a row, by kind, points."""


@dataclass
class LaidCell:
    """A cell with its place: paragraphs one below the other."""

    x: float
    width: float
    parts: list[RlParagraph]

    def height(self) -> float:
        """Height of all paragraphs at the cell's width."""
        return float(sum(part.wrap(self.width, 10**6)[1] for part in self.parts))

    def torn(self, height: float) -> tuple[LaidCell, LaidCell]:
        """What fits into a height, and the rest."""
        first: list[RlParagraph] = []
        rest = list(self.parts)
        while rest:
            part = rest[0]
            needed = part.wrap(self.width, 10**6)[1]
            if needed <= height:
                first.append(rest.pop(0))
                height -= needed
                continue
            pieces = part.split(self.width, height)
            if len(pieces) == 2:
                first.append(pieces[0])
                rest[0] = pieces[1]
            break
        return LaidCell(self.x, self.width, first), LaidCell(self.x, self.width, rest)


@dataclass
class LaidRow:
    """A row with its cells laid out; the height is reckoned once."""

    kind: str
    cells: list[LaidCell]
    torn_off: bool = False
    """Goes on on the next page: no line below."""
    _height: float = -1.0

    @property
    def height(self) -> float:
        """Height with padding."""
        if self._height < 0:
            above, below = PADDING[self.kind]
            self._height = max((cell.height() for cell in self.cells), default=0.0) + above + below
        return self._height

    def torn(self, height: float) -> tuple[LaidRow, LaidRow] | None:
        """Two rows, the first not higher than `height`; None when nothing of it fits."""
        above, below = PADDING[self.kind]
        pairs = [cell.torn(height - above - below) for cell in self.cells]
        if not any(first.parts for first, _ in pairs):
            return None
        return LaidRow(self.kind, [first for first, _ in pairs], torn_off=True), LaidRow(self.kind, [rest for _, rest in pairs])


def natural(cells: Sequence[str], font: str, size: float) -> tuple[float, float]:
    """Width of the longest word and of the longest line in a column, points."""
    word = line = 0.0
    for cell in cells:
        for row in cleaned(cell[:2000]).split("\n"):
            line = max(line, fonts.width(row, font, size))
            for piece in row.replace("-", "- ").split(" "):
                word = max(word, fonts.width(piece, font, size))
    return word, line


def widths(table: blocks.Table, total: float, head_size: float, size: float) -> list[float]:
    """Widths of the columns, gutters included: by weights, else by what stands in them."""
    columns = table.columns
    room = total - GUTTER * (len(columns) - 1)
    if any(column.weight for column in columns):
        weights = [float(column.weight or 1) for column in columns]
        return [room * weight / sum(weights) + GUTTER for weight in weights]
    body = [row for row in table.rows if len(row.cells) == len(columns)][:SAMPLE]
    least: list[float] = []
    wanted: list[float] = []
    for index, column in enumerate(columns):
        cells = [part for row in body for part in (row.cells[index].text, row.cells[index].note) if part]
        font = fonts.BOLD if (index == 0 and table.lead_column) else fonts.SANS
        word, line = natural(cells, font, size)
        head_word, head_line = natural([column.head], fonts.SANS, head_size)
        least.append(min(max(word, head_word), room * WIDEST_WORD) + 1)
        wanted.append(max(line, min(head_line, 1.4 * max(line, head_word))) + 1)
        if column.align == "right" and line < room * WIDEST_WORD:
            least[-1] = max(least[-1], line + 1)
    if sum(least) >= room:
        return [room * width / sum(least) + GUTTER for width in least]
    spare = room - sum(least)
    needs = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    if sum(needs) <= spare:
        grown = [have + need for have, need in zip(least, needs, strict=True)]
        rest = room - sum(grown)
        texts = [width if column.align == "left" and not column.quiet else 0.0 for width, column in zip(grown, columns, strict=True)]
        if not sum(texts):
            texts = grown
        return [width + rest * share / sum(texts) + GUTTER for width, share in zip(grown, texts, strict=True)]
    return [width + GUTTER for width in _lowest(body, least, spare, size)]


def _lowest(body: Sequence[blocks.Row], least: list[float], spare: float, size: float) -> list[float]:
    """Hand out the spare width in small steps, each to the column that makes the table lower."""
    rows = [[_line_widths(cell, size) for cell in row.cells] for row in body[:SAMPLE]]
    found = list(least)
    lines = [[_lines(cell, width) for cell, width in zip(row, found, strict=True)] for row in rows]
    step = spare / STEPS
    for _ in range(STEPS):
        gains = [0.0] * len(found)
        for row, counts in zip(rows, lines, strict=True):
            now = max(counts)
            for index, count in enumerate(counts):
                wider = _lines(row[index], found[index] + step)
                gains[index] += (count - wider) * SIDE_GAIN
                if count == now:
                    others = max((other for place, other in enumerate(counts) if place != index), default=0.0)
                    gains[index] += now - max(wider, others)
        best = gains.index(max(gains))
        found[best] += step
        for row, counts in zip(rows, lines, strict=True):
            counts[best] = _lines(row[best], found[best])
    return found


def _line_widths(cell: blocks.Cell, size: float) -> list[float]:
    """Widths of the typed lines of a cell; a very long text counts by its beginning."""
    found = [fonts.width(row, fonts.SANS, size) for row in cleaned(cell.text[:2000]).split("\n")]
    return found + [fonts.width(row, fonts.SANS, size * 0.9) for row in cleaned(cell.note[:2000]).split("\n") if row]


def _lines(widths_: Sequence[float], room: float) -> float:
    """About so many lines are needed, as a smooth measure: each typed line needs at least one."""
    return sum(max(1.0, width * 1.06 / room) for width in widths_)


class Table(Flowable):
    """A table over as many pages as it needs."""

    def __init__(
        self, caption: RlParagraph | None, head: LaidRow | None, rows: list[LaidRow], width: float, page_height: float, closing: bool = True
    ) -> None:
        super().__init__()
        self.caption, self.head, self.rows = caption, head, rows
        self.table_width, self.page_height = width, page_height
        self.spaceBefore, self.spaceAfter = 4, 10 if closing else 0

    def _top(self) -> float:
        caption = self.caption.wrap(self.table_width, 10**6)[1] + 3 if self.caption is not None else 0.0
        return float(caption) + (self.head.height if self.head is not None else 0.0)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The whole table's size."""
        self.width, self.height = self.table_width, self._top() + sum(row.height for row in self.rows)
        return self.width, self.height

    def lead(self, _width: float) -> float:
        """Caption, head and the first rows that belong together."""
        end = 1
        while end < len(self.rows) and not self._may_break(end):
            end += 1
        height = self._top() + sum(min(row.height, TEAR_MIN) for row in self.rows[: min(end, 4)])
        return min(height, self.page_height)

    def _may_break(self, at: int) -> bool:
        """May a new page begin with row `at`? Not with a sum, not right after a section head and its first row."""
        if at <= 0 or at >= len(self.rows):
            return at == len(self.rows)
        if self.rows[at].kind in ("sum", "total"):
            return False
        if self.rows[at - 1].kind == "section":
            return False
        return not (at >= 2 and self.rows[at - 2].kind == "section" and self.rows[at].kind == "body")

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The part that fits, and the rest with the head repeated."""
        room = height - self._top()
        fit, used = 0, 0.0
        for row in self.rows:
            if used + row.height > room:
                break
            used += row.height
            fit += 1
        at_top = height > self.page_height - 1
        end = fit
        while end > 0 and not self._may_break(end):
            end -= 1
        following = self.rows[end] if end < len(self.rows) else None
        too_long = following is not None and following.height > self.page_height - self._repeat_height()
        if too_long and following is not None:
            left = room - sum(row.height for row in self.rows[:end])
            if left >= TEAR_MIN or (at_top and end == 0):
                pair = following.torn(left)
                if pair is not None:
                    return self._parts([*self.rows[:end], pair[0]], [pair[1], *self.rows[end + 1 :]])
        if end == 0 and at_top:
            end = max(fit, 1)
        if end == 0 or end == len(self.rows):
            return []
        return self._parts(self.rows[:end], self.rows[end:])

    def _repeat_height(self) -> float:
        return self.head.height if self.head is not None else 0.0

    def _parts(self, first: list[LaidRow], rest: list[LaidRow]) -> list[Flowable]:
        return [
            Table(self.caption, self.head, first, self.table_width, self.page_height, closing=False),
            Table(None, self.head, rest, self.table_width, self.page_height),
        ]

    def draw(self) -> None:
        """From top to bottom: caption, head, rows."""
        y = self.height
        if self.caption is not None:
            _, height = self.caption.wrap(self.table_width, 10**6)
            self.caption.drawOn(self.canv, 0, y - height)
            y -= height + 3
        if self.head is not None:
            y = self._draw_row(self.head, y)
            self._line(0, y, self.table_width, HEAD_RULE, INK)
        for row in self.rows:
            y = self._draw_row(row, y)

    def _draw_row(self, row: LaidRow, y: float) -> float:
        above, below = PADDING[row.kind]
        bottom = y - row.height
        if row.kind == "total":
            self.canv.saveState()
            self.canv.setFillColor(SUNKEN)
            self.canv.rect(-6, bottom, self.table_width + 12, row.height, stroke=0, fill=1)
            self.canv.restoreState()
        if row.kind == "sum":
            for cell in row.cells[1:]:
                self._line(cell.x, y, cell.x + cell.width, HEAD_RULE, INK)
        for cell in row.cells:
            top = y - above
            if row.kind == "head":
                top = bottom + below + cell.height()
            for part in cell.parts:
                _, height = part.wrap(cell.width, 10**6)
                part.drawOn(self.canv, cell.x, top - height)
                top -= height
        if row.kind == "body" and not row.torn_off:
            self._line(0, bottom, self.table_width, HAIRLINE, RULE)
        return bottom

    def _line(self, x: float, y: float, end: float, weight: float, colour: Any) -> None:
        self.canv.saveState()
        self.canv.setLineWidth(weight)
        self.canv.setStrokeColor(colour)
        self.canv.line(x, y, end, y)
        self.canv.restoreState()


def table(block: blocks.Table, width: float, page_height: float, caption: str = "") -> Table:
    """A table block, laid out for a column of text."""
    columns = block.columns
    sizes = widths(block, width, style("head").fontSize, style("cell").fontSize)
    starts = [sum(sizes[:index]) for index in range(len(columns))]

    def laid(index: int, span: int, parts: list[RlParagraph]) -> LaidCell:
        return LaidCell(starts[index], max(8.0, sum(sizes[index : index + span]) - GUTTER), parts)

    head = None
    if any(column.head for column in columns):
        head = LaidRow("head", [laid(index, 1, [text(column.head, _role("head", column.align))]) for index, column in enumerate(columns)])
    rows: list[LaidRow] = []
    for row in block.rows:
        span = len(columns) - len(row.cells) + 1
        cells = [laid(0, span, _parts(row, 0, columns[0], block.lead_column))]
        for index in range(1, len(row.cells)):
            place = span - 1 + index
            cells.append(laid(place, 1, _parts(row, index, columns[place], False)))
        rows.append(LaidRow(row.kind, cells))
    return Table(text(caption, "caption") if caption else None, head, rows, width, page_height)


def _role(base: str, align: str) -> str:
    return base if align == "left" else f"{base}_{align}"


def _parts(row: blocks.Row, index: int, column: blocks.Column, lead: bool) -> list[RlParagraph]:
    cell = row.cells[index]
    if row.kind == "section":
        role = "cell_section"
    elif cell.missing:
        role = "cell_missing"
    elif row.kind in ("sum", "total") or cell.strong or (lead and index == 0):
        role = "cell_strong_right" if column.align == "right" and (index or row.kind == "body") else "cell_strong"
    elif column.quiet:
        role = "cell_quiet"
    else:
        role = _role("cell", column.align)
    parts: list[RlParagraph] = [*paragraphs((blocks.Span(cell.text),), role)] if cell.text.strip() else []
    if cell.note.strip():
        parts += paragraphs((blocks.Span(cell.note),), "cell_note")
    return parts


def definitions(block: blocks.Definitions, width: float, page_height: float, least: float, cover: bool = False) -> Table:
    """Facts one below the other; the labels have a column as wide as they need, within reason."""
    label_role, value_role = ("cover_label", "cover_value") if cover else ("label", "value")
    longest = max((natural([row.label], fonts.SANS, style(label_role).fontSize)[1] for row in block.rows), default=0.0)
    label_width = max(least, min(longest + GUTTER + 2, width * WIDEST_LABEL))
    rows = [
        LaidRow(
            "body",
            [
                LaidCell(0, label_width - GUTTER, [text(row.label, label_role)]),
                LaidCell(
                    label_width, width - label_width, [*paragraphs((blocks.Span(row.value),), value_role)] if row.value.strip() else []
                ),
            ],
        )
        for row in block.rows
    ]
    return Table(None, None, rows, width, page_height)
