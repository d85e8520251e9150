"""What rests on a page: how many answers, why, what they say, and the way to bring them back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.checks.parked import Parked
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Question
from ala_wizard.content.texts import text
from ala_wizard.documents.values import shown, with_unit
from ala_wizard.model import path
from ala_wizard.model.case import Case
from ala_wizard.ui import folded, icons, theme
from ala_wizard.ui.kit import Words, box, column, link, row
from ala_wizard.ui.session import Session

LONGEST = 160
"""Letters of a resting text that are shown."""


def label_of(question: Question, address: str) -> str:
    """What an address of a question is called on its page."""
    for field in question.fields:
        if field.target == address:
            return field.label
    for table in question.tables:
        if table.target == address:
            return table.title
    return question.heading or question.ask


def value_of(question: Question, address: str, case: Case, content: Content) -> str:
    """What rests there, in words."""
    typed = case.unread.get(address, "")
    value = path.get(case, address)
    if address.startswith("coverage["):
        names = {entry.id: entry.name.strip() or text("frage.ohne_namen") for entry in case.people}
        names |= {entry.id: entry.name.strip() or text("frage.ohne_namen") for entry in case.external_services}
        return ", ".join(names[entry] for entry in value or () if entry in names)
    for field in question.fields:
        if field.target == address:
            return with_unit(field, shown(field, value, case, content), field.label) or typed
    if isinstance(value, tuple):
        return text("ruht.eine_zeile") if len(value) == 1 else text("ruht.zeilen", count=len(value))
    words = " ".join(str(value or typed).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


class ParkedNote(QWidget):
    """A calm note where something rests; takes no room where nothing does."""

    def __init__(self, question: Question, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question, self._session = question, session
        self._shown: tuple[Parked, ...] = ()
        self._head, self._why = Words("", "bold"), Words("", "small")
        self._list = Words("")
        self._list.hide()
        self.look = link(text("ruht.ansehen"), self._toggle)
        folded.tell(self.look, False)
        self.back = link("", self._bring_back)
        words = column(self._head, self._why, self._list, row(self.look, self.back, "*", gap=20), gap=4)
        glyph = column(icons.Glyph("clock", "info", 20), "*", margins=(0, 2, 0, 0))
        inner = row(glyph, words, gap=12, margins=(16, 12, 16, 12))
        inner.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(12), 0, 0)
        whole.addWidget(box("infobox", inner))
        self.hide()

    def show_parked(self, entries: tuple[Parked, ...]) -> None:
        """Show what rests of the question's answers."""
        self._shown = entries
        self.setVisible(bool(entries))
        if not entries:
            return
        case, content = self._session.case, self._session.engine.content
        addresses = [address for entry in entries for address in entry.addresses]
        names = text("ruht.und").join(f"„{label_of(self._question, address)}“" for address in addresses[:2])
        count = len(addresses)
        key = "eine" if count == 1 else "mehrere" if count == 2 else "viele"
        self._head.set_words(text(f"ruht.{key}", count=count, names=names, more=count - 2))
        when = entries[0].condition.when
        asked = content.asking[when.address][1]
        said = self._said(when.address, case)
        self._why.set_words(text("ruht.warum", ask=asked.label, said=said) if said else text("ruht.warum_offen", ask=asked.label))
        lines = [f"{label_of(self._question, address)}: {value_of(self._question, address, case, content)}" for address in addresses]
        self._list.set_words("\n".join(lines))
        wanted = self._word(when.equals) if when.equals else ""
        self.back.setText(text("ruht.zurueck", said=wanted) if wanted else text("ruht.zurueck_offen"))
        self.setAccessibleName(self._head.text())
        self.back.setAccessibleName(f"{self.back.text()}: {asked.label}")

    def _word(self, value: str) -> str:
        return {"ja": text("editor.ja"), "nein": text("editor.nein")}.get(value, value)

    def _said(self, address: str, case: Case) -> str:
        """The answer that lets things rest, as the user gave it."""
        field = self._session.engine.content.asking[address][1]
        value = path.get(case, address)
        if field.kind == "choice":
            return self._session.engine.content.label(field.choices, value) if value else ""
        return self._word("ja" if value is True else "nein" if value is False else value)

    def _toggle(self) -> None:
        shown_now = self._list.isHidden()
        self._list.setVisible(shown_now)
        folded.tell(self.look, shown_now)
        self.look.setText(text("ruht.zuklappen" if shown_now else "ruht.ansehen"))

    def _bring_back(self) -> None:
        when = self._shown[0].condition.when
        field = self._session.engine.content.asking[when.address][1]
        value: object = when.equals
        if field.kind == "check":
            value = (when.equals or "nein") == "ja" if when.equals else when.is_not == "nein"
        self._session.change(when.address, value, text("ruht.verlauf", what=field.label))
        self._session.end_typing()
        parent = self.parentWidget()
        if parent is not None and not self.isVisible():
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
