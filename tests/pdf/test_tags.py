"""Every paper is tagged, and two checkers that know nothing of each other find nothing (PDF/UA-1, PDF/A-2a)."""

from __future__ import annotations

from typing import Any

import page as other_checker
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ContentStream

from ala_wizard import core
from ala_wizard.checks.open_list import bundled
from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks, charts
from ala_wizard.documents.bedarfsnachweis import bedarfsnachweis
from ala_wizard.documents.blocks import Cell, Column, ListBlock, Row, Table
from ala_wizard.documents.offene_punkte import offene_punkte
from ala_wizard.documents.typed import plain
from ala_wizard.pdf.bundle import builders
from ala_wizard.pdf.render import Press, pdf_bytes
from tests.documents.cases import STAMP, TODAY, results
from tests.pdf.cases import chapters, document, item, read
from tests.pdf.matterhorn import Node, check, tree

PROFILES = ("ua1", "2a")


def valid(data: bytes) -> None:
    """Both checkers are content."""
    assert check(data) == []
    for profile in PROFILES:
        report = other_checker.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, (profile, [str(failure) for failure in report.failures][:5])


def shape(node: Node) -> Any:
    """Tags only, as nested lists; runs of equal leaves once."""
    kids = [shape(kid) for kid in node.kids]
    short = [kid for place, kid in enumerate(kids) if place == 0 or kids[place - 1] != kid]
    return [node.tag, *short] if short else node.tag


def body(made: blocks.Document) -> list[Any]:
    """The shape of the last chapter, without its heading."""
    data = pdf_bytes(made)[0]
    valid(data)
    return shape(tree(data).kids[0].kids[-1])[2:]


def chapter(*entries: blocks.Block) -> blocks.Document:
    return document(blocks.Heading(1, "Kapitel", "1", "k1"), *entries)


@pytest.mark.parametrize("name", names())
def test_every_paper_of_every_sample_is_valid(name: str) -> None:
    case = sample(name)
    for build in builders(case, content()).values():
        made = build(case, content(), results(case), STAMP)
        valid(pdf_bytes(made)[0])


def test_a_paper_in_its_order() -> None:
    data = pdf_bytes(document(*chapters(9, "Satz. ")))[0]
    whole = shape(tree(data).kids[0])
    assert whole[:5] == ["Document", "P", "H1", "P", ["L", ["LI", "Lbl", "LBody"]]]
    assert ["TOC", ["TOCI", "Link"]] in whole
    assert whole[-1] == ["Sect", "H2", "P"]


def test_the_contents_stand_in_the_order_of_the_chapters_though_they_are_set_in_two_columns() -> None:
    made = document(*chapters(9, "Satz. "))
    data = pdf_bytes(made)[0]
    valid(data)
    entries = [node for node in tree(data).walk() if node.tag == "TOCI"]
    links = [node for node in tree(data).walk() if node.tag == "Link"]
    assert len(entries) == len(links) == 9
    first_pieces = [link.pieces[0][1] for link in links]
    assert first_pieces == sorted(first_pieces)  # drawn column by column, as they are read


def test_lists_inside_lists() -> None:
    items = (item("eins"), item("darunter", 1), item("zwei"))
    one = ["LI", "Lbl", "LBody"]
    assert body(chapter(ListBlock(items))) == [["L", ["LI", "Lbl", ["LBody", ["L", one]]], one]]


def test_a_list_that_begins_deep() -> None:
    valid(pdf_bytes(chapter(ListBlock((item("tief", 2), item("flach")))))[0])


def test_an_item_torn_by_a_page_stays_one_item() -> None:
    long = "Ein langer Punkt. " * 700
    data = pdf_bytes(chapter(ListBlock((item(long), item("kurz")))))[0]
    valid(data)
    bodies = [node for node in tree(data).walk() if node.tag == "LBody" and len({piece[0] for piece in node.pieces}) > 1]
    assert len(bodies) == 1


def wide(rows: int, *, note: str = "") -> Table:
    entries = [Row((Cell(f"Zeile {number}", note), Cell(f"{number},00"))) for number in range(rows)]
    head = Row((Cell("Abschnitt"),), "section")
    total = Row((Cell("Summe"), Cell("1,00")), "sum")
    return Table((Column("Position"), Column("Betrag in €", "right")), (head, *entries, total), "Kosten", 1)


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    data = pdf_bytes(chapter(wide(120)))[0]
    valid(data)
    tables = [node for node in tree(data).walk() if node.tag == "Table"]
    assert [shape(kid) for kid in tables[0].kids] == [
        "Caption",
        ["THead", ["TR", "TH"]],
        ["TBody", ["TR", "TH"], ["TR", "TD"], ["TR", "TH", "TD"]],
    ]
    assert len([node for node in tables[0].walk() if node.tag == "TR"]) == 1 + 1 + 120 + 1
    section = tables[0].kids[2].kids[0].kids[0]
    assert section.attribute("/ColSpan") == 2
    assert section.attribute("/Scope") == "/Row"


