"""Who is deleted is gone from every copy on this computer: recovery copies, earlier states, journals; others and other cases stay."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from ala_wizard.model.case import Case
from ala_wizard.model.people import Participant
from ala_wizard.model.personal import PersonData
from ala_wizard.store import age, casefile, generations, journal, lock, personal, process, recovery
from ala_wizard.store.folders import user_data
from ala_wizard.store.wipe import wipe

NOON = datetime(2026, 3, 2, 12)
GONE, STAYS = "zeilegeht", "zeilebleibt"


def two(case_id: str = "a") -> Case:
    part, identity = personal.create("vier kleine Worte", NOON.date())
    for row in (GONE, STAYS):
        part = personal.sealed(part, identity, row, PersonData(name="Jemand"))
    people = tuple(Participant(id=row, pseudonym=f"Kürzel {row}", origin=f"von {row}") for row in (GONE, STAYS))
    return Case(case_id=case_id, participants=people, personal=part, unread={f"participants[{GONE}].hours_week": "zwei"})


def held(word: str) -> list[Path]:
    """Files that hold a word, packed or not."""
    found = []
    for path in sorted(user_data().rglob("*")):
        if path.is_file():
            raw = casefile.dump(casefile.load(path).case) if path.suffix == ".ala" else path.read_bytes()
            found += [path] if word.encode() in raw else []
    return found


def test_every_copy_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "WORK", 4)
    for case_id in ("a", "fremd"):
        case, file = two(case_id), tmp_path / f"{case_id}.ala"
        casefile.save(case, file)
        recovery.keep(case, file)
        draft = user_data() / "antraege" / f"antrag-{case_id}.ala"  # saved elsewhere later
        draft.parent.mkdir(exist_ok=True)
        casefile.save(case, draft)
        generations.add(case, file, NOON)
        generations.keep_original(file, case_id, 1)
        for name, over in ((f"{case_id}1", True), (f"{case_id}2", False)):
            diary = journal.Journal(case_id, tmp_path / name, "", lambda: NOON)
            diary.note(case)
            diary.note(case.model_copy(update={"example": True}))
            if over:
                diary.over()
    before = held(GONE)
    assert len(before) == 12
    wipe(personal.without(two(), frozenset({GONE})), frozenset({GONE}))
    left = held(GONE)
    assert len(left) == 6 and set(left) < set(before)
    assert len(held(STAYS)) == 11  # the journal that was over went whole
    waiting = [journal.read(path) for path in journal.found()]
    assert sorted(found.case_id for found in waiting) == ["a", "fremd"]
    own = next(found for found in waiting if found.case_id == "a")
    assert own.case.example and [row.id for row in own.case.participants] == [STAYS] and own.case.unread == {}


def test_what_another_program_has_open_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would write on behind a journal that is another one by then."""
    monkeypatch.setattr(age, "WORK", 4)
    alive = process.Identity("Grete", process.me().host, os.getppid(), "", "fremd")
    draft = user_data() / "antraege" / "antrag-1.ala"
    draft.parent.mkdir(parents=True)
    casefile.save(two(), draft)
    with monkeypatch.context() as patch:
        patch.setattr(process, "me", lambda: alive)
        journal.Journal("a", tmp_path / "a.ala", "", lambda: NOON).note(two())
        lock.acquire(draft, NOON)
    before = [path.read_bytes() for path in held(GONE)]
    assert len(before) == 2
    wipe(personal.without(two(), frozenset({GONE})), frozenset({GONE}))
    assert [path.read_bytes() for path in held(GONE)] == before


def test_nothing_there_is_fine() -> None:
    wipe(Case(case_id="a"), frozenset({GONE}))


def test_damaged_copies_stay_and_do_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(age, "WORK", 4)
    broken = generations.folder("a") / "fassung-1-x.ala"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"PK\x03\x04kaputt")
    kept = recovery.keep(two(), tmp_path / "a.ala")
    wipe(two(), frozenset({GONE}))
    assert broken.read_bytes() == b"PK\x03\x04kaputt"
    assert [row.id for row in casefile.load(kept).case.participants] == [STAYS]
