"""The proof that nothing leaves the computer: the whole flow without any network, for the program and every process it starts.

Twice: once sealed by the kernel, which ends any process that opens a network socket (`sealed.py`), and once in a network
namespace of its own, whose counters must say afterwards that nobody tried to send. Local sockets (the screen, the desktop) are no network.

Run as a module: `python -m tests.proofs.offline FOLDER WHOLE SEAL`; it does the flow and writes what it did as JSON.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.proofs import sealed  # noqa: E402 - the path comes first

COUNTERS = ("OutRequests", "OutNoRoutes", "OutDiscards", "ActiveOpens", "OutDatagrams", "OutMsgs")
"""What Linux counts when somebody sends, or tries to where no way leads."""
WAIT_S = 60


@dataclass
class Tally:
    """What was done without a network."""

    typed: str = ""
    pages: int = 0
    """Pages of the preview that the helper process drew."""
    files: int = 0
    """Files of the whole set."""
    changes: int = 0
    """Differences read back from a spreadsheet."""
    commands: list[str] = field(default_factory=list)
    """Commands of the command line, each in a process of its own."""


# -- the flow --------------------------------------------------------------------


def flow(folder: Path, *, whole: bool) -> Tally:
    """Start, type, preview, search, all papers, spreadsheet and back, new values, command line. Raises AssertionError."""
    tally = Tally()
    _window(folder, tally, whole=whole)
    _commands(folder, tally, whole=whole)
    return tally


def _window(folder: Path, tally: Tally, *, whole: bool) -> None:
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QLineEdit

    from ala_wizard import app as program
    from ala_wizard.bundle.wishes import Wishes
    from ala_wizard.content.samples import sample
    from ala_wizard.preview.wishes import Place, View
    from ala_wizard.store import casefile
    from ala_wizard.ui.editors.base import Editor
    from ala_wizard.ui.spelling import service as spelling
    from ala_wizard.workbook.readback import read_back
    from tests.content.update_files import file as update_file
    from tests.ui.typing import press, type_text

    qt = program.prepare([])
    spelling.install(spelling.Spelling(parent=qt))
    running = program.Program(qt)
    window = running.window
    window.show_start()
    window.show()
    qt.processEvents()
    case = folder / "Hof.ala"
    casefile.save(sample("hof-sonnenwiese"), case)
    window.open_file(case)
    assert window.session is not None and window.workspace is not None
    session = window.session
    for part in running.engine.content.parts if whole else ():
        window.workspace.go_to(part.step)
        qt.processEvents()
    window.workspace.go_to("betrieb")
    for _ in range(5):
        qt.processEvents()
    window.activateWindow()
    editor = next(entry for entry in window.workspace.page.findChildren(Editor) if entry.property("address") == "farm.name")
    field_ = editor.focus_widget()
    field_.setFocus()
    assert isinstance(field_, QLineEdit)
    type_text(field_, " am Bach")
    press(Qt.Key.Key_Tab)
    window.save()
    tally.typed = casefile.load(case).case.farm.name
    assert tally.typed.endswith(" am Bach"), tally.typed

    loop = QEventLoop()
    answers = []
    session.preview.answered.connect(lambda answer: (answers.append(answer), loop.quit()))
    QTimer.singleShot(WAIT_S * 1000, loop.quit)
    session.preview.look(View("konzept", Place("betrieb"), 600))
    loop.exec()
    assert answers and answers[-1].trouble == "", answers
    assert session.preview.pid is not None and not session.preview.within, "the helper process is gone"
    tally.pages = len(answers)
    window.toggle_preview()
    window.lookup.search()
    qt.processEvents()
    press(Qt.Key.Key_Escape)

    target = folder / "unterlagen"
    wishes = Wishes() if whole else Wishes(frozenset({"anschreiben", "kostenkalkulation", "tabelle"}))
    made = session.export(target, wishes, lambda _said: None)()
    tally.files = len(made.paths)
    [table] = target.rglob("*.xlsx")
    changed = folder / "tabelle.xlsx"
    shutil.copy(table, changed)
    _typed_into(changed)
    tally.changes = len(read_back(changed, session.case).changes)
    assert tally.changes, "nothing was read back"
    values = folder / "ala-werte-2026-12.toml"
    values.write_bytes(update_file())
    offered = session.engine.values.offer(values, session.case)
    session.engine.values.accept(offered)
    session.renew_values()
    session.engine.values.remove(f"ala-werte-2026-12-15-{_sha(values)}.toml")
    window.close()
    words = spelling.installed()
    if words is not None:
        words.close()


def _sha(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


def _typed_into(file: Path) -> None:
    """Somebody changes the first input of the spreadsheet."""
    from openpyxl import load_workbook

    book = load_workbook(file)
    leads = book["Zuordnung"]
    book[leads["A3"].value][leads["B3"].value] = 11
    book.save(file)


def _commands(folder: Path, tally: Tally, *, whole: bool) -> None:
    case = folder / "cli.ala"
    every: list[Sequence[str]] = [
        ("sample", "hof-sonnenwiese", "--out", str(case)),
        ("calc", str(case), "--json"),
    ]
    if whole:
        every += [
            ("--version",),
            ("check", str(case)),
            ("export", str(case), "--out", str(folder / "cli-ganz")),
            ("questionnaire", "--out", str(folder / "frage.pdf")),
            ("open-points", str(case)),
            ("values", "--json"),
            ("schema",),
            ("self-check",),
        ]
    for words in every:
        done = subprocess.run([sys.executable, "-m", "ala_wizard", *words], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode in (0, 1), (words, done.returncode, done.stderr[-500:])
        tally.commands.append(words[0])


# -- without a network -------------------------------------------------------------


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    home = {name: str(folder / "heim") for name in ("HOME", "ALA_WIZARD_HOME", "XDG_RUNTIME_DIR")}
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environment)


def _told(done: subprocess.CompletedProcess[bytes]) -> Tally:
    assert done.returncode != sealed.KILLED, "a network socket was opened"
    assert done.returncode == 0, (done.returncode, done.stderr[-3000:].decode("utf-8", "replace"))
    return Tally(**json.loads(done.stdout.splitlines()[-1]))


def prove_sealed(folder: Path, *, whole: bool = True) -> Tally:
    """The flow where the kernel ends whoever opens a network socket. Raises AssertionError."""
    return _told(_run([sys.executable, "-m", "tests.proofs.offline", str(folder), str(int(whole)), "1"], folder))


def namespace() -> list[str]:
    """The words before a command that give it a network of its own with nothing in it; empty where the system forbids it."""
    for words in (["unshare", "-rn"], ["unshare", "-n"]):
        if (
            shutil.which("unshare")
            and shutil.which("ip")
            and not subprocess.run([*words, "true"], capture_output=True, check=False).returncode
        ):
            return words
    return []


SHELL = (
    "ip link set lo up && ip route add default dev lo && ip -6 route add default dev lo || exit 99; "
    '"$@"; code=$?; cat /proc/net/snmp /proc/net/snmp6 >&2; exit $code'
)
"""All ways lead back to this very network, so that whatever is sent is counted; does a command, then tells the counters."""


def alone(command: Sequence[str], folder: Path) -> tuple[subprocess.CompletedProcess[bytes], dict[str, int]]:
    """Do a command in a network of its own; gives what it said, and what was sent or tried to be."""
    done = _run([*namespace(), "sh", "-c", SHELL, "sh", *command], folder)
    return done, sent(done.stderr.decode("utf-8", "replace"))


def sent(told: str) -> dict[str, int]:
    """The counters that are not 0, of what Linux says about a network."""
    found: dict[str, int] = {}
    lines = [line.split() for line in told.splitlines()]
    for head, row in itertools.pairwise(lines):
        if head and row and head[0] == row[0] and head[0] in ("Ip:", "Tcp:", "Udp:", "Icmp:"):
            found |= {f"{head[0]}{name}": int(value) for name, value in zip(head[1:], row[1:], strict=True) if name in COUNTERS}
    for row in lines:
        if len(row) == 2 and row[0].startswith(("Ip6", "Udp6", "Icmp6")) and row[0].endswith(COUNTERS):
            found[row[0]] = int(row[1])
    assert "Ip:OutRequests" in found, "the counters are not there"
    return {name: value for name, value in found.items() if value}


def prove_alone(folder: Path, *, whole: bool = True) -> Tally:
    """The flow in a network of its own, in which nobody may have tried to send. Raises AssertionError."""
    done, tried = alone([sys.executable, "-m", "tests.proofs.offline", str(folder), str(int(whole)), "0"], folder)
    tally = _told(done)
    assert tried == {}, tried
    return tally


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    if sys.argv[3] == "1":
        sealed.seal()
    print(json.dumps(asdict(flow(place, whole=sys.argv[2] == "1"))))
