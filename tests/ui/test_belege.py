"""Evidence and attachments as a person meets them: files chosen, dropped, looked at, taken away, brought back, found again."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Name
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QFrame, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.app import Program
from ala_wizard.cli import main
from ala_wizard.model.case import Case
from ala_wizard.store import casefile, inbox
from ala_wizard.ui.panels.belege import BelegePanel
from ala_wizard.ui.panels.export import ExportPanel
from tests.bundle.files import changed, embedded, keys, letter, opens, script, texts
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, answering, plain
from tests.ui.test_every_page import clipped, nameless, overlapping

Key = Qt.Key
PDF = b"%PDF-1.7 " + bytes(range(256))
SHIFT = Qt.KeyboardModifier.ShiftModifier

ROWS = [
    {"id": "a", "kind": "eigene", "name": "Pacht", "amount": 100, "grundlage": "vertrag", "evidence": "Pachtvertrag"},
    {"id": "b", "kind": "eigene", "name": "Zaun", "amount": 20, "grundlage": "angebot", "evidence": "Angebot Zaun"},
    {"id": "c", "kind": "eigene", "name": "Weide", "amount": 50, "grundlage": "vertrag", "evidence": "Pachtvertrag"},
    {"id": "d", "kind": "eigene", "name": "Steuer", "amount": 9, "grundlage": "rechnung", "evidence": "Bescheid", "evidence_from": "Amt"},
    {"id": "e", "kind": "eigene", "name": "Wartung", "amount": 7, "grundlage": "rechnung"},
]


def huge_png(side: int = 60_000) -> bytes:
    """A few bytes that say they are a picture of billions of dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def small_case() -> Case:
    """Three pieces of evidence, one of them for two rows, one announced; and a row that names none."""
    return Case.model_validate({"case_id": "probe", "kostenkalkulation": {"belegte_plaetze": 1, "tage": 250, "fixe": ROWS}})


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """What the file dialog will answer next: a new file of this name, or nothing."""

    def answer(name: str = "", content: bytes = PDF) -> Path:
        file = tmp_path / "stick" / name
        file.parent.mkdir(exist_ok=True)
        if name:
            file.write_bytes(content)
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)] if name else [], ""))
        return file

    return answer


def panel(screen: Screen) -> BelegePanel:
    return screen.workspace.page.findChildren(BelegePanel)[0]


def named(screen: Screen, name: str) -> QAbstractButton:
    """The visible button that a screen reader calls so."""
    found = [b for b in panel(screen).findChildren(QAbstractButton) if b.isVisible() and plain(b.accessibleName()) == name]
    assert len(found) == 1, (name, [b.accessibleName() for b in panel(screen).findChildren(QAbstractButton) if b.isVisible()])
    return found[0]


def card(screen: Screen, title: str) -> QFrame:
    return next(c for c in panel(screen).findChildren(QFrame) if c.accessibleName() == title and c.isVisible())


def says(screen: Screen, title: str) -> list[str]:
    return [plain(words) for words in screen.words(card(screen, title))]


def press_on(screen: Screen, name: str) -> None:
    """Go to a button by Tab alone, and press Return."""
    for _ in range(200):
        if screen.focus.accessibleName() == name or screen.focus.property("text") == name:
            screen.key(Key.Key_Return)
            return
        screen.key(Key.Key_Tab)
    raise AssertionError(f"Tab never reached {name!r}")


def saved(screen: Screen) -> None:
    screen.qtbot.waitUntil(lambda: screen.session.save_state.kind == "gespeichert" and not screen.session.saver.busy)


def attach(screen: Screen, choose: Callable[..., Path], title: str, name: str, raw: bytes = PDF) -> None:
    choose(name, raw)
    screen.click(named(screen, f"Datei anhängen zu {title}"))


# -- what is shown -------------------------------------------------------------


