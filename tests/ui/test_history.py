"""Undo over everything, with names: each deed in every editor and panel, and the list that goes back over several steps."""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ala_wizard.content.loader import content
from ala_wizard.model.base import Row
from ala_wizard.model.case import Case
from ala_wizard.ui import history as history_module
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.coverage import CoverageEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.history import HistoryDialog, where
from ala_wizard.ui.page.checklist import ItemView
from tests.ui.conftest import Opened
from tests.ui.screen import Screen

Key = Qt.Key
IDENTIFIER = re.compile(r"^[a-z_]+[.\[]|_[a-z]+\b|^$")
"""What a name for people never looks like."""


def deeds(screen: Screen) -> list[tuple[str, Any]]:
    """Everything that can be changed on the page: its address, and the deed."""
    page = screen.workspace.page
    found: list[tuple[str, Any]] = []
    for editor in page.findChildren(Editor):
        address = editor.property("address")
        if isinstance(address, str) and address and not any(isinstance(above, TableEditor) for above in ancestors(editor)):
            found.append((address, lambda e=editor, a=address: e.value_changed.emit(other(screen.session.value(a), e))))
    for coverage in page.findChildren(CoverageEditor):
        found.append(("coverage", lambda c=coverage: c.value_changed.emit((screen.case.people[-1].id,))))
    for table in page.findChildren(TableEditor):
        if table.block.add:
            found.append((table.block.target, lambda t=table: t.model.add(0)))
            if table.model.rowCount():
                found.append((table.block.target, lambda t=table: t.model.remove(t.model.rowCount() - 1)))
        if table.model.rowCount() > 1 and table.block.add:
            found.append((table.block.target, lambda t=table: t.model.move(0, 1)))
    for item in page.findChildren(ItemView)[::9]:
        found.append((item.item.id, item.tick))
        found.append((item.item.id, lambda i=item: i.set_value("due", date(2026, 5, 5))))
    return found


def ancestors(widget: Any) -> list[Any]:
    above = []
    while widget is not None:
        widget = widget.parentWidget()
        above.append(widget)
    return above


def other(value: Any, editor: Editor) -> Any:
    """Another value of the same kind."""
    kind = getattr(getattr(editor, "spec", None), "kind", "text")
    if isinstance(value, tuple) and value and isinstance(value[0], Row):
        return value[1:]
    if kind in ("yesno",):
        return "nein" if value == "ja" else "ja"
    if kind == "check":
        return not value
    if kind == "count":
        return (value or 0) + 1
    if kind in ("money", "decimal", "percent", "hours"):
        return (value or Decimal(0)) + 1 if (value or 0) < 20 else value - 1
    if kind == "date":
        return date(2031, 1, 1) if value != date(2031, 1, 1) else date(2031, 1, 2)
    if kind == "counts":
        return (*(value or ()), 3)
    if kind == "choice":
        return next(c.value for c in content().choices[editor.spec.choices].choices if c.value != value)  # type: ignore[attr-defined]
    return f"{value or ''} neu"


def test_every_deed_has_a_name_and_undo_brings_back_the_identical_case(opened: Opened) -> None:
    """All pages of the sample: each change is one step with a German name; undo shows its place and leaves nothing behind."""
    screen = opened()
    session = screen.session
    count = 0
    for part in content().parts:
        screen.workspace.go_to(part.step)
        screen.settle()
        for target, act in deeds(screen):
            before, steps = session.case, len(session.done_steps)
            act()
            session.end_typing()
            if session.case == before:
                continue
            count += 1
            place = f"{part.step} {target}"
            assert len(session.done_steps) == steps + 1, f"{place}: {[step.name for step in session.done_steps[steps:]]}"
            assert not IDENTIFIER.search(session.undo_name), f"{place}: {session.undo_name!r}"
            shown = session.done_steps[-1].place
            assert where(shown, content()), f"{place}: {shown} is on no page"
            session.undo()
            assert session.case == before, place
            assert session.redo_name
        screen.settle()
    assert count > 150


def history(screen: Screen, act: Any) -> list[str]:
    """Open the history by its key, look, and do something in it."""
    seen: list[str] = []
    timer = QTimer()
    timer.setInterval(10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, HistoryDialog) and not seen:
            seen.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
            act(dialog)

    timer.timeout.connect(look)
    timer.start()
    screen.window.act_history.trigger()
    timer.stop()
    screen.settle()
    return seen


