"""The timetable: drawn, moved and stretched by mouse and by keys, named for undo and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ala_wizard.model.farm import WeekEntry
from ala_wizard.ui.editors.week.block import Block
from ala_wizard.ui.editors.week.editor import WeekEditor
from ala_wizard.ui.editors.week.grid import WeekGrid
from tests.ui.conftest import Opened
from tests.ui.screen import ALT, CONTROL, Screen, plain

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def editor(screen: Screen) -> WeekEditor:
    """The week plan on the page, in sight."""
    found = screen.workspace.page.findChild(WeekEditor)
    assert found is not None
    screen.workspace.page.ensureWidgetVisible(found.grid, 0, 200)
    screen.settle()
    return found


def entry(screen: Screen, row: str) -> WeekEntry:
    """An entry of the case."""
    return next(one for one in screen.case.week_plan if one.id == row)


def block(screen: Screen, row: str) -> Block:
    """The block of an entry, with the focus."""
    grid = editor(screen).grid
    assert grid.focus_block(row)
    screen.settle()
    return grid.blocks[row]


def drag(screen: Screen, widget: WeekGrid | Block, start: QPoint, end: QPoint) -> None:
    """Press, move in steps, release."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, Qt.KeyboardModifier.NoModifier, start)
    where = widget.mapToGlobal(end)
    for part in (0.4, 0.8, 1.0):
        at = widget.mapFromGlobal(widget.mapToGlobal(start) + (where - widget.mapToGlobal(start)) * part)
        QTest.mouseMove(widget, at)
        screen.settle()
    QTest.mouseRelease(widget, left, Qt.KeyboardModifier.NoModifier, widget.mapFromGlobal(where))
    screen.settle()


def choose(screen: Screen, words: list[str], act: object) -> None:
    """Open a menu and click through these words."""
    assert callable(act)
    left = list(words)

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu) or not left:
            return
        found = next((action for action in menu.actions() if action.text() == left[0]), None)
        if found is None:
            return  # the menu below it opens after a moment
        left.pop(0)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(found).center())

    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(look)
    timer.start()
    act()
    while left or QApplication.activePopupWidget() is not None:
        QApplication.processEvents()
    timer.stop()
    assert not left, left
    screen.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    screen.settle()


def test_arrows_walk_and_alt_arrows_stretch(opened: Opened) -> None:
    screen = opened(step="k06")
    block(screen, "mo-0820")
    screen.key(Key.Key_Right)
    grid = editor(screen).grid
    assert grid.focused_id() == "di-0820"
    screen.key(Key.Key_Down)
    assert grid.focused_id() == "di-1000"
    screen.key(Key.Key_End)
    screen.key(Key.Key_Home)
    assert grid.focused_id() == "di-0800"
    screen.key(Key.Key_Left)
    assert grid.focused_id() == "mo-0800"
    block(screen, "fr-1500")
    screen.key(Key.Key_Down, ALT)
    assert entry(screen, "fr-1500").end == "15:45"
    assert screen.session.undo_name == "Ende geändert"
    screen.key(Key.Key_Up, ALT | SHIFT)
    assert (entry(screen, "fr-1500").start, entry(screen, "fr-1500").end) == ("14:45", "15:45")
    assert screen.session.undo_name == "Beginn geändert"
    assert grid.focused_id() == "fr-1500"
    screen.key(Key.Key_Z, CONTROL)
    assert entry(screen, "fr-1500").start == "15:00"


def test_ctrl_arrows_move_to_another_time_and_day(opened: Opened) -> None:
    screen = opened(step="k06")
    block(screen, "fr-1500")
    screen.key(Key.Key_Down, CONTROL)
    screen.key(Key.Key_Left, CONTROL)
    moved = entry(screen, "fr-1500")
    assert (moved.day, moved.start, moved.end) == ("do", "15:15", "15:45")
    assert editor(screen).grid.focused_id() == "fr-1500"
    assert screen.session.undo_name == "Zeit verschoben"
    said = "\n".join(screen.words())
    assert "Donnerstag: 15:00–15:30 und 15:15–15:45 überschneiden sich." in said


def test_enter_opens_the_form_in_place_and_escape_takes_it_back(opened: Opened) -> None:
    screen = opened(step="k06")
    block(screen, "di-1020")
    screen.key(Key.Key_Return)
    form = editor(screen).form
    assert form.isVisible() and form.row_id == "di-1020"
    screen.key(Key.Key_A, CONTROL)
    screen.type("Äpfel pressen")
    screen.key(Key.Key_Return)
    assert not form.isVisible()
    assert entry(screen, "di-1020").activity == "Äpfel pressen"
    assert editor(screen).grid.focused_id() == "di-1020"
    assert editor(screen).grid.blocks["di-1020"].words == "Äpfel pressen"
    screen.key(Key.Key_F2)
    screen.type("weg")
    screen.key(Key.Key_Escape)
    assert entry(screen, "di-1020").activity == "Äpfel pressen"


