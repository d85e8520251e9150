"""A dressed program and a page to lay editors on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import ChoiceSet
from ala_wizard.ui import theme

Page = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The light theme at 100 %."""
    theme.apply(qapp, "light")


@pytest.fixture
def some_content() -> Content:
    """Content with a few choice sets of its own: the tests do not hang on the wording of the program."""
    sets = {
        "grundlage": {"tarif": "Tarif", "vertrag": "Vertrag", "rechnung": "Rechnung", "angebot": "Angebot", "schaetzung": "Schätzung"},
        "entry": {"direkt": "direkt", "anteil": "Anteil", "je_platz": "je Platz"},
        "day": {"mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag"},
        "ownership": {"eigen": "eigen", "miete": "gemietet"},
    }
    choices = {
        name: ChoiceSet.model_validate({"id": name, "choice": [{"value": value, "label": label} for value, label in entries.items()]})
        for name, entries in sets.items()
    }
    return Content((), choices, (), {}, {})


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    """Lay widgets on a scrolled page, with a field before and one after them, and show it."""

    kept: list[QWidget] = []

    def lay(*widgets: QWidget, width: int = 800) -> QWidget:
        area = QScrollArea()
        kept.append(area)
        area.setWidgetResizable(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        before, after = QLineEdit(), QLineEdit()
        before.setObjectName("before")
        after.setObjectName("after")
        for widget in (before, *widgets, after):
            column.addWidget(widget)
        column.addStretch(1)
        area.setWidget(inside)
        area.resize(width, 700)
        qtbot.addWidget(area)
        with qtbot.waitActive(area):
            area.show()
            area.activateWindow()
        before.setFocus()
        return area

    return lay
