"""Nothing gets lost, seen from the window: offers at the start, two programs, changes from outside, newer files."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.flow.compare import differences
from ala_wizard.model import path as addresses
from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.store import casefile, generations, journal, lock, process, recent, recovery, rescue
from ala_wizard.store.guard import Guard
from ala_wizard.ui.opening import when
from ala_wizard.ui.savealarm import SaveAlarm
from ala_wizard.ui.session import Session
from ala_wizard.ui.states import StatesDialog
from tests.ui.conftest import NOON, Opened
from tests.ui.screen import Dialog, Screen, _watched, answering, plain

GOLDEN = Path(__file__).resolve().parents[1] / "store" / "golden"
OTHER = process.Identity("Grete", "laptop-2", 4711, "", "anderes")


def changed(case: Case, **values: object) -> Case:
    for address, value in values.items():
        case = addresses.replace(case, address.replace("__", "."), value)
    return case


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "Höfe" / "Hof am See.ala"
    found.parent.mkdir()
    casefile.save(sample("hof-sonnenwiese"), found)
    noon = (NOON - timedelta(hours=1)).timestamp()
    os.utime(found, (noon, noon))
    return found


def said(dialogs: list[Dialog]) -> str:
    return plain("\n".join(f"{entry.title}\n{entry.words}" for entry in dialogs))


def open_here(screen: Screen, file: Path, answer: str) -> str:
    """Open a file as by the menu, answer what is asked; gives what was asked."""
    found = answering(answer, lambda: screen.window.open_file(file))
    screen.window.activateWindow()
    screen.settle()
    return said(found)


def save_well(screen: Screen) -> None:
    screen.session.save()
    assert screen.session.save_state.kind == "gespeichert"


# --- while one types --------------------------------------------------------------------------------------------------


def test_a_change_is_on_this_computer_within_a_second_though_the_file_is_stuck(opened: Opened) -> None:
    def stuck(_case: Case, _file: Path, _attachments: Path | None) -> None:
        raise RuntimeError("Der Stick antwortet nicht.")

    screen = opened("leer", "betrieb", save=stuck)
    screen.enter("farm.name")
    screen.type("Hof Ücker")
    kept = journal.place(screen.case.case_id, screen.session.file)
    screen.qtbot.waitUntil(lambda: kept.exists() and journal.read(kept).case == screen.case, timeout=1000)
    screen.type(" am Bach")
    screen.qtbot.waitUntil(lambda: journal.read(kept).case.farm.name == "Hof Ücker am Bach", timeout=1000)


def test_where_the_safe_copy_lies_can_be_read_without_looking_for_it(opened: Opened, file: Path) -> None:
    screen = opened("leer", "betrieb")
    screen.window.open_file(file)
    screen.click_step("betrieb")
    alarm = screen.workspace.findChild(SaveAlarm)
    assert alarm is not None and not alarm.isVisible()
    folder = file.parent
    folder.rename(folder.with_name("weg"))  # the stick is pulled
    screen.fill("farm.name", "Hof Weiter")
    screen.session.save()
    copy = recovery.recovery_file(screen.case, file)
    said = plain("\n".join(screen.words(alarm)))
    assert alarm.isVisible() and "Den Ordner" in said and f"Eine sichere Kopie liegt hier: {copy}" in said
    assert casefile.load(copy).case.farm.name == "Hof Weiter"
    screen.fill("farm.name", "Hof Immer Weiter")
    folder.with_name("weg").rename(folder)
    save_well(screen)
    assert not alarm.isVisible() and casefile.load(file).case.farm.name == "Hof Immer Weiter"


def test_a_computer_that_keeps_nothing_says_so(opened: Opened, file: Path, own_folders: Path) -> None:
    screen = opened("leer", "betrieb")
    screen.window.open_file(file)
    shutil.rmtree(own_folders / "ala-wizard")
    (own_folders / "ala-wizard").write_text("voll", encoding="utf-8")
    file.parent.rename(file.parent.with_name("weg"))
    screen.session.change("farm.name", "Hof Weiter", "Name")
    screen.session.save()
    alarm = screen.workspace.findChild(SaveAlarm)
    assert alarm is not None and "keine Kopie ablegen" in "".join(screen.words(alarm))
    file.parent.with_name("weg").rename(file.parent)
    save_well(screen)


def test_the_journal_is_over_once_the_file_holds_all(opened: Opened) -> None:
    screen = opened("leer", "betrieb")
    screen.fill("farm.name", "Hof Ücker")
    screen.qtbot.waitUntil(lambda: screen.session.save_state.kind == "gespeichert" and not journal.found(), timeout=3000)
    assert casefile.load(screen.session.file).case.farm.name == "Hof Ücker"


def test_leaving_keeps_the_case_among_the_earlier_states_and_gives_the_lock_back(opened: Opened, file: Path) -> None:
    screen = opened("leer")
    screen.window.open_file(file)
    assert lock.lock_file(file).exists()
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Neu")
    screen.window.show_start()
    assert not lock.lock_file(file).exists()
    names = [casefile.load(entry.path).case.farm.name for entry in generations.found(casefile.load(file).case.case_id)]
    assert names == ["Hof Neu", sample("hof-sonnenwiese").farm.name]


# --- at the start -----------------------------------------------------------------------------------------------------


@pytest.fixture
def crashed(file: Path) -> Case:
    """A program typed and ended without a word."""
    case = casefile.load(file).case
    newer = changed(case, farm__name="Hof am Bach", offer__places_start=7)
    Guard(case, file, lambda: NOON - timedelta(days=1), saved=True).note(newer)
    lock.release(file)
    return newer


def test_what_the_journal_knows_is_offered_with_date_and_difference(opened: Opened, file: Path, crashed: Case) -> None:
    screen = opened("leer")
    old = casefile.load(file).case
    words = open_here(screen, file, "Weitermachen")
    assert "Möchten Sie mit dem neueren Stand weitermachen?" in words
    assert "In der Datei (heute, 13:32 Uhr)" in words
    assert "Auf diesem Rechner (gestern, 14:32 Uhr)" in words
    assert old.farm.name in words and "Hof am Bach" in words
    assert "\n7" in words
    assert screen.case == crashed
    save_well(screen)
    assert casefile.load(file).case == crashed
    assert old in [casefile.load(entry.path).case for entry in generations.found(old.case_id)]
    assert open_here(screen, file, "Weitermachen") == ""


def test_the_file_can_be_chosen_too_and_nothing_is_thrown_away(opened: Opened, file: Path, crashed: Case) -> None:
    screen = opened("leer")
    old = casefile.load(file).case
    open_here(screen, file, "Stand der Datei öffnen")
    assert screen.case == old
    assert crashed in [casefile.load(entry.path).case for entry in generations.found(old.case_id)]
    assert open_here(screen, file, "Weitermachen") == ""


@pytest.mark.usefixtures("crashed")
def test_the_start_page_says_where_something_waits(opened: Opened, file: Path) -> None:
    screen = opened("leer")
    recent.remember(file)
    screen.window.show_start()
    start = screen.window.start
    assert start is not None
    assert "Auf diesem Rechner liegt ein neuerer Stand als in der Datei." in screen.words(start)


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 halb", None])
def test_a_broken_file_is_never_overwritten(opened: Opened, file: Path, broken: bytes | None) -> None:
    screen = opened("leer")
    screen.window.open_file(file)
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Neu")
    screen.window.show_start()
    file.unlink()
    if broken is not None:
        file.write_bytes(broken)
    words = open_here(screen, file, "Weitermachen")
    assert "Möchten Sie mit dem letzten Stand weitermachen?" in words
    assert "„Hof Neu“" in words
    save_well(screen)
    assert screen.case.farm.name == "Hof Neu"
    if broken is None:
        assert screen.session.file == file
    else:
        assert screen.session.file == file.with_name("Hof am See gerettet.ala")
        assert file.read_bytes() == broken
    assert casefile.load(screen.session.file).case.farm.name == "Hof Neu"


# --- two programs -----------------------------------------------------------------------------------------------------


@pytest.fixture
def taken(file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Somebody else opens the file."""

    def act() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(process, "me", lambda: OTHER)
            lock.acquire(file, NOON - timedelta(minutes=2), take_over=True)

    return act


