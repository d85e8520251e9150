"""„Menschen mit Namen“ as somebody uses it: by key presses and clicks, shut by default, and nothing of it where it does not belong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ala_wizard.model.case import Case
from ala_wizard.model.people import Participant
from ala_wizard.store import age, casefile, generations, journal, personal, recovery
from ala_wizard.store.folders import user_data
from ala_wizard.store.secret import SecretError
from ala_wizard.ui.panels.menschen import MenschenPanel
from ala_wizard.ui.private import HINTS, PrivateLine, PrivateText
from ala_wizard.ui.secretdialog import SecretDialog
from ala_wizard.ui.vault import PAUSE_MS
from tests.pdf.cases import PdfReader
from tests.ui.conftest import NOON, Opened
from tests.ui.screen import Screen, answering
from tests.ui.screen import _watched as watched
from tests.ui.typing import type_text

WORDS = "vier kleine Worte mehr"
AGREED = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "WORK", 4)


def people() -> Case:
    return Case(
        participants=(
            Participant(id="p1", pseudonym="P1", consent=AGREED, delete_by=date(2027, 1, 1)),
            Participant(id="p2", pseudonym="", consent=None),
        )
    )


def late_people() -> Case:
    """P1 and P3 were to be deleted by yesterday; today is March 2, 2026."""
    days = (date(2026, 3, 1), date(2026, 3, 2), date(2025, 12, 31))
    rows = tuple(Participant(id=f"p{n}", pseudonym=f"P{n}", consent=AGREED, delete_by=day) for n, day in enumerate(days, 1))
    return Case(case_id="faellig", participants=rows)


def panel(screen: Screen) -> MenschenPanel:
    found = screen.workspace.page.findChild(MenschenPanel)
    assert isinstance(found, MenschenPanel)
    return found


def giving(act: Callable[[], object], *tries: list[str], then: str = "") -> list[str]:
    """Do something that asks for secrets, and answer each time with the next ones; gives the sentences that stood below the fields."""
    said: list[str] = []
    left = list(tries)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, SecretDialog):
            return
        said.append(box.message.text())
        if not left:
            QTest.mouseClick(next(button for button in box.buttons if button.text() == then or not then), Qt.MouseButton.LeftButton)
            return
        for line, words in zip(box.inputs, left.pop(0), strict=True):
            line.setFocus()
            line.selectAll()
            type_text(line, words)
        QTest.keyClick(box.inputs[-1], Qt.Key.Key_Return)

    watched(act, look)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the dialog is gone, and the focus with it
    return said[1:]


def made(opened: Opened, case: Case | None = None) -> Screen:
    screen = opened(case or people(), "k03")
    giving(lambda: screen.click(screen.button("Passwort anlegen", panel(screen))), [WORDS, WORDS])
    assert screen.session.vault.state == "offen"
    return screen


def line(screen: Screen, key: str) -> PrivateLine | PrivateText:
    kinds: tuple[type, ...] = (PrivateLine, PrivateText)
    return next(found for kind in kinds for found in panel(screen).findChildren(kind) if found.property("private") == key)


def write(screen: Screen, key: str, words: str) -> None:
    screen.window.activateWindow()
    screen.click(line(screen, key))
    type_text(line(screen, key), words)


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def made_paper(screen: Screen, qtbot: QtBot, act: Callable[[], object], path: Path) -> str:
    with qtbot.waitSignal(panel(screen).maker.finished, timeout=20_000):
        act()
    screen.settle()
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_new_passphrase_is_asked_twice_and_long_enough(opened: Opened) -> None:
    screen = opened(people(), "k03")
    assert "Noch ist kein Passwort angelegt" in " ".join(screen.words(panel(screen)))
    tries = (["kurz", "kurz"], [WORDS, WORDS + "x"], [WORDS, WORDS])
    said = giving(lambda: screen.click(screen.button("Passwort anlegen", panel(screen))), *tries)
    assert ["zu kurz" in said[0], "nicht gleich" in said[1]] == [True, True]
    assert screen.session.vault.state == "offen"
    assert not screen.session.undo_name  # a passphrase is no step to take back


def test_what_is_typed_is_sealed_saved_and_found_again(opened: Opened) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Jördis Müßig")
    write(screen, "p2.support", "braucht Bilder")
    screen.session.save()
    raw = casefile.dump(screen.case).decode()
    assert "Jördis" not in raw and "Bilder" not in raw and "Jördis" not in str(screen.case)
    again = opened(casefile.load(screen.session.file).case, "k03")
    assert again.session.vault.state == "zu" and not panel(again).findChildren(PrivateLine)
    assert "2 Menschen haben Angaben." in screen.words(panel(again))
    said = giving(lambda: again.click(again.button("Aufschließen", panel(again))), ["falsch geraten"], [WORDS])
    assert "passt nicht" in said[0]
    assert line(again, "p1.name").property("text") == "Jördis Müßig"
    found = line(again, "p2.support")
    assert isinstance(found, PrivateText) and found.raw() == "braucht Bilder"


def test_undo_and_redo_of_a_name(opened: Opened) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    screen.session.end_typing()
    assert screen.session.undo_name == "Name von P1"
    screen.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(screen, "p1.name").property("text") == ""
    screen.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert line(screen, "p1.name").property("text") == "Erika"


def test_saving_while_shut_loses_nothing(opened: Opened) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    screen.click(screen.button("Zuschließen", panel(screen)))
    screen.session.change("farm.name", "Hof Neu", "Name")
    screen.session.save()
    case = casefile.load(screen.session.file).case
    identity = personal.unlock(case.personal, WORDS)
    assert case.farm.name == "Hof Neu" and personal.opened(case.personal.people["p1"], identity, "p1").name == "Erika"


def test_it_shuts_by_itself_after_a_pause(opened: Opened, qtbot: QtBot) -> None:
    assert PAUSE_MS == 10 * 60 * 1000
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    vault = screen.session.vault
    assert vault._timer.isActive()
    with qtbot.waitSignal(vault.changed):
        vault._timer.setInterval(0)
        vault.touch()
    assert vault.state == "zu" and not vault.recovery and not vault.names() and not vault._known
    assert not [found for found in panel(screen).findChildren(PrivateLine) if found.isVisible()]


def test_a_lost_passphrase_and_the_sheet(opened: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    assert any("Notfallblatt" in words for words in screen.words(panel(screen)))
    sheet = tmp_path / "blatt.pdf"
    chosen(monkeypatch, sheet)
    key = screen.session.vault.recovery
    shown = made_paper(screen, qtbot, lambda: screen.click(screen.button("Notfallblatt speichern", panel(screen))), sheet)
    assert key[16:20] in shown and not screen.session.vault.sheet_wanted
    screen.click(screen.button("Zuschließen", panel(screen)))
    new = "lauter andere Worte"
    tries = ([key[:-1], new, new], [age.Identity.new().words, new, new], [key.lower(), new, new])
    said = giving(lambda: screen.click(screen.button("Passwort vergessen?", panel(screen))), *tries)
    assert ["Tippfehler" in said[0], "anderen Antrag" in said[1]] == [True, True]
    assert line(screen, "p1.name").property("text") == "Erika"
    screen.click(screen.button("Zuschließen", panel(screen)))
    said = giving(lambda: screen.click(screen.button("Aufschließen", panel(screen))), [WORDS], [new])
    assert "passt nicht" in said[0] and screen.session.vault.state == "offen"


def test_a_new_passphrase_holds_for_undo_too(opened: Opened) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    new = "lauter andere Worte"
    giving(lambda: screen.click(screen.button("Neues Passwort", panel(screen))), [new, new])
    screen.session.undo()
    personal.unlock(screen.case.personal, new)
    with pytest.raises(SecretError):
        personal.unlock(screen.case.personal, WORDS)


def test_names_leave_only_on_purpose_and_with_consent(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = made(opened)
    paper = tmp_path / "namen.pdf"
    chosen(monkeypatch, paper)
    write(screen, "p2.name", "Ohnezusage Person")
    answering("Blatt mit Namen erstellen", lambda: screen.click(screen.button("Bedarfsnachweis mit Namen", panel(screen))))
    assert not paper.exists() and "Einwilligung" in panel(screen).message.text
    write(screen, "p1.name", "Mitzusage Person")
    asked = answering("Abbrechen", lambda: screen.click(screen.button("Bedarfsnachweis mit Namen", panel(screen))))
    assert "Klartext" in asked[0].words and "zugestimmt: P1." in asked[0].words and "P2" in asked[0].words
    assert not paper.exists()

    def go() -> None:
        answering("Blatt mit Namen erstellen", lambda: screen.click(screen.button("Bedarfsnachweis mit Namen", panel(screen))))

    shown = made_paper(screen, qtbot, go, paper)
    assert "Mitzusage" in shown and "Ohnezusage" not in shown


def test_deleting_leaves_nothing_to_bring_back(opened: Opened) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    write(screen, "p2.name", "Otto")
    asked = answering("Behalten", lambda: screen.click(screen.button("Überall löschen", panel(screen))))
    assert "P1" in asked[0].title and len(screen.case.participants) == 2
    answering("Überall löschen", lambda: screen.click(screen.button("Überall löschen", panel(screen))))
    for case in (screen.case, *(step.before for step in screen.session.done_steps), casefile.load(screen.session.file).case):
        assert "p1" not in json.dumps(case.model_dump(mode="json")["participants"]) and "p1" not in case.personal.people
    assert line(screen, "p2.name").property("text") == "Otto"


def test_a_text_like_a_diagnosis_is_told(opened: Opened) -> None:
    screen = made(opened)
    for words, told in (("braucht klare Abläufe", False), (" wegen F20.0", True)):
        write(screen, "p1.support", words)
        assert any("vielleicht eine Diagnose" in shown for shown in screen.words(panel(screen))) is told


def test_a_damaged_text_is_told_and_never_written_over(opened: Opened) -> None:
    part, identity = personal.create(WORDS, AGREED)
    from ala_wizard.model.personal import PersonData

    part = personal.sealed(part, identity, "p2", PersonData(name="Otto"))
    broken = part.model_copy(update={"people": {"p1": part.people["p2"], "p2": part.people["p2"]}})
    screen = opened(people().model_copy(update={"personal": broken}), "k03")
    giving(lambda: screen.click(screen.button("Aufschließen", panel(screen))), [WORDS])
    assert any("lassen sich nicht lesen" in words for words in screen.words(panel(screen)))
    assert line(screen, "p2.name").property("text") == "Otto"
    screen.session.vault.write("p1", "name", "Neu", "x")
    assert screen.case.personal == broken


def test_copies_ask_to_be_forgotten(opened: Opened) -> None:
    screen = made(opened)
    write(screen, "p1.name", "Erika")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C):
        QTest.keyClick(line(screen, "p1.name"), key, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Erika" and all(data.hasFormat(kind) for kind in HINTS)
    write(screen, "p1.support", "Bilder")
    text = line(screen, "p1.support")
    assert isinstance(text, PrivateText) and text.marks is None
    text.selectAll()
    text.copy()
    assert all(QGuiApplication.clipboard().mimeData().hasFormat(kind) for kind in HINTS)
    QGuiApplication.clipboard().clear()


def test_search_spelling_findings_and_preview_know_nothing(opened: Opened) -> None:
    from ala_wizard.core import open_list
    from ala_wizard.ui.spelling.service import names_of

    screen = made(opened)
    write(screen, "p1.name", "Zwetschgenxyz")
    screen.session.check_now()
    said = [repr(screen.session.findings), repr(screen.session.open_list), repr(names_of(screen.case)), repr(screen.session._stand())]
    assert not any("Zwetschgenxyz" in words for words in said) and open_list


# --- the day of deletion ----------------------------------------------------------------------------------------------


def test_who_is_due_is_deleted_everywhere_with_one_click_and_no_passphrase(opened: Opened) -> None:
    screen = made(opened, late_people())
    for row in ("p1", "p2", "p3"):
        write(screen, f"{row}.name", f"Jemand {row}")
    screen.session.noter.finish()
    screen.session.save()
    assert generations.add(screen.case, screen.session.file, NOON) is not None
    recovery.keep(screen.case, screen.session.file)
    screen.session.change("farm.name", "Hof Quark", "Name")
    screen.session.noter.finish()  # stands in the journal, not in the file
    screen.click(screen.button("Zuschließen", panel(screen)))
    said = " ".join(screen.words(panel(screen)))
    assert "Der Löschtag ist vorbei bei: P1, P3." in said and "P2." not in said
    asked = answering("Behalten", lambda: screen.click(screen.button("Jetzt überall löschen", panel(screen))))
    assert "P1, P3" in asked[0].title and len(screen.case.participants) == 3
    answering("Überall löschen", lambda: screen.click(screen.button("Jetzt überall löschen", panel(screen))))
    screen.settle()
    assert [entry.id for entry in screen.case.participants] == ["p2"] and set(screen.case.personal.people) == {"p2"}
    assert not [b for b in panel(screen).findChildren(QAbstractButton) if b.isVisible() and b.text() == "Jetzt überall löschen"]
    kept = [screen.session.file, *(entry.path for entry in generations.found("faellig")), *recovery.found()]
    cases = [casefile.load(path).case for path in kept] + [journal.read(path).case for path in journal.found()]
    assert len(kept) > 2 and all([entry.id for entry in case.participants] == ["p2"] for case in cases)
    for path in user_data().rglob("*"):
        raw = path.read_bytes() if path.is_file() and path.suffix != ".ala" else b""
        assert b'"p1"' not in raw and b'"p3"' not in raw, path


def test_a_new_day_is_an_answer_too(opened: Opened) -> None:
    screen = opened(late_people(), "k03")
    screen.click(screen.button("Neuen Tag eintragen", panel(screen)))
    assert screen.table("participants").view.hasFocus() or screen.table("participants").isAncestorOf(screen.focus)
    for row in ("p1", "p3"):
        screen.session.change(f"participants[{row}].delete_by", date(2026, 3, 2), "Löschtag")
    screen.settle()
    assert "Löschtag" not in " ".join(screen.words(panel(screen)))


def test_without_a_day_of_deletion_no_name_leaves(opened: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path) -> None:
    case = people().model_copy(update={"participants": (Participant(id="p1", pseudonym="P1", consent=AGREED),)})
    screen = made(opened, case)
    chosen(monkeypatch, tmp_path / "namen.pdf")
    write(screen, "p1.name", "Mitzusage Person")
    screen.click(screen.button("Bedarfsnachweis mit Namen", panel(screen)))
    assert "Löschtag" in panel(screen).message.text
    screen.session.change("participants[p1].delete_by", date(2027, 1, 1), "Löschtag")

    def go() -> None:
        [asked] = answering("Blatt mit Namen erstellen", lambda: screen.click(screen.button("Bedarfsnachweis mit Namen", panel(screen))))
        assert "Vernichten Sie das Blatt spätestens am 01.01.2027." in asked.words

    shown = made_paper(screen, qtbot, go, tmp_path / "namen.pdf")
    assert "Vernichten Sie dieses Blatt spätestens am 01.01.2027." in " ".join(shown.split())
