"""Work that is done bit by bit between the keys, in the window's own thread."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

BIT_S = 0.005
"""So long it goes on at a stretch while somebody works: a key that comes meanwhile has to wait no longer."""

Result = TypeVar("Result")


class Bits(QObject, Generic[Result]):
    """One piece of work at a time; whoever starts another lets the first one go."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Generator[None, None, Result] | None = None
        self._then: Callable[[Result], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on)

    @property
    def busy(self) -> bool:
        """Is something under way?"""
        return self._work is not None

    def start(self, work: Generator[None, None, Result], then: Callable[[Result], None], after_ms: int = 0) -> None:
        """Begin after a moment, and tell `then` what came out."""
        self._work, self._then = work, then
        self._timer.start(after_ms)

    def stop(self) -> None:
        """Let the work go; nobody is told."""
        self._timer.stop()
        self._work = self._then = None

    def _on(self) -> None:
        work, then = self._work, self._then
        if work is None or then is None:
            return
        until = monotonic() + BIT_S
        while monotonic() < until:
            try:
                next(work)
            except StopIteration as done:
                self.stop()
                then(done.value)
                return
        self._timer.start(0)
