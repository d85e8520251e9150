"""A whole case encrypted, or no longer: every copy of it that this program keeps on this computer goes along.

What is done to the case's own file is an ordinary save; here are the copies beside it, and the plain files of the same case
that lie elsewhere and are not the program's to change.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from ala_wizard.model.case import Case
from ala_wizard.store import age, casefile, disk, generations, inbox, journal, keyring, leftovers, lock, process, recent, recovery
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data

OWN = leftovers.OWN


def sweep(case: Case, file: Path, names: Collection[str] = ()) -> tuple[Path, ...]:
    """Bring every copy of this case into the form that it has now: sealed with its key, or plain. Gives those that did not work.

    `file` is its own file, written in that form already; `names` are attachments that undo may bring back. What another running
    program has open is left to it.
    """
    failed: list[Path] = []
    leftovers.clear(file)
    for path in _copies(case.case_id, file):
        try:
            _convert(path, case.case_id)
        except (OSError, StoreError):
            failed.append(path)
    for path in (*journal.found(), *journal.found(old=True)):
        try:
            _convert_journal(path, case)
        except (OSError, StoreError):
            failed.append(path)
    wanted = {row.file for row in case.attachments if row.file} | set(names)
    try:
        inbox.rehouse(case, wanted)
    except (OSError, StoreError):
        failed.append(user_data() / inbox.FOLDER)
    else:
        inbox.tidy_open(case)
    return tuple(failed)


def readable(case: Case, file: Path) -> tuple[Path, ...]:
    """Files of this case that were open once, lie elsewhere, and can be read by everybody."""
    found = []
    for path in recent.recent():
        if path != file.absolute() and not path.is_relative_to(user_data()):
            with contextlib.suppress(StoreError, OSError):
                if keyring.lock_of(path) is None and casefile.case_id(path) == case.case_id:
                    found.append(path)
    return tuple(found)


def _copies(case_id: str, file: Path) -> Iterator[Path]:
    """Whole case files of this case in the program's own folders."""
    with contextlib.suppress(OSError):
        kept = generations.folder(case_id)
        yield from sorted(path for path in kept.iterdir() if path.suffix in (casefile.SUFFIX, ".json"))
    others = (*recovery.found(), *sorted((user_data() / OWN).glob(f"*{casefile.SUFFIX}")))
    for path in others:
        if path == file or lock.holder(path) is not None:
            continue
        with contextlib.suppress(StoreError):
            if casefile.case_id(path) == case_id:
                yield path


def _convert(path: Path, case_id: str) -> None:
    """One copy in the form that the case has now, byte for byte the same inside. Raises OSError, StoreError."""
    key = keyring.of(case_id)
    if keyring.lock_of(path) == (None if key is None else key.lock):
        return
    with keyring.opened(path) as (plain, _):
        before = disk.digest_of(plain)

    def fill(into: BinaryIO) -> None:
        writer = age.Writer(into, key.head) if key is not None else None
        with keyring.opened(path) as (plain, _):
            shutil.copyfileobj(plain, writer or into, disk.CHUNK)
        if writer is not None:
            writer.close()

    def check(written: Path) -> None:
        with keyring.opened(written) as (plain, _):
            if disk.digest_of(plain) != before:
                raise disk.ReadBackError("copy differs")

    target = generations.renamed(path, case_id)
    disk.write_whole(target, fill, check)
    if target != path:
        disk.remove(path)


def _convert_journal(path: Path, case: Case) -> None:
    """A journal that is over goes; one that still waits is written anew. Raises OSError, StoreError."""
    about, key = journal.about(path), keyring.of(case.case_id)
    if about is None or about[0] != case.case_id or journal.form(path) == (None if key is None else key.lock):
        return
    if path.name.endswith(journal.OLD):
        disk.remove(path)
        return
    entry = journal.read(path)
    if entry.owner.token != process.me().token and entry.owner.alive is True:
        return
    target = journal.place(case.case_id, entry.file)
    if target != path and target.exists():  # two that wait: the state of this one is kept among the earlier ones
        generations.add(entry.case, entry.file, entry.at)
        disk.remove(path)
    else:
        journal.renew(path, entry.case, target)
