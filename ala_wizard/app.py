"""Start of the window: the only place that wires core and window together."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from ala_wizard.content.texts import text
from ala_wizard.model.direction import visible
from ala_wizard.model.german import format_date, format_money
from ala_wizard.store import disk, keyring, recent
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data
from ala_wizard.ui import crash, focusring, folded, resume, settings, theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.engine import Engine, FileDesk, PrivateDesk, ValueDesk
from ala_wizard.ui.late import Later
from ala_wizard.ui.spelling import service as spelling
from ala_wizard.ui.start import Due, Known, Outlook, Shelf
from ala_wizard.ui.tidy import Tidy
from ala_wizard.ui.window import Desk, Window

if TYPE_CHECKING:
    from ala_wizard import core
    from ala_wizard.bundle.make import Made
    from ala_wizard.bundle.wishes import Watch, Wishes
    from ala_wizard.calc.results import Results
    from ala_wizard.checks.findings import Finding
    from ala_wizard.checks.ticks import Tick
    from ala_wizard.content.loader import Content
    from ala_wizard.model.case import Case
    from ala_wizard.store import casefile, generations, guard, inbox, lock, personal, protection, recovery, rescue, wipe
    from ala_wizard.store.generations import Generation
    from ala_wizard.store.rescue import Found
    from ala_wizard.ui.opening import How
    from ala_wizard.ui.session import Session
else:  # the start page needs none of these: each is loaded when something of it is used for the first time
    core = Later(lambda: import_module("ala_wizard.core"))
    casefile = Later(lambda: import_module("ala_wizard.store.casefile"))
    generations = Later(lambda: import_module("ala_wizard.store.generations"))
    guard = Later(lambda: import_module("ala_wizard.store.guard"))
    inbox = Later(lambda: import_module("ala_wizard.store.inbox"))
    lock = Later(lambda: import_module("ala_wizard.store.lock"))
    personal = Later(lambda: import_module("ala_wizard.store.personal"))
    protection = Later(lambda: import_module("ala_wizard.store.protection"))
    recovery = Later(lambda: import_module("ala_wizard.store.recovery"))
    rescue = Later(lambda: import_module("ala_wizard.store.rescue"))
    wipe = Later(lambda: import_module("ala_wizard.store.wipe"))

T = TypeVar("T")
EXAMPLE = "hof-sonnenwiese"
SIZE = (1440, 900)
NEXT = 3
"""Days of one case that the start page may show."""
NAME = 80
"""Letters taken over from a file's name into another one: names must not grow too long for the disk."""
AFTER_MS = 250
"""So long after the first picture the window fetches what the next page needs."""


def content() -> Content:
    """The program's own content with the user's legal values, loaded with the first question after it."""
    from ala_wizard.content.loader import content as load

    core.use_kept_values()
    return load()


class SentenceError(RuntimeError):
    """A failure that was expected, told in a German sentence."""


