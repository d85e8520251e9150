"""The focus ring: round the control with the focus, on the page that scrolls, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.ui import focusring, theme
from tests.ui.conftest import Opened
from tests.ui.driver import MAX_STOPS
from tests.ui.screen import CONTROL, Screen
from tests.ui.seen import focus_faults
from tests.ui.typing import press


@pytest.fixture
def area(qapp: QApplication, qtbot: QtBot) -> Iterator[QScrollArea]:
    """A page with three controls, the second far below."""
    theme.apply(qapp, "light")
    focusring.install(qapp)
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


# -- in the real pages, as pixels ------------------------------------------------


@pytest.mark.parametrize(("name", "some"), [("dark", ["k05", "rechtsstand"]), ("contrast", ["tagessatz", "checklisten"])])
def test_every_control_shows_its_focus(opened: Opened, prepared: QApplication, name: theme.Name, some: list[str]) -> None:
    """The same for all pages in light: `test_every_page.test_tab_goes_through_all_controls_of_a_page_and_back`."""
    screen = opened("hof-sonnenwiese", size=(1280, 720))
    theme.apply(prepared, name)
    for step in some:
        screen.workspace.go_to(step)
        screen.workspace.page.complete()
        screen.settle()
        screen.workspace.page.focus_first()
        wrong = walk_faults(screen)
        assert not wrong, f"{step}:\n" + "\n".join(wrong)


def walk_faults(screen: Screen) -> list[str]:
    """Tab through a page, past the cells of its tables: what cannot be told from a control without the focus."""
    wrong: list[str] = []
    ends = {screen.workspace.back, screen.workspace.forward}
    for _ in range(MAX_STOPS):
        here = screen.focus
        if here in ends:
            return wrong
        wrong += [f"{type(here).__name__} {here.accessibleName()[:40]!r} {words}" for words in focus_faults(here)]
        if isinstance(here, QAbstractItemView):
            screen.key(Qt.Key.Key_End, CONTROL)
        screen.key(Qt.Key.Key_Tab)
    raise AssertionError(f"{screen.step}: Tab never came to the foot")


def test_the_measure_itself_sees_a_pale_a_cut_and_a_missing_ring(area: QScrollArea, monkeypatch: pytest.MonkeyPatch) -> None:
    field = control(area, "field")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert focus_faults(field) == []
    area.verticalScrollBar().setValue(field.mapTo(area.widget(), field.rect().center()).y())  # type: ignore[arg-type]
    assert any("upper side" in words for words in focus_faults(field))
    assert any("lies outside" in words for words in focus_faults(field))
    area.verticalScrollBar().setValue(0)
    pale = theme.Theme("light", {**theme.current().colors, "focus": "#C9C9C9"})
    monkeypatch.setattr(theme._State, "theme", pale)
    assert len(focus_faults(field)) == 4, "all sides are there, but too pale"
    monkeypatch.undo()
    control(area, "own").setFocus(Qt.FocusReason.TabFocusReason)
    own = control(area, "own")
    own.setProperty(focusring.NO_RING, None)
    assert focus_faults(own)[-1] == "no ring"


def test_what_has_the_focus_comes_into_sight_with_its_whole_ring(area: QScrollArea) -> None:
    control(area, "field").setFocus(Qt.FocusReason.TabFocusReason)
    for name in ("button", "field"):
        control(area, name).setFocus(Qt.FocusReason.TabFocusReason)
        ring = rings(area)[0]
        place = ring.mapTo(area.viewport(), ring.rect().topLeft())
        assert 0 <= place.y() <= area.viewport().height() - ring.height(), name


def test_what_is_only_read_shows_the_focus_at_its_title(opened: Opened) -> None:
    screen = opened(step="orientierung")
    assert screen.focus.objectName() == "page_content"
    assert focus_faults(screen.focus) == []


def test_who_came_by_mouse_sees_no_ring_round_a_title_until_a_key_is_pressed(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "k10", size=(1280, 720))
    window, page = screen.window.windowHandle(), screen.workspace.page
    go_on = screen.workspace.forward
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, CONTROL & ~CONTROL, go_on.mapTo(screen.window, go_on.rect().center()))
    assert screen.step == "tagessatz"
    page = screen.workspace.page
    assert screen.focus.objectName() == "page_content"
    assert rings(page) == []
    QTest.keyClick(window, Qt.Key.Key_Shift)
    (ring,) = rings(page)
    title = page.findChild(QLabel, "page_title")
    assert isinstance(title, QLabel)
    assert ring.width() < title.width(), "it goes round the words, not round their whole line"
    assert focus_faults(screen.focus) == []
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert len(rings(page)) == 1
    assert rings(page)[0].geometry() != ring.geometry() or screen.focus.objectName() != "page_content"


def test_the_upper_edge_of_a_page_cuts_no_words_in_two(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "kurzform", scale=2.0, size=(1920, 1080))
    moved = 0
    for step in ("k01", "k02", "k06", "k10"):
        screen.workspace.go_to(step)
        screen.workspace.page.focus_first()
        screen.settle()
        page = screen.workspace.page
        top = page.verticalScrollBar().value()
        moved += top > 0
        for words in page.findChildren(QLabel):
            above = -words.mapTo(page.viewport(), words.rect().topLeft()).y()
            if words.isVisible() and 0 < above < words.height():
                assert words.height() > 1.5 * words.fontMetrics().lineSpacing(), f"{step}: {words.text()}"
        assert focus_faults(screen.focus) == [], step
    assert moved, "the window is low enough"


def test_a_pane_that_opens_below_leaves_the_field_in_sight(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "k03", scale=2.0, size=(1920, 1080))
    screen.enter("offer.places_target")
    screen.key(Qt.Key.Key_F2)
    screen.settle()
    assert screen.workspace.help_visible
    assert screen.focus is screen.editor("offer.places_target").focus_widget()
    assert focus_faults(screen.focus) == []


def test_a_page_that_is_read_first_begins_at_its_top(opened: Opened) -> None:
    """Also where it was scrolled while it was built."""
    screen = opened("hof-sonnenwiese", "orientierung")
    screen.wait_until_built()
    page = screen.workspace.page
    page.verticalScrollBar().setValue(200)
    assert page.verticalScrollBar().value() == 200
    page.focus_first()
    assert page.verticalScrollBar().value() == 0