def test_the_second_one_only_looks_and_may_go_on_in_a_copy(
    opened: Opened, file: Path, taken: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken()
    raw = file.read_bytes()
    screen = opened("leer")
    words = open_here(screen, file, "Nur ansehen")
    assert "Grete hat „Hof am See.ala“ auf dem Rechner laptop-2 offen, zuletzt gemeldet heute, 14:30 Uhr." in words
    header = screen.workspace.header
    assert header.saved.text() == "nur ansehen"
    assert "laptop-2" in header.saved.toolTip()
    screen.click_step("betrieb")
    before = screen.case
    field = screen.editor("farm.name").focus_widget()
    assert not field.isEnabled()
    screen.click(field)
    screen.session.change("farm.name", "Hof Anders", "Name")
    screen.window.save()
    assert screen.case == before
    assert file.read_bytes() == raw
    copy = file.with_name("Hof am See Kopie.ala")
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _filter: str) -> tuple[str, str]:
        asked.append(suggested)
        return suggested, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    screen.click(screen.button("Kopie öffnen"))
    assert asked == [str(copy)]
    assert screen.session.file == copy
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Anders")
    save_well(screen)
    assert casefile.load(copy).case.farm.name == "Hof Anders"
    assert file.read_bytes() == raw


def test_one_may_write_here_all_the_same_and_the_other_notices(opened: Opened, file: Path, taken: Callable[[], None]) -> None:
    taken()
    screen = opened("leer")
    open_here(screen, file, "Hier schreiben")
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Hier")
    save_well(screen)
    taken()
    screen.fill("farm.name", "Hof Doch")
    screen.session.save()
    assert screen.session.stopped == "uebernommen"
    assert casefile.load(file).case.farm.name == "Hof Hier"
    assert screen.session.save_state.rescued is not None
    words = said(answering("Mein Stand", screen.window.resolve))
    assert "Der Antrag wird jetzt an einem anderen Ort bearbeitet." in words
    assert casefile.load(file).case.farm.name == "Hof Doch"