@pytest.fixture
def busy(opened: Opened) -> Screen:
    screen = opened("leer", "betrieb")
    screen.fill("farm.name", "Birnbaum")
    screen.fill("farm.street", "Weg 9")
    screen.click_step("k03")
    screen.fill("offer.places_target", "8")
    return screen


def test_the_history_names_every_step_with_its_page(busy: Screen) -> None:
    lines = history(busy, lambda dialog: QTest.keyClick(dialog.list, Key.Key_Escape))
    assert lines[0] == "Jetzt"
    assert [line.partition(" · ")[2] for line in lines[1:]] == [
        "Plätze im Ziel · Zielgruppe",
        *(f"{name} · Unser Betrieb" for name in (label("farm.street"), label("farm.name"))),
    ]
    assert all(line.startswith("14:32") for line in lines[1:])
    assert busy.case.offer.places_target == 8


def label(address: str) -> str:
    return content().asking[address][1].label


def test_back_over_several_steps_and_forward_again(busy: Screen) -> None:
    full = busy.case

    def back(dialog: HistoryDialog) -> None:
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.keyClick(dialog.list, Key.Key_Down)
        assert dialog.buttons[1].isVisible() and dialog.buttons[1].text() == "Bis hier zurücknehmen"
        QTest.mouseClick(dialog.buttons[1], Qt.MouseButton.LeftButton)

    history(busy, back)
    assert (busy.case.farm.name, busy.case.farm.street, busy.case.offer.places_target) == ("Birnbaum", "", None)
    assert busy.step == "betrieb"
    assert len(busy.session.undone_steps) == 2

    def forward(dialog: HistoryDialog) -> None:
        assert "zurückgenommen" in dialog.list.item(0).text()
        QTest.keyClick(dialog.list, Key.Key_Home)
        QTest.keyClick(dialog.list, Key.Key_Return)

    lines = history(busy, forward)
    assert lines[2] == "Jetzt"
    assert busy.case == full
    assert busy.step == "k03"


def test_closing_the_history_changes_nothing(busy: Screen) -> None:
    before = busy.case

    def close(dialog: HistoryDialog) -> None:
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.keyClick(dialog, Key.Key_Escape)

    history(busy, close)
    assert busy.case is before


def test_a_jump_is_the_same_as_single_steps(busy: Screen) -> None:
    session = busy.session
    full = session.case
    session.undo()
    session.undo()
    there = session.case
    session.redo()
    session.redo()
    assert session.jump(-2) == "farm.street"
    assert session.case == there
    assert session.jump(2) == "offer.places_target"
    assert session.case == full
    assert session.jump(-99) == "farm.name"
    assert session.case.farm.name == ""
    assert session.jump(0) == ""


def test_the_case_without_history_says_so(opened: Opened) -> None:
    screen = opened(Case())
    assert history(screen, lambda dialog: QTest.keyClick(dialog, Key.Key_Escape)) == ["Jetzt"]
    assert screen.case == Case(case_id=screen.case.case_id)


def test_undo_leaves_the_focus_somewhere(opened: Opened) -> None:
    """Also where what had it goes with the step, and nothing on the page shows the place."""
    screen = opened("leer", "betrieb")
    screen.enter("farm.name")
    screen.type("Hof")
    screen.focus.clearFocus()
    assert QApplication.focusWidget() is None
    screen.workspace.show_place("nirgends")
    screen.settle()
    focus = QApplication.focusWidget()
    assert focus is not None and screen.workspace.page.isAncestorOf(focus)


def test_the_key_is_in_the_menu(busy: Screen) -> None:
    assert busy.window.act_history in busy.window.menu.actions()
    assert busy.window.act_history.shortcut().toString() == "Ctrl+H"


def test_every_change_in_the_source_gives_its_step_a_name_from_the_texts() -> None:
    """Panels and editors, also those that the walk does not reach: no change without a name, no name written into the code."""
    wanted = {"change": 3, "edit": 3, "set_unread": 3}
    seen = 0
    for file in sorted(Path(history_module.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in wanted):
                continue
            owner = ast.unparse(node.func.value)
            if not owner.endswith("session"):
                continue
            seen += 1
            place = f"{file.name}:{node.lineno}"
            given = len(node.args) + len(node.keywords)
            assert given >= wanted[node.func.attr], f"{place}: without a name or a place"
            name = node.args[1] if node.func.attr == "edit" else node.args[2]
            assert not isinstance(name, ast.Constant), f"{place}: the name stands in the code"
    assert seen >= 20
