"""Letters that turn the direction of writing: no case ever holds one, and names with one show a mark."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.content.texts import text
from ala_wizard.model import path as addresses
from ala_wizard.model.case import Case
from ala_wizard.model.direction import MARK, for_terminal, straight, visible

TURNING = [chr(code) for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
"""The property Bidi_Control of the Unicode Character Database, written down by hand."""


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [words for key, inner in value.items() for words in (key, *texts(inner))]
    if isinstance(value, list):
        return [words for inner in value for words in texts(inner)]
    return [value] if isinstance(value, str) else []


def test_the_letters_are_the_ones_that_unicode_says() -> None:
    bidi = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    every = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in bidi] + ["\u061c", "\u200e", "\u200f"]
    assert set(every) == set(TURNING)
    assert straight("".join(TURNING)) == ""
    assert visible("a\u202eb") == f"a{MARK}b"


@given(st.text())
def test_nothing_else_is_touched(words: str) -> None:
    assert straight(words) == "".join(letter for letter in words if letter not in TURNING)
    assert len(visible(words)) == len(words) and len(for_terminal(words)) == len(words)
    assert not set(for_terminal(words)) & {*TURNING, "\x1b", "\x07", "\x00", "\x9b", "\r"}


def test_no_case_holds_one_wherever_it_comes_from() -> None:
    """In values, keys, lists, rows and their IDs; row IDs and what names them stay the same."""
    evil = "x\u202ey"
    raw = {
        "case_id": evil,
        "farm": {"name": evil, "land": [{"id": evil, "use": evil}]},
        "answers": {"K1.1": evil, f"K{evil}": "a"},
        "bausteine": {"K1.1": [evil]},
        "coverage": {"K8.a": [evil]},
        "people": [{"id": evil, "name": evil}],
        "attachments": [{"id": "a", "title": evil, "evidence": [evil, "ok"]}],
        "checklist": {"C1.1": {"note": evil}},
        "unread": {f"people[{evil}].leitung": evil},
    }
    case = Case.model_validate(raw)
    assert not [words for words in texts(case.model_dump(mode="json")) if set(words) & set(TURNING)]
    assert case.people[0].id == case.coverage["K8.a"][0] == "xy"
    for address in ("farm.name", "answers[K1.1]", "people[xy].name", "unread[farm.name]"):
        assert addresses.get(addresses.replace(case, address, "A\u2067B"), address) == "AB"


@pytest.mark.parametrize("name", ["Rechnung\u202efdp.ala", "a\u2066b\u2069"])
def test_sentences_show_a_mark_for_it(name: str) -> None:
    said = text("datei.leer", name=name, folder="x")
    assert MARK in said and not set(said) & set(TURNING)