def test_every_piece_stands_once_with_its_number_its_rows_and_its_state(opened: Opened) -> None:
    screen = opened(small_case(), "belege")
    titles = [c.accessibleName() for c in panel(screen).findChildren(QFrame) if c.property("piece")]
    assert titles == ["Pachtvertrag", "Angebot Zaun", "Bescheid", "Wartung"]
    assert says(screen, "Pachtvertrag")[:2] == ["B 1", "Pachtvertrag"]
    assert [b.text() for b in card(screen, "Pachtvertrag").findChildren(QAbstractButton)][:2] == ["Pacht", "Weide"]
    assert "Fehlt noch. Hängen Sie eine Datei an, oder tragen Sie ein, wer sie bringt." in says(screen, "Angebot Zaun")
    assert "Kommt noch: Amt" in says(screen, "Bescheid")
    assert "Belege: 1 kommt noch, 3 fehlen." in screen.words()
    assert screen.session.states["belege"].open == 3


def test_an_empty_case_says_what_to_do_first(opened: Opened) -> None:
    screen = opened("leer", "belege")
    assert "Noch nennt keine Kostenzeile einen Beleg" in screen.words()
    assert screen.focus.property("text") == "Zu den Kosten"
    screen.key(Key.Key_Return)
    assert screen.step == "tagessatz"


def test_the_links_lead_to_the_row(opened: Opened) -> None:
    screen = opened(small_case(), "belege")
    screen.click(named(screen, "Zur Kostenzeile Weide"))
    assert screen.step == "tagessatz"
    view = screen.table("kostenkalkulation.fixe").view
    assert view.currentIndex().row() == 2
    screen.click_step("belege")
    screen.click(named(screen, "Eintragen, wer den Beleg bringt: Angebot Zaun"))
    view = screen.table("kostenkalkulation.fixe").view
    assert (view.currentIndex().row(), view.rows.kinds[view.currentIndex().column()].key) == (1, "evidence_from")
    screen.type("Zaunbauer")
    screen.key(Key.Key_Tab)
    screen.click_step("belege")
    assert "Kommt noch: Zaunbauer" in says(screen, "Angebot Zaun")


# -- attaching -----------------------------------------------------------------


