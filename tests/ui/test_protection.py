"""The whole file encrypted as somebody does it: by menu, keys and clicks; and after a long day not one byte tells anything."""

from __future__ import annotations

import gc
import json
import shutil
import socket
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ala_wizard.bundle.wishes import Wishes
from ala_wizard.content.samples import sample
from ala_wizard.documents.menschen import grouped
from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.store import age, casefile, generations, inbox, journal, keyring, recent, recovery, rescue
from ala_wizard.store.folders import user_config, user_data
from ala_wizard.ui import resume
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.ui.secretdialog import SecretDialog
from ala_wizard.ui.window import Window
from tests.pdf.cases import PdfReader
from tests.store.test_protection import MARK, said
from tests.ui.conftest import Opened
from tests.ui.screen import Screen, answering
from tests.ui.screen import _watched as watched
from tests.ui.test_sicherung import changed
from tests.ui.typing import type_text

WORDS, OTHER = "vier kleine Worte mehr", "ganz andere Worte jetzt"
Step = str | list[str] | Callable[[Dialog], object]


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "WORK", 4)


def going(act: Callable[[], object], *steps: Step) -> list[str]:
    """Do something that asks, and answer one dialog after the other: a button's words, what is typed, or a deed of its own.

    Gives what the dialogs said, each when its turn came.
    """
    left, heard = list(steps), []
    busy = False

    def answer() -> None:
        nonlocal busy
        busy = False
        box = QApplication.activeModalWidget()
        if not isinstance(box, Dialog):
            return
        message = box.message.text() if isinstance(box, SecretDialog) else ""
        heard.append("\n".join((box.title, box.words, message)))
        step = left.pop(0) if left else box.buttons[0].text()
        if isinstance(step, str):
            button = next(found for found in box.findChildren(QAbstractButton) if found.isVisible() and found.text() == step)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        elif isinstance(step, list):
            assert isinstance(box, SecretDialog)
            for line, words in zip(box.inputs, step, strict=True):
                line.setFocus()
                line.selectAll()
                type_text(line, words)
            QTest.keyClick(box.inputs[-1], Qt.Key.Key_Return)
        else:
            step(box)

    def look() -> None:
        nonlocal busy
        if not busy and isinstance(QApplication.activeModalWidget(), Dialog):
            busy = True
            QTimer.singleShot(0, answer)  # a timer of its own, so that one dialog may open another

    watched(act, look)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not left, heard
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Window) and window.isVisible():
            window.activateWindow()
    QApplication.processEvents()
    return heard


def encrypt(screen: Screen, words: str = WORDS) -> list[str]:
    return going(screen.window.act_protect.trigger, [words, words], "Schließen")


def at_home(opened: Opened, tmp_path: Path, case: Case | str = "leer") -> Screen:
    """A case in a file of its own, as after „Speichern unter“."""
    screen = opened(case, "betrieb")
    file = tmp_path / "fall" / "hof.ala"
    file.parent.mkdir()
    screen.session.save_as(file)
    recent.remember(file)
    return screen


def leave(screen: Screen) -> None:
    screen.window.show_start()
    screen.settle()
    assert keyring.known() == ()


def open_by(screen: Screen, file: Path, *steps: Step) -> list[str]:
    heard = going(lambda: screen.window.open_file(file), *steps)
    screen.settle()
    return heard


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_it_is_encrypted_and_opened_again_by_keys_and_clicks(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path)
    screen.fill("farm.name", "Hof Ücker")
    file, action = screen.session.file, screen.window.act_protect
    assert action.text() == "Ganze Datei verschlüsseln …" and action in screen.window.menu.actions()
    heard = going(action.trigger, ["kurz", "kurz"], [WORDS, WORDS + "x"], [WORDS, WORDS], "Schließen")
    assert "zu kurz" in heard[1] and "nicht gleich" in heard[2] and "Diese Datei ist verschlüsselt" in heard[3]
    assert action.text() == "Verschlüsselung der Datei …" and screen.session.protected
    assert file.read_bytes().startswith(keyring.SIGN) and screen.session.save_state.kind == "gespeichert"
    screen.fill("farm.town", "Beispielau")
    leave(screen)
    heard = open_by(screen, file, ["falsch"], ["immer noch falsch"], [WORDS])
    assert "hof.ala“ ist verschlüsselt" in heard[0] and "passt nicht" in heard[1] and "passt nicht" in heard[2]
    assert (screen.case.farm.name, screen.case.farm.town) == ("Hof Ücker", "Beispielau")
    leave(screen)
    open_by(screen, file, "Abbrechen")
    assert screen.window.session is None and keyring.known() == ()


