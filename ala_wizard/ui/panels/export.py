"""Making the papers: what comes out, how large it is, where it goes, and that nothing is sent."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ala_wizard.calc.belege import open_pieces
from ala_wizard.content.texts import keys, text
from ala_wizard.model.german import format_date, format_size
from ala_wizard.store import leftovers
from ala_wizard.ui import exportsettings, icons, theme
from ala_wizard.ui.bar import Bar
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.editors.row import Flow
from ala_wizard.ui.kit import Words, box, button, clear, column, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.exportlist import PaperLine, card, heads
from ala_wizard.ui.panels.tabelle import TabellePanel
from ala_wizard.ui.session import Session
from ala_wizard.ui.speech import say
from ala_wizard.ui.worker import Worker

if TYPE_CHECKING:
    from ala_wizard.bundle.make import Made
    from ala_wizard.bundle.wishes import Step, Wishes

MEASURE_MS = 700
"""So long after the last change pages and sizes are counted."""
POST = 1.37
"""An attachment grows by so much in an e-mail: it is written in letters there."""
MEGABYTE = 1 << 20
LINKS = 6
"""So many files are offered to be opened; the folder has them all."""
ENCLOSURES, TABLE = "anlagen", "rechentabelle"
PEOPLE = "bedarfsnachweis"


class _Job(QObject):
    """One making beside the window: tells its steps here, and can be stopped."""

    stepped = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stopped = Event()

    def watch(self, step: Step) -> None:
        """In the worker: stop if that is wanted, otherwise tell the step."""
        from ala_wizard.bundle.wishes import CancelledError

        if self.stopped.is_set():
            raise CancelledError
        self.stepped.emit(step)


class ExportPanel(Panel):
    """The draft note, the papers with pages and size, formats, the folder, one button; below, the way back of the spreadsheet."""

    deed = "export.erstellen"
    finished = Signal(object)
    """What was made; None when it did not work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._job: _Job | None = None
        self._measuring: _Job | None = None
        self._measured: Made | None = None
        self._settings = exportsettings.load()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MEASURE_MS)
        self._timer.timeout.connect(self._measure)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for item in (
            self._draft_note(),
            24,
            Words(text("unterlagen.frage"), "section"),
            10,
            heads(),
            4,
            self._papers(),
            12,
            self._names_box(),
            16,
            self._mail(),
            12,
            self._attachment_hints(),
            24,
            self._format_line(),
            20,
            *self._where(),
            16,
            self._progress(),
            *self._outcome(),
            32,
            self._own_papers(),
            32,
            self._table_panel(),
        ):
            if isinstance(item, int):
                whole.addSpacing(theme.px(item))
            elif isinstance(item, QWidget):
                whole.addWidget(item)
            else:
                whole.addLayout(item)
        session.changed.connect(self._stale)

    # -- building --------------------------------------------------------------

    def _draft_note(self) -> QWidget:
        self._draft = Words("", "warn_bold")
        self._stand = Words("", "body")
        self._open = link("", lambda: self.go.emit("pruefung", ""))
        note = row(icons.Glyph("pencil", "warn", 20), column(self._draft, self._stand, gap=2), self._open, gap=16, margins=(20, 12, 20, 12))
        note.setStretch(1, 1)
        return box("warnbox", note)

    def _papers(self) -> QWidget:
        from ala_wizard.bundle.wishes import ordered

        kinds = ordered(self.session.case, self.session.engine.content)
        self.lines = [PaperLine(kind, _title(kind), _detail(kind), parent=self) for kind in kinds]
        self.lines.append(PaperLine(TABLE, text("unterlagen.tabelle"), text("unterlagen.tabelle_was"), "table", parent=self))
        self.lines.append(PaperLine(ENCLOSURES, text("unterlagen.anlagen"), "", "clip", parent=self))
        for line in self.lines:
            line.ticked.connect(self._chosen)
        return card(self.lines)

    def _own_papers(self) -> QVBoxLayout:
        from ala_wizard.documents.registry import FOR_OURSELVES

        self.own = [PaperLine(kind, _title(kind), _detail(kind), on=False, parent=self) for kind in FOR_OURSELVES]
        for line in self.own:
            line.ticked.connect(self._chosen)
        return column(Words(text("unterlagen.eigene"), "section"), 4, Words(text("unterlagen.eigene_was"), "small"), 12, card(self.own))

    def _names_box(self) -> QWidget:
        self.with_names = CheckBox(text("unterlagen.namen"), self)
        self.with_names.setAccessibleDescription(text("unterlagen.namen_was"))
        self.with_names.toggled.connect(self._chosen)
        holder = QWidget(self)
        holder.setLayout(column(self.with_names, Words(text("unterlagen.namen_was"), "small"), gap=2, margins=(16, 0, 0, 0)))
        self._names_holder = holder
        return holder

    def _mail(self) -> QVBoxLayout:
        self._together = Words("", "bold", wrap=False)
        self._limit = Words("", "small", wrap=False)
        change = link(text("unterlagen.grenze_aendern"), self._ask_limit)
        change.setAccessibleName(text("unterlagen.grenze_aendern_zu"))
        self._fullness = Bar(self)
        self._fullness.setAccessibleName(text("unterlagen.zusammen_leer"))
        self._post = Words("", "small")
        return column(row(self._together, "*", self._limit, change, gap=8), 6, self._fullness, 6, self._post)

    def _attachment_hints(self) -> QWidget:
        self._hints = QVBoxLayout()
        self._hints.setSpacing(theme.px(8))
        self._hint_box = QWidget(self)
        self._hint_box.setLayout(column(Words(text("unterlagen.hinweise"), "bold"), self._hints, gap=8))
        self._hint_box.hide()
        return self._hint_box

    def _format_line(self) -> QVBoxLayout:
        from ala_wizard.bundle.wishes import FORMATS

        self.formats: dict[str, QPushButton] = {}
        holder = QWidget(self)
        line = Flow(holder, 8, 8)
        for name in FORMATS:
            pill = QPushButton(text(f"unterlagen.format_{name}"), holder)
            pill.setProperty("role", "pill")
            pill.setCheckable(True)
            pill.setChecked(name in self._settings.formats)
            pill.toggled.connect(partial(self._format_chosen, pill))
            _mark(pill)
            line.addWidget(pill)
            self.formats[name] = pill
        return column(Words(text("unterlagen.formate"), "body"), 6, holder)

    def _where(self) -> tuple[QWidget | QVBoxLayout | int, ...]:
        self.folder = QLineEdit(str(self._suggested()), self)
        self.folder.setAccessibleName(text("export.ordner"))
        label = Words(text("export.ordner"), "body")
        label.setBuddy(self.folder)
        where = row(self.folder, button(text("export.waehlen"), self._choose, icon="folder"), gap=12)
        where.setStretch(0, 1)
        return label, 6, column(where), 6, Words(text("export.ordner_was"), "small")

    def _progress(self) -> QWidget:
        self._bar = Bar(self)
        self._bar.setAccessibleName(text("unterlagen.fortschritt"))
        self._now = Words("", "body")
        self.cancel = button(text("unterlagen.abbrechen"), self._cancel, "small")
        line = row(column(self._now, self._bar, gap=6), self.cancel, gap=16, margins=(0, 0, 0, 12))
        line.setStretch(0, 1)
        self._running = QWidget(self)
        self._running.setLayout(line)
        self._running.hide()
        return self._running

    def _outcome(self) -> tuple[QWidget | int | QVBoxLayout, ...]:
        self._message = Words("", "body")
        self._message.setAccessibleName(text("export.ergebnis"))
        self._message.hide()
        self._results = QVBoxLayout()
        self._results.setSpacing(theme.px(6))
        return self._message, 8, self._results

    def _table_panel(self) -> QWidget:
        self.table = TabellePanel(self.session, self)
        self.table.shown.connect(self.shown)
        return self.table

    # -- choosing --------------------------------------------------------------

    def _suggested(self) -> Path:
        """A folder beside the case file, named after the farm."""
        name = "".join(c for c in self.session.case.farm.name if c.isalnum() or c in " -_").strip()
        return self.session.file.parent / text("export.ordnername", name=name or self.session.file.stem)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, text("export.waehlen_titel"), str(Path(self.folder.text()).parent))
        if chosen:
            self.folder.setText(chosen)

    def _format_chosen(self, pill: QPushButton, _on: bool) -> None:
        _mark(pill)
        chosen = tuple(name for name, other in self.formats.items() if other.isChecked())
        if chosen:
            self._remember(exportsettings.ExportSettings(self._settings.limit, chosen))
        self._chosen()

    def _remember(self, settings: exportsettings.ExportSettings) -> None:
        self._settings = settings
        exportsettings.save(settings)

    def _chosen(self) -> None:
        """Something else is to be made: its size is another."""
        self._names_holder.setVisible(any(line.key == PEOPLE and line.is_on for line in self.lines))
        self._show_measured()

    def _wishes(self) -> Wishes:
        """What is ticked."""
        from ala_wizard.bundle.wishes import FORMATS, Wishes

        only = {line.key for line in (*self.lines, *self.own) if line.is_on}
        formats = {name for name in FORMATS if self.formats[name].isChecked()}
        if TABLE not in only:
            formats.discard("xlsx")
        return Wishes(frozenset(only), frozenset(formats), self.with_names.isChecked() and PEOPLE in only)

    # -- size ------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stale()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        if self._measuring is not None:
            self._measuring.stopped.set()

    def _stale(self) -> None:
        """Count anew after a pause, while somebody looks."""
        if self.isVisible():
            self._timer.start()

    def _measure(self) -> None:
        """Make the set in a folder for the moment, only to know how large it becomes; of an encrypted case nothing lies there in plain."""
        if self.session.protected:
            self._measured = None
            self._show_measured()
            return
        saving = self.session.saver.busy or self.session.save_state.kind in ("laeuft", "offen")
        if self._job is not None or self._measuring is not None or saving:  # attachments move while the case is saved
            self._timer.start(max(MEASURE_MS, 50))
            return
        from ala_wizard.bundle.wishes import Wishes

        job = self._measuring = _Job(self)
        folder = tempfile.TemporaryDirectory(prefix=leftovers.passing())
        make = self.session.export(Path(folder.name) / "probe", Wishes(None, frozenset({"pdf", "xlsx"})), job.watch, settle=False)

        def measured() -> Made:
            with folder:
                return make()

        Worker(measured, self._counted).start()

    def _counted(self, made: Made | None, _problem: Exception | None) -> None:
        stopped = self._measuring is not None and self._measuring.stopped.is_set()
        self._measuring = None
        if made is not None and not stopped:
            self._measured = made
            self._show_measured()
            self._show_hints(made)

    def _show_measured(self) -> None:
        """Pages and sizes of each line, and all ticked ones against the mailbox."""
        limit = self._settings.limit
        self._limit.set_words(text("unterlagen.grenze", limit=limit) if limit else text("unterlagen.grenze_keine"))
        if self._measured is None:
            self._together.set_words(text("ganz.nicht_gezaehlt" if self.session.protected else "unterlagen.zusammen_zaehlt"))
            self._fullness.show_share(0, "")
            self._post.hide()
            return
        size = 0
        for line in self.lines:
            found = self._measured.kinds.get(line.key, ())
            line.show_measure(sum(file.pages for file in found), sum(file.size for file in found))
            size += sum(file.size for file in found) if line.is_on else 0
        self._together.set_words(text("unterlagen.zusammen", size=format_size(size)) if size else text("unterlagen.zusammen_leer"))
        sent = round(size * POST)
        over = bool(limit) and sent > (limit or 0) * MEGABYTE
        said = text("unterlagen.post_zu_gross" if over else "unterlagen.post", size=format_size(sent))
        self._fullness.setVisible(bool(limit))
        self._fullness.show_share(sent / (limit * MEGABYTE) if limit else 0, said, over=over)
        restyle(self._post, role="warn" if over else "small")
        self._post.set_words(said)
        self._post.setVisible(bool(size))

    def _show_hints(self, made: Made) -> None:
        """What is to be known of single attachments, each with the way there."""
        clear(self._hints)
        for hint in made.hints:
            jump = None
            if hint.attachment:
                jump = link(text("unterlagen.zur_anlage"), partial(self.go.emit, "belege", f"attachments[{hint.attachment}]"))
                jump.setAccessibleName(text("unterlagen.zur_anlage_von", title=hint.title))
            sign = icons.Glyph("triangle" if hint.refused else "info", "warn" if hint.refused else "info", 18)
            line = row(
                column(sign, "*", margins=(0, 4, 0, 0)),
                column(Words(hint.title, "bold"), Words(hint.words), gap=2),
                column(*([jump, "*"] if jump is not None else ["*"])),
                gap=12,
            )
            line.setStretch(1, 1)
            self._hints.addLayout(line)
        self._hint_box.setVisible(bool(made.hints))

    def _ask_limit(self) -> None:
        field = QLineEdit(str(self._settings.limit or ""))
        field.setAccessibleName(text("unterlagen.grenze_feld"))
        dialog = Dialog(
            text("unterlagen.grenze_frage"),
            text("unterlagen.grenze_was"),
            (text("unterlagen.abbrechen"), text("unterlagen.uebernehmen")),
            self,
        )
        dialog.body.addWidget(field)
        field.returnPressed.connect(dialog.buttons[1].click)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        answer, typed = dialog.ask(), field.text().strip()
        if answer != 1:
            return
        if not typed:
            self._remember(exportsettings.ExportSettings(None, self._settings.formats))
        elif typed.isascii() and typed.isdigit() and 0 < int(typed) <= exportsettings.LARGEST:
            self._remember(exportsettings.ExportSettings(int(typed), self._settings.formats))
        self._show_measured()

    # -- making ----------------------------------------------------------------

    def act(self) -> None:
        """Make the papers in the folder."""
        if self._job is not None:
            return
        folder = Path(self.folder.text().strip()).expanduser()
        wishes = self._wishes()
        if not self.folder.text().strip() or not folder.is_absolute():
            self._say(text("export.ordner_fehlt"), wrong=True)
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not any(pill.isChecked() for pill in self.formats.values()):
            self._say(text("unterlagen.format_fehlt"), wrong=True)
            next(iter(self.formats.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not wishes.only or not wishes.formats:
            self._say(text("unterlagen.nichts"), wrong=True)
            self.lines[0].check.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        clear(self._results)
        self._message.hide()
        self._now.set_words(text("unterlagen.faengt_an"))
        self._bar.show_share(0, "")
        self.cancel.setEnabled(True)
        self._running.show()
        self.shown.emit(self._running)
        if self._measuring is not None:
            self._measuring.stopped.set()
        self._job = _Job(self)
        self._job.stepped.connect(self._stepped)
        Worker(self.session.export(folder, wishes, self._job.watch), self._done).start()

    def _stepped(self, step: Step) -> None:
        if self._job is None or self._job.stopped.is_set():
            return
        words = text("unterlagen.schritt", number=step.number, total=step.total, title=step.title)
        self._now.set_words(words)
        self._bar.show_share((step.number - 1) / step.total, words)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.stopped.set()
            self._now.set_words(text("unterlagen.wird_abgebrochen"))
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)  # before its own button goes
            self.cancel.setEnabled(False)

    def _done(self, made: Made | None, problem: Exception | None) -> None:
        stopped = self._job is not None and self._job.stopped.is_set()
        self._job = None
        if self.cancel.hasFocus():
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._running.hide()
        if made is None:
            self._say(text("unterlagen.abgebrochen") if stopped else str(problem) or text("export.unerwartet"), wrong=not stopped)
        else:
            said = [text("export.fertig", count=len(made.files), folder=str(made.folder))]
            if made.kept:
                said.append(text("unterlagen.eigene_fassung", names=", ".join(made.kept)))
            self._say(" ".join(said))
            self._results.addWidget(link(text("export.ordner_oeffnen"), partial(self._show, made.folder)))
            for file in _to_open(made):
                self._results.addWidget(link(text("export.oeffnen", name=file.name), partial(self._show, file)))
            self._show_hints(made)
        self.finished.emit(made)

    @staticmethod
    def _show(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        restyle(self._message, role="error" if wrong else "body")
        self._message.set_words(words)
        self._message.show()
        self.shown.emit(self._message)
        say(self._message, words, urgent=wrong)

    # -- showing ---------------------------------------------------------------

    def refresh(self) -> None:
        """Draft or handed in, what is missing, what is attached."""
        case = self.session.case
        handed_in = case.handed_in
        self._draft.set_words(text("export.eingereicht", date=format_date(handed_in)) if handed_in else text("export.entwurf"))
        self._stand.set_words(text("export.stand"))
        missing = open_pieces(self.session.results.kosten.lines, case)
        count = len(case.attachments)
        for line in self.lines:
            if line.key == "kostenkalkulation":
                line.warn(text("unterlagen.belege_fehlen" if missing > 1 else "unterlagen.beleg_fehlt", count=missing) if missing else "")
            if line.key == ENCLOSURES:
                line.detail.set_words(text(_attached(count), count=count))
        self._show_measured()
        self.table.refresh()

    def show_checks(self) -> None:
        """How much must still be settled."""
        must = sum(1 for finding in self.session.findings if finding.severity == "muss")
        self._open.setText(text("export.offen" if must != 1 else "export.ein_offen", count=must))
        self._open.setVisible(bool(must))


def _attached(count: int) -> str:
    return "unterlagen.anlagen_mehrere" if count > 1 else "unterlagen.anlage_eine" if count else "unterlagen.anlagen_keine"


def _title(kind: str) -> str:
    """The name of a paper in the list; papers without words of their own show their kind."""
    key = next((key for key in (f"export.{kind}", f"unterlagen.{kind}") if key in keys()), "")
    return text(key) if key else kind.replace("_", " ").capitalize()


def _detail(kind: str) -> str:
    key = next((key for key in (f"export.{kind}_was", f"unterlagen.{kind}_was") if key in keys()), "")
    return text(key) if key else ""


def _mark(pill: QPushButton) -> None:
    """A tick before the words of a chosen format: never by colour alone."""
    icons.set_icon(pill, "check" if pill.isChecked() else "plus", "soft_ink" if pill.isChecked() else "ink2", 16)


def _to_open(made: Made) -> list[Path]:
    """The files that somebody wants to look at first: everything in one, then the papers."""
    whole = [path for path in made.paths if path.name == "bundle.pdf"]
    papers = [path for path in made.paths if path.parent == made.folder and path.suffix in (".pdf", ".xlsx", ".docx", ".zip")]
    return [*whole, *(path for path in papers if path not in whole and "Verzeichnis" not in path.name)][:LINKS]
