"""How long until the first picture, against an empty PySide6 window in the same run: `python tests/bench/bench_start.py [ROUNDS]`.

Whole processes, one kind after the other in turn; median of the processor time (which other work on the machine disturbs
less) and of the time on the wall. Modules are compiled before, as in an installed program. By hand; nothing is asserted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 7
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
"""
MODELS = EMPTY + "import ala_wizard.model.case\nala_wizard.model.case.Case()\n"
RUN = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from ala_wizard import app

class Painted(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint and seen.objectName() == "{name}":
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

qt = app.prepare(["bench"])
probe = Painted()
qt.installEventFilter(probe)
app.run({path})
"""
START = RUN.format(name="start_page", path="")
CASE = RUN.format(name="page_content", path="Path(sys.argv[1])")
KINDS = {
    "empty window": EMPTY,
    "empty window and models": MODELS,
    "start page": START,
    "start page, a farm known": START,
    "case open": CASE,
}
"""What is run, by what it is called; the kinds before the last two have a settings folder in which nothing was opened yet."""
END = "\nimport os\nos._exit(0)\n"


def once(code: str, file: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds of the processor and on the wall for one process."""
    begin, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code + END, str(file)], env=environment, check=True, stderr=subprocess.DEVNULL)
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return busy, time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        usual = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(home / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        fresh, used = ({**usual, "ALA_WIZARD_HOME": str(home / name)} for name in ("fresh", "used"))
        file = home / "probe.ala"
        subprocess.run([sys.executable, "-m", "ala_wizard", "sample", "hof-sonnenwiese", "--out", str(file)], env=used, check=True)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in KINDS}
        for number in range(rounds + 1):
            for name, code in reversed(KINDS.items()):  # opening the case makes it known
                took = once(code, file, used if name in list(KINDS)[-2:] else fresh)
                if number:  # the first round compiles
                    found[name].append(took)
    floor = [median(times) for times in zip(*found["empty window"], strict=True)]
    for name, measured in found.items():
        busy, wall = (median(times) for times in zip(*measured, strict=True))
        print(
            f"{name:26} processor {busy * 1000:6.0f} ms  ratio {busy / floor[0]:5.2f}   wall {wall * 1000:6.0f} ms  ratio {wall / floor[1]:5.2f}"
        )


if __name__ == "__main__":
    main()
