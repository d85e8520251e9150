"""Earlier states, lock, changes from outside, and what is offered at the start."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.store import casefile, disk, generations, journal, lock, process, recovery, rescue
from ala_wizard.store.errors import StoreError
from ala_wizard.store.guard import Guard
from tests.proofs.faults import named, prove_faults, store
from tests.store.cases import full
from tests.store.faults import at_every_step

NOON = datetime(2026, 3, 2, 12, 0)
GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "Höfe am See" / "Hof Süd.ala"
    found.parent.mkdir()
    casefile.save(named("alt"), found)
    return found


def guard(file: Path, case: Case | None = None, now: Callable[[], datetime] = lambda: NOON) -> Guard:
    return Guard(case or casefile.load(file).case, file, now, saved=file.exists())


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Do something as another running program."""

    def act(deed: Callable[[], Any], *, host: str = "laptop-2", pid: int | None = None) -> Any:
        mine = process.me()
        them = process.Identity("Grete", host or mine.host, pid or os.getpid(), mine.begun if pid is None else "", "anderes")
        with monkeypatch.context() as patch:
            patch.setattr(process, "me", lambda: them)
            return deed()

    return act


# --- earlier states ---------------------------------------------------------------------------------------------------


def test_states_grow_thin_with_age(tmp_path: Path) -> None:
    now = datetime(2026, 12, 31, 18, 0)
    every = [
        generations.Generation(number, at, "p", f"{number}", tmp_path)
        for number, at in enumerate(sorted(now - timedelta(minutes=10 * step) for step in range(6 * 24 * 400)), 1)
    ]
    gone = {entry.number for entry in generations.thinned(every, now)}
    left = [entry for entry in every if entry.number not in gone]
    ages = [now - entry.at for entry in left]
    assert left[-1] is every[-1]
    assert sum(age < timedelta(hours=4) for age in ages) == 24
    assert 38 <= sum(timedelta(hours=4) <= age < timedelta(hours=24) for age in ages) <= 41
    assert 13 <= sum(timedelta(days=1) <= age < timedelta(days=14) for age in ages) <= 15
    assert 6 <= sum(timedelta(days=14) <= age < timedelta(weeks=8) for age in ages) <= 9
    assert 10 <= sum(timedelta(weeks=8) <= age for age in ages) <= 13
    again = generations.thinned(left, now)
    assert again == ()


def test_a_clock_set_back_loses_no_state(file: Path) -> None:
    case = named("neu")
    assert generations.add(named("alt"), file, NOON) is not None
    assert generations.add(case, file, NOON - timedelta(days=4000)) is not None
    newest = generations.found("probe")[0]
    assert casefile.load(newest.path).case == case
    assert len(generations.found("probe")) == 2
    kept = guard(file, now=lambda: NOON - timedelta(days=9000))
    for name in "abc":
        kept.note(named(name))
        store(kept, named(name))
        assert casefile.load(file).case == named(name)
    kept.close(named("c"), clean=True)
    assert casefile.load(generations.found("probe")[0].path).case == named("c")


def test_the_same_state_is_kept_once_and_not_too_often(file: Path) -> None:
    assert generations.add(named("a"), file, NOON) is not None
    assert generations.add(named("a"), file, NOON + timedelta(hours=1)) is None
    assert generations.add(named("b"), file, NOON + timedelta(minutes=1), spacing=generations.SPACING) is None
    assert generations.add(named("b"), file, NOON + timedelta(minutes=6), spacing=generations.SPACING) is not None
    folder = generations.folder("probe")
    assert not folder.is_relative_to(file.parent)
    assert len(list(folder.iterdir())) == 2


def test_a_state_that_cannot_be_read_back_does_not_count(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "load", lambda _path: casefile.Loaded(named("anders"), (), "ala"))
    with pytest.raises(StoreError) as caught:
        generations.add(named("a"), file, NOON)
    assert caught.value.code == "pruefung"
    assert generations.found("probe") == ()


