"""Unknown words in the window: underlined, corrected by the menu, kept as one's own. Driven by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTextEdit
from pytestqt.qtbot import QtBot

from ala_wizard.spelling import personal
from ala_wizard.spelling.speller import NoEngineError, Speller
from ala_wizard.ui.spelling import service as spelling
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, answering

ADDRESS = "answers[K1.1]"
WAVE = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


@pytest.fixture
def checker(prepared: QApplication) -> Iterator[spelling.Spelling]:
    """The program's spelling service."""
    made = spelling.Spelling(parent=prepared)
    spelling.install(made)
    yield made
    spelling.install(None)
    made.close()
    made.deleteLater()


def field(screen: Screen) -> QTextEdit:
    found = screen.editor(ADDRESS).focus_widget()
    assert isinstance(found, QTextEdit)
    return found


def marked(control: QTextEdit) -> list[str]:
    """The words with a wavy line."""
    found = []
    block = control.document().firstBlock()
    while block.isValid():
        text = block.text().encode("utf-16-le")
        found += [
            text[2 * span.start : 2 * (span.start + span.length)].decode("utf-16-le")
            for span in block.layout().formats()
            if span.format.underlineStyle() == WAVE
        ]
        block = block.next()
    return found


def write(screen: Screen, words: str) -> QTextEdit:
    """Replace the answer by these words, and go on to the next field."""
    screen.enter(ADDRESS)
    screen.key(Qt.Key.Key_A, CONTROL)
    screen.type(words)
    return field(screen)


def shows(screen: Screen, control: QTextEdit, *expected: str) -> None:
    screen.qtbot.waitUntil(lambda: marked(control) == list(expected))


def with_menu(screen: Screen, control: QTextEdit, choose: str) -> list[str]:
    """Open the menu at the cursor by key, choose an entry once it is there, and give all entries."""
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            return
        entries = [action.text() for action in menu.actions() if action.text()]
        if choose in entries:
            seen.extend(entries)
            action = next(action for action in menu.actions() if action.text() == choose)
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        elif len(entries) > 20:
            QTest.keyClick(menu, Qt.Key.Key_Escape)

    beat = QTimer()
    beat.timeout.connect(look)
    beat.start(10)
    place = control.cursorRect().center()
    QApplication.sendEvent(control.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, control.mapToGlobal(place)))
    beat.stop()
    back(screen, control)
    return seen


def back(screen: Screen, control: QTextEdit) -> None:
    """Give the window the focus again; off screen nobody does when a menu closes."""
    screen.window.activateWindow()
    screen.qtbot.waitUntil(lambda: QApplication.activeWindow() is screen.window)
    control.setFocus()
    screen.settle()


def test_unknown_words_are_underlined_when_one_has_gone_on(opened: Opened, checker: spelling.Spelling) -> None:
    assert checker.on
    screen = opened("leer", "k01")
    control = write(screen, "Der Tagesatz")
    screen.qtbot.waitUntil(lambda: checker.wrong(["Tagesatz"]) is True)
    assert marked(control) == []  # one is still at it
    screen.type(" gilt für Leistungsberechtigte")
    shows(screen, control, "Tagesatz")
    screen.key(Qt.Key.Key_Tab)
    assert screen.case.answers["K1.1"] == "Der Tagesatz gilt für Leistungsberechtigte"


def test_places_are_right_behind_an_emoji(opened: Opened, checker: spelling.Spelling) -> None:
    assert checker.on
    screen = opened("leer", "k01")
    control = write(screen, "🐑🐑 Schaafe auf der Weide ")
    shows(screen, control, "Schaafe")


def test_the_menu_corrects_and_undo_takes_it_back(opened: Opened, checker: spelling.Spelling) -> None:
    assert checker.on
    screen = opened("leer", "k01")
    control = write(screen, "Der Tagesatz ")
    shows(screen, control, "Tagesatz")
    screen.key(Qt.Key.Key_Left)
    screen.key(Qt.Key.Key_Left)
    entries = with_menu(screen, control, "Tagessatz")
    assert entries[0] == "„Tagesatz“ kennt das Wörterbuch nicht"
    assert "Einfügen" in entries
    assert screen.case.answers["K1.1"] == "Der Tagessatz "
    shows(screen, control)
    screen.key(Qt.Key.Key_Z, CONTROL)
    assert screen.case.answers["K1.1"] == "Der Tagesatz "  # the correction alone


