"""The house stands: every module imports only from floors below its own (docs/architecture.md).

The checker reads the sources (`ast`), runs nothing, and is itself tested with planted breaches.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "ala_wizard"

BELOW_CORE = frozenset({"model", "content", "store", "calc", "checks", "flow", "documents", "pdf", "word", "workbook", "bundle"})

BELOW: Mapping[str, frozenset[str]] = {
    "model": frozenset(),
    "content": frozenset({"model"}),
    "store": frozenset({"model"}),
    "spelling": frozenset({"model", "content", "store"}),
    "calc": frozenset({"model", "content"}),
    "checks": frozenset({"model", "content", "calc"}),
    "flow": frozenset({"model", "content", "calc", "checks"}),
    "documents": frozenset({"model", "content", "calc", "checks", "flow"}),
    "pdf": frozenset({"model", "content", "calc", "documents"}),
    "word": frozenset({"model", "content", "calc", "documents"}),
    "workbook": frozenset({"model", "content", "calc", "checks", "documents"}),
    "bundle": frozenset({"model", "content", "store", "calc", "checks", "documents", "pdf", "word", "workbook"}),
    "core": BELOW_CORE,
    "preview": frozenset({"model", "content", "calc", "documents", "pdf", "core"}),
    "listing": frozenset({"model", "content", "calc", "checks"}),
    "ui": BELOW_CORE | {"spelling", "core", "preview"},
    "app": BELOW_CORE | {"core", "ui"},
    "cli": BELOW_CORE | {"core", "preview", "listing"},
    "__main__": frozenset({"cli"}),
}
"""Which rooms each room may import from. Its own modules and the version in `ala_wizard` are always allowed."""

LAZY: Mapping[str, frozenset[str]] = {"cli": frozenset({"app", "ui"})}
"""What may be imported only inside a function: the command line starts without Qt."""

QT_ROOMS = frozenset({"ui", "app"})
QT = frozenset({"PySide6", "PyQt6", "PyQt5", "shiboken6", "qtpy"})
HEAVY = frozenset({"reportlab", "pypdfium2", "pikepdf", "PIL", "hunspell", "xlsxwriter", "openpyxl", "docx"})
"""Loaded inside functions or in their own room only, so that the window and `calc` start fast."""
NETWORK = frozenset(
    {"socket", "ssl", "http", "urllib", "smtplib", "ftplib", "poplib", "imaplib", "socketserver", "xmlrpc", "asyncio", "requests", "httpx"}
)
INPUT_OUTPUT = frozenset(
    {
        "os",
        "io",
        "pathlib",
        "shutil",
        "tempfile",
        "subprocess",
        "sqlite3",
        "zipfile",
        "logging",
        "glob",
        "fileinput",
        "platformdirs",
        "tomllib",
        "json",
        "sys",
    }
)
PURE_ROOMS = frozenset({"model", "calc", "checks", "flow", "documents"})


def problems(root: Path) -> list[str]:
    """Every breach in a source tree that holds the package, one line each."""
    found: list[str] = []
    for file in sorted((root / PACKAGE).rglob("*.py")):
        place = file.relative_to(root).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        room = _room(file.relative_to(root / PACKAGE))
        if room not in BELOW and room != "":
            found.append(f"{place}: {room} has no floor")
            continue
        module = (PACKAGE, *file.relative_to(root / PACKAGE).with_suffix("").parts)
        for line, target, lazy in _imports(tree, module):
            reason = _judge(room, target, lazy)
            if reason:
                found.append(f"{place}:{line}: {target}: {reason}")
        found += [f"{place}:{line}: {what}" for line, what in _deeds(tree, room)]
    return found


def _room(inside: Path) -> str:
    """The room of a file below the package: `ui`, `cli`, or an empty text for the package itself."""
    first = inside.parts[0]
    if len(inside.parts) == 1:
        return "" if first == "__init__.py" else inside.stem
    return first


def _imports(tree: ast.Module, module: tuple[str, ...]) -> Iterator[tuple[int, str, bool]]:
    """Line, full name and laziness of every import; names given to import_module count too."""
    lazy_nodes = {
        id(inner) for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        lazy = id(node) in lazy_nodes
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, lazy
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(module[: len(module) - node.level]) + "." if node.level else ""
            stem = (base + (node.module or "")).rstrip(".")
            for alias in node.names:
                yield node.lineno, f"{stem}.{alias.name}", lazy
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("import_module", "__import__"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value, lazy
            else:
                yield node.lineno, "import_module of a name that is not written out", lazy


def _judge(room: str, target: str, lazy: bool) -> str:
    """Why an import is a breach; empty when it is none."""
    top, _, rest = target.partition(".")
    if top == PACKAGE:
        other = rest.split(".")[0]
        if other in ("", "__version__", room):
            return ""
        if room == "":
            return "the package itself imports nothing of the program"
        if other in BELOW[room] or (lazy and other in LAZY.get(room, ())):
            return ""
        return f"{room} may not use {other}" + (" outside a function" if other in LAZY.get(room, ()) else "")
    if top in NETWORK or target.startswith("PySide6.QtNetwork"):
        return "the program works offline"
    if top in QT:
        return "" if room in QT_ROOMS else "Qt belongs to ui/ and app.py"
    if top in HEAVY and room not in ("pdf", "word", "workbook", "bundle") and not lazy:
        return "loaded too early; import it inside the function that needs it"
    if room in PURE_ROOMS and top in INPUT_OUTPUT:
        return f"{room} reads and writes no files"
    if top.startswith("import_module"):
        return "write the name out"
    return ""


def _deeds(tree: ast.Module, room: str) -> Iterator[tuple[int, str]]:
    """Things done rather than imported: files opened or text printed by pure rooms, floats in the calculators."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and room in PURE_ROOMS
            and node.func.id in ("open", "print", "input")
        ):
            yield node.lineno, f"{room} calls {node.func.id}"
        if room == "calc":
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                yield node.lineno, "a float among amounts"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                yield node.lineno, "a float among amounts"


