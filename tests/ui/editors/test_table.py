"""The table editor, used with keys and mouse, with a small session that answers like the real one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import TableBlock
from ala_wizard.model.base import Row
from ala_wizard.model.costs import PersonalLine, SachLine
from ala_wizard.model.farm import Room, WeekEntry, WorkArea
from ala_wizard.ui import theme
from ala_wizard.ui.editors.inputs import Combo, LineInput
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.editors.table.measure import lines, row_height, wants
from ala_wizard.ui.editors.text import TextInput
from tests.ui.typing import press, type_text

Page = Callable[..., QWidget]
CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def block(target: str, columns: list[dict[str, Any]], **more: Any) -> TableBlock:
    entry = {"target": target, "title": "Personal", "add": "Stelle hinzufügen", "empty": "Beginnen Sie mit der Leitung.", "column": columns}
    return TableBlock.model_validate(entry | more)


COSTS = block(
    "kostenkalkulation.personal",
    [
        {"key": "name", "label": "Bezeichnung", "kind": "line"},
        {"key": "hours", "label": "Stunden je Platz und Woche", "kind": "hours", "help": "Stunden für einen Platz."},
        {"key": "yearly_gross", "label": "Jahresbrutto", "kind": "money"},
        {"key": "grundlage", "label": "Grundlage", "kind": "choice", "choices": "grundlage"},
    ],
    result="kostenkalkulation",
    result_label="Kosten im Jahr in €",
)
ROWS = (
    PersonalLine(id="p1", name="Leitung", hours=Decimal("0.8"), yearly_gross=Decimal(76400), grundlage="tarif"),
    PersonalLine(id="p2", name="Fachkraft", hours=Decimal("3.33"), yearly_gross=Decimal(61800)),
)


class Session:
    """Owns rows and unreadable texts, hears the table, and shows it the new state at once."""

    def __init__(self, table: TableEditor, rows: tuple[Row, ...] = ROWS) -> None:
        self.table, self.rows = table, rows
        self.unread: dict[str, str] = {}
        self.told: list[str] = []
        self.states: list[tuple[Row, ...]] = [rows]
        table.rows_changed.connect(self._rows)
        table.unread_changed.connect(self._unread)
        self.show()

    def show(self) -> None:
        self.table.set_rows(self.rows, dict(self.unread), self.result)

    @staticmethod
    def result(row_id: str) -> str:
        return f"Ergebnis {row_id}"

    def _rows(self, rows: tuple[Row, ...], what: str) -> None:
        self.rows = rows
        self.states.append(rows)
        self.told.append(what)
        self.show()

    def _unread(self, address: str, typed: str) -> None:
        self.unread = {key: text for key, text in (self.unread | {address: typed}).items() if text}
        self.show()

    def value(self, row: int, key: str) -> Any:
        return getattr(self.rows[row], key)


@pytest.fixture
def table(page: Page, some_content: Content) -> TableEditor:
    editor = TableEditor(COSTS, some_content, PersonalLine)
    page(editor)
    return editor


def current(table: TableEditor) -> tuple[int, int]:
    index = table.view.currentIndex()
    return index.row(), index.column()


def enter(table: TableEditor, row: int, column: int) -> None:
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    table.view.go_to(row, column)


def middle(table: TableEditor, row: int, column: int) -> QPoint:
    return table.view.visualRect(table.model.index(row, column)).center()


def test_typing_into_a_cell_moves_the_figures_at_each_letter(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 2)
    type_text(table.view, "1200,5")
    assert [state[0].yearly_gross for state in session.states[1:]] == [  # type: ignore[attr-defined]
        Decimal(n) for n in ("1", "12", "120", "1200")
    ] + [Decimal("1200.5")]
    assert set(session.told) == {"cell:p1:yearly_gross"}
    press(Qt.Key.Key_Return)
    assert current(table) == (1, 2)
    assert table.model.shown(0, 2) == "1.200,50"
    assert session.value(1, "yearly_gross") == Decimal(61800), "the other rows stay"


def test_umlauts_are_typed_into_a_cell(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 0)
    type_text(table.view, "Öko & <b>")
    press(Qt.Key.Key_Tab)
    assert session.value(0, "name") == "Öko & <b>"
    assert current(table) == (0, 1)


def test_nonsense_stays_in_its_cell_with_a_line_below_the_table(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 1)
    type_text(table.view, "acht")
    assert table.notes() == [], "nobody is interrupted while typing"
    press(Qt.Key.Key_Return)
    assert session.value(0, "hours") is None
    assert session.unread == {"kostenkalkulation.personal[p1].hours": "acht"}
    assert table.model.shown(0, 1) == "acht"
    assert len(table.notes()) == 1
    assert table.notes()[0].startswith("Zeile 1, Stunden je Platz und Woche: „acht“ können wir nicht als Zahl lesen.")
    press(Qt.Key.Key_Up)
    type_text(table.view, "8")
    press(Qt.Key.Key_Return)
    assert session.value(0, "hours") == Decimal(8)
    assert session.unread == {}
    assert table.notes() == []


def test_english_notation_in_a_cell_is_asked_back(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 2)
    type_text(table.view, "1234.56")
    press(Qt.Key.Key_Return)
    assert session.value(0, "yearly_gross") == Decimal("1234.56")
    assert "Wir haben 1234.56 als 1.234,56" in table.notes()[0]
    button = next(button for button in table.findChildren(QPushButton) if button.text() == "Ja, stimmt" and button.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table.notes() == []


def test_escape_takes_back_what_was_typed_into_the_cell(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 2)
    type_text(table.view, "5")
    assert session.value(0, "yearly_gross") == Decimal(5)
    press(Qt.Key.Key_Escape)
    assert session.value(0, "yearly_gross") == Decimal(76400)
    assert table.view.open_cell() is None
    assert QApplication.focusWidget() is table.view


def test_undo_while_a_cell_is_open_shows_the_older_text_in_it(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 2)
    type_text(table.view, "123")
    session.rows = session.states[-2]
    session.show()
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    assert editor.text() == "12,00"
    assert table.view.open_cell() == (0, 2)


def test_tab_walks_through_the_cells_and_leaves_to_the_button(table: TableEditor) -> None:
    Session(table)
    seen: list[tuple[str, str]] = []
    table.cell_focused.connect(lambda key, row: seen.append((key, row)))
    left: list[bool] = []
    table.left_table.connect(lambda: left.append(True))
    press(Qt.Key.Key_Tab)
    assert current(table) == (0, 0)
    for _ in range(7):
        press(Qt.Key.Key_Tab)
    assert current(table) == (1, 3), "the result is not a stop"
    assert [key for key, _ in seen] == ["name", "hours", "yearly_gross", "grundlage"] * 2
    assert [row for _, row in seen] == ["p1"] * 4 + ["p2"] * 4
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is table.add_button
    assert left == []
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "after"
    assert left == [True]


def test_shift_tab_walks_back_and_leaves_at_the_top(table: TableEditor) -> None:
    Session(table)
    enter(table, 0, 1)
    press(Qt.Key.Key_Backtab, SHIFT)
    assert current(table) == (0, 0)
    press(Qt.Key.Key_Backtab, SHIFT)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "before"


def test_enter_goes_down_and_from_the_last_row_to_the_button_that_adds_one(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 0)
    press(Qt.Key.Key_Return)
    assert current(table) == (1, 0)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is table.add_button
    press(Qt.Key.Key_Return)
    assert len(session.rows) == 3
    assert session.told[-1] == f"add:{session.rows[2].id}"
    assert QApplication.focusWidget() is table.view
    assert current(table) == (2, 0)
    type_text(table.view, "Neu")
    press(Qt.Key.Key_Tab)
    assert session.value(2, "name") == "Neu"


def test_control_enter_adds_a_row_below_even_while_typing(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 0)
    type_text(table.view, "Chefin")
    press(Qt.Key.Key_Return, CONTROL)
    assert [getattr(row, "name", "") for row in session.rows] == ["Chefin", "", "Fachkraft"]
    assert current(table) == (1, 0)


def test_delete_clears_the_cell_and_control_delete_the_row(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 2)
    press(Qt.Key.Key_Delete)
    assert session.value(0, "yearly_gross") is None
    enter(table, 0, 3)
    press(Qt.Key.Key_Delete)
    assert session.value(0, "grundlage") == ""
    press(Qt.Key.Key_Delete, CONTROL)
    assert [row.id for row in session.rows] == ["p2"]
    assert session.told[-1] == "remove:p1"
    assert current(table) == (0, 3)
    press(Qt.Key.Key_Delete, CONTROL)
    assert session.rows == ()
    assert QApplication.focusWidget() is table.add_button
    assert table.empty.isVisible()
    assert not table.view.isVisible()


def test_undo_of_a_removal_brings_the_row_back_in_its_place(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 1)
    press(Qt.Key.Key_Delete, CONTROL)
    session.rows = ROWS
    session.show()
    assert [table.model.shown(row, 0) for row in range(2)] == ["Leitung", "Fachkraft"]


def test_rows_move_with_alt_and_arrows(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 1)
    press(Qt.Key.Key_Down, ALT)
    assert [row.id for row in session.rows] == ["p2", "p1"]
    assert session.told[-1] == "move:p1"
    assert current(table) == (1, 1)
    press(Qt.Key.Key_Down, ALT)
    assert [row.id for row in session.rows] == ["p2", "p1"]
    press(Qt.Key.Key_Up, ALT)
    assert [row.id for row in session.rows] == ["p1", "p2"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_F4])
def test_a_choice_opens_as_a_list(qtbot: QtBot, table: TableEditor, key: Qt.Key) -> None:
    session = Session(table)
    enter(table, 1, 3)
    press(key)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert session.value(1, "grundlage") == "vertrag"
    qtbot.waitUntil(lambda: table.view.open_cell() is None)
    assert QApplication.focusWidget() is table.view
    assert current(table) == (1, 3)


def test_escape_closes_the_list_and_changes_nothing(qtbot: QtBot, table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 3)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.view.open_cell() is None)
    assert session.rows == ROWS
    assert QApplication.focusWidget() is table.view


def test_a_click_opens_the_cell_for_typing(qtbot: QtBot, table: TableEditor) -> None:
    session = Session(table)
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(table, 1, 0))
    assert isinstance(QApplication.focusWidget(), LineInput)
    type_text(table.view, "!")
    assert session.value(1, "name").endswith("!")
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(table, 0, 3))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert isinstance(popup.parentWidget(), Combo)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.view.open_cell() is None)


def test_the_result_cannot_be_typed_into(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 4)
    type_text(table.view, "9")
    press(Qt.Key.Key_Delete)
    assert session.rows == ROWS
    assert table.model.shown(0, 4) == "Ergebnis p1"


def test_buttons_with_words_add_and_remove(table: TableEditor) -> None:
    session = Session(table, ())
    assert table.empty.text() == "Beginnen Sie mit der Leitung."
    assert table.empty.isVisible()
    QTest.mouseClick(table.add_button, Qt.MouseButton.LeftButton)
    assert len(session.rows) == 1
    assert QApplication.focusWidget() is table.view
    assert table.remove_button.text() == "Zeile entfernen"
    QTest.mouseClick(table.remove_button, Qt.MouseButton.LeftButton)
    assert session.rows == ()


def test_yes_no_and_row_and_a_choice_that_must_stand(qtbot: QtBot, page: Page, some_content: Content) -> None:
    columns = [
        {"key": "kind", "label": "Art", "kind": "line"},
        {"key": "entry", "label": "Eingabe", "kind": "choice", "choices": "entry"},
    ]
    editor = TableEditor(block("kostenkalkulation.sachaufwand", columns), some_content, SachLine)
    page(editor)
    session = Session(editor, (SachLine(id="s1"),))
    enter(editor, 0, 1)
    press(Qt.Key.Key_Delete)
    assert session.value(0, "entry") == "direkt", "it cannot be emptied"
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    combo = editor.view.indexWidget(editor.model.index(0, 1))
    assert isinstance(combo, Combo)
    assert [combo.itemText(index) for index in range(combo.count())] == ["direkt", "Anteil", "je Platz"]
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor.view.open_cell() is None)


def test_long_text_is_edited_in_place_and_makes_its_row_higher(qtbot: QtBot, page: Page, some_content: Content) -> None:
    columns = [{"key": "name", "label": "Bereich", "kind": "line"}, {"key": "aids", "label": "Hilfsmittel", "kind": "text"}]
    editor = TableEditor(block("work_areas", columns), some_content, WorkArea)
    page(editor)
    session = Session(editor, (WorkArea(id="w1", name="Presse"),))
    enter(editor, 0, 1)
    low = editor.view.rowHeight(0)
    type_text(editor.view, "waschen")
    assert isinstance(QApplication.focusWidget(), TextInput)
    for step in ("schneiden", "pressen", "abfüllen"):
        press(Qt.Key.Key_Return, SHIFT)
        type_text(editor.view, step)
    assert session.value(0, "aids") == "waschen\nschneiden\npressen\nabfüllen"
    qtbot.waitUntil(lambda: editor.view.rowHeight(0) > low + 40)
    height = editor.view.height()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.add_button
    assert editor.view.rowHeight(0) > low + 40
    assert editor.view.height() <= height + 10


def test_the_table_is_as_high_as_its_rows_and_as_wide_as_the_page(table: TableEditor) -> None:
    session = Session(table)
    QApplication.processEvents()
    rows = sum(table.view.rowHeight(row) for row in range(2))
    assert table.view.height() == table.view.head.height() + rows
    assert all(table.view.rowHeight(row) >= 40 for row in range(2))
    wanted = sum(want.good for want in wants(table.model))
    room = table.view.viewport().width()
    assert sum(table.view.widths) == min(room, wanted * 4 // 3), "a third more than the columns want, at most"
    assert table.view.verticalScrollBar().maximum() == 0
    session.rows = (*ROWS, PersonalLine(id="p3", name="Sehr lange Bezeichnung einer Stelle " * 6))
    session.show()
    QApplication.processEvents()
    assert table.view.rowHeight(2) > 60


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [640, 752, 1100])
def test_no_head_and_no_cell_is_cut(qapp: QApplication, page: Page, some_content: Content, scale: float, width: int) -> None:
    theme.apply(qapp, "light", scale)
    try:
        editor = TableEditor(COSTS, some_content, PersonalLine)
        page(editor, width=round(width * scale))
        long = PersonalLine(
            id="p3",
            name="Arbeitsunfähigkeitsbescheinigungsbeauftragte Person",
            hours=Decimal("1234.567"),
            yearly_gross=Decimal("9999999.99"),
            grundlage="schaetzung",
        )
        Session(editor, (*ROWS, long))
        QApplication.processEvents()
        body, small, pad = theme.font("body"), theme.font("small"), theme.px(16)
        rooms = dict(enumerate(editor.view.widths))
        while editor.view.columns.after:
            editor.view.scroll_on()
            rooms |= {column: room for column, room in enumerate(editor.view.widths) if room}
        for column, room in rooms.items():
            head = str(editor.model.headerData(column, Qt.Orientation.Horizontal))
            assert lines(small, head, room - pad) <= 2, head
            assert all(QFontMetrics(small).horizontalAdvance(word) <= room - pad for word in head.split()), head
            for row in range(3):
                words = editor.model.shown(row, column)
                if editor.model.is_right(column):
                    assert QFontMetrics(body).horizontalAdvance(words) <= room - pad, words
                else:
                    needed = lines(body, words, room - pad - (theme.px(22) if column == 3 else 0)) * QFontMetrics(body).height()
                    assert needed <= editor.view.rowHeight(row), words
    finally:
        theme.apply(qapp, "light")


def wide_table(page: Page, content: Content, width: int = 560) -> tuple[TableEditor, Session, QWidget]:
    columns = [{"key": "name", "label": "Name", "kind": "line"}] + [
        {"key": key, "label": f"Sehrlangesspaltenwort {key}", "kind": "money"} for key in ("hours", "key", "yearly_gross")
    ]
    columns += [{"key": "note", "label": "Rechenweg", "kind": "line"}, {"key": "evidence", "label": "Beleg", "kind": "line"}]
    editor = TableEditor(block("kostenkalkulation.personal", columns, result="x", result_label="Kosten"), content, PersonalLine)
    area = page(editor, width=width)
    long = "Sechsundsiebzigtausend Euro laut Tarif, dazu Sonderzahlung und Arbeitgeberanteil, geteilt durch zwei Betriebsteile"
    rows = tuple(row.model_copy(update={"note": long}) for row in ROWS)
    session = Session(editor, rows)
    QApplication.processEvents()
    return editor, session, area


def in_sight(table: TableEditor) -> list[int]:
    return [column for column, width in enumerate(table.view.widths) if width]


def test_a_table_too_wide_shows_whole_columns_and_keeps_first_and_result(page: Page, some_content: Content) -> None:
    editor, _, area = wide_table(page, some_content)
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0, "the page itself does not scroll sideways"
    assert editor.view.horizontalScrollBar().maximum() == 0, "nothing is half in sight"
    seen = set(in_sight(editor))
    for column in range(6):
        enter(editor, 0, column)
        rect = editor.view.visualRect(editor.model.index(0, column))
        assert rect.width() > 0
        assert 0 <= rect.left() <= rect.right() <= editor.view.viewport().width() - 1
        assert in_sight(editor)[0] == 0
        assert in_sight(editor)[-1] == 6, "the result stays"
        seen |= set(in_sight(editor))
        for shown in in_sight(editor):
            if editor.model.is_right(shown):
                words = editor.model.shown(0, shown)
                assert QFontMetrics(theme.font("body")).horizontalAdvance(words) <= editor.view.widths[shown] - theme.px(16)
    assert seen == set(range(7))
    enter(editor, 1, 1)
    assert editor.view.widths[1] > 0


def test_words_say_how_many_columns_are_out_of_sight_and_bring_them(page: Page, some_content: Content) -> None:
    editor, _, _ = wide_table(page, some_content)
    assert in_sight(editor)[:2] == [0, 1]
    hidden = 7 - len(in_sight(editor))
    assert editor.on_button.text() == f"noch {hidden} Spalten"
    assert editor.on_button.isVisible()
    assert not editor.back_button.isVisible()
    for _ in range(6):
        if editor.on_button.isVisible():
            QTest.mouseClick(editor.on_button, Qt.MouseButton.LeftButton)
    assert 5 in in_sight(editor), "the last column before the result"
    assert not editor.on_button.isVisible()
    assert editor.back_button.text().endswith("davor")
    for _ in range(6):
        if editor.back_button.isVisible():
            QTest.mouseClick(editor.back_button, Qt.MouseButton.LeftButton)
    assert in_sight(editor)[:2] == [0, 1]


def test_arrows_and_tab_reach_columns_out_of_sight(page: Page, some_content: Content) -> None:
    editor, _, _ = wide_table(page, some_content)
    enter(editor, 0, 0)
    for column in range(1, 7):
        press(Qt.Key.Key_Right)
        assert current(editor) == (0, column)
        assert editor.view.widths[column] > 0
    enter(editor, 0, 0)
    for column in range(1, 6):
        press(Qt.Key.Key_Tab)
        assert current(editor) == (0, column)
        assert editor.view.widths[column] > 0


def test_typing_brings_the_current_cell_back_into_sight(page: Page, some_content: Content) -> None:
    editor, session, _ = wide_table(page, some_content)
    enter(editor, 0, 1)
    while editor.on_button.isVisible():
        QTest.mouseClick(editor.on_button, Qt.MouseButton.LeftButton)
    assert editor.view.widths[1] == 0
    type_text(editor.view, "7")
    assert editor.view.widths[1] > 0
    assert session.value(0, "hours") == Decimal(7)


def test_long_words_take_three_lines_but_all_in_the_row_one_is_in(page: Page, some_content: Content) -> None:
    editor, _, _ = wide_table(page, some_content)
    three = 40 + 2 * QFontMetrics(theme.font("body")).height()
    enter(editor, 0, 4)
    QApplication.processEvents()
    assert editor.view.rowHeight(0) > three, "the row one is in shows all"
    assert editor.view.rowHeight(1) == three
    assert editor.view.full_words(editor.model.index(1, 4)).startswith("Sechsundsiebzigtausend")
    assert editor.view.full_words(editor.model.index(0, 4)) == ""
    press(Qt.Key.Key_Down)
    QApplication.processEvents()
    assert editor.view.rowHeight(0) == three
    assert editor.view.rowHeight(1) > three
    press(Qt.Key.Key_F2)
    opened = QApplication.focusWidget()
    assert isinstance(opened, LineInput)
    assert opened.text().endswith("zwei Betriebsteile"), "the open cell holds the whole text"


def test_words_of_two_lines_are_never_shortened(page: Page, some_content: Content) -> None:
    editor, session, _ = wide_table(page, some_content)
    session.rows = tuple(row.model_copy(update={"note": "Psychosoziale Beratung Musterstadt"}) for row in session.rows)
    session.show()
    enter(editor, 0, 4)
    QApplication.processEvents()
    assert editor.view.columns.sideways
    assert editor.view.rowHeight(1) == 40 + QFontMetrics(theme.font("body")).height()
    assert editor.view.full_words(editor.model.index(1, 4)) == ""


def test_a_figure_that_grows_while_typing_is_never_cut(page: Page, some_content: Content) -> None:
    editor, session, _ = wide_table(page, some_content)
    session.result = lambda row_id: "123.456.789.012,34" if row_id == "p1" else "1,00"  # type: ignore[method-assign]
    enter(editor, 0, 1)
    type_text(editor.view, "12345678,90")
    QApplication.processEvents()
    room = editor.view.widths[-1] - theme.px(16)
    assert QFontMetrics(theme.font("body")).horizontalAdvance("123.456.789.012,34") <= room
    opened = QApplication.focusWidget()
    assert isinstance(opened, LineInput)
    assert opened.text() == "12345678,90"
    assert editor.view.visualRect(editor.model.index(0, 1)).contains(opened.geometry()), "the open cell is wholly in view"


def test_a_list_in_a_cell_is_as_high_as_its_row(qtbot: QtBot, page: Page, some_content: Content) -> None:
    editor = TableEditor(COSTS, some_content, PersonalLine)
    page(editor)
    Session(editor, (PersonalLine(id="p1", name="Sehr lange Bezeichnung einer Stelle " * 6, grundlage="tarif"),))
    QApplication.processEvents()
    enter(editor, 0, 3)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    combo = editor.view.indexWidget(editor.model.index(0, 3))
    assert isinstance(combo, Combo)

    def fits() -> bool:
        row = editor.view.visualRect(editor.model.index(0, 3))
        return editor.view.rowHeight(0) > 60 and row.height() - 6 <= combo.height() and row.contains(combo.geometry())

    qtbot.waitUntil(fits)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor.view.open_cell() is None)


def test_a_click_is_not_lost_when_leaving_an_open_cell_brings_a_message(qtbot: QtBot, table: TableEditor) -> None:
    Session(table)
    enter(table, 0, 1)
    type_text(table.view, "acht")
    pressed: list[bool] = []
    table.add_button.clicked.connect(lambda: pressed.append(True))
    place = table.add_button.rect().center()
    before = table.add_button.mapToGlobal(place)
    QTest.mousePress(table.add_button, Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert table.notes() == [], "nothing moves while the button is down"
    assert table.add_button.mapToGlobal(place) == before
    QTest.mouseRelease(table.add_button, Qt.MouseButton.LeftButton, pos=place)
    assert pressed == [True]
    qtbot.waitUntil(lambda: len(table.notes()) == 1)


WEEK = block(
    "week_plan",
    [
        {"key": "day", "label": "Tag", "kind": "choice", "choices": "day"},
        {"key": "start", "label": "Beginn", "kind": "time"},
        {"key": "activity", "label": "Was geschieht", "kind": "line"},
    ],
    group_by="day",
    group_copy="Tag übernehmen",
)
DAYS = (
    WeekEntry(id="a", day="mo", start="08:00", activity="Ankommen"),
    WeekEntry(id="b", day="mo", start="08:20", activity="Garten"),
    WeekEntry(id="c", day="mi", start="09:00", activity="Küche"),
)


def test_a_day_is_copied_to_the_next_one_without_rows_in_one_step(page: Page, some_content: Content) -> None:
    editor = TableEditor(WEEK, some_content, WeekEntry)
    page(editor)
    session = Session(editor, DAYS)
    assert not editor.copy_button.isVisible(), "only while the focus is in the table"
    enter(editor, 1, 2)
    assert editor.copy_button.isVisible()
    assert editor.copy_button.text() == "Tag übernehmen für Dienstag"
    QTest.mouseClick(editor.copy_button, Qt.MouseButton.LeftButton)
    assert len(session.states) == 2, "one change, so one step of undo"
    assert [(row.day, row.start, row.activity) for row in session.rows] == [  # type: ignore[attr-defined]
        ("mo", "08:00", "Ankommen"),
        ("mo", "08:20", "Garten"),
        ("di", "08:00", "Ankommen"),
        ("di", "08:20", "Garten"),
        ("mi", "09:00", "Küche"),
    ]
    assert len({row.id for row in session.rows}) == 5
    assert current(editor) == (2, 2)
    assert editor.copy_button.text() == "Tag übernehmen für Donnerstag", "Mittwoch has rows already"
    session.rows = session.states[0]
    session.show()
    assert [row.id for row in editor.model.rows] == ["a", "b", "c"]


def test_there_is_nothing_to_copy_without_a_day_or_a_free_one(page: Page, some_content: Content) -> None:
    editor = TableEditor(WEEK, some_content, WeekEntry)
    page(editor)
    Session(editor, (*(WeekEntry(id=day, day=day) for day in ("mo", "di", "mi", "do")), WeekEntry(id="x")))
    enter(editor, 4, 2)
    assert not editor.copy_button.isVisible(), "the row has no day"
    enter(editor, 0, 2)
    assert not editor.copy_button.isVisible(), "every day has rows"


def test_a_day_is_written_once_for_rows_that_follow_each_other(page: Page, some_content: Content) -> None:
    editor = TableEditor(WEEK, some_content, WeekEntry)
    page(editor)
    Session(editor, DAYS)
    assert [editor.model.goes_on(row) for row in range(3)] == [False, True, False]
    heard = QAccessible.queryAccessibleInterface(editor.view)
    cells = [heard.child(number) for number in range(heard.childCount())]
    names = [cell.text(QAccessible.Text.Name) for cell in cells if cell.role() == QAccessible.Role.Cell]
    assert names[3] == "Montag", "a screen reader hears the day in every row"
    QApplication.processEvents()

    def ink(row: int) -> int:
        """Different colours in the day's cell: words have many, an empty cell its ground and its line."""
        picture = editor.view.viewport().grab(editor.view.visualRect(editor.model.index(row, 0))).toImage()
        return len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())})

    assert ink(0) > 5
    assert ink(1) <= 3
    assert ink(2) > 5


