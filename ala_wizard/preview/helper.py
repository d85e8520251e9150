"""The window's end of the preview: a helper process, or a thread where no process can be had.

Both take one wish after the other in a thread of their own and tell the answer from there; the window only puts wishes in.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Literal

from ala_wizard.content.loader import Content
from ala_wizard.preview import pipe, process
from ala_wizard.preview.wishes import Answer, Wish

Told = Callable[["Answer | Gone"], None]
Gone = Literal["nie", "weg"]
"""The process could not be started; it ended although nobody asked it to."""
WAIT = 5.0
"""Seconds for a killed process to be gone."""


def _flags() -> int:
    """On Windows: no console of its own, and less urgent than the window."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0


class Worker:
    """Takes one wish after the other in a thread of its own, which begins with the first."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._wishes: SimpleQueue[Wish | None] = SimpleQueue()
        self._stopped = False
        self._thread: Thread | None = None

    @property
    def pid(self) -> int | None:
        """The number of the running process; None where there is none."""
        return None

    def ask(self, wish: Wish) -> None:
        """Put in a wish; returns at once."""
        self._wishes.put(wish)
        if self._thread is None:
            self._thread = Thread(target=self._work, name="preview", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Take no more wishes; nothing is told any more."""
        self._stopped = True
        self._wishes.put(None)

    def _work(self) -> None:
        """What the thread does, until the wishes end with None."""
        raise NotImplementedError

    def _tell(self, said: Answer | Gone) -> None:
        if not self._stopped:
            self._told(said)


class Helper(Worker):
    """A helper process. It is started with the first wish."""

    def __init__(self, told: Told, command: Sequence[str] | None = None) -> None:
        super().__init__(told)
        self._command = list(command or process.command())
        self._guard = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the running process."""
        return self._child.pid if self._child is not None else None

    def stop(self) -> None:
        """End the process now; nothing is told any more."""
        with self._guard:  # either the thread sees it before it starts the process, or the process is seen here
            super().stop()
            child = self._child
        if child is not None:
            with contextlib.suppress(OSError):
                child.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(WAIT)

    def _work(self) -> None:
        told: Gone = "nie"
        child: subprocess.Popen[bytes] | None = None
        try:
            child = self._start()
            if child is None:
                return
            assert child.stdin is not None and child.stdout is not None
            if pipe.receive(child.stdout) != process.HELLO:
                return
            told = "weg"
            while (wish := self._wishes.get()) is not None:
                pipe.send(child.stdin, wish)
                self._tell(pipe.receive(child.stdout))
        except Exception:
            pass  # the process is gone, or it said something that nobody understands: it is ended below, and told
        finally:
            if child is not None:
                self._end(child)
            self._tell(told)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._guard:
            if self._stopped:
                return None
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=process.folder(),
                creationflags=_flags(),
            )
            return self._child

    @staticmethod
    def _end(child: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(OSError):
            child.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(WAIT)
        for end in (child.stdin, child.stdout):
            if end is not None:
                with contextlib.suppress(OSError):
                    end.close()


class Within(Worker):
    """The same work in a thread of this program: slower for the window, but it needs no process."""

    def __init__(self, told: Told, content: Callable[[], Content]) -> None:
        super().__init__(told)
        self._content = content

    def stop(self) -> None:
        """Take no more wishes; nothing is told any more. Waits a moment for the page that is being drawn."""
        super().stop()
        if self._thread is not None:
            self._thread.join(WAIT)

    def _work(self) -> None:
        from ala_wizard.preview.desk import Desk

        desk = Desk(lambda _renewed: self._content())
        while (wish := self._wishes.get()) is not None and not self._stopped:
            self._tell(desk.answer(wish))
