"""Attachments taken in, carried along, removed: the bytes that went in come out, whatever their name and whatever breaks."""

from __future__ import annotations

import errno
import hashlib
import itertools
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ala_wizard.app import _save
from ala_wizard.model.case import Attachment, Case
from ala_wizard.model.german import format_size
from ala_wizard.store import casefile, disk, inbox, journal, recovery
from ala_wizard.store.errors import StoreError
from ala_wizard.store.journal import Journal, put_away
from tests.store.cases import with_attachments
from tests.store.test_faults import ERRORS, Faults, install

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40
OLD = {"alt.pdf": b"%PDF alt"}


def code(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.code


def put(folder: Path, name: str, content: bytes = PDF) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def with_rows(*rows: Attachment, **more: Any) -> Case:
    return Case(case_id="probe", attachments=rows, **more)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


# --- taken in ---------------------------------------------------------------------------------------------------------


def test_a_chosen_file_is_described_and_survives_the_pulled_stick(stick: Path, tmp_path: Path, own_folders: Path) -> None:
    chosen = put(stick, "Angebot Zaun.PDF")
    row = inbox.take(chosen, Case(case_id="probe"))
    assert (row.title, row.file, row.media_type, row.size) == ("Angebot Zaun", "Angebot Zaun.pdf", "application/pdf", len(PDF))
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    chosen.unlink()
    stick.rmdir()
    case = with_rows(row)
    [(name, place)] = inbox.waiting(case).items()
    assert place.is_relative_to(own_folders)
    path = tmp_path / "a.ala"
    casefile.save(case, path, add=inbox.waiting(case))
    assert casefile.attachment(path, name) == PDF
    assert casefile.load(path).case == case
    inbox.saved(case, [name])
    assert inbox.waiting(case) == {}
    assert inbox.content(case, row, path) == PDF


def test_new_ones_stand_beside_those_carried_over(stick: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    old = Attachment(id="alt", file="alt.pdf")
    with_attachments(path, with_rows(old), OLD)
    row = inbox.take(put(stick, "neu.pdf"), with_rows(old))
    case = with_rows(old, row)
    casefile.save(case, path, path, add=inbox.waiting(case))
    assert casefile.attachment_names(path) == ("alt.pdf", "neu.pdf")
    assert (casefile.attachment(path, "alt.pdf"), casefile.attachment(path, "neu.pdf")) == (OLD["alt.pdf"], PDF)
    casefile.save(case, tmp_path / "b.ala", path)
    assert casefile.attachment_names(tmp_path / "b.ala") == ("alt.pdf", "neu.pdf")


def test_a_name_taken_twice_gets_a_number_whatever_its_capitals(stick: Path) -> None:
    case = with_rows(Attachment(file="plan.pdf"), removed_files=("Weg.pdf",))
    rows = [inbox.take(put(stick, name), case, {"frei.pdf"}) for name in ("PLAN.pdf", "weg.pdf", "Frei.PDF")]
    assert [row.file for row in rows] == ["PLAN-2.pdf", "weg-2.pdf", "Frei-2.pdf"]
    assert inbox.take(put(stick, "plan-2.pdf"), case).file == "plan-2-2.pdf"  # the first one waits already


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\system.pdf", "system.pdf"),
        ("C:\\Ordner\\x\\Angebot.pdf", "Angebot.pdf"),
        ("C:evil.pdf", "C evil.pdf"),
        ("CON.pdf", "anlage CON.pdf"),
        ("com1.tar.pdf", "anlage com1.tar.pdf"),
        ("aux", "anlage aux"),
        ("lpt9.PDF", "anlage lpt9.pdf"),
        ("...pdf", "anlage.pdf"),
        (".pdf", "anlage.pdf"),
        ("  a   b .pdf", "a b.pdf"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("zeile\num\x00bruch.pdf", "zeileumbruch.pdf"),
        ('a<b>:"|?*[1].pdf', "a b 1.pdf"),
        ("Ümläut ß 🐑.pdf", "Ümläut ß 🐑.pdf"),
        ("u\u0308ber.pdf", "über.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("", "anlage"),
        ("/", "anlage"),
        ("punkt am ende.pdf. . ", "punkt am ende.pdf"),
    ],
)
def test_hostile_and_odd_names_become_harmless(name: str, made: str) -> None:
    assert inbox.free_name(name, ()) == made
    assert inbox.free_name(made, ()) == made
    assert casefile._harmless(casefile.ATTACHMENTS + made)


@pytest.mark.parametrize("name", ["programm.exe", "makro.docm", "seite.html", "start.bat", "ohne", "bild.svg", "paket.zip", "pdf"])
def test_only_documents_and_pictures_are_taken(stick: Path, name: str) -> None:
    assert code(lambda: inbox.take(put(stick, name), Case(case_id="probe"))) == "anlage_art"


def test_what_cannot_be_taken_is_said(stick: Path) -> None:
    stick.mkdir()
    (stick / "ordner.pdf").mkdir()
    assert code(lambda: inbox.take(stick / "weg.pdf", Case(case_id="probe"))) == "fehlt"
    assert code(lambda: inbox.take(stick / "ordner.pdf", Case(case_id="probe"))) == "ordner"
    assert code(lambda: inbox.take(put(stick, "leer.pdf", b""), Case(case_id="probe"))) == "anlage_leer"
    assert inbox._waiting_names(Case(case_id="probe")) == set()


def sparse(path: Path, size: int) -> Path:
    """A file of this size that takes no room."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_fifty_megabytes_are_taken_one_byte_more_is_not(stick: Path) -> None:
    limit = 50 * 1024 * 1024
    row = inbox.take(sparse(stick / "gerade.pdf", limit), Case(case_id="probe"))
    assert row.size == limit
    with pytest.raises(StoreError) as caught:
        inbox.take(sparse(stick / "mehr.pdf", limit + 1), Case(case_id="probe"))
    assert (caught.value.code, caught.value.values["limit"]) == ("anlage_gross", "50\u00a0MB")


def test_all_together_stay_below_500_megabytes(stick: Path) -> None:
    full = with_rows(Attachment(file="a.pdf", size=500 * 1024 * 1024 - 9), Attachment(file="alt.pdf"))
    assert inbox.take(put(stick, "b.pdf", b"%PDF 9 B "), full).size == 9
    assert code(lambda: inbox.take(put(stick, "c.pdf", b"%PDF 10 B "), full)) == "anlagen_gross"


def test_sizes_are_shown_as_people_read_them() -> None:
    sizes = (1, 1024, 700_000, 1024 * 1024, 1_468_006, 50 * 1024 * 1024, 1200 * 1024 * 1024)
    assert [format_size(size).replace("\u00a0", " ") for size in sizes] == [
        "1 KB", "1 KB", "684 KB", "1 MB", "1,4 MB", "50 MB", "1.200 MB",
    ]  # fmt: skip


# --- removed ----------------------------------------------------------------------------------------------------------


def test_nothing_is_dropped_unless_the_case_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    case = Case(case_id="probe")
    with_attachments(path, case, {**OLD, "von hand.pdf": b"%PDF"})
    casefile.save(case, path)
    assert casefile.attachment_names(path) == ("alt.pdf", "von hand.pdf")
    casefile.save(case, path, drop=("ALT.pdf",))
    assert casefile.attachment_names(path) == ("von hand.pdf",)


def test_what_the_case_names_again_is_never_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    case = with_rows(Attachment(file="alt.pdf"))
    with_attachments(path, case, OLD)
    casefile.save(case, path, drop=("alt.pdf",))
    assert casefile.attachment(path, "alt.pdf") == OLD["alt.pdf"]


def test_what_was_attached_and_taken_back_does_not_stay(stick: Path) -> None:
    case = Case(case_id="probe")
    row = inbox.take(put(stick, "a.pdf"), case)
    inbox.tidy(with_rows(row))
    assert set(inbox.waiting(with_rows(row))) == {"a.pdf"}
    inbox.tidy(case)
    assert inbox._waiting_names(case) == set()


def test_what_waits_for_another_file_of_the_case_stays(stick: Path, tmp_path: Path) -> None:
    """Attached while the stick was out of reach; then an older copy of the same case is opened."""
    case = Case(case_id="probe")
    row = inbox.take(put(stick, "a.pdf"), case)
    Journal("probe", tmp_path / "stick.ala", "", datetime.now).note(with_rows(row))
    inbox.tidy(case)
    assert set(inbox.waiting(with_rows(row))) == {"a.pdf"}
    Journal("anderer", tmp_path / "b.ala", "", datetime.now).note(with_rows(row))
    put_away(journal.place("probe", tmp_path / "stick.ala"))
    inbox.tidy(case)
    assert inbox._waiting_names(case) == set()


def test_removed_bytes_are_kept_beside_the_file_for_undo(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    row = Attachment(id="alt", file="alt.pdf")
    with_attachments(path, with_rows(row), OLD)
    inbox.keep(with_rows(), ("alt.pdf", "nie da.pdf", "../weg.pdf"), path)
    path.unlink()
    assert inbox._waiting_names(with_rows()) == {"alt.pdf"}
    assert inbox.content(with_rows(row), row, None) == OLD["alt.pdf"]


# --- broken and hostile files -----------------------------------------------------------------------------------------


def test_a_case_that_names_a_path_reads_nothing_else(own_folders: Path) -> None:
    secret = own_folders / "ala-wizard" / "data" / "eingang" / "geheim.pdf"
    secret.parent.mkdir(parents=True)
    secret.write_bytes(b"secret")
    for name in ("../geheim.pdf", str(secret), "..\\geheim.pdf", "a\0b.pdf", ".", ""):
        case = with_rows(Attachment(file=name))
        assert inbox.waiting(case) == {}
        assert code(partial(inbox.content, case, case.attachments[0], None)) == "anlage_weg"


def test_a_changed_copy_never_gets_into_the_file(stick: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    with_attachments(path, Case(case_id="alt"), OLD)
    row = inbox.take(put(stick, "a.pdf"), Case(case_id="probe"))
    case = with_rows(row)
    inbox.waiting(case)["a.pdf"].write_bytes(b"something else")
    assert code(lambda: casefile.save(case, path, add=inbox.waiting(case))) == "pruefung"
    assert casefile.load(path).case.case_id == "alt"


def test_an_attachment_damaged_in_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    case = with_rows(Attachment(file="a.pdf"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("case.json", casefile.dump(case))
        archive.writestr("attachments/a.pdf", PDF)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"%PDF") + 2] ^= 0xFF
    path.write_bytes(raw)
    assert code(lambda: inbox.content(case, case.attachments[0], path)) == "kaputt"
    assert inbox.present(case, path) == {"a.pdf"}
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert inbox.present(case, path) == frozenset()
    path.unlink()
    assert inbox.present(case, path) == frozenset()


def test_plain_json_takes_nothing_in(stick: Path, tmp_path: Path) -> None:
    case = with_rows(inbox.take(put(stick, "a.pdf"), Case(case_id="probe")))
    assert code(lambda: casefile.save(case, tmp_path / "case.json", add=inbox.waiting(case))) == "anlagen_json"


def test_a_copy_to_look_at_is_a_document_in_the_own_folder(tmp_path: Path, own_folders: Path) -> None:
    path = tmp_path / "a.ala"
    rows = (Attachment(id="a", file="plan.pdf"), Attachment(id="b", file="plan.pdf.exe"), Attachment(id="c", file="fort.pdf"))
    case = with_rows(*rows)
    with_attachments(path, case, {"plan.pdf": PDF, "plan.pdf.exe": b"MZ"})
    seen = inbox.view(case, rows[0], path)
    assert (seen.name, seen.read_bytes()) == ("plan.pdf", PDF)
    assert seen.is_relative_to(own_folders)
    assert code(lambda: inbox.view(case, rows[1], path)) == "anlage_art"
    assert code(lambda: inbox.view(case, rows[2], path)) == "anlage_weg"
    inbox.clear_views()
    assert not seen.exists()
    inbox.clear_views()


def test_a_recovery_copy_holds_what_stands_in_no_file_yet(stick: Path) -> None:
    case = with_rows(inbox.take(put(stick, "a.pdf"), Case(case_id="probe")))
    kept = recovery.keep(case, Path("/stick/hof.ala"))
    assert casefile.attachment(kept, "a.pdf") == PDF
    assert set(inbox.waiting(case)) == {"a.pdf"}  # the save that failed will still take it


# --- every step fails once --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", list(ERRORS))
def test_a_fault_while_taking_in_leaves_nothing_or_all(stick: Path, own_folders: Path, number: int) -> None:
    chosen = put(stick, "a.pdf")
    empty = Case(case_id="probe")
    said = set()
    for at in itertools.count(1):
        faults = Faults(at, number)
        with pytest.MonkeyPatch.context() as monkeypatch:
            install(monkeypatch, faults)
            try:
                inbox.take(chosen, empty)
            except StoreError as error:
                said.add(error.code)
        names = {place.name for place in own_folders.rglob("*") if place.is_file()}
        assert names <= {"a.pdf"}, (at, faults.stepped[-1])
        for place in own_folders.rglob("a.pdf"):
            assert place.read_bytes() == PDF
            place.unlink()
        if len(faults.stepped) < at:
            break
    assert chosen.read_bytes() == PDF
    assert "eingang" in said
    assert said <= {"eingang", "lesen", "lesen_gesperrt"}


@pytest.mark.parametrize("number", list(ERRORS))
def test_a_fault_while_saving_keeps_old_and_new_attachments(stick: Path, tmp_path: Path, number: int) -> None:
    path = tmp_path / "a.ala"
    before = with_rows(Attachment(id="alt", file="alt.pdf"))
    chosen = put(stick, "neu.pdf")
    outcomes = set()
    for at in itertools.count(1):
        with_attachments(path, before, OLD)
        after = with_rows(*before.attachments, inbox.take(chosen, before))
        faults = Faults(at, number)
        with pytest.MonkeyPatch.context() as monkeypatch:
            install(monkeypatch, faults)
            try:
                _save(after, path, path)
            except Exception as error:
                outcomes.add(type(error).__name__)
        loaded = casefile.load(path)
        assert casefile.attachment(path, "alt.pdf") == OLD["alt.pdf"]
        assert loaded.case in (before, after), (at, faults.stepped[-1])
        if loaded.case == after:
            assert inbox.content(after, after.attachments[1], path) == PDF
        # until a save has worked the copy waits
        assert "neu.pdf" in casefile.attachment_names(path) or "neu.pdf" in inbox.waiting(after), (at, faults.stepped[-1])
        assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []
        outcomes.add("new" if loaded.case == after else "old")
        inbox.saved(after, ["neu.pdf"])
        if len(faults.stepped) < at:
            break
    assert outcomes == {"old", "new", "SentenceError"}


def test_a_full_disk_of_the_own_computer_is_said(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, "sync", full)
    assert code(lambda: inbox.take(put(stick, "a.pdf"), Case(case_id="probe"))) == "eingang"
    assert [file.name for file in stick.iterdir()] == ["a.pdf"]
