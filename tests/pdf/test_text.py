"""Any text reaches the paper as typed."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.documents.typed import plain
from ala_wizard.pdf.fonts import EMOJI, SANS, SYMBOLS, coverage, unicode_map
from ala_wizard.pdf.text import cleaned, markup, runs
from tests.pdf.cases import body, document


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


def test_a_character_that_no_font_has_is_printed_as_its_code() -> None:
    assert "vorher [U+4E2D][U+20000] nachher" in body(document(plain("vorher \u4e2d\U00020000 nachher")))


def test_a_half_surrogate_does_not_stop_the_paper() -> None:
    assert "[U+D83D]" in body(document(plain("kaputt \ud83d hier")))


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
