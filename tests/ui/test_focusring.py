"""The focus ring: round the control with the focus, on the page that scrolls, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.ui import focusring, theme
from tests.ui.typing import press


@pytest.fixture
def area(qapp: QApplication, qtbot: QtBot) -> Iterator[QScrollArea]:
    """A page with three controls, the second far below."""
    theme.apply(qapp, "light")
    follower = focusring.install(qapp)
    page = QScrollArea()
    page.setWidgetResizable(True)
    inside = QWidget()
    column = QVBoxLayout(inside)
    for name in ("field", "button", "own"):
        control: QWidget = QPushButton("Weiter") if name == "button" else QLineEdit()
        control.setObjectName(name)
        column.addWidget(control)
        column.addSpacing(400)
    page.setWidget(inside)
    page.resize(400, 300)
    own = inside.findChild(QLineEdit, "own")
    assert isinstance(own, QLineEdit)
    own.setProperty(focusring.NO_RING, True)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    follower.deleteLater()


def control(area: QScrollArea, name: str) -> QWidget:
    inside = area.widget()
    assert inside is not None
    found = inside.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def rings(area: QScrollArea) -> list[focusring.FocusRing]:
    return [ring for ring in area.findChildren(focusring.FocusRing) if ring.isVisible()]


def test_the_ring_goes_with_the_focus_and_lies_on_the_page(area: QScrollArea) -> None:
    field = control(area, "field")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert len(rings(area)) == 1
    ring = rings(area)[0]
    assert ring.parentWidget() is area.widget(), "it scrolls with the field and is cut with it"
    assert ring.geometry().contains(field.geometry())
    assert ring.width() - field.width() == 2 * (focusring.GAP + focusring.STROKE)
    press(Qt.Key.Key_Tab)
    assert rings(area)[0].geometry().contains(control(area, "button").geometry())


def test_the_ring_moves_when_its_field_moves(area: QScrollArea) -> None:
    field = control(area, "field")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    inside = area.widget()
    assert inside is not None
    layout = inside.layout()
    assert layout is not None
    layout.setContentsMargins(9, 120, 9, 9)
    layout.activate()
    assert rings(area)[0].geometry().contains(field.geometry())


def test_what_shows_its_focus_itself_wears_no_ring(area: QScrollArea) -> None:
    control(area, "own").setFocus(Qt.FocusReason.TabFocusReason)
    assert rings(area) == []


def test_a_hidden_field_takes_its_ring_along(area: QScrollArea) -> None:
    field = control(area, "field")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.hide()
    assert all(not ring.geometry().contains(field.geometry()) for ring in rings(area))
