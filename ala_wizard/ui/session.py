"""The one owner of the open case: changes, undo, results, findings, saving."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from ala_wizard.calc.belege import TABLES
from ala_wizard.calc.compute import SideResults
from ala_wizard.calc.neben import Neben
from ala_wizard.calc.results import Results
from ala_wizard.checks.findings import Finding
from ala_wizard.checks.open_list import Look, OpenPoint, collect
from ala_wizard.checks.papers import Known, PaperState, paper_states
from ala_wizard.checks.parked import Parked, active, parked
from ala_wizard.checks.stepwise import finish
from ala_wizard.checks.ticks import Tick
from ala_wizard.flow.steps import StepState, step_states, unfinished
from ala_wizard.model import path as address_path
from ala_wizard.model.case import AnlageArt, Attachment, Case
from ala_wizard.model.direction import straight
from ala_wizard.preview.wishes import Lengths
from ala_wizard.store import disk, keyring, personal
from ala_wizard.store.errors import StoreError
from ala_wizard.store.guard import STOPPED, Guard
from ala_wizard.store.lock import BEAT
from ala_wizard.ui.bits import Bits
from ala_wizard.ui.engine import Engine
from ala_wizard.ui.noter import Noter
from ala_wizard.ui.preview.source import Source, Stand
from ala_wizard.ui.saver import Saver
from ala_wizard.ui.vault import Vault

if TYPE_CHECKING:
    from ala_wizard.bundle.make import Made
    from ala_wizard.bundle.wishes import Watch, Wishes

PAUSE = timedelta(seconds=2)
"""Typing in one field after a longer pause is a step of undo of its own."""
CHECK_MS = 120
MAX_UNDO = 500
TURNS = 1000
"""So many states are known in their order; a save that takes longer than so many changes is taken for new."""


@dataclass(frozen=True)
class Step:
    """One step of undo: what it is called and the case before it."""

    name: str
    before: Case
    results: Results
    place: str
    at: datetime | None = None
    """When it was done; None in cases made by hand."""


@dataclass(frozen=True)
class SaveState:
    """What is true about the file: saved when, being written, or not saved and why."""

    kind: str
    """`gespeichert`, `laeuft`, `offen`, `misslungen`, or `ansicht` for a case that is only looked at."""
    at: datetime | None = None
    problem: Exception | None = None
    rescued: Path | None = None


class StoppedError(RuntimeError):
    """The file is not the one that was last seen: somebody has to decide. Its words are a German sentence."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class Session(QObject):
    """Holds the case. Everybody else reads it here and changes it here."""

    changed = Signal()
    """The case and its figures are new."""
    checked = Signal()
    """Findings and states are new."""
    save_state_changed = Signal()
    history_changed = Signal()
    protection_changed = Signal()
    """The whole file was encrypted, or is no longer."""
    measured = Signal()
    """The Konzept's length in its real layout is new."""

    def __init__(
        self, case: Case, file: Path, engine: Engine, *, saved: bool = True, view: str = "", parent: QObject | None = None
    ) -> None:
        """`view` says why the case is only looked at; then nothing changes and nothing is written."""
        super().__init__(parent)
        self.engine = engine
        self.file = file
        self.view_only = view
        self._left_out = frozenset(case.removed_files)
        """Removed attachments that no write carries along any more, unless undo has brought them back."""
        removed_before = bool(case.removed_files) and not view
        if removed_before:
            case = case.model_copy(update={"removed_files": ()})
        self._case = case = case if view else personal.pruned(case)
        self._turns: deque[tuple[Case, int]] = deque([(case, 1)], TURNS)
        self._form = keyring.form(case.case_id)
        """How this file is written, sealed or plain. Another file of the same case may be written otherwise."""
        self._people = frozenset(entry.id for entry in case.participants)
        """Who was there since the case was opened; who is gone at the end goes from the older copies too."""
        self._attachments: Path | None = file if disk.there(file) else None
        self._mine = frozenset(row.file for row in case.attachments if row.file)
        self._present = engine.files.present(case, self._attachments)
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._last_change: datetime | None = None
        self._results = engine.reckon(case)
        self._findings: tuple[Finding, ...] = ()
        self._ticks: dict[str, Tick] = {}
        self._states: dict[str, StepState] = {}
        self._open_list: tuple[date, tuple[OpenPoint, ...]] | None = None
        self._side: SideResults | None = None
        self._neben: Neben | None = None
        self.vault = Vault(self)
        self.lengths: Lengths | None = None
        """How long the Konzept is in its real layout; None while nobody counted."""
        self.preview = Source(engine, self._stand, self)
        self.preview.counted.connect(self._on_counted)
        self.saver = Saver(self._write, self)
        self.saver.started.connect(self._on_started)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._on_failed)
        self._checking: Bits[None] = Bits(self)
        self.guard: Guard | None = engine.guard(case, file, engine.now, saved) if not view else None
        self.noter = Noter(self._note, self)
        self._beat = QTimer(self)
        self._beat.setInterval(round(BEAT * 1000))
        self._beat.timeout.connect(self._on_beat)
        if self.guard is not None:
            self.noter.beside(self.guard.begin, self._on_begun)
            self._beat.start()
        self.save_state = SaveState("ansicht") if view else SaveState("gespeichert", engine.now()) if saved else SaveState("offen")
        self.check_now()
        if not view and (not saved or removed_before):
            self.saver.schedule(self._case, file)
            self.noter.schedule(self._case)

    # -- reading ---------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as it stands; it is frozen, so a copy for an export is the object itself."""
        return self._case

    @property
    def results(self) -> Results:
        """The figures of the case as it stands."""
        return self._results

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is open or contradicts itself."""
        self._settle()
        return self._findings

    @property
    def ticks(self) -> dict[str, Tick]:
        """The checklist items that the case's own data answers."""
        self._settle()
        return self._ticks

    @property
    def states(self) -> dict[str, StepState]:
        """The state of every step."""
        self._settle()
        return self._states

    @property
    def open_list(self) -> tuple[OpenPoint, ...]:
        """Everything open, one by one, as of today; collected when somebody looks."""
        self._settle()
        today = self.engine.now().date()
        if self._open_list is None or self._open_list[0] != today:
            asked, missing = active(self._case, self.engine.content), unfinished(self._states)
            look = Look(asked, self.engine.content, self._results, self._findings, self._ticks, missing, today)
            self._open_list = (today, collect(look))
        return self._open_list[1]

    @property
    def papers(self) -> tuple[PaperState, ...]:
        """Every paper that the application needs, as it stands."""
        self._settle()
        today, missing = self.engine.now().date(), unfinished(self._states)
        asked = active(self._case, self.engine.content)
        return paper_states(Known(asked, self.engine.content, self._results, self._ticks, missing, today))

    @property
    def side(self) -> SideResults:
        """Side calculators of the case as it stands, reckoned when somebody looks."""
        if self._side is None:
            self._side = self.engine.side(self._case, self._results)
        return self._side

    @property
    def neben(self) -> Neben:
        """Negotiation and what stands beside the application, reckoned when somebody looks."""
        if self._neben is None:
            self._neben = self.engine.neben(self._case, self._results)
        return self._neben

    @property
    def parked(self) -> tuple[Parked, ...]:
        """The answers that rest because of other answers."""
        return parked(self._case, self.engine.content)

    @property
    def before(self) -> Results | None:
        """The figures before the last step; None when nothing was changed yet."""
        return self._undo[-1].results if self._undo else None

    def value(self, address: str) -> Any:
        """The value at an address of the case."""
        return address_path.get(self._case, address)

    # -- changing --------------------------------------------------------------

    def change(self, address: str, value: Any, name: str, place: str = "") -> bool:
        """Replace one value. False when the value does not fit its place; nothing is changed then.

        `place` names the spot where one types: changes at one spot without a pause are one step of undo.
        """
        try:
            new = address_path.replace(self._case, address, value)
        except ValidationError:
            return False
        if address in new.unread:
            new = address_path.replace(new, f"unread[{address}]", None)
        self._apply(new, name, place or address)
        return True

    def set_unread(self, address: str, text: str, name: str, place: str = "") -> None:
        """Keep what was typed although it could not be read, so that nothing is lost; empty takes it away.

        The address is a plain key here: that of an open point may hold brackets of its own. `place`: as for `edit`, where
        the readable value is changed under another name than its address.
        """
        text = straight(text)
        if (self._case.unread.get(address) or "") != text:
            others = {place: typed for place, typed in self._case.unread.items() if place != address}
            self._apply(self._case.model_copy(update={"unread": {**others, address: text} if text else others}), name, place or address)

    def edit(self, make: Callable[[Case], Case], name: str, place: str = "") -> None:
        """Change several things in one step of undo."""
        self._apply(make(self._case), name, place)

    def rewrite(self, make: Callable[[Case], Case]) -> None:
        """Change the case and every step of undo alike: what nobody is to take back, such as a new passphrase or a person deleted for good."""
        if self.view_only:
            return
        for steps in (self._undo, self._redo):
            steps[:] = [replace(step, before=make(step.before)) for step in steps]
        self._last_change = None
        self._show(make(self._case))

    def forget(self, rows: frozenset[str]) -> None:
        """Delete people from the case, from undo, and from every copy on this computer.

        Raises an exception whose words are a German sentence where the file or a copy could not be written.
        """
        self.rewrite(lambda case: personal.without(case, rows))
        self.save()
        if self.save_state.kind == "misslungen" and self.save_state.problem is not None:
            raise self.save_state.problem
        self.noter.finish()
        self.engine.private.wipe(self._case, rows)
        self._people -= rows

    # -- the whole file --------------------------------------------------------

    @property
    def protected(self) -> bool:
        """Is the whole file encrypted?"""
        return self.key is not None

    @property
    def key(self) -> keyring.Key | None:
        """The key of the encrypted file; it is known as long as the case is open."""
        return keyring.of(self._case.case_id)

    def protect(self, key: keyring.Key | None) -> tuple[Path, ...]:
        """Encrypt the whole file with a key, or with none any more, and every copy on this computer with it; gives copies that did not work.

        No step of undo. Raises an exception whose words are a German sentence; then all is as it was.
        """
        self.save()
        self.noter.finish()
        before, case_id = self.key, self._case.case_id
        self._raise_unsaved()
        self._hold(key)
        self.saver.schedule(self._case, self.file)
        self.saver.finish()
        try:
            self._raise_unsaved()
        except Exception:
            self._hold(before)
            self.engine.private.sweep(self._case, self.file, self._mine)
            raise
        failed = self.engine.private.sweep(self._case, self.file, self._mine)
        if not failed:
            keyring.keep_only(case_id)
        self.preview.changed()
        self.protection_changed.emit()
        return failed

    def follow(self) -> None:
        """The file was encrypted elsewhere, and its key is known now: what lies here of the case follows."""
        self.noter.finish()
        self._form = keyring.form(self._case.case_id)
        self.engine.private.sweep(self._case, self.file, self._mine)
        self.protection_changed.emit()

    def stay(self) -> None:
        """Another file was looked at and not opened: this one is written as before, whatever that one was."""
        keyring.bring_back(self._case.case_id, self._form)

    def _hold(self, key: keyring.Key | None) -> None:
        if key is None:
            keyring.release(self._case.case_id)
        else:
            keyring.protect(self._case.case_id, key)
        self._form = keyring.form(self._case.case_id)

    def _raise_unsaved(self) -> None:
        if self.view_only or self.save_state.kind != "gespeichert":
            raise self.save_state.problem or RuntimeError

    # -- attachments -----------------------------------------------------------

    def attach(self, path: Path, title: str = "", *, evidence: str = "", kind: AnlageArt = "", row: str = "", name: str = "") -> Attachment:
        """Take in a file: as a piece of evidence (its words), for a cost row without one (its address), or as another attachment.

        The file is copied at once and written with the next save, which begins now. One step of undo, called `name`.
        Raises an exception whose words are a German sentence; nothing is changed then.
        """
        found = self.engine.files.take(path, self._case, self._mine | self._present)
        words = title.strip() or found.title
        cited = evidence or (words if row else "")
        found = found.model_copy(update={"title": words, "kind": kind, "evidence": (cited,) if cited else ()})
        self._mine |= {found.file}
        self._present |= {found.file}

        def make(case: Case) -> Case:
            new = case.model_copy(update={"attachments": (*case.attachments, found)})
            return address_path.replace(new, f"{row}.evidence", words) if row else new

        self._last_change = None
        self.edit(make, name or words, f"attachments[{found.id}]")
        self.end_typing()
        return found

    def detach(self, row_id: str, evidence: str = "", name: str = "") -> None:
        """Take an attachment out of the case, or only out of one piece of evidence where it serves more than this one.

        Its bytes stay in the file while the case is open, so that undo brings it back. Cost rows may name the attachment by
        its ID instead of words: they name nothing afterwards.
        """
        by_id = [
            f"kostenkalkulation.{table}[{row.id}].evidence"
            for table in TABLES
            for row in getattr(self._case.kostenkalkulation, table)
            if row.evidence.strip() == row_id
        ]
        freed = by_id if evidence in ("", row_id) else []
        rows = []
        for entry in self._case.attachments:
            if entry.id == row_id:
                left = tuple(words for words in entry.evidence if words.strip() != evidence)
                if not evidence or not (left or entry.kind or len(by_id) > len(freed)):
                    continue
                entry = entry.model_copy(update={"evidence": left})
            rows.append(entry)

        def make(case: Case) -> Case:
            new = case.model_copy(update={"attachments": tuple(rows)})
            for address in freed:
                new = address_path.replace(new, address, "")
            return new

        self._last_change = None
        self.edit(make, name, f"attachments[{row_id}]")
        self.end_typing()

    def cite(self, row_id: str, evidence: str, name: str = "") -> None:
        """Let an attachment that is there already serve a piece of evidence too."""
        cited = self.value(f"attachments[{row_id}].evidence")
        self._last_change = None
        self.change(f"attachments[{row_id}].evidence", (*cited, evidence), name, f"attachments[{row_id}]")
        self.end_typing()

    def has_file(self, row: Attachment) -> bool:
        """Can the content of an attachment be had?"""
        return row.file in self._present

    def view(self, row: Attachment) -> Path:
        """A copy of an attachment to look at. Raises an exception whose words are a German sentence."""
        # The first save of a new case may have taken the file in just now, before it told so.
        return self.engine.files.view(self._case, row, self._attachments or self.file)

    def export(self, folder: Path, wishes: Wishes, watch: Watch, *, settle: bool = True) -> Callable[[], Made]:
        """The set of the case as it stands now, to be made beside the window; `settle` waits for a save that is under way."""
        if settle:
            self.saver.finish()  # so that every attachment lies still while it is read
        return partial(self.engine.export, self._case, self._results, folder, self._attachments, wishes, watch)

    def renew_values(self) -> None:
        """The program's legal values changed: reckon and check anew; the case stays as it is."""
        self.engine = replace(self.engine, content=self.engine.values.content())
        self._results = self.engine.reckon(self._case)
        self._side = self._neben = None
        self.preview.changed(renewed=True)
        self._check_soon()
        self.changed.emit()

    def end_typing(self) -> None:
        """The field was left: the next change is a step of its own, and the file is written now."""
        self._last_change = None
        self.saver.flush()

    def _apply(self, new: Case, name: str, place: str) -> None:
        if new == self._case or self.view_only:
            return
        now = self.engine.now()
        same = (
            place
            and self._undo
            and not self._redo
            and self._undo[-1].place == place
            and self._last_change is not None
            and now - self._last_change < PAUSE
        )
        if not same:
            self._undo.append(Step(name, self._case, self._results, place, now))
            del self._undo[:-MAX_UNDO]
        self._redo.clear()
        self._last_change = now
        self._show(new)

    def _show(self, new: Case) -> None:
        self._case = new
        self._turns.append((new, self._turns[-1][1] + 1))
        self._results = self.engine.reckon(new)
        self._side = self._neben = None
        self.preview.changed()
        self._check_soon()
        self.saver.schedule(new, self.file)
        self.noter.schedule(new)
        if self.save_state.kind == "gespeichert":
            self._set_save_state(SaveState("offen", self.save_state.at))
        self.changed.emit()
        self.history_changed.emit()

    # -- undo ------------------------------------------------------------------

    @property
    def undo_name(self) -> str:
        """What undo would take back; empty when there is nothing."""
        return self._undo[-1].name if self._undo else ""

    @property
    def redo_name(self) -> str:
        """What redo would bring back; empty when there is nothing."""
        return self._redo[-1].name if self._redo else ""

    def undo(self) -> str:
        """Take back the last step; gives the place of the change."""
        return self._step(self._undo, self._redo)

    def redo(self) -> str:
        """Bring back the last step taken back; gives the place of the change."""
        return self._step(self._redo, self._undo)

    @property
    def done_steps(self) -> tuple[Step, ...]:
        """What undo can take back, the oldest first."""
        return tuple(self._undo)

    @property
    def undone_steps(self) -> tuple[Step, ...]:
        """What redo can bring back, the next one first."""
        return tuple(reversed(self._redo))

    def jump(self, count: int) -> str:
        """Take back several steps at once (below 0) or bring several back (above 0); gives the place of the last one."""
        place = ""
        for _ in range(abs(count)):
            place = (
                self._step(self._undo, self._redo, show=False) if count < 0 else self._step(self._redo, self._undo, show=False)
            ) or place
        if place or count:
            self._show(self._case)
        return place

    def _step(self, source: list[Step], target: list[Step], *, show: bool = True) -> str:
        if not source:
            return ""
        step = source.pop()
        target.append(Step(step.name, self._case, self._results, step.place, step.at))
        self._last_change = None
        if show:
            self._show(step.before)
        else:
            self._case, self._results = step.before, step.results
        return step.place

    # -- checking --------------------------------------------------------------

    def check_now(self) -> None:
        """Bring findings, ticks and states up to date."""
        self._checking.stop()
        finish(self._checks())
        self._checked()

    def _checks(self) -> Generator[None, None, None]:
        found = yield from self.engine.findings(self._case, self._results, self.pages)
        ticks = self.engine.ticks(self._case, found, self.pages)
        yield
        states = step_states(self._case, self.engine.content, self._results, found, pages=self.pages)
        yield
        self._findings, self._ticks, self._states = found, ticks, states

    def _checked(self, _nothing: None = None) -> None:
        self._open_list = None
        self.checked.emit()

    def _check_soon(self) -> None:
        """After a moment without a change; what was checked so far is void."""
        self._checking.start(self._checks(), self._checked, CHECK_MS)

    @property
    def pages(self) -> int | None:
        """Pages of the Konzept, where they are counted."""
        return self.lengths.pages if self.lengths is not None else None

    def count_pages(self, wanted: bool = True) -> None:
        """Count the pages of the Konzept beside the window, from now on after every change; or leave off."""
        self.preview.count(wanted)

    def _stand(self) -> Stand:
        """What the papers are made from now."""
        return Stand(self.engine.files.lying(self._case, self._present), self.engine.content, self._attachments)

    def _on_counted(self, lengths: Lengths) -> None:
        """Without a number (the papers cannot be laid out) nothing is said of the length; the export says why."""
        before, self.lengths = self.pages, lengths
        if lengths.pages != before:
            self.check_now()
        self.measured.emit()

    def _settle(self) -> None:
        if self._checking.busy:
            self.check_now()

    # -- saving ----------------------------------------------------------------

    def take(self, other: Case, name: str) -> None:
        """Go on with the state that stands in the file now; undo brings the own one back."""
        if self.guard is not None:
            self.guard.keep(self._case)
            self.guard.accept()
        self._mine |= {row.file for row in other.attachments if row.file}
        self._present |= self.engine.files.present(other, self.file)
        self._last_change = None
        self.edit(lambda _: other.model_copy(update={"removed_files": ()}), name)
        self.save()

    def bring_back(self, earlier: Case, name: str) -> None:
        """Go on with an earlier state; the present one is kept, and undo brings it back."""
        if self.guard is not None:
            self.guard.keep(self._case)
        self._last_change = None
        self.edit(lambda _: earlier.model_copy(update={"removed_files": ()}), name)
        self.end_typing()

    def insist(self) -> None:
        """Write the own state over the one that stands in the file now; that one is kept among the earlier states."""
        if self.guard is not None:
            self.guard.accept()
        self.save()

    def save_as(self, file: Path) -> None:
        """Go on in another file; the old one stays. Neither holds what was removed.

        Removed attachments lie in the program's own folder from then on, for undo.
        """
        if self.view_only:
            return
        self.saver.finish()
        if self._removed():
            with contextlib.suppress(Exception):  # where they cannot be kept, they go along as before
                self.engine.files.keep(self._case, self._removed(), self._attachments)
                self._drop()
        self.file = file
        self.saver.schedule(self._case, file)
        self.saver.finish()

    def copy_to(self, file: Path, *, names: bool, sealed: bool = True) -> None:
        """Write a copy to give away and stay here; of an encrypted case `sealed` or not.

        Raises an exception whose words are a German sentence.
        """
        self.saver.finish()
        self.engine.private.copy(self._case, file, self._attachments, names, sealed)

    def save(self) -> None:
        """Write now and wait."""
        if self.view_only:
            return
        if self.save_state.kind != "gespeichert":
            self.saver.schedule(self._case, self.file)
        self.saver.finish()

    def close(self) -> None:
        """The case is left: write it once without what was removed, unless something is unsaved anyway.

        What does not work now is done when the case is opened again. Another file of the same case may be open already, and
        written in plain where this one is encrypted, or the other way round.
        """
        others = keyring.bring_back(self._case.case_id, self._form)
        try:
            self._close()
        finally:
            keyring.bring_back(self._case.case_id, others)

    def _close(self) -> None:
        self.preview.stop()
        self.vault.lock()
        self._beat.stop()
        self.noter.finish()
        clean = self.save_state.kind == "gespeichert" and not self.saver.busy
        if clean:
            self._let_go()
            if self._removed():
                self._drop()
            self.engine.files.tidy(self._case)
        if self.guard is not None:
            self.guard.close(self._case, clean=clean)
        if clean:
            self._wipe_gone()

    def _let_go(self) -> None:
        """Who was deleted in this session also leaves the sealed part."""
        case = personal.pruned(self._case)
        if case is not self._case:
            with contextlib.suppress(Exception):  # what does not work now is done when the case is opened again
                self._write(case, self.file)
                self._case = case

    def _wipe_gone(self) -> None:
        """Who was deleted in this session also leaves the older copies on this computer."""
        gone = self._people - {entry.id for entry in self._case.participants}
        if gone:
            with contextlib.suppress(Exception):
                self.engine.private.wipe(self._case, gone)

    def _removed(self) -> frozenset[str]:
        """Attachments that were removed in this session and whose bytes the file may still hold."""
        return self._mine - self._left_out - {row.file for row in self._case.attachments}

    def _drop(self) -> None:
        """Leave the removed attachments out from now on, and write the file so where it is sound."""
        self._left_out |= self._removed()
        if self.save_state.kind == "gespeichert":
            with contextlib.suppress(Exception):
                self._write(self._case, self.file)

    def _write(self, case: Case, file: Path) -> None:
        """In the worker: the case with the attachments that its file holds so far.

        The file keeps the bytes of removed attachments, for undo, and names them, so that the next session leaves them out.
        """
        turn = self._turn_of(case)
        named = {row.file for row in case.attachments}
        drop = self._left_out - named
        if removed := self._mine - named - drop:
            case = case.model_copy(update={"removed_files": tuple(sorted(removed))})
        if drop:
            write = partial(self.engine.save_without, case, file, self._attachments, drop)
        else:
            write = partial(self.engine.save, case, file, self._attachments)
        if self.guard is None:
            raise RuntimeError("a case that is only looked at is not written")
        try:
            self.guard.save(case, file, write, turn)
        except StoreError as error:
            words = self.engine.sentence(error)
            raise (StoppedError(error.code, words) if error.code in STOPPED else RuntimeError(words)) from error
        self._left_out = drop
        self._attachments = file

    def _note(self, case: Case) -> None:
        """In the worker: into the journal."""
        if self.guard is not None:
            self.guard.note(case, self._turn_of(case))

    def _turn_of(self, case: Case) -> int:
        """The place of a state in the order of all; 0 where nobody knows any more. File and journal are written in two workers."""
        return next((turn for known, turn in reversed(tuple(self._turns)) if known is case), 0)

    def _on_begun(self, _result: object, _problem: Exception | None) -> None:
        """What was opened is kept; a failure is met again at the next save."""

    def _on_beat(self) -> None:
        if self.guard is not None:
            self.noter.beside(self.guard.beat, self._on_beaten)

    def _on_beaten(self, lost: object, _problem: Exception | None) -> None:
        """Another one may have taken the file over: say so before the next save does."""
        if isinstance(lost, StoreError) and self.save_state.kind != "misslungen":
            self._on_failed(self._case, StoppedError(lost.code, self.engine.sentence(lost)))

    @property
    def stopped(self) -> str:
        """Why saving waits for a decision: `geaendert` or `uebernommen`; empty where it does not."""
        problem = self.save_state.problem
        return problem.code if isinstance(problem, StoppedError) else ""

    def _on_started(self) -> None:
        """A failure stays visible until a save has succeeded."""
        if self.save_state.kind != "misslungen":
            self._set_save_state(SaveState("laeuft", self.save_state.at))

    def _on_saved(self, case: Case) -> None:
        clean = case is self._case
        if self.save_state.rescued is not None:
            self.engine.rescue_over(case, self.file)
        self._set_save_state(SaveState("gespeichert" if clean else "offen", self.engine.now()))

    def _on_failed(self, case: Case, problem: Exception) -> None:
        rescued: Path | None = None
        try:
            rescued = self.engine.rescue(case, self.file)
        except Exception:
            rescued = None
        self._set_save_state(SaveState("misslungen", self.save_state.at, problem, rescued))

    def _set_save_state(self, state: SaveState) -> None:
        self.save_state = state
        self.save_state_changed.emit()