def test_a_fault_at_any_step_of_keeping_a_state(file: Path) -> None:
    first, second = named("eins"), named("zwei")
    target: list[Path | None] = []

    def scene() -> None:
        for entry in generations.found("probe"):
            entry.path.unlink()
        generations.add(first, file, NOON)

    def deed() -> None:
        target.clear()
        with contextlib.suppress(StoreError):
            target.append(generations.add(second, file, NOON + timedelta(hours=1)))

    def left(steps: list[str]) -> None:
        known = generations.found("probe")
        cases = [casefile.load(entry.path).case for entry in known]
        assert cases in ([first], [second, first]), steps[-1]
        assert not target or cases[0] == second or target == [None]
        assert [entry.name for entry in generations.folder("probe").iterdir() if entry.suffix == ".tmp"] == []

    assert at_every_step(errno.EIO, deed, left, scene, stride=2) > 15


# --- saving, guarded --------------------------------------------------------------------------------------------------


def test_a_fault_at_steps_of_a_guarded_save_costs_nothing(tmp_path: Path) -> None:
    assert prove_faults(tmp_path, stride=7) > 60  # `tests/proofs/run.py` takes every single step


def test_what_was_changed_outside_is_never_overwritten(file: Path) -> None:
    kept = guard(file)
    theirs = named("von nebenan")
    stat = file.stat()
    casefile.save(theirs, file)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # a cloud folder may keep the time
    kept.note(named("mein"))
    with pytest.raises(StoreError) as caught:
        store(kept, named("mein"))
    assert caught.value.code == "geaendert"
    assert casefile.load(file).case == theirs
    kept.accept()
    assert casefile.load(generations.found("probe")[0].path).case == theirs
    store(kept, named("mein"))
    assert casefile.load(file).case == named("mein")


def test_a_change_during_the_save_is_noticed_too(file: Path) -> None:
    kept = guard(file)

    def write() -> None:
        with casefile.asking(lambda: None):
            casefile.save(named("von nebenan"), file)
        casefile.save(named("mein"), file)

    with pytest.raises(StoreError) as caught:
        kept.save(named("mein"), file, write)
    assert caught.value.code == "geaendert"
    assert casefile.load(file).case == named("von nebenan")
    assert [entry.suffix for entry in file.parent.iterdir() if entry != file] == [".sperre"]


def test_the_same_content_written_again_is_no_change(file: Path) -> None:
    kept = guard(file)
    raw = file.read_bytes()
    file.unlink()
    file.write_bytes(raw)
    store(kept, named("mein"))
    assert casefile.load(file).case == named("mein")
    file.unlink()  # gone is not changed: nothing is overwritten
    store(kept, named("mein b"))
    assert casefile.load(file).case == named("mein b")


def test_saving_elsewhere_moves_the_guard(file: Path, tmp_path: Path, other: Callable[..., Any]) -> None:
    kept = guard(file)
    kept.note(named("mein"))
    second = tmp_path / "zweite.ala"
    other(partial(lock.acquire, second, NOON))
    with pytest.raises(StoreError) as caught:
        store(kept, named("mein"), second)
    assert caught.value.code == "belegt"
    assert lock.lock_file(file).exists()
    third = tmp_path / "dritte.ala"
    store(kept, named("mein"), third)
    assert not lock.lock_file(file).exists()
    assert lock.lock_file(third).exists()
    assert journal.found() == ()
    assert rescue.look(file).offer is None


# --- two programs -----------------------------------------------------------------------------------------------------


def test_the_second_program_learns_who_has_it_open(file: Path, other: Callable[..., Any]) -> None:
    assert lock.acquire(file, NOON) is None
    assert lock.holder(file) is None  # this program itself
    held = other(partial(lock.holder, file))
    assert (held.who.owner, held.who.host, held.seen, held.here) == (process.me().owner, process.me().host, NOON, False)
    assert other(partial(lock.acquire, file, NOON)) == held
    assert other(partial(lock.acquire, file, NOON), host="").here is True
    other(partial(lock.release, file))
    assert lock.lock_file(file).exists()
    kept = guard(file)
    assert other(partial(lock.acquire, file, NOON, take_over=True)) is None
    assert kept.beat() is not None
    with pytest.raises(StoreError) as caught:
        store(kept, named("mein"))
    assert caught.value.code == "uebernommen"
    assert casefile.load(file).case == named("alt")
    kept.accept()
    store(kept, named("mein"))
    assert kept.beat() is None
    kept.close(named("mein"), clean=True)
    assert not lock.lock_file(file).exists()


