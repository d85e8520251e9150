"""The history of the open case: every step with its name and time, and the way back over several at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import ROW, Dialog
from ala_wizard.ui.kit import Words, box, column
from ala_wizard.ui.session import Session, Step

ROWS = 8
"""Steps in sight at once."""
OWN_PAGES = {"overrides": "rechtsstand", "attachments": "belege", "checklist": "checklisten", "todo": "offen"}
"""Parts of the case that have a page of their own, without a question that names them."""


def where(place: str, content: Content) -> str:
    """The short name of the page on which a step was made; empty where it is not known."""
    address = place.partition("|")[0]
    head, _, rest = address.partition("[")
    if head in ("answers", "coverage"):
        part = content.part_of.get(rest.partition("]")[0])
        return part.short if part is not None else ""
    if head in OWN_PAGES:
        part = content.part_of.get(OWN_PAGES[head])
        return part.short if part is not None else ""
    found = [
        (len(target), part.short)
        for part in content.parts
        for question in part.questions
        for target in (*(field.target for field in question.fields), *(table.target for table in question.tables))
        if address == target or address.startswith((f"{target}[", f"{target}."))
    ]
    return max(found)[1] if found else ""


class HistoryDialog(Dialog):
    """The newest step on top; what was taken back stands above it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(text("geschichte.titel"), text("geschichte.was"), (text("geschichte.schliessen"), ""), parent)
        self._session = session
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("geschichte.titel"))
        self.list.setFixedHeight(theme.px(ROW * min(ROWS, max(3, len(session.undone_steps) + len(session.done_steps) + 1))))
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(box("field", column(self.list, margins=(6, 6, 6, 6))))
        self._note = Words("", "small")
        self.body.addWidget(self._note)
        undone, done = session.undone_steps, session.done_steps
        for place, step in reversed(list(enumerate(undone, start=1))):
            self._add(step, place, text("geschichte.zurueckgenommen"))
        self._add(None, 0, "")
        for place, step in enumerate(reversed(done), start=1):
            self._add(step, -place, "")
        self.list.currentRowChanged.connect(self._say)
        self.list.itemActivated.connect(lambda _item: self._take(1) if self.count else None)
        self.list.setCurrentRow(len(undone))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, step: Step | None, count: int, more: str) -> None:
        if step is None:
            words = text("geschichte.jetzt")
        else:
            time = f"{step.at:%H:%M}" if step.at is not None else ""
            page = where(step.place, self._session.engine.content)
            words = " · ".join(part for part in (time, more, step.name or text("geschichte.ohne_namen"), page) if part)
        item = QListWidgetItem(words, self.list)
        item.setSizeHint(QSize(1, theme.px(ROW)))
        item.setData(Qt.ItemDataRole.UserRole, count)
        item.setToolTip(words)
        if count > 0:
            item.setForeground(theme.color("ink2"))
        if step is None:
            item.setFont(theme.font("bold"))

    @property
    def count(self) -> int:
        """Steps to go: below 0 back, above 0 forward, 0 for now."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def _say(self) -> None:
        count = self.count
        deed = self.buttons[1]
        deed.setVisible(count != 0)
        if count == 0:
            self._note.set_words(text("geschichte.waehlen"))
            return
        key = "zurueck" if count < 0 else "vor"
        deed.setText(text(f"geschichte.{key}"))
        self._note.set_words(text(f"geschichte.{key}_eins" if abs(count) == 1 else f"geschichte.{key}_viele", count=abs(count)))
