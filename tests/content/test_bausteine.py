"""The building blocks: enough for every question, short, right for one place and for many, and nothing that a check would object to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from ala_wizard import core
from ala_wizard.checks.facts import Shown, all_shown
from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, example_farm, sample
from ala_wizard.content.schema import Baustein
from ala_wizard.model import richtext
from ala_wizard.model.case import Case
from ala_wizard.model.spots import open_spots
from tests.readability.measure import Text

TODAY = date(2026, 11, 20)
BLOCKS = [block for blocks in content().bausteine.values() for block in blocks]
QUESTIONS = [question.id for question in content().questions.values() if question.kind == "text"]

each_block = pytest.mark.parametrize("block", BLOCKS, ids=[block.id for block in BLOCKS])


@cache
def one_place() -> Case:
    """The sample farm as the smallest case there can be: one place, one hectare, one of everything."""
    farm = example_farm()
    tables = ("groups", "work_areas", "accompanying", "partners", "participants", "external_services", "people")
    smaller = {name: getattr(farm, name)[:1] for name in tables}
    land = farm.farm.land[0].model_copy(update={"hectares": 1})
    hof = farm.farm.model_copy(update={"staff_count": 1, "land": (land,), "branches": farm.farm.branches[:1]})
    offer = farm.offer.model_copy(update={"places_target": 1, "places_start": 1, "catchment_km": 1})
    return farm.model_copy(update={"farm": hof, "offer": offer, **smaller})


@cache
def facts(smallest: bool) -> dict[str, Shown]:
    """Every fact of the sample farm, or of the smallest case."""
    case = one_place() if smallest else example_farm()
    return all_shown(case, core.reckon(case, content(), TODAY), content())


def told(block: Baustein, smallest: bool) -> str:
    """The block as it reads in a case."""
    return richtext.plain(block.text, lambda fact: facts(smallest)[fact].text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_text_question_has_two_or_three_blocks(question: str) -> None:
    """Never a blank page: also where an answer is optional."""
    assert 2 <= len(content().bausteine[question]) <= 3


def test_nothing_but_text_questions_has_blocks() -> None:
    assert set(content().bausteine) == set(QUESTIONS)


@each_block
def test_a_block_is_short_and_stored_as_the_editor_would_store_it(block: Baustein) -> None:
    """Two to five sentences and perhaps a short list; its marks are those that the editor writes back."""
    assert richtext.store(richtext.parse(block.text)) == block.text
    lines = richtext.parse(block.text)
    assert sum(bool(line.marker) for line in lines) <= 7
    words = "\n".join(stored for stored, line in zip(block.text.split("\n"), lines, strict=True) if not line.marker)
    assert 1 <= len(Text("baustein", "", "", words).sentences) <= 7
    assert 15 <= len(block.text.split()) <= 90
    assert re.search(r"([.?]|\d|\w|\])$", block.text)


@each_block
def test_the_title_names_the_situation(block: Baustein) -> None:
    """Two to five words, by which a farm chooses; no sentence."""
    assert 2 <= len(block.title.split()) <= 5
    assert not block.title.endswith((".", "?"))


def test_titles_and_texts_differ() -> None:
    """Within a question the titles differ, and no text stands twice."""
    for blocks in content().bausteine.values():
        assert len({block.title for block in blocks}) == len(blocks)
    assert len({block.text for block in BLOCKS}) == len(BLOCKS)
    examples = {question.example for question in content().questions.values()}
    assert not examples & {block.text for block in BLOCKS}


def _counted() -> str:
    """The facts that read „8 Plätze“: number and noun."""
    return "|".join(re.escape(spec.id) for spec in content().facts.values() if spec.one)


@each_block
def test_no_fact_is_bent_by_its_sentence(block: Baustein) -> None:
    """A number with its noun stands where „1 Platz“ and „8 Plätze“ are both right: no dative before it, no verb that counts."""
    counted = _counted()
    assert not re.search(rf"(?i)\b(mit|von|bei|zu|zum|aus|seit|nach|den|der|einem|einer|alle|diese|unsere) \{{({counted})\}}", block.text)
    assert not re.search(rf"(?i)\b(sind|waren|gibt es|werden|kommen|arbeiten) \{{({counted})\}}(?! an)", block.text)
    assert not re.search(rf"\{{({counted})\}} (sind|waren|werden|kommen|arbeiten|gehören|stehen|brauchen|im Jahr)\b", block.text)
    names = "|".join(re.escape(spec.id) for spec in content().facts.values() if spec.take == "names")
    assert not re.search(rf"\{{({names})\}} (ist|sind|gehör\w+|steh\w+|arbeit\w+)\b", block.text), "one name or many?"
    assert not re.search(r"(?i)\b(auf|in|im|am) (der |dem )?\{betrieb\.name\}", block.text), "a farm may be called after its owner"


@each_block
def test_in_a_filled_case_only_the_questions_in_brackets_are_open(block: Baustein) -> None:
    """Every fact that a block shows has a value there, in the smallest case too."""
    for smallest in (False, True):
        assert not any(facts(smallest)[fact].missing for fact in richtext.facts_in(block.text))
        assert told(block, smallest).count("[") == len(open_spots(block.text))


@pytest.mark.parametrize(
    ("block", "one", "many"),
    [
        ("W2-arbeit-und-begleitung", "Wir richten 1 Platz für Menschen", "Wir richten 8 Plätze für Menschen"),
        (
            "K3.1-kleiner-start",
            "Dann besetzen wir 1 Platz. Im Ziel bieten wir 1 Platz.",
            "Dann besetzen wir 2 Plätze. Im Ziel bieten wir 8 Plätze.",
        ),
        (
            "K2.3-familie",
            "Wir bewirtschaften 1 Hektar. Unser Team: 1 Arbeitskraft.",
            "Wir bewirtschaften 13,54 Hektar. Unser Team: 5 Mitarbeitende.",
        ),
        ("K5.5-feste-zeiten", "dafür 1 Stunde je Woche.", "dafür 3 Stunden je Woche."),
        ("K3.5-abholen", "reicht 1 Kilometer weit", "reicht 25 Kilometer weit"),
        ("K3.1-bekannte-menschen", "So viele möchten schon kommen: 1 Mensch.", "So viele möchten schon kommen: 8 Menschen."),
    ],
)
def test_one_and_many_both_read_well(block: str, one: str, many: str) -> None:
    """Read and written down by hand."""
    (found,) = [entry for entry in BLOCKS if entry.id == block]
    assert one in told(found, smallest=True)
    assert many in told(found, smallest=False)


def _answered(case: Case, number: int) -> Case:
    """A case whose every answer is a building block."""
    answers = {question: blocks[number % len(blocks)].text for question, blocks in content().bausteine.items()}
    return case.model_copy(update={"answers": answers, "example": False})


def _rules(case: Case) -> Iterator[tuple[str, str]]:
    results = core.reckon(case, content(), TODAY)
    for finding in core.findings(case, content(), results, TODAY):
        yield finding.rule, finding.address


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("name", ["hof-sonnenwiese", NEW])
def test_no_check_objects_to_a_block(name: str, number: int) -> None:
    """No diagnosis, no contradiction with the figures; only the questions in brackets are found, where there are any."""
    case = _answered(sample(name), number)
    said = {(rule, address) for rule, address in _rules(case) if address.startswith("answers[")}
    spots = {("offene_stelle", f"answers[{question}]") for question, answer in case.answers.items() if open_spots(answer)}
    assert said - {(rule, address) for rule, address in said if rule == "baustein"} == spots
