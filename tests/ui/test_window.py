"""The window as a person meets it: clicks and keys in, what stands on the screen out."""

from __future__ import annotations

import re
import sys
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard import core
from ala_wizard.app import Program, engine
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.flow.steps import steps
from ala_wizard.model import path as address_path
from ala_wizard.model.case import Case
from ala_wizard.store import casefile, recent
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import MessageLine
from ala_wizard.ui.header import Figure
from ala_wizard.ui.kit import unbroken
from ala_wizard.ui.page.checklist import ItemView
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.ui.panels.pruefung import PruefungPanel
from tests.ui.conftest import NOON, Opened
from tests.ui.screen import ALT, CONTROL, Screen, answering, plain, popping

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
FULL = "Der Stick ist voll. Machen Sie Platz."


class ProblemError(RuntimeError):
    """A failure with a German sentence, as the program's own engine raises it."""


def german(amount: Decimal) -> str:
    """An amount as it is written in German, reckoned here."""
    digits = f"{abs(amount):,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")
    return f"{'−' if amount < 0 else ''}{digits} €"


def reckoned(case: Case) -> Any:
    """The figures of a case, as the command line reckons them."""
    return core.reckon(case, content(), date.today())


def changed(case: Case, **values: Any) -> Case:
    """The case with other values; `__` stands for the dot of an address."""
    for name, value in values.items():
        case = address_path.replace(case, name.replace("__", "."), value)
    return case


def message_at(screen: Screen, address: str) -> str:
    """What stands below a field."""
    line = screen.editor(address).message
    return plain(line.text) if line.isVisible() else ""


# -- start page, opening -------------------------------------------------------


@pytest.fixture
def program(prepared: QApplication, qtbot: QtBot, own_folders: Path) -> Any:
    assert own_folders
    made = Program(prepared)

    def show() -> Screen:
        made.window.show_start()
        made.window.show()
        qtbot.waitUntil(lambda: prepared.activeWindow() is made.window)
        return Screen(made, qtbot)

    yield show
    Screen(made, qtbot).put_away()


def start_words(screen: Screen) -> list[str]:
    assert screen.window.start is not None
    return [b.text() for b in screen.window.start.findChildren(QPushButton) if b.isVisible()]


def test_start_page_of_a_new_user_leads_to_a_new_case(program: Any) -> None:
    screen = program()
    assert "Weitermachen" not in start_words(screen)
    assert screen.focus is screen.button("Neuen Antrag beginnen")
    screen.click(screen.button("Neuen Antrag beginnen"))
    assert screen.case.farm.name == ""
    assert not screen.case.example
    screen.qtbot.waitUntil(lambda: screen.session.save_state.kind == "gespeichert")
    assert casefile.load(screen.session.file).case == screen.case


def test_start_page_knows_the_cases_that_were_open(program: Any, tmp_path: Path) -> None:
    for name in ("Hof Aue", "Hof Berg"):
        file = tmp_path / f"{name}.ala"
        casefile.save(changed(sample("hof-sonnenwiese"), farm__name=name), file)
        recent.remember(file)
    gone = tmp_path / "gone.ala"
    recent.remember(gone)
    screen = program()
    words = screen.words(screen.window.start)
    assert "Hof Berg" in words
    assert "Hof Aue" in words
    assert german(reckoned(sample("hof-sonnenwiese")).kosten.tagessatz) in [plain(word) for word in words]
    assert screen.focus is screen.button("Weitermachen")
    screen.key(Key.Key_Space)
    assert screen.case.farm.name == "Hof Berg"
    screen.window.show_start()
    row = next(b for b in screen.window.start.findChildren(QPushButton) if b.accessibleName().startswith("Hof Aue"))
    screen.click(row)
    assert screen.case.farm.name == "Hof Aue"
    assert screen.window.windowTitle() == "Hof Aue – ALA-Wizard"


def test_the_example_is_a_copy_and_says_so(program: Any) -> None:
    screen = program()
    screen.click(screen.button("Beispielhof ansehen"))
    assert screen.case.example
    assert "Beispiel" in screen.words(screen.workspace.header)
    first = screen.session.file
    screen.choose("Beispielhof ansehen")
    assert screen.session.file != first


