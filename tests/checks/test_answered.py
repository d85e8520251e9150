"""When is a question answered, begun, open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ala_wizard.checks.answered import chosen, entered, filled, is_answered, is_draft, open_points, part_state, rows_filled, state
from ala_wizard.content.samples import NEW, sample
from ala_wizard.content.schema import Question
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from tests.checks.small import field, question, table


def ask(id_: str, kind: str, **more: Any) -> Question:
    return Question.model_validate(question(id_, kind, **more))


TEXT = ask("K1.1", "text")
PLACES = ask("K3.1", "text", field=[field("offer.places_target", "Plätze", required=True), field("offer.stop", "Haltestelle")])
PEOPLE = ask("K8.1", "data", table=[table("people", "Leute", "name", "leitung", required=True)])
HOURS = ask("K8.4", "data", table=[table("people", "Stunden", "leitung", required=True)])
COSTS = ask("T2", "data", table=[table("kostenkalkulation.personal", "Personal", "funktion", "key", "yearly_gross", required=True)])
SACH = ask("T7", "data", table=[table("kostenkalkulation.sachaufwand", "Sachkosten", "kind", "amount", required=True)])
FIXE = ask("T5", "data", table=[table("kostenkalkulation.fixe", "Feste Kosten", "kind", "amount", required=True)])


@pytest.mark.parametrize(
    ("value", "said"),
    [("", False), (" \n\t", False), ("a", True), (None, False), (Decimal(0), True), (0, True), ((), False), (False, False)],
)
def test_what_says_something(value: Any, said: bool) -> None:
    assert filled(value) is said


def test_a_text_is_answered_by_words() -> None:
    empty = Case()
    assert (state(TEXT, empty), open_points(TEXT, empty)) == ("leer", ("answers[K1.1]",))
    blank = Case(answers={"K1.1": "  \n"})
    assert state(TEXT, blank) == "leer"
    assert is_answered(TEXT, Case(answers={"K1.1": "Ja."}))


def test_text_and_required_fields_belong_together() -> None:
    case = Case(answers={"K3.1": "Acht Menschen."})
    assert (state(PLACES, case), open_points(PLACES, case)) == ("begonnen", ("offer.places_target",))
    case = replace(case, "offer.places_target", 0)
    assert state(PLACES, case) == "vollstaendig"
    assert state(PLACES, replace(Case(), "offer.stop", "Dorfplatz")) == "begonnen"


BLOCK = "Ein Satz vom **Hof**.\n- ein Punkt"


@pytest.mark.parametrize(
    ("answer", "inserted", "draft"),
    [
        ("Wir sind da seit [Seit wann?] 1998.", (), True),
        ("Wir sind da seit 1998.", (), False),
        (BLOCK, (BLOCK,), True),
        (f"Von mir.\n{BLOCK}\nAuch von mir.", ("Etwas anderes.", BLOCK), True),
        (BLOCK.replace("Satz", "Wort"), (BLOCK,), False),
        (BLOCK, (), False),
        ("", (BLOCK,), False),
    ],
)
def test_an_answer_that_is_still_somebody_elses_is_begun(answer: str, inserted: tuple[str, ...], draft: bool) -> None:
    """A building block as it came, or a question that it left, makes no answer of the farm; changed or confirmed it does."""
    case = Case(answers={"K1.1": answer}, bausteine={"K1.1": inserted})
    optional = ask("K1.1", "text", required=False)
    assert is_draft(TEXT, case) is is_draft(optional, case) is draft
    assert is_answered(TEXT, case) is (bool(answer) and not draft)
    for one in (TEXT, optional):
        assert state(one, case) == ("leer" if not answer else "begonnen" if draft else "vollstaendig")
    assert open_points(TEXT, case) == (() if answer else ("answers[K1.1]",))


def test_an_answer_that_is_not_asked_is_no_draft() -> None:
    """Nothing is left to do where the answer rests."""
    case = Case(answers={"K1.1": "[Was?]"})
    assert not is_draft(ask("K1.1", "text", when={"address": "offer.care_needed", "is": "ja"}), case)
    assert not is_draft(ask("K1.1", "text", answer_when={"address": "offer.care_needed", "is": "ja"}), case)
    assert not is_draft(ask("K1.1", "line"), case)


def test_an_optional_question_is_never_open() -> None:
    optional = ask("K9.1", "text", required=False, field=[field("offer.stop", "Haltestelle", required=True)])
    assert (open_points(optional, Case()), state(optional, Case()), is_answered(optional, Case())) == ((), "leer", False)
    assert is_answered(optional, Case(answers={"K9.1": "x"}))


@pytest.mark.parametrize("asked", [COSTS, SACH, FIXE])
def test_prepared_rows_of_a_new_case_are_empty(asked: Question) -> None:
    new = sample(NEW)
    assert not rows_filled(new, asked.tables[0].target)
    assert (state(asked, new), open_points(asked, new)) == ("leer", (asked.tables[0].target,))
    assert not entered(new, asked.tables[0].target)


def test_a_prepared_row_counts_once_it_holds_a_figure() -> None:
    new = replace(sample(NEW), "kostenkalkulation.personal[leitung].yearly_gross", Decimal(60000))
    assert is_answered(COSTS, new)
    assert len(rows_filled(new, "kostenkalkulation.personal")) == 1


def test_the_kind_of_animal_is_content() -> None:
    """`kind` is prepared in cost rows only."""
    case = Case.model_validate({"farm": {"livestock": [{"kind": "Schafe"}]}})
    assert rows_filled(case, "farm.livestock")


def test_a_second_view_looks_at_its_own_columns() -> None:
    case = Case.model_validate({"people": [{"id": "p", "name": "Hofleitung"}]})
    assert is_answered(PEOPLE, case)
    assert state(HOURS, case) == "leer"
    assert is_answered(HOURS, replace(case, "people[p].leitung", Decimal(2)))


def test_somebody_covers_a_field() -> None:
    asked = ask("K8.a", "coverage")
    assert open_points(asked, Case()) == ("coverage[K8.a]",)
    gone = Case(coverage={"K8.a": ("weg",)})
    assert (chosen(gone, "K8.a"), state(asked, gone)) == ((), "leer")
    there = Case.model_validate({"coverage": {"K8.a": ["s"]}, "external_services": [{"id": "s"}]})
    assert is_answered(asked, there)


@pytest.mark.parametrize(("need", "points"), [("", ()), ("nein", ()), ("ja", ("coverage[K8.e]",))])
def test_a_care_worker_is_asked_for_when_needed(need: str, points: tuple[str, ...]) -> None:
    case = Case.model_validate({"offer": {"care_needed": need}})
    assert open_points(ask("K8.e", "coverage", answer_when={"address": "offer.care_needed", "is": "ja"}), case) == points


def test_an_unread_input_is_begun_and_open() -> None:
    case = Case(unread={"offer.places_target": "acht"})
    assert (state(PLACES, case), open_points(PLACES, case)) == ("begonnen", ("offer.places_target", "answers[K3.1]"))
    optional = ask("K9.1", "data", required=False, field=[field("offer.catchment_km", "Umkreis")])
    case = Case(unread={"offer.catchment_km": "weit"})
    assert (state(optional, case), open_points(optional, case)) == ("begonnen", ("offer.catchment_km",))


def test_an_unread_cell_belongs_to_its_column() -> None:
    case = Case.model_validate({"people": [{"id": "p", "name": "Hofleitung"}], "unread": {"people[p].leitung": "viel"}})
    assert open_points(PEOPLE, case) == ("people[p].leitung",)
    other = ask("K8.5", "data", required=False, table=[table("people", "Vertretung", "substitute")])
    assert open_points(other, case) == ()


def test_defaults_are_nothing_entered() -> None:
    assert not entered(Case(), "arbeitsentgelt.verfahren")
    assert entered(replace(Case(), "arbeitsentgelt.verfahren", "handbuch"), "arbeitsentgelt.verfahren")


def test_several_questions_together() -> None:
    questions = (TEXT, PLACES)
    assert part_state(questions, Case()) == "leer"
    assert part_state(questions, Case(answers={"K1.1": "x"})) == "begonnen"
    full = replace(Case(answers={"K1.1": "x", "K3.1": "y"}), "offer.places_target", 8)
    assert part_state(questions, full) == "vollstaendig"
