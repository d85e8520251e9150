"""The words of the text layer: read from the content streams as a screen reader or a copy gets them, without any guess from places."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from ala_wizard.documents import blocks
from ala_wizard.documents.blocks import Cell, Column, Row, Span, Table
from ala_wizard.documents.typed import plain
from tests.pdf.cases import document, read


def written(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Tag and letters of each piece of marked content; ASCII letters stand in the file as they are."""
    for page in reader.pages:
        tag, letters = "", ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC":
                tag, letters = str(operands[0]), ""
            elif operator == b"EMC":
                yield tag, letters
            elif operator == b"Tj":
                raw = operands[0]
                letters += raw if isinstance(raw, str) else bytes(raw).decode("latin-1")


def text_of(*entries: blocks.Block, tag: str = "/P") -> str:
    """All pieces of one tag behind the cover and the heads, as they follow each other."""
    reader = read(document(blocks.Heading(1, "Anfang", "1", "a"), *entries, contents="never"))
    found = list(written(reader))
    start = max(place for place, (kind, _) in enumerate(found) if kind == "/H2")
    return "".join(letters for kind, letters in found[start + 1 :] if kind == tag)


SENTENCE = "Der Hof liegt am Rand eines Dorfes, und die Wege dorthin sind kurz. "


def test_words_stay_apart_where_a_line_ends() -> None:
    assert text_of(plain(SENTENCE * 6)) == (SENTENCE * 6).strip()


def test_words_stay_apart_where_a_page_ends() -> None:
    assert text_of(plain(SENTENCE * 200)) == (SENTENCE * 200).strip()


def test_bold_words_and_typed_line_ends_stay_apart() -> None:
    spans = (Span(SENTENCE), Span(SENTENCE * 2, bold=True), Span("erste Zeile\nzweite Zeile. " + SENTENCE * 4))
    wanted = SENTENCE * 3 + "erste Zeile zweite Zeile. " + SENTENCE * 4
    assert text_of(blocks.Paragraph(spans)) == wanted.strip()


def test_a_word_longer_than_a_line_is_not_torn() -> None:
    assert text_of(plain("x" * 300 + " Ende")) == "x" * 300 + " Ende"


def test_a_word_broken_at_its_hyphen_is_not_torn() -> None:
    text = "Text davor. " * 6 + "Wort-" * 30 + "Ende"
    assert text_of(plain(text)) == text


def test_a_soft_hyphen_becomes_a_hyphen_without_a_blank() -> None:
    text = text_of(plain("Wort " * 16 + "Leistungs\u00adbeschreibung " + "Wort " * 4))
    assert "Leistungs-beschreibung" in text or "Leistungsbeschreibung" in text


def test_cells_of_a_table_keep_their_words_apart() -> None:
    made = Table((Column("A", weight=1), Column("B", weight=4)), (Row((Cell(SENTENCE), Cell("kurz"))),))
    assert text_of(made, tag="/TD") == SENTENCE.strip() + "kurz"


_WORDS = st.lists(st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=130), min_size=1, max_size=80)


@settings(max_examples=25)
@given(st.lists(st.tuples(_WORDS, st.booleans()), min_size=1, max_size=4))
def test_what_is_written_is_what_was_typed(parts: list[tuple[list[str], bool]]) -> None:
    spans = tuple(Span(" ".join(words) + " ", bold) for words, bold in parts)
    assert text_of(blocks.Paragraph(spans)).strip() == "".join(span.text for span in spans).strip()
