"""Accepted update files on disk: whole or not at all, whatever fails, and nothing there stops the start."""

from __future__ import annotations

import errno
import itertools
from datetime import date
from pathlib import Path

import pytest

from ala_wizard.store import disk, updates
from ala_wizard.store.errors import StoreError
from tests.store.test_faults import ERRORS, Faults, install

RAW = b"format = 1\n" * 200
ISSUED = date(2026, 12, 15)


def test_kept_as_it_is_under_a_name_of_its_own() -> None:
    name = updates.keep(RAW, ISSUED)
    assert name.startswith("ala-werte-2026-12-15-")
    assert updates.kept() == ((name, RAW),)
    assert updates.keep(RAW, ISSUED) == name
    assert updates.keep(RAW + b"#", ISSUED) != name
    assert len(updates.kept()) == 2


def test_removed_again() -> None:
    name = updates.keep(RAW, ISSUED)
    updates.remove(name)
    updates.remove(name)
    assert updates.kept() == ()


@pytest.mark.parametrize("name", ["../antrag.ala", "ala-werte-/../x.toml", "x.toml", "", "ala-werte-a.toml/../../b"])
def test_only_names_of_kept_files_can_be_removed(name: str) -> None:
    with pytest.raises(StoreError):
        updates.remove(name)


def test_without_a_folder_nothing_is_kept() -> None:
    assert updates.kept() == ()


def test_foreign_and_unreadable_things_in_the_folder_do_no_harm() -> None:
    name = updates.keep(RAW, ISSUED)
    (updates.folder() / "brief.txt").write_text("Guten Tag", encoding="utf-8")
    (updates.folder() / f"{disk.TEMPORARY}x.tmp").write_bytes(b"halb")
    (updates.folder() / "ala-werte-ordner.toml").mkdir()
    assert updates.kept() == ((name, RAW), ("ala-werte-ordner.toml", None))


def test_a_huge_file_is_read_only_in_part() -> None:
    updates.folder().mkdir(parents=True)
    (updates.folder() / "ala-werte-2026-12.toml").write_bytes(b"#" * (updates.READ_AT_MOST + 10))
    ((_, raw),) = updates.kept()
    assert raw is not None and len(raw) == updates.READ_AT_MOST


def test_a_file_where_the_folder_should_be(own_folders: Path) -> None:
    (own_folders / "ala-wizard").write_text("x", encoding="utf-8")
    assert updates.kept() == ()
    with pytest.raises(StoreError):
        updates.keep(RAW, ISSUED)


def test_a_chosen_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        updates.read(tmp_path / "weg.toml")
    assert caught.value.code == "fehlt"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_fault_at_any_step_keeps_all_or_nothing(number: int) -> None:
    """The first file was accepted earlier; the second is kept whole or not at all, and the first never changes."""
    first = updates.keep(RAW, ISSUED)
    outcomes = set()
    for at in itertools.count(1):
        faults = Faults(at, number)
        with pytest.MonkeyPatch.context() as monkeypatch:
            install(monkeypatch, faults)
            try:
                updates.keep(b"zweite", ISSUED)
                failure = ""
            except StoreError as error:
                failure = error.code
        kept = dict(updates.kept())
        assert kept.pop(first) == RAW, faults.stepped
        assert set(kept.values()) <= {b"zweite"}, faults.stepped
        assert not list(updates.folder().glob(f"{disk.TEMPORARY}*")), faults.stepped
        outcomes.add(failure)
        for name in kept:
            updates.remove(name)
        if len(faults.stepped) < at:
            assert failure == "" and kept
            break
    assert ERRORS[number] in outcomes
