"""Real disks and odd places: a full one, one that cannot be written, long names, umlauts. Needs the right to mount, else skipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ala_wizard.app import engine
from ala_wizard.model.case import Case
from ala_wizard.store import casefile, journal, lock, recovery, rescue
from ala_wizard.store.errors import StoreError
from ala_wizard.store.guard import Guard
from ala_wizard.ui.session import Session
from tests.proofs.faults import named, store

NOON = datetime(2026, 3, 2, 12, 0)


def mount(*words: str) -> bool:
    return shutil.which("mount") is not None and not subprocess.run(["mount", *words], capture_output=True, check=False).returncode


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB."""
    place = tmp_path / "Stick"
    place.mkdir()
    if sys.platform != "linux" or not mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)):
        pytest.skip("no right to mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def long(letters: int) -> Case:
    """A case whose text hardly shrinks."""
    import random

    text = random.Random(letters).randbytes(letters // 2).hex()
    return named("groß").model_copy(update={"answers": {"K1.1": text}})


@pytest.fixture
def session(qapp: QApplication, stick: Path) -> Iterator[Session]:
    assert qapp
    casefile.save(named("alt"), stick / "hof.ala")
    made = Session(named("alt"), stick / "hof.ala", engine())
    yield made
    made.saver.finish()
    made.close()
    made.deleteLater()


def rescued_well(session: Session) -> None:
    """Everything typed lies on this computer, and the program says where."""
    state = session.save_state
    assert state.kind == "misslungen"
    assert state.rescued == recovery.recovery_file(session.case, session.file)
    assert casefile.load(state.rescued).case == session.case
    session.noter.finish()
    assert journal.read(journal.place("probe", session.file)).case == session.case


def test_a_full_stick_keeps_the_old_file_and_the_typing_goes_on(session: Session, stick: Path) -> None:
    (stick / "fotos").write_bytes(b"x" * 200_000)
    session.edit(lambda _: long(400_000), "Text")
    session.save()
    assert "kein Platz mehr" in str(session.save_state.problem)
    assert casefile.load(stick / "hof.ala").case == named("alt")
    assert [path.name for path in stick.iterdir() if path.suffix == ".tmp"] == []
    rescued_well(session)
    session.change("farm.name", "weiter", "Name")
    session.save()
    rescued_well(session)
    copy = session.save_state.rescued
    (stick / "fotos").unlink()
    session.edit(lambda case: case.model_copy(update={"answers": {}}), "gekürzt")
    session.save()
    assert session.save_state.kind == "gespeichert"
    assert casefile.load(stick / "hof.ala").case == session.case
    assert copy is not None and not copy.exists()


def test_a_stick_that_cannot_be_written_keeps_the_old_file(session: Session, stick: Path) -> None:
    assert mount("-o", "remount,ro", str(stick))
    session.change("farm.name", "neu", "Name")
    session.save()
    assert "lässt sich" in str(session.save_state.problem)
    assert casefile.load(stick / "hof.ala").case == named("alt")
    rescued_well(session)
    assert mount("-o", "remount,rw", str(stick))
    session.save()
    assert session.save_state.kind == "gespeichert"


def test_a_folder_that_is_gone_costs_nothing(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    folder = tmp_path / "Netz"
    folder.mkdir()
    casefile.save(named("alt"), folder / "hof.ala")
    made = Session(named("alt"), folder / "hof.ala", engine())
    folder.rename(tmp_path / "weg")
    made.change("farm.name", "neu", "Name")
    made.save()
    rescued_well(made)
    assert not folder.exists()
    (tmp_path / "weg").rename(folder)
    made.save()
    assert made.save_state.kind == "gespeichert"
    assert casefile.load(folder / "hof.ala").case.farm.name == "neu"
    made.close()
    made.deleteLater()


@pytest.mark.parametrize(
    "name",
    [
        "Höfe & Söhne/Antrag für Großmutter, 2. Fassung.ala",
        " Ordner mit  Lücken /Hof 🐑 €.ala",
        "Ho\u0308fe/Ho\u0308f.ala",
        "x" * 246 + ".ala",
        "/".join(["ein langer Ordnername"] * 11) + "/hof.ala",
    ],
    ids=["umlaute", "luecken", "zerlegt", "langer_name", "langer_weg"],
)
def test_odd_places_are_places_like_any_other(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    assert len(str(file)) > 250 or len(name) < 246
    casefile.save(named("alt"), file)
    kept = Guard(named("alt"), file, lambda: NOON, saved=True)
    assert lock.lock_file(file).exists()
    kept.note(named("mitte"))
    offer = rescue.look(file).offer
    assert offer is not None and offer.case == named("mitte")
    store(kept, named("neu"))
    assert casefile.load(file).case == named("neu")
    assert rescue.look(file).offer is None
    kept.close(named("neu"), clean=True)
    file.write_bytes(b"")
    best = rescue.look(file).offer
    assert best is not None and best.case == named("neu")
    assert recovery.keep(named("x"), file).exists()


def test_no_folder_of_its_own_is_no_reason_to_stop(own_folders: Path, tmp_path: Path) -> None:
    (own_folders / "ala-wizard").write_text("a file where the folder should be", encoding="utf-8")
    file = tmp_path / "hof.ala"
    casefile.save(named("alt"), file)
    kept = Guard(named("alt"), file, lambda: NOON, saved=True)
    with pytest.raises(StoreError):
        kept.note(named("neu"))
    store(kept, named("neu"))
    assert casefile.load(file).case == named("neu")
    kept.close(named("neu"), clean=True)


def test_a_full_disk_for_the_journal_costs_nothing_that_was_kept(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALA_WIZARD_HOME", str(stick / "heim"))
    kept = journal.Journal("probe", Path("/x/hof.ala"), "", lambda: NOON)
    last, made = named("a"), False
    kept.note(last)
    for number in range(200):
        case = named(f"{number} " + "ab" * 4000)
        try:
            kept.note(case)
            last = case
        except StoreError as error:
            assert error.code == "voll"
            made = True
            break
    assert made
    assert journal.read(kept.path).case == last
