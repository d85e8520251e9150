"""The session without a window: undo, honest save states, order of saves, attachments."""

from __future__ import annotations

import threading
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ala_wizard.app import engine
from ala_wizard.model.case import Case
from ala_wizard.model.people import Person
from ala_wizard.store import casefile
from ala_wizard.ui.session import MAX_UNDO, PAUSE, Session


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0)

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Disk:
    """Takes every save and can be slow or broken."""

    def __init__(self) -> None:
        self.saves: list[tuple[Case, Path, Path | None]] = []
        self.rescued: list[Case] = []
        self.free = threading.Event()
        self.free.set()
        self.begun = threading.Event()
        self.problem: Exception | None = None
        self.no_rescue = False
        self.over = 0

    def save(self, case: Case, file: Path, attachments: Path | None) -> None:
        self.begun.set()
        assert self.free.wait(10)
        if self.problem is not None:
            raise self.problem
        self.saves.append((case, file, attachments))

    def rescue(self, case: Case, file: Path) -> Path:
        if self.no_rescue:
            raise OSError("voll")
        self.rescued.append(case)
        return file.with_suffix(".rettung")

    def rescue_over(self, _case: Case, _file: Path) -> None:
        self.over += 1

    @property
    def names(self) -> list[str]:
        return [case.farm.name for case, _, _ in self.saves]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def session(qapp: QApplication, clock: Clock, disk: Disk, tmp_path: Path) -> Any:
    assert qapp
    made = Session(
        Case(), tmp_path / "antrag.ala", replace(engine(), now=clock, save=disk.save, rescue=disk.rescue, rescue_over=disk.rescue_over)
    )
    yield made
    disk.free.set()
    disk.problem = None
    made.saver.finish()
    made.deleteLater()


def type_name(session: Session, clock: Clock, words: str, seconds: float = 0.2) -> None:
    """Type letter by letter into the name of the farm."""
    before = session.case.farm.name
    for end in range(1, len(words) + 1):
        clock.go(seconds)
        session.change("farm.name", before + words[:end], "Name")


# -- undo ----------------------------------------------------------------------


def test_typing_in_one_go_is_one_step(session: Session, clock: Clock) -> None:
    type_name(session, clock, "Hof Birnbaum")
    assert session.undo_name == "Name"
    assert session.undo() == "farm.name"
    assert session.case == replace_name(session.case, "")
    assert session.undo_name == ""
    session.redo()
    assert session.case.farm.name == "Hof Birnbaum"


def replace_name(case: Case, name: str) -> Case:
    return case.model_copy(update={"farm": case.farm.model_copy(update={"name": name})})


def test_a_pause_begins_a_new_step(session: Session, clock: Clock) -> None:
    type_name(session, clock, "Hof")
    clock.go(PAUSE.total_seconds())
    type_name(session, clock, " Birnbaum")
    session.undo()
    assert session.case.farm.name == "Hof"
    session.undo()
    assert session.case.farm.name == ""


def test_just_below_the_pause_is_still_one_step(session: Session, clock: Clock) -> None:
    type_name(session, clock, "abc", PAUSE.total_seconds() - 0.001)
    session.undo()
    assert session.case.farm.name == ""


def test_leaving_the_field_begins_a_new_step(session: Session, clock: Clock) -> None:
    type_name(session, clock, "Hof")
    session.end_typing()
    type_name(session, clock, "1")
    session.undo()
    assert session.case.farm.name == "Hof"


def test_another_place_begins_a_new_step(session: Session, clock: Clock) -> None:
    type_name(session, clock, "Hof")
    session.change("farm.street", "Weg 1", "Straße")
    type_name(session, clock, "A")
    names = []
    while session.undo_name:
        names.append(session.undo_name)
        session.undo()
    assert names == ["Name", "Straße", "Name"]
    assert session.case.farm == Case().farm


def test_typing_after_an_undo_is_a_step_of_its_own_and_ends_redo(session: Session, clock: Clock) -> None:
    type_name(session, clock, "Hof")
    session.end_typing()
    type_name(session, clock, "X")
    session.undo()
    assert session.redo_name == "Name"
    type_name(session, clock, "Y")
    assert session.redo_name == ""
    session.undo()
    assert session.case.farm.name == "Hof"


