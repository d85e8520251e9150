"""The first page and the list of open points, used with mouse and keys."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ala_wizard import core
from ala_wizard.checks.open_list import bundled
from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, sample
from ala_wizard.model.case import ChecklistState
from ala_wizard.model.path import replace as put
from ala_wizard.ui.panels.offen import OffenPanel, PointRow
from ala_wizard.ui.panels.papiere import PaperRow, PapierePanel
from ala_wizard.ui.panels.vormerken import Assign
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain

Key = Qt.Key
TODAY = datetime(2027, 1, 20, 9, 0)


def first(screen: Screen, kind: type[QWidget]) -> QWidget:
    return next(widget for widget in screen.workspace.page.findChildren(kind) if widget.isVisible())


def offen(screen: Screen) -> OffenPanel:
    screen.wait_for_pages()
    found = screen.panel("O0")
    assert isinstance(found, OffenPanel)
    return found


def point(screen: Screen, key: str) -> PointRow:
    found = next(row for row in offen(screen)._every() if row.point.key == key)
    screen.workspace.page.ensureWidgetVisible(found)
    screen.settle()
    return found


def paper(screen: Screen, name: str) -> PaperRow:
    panel = screen.panel("A5")
    assert isinstance(panel, PapierePanel)
    screen.workspace.page.ensureWidgetVisible(panel.rows[name])
    screen.settle()
    return panel.rows[name]


# --- the first page ---------------------------------------------------------------------------------------------------


def test_the_way_shows_where_one_stands_and_leads_there(opened: Opened) -> None:
    screen = opened("leer")
    words = screen.said("A3")
    assert words.count("Hier stehen Sie") == 1
    assert words.index("Überblick gewinnen") < words.index("Hier stehen Sie") < words.index("Konzept schreiben")
    assert "30 bis 50 Stunden" in words
    assert "unsere Schätzung" in words
    go = [
        b
        for b in screen.panel("A3").findChildren(type(screen.workspace.back))
        if b.accessibleName() == "Dorthin gehen: Abschnitt Konzept schreiben"
    ]
    screen.click(go[0])
    assert screen.step == "k01"


def test_a_full_case_stands_before_the_hand_in(opened: Opened) -> None:
    words = opened("hof-sonnenwiese").said("A3")
    assert words.index("Prüfen und abgeben") < words.index("Hier stehen Sie") < words.index("noch nicht eingereicht")


def test_every_paper_says_who_brings_it_and_how_it_stands(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese")
    words = screen.said("A5")
    assert "Belege: 31, davon 0 da, 31 angekündigt, 0 offen." in words
    assert "Steuerbüro, Anbieter, Vermieter, Bank" in words
    screen.click(screen.button("Offen 6"))
    shown = [row.paper.id for row in screen.panel("A5").findChildren(PaperRow) if row.isVisible()]
    assert shown == ["D5", "D6", "D8", "D9", "D11", "D18"]


def test_a_paper_gets_person_day_and_state_and_undo_takes_them_back(opened: Opened) -> None:
    screen = opened("leer")
    screen.click(paper(screen, "D18").edit)
    screen.type("Steuerbüro Grün")
    screen.key(Key.Key_Tab)
    screen.type("12.4.2027")
    screen.key(Key.Key_Escape)
    assert screen.case.todo["D18"] == ChecklistState(person="Steuerbüro Grün", due=date(2027, 4, 12))
    assert screen.focus is paper(screen, "D18").edit
    assert "Steuerbüro Grün kümmert sich, bis 12.04.2027." in "\n".join(screen.words(paper(screen, "D18")))
    assert "angekündigt" in screen.words(paper(screen, "D18"))
    screen.key(Key.Key_Return)
    said = next(b for b in paper(screen, "D18").findChildren(QWidget) if b.accessibleName().endswith("ist da") and b.isVisible())
    screen.click(said)
    assert screen.case.todo["D18"].state == "erledigt"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.todo["D18"].state == ""
    screen.key(Key.Key_Z, CONTROL)
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.todo == {}
    screen.key(Key.Key_Y, CONTROL)
    assert screen.case.todo["D18"].person == "Steuerbüro Grün"


def test_a_paper_leads_to_its_place(opened: Opened) -> None:
    screen = opened("leer")
    screen.click(paper(screen, "D14").jump)
    assert screen.step == "k08"


def test_the_questionnaire_is_printed_where_one_wants(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = opened("hof-sonnenwiese")
    target = tmp_path / "Küche"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    panel = screen.panel("A4")
    with screen.qtbot.waitSignal(panel.maker.finished, timeout=20_000):  # type: ignore[attr-defined]
        screen.click(screen.button("Mit dem, was schon da ist"))
    screen.settle()
    assert "Hof Sonnenwiese" in PdfReader(tmp_path / "Küche.pdf").pages[0].extract_text()
    assert f"Küche.pdf liegt jetzt im Ordner {tmp_path}." in plain(screen.said("A4"))
    assert not [page for page in PdfReader(tmp_path / "Küche.pdf").pages if "Was kostet das Personal?" in page.extract_text()]
    screen.click(panel.costs)  # type: ignore[attr-defined]
    with screen.qtbot.waitSignal(panel.maker.finished, timeout=20_000):  # type: ignore[attr-defined]
        screen.click(screen.button("Leeren Fragebogen drucken"))
    assert [page for page in PdfReader(tmp_path / "Küche.pdf").pages if "Was kostet das Personal?" in page.extract_text()]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "weg" / "x.pdf"), ""))
    with screen.qtbot.waitSignal(panel.maker.finished, timeout=20_000):  # type: ignore[attr-defined]
        screen.click(screen.button("Leeren Fragebogen drucken"))
    screen.settle()
    assert "weg" in screen.said("A4"), "a sentence says that there is no such folder"


# --- open points ------------------------------------------------------------------------------------------------------


def test_late_points_stand_first_and_are_said(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "offen", now=lambda: TODAY)
    words = screen.said("O0")
    assert "3 davon sind überfällig." in words
    assert words.index("Überfällig") < words.index("seit 33 Tagen überfällig") < words.index("In den nächsten vier Wochen")
    results = core.reckon(screen.case, content(), TODAY.date())
    listed = core.open_list(screen.case, content(), results, screen.session.findings, TODAY.date())
    assert f"{len(listed)} Punkte sind offen." in words
    assert screen.workspace._summary.text() == f"{len(listed)} offen"


def test_by_person_and_one_person_alone(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "offen", now=lambda: TODAY)
    screen.click(offen(screen).pills["wer"])
    words = screen.said("O0")
    assert words.index("Hofleitung") < words.index("Bauunternehmen") < words.index("Noch niemand\n")
    choice = offen(screen).person
    choice.setFocus()
    while choice.currentText() != "Steuerbüro":
        screen.key(Key.Key_Down)
    assert "4 Punkte sind offen." in screen.said("O0")
    assert {row.point.who for row in offen(screen).rows} == {"Steuerbüro"}


def test_a_point_is_given_away_and_the_list_waits_until_the_form_is_closed(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "offen", now=lambda: TODAY)
    before = [row.point.key for row in offen(screen).rows]
    key = "beleg.Gehaltsvergleich des Steuerbüros"
    screen.click(point(screen, key).edit)
    screen.key(Key.Key_A, CONTROL)
    screen.type("Ina")
    screen.key(Key.Key_Tab)
    screen.type("19.1.2027")
    assert [row.point.key for row in offen(screen).rows] == before
    row = next(entry for entry in screen.case.kostenkalkulation.personal if entry.evidence.startswith("Gehaltsvergleich"))
    assert (row.evidence_from, row.evidence_due) == ("Ina", date(2027, 1, 19))
    screen.key(Key.Key_Escape)
    late = [entry.point.key for entry in offen(screen).rows if entry.point.due and entry.point.due < TODAY.date()]
    assert key in late
    assert screen.focus is point(screen, key).edit
    screen.key(Key.Key_Z, CONTROL)
    screen.key(Key.Key_Z, CONTROL)
    screen.session.check_now()
    assert point(screen, key).point.who == "Steuerbüro"


def test_a_day_that_cannot_be_read_is_kept(opened: Opened) -> None:
    """Of a piece of evidence, of a page, and of a finding whose name holds an address."""
    case = sample("hof-sonnenwiese")
    person = case.people[0].id
    unread = {f"people[{person}].contract_hours": "viel"}
    screen = opened(case.model_copy(update={"unread": unread}), "offen", now=lambda: TODAY)
    evidence = "beleg.Gehaltsvergleich des Steuerbüros"
    finding = next(row.point.key for row in offen(screen).rows if row.point.key.startswith("unlesbar"))
    row = next(one for one in case.kostenkalkulation.personal if one.evidence.startswith("Gehaltsvergleich"))
    places = {
        evidence: f"kostenkalkulation.personal[{row.id}].evidence_due",
        "D8": "todo[D8].due",
        finding: f"todo[{finding}].due",
    }
    for key, place in places.items():
        screen.click(point(screen, key).edit)
        screen.key(Key.Key_Tab)
        screen.key(Key.Key_A, CONTROL)
        screen.type("bald")
        screen.key(Key.Key_Escape)
        assert screen.case.unread[place] == "bald"
        screen.click(point(screen, key).edit)
        screen.key(Key.Key_Tab)
        assert screen.focus.property("text") == "bald"
        screen.key(Key.Key_A, CONTROL)
        screen.type("19.1.2027")
        screen.key(Key.Key_Escape)
        assert screen.case.unread == unread
    assert screen.case.todo["D8"].due == date(2027, 1, 19)
    while screen.session.undo_name:
        screen.window.undo()
    assert screen.case == case.model_copy(update={"unread": unread})


def test_a_name_is_one_click(opened: Opened) -> None:
    screen = opened("hof-sonnenwiese", "offen", now=lambda: TODAY)
    screen.click(point(screen, "D8").edit)
    form = first(screen, Assign)
    assert isinstance(form, Assign)
    name = form.picks[0].property("text")
    screen.click(form.picks[0])
    screen.click(form.finish)
    assert screen.case.todo["D8"].person == name


def test_a_page_of_questions_is_one_point_that_opens(opened: Opened) -> None:
    screen = opened("leer", "offen", now=lambda: TODAY)
    whole = point(screen, "k01")
    assert whole.point.count == 5
    screen.click(whole.single)
    screen.click(point(screen, "offen.K1.2").edit)
    screen.type("Ina")
    screen.key(Key.Key_Escape)
    assert screen.case.todo == {"offen.K1.2": ChecklistState(person="Ina")}
    screen.click(point(screen, "k01").jump)
    assert screen.step == "k01"


def test_an_answer_takes_its_point_away(opened: Opened) -> None:
    screen = opened(put(sample(NEW), "answers[K1.2]", ""), "offen", now=lambda: TODAY)
    count = len(screen.session.open_list)
    screen.session.change("answers[K1.2]", "Weil es uns wichtig ist.", "Antwort")
    screen.session.check_now()
    assert f"{count - 1} Punkte sind offen." in screen.said("O0")


def test_the_foot_of_the_steps_leads_to_the_list(opened: Opened) -> None:
    screen = opened("leer")
    screen.click(screen.workspace._look)
    assert screen.step == "offen"


def test_the_list_is_printed_as_it_is_shown(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = opened("hof-sonnenwiese", "offen", now=lambda: TODAY)
    panel = offen(screen)
    screen.click(panel.pills["wer"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "liste.pdf"), ""))
    with screen.qtbot.waitSignal(panel.maker.finished, timeout=20_000):
        screen.click(panel.print)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "liste.pdf").pages)
    assert text.index("Hofleitung (") < text.index("Steuerbüro (") < text.index("Noch niemand (")


def test_more_points_are_shown_on_request(opened: Opened) -> None:
    screen = opened("leer", "offen", now=lambda: TODAY)
    shown = len(offen(screen).rows)
    more = screen.button(f"{len_of_bundles(screen) - shown} weitere zeigen")
    screen.workspace.page.ensureWidgetVisible(more)
    screen.click(more)
    assert len(offen(screen).rows) == len_of_bundles(screen)


def len_of_bundles(screen: Screen) -> int:
    return len(bundled(screen.session.open_list, content()))