def test_a_word_of_ones_own_is_kept_for_all_fields_and_forgotten_again(
    opened: Opened, checker: spelling.Spelling, own_folders: Path
) -> None:
    assert own_folders
    assert checker.own_words == ()
    screen = opened("leer", "k01")
    control = write(screen, "Hier wächst Quedlwurz ")
    shows(screen, control, "Quedlwurz")
    screen.key(Qt.Key.Key_Left)
    with_menu(screen, control, "„Quedlwurz“ merken")
    shows(screen, control)
    assert personal.own_words() == ("Quedlwurz",)
    seen: list[str] = []

    def forget() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        seen.extend(screen.words(box))
        screen.click(screen.button("Wort vergessen", box))
        screen.click(screen.button("Fertig", box))

    QTimer.singleShot(0, forget)
    screen.choose("Rechtschreibung", "Eigene Wörter …")
    assert "Quedlwurz" in seen
    assert personal.own_words() == ()
    shows(screen, control, "Quedlwurz")


def test_names_of_the_case_are_right(opened: Opened, checker: spelling.Spelling) -> None:
    assert checker.on
    screen = opened("leer", "betrieb")
    screen.fill("farm.name", "Hof Xaverlgrund")
    screen.click_step("k01")
    control = write(screen, "Der Xaverlgrund liegt am Hangg ")
    shows(screen, control, "Hangg")


def test_marks_can_be_switched_off_and_stay_off(opened: Opened, checker: spelling.Spelling) -> None:
    screen = opened("leer", "k01")
    control = write(screen, "Der Tagesatz ")
    shows(screen, control, "Tagesatz")
    screen.choose("Rechtschreibung", "Unbekannte Wörter unterstreichen")
    shows(screen, control)
    assert not checker.on
    assert not screen.window._settings.spelling


def test_a_very_long_word_leaves_room_to_forget_it(opened: Opened, checker: spelling.Spelling, own_folders: Path) -> None:
    assert own_folders
    screen = opened("leer", "k01")
    for word in ("Mostapfel", "Streuobstwiesenpflegeverbandsvorsitzendenstellvertretungsausschuss"):
        checker.learn(word)
    seen: list[tuple[int, int]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        for made in box.findChildren(QAbstractButton):
            seen.append(
                (made.width() * made.height(), made.visibleRegion().boundingRect().width() * made.visibleRegion().boundingRect().height())
            )
        screen.click(screen.button("Fertig", box))

    QTimer.singleShot(0, look)
    screen.choose("Rechtschreibung", "Eigene Wörter …")
    assert len(seen) == 3, "two words to forget, and the way back"
    assert all(whole == shown for whole, shown in seen)


def test_f7_goes_from_one_unknown_word_to_the_next(opened: Opened, checker: spelling.Spelling) -> None:
    assert checker.on
    screen = opened("leer", "k01")
    control = write(screen, "Ein Hangg und ein Tagesatz ")
    shows(screen, control, "Hangg", "Tagesatz")
    screen.enter("answers[K1.2]")
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            seen.append(control.textCursor().selectedText())
            QTest.keyClick(menu, Qt.Key.Key_Escape)

    beat = QTimer()
    beat.timeout.connect(look)
    beat.start(10)
    screen.key(Qt.Key.Key_F7)
    for _ in range(2):
        back(screen, control)
        screen.key(Qt.Key.Key_F7)
    beat.stop()
    assert seen == ["Hangg", "Tagesatz", "Hangg"]


def test_f7_says_when_all_is_well(opened: Opened, checker: spelling.Spelling) -> None:
    assert checker.on
    screen = opened("leer", "k01")
    said = answering("Verstanden", lambda: screen.key(Qt.Key.Key_F7))
    assert "alle Wörter bekannt" in said[0].words


def test_without_an_engine_nothing_is_marked(opened: Opened, prepared: QApplication) -> None:
    def missing() -> Speller:
        raise NoEngineError

    made = spelling.Spelling(missing, prepared)
    spelling.install(made)
    try:
        screen = opened("leer", "k01")
        control = write(screen, "Der Tagesatz ")
        screen.qtbot.waitUntil(lambda: made.wrong(["Tagesatz"]) is False)
        assert marked(control) == []
    finally:
        spelling.install(None)
        made.close()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_an_answer_that_comes_after_the_end_hurts_nobody(prepared: QApplication, qtbot: QtBot) -> None:
    made = spelling.Spelling(parent=prepared)
    assert made.wrong(["Tagesatz"]) is None
    qtbot.waitUntil(lambda: made._busy)
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
