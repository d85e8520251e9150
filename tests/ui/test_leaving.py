"""Leaving the program with something of its own in the clipboard: no crash, and others can still paste it, but for names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("what", ["rich", "cell", "hushed"])
def test_what_was_copied_does_not_crash_the_end(what: str, tmp_path: Path, own_folders: Path) -> None:
    assert own_folders
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-X", "faulthandler", "-m", "tests.ui.copy_child", what, str(tmp_path / "antrag.ala")],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    left = json.loads(done.stdout)
    if what == "hushed":
        assert left["words"] == "", "nothing of a person stays behind"
    else:
        assert left["words"].strip(), "others can still paste it"
        assert ("text/html" in left["kinds"]) == (what == "rich")


def test_nothing_of_python_goes_into_the_clipboard() -> None:
    """Data made by `QMimeData()` asks Python back, also after its end: only `ui/clipdata.py` makes some."""
    made = [path.name for path in (ROOT / "ala_wizard").rglob("*.py") if "QMimeData()" in path.read_text("utf-8")]
    assert made == ["clipdata.py"], "there it stands in the words that explain it"
