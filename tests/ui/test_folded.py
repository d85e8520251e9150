"""Buttons that fold something out say so to screen readers, whatever was told of them before."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ala_wizard.ui import folded
from ala_wizard.ui.editors.cards.card import Card
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.page.checklist import ItemView
from ala_wizard.ui.page.helper import HelperCard
from tests.ui.conftest import Opened

Text = QAccessible.Text


def said(button: QAbstractButton) -> tuple[bool, bool, bool]:
    """Can it fold, is it open, is it closed?"""
    state = QAccessible.queryAccessibleInterface(button).state()
    return bool(state.expandable), bool(state.expanded), bool(state.collapsed)


def test_a_button_keeps_its_name_its_press_and_its_other_states(prepared: QApplication, qtbot: QtBot) -> None:
    assert prepared
    button = QPushButton("&Weg && Ziel")
    qtbot.addWidget(button)
    button.setToolTip("Zeigt den Weg")
    folded.tell(button, False)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    node = QAccessible.queryAccessibleInterface(button)
    assert (node.role(), node.text(Text.Name), node.text(Text.Description)) == (QAccessible.Role.Button, "Weg & Ziel", "Zeigt den Weg")
    assert said(button) == (True, False, True)
    node.actionInterface().doAction("Press")
    assert pressed == [True]
    folded.tell(button, True)
    assert said(button) == (True, True, False)
    button.setEnabled(False)
    assert node.state().disabled
    button.setAccessibleName("Anderer Weg")
    assert node.text(Text.Name) == "Anderer Weg"


def test_a_button_that_was_asked_before_says_it_too(prepared: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    button = QPushButton("Weg")
    qtbot.addWidget(button)
    assert said(button) == (False, False, False)
    folded.tell(button, False)
    assert said(button) == (True, False, True)


@pytest.mark.parametrize(("step", "kind"), [("k05", Card), ("checklisten", ItemView), ("tagessatz", HelperCard), ("hochlauf", Fold)])
def test_what_folds_on_a_page_says_so(opened: Opened, step: str, kind: type[Card | ItemView | HelperCard | Fold]) -> None:
    screen = opened(step=step)
    screen.workspace.page.complete()
    found = next(entry for entry in screen.workspace.page.findChildren(kind) if entry.isVisible())
    button = found.row if isinstance(found, ItemView) else found.opener
    before = found.is_open
    assert said(button) == (True, before, not before)
    found.toggle()
    screen.settle()
    assert said(button) == (True, not before, before)
