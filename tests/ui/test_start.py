"""The start page of a farmer with one farm and of an adviser with many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from ala_wizard.content.samples import NEW, sample
from ala_wizard.model.path import replace as put
from ala_wizard.store import casefile, recent
from ala_wizard.ui import resume
from ala_wizard.ui.resume import Place
from ala_wizard.ui.start import CaseRow, Outlook, StartPage, day_words, open_words
from tests.ui.conftest import Opened
from tests.ui.screen import Screen, plain
from tests.ui.test_every_page import clipped, nameless, overlapping

NAMES = ("Obsthof Probe", "Gut Probe", "Hof am Bach", "Gärtnerei Probe", "Schäferei Probe", "Ziegenhof", "Hof Sonnenwiese")
Key = Qt.Key


def farms(folder: Path, count: int = len(NAMES)) -> list[Path]:
    """Files of farms; the last name is opened last."""
    made = []
    for number, name in list(enumerate(NAMES))[-count:]:
        case = put(sample("hof-sonnenwiese" if number == len(NAMES) - 1 else NEW), "farm.name", name)
        case = case.model_copy(update={"case_id": f"fall{number}", "handed_in": date(2026, 2, 1) if number == 1 else None})
        path = folder / f"hof{number}.ala"
        casefile.save(case, path)
        recent.remember(path)
        made.append(path)
    return made


def start(screen: Screen) -> StartPage:
    """The start page, with everything looked up."""
    screen.window.show_start()
    page = screen.window.start
    assert page is not None
    screen.qtbot.waitUntil(lambda: not page.busy)
    for _ in range(4):
        screen.settle()
    return page


def said(screen: Screen) -> str:
    return plain("\n".join(screen.words(screen.window.start)))


def row(page: StartPage, name: str) -> CaseRow:
    return next(entry for entry in page.rows if entry.known.name == name)


def test_the_last_farm_with_its_place_open_points_and_days(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    farms(tmp_path)
    resume.keep("fall6", Place("k03", address="answers[K3.3]"))
    page = start(screen)
    words = said(screen)
    assert "Teil 3 Zielgruppe, „Für wen ist die Arbeit bei Ihnen nicht geeignet?“" in words
    assert words.index("Hof Sonnenwiese") < words.index("Ziegenhof") < words.index("Schäferei Probe") < words.index("Obsthof Probe")
    assert "Nächste Termine" in words
    assert "Die Vereinbarung soll beginnen" in words
    screen.click(screen.button("Offene Punkte (", page))
    assert screen.step == "offen"
    assert screen.case.case_id == "fall6"


def test_names_stand_there_first_and_what_the_cases_hold_follows(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    farms(tmp_path, 2)
    screen.window.show_start(names_first=True)
    page = screen.window.start
    assert page is not None
    assert "hof6" in said(screen) and "hof5" in said(screen) and "Rechtsstand" not in said(screen)
    assert screen.focus is page.first
    screen.qtbot.waitUntil(lambda: screen.window.start is not page and not screen.window.start.busy)
    assert "Hof Sonnenwiese" in said(screen) and "Ziegenhof" in said(screen) and "hof6" not in said(screen)
    assert screen.focus is screen.window.start.first


def test_a_choice_on_the_first_page_is_not_taken_away(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    farms(tmp_path, 2)
    screen.window.show_start(names_first=True)
    page = screen.window.start
    assert page is not None
    with screen.qtbot.waitSignal(page.seen):  # with it the page would be replaced
        page.menu_button.menu().popup(page.mapToGlobal(page.rect().center()))
    assert screen.window.start is page and QApplication.activePopupWidget() is page.menu_button.menu()
    page.menu_button.menu().close()
    screen.qtbot.waitUntil(lambda: screen.window.start is not page)
    screen.window.show_start(names_first=True)
    screen.click(screen.window.start.first)  # at once
    assert screen.case.case_id == "fall6"


def test_every_farm_says_what_is_left(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    farms(tmp_path)
    page = start(screen)
    assert "offene Punkte" in " ".join(screen.words(row(page, "Ziegenhof")))
    assert "eingereicht am 01.02.2026" in screen.words(row(page, "Gut Probe"))
    screen.click(row(page, "Ziegenhof").opener)
    assert screen.case.farm.name == "Ziegenhof"


def test_the_filter_comes_with_the_sixth_farm(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    farms(tmp_path, 5)
    assert not start(screen).filter.isVisible()
    farms(tmp_path, 6)
    page = start(screen)
    assert page.filter.isVisible()
    page.filter.setFocus()
    screen.type("gärt")
    assert [entry.known.name for entry in page.rows if entry.isVisible()] == ["Gärtnerei Probe"]
    screen.type("xx")
    assert [entry for entry in page.rows if entry.isVisible()] == []
    assert "Kein Hof heißt so." in said(screen)


def test_a_missing_file_is_said_and_can_leave_the_list_and_come_back(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    files = farms(tmp_path)
    files[2].unlink()
    files[3].write_bytes(b"kein Archiv")
    page = start(screen)
    missing, broken = row(page, "hof2"), row(page, "hof3")
    assert f"Die Datei ist nicht da. Sie lag in {tmp_path}. Steckt der Stick?" in screen.words(missing)
    assert any("lässt sich gerade nicht lesen" in words for words in screen.words(broken))
    before = recent.recent()
    missing.remove.setFocus()
    screen.key(Key.Key_Space)
    assert files[2] not in recent.recent()
    assert any("steht nicht mehr in der Liste" in words for words in screen.words(missing))
    assert screen.focus is missing.back
    screen.key(Key.Key_Return)
    assert recent.recent() == before
    assert screen.focus is missing.opener


def test_only_a_missing_farm_leaves_the_way_to_begin(opened: Opened, tmp_path: Path) -> None:
    screen = opened("leer")
    for path in recent.recent():
        recent.forget(path)
    [path] = farms(tmp_path, 1)
    path.unlink()
    page = start(screen)
    assert page.first.text() == "Neuen Antrag beginnen"
    assert "So kommen Sie zum Antrag" in said(screen)
    assert len(page.rows) == 1


def test_the_blank_questionnaire_without_any_case(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = opened("leer")
    page = start(screen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "f.pdf"), ""))
    with screen.qtbot.waitSignal(page.maker.finished, timeout=20_000):
        screen.click(page.paper)
    assert "Fragebogen für den Küchentisch" in PdfReader(tmp_path / "f.pdf").pages[0].extract_text()


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 1.0), ((960, 540), 1.0), ((1920, 1080), 2.0)])
def test_nothing_runs_out_at_any_size(opened: Opened, tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    screen = opened("leer", size=size, scale=scale)
    farms(tmp_path)
    page = start(screen)
    assert [*clipped(page), *overlapping(page), *nameless(page)] == []


def test_words_for_days_and_counts() -> None:
    today = date(2026, 3, 2)
    assert [day_words(date(2026, 3, 2), today), day_words(date(2026, 3, 1), today)] == ["heute", "gestern"]
    assert day_words(date(2025, 12, 31), today) == "31.12.2025"
    some = Outlook(3, 1, ())
    assert open_words(some, None) == "3 offene Punkte, 1 überfällig"
    assert open_words(replace(some, open=1, late=0), None) == "1 offener Punkt"
    assert open_words(replace(some, open=0, late=0), None) == "nichts offen"
    assert open_words(some, today) == "eingereicht am 02.03.2026"
