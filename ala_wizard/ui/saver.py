"""Writes the case beside the typing: in one worker, the newest state last, never half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from ala_wizard.model.case import Case

DELAY_MS = 800
"""Quiet time after the last key before the file is written."""

Write = Callable[[Case, Path], None]


class _Report(QObject):
    done = Signal(object, object)
    """The case written, and the exception or None."""


class _Job(QRunnable):
    def __init__(self, write: Write, case: Case, path: Path) -> None:
        super().__init__()
        self._write, self._case, self._path = write, case, path
        self.report = _Report()
        self.setAutoDelete(False)

    def run(self) -> None:
        problem: Exception | None = None
        try:
            self._write(self._case, self._path)
        except Exception as error:
            problem = error
        self.report.done.emit(self._case, problem)


class Saver(QObject):
    """Saves the latest case a moment after the last change; `saved` and `failed` tell the truth about it."""

    saved = Signal(object)
    """The case that now stands in the file."""
    failed = Signal(object, object)
    """The case that does not, and why."""
    started = Signal()

    def __init__(self, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        self._waiting: tuple[Case, Path] | None = None
        self._job: _Job | None = None

    @property
    def busy(self) -> bool:
        """Is something not yet in the file?"""
        return self._waiting is not None or self._job is not None

    def schedule(self, case: Case, path: Path) -> None:
        """Save this case soon; a newer one replaces it."""
        self._waiting = (case, path)
        self._timer.start()

    def flush(self) -> None:
        """Start writing now what waits."""
        self._timer.stop()
        if self._waiting is None or self._job is not None:
            return
        case, path = self._waiting
        self._waiting = None
        self._job = _Job(self._write, case, path)
        self._job.report.done.connect(self._finished)
        self.started.emit()
        self._pool.start(self._job)

    def finish(self) -> None:
        """Write what waits and come back when it is done: before closing, opening, exporting."""
        while self.busy:
            self.flush()
            self._pool.waitForDone()
            if self._job is not None:
                # The report waits in this thread's event queue; deliver it without running other events.
                from PySide6.QtCore import QCoreApplication, QEvent

                QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _finished(self, case: Case, problem: Exception | None) -> None:
        self._job = None
        if problem is None:
            self.saved.emit(case)
        else:
            self.failed.emit(case, problem)
        if self._waiting is not None:
            self.flush()