def test_the_beat_tells_when_another_took_over(opened: Opened, file: Path, taken: Callable[[], None]) -> None:
    screen = opened("leer")
    screen.window.open_file(file)
    taken()
    screen.session._beat.timeout.emit()
    screen.qtbot.waitUntil(lambda: screen.session.stopped == "uebernommen")
    assert screen.workspace.header.saved.text() == "nicht gespeichert"
    screen.window._ask_soon.stop()


# --- changed from outside ---------------------------------------------------------------------------------------------


@pytest.fixture
def conflict(opened: Opened, file: Path) -> Screen:
    """The file was changed by another computer, and here, too."""
    screen = opened("leer")
    screen.window.open_file(file)
    theirs = changed(casefile.load(file).case, farm__name="Hof Dort", offer__places_start=9)
    casefile.save(theirs, file)
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Hier")
    screen.session.save()
    assert screen.session.stopped == "geaendert"
    assert casefile.load(file).case == theirs
    return screen


def test_a_change_from_outside_is_shown_value_by_value(conflict: Screen, file: Path) -> None:
    assert conflict.workspace.header.saved.text() == "nicht gespeichert"
    assert conflict.session.save_state.rescued is not None
    assert casefile.load(conflict.session.save_state.rescued).case == conflict.case
    conflict.window._ask_soon.setInterval(0)
    found = answering("Später entscheiden", lambda: conflict.click(conflict.button("Vergleichen")))
    words = said(found)
    assert "Die Datei ist außerhalb dieses Fensters geändert worden." in words
    assert "Name des Betriebs" in words or "Name" in words
    assert "Hof Dort" in words and "Hof Hier" in words and "\n9" in words
    assert found[0].buttons == ["Später entscheiden", "Stand der Datei", "Mein Stand"]
    assert conflict.session.stopped == "geaendert"
    assert casefile.load(file).case.farm.name == "Hof Dort"


