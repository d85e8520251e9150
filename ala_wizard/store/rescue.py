"""What lies here beside a case file: the newest state that can be read, of file, journal, safe copy and earlier states."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.store import casefile, disk, generations, journal, keyring, lock, process, recovery
from ala_wizard.store.casefile import Loaded
from ala_wizard.store.errors import StoreError

Kind = Literal["journal", "rettung", "stand"]
LOCKS = 4
"""So many passphrases are tried for one file: each takes a moment."""


@dataclass(frozen=True)
class Candidate:
    """A state that could be gone on with."""

    kind: Kind
    case: Case
    at: datetime
    source: Path


@dataclass(frozen=True)
class Found:
    """What opening a file would meet."""

    file: Path
    loaded: Loaded | None
    """The file itself; None where it cannot be read."""
    problem: StoreError | None = None
    """Why not."""
    written: datetime | None = None
    """When the file was written, as its folder says."""
    offer: Candidate | None = None
    """The newest state beside the file, where it says something else, or the file cannot be read."""
    holder: lock.Holder | None = None
    """Who else has the file open."""

    @property
    def newer(self) -> bool:
        """Was it written by a newer version of the program? Then it is only to be looked at."""
        return self.loaded is not None and self.loaded.version > SCHEMA_VERSION


def look(file: Path) -> Found:
    """Look at a file and everything that lies here beside it. Never raises, writes nothing."""
    loaded, problem = _load(file)
    holder = lock.holder(file)
    try:
        written = datetime.fromtimestamp(file.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        written = None
    offer = None
    if holder is None and (loaded is None or loaded.version <= SCHEMA_VERSION):
        offer = _offer(file, loaded, written)
    return Found(file, loaded, problem, written, offer, holder)


def waiting() -> tuple[Path, ...]:
    """Case files with entries that stand only in a journal here: what was lost when the program ended without a word.

    What a sealed journal says nobody can know yet: that there is one must do.
    """
    found: dict[Path, None] = {}
    for path in journal.found():
        shut = journal.shut(path)
        if shut is not None and not _in_use(shut.owner):
            found[shut.file] = None
        with contextlib.suppress(StoreError):
            entry = journal.read(path)
            if not _in_use(entry.owner) and entry.file not in found:
                loaded, _ = _load(entry.file)
                if loaded is None or _mark(loaded.case) != entry.marks[-1]:
                    found[entry.file] = None
    return tuple(found)


def locks(file: Path) -> tuple[bytes, ...]:
    """Keys behind their passphrases: all that have to be opened before `look` sees everything that belongs to a file.

    The file's own stands first; behind it those of what lies here and of a file that cannot be read. Never raises.
    """
    found: dict[bytes, None] = {}
    if (own := keyring.shut(file)) is not None:
        found[own] = None
    _, problem = _load(file)
    lost = problem is not None and problem.code != "verschlossen"
    for path in (*journal.found(), *(journal.found(old=True) if lost else ())):
        shut = journal.shut(path)
        if shut is not None and shut.file == file.absolute() and not _in_use(shut.owner):
            found[shut.lock] = None
    for generation in generations.of_file(file) if lost else ():
        if (other := keyring.shut(generation.path)) is not None:
            found[other] = None
    return tuple(found)[:LOCKS]


def _load(file: Path) -> tuple[Loaded | None, StoreError | None]:
    try:
        return casefile.load(file), None
    except StoreError as error:
        if error.code == "neuer":
            with contextlib.suppress(StoreError):
                return casefile.view(file), None
        return None, error


def _in_use(owner: process.Identity) -> bool:
    """Does another running program still write this journal?"""
    return owner.token != process.me().token and owner.alive is True


def _mark(case: Case) -> str:
    return casefile.mark(casefile.plain(case))


def _offer(file: Path, loaded: Loaded | None, written: datetime | None) -> Candidate | None:
    if loaded is None:
        every = list(_everything(file))
        # a journal that was not over is younger than all that was ever saved, whatever the clock says
        pending = [entry for entry in every if entry.kind == "journal" and entry.source.suffix != journal.OLD]
        return max(pending or every, key=lambda entry: entry.at, default=None)
    here = _mark(loaded.case)
    for path in journal.found():
        with contextlib.suppress(StoreError):
            entry = journal.read(path)
            ours = entry.file == file.absolute() or (not disk.there(entry.file) and here in (entry.base, *entry.marks))
            if entry.case_id == loaded.case.case_id and ours and not _in_use(entry.owner) and entry.marks[-1] != here:
                return Candidate("journal", entry.case, entry.at, path)
    copy = recovery.recovery_file(loaded.case, file)
    with contextlib.suppress(StoreError, OSError, ValueError):
        at = datetime.fromtimestamp(copy.stat().st_mtime)
        case = casefile.load(copy).case
        if _mark(case) != here and (written is None or at > written):
            return Candidate("rettung", case, at, copy)
    known = [state for state in generations.found(loaded.case.case_id) if state.place == generations.place_of(file)]
    sign = generations.sign(loaded.case.case_id, here)
    if known and known[0].mark != sign and any(state.mark == sign for state in known[1:]):
        for state in known:  # the file was set back, for example by a cloud folder
            if state.mark == sign:
                break
            with contextlib.suppress(StoreError):
                return Candidate("stand", casefile.load(state.path).case, state.at, state.path)
    return None


def _everything(file: Path) -> Iterator[Candidate]:
    """All states that can be read, for a file that cannot."""
    cases: dict[str, None] = {}
    for old in (False, True):
        for path in journal.found(old=old):
            head = journal.about(path)
            if head is None or head[1] != file.absolute():
                continue
            cases[head[0]] = None
            with contextlib.suppress(StoreError):
                entry = journal.read(path)
                if old or not _in_use(entry.owner):
                    yield Candidate("journal", entry.case, entry.at, path)
    for generation in generations.of_file(file):
        with contextlib.suppress(StoreError):
            case = casefile.load(generation.path).case
            cases[case.case_id] = None
            yield Candidate("stand", case, generation.at, generation.path)
            break
    for case_id in cases:
        copy = recovery.recovery_file(Case(case_id=case_id), file)
        with contextlib.suppress(StoreError, OSError, ValueError):
            yield Candidate("rettung", casefile.load(copy).case, datetime.fromtimestamp(copy.stat().st_mtime), copy)


def settle(found: Found, now: datetime, *, taken: bool) -> None:
    """It was decided between the file and what was offered: both are kept among the earlier states, the chosen one last.

    What was not taken is not offered again. Raises StoreError.
    """
    if found.offer is None or found.loaded is None:
        return
    file, offered = (found.loaded.case, found.offer.case)
    for case in (file, offered) if taken else (offered, file):
        generations.add(case, found.file, now)
    if found.offer.kind == "journal" and not taken:
        journal.put_away(found.offer.source)
    elif found.offer.kind == "rettung":
        recovery.discard(file, found.file)
