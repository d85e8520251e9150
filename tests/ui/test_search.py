"""Strg+K, the reader of words and laws, and the map of keys, used with keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.app import Program
from ala_wizard.checks.answered import open_points
from ala_wizard.content.keymap import key_groups
from ala_wizard.content.loader import content
from ala_wizard.content.reference import reference
from ala_wizard.content.samples import sample
from ala_wizard.model import path
from ala_wizard.model.case import Case
from ala_wizard.ui.editors.table.view import RowsView
from ala_wizard.ui.keymap import KeyMap, shown_keys
from ala_wizard.ui.search.linkline import LinkLine
from ala_wizard.ui.search.palette import Palette
from ala_wizard.ui.search.reader import Reader
from ala_wizard.ui.search.rows import Row, RowList
from tests.ui.conftest import Opened
from tests.ui.screen import ALT, CONTROL, Screen, answering, plain

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def palette(screen: Screen) -> Palette:
    found = screen.window.lookup.palette
    assert found is not None
    assert found.isVisible()
    return found


def closed(screen: Screen) -> bool:
    found = screen.window.lookup.palette
    return found is None or not found.isVisible()


def search(screen: Screen, words: str) -> Palette:
    screen.key(Key.Key_K, CONTROL)
    screen.type(words)
    return palette(screen)


def rows(listed: RowList) -> list[Row]:
    return list(listed.rows.rows)


def titles(listed: RowList) -> list[str]:
    return [row.title for row in rows(listed)]


def go_down_to(screen: Screen, target: str) -> None:
    """Press Down until the row with this target is the current one."""
    shown = palette(screen)
    for _ in range(len(rows(shown.list))):
        if shown.list.current is not None and shown.list.current.target == target:
            return
        screen.key(Key.Key_Down)
    raise AssertionError(f"{target} not among {[row.target for row in rows(shown.list)]}")


def reader() -> Reader:
    found = QApplication.activeModalWidget()
    assert isinstance(found, Reader)
    return found


def said(widget: QWidget) -> list[str]:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return [plain(words) for words in labels if words]


def linked(shown: Reader) -> list[str]:
    return [button.text() for button in shown._right.findChildren(QPushButton) if button.isVisible()]


def press_link(screen: Screen, words: str) -> None:
    button = next(b for b in reader().findChildren(QPushButton) if b.isVisible() and b.text().startswith(words))
    screen.click(button)


# -- the palette -----------------------------------------------------------------


def test_a_question_is_found_and_return_puts_the_focus_into_its_field(opened: Opened) -> None:
    screen = opened(step="orientierung")
    shown = search(screen, "wettbewerb")
    assert titles(shown.list) == []
    assert "Nichts gefunden für „wettbewerb“." in " ".join(said(shown))
    screen.key(Key.Key_A, CONTROL)
    screen.type("plätze im ziel")
    assert titles(shown.list)[:2] == ["Fragen", "Plätze im Ziel"]
    screen.key(Key.Key_Return)
    assert closed(screen)
    assert screen.step == "k03"
    assert screen.focus is screen.editor("offer.places_target").focus_widget()


def test_the_field_in_the_header_opens_the_search_and_escape_gives_the_focus_back(opened: Opened) -> None:
    screen = opened(step="betrieb")
    screen.enter("farm.name")
    before = screen.focus
    screen.click(screen.workspace.header.search)
    shown = palette(screen)
    assert screen.focus is shown.field
    screen.type("hof")
    screen.key(Key.Key_Escape)
    assert closed(screen)
    assert screen.focus in (before, screen.workspace.header.search)
    screen.key(Key.Key_K, CONTROL)
    assert palette(screen).field.text() == "", "the search begins anew"


def test_the_words_of_a_cell_are_found_and_the_focus_goes_to_the_cell(opened: Opened) -> None:
    case = sample("hof-sonnenwiese")
    room = case.rooms[-1]
    case = path.replace(case, f"rooms[{room.id}].use", "Zwetschgen entsteinen")
    screen = opened(case, step="orientierung")
    search(screen, "zwetschgen")
    screen.key(Key.Key_Return)
    assert screen.step == "k07"
    view = screen.focus
    assert isinstance(view, RowsView)
    index = view.currentIndex()
    assert view.rows.address(index.row(), index.column()) == f"rooms[{room.id}].use"
    rect = view.visualRect(index)
    at = view.viewport().mapTo(screen.workspace.page.viewport(), rect.center())
    assert screen.workspace.page.viewport().rect().contains(at), "the cell is in sight"


def test_what_was_just_typed_is_found(opened: Opened) -> None:
    screen = opened("leer", step="betrieb")
    screen.fill("farm.name", "Gänseblümchenhof")
    shown = search(screen, "ganseblumchen")
    assert [row.target for row in rows(shown.list) if row.group == "Ihre Antworten"] == []
    screen.key(Key.Key_A, CONTROL)
    screen.type("gaensebluemchen")
    found = [row for row in rows(shown.list) if row.group == "Ihre Antworten"]
    assert [(row.title, row.excerpt) for row in found] == [("Name des Betriebs", "Gänseblümchenhof")]
    screen.key(Key.Key_Escape)
    screen.key(Key.Key_Z, CONTROL)
    shown = search(screen, "gaensebluemchen")
    assert [row for row in rows(shown.list) if row.group == "Ihre Antworten"] == []


def test_what_is_not_asked_now_leads_to_the_field_that_decides(opened: Opened) -> None:
    case = path.replace(sample("hof-sonnenwiese"), "offer.transport_service", "nein")
    screen = opened(case, step="orientierung")
    question = content().questions["S4"]
    shown = search(screen, question.fields[0].label)
    found = next(row for row in rows(shown.list) if row.title == question.fields[0].label)
    assert found.place.endswith("zurzeit nicht gefragt")
    assert found.target == "geh:k03|offer.transport_service"
    screen.key(Key.Key_Escape)
    screen.session.change("offer.transport_service", "ja", "Fahrdienst")
    shown = search(screen, question.fields[0].label)
    found = next(row for row in rows(shown.list) if row.title == question.fields[0].label)
    assert found.target == f"geh:nebenrechnungen|{question.fields[0].target}"


def test_arrows_walk_through_the_finds_and_letters_go_back_to_the_field(opened: Opened) -> None:
    screen = opened()
    shown = search(screen, "gruppenleit")
    chosen = [row for row in rows(shown.list) if not row.is_head]
    assert shown.list.current == chosen[0]
    screen.key(Key.Key_Down)
    assert screen.focus is shown.list
    assert shown.list.current == chosen[1]
    screen.key(Key.Key_End)
    assert shown.list.current == chosen[-1]
    screen.key(Key.Key_Home)
    assert shown.list.current == chosen[0]
    screen.key(Key.Key_Up)
    assert screen.focus is shown.field
    screen.key(Key.Key_Down)
    screen.type("u")
    assert screen.focus is shown.field
    assert shown.field.text() == "gruppenleitu"
    screen.key(Key.Key_Tab)
    assert screen.focus is shown.list
    screen.key(Key.Key_Backspace)
    assert shown.field.text() == "gruppenleit"
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Tab)
    assert screen.focus is shown.field, "Tab stays in the search"


def test_more_of_a_group_folds_out_where_one_is(opened: Opened) -> None:
    screen = opened()
    shown = search(screen, "tagessatz")
    more = next(row for row in rows(shown.list) if row.quiet)
    place = rows(shown.list).index(more)
    hidden = int(more.title.split()[0])
    before = len(rows(shown.list))
    go_down_to(screen, more.target)
    screen.key(Key.Key_Return)
    assert not closed(screen)
    assert len(rows(shown.list)) == before + hidden - 1
    assert shown.list.currentIndex().row() == place, "the first of the new ones"
    assert more.target not in {row.target for row in rows(shown.list)}


def test_the_count_is_told_and_the_rows_have_names_for_screen_readers(opened: Opened) -> None:
    screen = opened()
    shown = search(screen, "58 SGB IX")
    count = int(shown.count.text().split()[0])
    assert count == sum(not row.is_head for row in rows(shown.list))
    assert shown.count.accessibleDescription().startswith(f"{count} Treffer. Zuerst: § 58 SGB IX – Leistungen im Arbeitsbereich, Gesetze")
    table = QAccessible.queryAccessibleInterface(shown.list)
    assert table.text(QAccessible.Text.Name) == "Treffer"
    names = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert "§ 58 SGB IX – Leistungen im Arbeitsbereich, Gesetze und Adressen" in names
    assert QAccessible.queryAccessibleInterface(shown.field).text(QAccessible.Text.Name) == "Frage, Antwort, Wort oder Paragraf suchen"


def test_a_click_on_a_row_opens_it_and_a_click_beside_closes_the_search(opened: Opened) -> None:
    screen = opened(step="k01")
    shown = search(screen, "ksv brille")
    place = next(n for n, row in enumerate(rows(shown.list)) if row.title == "KSV-Brille")
    screen.click(shown.list.viewport(), shown.list.visualRect(shown.list.rows.index(place)).center())
    assert closed(screen)
    assert screen.step == "pruefung"
    search(screen, "hof")
    screen.click(screen.workspace.help_pane)
    assert closed(screen)
    search(screen, "hof")
    screen.click(screen.workspace.back)
    assert closed(screen)
    assert screen.step != "pruefung", "the click did what it would have done anyway"


def test_an_empty_field_offers_what_is_open_here_and_where_one_came_from(opened: Opened) -> None:
    screen = opened("leer", step="k01")
    screen.click_step("betrieb")
    screen.click_step("k04")
    screen.key(Key.Key_K, CONTROL)
    shown = palette(screen)
    part = content().part_of["k04"]
    open_ = [question.ask for question in part.questions if open_points(question, screen.case)]
    assert open_
    assert titles(shown.list) == [
        "Auf dieser Seite noch offen",
        *open_,
        "Zuletzt besucht",
        content().part_of["betrieb"].title,
        content().part_of["k01"].title,
        "Ein guter Anfang",
        "Was fehlt noch?",
        "Wörter und Gesetze",
    ]
    go_down_to(screen, "geh:betrieb|")
    screen.key(Key.Key_Return)
    assert screen.step == "betrieb"
    screen.key(Key.Key_K, CONTROL)
    go_down_to(screen, next(row.target for row in rows(palette(screen).list) if row.title == "Was fehlt noch?"))
    screen.key(Key.Key_Return)
    assert content().part_of[screen.step].title == "Offene Punkte"


def test_deeds_of_the_menu_are_found_and_done(opened: Opened) -> None:
    screen = opened()
    before = screen.workspace.help_visible
    shown = search(screen, "hilfe ausklappen")
    found = next(row for row in rows(shown.list) if row.group == "Befehle")
    assert (found.title, found.place) == ("Hilfe ein- oder ausklappen", "F2")
    go_down_to(screen, found.target)
    screen.key(Key.Key_Return)
    assert screen.workspace.help_visible is not before
    shown = search(screen, "dunkel")
    assert "Farben: Dunkel" in titles(shown.list)
    screen.key(Key.Key_Escape)
    shown = search(screen, "rückgängig")
    assert [row for row in rows(shown.list) if row.group == "Befehle"] == [], "there is nothing to take back"


def test_the_search_goes_away_when_the_program_goes_elsewhere(opened: Opened) -> None:
    screen = opened(step="k01")
    search(screen, "hof")
    screen.key(Key.Key_Right, ALT)
    assert closed(screen)
    assert screen.step == "k02"
    assert screen.workspace.page.isAncestorOf(screen.focus)


@pytest.mark.parametrize(("size", "width"), [((1440, 900), 200), ((1280, 720), 112), ((1000, 700), 40)])
def test_the_field_in_the_header_gives_way_first(opened: Opened, size: tuple[int, int], width: int) -> None:
    screen = opened(size=size)
    assert screen.workspace.header.search.width() == width
    assert screen.workspace.header.search.accessibleName() == "Suchen"


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 1.0), ((960, 540), 1.0), ((1920, 1080), 2.0), ((760, 480), 1.0)])
def test_the_search_lies_inside_the_window(opened: Opened, size: tuple[int, int], scale: float) -> None:
    screen = opened(size=size, scale=scale)
    shown = search(screen, "arbeit")
    inside = shown.layout().contentsMargins()
    box = shown.geometry().adjusted(inside.left(), inside.top(), -inside.right(), -inside.bottom())
    assert screen.window.rect().contains(box)
    assert shown.list.height() >= 3 * 40


# -- start page --------------------------------------------------------------------


@pytest.fixture
def start(prepared: QApplication, qtbot: QtBot, own_folders: Path) -> Iterator[Screen]:
    assert own_folders
    program = Program(prepared)
    program.window.show_start()
    program.window.show()
    qtbot.waitUntil(lambda: prepared.activeWindow() is program.window)
    screen = Screen(program, qtbot)
    yield screen
    screen.put_away()


def test_without_a_case_words_laws_and_deeds_are_found(start: Screen) -> None:
    shown = search(start, "werkstatt")
    assert {row.group for row in rows(shown.list) if not row.is_head} == {"Wörter", "Gesetze und Adressen"}
    go_down_to(start, "lies:wort:wfbm")
    start.key(Key.Key_Return)
    assert "Werkstatt für behinderte Menschen" in said(reader())
    assert not any(words.startswith("Zur Stelle") for words in linked(reader())), "there is no case to go to"
    start.key(Key.Key_Escape)
    shown = search(start, "beispielhof")
    assert "Beispielhof ansehen" in titles(shown.list)


# -- the reader --------------------------------------------------------------------


def test_a_word_is_read_with_its_law_and_leads_to_its_question(opened: Opened) -> None:
    screen = opened(step="orientierung")
    search(screen, "gewaltschutzkonzept")
    go_down_to(screen, "lies:wort:gewaltschutzkonzept")
    screen.key(Key.Key_Return)
    shown = reader()
    assert "Gewaltschutzkonzept" in said(shown)
    assert {"§ 37a SGB IX", "Erweitertes Führungszeugnis"} <= set(linked(shown))
    press_link(screen, "§ 37a SGB IX")
    assert "§ 37a SGB IX – Schutz vor Gewalt" in said(shown)
    address = "https://www.gesetze-im-internet.de/sgb_9_2018/__37a.html"
    assert any(field.text() == address for field in shown.findChildren(QLineEdit) if field.isVisible())
    press_link(screen, "Adresse kopieren")
    assert QGuiApplication.clipboard().text() == address
    screen.key(Key.Key_Left, ALT)
    assert "Gewaltschutzkonzept" in said(shown)
    assert not shown.back.isVisible()
    press_link(screen, "Zur Stelle: 5 Leistung")
    assert screen.step == "k05"
    assert screen.focus is screen.editor("answers[K5.G]").focus_widget()


def test_f3_shows_the_words_and_laws_of_the_field_at_hand(opened: Opened) -> None:
    screen = opened(step="k03")
    screen.enter("offer.places_target")
    field = screen.focus
    screen.key(Key.Key_F3)
    shown = reader()
    help_ = screen.workspace.help_pane.shown
    assert help_ is not None
    assert help_.title in said(shown)
    for source in help_.source:
        assert source in linked(shown), source
    assert "Platz" in linked(shown)
    press_link(screen, "Platz")
    assert "Wort" in said(shown)
    press_link(screen, "Zurück")
    assert help_.title in said(shown)
    screen.key(Key.Key_Escape)
    screen.qtbot.waitUntil(lambda: QApplication.focusWidget() is field)


def test_a_source_in_the_help_opens_its_law(opened: Opened) -> None:
    screen = opened(step="k03")
    screen.enter("offer.places_target")
    pane = screen.workspace.help_pane
    link = next(found for found in pane.findChildren(LinkLine) if found.isVisible() and found.text() == "§ 58 Abs. 1 SGB IX")
    assert "Leistungen im Arbeitsbereich" in said(pane)
    screen.click(link)
    assert "§ 58 SGB IX – Leistungen im Arbeitsbereich" in said(reader())
    screen.key(Key.Key_Escape)
    assert pane.shown is not None
    several = "§ 235 Abs. 3, § 251 Abs. 2 SGB V"
    screen.window.lookup.read_source(several)
    screen.settle()
    assert {"§ 235 SGB V – Mindestens 20 Prozent der Bezugsgröße", "§ 251 SGB V – Wer im Arbeitsbereich zahlt"} <= set(linked(reader()))
    screen.key(Key.Key_Escape)


def test_the_list_of_words_is_searched_and_read_by_keys(opened: Opened) -> None:
    screen = opened()
    screen.choose("Wörter und Gesetze")
    shown = reader()
    assert screen.focus is shown.field
    assert titles(shown.list)[0] == "Menschen"
    assert len([row for row in rows(shown.list) if not row.is_head]) > 180
    screen.type("integrationsampt")
    assert next(row.title for row in rows(shown.list) if not row.is_head) == "Integrationsamt"
    screen.key(Key.Key_Return)
    assert shown.shown == "wort:integrationsamt"
    assert screen.focus is not shown.field
    screen.key(Key.Key_Escape)
    screen.settle()
    assert QApplication.activeModalWidget() is None


def test_in_a_small_window_list_and_article_take_turns(opened: Opened) -> None:
    screen = opened(size=(760, 480), scale=1.25)
    screen.window.lookup.read("wort:tagessatz")
    screen.settle()
    shown = reader()
    assert not shown.list.isVisible()
    press_link(screen, "Verzeichnis zeigen")
    assert shown.list.isVisible()
    screen.type("fehltage")
    screen.key(Key.Key_Return)
    assert not shown.list.isVisible()
    assert "Fehltage" in said(shown)
    screen.key(Key.Key_Escape)


def test_the_longest_articles_can_be_read_and_nothing_is_cut(opened: Opened) -> None:
    screen = opened()
    screen.window.lookup.read()
    shown = reader()
    articles = reference().articles.values()
    longest = sorted(articles, key=lambda article: -len(article.title))[:8] + sorted(articles, key=lambda article: -len(article.see))[:4]
    for article in longest:
        shown.read(article.key)
        screen.settle()
        assert article.title in said(shown)
        for link in shown._content.findChildren(LinkLine):
            assert not link.isVisible() or link.height() >= link.heightForWidth(link.width()), link.text()
    screen.key(Key.Key_Escape)


# -- keys --------------------------------------------------------------------------


def test_the_map_of_keys_is_complete_and_true(opened: Opened) -> None:
    screen = opened()
    deeds = screen.window.deeds
    named: list[str] = []
    for group in key_groups():
        for line in group.lines:
            if line.to:
                named += [line.action[:-1] + str(n) for n in range(int(line.action[-1]), int(line.to[-1]) + 1)]
            elif line.action:
                named.append(line.action)
    having = [name for name, action in deeds.items() if action.shortcuts()]
    assert sorted(named) == sorted(having), "every deed with a key stands in the map once"
    assert {action for action in screen.window.actions() if action.shortcuts()} == {deeds[name] for name in having}
    keys = {shown: line.text for group in key_groups() for line in group.lines if line.action for shown in shown_keys(line, deeds)}
    assert keys["Strg + K"] == "Alles durchsuchen"
    assert keys["Strg + 1 bis 4"] == "Anfang, Konzept, Rechnen, Abgeben"
    assert keys["Alt + Pfeil rechts"] == "Nächster Schritt"
    assert keys["Strg + Umschalt + S"] == "Speichern unter"


def test_f1_shows_the_map_and_arrows_as_arrows(opened: Opened) -> None:
    screen = opened()
    seen = answering("Verstanden", lambda: screen.key(Key.Key_F1))
    assert [dialog.title for dialog in seen] == ["Tasten"]
    for words in ("Strg + K", "F3", "Alt + →", "In Tabellen", "Strg + Entf", "Neue Zeile"):
        assert words in seen[0].words


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 1.0), ((1280, 720), 1.0), ((1920, 1080), 2.0), ((760, 480), 1.0)])
def test_the_map_fits_into_the_window(opened: Opened, size: tuple[int, int], scale: float) -> None:
    screen = opened(size=size, scale=scale)
    shown = KeyMap(screen.window.deeds, screen.window)
    shown.open()
    screen.settle()
    assert shown.width() <= screen.window.width()
    assert shown.height() <= screen.window.height()
    labels = [label for label in shown.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.width() < label.minimumSizeHint().width()] == []
    bar = shown.area.verticalScrollBar()
    screen.key(Key.Key_End)
    assert bar.value() == bar.maximum()
    screen.key(Key.Key_PageUp)
    assert bar.value() < bar.maximum() or not bar.maximum()
    shown.reject()
    shown.deleteLater()


def test_the_keys_of_a_table_do_what_the_map_says(opened: Opened) -> None:
    screen = opened(step="k07")
    shown = next(group for group in key_groups() if group.label == "In Tabellen")
    said_ = {key: line.text for line in shown.lines for key in line.keys}
    count = len(screen.case.rooms)
    screen.enter_cell("rooms", 0, "name")
    view = screen.table("rooms").view
    screen.key(Key.Key_Escape)
    assert (view.open_cell() is None, said_["Esc"]) == (True, "Zelle verlassen")

    def order(case: Case) -> list[str]:
        return [room.id for room in case.rooms]

    deeds: list[tuple[str, Callable[[], None], Callable[[], bool], str]] = []
    first = order(screen.case)
    deeds += [
        ("Alt + Pfeil runter", lambda: screen.key(Key.Key_Down, ALT), lambda: order(screen.case)[:2] == first[1::-1], "Zeile verschieben"),
        ("Alt + Pfeil hoch", lambda: screen.key(Key.Key_Up, ALT), lambda: order(screen.case) == first, "Zeile verschieben"),
        ("Strg + Eingabe", lambda: screen.key(Key.Key_Return, CONTROL), lambda: len(screen.case.rooms) == count + 1, "Neue Zeile"),
        ("Strg + Entf", lambda: screen.key(Key.Key_Delete, CONTROL), lambda: len(screen.case.rooms) == count, "Zeile entfernen"),
    ]
    for key, press, done, words in deeds:
        assert said_[key] == words
        press()
        assert done(), key


def test_no_word_of_the_search_is_elided(opened: Opened) -> None:
    screen = opened(size=(960, 540))
    shown = search(screen, "arbeit")
    labels: list[Any] = [label for label in shown.findChildren(QLabel) if label.isVisible() and label.text()]
    assert [label.text() for label in labels if label.width() < label.sizeHint().width()] == []
    screen.key(Key.Key_Escape)
