"""The checklists by keys and mouse: tick, contradict, fold out, who and when, pills, and the way to the agreement above them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPushButton

from ala_wizard.content.loader import content
from ala_wizard.model.case import Case
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.page.checklist import ItemView
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain

Key = Qt.Key
PAGE = "checklisten"


def item(screen: Screen, name: str) -> ItemView:
    screen.workspace.jump("", name)
    screen.settle()
    card = screen.workspace.page.card_of(name)
    assert card is not None and card.checklist is not None
    found = card.checklist.item(name)
    assert found is not None
    return found


def pill(screen: Screen, words: str) -> QPushButton:
    return next(b for b in screen.workspace.page.findChildren(QPushButton) if b.property("role") == "pill" and b.text().startswith(words))


def test_all_points_of_all_lists_are_there(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    screen.qtbot.waitUntil(lambda: len(screen.workspace.page.findChildren(ItemView)) == len(content().items))
    assert pill(screen, "Alle").text() == f"Alle {len(content().items)}"
    open_ = int(pill(screen, "Offen").text().split()[-1])
    ticked = pill(screen, "Vom Programm")
    assert open_ + (int(ticked.text().split()[-1]) if ticked.isVisible() else 0) == len(content().items)


def test_space_ticks_and_takes_back(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    before = screen.case
    view = item(screen, "C1.2")
    assert view.row.hasFocus()
    screen.key(Key.Key_Space)
    assert screen.case.checklist["C1.2"].state == "erledigt"
    assert view.row.state == "vollstaendig"
    assert screen.session.undo_name == view.item.text
    screen.key(Key.Key_Space)
    assert screen.case == before
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.checklist["C1.2"].state == "erledigt"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == before


def test_a_click_on_the_mark_ticks_and_one_on_the_words_folds_out(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    view = item(screen, "C1.2")
    screen.click(view.row, QPoint(16, 20))
    assert screen.case.checklist["C1.2"].state == "erledigt"
    assert not view.is_open
    screen.click(view.row)
    assert view.is_open


def test_what_the_program_ticked_says_why_and_can_be_contradicted(opened: Opened) -> None:
    screen = opened(step=PAGE)
    view = item(screen, "C1.1")
    assert view.point.state == "automatisch"
    assert view.row.detail.startswith("Vom Programm abgehakt, weil")
    screen.key(Key.Key_Space)
    assert screen.case.checklist["C1.1"].state == "offen"
    assert view.row.state == "leer"
    screen.key(Key.Key_Return)
    assert any(words.startswith("Sie sagen: offen.") for words in screen.words(view))
    screen.key(Key.Key_Escape)
    assert view.row.hasFocus()
    screen.key(Key.Key_Space)
    assert view.row.state == "vollstaendig"
    assert "C1.1" not in screen.case.checklist


def test_it_leads_to_the_place_that_answers(opened: Opened) -> None:
    screen = opened(step=PAGE)
    view = item(screen, "C1.1")
    screen.key(Key.Key_Return)
    screen.click(screen.button("Zu: ", view))
    assert screen.step == content().part_of[view.item.link].step


def test_note_person_and_date_with_names_for_undo(opened: Opened) -> None:
    case = Case.model_validate({"people": [{"id": "p", "name": "Büro"}], "checklist": {"C1.5": {"person": "Hofleitung"}}})
    screen = opened(case, PAGE)
    view = item(screen, "C1.2")
    screen.key(Key.Key_Return)
    names = {editor.focus_widget().accessibleName(): editor for editor in view.findChildren(Editor)}
    assert "Notiz" in names
    names["Notiz"].focus_widget().setFocus()
    screen.type("Bis Ostern klären")
    assert screen.session.undo_name == f"Notiz: {view.item.text}"
    names["Bis wann?"].focus_widget().setFocus()
    screen.type("27.02.2026")
    hofleitung = screen.button("Hofleitung", view)
    assert screen.button("Büro", view).isVisible()
    hofleitung.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    said = screen.case.checklist["C1.2"]
    assert (said.note, said.person, said.due) == ("Bis Ostern klären", "Hofleitung", date(2026, 2, 27))
    view.toggle()
    assert plain(view.row.detail) == "Bis Ostern klären · zuständig: Hofleitung · seit 3 Tagen überfällig"
    for _ in range(3):
        screen.key(Key.Key_Z, CONTROL)
    assert screen.case == case


def test_names_give_way_as_soon_as_one_is_typed(opened: Opened) -> None:
    """Else Tab would lead to a button that goes a moment later, and the focus with it."""
    screen = opened(Case.model_validate({"people": [{"id": "p", "name": "Büro"}]}), PAGE)
    view = item(screen, "C1.2")
    screen.key(Key.Key_Return)
    names = {editor.focus_widget().accessibleName(): editor for editor in view.findChildren(Editor)}
    names["Wer kümmert sich?"].focus_widget().setFocus()
    assert screen.button("Büro", view).isVisible()
    screen.type("Anna")
    screen.key(Key.Key_Tab)
    screen.session.check_now()
    assert screen.focus is names["Bis wann?"].focus_widget()
    screen.window.undo()
    screen.session.check_now()
    screen.settle()
    button = screen.button("Büro", view)
    button.setFocus()
    screen.session.change("checklist[C1.2]", {"person": "Otto"}, "Probe")
    screen.session.check_now()
    assert screen.focus is names["Wer kümmert sich?"].focus_widget()


def test_what_does_not_apply_wants_a_reason(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    view = item(screen, "N9")
    screen.key(Key.Key_Return)
    screen.key(Key.Key_E)
    screen.key(Key.Key_E)
    state = next(editor for editor in view.findChildren(Editor))
    state.value_changed.emit("entfaellt")
    assert screen.case.checklist["N9"].state == "entfaellt"
    view.toggle()
    assert view.row.detail == "entfällt: der Grund fehlt noch"
    assert view.row.state == "ohne"


def test_pills_show_what_they_say(opened: Opened) -> None:
    case = Case.model_validate({"checklist": {"C1.2": {"due": "2026-02-01"}, "N3": {"due": "2026-01-01"}, "R8": {"state": "erledigt"}}})
    screen = opened(case, PAGE)
    screen.qtbot.waitUntil(lambda: len(screen.workspace.page.findChildren(ItemView)) == len(content().items))
    late = pill(screen, "Überfällig")
    assert late.text() == "Überfällig 2"
    screen.click(late)
    assert [view.item.id for view in screen.workspace.page.findChildren(ItemView) if view.isVisible()] == ["C1.2", "N3"]
    assert len([card for card in screen.workspace.page.cards if card.isVisible()]) == 2
    screen.click(pill(screen, "Offen"))
    assert not item_visible(screen, "R8")
    screen.click(pill(screen, "Alle"))
    assert item_visible(screen, "R8")


def item_visible(screen: Screen, name: str) -> bool:
    return next(view for view in screen.workspace.page.findChildren(ItemView) if view.item.id == name).isVisible()


def test_a_row_is_heard_with_everything_it_shows(opened: Opened) -> None:
    screen = opened(Case.model_validate({"checklist": {"C1.2": {"due": "2026-02-01", "person": "Büro"}}}), PAGE)
    row = item(screen, "C1.2").row
    heard = QAccessible.queryAccessibleInterface(row)
    name = heard.text(QAccessible.Text.Name)
    for words in ("C1.2", row.text(), "offen", "zuständig: Büro", "seit 29 Tagen überfällig"):
        assert words in name
    assert "Leertaste" in heard.text(QAccessible.Text.Description)


def test_each_list_counts_honestly(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    item(screen, "C1.2")
    screen.key(Key.Key_Space)
    screen.session.check_now()
    card = screen.workspace.page.card_of("C1.2")
    assert card is not None and card.checklist is not None
    assert f"{card.checklist.count_of('offen')} von 10 offen" in screen.words(card)


# -- the way to the agreement --------------------------------------------------


def test_the_way_is_honest_and_days_are_entered_once(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    before = screen.case
    said = screen.said("L.W")
    assert said.startswith("Noch nicht eingereicht\nAls Nächstes: Unterlagen einreichen.")
    enter = next(b for b in screen.panel("L.W").findChildren(QPushButton) if b.accessibleName().startswith("Tag eintragen: Schriftlich"))
    enter.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    screen.type("15.01.2026")
    assert screen.case.verhandlung.called_on == date(2026, 1, 15)
    said = screen.said("L.W")
    assert "15.04.2026" in said and "16.04.2026" in said
    screen.session.check_now()
    assert item(screen, "R9").point.state == "automatisch"
    screen.click_step("verhandlung")
    assert screen.editor("verhandlung.called_on").value() == date(2026, 1, 15)
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == before


def test_undo_shows_the_day_on_the_page_where_one_is(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    panel = screen.workspace.page.cards[0].panel
    assert panel is not None and panel.focus_at("verhandlung.visited_on")
    screen.type("05.03.2026")
    screen.key(Key.Key_Z, CONTROL)
    assert screen.step == PAGE
    assert screen.case.verhandlung.visited_on is None


def test_the_hand_in_is_entered_where_the_papers_are(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    enter = next(b for b in screen.panel("L.W").findChildren(QPushButton) if b.accessibleName().startswith("Tag eintragen: Unterlagen"))
    screen.click(enter)
    assert screen.step == "export"


def test_a_day_that_cannot_be_read_is_kept_and_found_again(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    before = screen.case
    item(screen, "C1.2")
    screen.key(Key.Key_Return)
    due = next(e for e in item(screen, "C1.2").findChildren(Editor) if e.focus_widget().accessibleName() == "Bis wann?")
    due.focus_widget().setFocus()
    screen.type("im März")
    screen.key(Key.Key_Tab)
    assert dict(screen.case.unread) == {"checklist[C1.2].due": "im März"}
    screen.click_step("betrieb")
    screen.qtbot.waitUntil(lambda: any(one.rule == "unlesbar" for one in screen.session.findings))
    found = next(one for one in screen.session.findings if one.rule == "unlesbar")
    assert (found.step, found.text) == ("checklisten", "„im März“ konnten wir nicht lesen.")
    screen.workspace.jump(found.step, found.address)
    screen.settle()
    view = item(screen, "C1.2")
    view.row.setFocus()
    screen.key(Key.Key_Return)
    due = next(e for e in view.findChildren(Editor) if e.focus_widget().accessibleName() == "Bis wann?")
    field = due.focus_widget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "im März"
    field.setFocus()
    screen.key(Key.Key_A, CONTROL)
    screen.type("1.3.2027")
    screen.key(Key.Key_Tab)
    assert screen.case.checklist["C1.2"].due == date(2027, 3, 1) and not screen.case.unread
    while screen.session.undo_name:
        screen.window.undo()
    assert screen.case == before
