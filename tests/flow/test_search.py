"""Searching: folding, matching and ranking as properties; what is found in the program and in a case."""

from __future__ import annotations

import string
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ala_wizard import core
from ala_wizard.checks.facts import showing
from ala_wizard.content.loader import content
from ala_wizard.content.reference import reference
from ala_wizard.content.samples import sample
from ala_wizard.flow.search import Found, Index, Item, excerpt, finds, fold, one_slip, plain, tokens
from ala_wizard.flow.searchable import of_case, of_program
from ala_wizard.model import path
from ala_wizard.model.case import Case, ChecklistState

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"
german = st.text(LETTERS + LETTERS.upper().replace("SS", ""), min_size=1, max_size=14)
long_word = st.text(string.ascii_lowercase, min_size=5, max_size=14)


def index(*titles: str) -> Index:
    return Index(Item("fragen", title, f"geh:{title}|") for title in titles)


def titles(found: list[Found]) -> list[str]:
    return [entry.item.title for entry in found]


# -- folding -------------------------------------------------------------------


def test_umlauts_capitals_and_accents_fold() -> None:
    assert fold("Größe, Öl & Café") == "groesse, oel & cafe"
    assert fold("Arbeits\u00adergebnis") == "arbeitsergebnis"
    assert fold("U\u0308bung") == "uebung", "a letter with its dots apart"


@given(german)
def test_folding_knows_no_capitals_and_folds_once(word: str) -> None:
    assert fold(word.upper()) == fold(word.lower()) == fold(word)
    assert fold(fold(word)) == fold(word)


@given(german)
def test_typed_without_umlauts_finds_the_word(word: str) -> None:
    typed = word.lower()
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        typed = typed.replace(letter, pair)
    assert titles(index(word).find(typed)) == [word]


# -- matching ------------------------------------------------------------------


@given(german, st.data())
def test_every_beginning_and_every_piece_is_found(word: str, data: st.DataObject) -> None:
    meant = tokens(word)[0]
    start = data.draw(st.integers(0, len(meant) - 1))
    end = data.draw(st.integers(start + 1, len(meant)))
    piece = meant[start:end]
    assume(start == 0 or len(piece) > 1)
    assert titles(index(word).find(piece)) == [word]


@given(long_word, st.data())
def test_one_slip_of_the_finger_is_forgiven(word: str, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(("wrong", "missing", "more", "exchanged")))
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    typed = {
        "wrong": word[:at] + letter + word[at + 1 :],
        "missing": word[:at] + word[at + 1 :],
        "more": word[:at] + letter + word[at:],
        "exchanged": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[kind]
    assume(len(typed) >= 5)
    assert one_slip(typed, word)
    assert one_slip(word, typed)
    assert titles(index(word, "ganz anders").find(typed))[:1] == [word]


def reckoned_distance(a: str, b: str) -> int:
    """Damerau-Levenshtein (adjacent exchanges), reckoned the slow way."""
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        rows[i][0] = i
    for j in range(len(b) + 1):
        rows[0][j] = j
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_slip_is_a_distance_of_one(a: str, b: str) -> None:
    assert one_slip(a, b) == (reckoned_distance(a, b) <= 1)


def test_short_words_and_figures_forgive_nothing() -> None:
    assert index("Hof").find("Huf") == []
    assert titles(index("§ 158 SGB", "§ 58 SGB").find("58")) == ["§ 58 SGB"]
    assert titles(index("§ 158 SGB", "§ 58 SGB").find("§58 sgb")) == ["§ 58 SGB"]


def test_a_slip_while_still_typing_is_forgiven() -> None:
    assert titles(index("Arbeitsergebnis").find("arbeitsegeb")) == ["Arbeitsergebnis"]


def test_all_words_must_be_found_in_any_order_and_field() -> None:
    both = Index([Item("fragen", "Räume", "a", "Stall und Küche"), Item("fragen", "Küche", "b", "Herd")])
    assert titles(both.find("küche räume")) == ["Räume"]
    assert both.find("küche keller") == []


def test_exact_before_beginning_before_inside_before_slip_and_titles_first() -> None:
    many = Index(
        [
            Item("fragen", "Der Lohm", "slip"),
            Item("fragen", "Arbeitslohn", "inside"),
            Item("fragen", "Lohnkosten", "beginning"),
            Item("fragen", "Der Lohn", "whole"),
            Item("fragen", "Entgelt", "text", "Das ist der Lohn."),
        ]
    )
    assert [found.target for found in many.find("lohn")] == ["whole", "beginning", "inside", "text"]
    slips = index("Stunden im Plan", "Stunten im Plan")
    assert titles(slips.find("stunden")) == ["Stunden im Plan", "Stunten im Plan"]


def test_nothing_typed_finds_nothing() -> None:
    assert index("Hof").find("") == index("Hof").find(" § – ") == []


# -- marks and excerpts ----------------------------------------------------------


def test_marks_lie_on_the_letters_of_the_original() -> None:
    words = "Größe der Straße"
    assert [words[a:b] for a, b in finds("groe", words)] == ["Grö"]
    assert [words[a:b] for a, b in finds("strasse", words)] == ["Straße"]
    assert [words[a:b] for a, b in finds("rasse", words)] == ["raße"]
    assert [words[a:b] for a, b in finds("groesze", words)] == ["Größe"], "a slip marks the whole word"


@given(st.lists(german, min_size=1, max_size=8), st.data())
def test_a_find_is_always_marked_inside_the_text_and_in_its_excerpt(words: list[str], data: st.DataObject) -> None:
    whole = " ".join(words)
    word = data.draw(st.sampled_from(words))
    marks = finds(word, whole)
    assert marks
    assert all(0 <= start < end <= len(whole) for start, end in marks)
    assert all(a[1] <= b[0] for a, b in pairwise(marks))
    piece = excerpt(word, " ".join(["Anfang"] * 30) + " " + whole + " " + " ".join(["Ende"] * 30))
    assert finds(word, piece)
    assert len(piece) < 140


def test_an_excerpt_is_cut_at_blanks() -> None:
    words = "Auf dem Hof gibt es viel zu tun, und im Herbst kommt die Presse für den Saft, dann ist Erntezeit " * 3
    piece = excerpt("presse", words)
    assert piece.endswith(" …")
    assert set(piece.strip("… ").split()) <= set(plain(words).split())
    assert excerpt("fehlt", words) == ""


# -- what is found ---------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> Index:
    return Index(of_program(content(), reference()))


def of(case: Case) -> Index:
    results = core.reckon(case, content(), date(2026, 3, 2))
    return Index(of_case(case, content(), core.findings(case, content(), results, date(2026, 3, 2), None)))


def test_every_page_question_field_table_item_word_and_law_is_found_by_its_own_name(program: Index) -> None:
    expected = {f"geh:{part.step}|": part.title for part in content().parts}
    for part in content().parts:
        for question in part.questions:
            expected[f"geh:{part.step}|{question.id}"] = question.ask
            expected |= {f"geh:{part.step}|{field.target}": field.label for field in question.fields}
            expected |= {f"geh:{part.step}|{table.target}": table.title for table in question.tables}
    expected |= {f"lies:{article.key}": article.title for article in reference().articles.values()}
    for target, title in expected.items():
        assert target in {found.target for found in program.find(title)}, title
    items = {item.id: item.text for item in content().items.values()}
    for name, words in items.items():
        assert any(found.target.endswith(f"|{name}") for found in program.find(words)), name


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("gfab", "lies:wort:gfab"),
        ("erweitertes fuehrungszeugniss", "lies:wort:fuehrungszeugnis"),
        ("§ 58 SGB IX", "lies:recht:SGB IX:58"),
        ("37a", "lies:recht:SGB IX:37a"),
        ("k3.1", "geh:k03|K3.1"),
        ("ksv brille", "geh:pruefung|"),
        ("bestellte fläche", ""),
    ],
)
def test_what_people_type(program: Index, typed: str, target: str) -> None:
    found = [entry.target for entry in program.find(typed)]
    assert found[0] == target if target else found == []


