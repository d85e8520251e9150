"""The small form of one block: it lies over the timetable until Enter or Escape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Column, TableBlock
from ala_wizard.content.texts import text
from ala_wizard.model.farm import WeekEntry
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor, reveal
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.kit import Words, button, row
from ala_wizard.ui.taborder import stops

WIDTH = 404
"""Px at 100 %."""


class BlockForm(QFrame):
    """The columns of the table for one row, in reading order. Tab goes round inside."""

    changed = Signal(str, str, object)
    """(ID of the row, column, value), while typing."""
    unread_changed = Signal(str, str)
    """(address, typed text)."""
    cell_focused = Signal(str, str)
    """(column, ID of the row)."""
    closed = Signal(bool)
    """True: keep what was typed."""
    removed = Signal()

    def __init__(self, block: TableBlock, content: Content, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self._target = block.target
        self._row = ""
        self._ground = QRect()
        self.editors: dict[str, Editor] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        columns = {column.key: column for column in block.columns}
        for key, at, across in (("activity", (0, 0), 2), ("kind", (1, 0), 1), ("day", (1, 1), 1), ("start", (2, 0), 1), ("end", (2, 1), 1)):
            grid.addWidget(self._cell(columns[key], content), *at, 1, across)
        self.keep = button(text("woche.fertig"), lambda: self.closed.emit(True), "small", parent=self)
        self.drop = button(text("woche.entfernen"), self.removed.emit, "small_quiet", "trash", parent=self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        whole.setSpacing(theme.px(12))
        whole.addLayout(grid)
        for editor in self.editors.values():
            whole.addWidget(editor.message)
        whole.addLayout(row(self.keep, "*", self.drop))
        self.hide()

    def _cell(self, spec: Column, content: Content) -> QWidget:
        editor = make_editor(spec, content, parent=self)
        editor.value_changed.connect(lambda value: self.changed.emit(self._row, spec.key, value))
        editor.unread_changed.connect(lambda typed: self.unread_changed.emit(f"{self._target}[{self._row}].{spec.key}", typed))
        editor.focused.connect(lambda: self.cell_focused.emit(spec.key, self._row))
        editor.focus_widget().installEventFilter(self)
        self.editors[spec.key] = editor
        editor.take_message().lead = spec.label
        editor.message.said.connect(lambda _words: self._fit())
        cell = QWidget(self)
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(4))
        label = Words(spec.label, "small")
        label.setBuddy(editor.focus_widget())
        box.addWidget(label)
        box.addWidget(editor)
        return cell

    @property
    def row_id(self) -> str:
        """The entry that is open; empty when the form is away."""
        return self._row if not self.isHidden() else ""

    def open_at(self, entry: WeekEntry, unread: Mapping[str, str], near: QRect, ground: QRect) -> None:
        """Lie beside a block, all of it on the ground, and take the focus."""
        self._row = ""
        self.show_entry(entry, unread)
        self._row = entry.id
        for key, editor in self.editors.items():
            editor.setProperty("address", f"{self._target}[{entry.id}].{key}")
        self._ground = ground
        self.setFixedWidth(min(theme.px(WIDTH), ground.width()))
        self.show()
        self.adjustSize()
        left = near.right() + theme.px(8)
        if left + self.width() > ground.right():
            left = near.left() - theme.px(8) - self.width()
        left = max(ground.left(), min(left, ground.right() - self.width()))
        top = max(ground.top(), min(near.top() - theme.px(8), ground.bottom() - self.height()))
        self.move(left, top)
        self.raise_()
        first = self.editors["activity"].focus_widget()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _fit(self) -> None:
        """A sentence about a field came or went: as high as that needs, still on the ground."""
        if not self.isHidden():
            self.adjustSize()
            self.move(self.x(), max(self._ground.top(), min(self.y(), self._ground.bottom() - self.height())))
            reveal(self, self.rect())

    def show_entry(self, entry: WeekEntry, unread: Mapping[str, str]) -> None:
        """The values as they are now."""
        for key, editor in self.editors.items():
            value: Any = getattr(entry, key)
            editor.set_value(value)
            editor.set_unread(unread.get(f"{self._target}[{entry.id}].{key}", ""))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside: the form is to be closed, not left."""
        every = stops((self,))
        here = next((number for number, stop in enumerate(every) if stop.hasFocus()), -1)
        if every:
            every[(here + (1 if forward else -1)) % len(every)].setFocus(
                Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            )
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(watched, QComboBox)
            if enter or event.key() == Qt.Key.Key_Escape:
                self.closed.emit(enter)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(False)
            return
        super().keyPressEvent(event)
