"""References inside a paper are links, tagged as such, and lead where they say."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.blocks import Cell, Column, Row, Span, Table
from ala_wizard.documents.registry import FOR_AUTHORITY, FOR_OURSELVES
from ala_wizard.pdf.render import pdf_bytes
from tests.documents.cases import STAMP, results
from tests.pdf.cases import document
from tests.pdf.matterhorn import tree
from tests.pdf.test_tags import valid

TARGET = blocks.Heading(1, "Ziel", "2", "ziel")


@pytest.mark.parametrize("name", names())
def test_every_reference_of_every_paper_has_its_target(name: str) -> None:
    case = sample(name)
    for build in {**FOR_AUTHORITY, **FOR_OURSELVES}.values():
        made = build(case, content(), results(case), STAMP)
        anchors = {block.anchor for block in made.blocks if isinstance(block, blocks.Heading)}
        cells = [cell.leads_to for block in made.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
        said = [block.leads_to for block in made.blocks if isinstance(block, blocks.Paragraph)]
        assert {anchor for anchor in (*cells, *said) if anchor} <= anchors


def test_the_numbers_of_the_evidence_lead_to_its_list() -> None:
    case = sample("hof-sonnenwiese")
    data = pdf_bytes(FOR_AUTHORITY["kostenkalkulation"](case, content(), results(case), STAMP))[0]
    valid(data)
    reader = PdfReader(BytesIO(data))
    links = [entry.get_object() for page in reader.pages for entry in page.get("/Annots", ())]
    cited = [link for link in links if str(link["/Contents"]).replace("\u00a0", " ").startswith("B ")]
    assert len(cited) >= 20
    assert len({str(link["/Dest"]) for link in cited}) == 1
    page = _page(reader, cited[0]["/Dest"])
    assert "Arbeitsvertrag Bürokraft, Lohnkonto\nVerwaltung" in page


def _page(reader: PdfReader, target: Any) -> str:
    """The words of the page that a link leads to, by name or by place."""
    place = reader.named_destinations[str(target)].page if str(target) in reader.named_destinations else target.get_object()[0]
    return str(next(page.extract_text() for page in reader.pages if page.get_object() == place.get_object()))


def test_a_paragraph_and_a_cell_as_links() -> None:
    table = Table((Column("A"), Column("B")), (Row((Cell("Zeile"), Cell("siehe dort", leads_to="ziel"))),))
    said = blocks.Paragraph((Span("Siehe Abschnitt 2."),), leads_to="ziel")
    data = pdf_bytes(document(blocks.Heading(1, "Anfang", "1", "a"), said, table, TARGET, contents="never"))[0]
    valid(data)
    links = [node for node in tree(data).walk() if node.tag == "Link"]
    assert [node.parent.tag for node in links if node.parent is not None] == ["P", "TD"]
    annotations = [entry.get_object() for page in PdfReader(BytesIO(data)).pages for entry in page.get("/Annots", ())]
    assert [str(entry["/Contents"]) for entry in annotations] == ["Siehe Abschnitt 2.", "siehe dort"]


def test_a_link_torn_by_a_page_stays_a_link_on_both() -> None:
    said = blocks.Paragraph((Span("Ein langer Verweis. " * 400),), leads_to="ziel")
    data = pdf_bytes(document(blocks.Heading(1, "Anfang", "1", "a"), said, TARGET, contents="never"))[0]
    valid(data)
    with_links = [page for page in PdfReader(BytesIO(data)).pages if page.get("/Annots")]
    assert len(with_links) >= 2
