"""Numbers typed by hand against the facts of the case: contradicted ones are found with their place, all others are left alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard import core
from ala_wizard.checks.facts import shown
from ala_wizard.checks.zahlen import Clash, clashes
from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from ala_wizard.model.planning import RampStep
from ala_wizard.model.richtext import escape, parse
from tests.checks.cases import cases

TODAY = date(2026, 11, 20)
FARM = sample("hof-sonnenwiese")
"""8 places, 2 at the start, groups of 5 and 3, 37.5 h, at least 17.5 h, 25 km, 13.54 ha, 5 people, 6 work areas, 65.05 € a day."""


def found(text: str, case: Case = FARM) -> tuple[Clash, ...]:
    return clashes(text, case, core.reckon(case, content(), TODAY), content())


@pytest.mark.parametrize(
    ("text", "typed", "fact", "known"),
    [
        ("Wir bieten 12 Plätze an.", "12 Plätze", "plaetze.zahl", "8 Plätze"),
        ("Auf zwölf Plätzen wird gearbeitet.", "zwölf Plätzen", "plaetze.zahl", "8 Plätze"),
        ("Geplant sind 12\u00a0neue Plätze.", "12\u00a0neue Plätze", "plaetze.zahl", "8 Plätze"),
        ("Hier arbeiten 12 Menschen mit Behinderung.", "12 Menschen mit Behinderung", "plaetze.zahl", "8 Plätze"),
        ("10 bis 12 Plätze", "10 bis 12 Plätze", "plaetze.zahl", "8 Plätze"),
        ("Voll sind es 42 Stunden in der Woche.", "42 Stunden in der Woche", "wochenstunden.zahl", "37,5 Stunden je Woche"),
        ("Die Arbeitszeit beträgt 33 Stunden.", "Arbeitszeit beträgt 33 Stunden", "wochenstunden.zahl", "37,5 Stunden je Woche"),
        ("aus einem Umkreis von 40 Kilometern", "Umkreis von 40 Kilometern", "einzugsgebiet.km.zahl", "25 Kilometer"),
        ("Der Hof umfasst 20 Hektar Land.", "20 Hektar Land", "betrieb.flaeche.zahl", "13,54 Hektar"),
        ("Unser Hof hat 20 Hektar.", "20 Hektar", "betrieb.flaeche.zahl", "13,54 Hektar"),
        ("in der 42-Stunden-Woche", "42-Stunden-Woche", "wochenstunden.zahl", "37,5 Stunden je Woche"),
        ("Zum Start sind es 8 Plätze.", "Zum Start sind es 8 Plätze", "plaetze.start.zahl", "2 Plätze"),
        ("Zum Start sind es 12 Plätze.", "Zum Start sind es 12 Plätze", "plaetze.start.zahl", "2 Plätze"),
        ("Wir haben acht Plätze zu Beginn.", "acht Plätze zu Beginn", "plaetze.start.zahl", "2 Plätze"),
        ("Der Hof umfasst rund 20 Hektar.", "20 Hektar", "betrieb.flaeche.zahl", "13,54 Hektar"),
        ("aus dem Umkreis von rund 40 km", "Umkreis von rund 40 km", "einzugsgebiet.km.zahl", "25 Kilometer"),
        ("Bei uns sind zehn Mitarbeitende.", "zehn Mitarbeitende", "betrieb.team.zahl", "5 Mitarbeitende"),
        ("Wir bilden drei Gruppen.", "drei Gruppen", "gruppen.zahl", "2 Gruppen"),
        ("Es gibt neun Arbeitsbereiche.", "neun Arbeitsbereiche", "arbeitsbereiche.zahl", "6 Arbeitsbereiche"),
        ("Der Tagessatz beträgt 70,00 €.", "Tagessatz beträgt 70,00 €", "tagessatz", "65,05 €"),
    ],
)
def test_a_number_that_the_case_contradicts_is_found(text: str, typed: str, fact: str, known: str) -> None:
    (clash,) = found(text)
    assert (clash.typed, clash.fact, clash.known.replace("\u00a0", " ")) == (typed, fact, known)
    assert content().questions[clash.question]


@pytest.mark.parametrize(
    "text",
    [
        "Wir bieten 8 Plätze, zum Start 2 Plätze.",  # both stand in the case
        "Zum Start besetzen wir zwei Plätze, im Ziel acht Plätze. Zum Start sind es 2 und im Ziel 8 Plätze.",
        "Acht Plätze, davon fünf Plätze in der Verarbeitung.",  # the size of a group
        "sechs bis zehn Plätze",  # 8 lies between
        "35 bis 40 Stunden in der Woche",  # § 6 WVO
        "Möglich sind 17,5 Stunden je Woche.",
        "Zwei Stunden je Woche sind Sport.",  # no working time
        "rund 38 Stunden je Woche",  # 37.5, rounded as typed
        "Wir bewirtschaften 13,5 Hektar, davon 6,2 Hektar Grünland.",
        "Der Tagessatz liegt bei 65 Euro.",
        "Je 12 Plätze braucht es eine Fachkraft, höchstens 12 Plätze je Gruppe.",
        "Die Mindestzahl von 120 Plätzen gilt für uns nicht.",
        "12 Sitzplätze, 12 Parkplätze und 12 Äpfel",
        "Nach § 12 Plätze",
        "Der Hof umfasst gut 13 Hektar.",  # said roughly
        "Dazu kommen 4 Hektar Wald, und auf zwei Hektar wächst Klee.",
        "Am 3.12 Plätze besichtigt",
        "Der Bahnhof ist 40 Kilometer weit weg.",
        "{plaetze} und {plaetze.zahl} Plätze",
        "Ein Platz ist frei.",
    ],
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("name", names())
def test_no_sample_and_no_building_block_is_blamed(name: str) -> None:
    case = sample(name)
    assert [clash for text in case.answers.values() for clash in found(text, case)] == []
    assert [clash for blocks in content().bausteine.values() for block in blocks for clash in found(block.text, case)] == []


def test_numbers_of_the_ramp_up_are_known() -> None:
    assert found("Nach einem Jahr sind es 7 Plätze.")
    ramp: Any = (RampStep(id="a", month=12, places=Decimal(7)),)
    assert not found("Nach einem Jahr sind es 7 Plätze.", replace(FARM, "planung.ramp", ramp))


def test_while_the_fact_is_unknown_nothing_contradicts_it() -> None:
    assert found("12 Plätze", replace(FARM, "offer.places_target", None)) == ()


def test_the_place_is_told_in_letters_of_the_line_with_one_for_a_fact() -> None:
    stored = "Erste Zeile.\n- {betrieb.name} hat **zwölf** Plätze."
    (clash,) = found(stored)
    flat = parse(stored)[clash.line].flat
    assert (clash.line, flat[clash.start : clash.end], flat[clash.number_start : clash.number_end]) == (1, "zwölf Plätze", "zwölf")


def test_the_fact_put_in_at_its_place_solves_it() -> None:
    stored = "Wir haben 10 bis 12 Plätze."
    (clash,) = found(stored)
    solved = stored[: clash.number_start] + f"{{{clash.fact}}}" + stored[clash.number_end :]
    assert solved == "Wir haben {plaetze.zahl} Plätze."
    assert found(solved) == ()


def test_several_numbers_are_found_in_their_order() -> None:
    assert [clash.typed for clash in found("12 Plätze, drei Gruppen, 15 Plätze\n20 Plätze")] == [
        "12 Plätze",
        "drei Gruppen",
        "15 Plätze",
        "20 Plätze",
    ]


@settings(max_examples=40)
@given(cases(), st.text(alphabet=st.sampled_from("0123456789.,-– zwölfbis Plätze\n{}*"), max_size=40))
def test_any_text_in_any_case_can_be_looked_at(case: Case, words: str) -> None:
    results = core.reckon(case, content(), TODAY)
    for text in (words, escape(words), f"{words} Plätze"):
        for clash in clashes(text, case, results, content()):
            flat = parse(text)[clash.line].flat
            assert flat[clash.start : clash.end] == clash.typed
            assert clash.start <= clash.number_start < clash.number_end <= clash.end
            assert not shown(clash.fact, case, results, content()).missing
