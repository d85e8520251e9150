"""The spreadsheet on its way back: every difference is shown with what it does, and nothing is taken over unasked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_exact, format_money
from ala_wizard.ui import icons
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.kit import Words, box, button, clear, column, hairline, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

if TYPE_CHECKING:
    from ala_wizard.workbook.readback import Change, ReadBack

SHOWN = 6
"""So many places stand in one sentence."""


class TabellePanel(Panel):
    """One button; after it the differences, each with old and new, and the question whether to take them over."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._file: Path | None = None
        self._found: ReadBack | None = None
        self.read = button(text("rechentabelle.einlesen"), self._choose, icon="table")
        self._message = Words("", "body")
        self._message.setAccessibleName(text("rechentabelle.meldung"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.take = button(text("rechentabelle.uebernehmen"), self._take, "primary")
        self.leave = button(text("rechentabelle.lassen"), self._leave)
        self._together = Words("", "bold")
        self._card = QWidget(self)
        inner = column(self._rows)
        self._card.setLayout(column(box("card", inner), 12, self._together, 12, row(self.leave, self.take, "*", gap=12)))
        whole = column(
            Words(text("rechentabelle.titel"), "section"),
            4,
            Words(text("rechentabelle.was"), "small"),
            12,
            row(self.read, "*"),
            12,
            self._message,
            12,
            self._card,
        )
        self.setLayout(whole)
        self._message.hide()
        self._card.hide()

    # -- reading ---------------------------------------------------------------

    def _choose(self) -> None:
        start = str(self.session.file.parent)
        chosen, _ = QFileDialog.getOpenFileName(self, text("rechentabelle.waehlen"), start, f"{text('rechentabelle.dateien')} (*.xlsx)")
        if chosen:
            self._file = Path(chosen)
            self._compare()

    def _compare(self, begin: str = "") -> None:
        """Read the file and show what is another in it."""
        from ala_wizard.workbook.readback import WorkbookError, read_back

        assert self._file is not None
        self._found = None
        self._card.hide()
        clear(self._rows)
        try:
            found = read_back(self._file, self.session.case)
        except WorkbookError as problem:
            self._say(str(problem), wrong=True)
            return
        said = [begin, *_remarks(found)]
        if not found.changes:
            self._say(" ".join(filter(None, [text("rechentabelle.gleich", name=self._file.name), *said])))
            return
        count = len(found.changes)
        head = text("rechentabelle.unterschiede" if count > 1 else "rechentabelle.ein_unterschied", count=count, name=self._file.name)
        self._say(" ".join(filter(None, [f"{head}.", *said])))
        self._found = found
        for place, change in enumerate(found.changes):
            if place:
                self._rows.addWidget(hairline())
            self._rows.addWidget(self._line(change))
        self._together.set_words(self._effect(found.apply(self.session.case), "rechentabelle.zusammen"))
        self._together.setVisible(count > 1)
        self._card.show()
        self.shown.emit(self._card)

    def _line(self, change: Change) -> QWidget:
        label = Words(change.label or change.place, "bold")
        values = row(
            Words(_shown(change.old), "second", wrap=False),
            icons.Glyph("arrow-right", "ink2", 16),
            Words(_shown(change.new), "bold", wrap=False),
            gap=8,
        )
        alone = self._effect(_with(self.session.case, change), "rechentabelle.tagessatz")
        words = column(label, Words(text("rechentabelle.stelle", place=change.place), "small"), Words(alone, "small_ink"), gap=1)
        line = row(words, column(values, "*"), gap=16, margins=(16, 12, 16, 12))
        line.setStretch(0, 1)
        made = QWidget()
        made.setLayout(line)
        made.setAccessibleName(f"{change.label}: {_shown(change.old)} → {_shown(change.new)}. {alone}")
        return made

    def _effect(self, case: Case, key: str) -> str:
        """What a case with changes means for the Tagessatz."""
        old, new = self.session.results.kosten.tagessatz, self.session.engine.reckon(case).kosten.tagessatz
        if old == new:
            return text(f"{key}_gleich")
        return text(key, old=_rate(old), new=_rate(new))

    # -- deciding --------------------------------------------------------------

    def _take(self) -> None:
        """Take all differences over in one step, if they are still the ones that were shown."""
        from ala_wizard.workbook.readback import WorkbookError, read_back

        if self._found is None or self._file is None:
            return
        try:
            now = read_back(self._file, self.session.case)
        except WorkbookError as problem:
            self._found = None
            self._card.hide()
            self._say(str(problem), wrong=True)
            return
        if now != self._found:
            self._compare(text("rechentabelle.inzwischen"))
            return
        self.read.setFocus(Qt.FocusReason.OtherFocusReason)
        self._found = None
        self._card.hide()
        self.session.edit(now.apply, text("rechentabelle.verlauf"), "export|tabelle")
        self._say(text("rechentabelle.uebernommen"))

    def _leave(self) -> None:
        self.read.setFocus(Qt.FocusReason.OtherFocusReason)
        self._found = None
        self._card.hide()
        self._say(text("rechentabelle.gelassen"))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        restyle(self._message, role="error" if wrong else "body")
        self._message.set_words(words)
        self._message.show()
        self.shown.emit(self._message)

    def refresh(self) -> None:
        """The case changed, here or elsewhere: what is shown is compared anew."""
        if self._found is not None:
            self._compare()


def _remarks(found: ReadBack) -> list[str]:
    said = [] if found.same_case else [text("rechentabelle.anderer_fall")]
    for key, places in (("unlesbar", found.unreadable), ("fort", found.gone)):
        if places:
            more = " …" if len(places) > SHOWN else ""
            said.append(text(f"rechentabelle.{key}", places="; ".join(places[:SHOWN]) + more))
    return said


def _with(case: Case, change: Change) -> Case:
    from ala_wizard.model import path

    return path.replace(case, change.address, change.new)


def _shown(value: Any) -> str:
    """A value as people write it."""
    if value is None or value == ():
        return text("rechentabelle.leer")
    if isinstance(value, tuple):
        return ", ".join(_shown(entry) for entry in value)
    return format_exact(Decimal(value), 0)


def _rate(value: Decimal | None) -> str:
    return format_money(value, "€") if value is not None else text("rechentabelle.unbekannt")
