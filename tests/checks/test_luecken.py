"""Open spots of building blocks: found where a question in brackets is left, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.content.loader import content
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from ala_wizard.model.richtext import escape
from ala_wizard.model.spots import open_spots
from tests.checks import small


def said(answer: str) -> list[tuple[str, str, str, str, str]]:
    """What is found about open spots when K3.1 is answered so."""
    case: Case = replace(small.healthy(), "answers[K3.1]", answer)
    return [(f.id, f.severity, f.address, f.question, f.text) for f in small.check(case) if f.rule == "offene_stelle"]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Wir kennen uns seit [Seit wann?] gut.", "Im Text wartet noch eine Frage auf Sie: [Seit wann?]"),
        ("- **Kosten:** [Wie viel?]\n- **Fertig bis:** [Wann?]", "Im Text warten noch 2 Fragen auf Sie, zuerst diese: [Wie viel?]"),
        ("Es sind [Welche, außer {plaetze}?]", "Im Text wartet noch eine Frage auf Sie: [Welche, außer …?]"),
    ],
)
def test_a_question_in_brackets_is_found_with_its_place(answer: str, text: str) -> None:
    """The finding leads to the answer and quotes the first open spot."""
    assert said(answer) == [("offene_stelle.K3.1", "sollte", "answers[K3.1]", "K3.1", text)]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Wer kommt? Acht Menschen.",
        "Siehe [1], [Anlage 3] und Bewohner[innen].",
        "Offen [ist\nnoch alles?]",
        "Das steht [so im Plan]. Warum?",
    ],
)
def test_other_brackets_and_questions_are_let_alone(answer: str) -> None:
    """A footnote, an attachment, a word with an ending in brackets ask nothing."""
    assert said(answer) == []


def test_every_spot_of_every_building_block_would_be_found() -> None:
    """What a block asks in brackets is a question that the check knows."""
    for blocks in content().bausteine.values():
        for block in blocks:
            assert len(open_spots(block.text)) == block.text.count("[") == block.text.count("]"), block.id


@given(st.text(), st.text(alphabet="abc ,{}*\\-1.", max_size=20))
def test_an_open_spot_is_found_in_whatever_stands_around_it(around: str, asked: str) -> None:
    """Marks and other letters before a spot never hide it."""
    before = around.replace("[", "(")
    assert open_spots(escape(f"{before}[{asked}?]"))[-1:] == (f"[{asked}?]",)