def test_the_history_has_an_end(session: Session) -> None:
    for number in range(MAX_UNDO + 20):
        session.change("farm.name", f"Hof {number}", "Name", place=f"{number}")
    steps = 0
    while session.undo_name:
        session.undo()
        steps += 1
    assert steps == MAX_UNDO
    assert session.case.farm.name == "Hof 19"
    while session.redo_name:
        session.redo()
    assert session.case.farm.name == f"Hof {MAX_UNDO + 19}"


def test_undo_and_redo_of_nothing_do_nothing(session: Session) -> None:
    before = session.case
    assert session.undo() == session.redo() == ""
    assert session.case is before


def test_what_does_not_fit_or_change_leaves_no_trace(session: Session) -> None:
    before = session.case
    assert not session.change("offer.places_target", -3, "Plätze")
    assert session.change("farm.name", "", "Name")
    assert session.case is before
    assert session.undo_name == ""


def test_unread_text_of_a_field_is_kept_and_goes_with_a_good_value(session: Session) -> None:
    session.change("kostenkalkulation.vergleichssatz", None, "Satz")
    session.set_unread("kostenkalkulation.vergleichssatz", "abc", "Satz")
    assert session.case.unread == {"kostenkalkulation.vergleichssatz": "abc"}
    session.end_typing()
    session.change("kostenkalkulation.vergleichssatz", "12.5", "Satz")
    assert session.case.unread == {}
    session.undo()
    assert session.case.unread == {"kostenkalkulation.vergleichssatz": "abc"}


def test_unread_text_of_a_cell_is_kept_at_its_address(session: Session) -> None:
    session.change("people", (Person(id="ab12cd34", name="P"),), "Personal")
    address = "people[ab12cd34].fuehrungszeugnis_until"
    session.set_unread(address, "morgen", "Personal")
    assert session.case.unread == {address: "morgen"}
    session.set_unread(address, "", "Personal")
    assert session.case.unread == {}


def test_results_follow_at_once_and_findings_when_asked(session: Session) -> None:
    empty = session.findings
    session.change("offer.places_target", 4, "Plätze")
    session.change("offer.places_start", 6, "Plätze")
    assert session.findings != empty
    assert any(finding.address.startswith("offer.places") for finding in session.findings)


# -- saving --------------------------------------------------------------------


def test_saved_is_said_only_when_the_file_has_it(session: Session, clock: Clock, disk: Disk, qtbot: QtBot) -> None:
    disk.free.clear()
    type_name(session, clock, "Hof")
    assert session.save_state.kind == "offen"
    session.saver.flush()
    assert disk.begun.wait(10)
    assert session.save_state.kind == "laeuft"
    assert disk.saves == []
    clock.go(60)
    disk.free.set()
    qtbot.waitUntil(lambda: session.save_state.kind == "gespeichert")
    assert disk.names == ["Hof"]
    assert session.save_state.at == clock.now


def test_what_comes_during_a_save_is_saved_after_it_and_only_the_newest(session: Session, clock: Clock, disk: Disk) -> None:
    disk.free.clear()
    type_name(session, clock, "A")
    session.saver.flush()
    assert disk.begun.wait(10)
    type_name(session, clock, "B")
    session.saver.flush()
    type_name(session, clock, "C")
    disk.free.set()
    assert session.saver.finish()
    assert disk.names == ["A", "ABC"]
    assert session.save_state.kind == "gespeichert"


def test_a_save_of_an_older_state_does_not_say_saved(session: Session, clock: Clock, disk: Disk, qtbot: QtBot) -> None:
    kinds: list[str] = []
    disk.free.clear()
    type_name(session, clock, "A")
    session.saver.flush()
    assert disk.begun.wait(10)
    type_name(session, clock, "B")
    session.save_state_changed.connect(lambda: kinds.append(session.save_state.kind))
    disk.free.set()
    qtbot.waitUntil(lambda: session.save_state.kind == "gespeichert")
    assert kinds == ["offen", "laeuft", "gespeichert"]


