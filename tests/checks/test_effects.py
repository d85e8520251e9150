"""What a change means: nothing for equal cases, and the very figures that are reckoned, printed and checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.content.effects import effective, load
from ala_wizard.content.loader import ContentError, content
from ala_wizard.content.samples import sample
from ala_wizard.core import effects, neben, reckon
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_money
from ala_wizard.model.path import replace
from tests.calc.cases import example_a

DAY = date(2026, 3, 2)
FARM = replace(sample("hof-sonnenwiese"), "kostenkalkulation.belegte_plaetze", None)


def kinds(old: Case, new: Case, kind: str) -> dict[str, tuple[str, str, str]]:
    return {e.key: (e.label, e.old, e.new) for e in effects(old, new, content(), DAY) if e.kind == kind}


@settings(max_examples=15)
@given(st.integers(0, 40))
def test_equal_cases_have_no_effect(places: int) -> None:
    case = replace(FARM, "offer.places_target", places)
    assert effects(case, replace(FARM, "offer.places_target", places), content(), DAY) == ()


@settings(max_examples=15)
@given(st.integers(0, 30), st.integers(0, 30))
def test_figures_and_thresholds_are_those_that_are_reckoned(before: int, after: int) -> None:
    old, new = replace(FARM, "offer.places_target", before), replace(FARM, "offer.places_target", after)
    was, now = reckon(old, content(), DAY), reckon(new, content(), DAY)
    figures = kinds(old, new, "zahl")
    for key, left, right in (
        ("tagessatz", was.kosten.tagessatz_angesetzt, now.kosten.tagessatz_angesetzt),
        ("gesamtkosten", was.kosten.gesamtkosten, now.kosten.gesamtkosten),
        ("arbeitsergebnis", was.ergebnis.arbeitsergebnis, now.ergebnis.arbeitsergebnis),
    ):
        assert (key in figures) is (left != right)
        if key in figures:
            assert figures[key][1:] == (format_money(left, "€"), format_money(right, "€"))
    reached = [{each.key for each in neben(case, content(), results, DAY).schwellen.erreicht} for case, results in ((old, was), (new, now))]
    assert set(kinds(old, new, "schwelle")) == reached[0] ^ reached[1]


@settings(max_examples=15)
@given(st.integers(0, 30), st.integers(0, 30))
def test_the_way_back_is_the_mirror_of_the_way_there(before: int, after: int) -> None:
    old, new = replace(FARM, "offer.places_target", before), replace(FARM, "offer.places_target", after)
    there, back = kinds(old, new, "zahl"), kinds(new, old, "zahl")
    assert {key: (label, left, right) for key, (label, right, left) in back.items()} == there


def test_the_worked_example_by_hand() -> None:
    """Example A (48.09 € at 12 places): at 13 every hour row grows by a twelfth; needed hours 7.55 × 12 = 90.60 become 98.15."""
    case = example_a()
    more = replace(case, "kostenkalkulation.belegte_plaetze", Decimal(13))
    found = kinds(case, more, "zahl")
    assert found["tagessatz"][1].replace("\u00a0", " ") == "48,09 €"
    assert [words.replace("\u00a0", " ") for words in found["noetige_stunden"][1:]] == ["90,60 h", "98,15 h"]
    assert [words.replace("\u00a0", " ") for words in found["noetig.gruppenleitung"][1:]] == ["39,60 h", "42,90 h"]
    assert set(kinds(case, more, "schwelle")) == {"zweite_gruppenleitung"}
    assert "Zweite" not in kinds(more, case, "schwelle")["zweite_gruppenleitung"][0]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Wir bieten 8 Plätze an.", "8 Plätze"),
        ("Wir bieten acht Plätze an.", "acht Plätze"),
        ("Acht neue Menschen kommen.", "Acht neue Menschen"),
        ("Der Hof hat 8 Hektar.", ""),
        ("Um 8 Uhr beginnen 12 Menschen.", ""),
        ("Es sind 18 Plätze.", ""),
        ("Es sind 8,5 Plätze.", ""),
        ("Mehr als acht.", ""),
    ],
)
def test_text_places_that_name_the_old_number(said: str, found: str) -> None:
    old = replace(FARM, "answers[K3.1]", said)
    old = replace(old, "offer.places_target", 8)
    places = {key: entry for key, entry in kinds(old, replace(old, "offer.places_target", 12), "text").items() if key.endswith("K3.1")}
    assert bool(places) is bool(found)
    assert all(f"„{found}“" in label for label, _, _ in places.values())


@pytest.mark.parametrize(("value", "said"), [(1, "einen Platz"), (25, "fünfundzwanzig Plätze"), (30, "dreissig Plätze")])
def test_text_places_with_numbers_in_words(value: int, said: str) -> None:
    old = replace(replace(FARM, "answers[K3.1]", f"Wir bieten {said}."), "offer.places_target", value)
    places = kinds(old, replace(old, "offer.places_target", 12), "text")
    assert [label for key, (label, _, _) in places.items() if key.endswith("K3.1") and f"„{said}“" in label]


def test_facts_in_texts_change_along() -> None:
    old = replace(
        Case.model_validate({"answers": {"K3.1": "Wir planen {plaetze}.", "K1.1": "Bald {plaetze}, {plaetze}."}}), "offer.places_target", 8
    )
    (entry,) = kinds(old, replace(old, "offer.places_target", 12), "angabe").values()
    assert entry[0].replace("\u00a0", " ").startswith("In 2 Texten ändert sich „8")
    assert kinds(old, replace(old, "offer.places_target", 12), "text") == {}


def test_lost_references_of_a_person() -> None:
    case = Case.model_validate(
        {
            "people": [
                {"id": "p", "name": "Erika Beispiel", "leitung": "12.5"},
                {"id": "q", "name": "Karl", "substitute": "Erika Beispiel"},
            ],
            "groups": [{"id": "g", "name": "Garten", "led_by": "p"}],
            "coverage": {"K8.a": ["p", "q"]},
            "answers": {"K5.4": "Die Anleitung macht Erika Beispiel.", "K5.6": "Frau Erika Beispielhaft hilft."},
            "checklist": {"C1.1": {"person": "Erika Beispiel"}, "C1.2": {"person": "Erika Beispiel"}},
        }
    )
    found = kinds(case, replace(case, "people", case.people[1:]), "bezug")
    assert set(found) == {
        "people[p].leitung",
        "people[q].substitute",
        "groups[g].led_by",
        "coverage[K8.a]",
        "answers[K5.4]",
        "checklist[C1.1].person",
    }
    assert "12,50 Stunden" in found["people[p].leitung"][0]
    assert "2 Punkte" in found["checklist[C1.1].person"][0]
    assert "Garten" in found["groups[g].led_by"][0]


def test_a_room_that_is_rented() -> None:
    case = Case.model_validate(
        {"rooms": [{"id": "r", "name": "Werkraum"}], "kostenkalkulation": {"miete": [{"id": "m", "name": "Halle", "room": "r"}]}}
    )
    assert set(kinds(case, replace(case, "rooms", ()), "bezug")) == {"kostenkalkulation.miete[m].room"}


def test_what_does_not_fit_any_more() -> None:
    """Groups of 8 no longer hold 12 places."""
    assert "gruppen_plaetze" in kinds(FARM, replace(FARM, "offer.places_target", 12), "widerspruch")
    assert kinds(replace(FARM, "offer.places_target", 12), FARM, "widerspruch") == {}


def test_the_papers_that_read_differently() -> None:
    (entry,) = kinds(FARM, replace(FARM, "farm.name", "Hof Birnbaum"), "unterlage").values()
    assert "Konzept, Kostenkalkulation, Leistungsbeschreibung" in entry[0]
    assert kinds(FARM, replace(FARM, "verhandlung.note", "Gespräch"), "unterlage") == {}


def test_a_period_without_values_says_so() -> None:
    late = replace(FARM, "period.start", date(2035, 1, 1))
    assert kinds(FARM, late, "widerspruch")


def test_what_is_watched_is_asked_somewhere() -> None:
    """The list names only what stands on a page; the profile is chosen when a case begins."""
    asked = set(content().asking) | {
        f"{table.target}.{column.key}" for question in content().questions.values() for table in question.tables for column in table.columns
    }
    assert set(effective().watched) - asked == {"profile"}
    assert effective().of("kostenkalkulation.personal[ab12].hours") is effective().watched["kostenkalkulation.personal.hours"]
    assert effective().of("farm.name") is None


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ('[[watched]]\ntarget = "offer.nichts"', "gibt es nicht"),
        ('[[watched]]\ntarget = "offer.start"\n[[watched]]\ntarget = "offer.start"', "doppelt"),
        ('[[watched]]\ntarget = "offer.start"\nloud = true', "Extra inputs"),
        ('[[owner]]\ntable = "leute"', "gibt es nicht"),
    ],
)
def test_the_list_is_strict(tmp_path: Path, words: str, problem: str) -> None:
    (tmp_path / "felder.toml").write_text(words, encoding="utf-8")
    with pytest.raises(ContentError, match=problem):
        load(tmp_path)


def test_a_rate_that_goes_on_with_its_own_places_is_told() -> None:
    """Nine places wanted, but the calculation still says five: the rate stays, and the reason stands there."""
    case = replace(FARM, "kostenkalkulation.belegte_plaetze", Decimal(5))
    told = kinds(case, replace(case, "offer.places_target", 9), "text")["kostenkalkulation.belegte_plaetze"][0]
    assert "5 belegten Plätzen" in told
    own = "kostenkalkulation.belegte_plaetze"
    assert own not in kinds(FARM, replace(FARM, "offer.places_target", 9), "text")
    assert own not in kinds(case, replace(case, "offer.places_target", 5), "text")
    assert own not in kinds(case, replace(case, "offer.places_start", 1), "text")
