"""Brings every change into the journal, beside the typing: at most a moment after it was made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, QTimer

from ala_wizard.model.case import Case
from ala_wizard.ui.worker import Worker

SOON_MS = 300
"""After so long the first change that is not yet noted goes to the disk, with all that followed."""
AGAIN_MS = 2000
"""After so long a failed note is tried again."""


class Noter(QObject):
    """Notes the latest case in a worker of its own, so that a slow save does not hold it up."""

    def __init__(self, note: Callable[[Case], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._note = note
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)
        self._waiting: Case | None = None
        self._noting: Case | None = None
        self._job: Worker | None = None
        self._others: list[Worker] = []
        """Kept until they are done: nobody else holds them."""

    def schedule(self, case: Case) -> None:
        """Note this case soon; a newer one takes its place."""
        self._waiting = case
        if self._job is None and not self._timer.isActive():
            self._timer.start(SOON_MS)

    def beside(self, work: Callable[[], object], then: Callable[[object, Exception | None], None]) -> None:
        """Do something else in the same worker; `then(result, problem)`, a method of a QObject, is called in its thread."""
        if self._pool.activeThreadCount() == 0:
            self._others.clear()
        self._others.append(Worker(work, then))
        self._others[-1].start(self._pool)

    def _start(self) -> None:
        if self._waiting is None or self._job is not None:
            return
        self._noting, self._waiting = self._waiting, None
        self._job = Worker(partial(self._note, self._noting), self._finished)
        self._job.start(self._pool)

    def _finished(self, _result: None, problem: Exception | None) -> None:
        case, self._noting, self._job = self._noting, None, None
        if problem is not None:
            self._waiting = self._waiting or case
        if self._waiting is not None:
            self._timer.start(SOON_MS if problem is None else AGAIN_MS)

    def finish(self) -> None:
        """Note what waits and come back when it is done: before the case is left. What fails is left to the file."""
        self._timer.stop()
        self._pool.waitForDone()
        case, self._waiting = self._waiting, None
        if case is not None:
            with contextlib.suppress(Exception):
                self._note(case)
