"""Facts in words: every one of them has its value from the case, says what is missing, and is told in one way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from ala_wizard import core
from ala_wizard.checks.facts import Shown, all_shown, number, showing, shown
from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, names, sample
from ala_wizard.model import richtext
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from tests.checks.cases import cases

TODAY = date(2026, 11, 20)

SONNENWIESE = {
    # as in resources/samples/hof-sonnenwiese.toml, read by eye; figures as in its Kostenkalkulation
    "betrieb.name": "Hof Sonnenwiese",
    "betrieb.traeger": "Hof Sonnenwiese",
    "betrieb.ort": "Beispielau",
    "betrieb.landkreis": "Landkreis Musterland",
    "betrieb.rechtsform": "Einzelunternehmen",
    "betrieb.wirtschaftsweise": "ökologisch",
    "betrieb.flaeche": "13,54\u00a0Hektar",  # 4.6 + 0.7 + 1.8 + 0.09 + 0.15 + 6.2
    "betrieb.flaeche.zahl": "13,54",
    "betrieb.team": "5\u00a0Mitarbeitende",
    "betrieb.tiere": "Mutterschafe und Legehennen",
    "betrieb.zweige.ala": "Obst und Beeren; Gemüse und Jungpflanzen; Saft, Fruchtaufstriche und Kräuter; Schafe und Hühner; Hofladen und Markt",
    "plaetze": "8\u00a0Plätze",
    "plaetze.zahl": "8",
    "plaetze.start": "2\u00a0Plätze",
    "start": "01.12.2026",
    "wochenstunden": "37,5\u00a0Stunden je Woche",
    "wochenstunden.kuerzeste.zahl": "17,5",
    "einzugsgebiet.km": "25\u00a0Kilometer",
    "haltestelle": "Bushaltestelle Beispielau Dorfplatz, 600 Meter auf festem Weg",
    "massnahmen.stunden": "3\u00a0Stunden je Woche",
    "gruppen": "2\u00a0Gruppen",
    "gruppen.namen": "Verarbeitung sowie Garten und Tiere",
    "zeitraum.ende": "30.11.2028",
    "leistungstraeger": "Kommunaler Sozialverband Sachsen",
    "leistungstraeger.kurz": "KSV Sachsen",
    "tagessatz": "65,05\u00a0€",
    "grundbetrag": "133,00\u00a0€",
    "entgelte": "18.348,00\u00a0€",
    "arbeitsergebnis": "21.602,97\u00a0€",
    "stellen": "1,48\u00a0Vollzeitstellen",
}


def told(case: Case) -> dict[str, Shown]:
    return all_shown(case, core.reckon(case, content(), TODAY), content())


def test_the_sample_farm_tells_its_facts() -> None:
    found = told(sample("hof-sonnenwiese"))
    assert {fact: found[fact].text for fact in SONNENWIESE} == SONNENWIESE
    assert not [fact for fact, entry in found.items() if entry.missing]


def test_a_new_case_says_what_is_missing() -> None:
    found = told(sample(NEW))
    known = {"leistungstraeger", "leistungstraeger.kurz", "grundbetrag", "arbeitstage"}  # the profile and the law know them
    assert {fact for fact, entry in found.items() if not entry.missing} == known
    assert found["plaetze"] == Shown("Zahl der Plätze fehlt", missing=True, label="Plätze im Ziel")
    assert {entry.label for entry in found.values()} == {spec.label for spec in content().facts.values()}


def test_one_place_is_no_places() -> None:
    case = replace(sample("hof-sonnenwiese"), "offer.places_target", 1)
    assert told(case)["plaetze"].text == "1\u00a0Platz"
    assert told(replace(case, "offer.places_target", 0))["plaetze"].text == "0\u00a0Plätze"


def test_a_traeger_of_its_own_is_told_and_line_breaks_are_blanks() -> None:
    case = replace(sample("hof-sonnenwiese"), "farm.traeger", " Verein\nHof  e. V. ")
    assert told(case)["betrieb.traeger"].text == "Verein Hof e. V."


def test_an_id_that_nobody_knows_stays_as_typed() -> None:
    case = sample(NEW)
    results = core.reckon(case, content(), TODAY)
    assert shown("hof.farbe", case, results, content()) == Shown("{hof.farbe}", missing=False, label="")
    assert richtext.plain("{hof.farbe} {plaetze}", showing(case, results, content())) == "{hof.farbe} Zahl der Plätze fehlt"


def test_numbers_are_known_as_numbers() -> None:
    case = sample("hof-sonnenwiese")
    results = core.reckon(case, content(), TODAY)
    assert number(content().facts["plaetze.zahl"], case, results, content()) == 8
    assert number(content().facts["betrieb.name"], case, results, content()) is None


@settings(max_examples=30)
@given(cases())
def test_any_case_has_words_for_every_fact(case: Case) -> None:
    for entry in told(case).values():
        assert entry.text.strip() == entry.text != ""
        assert "\n" not in entry.text


@pytest.mark.parametrize("spec", content().facts.values(), ids=lambda spec: spec.id)
def test_words_of_a_missing_fact_say_that_it_is_missing(spec: object) -> None:
    words = getattr(spec, "missing", "")
    assert words.endswith(("fehlt", "fehlen"))
    assert len(words) <= 60


def test_the_samples_show_only_facts_that_there_are() -> None:
    used = {fact for name in names() for answer in sample(name).answers.values() for fact in richtext.facts_in(answer)}
    assert {"betrieb.name", "plaetze", "plaetze.start"} <= used <= set(content().facts)