def test_columns_show_the_same_number_of_decimals(table: TableEditor) -> None:
    Session(table)
    assert [table.model.shown(row, 1) for row in range(2)] == ["0,80", "3,33"]
    enter(table, 0, 1)
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    assert editor.text() == "0,8", "the open cell shows what was typed"


def test_words_that_only_just_do_not_fit_get_their_second_line(page: Page, some_content: Content) -> None:
    """At every width, a row is as high as the lines that are drawn: measured by the layout itself, pixel by pixel of the room."""
    editor = TableEditor(COSTS, some_content, PersonalLine)
    page(editor)
    words = "Schafe, Hühner und Hof"
    Session(editor, (PersonalLine(id="p1", name=words),))
    body = theme.font("body")
    line = QFontMetrics(body).height()
    exact = QFontMetrics(body).horizontalAdvance(words)
    for room in range(exact - 6, exact + 7):
        widths = [room + theme.px(16), *editor.view.widths[1:]]
        drawn = lines(body, words, room)
        assert row_height(editor.model, 0, widths, lambda _column: False) == max(40, drawn * line + 40 - line), room


def test_copy_and_paste_a_cell(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 0, 2)
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "76.400,00"
    enter(table, 1, 2)
    press(Qt.Key.Key_V, CONTROL)
    assert session.value(1, "yearly_gross") == Decimal("76400.00")


