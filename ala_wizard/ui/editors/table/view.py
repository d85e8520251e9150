"""The table itself: keys, focus, and as high as its rows. Too wide, it shows whole columns only; the first and the result stay."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import is_undo_key, reveal
from ala_wizard.ui.editors.pasting import plain_of
from ala_wizard.ui.editors.pointer import pressed, when_up
from ala_wizard.ui.editors.table.delegate import CellDelegate
from ala_wizard.ui.editors.table.head import Head
from ala_wizard.ui.editors.table.measure import (
    Arranged,
    Want,
    arrange,
    head_height,
    on_few_lines,
    room_for_words,
    row_height,
    start_for,
    wants,
)
from ala_wizard.ui.editors.table.model import Index, RowsModel
from ala_wizard.ui.editors.text import TextInput
from ala_wizard.ui.focusring import NO_RING
from ala_wizard.ui.kit import set_height

_NOTCH = 120
"""What a wheel tells for one notch."""


def plain(index: Index) -> QModelIndex:
    """An index as Qt's views want it."""
    return index if isinstance(index, QModelIndex) else index.model().index(index.row(), index.column())


class RowsView(QTableView):
    """A table without grid or zebra; the row with the focus is tinted, the cell with the focus framed."""

    cell_focused = Signal(str, str)
    """(key of the column, ID of the row); the key is "" for the result."""
    row_wanted = Signal(int)
    removal_wanted = Signal(int)
    move_wanted = Signal(int, int)
    forward = Signal()
    """Tab after the last cell, or Enter in the last row."""
    backward = Signal()
    arranged = Signal()
    """Other columns are in sight, or the columns have other widths."""

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.columns = Arranged([], 1)
        self._asked: list[Want] = []
        self._turned = 0
        self._open: QPersistentModelIndex | None = None
        self._editor: QWidget | None = None
        self._due = False
        self.setProperty(NO_RING, True)
        self.setModel(model)
        self.cells = CellDelegate(self, model)
        self.setItemDelegate(self.cells)
        self.head = Head(model, self)
        self.setHorizontalHeader(self.head)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        model.dataChanged.connect(lambda _from, _to: self._measure_later())
        model.rowsInserted.connect(lambda *_: self.fit())
        model.rowsRemoved.connect(lambda *_: self.fit())
        model.rowsMoved.connect(lambda *_: self.fit())

    # -- size --------------------------------------------------------------

    @property
    def widths(self) -> list[int]:
        """Width of every column; 0 for one out of sight."""
        return self.columns.widths

    def fit(self) -> None:
        """Take the widths and heights that the content asks for."""
        if self.viewport().width() > 1:
            self._asked = wants(self.rows)
            self._arrange(self.columns.start)

    def _arrange(self, start: int) -> None:
        self.columns = arrange(self._asked, self.viewport().width(), start, result=bool(self.rows.result_label))
        for column, width in enumerate(self.widths):
            self.setColumnHidden(column, width == 0)
            if width:
                self.setColumnWidth(column, width)
        self.head.set_height(
            head_height(
                (str(self.rows.headerData(column, Qt.Orientation.Horizontal)), width or self._asked[column].brief)
                for column, width in enumerate(self.widths)
            )
        )
        self._fit_rows()
        self.arranged.emit()

    def _fit_rows(self) -> None:
        if len(self.widths) != self.rows.columnCount():
            return
        total = 0
        open_row = self._open.row() if self._open is not None and self._open.isValid() else -1
        for row in range(self.rows.rowCount()):
            height = row_height(self.rows, row, self.widths, partial(self.is_brief, row))
            if row == open_row and isinstance(self._editor, TextInput):
                height = max(height, self._editor_height(self._editor))
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
            total += height
        wanted = self.head.height() + total
        if self.height() != wanted or self.minimumHeight() != wanted:
            set_height(self, wanted)
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Rows grew or shrank while one types: the open cell stays wholly in view."""
        place = self.open_cell()
        if place is not None:
            self.updateEditorGeometries()
            reveal(self.viewport(), self.visualRect(self.rows.index(*place)))

    def is_brief(self, row: int, column: int) -> bool:
        """Does this cell show a few lines only? So it does in a table that is too wide, but for its first column and the row one is in."""
        return self.columns.sideways and column > 0 and not self.is_active(row)

    @staticmethod
    def _editor_height(editor: TextInput) -> int:
        return int(editor.document().size().height()) + theme.px(16) + 6

    def make_room_for(self, editor: QWidget) -> None:
        """The text in an open cell grew or shrank."""
        if editor is self._editor:
            QTimer.singleShot(0, self, lambda: when_up(self, "rows", self._fit_rows))

    def _measure_later(self) -> None:
        """Content changed: measure once, when all changes of this moment are in."""
        if not self._due:
            self._due = True
            QTimer.singleShot(0, self, lambda: when_up(self, "measure", self._measure_now))

    def _measure_now(self) -> None:
        """While one types, columns keep their widths as long as every figure fits."""
        self._due = False
        asked = wants(self.rows)
        cut = any(
            0 < width < want.brief and self.rows.is_right(column)
            for column, (width, want) in enumerate(zip(self.widths, asked, strict=False))
        )
        if self._editor is None or cut:
            self.fit()
            self._keep_in_sight()
        else:
            self._fit_rows()

    # -- columns out of sight --------------------------------------------------------------

    def scroll_on(self) -> None:
        """Show the columns that follow."""
        shown = [column for column, width in enumerate(self.widths) if width and not self.rows.is_result(column)]
        self._scroll_to(shown[-1] + 1)

    def scroll_back(self) -> None:
        """Show the columns before those in sight."""
        first = self.columns.start
        start = first - 1
        while start > 1 and arrange(self._asked, self.viewport().width(), start - 1, result=bool(self.rows.result_label)).widths[first - 1]:
            start -= 1
        self._scroll_to(start)

    def _scroll_to(self, start: int) -> None:
        self.close_cell()
        self._arrange(max(1, start))

    def _show_column(self, column: int) -> None:
        """Bring a column into sight."""
        if 0 < column < len(self.widths) and not self.widths[column]:
            width = self.viewport().width()
            self._arrange(start_for(self._asked, width, self.columns.start, column, result=bool(self.rows.result_label)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "head"):
            self._measure_later()

    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x()
        if abs(across) <= abs(event.angleDelta().y()):
            event.ignore()
            return
        self._turned = self._turned - across if self._turned * -across >= 0 else -across
        if self.columns.sideways and abs(self._turned) >= _NOTCH:
            self._scroll_to(self.columns.start + (1 if self._turned > 0 else -1))
            self._turned = 0

    def viewportEvent(self, event: QEvent) -> bool:
        """A pointer that rests on shortened words reads all of them."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), self.full_words(index), self.viewport(), self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def full_words(self, index: Index) -> str:
        """The words of a cell that shows only their beginning; "" where all can be read."""
        if not index.isValid() or self.rows.is_result(index.column()) or not self.is_brief(index.row(), index.column()):
            return ""
        words = self.rows.shown(index.row(), index.column())
        room = room_for_words(self.rows, index.column(), self.widths[index.column()])
        return words if on_few_lines(words, room) != words else ""

    # -- focus --------------------------------------------------------------

    def is_active(self, row: int) -> bool:
        """Is it the row that the user is in?"""
        return self.currentIndex().row() == row and (self.hasFocus() or self._editor is not None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        had = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.go_to(0, 0)
        elif had:
            self._show_column(self.currentIndex().column())
            self._tell_focus()
        self._active_row_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        pressed(event.reason())
        super().focusOutEvent(event)
        self._active_row_moved()

    def _active_row_moved(self) -> None:
        """The row one is in shows all its words, the others a few lines each."""
        self.viewport().update()
        if self.columns.sideways:
            when_up(self, "rows", self._fit_rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(plain(current), plain(previous))
        if current.isValid():
            self._show_column(current.column())
        self._active_row_moved()
        if current.isValid() and (self.hasFocus() or self._editor is not None):
            self._tell_focus()
            reveal(self.viewport(), self.visualRect(plain(current)))

    def _tell_focus(self) -> None:
        index = self.currentIndex()
        key = "" if self.rows.is_result(index.column()) else self.rows.kinds[index.column()].key
        self.cell_focused.emit(key, self.rows.rows[index.row()].id)

    # -- moving --------------------------------------------------------------

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self.selectionModel().setCurrentIndex(self.rows.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)

    def step(self, by: int) -> None:
        """To the next or the previous cell one can edit; out of the table at its ends."""
        columns = len(self.rows.kinds)
        index = self.currentIndex()
        place = index.row() * columns + min(index.column(), columns - 1) + by
        if index.column() >= columns and by < 0:
            place = index.row() * columns + columns - 1
        if place >= columns * self.rows.rowCount():
            self.forward.emit()
        elif place < 0 or not index.isValid():
            self.backward.emit()
        else:
            self.go_to(place // columns, place % columns)

    def down(self) -> None:
        """To the cell below; from the last row on to the button that adds one."""
        index = self.currentIndex()
        if index.row() + 1 < self.rows.rowCount():
            self.go_to(index.row() + 1, index.column())
        else:
            self.forward.emit()

    def go(self, by: int) -> None:
        """To the cell above or below, if there is one."""
        index = self.currentIndex()
        if 0 <= index.row() + by < self.rows.rowCount():
            self.go_to(index.row() + by, index.column())

    def want_row(self) -> None:
        """A new row below the current one."""
        self.row_wanted.emit(self.currentIndex().row() + 1)

    def want_removal(self) -> None:
        """Take the current row away."""
        if self.currentIndex().isValid():
            self.removal_wanted.emit(self.currentIndex().row())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Arrows go through all columns; one that is out of sight comes into sight."""
        index = self.currentIndex()
        by = {QAbstractItemView.CursorAction.MoveLeft: -1, QAbstractItemView.CursorAction.MoveRight: 1}.get(action, 0)
        if by and index.isValid():
            return self.rows.index(index.row(), max(0, min(index.column() + by, self.rows.columnCount() - 1)))
        return super().moveCursor(action, modifiers)

    # -- editing --------------------------------------------------------------

    def open_cell(self) -> tuple[int, int] | None:
        """The cell that is open for typing."""
        return (self._open.row(), self._open.column()) if self._open is not None and self._open.isValid() else None

    def start(self) -> None:
        """Open the current cell; a box is ticked instead. An open one stays as it is: its keys come here too."""
        index = self.currentIndex()
        if self._editor is not None or not index.isValid() or self.rows.is_result(index.column()):
            return
        if self.rows.kinds[index.column()].spec.kind == "check":
            self.rows.put_value(index.row(), index.column(), not self.rows.value(index.row(), index.column()))
        else:
            self.edit(index)

    def opened(self, editor: QWidget, index: Index) -> None:
        """A cell was opened for typing."""
        self._open = QPersistentModelIndex(plain(index))
        self._editor = editor
        if isinstance(editor, TextInput):
            self.make_room_for(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._open = None
        self._editor = None
        super().closeEditor(editor, hint)
        self.viewport().update()
        self._measure_later()
        self.rows.noted.emit()

    def close_cell(self) -> None:
        """Close the open cell, if one is open."""
        if self._editor is not None:
            self.closeEditor(self._editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pressed()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex() and self._editor is None:
            self.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._handled(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._show_column(self.currentIndex().column())
        if not self._handled(event):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        key, index = event.key(), self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if is_undo_key(event) or key == Qt.Key.Key_Escape:
            event.ignore()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(-1 if key == Qt.Key.Key_Backtab else 1)
        elif not index.isValid():
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(control=control)
        elif key == Qt.Key.Key_Delete and control:
            self.want_removal()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control:
            self._clear_cell()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(index.row(), index.row() + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_F4, Qt.Key.Key_F2) and not control:
            self.start()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.rows.shown(index.row(), index.column()))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(plain_of(QGuiApplication.clipboard().mimeData()))
        else:
            return False
        return True

    def _enter(self, *, control: bool) -> None:
        index = self.currentIndex()
        if control:
            self.want_row()
        elif not self.rows.is_result(index.column()) and self.rows.kinds[index.column()].picked:
            self.start()
        else:
            self.down()

    def _clear_cell(self) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if not self.rows.is_result(column) and (not self.rows.kinds[column].picked or self.rows.kinds[column].open_allowed):
            self.rows.put_value(row, column, self.rows.kinds[column].empty())

    def _paste(self, words: str) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if self.rows.is_result(column) or not words:
            return
        kind = self.rows.kinds[column]
        if kind.picked:
            chosen = next((value for value, label in kind.options() if label == words.strip()), None)
            if chosen is not None:
                self.rows.put_value(row, column, chosen)
        elif kind.spec.kind != "check":
            plain = words.replace("\r\n", "\n").rstrip("\n")
            self.rows.type_text(row, column, plain if kind.spec.kind == "text" else " ".join(plain.split("\n")))
