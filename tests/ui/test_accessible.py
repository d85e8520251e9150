"""The whole program as a screen reader is told of it: pages, panes, tables, lists, popups, dialogs, and what it says by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QScrollBar, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.app import Program
from ala_wizard.content.loader import content
from ala_wizard.content.samples import names
from ala_wizard.content.texts import text
from ala_wizard.flow.steps import steps
from ala_wizard.ui import speech
from ala_wizard.ui.editors.rich.answer import AnswerEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.editors.week.editor import WeekEditor
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureLink
from ala_wizard.ui.page.checklist import ItemView
from tests.ui.conftest import Opened
from tests.ui.heard import Text, heard, name_of, opened_by, operable, wrong
from tests.ui.screen import ALT, CONTROL, Screen

Key = Qt.Key
STEPS = [part.step for part in steps(content())]


def faults(screen: Screen, where: str, widget: QWidget | None = None) -> list[str]:
    return [f"{where}: {words}" for words in dict.fromkeys(wrong(widget or screen.window))]


@pytest.mark.parametrize("name", names())
def test_every_page_is_told_as_a_whole(opened: Opened, name: str) -> None:
    screen = opened(name)
    found = faults(screen, "window")
    for step in STEPS:
        screen.workspace.go_to(step)
        screen.workspace.page.complete()
        screen.settle()
        for fold in screen.workspace.page.findChildren(Fold):
            if fold.isVisible() and not fold.is_open:
                fold.toggle()
        screen.settle()
        found += faults(screen, step, screen.workspace.page)
        found += faults(screen, step, screen.workspace.side)
    assert not found, "\n".join(found)


def test_bars_that_scroll_have_a_name(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "tagessatz", size=(1280, 720))
    bars = [bar for bar in screen.window.findChildren(QScrollBar) if bar.isVisible()]
    assert bars, "the page is longer than the window"
    assert {bar.accessibleName() for bar in bars} == {"Bildlauf"}


def test_what_opens_in_the_page_is_told(opened: Opened) -> None:
    """Cards, drawers, forms and helpers that fold out, the preview."""
    screen = opened("hof-sonnenwiese", "k05")
    found = []
    for card in screen.workspace.page.findChildren(QToolButton):
        if card.isVisible() and card.accessibleName().endswith("öffnen"):
            card.click()
    screen.settle()
    found += faults(screen, "cards", screen.workspace.page)
    screen.workspace.go_to("checklisten")
    screen.workspace.page.complete()
    screen.settle()
    screen.workspace.page.findChildren(ItemView)[0].row.click()
    screen.settle()
    found += faults(screen, "drawer", screen.workspace.page)
    screen.workspace.go_to("k06")
    week = screen.workspace.page.findChildren(WeekEditor)[0]
    week.open_form(screen.case.week_plan[0].id)
    screen.settle()
    found += faults(screen, "week plan", screen.workspace.page)
    screen.window.act_preview.trigger()
    screen.settle()
    found += faults(screen, "preview", screen.workspace.side)
    assert not found, "\n".join(found)


def test_dialogs_and_popups_are_told(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "tagessatz")
    window, found = screen.window, list[str]()

    def look(where: str, act: Callable[[], object]) -> None:
        opened_by(act, lambda widget: found.extend(faults(screen, where, widget)))
        window.activateWindow()
        screen.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    for name in ("tasten", "ueber", "verlauf", "woerter", "nachschlagen", "verschluesseln"):
        look(name, window.deeds[name].trigger)
    look("menu", window.open_menu)
    figure = next(entry for entry in screen.workspace.page.findChildren(FigureLink) if entry.isVisible() and entry.isEnabled())
    look("woher", figure.click)
    screen.workspace.go_to("orientierung")
    date_field = screen.editor("period.start").focus_widget()
    date_field.setFocus()
    look("calendar", lambda: screen.key(Key.Key_F4))
    screen.workspace.go_to("arbeitsentgelt")
    combo = next(entry for entry in screen.workspace.page.findChildren(QComboBox) if entry.isVisible())
    combo.setFocus()
    look("list", lambda: screen.key(Key.Key_Down, ALT))
    screen.workspace.go_to("k03")
    editor = next(entry for entry in screen.workspace.page.findChildren(AnswerEditor) if content().bausteine.get(entry.question_id))
    for tool in (editor.bar.block, editor.bar.fact):
        editor.input.setFocus()
        look(tool.accessibleName(), tool.click)
    whole = next(button for button in screen.workspace.side.findChildren(QPushButton) if button.text() == text("beispiel.ganz"))
    look("example", whole.click)
    assert not found, "\n".join(found)


def test_the_search_is_told(opened: Opened) -> None:
    screen = opened()
    screen.key(Key.Key_K, CONTROL)
    screen.type("Plätze")
    found = faults(screen, "search")
    screen.key(Key.Key_Escape)
    assert not found, "\n".join(found)


def test_the_start_page_is_told(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese")
    screen.session.save()
    screen.window._desk.remember(screen.session.file)
    program: Program = screen.program
    program.window.show_start()
    screen.settle()
    assert program.window.start is not None
    assert not faults(screen, "start")


def test_every_help_is_told_at_its_field(opened: Opened) -> None:
    """What the content says of a field stands in its description, word for word."""
    screen = opened()
    missing = []
    for part in content().parts:
        screen.workspace.go_to(part.step)
        for field in (field for question in part.questions for field in question.fields if field.help):
            said = " ".join(screen.editor(field.target).focus_widget().accessibleDescription().split())
            if " ".join(field.help.split()) not in said:
                missing.append(field.target)
    assert not missing


def test_cells_of_tables_are_told_with_their_heads(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    view = next(table for table in screen.workspace.page.findChildren(TableEditor) if table.model.rowCount()).view
    node = QAccessible.queryAccessibleInterface(view)
    assert node.role() == QAccessible.Role.Table
    cells = [cell for cell in heard(view) if cell.tableCellInterface() is not None and cell.role() == QAccessible.Role.Cell]
    assert cells
    for cell in cells:
        place = cell.tableCellInterface()
        heads = [head.text(Text.Name) for head in place.columnHeaderCells()]
        index: QModelIndex = view.model().index(place.rowIndex(), place.columnIndex())
        assert heads == [view.model().headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)]
        assert name_of(cell).strip()


def test_states_of_steps_and_points_are_words(opened: Opened) -> None:
    screen = opened(step="checklisten")
    rows = [node for node in heard(screen.workspace.step_list) if node.role() == QAccessible.Role.ListItem and operable(node)]
    assert rows
    assert all(name_of(row).split(", ")[-1] for row in rows if row.state().focusable)
    item = screen.workspace.page.findChildren(ItemView)[0]
    before = name_of(QAccessible.queryAccessibleInterface(item.row))
    item.tick()
    screen.settle()
    assert name_of(QAccessible.queryAccessibleInterface(item.row)) != before


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader would hear without moving."""
    words: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        staticmethod(lambda event: words.append(event.message()) if isinstance(event, QAccessibleAnnouncementEvent) else None),
    )
    yield words