def test_screen_readers_get_a_table_with_rows_cells_and_heads(table: TableEditor) -> None:
    Session(table)
    heard = QAccessible.queryAccessibleInterface(table.view)
    assert heard.role() == QAccessible.Role.Table
    assert heard.text(QAccessible.Text.Name) == "Personal, 2 Zeilen"
    parts = [heard.child(number) for number in range(heard.childCount())]
    names = {
        role: [part.text(QAccessible.Text.Name) for part in parts if part.role() == role]
        for role in (QAccessible.Role.ColumnHeader, QAccessible.Role.Cell)
    }
    assert names[QAccessible.Role.ColumnHeader][1] == "Stunden je Platz und Woche"
    assert names[QAccessible.Role.Cell][:5] == ["Leitung", "0,80", "76.400,00", "Tarif", "Ergebnis p1"]
    assert names[QAccessible.Role.Cell][8] == "leer"
    enter(table, 0, 1)
    type_text(table.view, "acht")
    opened = QApplication.focusWidget()
    assert opened is not None
    assert opened.accessibleName() == "Zeile 1, Stunden je Platz und Woche"
    assert opened.accessibleDescription() == "Stunden für einen Platz."


def test_a_link_from_elsewhere_finds_its_cell(table: TableEditor) -> None:
    Session(table)
    assert table.focus_cell("p2", "hours")
    assert current(table) == (1, 1)
    assert not table.focus_cell("gibt es nicht", "hours")


