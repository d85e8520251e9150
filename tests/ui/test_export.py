"""The page that makes the papers: what goes along, how large it is, steps and cancel, and the spreadsheet on its way back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit

from ala_wizard import core
from ala_wizard.bundle.make import Made
from ala_wizard.bundle.wishes import Step, Wishes
from ala_wizard.content.loader import content
from ala_wizard.model.case import Case
from ala_wizard.ui import exportsettings
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.panels import export
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.workbook.book import workbook
from tests.bundle import files
from tests.ui.conftest import NOON, Opened
from tests.ui.screen import Screen, plain
from tests.ui.typing import type_text

Key = Qt.Key
ROW = {"id": "a", "kind": "eigene", "name": "Pacht", "amount": 9000, "grundlage": "vertrag", "evidence": "Pachtvertrag"}


def small_case() -> Case:
    return Case.model_validate(
        {
            "case_id": "probe",
            "farm": {"name": "Hof Probe"},
            "period": {"start": "2026-01-01", "end": "2027-12-31"},
            "offer": {"places_target": 8},
            "kostenkalkulation": {"belegte_plaetze": 8, "tage": 250, "fixe": [ROW]},
        }
    )


def panel(screen: Screen) -> ExportPanel:
    return screen.workspace.page.findChildren(ExportPanel)[0]


def said(screen: Screen) -> str:
    return plain(panel(screen)._message.text()) if panel(screen)._message.isVisible() else ""


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and sizes are counted at once."""
    monkeypatch.setattr(export, "MEASURE_MS", 0)


def make(screen: Screen, folder: Path) -> Made:
    screen.workspace.page.findChildren(ExportPanel)[0].folder.setText(str(folder))
    with screen.qtbot.waitSignal(panel(screen).finished, timeout=60_000) as told:
        screen.click(screen.workspace.forward)
    assert told.args is not None
    found: Made = told.args[0]
    screen.settle()
    return found


# -- what goes along -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("measured")
def test_pages_and_sizes_are_those_of_the_files(opened: Opened, tmp_path: Path) -> None:
    screen = opened(small_case(), "export")
    screen.qtbot.waitUntil(lambda: panel(screen)._measured is not None, timeout=60_000)
    shown = {line.key: (line._pages.text(), plain(line._size.text())) for line in panel(screen).lines}
    made = make(screen, tmp_path / "ziel")
    by_kind = {kind: found[0] for kind, found in made.kinds.items()}
    assert shown["konzept"][0] == str(by_kind["konzept"].pages)
    for kind in ("konzept", "kostenkalkulation", "leistungsbeschreibung"):
        assert abs(int(shown[kind][1].removesuffix(" KB")) - by_kind[kind].size / 1024) <= 1
    assert shown["rechentabelle"][0] == "–"
    assert plain(panel(screen)._together.text()).startswith("Zusammen ")
    left_out = next(line for line in panel(screen).lines if line.key == "konzept")
    before = panel(screen)._fullness.share
    screen.click(left_out.check)
    assert panel(screen)._fullness.share < before


def test_only_what_is_ticked_is_made(opened: Opened, tmp_path: Path) -> None:
    screen = opened(small_case(), "export")
    for line in panel(screen).lines:
        if line.key not in ("bedarfsnachweis", "rechentabelle"):
            screen.click(line.detail)  # anywhere on the line
    screen.click(next(line for line in panel(screen).own if line.key == "luecken").check)
    folder = tmp_path / "ziel"
    make(screen, folder)
    assert sorted(file.name for file in folder.iterdir() if "Verzeichnis" not in file.name) == [
        "02_Rechentabelle.xlsx",
        "04_Bedarfsnachweis.pdf",
        "Nur_fuer_Sie",
        "bundle.pdf",
    ]
    screen.click(next(line for line in panel(screen).lines if line.key == "rechentabelle").check)
    screen.click(panel(screen).with_names)
    make(screen, folder)
    assert sorted(file.name for file in folder.glob("0[1-9]*")) == ["04_Bedarfsnachweis_mit_Namen.pdf"]


