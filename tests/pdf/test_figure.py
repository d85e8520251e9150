"""A chart on paper: its words, its caption with number, never torn, and grey printers tell its parts apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ala_wizard.documents import blocks, charts
from ala_wizard.documents.common import numbered
from ala_wizard.documents.typed import plain
from ala_wizard.pdf.figure import Figure
from ala_wizard.pdf.page import TEXT, WIDE
from ala_wizard.pdf.story import flowable
from ala_wizard.pdf.styles import CHART
from tests.pdf.cases import body, document, pages, read

PARTS = (("Personal", Decimal("37.71")), ("Investitionen", Decimal("3.12")), ("Sachaufwand", Decimal("7.26")))


def figure(caption: str = "Woraus der Satz besteht") -> blocks.Figure:
    return blocks.Figure(charts.stack("Tagessatz", PARTS), caption)


def test_words_and_caption_are_printed_and_figures_are_numbered_apart_from_tables() -> None:
    table = blocks.Table((blocks.Column("Kopf"),), (blocks.Row((blocks.Cell("Zeile"),)),), "Erste Tabelle")
    found = body(document(*numbered((figure(), table, figure("Zweites Bild")))))
    for words in (
        "Personal",
        "37,71\u00a0€ · 78 %",
        "Abbildung 1: Woraus der Satz besteht",
        "Tabelle 1: Erste Tabelle",
        "Abbildung 2: Zweites Bild",
    ):
        assert " ".join(words.split()) in found
    assert found.index("Sachaufwand") < found.index("Abbildung 1")


@pytest.mark.parametrize("page", [TEXT, WIDE], ids=["text", "wide"])
def test_a_chart_is_as_wide_as_the_column_and_keeps_its_words(page: object) -> None:
    assert page in (TEXT, WIDE)
    width = (TEXT if page is TEXT else WIDE).width
    (made,) = flowable(figure(), TEXT)
    assert isinstance(made, Figure)
    assert made.wrap(width, 0)[0] == width
    assert made.lead(width) == made.wrap(width, 0)[1]
    assert made.alt == charts.stack("Tagessatz", PARTS).alt
    assert "Investitionen: 3,12\u00a0€" in made.alt


@pytest.mark.parametrize("lines", range(38, 52, 3))
def test_a_chart_is_never_torn_and_takes_its_heading_along(lines: int) -> None:
    heading = blocks.Heading(2, "Vergleich", "1.1", "v")
    found = pages(document(plain("\n".join(["Satz"] * lines)), heading, *numbered((figure(),))))
    together = [page for page in found if "Vergleich" in page]
    assert len(together) == 1
    assert "Abbildung 1" in together[0]
    assert "Personal" in together[0]


def test_plain_stripes_and_dots_are_drawn_differently() -> None:
    """Stripes are lines inside a clipped box, dots are curves in it; a plain part needs neither."""

    def drawn(pattern: charts.Pattern) -> bytes:
        chart = charts.Chart("Bild", "Worte", 100, 20, (charts.Box(0, 0, 100, 20, "chart1", pattern),))
        contents = read(document(blocks.Figure(chart, ""))).pages[-1].get_contents()
        assert contents is not None
        return bytes(contents.get_data())

    plain_, stripes, dots = (drawn(pattern) for pattern in charts.PATTERNS)
    assert stripes.count(b" l ") + stripes.count(b" l\n") > plain_.count(b" l ") + plain_.count(b" l\n") + 20
    assert dots.count(b" c ") + dots.count(b" c\n") > plain_.count(b" c ") + plain_.count(b" c\n") + 80
    assert b"W" in stripes
    assert b"W" in dots


def test_a_curve_and_rows_of_bars_are_printed_too() -> None:
    points = [(f"{month:02}/2027", Decimal(month * month - 20 * month)) for month in range(1, 13)]
    curve = charts.line("Geld", points, [(9, "tiefster Stand")], "Das Geld sinkt und steigt.")
    rows = charts.bars(
        "Satz", [("Eigener Satz", Decimal(65), "65,05\u00a0€"), ("Verlust", Decimal(-4), "−4,00\u00a0€"), ("Offen", None, "–")], (0,)
    )
    found = body(document(blocks.Figure(curve, "Kurve"), blocks.Figure(rows, "Balken")))
    assert all(word in found for word in ("tiefster Stand", "01/2027", "Eigener Satz", "−4,00", "Kurve", "Balken"))


def test_every_colour_that_charts_name_is_known_on_paper() -> None:
    shapes = [
        *charts.stack("A", PARTS).shapes,
        *charts.stack("A", ()).shapes,
        *charts.line("B", [("1", Decimal(1)), ("2", Decimal(-1))], [(0, "x")], "").shapes,
        *charts.line("B", [], [], "").shapes,
        *charts.bars("C", [("x", Decimal(1), "1")], (0,)).shapes,
    ]
    assert {shape.token for shape in shapes} <= set(CHART)


def test_words_wider_than_the_column_are_cut() -> None:
    chart = charts.Chart("Bild", "Worte", 720, 30, (charts.Label(700, 20, "Ein sehr langes Wort " * 30, "end"),))
    assert "…" in body(document(blocks.Figure(chart, "")))