def test_the_title_says_how_many_rows_and_a_sum_can_stand_below(table: TableEditor) -> None:
    Session(table)
    assert table.count.text() == "2 Zeilen"
    table.set_total("Personal, 1,70 Vollzeitstellen", "94.426,80")
    assert "94.426,80" in [label.text() for label in table.findChildren(type(table.title)) if label.isVisible()]


def test_the_same_rows_again_disturb_nothing(table: TableEditor) -> None:
    session = Session(table)
    enter(table, 1, 0)
    type_text(table.view, "Fach")
    for _ in range(3):
        session.show()
    assert table.view.open_cell() == (1, 0)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    assert editor.text() == "Fach"


def test_a_table_of_rooms_with_yes_and_no(qtbot: QtBot, page: Page, some_content: Content) -> None:
    columns = [
        {"key": "name", "label": "Raum", "kind": "line"},
        {"key": "area_m2", "label": "Größe", "kind": "decimal", "unit": "m²"},
        {"key": "stepless", "label": "Ohne Stufen", "kind": "yesno"},
    ]
    editor = TableEditor(block("rooms", columns), some_content, Room)
    page(editor)
    session = Session(editor, (Room(id="r1", name="Pausenraum"),))
    assert editor.model.headerData(1, Qt.Orientation.Horizontal) == "Größe in m²"
    enter(editor, 0, 2)
    type_text(editor.view, "N")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.view.open_cell() is None)
    assert session.value(0, "stepless") == "nein"
