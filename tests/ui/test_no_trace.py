"""A whole working day with names, without network; afterwards every byte that was written is searched for them."""

from __future__ import annotations

import socket
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ala_wizard.bundle.wishes import Wishes
from ala_wizard.store import age, casefile, generations, journal, recovery
from ala_wizard.store.folders import user_data
from tests.ui.conftest import Opened
from tests.ui.screen import answering
from tests.ui.test_menschen import WORDS, chosen, giving, line, made, made_paper, panel, people, write

MARKS = ("Quittenxname", "Quittenxort", "Quittenxbetreuung", "Quittenxhilfe")
FIELDS = ("name", "contact", "guardian", "support")
FORMS = ("utf-8", "utf-16-le", "latin-1")


def inside(raw: bytes) -> Iterator[bytes]:
    """The bytes themselves, what is packed in them, and the words of a page."""
    yield raw
    if raw[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from inside(archive.read(name))
    if raw[:5] == b"%PDF-":
        yield " ".join(page.extract_text() for page in PdfReader(BytesIO(raw)).pages).encode()


def traces(*folders: Path) -> list[str]:
    """Every file below that says one of the marks, in its name or its content."""
    found = []
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()}):
        for piece in (str(path).encode(), *inside(path.read_bytes())):
            if any(mark.encode(form) in piece for mark in (*MARKS, WORDS) for form in FORMS):
                found.append(path.name)
    return found


@pytest.fixture
def all_places(tmp_path: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Where anything can be written: home with the program's folders, the case's folder, temporary files."""
    temporary = tmp_path / "temp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(age, "WORK", 4)
    return own_folders, tmp_path


def test_the_search_itself_finds_what_is_there(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ala", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("case.json", f'{{"x": "{MARKS[0]}"}}')
    (tmp_path / "b").write_bytes(MARKS[1].encode("utf-16-le"))
    assert traces(tmp_path) == ["a.ala", "b"]


def test_a_day_with_names_leaves_no_trace(
    opened: Opened, all_places: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    calls: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: calls.append(address))
    file = tmp_path / "fall" / "hof.ala"
    file.parent.mkdir()
    screen = made(opened, people())
    session = screen.session
    session.save_as(file)
    for field, mark in zip(FIELDS, MARKS, strict=True):
        write(screen, f"p1.{field}", mark)
    key = session.vault.recovery
    session.end_typing()
    session.undo()
    session.redo()
    session.noter.finish()
    session.save()
    session.change("farm.name", "Hof Quark", "Name")  # stands in the journal only
    session.noter.finish()
    assert journal.found() and generations.found(screen.case.case_id)
    recovery.keep(screen.case, file)
    screen.workspace.go_to("export")
    (tmp_path / "papiere").mkdir()
    session.export(tmp_path / "papiere", Wishes(), lambda _step: None)()
    screen.workspace.go_to("k03")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "kopie.ala"), ""))
    answering("Mit Namen", lambda: answering("Mit Namen", screen.window.copy_for_adviser))
    answering("Kopie ohne Namen", screen.window.copy_for_adviser)
    monkeypatch.setattr(screen.program, "app", SimpleNamespace(exit=lambda _code: None))
    monkeypatch.setattr(sys, "excepthook", screen.program.catch)
    with pytest.raises(ValueError) as failed:
        int(MARKS[0])
    answering("Verstanden", lambda: screen.program.catch(ValueError, failed.value, failed.tb))
    session.vault.lock()
    session.save()
    assert len([path for folder in all_places for path in folder.rglob("*") if path.is_file()]) > 8
    assert traces(*all_places) == [] and calls == []
    for path in (path for folder in all_places for path in folder.rglob("*") if path.is_file()):
        assert key.encode() not in path.read_bytes()
    assert (user_data() / "absturz.txt").exists()

    screen.settle()
    # The other way round: nothing was lost, and on purpose the names come out.
    giving(lambda: screen.click(screen.button("Aufschließen", panel(screen))), [WORDS])
    assert line(screen, "p1.name").property("text") == MARKS[0]
    paper = tmp_path / "namen.pdf"
    chosen(monkeypatch, paper)

    def go() -> None:
        answering("Blatt mit Namen erstellen", lambda: screen.click(screen.button("Bedarfsnachweis mit Namen", panel(screen))))

    made_paper(screen, qtbot, go, paper)
    assert traces(*all_places) == ["namen.pdf"]


def test_the_copy_for_the_adviser_has_no_names_unless_they_are_wanted(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age, "WORK", 4)
    screen = made(opened)
    write(screen, "p1.name", MARKS[0])
    target = tmp_path / "kopie.ala"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    answering("Abbrechen", screen.window.copy_for_adviser)
    assert not target.exists()
    answering("Kopie ohne Namen", screen.window.copy_for_adviser)
    copied = casefile.load(target).case
    assert not copied.personal.exists and copied.participants == screen.case.participants
    answering("Mit Namen", screen.window.copy_for_adviser)
    assert casefile.load(target).case.personal == screen.case.personal
    own = screen.session.file.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(screen.session.file), ""))
    seen = answering("Kopie ohne Namen", screen.window.copy_for_adviser)
    assert any("anderen Namen" in dialog.words for dialog in seen) and screen.session.file.read_bytes() == own


def test_the_page_says_that_nothing_leaves(opened: Opened) -> None:
    screen = opened("leer")
    (said,) = answering("Verstanden", screen.window.show_privacy)
    assert said.title == "Was verlässt meinen Rechner? Nichts." and str(user_data()) in said.words
