"""The one window: start page or open case, menu, keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMenu, QStackedWidget, QTextEdit, QWidget

from ala_wizard import __version__
from ala_wizard.content.texts import text
from ala_wizard.store import disk
from ala_wizard.ui import resume, settings, theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.speech import say
from ala_wizard.ui.spelling import service as spelling
from ala_wizard.ui.start import Known, Shelf, StartPage

if TYPE_CHECKING:
    from ala_wizard.content.loader import Content
    from ala_wizard.model.case import Case
    from ala_wizard.store.generations import Generation
    from ala_wizard.store.keyring import Key
    from ala_wizard.store.rescue import Found
    from ala_wizard.ui.opening import How
    from ala_wizard.ui.search.lookup import Lookup
    from ala_wizard.ui.session import Session
    from ala_wizard.ui.stand import Watcher
    from ala_wizard.ui.workspace import PaneState, Workspace

ENDING = ".ala"


@dataclass(frozen=True)
class Desk:
    """What the window asks of the program around it."""

    known: Callable[[], tuple[Known, ...]]
    names: Callable[[], tuple[Known, ...]]
    """The same cases by the names of their files, without a look into them."""
    shelf: Shelf
    """What the start page asks about single cases."""
    greeting: Callable[[], str]
    rechtsstand: Callable[[], str]
    locks: Callable[[Path], tuple[bytes, ...]]
    """Keys behind their passphrases that have to be opened before a file is looked at. Raises nothing."""
    leave: Callable[[str | None], None]
    """Forgets all keys but that of this case, or every one."""
    look: Callable[[Path], Found]
    """What opening a file would meet. Raises nothing."""
    beside: Callable[[Found], Path]
    """Where to go on when that file cannot be read."""
    open: Callable[[Found, How], Session]
    """Raises an exception whose words are a German sentence."""
    copy: Callable[[Case, Path, Path], None]
    """Writes a case to another file, with the attachments of the first. Raises an exception whose words are a German sentence."""
    states: Callable[[Case, Path], tuple[Generation, ...]]
    """Earlier states of a case and its file on this computer, the newest first."""
    load_state: Callable[[Generation], Case]
    """Raises an exception whose words are a German sentence."""
    content: Callable[[], Content]
    now: Callable[[], datetime]
    new: Callable[[], Session]
    example: Callable[[], Session]
    default_folder: Callable[[], Path]
    remember: Callable[[Path], None]
    """Keeps a file in the list of those that were open."""


PAUSE_MS = 1500
"""After so long without a change one may be asked something."""
AGAIN_MS = 200
"""So long until the start page tries again to say more."""
LONGEST = 40
"""Letters of a name in the menu."""


def _file_name(session: Session, *, sealed: bool) -> str:
    """A name for a file, without its ending: that of the farm as far as any disk takes it, else that which the file has.

    That of a `sealed` file tells no more than it does already.
    """
    name = "" if sealed else "".join(letter for letter in session.case.farm.name if letter.isalnum() or letter in " -_").strip()
    return name or session.file.stem


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


class Window(QMainWindow):
    """Start page and workspace in one frame."""

    rebuild = Signal()
    """Size or colours changed: the window is to be built anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings.load()
        self.workspace: Workspace | None = None
        self.start: StartPage | None = None
        self._watcher: Watcher | None = None
        self._resolving = self._asked = False
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(PAUSE_MS)
        self._ask_soon.timeout.connect(self.resolve)
        self.deeds: dict[str, QAction] = {}
        """The window's own actions by the name of their words."""
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.setMinimumSize(760, 480)
        self._actions()
        self.setWindowTitle("ALA-Wizard")

    # -- menu ------------------------------------------------------------------

    def _action(self, name: str, act: Callable[[], object], *keys: str | QKeySequence.StandardKey) -> QAction:
        made = QAction(text(f"menue.{name}"), self)
        made.setShortcuts([QKeySequence(key) for key in dict.fromkeys(QKeySequence(key).toString() for key in keys)])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda: act())
        self.addAction(made)
        self.deeds[name] = made
        return made

    def _actions(self) -> None:
        standard = QKeySequence.StandardKey
        self.act_new = self._action("neu", self.new_case, "Ctrl+N")
        self.act_open = self._action("oeffnen", self.choose_file, "Ctrl+O")
        self.act_save = self._action("speichern", self.save, "Ctrl+S")
        self.act_save_as = self._action("speichern_unter", self.save_as, "Ctrl+Shift+S")
        self.act_protect = self._action("verschluesseln", self.protect)
        self.act_states = self._action("fruehere", self.show_states)
        self.act_advise = self._action("kopie_beratung", self.copy_for_adviser)
        self.act_example = self._action("beispiel", self.show_example)
        self.act_start = self._action("startseite", self.show_start)
        self.act_quit = self._action("beenden", self.close, "Ctrl+Q")
        self.act_undo = self._action("rueckgaengig", self.undo, standard.Undo)
        self.act_redo = self._action("wiederholen", self.redo, standard.Redo, "Ctrl+Y")
        self.act_search = self._action("suchen", lambda: self.lookup.search(), "Ctrl+K")
        self.act_words = self._action("woerter", lambda: self.lookup.read())
        self.act_here = self._action("nachschlagen", lambda: self.lookup.here(), "F3")
        self.act_history = self._action("verlauf", self.show_history, "Ctrl+H")
        self.act_help = self._action("hilfe", self.toggle_help, "F2")
        self.act_preview = self._action("vorschau", self.toggle_preview, "Ctrl+P")
        self.act_keys = self._action("tasten", self.show_keys, "F1")
        self.act_private = self._action("rechner", self.show_privacy)
        self.act_about = self._action("ueber", self.show_about)
        self._action("menue", self.open_menu, "F10")
        self.act_next = self._action("weiter", lambda: self._turn(True), "Alt+Right")
        self.act_back = self._action("zurueck", lambda: self._turn(False), "Alt+Left")
        self.act_spelling = self._action("naechstes_wort", self.next_unknown, "F7")
        self.act_pane = self._action("bereich", self._next_pane, "F6")
        self._groups = [self._action(f"gruppe_{place}", partial(self._go_group, place), f"Ctrl+{place}") for place in range(1, 5)]
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.menu = menu
        for block in (
            (self.act_new, self.act_open, self.act_example),
            (self.act_save, self.act_save_as, self.act_protect, self.act_states, self.act_advise),
            (self.act_undo, self.act_redo, self.act_history),
            (self.act_search, self.act_words, self.act_here),
            (self.act_help, self.act_preview, self.act_keys),
        ):
            for action in block:
                menu.addAction(action)
            menu.addSeparator()
        look = menu.addMenu(text("menue.aussehen"))
        group = QActionGroup(self)
        for name in ("system", "light", "dark", "contrast"):
            self._choice(look, group, text(f"menue.aussehen_{name}"), self._settings.theme == name, partial(self._look, theme_name=name))
        size = menu.addMenu(text("menue.groesse"))
        sizes = QActionGroup(self)
        for scale in settings.SCALES:
            self._choice(size, sizes, f"{scale * 100:.0f} %", self._settings.scale == scale, partial(self._look, scale=scale))
        if (service := spelling.installed()) is not None:
            service.switch(self._settings.spelling)
            words = menu.addMenu(text("rechtschreibung.menue"))
            mark = words.addAction(text("rechtschreibung.pruefen"), self._switch_spelling)
            mark.setCheckable(True)
            mark.setChecked(service.on)
            words.addAction(self.act_spelling)
            words.addAction(text("rechtschreibung.woerter"), self.show_own_words)
        menu.addSeparator()
        for action in (self.act_start, self.act_private, self.act_about, self.act_quit):
            menu.addAction(action)
        self._refresh_actions()

    @cached_property
    def lookup(self) -> Lookup:
        """Search and reference, loaded when somebody looks for something or a case is open."""
        from ala_wizard.ui.search.lookup import Lookup

        return Lookup(self, self.menu, lambda: self.workspace)

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, words: str, checked: bool, act: Callable[[], object]) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(checked)
        group.addAction(action)
        action.triggered.connect(lambda: act())

    def _look(self, *, theme_name: theme.Name | None = None, scale: float | None = None) -> None:
        self._settings = replace(self._settings, theme=theme_name or self._settings.theme, scale=scale or self._settings.scale)
        settings.save(self._settings)
        self.rebuild.emit()

    def _refresh_actions(self) -> None:
        session = self.session
        for action in (
            self.act_save,
            self.act_save_as,
            self.act_states,
            self.act_advise,
            self.act_start,
            self.act_history,
            self.act_here,
            self.act_help,
            self.act_preview,
            self.act_next,
            self.act_back,
            self.act_pane,
            self.act_spelling,
            *self._groups,
        ):
            action.setEnabled(session is not None)
        self.act_protect.setEnabled(session is not None and not session.view_only)
        self.act_protect.setText(text("menue.verschluesselt" if session is not None and session.protected else "menue.verschluesseln"))
        for action, word, name in (
            (self.act_undo, "rueckgaengig", session.undo_name if session else ""),
            (self.act_redo, "wiederholen", session.redo_name if session else ""),
        ):
            action.setEnabled(bool(name))
            action.setText(text(f"menue.{word}_was", what=_shortened(name)) if name else text(f"menue.{word}"))

    # -- what is open ----------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The open case; None on the start page."""
        return self.workspace.session if self.workspace is not None else None

    def show_session(self, session: Session, step: str = "", place: resume.Place | None = None) -> None:
        """Open a case in the window, where one stopped, or at a step or place. What was open before must have been left (`_settle`)."""
        from ala_wizard.ui.stand import Watcher
        from ala_wizard.ui.workspace import Workspace  # the start page comes without all that a case needs

        self._clear()
        fresh = place is None and not step
        place = place or (None if step else resume.place(session.case.case_id))
        self._size_for(place if fresh else None)
        self.workspace = Workspace(session, self.menu, step, self.stack, self._pane())
        self.workspace.pane_changed.connect(self._remember_pane)
        self.workspace.save_elsewhere.connect(self.save_as)
        self.workspace.copy_wanted.connect(self.open_copy)
        self.workspace.compare_wanted.connect(self.resolve)
        session.save_state_changed.connect(self._mind_stopped)
        session.changed.connect(self._still_typing)
        self._asked = False
        self.lookup.attend(self.workspace)
        session.history_changed.connect(self._refresh_actions)
        session.protection_changed.connect(self._refresh_actions)
        self._desk.leave(session.case.case_id)
        session.changed.connect(self._title)
        session.checked.connect(self._name_words)
        self._name_words()
        self.stack.addWidget(self.workspace)
        self.stack.setCurrentWidget(self.workspace)
        self._title()
        self._refresh_actions()
        if place is not None:
            self.workspace.return_to(place, say=fresh)
        else:
            self.workspace.page.focus_first()
        case_id = session.case.case_id
        self._watcher = Watcher(self.workspace, lambda found: resume.keep(case_id, found))

    def _size_for(self, place: resume.Place | None) -> None:
        """The size that the window had with this case, if it fits on the screen of today."""
        if place is None or not (place.width and place.height):
            return
        size = QSize(place.width, place.height).boundedTo(self.room()).expandedTo(self.minimumSize())
        if not self.isMaximized():
            self.resize(size)
        if place.maximized:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def room(self) -> QSize:
        """How large a window can be on this screen."""
        return self.screen().availableGeometry().size()

    def show_start(self, *, names_first: bool = False) -> None:
        """Save and go back to the start page; with `names_first` it is there at once, and what the cases hold is read after it."""
        if not self._settle():
            return
        self._clear()
        self._desk.leave(None)
        known = self._desk.names() if names_first else self._desk.known()
        self.start = StartPage(
            known, self._desk.shelf, self._desk.greeting(), self._desk.rechtsstand, self.menu, self.stack, named=names_first
        )
        if names_first and known:
            self.start.seen.connect(partial(self._complete_start, self.start))
        self.start.open_file.connect(self.open_file)
        self.start.open_points.connect(lambda path: self.open_file(path, "offen"))
        self.start.new_case.connect(self.new_case)
        self.start.choose_file.connect(self.choose_file)
        self.start.show_example.connect(self.show_example)
        self.stack.addWidget(self.start)
        self.stack.setCurrentWidget(self.start)
        self.start.first.setFocus()
        self._title()
        self._refresh_actions()

    def _complete_start(self, page: StartPage) -> None:
        """The start page once more, now with what the cases hold; not while somebody chooses something on it."""
        if self.start is not page:
            return
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            QTimer.singleShot(AGAIN_MS, self, partial(self._complete_start, page))
            return
        self.show_start()

    def _settle(self) -> bool:
        """Write what is open before something else takes its place. False when that failed and the user stays here."""
        session = self.session
        if session is None:
            return True
        session.save()
        return session.save_state.kind != "misslungen" or self._leave_unsaved(session)

    def _clear(self) -> None:
        """Take away what is shown."""
        if self.workspace is not None:
            if self._watcher is not None:
                self._watcher.write()
                self._watcher = None
            session = self.workspace.session
            self._ask_soon.stop()
            session.close()
            session.disconnect(self)
            self.stack.removeWidget(self.workspace)
            self.workspace.hide()
            self.workspace.deleteLater()
            session.deleteLater()
            self.workspace = None
        if self.start is not None:
            self.stack.removeWidget(self.start)
            self.start.hide()
            self.start.deleteLater()
            self.start = None

    def _leave_unsaved(self, session: Session) -> bool:
        rescued = text("kopf.gerettet", path=session.save_state.rescued) if session.save_state.rescued else ""
        asked = self._ask(
            text("dialog.nicht_gespeichert"),
            f"{session.save_state.problem} {rescued}".strip(),
            text("dialog.bleiben"),
            text("dialog.trotzdem"),
        )
        return asked == 1

    def _ask(self, title: str, words: str, *buttons: str) -> int:
        """A question with its own words on the buttons; the first is the harmless one. Gives the place of the answer."""
        return Dialog(title, words, buttons, self).ask()

    def tell(self, title: str, words: str) -> None:
        """Say what happened; the only way on is to go on."""
        self._ask(title, words, text("dialog.verstanden"))

    def _title(self) -> None:
        name = self.session.case.farm.name.strip() if self.session else ""
        self.setWindowTitle(f"{name} – ALA-Wizard" if name else "ALA-Wizard")

    def _name_words(self) -> None:
        """The names in the open case are no slips of the pen."""
        service = spelling.installed()
        if service is not None and self.session is not None:
            service.set_names(spelling.names_of(self.session.case))

    # -- deeds -----------------------------------------------------------------

    def _try(self, make: Callable[[], Session], step: str = "") -> None:
        if not self._settle():
            return
        try:
            session = make()
        except Exception as error:
            self.tell(text("dialog.oeffnen_nicht"), str(error))
            return
        self.show_session(session, step)

    def open_file(self, path: Path, step: str = "") -> None:
        """Open a case file, where one stopped or at a step; what has to be decided first is asked."""
        from ala_wizard.ui.opening import ask

        if not self._settle():
            return
        if self.session is not None and self.session.file == path:
            self.session.close()  # its own lock and journal are no news
        unlocked = self._unlock(path)
        if not unlocked:
            self._leave_others()
            return
        found = self._desk.look(path)
        how = ask(found, self._desk.content(), self._desk.now(), self._desk.beside(found), self)
        if how is not None:
            self._try(lambda: self._desk.open(found, how), step)
            if how.copy:
                self.open_copy()
            elif not isinstance(unlocked, bool):
                self._renew(unlocked)
        self._leave_others()

    def _unlock(self, path: Path) -> Key | bool:
        """Ask for the passphrase where one is needed; False when the file is to stay shut."""
        if not self._desk.locks(path):
            return True
        from ala_wizard.ui.protection import unlock

        return unlock(path, self._desk.locks, self)

    def _leave_others(self) -> None:
        """Forget the keys of files that were not opened in the end."""
        if self.session is not None:
            self.session.stay()
        self._desk.leave(self.session.case.case_id if self.session is not None else None)

    def _renew(self, key: Key) -> None:
        """The passphrase was forgotten: the file gets the new one now."""
        session = self.session
        if session is None or session.view_only or session.key is None or session.key.identity != key.identity:
            return
        try:
            session.protect(key)
        except Exception as error:
            self.tell(text("dialog.nicht_gespeichert"), str(error))

    def protect(self) -> None:
        """Encrypt the whole file, or change what holds for it."""
        from ala_wizard.ui.protection import manage

        if self.session is not None and not self.session.view_only:
            manage(self.session, self)
            if self._watcher is not None:
                self._watcher.anew()

    def open_copy(self) -> None:
        """Write the case that is only looked at to another file, and go on there."""
        session = self.session
        if session is None:
            return
        suggested = session.file.with_name(f"{text('sicherung.kopie', stem=session.file.stem)}{ENDING}")
        file = self._ask_file(suggested)
        if file is None:
            return
        try:
            self._desk.copy(session.case, session.file, file)
        except Exception as error:
            self.tell(text("dialog.oeffnen_nicht"), str(error))
            return
        step = self.workspace.step if self.workspace is not None else ""
        self.open_file(file, step)

    def resolve(self) -> None:
        """The open file was changed from outside, or taken over: compare, and let somebody decide."""
        from ala_wizard.ui.opening import ask_stopped

        session = self.session
        if session is None or not session.stopped or self._resolving:
            return
        before = session.protected
        if not self._unlock(session.file):
            return
        found = self._desk.look(session.file)
        if session.protected and not before:
            session.follow()
        if found.loaded is None or found.newer:
            self.tell(text(f"sicherung.{session.stopped}_titel"), text("sicherung.geaendert_unlesbar"))
            return
        theirs, content, now = found.loaded.case, self._desk.content(), self._desk.now()
        self._resolving = True
        try:
            chosen = ask_stopped(session.stopped, session.file.name, theirs, session.case, found.written, now, content, self)
        finally:
            self._resolving = False
        if chosen == 1:
            session.take(theirs, text("sicherung.uebernommen"))
        elif chosen == 2:
            session.insist()

    def _mind_stopped(self) -> None:
        """Ask once, in a pause of the typing; the header keeps the button."""
        stopped = self.session is not None and bool(self.session.stopped)
        if not stopped:
            self._asked = False
        elif not self._asked:
            self._asked = True
            self._ask_soon.start()

    def _still_typing(self) -> None:
        if self._ask_soon.isActive():
            self._ask_soon.start()

    def new_case(self) -> None:
        """Begin a new application."""
        self._try(self._desk.new)

    def show_example(self) -> None:
        """Open a copy of the sample farm."""
        self._try(self._desk.example)

    def choose_file(self) -> None:
        """Ask for a case file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, text("dialog.oeffnen"), str(self._desk.default_folder()), self._filter())
        if chosen:
            self.open_file(Path(chosen))

    def save(self) -> None:
        """Write now; the header says that it is done."""
        if self.session is not None:
            self.session.save()
            self.resolve()
        if self.workspace is not None:
            say(self.workspace.header.saved, self.workspace.header.saved.text())

    def save_as(self) -> None:
        """Ask for a place and go on there."""
        session = self.session
        if session is None:
            return
        if session.view_only:
            self.open_copy()
            return
        file = self._ask_file(self._desk.default_folder() / f"{_file_name(session, sealed=session.protected)}{ENDING}")
        if file is None:
            return
        session.save_as(file)
        self._desk.remember(file)

    def _ask_file(self, suggested: Path) -> Path | None:
        """Ask where to write; None when it is not to be written."""
        chosen, _ = QFileDialog.getSaveFileName(self, text("dialog.speichern"), str(suggested), self._filter())
        if not chosen:
            return None
        file = Path(chosen)
        if file.suffix.lower() != ENDING:
            # The dialog asked about the name as typed, not about the one that it becomes.
            file = file.with_name(file.name + ENDING)
            if disk.there(file) and not self._ask(
                text("dialog.ersetzen", name=file.name), text("dialog.ersetzen_was"), text("dialog.behalten"), text("dialog.ersetzen_ja")
            ):
                return None
        return file

    def copy_for_adviser(self) -> None:
        """Write a copy to give away: without the names, unless somebody wants them along, sealed as they are. One stays in one's own file."""
        session = self.session
        if session is None:
            return
        named = bool(session.case.personal.people)
        buttons = [text("weitergabe.abbrechen"), text("weitergabe.ohne"), *([text("weitergabe.mit")] if named else [])]
        words = text("weitergabe.was_namen" if named else "weitergabe.was")
        answer = self._ask(text("weitergabe.frage"), words, *buttons)
        if not answer:
            return
        sealed = session.protected
        if sealed:
            buttons = [text("weitergabe.abbrechen"), text("ganz.kopie_zu"), text("ganz.kopie_offen")]
            how = self._ask(text("ganz.kopie_frage"), text("ganz.kopie_was"), *buttons)
            if not how:
                return
            sealed = how == 1
        name = text("weitergabe.name", name=_file_name(session, sealed=sealed))
        suggested = self._desk.default_folder() / f"{name}{ENDING}"
        chosen, _ = QFileDialog.getSaveFileName(self, text("weitergabe.waehlen"), str(suggested), self._filter())
        if not chosen:
            return
        file = Path(chosen)
        if file.suffix.lower() != ENDING:
            file = file.with_name(file.name + ENDING)
        if file.resolve() == session.file.resolve():
            self.tell(text("weitergabe.frage"), text("weitergabe.selbst"))
            return
        try:
            session.copy_to(file, names=answer == 2, sealed=sealed)
        except Exception as problem:
            self.tell(text("weitergabe.nicht"), str(problem) or text("menschen.unerwartet"))
        else:
            self.tell(text("weitergabe.fertig"), text("weitergabe.fertig_was", name=file.name, folder=str(file.parent)))

    def show_privacy(self) -> None:
        """What leaves this computer: nothing. And what the program writes, and where."""
        from ala_wizard.store.folders import user_config, user_data

        self.tell(text("weitergabe.rechner"), text("weitergabe.rechner_was", data=user_data(), config=user_config()))

    @staticmethod
    def _filter() -> str:
        return f"{text('dialog.ala_dateien')} (*{ENDING})"

    def undo(self) -> None:
        """Take back the last step and show its place."""
        if self.workspace is not None and self.session is not None and self.session.undo_name:
            words = self.act_undo.text()
            self.workspace.show_place(self.session.undo())
            say(self, words)

    def redo(self) -> None:
        """Bring the step back and show its place."""
        if self.workspace is not None and self.session is not None and self.session.redo_name:
            words = self.act_redo.text()
            self.workspace.show_place(self.session.redo())
            say(self, words)

    def show_history(self) -> None:
        """Every step with its name; go back or forward over several at once, and show the place."""
        from ala_wizard.ui.history import HistoryDialog

        session = self.session
        if self.workspace is None or session is None:
            return
        session.end_typing()
        dialog = HistoryDialog(session, self)
        if dialog.ask() == 1 and dialog.count:
            self.workspace.show_place(session.jump(dialog.count))

    def show_states(self) -> None:
        """Earlier states of the case; one of them may be brought back."""
        from ala_wizard.ui.states import StatesDialog

        session = self.session
        if session is None:
            return
        session.save()
        case, content = session.case, self._desk.content()
        dialog = StatesDialog(self._desk.states(case, session.file), self._desk.load_state, case, content, self._desk.now(), self)
        if dialog.ask() == 1 and dialog.state is not None and not session.view_only:
            session.bring_back(dialog.state, text("staende.geholt"))

    def toggle_help(self) -> None:
        """F2."""
        if self.workspace is not None:
            self.workspace.show_face("hilfe")

    def toggle_preview(self) -> None:
        """Strg+P."""
        if self.workspace is not None:
            self.workspace.show_face("vorschau")

    def _pane(self) -> PaneState:
        """The right pane as it was left."""
        from ala_wizard.ui.workspace import PaneState

        if self.workspace is not None:
            return self.workspace.pane_state
        return PaneState("vorschau" if self._settings.face == "vorschau" else "hilfe", self._settings.zoom)

    def _remember_pane(self) -> None:
        if self.workspace is not None:
            state = self.workspace.pane_state
            self._settings = replace(self._settings, face=state.face, zoom=state.zoom)

    def open_menu(self) -> None:
        """F10."""
        owner = self.workspace.header.menu_button if self.workspace else self.start.menu_button if self.start else None
        if owner is not None:
            owner.showMenu()

    def next_unknown(self) -> None:
        """F7: the next unknown word of the page, with its menu."""
        from ala_wizard.ui.spelling.menu import go_to_next

        if self.workspace is not None:
            page = self.workspace.page
            if not go_to_next([field for field in page.findChildren(QTextEdit) if field.isVisible()], self.focusWidget()):
                self.tell(text("rechtschreibung.menue"), text("rechtschreibung.alles_bekannt"))

    def _switch_spelling(self) -> None:
        service = spelling.installed()
        if service is not None:
            service.switch(not service.on)
            self._settings = replace(self._settings, spelling=service.on)
            settings.save(self._settings)

    def show_own_words(self) -> None:
        """The user's own words, each of which can be forgotten."""
        from ala_wizard.ui.spelling.ownwords import OwnWords

        service = spelling.installed()
        if service is not None:
            OwnWords(service, self).ask()

    def show_keys(self) -> None:
        """F1: all keys."""
        from ala_wizard.ui.keymap import KeyMap

        KeyMap(self.deeds, self).ask()

    def show_about(self) -> None:
        """What this is, and that nothing leaves the computer."""
        self.tell(text("ueber.titel", version=__version__), text("ueber.text"))

    def _turn(self, forward: bool) -> None:
        if self.workspace is not None:
            self.workspace.turn(forward)

    def _next_pane(self) -> None:
        if self.workspace is not None:
            self.workspace.next_pane()

    def _go_group(self, place: int) -> None:
        if self.workspace is None or self.session is None:
            return
        group = ("start", "konzept", "rechnen", "abgeben")[place - 1]
        step = next(part.step for part in self.session.engine.content.parts if part.group == group)
        self.workspace.go_to(step)
        self.workspace.page.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when everything is in the file, or the user said so."""
        event.ignore()
        if self._settle():
            self._clear()
            self._desk.leave(None)
            settings.save(self._settings)
            event.accept()
            app = QApplication.instance()
            if app is not None:
                app.quit()
