"""Making the papers: what comes out, where it goes, and that nothing is sent."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.kit import Words, box, button, clear, column, hairline, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session
from ala_wizard.ui.worker import Worker

if TYPE_CHECKING:
    from ala_wizard.bundle.make import Made


class ExportPanel(Panel):
    """The draft note, the list of papers, the folder, one button."""

    deed = "export.erstellen"
    finished = Signal(object)
    """Files written; empty when it did not work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._job: Worker | None = None
        self._draft = Words("", "warn_bold")
        self._stand = Words("", "body")
        self._open = link("", lambda: self.go.emit("pruefung", ""))
        note = row(icons.Glyph("pencil", "warn", 20), column(self._draft, self._stand, gap=2), self._open, gap=16, margins=(20, 14, 20, 14))
        note.setStretch(1, 1)
        papers = column(margins=(0, 0, 0, 0))
        profile = session.engine.content.profile(session.case.profile)
        for place, name in enumerate(profile.documents):
            if place:
                papers.addWidget(hairline())
            words = column(Words(text(f"export.{name}"), "bold"), Words(text(f"export.{name}_was"), "small"), gap=1)
            line = row(icons.Glyph("file", "ink2", 22), words, Words(f"{name}.pdf", "second", wrap=False), gap=14, margins=(16, 10, 16, 10))
            line.setStretch(1, 1)
            papers.addLayout(line)
        self.folder = QLineEdit(str(self._suggested()), self)
        self.folder.setAccessibleName(text("export.ordner"))
        label = Words(text("export.ordner"), "body")
        label.setBuddy(self.folder)
        choose = button(text("export.waehlen"), self._choose, icon="folder")
        self._message = Words("", "body")
        self._message.setAccessibleName(text("export.ergebnis"))
        self._results = QVBoxLayout()
        self._results.setSpacing(theme.px(6))
        where = row(self.folder, choose, gap=12)
        where.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for item in (
            box("warnbox", note),
            24,
            Words(text("export.mappe"), "section"),
            12,
            box("card", papers),
            24,
            label,
            6,
            where,
            6,
            Words(text("export.ordner_was"), "small"),
            16,
            self._message,
        ):
            if isinstance(item, int):
                whole.addSpacing(theme.px(item))
            elif isinstance(item, QWidget):
                whole.addWidget(item)
            else:
                whole.addLayout(item)
        whole.addSpacing(theme.px(8))
        whole.addLayout(self._results)
        self._message.hide()

    def _suggested(self) -> Path:
        """A folder beside the case file, named after the farm."""
        name = "".join(c for c in self.session.case.farm.name if c.isalnum() or c in " -_").strip()
        return self.session.file.parent / text("export.ordnername", name=name or self.session.file.stem)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, text("export.waehlen_titel"), str(Path(self.folder.text()).parent))
        if chosen:
            self.folder.setText(chosen)

    def act(self) -> None:
        """Make the papers in the folder."""
        if self._job is not None:
            return
        folder = Path(self.folder.text().strip()).expanduser()
        if not self.folder.text().strip() or not folder.is_absolute():
            self._say(text("export.ordner_fehlt"), wrong=True)
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        clear(self._results)
        self._say(text("export.laeuft"))
        from ala_wizard.bundle.make import Wishes

        self._job = Worker(self.session.export(folder, Wishes(), lambda _: None), self._done)
        self._job.start()

    def _done(self, made: Made | None, problem: Exception | None) -> None:
        self._job = None
        if made is None:
            self._say(str(problem) or text("export.unerwartet"), wrong=True)
        else:
            self._say(text("export.fertig", count=len(made.files), folder=str(made.folder)))
            for file in made.paths:
                self._results.addWidget(link(text("export.oeffnen", name=file.name), partial(self._show, file)))
            self._results.addWidget(link(text("export.ordner_oeffnen"), partial(self._show, made.folder)))
        self.finished.emit(made)

    @staticmethod
    def _show(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        restyle(self._message, role="error" if wrong else "body")
        self._message.set_words(words)
        self._message.show()
        self.shown.emit(self._message)

    def refresh(self) -> None:
        handed_in = self.session.case.handed_in
        self._draft.set_words(text("export.eingereicht", date=format_date(handed_in)) if handed_in else text("export.entwurf"))
        self._stand.set_words(text("export.stand"))

    def show_checks(self) -> None:
        must = sum(1 for finding in self.session.findings if finding.severity == "muss")
        self._open.setText(text("export.offen" if must != 1 else "export.ein_offen", count=must))
        self._open.setVisible(bool(must))
