"""The table itself: keys, focus, and as high as its rows. It scrolls only sideways, and then its first column stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import is_undo_key, reveal
from ala_wizard.ui.editors.table.delegate import CellDelegate
from ala_wizard.ui.editors.table.head import Head, paint_head
from ala_wizard.ui.editors.table.measure import column_widths, head_height, row_height
from ala_wizard.ui.editors.table.model import Index, RowsModel
from ala_wizard.ui.editors.text import TextInput
from ala_wizard.ui.focusring import NO_RING

_BAR = 18
"""Height of the sideways scroll bar in px at 100 %."""


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

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.widths: list[int] = []
        self._open: QPersistentModelIndex | None = None
        self._editor: QWidget | None = None
        self._due = False
        self._first = _Frozen(self)
        self._last = _Frozen(self)
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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._place_frozen())
        model.dataChanged.connect(lambda _from, _to: self._measure_later())
        self.horizontalScrollBar().rangeChanged.connect(lambda _from, _to: self._place_frozen())
        model.rowsInserted.connect(lambda *_: self.fit())
        model.rowsRemoved.connect(lambda *_: self.fit())
        model.rowsMoved.connect(lambda *_: self.fit())

    # -- size --------------------------------------------------------------

    def fit(self) -> None:
        """Take the widths and heights that the content asks for."""
        model, available = self.rows, self.viewport().width()
        if available <= 1:
            return
        self.widths = column_widths(model, available)
        for column, width in enumerate(self.widths):
            self.setColumnWidth(column, width)
        self.head.set_height(
            head_height((str(model.headerData(column, Qt.Orientation.Horizontal)), width) for column, width in enumerate(self.widths))
        )
        self._fit_rows()

    def _fit_rows(self) -> None:
        if len(self.widths) != self.rows.columnCount():
            return
        total = 0
        open_row = self._open.row() if self._open is not None and self._open.isValid() else -1
        for row in range(self.rows.rowCount()):
            height = row_height(self.rows, row, self.widths)
            if row == open_row and isinstance(self._editor, TextInput):
                height = max(height, self._editor_height(self._editor))
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
            total += height
        bar = theme.px(_BAR) if sum(self.widths) > self.viewport().width() else 0
        wanted = self.head.height() + total + bar
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        self._place_frozen()

    @staticmethod
    def _editor_height(editor: TextInput) -> int:
        return int(editor.document().size().height()) + theme.px(16) + 6

    def make_room_for(self, editor: QWidget) -> None:
        """The text in an open cell grew or shrank."""
        if editor is self._editor:
            QTimer.singleShot(0, self, self._fit_rows)

    def _measure_later(self) -> None:
        """Content changed: measure once, when all changes of this moment are in."""
        if not self._due:
            self._due = True
            QTimer.singleShot(0, self, self._measure_now)

    def _measure_now(self) -> None:
        self._due = False
        if self._editor is None:
            self.fit()
        else:
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "head"):
            self._measure_later()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

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
            self._tell_focus()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(plain(current), plain(previous))
        self.viewport().update()
        self._update_frozen()
        if current.isValid() and (self.hasFocus() or self._editor is not None):
            self.scrollTo(current)
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

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        super().scrollTo(index, hint)
        if index.column() > 0 and self.widths and self.horizontalScrollBar().maximum() > 0:
            hidden = self.widths[0] - self.visualRect(index).left()
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)
            right = len(self.widths) - 1
            if self.rows.is_result(right) and index.column() < right:
                over = self.visualRect(index).right() - (self.viewport().width() - self.widths[right])
                if over > 0 and self.visualRect(index).left() - over >= self.widths[0]:
                    self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + over)

    # -- editing --------------------------------------------------------------

    def open_cell(self) -> tuple[int, int] | None:
        """The cell that is open for typing."""
        return (self._open.row(), self._open.column()) if self._open is not None and self._open.isValid() else None

    def start(self) -> None:
        """Open the current cell; a box is ticked instead."""
        index = self.currentIndex()
        if not index.isValid() or self.rows.is_result(index.column()):
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
            self._paste(QGuiApplication.clipboard().text())
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
        if self.rows.is_result(column):
            return
        kind = self.rows.kinds[column]
        if kind.picked:
            chosen = next((value for value, label in kind.options() if label == words.strip()), None)
            if chosen is not None:
                self.rows.put_value(row, column, chosen)
        elif kind.spec.kind != "check":
            plain = words.replace("\r\n", "\n").rstrip("\n")
            self.rows.type_text(row, column, plain if kind.spec.kind == "text" else " ".join(plain.split("\n")))

    # -- what stays while the rest scrolls sideways --------------------------------------------------------------

    def _place_frozen(self) -> None:
        bar = self.horizontalScrollBar()
        if not self.widths or bar.maximum() <= 0:
            for pane in (self._first, self._last):
                pane.hide()
            return
        height = self.head.height() + sum(self.rowHeight(row) for row in range(self.rows.rowCount()))
        width = min(self.widths[0], self.viewport().width() // 2)
        self._first.place(QRect(0, 0, width, height), 0, shown=bar.value() > 0)
        right = len(self.widths) - 1
        room = QRect(self.viewport().width() - self.widths[right], 0, self.widths[right], height)
        self._last.place(room, right, shown=self.rows.is_result(right) and bar.value() < bar.maximum())

    def _update_frozen(self) -> None:
        self._first.update()
        self._last.update()


class _Frozen(QWidget):
    """A picture of a column that stays in sight: the first one, or the result. A click on it goes to the real cell."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view
        self._column = 0
        self.hide()

    def place(self, rect: QRect, column: int, *, shown: bool) -> None:
        """Lie over the table, or not."""
        self._column = column
        self.setGeometry(rect)
        self.setVisible(shown)
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        paint_head(painter, QRect(0, 0, self.width(), view.head.height()), view.rows, self._column)
        for row in range(view.rows.rowCount()):
            option = QStyleOptionViewItem()
            option.rect = QRect(0, view.head.height() + view.rowViewportPosition(row), self.width(), view.rowHeight(row))
            view.cells.paint(painter, option, view.rows.index(row, self._column))
        edge = 0 if self._column else self.width() - 1
        painter.fillRect(QRect(edge, theme.px(7), 1, self.height()), theme.color("line"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._view.rowAt(int(event.position().y()) - self._view.head.height())
        if row >= 0:
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            self._view.go_to(row, self._column)
