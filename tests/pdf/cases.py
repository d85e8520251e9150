"""Small documents and a reader of PDFs for the tests of the layout."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from ala_wizard.documents import blocks
from ala_wizard.documents.typed import plain
from ala_wizard.pdf.render import pdf_bytes


def document(*entries: blocks.Block, **more: Any) -> blocks.Document:
    known: dict[str, Any] = {
        "kind": "konzept",
        "title": "Konzept",
        "overline": "Antrag",
        "subtitle": "Arbeit auf dem Hof",
        "farm": "Hof Probe",
        "cover": (blocks.Definition("Träger", "Hof Probe"),),
        "status": "Entwurf, noch nicht eingereicht",
        "handed_in": False,
        "stand": "Stand 20.11.2026, 14:32",
        "rechtsstand": "Rechtsstand 19.08.2026",
        "example": "",
        "made_at": datetime(2026, 11, 20, 14, 32),
        "producer": "ALA-Wizard 0.1.0",
        "blocks": entries or (plain("Text."),),
    }
    return blocks.Document(**(known | more))


def read(made: blocks.Document) -> PdfReader:
    return PdfReader(BytesIO(pdf_bytes(made)[0]))


def pages(made: blocks.Document) -> list[str]:
    return [page.extract_text() for page in read(made).pages]


def body(made: blocks.Document) -> str:
    """The text of all pages without heads and feet, words joined by single blanks."""
    found = []
    for page in pages(made):
        lines = [line for line in page.split("\n") if not line.startswith("Stand ") and "noch nicht eingereicht" not in line]
        found += [line for line in lines if not line.startswith("Seite ")]
    return " ".join(" ".join(found).split())


def chapters(count: int, text: str = "Ein Satz. ") -> tuple[blocks.Block, ...]:
    found: list[blocks.Block] = []
    for number in range(1, count + 1):
        found.append(blocks.Heading(1, f"Kapitel {number}", str(number), f"c{number}"))
        found += [plain(text * 150), plain(text * 150)]
    return tuple(found)


def item(text: str, level: int = 0) -> blocks.ListItem:
    """An item of a list with a bullet."""
    return blocks.ListItem("•", (blocks.Span(text),), level)
