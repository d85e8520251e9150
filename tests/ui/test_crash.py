"""A stop that nobody expected, in a real process: saved first, told once, and the next start shows what was open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from ala_wizard import app, cli
from ala_wizard.app import Program
from ala_wizard.content.samples import sample
from ala_wizard.store import casefile, generations, journal, lock, recent
from ala_wizard.store.folders import user_data
from ala_wizard.store.guard import Guard
from tests.ui.conftest import NOON, Opened
from tests.ui.screen import answering

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Quittenhof vor dem Ende"

CHILD = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ala_wizard import app
from ala_wizard.ui.dialog import Dialog

def work():
    window = next(entry for entry in QApplication.topLevelWidgets() if getattr(entry, "session", None) is not None)
    window.session.change("farm.name", sys.argv[3], "Name")
    if sys.argv[2] == "kill":
        QTimer.singleShot(1500, lambda: os.kill(os.getpid(), 9))
        return
    window.session.edit(lambda case: int(sys.argv[3]), "Name")

def answer():
    box = QApplication.activeModalWidget()
    if isinstance(box, Dialog):
        print("SAGT", box.title, "|", box.words.replace("\\n", " "), "|", [button.text() for button in box.buttons], flush=True)
        box.buttons[0].click()

prepare = app.prepare

def prepared(words):
    made = prepare(words)
    QTimer.singleShot(900, work)
    made.watch = QTimer()
    made.watch.timeout.connect(answer)
    made.watch.start(50)
    return made

app.prepare = prepared
sys.exit(app.run(Path(sys.argv[1])))
"""


def ended(file: Path, how: str) -> subprocess.CompletedProcess[bytes]:
    """A program that opens the file, types, and ends unexpectedly."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CHILD, str(file), how, WORDS]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environment, timeout=120)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "hof.ala"
    casefile.save(sample("leer"), found)
    return found


def start_words(screen: object) -> str:
    from tests.ui.screen import Screen

    assert isinstance(screen, Screen)
    screen.window.show_start()
    start = screen.window.start
    assert start is not None
    screen.qtbot.waitUntil(lambda: "plötzlich" in " ".join(screen.words(start)), timeout=5000)
    return " ".join(screen.words(start))


def test_an_exception_saves_tells_once_and_the_next_start_offers_the_case(opened: Opened, file: Path) -> None:
    done = ended(file, "raise")
    said = done.stdout.decode().split("SAGT ")[1:]
    assert done.returncode == 1 and len(said) == 1, (said, done.stderr[-2000:])
    assert "Das Programm muss sich beenden" in said[0] and str(file) in said[0] and "Bericht ansehen" in said[0]
    assert b"Traceback" not in done.stdout
    assert casefile.load(file).case.farm.name == WORDS
    report = (user_data() / "absturz.txt").read_text(encoding="utf-8")
    assert "ValueError" in report and WORDS not in report and str(file.parent) not in report
    assert "ala_wizard/" in report and str(ROOT) not in report  # where the program lies may tell a name too
    assert not [line for line in report.splitlines() if Path(line.partition(":")[0]).is_absolute()]
    assert recent.recent()[0] == file and lock.abandoned(file)
    screen = opened("leer")
    assert f"{WORDS}" in start_words(screen)
    screen.window.open_file(file)
    assert screen.case.farm.name == WORDS and not lock.abandoned(file)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such end there")
def test_a_killed_program_is_told_too(opened: Opened, file: Path) -> None:
    done = ended(file, "kill")
    assert done.returncode == -signal.SIGKILL and b"SAGT" not in done.stdout, done.stderr[-2000:]
    screen = opened("leer")
    start_words(screen)
    answering("Weitermachen", lambda: screen.window.open_file(file))
    assert screen.case.farm.name == WORDS


def test_a_problem_in_another_thread_asks_in_the_windows_own(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened("leer")
    ends: list[int] = []
    quits = SimpleNamespace(exit=ends.append)
    program: Program = screen.program
    thread = threading.Thread(target=lambda: program.catch(ValueError, ValueError("x"), None))
    thread.start()
    thread.join()
    monkeypatch.setattr(program, "app", quits)
    seen = answering("Verstanden", lambda: screen.qtbot.waitUntil(lambda: ends == [1], timeout=3000))
    assert [dialog.title for dialog in seen] == ["Das Programm muss sich beenden"]


def test_a_broken_file_named_on_the_command_line_opens_where_a_window_can_help(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A double click on a damaged case must not end without a word where its last state lies on this computer."""
    opened: list[Path | None] = []
    monkeypatch.setattr(app, "run", lambda path: opened.append(path) or 0)
    case = casefile.load(file).case
    file.write_bytes(b"PK\x03\x04 halb")
    assert cli.main([str(file)]) == 2 and opened == []
    assert "beschädigt" in capsys.readouterr().err
    generations.add(case, file, NOON)
    assert cli.main([str(file)]) == 0
    file.unlink()
    Guard(case, file, lambda: NOON, saved=False).note(case)
    lock.release(file)
    assert journal.found() and cli.main([str(file)]) == 0
    assert opened == [file, file]


def test_two_real_programs_and_one_file(opened: Opened, file: Path) -> None:
    """The other one runs as a process of its own; it ends without a word, and then the file is free again."""
    code = "import sys; from pathlib import Path; from datetime import datetime; from ala_wizard.store import lock; print(lock.acquire(Path(sys.argv[1]), datetime.now()), flush=True); sys.stdin.read()"
    screen = opened("leer")
    raw = file.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == "None"
        [asked] = answering("Nur ansehen", lambda: screen.window.open_file(file))
        assert "zweiten Fenster auf diesem Rechner" in asked.words
        assert asked.buttons == ["Nur ansehen", "Kopie öffnen", "Hier schreiben"]
        screen.session.change("farm.name", "Hof Anders", "Name")
        screen.window.save()
        assert file.read_bytes() == raw
        other.kill()
        other.wait()
    assert answering("Nur ansehen", lambda: screen.window.open_file(file)) == []
    screen.session.change("farm.name", "Hof Anders", "Name")
    screen.session.save()
    assert casefile.load(file).case.farm.name == "Hof Anders"