def engine() -> Engine:
    """The core's functions for the window; every failure is a sentence."""

    def load(path: Path) -> Case:
        try:
            return casefile.load(path).case
        except Exception as error:
            raise SentenceError(core.sentence(error)) from error

    def export(case: Case, results: Results, folder: Path, file: Path | None, wishes: Wishes, watch: Watch) -> Made:
        return core.export(case, content(), results, datetime.now(), folder, file, wishes, watch)

    def told(act: Callable[[], T]) -> T:
        try:
            return act()
        except StoreError as error:
            raise SentenceError(core.sentence(error)) from error

    values = ValueDesk(
        content=content,
        used=lambda case: core.used(case, content(), date.today()),
        offer=lambda path, case: told(lambda: core.offer_values(path, case, date.today())),
        accept=lambda offered: told(lambda: core.accept_values(offered)),
        remove=lambda name: told(lambda: core.remove_values(name)),
    )

    files = FileDesk(
        take=lambda path, case, taken: told(lambda: inbox.take(path, case, taken)),
        present=inbox.present,
        view=lambda case, row, file: told(lambda: inbox.view(case, row, file, _to_look_at)),
        lying=inbox.lying,
        keep=lambda case, names, file: told(lambda: inbox.keep(case, names, file)),
        tidy=inbox.tidy,
    )

    private = PrivateDesk(
        wipe=lambda case, rows: told(lambda: wipe.wipe(case, rows)),
        named=lambda case, results, names, path: core.named_proof(case, content(), results, names, datetime.now(), path),
        sheet=lambda case, key, path: core.recovery_sheet(case, content(), key, datetime.now(), path),
        paper=lambda kind, case, results, path: core.own_paper(kind, case, content(), results, datetime.now(), path),
        copy=lambda case, path, file, names, sealed: _give_away(case, path, file, names=names, sealed=sealed),
        sweep=lambda case, file, names: protection.sweep(case, file, names),
        readable=lambda case, file: protection.readable(case, file),
        file_sheet=lambda case, name, key, path: core.recovery_sheet(case, content(), key, datetime.now(), path, name),
    )

    return Engine(
        content=content(),
        reckon=lambda case: core.reckon(case, content(), date.today()),
        findings=lambda case, results, pages: core.checking(case, content(), results, date.today(), pages),
        ticks=_ticks,
        side=lambda case, results: core.side(case, content(), results, date.today()),
        neben=lambda case, results: core.neben(case, content(), results, date.today()),
        effects=lambda old, new: core.weighing(old, new, content(), date.today()),
        tariff=lambda case, results, group, step: core.tarif(case, content(), results, date.today(), group, step),
        load=load,
        save=_save,
        save_without=_save,
        export=export,
        questionnaire=lambda case, path, filled, costs, everything: core.questionnaire(
            case, content(), datetime.now(), path, filled=filled, costs=costs, everything=everything
        ),
        open_paper=lambda case, results, points, path, by, who: core.open_list_paper(
            case, content(), results, points, datetime.now(), path, by, who
        ),
        now=datetime.now,
        values=values,
        files=files,
        private=private,
        rescue=recovery.keep,
        rescue_over=_discard,
        guard=lambda case, file, now, saved: guard.Guard(case, file, now, saved=saved),
        sentence=core.sentence,
    )


def _ticks(case: Case, found: tuple[Finding, ...], pages: int | None) -> dict[str, Tick]:
    from ala_wizard.checks.ticks import ticks

    return ticks(case, content(), found, pages=pages)


def _save(case: Case, path: Path, attachments: Path | None, drop: frozenset[str] = frozenset()) -> None:
    """Save with the attachments that wait for it; `drop` are those that were removed and are not needed any more."""
    try:
        if path.is_relative_to(user_data()):
            path.parent.mkdir(parents=True, exist_ok=True)
        fresh = inbox.waiting(case)
        casefile.save(case, path, attachments, add=fresh, drop=drop)
        inbox.saved(case, fresh)
    except StoreError as error:
        if error.code in guard.STOPPED:
            raise
        raise SentenceError(core.sentence(error)) from error
    except Exception as error:
        raise SentenceError(core.sentence(error)) from error


def _to_look_at(name: str, raw: bytes) -> bytes:
    """An attachment as another program may get it: a PDF without all that could run, no picture that becomes gigabytes."""
    from ala_wizard.bundle.clean import cleaned
    from ala_wizard.bundle.picture import look_at
    from ala_wizard.bundle.problems import RefusedError

    try:
        if name.endswith(".pdf"):
            return cleaned(raw).data
        look_at(raw)
    except RefusedError as error:
        raise SentenceError(str(error)) from error
    return raw


def _give_away(case: Case, path: Path, attachments: Path | None, *, names: bool, sealed: bool) -> None:
    """A copy for an adviser, without the sealed names unless they are wanted; removed attachments never go along."""
    try:
        lying = inbox.waiting(case)
        gone = frozenset(casefile.attachment_names(attachments)) - {row.file for row in case.attachments} if attachments else frozenset()
        casefile.save(case if names else personal.without_people(case), path, attachments, add=lying, drop=gone, open_form=not sealed)
    except Exception as error:
        raise SentenceError(core.sentence(error)) from error


