"""Files and texts from elsewhere, by every way into the program: opened, named on the command line, dropped, pasted, read back."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QTextEdit

from ala_wizard import cli
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.model.direction import MARK
from ala_wizard.store import casefile, inbox, recent
from ala_wizard.store.casefile import dump
from tests.model.test_direction import TURNING
from tests.store.cases import full
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, answering
from tests.ui.test_belege import drop
from tests.ui.test_belege import panel as belege
from tests.workbook.hostile import hostile_books

Key = Qt.Key
EVIL = "Hof \u202eenöS\u202c \u2066& Co\u2069"
PLAIN = "Hof enöS & Co"


def packed(path: Path, entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            archive.writestr(name, raw)
    return path


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("attachments/plan.pdf")
    entry.external_attr = 0o120777 << 16
    return entry


CASE = ("case.json", dump(full()))
HOSTILE: dict[str, list[tuple[zipfile.ZipInfo | str, bytes]]] = {
    "upwards": [CASE, ("../gift.txt", b"x")],
    "absolute": [CASE, ("/gift.txt", b"x")],
    "drive": [CASE, ("C:/gift.txt", b"x")],
    "backslash": [CASE, ("attachments\\..\\..\\gift.txt", b"x")],
    "link": [CASE, (link(), b"/etc/hostname")],
    "capitals": [CASE, ("CASE.JSON", b"{}")],
    "turned": [CASE, ("attachments/a\u202efdp.exe", b"x")],
    "bomb": [CASE, ("attachments/a.pdf", b"\0" * (3 << 20))],
    "many": [CASE, *((f"attachments/{number}", b"") for number in range(casefile.MAX_ENTRIES))],
    "nested": [("case.json", b'{"farm": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")],
    "huge": [("case.json", b" " * (casefile.MAX_CASE + 1))],
    "values": [("case.json", b'{"answers": {"a": "' + b"," * (casefile.MAX_VALUES + 1) + b'"}}')],
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_file_is_refused_in_german_by_window_and_command_line(
    opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = packed(tmp_path / "hof.ala", HOSTILE[kind])
    if kind == "bomb":  # a size that no packing reaches
        raw = bytearray(file.read_bytes())
        at = raw.rindex(b"PK\x01\x02")
        raw[at + 24 : at + 28] = (1_900_000_000).to_bytes(4, "little")
        file.write_bytes(raw)
    before = file.read_bytes()
    screen = opened("leer")
    session = screen.session
    [asked] = answering("Verstanden", lambda: screen.window.open_file(file))
    assert asked.title and "hof.ala" in asked.words and not re.search(r"Error|Traceback|\{", asked.words)
    assert screen.window.session is session
    for words in (["calc", str(file)], ["check", str(file)], ["export", str(file), "--out", str(tmp_path / "aus")], [str(file)]):
        assert cli.main(words) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("hof.ala") == 4 and "Traceback" not in said.err
    assert file.read_bytes() == before
    assert [entry.name for entry in tmp_path.rglob("gift*")] == [] and not (tmp_path / "aus").exists()
    assert not Path("/gift.txt").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_double_entries_are_refused(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    file = packed(tmp_path / "hof.ala", [CASE, CASE])
    assert answering("Verstanden", lambda: screen.window.open_file(file))
    file = packed(tmp_path / "zwei.ala", [CASE, ("attachments/a.pdf", b"1"), ("attachments/A.PDF", b"2")])
    assert "Namen" in answering("Verstanden", lambda: screen.window.open_file(file))[0].words


# --- letters that turn the direction ----------------------------------------------------------------------------------


def turned(words: str) -> bool:
    return bool(set(words) & set(TURNING))


def everything(screen: Screen) -> list[str]:
    """All words anywhere in the window: shown, to be typed in, told by a screen reader, in its title."""
    window = screen.window
    found = [window.windowTitle(), *(label.text() for label in window.findChildren(QLabel))]
    found += [field.text() for field in window.findChildren(QLineEdit)] + [field.toPlainText() for field in window.findChildren(QTextEdit)]
    return found + [words for widget in QApplication.allWidgets() for words in (widget.accessibleName(), widget.toolTip())]


def test_a_file_with_turning_letters_shows_what_stands_there(opened: Opened, tmp_path: Path) -> None:
    """In the case, in the file's name, and in its folder's: window, list, command line, papers, tables and names of files."""
    data = json.loads(dump(sample("hof-sonnenwiese")))
    data["farm"]["name"] = EVIL
    data["answers"]["K1.1"] = EVIL
    data["people"][0]["name"] = EVIL
    data["kostenkalkulation"]["personal"][0]["name"] = EVIL
    data["attachments"] = [{"id": "a", "title": EVIL, "file": "a.pdf", "kind": "plan"}]
    file = packed(tmp_path / "Hof\u202efdp.ala", [("case.json", json.dumps(data).encode())])
    screen = opened("leer")
    answering("Weitermachen", lambda: screen.window.open_file(file))
    screen.window.activateWindow()
    assert screen.case.farm.name == PLAIN
    for step in ("betrieb", "k01", "k08", "belege", "export"):
        screen.workspace.go_to(step)
        screen.settle()
        assert [words for words in everything(screen) if turned(words)] == [], step
    screen.window.save()
    assert not turned(dump(casefile.load(file).case).decode())
    file.write_bytes(b"kaputt")
    recent.remember(file)
    screen.window.show_start()
    screen.settle()
    shown = everything(screen)
    assert [words for words in shown if turned(words)] == [] and any(f"Hof{MARK}fdp" in words for words in shown)


def test_no_paper_and_no_table_turns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even from a case that was put together without asking anybody."""
    from datetime import datetime

    from pypdf import PdfReader

    from ala_wizard import core
    from ala_wizard.bundle.wishes import Wishes
    from ala_wizard.content.loader import content

    case = sample("hof-sonnenwiese")
    cost = case.kostenkalkulation
    rows = (cost.personal[0].model_copy(update={"name": "=1+1\u202e"}), *cost.personal[1:])
    case = case.model_copy(
        update={
            "farm": case.farm.model_copy(update={"name": EVIL}),
            "answers": {**case.answers, "K1.1": EVIL},
            "kostenkalkulation": cost.model_copy(update={"personal": rows}),
        }
    )
    assert turned(case.farm.name)
    moment = datetime(2026, 3, 2, 12)
    wishes = Wishes(frozenset({"konzept", "kostenkalkulation", "tabelle"}), frozenset({"pdf", "docx", "xlsx"}))
    made = core.export(case, content(), core.reckon(case, content(), moment.date()), moment, tmp_path / "aus", None, wishes)
    files = [path for path in (tmp_path / "aus").rglob("*") if path.is_file()]
    assert made.paths and {path.suffix for path in files} >= {".pdf", ".docx", ".xlsx"}
    for path in files:
        assert path.name.isascii()
        if path.suffix == ".pdf":
            reader = PdfReader(path)
            said = " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
        elif path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as held:
                said = " ".join(held.read(name).decode("utf-8", "replace") for name in held.namelist() if name.endswith((".xml", ".rels")))
        else:
            said = path.read_text(encoding="utf-8")
        assert not turned(said), path.name
    casefile.save(sample("leer").model_copy(update={"case_id": "x"}), tmp_path / "a\u202e\x1b[31mb.ala")
    assert cli.main(["calc", str(tmp_path / "a\u202e\x1b[31mweg.ala")]) == 2
    said = capsys.readouterr().err
    assert MARK in said and not turned(said) and "\x1b" not in said


