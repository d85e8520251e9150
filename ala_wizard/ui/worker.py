"""One piece of work beside the window, and its outcome back in the window's thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class _Report(QObject):
    done = Signal(object, object)


class Worker(QRunnable):
    """Runs `work` in a pool. `then(result, problem)` is called in the thread that made the worker; one of the two is None."""

    def __init__(self, work: Callable[[], Any], then: Callable[[Any, Exception | None], None]) -> None:
        super().__init__()
        self._work: Callable[[], Any] | None = work
        self._report = _Report()
        self._report.done.connect(then)
        self.setAutoDelete(False)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Begin, in the pool given or in the program's own."""
        (pool or QThreadPool.globalInstance()).start(self)

    def run(self) -> None:
        result: Any = None
        problem: Exception | None = None
        work, self._work = self._work, None  # Qt may hold the worker for ever: nothing of a case stays in it
        if work is None:
            return
        try:
            result = work()
        except Exception as error:
            problem = error
        with contextlib.suppress(RuntimeError):
            # The window may be gone by now; then nobody waits for the outcome.
            self._report.done.emit(result, problem)
