"""The start page comes first: what only a case or a paper needs is not loaded before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("reportlab", "pypdfium2", "PIL", "chunspell", "ala_wizard.pdf", "ala_wizard.preview.desk")
CASE = ("ala_wizard.ui.workspace", "ala_wizard.ui.session", "ala_wizard.checks.findings", "ala_wizard.calc", "ala_wizard.documents")
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


def loaded(deed: str, home: Path) -> set[str]:
    """Names of the modules that a fresh program has loaded when its first picture is there."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ALA_WIZARD_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", LOADED.format(deed=deed)], env=environment, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_the_start_page_loads_nothing_that_only_a_case_needs(tmp_path: Path) -> None:
    modules = loaded("program.window.show_start()", tmp_path)
    assert "ala_wizard.ui.start" in modules
    assert [name for name in (*HEAVY, *CASE) if name in modules] == []


def test_an_open_case_is_seen_before_anything_is_laid_out(tmp_path: Path) -> None:
    modules = loaded("program.window.show_example()", tmp_path)
    assert "ala_wizard.ui.workspace" in modules
    assert [name for name in HEAVY if name in modules] == []
