"""The start page comes first: what only a case or a paper needs is not loaded before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ala_wizard.store import recent

HEAVY = ("reportlab", "pypdfium2", "PIL", "chunspell", "ala_wizard.pdf", "ala_wizard.preview.desk")
CASE = ("ala_wizard.ui.workspace", "ala_wizard.ui.session", "ala_wizard.checks.findings", "ala_wizard.calc", "ala_wizard.documents")
READING = ("pydantic", "ala_wizard.core", "ala_wizard.content.loader", "ala_wizard.model.case", "ala_wizard.store.casefile", "hunspell")
"""What reads cases and the program's content: the first picture needs none of it, also where cases are known."""
FIRST = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from ala_wizard import app

class Painted(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint and seen.objectName() == "start_page":
            print("\\n".join(sys.modules))
            print([entry.known.name for entry in program.window.start.rows], program.window.start._latest)
            sys.stdout.flush()
            os._exit(0)
        return False

qt = app.prepare(["probe"])
probe = Painted()
qt.installEventFilter(probe)
made = app.Program
def keep(*arguments):
    global program
    program = made(*arguments)
    return program
app.Program = keep
app.run()
"""
LOADED = """
import sys
from ala_wizard import app
qt = app.prepare(["probe"])
program = app.Program(qt)
{deed}
program.window.show()
qt.processEvents()
print("\\n".join(sys.modules))
import os
sys.stdout.flush()
os._exit(0)
"""


def said(code: str, home: Path) -> str:
    """What a fresh program prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ALA_WIZARD_HOME": str(home)}
    return subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True).stdout


def loaded(deed: str, home: Path) -> set[str]:
    """Names of the modules that a fresh program has loaded when its first picture is there."""
    return set(said(LOADED.format(deed=deed), home).split())


def test_the_start_page_loads_nothing_that_only_a_case_needs(tmp_path: Path) -> None:
    modules = loaded("program.window.show_start()", tmp_path)
    assert "ala_wizard.ui.start" in modules
    assert [name for name in (*HEAVY, *CASE) if name in modules] == []


def test_the_first_picture_waits_for_no_case_and_no_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALA_WIZARD_HOME", str(tmp_path))
    for name in ("hof-am-bach", "ziegenhof"):
        recent.remember(tmp_path / f"{name}.ala")
    modules = said(FIRST, tmp_path)
    assert [name for name in (*READING, *HEAVY, *CASE) if name in modules.split()] == []
    assert "hof-am-bach" in modules and "ziegenhof" in modules  # by the names of their files


def test_an_open_case_is_seen_before_anything_is_laid_out(tmp_path: Path) -> None:
    modules = loaded("program.window.show_example()", tmp_path)
    assert "ala_wizard.ui.workspace" in modules
    assert [name for name in HEAVY if name in modules] == []
