"""What the shipped dictionary with the words of the field knows. Right and wrong words are written here by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ala_wizard.content.paths import resources
from ala_wizard.content.samples import sample
from ala_wizard.spelling.speller import NoEngineError, Speller, field_words, load
from ala_wizard.spelling.words import words

FIELD = [
    "Tagessatz",
    "Tagessätze",
    "Leistungsberechtigte",
    "Leistungsberechtigten",
    "Arbeitsergebnis",
    "Arbeitsentgelt",
    "Arbeitsförderungsgeld",
    "Grundbetrag",
    "Steigerungsbetrag",
    "Kostenkalkulation",
    "Leistungsbeschreibung",
    "Leistungsträger",
    "Personalschlüssel",
    "Vollzeitäquivalent",
    "Fehltage",
    "Bedarfsnachweis",
    "Gewaltschutzkonzept",
    "Werkstattvertrag",
    "Frauenbeauftragte",
    "gFAB",
    "Teilhabe",
    "arbeitsbegleitende",
    "Eingliederungshilfe",
    "Schiedsstelle",
    "Landesrahmenvertrag",
]
"""Words of the Fachvorgabe that no general dictionary has to know."""
EVERYDAY = [
    "Wir",
    "füttern",
    "die",
    "Schafe.",
    "Apfelringe",
    "Schnuppertage",
    "Holundersirup",
    "Streuobstwiese",
    "durchgerechnet",
    "Weidegänse",
    "Saftkisten",
    "Erntehelferin",
    "gibt's",
    "Wenn’s",
    "Ombudsperson",
    "Bag-in-Box",
    "Wiederaufnahme",
]
WRONG = [
    "Tagesatz",
    "Betreung",
    "Landwirtschft",
    "Arbeitsergebniss",
    "Gruppenleitter",
    "Ziegenn",
    "Arbeitzeit",
    "Hofladne",
    "vieleicht",
    "wiederrum",
    "Kalkulatoin",
    "Werkstadtvertrag",
    "wiedersprechen",
    "Hünerstall",
    "Maßname",
    "Hof's",
]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return load()


@pytest.mark.parametrize("word", [*FIELD, *EVERYDAY])
def test_knows(speller: Speller, word: str) -> None:
    assert speller.knows(word.strip("."))


@pytest.mark.parametrize("word", WRONG)
def test_does_not_know(speller: Speller, word: str) -> None:
    assert not speller.knows(word)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Tagesatz", "Tagessatz"),
        ("Arbeitsergebniss", "Arbeitsergebnis"),
        ("Betreung", "Betreuung"),
        ("Landwirtschft", "Landwirtschaft"),
        ("Werkstadtvertrag", "Werkstattvertrag"),
        ("wiedersprechen", "widersprechen"),
        ("Unterstüzung", "Unterstützung"),
        ("wärend", "während"),
    ],
)
def test_suggests(speller: Speller, wrong: str, right: str) -> None:
    assert speller.suggest(wrong)[0] == right


def test_parts_of_words_that_are_left_out(speller: Speller) -> None:
    assert speller.knows("Obst-")
    assert speller.knows("Arbeits-")
    assert speller.knows("-pflege")
    assert speller.knows("renten-")
    assert not speller.knows("Obsst-")


def test_own_words_and_names_count_until_they_are_replaced(speller: Speller) -> None:
    assert not speller.knows("Xaverlhof")
    speller.name(["Xaverlhof"])
    assert speller.knows("Xaverlhof")
    assert speller.knows("Xaverlhofs")
    speller.name([])
    assert not speller.knows("Xaverlhof")
    speller.learn(["Quedlwurz"])
    assert speller.knows("quedlwurz")
    speller.learn([])
    assert not speller.knows("Quedlwurz")


def test_every_word_of_the_field_is_needed_once() -> None:
    every = [word for group in field_words() for word in group.words]
    assert len(every) > 300
    assert sorted({word for word in every if every.count(word) > 1}) == []


NAMES = {
    "id",
    "step",
    "icon",
    "kind",
    "target",
    "key",
    "choices",
    "panel",
    "helper",
    "link",
    "rows",
    "checklist",
    "group_by",
    "result",
    "row_help",
}
OTHER = {"cli.toml", "tokens.toml", "kosten.toml", "menschen.toml", "fachwoerter.toml"}
"""Files with words that are no German sentences: commands, colours, stems that the checks look for."""


def texts(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, str):
        if key not in NAMES and re.search(r"[A-ZÄÖÜ].* ", data):
            yield re.sub(r"\{[^}]*\}", "", data)
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from texts(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value, key)


def unknown(files: Iterator[Path], speller: Speller) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        for text in texts(tomllib.loads(file.read_text(encoding="utf-8"))):
            for word in words(text):
                found |= {form: file.name for form in word.forms if not speller.knows(form)}
    return found


def test_the_program_and_its_samples_use_only_known_words(speller: Speller) -> None:
    """So a farmer who writes like the program sees no false alarm, and the program itself has no slip of the pen."""
    files = (file for file in sorted(resources().rglob("*.toml")) if file.name not in OTHER)
    farm = sample("hof-sonnenwiese").farm
    speller.name(re.findall(r"\w+", f"{farm.name} {farm.town} {farm.street} {farm.contact} {farm.county}"))
    try:
        assert unknown(files, speller) == {}
    finally:
        speller.name([])


def test_the_dictionary_lies_beside_its_licence() -> None:
    folder = resources() / "spelling"
    licence = (folder / "LICENSE-igerman98.txt").read_text(encoding="utf-8")
    assert "GNU General" in licence
    for version in (2, 3):
        assert (folder / f"COPYING-GPL-{version}.txt").read_text(encoding="utf-8").lstrip().startswith("GNU GENERAL PUBLIC LICENSE")


def test_without_an_engine_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "hunspell", None)
    with pytest.raises(NoEngineError):
        load()
