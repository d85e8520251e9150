"""Editors of one value, used with keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QMainWindow, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import FieldSpec, PageField
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.coverage import CoverageEditor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.fields import DateEditor, LineEditor, OptionEditor, TypedEditor, YesNoEditor
from ala_wizard.ui.editors.row import FieldRow
from ala_wizard.ui.editors.text import TextEditor
from tests.ui.typing import press, type_text

Page = Callable[..., QWidget]
CONTROL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """Everything that an editor told, in order."""

    def __init__(self, editor: Editor) -> None:
        self.all: list[tuple[str, Any]] = []
        editor.value_changed.connect(lambda value: self.all.append(("value", value)))
        editor.unread_changed.connect(lambda typed: self.all.append(("unread", typed)))
        editor.left.connect(lambda: self.all.append(("left", None)))
        editor.focused.connect(lambda: self.all.append(("focused", None)))

    def take(self) -> list[tuple[str, Any]]:
        """What was told since the last time, without the moves of the focus."""
        told = [entry for entry in self.all if entry[0] in ("value", "unread")]
        self.all.clear()
        return told


def field(kind: str, **more: Any) -> FieldSpec:
    return FieldSpec.model_validate({"label": "Feld", "kind": kind, **more})


def target(kind: str, address: str, **more: Any) -> PageField:
    return PageField.model_validate({"label": "Feld", "kind": kind, "target": address, **more})


def typed_editor(spec: FieldSpec, content: Content) -> TypedEditor:
    editor = make_editor(spec, content)
    assert isinstance(editor, TypedEditor)
    return editor


def test_money_is_told_while_typing_and_put_in_order_when_left(page: Page, some_content: Content) -> None:
    editor = typed_editor(target("money", "kostenkalkulation.vergleichssatz"), some_content)
    page(editor)
    heard = Heard(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "1234,5")
    assert heard.take() == [("value", Decimal(n)) for n in ("1", "12", "123", "1234")] + [("value", Decimal("1234.5"))]
    assert editor.typed() == "1234,5"
    press(Qt.Key.Key_Tab)
    assert editor.typed() == "1.234,50"
    assert ("left", None) in heard.all
    assert editor.message.text == ""


def test_typing_the_comma_takes_nothing_back(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("money"), some_content)
    page(editor)
    heard = Heard(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "12,5")
    assert heard.take() == [("value", Decimal(1)), ("value", Decimal(12)), ("value", Decimal("12.5"))]


def test_nonsense_stays_with_its_sentence_after_leaving(page: Page, some_content: Content) -> None:
    editor = typed_editor(target("money", "kostenkalkulation.vergleichssatz"), some_content)
    editor.set_value(Decimal(60))
    page(editor)
    heard = Heard(editor)
    editor.focus_widget().setFocus()
    editor.input.selectAll()
    type_text(editor.input, "öxä€")
    assert heard.take() == [("value", None), ("unread", "ö"), ("unread", "öx"), ("unread", "öxä"), ("unread", "öxä€")]
    assert editor.message.text == "", "nobody is interrupted while typing"
    press(Qt.Key.Key_Tab)
    assert editor.typed() == "öxä€"
    assert "„öxä€“ können wir nicht als Zahl lesen." in editor.message.text
    assert editor.message.isVisible()
    assert QApplication.focusWidget() is not editor.input, "the focus is not pulled back"
    editor.focus_widget().setFocus()
    editor.input.selectAll()
    type_text(editor.input, "7")
    assert heard.take() == [("value", Decimal(7)), ("unread", "")]
    assert not editor.message.isVisible(), "the sentence goes as soon as it is solved"


def test_english_notation_is_asked_back_and_confirmed(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("money"), some_content)
    page(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "1234.56")
    press(Qt.Key.Key_Tab)
    assert editor.value() == Decimal("1234.56")
    assert editor.typed() == "1.234,56"
    assert editor.message.text.startswith("Wir haben 1234.56 als 1.234,56")
    button = next(button for button in editor.message.findChildren(QPushButton) if button.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not editor.message.isVisible()
    assert editor.value() == Decimal("1234.56")


def test_negative_amounts_get_their_sentence(page: Page, some_content: Content) -> None:
    editor = typed_editor(target("money", "kostenkalkulation.vergleichssatz"), some_content)
    page(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "-5")
    press(Qt.Key.Key_Tab)
    assert editor.value() is None
    assert "ohne Minus" in editor.message.text


def test_the_echo_of_the_session_changes_nothing(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("money"), some_content)
    page(editor)
    stored: dict[str, Any] = {"value": None, "unread": ""}

    def echo() -> None:
        editor.set_value(stored["value"])
        editor.set_unread(stored["unread"])

    def took(value: Any) -> None:
        stored.update(value=value, unread="")
        echo()

    def unread(typed: str) -> None:
        stored["unread"] = typed
        echo()

    editor.value_changed.connect(took)
    editor.unread_changed.connect(unread)
    editor.focus_widget().setFocus()
    for letter in "12,50x":
        type_text(editor.input, letter)
        echo()
    assert editor.typed() == "12,50x"
    assert stored == {"value": None, "unread": "12,50x"}
    press(Qt.Key.Key_Backspace)
    echo()
    assert editor.typed() == "12,50"
    assert stored == {"value": Decimal("12.50"), "unread": ""}


def test_unreadable_text_of_an_earlier_day_is_shown_with_its_sentence(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("date"), some_content)
    page(editor)
    editor.set_value(None)
    editor.set_unread("im Mai")
    assert editor.typed() == "im Mai"
    assert "„im Mai“ können wir nicht als Datum lesen." in editor.message.text
    editor.set_value(None)
    editor.set_unread("")
    assert editor.typed() == ""
    assert not editor.message.isVisible()


def test_undo_from_outside_replaces_text_and_keeps_a_sensible_cursor(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("money"), some_content)
    page(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "1234")
    editor.set_value(Decimal(12))
    assert editor.typed() == "12,00"
    assert 0 <= editor.input.cursorPosition() <= 5
    assert editor.value() == Decimal(12)


@pytest.mark.parametrize(("kind", "words"), [("money", "1"), ("line", "Hof Ü"), ("text", "Hof Ü")])
def test_undo_and_redo_belong_to_the_window(qtbot: QtBot, some_content: Content, kind: str, words: str) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    editor = make_editor(field(kind), some_content)
    window.setCentralWidget(editor)
    calls: list[str] = []
    for name, keys in (("undo", QKeySequence.StandardKey.Undo), ("redo", QKeySequence.StandardKey.Redo)):
        action = QAction(name, window)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False, name=name: calls.append(name))
        window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    editor.focus_widget().setFocus()
    type_text(editor.focus_widget(), words)
    press(Qt.Key.Key_Z, CONTROL)
    redo = QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)[0][0]
    press(redo.key(), redo.keyboardModifiers())
    assert calls == ["undo", "redo"]
    expected: Any = Decimal(1) if kind == "money" else words
    assert editor.value() == expected


def test_unit_and_width_grow_with_the_content(page: Page, some_content: Content) -> None:
    money = typed_editor(field("money"), some_content)
    hours = typed_editor(field("hours", unit="Stunden je Person und Woche"), some_content)
    page(money, hours)
    assert money.input.width() >= 128
    assert money.input.alignment() & Qt.AlignmentFlag.AlignRight
    assert hours.input.width() > 200
    metrics = hours.input.fontMetrics()
    assert hours.input.textMargins().right() >= metrics.horizontalAdvance("Stunden je Person und Woche")


def test_date_is_typed_or_picked_from_the_german_calendar(page: Page, some_content: Content) -> None:
    editor = make_editor(field("date"), some_content)
    assert isinstance(editor, DateEditor)
    page(editor)
    heard = Heard(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "01.03.27")
    press(Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert calendar.locale().monthName(3) == "März"
    assert calendar.selectedDate().toPython() == date(2027, 3, 1)
    assert ("left", None) not in heard.all, "the calendar belongs to the field"
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert editor.value() == date(2027, 3, 2)
    assert editor.typed() == "02.03.2027"
    assert heard.take()[-1] == ("value", date(2027, 3, 2))


def test_the_calendar_empties_the_field(page: Page, some_content: Content) -> None:
    editor = make_editor(field("date"), some_content)
    assert isinstance(editor, DateEditor)
    editor.set_value(date(2027, 3, 1))
    page(editor)
    QTest.mouseClick(editor.button, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    button = next(button for button in popup.findChildren(QPushButton) if button.text() == "Leeren")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert editor.value() is None
    assert editor.typed() == ""


def test_choice_starts_open_and_can_be_opened_again(page: Page, some_content: Content) -> None:
    editor = make_editor(field("choice", choices="grundlage"), some_content)
    assert isinstance(editor, OptionEditor)
    page(editor)
    heard = Heard(editor)
    assert editor.input.currentText() == "bitte wählen"
    editor.focus_widget().setFocus()
    press(Qt.Key.Key_Down)
    assert heard.take() == [("value", "tarif")]
    press(Qt.Key.Key_V)
    assert heard.take() == [("value", "vertrag")]
    press(Qt.Key.Key_Delete)
    assert heard.take() == [("value", "")]
    assert editor.input.currentText() == "bitte wählen"


def test_a_choice_that_must_stand_has_no_open_entry(some_content: Content, qtbot: QtBot) -> None:
    spec = target("choice", "kostenkalkulation.sachaufwand", choices="entry")
    from ala_wizard.model.costs import SachLine
    from ala_wizard.ui.editors.reading import limits_of

    editor = make_editor(spec, some_content, limits=limits_of(SachLine, "entry"))
    qtbot.addWidget(editor)
    assert isinstance(editor, OptionEditor)
    editor.set_value("direkt")
    assert [editor.input.itemData(index) for index in range(editor.input.count())] == ["direkt", "anteil", "je_platz"]


def test_the_wheel_scrolls_the_page_and_not_the_choice(page: Page, some_content: Content) -> None:
    editor = make_editor(field("choice", choices="grundlage"), some_content)
    assert isinstance(editor, OptionEditor)
    page(editor)
    editor.set_value("vertrag")
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.input, wheel)
    assert editor.value() == "vertrag"


def test_rows_of_the_case_can_be_chosen_and_gone_ones_are_not_lost(some_content: Content, qtbot: QtBot) -> None:
    people = [("a", "Fachkraft 1"), ("b", "Fachkraft 2")]
    editor = make_editor(field("row", rows="people"), some_content, lambda _address: people)
    qtbot.addWidget(editor)
    assert isinstance(editor, OptionEditor)
    editor.set_value("b")
    assert editor.input.currentText() == "Fachkraft 2"
    people.pop()
    editor.refresh_options()
    assert editor.value() == "b"
    assert editor.input.currentText() == "(gibt es nicht mehr)"


def test_yes_no_by_mouse_and_keys(page: Page, some_content: Content) -> None:
    editor = make_editor(field("yesno"), some_content)
    assert isinstance(editor, YesNoEditor)
    page(editor)
    heard = Heard(editor)
    yes = editor.focus_widget()
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert heard.take() == [("value", "ja")]
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert heard.take() == [("value", "")]
    press(Qt.Key.Key_Right)
    assert heard.take() == [("value", "nein")]
    press(Qt.Key.Key_Left)
    assert heard.take() == [("value", "ja")]
    press(Qt.Key.Key_Delete)
    assert heard.take() == [("value", "")]
    press(Qt.Key.Key_Space)
    assert editor.value() == "ja"
    press(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "after", "yes and no are one stop"


def test_check(page: Page, some_content: Content) -> None:
    editor = make_editor(field("check", label="Die Umlage wird verlangt"), some_content)
    page(editor)
    heard = Heard(editor)
    editor.focus_widget().setFocus()
    press(Qt.Key.Key_Space)
    assert heard.take() == [("value", True)]
    assert editor.own_label


def test_text_grows_counts_and_tab_leaves(page: Page, some_content: Content) -> None:
    editor = make_editor(field("text"), some_content)
    assert isinstance(editor, TextEditor)
    page(editor)
    heard = Heard(editor)
    low = editor.input.height()
    editor.focus_widget().setFocus()
    type_text(editor.input, "Äpfel & <b>Öl</b>\nzwei\ndrei\nvier\nfünf")
    QApplication.processEvents()
    assert heard.take()[-1] == ("value", "Äpfel & <b>Öl</b>\nzwei\ndrei\nvier\nfünf")
    assert editor.input.height() > low
    assert editor.input.verticalScrollBar().maximum() == 0
    press(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "after"
    from PySide6.QtWidgets import QLabel

    assert "7 Wörter" in [label.text() for label in editor.foot.findChildren(QLabel)]


def test_text_of_any_kind_comes_back_as_typed(some_content: Content, qtbot: QtBot) -> None:
    editor = make_editor(field("text"), some_content)
    qtbot.addWidget(editor)
    words = "Zeile\n\n  eingerückt\t<b>&amp;</b> geschützt\u00a0fest 🌱 ende"
    editor.set_value(words)
    assert editor.value() == words
    long = "Wort " * 5000
    editor.set_value(long)
    assert editor.value() == long


def test_undo_in_a_text_keeps_the_cursor_behind_the_change(page: Page, some_content: Content) -> None:
    editor = make_editor(field("text"), some_content)
    assert isinstance(editor, TextEditor)
    page(editor)
    heard = Heard(editor)
    editor.set_value("Eins 🌱 zwei drei vier")
    editor.focus_widget().setFocus()
    editor.set_value("Eins 🌱 zwei vier")
    assert heard.take() == []
    assert editor.value() == "Eins 🌱 zwei vier"
    before = editor.input.toPlainText()[: editor.input.textCursor().position() - 1]  # Qt counts 🌱 twice
    assert before.startswith("Eins 🌱 zwei")
    cursor_at = editor.input.textCursor().position()
    editor.set_value("Eins 🌱 zwei vier")
    assert editor.input.textCursor().position() == cursor_at


def test_the_line_with_the_cursor_stays_in_sight(page: Page, some_content: Content) -> None:
    editor = make_editor(field("text"), some_content)
    area = page(editor)
    assert isinstance(area, QScrollArea)
    editor.focus_widget().setFocus()
    type_text(editor.focus_widget(), "Zeile\n" * 60)
    QApplication.processEvents()
    type_text(editor.focus_widget(), "x")
    content = area.widget()
    assert isinstance(editor, TextEditor)
    assert content is not None
    bottom = editor.input.viewport().mapTo(content, editor.input.cursorRect().bottomLeft()).y()
    shown = area.verticalScrollBar().value()
    assert shown <= bottom <= shown + area.viewport().height()


def test_contradictions_from_elsewhere_wait_until_the_field_was_left(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("count", unit="Plätze"), some_content)
    page(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "12")
    editor.set_problem("Zum Start sind es 12 Plätze, im Ziel nur 8. Welche Zahl stimmt?")
    assert not editor.message.isVisible()
    press(Qt.Key.Key_Tab)
    assert editor.message.isVisible()
    editor.set_problem("")
    assert not editor.message.isVisible()


def test_messages_of_fields_side_by_side_stand_below_the_whole_row(page: Page, some_content: Content) -> None:
    one, two = typed_editor(field("count"), some_content), typed_editor(field("money"), some_content)
    row = FieldRow([("Plätze", one), ("Betrag", two)])
    page(row)
    one.focus_widget().setFocus()
    type_text(one.input, "x")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is two.input
    assert one.message.isVisible()
    assert one.message.width() > 600
    assert row.labels[0].buddy() is one.input


def test_a_message_of_several_fields_in_a_row_begins_with_its_label(page: Page, some_content: Content) -> None:
    one, two = typed_editor(field("count"), some_content), typed_editor(field("money"), some_content)
    alone = typed_editor(field("hours"), some_content)
    page(FieldRow([("Plätze im Ziel", one), ("Betrag", two)]), FieldRow([("Stunden", alone)]))
    for editor in (one, two, alone):
        editor.focus_widget().setFocus()
        type_text(editor.input, "x")
    press(Qt.Key.Key_Tab)
    assert one.message.text == "Plätze im Ziel: „x“ können wir nicht als Zahl lesen. Schreiben Sie zum Beispiel 8."
    assert two.message.text == "Betrag: „x“ können wir nicht als Zahl lesen. Schreiben Sie zum Beispiel 1.234,56."
    assert alone.message.text == "„x“ können wir nicht als Zahl lesen. Schreiben Sie zum Beispiel 3,5."


def test_a_click_below_a_field_is_not_lost_when_its_message_appears(qtbot: QtBot, page: Page, some_content: Content) -> None:
    editor, button = typed_editor(field("money"), some_content), QPushButton("Weiter")
    page(editor, button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    editor.focus_widget().setFocus()
    type_text(editor.input, "öx")
    place = button.rect().center()
    before = button.mapToGlobal(place)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert QApplication.focusWidget() is button
    assert not editor.message.isVisible(), "nothing moves while the button is down"
    assert button.mapToGlobal(place) == before
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=place)
    assert clicks == [True]
    qtbot.waitUntil(editor.message.isVisible)
    qtbot.waitUntil(lambda: button.mapToGlobal(place) != before)


def test_a_message_that_goes_waits_for_the_release_too(qtbot: QtBot, page: Page, some_content: Content) -> None:
    editor, button = typed_editor(field("money"), some_content), QPushButton("Weiter")
    page(editor, button)
    editor.focus_widget().setFocus()
    type_text(editor.input, "öx")
    press(Qt.Key.Key_Tab)
    assert editor.message.isVisible()
    editor.focus_widget().setFocus()
    place = button.rect().center()
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=place)
    editor.set_value(Decimal(7))
    assert editor.message.isVisible(), "it stays until the button is up"
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not editor.message.isVisible())


def test_a_figure_changed_by_undo_stands_in_order_when_its_field_is_left(page: Page, some_content: Content) -> None:
    editor = typed_editor(field("money"), some_content)
    page(editor)
    editor.focus_widget().setFocus()
    type_text(editor.input, "1234,5")
    press(Qt.Key.Key_Tab)
    editor.focus_widget().setFocus()
    editor.input.selectAll()
    type_text(editor.input, "77x")
    editor.set_value(Decimal("1234.5"))
    editor.set_unread("")
    press(Qt.Key.Key_Tab)
    assert editor.typed() == "1.234,50"
    assert not editor.message.isVisible()


def test_lines_are_as_wide_as_their_text_is_expected_to_be(page: Page, some_content: Content) -> None:
    code = make_editor(field("line", size="short", example="01234"), some_content)
    town = make_editor(field("line"), some_content)
    phone = make_editor(field("line", size="medium"), some_content)
    row = FieldRow([("Postleitzahl", code), ("Ort", town)])
    page(row, FieldRow([("Telefon", phone)]))
    QApplication.processEvents()
    assert code.focus_widget().width() == 96
    assert 230 <= phone.focus_widget().width() <= 280
    left, right = code.focus_widget(), town.focus_widget()
    assert left.mapTo(row, QPoint(0, 0)).y() == right.mapTo(row, QPoint(0, 0)).y(), "side by side"
    assert right.mapTo(row, QPoint(right.width(), 0)).x() == row.width(), "the town takes the rest of the line"


def test_a_long_line_shows_how_it_begins(page: Page, some_content: Content) -> None:
    editor = make_editor(field("line", size="short"), some_content)
    assert isinstance(editor, LineEditor)
    page(editor)
    editor.set_value("Eine viel zu lange Angabe für dieses Feld")
    assert editor.input.cursorPosition() == 0
    editor.focus_widget().setFocus()
    assert editor.input.cursorPosition() == len(editor.value()), "typing goes on at the end"
    type_text(editor.input, "x")
    press(Qt.Key.Key_Tab)
    assert editor.input.cursorPosition() == 0


def test_an_empty_text_has_no_words_and_offers_the_start_of_an_example(page: Page, some_content: Content) -> None:
    example = "Wir bauen Gemüse an. Dazu kommen Kräuter und Obst, die wir im Hofladen verkaufen."
    editor = make_editor(field("text", example=example), some_content)
    assert isinstance(editor, TextEditor)
    page(editor)
    from PySide6.QtWidgets import QLabel

    assert [label.text() for label in editor.foot.findChildren(QLabel)] == ["0 Wörter"]
    assert editor.input.placeholderText() == "zum Beispiel Wir bauen Gemüse an."
    long = make_editor(field("text", example="Sehr " * 30), some_content)
    assert isinstance(long, TextEditor)
    assert long.input.placeholderText().endswith(" …")
    assert len(long.input.placeholderText()) < 80


def test_screen_readers_hear_name_and_description(page: Page, some_content: Content) -> None:
    editor = make_editor(field("money", label="Jahresbrutto", help="Was eine Stelle kostet."), some_content)
    page(editor)
    heard = QAccessible.queryAccessibleInterface(editor.focus_widget())
    assert heard.text(QAccessible.Text.Name) == "Jahresbrutto"
    assert heard.text(QAccessible.Text.Description) == "Was eine Stelle kostet."
    assert heard.role() == QAccessible.Role.EditableText


def test_every_kind_has_an_editor_that_takes_back_what_it_tells(some_content: Content, qtbot: QtBot) -> None:
    values: dict[str, Any] = {
        "text": "a\nb",
        "line": "ä",
        "money": Decimal("1.5"),
        "decimal": Decimal("0.125"),
        "count": 3,
        "percent": Decimal(60),
        "hours": Decimal("38.5"),
        "counts": (0, 60),
        "date": date(2027, 3, 1),
        "time": "08:30",
        "choice": "tarif",
        "yesno": "nein",
        "check": True,
        "row": "a",
    }
    for kind, value in values.items():
        editor = make_editor(field(kind, choices="grundlage", rows="people"), some_content, lambda _address: [("a", "Fachkraft 1")])
        qtbot.addWidget(editor)
        heard = Heard(editor)
        editor.set_value(value)
        assert editor.value() == value, kind
        assert heard.take() == [], kind


def test_coverage_ticks_people_and_keeps_their_order(page: Page) -> None:
    editor = CoverageEditor()
    editor.set_accessible("Wer begleitet?", "Mehrere sind möglich.")
    editor.set_options([("a", "Fachkraft 1", "Gruppenleitung"), ("b", "Fachdienst", "auf Abruf")])
    page(editor)
    heard = Heard(editor)
    editor.focus_widget().setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert heard.take() == [("value", ("b",))]
    editor.focus_widget().setFocus()
    press(Qt.Key.Key_Space)
    assert heard.take() == [("value", ("a", "b"))]
    assert QAccessible.queryAccessibleInterface(editor.focus_widget()).text(QAccessible.Text.Name) == "Wer begleitet?: Fachkraft 1"
    editor.set_options([("b", "Fachdienst", "auf Abruf"), ("c", "Leitung", "")])
    assert editor.value() == ("a", "b"), "nothing is lost by a row that went"
