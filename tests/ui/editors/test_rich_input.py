"""Writing with chips, bold and lists, driven like a person does: keys, clicks, clipboard; what is stored is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.checks.facts import Shown
from ala_wizard.model.richtext import store
from ala_wizard.ui.editors.rich import ground, placing
from ala_wizard.ui.editors.rich import input as input_module
from ala_wizard.ui.editors.rich.chips import chips_in, words_in
from ala_wizard.ui.editors.rich.input import RichInput
from ala_wizard.ui.editors.rich.reading import blocks, line_of
from tests.ui.typing import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
VALUES = {"hof": "Hof Sonnenwiese", "plaetze": "8 Plätze"}


class Case:
    """The facts of a case that can change."""

    def __init__(self) -> None:
        self.values = dict(VALUES)

    def shown(self, fact: str) -> Shown:
        value = self.values.get(fact, "")
        return Shown(value or f"{fact} fehlt", missing=not value, label=fact)


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.fixture
def field(prepared: QApplication, qtbot: QtBot, case: Case) -> Iterator[RichInput]:
    assert prepared
    holder = QWidget()
    qtbot.addWidget(holder)
    made = RichInput(case.shown, holder)
    layout = QVBoxLayout(holder)
    layout.addWidget(made)
    layout.addStretch(1)
    holder.resize(640, 600)
    with qtbot.waitActive(holder):
        holder.show()
    made.setFocus()
    yield made
    assert made.stored() == store([line_of(block) for block in blocks(made.document())]), "the lines kept are the lines shown"
    holder.close()


def at_end() -> None:
    press(Key.Key_End, CONTROL)


def cursor_words(field: RichInput) -> str:
    """What stands before the cursor."""
    units = field.document().toPlainText().encode("utf-16-le")
    return units[: 2 * field.textCursor().position()].decode("utf-16-le")


def test_typing_is_stored_as_typed(field: RichInput) -> None:
    heard: list[str] = []
    field.edited.connect(lambda deed: heard.append(f"{deed}:{field.stored()}"))
    type_text(field, "Äpfel & 2*3")
    press(Key.Key_Return)
    type_text(field, "- {")  # the blank makes a list, the brace asks for a fact
    assert field.stored() == "Äpfel & 2\\*3\n- "
    assert heard[-1] == "liste:Äpfel & 2\\*3\n- "


def test_lines_stay_even_with_chips(field: RichInput) -> None:
    field.place("Unser {hof} mit {plaetze} und noch viel mehr Text, damit es zwei Zeilen werden, **fett {hof}** und weiter bis zum Ende")
    layout = field.document().firstBlock().layout()
    assert layout.lineCount() >= 2
    tops = [layout.lineAt(number).y() for number in range(layout.lineCount())]
    assert {round(after - before, 3) for before, after in pairwise(tops)} == {27.0}


@pytest.mark.parametrize("value", ["Hof Sonnenwiese", "a-b–c/d…e?f", "12.03.2026, (neu) – alt", "x! y? 50 % & mehr", "Ökohof+Laden|Café"])
def test_a_chip_is_never_broken_over_lines(field: RichInput, case: Case, value: str) -> None:
    case.values["hof"] = value
    for width in range(300, 420, 7):
        field.setFixedWidth(width)
        field.place("Hier stehen ein paar Wörter vor dem Namen {hof}, und dahinter noch mehr {hof} Wörter {hof}.")
        QApplication.processEvents()
        block = field.document().firstBlock()
        for start, end in field.protected(block):
            lines = {block.layout().lineForTextPosition(place).lineNumber() for place in range(start, end)}
            assert len(lines) == 1, width
    assert field.facts() == ("hof", "hof", "hof")


def test_a_chip_longer_than_a_line_wraps_and_can_still_be_clicked(field: RichInput, case: Case) -> None:
    case.values["hof"] = "Gemeinnützige Landwirtschaftsgesellschaft " * 6
    field.setFixedWidth(300)
    field.place("Auf {hof} gern.")
    QApplication.processEvents()
    (chip,) = chips_in(field.document().firstBlock())
    rects = list(ground.chip_rects(field.document().firstBlock(), chip))
    assert len(rects) > 2
    assert all(rect.right() <= field.viewport().width() for rect in rects)
    assert all(field.chip_at(rect.center().toPoint()) == chip for rect in rects)


def test_the_cursor_jumps_over_a_chip_and_selects_it_whole(field: RichInput) -> None:
    field.place("a{hof}b")
    press(Key.Key_Home, CONTROL)
    press(Key.Key_Right)
    before = field.textCursor().position()
    press(Key.Key_Right)
    assert field.textCursor().position() > before + 5
    press(Key.Key_Right)
    assert field.textCursor().atEnd()
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert field.textCursor().position() == before
    press(Key.Key_Right, SHIFT)
    assert field.chip_selected() is not None
    press(Key.Key_Left, SHIFT)
    assert not field.textCursor().hasSelection()
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Left, SHIFT)
    assert field.chip_selected() is not None
    for key in (Key.Key_Right, Key.Key_Left):
        press(Key.Key_Home if key == Key.Key_Right else Key.Key_End, CONTROL)
        for _ in range(4):
            press(key, CONTROL)
            assert not any(left < field.textCursor().position() < right for left, right in field.protected(field.document().firstBlock()))


@pytest.mark.parametrize(
    ("start", "keys", "left"),
    [
        ("a{hof} und {plaetze}c", [(Key.Key_End, CONTROL), (Key.Key_Left, NONE), (Key.Key_Backspace, NONE)], "a{hof} und c"),
        ("a{hof} und {plaetze}c", [(Key.Key_Home, CONTROL), (Key.Key_Right, NONE), (Key.Key_Delete, NONE)], "a und {plaetze}c"),
        ("a{hof} und {plaetze}", [(Key.Key_End, CONTROL), (Key.Key_Backspace, CONTROL)], "a{hof} und "),
        ("{hof} und {plaetze}", [(Key.Key_Home, CONTROL), (Key.Key_Delete, CONTROL)], " und {plaetze}"),
        ("eins\n{hof} zwei", [(Key.Key_End, CONTROL), (Key.Key_Home, NONE), (Key.Key_Backspace, NONE)], "eins{hof} zwei"),
    ],
)
def test_keys_take_a_chip_whole(field: RichInput, start: str, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]], left: str) -> None:
    field.place(start)
    for key, modifier in keys:
        press(key, modifier)
    assert field.stored() == left


def test_what_is_typed_beside_a_chip_is_no_part_of_it(field: RichInput) -> None:
    field.place("{hof}")
    press(Key.Key_Home, CONTROL)
    type_text(field, "vor ")
    at_end()
    type_text(field, " nach")
    press(Key.Key_Return)
    type_text(field, "neu")
    assert field.stored() == "vor {hof} nach\nneu"
    press(Key.Key_A, CONTROL)
    type_text(field, "x")
    assert field.stored() == "x"


def test_values_change_in_the_text_without_moving_the_cursor_or_telling(field: RichInput, case: Case) -> None:
    field.place("Auf {hof} sind {plaetze} frei.\n- {plaetze}")
    at_end()
    press(Key.Key_Up)
    press(Key.Key_Left)
    words = cursor_words(field)
    heard: list[str] = []
    field.edited.connect(heard.append)
    case.values["plaetze"] = "12 Plätze und mehr"
    case.values["hof"] = ""
    field.renew_facts()
    assert "hof fehlt" in field.toPlainText().replace("\u00a0", " ")
    assert "12 Plätze und mehr" in field.toPlainText().replace("\u00a0", " ")
    assert field.stored() == "Auf {hof} sind {plaetze} frei.\n- {plaetze}"
    assert heard == []
    assert cursor_words(field)[-3:] == words[-3:]
    type_text(field, "!")
    assert len(heard) == 1


def test_bold_by_key_for_what_is_selected_and_what_comes(field: RichInput) -> None:
    type_text(field, "eins ")
    press(Key.Key_B, CONTROL)
    type_text(field, "zwei")
    press(Key.Key_B, CONTROL)
    type_text(field, " drei")
    assert field.stored() == "eins **zwei** drei"
    press(Key.Key_A, CONTROL)
    press(Key.Key_B, CONTROL)
    assert field.stored() == "**eins zwei drei**"
    press(Key.Key_B, CONTROL)
    assert field.stored() == "eins zwei drei"


def test_lists_by_typing(field: RichInput) -> None:
    type_text(field, "Wir bieten:\n- Ruhe\nZeit\n")
    assert field.stored() == "Wir bieten:\n- Ruhe\n- Zeit\n- "
    press(Key.Key_Return)
    type_text(field, "1. eins\nzwei")
    assert field.stored() == "Wir bieten:\n- Ruhe\n- Zeit\n1. eins\n1. zwei"
    press(Key.Key_Home)
    press(Key.Key_Tab)
    assert field.stored().endswith("\n1. eins\n  1. zwei")
    assert field.hasFocus()
    press(Key.Key_Backtab, SHIFT)
    assert field.stored().endswith("\n1. eins\n1. zwei")
    press(Key.Key_Backspace)
    assert field.stored().endswith("\n1. eins\nzwei")


def test_backspace_takes_a_list_back_that_began_by_itself(field: RichInput) -> None:
    type_text(field, "1. ")
    assert field.stored() == "1. "
    press(Key.Key_Backspace)
    assert field.stored() == "1\\. "
    type_text(field, "Mai")
    assert field.stored() == "1\\. Mai"
    press(Key.Key_Return)
    type_text(field, "- x")
    press(Key.Key_Home)
    press(Key.Key_Backspace)
    assert field.stored() == "1\\. Mai\nx", "later Backspace only ends the list"


def test_tab_inside_an_item_and_at_its_end_leaves(field: RichInput) -> None:
    other = QWidget(field.parentWidget())
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    field.place("- eins\n- zwei")
    at_end()
    QWidget.setTabOrder(field, other)
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is other
    assert field.stored() == "- eins\n- zwei"


def test_place_changes_only_what_differs_and_puts_the_cursor_behind_it(field: RichInput) -> None:
    field.place("Eins 🌱 {hof} zwei drei vier\n- Punkt\nEnde")
    field.place("Eins 🌱 {hof} zwei vier\n- Punkt\nEnde")
    assert cursor_words(field).replace("\u00a0", " ").endswith("zwei ")
    field.place("Eins 🌱 {hof} zwei vier\n- Punkt\n- neu\nEnde")
    assert field.textCursor().blockNumber() == 2
    (chip,) = chips_in(field.document().firstBlock())
    field.place("Eins 🌱 {hof} zwei **vier**\nEnde")
    assert field.stored() == "Eins 🌱 {hof} zwei **vier**\nEnde"
    assert [other.serial for other in chips_in(field.document().firstBlock())] == [chip.serial], "the chip stayed"


def test_copy_keeps_chips_for_ourselves_and_words_for_others(field: RichInput) -> None:
    field.place("Auf {hof} gibt es **{plaetze}**.\n- eins\n- zwei")
    press(Key.Key_A, CONTROL)
    press(Key.Key_C, CONTROL)
    data = QApplication.clipboard().mimeData()
    assert data.text() == "Auf Hof Sonnenwiese gibt es 8 Plätze.\n- eins\n- zwei"
    assert data.html() == "<p>Auf Hof Sonnenwiese gibt es <b>8 Plätze</b>.</p><ul><li>eins</li><li>zwei</li></ul>"
    at_end()
    press(Key.Key_Return)
    press(Key.Key_Return)
    press(Key.Key_V, CONTROL)
    assert field.stored() == "Auf {hof} gibt es **{plaetze}**.\n- eins\n- zwei\nAuf {hof} gibt es **{plaetze}**.\n- eins\n- zwei"
    press(Key.Key_A, CONTROL)
    press(Key.Key_X, CONTROL)
    assert field.stored() == ""


def test_plain_paste_is_letters(field: RichInput) -> None:
    data = QMimeData()
    data.setText("**x** {hof} - a\\b")
    field.insertFromMimeData(data)
    assert field.stored() == "\\*\\*x\\*\\* \\{hof} - a\\\\b"
    assert field.facts() == ()


def test_a_click_on_a_chip_asks_where_it_comes_from(field: RichInput) -> None:
    field.place("Auf {hof} gibt es viel.")
    asked: list[object] = []
    field.chip_asked.connect(asked.append)
    QApplication.processEvents()
    start, end = field.protected(field.document().firstBlock())[0]
    chip = field.chip_at(point(field, (start + end) // 2))
    assert chip is not None
    QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=point(field, (start + end) // 2))
    assert asked == [chip]
    assert field.chip_selected() == chip
    press(Key.Key_Return)
    assert asked == [chip, chip]
    QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=point(field, 1))
    assert len(asked) == 2


def point(field: RichInput, position: int) -> QPoint:
    cursor = QTextCursor(field.document())
    cursor.setPosition(position)
    return field.cursorRect(cursor).center()


def test_the_words_of_a_line_are_those_of_the_paper(field: RichInput) -> None:
    field.place("- Auf {hof}, mit **{plaetze}**.")
    assert words_in(field.document().firstBlock()) == "Auf Hof Sonnenwiese, mit 8 Plätze."


def test_screen_readers_read_the_values(field: RichInput) -> None:
    field.place("Auf {hof} sind es {plaetze}.")
    heard = QAccessible.queryAccessibleInterface(field)
    assert heard.role() == QAccessible.Role.EditableText
    words = heard.text(QAccessible.Text.Value).replace("\u00a0", " ")
    assert " ".join(words.split()) == "Auf Hof Sonnenwiese sind es 8 Plätze ."


def test_the_mouse_never_cuts_a_chip(field: RichInput) -> None:
    field.place("Auf {hof} gibt es viel, mit {plaetze} und mehr.")
    QApplication.processEvents()
    places = field.protected(field.document().firstBlock())
    middles = [(start + end) // 2 for start, end in places]
    view = field.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=point(field, 1))
    for at in (middles[0], middles[0] + 3, middles[1]):
        QTest.mouseMove(view, point(field, at))
        drag(view, point(field, at))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=point(field, middles[1]))
    cursor = field.textCursor()
    assert (cursor.selectionStart(), cursor.selectionEnd()) == (1, places[1][1])
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point(field, middles[0]))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=point(field, middles[0]))  # else the button stays down for later tests
    cursor = field.textCursor()
    assert cursor.selectionStart() <= places[0][0]
    assert cursor.selectionEnd() >= places[0][1]


def drag(view: QWidget, to: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), view.mapToGlobal(QPointF(to)), left, left, NONE)
    QApplication.sendEvent(view, event)


def drop(field: RichInput, data: QMimeData, at: QPoint) -> None:
    view = field.viewport()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(view, QDragEnterEvent(at, copy, data, left, NONE))
    QApplication.sendEvent(view, QDragMoveEvent(at, copy, data, left, NONE))
    QApplication.sendEvent(view, QDropEvent(QPointF(at), copy, data, left, NONE))


def test_what_is_dropped_is_cleaned_and_lands_beside_a_chip(field: RichInput) -> None:
    field.place("Auf {hof} gern.")
    QApplication.processEvents()
    start, end = field.protected(field.document().firstBlock())[0]
    data = QMimeData()
    data.setHtml("<p style='color:red'><b>fett</b> und <i>schief</i></p>")
    drop(field, data, point(field, (start + end) // 2))
    assert field.stored() in ("Auf {hof}**fett** und schief gern.", "Auf **fett** und schief{hof} gern.")
    before = field.stored()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/bild.png")])
    drop(field, files, point(field, 1))
    assert field.stored() == before


def test_an_input_method_writes_beside_chips_and_over_a_selection(field: RichInput) -> None:
    field.place("{hof}")
    press(Key.Key_End, CONTROL)
    event = QInputMethodEvent()
    event.setCommitString("ê")
    QApplication.sendEvent(field, event)
    assert field.stored() == "{hof}ê"
    press(Key.Key_A, CONTROL)
    again = QInputMethodEvent()
    again.setCommitString("ô")
    QApplication.sendEvent(field, again)
    assert field.stored() == "ô"


def test_paste_from_other_programs_by_key(field: RichInput) -> None:
    data = QMimeData()
    data.setHtml("<h2>Kopf</h2><p>Ein <b>Satz</b></p><ol><li>eins</li></ol>")
    data.setText("nicht dies")
    QApplication.clipboard().setMimeData(data)
    type_text(field, "Vorher: ")
    press(Key.Key_V, CONTROL)
    type_text(field, " und")
    assert field.stored() == "Vorher: **Kopf**\nEin **Satz**\n1. eins und"


def test_a_megabyte_can_be_pasted(field: RichInput) -> None:
    data = QMimeData()
    data.setText("Wort und Wort, mehr nicht. " * 100 + "\n")
    whole = QMimeData()
    whole.setText(data.text() * 400)
    field.setUpdatesEnabled(False)
    field.insertFromMimeData(whole)
    assert len(field.lines) == 400
    type_text(field, "!")
    assert field.stored().endswith("nicht. !")


def test_marks_of_a_spell_checker_are_no_typing(field: RichInput, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each marked line is told as a change of the text; a pasted one of many pages must not be looked through for each."""

    class Marks(QSyntaxHighlighter):
        def highlightBlock(self, text: str) -> None:
            self.setFormat(0, len(text), QColor("red"))

    looked = 0
    told: list[str] = []
    real = placing.is_damaged

    def damaged(block: QTextBlock) -> bool:
        nonlocal looked
        looked += 1
        return real(block)

    monkeypatch.setattr(placing, "is_damaged", damaged)
    marks = Marks(field.document())
    field.edited.connect(told.append)
    data = QMimeData()
    data.setText("Ein Satz.\n" * 100)
    field.insertFromMimeData(data)
    marks.rehighlight()
    assert len(field.lines) == 100
    assert (looked, told) == (100, ["einfuegen"])


def test_only_the_touched_line_is_read_again(field: RichInput, monkeypatch: pytest.MonkeyPatch) -> None:
    field.place("\n".join(f"Zeile {number} mit {{hof}}" for number in range(300)))
    read: list[int] = []
    monkeypatch.setattr(input_module, "line_of", lambda block: (read.append(block.blockNumber()), line_of(block))[1])
    press(Key.Key_End, CONTROL)
    type_text(field, "abc")
    assert set(read) == {299}
    assert len(read) <= 6
