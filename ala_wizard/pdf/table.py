"""The table of the papers: repeated heads, sums that stay with their rows, rows that may be longer than a page.

Heights are reckoned once per row, so a table of n rows costs n, however many pages it fills.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable

from ala_wizard.documents import blocks
from ala_wizard.documents.wording import cited
from ala_wizard.pdf import fonts
from ala_wizard.pdf.flowables import Text, paragraphs, text
from ala_wizard.pdf.page import Laid, PaperCanvas
from ala_wizard.pdf.styles import HAIRLINE, HEAD_RULE, INK, RULE, SUNKEN, style
from ala_wizard.pdf.tags import Element, Shared, Tree, list_attributes, table_attributes
from ala_wizard.pdf.text import cleaned

GUTTER = 9.0
"""Room between columns, points."""
WIDEST_WORD = 0.4
"""No single word claims more than this part of the table's width."""
WIDEST_LABEL = 0.45
"""Labels of facts claim no more than this part of the width."""
TEAR_MIN = 60.0
"""A high row is torn only where at least this height is left."""
HIGH = 1 / 3
"""A row higher than this part of a page may be torn, and may stand alone on a page."""
SMALL = 10
LOW = 0.25
"""A table of at most so many rows stays on one page, unless it is higher than this part of a page."""
GAP = 1 / 3
"""A table that is to be kept leaves no more than this part of a page empty: rather it is torn after a sum."""
COMPANY = 2
"""So many rows of a longer table stand at least on each side of a page's end."""
SAMPLE = 40
"""So many rows decide the widths of the columns."""
WORD = 20
"""So many letters of the other rows are looked at, so that short words and numbers stay whole."""
SIDE_GAIN = 0.3
"""A line saved in a cell that is not the highest of its row counts so much."""
PAIR_FROM = 6
"""Among so many short facts two share a line."""
PAIR_LEFT = 0.56
"""The left one has this part of the width."""
PAIR_GAP = 18.0
"""Between two facts of a line, points."""
TWO_LINES = 0.58
"""A head on two lines needs this part of its length."""
STEPS = 40
"""The spare width is handed out in so many parts."""