def test_pasted_letters_that_turn_never_reach_the_case(opened: Opened) -> None:
    screen = opened("leer", "betrieb")
    for address in ("farm.name", "farm.events"):
        screen.enter(address)
        QApplication.clipboard().setText(f"vor {EVIL} nach")
        screen.key(Key.Key_V, CONTROL)
        field = screen.focus
        held = field.text() if isinstance(field, QLineEdit) else field.toPlainText() if isinstance(field, QTextEdit) else ""
        assert held == screen.session.value(address) == f"vor {PLAIN} nach"
    screen.window.undo()
    screen.window.redo()
    screen.workspace.go_to("k01")
    screen.settle()
    target = next(field for field in screen.workspace.page.findChildren(QTextEdit) if field.isVisible() and field.isEnabled())
    screen.click(target.viewport())
    data = QMimeData()
    data.setHtml(f"<p>a <b>{EVIL}</b></p>")
    QApplication.clipboard().setMimeData(data)
    screen.key(Key.Key_V, CONTROL)
    assert PLAIN in target.toPlainText() and not turned(target.toPlainText())
    assert not turned(dump(screen.case).decode())
    QApplication.clipboard().clear()


@pytest.mark.parametrize("name", ["Plan\u202efdp.pdf", "..\u2066.pdf", "a\nb\u202e.PDF"])
def test_a_dropped_file_gets_a_harmless_name(opened: Opened, tmp_path: Path, name: str) -> None:
    screen = opened(Case(case_id="probe"), "belege")
    file = tmp_path / "stick" / name
    file.parent.mkdir()
    file.write_bytes(b"%PDF-1.7")
    drop(screen, belege(screen).add, [QUrl.fromLocalFile(str(file))])
    [row] = screen.case.attachments
    assert row.file.isprintable() and not turned(row.file + row.title) and "/" not in row.file and ".." not in row.file
    screen.session.save()
    assert inbox.content(screen.case, row, screen.session.file) == b"%PDF-1.7"


def test_a_dropped_program_or_link_is_refused(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    screen = opened(Case(case_id="probe"), "belege")
    for name in ("setup.exe", "a.pdf.lnk", "makro.xlsm", "seite.html"):
        file = tmp_path / name
        file.write_bytes(b"MZ")
        drop(screen, belege(screen).add, [QUrl.fromLocalFile(str(file))])
        assert any(f"„{name}“ ist weder Dokument noch Bild." in words for words in screen.words()), name
    assert screen.case.attachments == ()


def test_the_window_gets_no_cell_of_a_hostile_workbook(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ala_wizard.ui.panels.tabelle import TabellePanel

    screen = opened("hof-sonnenwiese", "export")
    panel = screen.workspace.page.findChild(TabellePanel)
    assert isinstance(panel, TabellePanel)
    before = screen.case
    for kind, file in hostile_books(screen.case, tmp_path).items():
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, file=file: (str(file), ""))
        screen.click(panel.read)
        said = " ".join(screen.words(panel))
        assert "geändert" in said or "nicht mehr" in said or "keine" in said or "gleich" in said or "Unterschied" in said, (kind, said)
        assert screen.case == before and not turned(said) and len(said) < 5000, kind
