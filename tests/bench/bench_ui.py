"""How long keys and page changes take in the whole window, with all that hangs on them, as ratios.

Run by hand: `python tests/bench/bench_ui.py [--profile STEP]`. A key is typed into a text, a number and a table cell of the full
sample, with preview and spell check on, at 1440 × 900; its time goes from the key to the painted window. The yardsticks are
measured in the same run: a key in a plain QTextEdit in a window of its own, and the change between two pages with one label.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QTextEdit, QWidget

FRAME_MS, PAGE_MS = 16, 100
KEYS = 300
WORDS = "Wir arbeiten gern draußen, auch bei Regen. "


def key(widget: QWidget, letter: str) -> None:
    """One key, pressed and released."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key(0), Qt.KeyboardModifier.NoModifier, letter))


def backspace(widget: QWidget) -> None:
    """Take the last letter away, unmeasured."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier))


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of work of the window until everything that an act asks for is painted; other programs do not count."""
    start = thread_time()
    act()
    QApplication.processEvents()
    return (thread_time() - start) * 1000


def until_painted(act: Callable[[], object], page: Callable[[], QWidget]) -> float:
    """Milliseconds of work of the window until a page stands there painted; what it builds out of sight comes after."""
    start = thread_time()
    act()
    seen = Painted(page())
    QApplication.sendPostedEvents()  # also those that paint, but no timers
    took = (thread_time() - start) * 1000
    assert seen.count, "the page was not painted"
    page().removeEventFilter(seen)
    return took


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def stretches(rounds: int = 20) -> float:
    """The longest time for which the window does not answer while it builds what is out of sight, milliseconds."""
    return max(timed(lambda: None) for _ in range(rounds))


def quiet(rounds: int = 20) -> None:
    """Let everything that waits be done."""
    for _ in range(rounds):
        QApplication.processEvents()