def test_the_lock_of_a_dead_process_is_recovered(file: Path) -> None:
    code = "import sys; from pathlib import Path; from datetime import datetime; from ala_wizard.store import lock; print(lock.acquire(Path(sys.argv[1]), datetime.now()), flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "None"
        held = lock.holder(file)
        assert held is not None and held.here and held.who.pid == child.pid
        child.kill()
        child.wait()
    assert lock.holder(file) is None
    assert lock.acquire(file, NOON) is None
    assert json.loads(lock.lock_file(file).read_bytes())["token"] == process.me().token


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b'{"token": 3}', b"\xff" * 5000, b"[" * 4000])
def test_a_damaged_lock_locks_nobody_out(file: Path, raw: bytes) -> None:
    lock.lock_file(file).write_bytes(raw)
    assert lock.holder(file) is None
    assert lock.acquire(file, NOON) is None
    assert json.loads(lock.lock_file(file).read_bytes())["token"] == process.me().token


def test_a_fault_at_any_step_of_the_lock_is_no_obstacle(file: Path) -> None:
    def left(steps: list[str]) -> None:
        assert lock.holder(file) is None, steps[-1]
        assert casefile.load(file).case == named("alt")

    def deed() -> None:
        lock.acquire(file, NOON)
        lock.beat(file, NOON)
        lock.release(file)

    assert at_every_step(errno.EROFS, deed, left, lambda: None) > 8


# --- what is offered at the start -------------------------------------------------------------------------------------


def test_the_journal_of_a_program_that_ended_is_offered(file: Path) -> None:
    kept = guard(file)
    kept.note(named("mein"))
    found = rescue.look(file)
    assert found.loaded is not None and found.loaded.case == named("alt")
    assert found.offer is not None
    assert (found.offer.kind, found.offer.case, found.offer.at) == ("journal", named("mein"), NOON)
    assert rescue.waiting() == (file,)
    rescue.settle(found, NOON, taken=False)
    assert rescue.look(file).offer is None
    assert rescue.waiting() == ()
    assert named("mein") in [casefile.load(entry.path).case for entry in generations.found("probe")]


def test_the_journal_of_a_running_program_is_left_alone(file: Path, other: Callable[..., Any]) -> None:
    other(lambda: guard(file).note(named("mein")), host="")
    assert rescue.waiting() == ()
    lock.lock_file(file).unlink()
    assert rescue.look(file).offer is None


def test_a_stick_under_another_letter_finds_its_journal(file: Path, tmp_path: Path) -> None:
    guard(file).note(named("mein"))
    moved = tmp_path / "F" / "Hof Süd.ala"
    moved.parent.mkdir()
    file.rename(moved)
    found = rescue.look(moved)
    assert found.offer is not None and found.offer.case == named("mein")