def test_the_passphrase_is_changed_by_who_knows_it(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path)
    encrypt(screen)
    file = screen.session.file
    tries: tuple[Step, ...] = ("Passwort ändern", [OTHER, OTHER, OTHER], [WORDS, OTHER, OTHER], "Schließen")
    heard = going(screen.window.act_protect.trigger, *tries)
    assert "passt nicht" in heard[2]
    leave(screen)
    open_by(screen, file, [WORDS], [OTHER])
    assert screen.session.protected and generations.found(screen.case.case_id)
    assert {keyring.lock_of(state.path) for state in generations.found(screen.case.case_id)} == {keyring.lock_of(file)}


def test_it_is_taken_away_by_who_knows_the_passphrase(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path)
    screen.fill("farm.name", "Hof Ücker")
    encrypt(screen)
    file, case = screen.session.file, screen.case
    heard = going(screen.window.act_protect.trigger, "Verschlüsselung aufheben", [OTHER], [WORDS], "Verstanden")
    assert "passt nicht" in heard[2] and "nicht mehr verschlüsselt" in heard[3]
    assert not screen.session.protected and screen.window.act_protect.text() == "Ganze Datei verschlüsseln …"
    assert casefile.load(file).case == case and keyring.known() == ()
    assert all(casefile.load(state.path).case.case_id == case.case_id for state in generations.found(case.case_id))
    screen.fill("farm.town", "Beispielau")
    screen.session.save()
    assert casefile.load(file).case.farm.town == "Beispielau"


def test_the_sheet_opens_the_file_and_sets_a_new_passphrase(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    screen = at_home(opened, tmp_path)
    paper, file = tmp_path / "blatt.pdf", screen.session.file
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))

    def save_sheet(box: Dialog) -> None:
        with qtbot.waitSignal(box.maker.finished, timeout=20_000):  # type: ignore[attr-defined]
            QTest.mouseClick(box.sheet, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]

    going(screen.window.act_protect.trigger, [WORDS, WORDS], save_sheet, "Schließen")
    words = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    key = screen.session.key
    assert key is not None and "hof.ala" in words
    letters = key.identity.words.removeprefix("AGE-SECRET-KEY-1")
    assert all(group in words for group in grouped(key.identity.words))
    leave(screen)
    alien = age.Identity.new().words
    tries: tuple[Step, ...] = ([alien, OTHER, OTHER], ["Unsinn", OTHER, OTHER], [letters, OTHER, OTHER + "x"], [letters, OTHER, OTHER])
    heard = open_by(screen, file, "Passwort vergessen?", *tries)
    assert "anderen Antrag" in heard[2] and "Tippfehler" in heard[3] and "nicht gleich" in heard[4]
    assert screen.session.protected
    leave(screen)
    open_by(screen, file, [WORDS], [OTHER])
    assert screen.window.session is not None


def test_the_start_page_tells_the_file_name_and_nothing_else(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path, changed(sample("hof-sonnenwiese"), farm__name=MARK))
    encrypt(screen)
    leave(screen)
    start = screen.window.start
    assert start is not None
    words = " ".join(screen.words(start))
    assert "hof.ala" in words and "Verschlüsselt" in words and MARK not in words and "€" not in words
    screen.qtbot.waitUntil(lambda: not start.busy)
    assert MARK not in " ".join(screen.words(start))
    going(lambda: screen.click(start.first), [WORDS])
    assert screen.case.farm.name == MARK and screen.window.windowTitle().startswith(MARK)
    assert screen.workspace.header._lock.isVisible()


