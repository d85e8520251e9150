"""Every page at every size: nothing clipped, nothing overlapping, everything named, Tab goes through all of it and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names
from ala_wizard.content.texts import text
from ala_wizard.flow.steps import steps
from ala_wizard.ui import theme
from ala_wizard.ui.editors.table.measure import PAD, advance, room_for_words
from ala_wizard.ui.editors.table.view import RowsView
from ala_wizard.ui.header import Elided, Figure
from ala_wizard.ui.search.linkline import LinkLine
from ala_wizard.ui.taborder import stops
from tests.ui.conftest import Opened
from tests.ui.driver import MAX_STOPS
from tests.ui.screen import Screen
from tests.ui.seen import focus_faults
from tests.ui.typing import press

STEPS = [part.step for part in steps(content())]
SIZES = ((1440, 900), (1280, 720), (960, 540))
"""Windows at 100 %: the usual, the smallest that is designed for, the smallest that can be used."""
LARGE = (1920, 1080)
"""Full HD with everything at 200 %."""
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("name", names())
def test_nothing_is_clipped_or_overlaps(opened: Opened, name: str) -> None:
    screen = opened(name)
    wrong: list[str] = []
    for width, height in SIZES:
        screen.window.resize(width, height)
        screen.settle()
        assert (screen.window.width(), screen.window.height()) == (width, height)
        wrong += [f"{width} x {height}, {words}" for words in faults(screen)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", names())
def test_nothing_is_clipped_or_overlaps_at_200_percent(opened: Opened, name: str) -> None:
    screen = opened(name, size=LARGE, scale=2.0)
    assert (theme.current().scale, screen.window.width(), screen.window.height()) == (2.0, *LARGE)
    wrong = faults(screen)
    assert not wrong, "\n".join(wrong)


def faults(screen: Screen) -> list[str]:
    """What does not fit, on all pages and in the frame around them."""
    wrong: list[str] = []
    frame = (screen.workspace.header, screen.workspace.step_list, screen.workspace._left)
    for step in STEPS:
        screen.workspace.go_to(step)
        page = screen.workspace.page
        screen.wait_for_pages()
        screen.wait_until_built()
        roots = (page, screen.workspace._foot_holder, screen.workspace.side, *(frame if step == STEPS[0] else ()))
        for root in roots:
            wrong += [f"{step}: {words}" for words in (*clipped(root), *broken(root), *overlapping(root), *nameless(root))]
        if page.horizontalScrollBar().maximum():
            wrong.append(f"{step}: too wide by {page.horizontalScrollBar().maximum()}")
    return wrong


def visible(root: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    """All visible widgets of a kind inside."""
    return (widget for widget in root.findChildren(kind) if widget.isVisible())


def clipped(root: QWidget) -> Iterator[str]:
    """Words that do not fit into their widget."""
    for label in visible(root, QLabel):
        assert isinstance(label, QLabel)
        said = QLabel.text(label)  # as it is drawn: with the blanks at which no line ends
        if not said or label.width() == 0 or isinstance(label, Elided):
            continue
        margins = label.contentsMargins()
        width = label.width() - margins.left() - margins.right()
        height = label.height() - margins.top() - margins.bottom()
        if label.wordWrap():
            needed = label.fontMetrics().boundingRect(QRect(0, 0, width, 100_000), Qt.TextFlag.TextWordWrap, said).height()
            longest = max(label.fontMetrics().horizontalAdvance(word) for word in re.split("[ \n\u00ad]", said))
            if needed > height + 1 or longest > width + 1:
                yield f"{said[:60]!r} needs {longest} x {needed}, has {width} x {height}"
        else:
            lines = said.split("\n")
            needed = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
            if needed > width + 1 or label.fontMetrics().height() > height + 2:
                yield f"{said[:60]!r} needs {needed}, has {width} x {height}"
    for button in visible(root, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        icon_only = isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        if not button.text() or icon_only or isinstance(button, Figure):
            continue
        if not isinstance(button, (QPushButton, QCheckBox, QRadioButton)):
            continue
        if isinstance(button, LinkLine):
            if button.heightForWidth(button.width()) > button.height() + 2:
                yield f"link {button.text()!r} is cut: {button.width()} x {button.height()}"
            continue
        needed = button.fontMetrics().horizontalAdvance(button.text().replace("&&", "&"))
        if needed > button.width() or button.fontMetrics().height() > button.height() + 2:
            yield f"button {button.text()!r} needs {needed}, has {button.width()} x {button.height()}"
    for line in visible(root, QLineEdit):
        if line.height() < line.fontMetrics().height():
            yield f"field {line.accessibleName()!r} is too low"


def broken(root: QWidget) -> Iterator[str]:
    """Words in tables that are broken inside, because their column is narrower than they are."""
    for view in visible(root, RowsView):
        assert isinstance(view, RowsView)
        for column, width in enumerate(view.widths):
            if not width:
                continue
            head = str(view.rows.headerData(column, Qt.Orientation.Horizontal) or "")
            asked = [(head, "small", width - theme.px(2 * PAD))]
            shown = [view.rows.shown(row, column) for row in range(view.rows.rowCount())]
            asked += [(words, "body", room_for_words(view.rows, column, width)) for words in shown]
            for words, role, room in asked:
                longest = max((advance(theme.font(role), word) for word in words.replace("\u00ad", " ").split()), default=0)
                if longest > room:
                    yield f"{words[:60]!r} has a word of {longest} in {room}"


def overlapping(root: QWidget) -> Iterator[str]:
    """Things in one layout that lie over each other, or outside what holds them."""
    for holder in (root, *visible(root, QWidget)):
        layout = holder.layout()
        if layout is not None and not isinstance(holder, QScrollArea):
            yield from _overlaps(layout, holder)


def _overlaps(layout: QLayout, holder: QWidget) -> Iterator[str]:
    places: list[tuple[QRect, str]] = []
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            yield from _overlaps(inner, holder)
            continue
        if widget is None or not widget.isVisible() or widget.width() == 0 or widget.height() == 0:
            continue
        name = f"{type(widget).__name__} {widget.accessibleName()[:30] or str(widget.property('text') or '')[:30]!r}"
        place = widget.geometry()
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(place):
            yield f"{name} {place.getRect()} lies outside {holder.rect().getRect()}"
        for other, words in () if isinstance(layout, QGridLayout) and layout.property("stacked") else places:
            common = place.intersected(other)
            if common.width() > 1 and common.height() > 1:
                yield f"{name} lies over {words}"
        places.append((place, name))


def test_the_measure_itself_sees_what_is_clipped(prepared: QApplication, qtbot: QtBot) -> None:
    assert prepared
    holder = QWidget()
    qtbot.addWidget(holder)
    line = QHBoxLayout(holder)
    narrow, low, fine, button = (
        QLabel("Leistungsbeschreibung"),
        QLabel("ein Satz " * 20),
        QLabel("gut"),
        QPushButton("Unterlagen erstellen"),
    )
    low.setWordWrap(True)
    for widget in (narrow, low, fine, button):
        line.addWidget(widget)
    holder.resize(900, 60)
    with qtbot.waitExposed(holder):
        holder.show()
    assert list(overlapping(holder)) == []
    narrow.setFixedWidth(20)
    low.setFixedSize(120, 20)
    button.setFixedWidth(30)
    line.activate()
    found = list(clipped(holder))
    assert len(found) == 3, found
    fine.move(narrow.pos())
    assert len(list(overlapping(holder))) == 2, "over its neighbour, and its neighbour's neighbour over it"
    fine.move(2000, 0)
    assert len(list(overlapping(holder))) == 1
    assert list(nameless(holder)) == []
    button.setText("")
    assert len(list(nameless(holder))) == 1
    holder.close()


def test_the_window_can_be_small(opened: Opened) -> None:
    screen = opened()
    minimum = screen.window.minimumSizeHint().expandedTo(screen.window.minimumSize())
    assert minimum.width() <= 960, minimum
    assert minimum.height() <= 540, minimum


def nameless(root: QWidget) -> Iterator[str]:
    """Controls that a screen reader has no word for."""
    for widget in (root, *visible(root, QWidget)):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} has no name"


@pytest.mark.parametrize(("name", "some"), [("leer", STEPS), ("hof-sonnenwiese", ["betrieb", "k06", "k08", "arbeitsentgelt", "pruefung"])])
def test_tab_goes_through_all_controls_of_a_page_and_back(opened: Opened, name: str, some: list[str]) -> None:
    screen = opened(name)
    for step in some:
        screen.workspace.go_to(step)
        screen.wait_for_pages()
        page = screen.workspace.page
        stops((page,))[0].setFocus(Qt.FocusReason.OtherFocusReason)
        screen.settle()
        foot: set[QWidget] = {screen.workspace.back, screen.workspace.forward}
        there = walk(screen, Key.Key_Tab, foot)
        missed = set(controls(page)) - set(there)
        assert not missed, f"{step}: {[describe(widget) for widget in missed]}"
        assert all(page.isAncestorOf(widget) for widget in there), step
        jumps = [f"{describe(one)} -> {describe(other)}" for one, other in pairwise(there) if goes_up(page, one, other)]
        assert not jumps, f"{step}: {jumps}"
        screen.key(Key.Key_Backtab, SHIFT)
        back = walk(screen, Key.Key_Backtab, {there[0]}, SHIFT)
        assert lasting([*back, there[0]]) == lasting(there[::-1]), step


def lasting(widgets: list[QWidget]) -> list[QWidget]:
    """Without the buttons for a row and for a day of the week plan: they are there only while the focus is in their table."""
    passing = (text("tabelle.zeile_entfernen"), "Tag übernehmen")
    return [widget for widget in widgets if not str(widget.property("text") or "").startswith(passing)]


def describe(widget: QWidget) -> str:
    """A widget in words, for a failing test."""
    return f"{type(widget).__name__} {widget.accessibleName()[:40]!r} {str(widget.property('text') or '')[:20]!r}"


def controls(page: QWidget) -> list[QWidget]:
    """All visible widgets of a page that Tab could stop at, found without the program's own order."""
    views = page.findChildren(RowsView)
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not any(view is not widget and view.isAncestorOf(widget) for view in views)
    ]