@pytest.mark.parametrize("harm", ["zerrissen", "leer", "weg", "nullen"])
def test_a_broken_file_gives_the_newest_state_and_stays(file: Path, harm: str) -> None:
    kept = guard(file)
    store(kept, named("eins"))
    kept.keep(named("eins"))
    kept.close(named("eins"), clean=True)
    raw = file.read_bytes()
    broken = {"zerrissen": raw[: len(raw) // 2], "leer": b"", "nullen": b"\0" * len(raw)}.get(harm)
    file.unlink()
    if broken is not None:
        file.write_bytes(broken)
    found = rescue.look(file)
    assert found.loaded is None and found.problem is not None
    assert found.offer is not None and found.offer.case == named("eins")
    assert broken is None or file.read_bytes() == broken
    Guard(named("eins"), file, lambda: NOON, saved=False).note(named("zwei"))
    best = rescue.look(file).offer
    assert best is not None and (best.kind, best.case) == ("journal", named("zwei"))
    best.source.write_bytes(b"ALA1 kaputt")
    again = rescue.look(file).offer
    assert again is not None and again.case == named("eins")


def test_a_file_set_back_by_a_cloud_folder_is_noticed(file: Path) -> None:
    kept = guard(file)
    before = file.read_bytes()
    store(kept, named("neu"))
    kept.close(named("neu"), clean=True)
    assert rescue.look(file).offer is None
    file.write_bytes(before)
    found = rescue.look(file)
    assert found.offer is not None and (found.offer.kind, found.offer.case) == ("stand", named("neu"))
    rescue.settle(found, NOON, taken=False)
    assert rescue.look(file).offer is None


def test_a_safe_copy_newer_than_the_file_is_offered(file: Path) -> None:
    copy = recovery.keep(named("gerettet"), file)
    late = file.stat().st_mtime + 60
    os.utime(copy, (late, late))
    found = rescue.look(file)
    assert found.offer is not None and (found.offer.kind, found.offer.case) == ("rettung", named("gerettet"))
    rescue.settle(found, NOON, taken=False)
    assert rescue.look(file).offer is None
    assert not copy.exists()


# --- versions ---------------------------------------------------------------------------------------------------------


def test_every_released_version_has_a_golden_file_that_opens() -> None:
    assert {int(path.stem.split("_")[1]) for path in GOLDEN.iterdir()} >= set(range(1, SCHEMA_VERSION + 1))
    for path in GOLDEN.iterdir():
        before = path.read_bytes()
        loaded = casefile.load(path)
        assert loaded.version == int(path.stem.split("_")[1])
        assert loaded.case.farm.name
        assert path.read_bytes() == before


def test_an_older_file_is_kept_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "alt.ala"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("case.json", (GOLDEN / "fassung_1.json").read_bytes())
        archive.writestr("attachments/plan.pdf", b"%PDF")
    raw = file.read_bytes()
    case = casefile.load(file).case
    copy = generations.keep_original(file, case.case_id, 1)
    assert copy.read_bytes() == raw
    assert generations.keep_original(file, case.case_id, 1) == copy
    casefile.save(case, file)
    assert copy.read_bytes() == raw
    for year in range(60):
        generations.add(named(str(year)).model_copy(update={"case_id": case.case_id}), file, NOON + timedelta(days=99 * year))
    assert copy.read_bytes() == raw


def test_a_newer_file_can_be_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "neu.ala"
    data = json.loads(casefile.dump(full()))
    data["schema_version"] = SCHEMA_VERSION + 1
    data["farm"]["hofhund"] = {"name": "Bello"}
    data["zukunft"] = [1, 2]
    data["people"][0]["neu"] = True
    data["people"][0]["leitung"] = {"zusammen": 3}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("case.json", json.dumps(data))
    raw = file.read_bytes()
    found = rescue.look(file)
    assert found.newer and found.loaded is not None
    assert found.loaded.case.farm == full().farm
    assert found.loaded.case.answers == full().answers
    assert [person.name for person in found.loaded.case.people] == ["Hofleitung"]
    assert found.offer is None
    assert file.read_bytes() == raw
    with pytest.raises(StoreError) as caught:
        casefile.load(file)
    assert caught.value.code == "neuer"


# --- Windows ----------------------------------------------------------------------------------------------------------


def sharing(times: int, number: int) -> Callable[[], str]:
    """Something that a virus scanner holds so many times."""
    left = [times]

    def act() -> str:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = number  # type: ignore[attr-defined, unused-ignore]
            raise error
        return "da"

    return act


@pytest.mark.parametrize("number", sorted(disk.SHARING))
def test_a_file_in_other_hands_is_tried_again(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    waits: list[float] = []
    monkeypatch.setattr(disk, "pause", waits.append)
    assert disk.patiently(sharing(4, number)) == "da"
    assert waits == list(disk.PAUSES[:4])
    waits.clear()
    with pytest.raises(PermissionError):
        disk.patiently(sharing(99, number))
    assert sum(waits) < 2
    waits.clear()
    with pytest.raises(PermissionError):
        disk.patiently(sharing(1, 1224))
    assert waits == []


def test_a_save_outlasts_a_virus_scanner(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "pause", lambda _seconds: None)
    for name in ("replace", "unlink"):
        real, busy = getattr(os, name), sharing(3, 32)

        def held(*args: Any, real: Any = real, busy: Callable[[], str] = busy, **named: Any) -> Any:
            busy()
            return real(*args, **named)

        monkeypatch.setattr(os, name, held)
    kept = guard(file)
    kept.note(named("mein"))
    store(kept, named("mein"))
    assert casefile.load(file).case == named("mein")