def test_a_save_that_fails_leaves_the_case_unprotected_and_says_so(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = at_home(opened, tmp_path)
    screen.fill("farm.name", MARK)
    screen.session.save()
    before = screen.session.file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr("ala_wizard.store.disk.write_whole", full)
        heard = going(screen.window.act_protect.trigger, [WORDS, WORDS], "Abbrechen")
    assert "kein Platz" in heard[1] and not screen.session.protected
    assert screen.session.file.read_bytes() == before
    screen.session.save()
    assert casefile.load(screen.session.file).case.farm.name == MARK


def test_a_killed_program_offers_what_was_typed_only_after_the_passphrase(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path)
    encrypt(screen)
    file, case_id = screen.session.file, screen.case.case_id
    older = file.read_bytes()
    screen.session.change("farm.name", MARK, "Name")
    screen.session.noter.finish()
    kept = journal.place(case_id, file)
    copied = kept.read_bytes()
    leave(screen)
    file.write_bytes(older)  # as a kill would have left it
    kept.write_bytes(copied)
    assert rescue.look(file).offer is None and rescue.waiting() == (file,)
    screen.window.show_start()
    assert "neuerer Stand" in " ".join(screen.words(screen.window.start))
    heard = open_by(screen, file, [WORDS], "Weitermachen")
    assert MARK not in heard[0] and "neueren Stand" in heard[1]
    assert screen.case.farm.name == MARK and screen.session.protected
    screen.session.save()
    assert casefile.load(file).case.farm.name == MARK and file.read_bytes().startswith(keyring.SIGN)


def test_a_file_encrypted_elsewhere_asks_before_it_is_compared(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path)
    screen.fill("farm.name", "Mein Hof")
    screen.session.save()
    file, mine = screen.session.file, screen.case
    key = keyring.create(WORDS)
    keyring.protect(mine.case_id, key)
    casefile.save(changed(mine, farm__name="Anderer Hof"), file)  # another computer
    keyring.release(mine.case_id)
    keyring.keep_only(mine.case_id)
    screen.fill("farm.town", "Beispielau")
    screen.session.saver.finish()
    assert screen.session.stopped == "geaendert"
    screen.window._ask_soon.stop()
    heard = going(screen.window.resolve, [WORDS], "Mein Stand")
    assert "verschlüsselt" in heard[0] and screen.session.protected
    assert {keyring.lock_of(state.path) for state in generations.found(mine.case_id)} == {key.lock}
    assert file.read_bytes().startswith(keyring.SIGN) and casefile.load(file).case.farm.name == "Mein Hof"


def test_an_older_version_is_kept_sealed_when_it_is_lifted(opened: Opened, tmp_path: Path) -> None:
    raw = b'{"schema_version": 1, "case_id": "alt", "farm": {"name": "Quittenkern"}}'
    file = tmp_path / "alt.ala"
    key = keyring.create(WORDS)
    file.write_bytes(age.seal(raw, key.head))
    screen = opened("leer")
    open_by(screen, file, [WORDS])
    assert screen.case.farm.name == MARK and screen.session.protected
    screen.session.save()
    originals = list(generations.folder("alt").glob("fassung-1-*"))
    assert said(user_data(), tmp_path) == []
    leave(screen)
    assert [entry.read_bytes().startswith(keyring.SIGN) for entry in originals] in ([True], [])


# --- a whole day --------------------------------------------------------------------------------------------------------


def test_a_day_with_an_encrypted_case_leaves_no_trace(
    opened: Opened, tmp_path: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun in plain, encrypted in between; every text, a name and an attachment say the mark. Export is the only way out."""
    calls: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: calls.append(address))
    temporary = tmp_path / "temp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    own_process = {"own_process": True}
    draft = user_data() / "antraege" / "antrag-1.ala"
    draft.parent.mkdir(parents=True)
    screen = opened(marked(sample("hof-sonnenwiese")), "k01", file=draft, **own_process)
    screen.session.save()
    source = tmp_path / "quelle" / f"{MARK}.txt"
    source.parent.mkdir()
    source.write_bytes(MARK.encode() * 50)
    row = screen.session.attach(source, MARK)
    file = tmp_path / "fall" / "hof.ala"
    file.parent.mkdir()
    screen.session.save_as(file)
    screen.session.change("farm.name", f"{MARK} 2", "Name")
    screen.session.noter.finish()
    screen.session.bring_back(screen.case, "x")
    assert said(own_folders)
    shutil.rmtree(source.parent)

    encrypt(screen)
    assert said(own_folders, file.parent, temporary) == []

    screen.session.change("farm.name", f"{MARK} 3", "Name")
    screen.session.noter.finish()
    assert journal.found() and said(own_folders, file.parent, temporary) == []
    source.parent.mkdir()
    source.write_bytes(MARK.encode() * 60)
    second = screen.session.attach(source, MARK)
    shutil.rmtree(source.parent)
    screen.session.detach(second.id, name="weg")
    screen.session.save()
    screen.session.undo()
    screen.session.save()
    assert screen.session.has_file(second)
    screen.window.toggle_preview()
    screen.workspace.go_to("k02")
    screen.settle()
    made: list[object] = []
    with monkeypatch.context() as patch:  # the page of the papers would make them in passing, to know their size
        patch.setattr(tempfile, "mkdtemp", lambda *rest, **named: made.append((rest, named)))
        screen.workspace.go_to("export")
        panel = screen.workspace.page.findChild(ExportPanel)
        assert isinstance(panel, ExportPanel)
        screen.wait_until_built()
        panel._measure()
        assert "sobald Sie die Unterlagen erstellen" in " ".join(screen.words(panel)) and panel._measuring is None and made == []
    screen.workspace.go_to("k02")
    recovery.keep(screen.case, file)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "fall" / "kopie.ala"), ""))
    going(screen.window.copy_for_adviser, "Kopie ohne Namen", "Verschlüsselt lassen", "Verstanden")
    monkeypatch.setattr(screen.program, "app", SimpleNamespace(exit=lambda _code: None))
    monkeypatch.setattr(sys, "excepthook", screen.program.catch)
    with pytest.raises(ValueError) as failed:
        int(MARK)
    answering("Verstanden", lambda: screen.program.catch(ValueError, failed.value, failed.tb))
    assert (user_data() / "absturz.txt").exists() and recovery.found()
    (tmp_path / "papiere").mkdir()
    screen.session.export(tmp_path / "papiere", Wishes(frozenset({"leistungsbeschreibung"}), frozenset({"pdf"})), lambda _step: None)()
    assert said(own_folders, file.parent, temporary) == [] and calls == []
    assert list(user_data().rglob("*.siegel")) or screen.session.has_file(row)

    # looking at an attachment is the one deed that needs a copy in plain: asked for, and gone afterwards
    shown: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url))
    screen.session.view(row)
    assert said(user_data()) != []
    leave(screen)
    screen.window.resize(900, 700)
    assert said(own_folders, file.parent, temporary) == []
    assert resume.places() == {} and MARK.encode() not in (user_config() / resume.FILE).read_bytes()

    open_by(screen, file, [WORDS])
    assert screen.case.farm.name == f"{MARK} 3" and screen.step == "k02"
    assert screen.session.has_file(row) and screen.session.has_file(second)


KEPT = {"id", "case_id", "sha256", "media_type", "file", "profile", "recipient", "key", "people"}
"""What is no text of a user, or would be no case any more."""


def marked(case: Case) -> Case:
    """The case with the mark in every text that somebody can type, wherever the model takes it."""
    data = case.model_dump(mode="json")
    data["unread"] = {"farm.staff_count": "viele"}
    refused: dict[tuple[str, ...], bool] = {}

    def walk(node: Any, way: tuple[str, ...]) -> None:
        for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
            kind = (*way, key) if isinstance(key, str) and key not in case.answers else (*way, "")
            if isinstance(value, dict | list):
                walk(value, kind)
            elif isinstance(value, str) and kind[-1] not in KEPT and not refused.get(kind):
                node[key] = f"{MARK} {value}"
                if kind not in refused:
                    try:
                        Case.model_validate(data)
                        refused[kind] = False
                    except ValidationError:
                        refused[kind] = True
                        node[key] = value

    walk(data, ())
    assert sum(not told for told in refused.values()) > 60
    return Case.model_validate(data)


def test_looking_at_an_attachment_is_asked_first(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url))
    screen = at_home(opened, tmp_path)
    source = tmp_path / "plan.txt"
    source.write_bytes(b"plan")
    row = screen.session.attach(source, "Plan")
    encrypt(screen)
    from ala_wizard.ui.panels.belege import BelegePanel

    panel = BelegePanel(screen.session, screen.window)
    assert "lesbare Kopie" in answering("Abbrechen", lambda: panel._view(row.id))[0].words and shown == []
    answering("Ansehen", lambda: panel._view(row.id))
    [url] = shown
    copy = Path(url.toLocalFile())  # type: ignore[attr-defined]
    assert copy.read_bytes() == b"plan"
    panel.deleteLater()
    leave(screen)
    assert not copy.exists() and list((user_data() / inbox.FOLDER).iterdir()) == []


# --- two files of one case ----------------------------------------------------------------------------------------------


def test_opening_a_readable_copy_of_the_same_case_tells_nothing_of_the_encrypted_one(opened: Opened, tmp_path: Path) -> None:
    """A copy that was given away readable comes back while the encrypted file is open: each is written as it is."""
    screen = at_home(opened, tmp_path)
    file, copy = screen.session.file, tmp_path / "kopie.ala"
    casefile.save(screen.case, copy)
    source = tmp_path / "plan.txt"
    source.write_bytes(b"plan")
    encrypt(screen)
    row = screen.session.attach(source, "Plan")
    screen.session.detach(row.id, name="weg")
    screen.session.change("farm.name", MARK, "Name")
    screen.session.save()
    open_by(screen, copy)
    assert screen.session.file == copy and not screen.session.protected and screen.case.farm.name != MARK
    assert file.read_bytes().startswith(keyring.SIGN) and said(user_data(), tmp_path) == []
    screen.session.change("farm.town", "Beispielau", "Ort")
    screen.session.save()
    assert casefile.load(copy).case.farm.town == "Beispielau"
    leave(screen)
    open_by(screen, file, [WORDS])
    assert screen.case.farm.name == MARK and screen.session.protected


def test_a_look_at_an_encrypted_file_of_the_same_case_encrypts_nothing(opened: Opened, tmp_path: Path) -> None:
    screen = at_home(opened, tmp_path)
    newer = {**json.loads(casefile.dump(screen.case)), "schema_version": SCHEMA_VERSION + 1}
    other = tmp_path / "neuer.ala"
    other.write_bytes(age.seal(json.dumps(newer).encode(), keyring.create(WORDS).head))
    heard = open_by(screen, other, [WORDS], "Nicht öffnen")
    assert "neueren Fassung" in heard[1] and not screen.session.protected
    screen.session.change("farm.town", "Beispielau", "Ort")
    screen.session.save()
    assert zipfile.is_zipfile(screen.session.file)
    open_by(screen, other, [WORDS], "Nur ansehen")
    assert screen.session.file == other
    assert zipfile.is_zipfile(tmp_path / "fall" / "hof.ala")


def test_what_was_not_encrypted_to_the_end_is_when_it_is_opened_again(opened: Opened, tmp_path: Path) -> None:
    """The program ended between the file and its copies."""
    screen = at_home(opened, tmp_path, changed(sample("leer"), farm__name=MARK))
    file, case = screen.session.file, screen.case
    screen.session.guard.keep(case)  # type: ignore[union-attr]
    assert said(user_data())
    leave(screen)
    keyring.protect(case.case_id, keyring.create(WORDS))
    casefile.save(case, file)
    keyring.keep_only(None)
    open_by(screen, file, [WORDS])
    assert screen.session.protected and said(user_data(), tmp_path) == []


def test_a_closed_case_leaves_no_key_in_the_memory(opened: Opened, tmp_path: Path) -> None:
    others = {id(thing) for thing in gc.get_objects() if isinstance(thing, keyring.Key)}  # of tests
    screen = at_home(opened, tmp_path)
    encrypt(screen)
    screen.session.change("farm.name", MARK, "Name")
    screen.session.noter.finish()
    screen.session.save()
    leave(screen)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [thing for thing in gc.get_objects() if isinstance(thing, keyring.Key) and id(thing) not in others] == []
