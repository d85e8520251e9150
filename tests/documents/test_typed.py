"""What the user types stays as typed: paragraphs, line breaks, lists, and nothing is markup."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.documents.blocks import ListBlock, ListItem, Paragraph
from ala_wizard.documents.typed import blocks, plain


def test_a_blank_line_begins_a_paragraph_and_a_line_break_is_kept() -> None:
    assert blocks("eins\nzwei\n\ndrei") == (plain("eins\nzwei"), plain("drei"))


def test_nothing_typed_gives_nothing() -> None:
    assert blocks("") == ()
    assert blocks(" \n\t\n ") == ()


def test_lines_with_a_marker_form_a_list_and_keep_their_marker() -> None:
    found = blocks("Wir bieten:\n- Ruhe\n• Zeit\n* Platz\nDanach mehr.")
    assert found == (
        plain("Wir bieten:"),
        ListBlock((ListItem("-", "Ruhe"), ListItem("•", "Zeit"), ListItem("*", "Platz"))),
        plain("Danach mehr."),
    )


def test_an_indented_line_goes_on_with_the_item_and_an_indented_marker_goes_deeper() -> None:
    assert blocks("- eins\n  weiter\n  - tiefer\n      * am tiefsten") == (
        ListBlock((ListItem("-", "eins\nweiter"), ListItem("-", "tiefer", 1), ListItem("*", "am tiefsten", 2))),
    )


def test_a_number_or_a_dash_without_a_blank_is_no_marker() -> None:
    assert blocks("-5 Grad\n*stern*") == (plain("-5 Grad\n*stern*"),)


def test_markup_stays_text() -> None:
    (block,) = blocks("<b>fett</b> & Söhne")
    assert isinstance(block, Paragraph)
    assert block.text == "<b>fett</b> & Söhne"
    assert not any(span.bold for span in block.spans)


@given(st.text(alphabet=st.sampled_from("ab -*•\n\t\r<&"), max_size=60))
def test_no_letter_is_ever_lost(text: str) -> None:
    shown = "".join(
        block.text if isinstance(block, Paragraph) else "".join(item.marker + item.text for item in block.items)
        for block in blocks(text)
        if isinstance(block, Paragraph | ListBlock)
    )
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