def test_it_is_asked_by_itself_in_a_pause(conflict: Screen) -> None:
    conflict.window._ask_soon.setInterval(0)
    conflict.window._ask_soon.start()
    found = answering("Später entscheiden", conflict.qtbot.waitSignal(conflict.window._ask_soon.timeout).wait)
    assert len(found) == 1


def test_the_own_state_can_stay_and_the_other_is_kept(conflict: Screen, file: Path) -> None:
    theirs = casefile.load(file).case
    answering("Mein Stand", conflict.window.resolve)
    assert conflict.session.save_state.kind == "gespeichert"
    assert casefile.load(file).case == conflict.case
    assert conflict.case.farm.name == "Hof Hier"
    assert theirs in [casefile.load(entry.path).case for entry in generations.found(theirs.case_id)]


def test_the_other_state_can_be_taken_and_undo_brings_the_own_one_back(conflict: Screen, file: Path) -> None:
    mine, theirs = conflict.case, casefile.load(file).case
    answering("Stand der Datei", conflict.window.resolve)
    assert conflict.case == theirs
    assert conflict.session.save_state.kind == "gespeichert"
    assert conflict.session.undo_name == "Stand der Datei übernommen"
    kept = [casefile.load(entry.path).case for entry in generations.found(theirs.case_id)]
    assert mine in kept
    conflict.window.undo()
    assert conflict.case == mine
    conflict.window.redo()
    assert conflict.case == theirs


# --- earlier states ---------------------------------------------------------------------------------------------------


def test_an_earlier_state_is_compared_and_brought_back_and_that_can_be_undone(opened: Opened, file: Path) -> None:
    screen = opened("leer")
    screen.window.open_file(file)
    before = screen.case
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Neu")
    screen.window.show_start()
    screen.window.open_file(file)
    late = screen.case
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, StatesDialog) and not seen:
            assert dialog.list.count() == 2
            assert not dialog.buttons[1].isEnabled()  # the newest is the present one
            screen.settle()
            assert "Beide Stände sagen dasselbe." in screen.words(dialog)
            seen.append("offen")
            dialog.list.setCurrentRow(1)
            screen.settle()
            seen.extend(screen.words(dialog))
            screen.click(dialog.buttons[1])

    _watched(lambda: screen.choose("Frühere Stände …"), look)
    assert before.farm.name in seen and "Hof Neu" in seen and "heute, 14:32 Uhr" in seen
    assert screen.case == before
    assert screen.session.undo_name == "Früherer Stand zurückgeholt"
    screen.window.undo()
    assert screen.case == late
    screen.window.redo()
    assert screen.case == before


def test_a_damaged_state_is_told_and_the_others_remain(opened: Opened, file: Path) -> None:
    screen = opened("leer")
    screen.window.open_file(file)
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Neu")
    screen.window.show_start()
    newest = generations.found(casefile.load(file).case.case_id)[0]
    newest.path.write_bytes(b"PK")
    screen.window.open_file(file)
    found = answering("Schließen", lambda: screen.choose("Frühere Stände …"))
    assert "ist beschädigt" in said(found)


# --- versions ---------------------------------------------------------------------------------------------------------


def test_a_newer_file_is_shown_and_stays_untouched(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "neu.ala"
    data = json.loads(casefile.dump(sample("hof-sonnenwiese")))
    data |= {"schema_version": SCHEMA_VERSION + 1, "zukunft": {"a": 1}}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("case.json", json.dumps(data))
    raw = file.read_bytes()
    screen = opened("leer")
    words = open_here(screen, file, "Nur ansehen")
    assert "Diese Datei ist neuer als das Programm." in words
    assert screen.case.farm == sample("hof-sonnenwiese").farm
    assert screen.workspace.header.saved.text() == "nur ansehen"
    for step in ("betrieb", "k03", "tagessatz", "abgeben"):
        if step in {part.step for part in content().parts}:
            screen.workspace.go_to(step)
            screen.settle()
    screen.window.show_start()
    assert file.read_bytes() == raw
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith((".ala", "neu"))) == ["neu.ala"]


