"""What makes the window calm: all steps in sight, one column, readable lines, and nothing hollow while a case is empty."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from ala_wizard.ui.editors.rich.editor import RichEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.kit import unbroken
from tests.ui.conftest import Opened
from tests.ui.screen import Screen, plain


def left(screen: Screen, widget: QWidget) -> int:
    return widget.mapTo(screen.workspace, widget.rect().topLeft()).x()


def right(screen: Screen, widget: QWidget) -> int:
    return widget.mapTo(screen.workspace, widget.rect().topRight()).x()


def test_all_steps_are_in_sight_where_they_can_be(opened: Opened) -> None:
    screen = opened()
    steps = screen.workspace.step_list
    screen.settle()
    assert steps.below() == 0
    assert steps.verticalScrollBar().maximum() == 0
    assert 24 <= steps.row_height < 34
    assert screen.workspace._below.isHidden()
    screen.window.resize(1440, 1200)
    screen.settle()
    assert steps.row_height == 34, "no denser than needed"
    screen.window.resize(1440, 700)
    screen.settle()
    assert steps.row_height == 30
    assert steps.below(0) > 0
    assert str(steps.below()) in screen.workspace._below.text()
    screen.window.resize(1440, 900)
    screen.settle()
    assert steps.below() == 0, "and back"


def test_all_pages_and_the_foot_stand_on_the_same_edges(opened: Opened) -> None:
    screen = opened()
    edges = set()
    for step in ("kurzform", "k03", "tagessatz", "pruefung"):
        screen.workspace.go_to(step)
        screen.settle()
        column, foot = screen.workspace.page._column_holder, screen.workspace._foot_holder
        if screen.workspace.page.verticalScrollBar().maximum():
            assert (left(screen, column), right(screen, column)) == (left(screen, foot), right(screen, foot)), step
            edges.add((left(screen, column), right(screen, column)))
    assert len(edges) == 1, edges


def test_a_page_of_figures_takes_the_room_of_a_large_screen(opened: Opened) -> None:
    screen = opened(step="tagessatz", size=(1920, 1080))
    screen.settle()
    page = screen.workspace.page
    assert page._column_holder.width() == screen.workspace._foot_holder.width() == 960
    screen.workspace.go_to("k03")
    screen.settle()
    assert screen.workspace.page._column_holder.width() == screen.workspace._foot_holder.width() == 752


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (3840, 2160)])
def test_lines_of_a_text_stay_readable(opened: Opened, width: int, height: int) -> None:
    screen = opened(step="k03", size=(width, height))
    screen.settle()
    editor = screen.workspace.page.findChildren(RichEditor)[0]
    document: QTextDocument = editor.input.document()
    letters = []
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        letters += [layout.lineAt(place).textLength() for place in range(layout.lineCount())]
        block = block.next()
    assert max(letters) <= 85
    assert editor.width() - editor.input.geometry().right() >= 6


def test_an_empty_table_has_no_sum(opened: Opened) -> None:
    screen = opened("leer", "tagessatz")
    screen.settle()
    tables = {table.block.target: table for table in screen.workspace.page.findChildren(TableEditor)}
    empty = tables["kostenkalkulation.gebaeude"]
    assert empty.empty.isVisible()
    assert not empty._total.isVisible()
    empty.add_button.click()
    screen.settle()
    assert empty._total.isVisible()
    assert "0,00" in [plain(label.text()) for label in empty._total.findChildren(QLabel)]
    screen.session.undo()
    screen.settle()
    assert not empty._total.isVisible()


def test_pay_of_nobody_is_not_nought(opened: Opened) -> None:
    screen = opened("leer", "arbeitsentgelt")
    said = [plain(words) for words in screen.words(screen.workspace.page)]
    assert "Noch ist niemand im Arbeitsentgelt eingetragen." in said
    assert not any("Erstattet werden 0,00" in words for words in said)


def test_missing_answers_are_named_without_saying_each_time_that_they_are_missing(opened: Opened) -> None:
    screen = opened("leer", "pruefung")
    screen.settle()
    card = next(words for words in screen.words(screen.workspace.page) if words.startswith("• Name des Angebots"))
    assert card.split("\n") == ["• Name des Angebots", "• Beginn", "• Ende"]


def test_a_sign_and_its_number_stay_on_one_line() -> None:
    words = "Das steht in § 58 Abs. 2 Nr. 1 SGB IX. Es sind 20 % oder 5 € je Tag, siehe Art. 9."
    assert plain(unbroken(words)) == words
    assert unbroken(words).split(" ")[3:6] == ["§\u00a058", "Abs.\u00a02", "Nr.\u00a01"]
    assert "20\u00a0%" in unbroken(words)
    assert "5\u00a0€" in unbroken(words)
