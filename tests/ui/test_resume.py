"""Going on exactly where one stopped: page, field, cursor, scroll, panes, window; also after a sudden end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.flow.whereabouts import whereabouts
from ala_wizard.store.folders import user_config
from ala_wizard.ui import resume
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.resume import Place
from ala_wizard.ui.session import Session
from ala_wizard.ui.stand import Returner
from ala_wizard.ui.window import Window
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen

Key = Qt.Key


def leave(screen: Screen) -> None:
    """Let the place be written, as a moment of rest does, and take the window away without a word."""
    watcher = screen.window._watcher
    assert watcher is not None
    watcher.write()


def again(screen: Screen, file: Path) -> None:
    """Open the same case anew in the same window."""
    case = screen.case
    screen.window.show_start()
    screen.window.show_session(Session(case, file, screen.program.engine, saved=True))
    screen.qtbot.wait(1)
    for _ in range(6):
        screen.settle()


def test_text_cursor_and_scroll_come_back(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="k03", file=tmp_path / "a.ala")
    screen.enter("answers[K3.3]")
    box = screen.focus
    assert isinstance(box, QTextEdit)
    for _ in range(7):
        screen.key(Key.Key_Right)
    before = box.textCursor().position()
    bar = screen.workspace.page.verticalScrollBar()
    bar.setValue(bar.value() + 60)
    scroll = bar.value()
    assert scroll > 0
    again(screen, tmp_path / "a.ala")
    assert screen.step == "k03"
    assert isinstance(screen.focus, QTextEdit)
    assert screen.editor("answers[K3.3]").isAncestorOf(screen.focus)
    assert screen.focus.textCursor().position() == before
    assert screen.workspace.page.verticalScrollBar().value() == scroll
    said = screen.workspace._going_on
    assert said.isVisible()
    assert said.text() == f"Weiter bei: Teil 3 Zielgruppe, „{content().questions['K3.3'].ask}“"
    screen.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert not said.isVisible()


def test_a_hand_and_the_clock_may_both_end_the_return(opened: Opened, tmp_path: Path) -> None:
    """A key, and the moment after which the page counts as settled, can fall together; nothing is warned of."""
    screen = opened(step="k03", file=tmp_path / "a.ala")
    screen.enter("answers[K3.3]")
    leave(screen)
    case = screen.case
    screen.window.show_start()
    screen.window.show_session(Session(case, tmp_path / "a.ala", screen.program.engine, saved=True))
    returner = screen.workspace.findChild(Returner)
    assert returner is not None
    screen.type("x")
    returner.finish()


def test_a_line_with_its_selection_comes_back(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="betrieb", file=tmp_path / "a.ala")
    screen.enter("farm.name")
    screen.key(Key.Key_Home)
    screen.key(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    screen.key(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    again(screen, tmp_path / "a.ala")
    line = screen.focus
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == "Ho"
    assert line.cursorPosition() == 2


def test_a_cell_comes_back(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="k07", file=tmp_path / "a.ala")
    screen.enter_cell("rooms", 2, "area_m2")
    again(screen, tmp_path / "a.ala")
    index = screen.table("rooms").view.currentIndex()
    assert (index.row(), screen.table("rooms").view.rows.kinds[index.column()].key) == (2, "area_m2")


def test_a_point_of_a_late_list_comes_back(opened: Opened, tmp_path: Path) -> None:
    """The lists of that page are built one after the other: the focus finds its point all the same."""
    screen = opened(step="checklisten", file=tmp_path / "a.ala")
    screen.workspace.page.complete()
    screen.workspace.page.reveal("R9")
    screen.settle()
    name = screen.focus.accessibleName()
    assert name
    again(screen, tmp_path / "a.ala")
    screen.qtbot.waitUntil(lambda: screen.focus.accessibleName() == name)


def test_it_is_known_after_a_sudden_end(opened: Opened, tmp_path: Path) -> None:
    """Nobody closes anything: what was written while working is enough."""
    screen = opened(step="k05", file=tmp_path / "a.ala")
    screen.enter("answers[K5.4]")
    watcher = screen.window._watcher
    assert watcher is not None
    assert watcher._timer.isActive(), "a moment later the place is written"
    watcher._timer.setInterval(0)
    watcher._timer.start()
    screen.qtbot.waitUntil(lambda: (found := resume.place(screen.case.case_id)) is not None and found.step == "k05")
    kept = resume.place(screen.case.case_id)
    assert kept is not None
    assert kept.address == "answers[K5.4]"


def test_folds_panes_and_window_come_back(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Window, "room", lambda _window: QSize(1920, 1080))
    screen = opened(step="tagessatz", file=tmp_path / "a.ala", size=(1400, 820))
    fold = next(entry for entry in screen.workspace.page.findChildren(Fold))
    screen.workspace.page.ensureWidgetVisible(fold.opener)
    screen.click(fold.opener)
    assert fold.is_open
    screen.key(Key.Key_F2)
    folded = screen.workspace.help_visible
    drag(screen, 1, 30)
    wide = screen.workspace._left.width()
    assert 300 < wide <= 312, "the handle is grabbed a little beside its line"
    leave(screen)
    screen.window.show_start()
    screen.window.resize(1300, 760)
    again_case = sample("hof-sonnenwiese").model_copy(update={"case_id": next(iter(resume.places()))})
    screen.window.show_session(Session(again_case, tmp_path / "a.ala", screen.program.engine, saved=True))
    for _ in range(6):
        screen.settle()
    assert (screen.window.width(), screen.window.height()) == (1400, 820)
    assert screen.workspace.help_visible == folded
    assert screen.workspace._left.width() == wide
    assert next(entry for entry in screen.workspace.page.findChildren(Fold)).is_open


def test_a_window_from_a_larger_screen_fits_on_this_one(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Window, "room", lambda _window: QSize(1280, 720))
    screen = opened(step="k03", file=tmp_path / "a.ala")
    leave(screen)
    again(screen, tmp_path / "a.ala")
    assert (screen.window.width(), screen.window.height()) == (1280, 720)


def drag(screen: Screen, number: int, by: int) -> None:
    handle = screen.workspace._splitter.handle(number)
    here = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, here)
    QTest.mouseMove(handle, here + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, here + QPoint(by, 0))
    screen.settle()


def test_panes_stay_within_their_room(opened: Opened) -> None:
    screen = opened(step="k04")
    drag(screen, 1, 900)
    assert screen.workspace._left.width() == 340
    drag(screen, 1, -900)
    assert screen.workspace._left.width() == 240
    screen.window.resize(1300, 800)
    screen.settle()
    assert screen.workspace._left.width() == 240


def test_a_new_look_keeps_everything(opened: Opened) -> None:
    screen = opened(step="k03")
    screen.enter("answers[K3.3]")
    screen.choose("Schriftgröße", "125 %")
    for _ in range(6):
        screen.settle()
    assert screen.editor("answers[K3.3]").isAncestorOf(screen.focus)
    assert not screen.workspace._going_on.isVisible()


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", "7", '{"a": 7}', '{"a": {"step": 5, "scroll": "x", "folds": {}, "pane": "ja", "width": true}}', "null"]
)
def test_a_broken_file_costs_nothing(opened: Opened, raw: str) -> None:
    file = user_config() / resume.FILE
    screen = opened(step="k03")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(raw, encoding="utf-8")
    assert resume.place("b") is None
    assert resume.place("a") in (None, Place())
    leave(screen)
    found = resume.place(screen.case.case_id)
    assert found is not None
    assert found.step == "k03"


def test_a_place_that_is_not_there_any_more(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="k03", file=tmp_path / "a.ala")
    screen.key(Key.Key_A, CONTROL)
    for wrong in (
        Place("weg", address="answers[K3.3]"),
        Place("k07", address="rooms[weg].area_m2", cursor=99),
        Place("k03", stop=5000, scroll=90_000),
    ):
        resume.keep(screen.case.case_id, wrong)
        screen.window._watcher = None
        again(screen, tmp_path / "a.ala")
        assert screen.workspace.page.isAncestorOf(screen.focus)


def test_only_ids_and_numbers_are_kept(opened: Opened, tmp_path: Path) -> None:
    screen = opened(step="k08", file=tmp_path / "a.ala")
    screen.enter_cell("people", 0, "name")
    leave(screen)
    raw = (user_config() / resume.FILE).read_text(encoding="utf-8")
    assert "Hofleitung" not in raw
    assert "Sonnenwiese" not in raw
    data = json.loads(raw)
    assert set(data[screen.case.case_id]) == set(Place.__dataclass_fields__)


places = st.builds(
    Place, step=st.text(max_size=9), scroll=st.integers(0, 9999), cursor=st.integers(-1, 99), folds=st.lists(st.integers(0, 9)).map(tuple)
)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), places), max_size=12))
def test_what_is_kept_is_read_again(tmp_path_factory: pytest.TempPathFactory, some: list[tuple[str, Place]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALA_WIZARD_HOME", str(tmp_path_factory.mktemp("heim")))
        for name, place in some:
            resume.keep(name, place)
        assert resume.places() == dict(some)
        assert list(resume.places())[-1:] == [name for name, _ in some][-1:]


def test_whereabouts_are_said_in_words() -> None:
    known = content()
    assert whereabouts("k03", "", known) == "Teil 3 Zielgruppe"
    assert whereabouts("betrieb", "farm.name", known) == "Unser Betrieb, „Wer stellt den Antrag?“"
    assert whereabouts("k07", "rooms[x].area_m2", known) == "Teil 7 Räume, „Welche Räume gibt es für das Angebot?“"
    assert whereabouts("K3.1", "", known) == ""
    assert whereabouts("weg", "farm.name", known) == ""
