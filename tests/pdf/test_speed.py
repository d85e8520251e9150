"""Ways round reportlab's slow ones lead to the same place: what we reckon at once is what it reckons letter by letter."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ala_wizard.content.paths import resources
from ala_wizard.documents import blocks
from ala_wizard.pdf import fonts, text
from ala_wizard.pdf.flowables import Text
from ala_wizard.pdf.page import PaperCanvas, Places
from ala_wizard.pdf.render import Press, _pass
from ala_wizard.pdf.story import Forge
from ala_wizard.pdf.styles import style
from tests.pdf.cases import document

USUAL = st.text(st.sampled_from("aäbßE ,.–„“5\u00a0\u00ad-") | st.characters(max_codepoint=0x250, exclude_categories=("Cs",)), max_size=60)
ANY = st.text(st.sampled_from("aä \n\t-–🌱中\u00ad\u202e") | st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.one_of(USUAL, ANY))
def test_plain_text_is_cleaned_like_any_other(words: str) -> None:
    assert text.cleaned(words) == text._spaced(text._normal(words))
    kept = text.cleaned(words)
    if text._plain().issuperset(kept):
        assert all(char in "\n\u00ad" or text._font(char) == fonts.SANS for char in kept)


@pytest.mark.parametrize("role", ["body", "h1", "cell_right", "note_gap"])
@given(words=st.one_of(USUAL, ANY))
def test_text_without_markup_has_the_pieces_that_the_parser_makes(role: str, words: str) -> None:
    marked = text.markup(words)
    mine, theirs = Text(marked, style(role)), Paragraph(marked, style(role))
    assert [vars(piece) for piece in mine.frags] == [vars(piece) for piece in theirs.frags]


@given(st.one_of(USUAL, ANY), st.sampled_from((8.5, 10, 28)))
def test_widths_and_codes_are_those_of_reportlab(words: str, size: float) -> None:
    fonts.register()
    ours = pdfmetrics.getFont(fonts.SANS)
    theirs = TTFont("probe", str(resources() / "fonts" / fonts.FILES[fonts.SANS]), asciiReadable=True)
    assert isinstance(ours, fonts.EmbeddedFont)
    for _ in range(2):
        assert ours.stringWidth(words, size) == theirs.stringWidth(words, size)
    mine, other = Canvas("")._doc, Canvas("")._doc
    for part in (words, words + "Ж", "Ende " + words):
        assert ours.splitString(part, mine) == theirs.splitString(part, other)


@given(st.binary(max_size=40), st.floats(-900, 900), st.floats(-900, 900), st.integers(0, 0xFFFFFF))
def test_the_canvas_writes_what_reportlab_writes(raw: bytes, x: float, y: float, colour: int) -> None:
    fonts.register()
    ours, theirs = PaperCanvas(""), Canvas("", initialFontName=fonts.SANS)
    assert ours._escape(raw) == theirs._escape(raw)
    for canvas in (ours, theirs):
        canvas._code.clear()
        canvas.translate(x, y)
        canvas.translate(y, 3)
        canvas.saveState()
        canvas.translate(0, x)
        canvas.setFillColor(HexColor(colour))
        canvas.setFillColor((0.1, 0.2, 0.3))
    assert ours._code == theirs._code
    assert ours.absolutePosition(1, 2) == pytest.approx(theirs.absolutePosition(1, 2))


@given(st.lists(USUAL, min_size=1, max_size=4), st.floats(-900, 900), st.floats(-900, 900), st.integers(0, 0xFFFFFF))
def test_lines_states_and_pieces_of_text_are_written_as_by_reportlab(words: list[str], x: float, y: float, colour: int) -> None:
    fonts.register()
    ours, theirs = PaperCanvas(""), Canvas("", initialFontName=fonts.SANS)
    for canvas in (ours, theirs):
        canvas._code.clear()
        canvas.setFont(fonts.SANS, 10)
        canvas.saveState()
        canvas.setFillColor(HexColor(colour))
        canvas.setFillAlpha(0.5)
        written = canvas.beginText(x, y)
        written.setFont(fonts.BOLD, 8.5, 11)
        for line in words:
            written.textLine(line)
        canvas.drawText(written)
        canvas.restoreState()
        canvas.setFillAlpha(0.5)
    ours.rule(x, y, x + 3, 0.5, HexColor(colour))
    theirs.saveState()
    theirs.setLineWidth(0.5)
    theirs.setStrokeColor(HexColor(colour))
    theirs.line(x, y, x + 3, y)
    theirs.restoreState()
    assert "\n".join(ours._code) == "\n".join(theirs._code)
    assert [getattr(ours, name) for name in Canvas.STATE_ATTRIBUTES if name != "_extgstate"] == [
        getattr(theirs, name) for name in Canvas.STATE_ATTRIBUTES if name != "_extgstate"
    ]


def test_a_printed_paper_leaves_no_circles_of_its_texts() -> None:
    """Whatever is left for Python's search of circles costs time in the midst of the next paper."""
    paper = _long(30)
    Press().print(paper)
    gc.collect()
    gc.disable()
    try:
        before = _texts_alive()
        Press().print(paper)
        assert _texts_alive() == before
    finally:
        gc.enable()


def _texts_alive() -> int:
    return sum(isinstance(found, Text) for found in gc.get_objects())


def _long(count: int) -> blocks.Document:
    rows = tuple(blocks.Row((blocks.Cell(f"Zeile {place}"), blocks.Cell("1,00"))) for place in range(count))
    columns = (blocks.Column("Was"), blocks.Column("Wie viel", "right"))
    parts: list[blocks.Block] = []
    for place in range(6):
        parts += [blocks.Heading(1, f"Teil {place}", str(place), f"teil{place}"), blocks.Paragraph((blocks.Span("Wort " * 120),))]
        parts += [blocks.Table(columns, rows, "Liste", place + 1)]
    return document(*parts)


@settings(max_examples=6, deadline=None)
@given(st.integers(1, 40))
def test_a_pass_that_draws_nothing_finds_the_same_places(count: int) -> None:
    paper = _long(count)
    blank = _pass(paper, Places(), Forge(), frozenset(), blank=True)
    drawn = _pass(paper, Places(), Forge(), frozenset(), blank=False)
    assert blank[1].places == drawn[1].places
    assert blank[1].drawn == [] and len(blank[1].places.pages) == 6


def test_a_paper_of_very_many_chapters_has_a_contents_of_several_pages() -> None:
    many = [blocks.Heading(1, f"Teil {place}", str(place), f"teil{place}") for place in range(150)]
    assert len(Press().print(document(*many)).places) == 150


def test_the_search_for_unused_objects_goes_on_after_a_print() -> None:
    was = gc.isenabled()
    try:
        for searches in (True, False):
            (gc.enable if searches else gc.disable)()
            Press().print(_long(2))
            assert gc.isenabled() is searches
    finally:
        (gc.enable if was else gc.disable)()
