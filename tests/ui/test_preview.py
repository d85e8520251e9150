"""The live preview beside the text: the right page of the real paper, new after a pause, and never in the way."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.content.texts import text
from ala_wizard.pdf.render import pdf_bytes
from ala_wizard.preview import process
from ala_wizard.preview.wishes import Answer, Lengths, Picture, Place, Sheet, View, Wish
from ala_wizard.ui import settings, theme
from ala_wizard.ui.page.page import length_words
from ala_wizard.ui.preview import source as sources
from ala_wizard.ui.preview.source import Source, Stand
from ala_wizard.ui.steplist import PAGES
from tests.pdf.test_press import answered, made
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain

PATIENCE = 30_000


def shown(screen: Screen) -> Sheet:
    """The page of the newest state, once it is there."""
    screen.qtbot.waitUntil(lambda: not screen.session.preview.busy, timeout=PATIENCE)
    screen.settle()
    sheet = screen.workspace.preview.sheet
    assert sheet is not None
    return sheet


def enter(screen: Screen, address: str) -> None:
    """Click into an answer and go to its beginning."""
    screen.enter(address)
    screen.key(Qt.Key.Key_Home, CONTROL)


def page_with(words: str, screen: Screen) -> list[int]:
    """On which pages of the paper that would be exported now another reader finds these words."""
    reader = PdfReader(BytesIO(pdf_bytes(made("konzept", screen.case))[0]))
    return [number for number, page in enumerate(reader.pages, 1) if words in " ".join(page.extract_text().split())]


def test_a_key_shows_the_page_of_the_question_and_follows(opened: Opened) -> None:
    screen = opened(step="k07")
    assert not screen.workspace.preview.isVisible()
    screen.key(Qt.Key.Key_P, CONTROL)
    assert screen.workspace.preview.isVisible()
    enter(screen, "answers[K7.5]")
    sheet = shown(screen)
    words = plain(" ".join(screen.case.answers["K7.5"].split())[:40])
    assert [sheet.page] == page_with(words, screen)
    assert words in plain(" ".join(sheet.words.split()))
    assert sheet.spot is not None
    assert f"Seite {sheet.page} von {sheet.pages}" in screen.words(screen.workspace.preview)
    screen.click_step("k02")
    enter(screen, "answers[K2.2]")
    other = shown(screen)
    assert [other.page] == page_with(plain(" ".join(screen.case.answers["K2.2"].split())[:40]), screen)
    assert other.page != sheet.page
    screen.key(Qt.Key.Key_P, CONTROL)
    assert not screen.workspace.preview.isVisible()


def test_what_is_typed_stands_on_the_page_and_undo_takes_it_back(opened: Opened) -> None:
    screen = opened(step="k04")
    screen.key(Qt.Key.Key_P, CONTROL)
    enter(screen, "answers[K4.2]")
    before = shown(screen)
    screen.key(Qt.Key.Key_End, CONTROL)
    screen.type(" Zuletzt melken wir die Ziegen.")
    assert screen.session.preview.busy
    after = shown(screen)
    assert "Zuletzt melken wir die Ziegen." in plain(" ".join(after.words.split()))
    assert after.picture != before.picture
    screen.key(Qt.Key.Key_Z, CONTROL)
    assert shown(screen).picture.data == before.picture.data
    screen.key(Qt.Key.Key_Y, CONTROL)
    assert shown(screen).picture.data == after.picture.data


def test_the_mark_goes_with_the_cursor_from_paragraph_to_paragraph(opened: Opened) -> None:
    case = answered(sample("hof-sonnenwiese"), "K1.1", "Erster Gedanke.\n\nZweiter Gedanke.\n\nDritter Gedanke.")
    screen = opened(case, "k01")
    screen.key(Qt.Key.Key_P, CONTROL)
    enter(screen, "answers[K1.1]")
    tops = []
    screen.key(Qt.Key.Key_Home, CONTROL)
    for _ in range(3):
        spot = shown(screen).spot
        assert spot is not None
        tops.append(spot.top)
        screen.key(Qt.Key.Key_Down)
        screen.key(Qt.Key.Key_Down)
    assert tops == sorted(set(tops))


def test_each_step_has_its_paper_and_another_can_be_chosen(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    screen.key(Qt.Key.Key_P, CONTROL)
    pane = screen.workspace.preview
    assert "Kosten und Tagessatz" in shown(screen).words
    assert pane.choice.text() == "Kostenkalkulation"
    screen.click(pane.choice)
    action = next(action for action in pane.menu.actions() if action.text() == "Leistungsbeschreibung")
    screen.click(pane.menu, pane.menu.actionGeometry(action).center())
    assert pane.choice.text() == "Leistungsbeschreibung"
    assert "Vergütung" in shown(screen).words
    screen.click_step("k03")
    assert "Personenkreis und Zielgruppe" in shown(screen).words
    pane.menu.actions()[0].trigger()
    assert pane.choice.text() == "Konzept"
    assert "Zielgruppe" in shown(screen).words


def test_every_paper_of_the_export_can_be_looked_at(opened: Opened) -> None:
    """The menu names what the profile wants, in its order; each is really there, with its first words."""
    screen = opened(step="k03")
    screen.key(Qt.Key.Key_P, CONTROL)
    pane = screen.workspace.preview
    assert "Zielgruppe" in shown(screen).words
    wanted = content().profile(screen.case.profile).documents
    screen.click(pane.choice)
    names = [action.text() for action in pane.menu.actions()]
    assert len(names) == len(wanted) + 1
    for name in names[1:]:
        pane.choose(next(kind for kind in wanted if text(f"vorschau.{kind}") == name))  # type: ignore[arg-type]
        assert pane.choice.text() == name
        assert shown(screen).words
    pane.menu.close()


def test_pages_are_turned_and_the_cursor_brings_them_back(opened: Opened) -> None:
    screen = opened(step="k05")
    screen.key(Qt.Key.Key_P, CONTROL)
    enter(screen, "answers[K5.6]")
    pane, home = screen.workspace.preview, shown(screen)
    screen.click(pane.forward)
    screen.click(pane.forward)
    assert shown(screen).page == home.page + 2
    screen.click(screen.button("Zur Stelle", pane))
    assert shown(screen).page == home.page
    screen.click(pane.back)
    assert shown(screen).page == home.page - 1
    enter(screen, "answers[K5.7]")
    assert shown(screen).page >= home.page
    for _ in range(home.pages):
        screen.click(pane.forward)
    assert shown(screen).page == home.pages and not pane.forward.isEnabled()


def test_keys_turn_and_zoom(opened: Opened) -> None:
    screen = opened(step="k05")
    screen.key(Qt.Key.Key_P, CONTROL)
    pane = screen.workspace.preview
    first = shown(screen)
    pane.area.setFocus()
    wide = pane.area.paper.width()
    screen.key(Qt.Key.Key_Plus, CONTROL)
    assert pane.area.paper.width() > wide
    larger = shown(screen)
    assert larger.picture.width > first.picture.width
    screen.key(Qt.Key.Key_Minus, CONTROL)
    assert shown(screen).picture.width < larger.picture.width
    screen.key(Qt.Key.Key_0, CONTROL)
    assert pane.area.paper.width() == wide and pane.fit.text() == "Ganze Breite"
    pane.area.verticalScrollBar().setValue(pane.area.verticalScrollBar().maximum())
    screen.key(Qt.Key.Key_PageDown)
    assert shown(screen).page == first.page + 1
    screen.key(Qt.Key.Key_PageUp)
    assert shown(screen).page == first.page


def test_strg_and_wheel_zooms_and_the_wheel_alone_scrolls(opened: Opened) -> None:
    screen = opened(step="k05")
    screen.key(Qt.Key.Key_P, CONTROL)
    shown(screen)
    area = screen.workspace.preview.area

    def wheel(delta: int, modifier: Qt.KeyboardModifier) -> None:
        port = area.viewport()
        event = QWheelEvent(
            QPointF(50, 50),
            QPointF(port.mapToGlobal(QPoint(50, 50))),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(port, event)
        screen.settle()

    wide = area.paper.width()
    wheel(120, CONTROL)
    assert area.paper.width() > wide
    wheel(-120, CONTROL)
    wheel(-120, CONTROL)
    assert area.paper.width() < wide * 1.05
    bar: QScrollBar = area.verticalScrollBar()
    bar.setValue(0)
    wheel(-120, Qt.KeyboardModifier.NoModifier)
    assert bar.value() > 0 or not bar.maximum()


def test_the_page_has_as_many_pixels_as_the_screen_shows(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened(step="k05")
    screen.key(Qt.Key.Key_P, CONTROL)
    area = screen.workspace.preview.area
    assert shown(screen).picture.width == pytest.approx(area.page_width, abs=1)
    monkeypatch.setattr(area, "devicePixelRatioF", lambda: 2.0)
    enter(screen, "answers[K5.7]")
    assert shown(screen).picture.width == pytest.approx(2 * area.page_width, abs=2)


def test_paper_stays_white_and_is_calm_in_the_dark(opened: Opened) -> None:
    screen = opened(step="k05")
    screen.key(Qt.Key.Key_P, CONTROL)
    shown(screen)
    paper = screen.workspace.preview.area.paper
    corner = QPoint(theme.px(14) + 6, theme.px(14) + 6)
    assert paper.grab().toImage().pixelColor(corner) == QColor("white")
    theme.apply(QApplication.instance(), "dark")  # type: ignore[arg-type]
    dark = paper.grab().toImage().pixelColor(corner)
    assert 200 < dark.lightness() < 240


def test_listeners_hear_the_page(opened: Opened) -> None:
    screen = opened(step="k01")
    screen.key(Qt.Key.Key_P, CONTROL)
    sheet = shown(screen)
    area = screen.workspace.preview.area
    assert area.accessibleName() == f"Vorschau: Konzept, Seite {sheet.page} von {sheet.pages}"
    assert area.accessibleDescription() == " ".join(sheet.words.split())


SIZES = [((1440, 900), 1.0), ((1280, 720), 1.0), ((3840, 2160), 1.0), ((1920, 1080), 2.0), ((960, 540), 1.0)]


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_the_preview_has_room_at_every_size(opened: Opened, size: tuple[int, int], scale: float) -> None:
    screen = opened(step="tagessatz", size=size, scale=scale)
    screen.key(Qt.Key.Key_P, CONTROL)
    screen.settle()
    side = screen.workspace.side
    assert side.isVisible() and screen.window.width() == size[0]
    page = screen.workspace.page
    assert page.width() >= 320 * scale and side.width() >= 320 * scale
    assert side.mapTo(screen.window, side.rect().bottomRight()).x() <= size[0]


def test_the_face_and_the_size_are_remembered(opened: Opened) -> None:
    screen = opened(step="k01")
    screen.key(Qt.Key.Key_P, CONTROL)
    screen.click(screen.workspace.preview.larger)
    zoom = screen.workspace.preview.area.zoom
    screen.window.close()
    screen.settle()
    kept = settings.load()
    assert (kept.face, kept.zoom) == ("vorschau", zoom)
    screen.program.window = screen.program._make_window()
    screen.window.resize(1440, 900)
    screen.window.show_session(screen.program._session(sample("leer"), Path(os.environ["ALA_WIZARD_HOME"]) / "neu.ala", saved=False))
    screen.window.show()
    screen.qtbot.waitUntil(lambda: QApplication.activeWindow() is screen.window)
    screen.workspace.page.focus_first()
    assert screen.workspace.preview.isVisible() and screen.workspace.pane_state.zoom == zoom
    screen.key(Qt.Key.Key_F2)
    assert screen.workspace.help_pane.isVisible() and not screen.workspace.preview.isVisible()


def test_the_pills_change_the_face(opened: Opened) -> None:
    screen = opened(step="k01")
    side = screen.workspace.side
    screen.click(side.pills["vorschau"])
    assert side.preview.isVisible() and not side.help.isVisible()
    screen.click(side.pills["hilfe"])
    assert side.help.isVisible()
    screen.click(side.close_button)
    assert not side.isVisible()
    screen.click(screen.button("Vorschau", screen.workspace._foot_holder))
    assert side.preview.isVisible()


# --- lengths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "words"),
    [(0.0, "wenige Zeilen"), (0.3, "etwa 0,3 Seiten"), (0.5, "etwa eine halbe Seite"), (1.0, "etwa eine Seite"), (1.26, "etwa 1,3 Seiten")],
)
def test_lengths_in_words(pages: float, words: str) -> None:
    assert length_words(pages) == words


def test_each_part_says_its_length_and_the_list_the_whole(opened: Opened) -> None:
    screen = opened(step="k05")
    screen.qtbot.waitUntil(lambda: screen.session.lengths is not None, timeout=PATIENCE)
    screen.settle()
    lengths = screen.session.lengths
    assert lengths is not None
    assert lengths.pages == pdf_bytes(made("konzept", screen.case))[1]
    assert f"Kapitel 5 ist im Konzept zurzeit {length_words(lengths.parts['K5'])} lang." in screen.words()
    model = screen.workspace.step_list.steps
    index = model.index(model.entries.index("Konzept"))
    assert index.data(PAGES)[0] == f"{lengths.pages} Seiten (7 bis 14)"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"Konzept, zurzeit {lengths.pages} Seiten, gewünscht sind 7 bis 14"
    enter(screen, "answers[K5.6]")
    before = lengths.questions["K5.6"]
    screen.key(Qt.Key.Key_End, CONTROL)
    screen.session.change("answers[K5.6]", screen.case.answers["K5.6"] + " Noch ein Satz dazu." * 60, "Länger")
    screen.qtbot.waitUntil(lambda: screen.session.lengths is not lengths and not screen.session.preview.busy, timeout=PATIENCE)
    screen.settle()
    after = screen.session.lengths
    assert after is not None and after.questions["K5.6"] > before + 0.2
    assert f"Kapitel 5 ist im Konzept zurzeit {length_words(after.parts['K5'])} lang." in screen.words()


def test_the_finding_about_the_length_comes_from_the_same_count(opened: Opened) -> None:
    screen = opened("leer", "pruefung")
    screen.wait_for_pages()
    pages = screen.session.pages
    assert pages is not None and pages < 7
    assert [f for f in screen.session.findings if f.rule == "konzept_seiten"]


# --- the helper process --------------------------------------------------------------------------------------------------


def running(pid: int | None) -> bool:
    assert pid is not None
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_a_process_does_the_work_and_is_gone_with_the_window(opened: Opened, own_folders: Path) -> None:
    screen = opened(step="k05", own_process=True)
    screen.key(Qt.Key.Key_P, CONTROL)
    enter(screen, "answers[K5.6]")
    sheet = shown(screen)
    assert [sheet.page] == page_with(plain(" ".join(screen.case.answers["K5.6"].split())[:40]), screen)
    pid = screen.session.preview.pid
    assert running(pid)
    assert not [file for file in own_folders.rglob("*") if file.suffix in (".pdf", ".png")]
    screen.window.close()
    screen.settle()
    assert not running(pid)


def test_a_process_is_gone_with_what_asked_for_it(opened: Opened) -> None:
    """Also where nobody said stop: a session that is only deleted leaves nothing running."""
    screen = opened("leer", "betrieb")
    source = Source(replace(screen.session.engine, own_process=True), lambda: Stand(screen.case, content()))
    source.count(True)
    with screen.qtbot.waitSignal(source.counted, timeout=PATIENCE):
        pass
    pid = source.pid
    assert running(pid)
    source.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not running(pid)


def test_a_killed_process_comes_back_once_and_the_page_with_it(opened: Opened) -> None:
    screen = opened(step="k05", own_process=True)
    screen.key(Qt.Key.Key_P, CONTROL)
    shown(screen)
    child = screen.session.preview._helper._child  # type: ignore[union-attr]
    assert child is not None
    child.kill()
    child.wait()
    screen.enter("answers[K5.6]")
    screen.key(Qt.Key.Key_Home, CONTROL)
    screen.type("Nach dem Ende geht es weiter. ")
    assert "Nach dem Ende geht es weiter." in plain(" ".join(shown(screen).words.split()))
    assert screen.session.preview.pid not in (None, child.pid)


def test_a_process_killed_in_the_middle_of_its_work_comes_back(opened: Opened) -> None:
    screen = opened(step="k05", own_process=True)
    screen.key(Qt.Key.Key_P, CONTROL)
    enter(screen, "answers[K5.6]")
    shown(screen)
    source = screen.session.preview
    child = source._helper._child  # type: ignore[union-attr]
    source.working.connect(lambda busy: child.kill() if busy else None)
    screen.session.change("answers[K5.6]", "Mitten in der Arbeit.", "Ändern")
    assert "Mitten in der Arbeit." in plain(" ".join(shown(screen).words.split()))


class Falls:
    """A helper that ends with every wish."""

    asked = 0
    pid = None

    def __init__(self, told: Callable[[object], None]) -> None:
        self._told = told

    def ask(self, wish: Wish) -> None:
        Falls.asked += 1
        if isinstance(wish.view, View):
            self._told("weg")
        else:
            self._told(Answer(wish.edition, lengths=Lengths(9, {}, {})))

    def stop(self) -> None:
        """Nothing to end."""


def test_after_two_ends_the_pane_says_so_and_tries_again_when_asked(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    Falls.asked = 0
    monkeypatch.setattr(sources, "Helper", Falls)
    screen = opened(step="betrieb", own_process=True)
    screen.key(Qt.Key.Key_P, CONTROL)
    pane = screen.workspace.preview
    screen.qtbot.waitUntil(lambda: bool([w for w in screen.words(pane) if "zweimal" in w]), timeout=PATIENCE)
    assert Falls.asked == 2
    screen.settle()
    assert Falls.asked == 2
    screen.click(pane.again)
    screen.qtbot.waitUntil(lambda: Falls.asked == 4 and not screen.session.preview.busy, timeout=PATIENCE)
    assert "Traceback" not in "".join(screen.words(pane))


def test_without_a_process_a_thread_does_it_and_the_pane_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError("kein Prozess")

    monkeypatch.setattr(subprocess, "Popen", none)
    screen = opened(step="k01", own_process=True)
    screen.key(Qt.Key.Key_P, CONTROL)
    assert shown(screen).pages > 1
    assert screen.session.preview.within and screen.session.preview.pid is None
    assert any("etwas später" in words for words in screen.words(screen.workspace.preview))


class Slow:
    """A helper that answers when the test lets it."""

    pid = None
    made: list[Slow] = []  # noqa: RUF012 - the test looks there

    def __init__(self, told: Callable[[object], None]) -> None:
        self.told = told
        self.wishes: list[Wish] = []
        Slow.made.append(self)

    def ask(self, wish: Wish) -> None:
        self.wishes.append(wish)

    def stop(self) -> None:
        """Nothing to end."""

    def answer(self, page: int) -> None:
        wish = self.wishes[-1]
        picture = Picture(2, 3, 8, b"\xff" * 24)
        self.told(Answer(wish.edition, wish.view, Sheet(9, page, picture, None, page, f"Blatt {page}") if wish.view else None))


def test_old_answers_are_dropped_and_only_the_newest_is_asked(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    Slow.made.clear()
    monkeypatch.setattr(sources, "Helper", Slow)
    screen = opened(step="betrieb", own_process=True)
    screen.key(Qt.Key.Key_P, CONTROL)
    screen.qtbot.waitUntil(lambda: bool(Slow.made and Slow.made[0].wishes), timeout=PATIENCE)
    slow = Slow.made[0]
    assert slow.wishes[0].case is screen.case
    for name in ("Hof Eins", "Hof Zwei", "Hof Drei"):
        screen.session.change("farm.name", name, "Name")
    assert len(slow.wishes) == 1  # one at a time
    slow.answer(3)
    screen.settle()
    assert screen.workspace.preview.sheet is None  # an answer for an older case
    screen.qtbot.waitUntil(lambda: len(slow.wishes) == 2, timeout=PATIENCE)
    assert slow.wishes[1].case is not None and slow.wishes[1].case.farm.name == "Hof Drei"
    slow.answer(4)
    screen.settle()
    assert screen.workspace.preview.sheet is not None and screen.workspace.preview.sheet.page == 4
    screen.workspace.preview.show_place(Place("betrieb", "B2"))
    screen.qtbot.waitUntil(lambda: len(slow.wishes) == 3, timeout=PATIENCE)
    assert slow.wishes[2].case is None  # the helper has it already
    screen.key(Qt.Key.Key_P, CONTROL)
    slow.answer(5)
    screen.settle()
    assert screen.workspace.preview.sheet.page == 4  # nobody looks any more


def test_nobody_looks_nothing_is_made(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    Slow.made.clear()
    monkeypatch.setattr(sources, "Helper", Slow)
    screen = opened(step="betrieb", own_process=True)
    screen.session.change("farm.name", "Hof Still", "Name")
    screen.settle()
    assert not screen.session.preview.busy and not Slow.made


def test_both_ends_know_the_word_that_starts_the_helper() -> None:
    from ala_wizard import cli

    assert cli.PREVIEW == process.WORD
