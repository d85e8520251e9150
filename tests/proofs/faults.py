"""The proof that no failing disk costs a change: journal, file and earlier states are written with a failure at every step.

After each failure the file holds the old or the new case, whole, and the newest state that can be had is the new one: it
stands in the file or is offered beside it, for it was in the journal or the file before the failure, or the failure was told.
"""

from __future__ import annotations

import errno
import itertools
from datetime import datetime
from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import casefile, generations, journal, keyring, rescue
from ala_wizard.store.errors import StoreError
from ala_wizard.store.guard import Guard
from tests.proofs.kill import KEY
from tests.store.cases import full
from tests.store.faults import at_every_step

NOON = datetime(2026, 3, 2, 12, 0)


def named(name: str) -> Case:
    """A small case that is known by the name of its farm."""
    return Case(case_id="probe", farm=full().farm.model_copy(update={"name": name}))


def store(guard: Guard, case: Case, file: Path | None = None) -> None:
    """Save as the program does."""
    target = file or guard.file
    guard.save(case, target, lambda: casefile.save(case, target))


NUMBERS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS, "EACCES": errno.EACCES}
"""What a disk answers: broken, full, not to be written, forbidden."""


def prove_every_fault(folder: Path, stride: int = 1) -> int:
    """Every answer of a disk at every step, once and from then on for good, plain and encrypted; gives how many failures were planted."""
    ways = itertools.product(NUMBERS.values(), (False, True), (None, KEY))
    return sum(prove_faults(folder, stride, number, lasting=lasting, key=key) for number, lasting, key in ways)


def prove_faults(folder: Path, stride: int = 1, number: int = errno.EIO, *, lasting: bool = False, key: keyring.Key | None = None) -> int:
    """Fail at every step (or every so many steps), with `lasting` from there on; gives how many steps there are. Raises AssertionError.

    With a key the case is encrypted. A disk that stays broken can keep nothing new: then the failure must have been told, so that the person knows.
    """
    file = folder / "hof.ala"
    old, new = named("alt"), named("neu")
    held: list[Guard] = []

    def scene() -> None:
        for path in (*journal.found(), *journal.found(old=True), *(entry.path for entry in generations.found("probe"))):
            path.unlink()
        file.unlink(missing_ok=True)
        keyring.keep_only(None)
        if key is not None:
            keyring.protect("probe", key)
        casefile.save(old, file)
        held[:] = [Guard(old, file, lambda: NOON, saved=True)]

    told: list[str] = []

    def deed() -> None:
        told.clear()
        for act in (lambda: held[0].note(new), lambda: store(held[0], new)):
            try:
                act()
            except StoreError as error:
                told.append(error.code)

    def left(steps: list[str]) -> None:
        found = rescue.look(file)
        assert found.loaded is not None, steps[-1]
        assert found.loaded.case in (old, new), steps[-1]
        best = found.offer.case if found.offer is not None else found.loaded.case
        assert best == new or (lasting and len(told) == 2), (steps[-1], told)
        held[0].close(new, clean=False)

    return at_every_step(number, deed, left, scene, stride, lasting=lasting)
