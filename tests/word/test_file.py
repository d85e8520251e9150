"""The file for a word processor: real headings, lists, tables, contents and pictures, read back with python-docx."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks, charts
from ala_wizard.documents.blocks import Cell, Column, Row, Span
from ala_wizard.documents.konzept import konzept
from ala_wizard.documents.leistungsbeschreibung import leistungsbeschreibung
from ala_wizard.documents.typed import plain
from ala_wizard.word.file import docx_bytes
from ala_wizard.word.picture import picture, visible
from tests.documents.cases import STAMP, results
from tests.pdf.cases import document, item


def opened(made: blocks.Document, **options: Any) -> Any:
    return Document(BytesIO(docx_bytes(made, **options)))


def after_contents(file: Any) -> list[Any]:
    """The paragraphs of the body behind cover and contents."""
    every = file.paragraphs
    last = max((place for place, line in enumerate(every) if line.style.name == "toc 1"), default=0)
    return every[last + 1 :]


def named(file: Any, style: str) -> list[str]:
    return [line.text for line in file.paragraphs if line.style.name == style]


CHAPTER = blocks.Heading(1, "Kapitel", "1", "k1")


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("build", [konzept, leistungsbeschreibung])
def test_every_word_of_the_paper_is_in_the_file(name: str, build: Any) -> None:
    case = sample(name)
    made = build(case, content(), results(case), STAMP)
    file = opened(made)
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    whole = " ".join(" ".join([*(line.text for line in file.paragraphs), *cells]).split())
    for block in made.blocks:
        if isinstance(block, blocks.Paragraph | blocks.Heading | blocks.Note):
            assert " ".join(block.text.split()) in whole
        elif isinstance(block, blocks.ListBlock):
            assert all(" ".join(entry.text.split()) in whole for entry in block.items)
        elif isinstance(block, blocks.Table):
            assert all(" ".join(cell.text.split()) in whole for row in block.rows for cell in row.cells)
    headings = [block for block in made.blocks if isinstance(block, blocks.Heading)]
    for level in (1, 2, 3):
        wanted = [f"{block.number}  {block.text}" if block.number else block.text for block in headings if block.level == level]
        assert [text for text in named(file, f"Heading {level}") if text != "Inhalt"] == wanted


def test_the_contents_lead_to_their_headings_and_say_the_page() -> None:
    file = opened(document(CHAPTER, plain("Text."), blocks.Heading(1, "Ende", "2", "k 2/ä")), pages={"k1": 2, "k 2/ä": 5})
    lines = [line for line in file.paragraphs if line.style.name == "toc 1"]
    assert [line._p.xpath("string(.)").replace("\t", " ") for line in lines] == [
        ' TOC \\o "1-1" \\h \\z \\u 1  Kapitel PAGEREF ala_k1 \\h 2',
        "2  Ende PAGEREF ala_k_2__ \\h 5",
    ]
    targets = {mark.get(qn("w:name")) for mark in file.element.body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in file.element.body.iter(qn("w:hyperlink"))}
    assert links == {"ala_k1", "ala_k_2__"} <= targets
    kinds = [entry.get(qn("w:fldCharType")) for entry in file.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 3


def test_lists_are_lists_and_every_numbered_one_begins_at_one() -> None:
    def number(words: str) -> blocks.ListItem:
        return blocks.ListItem("1.", (Span(words),))

    file = opened(
        document(
            CHAPTER,
            blocks.ListBlock((item("eins"), item("darunter", 1), item("tief", 9))),
            blocks.ListBlock((number("a"), number("b"))),
            plain("dazwischen"),
            blocks.ListBlock((number("c"),)),
        )
    )
    lines = after_contents(file)[1:]
    assert [(line.style.name, line.text) for line in lines if line.text] == [
        ("List Bullet", "eins"),
        ("List Bullet 2", "darunter"),
        ("List Bullet 3", "tief"),
        ("List Number", "a"),
        ("List Number", "b"),
        ("Normal", "dazwischen"),
        ("List Number", "c"),
    ]
    ids = [line._p.pPr.numPr.numId.val for line in lines if line.style.name == "List Number"]
    assert ids[0] == ids[1] != ids[2]
    made = {entry.numId: entry for entry in file.part.numbering_part.element.num_lst}
    assert all(made[number].lvlOverride_lst[0].startOverride.val == 1 for number in set(ids))


def test_bold_and_missing_words_stay_what_they_are() -> None:
    file = opened(document(CHAPTER, blocks.Paragraph((Span("ruhig "), Span("fett", bold=True), Span(" fehlt", missing=True)))))
    runs = after_contents(file)[1].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("ruhig ", False), ("fett", True), (" fehlt", True)]
    assert str(runs[2].font.color.rgb) == "7A4D00"


def test_a_table_has_a_head_that_is_repeated_and_cells_that_are_joined() -> None:
    table = blocks.Table(
        (Column("Position"), Column("Rechnung"), Column("Betrag in €", "right")),
        (
            Row((Cell("Abschnitt"),), "section"),
            Row((Cell("Saat", note="eine Notiz"), Cell("2 × 3"), Cell("6,00")), note="zur Zeile"),
            Row((Cell("Summe"), Cell("6,00")), "sum"),
        ),
        "Kosten",
        1,
    )
    file = opened(document(CHAPTER, table))
    made = file.tables[-1]
    assert "Tabelle 1: Kosten" in named(file, "Caption")
    assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows)
    texts = [[cell.text for cell in dict.fromkeys(row.cells)] for row in made.rows]
    assert texts == [
        ["Position", "Rechnung", "Betrag in €"],
        ["Abschnitt"],
        ["Saat\neine Notiz\nzur Zeile", "2 × 3", "6,00"],
        ["Summe", "6,00"],
    ]
    assert made.rows[2].cells[2].paragraphs[0].alignment == 2  # right
    assert made.rows[3].cells[0].paragraphs[0].runs[0].bold


def test_heads_over_several_columns_are_joined_and_repeated() -> None:
    columns = (Column("Position"), *(Column("Betrag in €", "right") for _ in range(4)))
    rows = (Row(tuple(Cell(text) for text in ("Saat", "1,00", "2,00", "3,00", "4,00"))),)
    over = (Cell(""), Cell("Erste Gruppe", span=2), Cell("Zweite Gruppe", span=2))
    made = opened(document(CHAPTER, blocks.Table(columns, rows, over=over))).tables[-1]
    assert [cell.text for cell in made.rows[0].cells] == ["", "Erste Gruppe", "Erste Gruppe", "Zweite Gruppe", "Zweite Gruppe"]
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in made.rows[:2])


def test_small_tables_stay_together_and_no_row_stands_alone() -> None:
    def kept(count: int) -> list[bool]:
        rows = tuple(Row((Cell(f"Zeile {number}"), Cell("1"))) for number in range(count))
        made = opened(document(CHAPTER, blocks.Table((Column("Name"), Column("Zahl", "right")), rows))).tables[-1]
        return [all(line.paragraph_format.keep_with_next for cell in row.cells for line in cell.paragraphs) for row in made.rows]

    assert kept(4) == [True] * 4 + [False]
    assert kept(20) == [True] * 3 + [False] * 16 + [True, False]


def test_dates_and_amounts_have_room_on_one_line() -> None:
    """„31.10.2028“ in 9 points is 17 mm wide, whatever long texts stand beside it."""
    heads = ("Spezifisch: Was genau?", "Messbar: Woran zu erkennen?", "Attraktiv", "Realistisch", "Terminiert: Bis wann?")
    long = "Acht Menschen arbeiten verlässlich auf dem Hof und kommen gern. " * 3
    rows = (Row((Cell(long), Cell(long), Cell(long), Cell(long), Cell("31.10.2028"))),)
    made = opened(document(CHAPTER, blocks.Table(tuple(Column(head) for head in heads), rows))).tables[-1]
    widths = [cell.width.mm for cell in made.rows[1].cells]
    assert widths[-1] > 17
    assert sum(widths) == pytest.approx(160, abs=0.5)


def test_properties_stand_in_the_order_that_word_wants() -> None:
    order = ("pStyle", "keepNext", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc")
    file = opened(document(CHAPTER, blocks.Note("warn", "Achtung"), blocks.ListBlock((blocks.ListItem("1.", (Span("a"),)),))))
    for paragraph in file.element.body.iter(qn("w:pPr")):
        names_ = [child.tag.split("}")[1] for child in paragraph]
        known = [order.index(name) for name in names_ if name in order]
        assert known == sorted(known), names_
    for table in file.element.body.iter(qn("w:tblPr")):
        order_ = ("tblStyle", "tblW", "jc", "tblInd", "tblLayout", "tblCellMar", "tblLook")
        known = [order_.index(child.tag.split("}")[1]) for child in table]
        assert known == sorted(known)


def test_a_figure_has_words_for_those_who_do_not_see_it() -> None:
    chart = charts.stack("Kosten", (("Personal", Decimal(3)), ("Sachen", Decimal(1)), ("Rest", Decimal(1))))
    file = opened(document(CHAPTER, blocks.Figure(chart, "Woraus die Kosten bestehen", 1)))
    found = next(iter(file.element.body.iter(qn("wp:docPr"))))
    assert found.get("descr") == chart.alt
    assert any("Woraus die Kosten bestehen" in text for text in named(file, "Caption"))


def test_the_sign_of_the_farm_stands_on_the_cover() -> None:
    target = BytesIO()
    Image.new("RGB", (400, 100), "green").save(target, "PNG")
    file = opened(document(CHAPTER, logo=blocks.Bild(target.getvalue(), 400, 100)))
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == "Zeichen von Hof Probe"
    assert (round(shape.width.mm), round(shape.height.mm, 1)) == (46, 11.5)
    places = [line for line in file.paragraphs if line._p.xpath(".//w:drawing") or line.style.name == "Title"]
    assert [line.style.name for line in places] == ["Normal", "Title"]


def test_a_picture_shows_its_parts_in_their_colours() -> None:
    chart = charts.stack("Kosten", (("Personal", Decimal(1)), ("Sachen", Decimal(1)), ("Rest", Decimal(2))))
    data = picture(chart)
    assert data == picture(chart)
    image = Image.open(BytesIO(data)).convert("RGB")
    assert image.size == (round(chart.width * 3), round(chart.height * 3))
    colours = {colour for _, colour in image.getcolors(1 << 24) or ()}
    assert {(0x1F, 0x6A, 0x45), (0xBC, 0x84, 0x1C), (0x4F, 0x76, 0x90), (255, 255, 255)} <= colours


def test_head_and_foot_say_whose_it_is_and_that_nothing_was_handed_in() -> None:
    file = opened(document(CHAPTER))
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "Hof Probe · Konzept\tEntwurf, noch nicht eingereicht"
    foot = section.footer.paragraphs[0]._p.xpath("string(.)")
    assert re.search(r"Stand 20\.11\.2026, 14:32 · Rechtsstand 19\.08\.2026.*Seite\s+PAGE\s+1 von\s+NUMPAGES", foot)
    assert file.core_properties.title == "Konzept"
    assert file.core_properties.language == "de-DE"
    assert file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "de-DE"


def test_a_paper_without_a_cover_begins_at_once() -> None:
    file = opened(document(CHAPTER, plain("Text."), covered=False, contents="never"))
    assert not file.sections[0].different_first_page_header_footer
    assert [line.text for line in file.paragraphs if line.text] == ["Konzept", "Arbeit auf dem Hof", "1  Kapitel", "Text."]
    assert not file.element.body.xpath(".//w:br[@w:type='page']")


def test_a_long_name_leaves_the_head_its_line() -> None:
    file = opened(document(CHAPTER, farm="Hofgemeinschaft " * 20))
    head = file.sections[0].header.paragraphs[0].text
    assert file.core_properties.author.startswith("Hofgemeinschaft Hofgemeinschaft")
    assert len(head) < 110 and head.endswith("… · Konzept\tEntwurf, noch nicht eingereicht")


def test_the_same_paper_gives_the_same_bytes() -> None:
    case = sample("hof-sonnenwiese")
    made = konzept(case, content(), results(case), STAMP)
    data = docx_bytes(made)
    assert data == docx_bytes(made)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}


@settings(max_examples=20)
@given(st.text(max_size=200))
def test_any_text_leaves_a_file_that_opens(words: str) -> None:
    table = blocks.Table((Column(words), Column("B")), (Row((Cell(words, note=words), Cell(words))),), words, 1)
    file = opened(
        document(CHAPTER, plain(words), blocks.ListBlock((item(words),)), table, blocks.Definitions((blocks.Definition(words, words),)))
    )
    assert named(file, "Heading 1") == ["Inhalt", "1  Kapitel"]


def test_what_the_font_of_a_picture_lacks_is_named_by_its_code() -> None:
    assert visible("Größe € „x“ ½\u00a0中\ud83d\x00☐") == "Größe € „x“ ½\u00a0[U+4E2D][U+D83D][U+2610]"
