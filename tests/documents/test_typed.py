"""What the user types stays as typed: paragraphs, line breaks, bold, lists, facts with their value, and nothing else is markup."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.checks.facts import Shown
from ala_wizard.documents.blocks import Block, ListBlock, ListItem, Note, Paragraph, Span
from ala_wizard.documents.typed import blocks, listed, plain, spans
from ala_wizard.model.richtext import escape

FACTS = {
    "plaetze": Shown("8 Plätze", missing=False, label="Plätze"),
    "start": Shown("Erster Arbeitstag fehlt", missing=True, label="Start"),
}


def say(fact_id: str) -> Shown:
    return FACTS.get(fact_id, Shown(f"{{{fact_id}}}", missing=False, label=""))


def item(marker: str, text: str, level: int = 0) -> ListItem:
    return ListItem(marker, (Span(text),), level)


def test_a_blank_line_begins_a_paragraph_and_a_line_break_is_kept() -> None:
    assert blocks("eins\nzwei\n\ndrei", say) == (plain("eins\nzwei"), plain("drei"))


def test_nothing_typed_gives_nothing() -> None:
    assert blocks("", say) == ()
    assert blocks(" \n\t\n ", say) == ()
    assert blocks("****", say) == ()


def test_items_form_a_list_with_signs_and_numbers_by_level() -> None:
    found = blocks("Wir bieten:\n- Ruhe\n  - Zeit\n    - Platz\n1. eins\n1. zwei\n  1. tief\n1. drei\nDanach mehr.\n1. neu", say)
    assert found == (
        plain("Wir bieten:"),
        ListBlock(
            (
                item("•", "Ruhe"),
                item("–", "Zeit", 1),
                item("·", "Platz", 2),
                item("1.", "eins"),
                item("2.", "zwei"),
                item("1.", "tief", 1),
                item("3.", "drei"),
            )
        ),
        plain("Danach mehr."),
        ListBlock((item("1.", "neu"),)),
    )


def test_an_indented_line_goes_on_with_the_item() -> None:
    assert blocks("- eins\n  weiter\n\n  allein", say) == (ListBlock((item("•", "eins\nweiter"),)), plain("  allein"))


def test_bold_is_printed_bold_also_in_items() -> None:
    assert blocks("Das ist **wichtig**.\n- **Ja**, sehr", say) == (
        Paragraph((Span("Das ist "), Span("wichtig", bold=True), Span("."))),
        ListBlock((ListItem("•", (Span("Ja", bold=True), Span(", sehr"))),)),
    )


def test_facts_are_printed_with_their_value_and_a_missing_one_cannot_be_overlooked() -> None:
    assert blocks("Wir planen **{plaetze}** ab {start}, {hof.farbe}.", say) == (
        Paragraph(
            (
                Span("Wir planen "),
                Span("8 Plätze", bold=True),
                Span(" ab "),
                Span("[Erster Arbeitstag fehlt]", missing=True),
                Span(", {hof.farbe}."),
            )
        ),
    )


def test_a_known_fact_joins_the_words_around_it() -> None:
    assert blocks("Es sind {plaetze}.", say) == (plain("Es sind 8 Plätze."),)


def test_escaped_marks_are_letters() -> None:
    assert blocks(escape("3. Oktober\n- Strich {plaetze} **x**"), say) == (plain("3. Oktober\n- Strich {plaetze} **x**"),)


def test_markup_stays_text() -> None:
    assert blocks("<b>fett</b> & Söhne", say) == (plain("<b>fett</b> & Söhne"),)


def test_lines_that_are_not_the_farms_own_stand_alone_below_a_remark() -> None:
    found = blocks("Eigenes.\nFremdes.\nEigenes.\n- eigen\n- fremd", say, foreign=(1, 4))
    remark = next(block for block in found if isinstance(block, Note))
    assert remark.kind == "warn"
    assert "Beispielhof" in remark.text
    assert found == (
        plain("Eigenes."),
        remark,
        plain("Fremdes."),
        plain("Eigenes."),
        ListBlock((item("•", "eigen"),)),
        remark,
        ListBlock((item("•", "fremd"),)),
    )


def test_beside_a_label_an_answer_is_one_piece() -> None:
    assert spans("**Wir** sind {plaetze}.\n- eins\n  1. zwei", say) == (Span("Wir", bold=True), Span(" sind 8 Plätze.\n• eins\n  1. zwei"))


def test_a_plain_text_keeps_its_lists_and_knows_no_marks() -> None:
    assert listed("Gründe:\n- **eins**\n  * {plaetze}\n• drei\n-5 Grad\n*stern*") == (
        plain("Gründe:"),
        ListBlock((item("•", "**eins**"), item("–", "{plaetze}", 1), item("•", "drei"))),
        plain("-5 Grad\n*stern*"),
    )


def letters(found: tuple[Block, ...]) -> str:
    """Everything that blocks say, without blanks and without the signs of items."""
    said = (
        block.text if isinstance(block, Paragraph) else "".join(item.text for item in block.items)
        for block in found
        if isinstance(block, Paragraph | ListBlock)
    )
    return re.sub(r"\s", "", "".join(said))


@given(st.text(alphabet=st.sampled_from("ab -*•1.\n\t\r<&{}\\"), max_size=60))
def test_no_letter_is_ever_lost(text: str) -> None:
    assert letters(blocks(escape(text), say)) == re.sub(r"\s", "", text)
    assert re.sub(r"[•*-]", "", letters(listed(text))) == re.sub(r"[\s•*-]", "", text)