class Program:
    """The window and what it asks of its surroundings."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.desk = Desk(
            known=self._known,
            names=_names,
            shelf=Shelf(
                look=self._outlook,
                forget=_forget,
                put_back=recent.put_back,
                questionnaire=_questionnaire,
                folder=Path.home,
                today=lambda: self._now().date(),
            ),
            greeting=_greeting,
            rechtsstand=self._rechtsstand,
            look=lambda path: rescue.look(path),
            locks=lambda path: rescue.locks(path),
            leave=_leave,
            beside=_beside,
            open=self._open,
            copy=_copy,
            states=_states,
            load_state=lambda state: self.engine.load(state.path),
            content=content,
            now=lambda: self.engine.now(),
            new=self._new,
            example=self._example,
            default_folder=Path.home,
            remember=recent.remember,
        )
        chosen = settings.load()
        theme.apply(app, chosen.theme, chosen.scale)
        self.window = self._make_window()

    @cached_property
    def engine(self) -> Engine:
        """The core's functions, loaded when somebody asks for one."""
        return engine()

    def _now(self) -> datetime:
        return self.engine.now() if "engine" in self.__dict__ else datetime.now()

    def _make_window(self) -> Window:
        window = Window(self.desk)
        window.rebuild.connect(self._rebuild)
        window.resize(*SIZE)
        return window

    def _rebuild(self) -> None:
        """Build the window anew in the chosen look; the open case goes on where it is."""
        from ala_wizard.ui.stand import read as read_place

        old, session = self.window, self.window.session
        place = read_place(old.workspace) if old.workspace is not None else None
        chosen = settings.load()
        theme.apply(self.app, chosen.theme, chosen.scale)
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        if session is not None:
            session.setParent(None)
            self.window.show_session(session, place=place)
        else:
            self.window.show_start()
        self.window.show()
        old.hide()
        old.deleteLater()

    def _session(self, case: Case, file: Path, *, saved: bool, view: str = "") -> Session:
        """A session over a case."""
        from ala_wizard.ui.session import Session

        if not view:
            if keyring.of(case.case_id) is not None:  # what was begun once is finished: nothing stays behind in plain
                protection.sweep(case, file, case.removed_files)
            inbox.tidy(case)
        session = Session(case, file, replace(self.engine, content=content()), saved=saved, view=view)
        recent.remember(file)
        return session

    def _open(self, found: Found, how: How) -> Session:
        """Open what was found, as it was decided."""
        if how.case is not None and found.loaded is None:
            for key in keyring.known() if keyring.lock_of(found.file) is not None else ():
                keyring.learned(how.case.case_id, key)
            for row in how.case.attachments:  # what can still be had of a broken file
                with contextlib.suppress(StoreError):
                    inbox.keep(how.case, (row.file,), found.file)
            return self._session(how.case, how.file or found.file, saved=False)
        if found.loaded is None:
            raise SentenceError(core.sentence(found.problem)) if found.problem is not None else RuntimeError
        case, file = found.loaded.case, found.file
        if how.view:
            return self._session(case, file, saved=True, view=how.view)
        if how.take_over:
            lock.acquire(file, self.engine.now(), take_over=True)
        else:
            with contextlib.suppress(StoreError):  # then it is offered once more
                rescue.settle(found, self.engine.now(), taken=how.case is not None)
        if not found.loaded.sealed and how.case is None:
            keyring.release(case.case_id)  # what lies here sealed was not chosen: the file stays as it is
        if found.loaded.kind == "json":
            return self._session(how.case or case, _free(file.with_suffix(".ala")), saved=False)
        from ala_wizard.model.case import SCHEMA_VERSION

        if found.loaded.version < SCHEMA_VERSION:
            try:
                generations.keep_original(file, case.case_id, found.loaded.version)
            except StoreError as error:
                return self._session(case, file, saved=True, view=text("sicherung.warum_sicherung", problem=core.sentence(error)))
        return self._session(how.case or case, file, saved=how.case is None)

    def _new(self) -> Session:
        from ala_wizard.content.samples import NEW, sample
        from ala_wizard.model.base import new_id

        case = sample(NEW)
        return self._session(case, user_data() / protection.OWN / f"antrag-{new_id()}.ala", saved=False)

    def _example(self) -> Session:
        from ala_wizard.content.samples import sample
        from ala_wizard.model.base import new_id

        case = sample(EXAMPLE)
        return self._session(case, user_data() / protection.OWN / f"beispiel-{new_id()}.ala", saved=False)

    def _known(self) -> tuple[Known, ...]:
        """Cases that were open before, the last one first; also those that cannot be reached just now."""
        paths = recent.recent()
        if not paths:
            return ()
        from ala_wizard.flow.whereabouts import whereabouts

        stopped, found = resume.places(), []
        waiting = dict.fromkeys(rescue.waiting(), text("sicherung.wartet"))
        for path in paths:
            try:
                case = casefile.load(path).case
                changed = datetime.fromtimestamp(path.stat().st_mtime)
            except Exception as error:
                if isinstance(error, StoreError) and error.code == "verschlossen":
                    found.append(_locked(path, path in waiting))
                    continue
                problem = text("start.nicht_da" if not disk.there(path) else "start.nicht_lesbar", folder=str(path.parent))
                if path in waiting:
                    problem = text("sicherung.wartet_weg" if not disk.there(path) else "sicherung.wartet")
                found.append(Known(path, visible(path.stem), None, problem=problem))
                continue
            name = case.farm.name.strip() or text("kopf.ohne_namen")
            where = stopped.get(case.case_id)
            rate, result = "", ""
            if all(entry.problem for entry in found):
                with contextlib.suppress(Exception):  # figures are a comfort here
                    results = self.engine.reckon(case)
                    rate = format_money(results.kosten.tagessatz, "€") if results.kosten.tagessatz else ""
                    result = format_money(results.ergebnis.arbeitsergebnis, "€") if results.ergebnis.ertraege else ""
            found.append(
                Known(
                    path,
                    name,
                    changed,
                    rate,
                    result,
                    content().profile(case.profile).short,
                    whereabouts(where.step, where.address, content()) if where is not None else "",
                    case.handed_in,
                    waiting=waiting.get(path) or (text("sicherung.abgebrochen") if lock.abandoned(path) else ""),
                )
            )
        return tuple(found)

    def _outlook(self, path: Path) -> Outlook | None:
        """What is open in a case, and its next days."""
        from ala_wizard.checks.open_order import late

        try:
            case, today = casefile.load(path).case, self.engine.now().date()
            results = core.reckon(case, content(), today)
            points = core.open_list(case, content(), results, core.findings(case, content(), results, today), today)
        except Exception:
            return None
        farm = case.farm.name.strip() or text("kopf.ohne_namen")
        dated = sorted((point for point in points if point.due is not None), key=lambda point: point.due or today)
        days = tuple(Due(point.due, point.title, farm) for point in dated[:NEXT] if point.due is not None)
        return Outlook(len(points), late(points, today), days)

    def _rechtsstand(self) -> str:
        from ala_wizard.content.parameters import rechtsstand

        return format_date(rechtsstand(content().parameters.values(), date.today()))

    def catch(self, kind: type[BaseException], _problem: BaseException, trace: TracebackType | None) -> None:
        """An exception that nobody expected: save first, tell once, stop. The next start shows what was open."""
        if threading.current_thread() is not threading.main_thread():  # only the window's own thread may ask
            QTimer.singleShot(0, self.app, partial(self.catch, kind, _problem, trace))
            return
        sys.excepthook = sys.__excepthook__
        session = self.window.session
        where = _kept_safe(session) if session is not None and not session.view_only else ""
        report = user_data() / "absturz.txt"
        try:
            report.parent.mkdir(parents=True, exist_ok=True)
            report.write_text(crash.report(kind, trace), encoding="utf-8")
        except OSError:
            pass
        words = "\n\n".join(filter(None, (where, text("absturz.text", report=report))))
        if Dialog(text("absturz.titel"), words, (text("dialog.verstanden"), text("absturz.ansehen")), self.window).ask() == 1:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))
        self.app.exit(1)


