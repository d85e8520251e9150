"""Paragraphs of the sample farm are known again in a real application, however they came there."""

from __future__ import annotations

from datetime import date

import pytest

from ala_wizard import core
from ala_wizard.checks.beispiel import LEAST, example_lines
from ala_wizard.checks.facts import showing
from ala_wizard.content.loader import content
from ala_wizard.content.samples import example_farm
from ala_wizard.model import richtext
from ala_wizard.model.case import Case
from ala_wizard.model.farm import Farm

TODAY = date(2026, 11, 20)
OWN = Case(farm=Farm(name="Hof Probe", town="Probedorf"))
FARM = example_farm()


def lines(text: str, case: Case = OWN) -> tuple[int, ...]:
    return example_lines(text, case, core.reckon(case, content(), TODAY), content())


@pytest.mark.parametrize("question", ["W1", "W2", "K1.3"])
def test_a_copy_is_known_with_its_facts_and_with_their_values(question: str) -> None:
    stored = FARM.answers[question]
    assert richtext.facts_in(stored)
    results = core.reckon(FARM, content(), TODAY)
    told = richtext.plain(stored, showing(FARM, results, content()))
    assert "Hof Sonnenwiese" in told or "8\u00a0Plätze" in told
    assert lines(stored) == (0,)
    assert lines(richtext.escape(told)) == (0,)
    assert lines(told.replace("\u00a0", " ").replace(" ", "  ")) == (0,)


def test_marks_lists_and_other_questions_hide_no_copy() -> None:
    first, second = FARM.answers["K1.1"], FARM.answers["K2.2"]
    assert lines(f"Eigenes.\n\n- {first}\n**{second}**\n1. eigen\n1. {first}") == (2, 3, 5)


def test_one_changed_word_makes_it_the_farms_own() -> None:
    assert lines(FARM.answers["K1.1"].replace("Gegend", "Region")) == ()


def test_short_sentences_and_the_sample_itself_are_left_alone() -> None:
    short = [line for answer in FARM.answers.values() for line in answer.split("\n") if 0 < len(line) < LEAST - 5]
    assert short
    assert [line for line in short if lines(line + "\n" + "x" * LEAST)] == []
    assert lines(FARM.answers["K1.1"], FARM) == ()
    assert lines(FARM.answers["K1.1"], FARM.model_copy(update={"example": False})) == (0,)
