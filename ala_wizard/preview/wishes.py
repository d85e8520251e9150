"""What the window asks of the preview and what it is told: plain data that fit through a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ala_wizard.documents.blocks import DocumentKind
from ala_wizard.model.case import Case

if TYPE_CHECKING:
    from ala_wizard.core import Key

Trouble = Literal["", "satz", "bild", "beendet"]
"""Why there is no page: it could not be laid out, it could not be drawn, the helper process ended twice."""


@dataclass(frozen=True)
class Place:
    """The spot that somebody works at."""

    step: str = ""
    question: str = ""
    """ID of the question; empty: the head of the step."""
    words: str = ""
    """The paragraph or the cell with the cursor, as plain text."""
    share: float = 0.0
    """How far into it the cursor is, from 0 to 1: a long paragraph may go on on the next page."""


@dataclass(frozen=True)
class View:
    """What the pane wants to show."""

    paper: DocumentKind
    place: Place
    width: int
    """Pixels of the screen that the page is wide."""
    page: int = 0
    """A page that was turned to; 0: the page of the place."""


@dataclass(frozen=True)
class Wish:
    """One question to the preview. Without a view only the lengths are wanted."""

    edition: int
    """Counts the changes of the case and of the legal values."""
    now: datetime
    view: View | None = None
    case: Case | None = None
    """None: the case of the edition before this wish holds on."""
    renewed: bool = False
    """The legal values changed since the last wish."""
    file: Path | None = None
    """The case file, which holds the pictures."""
    key: Key | None = None
    """The key of an encrypted case: its file holds the pictures sealed."""


@dataclass(frozen=True)
class Picture:
    """A page as pixels: four bytes each, blue, green, red, nothing."""

    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True)
class Spot:
    """A place on a page, as parts of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Lengths:
    """How long the Konzept is in its real layout, in pages."""

    pages: int
    parts: dict[str, float]
    """By ID of the part: from its heading to the next one's."""
    questions: dict[str, float]
    """By ID of the question: its section. Fields that share a section share its length."""


@dataclass(frozen=True)
class Sheet:
    """One page of a paper."""

    pages: int
    page: int
    picture: Picture
    spot: Spot | None
    """Where the place stands; None when it stands on another page or nowhere."""
    place_page: int
    """The page of the place; 0 when the paper does not show it."""
    words: str
    """All words of the page, for those who listen."""


@dataclass(frozen=True)
class Answer:
    """What the preview says to a wish."""

    edition: int
    view: View | None = None
    sheet: Sheet | None = None
    lengths: Lengths | None = None
    trouble: Trouble = ""