def test_a_file_that_cannot_be_opened_is_told_in_german(program: Any, tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.ala"
    broken.write_bytes(b"PK kein Antrag")
    screen = program()
    seen = answering("Verstanden", lambda: screen.window.open_file(broken))
    assert len(seen) == 1
    assert seen[0].title == "Diese Datei lässt sich nicht öffnen"
    assert seen[0].words.endswith(".")
    assert seen[0].buttons == ["Verstanden"]
    assert screen.window.start is not None
    assert screen.window.session is None


def test_one_goes_on_where_one_stopped(program: Any, tmp_path: Path) -> None:
    file = tmp_path / "hof.ala"
    casefile.save(sample("hof-sonnenwiese"), file)
    screen = program()
    screen.window.open_file(file)
    screen.click_step("k05")
    screen.window.show_start()
    screen.window.open_file(file)
    assert screen.step == "k05"


# -- going through the steps ---------------------------------------------------


def test_forward_and_back_through_all_steps_by_click(opened: Opened) -> None:
    screen = opened()
    order = [part.step for part in steps(content())]
    assert screen.step == order[0]
    assert not screen.workspace.back.isVisible()
    for step in order[1:]:
        screen.click(screen.workspace.forward)
        assert screen.step == step
        assert screen.workspace.page.isAncestorOf(screen.focus)
    assert screen.workspace.forward.text() == "Unterlagen erstellen"
    for step in reversed(order[:-1]):
        screen.click(screen.workspace.back)
        assert screen.step == step


def test_a_narrow_window_cuts_no_button_at_the_foot(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "tagessatz", size=(800, 600))
    for step in ("rechtsstand", "tagessatz", "export"):
        screen.workspace.go_to(step)
        screen.settle()
        for made in (screen.workspace.back, screen.workspace.forward):
            assert made.width() >= made.sizeHint().width(), f"{step}: {made.text()}"
    screen.workspace.go_to("rechtsstand")
    back = screen.workspace.back
    assert (back.text(), back.accessibleName()) == ("Zurück", "Zurück: Arbeitsergebnis")
    screen.window.resize(1280, 720)
    screen.settle()
    assert (back.text(), back.accessibleName()) == ("Zurück: Arbeitsergebnis", "")


def test_every_step_can_be_reached_at_any_time(opened: Opened) -> None:
    screen = opened("leer")
    for step in ("export", "k07", "orientierung", "arbeitsergebnis"):
        screen.click_step(step)
        assert screen.step == step
        assert screen.workspace.page.isVisible()
    order = [part.step for part in steps(content())]
    after = order[order.index("arbeitsergebnis") + 1]
    screen.key(Key.Key_Down)
    assert screen.step == after, "the arrow skips the name of the group"
    screen.key(Key.Key_Up)
    assert screen.step == "arbeitsergebnis"
    screen.key(Key.Key_Home)
    assert screen.step == "orientierung"


def test_keys_of_the_window(opened: Opened) -> None:
    screen = opened(step="k03")
    screen.key(Key.Key_Right, ALT)
    assert screen.step == "k04"
    screen.key(Key.Key_Left, ALT)
    assert screen.step == "k03"
    groups = [next(part.step for part in steps(content()) if part.group == group) for group in ("start", "konzept", "rechnen", "abgeben")]
    for key, step in zip((Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4), groups, strict=True):
        screen.key(key, CONTROL)
        assert screen.step == step
        assert screen.workspace.page.isAncestorOf(screen.focus)
    before = screen.workspace.help_visible
    screen.key(Key.Key_F2)
    assert screen.workspace.help_visible is not before
    screen.key(Key.Key_F2)
    assert screen.workspace.help_visible is before
    panes = []
    for _ in range(4):
        panes.append(pane_of(screen))
        screen.key(Key.Key_F6)
    assert panes[0] == panes[3] == "page"
    assert sorted(panes[:3]) == ["header", "page", "steps"]


def pane_of(screen: Screen) -> str:
    places: dict[str, QWidget] = {"steps": screen.workspace.step_list, "header": screen.workspace.header, "page": screen.workspace.page}
    return next(name for name, place in places.items() if place is screen.focus or place.isAncestorOf(screen.focus))


@pytest.mark.parametrize(("farm", "name"), [(" Hof: Süd/West ", "Hof SüdWest"), ("???", ""), ("", "")])
def test_a_file_gets_the_name_of_the_farm_as_far_as_it_can(opened: Opened, monkeypatch: pytest.MonkeyPatch, farm: str, name: str) -> None:
    screen, asked = opened(), list[Path]()
    monkeypatch.setattr(
        "ala_wizard.ui.window.QFileDialog.getSaveFileName", lambda _parent, _title, place, *_: (asked.append(Path(place)), ("", ""))[1]
    )
    screen.session.change("farm.name", farm, "Name")
    screen.window.save_as()
    answering("Kopie ohne Namen", screen.window.copy_for_adviser)
    assert asked[0].name == f"{name or screen.session.file.stem}.ala"
    assert (name or screen.session.file.stem) in asked[1].name and asked[1].suffix == ".ala"


def test_f10_opens_the_menu(opened: Opened) -> None:
    screen = opened()
    menus: list[list[str]] = []

    def look(menu: QWidget) -> None:
        assert isinstance(menu, QMenu)
        menus.append([action.text() for action in menu.actions() if action.text()])

    popping(lambda: screen.key(Key.Key_F10), look)
    assert {"Jetzt speichern", "Zur Startseite", "Beenden", "Farben", "Schriftgröße"} <= set(menus[0])


# -- figures in the header -----------------------------------------------------


def labels(figure: Figure) -> list[str]:
    return [plain(label.text()) for label in figure.findChildren(QLabel)]


def test_the_rate_moves_while_typing_and_shows_the_difference(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    before = reckoned(screen.case).kosten.tagessatz
    assert plain(screen.workspace.header.tagessatz.words) == german(before)
    screen.enter("kostenkalkulation.belegte_plaetze")
    screen.key(Key.Key_A, CONTROL)
    screen.type("9,5")
    expected = reckoned(changed(sample("hof-sonnenwiese"), kostenkalkulation__belegte_plaetze=Decimal("9.5"))).kosten.tagessatz
    assert expected != before
    assert plain(screen.workspace.header.tagessatz.words) == german(expected), "before the field is left"
    moved = expected - before
    assert f"{'+' if moved > 0 else '−'}{german(abs(moved))}" in labels(screen.workspace.header.tagessatz)


def test_the_figures_move_with_the_cells_of_a_table(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    model = screen.table("kostenkalkulation.sachaufwand").model
    row = next(place for place, line in enumerate(model.rows) if getattr(line, "entry", "") == "direkt")
    keys = [kind.key for kind in model.kinds]
    money = next(key for key, kind in zip(keys, model.kinds, strict=True) if kind.spec.kind == "money")
    address = model.address(row, keys.index(money))
    screen.enter_cell("kostenkalkulation.sachaufwand", row, money)
    screen.type("98765,43")
    expected_case = address_path.replace(sample("hof-sonnenwiese"), address, Decimal("98765.43"))
    expected = reckoned(expected_case).kosten.tagessatz
    assert expected != reckoned(sample("hof-sonnenwiese")).kosten.tagessatz
    assert plain(screen.workspace.header.tagessatz.words) == german(expected)
    assert screen.case == expected_case


def test_the_result_of_work_moves_with_sales(opened: Opened) -> None:
    screen = opened(step="arbeitsergebnis")
    block = screen.table("arbeitsergebnis.produktlinien")
    key = "umsatz"
    address = block.model.address(0, [kind.key for kind in block.model.kinds].index(key))
    screen.enter_cell("arbeitsergebnis.produktlinien", 0, key)
    screen.type("150000")
    expected = reckoned(address_path.replace(sample("hof-sonnenwiese"), address, Decimal(150000))).ergebnis.arbeitsergebnis
    assert plain(screen.workspace.header.ergebnis.words) == german(expected)


def test_an_empty_case_says_what_is_missing_and_a_click_leads_there(opened: Opened) -> None:
    screen = opened("leer")
    rate = screen.workspace.header.tagessatz
    assert rate.words == "–"
    assert rate.toolTip() == "Es fehlen noch Plätze und Kosten."
    screen.click(rate)
    assert screen.step == "tagessatz"
    screen.click(screen.workspace.header.ergebnis)
    assert screen.step == "arbeitsergebnis"


# -- saving --------------------------------------------------------------------


def test_saved_is_said_only_after_the_file_holds_it(opened: Opened) -> None:
    free, begun = threading.Event(), threading.Event()
    real, clock = engine().save, [NOON]

    def slow(case: Case, file: Path, attachments: Path | None) -> None:
        begun.set()
        assert free.wait(10)
        real(case, file, attachments)

    screen = opened("leer", step="betrieb", save=slow, now=lambda: clock[0])
    clock[0] = NOON.replace(minute=45)
    heard: list[tuple[str, str]] = []
    screen.session.save_state_changed.connect(
        lambda: heard.append(
            (
                screen.workspace.header.saved.text(),
                casefile.load(screen.session.file).case.farm.name if screen.session.file.exists() else "",
            )
        )
    )
    screen.enter("farm.name")
    screen.type("Hof Örtel")
    screen.key(Key.Key_Tab)
    screen.qtbot.waitUntil(begun.is_set)
    assert screen.workspace.header.saved.text() == "gespeichert 14:32", "the last save; this one is not done"
    screen.qtbot.waitUntil(lambda: screen.workspace.header.saved.text() == "wird gespeichert …")
    free.set()
    screen.qtbot.waitUntil(lambda: screen.workspace.header.saved.text() == "gespeichert 14:45")
    assert all(words != "gespeichert 14:45" or name == "Hof Örtel" for words, name in heard)
    assert casefile.load(screen.session.file).case == screen.case


def test_a_failed_save_is_said_and_nothing_is_lost(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = [True]
    real = engine().save

    def save(case: Case, file: Path, attachments: Path | None) -> None:
        if fails[0]:
            raise ProblemError(FULL)
        real(case, file, attachments)

    screen = opened("leer", step="betrieb", save=save)
    header = screen.workspace.header
    screen.fill("farm.name", "Hof Ücker")
    screen.qtbot.waitUntil(lambda: header.saved.text() == "nicht gespeichert")
    assert FULL in header.saved.toolTip()
    rescued = screen.session.save_state.rescued
    assert rescued is not None
    assert str(rescued) in header.saved.toolTip()
    assert casefile.load(rescued).case.farm.name == "Hof Ücker"
    elsewhere = screen.button("Anderen Ort wählen")
    fails[0] = False
    target = tmp_path / "neu" / "hof.ala"
    target.parent.mkdir()
    monkeypatch.setattr("ala_wizard.ui.window.QFileDialog.getSaveFileName", lambda *_: (str(target.with_suffix("")), ""))
    screen.click(elsewhere)
    assert header.saved.text() == "gespeichert 14:32"
    assert not elsewhere.isVisible()
    assert casefile.load(target).case == screen.case
    assert not rescued.exists()


def test_ctrl_s_writes_now(opened: Opened) -> None:
    screen = opened("leer", step="betrieb")
    screen.enter("farm.name")
    screen.type("Hof")
    screen.key(Key.Key_S, CONTROL)
    assert screen.workspace.header.saved.text() == "gespeichert 14:32"
    assert casefile.load(screen.session.file).case.farm.name == "Hof"


def refuse(*_: Any) -> None:
    raise ProblemError(FULL)


def test_closing_with_something_unsaved_asks_in_german(opened: Opened) -> None:
    screen = opened("leer", step="betrieb", save=refuse)
    screen.fill("farm.name", "Hof")
    seen = answering("Hier bleiben", screen.window.close)
    assert len(seen) == 1
    assert seen[0].title.endswith("Trotzdem schließen?")
    assert FULL in seen[0].words
    assert set(seen[0].buttons) == {"Hier bleiben", "Trotzdem schließen"}
    assert screen.window.isVisible()
    assert screen.case.farm.name == "Hof"
    seen = answering("Trotzdem schließen", screen.window.close)
    assert len(seen) == 1
    assert not screen.window.isVisible()


def test_who_stays_keeps_the_case_also_when_another_was_to_be_opened(opened: Opened) -> None:
    screen = opened("leer", step="betrieb", save=refuse)
    screen.fill("farm.name", "Hof")
    seen = answering("Hier bleiben", lambda: screen.choose("Beispielhof ansehen"))
    assert set(seen[0].buttons) == {"Hier bleiben", "Trotzdem schließen"}
    assert screen.case.farm.name == "Hof"
    assert screen.workspace.isVisible()


def test_closing_writes_what_was_typed_a_moment_ago(opened: Opened) -> None:
    screen = opened("leer", step="betrieb")
    file = screen.session.file
    screen.enter("farm.name")
    screen.type("Hof zum Schluß")
    assert screen.window.close()
    assert casefile.load(file).case.farm.name == "Hof zum Schluß"


# -- undo ----------------------------------------------------------------------


def in_menu(name: str) -> str:
    """A menu is no page: long names give way."""
    return name if len(name) <= 40 else name[:39].rstrip() + "…"


def test_undo_and_redo_over_all_kinds_of_entries_with_names_and_places(opened: Opened) -> None:
    screen = opened("leer", step="kurzform")
    start = screen.case
    cases = [start]
    names: list[str] = []
    known = content()

    def done(name: str) -> None:
        cases.append(screen.case)
        names.append(name)
        assert screen.case != cases[-2]
        assert screen.window.act_undo.text() == f"Rückgängig: {in_menu(name)}"

    question = next(q for q in next(p for p in known.parts if p.step == "kurzform").questions if q.kind == "text")
    screen.enter(f"answers[{question.id}]")
    screen.type("Wir öffnen den Hof.")
    done(question.heading or question.ask)
    screen.click_step("k03")
    field = next(
        f for q in next(p for p in known.parts if p.step == "k03").questions for f in q.fields if f.target == "offer.places_target"
    )
    screen.enter("offer.places_target")
    screen.type("8")
    done(field.label)
    screen.click_step("k07")
    rooms = screen.table("rooms")
    screen.click(rooms.add_button)
    done(f"Zeile hinzugefügt: {rooms.block.title}")
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Tab, SHIFT)
    screen.type("Küche")
    done(f"{rooms.block.title}: Nutzung")
    screen.click_step("checklisten")
    item = screen.workspace.page.findChildren(ItemView)[0]
    item.row.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    done(item.item.text)
    places = ["checklisten", "k07", "k07", "k03", "kurzform"]
    screen.click_step("orientierung")
    for back, place in enumerate(places, start=1):
        screen.key(Key.Key_Z, CONTROL)
        assert screen.case == cases[-1 - back]
        assert screen.step == place
        assert screen.window.act_redo.text() == f"Wiederholen: {in_menu(names[-back])}"
    assert screen.case == start
    assert screen.window.act_undo.text() == "Rückgängig"
    assert not screen.window.act_undo.isEnabled()
    screen.key(Key.Key_Z, CONTROL)
    for number in range(1, len(cases)):
        screen.key(Key.Key_Y, CONTROL)
        assert screen.case == cases[number]
    assert not screen.window.act_redo.isEnabled()


def test_undo_goes_to_the_field_and_shows_its_old_words(opened: Opened) -> None:
    screen = opened(step="betrieb")
    before = screen.case.farm.street
    screen.fill("farm.street", "Neuer Weg 9")
    screen.click_step("k09")
    screen.key(Key.Key_Z, CONTROL)
    assert screen.step == "betrieb"
    assert screen.focus is screen.editor("farm.street").focus_widget()
    assert isinstance(screen.focus, QLineEdit)
    assert screen.focus.text() == before


def test_undo_brings_a_removed_row_back(opened: Opened) -> None:
    screen = opened(step="k07")
    rows = screen.case.rooms
    screen.enter_cell("rooms", 1, "name")
    answering("Entfernen", lambda: screen.key(Key.Key_Delete, CONTROL))
    assert screen.case.rooms == (rows[0], *rows[2:])
    screen.window.act_undo.trigger()
    assert screen.case.rooms == rows
    assert screen.table("rooms").rows() == rows


# -- help ----------------------------------------------------------------------


def test_the_help_follows_the_focus(opened: Opened) -> None:
    screen = opened(step="k03")
    part = next(part for part in content().parts if part.step == "k03")
    question = part.questions[0]
    help_pane = screen.workspace.help_pane
    screen.enter(f"answers[{question.id}]")
    assert help_pane.shown is not None
    assert help_pane.shown.title == question.ask
    assert help_pane.shown.example == question.example
    for point in question.authority:
        assert unbroken(point) in screen.words(help_pane)
    field = next(field for field in question.fields if field.target == "offer.start")
    screen.enter("offer.start")
    assert (help_pane.shown.title, help_pane.shown.about) == (field.label, field.help)
    column = question.tables[0].columns[1]
    screen.enter_cell("participants", 0, column.key)
    assert (help_pane.shown.title, help_pane.shown.about) == (column.label, column.help)


def test_the_help_of_a_row_says_what_belongs_into_it(opened: Opened) -> None:
    screen = opened("leer", step="tagessatz")
    table = screen.table("kostenkalkulation.sachaufwand")
    column = next(entry for entry in table.block.columns if entry.key == table.block.row_help)
    for row, line in enumerate(table.rows()[:3]):
        choice = next(c for c in content().choices[column.choices].choices if c.value == getattr(line, column.key))
        screen.enter_cell("kostenkalkulation.sachaufwand", row, column.key)
        shown = screen.workspace.help_pane.shown
        assert shown is not None
        assert shown.title == choice.label
        assert shown.about.startswith(choice.help)


# -- input that cannot be read, questions back, contradictions -----------------

RATE = "kostenkalkulation.vergleichssatz"


def test_unreadable_input_is_never_lost(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    before = screen.case.kostenkalkulation.vergleichssatz
    screen.fill(RATE, "abc")
    assert "abc" in message_at(screen, RATE)
    assert screen.case.unread == {RATE: "abc"}
    screen.click_step("k01")
    screen.click_step("tagessatz")
    assert field_text(screen, RATE) == "abc"
    screen.click_step("betrieb")
    screen.fill("farm.street", "Weg 1")
    screen.key(Key.Key_Z, CONTROL)
    screen.click_step("tagessatz")
    assert field_text(screen, RATE) == "abc"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.kostenkalkulation.vergleichssatz == before
    assert field_text(screen, RATE) != "abc"
    assert message_at(screen, RATE) == ""
    screen.key(Key.Key_Y, CONTROL)
    assert field_text(screen, RATE) == "abc"
    file = screen.session.file
    assert screen.window.close()
    again = opened(casefile.load(file).case, step="tagessatz", file=file)
    assert field_text(again, RATE) == "abc"
    assert "abc" in message_at(again, RATE)
    again.fill(RATE, "55,00")
    assert again.case.unread == {}
    assert again.case.kostenkalkulation.vergleichssatz == Decimal("55.00")
    assert message_at(again, RATE) == ""


def field_text(screen: Screen, address: str) -> str:
    widget = screen.editor(address).focus_widget()
    assert isinstance(widget, QLineEdit)
    return widget.text()


def test_unreadable_input_in_a_cell_is_never_lost(opened: Opened) -> None:
    screen = opened(step="k07")
    address = screen.table("rooms").model.address(0, [kind.key for kind in screen.table("rooms").model.kinds].index("area_m2"))
    screen.enter_cell("rooms", 0, "area_m2")
    screen.type("groß")
    screen.key(Key.Key_Tab)
    assert screen.case.unread == {address: "groß"}
    assert any("groß" in note for note in screen.table("rooms").notes())
    file = screen.session.file
    assert screen.window.close()
    again = opened(casefile.load(file).case, step="k07", file=file)
    assert any("groß" in note for note in again.table("rooms").notes())


def test_a_point_as_comma_is_asked_back(opened: Opened) -> None:
    screen = opened("leer", step="tagessatz")
    screen.fill(RATE, "1234.56")
    assert message_at(screen, RATE) == "Wir haben 1234.56 als 1.234,56 € gelesen. Stimmt das?"
    assert screen.case.kostenkalkulation.vergleichssatz == Decimal("1234.56")
    assert field_text(screen, RATE) == "1.234,56"
    line: MessageLine = screen.editor(RATE).message
    screen.click(next(button for button in line.findChildren(QPushButton) if button.isVisible()))
    assert message_at(screen, RATE) == ""
    assert screen.case.kostenkalkulation.vergleichssatz == Decimal("1234.56")


def test_a_contradiction_stands_below_the_field_after_leaving_it(opened: Opened) -> None:
    screen = opened("leer", step="k03")
    start, target = "offer.places_start", "offer.places_target"
    screen.fill(target, "8")
    screen.enter(start)
    screen.type("12")
    screen.qtbot.waitUntil(lambda: not screen.session._checking.busy)
    assert message_at(screen, start) == "", "not while typing"
    focus = screen.focus
    assert focus is screen.editor(start).focus_widget()
    screen.key(Key.Key_Tab)
    after = screen.focus
    screen.qtbot.waitUntil(lambda: message_at(screen, start) + message_at(screen, target) != "")
    said = message_at(screen, start) or message_at(screen, target)
    assert re.search(r"\b12\b", said)
    assert re.search(r"\b8\b", said)
    assert screen.focus is after, "the focus is not pulled"
    screen.fill(start, "2")
    screen.qtbot.waitUntil(lambda: message_at(screen, start) == message_at(screen, target) == "")


# -- review --------------------------------------------------------------------


def cards(screen: Screen) -> list[QPushButton]:
    panel = screen.workspace.page.findChild(PruefungPanel)
    assert panel is not None
    return [button for button in panel.findChildren(QPushButton) if button.isVisible() and button.property("finding")]


def test_the_filters_show_what_they_count(opened: Opened) -> None:
    screen = opened("leer", step="pruefung")
    screen.qtbot.waitUntil(lambda: not screen.session.preview.busy)  # the number of pages may add a finding
    pills = {name: screen.button(f"{name} ") for name in ("Alle", "Muss", "Sollte", "Hinweis")}
    for name, pill in pills.items():
        screen.click(pill)
        shown = [finding for finding in screen.session.findings if name in ("Alle", finding.severity.capitalize())]
        assert len(shown) == int(pill.text().removeprefix(f"{name} "))
        # open questions of one step share a card
        grouped = {(f.severity, f.step) if f.rule == "offen" else (f.id,) for f in shown}
        assert len(cards(screen)) == len(grouped)
        assert pill.isChecked()
    counts = {name: int(pill.text().removeprefix(f"{name} ")) for name, pill in pills.items()}
    assert counts["Alle"] == counts["Muss"] + counts["Sollte"] + counts["Hinweis"]
    assert counts["Muss"] > 0


def test_each_finding_leads_to_its_field(opened: Opened) -> None:
    case = changed(sample("hof-sonnenwiese"), offer__places_start=12, answers={**sample("hof-sonnenwiese").answers, "K4.2": ""})
    screen = opened(case, step="pruefung")
    wanted = {finding.id: finding for finding in screen.session.findings}
    for number in range(len(cards(screen))):
        button = cards(screen)[number]
        finding = wanted[button.property("finding")]
        screen.workspace.page.ensureWidgetVisible(button)
        screen.click(button)
        assert screen.step == finding.step, finding
        card = screen.workspace.page.card_of(finding.question or finding.address)
        if card is not None and finding.step != "checklisten":
            assert card.isAncestorOf(screen.focus), finding
        screen.click_step("pruefung")
    assert {"k03", "k04"} <= {finding.step for finding in wanted.values()}


def test_a_solved_point_goes_away(opened: Opened) -> None:
    case = changed(sample("hof-sonnenwiese"), answers={**sample("hof-sonnenwiese").answers, "K4.2": ""})
    screen = opened(case, step="pruefung")
    before = len(screen.session.findings)
    button = next(b for b in cards(screen) if "k04" in str(b.property("finding")) or "K4.2" in str(b.property("finding")))
    screen.click(button)
    assert screen.step == "k04"
    screen.type("Schwerpunkt ist der Obstbau.")
    screen.click_step("pruefung")
    assert len(screen.session.findings) == before - 1


# -- papers --------------------------------------------------------------------


def export_panel(screen: Screen) -> ExportPanel:
    panel = screen.workspace.page.findChild(ExportPanel)
    assert panel is not None
    return panel


def said(screen: Screen) -> str:
    label = next(label for label in export_panel(screen).findChildren(QLabel) if label.accessibleName() == "Stand der Unterlagen")
    return label.text() if label.isVisible() else ""


def type_folder(screen: Screen, words: str) -> None:
    field = export_panel(screen).folder
    screen.workspace.page.ensureWidgetVisible(field)
    screen.click(field)
    screen.key(Key.Key_A, CONTROL)
    if words:
        screen.type(words)
    else:
        screen.key(Key.Key_Delete)


@pytest.mark.parametrize("folder", ["", "   ", "unterlagen", "../weg"])
def test_without_a_whole_folder_nothing_is_made(opened: Opened, folder: str) -> None:
    asked: list[Path] = []

    def export(_case: Case, _results: Any, place: Path) -> list[Path]:
        asked.append(place)
        return []

    screen = opened(step="export", export=export)
    type_folder(screen, folder)
    screen.click(screen.workspace.forward)
    assert said(screen) == "Wählen Sie zuerst einen Ordner für die Unterlagen."
    assert screen.focus is export_panel(screen).folder
    assert asked == []


def test_a_failing_export_gives_its_sentence(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="export", export=refuse)
    type_folder(screen, str(tmp_path))
    screen.click(screen.workspace.forward)
    screen.qtbot.waitUntil(lambda: said(screen) == FULL)
    before = screen.case
    screen.click(screen.workspace.forward)
    screen.qtbot.waitUntil(lambda: said(screen) == FULL)
    assert screen.case == before


def test_a_folder_that_is_a_file_gives_a_sentence(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="export")
    file = tmp_path / "datei"
    file.write_text("x", encoding="utf-8")
    type_folder(screen, str(file))
    screen.click(screen.workspace.forward)
    screen.qtbot.waitUntil(lambda: str(file) in said(screen))
    assert said(screen).endswith(".")


def test_the_papers_are_made_and_listed(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="export")
    folder = tmp_path / "noch nicht da"
    type_folder(screen, str(folder))
    screen.click(screen.workspace.forward)
    screen.qtbot.waitUntil(lambda: " Dateien liegen" in said(screen), timeout=60_000)
    screen.settle()
    names = {file.name for file in folder.iterdir()}
    assert {"00_Verzeichnis.pdf", "01_Konzept.pdf", "02_Kostenkalkulation.pdf", "03_Leistungsbeschreibung.pdf", "bundle.pdf"} < names
    assert str(folder) in said(screen)
    assert screen.button("Ordner öffnen")
    assert "Entwurf, noch nicht eingereicht" in screen.words()


def test_the_day_of_the_hand_in_is_said(opened: Opened) -> None:
    screen = opened(step="export")
    screen.fill("handed_in", "14.09.2026")
    assert "Eingereicht am 14.09.2026" in [plain(word) for word in screen.words()]
    assert "Entwurf, noch nicht eingereicht" not in screen.words()


# -- the rest ------------------------------------------------------------------


def test_standard_buttons_are_german(prepared: QApplication, qtbot: QtBot) -> None:
    assert prepared
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Yes
    )
    qtbot.addWidget(box)
    words = {button.text().replace("&", "") for button in box.buttons()}
    assert words == {"Abbrechen", "Speichern", "Ja"}


def test_an_unexpected_exception_saves_first_and_tells_once(opened: Opened, monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    screen = opened("leer", step="betrieb")
    ended: list[int] = []
    monkeypatch.setattr(screen.program, "app", SimpleNamespace(exit=ended.append))
    monkeypatch.setattr(sys, "excepthook", screen.program.catch)
    screen.enter("farm.name")
    screen.type("Hof vor dem Absturz")
    file = screen.session.file
    problem = ValueError("Hof vor dem Absturz")
    seen = answering("Verstanden", lambda: screen.program.catch(ValueError, problem, None))
    assert [dialog.title for dialog in seen] == ["Das Programm muss sich beenden"]
    assert ended == [1]
    assert sys.excepthook is sys.__excepthook__
    assert casefile.load(file).case.farm.name == "Hof vor dem Absturz"
    report = next(own_folders.rglob("absturz.txt"))
    assert "Absturz" not in report.read_text(encoding="utf-8"), "no input of the user in the report"
    assert str(report) in seen[0].words


@pytest.mark.parametrize(("menu", "choice"), [("Farben", "Dunkel"), ("Farben", "Starker Kontrast"), ("Schriftgröße", "150 %")])
def test_another_look_keeps_case_step_and_history(opened: Opened, menu: str, choice: str) -> None:
    screen = opened("leer", step="betrieb")
    screen.fill("farm.name", "Hof Umbau")
    session, case, old = screen.session, screen.case, screen.window
    screen.choose(menu, choice)
    assert screen.window is not old
    assert not old.isVisible()
    assert screen.session is session
    assert screen.case == case
    assert screen.step == "betrieb"
    assert field_text(screen, "farm.name") == "Hof Umbau"
    assert (theme.current().name, theme.current().scale) == {
        "Dunkel": ("dark", 1.0),
        "Starker Kontrast": ("contrast", 1.0),
        "150 %": ("light", 1.5),
    }[choice]
    screen.qtbot.waitUntil(lambda: QApplication.activeWindow() is screen.window)
    screen.enter("farm.name")
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.farm.name == ""


def test_no_key_of_the_window_is_taken_twice(opened: Opened) -> None:
    screen = opened()
    keys = [key.toString() for action in screen.window.actions() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert screen.workspace.mapTo(screen.window, QPoint(0, 0)) == QPoint(0, 0)
