"""Neutral blocks: what a document says. Compared in tests; layout comes after (pdf, word, workbook)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ala_wizard.documents.charts import Chart

Align = Literal["left", "right", "center"]
RowKind = Literal["body", "section", "sum", "total"]
NoteKind = Literal["gap", "info", "warn"]
DocumentKind = Literal[
    "anschreiben",
    "konzept",
    "kostenkalkulation",
    "leistungsbeschreibung",
    "bedarfsnachweis",
    "stellenplan",
    "luecken",
    "checklisten",
    "einfache_sprache",
    "fragebogen",
    "offene_punkte",
    "mappe",
    "trennblatt",
    "anlagen",
    "verzeichnis",
    "information",
    "einwilligung",
    "notfallblatt",
]


@dataclass(frozen=True)
class Heading:
    """A numbered heading; `anchor` is the target of links and of the table of contents."""

    level: int
    """1 chapter, 2 section, 3 inside a section."""
    text: str
    number: str = ""
    anchor: str = ""
    plain: bool = False
    """Set like a bold line of text, for papers in large print."""


@dataclass(frozen=True)
class Reference:
    """A place in another paper."""

    paper: DocumentKind
    anchor: str
    words: str
    """Where that is, for those who hear it."""

    @property
    def target(self) -> str:
        """The place as a link names it: paper and anchor."""
        return f"{self.paper}#{self.anchor}"


@dataclass(frozen=True)
class Span:
    """A piece of a paragraph."""

    text: str
    bold: bool = False
    missing: bool = False
    """Something still to bring, printed so that nobody overlooks it."""
    refers: Reference | None = None
    """It names a place in another paper: a link where both lie in one file."""


@dataclass(frozen=True)
class Paragraph:
    """Running text. Line breaks inside are kept, nothing in it is markup."""

    spans: tuple[Span, ...]
    quiet: bool = False
    """Smaller and lighter: captions, explanations."""
    leads_to: str = ""
    """The anchor in the same paper that it refers to: the whole paragraph is a link."""

    @property
    def text(self) -> str:
        """All spans in one."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class ListItem:
    """An item with its sign or number; `level` counts from 0."""

    marker: str
    spans: tuple[Span, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """All spans in one."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class ListBlock:
    """A hanging list."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; without a weight its content decides the width."""

    head: str
    align: Align = "left"
    weight: int = 0
    quiet: bool = False
    """Lighter print, for running numbers."""


@dataclass(frozen=True)
class Cell:
    """A cell; `note` is a quiet second line, `missing` prints the text as something still to bring."""

    text: str
    note: str = ""
    missing: bool = False
    strong: bool = False
    quiet: bool = False
    """Lighter print, for what frames the matter: breaks, arrivals."""
    ground: bool = False
    """On a quiet ground, for what should be told apart also without colours."""
    leads_to: str = ""
    """The anchor in the same paper that it refers to: the text is a link. `paper#anchor` leads to another paper of the same file."""
    span: int = 1
    """So many columns; the first cell of a row also takes the columns that no other cell claims."""


@dataclass(frozen=True)
class Row:
    """A row of a table. A section has one cell; a sum or total has its words first and its amounts last."""

    cells: tuple[Cell, ...]
    kind: RowKind = "body"
    note: str = ""
    """A quiet text below the cells, across the columns that the table names."""


@dataclass(frozen=True)
class Table:
    """A table with repeated heads; `number` is its number in the document (0: without caption)."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    number: int = 0
    lead_column: bool = False
    """The first column names its row (bold)."""
    keep: bool = False
    """Begins on a new page rather than being torn, if a page can hold it."""
    note_columns: tuple[int, int] = (0, 1)
    """First column of the rows' notes, and the first one after them."""
    over: tuple[Cell, ...] = ()
    """Heads above the heads of the columns, each over `span` of them; the first takes the columns that no other claims."""


@dataclass(frozen=True)
class Definition:
    """A label and what the user said about it."""

    label: str
    value: str
    spans: tuple[Span, ...] = ()
    """The value in pieces, where some of it is bold or missing."""


@dataclass(frozen=True)
class Definitions:
    """Facts one below the other, label left, value right."""

    rows: tuple[Definition, ...]


@dataclass(frozen=True)
class Fact:
    """A key figure with its label."""

    value: str
    label: str


@dataclass(frozen=True)
class Facts:
    """A strip of at most four key figures."""

    items: tuple[Fact, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.items) <= 4:
            raise ValueError("a strip holds one to four figures")


@dataclass(frozen=True)
class ResultStrip:
    """The way to a result in words and figures; the last item is the result itself."""

    items: tuple[Fact, ...]


@dataclass(frozen=True)
class Note:
    """A remark by the program: a gap, a hint, something to look at."""

    kind: NoteKind
    text: str


@dataclass(frozen=True)
class Figure:
    """A chart with its caption; `number` is its number in the document. What it shows stands in words in `chart.alt`."""

    chart: Chart
    caption: str
    number: int = 0


@dataclass(frozen=True)
class Bild:
    """A picture made ready for print: upright, not too large, without what the camera noted. JPEG or PNG."""

    data: bytes
    width: int
    height: int
    """Pixels."""


@dataclass(frozen=True)
class Picture:
    """A photo or plan with its caption; `alt` says in words what can be seen; `number` counts with the charts."""

    bild: Bild
    alt: str
    caption: str
    number: int = 0


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Prompt:
    """A question to be answered by hand; what follows stays with it on its page. Without words it is only a hint in large type."""

    text: str
    number: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Lines:
    """Room to write by hand: one line behind its label, or several ruled lines below it."""

    label: str = ""
    count: int = 1
    unit: str = ""
    """Printed behind the line."""
    value: str = ""
    """What is known already: printed on the line, or above several lines."""
    short: bool = False
    """A number or a day needs no whole line."""
    below: bool = False
    """The label stands below one line with room above it: to be signed."""


@dataclass(frozen=True)
class Tick:
    """A box to tick by hand, perhaps ticked already."""

    text: str
    ticked: bool = False


@dataclass(frozen=True)
class Ticks:
    """Boxes in a row behind a label."""

    options: tuple[Tick, ...]
    label: str = ""
    other: bool = False
    """A short line follows for an answer of one's own."""
    small: bool = False


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet, with its width as a share; `options` are boxes to tick in every cell."""

    head: str
    width: float
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table with lines all round, to be filled in by hand. A cell with boxes holds the words of the ticked one."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    tall: bool = False
    """Rows with room for two lines of handwriting."""


FormBlock = Prompt | Lines | Ticks | Sheet
Block = Heading | Paragraph | ListBlock | Table | Definitions | Facts | ResultStrip | Note | Figure | Picture | PageBreak | FormBlock


@dataclass(frozen=True)
class Letterhead:
    """The head of a letter: lines of the sender and of the addressee, place and day, and what it is about."""

    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    day: str
    subject: str


@dataclass(frozen=True)
class Document:
    """A whole paper."""

    kind: DocumentKind
    title: str
    overline: str
    """What the paper belongs to, above the title."""
    subtitle: str
    farm: str
    """The author: the name of the farm."""
    cover: tuple[Definition, ...]
    status: str
    """„Entwurf, noch nicht eingereicht“ or „eingereicht am …“: in every head."""
    handed_in: bool
    stand: str
    rechtsstand: str
    example: str
    """The mark of an example case; empty for a real one."""
    made_at: datetime
    producer: str
    """Name and version of the program, for the file's properties."""
    blocks: tuple[Block, ...]
    wide: bool = False
    """Wide tables: narrower margins."""
    contents: Literal["always", "long", "never"] = "always"
    """Table of contents: always, only when the paper has more than three pages, or never."""
    contents_level: int = 1
    """Headings down to this level stand in the table of contents."""
    covered: bool = True
    """With a cover; without one the title stands at the head of the first page."""
    scale: float = 1.0
    """Size of the running text against the usual one, for letters and for large print."""
    logo: Bild | None = None
    """The farm's own sign, on the cover."""
    letterhead: Letterhead | None = None
    """Of a letter: stands in the place of cover and title."""
