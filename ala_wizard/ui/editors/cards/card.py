"""A card that folds: its head says what it holds, its body has the fields."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ala_wizard.content.schema import Column, TableBlock
from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.ui import folded, icons, theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.kit import Words, button, hairline, row
from ala_wizard.ui.session import Session

Unread = Mapping[str, str]

OPENER = 32
"""Px at 100 % of the button that folds a card; the words begin behind it."""


class Card(QFrame):
    """One row. Subclasses make the fields in `build_body` and say in `show_row` what the head tells.

    The fields are made when the card opens for the first time: a page of closed cards stands there at once.
    """

    changed = Signal(str, object)
    """(column, value), while typing."""
    unread_changed = Signal(str, str)
    cell_focused = Signal(str)
    move_wanted = Signal(int)
    """-1 up, 1 down."""
    removal_wanted = Signal()

    def __init__(self, block: TableBlock, session: Session, row_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.block, self.session, self.row_id = block, session, row_id
        self.columns: dict[str, Column] = {column.key: column for column in block.columns}
        self._editors: dict[str, Editor] = {}
        self._filled = False
        self._shown: tuple[Row, int, int, Unread] | None = None
        self.opener = QToolButton(self)
        self.opener.setFixedSize(theme.px(OPENER), theme.px(OPENER))
        self.opener.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.opener.clicked.connect(self.toggle)
        self.opener.installEventFilter(self)
        self.title = Words("", "bold")
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title.installEventFilter(self)
        self.state = QHBoxLayout()
        self.note = Words("", "small")
        head = row(self.opener, self.title, gap=8)
        head.setStretch(1, 1)
        head.setAlignment(self.opener, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self.state)
        self.body = QWidget(self)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(theme.px(12))
        self.up = button(text("karten.hoch"), lambda: self.move_wanted.emit(-1), "small_quiet", "chevron-up", parent=self.body)
        self.down = button(text("karten.runter"), lambda: self.move_wanted.emit(1), "small_quiet", "chevron-down", parent=self.body)
        self.drop = button(text("karten.entfernen"), self.removal_wanted.emit, "small_quiet", "trash", parent=self.body)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, theme.px(8), 0, 0)
        inner.setSpacing(theme.px(12))
        inner.addLayout(self.fields)
        inner.addWidget(hairline(self.body))
        inner.addLayout(row(self.up, self.down, "*", self.drop, gap=4))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(12), theme.px(12), theme.px(16), theme.px(12))
        whole.setSpacing(theme.px(2))
        whole.addLayout(head)
        whole.addLayout(row(self.note, margins=(OPENER + 8, 0, 0, 0)))
        whole.addWidget(self.body)
        self.set_open(False)

    # -- building --------------------------------------------------------------

    def build_body(self) -> None:
        """Make the fields in reading order."""
        raise NotImplementedError

    def _fill(self) -> None:
        if not self._filled:
            self._filled = True
            self.build_body()
            if self._shown is not None:
                self.show_row(*self._shown)

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by column; made now, if nobody opened the card before."""
        self._fill()
        return self._editors

    def place(self, key: str, editor: Editor) -> Editor:
        """Wire the editor of a column."""
        editor.setProperty("address", f"{self.block.target}[{self.row_id}].{key}")
        editor.value_changed.connect(lambda value: self.changed.emit(key, value))
        editor.unread_changed.connect(lambda typed: self.unread_changed.emit(f"{self.block.target}[{self.row_id}].{key}", typed))
        editor.focused.connect(lambda: self.cell_focused.emit(key))
        self._editors[key] = editor
        return editor

    # -- showing ---------------------------------------------------------------

    def show_row(self, row_: Row, number: int, count: int, unread: Unread) -> None:
        """The row as it is now, and its place among the others."""
        self._shown = (row_, number, count, unread)
        for key, editor in self._editors.items():
            editor.set_value(getattr(row_, key))
            editor.set_unread(unread.get(f"{self.block.target}[{self.row_id}].{key}", ""))
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number < count - 1)

    def say(self, title: str, note: str, spoken: str) -> None:
        """The words of the head."""
        self.title.set_words(title)
        self.note.set_words(note)
        self.note.setVisible(bool(note) and not self.is_open)
        self._spoken = spoken
        self._name_opener()

    _spoken = ""

    def _name_opener(self) -> None:
        key = "karten.schliessen" if self.is_open else "karten.oeffnen"
        self.opener.setAccessibleName(text(key, what=self._spoken or self.title.text()))
        self.opener.setToolTip(text("karten.tip_zu" if self.is_open else "karten.tip_auf"))

    # -- folding ---------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Is the body there?"""
        return not self.body.isHidden()

    def set_open(self, opened: bool) -> None:
        """Show the body, or only the head."""
        if opened:
            self._fill()
        self.body.setVisible(opened)
        self.note.setVisible(bool(self.note.text()) and not opened)
        icons.set_icon(self.opener, "chevron-down" if opened else "chevron-right", "ink2", 20)
        folded.tell(self.opener, opened)
        self._name_opener()

    def toggle(self) -> None:
        """Fold out or away."""
        self.set_open(not self.is_open)

    def focus_key(self, key: str = "") -> None:
        """Open, and put the focus into a column (the first one without a name)."""
        self.set_open(True)
        editor = self.editors.get(key) or next(iter(self.editors.values()))
        editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys ------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.title and event.type() == QEvent.Type.MouseButtonRelease:
            self.toggle()
            return True
        if watched is self.opener and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.toggle()
                return True
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.removal_wanted.emit()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.set_open(False)
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)
