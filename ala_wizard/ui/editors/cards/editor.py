"""A list of cards: add, open, move, remove; what it has in common for work areas and goals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.content.schema import TableBlock
from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.model.path import row_type
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import reveal
from ala_wizard.ui.editors.cards.card import Card, Unread
from ala_wizard.ui.editors.rows import RowsEditor
from ala_wizard.ui.kit import Words, button
from ala_wizard.ui.session import Session


class CardsEditor(RowsEditor):
    """Cards below each other; a card that is not finished stands open when the page comes up."""

    def __init__(self, block: TableBlock, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(block, session, parent)
        self._rows: tuple[Row, ...] = ()
        self._unread: Unread = {}
        self._fresh = ""
        self._seen = False
        self.cards: dict[str, Card] = {}
        self.summary = Words("", "small")
        self.empty = Words(block.empty, "second")
        self.add_button = button(block.add, self.add_row, "", "plus", parent=self)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(Words(block.title, "bold", wrap=False))
        head.addWidget(self.summary, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(head)
        whole.addWidget(self.empty)
        whole.addLayout(self._list)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        whole.addLayout(line)

    # -- for the subclasses ----------------------------------------------------

    def make_card(self, row_id: str) -> Card:
        """A card of this kind."""
        raise NotImplementedError

    def finished(self, row: Row) -> bool:
        """May the card of this row be closed when the page comes up?"""
        raise NotImplementedError

    def summed_up(self, rows: tuple[Row, ...]) -> str:
        """What stands beside the title."""
        raise NotImplementedError

    def new_row(self) -> Row:
        """An empty row."""
        return row_type(self.block.target)()

    # -- showing ---------------------------------------------------------------

    def set_rows(self, rows: tuple[Row, ...], unread: Unread, results: object = None) -> None:  # noqa: ARG002 - as the table
        self._rows, self._unread = rows, unread
        known = {row.id for row in rows}
        held = next((row for row, card in self.cards.items() if card.isAncestorOf(self._focus())), "")
        for row_id in [row_id for row_id in self.cards if row_id not in known]:
            gone = self.cards.pop(row_id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, row in enumerate(rows):
            card = self.cards.get(row.id)
            if card is None:
                card = self._new_card(row.id)
                card.set_open(row.id == self._fresh or (not self._seen and not self.finished(row)))
            if self._list.indexOf(card) != number:
                self._list.removeWidget(card)
                self._list.insertWidget(number, card)
            card.show_row(row, number, len(rows), unread)
        self._seen = True
        self.empty.setVisible(not rows)
        words = self.summed_up(rows)
        self.summary.set_words(words)
        self.summary.setVisible(bool(words))
        if self._fresh in self.cards:
            row_id, self._fresh = self._fresh, ""
            self.go_to(row_id)
        elif held and held not in self.cards and self.isVisible():
            self.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _focus() -> QWidget:
        return QApplication.focusWidget() or QWidget()

    def _new_card(self, row_id: str) -> Card:
        card = self.make_card(row_id)
        card.changed.connect(lambda key, value: self.change(row_id, key, value))
        card.unread_changed.connect(self.unread_changed)
        card.cell_focused.connect(lambda key: self.cell_focused.emit(key, row_id))
        card.move_wanted.connect(lambda by: self.move_row(row_id, by))
        card.removal_wanted.connect(lambda: self.remove_row(row_id))
        self.cards[row_id] = card
        return card

    # -- deeds -----------------------------------------------------------------

    def change(self, row_id: str, key: str, value: Any, what: str = "") -> None:
        """Another value in one row."""
        rows = tuple(row.model_copy(update={key: value}) if row.id == row_id else row for row in self._rows)
        self.rows_changed.emit(rows, f"cell:{row_id}:{what or key}")

    def add_row(self) -> None:
        """A new card at the end, open, with the focus in its first field."""
        made = self.new_row()
        self._fresh = made.id
        self.deed.emit((*self._rows, made), f"add:{made.id}", text("karten.dazu", what=self.block.title))

    def move_row(self, row_id: str, by: int) -> None:
        """A card one place up or down; the focus stays with it."""
        rows = list(self._rows)
        place = next(number for number, row in enumerate(rows) if row.id == row_id)
        if not 0 <= place + by < len(rows):
            return
        rows.insert(place + by, rows.pop(place))
        focus = self._focus()
        self.deed.emit(tuple(rows), f"move:{row_id}", text("karten.geschoben", what=self.block.title))
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring(row_id)

    def remove_row(self, row_id: str) -> None:
        """Take a card away, after a question where others refer to it; undo brings it back."""
        place = next(number for number, row in enumerate(self._rows) if row.id == row_id)
        if self.may_remove is not None and not self.may_remove(self._rows[place]):
            self.cards[row_id].opener.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        left = tuple(row for row in self._rows if row.id != row_id)
        self.deed.emit(left, f"remove:{row_id}", text("karten.weg", what=self.block.title))
        if left and left[min(place, len(left) - 1)].id in self.cards:
            self.cards[left[min(place, len(left) - 1)].id].opener.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- going there -----------------------------------------------------------

    def bring(self, row_id: str) -> None:
        """Scroll the card into sight."""
        card = self.cards[row_id]
        reveal(self, QRect(card.pos(), card.size()))

    def go_to(self, row_id: str, key: str = "") -> None:
        """Open a card and go into it."""
        self.cards[row_id].focus_key(key)
        self.bring(row_id)

    def focus_widget(self) -> QWidget:
        first = next(iter(self.cards.values()), None)
        return self.cards[self._rows[0].id].opener if first is not None else self.add_button

    def focus_cell(self, row_id: str, key: str) -> bool:
        if row_id not in self.cards:
            return False
        self.go_to(row_id, key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_row()
            return
        super().keyPressEvent(event)
