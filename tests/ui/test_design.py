"""What makes the window calm: all steps in sight, one column, readable lines, and nothing hollow while a case is empty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.ui import theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.editors.rich.editor import RichEditor
from ala_wizard.ui.editors.rich.input import RichInput
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.editors.text import LINE
from ala_wizard.ui.kit import Words, breakable, together, unbroken
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
    screen.window.resize(1280, 720)
    screen.settle()
    assert steps.below() == 0 and steps.verticalScrollBar().maximum() == 0, "in the smallest window, too"
    assert steps.thin and 24 <= steps.row_height <= 26
    screen.window.resize(1440, 660)
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


def test_no_line_is_left_with_one_short_word() -> None:
    long = "Tragen Sie ein, was Anleitung und Begleitung kosten. Saatgut gehört nicht hierher."
    assert together(long).endswith("nicht\u00a0hierher.")
    assert plain(together(long)) == long
    for words in ("Beleg fehlt", "Noch kein Ergebnis da", "Mit der zuständigen Stelle gesprochen und dann Eingliederungshilfebedarf"):
        assert together(words) == words, "too few words, or a last word that stands well alone"
    assert together("eins zwei drei vier fünf sechs ab\neins zwei drei vier fünf sechs ab").count("\u00a0") == 2


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Sozialpädagogischer", ["Sozial", "pä", "da", "go", "gi", "scher"]),
        ("Eingliederungshilfe", ["Ein", "glie", "de", "rungs", "hilfe"]),
        ("x" * 30, ["x" * 12, "x" * 12, "x" * 6]),
    ],
)
def test_long_words_may_be_broken_at_syllables(word: str, pieces: list[str]) -> None:
    assert breakable(word, 14).split("\u00ad") == pieces
    assert breakable(word, len(word)) == word


def test_addresses_are_broken_without_a_hyphen() -> None:
    assert breakable("hof@hof-sonnenwiese.example", 14).split("\u200b") == ["hof@", "hof-", "sonnenwiese.", "example"]
    assert breakable("ein kurzer Satz", 14) == "ein kurzer Satz"


def test_a_label_keeps_its_words_while_it_shows_where_they_may_break(qtbot: QtBot) -> None:
    label = Words("Donaudampfschifffahrtsgesellschaft", "title")
    qtbot.addWidget(label)
    assert label.text() == "Donaudampfschifffahrtsgesellschaft"
    with qtbot.waitExposed(label):
        label.show()
    half = label.fontMetrics().horizontalAdvance(label.text()) // 2
    wide, narrow = label.heightForWidth(2000), label.heightForWidth(half)
    assert narrow >= 2 * wide, "it takes more lines instead of being cut"
    label.hide()


def test_a_dialog_is_as_high_as_its_words(opened: Opened) -> None:
    screen = opened("leer")
    shown = Dialog("Was verlässt meinen Rechner?", "Ein Satz.\n\nNoch ein Satz, der etwas länger ist.", ("Verstanden",), screen.window)
    shown.open()
    screen.settle()
    title, first, second = shown.findChildren(QLabel)
    assert second.geometry().top() - first.geometry().bottom() <= 12
    assert first.geometry().top() - title.geometry().bottom() <= 16
    layout = shown.layout()
    assert layout is not None
    assert shown.height() == layout.heightForWidth(shown.width())
    shown.reject()
    shown.deleteLater()


def test_an_empty_line_is_a_gap_and_not_a_hole(opened: Opened) -> None:
    screen = opened("leer", "k03")
    screen.enter("answers[K3.1]")
    editor = screen.editor("answers[K3.1]")
    text_input = editor.focus_widget()
    assert isinstance(text_input, RichInput)

    def tops() -> list[int]:
        document, found = text_input.document(), []
        block = document.begin()
        while block.isValid():
            found.append(round(block.layout().position().y()))
            block = block.next()
        return found

    screen.type("Erster Absatz.")
    screen.key(Qt.Key.Key_Return)
    screen.key(Qt.Key.Key_Return)
    screen.type("Zweiter.")
    first, blank, second = tops()
    line = theme.px(LINE)
    assert second - first - line <= line, "no more than a line between two paragraphs"
    assert blank - first >= line
    screen.key(Qt.Key.Key_Up)
    screen.type("Dazwischen.")
    first, middle, second = tops()
    assert second - middle >= line, "what is filled is as high as every line"
    for _ in "Dazwischen.":
        screen.key(Qt.Key.Key_Backspace)
    assert tops()[2] - tops()[1] < line


def test_menus_open_to_the_right(opened: Opened) -> None:
    screen = opened(step="k06")
    menus = screen.window.findChildren(QMenu)
    assert len(menus) > 5
    assert {menu.layoutDirection() for menu in menus} == {Qt.LayoutDirection.LeftToRight}