def walk(screen: Screen, key: Qt.Key, ends: set[QWidget], modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[QWidget]:
    """Press a key until the focus reaches an end; gives the widgets on the way, each once."""
    seen: list[QWidget] = []
    for _ in range(MAX_STOPS):
        here = screen.focus
        if here in ends:
            return seen
        if not seen or seen[-1] is not here:
            if key == Key.Key_Tab:
                wrong = focus_faults(here)
                assert not wrong, f"{screen.step}: {describe(here)}: {wrong}"
            seen.append(here)
        press(key, modifier)
    raise AssertionError(f"{screen.step}: never reached {[describe(end) for end in ends]}")


def goes_up(page: QWidget, one: QWidget, other: QWidget) -> bool:
    """Is the second wholly above the first, and not to its right? Then Tab jumps against the way one reads."""
    first, second = (QRect(widget.mapTo(page, QPoint(0, 0)), widget.size()) for widget in (one, other))
    return second.bottom() < first.top() and second.left() < first.right() and not one.isAncestorOf(other)


def test_tab_goes_round_the_whole_window_in_reading_order(opened: Opened) -> None:
    screen = opened(step="k09")
    order: list[str] = []
    first = screen.focus
    for _ in range(MAX_STOPS):
        here = screen.focus
        panes = {"page": screen.workspace.page, "foot": screen.workspace._foot_holder, "help": screen.workspace.side}
        panes |= {"steps": screen.workspace._left, "header": screen.workspace.header}
        pane = next(name for name, place in panes.items() if place.isAncestorOf(here))
        if not order or order[-1] != pane:
            order.append(pane)
        screen.key(Key.Key_Tab)
        if screen.focus is first:
            break
    assert order == ["page", "foot", "help", "steps", "header"]
    assert screen.workspace.page.isAncestorOf(stops((screen.workspace.page,))[0])
