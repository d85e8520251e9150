"""Nobody is left alone with a question: what stands beside every field, so that a farm can answer without asking anyone."""

from __future__ import annotations

import re

import pytest

from ala_wizard.content.loader import content
from ala_wizard.content.schema import Question
from ala_wizard.model.spots import open_spots

QUESTIONS = [question for question in content().questions.values() if question.kind not in ("panel", "checklist")]
KONZEPT = [
    question for part in content().parts if part.group in ("start", "konzept") for question in part.questions if question in QUESTIONS
]

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
each_of_the_konzept = pytest.mark.parametrize("question", KONZEPT, ids=[question.id for question in KONZEPT])


@each_question
def test_every_question_has_a_hint_and_a_help(question: Question) -> None:
    """The hint is one or two sentences below the question; the help says more than the hint."""
    assert question.hint
    assert len(question.hint.split()) <= 24
    assert len(question.help.split()) > len(question.hint.split()) or len(question.help.split()) >= 12
    assert question.hint not in question.help


@each_of_the_konzept
def test_what_goes_to_the_authority_says_what_it_looks_for(question: Question) -> None:
    """With an example and a source, so that the why can be looked up."""
    if question.id.startswith("A"):
        return  # the orientation stays with the farm
    assert question.authority
    assert question.source
    assert question.example


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.kind == "text"], ids=[q.id for q in QUESTIONS if q.kind == "text"])
def test_a_text_question_shows_what_a_good_answer_looks_like(question: Question) -> None:
    """Two things the authority looks for, an example of some sentences from another farm than the sample, no open spot in it."""
    assert len(question.authority) >= 2
    assert len(question.example.split()) >= 20
    assert not open_spots(question.example)
    assert not re.search(r"Sonnenwiese|Beispielau|[{}*]", question.example)


@each_question
def test_every_field_and_column_explains_itself(question: Question) -> None:
    """A label is never all; what is typed as text, figure or date has an example somewhere near."""
    for field in (*question.fields, *(column for table in question.tables for column in table.columns)):
        assert len(field.help.split()) >= 3 or field.kind == "row", field.label
