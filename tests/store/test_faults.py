"""Every single thing that saving does to the disk is made to fail, one after the other.

After each failure the file must load as the old or the new case, whole, with its attachments, and no temporary file is left.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ala_wizard.model.case import Case
from ala_wizard.store import disk, recent, recovery
from ala_wizard.store.casefile import attachment, load, save
from ala_wizard.store.errors import StoreError
from ala_wizard.store.journal import Journal
from tests.store.cases import full, with_attachments
from tests.store.faults import Faults, install

ATTACHED = {"plan.pdf": b"%PDF" * 2000}
ERRORS = {errno.ENOSPC: "voll", errno.EACCES: "gesperrt", errno.EROFS: "gesperrt", errno.EIO: "schreiben"}


def attempt(path: Path, at: int | None, number: int) -> tuple[list[str], str]:
    """One save with a fault; the steps taken, and the code of the failure."""
    faults = Faults(at, number)
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, faults)
        try:
            save(full(), path)
        except StoreError as error:
            return faults.stepped, error.code
    return faults.stepped, ""


@pytest.mark.parametrize("number", list(ERRORS))
@pytest.mark.parametrize("existing", [True, False])
def test_a_fault_at_any_step_leaves_old_or_new(tmp_path: Path, number: int, existing: bool) -> None:
    path = tmp_path / "a.ala"
    old = Case(case_id=full().case_id)
    steps, failure = attempt(tmp_path / "count.ala", None, number)
    assert failure == ""
    assert {"open", "file.write", "file.flush", "fsync", "replace"} <= set(steps)
    (tmp_path / "count.ala").unlink()
    outcomes = set()
    for at in itertools.count(1):
        path.unlink(missing_ok=True)
        if existing:
            with_attachments(path, old, ATTACHED)
        steps, failure = attempt(path, at, number)
        assert [file.name for file in tmp_path.iterdir() if file != path] == [], (at, steps[-1])
        if path.exists():
            loaded = load(path)
            outcomes.add("old" if loaded.case == old else "new")
            assert loaded.case in (old, full()), (at, steps[-1])
            if existing:
                assert attachment(path, "plan.pdf") == ATTACHED["plan.pdf"]
        else:
            assert not existing, (at, steps[-1])
        if len(steps) < at:  # the save ended before the fault's turn: every step had its fault
            assert failure == ""
            break
        if steps[-1] == "stat":  # asking what is there may meet anything; it is not a write
            continue
        if failure:
            outcomes.add(failure)
    expected = {ERRORS[number], "new"} | ({"old"} if existing else set())
    assert expected <= outcomes, outcomes


def flushed(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is brought down to the disk, and what changes its name, in this order."""
    told: list[str] = []
    fsync, replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def put(old: Path, new: Path) -> None:
        told.append("replace")
        replace(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        patch.setattr(os, "replace", put)
        act()
    return told


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be flushed there")
def test_file_and_folder_reach_the_disk_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert flushed(lambda: save(full(), tmp_path / "a.ala"), monkeypatch) == ["file", "replace", "folder"]
    kept = Journal(full().case_id, tmp_path / "a.ala", "", datetime.now)
    assert flushed(lambda: kept.note(full()), monkeypatch) == ["file", "replace", "folder"]
    later = full().model_copy(update={"answers": {"K1.1": "Neu"}})
    assert flushed(lambda: kept.note(later), monkeypatch) == ["file"]


def test_a_changed_file_is_noticed_when_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad_replace(old: Path, new: Path) -> None:
        raw = bytearray(old.read_bytes())
        raw[len(raw) // 2] ^= 0xFF
        new.write_bytes(raw)
        old.unlink()

    monkeypatch.setattr(disk, "replace", bad_replace)
    with pytest.raises(StoreError) as caught:
        save(full(), tmp_path / "a.ala")
    assert caught.value.code == "pruefung"


def test_a_disk_that_lies_never_replaces_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ala"
    save(Case(case_id="alt"), path)
    real = disk.sync

    def lying(file: Any) -> None:
        real(file)
        file.seek(40)
        file.write(b"\0\0\0\0")
        file.flush()

    monkeypatch.setattr(disk, "sync", lying)
    with pytest.raises(StoreError) as caught:
        save(full(), path)
    assert caught.value.code == "pruefung"
    assert load(path).case.case_id == "alt"
    assert [file.name for file in tmp_path.iterdir()] == ["a.ala"]


def test_a_system_that_cannot_flush_folders_still_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> int:
        raise PermissionError(errno.EACCES, "no folders")

    monkeypatch.setattr(os, "open", refuse)
    save(full(), tmp_path / "a.ala")
    assert load(tmp_path / "a.ala").case == full()


def test_the_list_of_recent_files_may_fail(own_folders: Path, tmp_path: Path) -> None:
    (own_folders / "ala-wizard").write_text("a file where the folder should be", encoding="utf-8")
    recent.remember(tmp_path / "a.ala")
    assert recent.recent() == ()
    with pytest.raises(StoreError) as caught:
        recovery.keep(full(), None)
    assert caught.value.code in ("ordner_fehlt", "schreiben")