def test_answers_values_cells_notes_and_findings_of_the_case_are_found() -> None:
    case = sample("hof-sonnenwiese")
    case = path.replace(case, "checklist[C1.3]", ChecklistState(state="offen", note="Mit dem Bauamt Quarzstein reden"))
    found = of(case)
    person = case.people[0]
    assert any(entry.target == f"geh:k08|people[{person.id}].name" for entry in found.find(person.name))
    assert [entry.target for entry in found.find("quarzstein")] == ["geh:checklisten|C1.3"]
    answer = case.answers["K1.1"]
    rare = max(tokens(answer), key=len)
    assert "geh:k01|answers[K1.1]" in {entry.target for entry in found.find(rare)}
    assert "geh:betrieb|farm.name" in {entry.target for entry in found.find(case.farm.name)}
    start = case.period.start
    assert start is not None
    assert "geh:orientierung|period.start" in {entry.target for entry in found.find(f"{start:%d.%m.%Y}")}


def test_an_answer_is_searched_as_it_is_read() -> None:
    case = path.replace(sample("hof-sonnenwiese"), "answers[K1.1]", "Wir sind **Dach**decker auf dem {betrieb.name}.\n- Punkt \\* eins")
    results = core.reckon(case, content(), date(2026, 3, 2))
    found = Index(of_case(case, content(), (), showing(case, results, content())))
    answer = next(entry for entry in found.find("dachdecker") if entry.target.endswith("answers[K1.1]"))
    assert answer.item.text == f"Wir sind Dachdecker auf dem {case.farm.name}.\n- Punkt * eins"


def test_the_cell_with_the_find_is_the_target() -> None:
    case = sample("hof-sonnenwiese")
    row = case.rooms[0]
    case = path.replace(case, f"rooms[{row.id}].use", "Sortieren von Walnussschalen")
    assert [entry.target for entry in of(case).find("walnussschalen")] == [f"geh:k07|rooms[{row.id}].use"]


def test_what_could_not_be_read_is_found_as_typed() -> None:
    case = path.replace(sample("leer"), "unread[offer.places_target]", "etwa achtundzwanzig")
    assert "geh:k03|offer.places_target" in {entry.target for entry in of(case).find("achtundzwanzig")}


def test_an_empty_case_has_no_answers() -> None:
    assert [item for item in of(Case()).items if item.group == "antworten"] == []