def test_what_appears_is_said(opened: Opened, spoken: list[str]) -> None:
    screen = opened(step="betrieb")
    screen.fill("farm.name", "Hof Neu")
    screen.key(Key.Key_Z, CONTROL)
    assert spoken[-1].startswith("Rückgängig: ")
    screen.key(Key.Key_Y, CONTROL)
    assert spoken[-1].startswith("Wiederholen: ")
    screen.key(Key.Key_S, CONTROL)
    assert spoken[-1].startswith("gespeichert ")
    screen.workspace.go_to("k03")
    address = "offer.walk_minutes"
    screen.fill(address, "viele")
    message = screen.editor(address).message.text
    assert message
    assert any(message in words for words in spoken)
    assert message in screen.editor(address).focus_widget().accessibleDescription(), "and stands at the field for who comes back"
    screen.fill(address, "8")
    assert message not in screen.editor(address).focus_widget().accessibleDescription()


def test_a_failed_save_is_said_at_once(opened: Opened, spoken: list[str]) -> None:
    def fail(*_: object) -> None:
        raise OSError("Der Stick ist voll.")

    screen = opened(step="betrieb", save=fail)
    screen.fill("farm.name", "Hof Neu")
    screen.key(Key.Key_S, CONTROL)
    assert any("Der Stick ist voll." in words for words in spoken)
    assert "Der Stick ist voll." in screen.workspace.header.saved.accessibleDescription()


def test_nothing_is_said_where_nobody_listens(prepared: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(lambda _event: pytest.fail("said")))
    widget = QWidget()
    qtbot.addWidget(widget)
    speech.say(widget, "nichts")


def test_the_measure_itself_hears_what_is_wrong(prepared: QApplication, qtbot: QtBot) -> None:
    assert prepared
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    label, field, nameless, button = QLabel("Ort"), QLineEdit(), QLineEdit(), QPushButton("Weiter")
    for widget in (label, field, nameless, button):
        column.addWidget(widget)
    label.setBuddy(field)
    field.setAccessibleName("Ort")
    with qtbot.waitExposed(holder):
        holder.show()
    assert len(list(wrong(holder))) == 1
    nameless.setAccessibleName("Straße")
    assert list(wrong(holder)) == []
    field.setAccessibleName("Stadt")
    button.setAccessibleName("Zur nächsten Seite")
    assert len(list(wrong(holder))) == 2
    holder.close()