def test_formats_are_remembered_and_one_is_needed(opened: Opened, own_folders: Path) -> None:
    assert own_folders
    screen = opened(small_case(), "export")
    for name in ("pdf", "docx"):
        screen.click(panel(screen).formats[name])
    assert exportsettings.load().formats == ("docx", "xlsx")
    again = ExportPanel(screen.session)
    screen.qtbot.addWidget(again)
    assert [name for name, pill in again.formats.items() if pill.isChecked()] == ["docx", "xlsx"]
    for name in ("docx", "xlsx"):
        screen.click(panel(screen).formats[name])
    screen.click(screen.workspace.forward)
    assert said(screen) == "Wählen Sie mindestens ein Dateiformat."
    assert screen.focus is panel(screen).formats["pdf"]
    assert exportsettings.load().formats == ("xlsx",)
    screen.click(panel(screen).formats["pdf"])
    for line in panel(screen).lines:
        screen.click(line.check)
    screen.click(screen.workspace.forward)
    assert said(screen) == "Wählen Sie mindestens eine Unterlage."


def answer_limit(screen: Screen, words: str, done: str) -> None:
    """Open the question by its link and answer it with keys."""
    shown: list[Dialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, Dialog):
            QTimer.singleShot(5, look)
            return
        shown.append(dialog)
        field = dialog.findChildren(QLineEdit)[0]
        field.clear()
        if words:
            type_text(field, words)
        next(b for b in dialog.buttons if b.text() == done).click()

    ask = next(b for b in panel(screen).findChildren(QAbstractButton) if b.accessibleName() == "Grenze für E-Mail ändern")
    QTimer.singleShot(5, look)
    screen.click(ask)
    assert len(shown) == 1


@pytest.mark.usefixtures("measured")
def test_the_limit_of_the_mailbox_is_set_and_remembered(opened: Opened) -> None:
    screen = opened(small_case(), "export")
    screen.qtbot.waitUntil(lambda: panel(screen)._measured is not None, timeout=60_000)
    assert "Grenze für E-Mail: 10 MB" in screen.words()
    assert not [words for words in screen.words() if "mehr als Ihre Grenze" in words]
    measured = panel(screen)._measured
    assert measured is not None
    big = replace(measured.kinds["konzept"][0], size=900 << 10)
    panel(screen)._measured = replace(measured, kinds={**measured.kinds, "konzept": (big,)})
    answer_limit(screen, "1", "Übernehmen")
    assert exportsettings.load().limit == 1
    assert [words for words in screen.words() if "mehr als Ihre Grenze" in words]
    assert panel(screen)._fullness.share == 1
    for typed, done in (("25", "Abbrechen"), ("viel", "Übernehmen"), ("0", "Übernehmen"), ("²", "Übernehmen")):
        answer_limit(screen, typed, done)
        assert exportsettings.load().limit == 1
    answer_limit(screen, "", "Übernehmen")
    assert exportsettings.load().limit is None
    assert "Grenze für E-Mail: keine" in screen.words()
    assert not panel(screen)._fullness.isVisible()


@pytest.mark.parametrize("raw", ["", "[]", '{"grenze": true, "formate": 3}', '{"grenze": -4, "formate": ["exe"]}', "[" * 9000])
def test_broken_settings_mean_the_usual(own_folders: Path, raw: str) -> None:
    assert own_folders
    exportsettings._file().parent.mkdir(parents=True, exist_ok=True)
    exportsettings._file().write_text(raw, encoding="utf-8")
    assert exportsettings.load() == exportsettings.ExportSettings()


@pytest.mark.usefixtures("measured")
def test_what_is_wrong_with_an_attachment_is_said_beforehand_with_the_way_there(opened: Opened, tmp_path: Path) -> None:
    screen = opened(small_case(), "belege")
    locked = tmp_path / "Bank.pdf"
    locked.write_bytes(files.changed(lambda _: None, encryption=pikepdf.Encryption(user="a", owner="b")))
    screen.session.attach(locked)
    screen.click_step("export")
    screen.qtbot.waitUntil(lambda: panel(screen)._hint_box.isVisible(), timeout=60_000)
    assert [words for words in screen.words() if "Kennwort" in words and words.endswith(".")]
    jump = next(b for b in panel(screen).findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() == "Zur Anlage 1: Bank")
    screen.click(jump)
    assert screen.step == "belege"


