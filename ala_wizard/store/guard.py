"""What keeps one open case safe beside its file: lock, journal, earlier states, and an eye on changes from outside."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import casefile, errors, generations, keyring, leftovers, lock
from ala_wizard.store.errors import StoreError
from ala_wizard.store.journal import Journal

STOPPED = frozenset({"geaendert", "uebernommen"})
"""Codes after which somebody has to decide."""


class Guard:
    """Holds a case file. `note` and `save` may run in different threads."""

    def __init__(self, case: Case, file: Path, now: Callable[[], datetime], *, saved: bool) -> None:
        """`saved`: the case stands in the file just so. The lock must have been looked at before."""
        self.file, self._now = file, now
        self._mutex = threading.RLock()
        self._seen = self._fingerprint(file)
        self._journal = Journal(case.case_id, file, casefile.mark(casefile.plain(case)) if saved and self._seen else "", now)
        self._saving = threading.Lock()
        self._closed = False
        self._opened = case if saved and self._seen else None
        """As the case stood in its file: kept before the file is written for the first time."""
        self._untidy: Path | None = file
        """Beside it nobody has looked for leftovers yet."""
        lock.acquire(file, now())

    @staticmethod
    def _fingerprint(file: Path) -> str:
        try:
            return casefile.fingerprint(file)
        except OSError:
            return ""

    # -- while one writes ------------------------------------------------------

    def begin(self) -> None:
        """Keep the case as it was opened among the earlier states, once."""
        with self._mutex:
            case, self._opened = self._opened, None
            if case is not None:
                self._keep(case)

    def note(self, case: Case, turn: int = 0) -> None:
        """Put this state into the journal. Raises StoreError."""
        with self._mutex:
            journal = self._journal
        journal.note(case, turn)

    def beat(self) -> StoreError | None:
        """Note that the case is open here; gives the failure when another took it over."""
        who = lock.beat(self.file, self._now())
        return StoreError("uebernommen", self.file, host=who.host) if who is not None else None

    # -- saving ----------------------------------------------------------------

    def save(self, case: Case, file: Path, write: Callable[[], None], turn: int = 0) -> None:
        """Save by `write`, in which the file is looked at once more just before it is replaced.

        Another file than before becomes the guarded one. Raises what `write` raises, and StoreError `geaendert` or
        `uebernommen` where the file is not the one that was last seen; then it stays as it is.
        """
        with self._saving:
            self.begin()
            if file != self.file:
                self._move(case, file)
            mark = casefile.mark(casefile.plain(case))
            with contextlib.suppress(StoreError):  # the file alone must do then
                self._journal.note(case, turn)
            self._look()
            with casefile.asking(self._look):
                write()
            self._seen = self._fingerprint(file)
            with contextlib.suppress(StoreError):
                self._journal.saved(mark, turn)
            self._keep(case, spaced=True)
            self._tidy()

    def _tidy(self) -> None:
        """Clear away what a sudden end left behind, once: where nobody waits for it, the journal least of all."""
        file, self._untidy = self._untidy, None
        if file is not None:
            leftovers.clear(file)

    def _move(self, case: Case, file: Path) -> None:
        """Guard another file from now on, which may be replaced as it is. Raises StoreError when another has it open."""
        held = lock.acquire(file, self._now())
        if held is not None:
            raise StoreError("belegt", file, owner=held.who.owner, host=held.who.host)
        lock.release(self.file)
        with self._mutex:
            old, self._journal = self._journal, Journal(case.case_id, file, "", self._now)
        self.file, self._seen = file, self._fingerprint(file)
        with contextlib.suppress(StoreError):
            self._journal.note(case)
            old.over()

    def _look(self) -> None:
        """Is the file as we last saw it, and ours? Raises StoreError. A file that is gone may be written again."""
        who = lock.lost(self.file)
        if who is not None:
            raise StoreError("uebernommen", self.file, host=who.host)
        try:
            now = casefile.fingerprint(self.file)
        except OSError as error:
            raise errors.reading(error, self.file) from error
        if now and now != self._seen:
            raise StoreError("geaendert", self.file)

    def accept(self) -> None:
        """What stands in the file now has been looked at and may be replaced; the lock becomes ours. It is kept first, and so is its passphrase."""
        with self._saving:
            with contextlib.suppress(StoreError):
                generations.add(casefile.load(self.file).case, self.file, self._now())
            keyring.adopt(self.file)
            lock.acquire(self.file, self._now(), take_over=True)
            self._seen = self._fingerprint(self.file)

    def keep(self, case: Case) -> None:
        """Keep this state among the earlier ones now."""
        self._keep(case)

    def _keep(self, case: Case, *, spaced: bool = False) -> None:
        with contextlib.suppress(StoreError):  # tried again at the next save; the file is sound
            if spaced:
                generations.add(case, self.file, self._now(), spacing=generations.SPACING)
            else:
                generations.add(case, self.file, self._now())

    def close(self, case: Case, *, clean: bool) -> None:
        """The case is left. When it stands in its file (`clean`) the journal is over; else it waits for the next start."""
        with self._saving:
            if self._closed:
                return
            self._closed = True
            self.begin()
            if clean:
                self._keep(case)
                with contextlib.suppress(StoreError):
                    self._journal.over()
            self._journal.forget()
            self._tidy()
            lock.release(self.file)
