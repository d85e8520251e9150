"""When to save by itself: soon after the typing pauses, never long after it began. Pure logic with a clock from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

PAUSE = 0.8
"""Seconds without a change after which the case is saved."""
LONGEST = 5.0
"""Seconds after which it is saved even while the typing goes on."""
RETRY = 15.0
"""Seconds until a failed save is tried again."""
SHARE = 10.0
"""A save that takes long (many attachments, slow stick) is followed by a pause of so many times its length, at most `LONGEST`."""


@dataclass
class AutosavePlan:
    """Knows what is unsaved and when to save it.

    The owner calls `changed` with every edit, asks `due_in` for its timer, and brackets each save by `started` and
    `saved` or `failed`. Changes made while a save runs stay unsaved.
    """

    clock: Callable[[], float] = monotonic
    pause: float = PAUSE
    longest: float = LONGEST
    retry: float = RETRY
    _count: int = 0
    _saved: int = 0
    _running: int | None = None
    _begun: float = 0.0
    _first: float = 0.0
    _last: float = 0.0
    _not_before: float = 0.0

    @property
    def dirty(self) -> bool:
        """Is anything unsaved?"""
        return self._count != self._saved

    @property
    def running(self) -> bool:
        """Is a save under way?"""
        return self._running is not None

    def changed(self) -> None:
        """The case changed now."""
        now = self.clock()
        if not self.dirty or self._running == self._count:
            self._first = now
        self._count += 1
        self._last = now

    def due_in(self) -> float | None:
        """Seconds until the next save is due, 0 for now; None when nothing is unsaved or a save is under way."""
        if not self.dirty or self.running:
            return None
        at = max(min(self._last + self.pause, self._first + self.longest), self._not_before)
        return max(0.0, at - self.clock())

    def started(self) -> None:
        """A save of the case as it is now begins."""
        self._running = self._count
        self._begun = self.clock()

    def saved(self) -> None:
        """The save that began last has reached the disk."""
        if self._running is None:
            raise RuntimeError("saved() without started()")
        now = self.clock()
        self._saved, self._running = self._running, None
        self._not_before = now + min(SHARE * (now - self._begun), self.longest)

    def failed(self) -> None:
        """The save that began last did not succeed; everything stays unsaved and is tried again later."""
        if self._running is None:
            raise RuntimeError("failed() without started()")
        self._running = None
        self._not_before = self.clock() + self.retry
