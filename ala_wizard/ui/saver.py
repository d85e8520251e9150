"""Writes the case beside the typing: in one worker, the newest state last, never half."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer, Signal

from ala_wizard.model.case import Case
from ala_wizard.store.autosave import AutosavePlan
from ala_wizard.ui.worker import Worker

Write = Callable[[Case, Path], None]


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
        self._job: Worker | None = None
        self._writing: tuple[Case, Path] | None = None

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
        self._writing, self._waiting = self._waiting, None
        self._job = Worker(partial(self._write, *self._writing), self._finished)
        self._plan.started()
        self.started.emit()
        self._job.start(self._pool)

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

    def _finished(self, _result: None, problem: Exception | None) -> None:
        written, self._writing, self._job = self._writing, None, None
        if written is None:
            return
        if problem is None:
            self._plan.saved()
            self.saved.emit(written[0])
        else:
            self._plan.failed()
            self._waiting = self._waiting or written
            self.failed.emit(written[0], problem)
        self._arm()
