"""The helper process: answers, silence on the disk, an end whatever happens."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from queue import Queue
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

import pytest

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.pdf.raster import Sheets
from ala_wizard.pdf.render import pdf_bytes
from ala_wizard.preview import pipe, process
from ala_wizard.preview.desk import Desk
from ala_wizard.preview.helper import Gone, Helper, Within
from ala_wizard.preview.wishes import Answer, Place, View, Wish
from tests.pdf.test_press import answered, made

NOW = datetime(2026, 3, 2, 14, 32)
WAIT = 60


class Listener:
    """Waits for what a helper tells."""

    def __init__(self) -> None:
        self.said: Queue[Answer | Gone] = Queue()

    def next(self) -> Answer:
        answer = self.said.get(timeout=WAIT)
        assert isinstance(answer, Answer), answer
        return answer


@pytest.fixture
def heard() -> Listener:
    return Listener()


@pytest.fixture
def helper(heard: Listener) -> Iterator[Helper]:
    made_ = Helper(heard.said.put)
    yield made_
    made_.stop()


def wish(view: View | None, case: Case | None = None, edition: int = 1) -> Wish:
    return Wish(edition, NOW, view, case)


def look(step: str, question: str, words: str = "", page: int = 0) -> View:
    return View("konzept", Place(step, question, words), 300, page)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return True
    return False


def desk() -> Desk:
    return Desk(lambda _renewed: content())


def test_the_page_shown_is_that_of_the_question_in_the_real_paper() -> None:
    """PDFium reads the page back from the very bytes that the export writes."""
    case = answered(sample("hof-sonnenwiese"), "K7.5", "Im Waschraum hängt ein Spiegel auf Sitzhöhe.\n\nDer Weg ist eben.")
    at = desk()
    answer = at.answer(wish(look("k07", "K7.5", "Im Waschraum hängt ein Spiegel auf Sitzhöhe."), case))
    assert answer.trouble == "" and answer.sheet is not None
    sheet = answer.sheet
    data, pages = pdf_bytes(made("konzept", case))
    with Sheets(data) as sheets:
        holds = [page for page in range(1, pages + 1) if "hängt ein Spiegel auf Sitzhöhe" in " ".join(sheets.words(page).split())]
        width, height, _stride, pixels = sheets.picture(sheet.page, 300)
    assert [sheet.page] == [sheet.place_page] == holds
    assert sheet.pages == pages
    assert (sheet.picture.width, sheet.picture.height, sheet.picture.data) == (width, height, pixels)
    assert "hängt ein Spiegel" in sheet.words
    assert sheet.spot is not None and 0 < sheet.spot.top < sheet.spot.bottom < 1


def test_the_mark_lies_on_ink_and_moves_with_the_paragraph() -> None:
    case = answered(sample("hof-sonnenwiese"), "K1.1", "Erster Gedanke.\n\nZweiter Gedanke über Ziegen.\n\nDritter Gedanke.")
    at = desk()
    spots = []
    for number, words in enumerate(("Erster Gedanke.", "Zweiter Gedanke über Ziegen.", "Dritter Gedanke.")):
        answer = at.answer(wish(look("k01", "K1.1", words), case if not number else None))
        assert answer.sheet is not None and answer.sheet.spot is not None
        spot, picture = answer.sheet.spot, answer.sheet.picture
        rows = range(int(spot.top * picture.height), int(spot.bottom * picture.height))
        assert any(min(picture.data[row * picture.stride : row * picture.stride + picture.width * 4 : 4]) < 128 for row in rows)
        spots.append(spot)
    assert spots[0].bottom <= spots[1].top + 0.01 and spots[1].bottom <= spots[2].top + 0.01


def test_in_a_paragraph_over_two_pages_the_cursor_decides() -> None:
    words = " ".join(f"Gedanke {number}" for number in range(900))
    at, case = desk(), answered(sample("leer"), "K1.1", words)
    pages = []
    for number, share in enumerate((0.0, 0.5, 1.0)):
        answer = at.answer(wish(View("konzept", Place("k01", "K1.1", words, share), 60), case if not number else None))
        assert answer.sheet is not None and answer.sheet.spot is not None
        pages.append(answer.sheet.page)
    assert pages[0] < pages[-1] and pages == sorted(pages)


@pytest.mark.parametrize("case", ["hof-sonnenwiese", "leer"])
def test_every_question_leads_to_a_page(case: str) -> None:
    at, opened = desk(), sample(case)
    papers = ("konzept", "kostenkalkulation", "leistungsbeschreibung")
    for part in content().parts:
        for paper in papers if part.step in ("betrieb", "k05", "tagessatz") else papers[:1]:
            for question in ("", *(question.id for question in part.questions)):
                answer = at.answer(Wish(1, NOW, View(paper, Place(part.step, question), 60), opened if not at._papers else None))  # type: ignore[arg-type]
                assert answer.trouble == "" and answer.sheet is not None, (part.step, question)
                assert 1 <= answer.sheet.page <= answer.sheet.pages


def test_a_process_answers_like_the_desk(helper: Helper, heard: Listener) -> None:
    case, view = sample("hof-sonnenwiese"), look("k05", "K5.2")
    helper.ask(wish(view, case))
    helper.ask(wish(None))
    assert heard.next() == desk().answer(wish(view, case))
    assert heard.next().lengths == desk().answer(wish(None, case)).lengths


def test_a_process_is_gone_after_the_stop_also_in_the_middle_of_its_work(helper: Helper, heard: Listener) -> None:
    helper.ask(wish(look("k05", "K5.2"), sample("hof-sonnenwiese")))
    heard.next()
    pid = helper.pid
    assert pid is not None and not gone(pid)
    helper.ask(wish(look("k05", "K5.2"), answered(sample("hof-sonnenwiese"), "K5.2", "Wort " * 20000), 2))
    helper.stop()
    assert gone(pid)
    assert heard.said.empty()


def test_a_killed_process_is_told(helper: Helper, heard: Listener) -> None:
    helper.ask(wish(None, sample("leer")))
    heard.next()
    child = helper._child
    assert child is not None
    child.kill()
    helper.ask(wish(None, sample("leer"), 2))
    assert heard.said.get(timeout=WAIT) == "weg"


@pytest.mark.parametrize("command", [["/gibt/es/nicht"], [sys.executable, "-c", "print('etwas anderes')"], [sys.executable, "-c", ""]])
def test_what_cannot_be_started_is_told(command: list[str], heard: Listener) -> None:
    helper = Helper(heard.said.put, command)
    helper.ask(wish(None, sample("leer")))
    assert heard.said.get(timeout=WAIT) == "nie"
    helper.stop()


def test_a_helper_ends_by_itself_when_its_window_is_gone() -> None:
    child = Popen(process.command(), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=process.folder())
    assert child.stdin is not None and child.stdout is not None
    assert pipe.receive(child.stdout) == process.HELLO
    child.stdin.close()
    try:
        assert child.wait(WAIT) == 0
    except TimeoutExpired:
        child.kill()
        raise
    finally:
        child.stdout.close()


def test_nothing_is_written_to_the_disk(helper: Helper, heard: Listener, own_folders: Path, tmp_path: Path) -> None:
    before = {path for place in (own_folders, tmp_path) for path in place.rglob("*")}
    helper.ask(wish(look("k05", "K5.2"), sample("hof-sonnenwiese")))
    heard.next()
    if sys.platform.startswith("linux"):
        opened = {str(entry.readlink()) for entry in Path(f"/proc/{helper.pid}/fd").iterdir() if entry.is_symlink()}
        assert all(re.match(r"(pipe:|/dev/null|/dev/urandom|anon_inode:)", name) for name in opened), opened
    assert {path for place in (own_folders, tmp_path) for path in place.rglob("*")} == before


def test_what_cannot_be_laid_out_is_said_and_the_next_page_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    at, case = desk(), sample("hof-sonnenwiese")

    def break_down(*_: object) -> None:
        raise ValueError("zu hoch")

    with monkeypatch.context() as broken:
        broken.setattr("ala_wizard.pdf.story.story", break_down)
        broken.setattr("ala_wizard.pdf.render.story", break_down)
        assert at.answer(wish(look("k05", "K5.2"), case)) == Answer(1, look("k05", "K5.2"), trouble="satz")
    with monkeypatch.context() as broken:
        broken.setattr(Sheets, "picture", break_down)
        answer = at.answer(wish(look("k05", "K5.2")))
        assert answer.trouble == "bild" and answer.lengths is not None
    assert at.answer(wish(look("k05", "K5.2"))).sheet is not None


@pytest.mark.parametrize("words", ["<b>&amp; <para>", "\x00\x1b\u202e\ufffe", "𝔘 🌱 中文", "W" * 30000, "- a\n" * 500, "\n" * 2000])
def test_whatever_is_typed_has_a_page(words: str) -> None:
    answer = desk().answer(wish(look("k05", "K5.2", words[:200]), answered(sample("hof-sonnenwiese"), "K5.2", words)))
    assert answer.trouble == "" and answer.sheet is not None


def test_a_thread_answers_where_no_process_can_be_had(heard: Listener) -> None:
    within = Within(heard.said.put, content)
    case, view = sample("leer"), look("k01", "K1.1")
    within.ask(wish(view, case))
    assert heard.next() == desk().answer(wish(view, case))
    within.stop()
    within.ask(wish(view, case, 2))
    assert heard.said.empty()


def test_messages_come_whole_or_not_at_all() -> None:
    stream = BytesIO()
    pipe.send(stream, {"a": 1})
    stream.seek(0)
    assert pipe.receive(stream) == {"a": 1}
    with pytest.raises(EOFError):
        pipe.receive(BytesIO(stream.getvalue()[:-1]))