def test_leaving_a_field_writes_at_once(session: Session, clock: Clock, disk: Disk, qtbot: QtBot) -> None:
    type_name(session, clock, "Hof")
    assert disk.saves == []
    session.end_typing()
    qtbot.waitUntil(lambda: disk.names == ["Hof"])


def test_it_is_written_by_itself_when_the_typing_pauses(session: Session, clock: Clock, disk: Disk, qtbot: QtBot) -> None:
    type_name(session, clock, "Hof")
    qtbot.waitUntil(lambda: disk.names == ["Hof"])


def test_save_waits_until_it_is_done(session: Session, clock: Clock, disk: Disk) -> None:
    type_name(session, clock, "Hof")
    session.save()
    assert disk.names == ["Hof"]
    assert session.save_state.kind == "gespeichert"
    session.save()
    assert disk.names == ["Hof"], "nothing changed since: nothing is written"


def test_a_failed_save_keeps_everything_and_says_why(session: Session, clock: Clock, disk: Disk) -> None:
    disk.problem = OSError("Der Stick ist voll.")
    type_name(session, clock, "Hof")
    session.save()
    assert session.save_state.kind == "misslungen"
    assert str(session.save_state.problem) == "Der Stick ist voll."
    assert session.save_state.rescued == session.file.with_suffix(".rettung")
    assert {case.farm.name for case in disk.rescued} == {"Hof"}
    assert session.case.farm.name == "Hof"


def test_a_failure_stays_in_sight_until_a_save_succeeds(session: Session, clock: Clock, disk: Disk) -> None:
    disk.problem = OSError("voll")
    type_name(session, clock, "Hof")
    session.save()
    type_name(session, clock, " 1")
    assert session.save_state.kind == "misslungen"
    disk.problem = None
    session.save()
    assert session.save_state.kind == "gespeichert"
    assert disk.names == ["Hof 1"]
    assert disk.over == 1, "the safe copy is no longer needed"


def test_when_even_the_safe_copy_fails_the_case_is_still_there(session: Session, clock: Clock, disk: Disk) -> None:
    disk.problem, disk.no_rescue = OSError("voll"), True
    type_name(session, clock, "Hof")
    session.save()
    assert (session.save_state.kind, session.save_state.rescued) == ("misslungen", None)
    assert session.case.farm.name == "Hof"


def test_a_new_case_is_written_without_a_change(qapp: QApplication, clock: Clock, disk: Disk, tmp_path: Path) -> None:
    assert qapp
    made = Session(Case(), tmp_path / "neu.ala", replace(engine(), now=clock, save=disk.save), saved=False)
    assert made.save_state.kind == "offen"
    made.save()
    assert len(disk.saves) == 1
    made.deleteLater()


def test_save_as_writes_there_and_goes_on_there(session: Session, clock: Clock, disk: Disk, tmp_path: Path) -> None:
    old, new = session.file, tmp_path / "anderswo.ala"
    type_name(session, clock, "Hof")
    session.save_as(new)
    type_name(session, clock, "!")
    session.save()
    assert [(case.farm.name, file) for case, file, _ in disk.saves] == [("Hof", old), ("Hof", new), ("Hof!", new)]
    assert session.file == new


def test_attachments_come_along_into_another_file(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    old, new = tmp_path / "alt.ala", tmp_path / "neu.ala"
    with zipfile.ZipFile(old, "w") as archive:
        archive.writestr("case.json", casefile.dump(Case()))
        archive.writestr("attachments/plan.pdf", b"%PDF Lageplan")
    session = Session(casefile.load(old).case, old, engine())
    session.change("farm.name", "Hof", "Name")
    session.save()
    assert casefile.attachment(old, "plan.pdf") == b"%PDF Lageplan"
    session.save_as(new)
    old.unlink()
    assert casefile.attachment(new, "plan.pdf") == b"%PDF Lageplan"
    session.change("farm.name", "Hof 2", "Name")
    session.save()
    assert casefile.attachment(new, "plan.pdf") == b"%PDF Lageplan"
    assert casefile.load(new).case.farm.name == "Hof 2"
    session.deleteLater()
