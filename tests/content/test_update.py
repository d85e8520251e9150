"""Update files: what is taken, what is refused, and that each refusal is a German sentence."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.content.loader import load
from ala_wizard.content.parameters import in_force
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Parameter
from ala_wizard.content.update import LIMIT, UpdateError, apply, merge, plan, read
from tests.content.update_files import entry, file, known, parameter, percent, satz

DOCS = Path(__file__).resolve().parents[2] / "docs" / "werte-aktualisieren.md"


def problems(raw: bytes, parameters: dict[str, Parameter] | None = None) -> tuple[str, ...]:
    """Why a file is refused; empty when it is taken."""
    try:
        plan(read(raw), known() if parameters is None else parameters)
    except UpdateError as error:
        return error.problems
    return ()


def value(parameters: dict[str, Parameter], name: str, day: date) -> Decimal | None:
    found = in_force(parameters[name], day)
    return found.value if found else None


# --- what is taken ----------------------------------------------------------------------------------------------------


def test_a_new_value_holds_from_its_day_and_the_old_one_before() -> None:
    update = read(satz(percent()))
    (change,) = plan(update, known())
    assert (change.kind, change.new.value) == ("neu", Decimal("3.9"))
    assert change.old is not None and change.old.value == Decimal("3.6")
    after = apply(update, known())
    assert value(after, "satz", date(2026, 12, 31)) == Decimal("3.6")
    assert value(after, "satz", date(2027, 1, 1)) == Decimal("3.9")
    assert after["groesse"] == known()["groesse"]


def test_a_yearly_value_fills_its_gap() -> None:
    raw = file(
        parameter(
            entry(value="4000", valid_from="2027-01-01", unit='"€"'), name='"groesse"', label='"Größe"', law='"§ Größe"', annual="true"
        )
    )
    (change,) = plan(read(raw), known())
    assert change.old is None
    assert value(known(), "groesse", date(2027, 6, 1)) is None
    assert value(apply(read(raw), known()), "groesse", date(2027, 6, 1)) == 4000


def test_a_later_checked_value_corrects_a_known_one() -> None:
    update = read(satz(percent(value="3.7", valid_from="2025-01-01")))
    (change,) = plan(update, known())
    assert change.kind == "geaendert"
    after = apply(update, known())
    assert value(after, "satz", date(2026, 1, 1)) == Decimal("3.7")
    assert len(after["satz"].values) == 2


def test_what_is_known_already_changes_nothing() -> None:
    raw = satz(percent(value="3.6", valid_from="2025-01-01", checked_on="2026-08-19"))
    assert [change.kind for change in plan(read(raw), known())] == ["gleich"]
    assert apply(read(raw), known()) == known()


def test_a_value_may_end_in_the_future() -> None:
    update = read(satz(percent(value=None, ended="true")))
    after = in_force(apply(update, known())["satz"], date(2028, 1, 1))
    assert after is not None and after.ended


def test_planning_and_applying_leave_the_known_values_alone() -> None:
    before = known()
    apply(read(satz(percent())), before)
    assert before == known()


# --- what is refused --------------------------------------------------------------------------------------------------

REFUSED: list[tuple[str, bytes, str]] = [
    ("too large", b"#" * (LIMIT + 1), "zu groß"),
    ("no text", b"\xff\xfe\x00", "nicht lesen"),
    ("no TOML", b"das ist ein Brief", "nicht lesen"),
    ("deeply nested", b"a = " + b"[" * 20000, "nicht lesen"),
    ("another format", file(format="2"), "Fassung „2“"),
    ("format is a word", file(format='"1"'), "Fassung „1“"),
    ("no format", file(format=None), "Angabe „format“ fehlt"),
    ("no title", file(title=None), "Angabe „title“ fehlt"),
    ("a title of two lines", file(title='"a\\nb"'), "Angabe „title“ passt nicht"),
    ("no day of issue", file(issued=None), "Angabe „issued“ fehlt"),
    ("no origin", file(source=None), "Angabe „source“ fehlt"),
    ("foreign head", file(author='"x"'), "Angabe „author“ gehört nicht"),
    ("no values", file("", parameter="[]"), "Angabe „parameter“ passt nicht"),
    ("foreign entry key", satz(percent(remark='"x"')), "Wert Nr. 1 (satz), Eintrag 1: Die Angabe „remark“ gehört nicht"),
    *(
        (f"no {key}", satz(percent(**{key: None})), f"Eintrag 1: Die Angabe „{key}“ fehlt")
        for key in ("verified", "verified_how", "checked_on", "source", "unit", "valid_from")
    ),
    ("empty verification", satz(percent(verified_how='""')), "Angabe „verified_how“ passt nicht"),
    ("unknown verification", satz(percent(verified='"X"')), "Angabe „verified“ passt nicht"),
    ("general knowledge", satz(percent(verified='"G"')), "an keiner Quelle geprüft"),
    ("no value and no end", satz(percent(value=None)), "einen Wert oder ein Ende"),
    ("value and end", satz(percent(ended="true")), "einen Wert oder ein Ende"),
    ("not a number", satz(percent(value="nan")), "Angabe „value“ passt nicht"),
    ("a truth", satz(percent(value="true")), "Angabe „value“ passt nicht"),
    ("below zero", satz(percent(value="-1")), "Die Zahl passt nicht"),
    ("far too large", satz(percent(value="1e300")), "Die Zahl passt nicht"),
    ("far too fine", satz(percent(value="1e-30")), "Die Zahl passt nicht"),
    ("days that fall", satz(percent(), percent(valid_from="2026-05-01")), "müssen aufsteigen"),
    ("a day twice", satz(percent(), percent(value="4.0")), "müssen aufsteigen"),
    ("checked after issue", satz(percent(checked_on="2026-12-16")), "Geprüft am 16.12.2026, die Datei ist aber vom 15.12.2026"),
    ("a far year", satz(percent(valid_from="2062-01-01")), "Jahr liegt zu weit weg"),
    ("a number for a day", satz(percent(valid_from="0")), "Jahr liegt zu weit weg"),
    ("control signs", satz(percent(note='"a\\u0007b"')), "Steuerzeichen"),
    ("an endless note", satz(percent(note=f'"{"a" * 501}"')), "mehr als 500 Zeichen"),
    ("one name twice", file(*(parameter(percent(), name='"satz"', label='"Satz"', law='"§ Satz"') for _ in range(2))), "mehr als einmal"),
    ("unknown name", file(parameter(name='"mondsteuer"')), "Den Wert „mondsteuer“ kennt das Programm nicht"),
    ("another label", file(parameter(percent(), name='"satz"', label='"Andere"', law='"§ Satz"')), "Angabe „label“ ist anders"),
    ("another law", file(parameter(percent(), name='"satz"', label='"Satz"', law='"§ 1"')), "Angabe „law“ ist anders"),
    (
        "another rhythm",
        file(parameter(percent(), name='"satz"', label='"Satz"', law='"§ Satz"', annual="true")),
        "Angabe „annual“ ist anders",
    ),
    ("another unit", satz(percent(unit='"Promille"')), "Die Einheit ist „Promille“, im Programm „%“"),
    (
        "older than known",
        satz(percent(valid_from="2025-01-01", checked_on="2026-08-18")),
        "Stand, der später geprüft ist, am 19.08.2026",
    ),
    (
        "contradicts on the same day",
        satz(percent(valid_from="2025-01-01", checked_on="2026-08-19")),
        "Die Datei nennt 3,9, das Programm 3,6",
    ),
    ("before all that is known", satz(percent(valid_from="2019-01-01")), "Dort beginnt er am 01.01.2020"),
    ("ends a known value", satz(percent(valid_from="2025-01-01", value=None, ended="true")), "keinen bekannten Wert beenden"),
    ("ends between known values", satz(percent(valid_from="2023-01-01", value=None, ended="true")), "keinen bekannten Wert beenden"),
    (
        "after the end",
        file(parameter(percent(unit='"€"'), name='"alt"', label='"Alt"', law='"§ Alt"')),
        "seit 01.01.2024 nicht mehr",
    ),
]


@pytest.mark.parametrize(("raw", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused_with_a_sentence(raw: bytes, said: str) -> None:
    found = problems(raw)
    assert any(said in sentence for sentence in found), found
    for sentence in found:
        assert sentence.endswith(".") and len(sentence) < 300, sentence
        assert not re.search(r"\{|!|Fehler|ungültig|\bInput\b|\bshould\b|\bfield\b", sentence), sentence


def test_all_problems_are_told_at_once() -> None:
    raw = file(
        parameter(name='"mondsteuer"'),
        parameter(percent(unit='"Promille"'), percent(valid_from="2019-01-01"), name='"satz"', label='"Satz"', law='"§ Satz"'),
    )
    found = problems(raw)
    assert found == ("Wert Nr. 2 (satz): Die Tage müssen aufsteigen, jeder nur einmal.",)
    raw = file(
        parameter(name='"mondsteuer"'),
        parameter(percent(valid_from="2019-01-01"), percent(unit='"Promille"'), name='"satz"', label='"Satz"', law='"§ Satz"'),
    )
    assert len(problems(raw)) == 3


def test_the_refusal_of_one_entry_refuses_the_whole_file() -> None:
    with pytest.raises(UpdateError):
        apply(read(satz(percent(valid_from="2025-01-01", checked_on="2026-08-01"), percent())), known())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    try:
        read(raw)
    except UpdateError as error:
        assert error.problems


@given(st.binary(max_size=40), st.integers(0, 400))
def test_a_damaged_file_is_read_or_refused(damage: bytes, at: int) -> None:
    whole = satz(percent())
    try:
        plan(read(whole[:at] + damage + whole[at + len(damage) :]), known())
    except UpdateError as error:
        assert error.problems


# --- several files ----------------------------------------------------------------------------------------------------


def test_files_are_laid_in_the_order_of_their_issue() -> None:
    early = file(parameter(percent(), name='"satz"', label='"Satz"', law='"§ Satz"'), issued="2026-12-15", title='"Erste"')
    late = file(
        parameter(percent(value="4.1", checked_on="2027-01-05"), name='"satz"', label='"Satz"', law='"§ Satz"'),
        issued="2027-01-10",
        title='"Zweite"',
    )
    for order in ([("a", early), ("b", late)], [("a", late), ("b", early)]):
        merged = merge(order, known())
        assert value(merged.parameters, "satz", date(2027, 3, 1)) == Decimal("4.1")
        assert merged.origin == {("satz", date(2027, 1, 1)): "Zweite"}
        assert not merged.refused


def test_a_broken_file_is_left_out_and_the_others_hold() -> None:
    merged = merge([("kaputt", b"\x00"), ("weg", None), ("gut", satz(percent())), ("fremd", file(parameter(name='"mondsteuer"')))], known())
    assert value(merged.parameters, "satz", date(2027, 1, 1)) == Decimal("3.9")
    assert set(merged.refused) == {"kaputt", "weg", "fremd"}
    assert all(reasons and reasons[0].endswith(".") for reasons in merged.refused.values())


def test_an_entry_that_the_program_knows_better_by_now_is_passed_over() -> None:
    """A newer version of the program ships the value itself, checked later: the old file does no harm and is not broken."""
    newer = apply(read(satz(percent(value="3.8", checked_on="2026-12-14"))), known())
    merged = merge([("alt", satz(percent()))], newer)
    assert value(merged.parameters, "satz", date(2027, 1, 1)) == Decimal("3.8")
    assert not merged.refused


def test_no_files_leave_the_values_as_they_are() -> None:
    assert merge([], known()).parameters == known()


# --- the documented example -------------------------------------------------------------------------------------------


def test_the_example_in_the_docs_fits_the_program() -> None:
    """The example shows a Bezugsgröße for 2027, which the program does not know (Rechtswerte, „Grenze“)."""
    (example,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    shipped = load(resources()).parameters
    (change,) = plan(read(example.encode()), shipped)
    assert (change.name, change.kind, change.old) == ("bezugsgroesse_west", "neu", None)
    assert value(apply(read(example.encode()), shipped), "bezugsgroesse_west", date(2027, 7, 1)) == 4000


def test_every_shipped_value_is_something_that_a_file_may_hold() -> None:
    """What `resources/` says passes the same limits: no file that copies it is refused for its form."""
    for parameter_ in load(resources()).parameters.values():
        for dated in parameter_.values:
            if dated.value is not None:
                assert 0 <= dated.value < 10**9
            assert dated.unit == parameter_.values[-1].unit
            assert max(len(words) for words in (dated.source, dated.verified_how, dated.note)) <= 500