def test_an_older_file_is_kept_before_it_is_written_anew(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "alt.ala"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("case.json", (GOLDEN / "fassung_1.json").read_bytes())
    raw = file.read_bytes()
    screen = opened("leer")
    screen.window.open_file(file)
    screen.click_step("betrieb")
    screen.fill("farm.name", "Hof Neu")
    save_well(screen)
    assert casefile.load(file).version == SCHEMA_VERSION
    [kept] = generations.folder(screen.case.case_id).glob("fassung-1-*.ala")
    assert kept.read_bytes() == raw


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_place_that_answers_with_a_failure_stops_nothing(opened: Opened, tmp_path: Path) -> None:
    """A dead network drive does not say that a file is missing; a name that no disk takes gives such an answer everywhere."""
    dead = tmp_path / ("n" * 300) / "hof.ala"
    with pytest.raises(OSError):
        dead.exists()
    file = tmp_path / "hof.ala"
    casefile.save(sample("leer"), file)
    waits = journal.Journal("leer", dead, "", lambda: NOON)
    waits.note(changed(sample("leer"), farm__name="Neu"))
    assert rescue.look(file).offer is None and rescue.look(dead).loaded is None and rescue.waiting() == (dead,)
    recent.remember(dead)
    screen = opened(sample("leer"), file=file)
    screen.window.show_start()
    assert "nicht da" in " ".join(screen.words(screen.window.start))
    screen.window.open_file(file)
    assert screen.session.file == file
    gone = Session(sample("leer"), dead, screen.program.engine)
    gone.change("farm.town", "Beispielau", "Ort")
    gone.save()
    assert gone.save_state.kind == "misslungen" and gone.save_state.rescued is not None
    gone.close()
    gone.deleteLater()


def test_moments_are_told_as_one_says_them() -> None:
    today = NOON.date()
    assert when(NOON, today) == "heute, 14:32 Uhr"
    assert when(NOON - timedelta(days=1), today) == "gestern, 14:32 Uhr"
    assert when(datetime(2025, 12, 24, 8, 5), today) == "24.12.2025, 08:05 Uhr"
    assert when(None, today) == "–"


def test_differences_have_the_labels_of_the_pages() -> None:
    case = sample("hof-sonnenwiese")
    row = case.kostenkalkulation.personal[0]
    new = changed(case, farm__name="Hof Anders")
    new = addresses.replace(new, "answers[K1.1]", "Ganz **neu**.")
    new = addresses.replace(new, f"kostenkalkulation.personal[{row.id}].yearly_gross", "70000.50")
    new = new.model_copy(update={"people": case.people[1:], "unread": {"farm.staff_count": "drei oder so"}})
    found = {entry.address: entry for entry in differences(case, new, content())}
    assert (found["farm.name"].old, found["farm.name"].new) == (case.farm.name, "Hof Anders")
    question = content().questions["K1.1"]
    assert found["answers[K1.1]"].label == question.ask
    assert found["answers[K1.1]"].new == "Ganz neu."
    pay = found[f"kostenkalkulation.personal[{row.id}].yearly_gross"]
    assert pay.new.startswith("70.000,5") and ":" in pay.label
    gone = found[f"people[{case.people[0].id}]"]
    assert (gone.new, case.people[0].name in gone.label) == ("–", True)
    assert found["unread[farm.staff_count]"].new == "drei oder so"
    assert all(entry.label and "_" not in entry.label and "[" not in entry.label for entry in found.values())
    assert differences(case, case, content()) == ()
    whole = differences(Case(), case, content())
    assert len(whole) > 100
    assert [entry.label for entry in whole if "_" in entry.label or "[" in entry.label] == []


def test_looking_does_not_change_anything(file: Path) -> None:
    before = {path: path.read_bytes() for path in file.parent.rglob("*") if path.is_file()}
    rescue.look(file)
    assert {path: path.read_bytes() for path in file.parent.rglob("*") if path.is_file()} == before
