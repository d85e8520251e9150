"""Files with new legal values: chosen, looked at with what they change in the open case, accepted or left, taken back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLayout, QVBoxLayout, QWidget

from ala_wizard.calc.results import Results
from ala_wizard.content.signature import Sender
from ala_wizard.content.texts import text
from ala_wizard.content.update import Change, UpdateError
from ala_wizard.core import Offered
from ala_wizard.model.german import format_date, format_money
from ala_wizard.model.money import total
from ala_wizard.ui import icons, theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.editors.base import restyle, reveal
from ala_wizard.ui.kit import FigureTable, Item, Words, box, button, clear, column, link, row
from ala_wizard.ui.panels.valuerow import amount
from ala_wizard.ui.session import Session

ENDING = "*.toml"
REASONS = 8
"""So many reasons are named when a file is refused; the rest is counted."""


class ValueFiles(QWidget):
    """A button, the message, the file being looked at, and the files accepted so far."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.offered: Offered | None = None
        self.choose = button(text("werte.holen"), self._choose, icon="download", parent=self)
        self._glyph = icons.Glyph("info", "info", 20)
        self._message = Words("", "bold")
        self._message.setAccessibleName(text("werte.titel"))
        self._reasons = Words("", "body")
        said = row(column(self._glyph, "*", margins=(0, 2, 0, 0)), column(self._message, self._reasons, gap=6), gap=12)
        said.setStretch(1, 1)
        said.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._said = box("infobox", said, self)
        self._said.hide()
        self._offer = QVBoxLayout()
        self._offer.setSpacing(0)
        self._files = QVBoxLayout()
        self._files.setSpacing(theme.px(4))
        self._listed: object = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        words = row(column(Words(text("werte.titel"), "question"), Words(text("werte.was"), "second"), gap=2), self.choose, gap=24)
        words.setStretch(0, 1)
        whole.addLayout(words)
        whole.addWidget(self._said)
        whole.addLayout(self._offer)
        whole.addLayout(self._files)

    # -- choosing --------------------------------------------------------------

    def _choose(self) -> None:
        filter_ = f"{text('werte.dateien')} ({ENDING})"
        chosen, _ = QFileDialog.getOpenFileName(self, text("werte.waehlen"), str(self._session.file.parent), filter_)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Show what a file would change, or why it is refused."""
        self._close_offer()
        try:
            offered = self._session.engine.values.offer(path, self._session.case)
        except UpdateError as error:
            more = len(error.problems) - REASONS
            lines = [f"• {problem}" for problem in error.problems[:REASONS]]
            self._say(
                text("werte.abgelehnt"), "\n".join([*lines, text("werte.weitere_gruende", count=more)] if more > 0 else lines), wrong=True
            )
            return
        except Exception as error:
            self._say(text("werte.abgelehnt"), str(error) or text("werte.unerwartet"), wrong=True)
            return
        if all(change.kind == "gleich" for change in offered.changes):
            self._say(text("werte.nichts_neues", title=offered.update.title))
            return
        self._said.hide()
        self._show_offer(offered)

    # -- before acceptance -----------------------------------------------------

    def _show_offer(self, offered: Offered) -> None:
        self.offered = offered
        update = offered.update
        fresh = [change for change in offered.changes if change.kind != "gleich"]
        values = FigureTable(tuple(text(f"werte.kopf_{name}") for name in ("wert", "ab", "bisher", "neu")))
        rows: list[tuple[str, tuple[str, ...]]] = []
        for change in fresh:
            rows.append(("row", _cells(change)))
            if change.old is not None and change.kind == "geaendert" and change.old.value == change.new.value:
                rows.append(("note", (text("werte.nur_nachweis"), "", "", "")))
        values.show_rows(rows)
        effect = effects(offered.before, offered.after)
        figures = FigureTable(("", text("werte.kopf_bisher"), text("werte.kopf_neu")))
        figures.show_rows([("row", cells) for cells in effect])
        known = len(offered.changes) - len(fresh)
        notes = [text("werte.eins_unveraendert" if known == 1 else "werte.unveraendert", count=known)] if known else []
        own = [change.label for change in fresh if change.name in self._session.case.overrides]
        notes += [text("werte.eigene_bleiben", names=", ".join(own))] if own else []
        self.refuse = button(text("werte.nicht"), self._refuse)
        self.accept = button(text("werte.uebernehmen"), self._accept, "primary", "check")
        below: list[Item] = [6, figures] if effect else []
        inside = column(
            Words(text("werte.frage", title=update.title), "question"),
            4,
            Words(text("werte.von", day=format_date(update.issued), source=update.source), "second"),
            8,
            _who(offered.sender),
            12,
            values,
            *(Words(note, "small") for note in notes),
            20,
            Words(text("werte.wirkung") if effect else text("werte.keine_wirkung"), "bold"),
            *below,
            20,
            row("*", self.refuse, self.accept, gap=12),
            margins=(20, 16, 20, 16),
        )
        card = box("card", inside, self)
        self._offer.addWidget(card)
        self.refuse.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, card, lambda: reveal(card, card.rect()))

    def _close_offer(self) -> None:
        self.offered = None
        clear(self._offer)

    def _refuse(self) -> None:
        if self.offered is not None:
            title = self.offered.update.title
            self._close_offer()
            self._say(text("werte.gelassen", title=title))
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        offered = self.offered
        if offered is None or not self._knows(offered):
            return
        if self._done(lambda: self._session.engine.values.accept(offered), text("werte.uebernommen", title=offered.update.title)):
            self._close_offer()
            self._session.renew_values()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _knows(self, offered: Offered) -> bool:
        """Without a proven sender the person takes the files on oneself, in a step of its own."""
        if offered.sender.proven:
            return True
        buttons = (text("werte.nicht"), text("werte.trotzdem"))
        words = f"{_sentence(offered.sender)} {text('werte.vertrauen_was')}"
        if Dialog(text("werte.vertrauen"), words, buttons, self).ask() == 1:
            return True
        self._refuse()
        return False

    # -- accepted files --------------------------------------------------------

    def refresh(self) -> None:
        """Show the files accepted so far; the open offer follows the case."""
        merged = self._session.engine.content.merged
        files = merged.files if merged is not None else ()
        if files == self._listed:
            return
        self._listed = files
        clear(self._files)
        if files:
            self._files.addWidget(Words(text("werte.liste"), "bold"))
        for file in files:
            title = file.update.title if file.update is not None else file.name
            if file.update is None or file.problems:
                words = Words(text("werte.gilt_nicht", name=title, why=file.problems[0]), "body")
                mark = icons.Glyph("triangle", "warn", 18)
            else:
                count = file.update.count
                key = "werte.zeile_ein" if count == 1 else "werte.zeile"
                line_words = text(key, title=title, day=format_date(file.update.issued), count=count)
                proven = file.sender.proven
                said = text("werte.unterschrieben" if proven else "werte.ohne_nachweis", who=file.sender.name)
                words = Words(f"{line_words} · {said}", "body")
                mark = icons.Glyph("check-circle", "accent", 18) if proven else icons.Glyph("triangle", "warn", 18)
            away = link(text("werte.entfernen"), partial(self._remove, file.name, title), self)
            away.setAccessibleName(text("werte.entfernen_zu", title=title))
            line = row(mark, words, away, gap=12)
            line.setStretch(1, 1)
            self._files.addLayout(line)

    def _remove(self, name: str, title: str) -> None:
        if self._done(lambda: self._session.engine.values.remove(name), text("werte.entfernt", title=title)):
            self._close_offer()
            self._session.renew_values()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, act: Callable[[], object], words: str) -> bool:
        try:
            act()
        except Exception as error:
            self._say(str(error) or text("werte.unerwartet"), wrong=True)
            return False
        self._say(words)
        return True

    def _say(self, words: str, reasons: str = "", *, wrong: bool = False) -> None:
        self._message.set_words(words)
        self._reasons.set_words(reasons)
        self._reasons.setVisible(bool(reasons))
        restyle(self._said, role="errbox" if wrong else "infobox")
        self._glyph.set_glyph("octagon" if wrong else "info", "err" if wrong else "info")
        self._said.show()


def _who(sender: Sender) -> QLayout:
    """Who wrote the file, as far as that is proven, with a sign."""
    glyph = icons.Glyph("check-circle", "accent", 20) if sender.proven else icons.Glyph("triangle", "warn", 20)
    line = row(column(glyph, "*", margins=(0, 2, 0, 0)), Words(_sentence(sender), "body" if sender.proven else "warn"), gap=8)
    line.setStretch(1, 1)
    return line


def _sentence(sender: Sender) -> str:
    return text(f"werte.absender_{sender.kind}", who=sender.name)


def _cells(change: Change) -> tuple[str, str, str, str]:
    old, new = change.old, change.new
    before = amount(old.value, old.unit) if old is not None else "–"
    after = text("rechtsstand.entfallen") if new.ended else amount(new.value, new.unit)
    return change.label, format_date(new.valid_from), before, after


def effects(before: Results, after: Results) -> list[tuple[str, str, str]]:
    """The figures of the case that change: name, so far, new."""
    found = []
    for name, old, new in zip(_FIGURES, _figures(before), _figures(after), strict=True):
        if old != new:
            found.append((text(f"werte.{name}"), format_money(old, "€"), format_money(new, "€")))
    return found


_FIGURES = ("tagessatz", "entgelte", "beitraege", "erstattung", "arbeitsergebnis")


def _figures(results: Results) -> tuple[Decimal | None, ...]:
    entgelt = results.entgelt
    schemes = [(group.anzahl, getattr(group, entgelt.verfahren)) for group in entgelt.gruppen]
    known = bool(schemes) and all(scheme is not None for _, scheme in schemes)
    beitraege = total(count * scheme.sozialversicherung for count, scheme in schemes) if known else None
    return (
        results.kosten.tagessatz,
        entgelt.entgelte_jahr,
        beitraege,
        entgelt.erstattung_monat,
        results.ergebnis.arbeitsergebnis,
    )