def _kept_safe(session: Session) -> str:
    """Everything typed goes to the disk, one way after the other; says where it is, in words."""
    for act in (session.noter.finish, session.save):
        with contextlib.suppress(Exception):  # what does not work is made up for by the next
            act()
    if session.save_state.kind == "gespeichert":
        return text("absturz.gesichert", path=session.file)
    with contextlib.suppress(Exception):
        return text("absturz.gesichert", path=recovery.keep(session.case, session.file))
    return ""


def _names() -> tuple[Known, ...]:
    """The cases that were open before, by the names of their files: what they hold is read after the first picture."""
    own = user_data()
    return tuple(
        Known(path, text("start.eigener") if path.is_relative_to(own) else visible(path.stem), _written(path)) for path in recent.recent()
    )


def _written(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        return None


def _questionnaire(path: Path) -> Path:
    from ala_wizard.model.case import Case

    return core.questionnaire(Case(), content(), datetime.now(), path)


def _locked(path: Path, waits: bool) -> Known:
    """An encrypted case in the list: its name is that of its file, nothing else is told."""
    name = text("start.eigener") if path.is_relative_to(user_data()) else path.name
    return Known(path, name, _written(path), locked=True, waiting=text("sicherung.wartet") if waits else "")


def _leave(case_id: str | None) -> None:
    """Forget all keys but that of the case that is open now; what was looked at of the others goes."""
    if any(key != (keyring.of(case_id) if case_id is not None else None) for key in keyring.known()):
        inbox.clear_views()
    keyring.keep_only(case_id)


def _beside(found: Found) -> Path:
    """Where to go on when a file cannot be read: in its place when there is none, else beside it, else in the program's own folder."""
    file = found.file if found.file.suffix.lower() == casefile.SUFFIX else found.file.with_suffix(casefile.SUFFIX)
    folder = file.parent if os.access(file.parent, os.W_OK) else user_data() / protection.OWN
    if found.problem is not None and found.problem.code == "fehlt":
        return _free(folder / file.name)
    return _free(folder / f"{text('sicherung.gerettet', stem=file.stem[:NAME].rstrip())}{file.suffix}")


def _states(case: Case, file: Path) -> tuple[Generation, ...]:
    """Earlier states of this file, or of the case wherever it stood when the file has none of its own yet."""
    every = generations.found(case.case_id)
    return tuple(entry for entry in every if entry.place == generations.place_of(file)) or every


def _copy(case: Case, source: Path, target: Path) -> None:
    """Write a case to another file, with its attachments."""
    try:
        casefile.save(case, target, source)
    except StoreError as error:
        raise SentenceError(core.sentence(error)) from error


def _free(path: Path) -> Path:
    """This name, or the next that no file has: a plain case.json is never turned into something else."""
    names = (path.with_stem(f"{path.stem}-{number}") if number > 1 else path for number in itertools.count(1))
    return next(name for name in names if not disk.there(name))


def _forget(path: Path) -> int:
    """Take a file off the list of those that were open; gives its place there."""
    known = recent.recent()
    recent.forget(path)
    return known.index(path) if path in known else 0


def _discard(case: Case, path: Path) -> None:
    """A safe copy that cannot be removed does no harm."""
    with contextlib.suppress(StoreError):
        recovery.discard(case, path)


def _greeting() -> str:
    hour = datetime.now().hour
    return text("start.morgen" if hour < 11 else "start.tag" if hour < 18 else "start.abend")


def prepare(arguments: list[str]) -> QApplication:
    """The application with German words on Qt's own buttons and menus."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments)
    app.setApplicationName("ALA-Wizard")
    app.setApplicationDisplayName("")
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("de_DE"), "qtbase", "_", folder):
        app.installTranslator(translator)
    focusring.install(app)
    folded.install()
    return app


def run(path: Path | None = None) -> int:
    """Open the window, with a case file or on the start page; gives the exit code."""
    app = prepare(sys.argv[:1])
    tidy = Tidy(app)
    spelling.install(spelling.Spelling(parent=app))
    program = Program(app)
    sys.excepthook = program.catch
    if path is not None:
        program.window.open_file(path)
    if program.window.session is None:
        program.window.show_start(names_first=True)
    program.window.show()
    QTimer.singleShot(AFTER_MS, _load_the_rest)
    code = app.exec()
    if (words := spelling.installed()) is not None:
        words.close()
    tidy.close()
    _leave_clean(app)
    inbox.clear_views()
    return code


def _leave_clean(app: QApplication) -> None:
    """What clipboards are asked to forget (names of people) is not left behind; all else that was copied may still be pasted elsewhere."""
    from ala_wizard.ui.private import HINTS

    clipboard = app.clipboard()
    if clipboard.ownsClipboard() and any(clipboard.mimeData().hasFormat(kind) for kind in HINTS):
        clipboard.clear()


def _load_the_rest() -> None:
    """What a case needs beyond the start page, fetched while somebody still looks at the start page; views of the last time go."""
    from ala_wizard.bundle import wishes  # noqa: F401
    from ala_wizard.ui import workspace  # noqa: F401

    inbox.clear_views()


def open_offscreen_once() -> None:
    """Build the window with the sample on every step, without a screen: for `self-check`."""
    from ala_wizard.content.samples import sample
    from ala_wizard.ui.session import Session

    app = prepare(["ala-wizard"])
    program = Program(app)
    case = sample(EXAMPLE)
    folder = Path(tempfile.mkdtemp())
    try:
        window = program.window
        window.show_session(Session(case, folder / "beispiel.ala", program.engine, saved=False))
        window.show()
        if window.workspace is not None:
            for part in program.engine.content.parts:
                window.workspace.go_to(part.step)
                app.processEvents()
        window.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Entry point of the window program."""
    return run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