# -- steps and cancel ------------------------------------------------------------------------------------------------


class Slow:
    """An engine that makes a step whenever the test says so."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.told = threading.Semaphore(0)

    def __call__(
        self, _case: Case, _results: Any, folder: Path, _file: Path | None, _wishes: Wishes, watch: Callable[[Step], None]
    ) -> Made:
        for number, title in enumerate(("Konzept", "Kostenkalkulation", "Leistungsbeschreibung"), 1):
            watch(Step(number, 9, title))
            self.told.release()
            assert self.go.acquire(timeout=20)
        return Made(folder, ())


def test_steps_are_shown_and_cancel_stops(opened: Opened, tmp_path: Path) -> None:
    slow = Slow()
    screen = opened(small_case(), "export", export=slow)
    panel(screen).folder.setText(str(tmp_path / "ziel"))
    screen.click(screen.workspace.forward)
    running = panel(screen)
    for words in ("1 von 9: Konzept", "2 von 9: Kostenkalkulation"):
        screen.qtbot.waitUntil(lambda words=words: running._now.text() == words)  # type: ignore[misc]
        slow.go.release()
    screen.qtbot.waitUntil(lambda: running._now.text() == "3 von 9: Leistungsbeschreibung")
    assert running._bar.isVisible() and running._bar.share == pytest.approx(2 / 9)
    screen.click(screen.workspace.forward)  # a second press changes nothing
    slow.go.release()
    screen.qtbot.waitUntil(lambda: not running._running.isVisible())
    screen.click(screen.workspace.forward)
    screen.qtbot.waitUntil(lambda: running._now.text() == "1 von 9: Konzept")
    running.cancel.setFocus()
    screen.key(Key.Key_Return)
    assert running._now.text() == "Wird abgebrochen …"
    with screen.qtbot.waitSignal(running.finished) as told:
        slow.go.release(5)
    assert told.args == [None]
    assert said(screen) == "Abgebrochen. Im Ordner ist alles, wie es war."
    assert QApplication.focusWidget() is running.folder


def test_a_real_cancel_leaves_no_trace(opened: Opened, tmp_path: Path) -> None:
    screen = opened(small_case(), "export")
    folder = tmp_path / "ziel"
    panel(screen).folder.setText(str(folder))
    job: list[Any] = []
    original = export._Job.watch

    def watch(self: Any, step: Step) -> None:
        job.append(step.number)
        if step.number == 2:
            self.stopped.set()
        original(self, step)

    export._Job.watch = watch  # type: ignore[method-assign]
    try:
        with screen.qtbot.waitSignal(panel(screen).finished, timeout=60_000) as told:
            screen.click(screen.workspace.forward)
    finally:
        export._Job.watch = original  # type: ignore[method-assign]
    assert told.args == [None] and job[-1] == 2
    assert not folder.exists()
    assert not [place for place in tmp_path.glob(".ala-wizard-*") if place.is_dir()]


def test_an_unexpected_problem_is_a_sentence(opened: Opened, tmp_path: Path) -> None:
    def broken(*_: Any) -> Made:
        raise ValueError

    screen = opened(small_case(), "export", export=broken)
    panel(screen).folder.setText(str(tmp_path / "ziel"))
    with screen.qtbot.waitSignal(panel(screen).finished):
        screen.click(screen.workspace.forward)
    assert said(screen).startswith("Die Unterlagen konnten nicht erstellt werden.")


def test_a_changed_file_in_the_folder_is_kept_and_said(opened: Opened, tmp_path: Path) -> None:
    screen = opened(small_case(), "export")
    for line in panel(screen).lines:
        if line.key != "rechentabelle":
            screen.click(line.check)
    folder = tmp_path / "ziel"
    make(screen, folder)
    (folder / "02_Rechentabelle.xlsx").write_bytes(b"von Hand")
    make(screen, folder)
    assert "02_Rechentabelle_eigene-Fassung.xlsx" in said(screen)
    assert (folder / "02_Rechentabelle_eigene-Fassung.xlsx").read_bytes() == b"von Hand"


# -- the spreadsheet read back ---------------------------------------------------------------------------------------


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """The spreadsheet of a case with other numbers in some cells, as the file dialog will answer."""

    def write(case: Case, changes: dict[str, Any]) -> Path:
        file = tmp_path / "Tabelle.xlsx"
        file.write_bytes(workbook(case, content(), core.reckon(case, content(), NOON.date()), core.stamp(NOON)))
        book = openpyxl.load_workbook(file)
        places = {str(row[2].value): (str(row[0].value), str(row[1].value)) for row in book["Zuordnung"].iter_rows(min_row=2)}
        for address, value in changes.items():
            name, cell = places[address]
            book[name][cell].value = value
        book.save(file)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        return file

    return write


AMOUNT = "kostenkalkulation.fixe[a].amount"


def table(screen: Screen) -> Any:
    return panel(screen).table


def test_each_difference_is_shown_with_what_it_does_and_taken_in_one_step(opened: Opened, sheet: Callable[..., Path]) -> None:
    screen = opened(small_case(), "export")
    before = screen.case
    sheet(before, {AMOUNT: 11000, "kostenkalkulation.tage": 240})
    screen.click(table(screen).read)
    assert screen.case == before, "nothing is taken over unasked"
    words = [plain(entry) for entry in screen.words(table(screen))]
    assert "2 Unterschiede in „Tabelle.xlsx“." in words
    assert {"9.000", "11.000", "250", "240"} <= set(words)
    # 9.000 € a year on 8 places and 250 days are 4,50 € a day; with 11.000 € 5,50 €; with 240 days besides 5,73 €
    assert any("4,50 € → 5,50 €" in entry for entry in words), words
    assert any(entry.startswith("Alles zusammen") and "4,50 € → 5,73 €" in entry for entry in words), words
    screen.click(table(screen).take)
    assert (screen.case.kostenkalkulation.fixe[0].amount, screen.case.kostenkalkulation.tage) == (11000, 240)
    assert not table(screen)._card.isVisible()
    screen.window.undo()
    screen.settle()
    assert screen.case == before
    screen.window.redo()
    screen.settle()
    assert screen.case.kostenkalkulation.tage == 240


def test_nothing_is_taken_when_one_says_so(opened: Opened, sheet: Callable[..., Path]) -> None:
    screen = opened(small_case(), "export")
    before = screen.case
    sheet(before, {AMOUNT: 1})
    screen.click(table(screen).read)
    screen.click(table(screen).leave)
    assert screen.case == before
    assert "Es bleibt alles, wie es war." in screen.words()
    sheet(before, {})
    screen.click(table(screen).read)
    assert any("steht dasselbe wie im Programm" in words for words in screen.words())
    assert not table(screen)._card.isVisible()


def test_a_change_in_the_program_meanwhile_is_compared_anew(opened: Opened, sheet: Callable[..., Path]) -> None:
    screen = opened(small_case(), "export")
    sheet(screen.case, {AMOUNT: 11000, "kostenkalkulation.tage": 240})
    screen.click(table(screen).read)
    screen.session.change("kostenkalkulation.tage", 240, "Tage")
    screen.settle()
    assert any(words.startswith("Ein Unterschied") for words in screen.words(table(screen)))
    screen.click(table(screen).take)
    assert screen.case.kostenkalkulation.fixe[0].amount == 11000


@pytest.mark.parametrize("raw", [b"PK", b"", b"kein Excel"])
def test_a_file_that_is_no_spreadsheet_is_a_sentence(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    screen = opened(small_case(), "export")
    (tmp_path / "x.xlsx").write_bytes(raw)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "x.xlsx"), ""))
    screen.click(table(screen).read)
    assert any("lässt sich nicht lesen" in words for words in screen.words(table(screen)))


def test_cells_that_are_no_number_and_another_case_are_said(opened: Opened, sheet: Callable[..., Path]) -> None:
    screen = opened(small_case(), "export")
    sheet(small_case().model_copy(update={"case_id": "anderer"}), {AMOUNT: "viel", "kostenkalkulation.tage": 200})
    screen.click(table(screen).read)
    words = " ".join(screen.words(table(screen)))
    assert "gehört zu einem anderen Antrag" in words and "keine Zahl, die passt" in words
