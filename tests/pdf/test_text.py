"""Any text reaches the paper as typed."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from ala_wizard.documents import blocks, charts
from ala_wizard.documents.typed import plain
from ala_wizard.pdf.direction import shaped, turned
from ala_wizard.pdf.fonts import EMOJI, SANS, SYMBOLS, coverage, unicode_map
from ala_wizard.pdf.render import pdf_bytes
from ala_wizard.pdf.text import cleaned, line, markup, runs
from tests.pdf.cases import body, document
from tests.pdf.matterhorn import check


@pytest.mark.parametrize(
    "text",
    [
        "<b>fett</b> & Söhne",
        "&nbsp; &amp; &#65; <br/> <para> </para>",
        "a <Hofladen> b",
        "5 < 6 > 4 \"quer\" 'einfach'",
        "Äpfel, Öl, Übung, Straße, GROẞ, € § ½ ² „Zitat“ – Strich …",
        "Łódź, Čeština, Ľubica",
        "☐ offen ☑ fertig ✓ ≥ 3 ≤ 5 → weiter ‰",
        "Αθήνα и Москва",
        "Traktor 🚜 Schaf 🐑 Möhre 🥕",
    ],
)
def test_text_is_read_back_from_the_pdf_as_typed(text: str) -> None:
    assert " ".join(text.split()) in body(document(plain(text)))


def shown(text: str) -> str:
    """A paper with the text, as a viewer copies it out."""
    pages = pypdfium2.PdfDocument(pdf_bytes(document(plain(text)))[0])
    return " ".join(word for page in pages for word in page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("text", ["سلام", "Frau محمد عبد الله aus Leipzig", "שלום עולם", "لا إله", "Frau גולדה mit ☐"])
def test_writing_from_right_to_left_is_read_back_as_typed(text: str) -> None:
    assert text in body(document(plain(text)))


def test_a_viewer_finds_the_words_in_their_order() -> None:
    assert "مزرعة 12 دجاجة" in shown("مزرعة 12 دجاجة")


def test_arabic_letters_take_the_form_that_their_neighbours_ask_for() -> None:
    # Beh alone, at the beginning, inside and at the end: FE8F, FE91, FE92, FE90; lam and alef are one sign: FEFB, FEFC.
    assert shaped("\u0628 \u0628\u0628\u0628") == "\ufe8f \ufe91\ufe92\ufe90"
    assert shaped("\u0644\u0627 \u0628\u0644\u0627") == "\ufefb \ufe91\ufefc"
    # Reh reaches out to nobody; a mark above parts no letters.
    assert shaped("\u0628\u0631\u0628") == "\ufe91\ufeae\ufe8f"
    assert shaped("\u0628\u064e\u0628") == "\ufe91\u064e\ufe90"
    assert shaped("Hof שלום") == "Hof שלום"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [  # capitals stand for Hebrew letters, as in UAX #9
        ("car means CAR.", "car means RAC."),
        ("a (CAR) b", "a (RAC) b"),
        ("CAR 12 EUR", "RUE 12 RAC"),
        ("x CAR (AB) y", "x (BA) RAC y"),
        ("12-34", "12-34"),
        ("AB 1.5% C", "C 1.5% BA"),
    ],
)
def test_the_order_is_that_of_unicode(text: str, drawn: str) -> None:
    hebrew = {letter: chr(0x5D0 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    wanted = "".join(hebrew.get(letter, letter) for letter in drawn)
    assert "".join(piece for _, piece in turned([("", "".join(hebrew.get(letter, letter) for letter in text))])) == wanted


@given(st.text(alphabet="ab12 (.,)-\u05d0\u05d1\u0628\u0644\u0627\u064e%€", max_size=40), st.booleans())
def test_order_loses_no_letter(text: str, whole: bool) -> None:
    drawn = "".join(piece for _, piece in turned([("", text)], whole))
    assert sorted(drawn.replace(")", "(")) == sorted(text.replace(")", "("))


def test_a_long_text_from_right_to_left_keeps_its_lines() -> None:
    """Each line is turned by itself: what was typed first stands above what was typed last."""
    words = [f"{'אבגדה'[n % 5]}{'וזחטי'[n // 5 % 5]}ש" for n in range(60)]
    assert [word for word in shown(" ".join(words)).split() if word in words] == words


def test_a_character_that_no_font_has_is_printed_as_its_code() -> None:
    assert "vorher [U+4E2D][U+20000] nachher" in body(document(plain("vorher \u4e2d\U00020000 nachher")))


def test_a_half_surrogate_does_not_stop_the_paper() -> None:
    assert "[U+D83D]" in body(document(plain("kaputt \ud83d hier")))


def test_what_is_no_character_is_named_wherever_a_file_speaks_of_itself() -> None:
    assert line("a\n b\x00\x07\ud83d\ufffe\U0010ffff\ufdd0") == "a b[U+D83D][U+FFFE][U+10FFFF][U+FDD0]"
    odd = "Hof \ud83d\x00\ufffe"
    chart = charts.stack(odd, ((odd, charts.Decimal(3)),))
    made = document(blocks.Heading(1, odd, "1", "k1"), blocks.Figure(chart, odd, 1), title=odd, farm=odd)
    data = pdf_bytes(made)[0]
    assert check(data) == []
    assert PdfReader(BytesIO(data)).metadata.title == "Hof [U+D83D][U+FFFE] – Hof [U+D83D][U+FFFE]"  # type: ignore[union-attr]


def test_every_emoji_is_as_wide_as_its_font_says() -> None:
    every = [chr(code) for code in sorted(coverage(EMOJI)) if code > 0x1F000]
    assert check(pdf_bytes(document(plain(" ".join(every))))[0]) == []


def test_controls_are_dropped_and_line_ends_become_one() -> None:
    assert cleaned("a\x00b\x07c\u202ed\u2066e\ufefff\u200bg") == "abcdefg"
    assert cleaned("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"


def test_blanks_at_the_start_of_a_line_and_between_words_stay() -> None:
    assert cleaned("  a   b\n\tc") == "\u00a0\u00a0a\u00a0\u00a0 b\n\u00a0\u00a0\u00a0\u00a0c"


def test_the_font_follows_the_character() -> None:
    assert runs("a≥🚜b") == [(SANS, "a"), (SYMBOLS, "≥"), (EMOJI, "🚜"), (SANS, "b")]


def test_style_marks_and_joiners_leave_no_trace_and_choose_the_emoji() -> None:
    assert runs("\u2764\ufe0f") == [(EMOJI, "\u2764")]
    assert runs("👩\u200d🌾") == [(EMOJI, "👩🌾")]
    assert runs("x\ufe0f") == [(SANS, "x")]


def test_all_four_styles_cover_what_the_papers_themselves_print() -> None:
    own = "ABCXYZabcxyzÄÖÜäöüßẞ0123456789 .,:;-–−×÷·•…„“‚‘()[]/%€§²³½|+="
    assert [char for char in own if ord(char) not in coverage(SANS)] == []


def test_the_unicode_table_writes_surrogate_pairs_and_skips_unused_codes() -> None:
    table = unicode_map("F", [0, 65, 0, 0x1F69C])
    # U+1F69C is D83D DE9C in UTF-16
    assert "2 beginbfchar\n<01> <0041>\n<03> <D83DDE9C>\nendbfchar" in table
    assert "<0000>" not in table


@given(st.text(max_size=80))
def test_the_markup_is_well_formed_and_loses_no_visible_character(text: str) -> None:
    tree = ElementTree.fromstring(f"<p>{markup(text)}</p>")
    shown = "".join(tree.itertext())
    wanted = [char for char in unicodedata.normalize("NFC", text) if char.isalnum() and ord(char) in coverage(SANS)]
    assert [char for char in shown if char in wanted][: len(wanted)] or not wanted
    for char in set(wanted):
        assert shown.count(char) >= wanted.count(char)