def test_a_file_attached_to_a_piece_is_there_for_all_its_rows(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    attach(screen, choose, "Pachtvertrag", "Pacht 2026.pdf")
    assert "Liegt bei: Pacht 2026.pdf, 1 KB" in says(screen, "Pachtvertrag")
    [row] = screen.case.attachments
    assert (row.evidence, row.title, row.file, row.size) == (("Pachtvertrag",), "Pacht 2026", "Pacht 2026.pdf", len(PDF))
    assert screen.focus is named(screen, "Datei anhängen zu Pachtvertrag")
    assert screen.session.states["belege"].open == 2
    saved(screen)
    assert casefile.attachment(screen.session.file, "Pacht 2026.pdf") == PDF
    assert casefile.load(screen.session.file).case == screen.case
    assert inbox.waiting(screen.case) == {}


def test_the_stick_may_be_pulled_at_once(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    file = choose("a.pdf")
    screen.click(named(screen, "Datei anhängen zu Angebot Zaun"))
    file.unlink()
    saved(screen)
    assert casefile.attachment(screen.session.file, "a.pdf") == PDF


def test_a_dialog_left_without_a_file_changes_nothing(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    choose()
    before = screen.case
    screen.click(named(screen, "Datei anhängen zu Pachtvertrag"))
    assert screen.case is before


def test_a_row_without_evidence_gets_file_and_words_in_one_step(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    attach(screen, choose, "Wartung", "Wartungsrechnung.pdf")
    assert screen.case.kostenkalkulation.fixe[4].evidence == "Wartungsrechnung"
    assert says(screen, "Wartungsrechnung")[0] == "B 4"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == small_case()
    assert "Fehlt noch. Hängen Sie eine Datei an, oder tragen Sie ein, wer sie bringt." in says(screen, "Wartung")


def test_a_file_may_serve_two_pieces_and_leaves_one_of_them(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    attach(screen, choose, "Pachtvertrag", "alles.pdf")
    screen.click(named(screen, "Vorhandene Datei nehmen für Angebot Zaun"))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["alles (alles.pdf)"]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    screen.settle()
    assert screen.case.attachments[0].evidence == ("Pachtvertrag", "Angebot Zaun")
    assert "Liegt bei: alles.pdf, 1 KB" in says(screen, "Angebot Zaun")
    for title, left in (("Pachtvertrag", [("Angebot Zaun",)]), ("Angebot Zaun", [])):
        away = [b for b in card(screen, title).findChildren(QAbstractButton) if b.text() == "Datei entfernen"]
        screen.click(away[0])
        assert [row.evidence for row in screen.case.attachments] == left


def test_by_keys_alone_attached_taken_away_and_brought_back(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    choose("zaun.pdf")
    press_on(screen, "Datei anhängen zu Angebot Zaun")
    attached = screen.case.attachments
    screen.key(Key.Key_Backtab, SHIFT)
    assert screen.focus.accessibleName() == "Datei entfernen: zaun.pdf"
    screen.key(Key.Key_Return)
    assert screen.case == small_case()
    assert screen.focus.accessibleName() == "Datei anhängen zu Angebot Zaun"
    screen.key(Key.Key_Z, CONTROL)
    assert [row.file for row in attached] == ["zaun.pdf"]
    assert screen.case.attachments == attached
    assert "Liegt bei: zaun.pdf, 1 KB" in says(screen, "Angebot Zaun")
    screen.key(Key.Key_Y, CONTROL)
    assert screen.case == small_case()


# -- other attachments ---------------------------------------------------------


def test_another_attachment_has_title_and_kind(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened("leer", "belege")
    choose("IMG_2041.JPG")
    press_on(screen, "Anlage hinzufügen …")
    [row] = screen.case.attachments
    assert screen.focus.accessibleName() == "Titel von IMG_2041.jpg"
    screen.key(Key.Key_A, CONTROL)
    screen.type("Lageplan der Räume")
    screen.key(Key.Key_Tab)
    assert screen.focus.accessibleName() == "Art der Anlage IMG_2041.jpg"
    for _ in range(5):
        screen.key(Key.Key_Down)
    [row] = screen.case.attachments
    assert (row.title, row.kind, row.media_type, row.evidence) == ("Lageplan der Räume", "plan", "image/jpeg", ())
    assert screen.session.states["belege"].open == 0
    saved(screen)
    assert casefile.load(screen.session.file).case.attachments == (row,)


def test_a_photo_is_asked_for_its_place_its_caption_and_what_can_be_seen(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened("leer", "belege")
    choose("stall.png")
    press_on(screen, "Anlage hinzufügen …")
    screen.key(Key.Key_Tab)
    for _ in range(5):
        screen.key(Key.Key_Down)
    assert screen.focus.accessibleName() == "Art der Anlage stall.png"
    screen.key(Key.Key_Tab)
    assert screen.focus.accessibleName() == "Stelle im Konzept für stall.png"
    for _ in range(5):
        screen.key(Key.Key_Down)
    screen.key(Key.Key_Tab)
    screen.type("Der Stall")
    screen.key(Key.Key_Tab)
    screen.type("Ein Raum mit Tischen")
    [row] = screen.case.attachments
    assert (row.kind, row.question, row.caption, row.alt) == ("plan", "K7.1", "Der Stall", "Ein Raum mit Tischen")
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.attachments[0].alt == ""
    screen.key(Key.Key_Y, CONTROL)
    assert screen.case.attachments[0].alt == "Ein Raum mit Tischen"


def test_a_file_whose_piece_was_renamed_is_not_lost(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    attach(screen, choose, "Angebot Zaun", "zaun.pdf")
    screen.session.change("kostenkalkulation.fixe[b].evidence", "Rechnung Zaun", "Beleg")
    screen.settle()
    assert "Der Beleg „Angebot Zaun“ steht in keiner Kostenzeile mehr." in screen.words()
    assert "Liegt bei: zaun.pdf, 1 KB" in says(screen, "zaun")


# -- bytes that stay, and go ---------------------------------------------------


@pytest.fixture
def two_files(prepared: QApplication, qtbot: QtBot, own_folders: Path, choose: Callable[..., Path], tmp_path: Path) -> Iterator[Screen]:
    """A case in hof.ala, opened by the program, with bleibt.pdf and geht.pdf; the second was removed and all is saved."""
    assert own_folders
    file = tmp_path / "hof.ala"
    casefile.save(small_case(), file)
    screen = Screen(Program(prepared), qtbot)
    try:
        screen.window.show()
        screen.window.open_file(file)
        screen.workspace.go_to("belege")
        attach(screen, choose, "Pachtvertrag", "bleibt.pdf")
        attach(screen, choose, "Angebot Zaun", "geht.pdf")
        saved(screen)
        screen.click(named(screen, "Datei entfernen: geht.pdf"))
        saved(screen)
        yield screen
    finally:
        screen.put_away()


def holds(file: Path, *names: str, noted: tuple[str, ...] = ()) -> bool:
    """Does a case file hold the bytes of exactly these, and note these as removed?"""
    found = casefile.load(file)
    return (
        found.attachments == names and found.case.removed_files == noted and all(casefile.attachment(file, name) == PDF for name in names)
    )


def test_removed_bytes_stay_while_the_case_is_open_and_go_when_it_is_closed(two_files: Screen) -> None:
    screen, file = two_files, two_files.session.file
    assert holds(file, "bleibt.pdf", "geht.pdf", noted=("geht.pdf",))
    screen.window.undo()
    screen.settle()
    saved(screen)
    assert holds(file, "bleibt.pdf", "geht.pdf")
    screen.window.redo()
    screen.settle()
    case = screen.case
    screen.window.show_start()
    assert holds(file, "bleibt.pdf")
    assert casefile.load(file).case == case
    written = file.stat().st_mtime_ns
    screen.window.open_file(file)
    screen.window.show_start()
    assert file.stat().st_mtime_ns == written, "opening and closing writes nothing"


def test_closing_the_window_drops_them_too(two_files: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    file = two_files.session.file
    monkeypatch.setattr(QApplication, "quit", lambda *_: None)
    two_files.window.close()
    assert holds(file, "bleibt.pdf")


def test_another_case_that_does_not_open_leaves_undo_as_it_was(two_files: Screen, tmp_path: Path) -> None:
    answering("Verstanden", lambda: two_files.window.open_file(tmp_path / "nicht da.ala"))
    assert holds(two_files.session.file, "bleibt.pdf", "geht.pdf", noted=("geht.pdf",))


def test_save_as_leaves_removed_files_out_and_undo_brings_them_back(two_files: Screen, tmp_path: Path) -> None:
    screen, file, other = two_files, two_files.session.file, tmp_path / "kopie.ala"
    screen.session.save_as(other)
    assert holds(other, "bleibt.pdf")
    assert holds(file, "bleibt.pdf"), "the file that was left keeps nothing either"
    file.unlink()
    screen.window.undo()
    screen.settle()
    assert "Liegt bei: geht.pdf, 1 KB" in says(screen, "Angebot Zaun")
    saved(screen)
    assert holds(other, "bleibt.pdf", "geht.pdf")
    screen.window.redo()
    screen.settle()
    screen.window.undo()
    screen.settle()
    screen.session.save()
    assert holds(other, "bleibt.pdf", "geht.pdf")
    screen.window.redo()
    screen.settle()
    case = screen.case
    screen.window.show_start()
    assert holds(other, "bleibt.pdf")
    assert inbox._waiting_names(case) == set()


def test_a_file_left_by_a_killed_program_is_cleaned_when_it_is_opened(two_files: Screen, tmp_path: Path) -> None:
    killed = tmp_path / "abgebrochen.ala"
    killed.write_bytes(two_files.session.file.read_bytes())
    two_files.window.open_file(killed)
    two_files.settle()
    assert two_files.case.removed_files == ()
    two_files.qtbot.waitUntil(lambda: holds(killed, "bleibt.pdf"), timeout=20_000)


def test_a_new_case_takes_nothing_from_the_file_it_replaces(opened: Opened, tmp_path: Path) -> None:
    other = tmp_path / "anderer.ala"
    stranger = small_case().model_copy(update={"case_id": "anderer"})
    (tmp_path / "fremd.pdf").write_bytes(PDF)
    row = inbox.take(tmp_path / "fremd.pdf", stranger)
    stranger = stranger.model_copy(update={"attachments": (row,)})
    casefile.save(stranger, other, add=inbox.waiting(stranger))
    screen = opened(small_case(), file=tmp_path / "kein ordner" / "neu.ala")
    screen.session.change("farm.name", "Hof Neu", "Name")
    screen.session.save()
    assert screen.session.save_state.kind == "misslungen"
    screen.session.save_as(other)
    assert holds(other)


def test_a_row_that_names_an_attachment_by_its_id_is_freed(opened: Opened) -> None:
    rows = [{**ROWS[0], "evidence": "id1"}, {**ROWS[1], "evidence": "Angebot Zaun"}]
    files = [{"id": "id1", "title": "Vertrag", "file": "v.pdf", "evidence": ["Angebot Zaun"]}]
    case = Case.model_validate({"case_id": "probe", "kostenkalkulation": {"belegte_plaetze": 1, "fixe": rows}, "attachments": files})
    screen = opened(case, "belege")
    for title, left in (("Vertrag", ("", "Angebot Zaun")), ("Angebot Zaun", ("", "Angebot Zaun"))):
        away = [b for b in card(screen, title).findChildren(QAbstractButton) if b.text() == "Datei entfernen"]
        screen.click(away[0])
        assert tuple(row.evidence for row in screen.case.kostenkalkulation.fixe) == left
    assert screen.case.attachments == ()
    screen.window.undo()
    screen.window.undo()
    screen.settle()
    assert screen.case == case
    screen.click(next(b for b in card(screen, "Angebot Zaun").findChildren(QAbstractButton) if b.text() == "Datei entfernen"))
    assert [row.id for row in screen.session.case.attachments] == ["id1"], "another row still names it"


# -- beside the papers ---------------------------------------------------------


def export(screen: Screen, folder: Path) -> list[str]:
    """Make the papers by the button; gives the words on the page."""
    screen.click_step("export")
    papers = screen.workspace.page.findChildren(ExportPanel)[0]
    papers.folder.setText(str(folder))
    with screen.qtbot.waitSignal(papers.finished, timeout=60_000):
        papers.act()
    return [plain(words) for words in screen.words()]


def attached(screen: Screen, choose: Callable[..., Path]) -> None:
    """One file that goes along and one that does not."""
    choose("zaun.pdf", letter("Zaunangebot"))
    screen.click(named(screen, "Datei anhängen zu Angebot Zaun"))
    choose("plan.png")
    screen.click(panel(screen).add)


def printed(folder: Path) -> str:
    pages = PdfReader(folder / "02_Kostenkalkulation.pdf").pages
    return " ".join("".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def test_the_export_brings_the_files(opened: Opened, choose: Callable[..., Path], tmp_path: Path) -> None:
    screen = opened(small_case(), "belege")
    attached(screen, choose)
    folder = tmp_path / "unterlagen"
    export(screen, folder)
    assert sorted(file.name for file in (folder / "Anlagen").iterdir()) == ["00_Anlagenverzeichnis.pdf", "Anlage_01_zaun.pdf"]
    assert PdfReader(folder / "Anlagen" / "Anlage_01_zaun.pdf").pages[0].extract_text().strip() == "Zaunangebot"
    assert "liegt bei: Anlage 1 (zaun.pdf)" in printed(folder)


def test_the_command_line_brings_the_files_and_a_plain_case_says_they_are_missing(
    opened: Opened, choose: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = opened(small_case(), "belege")
    attached(screen, choose)
    saved(screen)
    plain_case = tmp_path / "case.json"
    plain_case.write_bytes(casefile.dump(screen.case))
    of = (
        (screen.session.file, "liegt bei: Anlage 1 (zaun.pdf)", ["Anlage_01_zaun.pdf"], ["Anlage 2: plan: Die Datei"]),
        (plain_case, "Datei fehlt: zaun", [], ["Anlage 1: zaun: Die Datei liegt nicht", "Anlage 2: plan: Die Datei liegt nicht"]),
    )
    for file, state, files, told in of:
        folder = tmp_path / file.stem
        assert main(["export", str(file), "--out", str(folder), "--format", "pdf", "--only", "kostenkalkulation,anlagen"]) == 1
        said = capsys.readouterr().err.splitlines()
        assert len(said) == len(told) and all(line.startswith(begin) for line, begin in zip(said, told, strict=True)), said
        assert state in printed(folder)
        assert [found.name for found in (folder / "Anlagen").glob("Anlage_*")] == files


def test_undo_before_the_first_save_and_redo_after_it(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    attach(screen, choose, "Pachtvertrag", "a.pdf")
    screen.window.undo()
    screen.settle()
    saved(screen)
    assert screen.case == small_case()
    screen.window.redo()
    screen.settle()
    screen.session.save()
    assert casefile.attachment(screen.session.file, "a.pdf") == PDF
    assert screen.session.has_file(screen.case.attachments[0])


def test_a_failed_save_keeps_the_file_until_it_works(opened: Opened, choose: Callable[..., Path], tmp_path: Path) -> None:
    place = tmp_path / "ordner"
    screen = opened(small_case(), "belege", file=place / "hof.ala")
    attach(screen, choose, "Pachtvertrag", "a.pdf")
    screen.qtbot.waitUntil(lambda: screen.session.save_state.kind == "misslungen")
    rescued = screen.session.save_state.rescued
    assert rescued is not None
    assert casefile.attachment(rescued, "a.pdf") == PDF
    place.mkdir()
    screen.session.save()
    assert casefile.attachment(place / "hof.ala", "a.pdf") == PDF
    assert not rescued.exists()


# -- what goes wrong -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("start.exe", b"MZ", "„start.exe“ ist weder Dokument noch Bild."),
        ("leer.pdf", b"", "Die Datei „leer.pdf“ ist leer."),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_changes(
    opened: Opened, choose: Callable[..., Path], name: str, content: bytes, sentence: str
) -> None:
    screen = opened(small_case(), "belege")
    choose(name, content)
    screen.click(named(screen, "Datei anhängen zu Pachtvertrag"))
    assert any(words.startswith(sentence) for words in screen.words())
    assert screen.case == small_case()
    assert screen.session.undo_name == ""
    attach(screen, choose, "Pachtvertrag", "gut.pdf")
    assert not any(words.startswith(sentence) for words in screen.words())


def test_a_file_above_50_megabytes_is_refused(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    file = choose("gross.pdf")
    with file.open("r+b") as grown:
        grown.truncate(50 * 1024 * 1024 + 1)
    screen.click(named(screen, "Datei anhängen zu Pachtvertrag"))
    said = next(plain(words) for words in screen.words() if "gross.pdf" in words)
    assert said.endswith("möglich sind 50 MB. Nehmen Sie eine kleinere Fassung.")
    assert screen.case == small_case()


def test_a_file_that_is_named_but_not_there_is_said(opened: Opened) -> None:
    case = Case.model_validate({**small_case().model_dump(), "attachments": [{"file": "fort.pdf", "evidence": ["Pachtvertrag"]}]})
    screen = opened(case, "belege")
    assert "Die Datei fort.pdf liegt nicht mehr im Antrag. Hängen Sie sie noch einmal an." in says(screen, "Pachtvertrag")
    assert not [b for b in card(screen, "Pachtvertrag").findChildren(QAbstractButton) if b.text() == "Datei öffnen"]


# -- looking, dropping ---------------------------------------------------------


def test_a_file_is_looked_at_as_a_copy(opened: Opened, choose: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened(small_case(), "belege")
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    attach(screen, choose, "Pachtvertrag", "a.pdf", letter("Pacht bis 2040"))
    screen.click(named(screen, "Datei öffnen: a.pdf"))
    saved(screen)
    screen.click(named(screen, "Datei öffnen: a.pdf"))
    places = [Path(url.toLocalFile()) for url in shown]
    assert [place.name for place in places] == ["a.pdf", "a.pdf"], screen.words(panel(screen))
    assert [texts(place.read_bytes()) for place in places] == [["Pacht bis 2040"], ["Pacht bis 2040"]]
    assert len(set(places)) == 2


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.pdf", changed(opens({"/S": Name.Launch, "/F": "/bin/sh"}))),
        ("a.pdf", changed(lambda pdf: pdf.Root.__setitem__("/OpenAction", script()))),
        ("a.pdf", changed(embedded)),
    ],
    ids=["launch", "script", "embedded"],
)
def test_what_is_looked_at_can_do_nothing(
    opened: Opened, choose: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, name: str, raw: bytes
) -> None:
    """Another program gets the copy: without scripts, actions and files inside; the original stays as it is."""
    screen = opened(small_case(), "belege")
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    attach(screen, choose, "Pachtvertrag", name, raw)
    screen.click(named(screen, f"Datei öffnen: {name}"))
    [url] = shown
    assert not keys(Path(url.toLocalFile()).read_bytes()) & {"/JS", "/JavaScript", "/OpenAction", "/AA", "/EF", "/EmbeddedFiles", "/Launch"}
    saved(screen)
    assert casefile.attachment(screen.session.file, name) == raw


@pytest.mark.parametrize(("name", "raw", "said"), [("a.pdf", PDF, "beschädigt"), ("a.png", huge_png(), "Millionen Bildpunkte")])
def test_what_cannot_be_made_harmless_is_not_shown(
    opened: Opened, choose: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, name: str, raw: bytes, said: str
) -> None:
    screen = opened(small_case(), "belege")
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    attach(screen, choose, "Pachtvertrag", name, raw)
    screen.click(named(screen, f"Datei öffnen: {name}"))
    assert shown == [] and any(said in words for words in screen.words())


def drop(screen: Screen, target: QWidget, urls: list[QUrl]) -> None:
    """Let a file fall onto a widget of the page."""
    data = QMimeData()
    data.setUrls(urls)
    place = target.mapTo(panel(screen), QPoint(target.width() // 2, 6))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(panel(screen), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(panel(screen), QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys))
    screen.settle()


def test_files_may_be_dropped_onto_a_piece_or_beside(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    first, second = choose("a.pdf"), choose("b.png")
    drop(screen, card(screen, "Angebot Zaun"), [QUrl.fromLocalFile(str(first))])
    drop(screen, panel(screen).add, [QUrl.fromLocalFile(str(second))])
    assert [(row.file, row.evidence) for row in screen.case.attachments] == [("a.pdf", ("Angebot Zaun",)), ("b.png", ())]
    drop(screen, panel(screen).add, [QUrl("https://example.org/c.pdf")])
    assert len(screen.case.attachments) == 2
    assert "Das lässt sich nicht anhängen. Ziehen Sie eine Datei von Ihrem Rechner hierher." in screen.words()


def test_typing_a_title_keeps_the_cursor(opened: Opened, choose: Callable[..., Path]) -> None:
    screen = opened(small_case(), "belege")
    choose("a.pdf")
    screen.click(screen.button("Anlage hinzufügen"))
    field: Any = screen.focus
    screen.type(" Übersicht")
    assert screen.focus is field
    assert screen.case.attachments[0].title == "a Übersicht"
    QTest.keyClick(field, Key.Key_Home)
    screen.type("Die ")
    assert screen.case.attachments[0].title == "Die a Übersicht"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.attachments[0].title == "a"


def test_several_files_at_once_serve_the_same_row(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = opened(small_case(), "belege")
    files = [tmp_path / name for name in ("Wartung 1.pdf", "Wartung 2.pdf", "laut.exe")]
    for file in files:
        file.write_bytes(PDF)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file) for file in files], ""))
    screen.click(named(screen, "Datei anhängen zu Wartung"))
    assert [(row.file, row.evidence) for row in screen.case.attachments] == [
        ("Wartung 1.pdf", ("Wartung 1",)),
        ("Wartung 2.pdf", ("Wartung 1",)),
    ]
    assert screen.case.kostenkalkulation.fixe[4].evidence == "Wartung 1"
    assert any(words.startswith("„laut.exe“") for words in screen.words())


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 1.0), ((960, 540), 1.0), ((1920, 1080), 2.0)])
def test_long_names_fit_at_every_size(opened: Opened, choose: Callable[..., Path], size: tuple[int, int], scale: float) -> None:
    long = "Pachtvertrag_mit_Anlagen_und_Nachtrag_vom_Scanner_im_Hofbuero_ohne_jede_Luecke_2026.pdf"
    rows = [{**row, "name": "Gemeinschaftsverpflegungsküche mit Nebenräumen und Spülbereich im alten Stall " * 2} for row in ROWS]
    case = Case.model_validate({"case_id": "probe", "kostenkalkulation": {"belegte_plaetze": 1, "tage": 250, "fixe": rows}})
    screen = opened(case, "belege", size=size, scale=scale)
    attach(screen, choose, "Pachtvertrag", long)
    choose(long)
    screen.click(panel(screen).add)
    screen.settle()
    page = screen.workspace.page
    assert [*clipped(page), *overlapping(page), *nameless(page)] == []
    assert page.horizontalScrollBar().maximum() == 0


# -- many pieces ---------------------------------------------------------------


def many() -> Case:
    """Fourteen rows, each with evidence of its own, and two other files."""
    rows = [{**ROWS[0], "id": f"r{place}", "name": f"Zeile {place}", "evidence": f"Beleg {place}"} for place in range(14)]
    others = [{"id": f"o{place}", "title": f"Plan {place}", "file": f"plan{place}.pdf", "kind": "sonstiges"} for place in range(2)]
    return Case.model_validate(
        {"case_id": "viele", "kostenkalkulation": {"belegte_plaetze": 1, "tage": 250, "fixe": rows}, "attachments": others}
    )


def cards(screen: Screen) -> list[str]:
    return [found.accessibleName() for found in panel(screen).findChildren(QFrame) if found.property("piece")]


def test_of_many_pieces_the_first_stand_there_at_once_and_the_others_follow(opened: Opened) -> None:
    screen = opened(many())
    screen.workspace.go_to("belege")
    assert cards(screen) == [f"Beleg {place}" for place in range(5)]
    screen.qtbot.waitUntil(lambda: len(cards(screen)) == 14 and not panel(screen)._building.isActive())
    assert cards(screen) == [f"Beleg {place}" for place in range(14)]
    screen.session.change("kostenkalkulation.fixe[r13].evidence", "Anderer", "Beleg")
    assert screen.workspace.page.reveal("attachments[o1].title")  # whoever looks for a file waits for no other
    assert cards(screen)[-1] == "Anderer" and screen.focus.property("text") == "Plan 1"
    screen.type("t")
    assert screen.case.attachments[1].title.endswith("t")
    screen.session.undo()
    screen.settle()
    assert screen.case.attachments[1].title == "Plan 1"


def test_who_leaves_while_cards_follow_finds_them_all_on_return(opened: Opened) -> None:
    screen = opened(many())
    screen.workspace.go_to("belege")
    screen.workspace.go_to("k01")
    screen.settle()
    screen.workspace.go_to("belege")
    screen.qtbot.waitUntil(lambda: "Plan 0" in [field.property("text") for field in panel(screen).findChildren(QWidget)])
    assert len(cards(screen)) == 14
