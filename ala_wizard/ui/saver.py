"""Writes the case beside the typing: in one worker, the newest state last, never half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, QTimer, Signal

from ala_wizard.model.case import Case
from ala_wizard.store.autosave import AutosavePlan

Write = Callable[[Case, Path], None]


class _Report(QObject):
    done = Signal(object, object)
    """The case written, and the exception or None."""


class _Job(QRunnable):
    def __init__(self, write: Write, case: Case, path: Path) -> None:
        super().__init__()
        self._write, self.case, self.path = write, case, path
        self.report = _Report()
        self.setAutoDelete(False)

    def run(self) -> None:
        problem: Exception | None = None
        try:
            self._write(self.case, self.path)
        except Exception as error:
            problem = error
        self.report.done.emit(self.case, problem)


class Saver(QObject):
    """Saves the latest case when the plan says so; `saved` and `failed` tell the truth about it."""

    saved = Signal(object)
    """The case that now stands in the file."""
    failed = Signal(object, object)
    """The case that does not, and why. It is tried again by itself."""
    started = Signal()

    def __init__(self, write: Write, parent: QObject | None = None, plan: AutosavePlan | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._plan = plan or AutosavePlan()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
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
        self._plan.changed()
        self._arm()

    def _arm(self) -> None:
        """Set the timer to when the plan wants the next save."""
        due = self._plan.due_in()
        if due is not None and self._waiting is not None:
            self._timer.start(round(due * 1000))

    def flush(self) -> None:
        """Start writing now what waits."""
        self._timer.stop()
        if self._waiting is None or self._job is not None:
            return
        case, path = self._waiting
        self._waiting = None
        self._job = _Job(self._write, case, path)
        self._job.report.done.connect(self._finished)
        self._plan.started()
        self.started.emit()
        self._pool.start(self._job)

    def finish(self) -> bool:
        """Write what waits and come back when it is done: before closing, opening, exporting. False when it failed."""
        for _ in range(2):
            # A save under way first, then the one that waited behind it.
            self.flush()
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            if not self.busy:
                return True
        return False

    def _finished(self, case: Case, problem: Exception | None) -> None:
        job, self._job = self._job, None
        if problem is None:
            self._plan.saved()
            self.saved.emit(case)
        else:
            self._plan.failed()
            if self._waiting is None and job is not None:
                self._waiting = (job.case, job.path)
            self.failed.emit(case, problem)
        self._arm()
