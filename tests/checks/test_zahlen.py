"""Numbers typed by hand against the facts of the case: contradicted ones are found with their place, all others are left alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard import core
from ala_wizard.checks.facts import shown
from ala_wizard.checks.zahlen import Clash, clashes
from ala_wizard.content.facts import WORD, WORD_VALUES
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
        ("Wir schaffen fünfundzwanzig Plätze.", "fünfundzwanzig Plätze", "plaetze.zahl", "8 Plätze"),
        ("Es werden dreizehn Plätze.", "dreizehn Plätze", "plaetze.zahl", "8 Plätze"),
        ("zwoelf Plaetze", "zwoelf Plaetze", "plaetze.zahl", "8 Plätze"),
        ("Wir haben 12  Plätze.", "12  Plätze", "plaetze.zahl", "8 Plätze"),
        ("Wir bieten 9 (neun) Plätze.", "9 (neun) Plätze", "plaetze.zahl", "8 Plätze"),
        ("Plätze im Ziel: zwölf", "Plätze im Ziel: zwölf", "plaetze.zahl", "8 Plätze"),
        ("Die Zahl der Plätze beträgt 12.", "Zahl der Plätze beträgt 12", "plaetze.zahl", "8 Plätze"),
        ("Hier finden zwölf Leistungsberechtigte Arbeit.", "zwölf Leistungsberechtigte", "plaetze.zahl", "8 Plätze"),
        ("Als Alternative zur Werkstatt bieten wir zwölf Plätze.", "zwölf Plätze", "plaetze.zahl", "8 Plätze"),
        ("Hof Sonnenwiese bietet im Landkreis zwölf Plätze.", "zwölf Plätze", "plaetze.zahl", "8 Plätze"),
        ("Der Hof Sonnenwiese hat 20 Hektar.", "20 Hektar", "betrieb.flaeche.zahl", "13,54 Hektar"),
        ("Wir wirtschaften auf 30 Hektar.", "30 Hektar", "betrieb.flaeche.zahl", "13,54 Hektar"),
        ("Wir starten mit 5 Plätzen.", "starten mit 5 Plätzen", "plaetze.start.zahl", "2 Plätze"),
        ("Wir arbeiten in vier Gruppen.", "vier Gruppen", "gruppen.zahl", "2 Gruppen"),
        ("Unsere größte Gruppe umfasst acht Personen.", "größte Gruppe umfasst acht Personen", "gruppen.groesste.zahl", "5 Menschen"),
        ("Das Team besteht aus sieben Personen.", "Team besteht aus sieben Personen", "betrieb.team.zahl", "5 Mitarbeitende"),
        ("Wir nutzen neun Räume.", "neun Räume", "raeume.zahl", "11 Räume"),
        ("Unser Tagessatz: 80 €", "Tagessatz: 80 €", "tagessatz", "65,05 €"),
        ("Der Grundbetrag beträgt 126 Euro.", "Grundbetrag beträgt 126 Euro", "grundbetrag", "133,00 €"),
        ("Die Gesamtkosten betragen 150.000 €.", "Gesamtkosten betragen 150.000 €", "gesamtkosten", "130.090,83 €"),
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
        "Nach § 60 Abs. 2 SGB IX, § 225 und Anlage 8 Plätze",  # places in a law or a paper
        'Eine Kundin sagt: „12 Plätze wären schön.“ Sie sagt auch: "12 Plätze."',  # somebody else's words
        "Der Bus hat 9 Plätze, im Speiseraum sind 20 Plätze.",  # places of another kind
        "Die WfbM hat 300 Plätze, wir nur acht Plätze. Die große Werkstatt im Tal hat 180 Plätze.",
        "In Deutschland arbeiten 300.000 Menschen mit Behinderung in Werkstätten, andere Höfe haben 12 Plätze.",
        "20 Menschen mit Behinderung haben nachgefragt. Beim Hoffest waren 30 Menschen mit Behinderung.",
        "Im Jahr 2027 Plätze schaffen",
        "Ein Jahr später sind es vier Plätze mehr.",
        "Eine Fachkraft ist für 12 Plätze zuständig.",
        "Früher waren es 40 Hektar. Der Nachbar hat 80 Hektar, die Streuobstwiese ist 2 Hektar groß.",
        "Die Fachkraft arbeitet 20 Stunden je Woche, der Hofladen ist 30 Stunden in der Woche geöffnet.",
        "Das Team trifft sich in drei Gruppen zum Gespräch.",
        "80 € pro Tag kostet der Bus.",
        "Acht (8) Plätze, also 8 (acht) Plätze",
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


def test_a_farm_called_by_one_letter_takes_no_letters_out_of_the_words() -> None:
    assert not found("Der Bus hat 12 Plätze.", replace(FARM, "farm.name", "B"))
    assert found("Hof B hat im Landkreis 12 Plätze.", replace(FARM, "farm.name", "Hof B"))


def test_a_number_that_shall_stay_is_told_no_more() -> None:
    results = core.reckon(FARM, content(), TODAY)
    text = "Wir sahen 12\u00a0Plätze. Wir haben 14 Plätze."
    first, second = clashes(text, FARM, results, content())
    assert first.said == "12 Plätze"
    assert clashes(text, FARM, results, content(), (first.said,)) == (second,)


@given(st.integers(2, 99))
def test_number_words_are_those_of_the_language(value: int) -> None:
    ones = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
    tens = ["", "zehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
    odd = {11: "elf", 12: "zwölf", 16: "sechzehn", 17: "siebzehn"}
    ten, one = divmod(value, 10)
    word = odd.get(value) or (ones[one] + tens[ten] if ten < 2 else f"{ones[one]}und{tens[ten]}" if one else tens[ten])
    assert WORD_VALUES[word] == value
    match = re.fullmatch(WORD, word)
    assert match is not None


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
