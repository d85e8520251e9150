"""How hard the texts are to read, measured; the limits stand in `tests/readability/measure.py`, the sheet in docs/lesbarkeit.md."""

from __future__ import annotations

from collections import Counter

import pytest

from ala_wizard.content.loader import content
from tests.readability import measure
from tests.readability.measure import FLOOR, KINDS, LONGEST, MIDDLE, Text, amstad, offenders, officialese, syllables, table, texts, tokens
from tests.readability.run import HEAD


@pytest.fixture(scope="module")
def found() -> list[Text]:
    return texts()


def test_every_text_of_the_program_can_be_read_with_ease(found: list[Text]) -> None:
    """No sentence too long, no text too hard, no officialese; what is wrong is named with file and place."""
    problems = offenders(found)
    assert problems == [], "\n" + "\n".join(problems)


def test_every_kind_of_text_was_measured(found: list[Text]) -> None:
    """Nothing is left out: each kind occurs, every help and every building block is among the texts."""
    assert {text.kind for text in found} == set(KINDS)
    assert sum(row.sentences for row in table(found)) > 3500
    measured = Counter(text.words for text in found)
    for question in content().questions.values():
        assert all(measured[words] for words in (question.help, question.hint) if words), question.id
    assert all(measured[block.text] for blocks in content().bausteine.values() for block in blocks)


def test_the_sheet_names_every_kind(found: list[Text]) -> None:
    """docs/lesbarkeit.md was written by the measuring script as it is now."""
    sheet = (measure.ROOT / "docs" / "lesbarkeit.md").read_text(encoding="utf-8")
    assert sheet.startswith(HEAD)
    assert all(f"| {row.name} | " in sheet for row in table(found))


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("Hof", 1),
        ("Baum", 1),
        ("Bäume", 2),
        ("Eier", 2),
        ("Tiere", 2),
        ("Quelle", 2),
        ("Arbeit", 2),
        ("Feuerwehr", 3),
        ("Mitarbeiterin", 5),
        ("Übergang", 3),
        ("Nation", 3),
        ("See", 1),
        ("Boot", 1),
        ("Typ", 1),
        ("bewirtschaften", 4),
        ("Zuverlässigkeit", 5),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, spoken: int) -> None:
    """Counted by hand."""
    assert syllables(word) == spoken


@pytest.mark.parametrize("word", ["Leistungsbeschreibung", "Tagessätze", "Berufsgenossenschaft", "SGB", "1.234,56", "2026", "{plaetze}"])
def test_what_nobody_can_choose_counts_two_syllables(word: str) -> None:
    """Technical words, abbreviations, figures and placeholders are no choice of the writer."""
    assert syllables(word) == 2


def test_technical_words_can_be_counted_in_full() -> None:
    """So that the sheet can show what the exemption does."""
    assert syllables("Leistungsbeschreibung", spare=False) == 5
    assert amstad(("Der Tagessatz gilt.",), spare=False) == pytest.approx(180 - 3 - 58.5 * 5 / 3)


def test_a_long_word_of_ones_own_counts_in_full() -> None:
    """The exemption is for words of the field only."""
    assert syllables("Unvollständigkeitsprüfung") == 7


def test_the_index_is_amstads() -> None:
    """Reckoned by hand: 180 − 8/2 words a sentence − 58.5 × 9/8 syllables a word."""
    assert amstad(("Der Hund bellt laut.", "Die Katze schläft fest.")) == pytest.approx(180 - 4 - 58.5 * 9 / 8)


def test_sentences_end_where_a_reader_pauses() -> None:
    """Full stops, questions, list items, and a colon before a whole sentence; not the point of „Abs.“ nor a number."""
    text = Text("help", "f", "p", "Drei Dinge: **Erstens** gilt § 58 Abs. 2. Kostet es 1.200 €?\n- ein Punkt\n1. noch einer: mit Zusatz")
    assert text.sentences == ("Drei Dinge:", "Erstens gilt § 58 Abs 2.", "Kostet es 1.200 €?", "ein Punkt", "noch einer: mit Zusatz")
    assert tokens(text.sentences[1]) == ["Erstens", "gilt", "58", "Abs", "2"]


def _text(words: str) -> Text:
    return Text("help", "parts/x.toml", "K1.help", words)


def test_an_offender_is_named_with_file_and_place() -> None:
    """A sentence of 19 words, a hard text and an office's phrase are all found."""
    long = "Der " + "Hof " * LONGEST + "ist da."
    (problem,) = offenders([_text(long)] + [_text("Der Hof ist da. Er ist alt.")] * 40)
    assert problem == f"parts/x.toml K1.help: {LONGEST + 3} Wörter: {long}"
    hard = "Organisatorische Umstrukturierungen erforderten zusätzliche administrative Anstrengungen. " * 4
    assert any(f"Index {amstad(_text(hard).sentences):.0f}" in line for line in offenders([_text(hard)]))
    assert amstad(_text(hard).sentences) < FLOOR < MIDDLE


@pytest.mark.parametrize(
    "words",
    [
        "Gemäß § 58 gilt das auch hier.",
        "Diesbezüglich fragen Sie nach.",
        "Die Prüfung erfolgt später.",
        "Die Prüfung wird durch die Behörde durchgeführt.",
        "Die Leistung wird von Fachkräften im Betrieb erbracht.",
        "Das dient der Sicherstellung der Betreuung.",
        "Nötig ist die Berücksichtigung der Besonderheit.",
        "Im Rahmen der Verhandlung klären Sie das.",
        "Sie können ggf. den Antrag ändern.",
    ],
)
def test_officialese_is_found(words: str) -> None:
    """What only an office says, passives that hide who acts, chains of nouns; each with the plain way."""
    assert officialese(words)
    assert all("besser:" in phrase for phrase in officialese(words))


@pytest.mark.parametrize(
    "words",
    [
        "Nach § 58 gilt das auch hier.",
        "Die Behörde prüft das später.",
        "Die Leistung kommt von Fachkräften.",
        "Der Rahmen der Tür ist grün.",
        "Der Erfolg zeigt sich im Herbst.",
        "Die Ordnung im Stall hilft allen.",
    ],
)
def test_plain_words_are_let_alone(words: str) -> None:
    """No false alarm on plain German."""
    assert officialese(words) == []


def test_the_lists_hold_no_word_twice() -> None:
    """Technical words are beginnings in small letters, each once."""
    words = measure._words()["technical"]
    assert words == sorted(set(words))
    assert all(word == word.lower() for word in words)
