"""The table with all that belongs to it: title, empty state, messages, buttons, sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import TableBlock
from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import MessageLine, restyle
from ala_wizard.ui.editors.fields import Rows
from ala_wizard.ui.editors.pointer import when_up
from ala_wizard.ui.editors.table.cells import cell_kinds
from ala_wizard.ui.editors.table.model import Results, RowsModel
from ala_wizard.ui.editors.table.view import RowsView


class TableEditor(QWidget):
    """Edits a tuple of rows of the case.

    Edit keys: `cell:<row>:<column>`, `add:<row>`, `remove:<row>`, `move:<row>`, `copy:<row>`, with the ID of the row.
    A cell whose text cannot be read is told by `rows_changed` with its empty value, then `unread_changed`.
    """

    rows_changed = Signal(object, str)
    """(rows, edit key), while typing."""
    unread_changed = Signal(str, str)
    """(address of the cell in the case, typed text or "")."""
    cell_focused = Signal(str, str)
    """(key of the column, ID of the row), for the help."""
    left_table = Signal()

    def __init__(
        self, block: TableBlock, content: Content, row_type: type[Row], rows: Rows | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.block = block
        self.may_remove: Callable[[Row], bool] | None = None
        """Asked before a row goes; None lets every row go at once."""
        label = block.result_label if block.result else ""
        kinds = cell_kinds(block, content, row_type, rows)
        self.model = RowsModel(block.target, kinds, row_type, label, self, group_by=block.group_by)
        self.title = QLabel(block.title, self)
        self.title.setProperty("role", "bold")
        self.count = QLabel(self)
        self.count.setProperty("role", "small")
        self.empty = QLabel(block.empty, self)
        self.empty.setProperty("role", "second")
        self.empty.setWordWrap(True)
        self.view = RowsView(self.model, self)
        self.view.setAccessibleDescription(text("tabelle.hilfe"))
        self.add_button = QPushButton(block.add, self)
        self.add_button.setAccessibleDescription(text("tabelle.neue_zeile_hilfe"))
        self.add_button.setProperty("edge", True)
        self.remove_button = QPushButton(text("tabelle.zeile_entfernen"), self)
        self.remove_button.setProperty("role", "small_quiet")
        self.remove_button.setToolTip(text("tabelle.zeile_entfernen_hilfe"))
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_icon(self.remove_button, "trash", "accent", 18)
        self.copy_button = QPushButton(block.group_copy, self)
        self.copy_button.setToolTip(text("tabelle.gruppe_hilfe"))
        self.copy_button.setProperty("role", "small_quiet")
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_icon(self.copy_button, "copy", "accent", 18)
        self.back_button, self.on_button = _column_button(self, "arrow-left"), _column_button(self, "arrow-right", trailing=True)
        self._total = _Total(self)
        self._sum = ("", "")
        self._notes: list[MessageLine] = []
        self._notes_box = QVBoxLayout()
        self._arrange()
        self._connect()
        self._refresh()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.on_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._bar = QWidget(self)
        buttons = QHBoxLayout(self._bar)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(theme.px(12))
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.remove_button)
        self._notes_box.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.view)
        column.addWidget(self._total)
        column.addLayout(self._notes_box)
        column.addWidget(self._bar)
        policy = self.remove_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove_button.setSizePolicy(policy)

    def _connect(self) -> None:
        self.model.edited.connect(self.rows_changed)
        self.model.unread_changed.connect(self.unread_changed)
        self.model.noted.connect(self._show_notes)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(lambda *_: self._refresh())
        self.view.cell_focused.connect(self.cell_focused)
        self.view.cell_focused.connect(lambda *_: self._show_removal())
        if self.block.add:
            self.view.row_wanted.connect(self.add_row)
            self.view.removal_wanted.connect(self.remove_row)
        self.view.move_wanted.connect(self._move)
        self.view.forward.connect(self._go_on)
        self.view.backward.connect(lambda: self.view.focusNextPrevChild(False))
        self.add_button.clicked.connect(lambda: self.add_row(self.model.rowCount()))
        self.remove_button.clicked.connect(lambda: self.view.want_removal())
        self.copy_button.clicked.connect(self.copy_group)
        self.view.arranged.connect(self._show_columns)
        self.back_button.clicked.connect(self.view.scroll_back)
        self.on_button.clicked.connect(self.view.scroll_on)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # -- what the page does --------------------------------------------------------------

    def set_rows(self, rows: tuple[Row, ...], unread: Mapping[str, str], results: Results | None = None) -> None:
        """Show these rows, the texts that could not be read (by address), and the result of each row (by its ID)."""
        self.model.set_rows(rows, unread, results)

    def rows(self) -> tuple[Row, ...]:
        """The rows as they are now."""
        return self.model.rows

    def set_total(self, words: str, amount: str) -> None:
        """The sum below the result column; "" takes it away."""
        self._sum = (words, amount)
        self._show_total()

    def _show_total(self) -> None:
        """No rows, no sum: an empty table says how to begin, and nothing else."""
        self._total.say(*(self._sum if self.model.rowCount() else ("", "")))

    def focus_widget(self) -> QWidget:
        """Where the focus goes: the table, or the button that adds the first row."""
        return self.view if self.model.rowCount() else self.add_button

    def focus_cell(self, row_id: str, key: str) -> bool:
        """Go to a cell, for a link from elsewhere. False when it is not there."""
        keys = [kind.key for kind in self.model.kinds]
        for number, row in enumerate(self.model.rows):
            if row.id == row_id:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                self.view.go_to(number, keys.index(key) if key in keys else 0)
                return True
        return False

    def add_row(self, at: int) -> None:
        """A new row at this place; the focus goes to its first cell."""
        self.view.close_cell()
        self.model.add(at)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.go_to(at, 0)

    def remove_row(self, row: int) -> None:
        """Take a row away; the window's undo brings it back."""
        self.view.close_cell()
        if self.may_remove is not None and not self.may_remove(self.model.rows[row]):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        column = max(0, self.view.currentIndex().column())
        self.model.remove(row)
        left = self.model.rowCount()
        if left:
            self.view.go_to(min(row, left - 1), column)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_group(self) -> None:
        """Copy the current row's group (a day) to the next one that has no rows; one step of undo."""
        self.view.close_cell()
        column = max(0, self.view.currentIndex().column())
        at = self.model.copy_group(self.view.currentIndex().row())
        if at >= 0:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.go_to(at, column)

    # -- inside --------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.add_button.hasFocus():
            self.add_button.click()
            return
        for button in (self.remove_button, self.copy_button):
            if enter and button.hasFocus():
                button.click()
                return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_notes"):
            icons.set_icon(self.add_button, "plus", "accent" if self.model.rowCount() else "ink2", 20)

    def _go_on(self) -> None:
        """Behind the last cell: to the button that adds a row, or out of the table where rows come from elsewhere."""
        if self.block.add:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.view.focusNextPrevChild(True)

    def _move(self, row: int, to: int) -> None:
        column = self.view.currentIndex().column()
        if self.model.move(row, to):
            self.view.go_to(to, column)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            return
        self._show_removal()
        if old is None or not self.isAncestorOf(old) or self.isAncestorOf(new):
            return
        self._show_notes()
        self.left_table.emit()

    def _refresh(self) -> None:
        rows = self.model.rowCount()
        self.view.setVisible(rows > 0)
        self._bar.setVisible(bool(self.block.add))
        self.empty.setVisible(rows == 0)
        words = text("tabelle.eine_zeile") if rows == 1 else text("tabelle.zeilen", count=rows)
        self.count.setText(words if rows else "")
        self.view.setAccessibleName(text("tabelle.name", title=self.block.title, rows=words))
        restyle(self.add_button, role="quiet" if rows else "")
        icons.set_icon(self.add_button, "plus", "accent" if rows else "ink2", 20)
        self._show_total()
        self._show_removal()
        self._show_notes()

    def _show_removal(self) -> None:
        """The deeds on the current row stand there while the focus is in the table."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus) and self.view.currentIndex().isValid()
        self.remove_button.setVisible(bool(self.block.add) and inside and self.model.rowCount() > 0)
        free = self.model.free_group(self.view.currentIndex().row())[1] if inside and self.block.group_copy else ""
        if free:
            self.copy_button.setText(text("tabelle.gruppe_uebernehmen", deed=self.block.group_copy, group=free))
        self.copy_button.setVisible(bool(free))

    def _show_columns(self) -> None:
        """How many columns are out of sight on each side; what stands below is as wide as the table."""
        columns = self.view.columns
        for button, count, key in ((self.back_button, columns.before, "davor"), (self.on_button, columns.after, "danach")):
            button.setText(text(f"tabelle.eine_spalte_{key}") if count == 1 else text(f"tabelle.spalten_{key}", count=count))
            button.setVisible(count > 0 and self.model.rowCount() > 0)
        width = sum(columns.widths)
        self._total.setMaximumWidth(width)
        self._bar.setMaximumWidth(max(width, self._bar.minimumSizeHint().width()))

    def _show_notes(self) -> None:
        when_up(self, "notes", self._say_notes)

    def _say_notes(self) -> None:
        open_cell = self.view.open_cell()
        said = [note for note in self.model.notes() if (note[0], note[1]) != open_cell]
        while len(self._notes) > len(said):
            line = self._notes.pop()
            self._notes_box.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._notes) < len(said):
            line = MessageLine(self)
            line.confirmed.connect(lambda line=line: self._confirm(line))
            self._notes.append(line)
            self._notes_box.addWidget(line)
        for line, (row, column, sentence, asked) in zip(self._notes, said, strict=True):
            line.setProperty("cell", (row, column))
            words = text("tabelle.meldung", row=row + 1, column=self.model.kinds[column].spec.label, sentence=sentence)
            line.say(words, "asked" if asked else "error")

    def _confirm(self, line: MessageLine) -> None:
        row, column = line.property("cell")
        self.model.confirm(int(row), int(column))

    def notes(self) -> list[str]:
        """The sentences below the table."""
        return [line.text for line in self._notes]


def _column_button(parent: QWidget, sign: str, *, trailing: bool = False) -> QPushButton:
    """Words that bring other columns into sight. The keyboard does not need it: Tab and arrows reach every cell."""
    button = QPushButton(text("tabelle.eine_spalte_danach"), parent)
    button.setProperty("role", "small_quiet")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    icons.set_icon(button, sign, "accent", 18, trailing=trailing)
    button.hide()
    return button


class _Total(QWidget):
    """The sum: bold, with a rule above the figure only, flush with the last column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._amount = QLabel(self), QLabel(self)
        rule = QFrame(self)
        rule.setProperty("role", "rule")
        for label in (self._words, self._amount):
            label.setProperty("role", "bold")
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(8), 0, 0, theme.px(4))
        grid.setVerticalSpacing(theme.px(8))
        grid.addWidget(rule, 0, 1)
        grid.addWidget(self._words, 1, 0)
        figure = QHBoxLayout()
        figure.setContentsMargins(theme.px(24), 0, theme.px(8), 0)
        figure.addStretch(1)
        figure.addWidget(self._amount)
        grid.addLayout(figure, 1, 1)
        grid.setColumnStretch(0, 1)
        self.hide()

    def say(self, words: str, amount: str) -> None:
        """Show a sum, or nothing."""
        self._words.setText(words)
        self._amount.setText(amount)
        self.setVisible(bool(words or amount))
