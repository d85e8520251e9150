"""The personal part: only the passphrase or the recovery key opens it, each person alone, and changed bytes are never believed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyrage
import pytest

from ala_wizard.model.case import Case
from ala_wizard.model.people import Participant
from ala_wizard.model.personal import Personal, PersonData
from ala_wizard.store import age, casefile, personal
from ala_wizard.store.secret import SecretError

TODAY = date(2026, 3, 2)
WORDS = "vier kleine Worte mehr"
ANNA = PersonData(name="Marker Namexyz", contact="Kontaktxyz 1", guardian="Betreuxyz", support="Hilfexyz bei Wegen")


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing is cheap here, so that the tests are quick."""
    monkeypatch.setattr(age, "WORK", 4)


def made() -> tuple[Case, age.Identity]:
    part, identity = personal.create(WORDS, TODAY)
    part = personal.sealed(part, identity, "p1", ANNA)
    people = (Participant(id="p1", pseudonym="P1"), Participant(id="p2", pseudonym="P2"))
    return Case(case_id="c", participants=people, personal=part), identity


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(SecretError) as caught:
        yield
    assert caught.value.code == code


def test_the_passphrase_and_the_recovery_key_open_it() -> None:
    case, identity = made()
    for found in (personal.unlock(case.personal, WORDS), personal.recover(case.personal, identity.words.lower())):
        assert personal.opened(case.personal.people["p1"], found, "p1") == ANNA


def test_wrong_ones_are_told_apart() -> None:
    case, _ = made()
    with refused("passwort"):
        personal.unlock(case.personal, WORDS + "!")
    with refused("notschluessel"):
        personal.recover(case.personal, "AGE-SECRET-KEY-1UNSINN")
    with refused("fremder_schluessel"):
        personal.recover(case.personal, age.Identity.new().words)
    with refused("kurz"):
        personal.create("zu kurz", TODAY)
    with refused("beschaedigt"):
        personal.unlock(case.personal.model_copy(update={"key": case.personal.key[:-60]}), WORDS)


def test_a_new_passphrase_leaves_sheet_and_texts_as_they_are() -> None:
    case, identity = made()
    new = personal.renewed(case.personal, identity, "ganz andere Worte")
    assert new.people == case.personal.people
    assert personal.unlock(new, "ganz andere Worte").secret == identity.secret == personal.recover(new, identity.words).secret
    with refused("passwort"):
        personal.unlock(new, WORDS)


def test_nobody_can_slip_in_another_key() -> None:
    """Who changes the file can put a public half of his own there; then the part stays shut."""
    case, _ = made()
    with refused("beschaedigt"):
        personal.unlock(case.personal.model_copy(update={"recipient": age.Identity.new().recipient}), WORDS)


def test_a_text_in_anothers_place_and_every_changed_letter_are_noticed() -> None:
    case, identity = made()
    text = case.personal.people["p1"]
    with refused("beschaedigt"):
        personal.opened(text, identity, "p2")
    for place in range(0, len(text) - 1, 7):
        letter = "A" if text[place] != "A" else "B"
        if text[place] not in "\n=":
            with refused("beschaedigt"):
                personal.opened(text[:place] + letter + text[place + 1 :], identity, "p1")


def test_the_file_says_nothing_and_other_tools_open_it(tmp_path: Path) -> None:
    case, identity = made()
    file = tmp_path / "a.ala"
    casefile.save(case, file)
    plain = casefile.dump(case).decode()
    for word in (ANNA.name, "Namexyz", "Kontaktxyz", "Betreuxyz", "Hilfexyz", WORDS, identity.words):
        assert word not in plain and word.encode() not in file.read_bytes()
    found = casefile.load(file).case
    assert found == case
    key = pyrage.passphrase.decrypt(age.unarmored(found.personal.key), WORDS).decode()
    said = json.loads(pyrage.decrypt(age.unarmored(found.personal.people["p1"]), [pyrage.x25519.Identity.from_str(key)]))
    assert said["name"] == ANNA.name


def test_the_length_of_a_name_says_nothing() -> None:
    case, identity = made()
    short = personal.sealed(case.personal, identity, "p2", PersonData(name="A"))
    assert len(short.people["p2"]) == len(short.people["p1"])


def test_an_older_file_has_an_empty_part() -> None:
    case = casefile.parse(b'{"schema_version": 1, "participants": [{"id": "p1", "pseudonym": "P1"}]}', Path("a"))
    assert case.personal == Personal() and not case.personal.exists


def test_who_is_deleted_is_gone_without_the_passphrase() -> None:
    case, _ = made()
    left = personal.without(case, frozenset({"p1"}))
    assert [entry.id for entry in left.participants] == ["p2"] and not left.personal.people and left.personal.exists
    row_gone = case.model_copy(update={"participants": case.participants[1:]})
    assert personal.pruned(row_gone) == left
    assert personal.pruned(case) is case
    assert not personal.without_people(case).personal.exists


def test_who_says_nothing_is_not_kept() -> None:
    case, identity = made()
    assert personal.sealed(case.personal, identity, "p1", PersonData(name="  ")).people == {}


def test_there_is_no_field_for_a_diagnosis() -> None:
    assert set(PersonData.model_fields) == {"name", "contact", "guardian", "support"}


def test_the_reader_in_the_docs_reads_a_case(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "sicherheit.md").read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    case, _ = made()
    casefile.save(case, tmp_path / "a.ala")
    (tmp_path / "lesen.py").write_text(code, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, str(tmp_path / "lesen.py"), str(tmp_path / "a.ala"), WORDS],
        capture_output=True, check=True, text=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert told.stdout.split("\n")[0] == ANNA.name
