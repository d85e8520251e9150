"""Which words of a text are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.spelling.words import words


def forms(text: str) -> list[str]:
    return [form for word in words(text) for form in word.forms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir arbeiten draußen.", ["Wir", "arbeiten", "draußen"]),
        ("Obst- und Gemüsebau", ["Obst-", "und", "Gemüsebau"]),
        ("Ackerbau und -pflege", ["Ackerbau", "und", "-pflege"]),
        ("Der KSV prüft nach SGB IX.", ["Der", "prüft", "nach"]),
        ("Sozialpädagog*innen und Mitarbeiter:in", ["Sozialpädagoginnen", "und", "Mitarbeiterin"]),
        ("BetreuerInnen", ["Betreuerinnen"]),
        ("Frühling/Sommer", ["Frühling", "Sommer"]),
        ("Ziel K3 mit P1 in 2027", ["Ziel", "mit", "in"]),
        ("post@hof-beispiel.de und www.hof.example", ["und"]),
        ("Die Datei case.json oder Hof.ala", ["Die", "Datei", "oder"]),
        ("Leistungs\u00adbeschreibung", ["Leistungsbeschreibung"]),
        ("fu\u0308r Pla\u0308tze", ["für", "Plätze"]),  # as some programs put umlauts on the clipboard
        ("Obst\u2011 und Hof\u2010Café", ["Obst-", "und", "Hof-Café"]),
        ("„Guten Tag“, sagt er", ["Guten", "Tag", "sagt", "er"]),
        ("", []),
    ],
)
def test_words_and_their_forms(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(st.text(max_size=300))
def test_every_word_stands_where_it_says(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert text[word.start : word.end] == word.text
        assert word.forms
        end = word.end