def test_tab_stays_in_the_form_and_an_unreadable_time_is_kept(opened: Opened) -> None:
    screen = opened(step="k06")
    block(screen, "di-1020")
    screen.key(Key.Key_Return)
    form = editor(screen).form
    for _ in range(20):
        screen.key(Key.Key_Tab)
        assert form.isAncestorOf(screen.focus)
        if screen.focus is form.editors["end"].focus_widget():
            break
    screen.key(Key.Key_A, CONTROL)
    screen.type("mittags")
    screen.key(Key.Key_Return)
    assert screen.case.unread["week_plan[di-1020].end"] == "mittags"
    assert "Eine Zeit hat noch keinen Tag oder keine Uhrzeit. Sie steht unten in der Liste." in screen.words()


def test_delete_removes_and_undo_brings_back(opened: Opened) -> None:
    screen = opened(step="k06")
    before = screen.case.week_plan
    block(screen, "mi-1400")
    screen.key(Key.Key_Delete)
    assert "mi-1400" not in {one.id for one in screen.case.week_plan}
    assert editor(screen).grid.focused_id() == "mi-1500"
    assert screen.session.undo_name == "Zeit am Mittwoch entfernt"
    assert "Mittwoch: Von 14:00 bis 15:00 Uhr steht nichts im Plan." in screen.words()
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.week_plan == before
    screen.key(Key.Key_Y, CONTROL)
    assert len(screen.case.week_plan) == len(before) - 1


def test_drawing_with_the_mouse_makes_a_block(opened: Opened) -> None:
    screen = opened("leer", step="k06")
    grid = editor(screen).grid
    column = grid.day_rect(2).center().x()
    drag(screen, grid, QPoint(column, grid.y_of(9 * 60) + 1), QPoint(column, grid.y_of(11 * 60) - 1))
    (made,) = screen.case.week_plan
    assert (made.day, made.start, made.end, made.kind) == ("mi", "09:00", "11:00", "arbeit")
    screen.type("Beete jäten")
    screen.key(Key.Key_Return)
    assert screen.case.week_plan[0].activity == "Beete jäten"
    assert "Der Plan hat 2,00 Stunden." in plain("\n".join(screen.words()))