def test_every_module_keeps_to_its_floor() -> None:
    assert problems(ROOT) == []


def test_the_page_about_the_house_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = "".join(line.split("|")[2] for line in page.splitlines() if line.startswith("| ") and line[2:3].isdigit())
    assert [room for room in BELOW if f"`{room}/`" not in table and f"`{room}`" not in table] == []


def test_the_floors_have_no_circle() -> None:
    done: set[str] = set()
    while len(done) < len(BELOW):
        ready = {room for room, below in BELOW.items() if room not in done and below <= done}
        assert ready, f"circle among {set(BELOW) - done}"
        done |= ready


@pytest.mark.parametrize(
    ("place", "source", "said"),
    [
        ("model/case.py", "from ala_wizard.calc import results", "model may not use calc"),
        ("model/case.py", "import ala_wizard.content.loader", "model may not use content"),
        ("model/case.py", "from ..store import casefile", "model may not use store"),
        ("model/deep/case.py", "from ... import ui", "model may not use ui"),
        ("model/case.py", "from pathlib import Path", "model reads and writes no files"),
        ("model/case.py", "def f():\n    return open('x')", "model calls open"),
        ("content/texts.py", "from ala_wizard.store import casefile", "content may not use store"),
        ("store/casefile.py", "from ala_wizard.content.texts import text", "store may not use content"),
        ("calc/tagessatz.py", "RATE = 2.45", "a float among amounts"),
        ("calc/tagessatz.py", "def f(x):\n    return float(x)", "a float among amounts"),
        ("checks/findings.py", "from ala_wizard.documents import blocks", "checks may not use documents"),
        ("checks/findings.py", "def f():\n    from ala_wizard import flow", "checks may not use flow"),
        ("documents/konzept.py", "from PySide6.QtGui import QFont", "Qt belongs to ui/ and app.py"),
        ("core.py", "import PySide6", "Qt belongs to ui/ and app.py"),
        ("core.py", "def f():\n    from ala_wizard.ui import window", "core may not use ui"),
        ("ui/window.py", "from ala_wizard.app import run", "ui may not use app"),
        ("ui/window.py", "from reportlab.pdfgen import canvas", "loaded too early"),
        ("ui/window.py", "from PySide6.QtNetwork import QTcpSocket", "the program works offline"),
        ("store/recent.py", "import urllib.request", "the program works offline"),
        ("cli.py", "from ala_wizard import app", "cli may not use app outside a function"),
        ("cli.py", "import importlib\nimportlib.import_module('ala_wizard.ui.window')", "cli may not use ui outside a function"),
        ("cli.py", "import importlib\nimportlib.import_module(name)", "write the name out"),
        ("attic.py", "x = 1", "attic has no floor"),
        ("__init__.py", "from ala_wizard.model import case", "the package itself imports nothing of the program"),
    ],
)
def test_the_checker_sees_a_breach(tmp_path: Path, place: str, source: str, said: str) -> None:
    file = tmp_path / PACKAGE / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source + "\n", encoding="utf-8")
    found = problems(tmp_path)
    assert len(found) == 1, found
    assert said in found[0]


def test_the_checker_lets_good_imports_pass(tmp_path: Path) -> None:
    good = {
        "cli.py": "from ala_wizard import __version__\ndef f():\n    from ala_wizard import app\n    from ala_wizard.core import reckon\n",
        "app.py": "from PySide6.QtWidgets import QApplication\nfrom ala_wizard.ui.window import Window\n",
        "ui/window.py": "from ala_wizard.ui.pages import Page\nfrom ala_wizard import core\nfrom PySide6 import QtCore\n",
        "pdf/fonts.py": "from reportlab.pdfbase import ttfonts\nfrom ala_wizard.documents.blocks import Table\n",
        "calc/tagessatz.py": "from decimal import Decimal\nfrom ..model.money import cent\nRATE = Decimal('2.45')\n",
    }
    for place, source in good.items():
        file = tmp_path / PACKAGE / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    assert problems(tmp_path) == []
