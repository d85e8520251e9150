"""Typing beside the live preview: how long a key takes, and how soon after a pause the page is new. Run by hand.

Types into the longest chapter of the sample, with pauses as a person makes them, in the real window with the real helper
process. `python tests/bench/bench_preview.py [LETTERS]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FRAME_MS = 16
REFRESH_MS = 300
WORDS = "Wir ernten im Herbst die Kartoffeln und lagern sie im Keller. "
KEY_PAUSE = 0.12
"""Seconds between two letters, as a quick writer needs them."""
THINK = 25
"""After so many letters the writer thinks, and waits for the page."""


def main() -> None:
    """Measure and print."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as home:
        os.environ["ALA_WIZARD_HOME"] = home
        measure(letters, Path(home))


def measure(letters: int, home: Path) -> None:
    """One run with the preview and one without."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from ala_wizard import app
    from ala_wizard.content.samples import sample
    from ala_wizard.ui import settings
    from ala_wizard.ui.editors.base import Editor
    from ala_wizard.ui.session import Session

    qt = app.prepare(["bench"])

    def work(seconds: float) -> None:
        """Let the window sleep and answer, as it does between two keys."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    for face in ("hilfe", "vorschau"):
        settings.save(settings.Settings("light", 1.0, face=face))
        program = app.Program(qt)
        window = program.window
        window.resize(1440, 900)
        session = Session(sample("hof-sonnenwiese"), home / f"{face}.ala", program.engine)
        window.show_session(session, "k05")
        window.show()
        work(3)
        assert window.workspace is not None
        editors = window.workspace.page.findChildren(Editor)
        field = next(editor for editor in editors if editor.property("address") == "answers[K5.6]").focus_widget()
        field.setFocus()
        work(1)
        keys: list[float] = []
        busy: list[float] = []
        pages: list[float] = []
        for number in range(letters):
            letter = WORDS[number % len(WORDS)]
            begin, before = perf_counter(), process_time()
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))
            qt.processEvents()
            keys.append((perf_counter() - begin) * 1000)
            busy.append((process_time() - before) * 1000)
            if number % THINK == THINK - 1 and face == "vorschau":
                loop = QEventLoop()
                session.preview.answered.connect(loop.quit)
                loop.exec()
                session.preview.answered.disconnect(loop.quit)
                pages.append((perf_counter() - begin) * 1000)
            else:
                work(KEY_PAUSE)
        print(f"{face:9} key    {spread(keys)}   frame {FRAME_MS} ms")
        print(f"{face:9} of it processor  {spread(busy)}")
        if pages:
            print(f"{face:9} page   {spread(pages)}   wanted {REFRESH_MS} ms after the last key")
        window.close()


def spread(times: list[float]) -> str:
    """Median and upper end."""
    ordered = sorted(times)

    def at(part: float) -> float:
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    return f"median {at(0.5):6.1f} ms   95 % {at(0.95):6.1f} ms   99 % {at(0.99):6.1f} ms"


if __name__ == "__main__":
    main()