PADDING: dict[str, tuple[float, float]] = {
    "over": (1.2, 2.0),
    "head": (1.2, 2.4),
    "body": (1.5, 2.2),
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
    parts: list[Text]
    ground: bool = False
    tag: str = "TD"
    """`TH` for a head, `Lbl` and `LBody` among facts."""
    scope: str = ""
    """What a head heads: `Column` or `Row`."""
    span: int = 1
    shared: Shared = field(default_factory=Shared)

    def height(self) -> float:
        """Height of all paragraphs at the cell's width."""
        return float(sum(part.wrap(self.width, 10**6)[1] for part in self.parts))

    def torn(self, height: float) -> tuple[LaidCell, LaidCell]:
        """What fits into a height, and the rest."""
        first: list[Text] = []
        rest = list(self.parts)
        while rest:
            part = rest[0]
            needed = part.wrap(self.width, 10**6)[1]
            if needed <= height:
                first.append(rest.pop(0))
                height -= needed
                continue
            pieces = part.split(self.width, height)
            if len(pieces) > 1:
                first.append(pieces[0])
                rest[:1] = pieces[1:]
            break
        return replace(self, parts=first), replace(self, parts=rest)


@dataclass
class LaidRow:
    """A row with its cells laid out; the height is reckoned once."""

    kind: str
    cells: list[LaidCell]
    note: LaidCell | None = None
    """Stands below the cells, across several columns."""
    torn_off: bool = False
    """Goes on on the next page: no line below."""
    shared: Shared = field(default_factory=Shared)
    _upper: float = -1.0
    _height: float = -1.0

    @property
    def upper(self) -> float:
        """Height of the cells alone."""
        if self._upper < 0:
            self._upper = max((cell.height() for cell in self.cells), default=0.0)
        return self._upper

    @property
    def height(self) -> float:
        """Height with note and padding."""
        if self._height < 0:
            above, below = PADDING[self.kind]
            self._height = self.upper + (self.note.height() if self.note else 0.0) + above + below
        return self._height

    def torn(self, height: float) -> tuple[LaidRow, LaidRow] | None:
        """Two rows, the first not higher than `height`; None when nothing of it fits."""
        above, below = PADDING[self.kind]
        room = height - above - below
        if self.note is not None and self.upper <= room:
            note, more = self.note.torn(room - self.upper)
            empty = [replace(cell, parts=[]) for cell in self.cells]
            return self._part(self.cells, note, torn_off=True), self._part(empty, more)
        pairs = [cell.torn(room) for cell in self.cells]
        if not any(first.parts for first, _ in pairs):
            return None
        return self._part([first for first, _ in pairs], torn_off=True), self._part([rest for _, rest in pairs], self.note)

    def _part(self, cells: list[LaidCell], note: LaidCell | None = None, *, torn_off: bool = False) -> LaidRow:
        """A part of this row: the same row for those who read by ear."""
        return LaidRow(self.kind, cells, note, torn_off, self.shared)


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
        return [width + GUTTER for width in _weighted(table, room, size)]
    whole = [row for row in table.rows if len(row.cells) == len(columns)]
    body = whole[:SAMPLE]
    least: list[float] = []
    wanted: list[float] = []
    heads: list[tuple[float, float]] = []
    for index, column in enumerate(columns):
        cells = [part for row in body for part in (row.cells[index].text, row.cells[index].note) if part]
        font = fonts.BOLD if (index == 0 and table.lead_column) else fonts.SANS
        word, line = natural(cells, font, size)
        if len(whole) > SAMPLE:
            word = max(word, natural([row.cells[index].text[:WORD] for row in whole[SAMPLE:]], font, size)[0])
        head_word, head_line = natural([column.head], fonts.SANS, head_size)
        least.append(min(max(word, head_word), room * WIDEST_WORD) + 1)
        wanted.append(max(line, min(head_line, 1.4 * max(line, head_word))) + 1)
        heads.append((head_line + 1, min(head_line, max(head_word, head_line * TWO_LINES)) + 1))
        if column.align == "right" and line < room * WIDEST_WORD:
            least[-1] = max(least[-1], line + 1)
    if sum(least) >= room:
        return [room * width / sum(least) + GUTTER for width in least]
    spare = room - sum(least)
    needs = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    if sum(needs) <= spare:
        grown = [have + need for have, need in zip(least, needs, strict=True)]
        rest = room - sum(grown)
        for wish in zip(*heads, strict=True):
            missing = [max(0.0, head - width) for head, width in zip(wish, grown, strict=True)]
            if sum(missing) <= rest:
                grown = [width + more for width, more in zip(grown, missing, strict=True)]
                rest -= sum(missing)
                break
        texts = [width if column.align == "left" and not column.quiet else 0.0 for width, column in zip(grown, columns, strict=True)]
        if not sum(texts):
            texts = grown
        return [width + rest * share / sum(texts) + GUTTER for width, share in zip(grown, texts, strict=True)]
    return [width + GUTTER for width in _lowest(body, least, spare, size)]


def _weighted(table: blocks.Table, room: float, size: float) -> list[float]:
    """Widths by weight; no column is narrower than its longest amount or word, at the cost of the others."""
    least = []
    plain = [row for row in table.rows if all(cell.span == 1 for cell in row.cells)]
    for index, column in enumerate(table.columns):
        back = index - len(table.columns)
        cells = [row.cells[back].text for row in plain if len(row.cells) == len(table.columns) or (back == -1 and len(row.cells) > 1)]
        word, line = natural(
            cells if column.align == "right" else [*cells[:SAMPLE], *(cell[:WORD] for cell in cells[SAMPLE:])], fonts.BOLD, size
        )
        least.append(min(line, room * WIDEST_WORD) + 1 if column.align == "right" else min(word, room * WIDEST_WORD / 2) + 1)
    weights = [float(column.weight or 1) for column in table.columns]
    found = [room * weight / sum(weights) for weight in weights]
    fixed: set[int] = set()
    while narrow := {index for index, width in enumerate(found) if width < least[index]} - fixed:
        fixed |= narrow
        rest = room - sum(least[index] for index in fixed)
        others = sum(weight for index, weight in enumerate(weights) if index not in fixed)
        if rest <= 0 or not others:
            return [room * width / sum(least) for width in least] if all(least) else found
        found = [least[index] if index in fixed else rest * weight / others for index, weight in enumerate(weights)]
    return found


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
                    others = max((*counts[:index], *counts[index + 1 :]), default=0.0)
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
    if len(widths_) == 1:  # nearly all cells; it is asked for hundreds of widths
        width = widths_[0] * 1.06 / room
        return width if width > 1.0 else 1.0
    return sum(max(1.0, width * 1.06 / room) for width in widths_)


class TableTags:
    """A table in the tree, whatever pages it fills: heads and rows of a table, or facts as a list of labels and what they say."""

    def __init__(self, *, facts: bool) -> None:
        self.facts = facts
        self._whole = Shared()
        self._groups = {"THead": Shared(), "TBody": Shared()}
        self._item: Element | None = None

    def whole(self, tree: Tree) -> Element:
        """The table, or the list."""
        return self._whole.get(tree, "L", list_attributes("None")) if self.facts else self._whole.get(tree, "Table")

    def group(self, tree: Tree, tag: str) -> Element:
        """Head or body of the table; a list has neither."""
        if self.facts:
            return self.whole(tree)
        shared = self._groups[tag]
        return shared.known(tree) or shared.put(tree, Element(tag, self.whole(tree)))

    def cell(self, tree: Tree, cell: LaidCell) -> Element:
        """The element of a cell; a label begins an item of its own."""
        known = cell.shared.known(tree)
        if known is not None:
            return known
        if not self.facts:
            return cell.shared.get(tree, cell.tag, table_attributes(cell.scope, cell.span))
        if cell.tag == "Lbl" or self._item is None:
            self._item = Element("LI", self.whole(tree))
        return cell.shared.put(tree, Element(cell.tag, self._item))


class Table(Laid):
    """A table over as many pages as it needs."""

    def __init__(
        self,
        caption: Text | None,
        heads: Sequence[LaidRow],
        rows: list[LaidRow],
        width: float,
        page_height: float,
        closing: bool = True,
        keep: bool = False,
        begun: TableTags | None = None,
    ) -> None:
        """`begun`: what the parts on the pages before have put into the tree."""
        super().__init__()
        self.keep = keep
        self.goes_on = begun is not None
        self.tags = begun or TableTags(facts=any(cell.tag == "Lbl" for row in rows[:1] for cell in row.cells))
        self.caption, self.heads, self.rows = caption, heads, rows
        self.table_width, self.page_height = width, page_height
        self.spaceBefore, self.spaceAfter = 5, 9 if closing else 0

    def _top(self) -> float:
        caption = self.caption.wrap(self.table_width, 10**6)[1] + 3 if self.caption is not None else 0.0
        return float(caption) + sum(head.height for head in self.heads)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The whole table's size."""
        self.width, self.height = self.table_width, self._top() + sum(row.height for row in self.rows)
        return self.width, self.height

    def lead(self, _width: float) -> float:
        """Caption, head and the first rows that belong together; all of it where it stays on one page."""
        return self.wrap(self.table_width, 0)[1] if self.whole else self.begin()

    def begin(self) -> float:
        """Caption, head and the first rows that belong together."""
        whole = self.wrap(self.table_width, 0)[1]
        end = 1
        while end < len(self.rows) and not self._may_break(end):
            end += 1
        first = self.rows[:end]
        height = self._top() + sum(min(row.height, TEAR_MIN) if self._high(row) else row.height for row in first)
        return min(height, whole, self.page_height)

    @property
    def whole(self) -> bool:
        """Does it stay on one page? A small table does, and one that is to be kept, where a page can hold it."""
        height = self.wrap(self.table_width, 0)[1]
        return height <= self.page_height * (1 if self.keep else LOW if len(self.rows) <= SMALL else 0)

    def _high(self, row: LaidRow) -> bool:
        return row.height > self.page_height * HIGH

    def _may_break(self, at: int) -> bool:
        """May a new page begin with row `at`? Not with a sum, not right after a section head and its first row, not beside one row."""
        if at <= 0 or at >= len(self.rows):
            return at == len(self.rows)
        if self.rows[at].kind in ("sum", "total"):
            return False
        if self.rows[at - 1].kind == "section":
            return False
        if any(len(side) < COMPANY and not any(self._high(row) for row in side) for side in (self.rows[:at], self.rows[at:])):
            return False
        return not (at >= 2 and self.rows[at - 2].kind == "section" and self.rows[at].kind == "body")

    def _thought_ends(self, at: int) -> bool:
        """Does a new section begin with row `at`, or is a sum drawn before it?"""
        if not self._may_break(at) or at >= len(self.rows):
            return False
        return self.rows[at].kind == "section" or self.rows[at - 1].kind == "sum"

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
        if self.whole and not at_top and not (self.keep and height > self.page_height * GAP):
            return []
        if fit < len(self.rows) and self._high(self.rows[fit]) and (room - used >= TEAR_MIN or (at_top and fit == 0)):
            pair = self.rows[fit].torn(room - used)
            if pair is not None:
                return self._parts([*self.rows[:fit], pair[0]], [pair[1], *self.rows[fit + 1 :]])
        end = fit
        while end > 0 and not self._may_break(end):
            end -= 1
        if self.keep:
            end = next((at for at in range(end, end // 2, -1) if self._thought_ends(at)), end)
        if end == 0 and at_top:
            end = max(fit, 1)
        if end == 0 or end == len(self.rows):
            return []
        return self._parts(self.rows[:end], self.rows[end:])

    def _parts(self, first: list[LaidRow], rest: list[LaidRow]) -> list[Flowable]:
        return [
            Table(
                self.caption,
                self.heads,
                first,
                self.table_width,
                self.page_height,
                closing=False,
                begun=self.tags if self.goes_on else None,
            )._tagged(self.tags),
            Table(None, self.heads, rest, self.table_width, self.page_height, keep=self.keep, begun=self.tags),
        ]

    def _tagged(self, tags: TableTags) -> Table:
        self.tags = tags
        return self

    def draw(self) -> None:
        """From top to bottom: caption, head, rows. A head that is said again on a later page is no content."""
        y = self.height
        canvas: PaperCanvas = self.canv
        whole = self.tags.whole(canvas.tags)
        if self.caption is not None:
            _, height = self.caption.wrap(self.table_width, 10**6)
            with canvas.tags.inside(whole):
                self.caption.drawOn(canvas, 0, y - height)
            y -= height + 3
        if self.heads:
            with canvas.artifact("Pagination") if self.goes_on else canvas.tags.inside(self.tags.group(canvas.tags, "THead")):
                for head in self.heads:
                    y = self._draw_row(head, y)
            self._line(0, y, self.table_width, HEAD_RULE, INK)
        with canvas.tags.inside(self.tags.group(canvas.tags, "TBody")):
            for row in self.rows:
                y = self._draw_row(row, y)

    def _draw_row(self, row: LaidRow, y: float) -> float:
        canvas: PaperCanvas = self.canv
        if canvas.is_marking or self.tags.facts:
            return self._lay(row, y)
        with canvas.tags.inside(row.shared.get(canvas.tags, "TR")):
            return self._lay(row, y)

    def _lay(self, row: LaidRow, y: float) -> float:
        above, below = PADDING[row.kind]
        bottom = y - row.height
        if row.kind == "total":
            self._fill(-6, bottom, self.table_width + 12, row.height)
        if row.kind == "over":
            for cell in row.cells[1:]:
                self._line(cell.x, bottom, cell.x + cell.width, HAIRLINE, INK)
        if row.kind == "sum":
            for cell in row.cells[1:]:
                self._line(cell.x, y, cell.x + cell.width, HEAD_RULE, INK)
        for cell in row.cells:
            if cell.ground:
                self._ground(cell, y, row.height)
            self._draw_cell(cell, bottom + below + cell.height() if row.kind in ("head", "over") else y - above)
        if row.note is not None:
            owner = next((cell for cell in row.cells if cell.x >= row.note.x), row.cells[-1])
            with self.canv.tags.inside(owner.shared.get(self.canv.tags, owner.tag)):
                self._draw_parts(row.note, y - above - row.upper)
        if row.kind == "body" and not row.torn_off:
            self._line(0, bottom, self.table_width, HAIRLINE, RULE)
        return bottom

    def _draw_cell(self, cell: LaidCell, top: float) -> None:
        """A cell with one text is that text; several are paragraphs in it."""
        canvas: PaperCanvas = self.canv
        if canvas.is_marking:
            self._draw_parts(cell, top)
            return
        element = self.tags.cell(canvas.tags, cell)
        if len(cell.parts) == 1 and not any(isinstance(kid, Element) for kid in element.kids):
            cell.parts[0].shared.put(canvas.tags, element)
        with canvas.tags.inside(element):
            self._draw_parts(cell, top)

    def _draw_parts(self, cell: LaidCell, top: float) -> None:
        for part in cell.parts:
            _, height = part.wrap(cell.width, 10**6)
            part.drawOn(self.canv, cell.x, top - height)
            top -= height

    def _ground(self, cell: LaidCell, y: float, height: float) -> None:
        """A quiet ground that leaves the gutter white."""
        left, right = cell.x - GUTTER / 2 + 0.5, min(cell.x + cell.width + GUTTER / 2 - 0.5, self.table_width)
        self._fill(left, y - height, right - left, height)

    def _fill(self, x: float, y: float, width: float, height: float) -> None:
        with self.canv.artifact():
            self.canv.saveState()
            self.canv.setFillColor(SUNKEN)
            self.canv.rect(x, y, width, height, stroke=0, fill=1)
            self.canv.restoreState()

    def _line(self, x: float, y: float, end: float, weight: float, colour: Any) -> None:
        with self.canv.artifact():
            self.canv.rule(x, y, end, weight, colour)


def table(block: blocks.Table, width: float, page_height: float, caption: str = "") -> Table:
    """A table block, laid out for a column of text."""
    typed = block.rows
    block = replace(block, rows=tuple(_cited(row) for row in typed))
    columns = block.columns
    sizes = widths(block, width, style("head").fontSize, style("cell").fontSize)
    starts = [sum(sizes[:index]) for index in range(len(columns))]
    block = replace(block, rows=tuple(_loosened(row, plain, sizes) for row, plain in zip(block.rows, typed, strict=True)))

    def laid(index: int, span: int, parts: list[Text], scope: str = "", ground: bool = False) -> LaidCell:
        width = max(8.0, sum(sizes[index : index + span]) - GUTTER)
        return LaidCell(starts[index], width, parts, ground, "TH" if scope else "TD", scope, span)

    def spans(cells: Sequence[blocks.Cell]) -> Iterator[tuple[int, int]]:
        """Place and span of each cell; the first takes what no other claims."""
        place = 0
        for index, cell in enumerate(cells):
            span = cell.span if index else len(columns) - sum(other.span for other in cells[1:])
            yield place, span
            place += span

    heads = []
    if block.over:
        places = zip(block.over, spans(block.over), strict=True)
        heads.append(LaidRow("over", [_over(cell, columns, *place, laid) for cell, place in places]))
    if any(column.head for column in columns):
        cells = [laid(index, 1, [text(column.head, _role("head", column.align))], "Column") for index, column in enumerate(columns)]
        heads.append(LaidRow("head", cells))
    rows: list[LaidRow] = []
    for row in block.rows:
        cells = []
        for index, (cell, (place, span)) in enumerate(zip(row.cells, spans(row.cells), strict=True)):
            names_row = not index and (block.lead_column or not heads or row.kind != "body")
            parts = _parts(row, index, columns[place + span - 1 if index else 0], block.lead_column)
            cells.append(laid(place, span, parts, "Row" if names_row else "", cell.ground))
        first, end = block.note_columns
        note = laid(first, end - first, list(paragraphs((blocks.Span(row.note),), "cell_note"))) if row.note.strip() else None
        rows.append(LaidRow(row.kind, cells, note))
    return Table(text(caption, "caption", "Caption") if caption else None, heads, rows, width, page_height, keep=block.keep)


def _over(cell: blocks.Cell, columns: Sequence[blocks.Column], place: int, span: int, laid: Callable[..., LaidCell]) -> LaidCell:
    """A head over several columns, on the side of the last of them; above columns that belong to none it is an empty cell."""
    words = [text(cell.text, _role("over", columns[place + span - 1].align))] if cell.text.strip() else []
    return laid(place, span, words, "Column" if words else "")


def _cited(row: blocks.Row) -> blocks.Row:
    """The row with places in a law held together."""
    said = [(cited(cell.text), cited(cell.note)) for cell in row.cells]
    note = cited(row.note)
    if note == row.note and all(words == (cell.text, cell.note) for words, cell in zip(said, row.cells, strict=True)):
        return row
    cells = tuple(replace(cell, text=words, note=more) for cell, (words, more) in zip(row.cells, said, strict=True))
    return replace(row, cells=cells, note=note)


def _loosened(row: blocks.Row, plain: blocks.Row, sizes: Sequence[float]) -> blocks.Row:
    """Where a column is too narrow for a place in a law held together, it breaks between words, not within one."""
    if len(row.cells) != len(sizes) or row == plain:
        return row
    pairs = zip(row.cells, plain.cells, sizes, strict=True)
    size = style("cell").fontSize
    return replace(
        row, cells=tuple(typed if natural([cell.text], fonts.SANS, size)[0] > room - GUTTER else cell for cell, typed, room in pairs)
    )


def _role(base: str, align: str) -> str:
    return base if align == "left" else f"{base}_{align}"


def _parts(row: blocks.Row, index: int, column: blocks.Column, lead: bool) -> list[Text]:
    cell = row.cells[index]
    if row.kind == "section":
        role = "cell_section"
    elif cell.missing:
        role = "cell_missing"
    elif row.kind in ("sum", "total") or cell.strong or (lead and index == 0):
        role = "cell_strong_right" if column.align == "right" and (index or row.kind == "body") else "cell_strong"
    elif column.quiet or cell.quiet:
        role = "cell_quiet"
    else:
        role = _role("cell", column.align)
    parts: list[Text] = [*paragraphs((blocks.Span(cell.text),), role)] if cell.text.strip() else []
    for part in parts:
        part.leads_to = cell.leads_to
    if cell.note.strip():
        parts += paragraphs((blocks.Span(cell.note),), "cell_note")
    return parts


def definitions(block: blocks.Definitions, width: float, page_height: float, least: float, cover: bool = False) -> Table:
    """Facts one below the other; the labels have a column as wide as they need, within reason."""
    label_role, value_role = ("cover_label", "cover_value") if cover else ("label", "value")
    if not cover:
        paired = _paired(block.rows, width)
        if paired is not None:
            return Table(None, (), paired, width, page_height)
    label_width = _label_width(block.rows, label_role, least, width)
    rows = [_fact_row(((row, 0.0, width),), label_width, label_role, value_role) for row in block.rows]
    return Table(None, (), rows, width, page_height)


def _label_width(rows: Sequence[blocks.Definition], role: str, least: float, width: float) -> float:
    longest = max((natural([row.label], fonts.SANS, style(role).fontSize)[1] for row in rows), default=0.0)
    return max(least, min(longest + GUTTER + 2, width * WIDEST_LABEL))


def _fact_row(
    facts: Sequence[tuple[blocks.Definition, float, float]], label_width: float, label_role: str = "label", value_role: str = "value"
) -> LaidRow:
    """Facts of one row, each with its place and its width for label and value."""
    cells = []
    for fact, x, width in facts:
        value = list(paragraphs(fact.spans or (blocks.Span(fact.value),), value_role)) if fact.value.strip() else []
        cells += [
            LaidCell(x, label_width - GUTTER, [text(fact.label, label_role)], tag="Lbl"),
            LaidCell(x + label_width, width - label_width, [*value], tag="LBody"),
        ]
    return LaidRow("body", cells)


def _paired(rows: Sequence[blocks.Definition], width: float) -> list[LaidRow] | None:
    """Many facts, of which many are short: two short neighbours share a line. None where that is not so."""
    left, right = ((width - PAIR_GAP) * part for part in (PAIR_LEFT, 1 - PAIR_LEFT))
    label = _label_width(rows, "label", 0, width)
    lengths = [natural([row.value], fonts.SANS, style("value").fontSize)[1] + label + 1 for row in rows]
    pairs = [before <= left and after <= right for before, after in pairwise(lengths)]
    if sum(length <= right for length in lengths) < PAIR_FROM or label > right / 2:
        return None
    found, index = [], 0
    while index < len(rows):
        if index < len(pairs) and pairs[index] and "\n" not in rows[index].value + rows[index + 1].value:
            found.append(_fact_row(((rows[index], 0.0, left), (rows[index + 1], left + PAIR_GAP, right)), label))
            index += 2
        else:
            found.append(_fact_row(((rows[index], 0.0, width),), label))
            index += 1
    return found
