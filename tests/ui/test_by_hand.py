"""Every page as somebody works on it with the mouse and the clipboard: click into a field, paste, take it back; tick, choose, take it back.

That every page can be filled by keys alone is shown by `test_keyboard_only`; drags by `test_woche` and `test_belege`.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget

from ala_wizard.content.loader import content
from ala_wizard.flow.steps import steps
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.page.checkrow import CheckRow
from tests.ui.conftest import Opened
from tests.ui.driver import above
from tests.ui.screen import CONTROL, Screen

Key = Qt.Key
ONLY_RESULTS = frozenset({"pruefung", "offen", "belege", "rechtsstand", "export"})
"""Pages without a field of the case in the sample; each has a file of tests of its own, by click and key."""


def fields(screen: Screen) -> list[QWidget]:
    """What can be typed into on the page, outside of tables."""
    found = [entry.focus_widget() for entry in screen.workspace.page.findChildren(Editor)]
    return [entry for entry in found if isinstance(entry, QLineEdit | QTextEdit) and entry.isVisible() and entry.isEnabled()]


def ticks(screen: Screen) -> list[QAbstractButton]:
    """What can be ticked or chosen, and changes the case."""
    found = screen.workspace.page.findChildren(QAbstractButton)
    kept = [entry for entry in found if entry.isVisible() and entry.isEnabled()]
    return [
        entry
        for entry in kept
        if isinstance(entry, CheckRow) or (entry.isCheckable() and above(entry, Editor) is not None and not entry.isChecked())
    ]


def back(screen: Screen, start: object) -> None:
    """Take back until nothing is left to take back."""
    assert screen.session.undo_name
    while screen.session.undo_name:
        screen.key(Key.Key_Z, CONTROL)
    assert screen.case == start


@pytest.mark.parametrize("name", ["hof-sonnenwiese"])
def test_a_click_and_a_paste_change_every_page_and_undo_takes_them_back(opened: Opened, name: str) -> None:
    screen = opened(name)
    start = screen.case
    untouched = []
    for part in steps(content()):
        screen.click_step(part.step)
        screen.workspace.page.complete()
        screen.settle()
        assert screen.step == part.step
        worked = False
        for field in fields(screen)[:1]:
            screen.workspace.page.ensureWidgetVisible(field)
            screen.click(field.viewport() if isinstance(field, QTextEdit) else field)
            assert screen.focus is field
            screen.key(Key.Key_A, CONTROL)
            QApplication.clipboard().setText("7")
            screen.key(Key.Key_V, CONTROL)
            assert screen.case != start, f"{part.step}: {field.accessibleName()}"
            back(screen, start)
            worked = True
        for tick in ticks(screen)[:1]:
            screen.workspace.page.ensureWidgetVisible(tick)
            screen.click(tick, QPoint(12, 20) if isinstance(tick, CheckRow) else None)
            if screen.case != start:
                back(screen, start)
                worked = True
        for table in [entry for entry in screen.workspace.page.findChildren(TableEditor) if entry.isVisible()][:1]:
            if table.model.rowCount():
                screen.workspace.page.ensureWidgetVisible(table.view)
                screen.click(table.view.viewport(), table.view.visualRect(table.model.index(0, 0)).center())
                screen.key(Key.Key_Escape)
                QApplication.clipboard().setText("7")
                screen.key(Key.Key_V, CONTROL)
                if screen.case != start:
                    back(screen, start)
                    worked = True
        if not worked:
            untouched.append(part.step)
    assert set(untouched) <= ONLY_RESULTS, untouched
