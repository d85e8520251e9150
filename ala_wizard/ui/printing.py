"""A single paper made on request: ask for its place, make it beside the window, say where it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.kit import Words, clear, link, row
from ala_wizard.ui.worker import Worker

ENDING = ".pdf"


class PaperMaker(QWidget):
    """Takes no room until a paper was made; then its message and two links."""

    finished = Signal(object)
    """The file; None when it did not work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Worker | None = None
        self.message = Words("", "body", parent=self)
        self.message.setAccessibleName(text("druck.ergebnis"))
        self._links = row("*", gap=20)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(8), 0, 0)
        whole.setSpacing(theme.px(4))
        whole.addWidget(self.message)
        whole.addLayout(self._links)
        self.hide()

    def ask(self, title: str, suggested: Path, make: Callable[[Path], Path]) -> None:
        """Ask for the place of the paper and make it there."""
        if self._job is not None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(suggested), f"{text('druck.dateien')} (*{ENDING})")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ENDING:
            path = path.with_name(path.name + ENDING)
        self._say(text("druck.laeuft"))
        clear(self._links)
        self._job = Worker(partial(make, path), self._done)
        self._job.start()

    def _done(self, made: Path | None, problem: Exception | None) -> None:
        self._job = None
        if made is None:
            self._say(str(problem) or text("druck.unerwartet"), wrong=True)
        else:
            self._say(text("druck.fertig", name=made.name, folder=str(made.parent)))
            for words, target in ((text("druck.oeffnen"), made), (text("export.ordner_oeffnen"), made.parent)):
                self._links.addWidget(link(words, partial(self._show, target), self))
            self._links.addStretch(1)
        self.finished.emit(made)

    @staticmethod
    def _show(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        restyle(self.message, role="error" if wrong else "body")
        self.message.set_words(words)
        self.show()


def beside(file: Path, name: str) -> Path:
    """A name for a paper in the folder of the case."""
    return file.parent / f"{name}{ENDING}"
