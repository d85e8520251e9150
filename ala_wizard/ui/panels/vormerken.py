"""Who takes care, and by when: the small form that opens below a point or a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.kit import Words, box, button, column, row

NAMES = 4
"""Names offered as buttons; more would not be read."""
LONGEST = 26


class Assign(QWidget):
    """Person and day of one thing. Every edit is told at once; Escape or „Fertig“ closes."""

    changed = Signal(str, object)
    """Person and day as they stand now."""
    unread_changed = Signal(str)
    """What was typed as a day and cannot be read; empty when all is well again."""
    left = Signal()
    done = Signal()

    def __init__(self, title: str, content: Content, names: Sequence[str], *, dated: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = self._editor("wer", "line", content)
        self._due = self._editor("bis", "date", content)
        self._due.setVisible(dated)
        fields: list[QWidget] = [self._field(self._person)]
        if dated:
            fields.append(self._field(self._due))
        line = row(*fields, gap=16)
        line.setStretch(0, 1)
        for field in fields:
            line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.picks = [self._pick(name) for name in [name for name in names if len(name) <= LONGEST][:NAMES]]
        self.finish = button(text("vormerken.fertig"), self.done.emit, "small", parent=self)
        self.finish.setAccessibleName(f"{self.finish.text()}: {title}")
        rows: list[QWidget | int] = []
        below = row(*self.picks, "*", self.finish, gap=4)
        body = column(line, 8, below, *rows, margins=(16, 12, 16, 12))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        whole.addWidget(box("raised", body, self))
        self._due.unread_changed.connect(self.unread_changed)
        for editor, key in ((self._person, "wer"), (self._due, "bis")):
            editor.set_accessible(f"{text(f'vormerken.{key}')}: {title}")
            editor.value_changed.connect(lambda _value: self._tell())
            editor.left.connect(self.left)

    def _editor(self, key: str, kind: str, content: Content) -> Editor:
        return make_editor(FieldSpec.model_validate({"label": text(f"vormerken.{key}"), "kind": kind}), content, parent=self)

    def _field(self, editor: Editor) -> QWidget:
        holder = QWidget(self)
        label = Words(text("vormerken.wer" if editor is self._person else "vormerken.bis"), "small", wrap=False)
        label.setBuddy(editor.focus_widget())
        holder.setLayout(column(label, 4, editor))
        return holder

    def _pick(self, name: str) -> QWidget:
        made = button(name, partial(self._take, name), "small_quiet", parent=self)
        made.setAccessibleName(text("vormerken.name", name=name))
        return made

    def _take(self, name: str) -> None:
        self._person.set_value(name)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self._person.value(), self._due.value())

    def show_values(self, who: str, due: date | None, unread: str = "") -> None:
        """Show person and day, or what was typed for it and cannot be read; tells nothing."""
        self._person.set_value(who)
        self._due.set_value(due)
        self._due.set_unread(unread)

    def focus_first(self) -> None:
        """Put the focus on the person."""
        self._person.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)
