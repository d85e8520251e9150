"""Rich text in light marks: reading and writing lose nothing, and plain text never becomes a mark by accident."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.model.richtext import CHIP, Line, Run, escape, facts_in, numbers, parse, plain, store, unedited

TRICKY = st.text(alphabet=st.sampled_from("ab *-1.3\\{}\n\r\t•ä€🐑\ud83d\u2028_x"), max_size=40)
ANY = st.one_of(st.text(max_size=60), TRICKY)
LETTERS = st.one_of(st.text(max_size=12), TRICKY).map(lambda words: re.sub(r"[\r\n]", "", words)).filter(bool)


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, ...]:
    """Lines as `parse` gives them: neighbours differ in look, none is empty."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        runs: list[Run] = []
        for _ in range(draw(st.integers(0, 4))):
            bold = draw(st.booleans())
            if draw(st.booleans()):
                runs.append(Run(bold=bold, fact=draw(st.sampled_from(("plaetze", "betrieb.name", "a1.b_2")))))
            elif not runs or runs[-1].fact or runs[-1].bold != bold:
                runs.append(Run(draw(LETTERS), bold))
        marker: Any = draw(st.sampled_from(("", "-", "1.")))
        found.append(Line(tuple(runs), marker, draw(st.integers(0, 2)) if marker else 0))
    return tuple(found)


@given(lines())
def test_what_is_stored_is_read_back(written: tuple[Line, ...]) -> None:
    assert parse(store(written)) == written


@given(ANY)
def test_any_text_can_be_read_and_settles_at_once(text: str) -> None:
    once = store(parse(text))
    assert parse(once) == parse(text)
    assert store(parse(once)) == once


@given(ANY)
def test_plain_text_stays_plain_text(text: str) -> None:
    stored = escape(text)
    assert plain(stored) == re.sub("\r\n|\r", "\n", text)
    assert facts_in(stored) == ()
    assert not any(run.bold for line in parse(stored) for run in line.runs)
    assert not any(line.marker for line in parse(stored))


@given(ANY)
def test_no_letter_is_lost_in_reading(text: str) -> None:
    """Only marks may go: backslashes, pairs of stars, and the blanks that indent an item."""
    kept = "".join(line.marker + "".join(run.text + (f"{{{run.fact}}}" if run.fact else "") for run in line.runs) for line in parse(text))
    marks = re.compile(r"[\\*\s]")
    assert marks.sub("", kept) == marks.sub("", text)


def test_the_marks_of_the_format() -> None:
    assert parse("Wir bieten **{plaetze}** an.\n- eins\n  1. **zwei** drei\n\n    - tief\n        - zu tief") == (
        Line((Run("Wir bieten "), Run(bold=True, fact="plaetze"), Run(" an."))),
        Line((Run("eins"),), "-"),
        Line((Run("zwei", True), Run(" drei")), "1.", 1),
        Line(),
        Line((Run("tief"),), "-", 2),
        Line((Run("zu tief"),), "-", 2),
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3. Oktober", "3\\. Oktober"),
        ("1. Mai", "1\\. Mai"),
        ("  - eingerückt", "  \\- eingerückt"),
        ("- Strich", "\\- Strich"),
        ("-5 Grad", "-5 Grad"),
        ("2 * 3 ** 4", "2 \\* 3 \\*\\* 4"),
        ("{plaetze} und {", "\\{plaetze} und \\{"),
        ("C:\\Hof", "C:\\\\Hof"),
        ("12.5 und 12. ", "12.5 und 12. "),
        ("12.", "12\\."),
    ],
)
def test_typed_signs_are_no_marks(typed: str, stored: str) -> None:
    assert escape(typed) == stored
    assert parse(stored) == (Line((Run(typed),)),)


def test_slips_in_a_file_written_by_hand_stay_letters() -> None:
    assert parse("halb ** fett") == (Line((Run("halb ** fett"),)),)
    assert parse("**a** und **b") == (Line((Run("a", True), Run(" und **b"))),)
    assert parse("{Plätze} {} {a..b} \\x") == (Line((Run("{Plätze} {} {a..b} \\x"),)),)
    assert parse("2. Punkt\n-ohne Blank\n\t- Tab") == (
        Line((Run("2. Punkt"),)),
        Line((Run("-ohne Blank"),)),
        Line((Run("\t- Tab"),)),
    )


def test_an_empty_text_is_one_empty_line_and_blank_lines_stay() -> None:
    assert parse("") == (Line(),)
    assert store(parse("a\n\n\nb\n")) == "a\n\n\nb\n"


def test_plain_shows_facts_and_numbers() -> None:
    stored = "Wir haben {plaetze}.\n1. eins\n  - tiefer\n1. **zwei**\nText\n1. neu"
    assert plain(stored, {"plaetze": "8 Plätze"}.__getitem__) == "Wir haben 8 Plätze.\n1. eins\n  - tiefer\n2. zwei\nText\n1. neu"
    assert plain("{plaetze}") == "{plaetze}"


def test_numbers_go_on_below_deeper_levels_and_begin_anew_after_something_else() -> None:
    assert numbers(parse("1. a\n  1. b\n  1. c\n1. d\n  1. e\n- f\n1. g\n\n1. h")) == (1, 1, 2, 2, 1, 0, 1, 0, 1)


def test_facts_are_named_in_order() -> None:
    assert facts_in("{b} **{a.b}** \\{c} {b}") == ("b", "a.b", "b")


def test_a_flat_line_has_one_letter_per_fact() -> None:
    (line,) = parse("ab **{plaetze}** c")
    assert line.flat == f"ab {CHIP} c"


@pytest.mark.parametrize("wrong", [{"text": "a\nb"}, {"text": "a", "fact": "b"}, {"fact": "Plätze"}])
def test_a_run_that_cannot_be_stored_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="run"):
        Run(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("marker", "level"), [("", 1), ("-", 3), ("1.", -1)])
def test_a_level_that_no_list_has_is_refused(marker: Any, level: int) -> None:
    with pytest.raises(ValueError, match="level"):
        Line((), marker, level)


# --- building blocks that nobody touched -------------------------------------------------------

BLOCK = "Erster Absatz mit {plaetze}.\n\n- Punkt\n- **Punkt**"


def test_an_inserted_text_is_unedited_until_one_letter_changes() -> None:
    stored = f"Eigenes.\n{BLOCK}\nNoch etwas."
    assert unedited(stored, (BLOCK,)) == (range(1, 5),)
    for place in range(len("Eigenes.\n"), len("Eigenes.\n") + len(BLOCK)):
        if stored[place] != "\n":
            assert unedited(stored[:place] + "x" + stored[place:], (BLOCK,)) == ()
    assert unedited(stored, ()) == ()


def test_the_same_text_twice_is_found_twice() -> None:
    assert unedited("A b.\nA b.\nmitte\nA b.", ("A b.", "A b.")) == (range(1), range(1, 2), range(3, 4))


def test_the_longer_text_wins_and_the_spelling_of_marks_does_not_count() -> None:
    assert unedited("A.\nB.\nA.", ("A.", "A.\nB.")) == (range(2), range(2, 3))
    assert unedited("2 \\* 3", ("\n2 * 3\n\n",)) == (range(1),)
    assert unedited("\n \n", ("", " \n")) == ()


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    """200,000 letters without a single mark that closes: a reader that looks back would take minutes."""
    text = "**a {b \\" * 25_000
    assert store(parse(text))