def part(times: list[float], share: float) -> float:
    """The time that this share of all does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def typed(target: Callable[[], QWidget], letters: str, *, again: int = 0) -> list[float]:
    """Times of single keys; after `again` keys as many are taken back."""
    times = []
    for number in range(KEYS):
        if again and number and number % again == 0:
            for _ in range(again):
                backspace(target())
            quiet(2)
        letter = letters[number % len(letters)]
        times.append(timed(lambda letter=letter: key(target(), letter)))  # type: ignore[misc]
    return times


def yardsticks() -> tuple[float, float]:
    """The middle time of a key in a plain text field, and of a change between two pages with a word on them."""
    plain = QTextEdit()
    plain.setPlainText(WORDS * 60)
    plain.resize(1440, 900)
    plain.show()
    quiet()
    keys = typed(lambda: plain, WORDS)
    plain.hide()
    stack = QStackedWidget()
    stack.addWidget(QLabel("eins"))
    stack.addWidget(QLabel("zwei"))
    stack.resize(1440, 900)
    stack.show()
    quiet()
    pages = [timed(lambda place=place: stack.setCurrentIndex(place % 2)) for place in range(1, 200)]  # type: ignore[misc]
    stack.hide()
    return part(keys, 0.5), part(pages, 0.5)


def measure(folder: Path, profiled: str) -> int:
    """Measure everything; gives the exit code."""
    from ala_wizard import app
    from ala_wizard.content.samples import sample
    from ala_wizard.ui.editors.base import Editor
    from ala_wizard.ui.editors.rich.answer import AnswerEditor
    from ala_wizard.ui.editors.table.editor import TableEditor
    from ala_wizard.ui.session import Session
    from ala_wizard.ui.spelling import service as spelling

    qt = app.prepare(sys.argv[:1])
    spelling.install(spelling.Spelling(parent=qt))
    base_key, base_page = yardsticks()
    program = app.Program(qt)
    window = program.window
    window.resize(1440, 900)
    session = Session(sample("hof-sonnenwiese"), folder / "antrag.ala", program.engine, saved=True)
    begun = perf_counter()
    window.show_session(session, "betrieb")
    window.show()
    quiet(1)
    shown = (perf_counter() - begun) * 1000
    workspace = window.workspace
    assert workspace is not None
    quiet()
    over: list[str] = []
    if profiled:
        profile = cProfile.Profile()
        profile.enable()
        workspace.go_to(profiled)
        quiet(1)
        profile.disable()
        pstats.Stats(profile).sort_stats(sys.argv[3] if len(sys.argv) > 3 else "cumulative").print_stats(60)
        return 0
    print(f"yardsticks: key {base_key:.2f} ms, page {base_page:.2f} ms; case to first picture {shown:.0f} ms")
    print("\npage change        first      again   first/yardstick   longest stretch after it")
    for entry in program.engine.content.parts:
        if entry.step == workspace.step:
            workspace.go_to("k01")
            quiet()
        here = workspace.step
        first = until_painted(lambda step=entry.step: workspace.go_to(step), lambda: workspace.page.viewport())  # type: ignore[misc]
        later = stretches()
        workspace.go_to(here)
        quiet()
        second = until_painted(lambda step=entry.step: workspace.go_to(step), lambda: workspace.page.viewport())  # type: ignore[misc]
        quiet()
        mark = " <" if first > PAGE_MS else ""
        over += [f"{entry.step} {first:.0f} ms"] if mark else []
        print(f"{entry.step:16} {first:6.0f} ms  {second:6.0f} ms   {first / base_page:6.0f} {later:18.0f} ms{mark}")

    def report(name: str, times: list[float]) -> None:
        p50, p95, p99 = (part(times, share) for share in (0.5, 0.95, 0.99))
        over.extend([f"{name} {p99:.1f} ms"] if p99 > FRAME_MS else [])
        print(
            f"{name:34} p50 {p50:5.1f}  p95 {p95:5.1f}  p99 {p99:5.1f}  longest {max(times):5.1f} ms   p50/yardstick {p50 / base_key:4.1f}"
        )

    print("\none key")
    for face in ("hilfe", "vorschau"):
        workspace.side.show_face(face)  # type: ignore[arg-type]
        workspace.fold_help(False)
        workspace.go_to("k03")
        quiet()
        answer = workspace.page.findChildren(AnswerEditor)[0]
        answer.input.setFocus()
        answer.input.go_to_line(0)
        quiet()
        report(f"text, {face}", typed(lambda editor=answer: editor.input, WORDS))  # type: ignore[misc]
        workspace.go_to("betrieb")
        quiet()
        line = next(found for found in workspace.page.findChildren(Editor) if found.property("address") == "farm.name")
        line.focus_widget().setFocus()
        report(f"line, {face}", typed(line.focus_widget, WORDS, again=20))
        workspace.go_to("k03")
        quiet()
        number = next(found for found in workspace.page.findChildren(Editor) if found.property("address") == "offer.walk_minutes")
        number.focus_widget().setFocus()
        quiet()
        backspace(number.focus_widget())
        report(f"number, {face}", typed(number.focus_widget, "12", again=2))
        workspace.go_to("tagessatz")
        quiet()
        table = workspace.page.findChildren(TableEditor)[0]
        column = next(place for place, kind in enumerate(table.model.kinds) if kind.spec.kind == "money")
        table.view.setFocus()
        table.view.setCurrentIndex(table.model.index(0, column))
        quiet()
        report(f"table cell, {face}", typed(lambda view=table.view: QApplication.focusWidget() or view, "12", again=5))  # type: ignore[misc]
        quiet()
    begun = perf_counter()
    session.check_now()
    print(f"checks in the pause behind the keys: {(perf_counter() - begun) * 1000:.0f} ms")
    session.saver.finish()
    window.hide()
    print(f"\nover the aim ({FRAME_MS} ms a key at p99, {PAGE_MS} ms a page): {', '.join(over) or 'nothing'}")
    return 1 if over else 0


def main() -> int:
    """Print the figures; 1 when an aim was missed."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["ALA_WIZARD_HOME"] = home
        profiled = sys.argv[2] if sys.argv[1:2] == ["--profile"] else ""
        return measure(Path(home), profiled)


if __name__ == "__main__":
    sys.exit(main())
