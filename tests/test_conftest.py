"""The guards of `conftest.py` bite: each is run against a small suite that breaks its rule."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

GUARDS = Path(__file__).with_name("conftest.py")

BREACHES = {
    "Qt warning": "from PySide6.QtCore import qWarning\ndef test_it(): qWarning('odd')\n",
    "Qt warning in teardown": (
        "import pytest\nfrom PySide6.QtCore import qWarning\n@pytest.fixture\ndef late():\n    yield\n    qWarning('odd')\ndef test_it(late): pass\n"
    ),
    "window left open": "from PySide6.QtWidgets import QWidget\nkept = []\ndef test_it(qapp):\n    kept.append(QWidget()); kept[0].show()\n",
    "unexpected log": "import logging\ndef test_it(): logging.getLogger('x').warning('odd')\n",
    "connection": "import socket\ndef test_it():\n    with socket.socket() as s: s.connect(('127.0.0.1', 9))\n",
    "name look-up": "import socket\ndef test_it(): socket.create_connection(('localhost', 9))\n",
    "warning": "import warnings\ndef test_it(): warnings.warn('odd')\n",
}

HARMLESS = """
import logging, os, socket
import pytest
from pathlib import Path
from PySide6.QtCore import qDebug
from PySide6.QtWidgets import QWidget

def test_a_closed_window_is_fine(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_debug_words_are_fine():
    qDebug("words")

@pytest.mark.expects_log
def test_expected_log():
    logging.getLogger("x").warning("asked for")

def test_own_folders(own_folders):
    assert Path.home() == own_folders
    assert os.environ["ALA_WIZARD_HOME"].startswith(str(own_folders))

@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets here")
def test_local_sockets_are_fine(tmp_path):
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("s")
        server.listen()
        client.connect("s")
"""


def _suite(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    shutil.copy(GUARDS, pytester.path / "conftest.py")
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\nqt_api = "pyside6"\nfilterwarnings = ["error"]\naddopts = "--strict-markers"\n')
    pytester.makepyfile(body)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


def test_breaches_are_caught(pytester: pytest.Pytester) -> None:
    for number, (breach, body) in enumerate(BREACHES.items()):
        pytester.makepyfile(**{f"test_breach{number}": f"# {breach}\n{body}"})
    result = _suite(pytester, HARMLESS)
    outcomes = result.parseoutcomes()
    failing = {line.split("::")[0].rsplit(" ", 1)[-1] for line in result.outlines if line.startswith(("FAILED", "ERROR")) and "::" in line}
    assert failing == {f"test_breach{number}.py" for number in range(len(BREACHES))}, "\n".join(result.outlines)
    assert outcomes["passed"] >= 4
