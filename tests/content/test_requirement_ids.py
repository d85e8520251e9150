"""Every ID of the Fachvorgabe is an ID of its own in `resources/`: a question's or a checklist item's, not only a word in a text."""

from __future__ import annotations

import pytest

from ala_wizard.content.findings import findings
from ala_wizard.content.loader import content

PARTS = {1: 5, 2: 5, 3: 6, 4: 4, 5: 10, 6: 4, 7: 6, 8: 5, 9: 3, 10: 2}
"""Fachvorgabe section 2: number of guiding questions of each part of the Konzept."""

QUESTIONS = [
    *(f"W{number}" for number in range(1, 6)),
    *(f"K{part}.{number}" for part, count in PARTS.items() for number in range(1, count + 1)),
    *(f"K8.{letter}" for letter in "abcde"),
]

LISTS = {"Q": 6, "QS": 4, "QP": 7, "QE": 6, "P": 5, "N": 10, "R": 12, "U": 2}
"""Fachvorgabe sections 2, 3 and 3a: number of items of each list; C1 and C2 count with a point."""

ITEMS = {
    "C1": [f"C1.{number}" for number in range(1, 11)],
    "C2": [f"C2.{number}" for number in range(1, 12)],
    **{name: [f"{name}{number}" for number in range(1, count + 1)] for name, count in LISTS.items()},
}


def test_the_fachvorgabe_has_133_ids() -> None:
    """Counted by hand: 5 W, 50 K, 5 K8 letters, 10 + 11 C, 6 Q, 17 quality, 5 P, 10 N, 12 R, 2 U."""
    assert len(QUESTIONS) == 5 + 50 + 5
    assert sum(map(len, ITEMS.values())) == 10 + 11 + 6 + 17 + 5 + 10 + 12 + 2
    assert len(QUESTIONS) + sum(map(len, ITEMS.values())) == 133


@pytest.mark.parametrize("wanted", QUESTIONS)
def test_question_exists(wanted: str) -> None:
    """Each guiding question is asked, helped with and sourced on a page of its own part."""
    question = content().questions[wanted]
    assert question.ask.strip()
    assert question.heading.strip()
    assert question.source
    part = content().part_of[wanted]
    assert part.id == (wanted.partition(".")[0] if wanted.startswith("K") else "W")


@pytest.mark.parametrize("name", ITEMS)
def test_list_has_its_items_in_order(name: str) -> None:
    """Each list holds exactly its items, in order, each with words, help and source."""
    checklist = next(entry for entry in content().checklists if entry.id == name)
    assert [item.id for item in checklist.items] == ITEMS[name]
    for item in checklist.items:
        assert item.text.strip()
        assert item.help.strip()
        assert item.source, item.id
        assert item.link, f"{item.id} leads nowhere"


def test_conditions_wait_for_findings_that_exist() -> None:
    """An item that waits for the absence of a finding nobody makes would be ticked always."""
    named = {(item.id, auto.no_finding) for item in content().items.values() for auto in item.auto if auto.no_finding}
    assert named
    assert [(item, rule) for item, rule in sorted(named) if not findings().of_rule(rule)] == []


def test_a_case_without_answers_ticks_no_item() -> None:
    """Absence of a finding alone proves nothing: each condition list also asks for something entered."""
    for item in content().items.values():
        assert not item.auto or any(not auto.no_finding for auto in item.auto), item.id


def test_every_list_can_be_worked_on_somewhere() -> None:
    """A list without a page would never be seen."""
    shown = {question.checklist for question in content().questions.values() if question.kind == "checklist"}
    assert {checklist.id for checklist in content().checklists} <= shown


def test_profile_of_saxony_has_the_ten_parts() -> None:
    """The default profile: KSV, ten parts in order, 7 to 14 pages, keys 1:12 and 1:120 (Fachvorgabe 2 and 6)."""
    profile = content().profiles["sachsen_ksv"]
    assert profile.outline == tuple(f"K{number}" for number in range(1, 11))
    assert (profile.pages_min, profile.pages_max) == (7, 14)
    assert (profile.key_gruppenleitung, profile.key_begleitender_dienst) == ((1, 12), (1, 120))
    assert profile.region == "ost"
    assert set(profile.documents) >= {"konzept", "kostenkalkulation", "leistungsbeschreibung", "bedarfsnachweis"}
    assert profile.addressee == ("Kommunaler Sozialverband Sachsen", "Fachbereich 3")
