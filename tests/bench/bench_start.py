"""How long the window takes to be there, against an empty PySide6 window in the same run: `python tests/bench/bench_start.py [ROUNDS]`.

Whole processes, one kind after the other in turn; median of the processor time (which other work on the machine disturbs
less) and of the time on the wall. By hand; nothing is asserted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 9
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
"""
MODELS = EMPTY + "import ala_wizard.model.case\nala_wizard.model.case.Case()\n"
START = """
from ala_wizard import app
qt = app.prepare(["bench"])
program = app.Program(qt)
program.window.show_start()
program.window.show()
qt.processEvents()
"""
CASE = """
import sys
from pathlib import Path
from ala_wizard import app
qt = app.prepare(["bench"])
program = app.Program(qt)
program.window.open_file(Path(sys.argv[1]))
program.window.show()
qt.processEvents()
"""
KINDS = {"empty window": EMPTY, "empty window and models": MODELS, "start page": START, "case open": CASE}
END = "\nimport os\nos._exit(0)\n"


def once(code: str, file: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds of the processor and on the wall for one process."""
    begin, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code + END, str(file)], env=environment, check=True)
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return busy, time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ALA_WIZARD_HOME": home}
        file = Path(home) / "probe.ala"
        subprocess.run([sys.executable, "-m", "ala_wizard", "sample", "hof-sonnenwiese", "--out", str(file)], env=environment, check=True)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in KINDS}
        for _ in range(rounds):
            for name, code in KINDS.items():
                found[name].append(once(code, file, environment))
    floor = [median(times) for times in zip(*found["empty window"], strict=True)]
    for name, measured in found.items():
        busy, wall = (median(times) for times in zip(*measured, strict=True))
        print(
            f"{name:26} processor {busy * 1000:6.0f} ms  ratio {busy / floor[0]:5.2f}   wall {wall * 1000:6.0f} ms  ratio {wall / floor[1]:5.2f}"
        )


if __name__ == "__main__":
    main()
