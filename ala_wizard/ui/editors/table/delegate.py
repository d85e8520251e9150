"""Cells: how they are drawn, and what opens when one is edited. Every readable keystroke goes to the model at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.checks import paint_box
from ala_wizard.ui.editors.fields import entries_of
from ala_wizard.ui.editors.inputs import Combo, LineInput
from ala_wizard.ui.editors.pointer import pressed
from ala_wizard.ui.editors.table.measure import PAD, ROW, SIGN, draw, on_few_lines
from ala_wizard.ui.editors.table.model import Index, RowsModel
from ala_wizard.ui.editors.text import TextInput

if TYPE_CHECKING:
    from ala_wizard.ui.editors.table.view import RowsView


class CellDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one table."""

    def __init__(self, view: RowsView, model: RowsModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._before: tuple[Any, str] = (None, "")

    # -- drawing --------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        row, column = index.row(), index.column()
        active = self._view.is_active(row)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("body"))
        if active:
            painter.fillRect(rect, theme.color("soft"))
        ends = self._model.group_column >= 0 and row + 1 < len(self._model.rows) and not self._model.goes_on(row + 1)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line2" if ends else "line"))
        if active and theme.current().name == "contrast":
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("accent"))
        wrong = bool(self._model.problem(row, column))
        opened = self._view.open_cell() == (row, column)
        current = active and self._view.currentIndex().column() == column and not opened
        if current or (wrong and not opened):
            inner = QRectF(rect).adjusted(1, 2, -1, -3)
            painter.setBrush(theme.color("err_soft" if wrong else "surface"))
            painter.setPen(QPen(theme.color("focus" if current else "err"), 2))
            painter.drawRoundedRect(inner, theme.px(6), theme.px(6))
        told_above = column == self._model.group_column and self._model.goes_on(row) and not active
        if not opened and not told_above:
            self._words(painter, rect, row, column, wrong=wrong)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, row: int, column: int, *, wrong: bool) -> None:
        model = self._model
        line = painter.fontMetrics().height()
        top = (theme.px(ROW) - line) // 2
        room = rect.adjusted(theme.px(PAD), top, -theme.px(PAD), 0)
        result = model.is_result(column)
        kind = None if result else model.kinds[column]
        if kind is not None and kind.spec.kind == "check":
            self._box(painter, rect, on=bool(model.value(row, column)))
            return
        words = model.shown(row, column)
        pen = "err" if wrong else "ink"
        if kind is not None and kind.picked:
            side = theme.px(16)
            icons.paint(
                painter,
                "chevron-down",
                QRectF(room.right() - side + 1, rect.top() + (theme.px(ROW) - side) / 2, side, side),
                theme.color("ink2"),
            )
            room.setRight(room.right() - theme.px(SIGN))
        painter.setPen(theme.color(pen))
        if kind is not None and kind.wraps and self._view.is_brief(row, column):
            words = on_few_lines(words, room.width())
        if kind is not None and not kind.wraps:
            side_flag = Qt.AlignmentFlag.AlignRight if model.is_right(column) else Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, int(side_flag | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine), words)
        else:
            draw(painter, room, words, right=model.is_right(column))

    @staticmethod
    def _box(painter: QPainter, rect: QRect, *, on: bool) -> None:
        side = theme.px(20)
        box = QRectF(rect.left() + theme.px(PAD), rect.top() + (theme.px(ROW) - side) / 2, side, side)
        paint_box(painter, box, on=on)

    # -- editing --------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, column = index.row(), index.column()
        kind = self._model.kinds[column]
        self._before = (self._model.value(row, column), self._model.unread.get(self._model.address(row, column), ""))
        editor: LineInput | TextInput | Combo
        if kind.picked:
            editor = self._combo(parent, row, column)
        elif kind.spec.kind == "text":
            editor = TextInput(parent, role="cell", min_lines=1)
            editor.document().documentLayout().documentSizeChanged.connect(lambda _size: self._view.make_room_for(editor))
            editor.textChanged.connect(lambda: self._typed(editor.raw() if isinstance(editor, TextInput) else ""))
        else:
            editor = LineInput(parent, number=kind.right)
            editor.setProperty("role", "cell")
            editor.textEdited.connect(self._typed)
        number = text("tabelle.meldung", row=row + 1, column=kind.spec.label, sentence="").rstrip(": ")
        editor.setAccessibleName(number)
        editor.setAccessibleDescription(kind.spec.help)
        self._view.opened(editor, index)
        return editor

    def _combo(self, parent: QWidget, row: int, column: int) -> Combo:
        kind = self._model.kinds[column]
        combo = Combo(parent)
        combo.setProperty("role", "cell")
        # as large as its cell: a list that fits its words would shrink by itself a moment after they are in
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        value = self._model.value(row, column)
        options = entries_of(kind.options(), value, may_be_open=kind.open_allowed)
        for entry, words in options:
            combo.addItem(words, entry)
        combo.setCurrentIndex([entry for entry, _ in options].index(value))
        combo.activated.connect(lambda number: self._picked(combo, str(combo.itemData(number) or "")))
        combo.closed.connect(lambda: QTimer.singleShot(0, combo, lambda: self._view.close_cell()))
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def _picked(self, _combo: Combo, value: str) -> None:
        place = self._view.open_cell()
        if place is not None:
            self._model.put_value(*place, value)

    def _typed(self, typed: str) -> None:
        place = self._view.open_cell()
        if place is None:
            return
        row, column = place
        if self._model.kinds[column].spec.kind == "text" and typed == self._model.value(row, column):
            return
        self._model.type_text(row, column, typed)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row, column = index.row(), index.column()
        value = self._model.value(row, column)
        unread = self._model.unread.get(self._model.address(row, column), "")
        if isinstance(editor, TextInput):
            editor.place_text(value)
        elif isinstance(editor, LineInput):
            found = self._model.kinds[column].read(editor.text())
            same = editor.text() == unread if unread or found.problem else found.value == value
            if not same:
                editor.place_text(self._model.edit_text(row, column))
        elif isinstance(editor, Combo):
            editor.setCurrentIndex(max(0, editor.findData(value)))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Nothing is left to do: every keystroke was taken while typing."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect = QRect(option.rect)
        if isinstance(editor, (TextInput, Combo)):
            editor.setGeometry(rect.adjusted(0, 1, 0, -2))
        else:
            editor.setGeometry(QRect(rect.left(), rect.top() + 1, rect.width(), theme.px(ROW) - 3))

    # -- keys in an open cell --------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            pressed(event.reason())
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._close(watched)
            self._view.step(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(watched, TextInput) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                watched.textCursor().insertBlock()
                return True
            self._close(watched)
            if control:
                self._view.want_row()
            else:
                self._view.down()
        elif key == Qt.Key.Key_Escape:
            self._revert()
            self._close(watched)
        elif control and key == Qt.Key.Key_Delete:
            self._close(watched)
            self._view.want_removal()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and isinstance(watched, LineInput):
            self._close(watched)
            self._view.go(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _close(self, editor: QWidget) -> None:
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _revert(self) -> None:
        place = self._view.open_cell()
        if place is None:
            return
        value, unread = self._before
        if unread:
            self._model.type_text(*place, unread)
        else:
            self._model.put_value(*place, value)