def test_a_cell_longer_than_a_page_stays_one_cell() -> None:
    row = Row((Cell("Wort " * 6000, note="Anmerkung"), Cell("1,00")), note="Eine Notiz zur Zeile. " * 40)
    data = pdf_bytes(chapter(Table((Column("Text"), Column("Betrag", "right")), (row, row))))[0]
    valid(data)
    assert len([node for node in tree(data).walk() if node.tag == "TR"]) == 3


def test_facts_are_pairs_of_label_and_value() -> None:
    pair = ["LI", "Lbl", "LBody"]
    rows = tuple(blocks.Definition(f"Name {number}", f"Wert {number}") for number in range(9))
    assert body(chapter(blocks.Definitions(rows))) == [["L", pair]]
    assert body(chapter(blocks.Facts((blocks.Fact("8", "Plätze"), blocks.Fact("2", "zum Start"))))) == [["L", pair]]


def test_a_figure_has_words_and_a_caption() -> None:
    chart = charts.stack("Kosten", (("Personal", charts.Decimal(3)), ("Sachen", charts.Decimal(1))))
    data = pdf_bytes(chapter(blocks.Figure(chart, "Woraus die Kosten bestehen", 1)))[0]
    valid(data)
    figure = next(node for node in tree(data).walk() if node.tag == "Figure")
    assert figure.entry["/Alt"] == chart.alt
    assert [kid.tag for kid in figure.kids] == ["Caption"]


def test_the_same_press_prints_the_same_tree_again() -> None:
    press = Press()
    made = chapter(wide(60, note="n"), ListBlock((item("eins"), item("zwei"))), plain("Satz. " * 800))
    first = press.print(made).data
    assert press.print(made).data == first == pdf_bytes(made)[0]


@settings(max_examples=25)
@given(st.lists(st.text(max_size=400), min_size=1, max_size=4))
def test_any_text_leaves_a_valid_file(texts: list[str]) -> None:
    rows = tuple(Row((Cell(text or "–", note=text), Cell(text))) for text in texts)
    made = chapter(*(plain(text or "–") for text in texts), Table((Column("A"), Column("B")), rows), ListBlock((item(texts[0] or "–"),)))
    valid(pdf_bytes(made)[0])


def test_papers_that_are_asked_for_one_by_one_are_valid_too() -> None:
    case = sample("hof-sonnenwiese")
    reckoned = results(case)
    people = {row.id: f"Name {number}" for number, row in enumerate(case.participants)}
    valid(pdf_bytes(bedarfsnachweis(case, content(), reckoned, STAMP, people))[0])
    found = core.findings(case, content(), reckoned, TODAY)
    points = bundled(core.open_list(case, content(), reckoned, found, TODAY), content())
    for by in ("wer", "wann"):
        valid(pdf_bytes(offene_punkte(case, content(), reckoned, STAMP, points, by))[0])


def elements(made: blocks.Document, tag: str) -> list[str]:
    """What elements of a kind hold on the first pages, letter by letter as it is written: nothing is guessed from places."""
    reader, found = read(made), []
    for page in reader.pages:
        open_, words = False, ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC" and operands[0] == f"/{tag}":
                open_, words = True, ""
            elif operator == b"Tj" and open_:
                words += operands[0]
            elif operator == b"EMC" and open_:
                open_ = False
                found.append(words.strip())
    return found


def test_what_is_read_aloud_as_one_keeps_its_words_apart() -> None:
    made = document(*chapters(2, "Satz. "))
    assert elements(made, "Link") == ["1 Kapitel 1 2", "2 Kapitel 2 2"]
    labels = (charts.Label(0, 10, "Hof"), charts.Label(200, 10, "Amt", "end"), charts.Label(100, 30, "Wald", "middle"))
    figure = blocks.Figure(charts.Chart("Bild", "Hof, Amt, Wald", 200, 40, labels), "")
    assert elements(chapter(figure), "Figure") == ["Hof Amt Wald"]