def test_dragging_moves_to_another_day_and_an_edge_stretches(opened: Opened) -> None:
    screen = opened("leer", step="k06")
    grid = editor(screen).grid
    column = grid.day_rect(0).center().x()
    drag(screen, grid, QPoint(column, grid.y_of(9 * 60) + 1), QPoint(column, grid.y_of(11 * 60) - 1))
    screen.key(Key.Key_Return)
    made = grid.blocks[screen.case.week_plan[0].id]
    shift = QPoint(grid.day_rect(3).center().x() - column, grid.hour_height)
    drag(screen, made, made.rect().center(), made.rect().center() + shift)
    (entry_,) = screen.case.week_plan
    assert (entry_.day, entry_.start, entry_.end) == ("do", "10:00", "12:00")
    assert screen.session.undo_name == "Zeit verschoben"
    drag(screen, made, QPoint(30, made.height() - 2), QPoint(30, made.height() - 2 + grid.hour_height // 2))
    assert screen.case.week_plan[0].end == "12:30"
    assert (made.geometry().top(), screen.case.week_plan[0].start) == (grid.y_of(600) + 1, "10:00")


def test_a_template_and_a_copied_day_are_one_step_each(opened: Opened) -> None:
    screen = opened("leer", step="k06")
    found = editor(screen)
    choose(screen, ["Volle Woche, 38,5 Stunden"], lambda: screen.click(found.templates))
    assert "Der Plan hat 38,50 Stunden. Das liegt zwischen 35 und 40." in plain("\n".join(screen.words()))
    assert "Jeden Tag sind genug Pausen eingeplant." in screen.words()
    assert screen.session.undo_name == "Vorlage: Volle Woche, 38,5 Stunden"
    tuesday = [(one.start, one.activity) for one in screen.case.week_plan if one.day == "di"]
    found.copy_day("di", ("mo", "mi"))
    screen.settle()
    assert [(one.start, one.activity) for one in screen.case.week_plan if one.day == "mi"] == tuesday
    assert screen.session.undo_name == "Dienstag übernommen für Montag, Mittwoch"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.session.undo_name == "Vorlage: Volle Woche, 38,5 Stunden"
    assert [one.start for one in screen.case.week_plan if one.day == "mi"][-1] == "15:15"


def test_a_day_is_copied_from_its_menu(opened: Opened) -> None:
    screen = opened(step="k06")
    found = editor(screen)
    choose(
        screen,
        ["Tag übernehmen", "für Freitag (statt der 8 Zeiten dort)"],
        lambda: QTimer.singleShot(0, found.heads[0], lambda: found.heads[0].showMenu()),
    )
    monday, friday = ([one.activity for one in screen.case.week_plan if one.day == day] for day in ("mo", "fr"))
    assert monday == friday and "Lager zählen" not in friday


def test_missing_breaks_and_missing_offers_are_said(opened: Opened) -> None:
    screen = opened(step="k06")
    for row in ("mo-1000", "mo-1215"):
        block(screen, row)
        screen.key(Key.Key_Delete)
    block(screen, "mo-0820")
    for _ in range(9):  # 8:00 to 12:15 without a pause, and 13:00 to 15:30
        screen.key(Key.Key_Down, ALT)
    said = plain("\n".join(screen.words()))
    assert "Montag: Bei 6,75 Stunden Arbeit sind 30 Minuten Pause nötig. Eingeplant sind 0." in said
    assert "Richtwert ist § 4 Arbeitszeitgesetz." in said
    block(screen, "di-1400")
    screen.key(Key.Key_Delete)
    assert "Begleitende Maßnahmen: 2,00 Stunden im Plan, 3,00 in der Tabelle in Kapitel 5." in plain("\n".join(screen.words()))


def test_screen_readers_hear_blocks_days_and_the_grid(opened: Opened) -> None:
    screen = opened(step="k06")
    found = editor(screen)

    def heard(widget: object, what: QAccessible.Text = QAccessible.Text.Name) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(what)  # type: ignore[call-overload]

    assert heard(found.grid) == "Wochenplan, 40 Zeiten, 37,50 Stunden"
    assert heard(found.grid.blocks["di-1400"]) == "Dienstag, 14:00–15:00, Lernzeit, Begleitende Maßnahme"
    assert "Enter: ändern" in heard(found.grid.blocks["di-1400"], QAccessible.Text.Description)
    assert heard(found.heads[1]) == "Dienstag, 7,50 h. Menü für den ganzen Tag"


def test_the_list_shows_the_same_rows(opened: Opened) -> None:
    screen = opened(step="k06")
    found = editor(screen)
    assert not found.table.isVisible()
    screen.click(found.list.opener)
    assert found.table.isVisible() and found.table.rows() == screen.case.week_plan
    screen.enter_cell("week_plan", 1, "activity")
    screen.key(Key.Key_F2)
    screen.key(Key.Key_A, CONTROL)
    screen.type("Eier")
    screen.key(Key.Key_Return)
    assert screen.case.week_plan[1].activity == "Eier"
    assert found.grid.blocks[screen.case.week_plan[1].id].words == "Eier"


def test_a_finding_leads_to_the_block(opened: Opened) -> None:
    screen = opened(step="k06")
    screen.workspace.page.reveal("week_plan[do-1300].start")
    screen.settle()
    assert editor(screen).form.row_id == "do-1300"


def test_the_form_grows_with_what_is_said_of_a_field(opened: Opened) -> None:
    """A time that cannot be read: the whole sentence stands in the form, above its buttons."""
    screen = opened("leer", step="k06", size=(1280, 720))
    screen.click(screen.button("Zeit hinzufügen", editor(screen)))
    form = editor(screen).form
    low = form.height()
    end = form.editors["end"]
    end.focus_widget().setFocus()
    screen.key(Key.Key_A, CONTROL)
    screen.type("gleich")
    screen.key(Key.Key_Tab)
    said = end.message
    assert said.text == "Ende: „gleich“ können wir nicht als Uhrzeit lesen. Schreiben Sie zum Beispiel 08:30."
    assert said.isVisible() and said.height() >= said.heightForWidth(said.width()) > 0
    assert form.height() > low and said.geometry().bottom() < form.keep.geometry().top()
    assert form.visibleRegion().boundingRect() == form.rect()
    screen.key(Key.Key_Escape)
    assert form.isHidden() and (screen.case.week_plan[0].end, dict(screen.case.unread)) == ("09:00", {})
