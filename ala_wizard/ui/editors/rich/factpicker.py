"""Which fact to put into the text: all facts of the case in groups, with their values, to be searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ala_wizard.content.texts import text
from ala_wizard.flow.search import fold
from ala_wizard.ui import theme
from ala_wizard.ui.editors.inputs import LineInput
from ala_wizard.ui.editors.rich.popup import Popup
from ala_wizard.ui.kit import Words

WIDTH = 480
ROW, HEAD, ROWS = 34, 34, 9
_FACT = Qt.ItemDataRole.UserRole + 1
_VALUE, _MISSING = _FACT + 1, _FACT + 2


@dataclass(frozen=True)
class Entry:
    """A fact as it is offered."""

    fact: str
    group: str
    label: str
    value: str
    missing: bool


class _Painter(QStyledItemDelegate):
    """The name left, the value right; heads small and bold."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(100), theme.px(ROW if index.data(_FACT) else HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room: QRect = option.rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        if not index.data(_FACT):
            painter.setFont(theme.font("small_bold"))
            painter.setPen(theme.color("ink2"))
            painter.drawText(room.adjusted(0, 0, 0, -theme.px(4)), Qt.AlignmentFlag.AlignBottom, str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(option.rect.toRectF().adjusted(0.5, 1.5, -0.5, -1.5), theme.px(6), theme.px(6))
        painter.setFont(theme.font("body"))
        value = text("schreiben_angabe.fehlt") if index.data(_MISSING) else str(index.data(_VALUE))
        measure = painter.fontMetrics()
        label = str(index.data())
        wide = min(measure.horizontalAdvance(value), room.width() - min(measure.horizontalAdvance(label), room.width() // 2) - theme.px(16))
        painter.setPen(theme.color("warn" if index.data(_MISSING) else "soft_ink" if chosen else "ink2"))
        right = QRect(room.right() - wide, room.top(), wide + 1, room.height())
        painter.drawText(
            right,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            measure.elidedText(value, Qt.TextElideMode.ElideRight, wide + 1),
        )
        painter.setPen(theme.color("soft_ink" if chosen else "ink"))
        left = room.adjusted(0, 0, -wide - theme.px(16), 0)
        painter.drawText(
            left,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            measure.elidedText(label, Qt.TextElideMode.ElideRight, left.width()),
        )
        painter.restore()


class FactPicker(Popup):
    """Search above, list below; Enter takes the marked one."""

    chosen = Signal(str)
    """ID of the fact."""
    given_up = Signal(str)
    """Closed without a choice; what stood in the search."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(text("schreiben_angabe.titel"), WIDTH, parent)
        self._entries = entries
        self._taken = False
        self.search = LineInput(self)
        self.search.setPlaceholderText(text("schreiben_angabe.suchen"))
        self.search.setAccessibleName(text("schreiben_angabe.suchen"))
        self.model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setAccessibleName(text("schreiben_angabe.liste"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(False)
        self.list.setFixedHeight(theme.px(ROW * ROWS + HEAD))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._nothing = Words(text("schreiben_angabe.nichts"), "second", parent=self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setFixedHeight(self.list.height())
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self.body.addWidget(self._nothing)
        self.search.textChanged.connect(self._fill)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._take)
        self._fill()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        if self.search.text().endswith("}"):
            self._end_brace()
            return
        wanted = fold(self.search.text()).split()
        self.model.clear()
        group = ""
        for entry in self._entries:
            if not all(word in fold(f"{entry.group} {entry.label} {entry.value} {entry.fact}") for word in wanted):
                continue
            if entry.group != group:
                group = entry.group
                head = QStandardItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.model.appendRow(head)
            self.model.appendRow(_item(entry))
        found = self.model.rowCount() > 0
        self.list.setVisible(found)
        self._nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.model.index(1, 0))
            self.list.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self._step(1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """In the list: letters go on with the search, and so does the way up from the first entry."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        first = event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 1
        typed = event.text() if event.text().isprintable() else ""
        if not first and not typed:
            return False
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        if typed:
            self.search.insert(typed)
        return True

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while 0 <= row < self.model.rowCount() and not self.model.index(row, 0).data(_FACT):
            row += by
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def _take(self, index: QModelIndex) -> None:
        fact = index.data(_FACT) if index.isValid() else None
        if fact and self.list.isVisible():
            self._taken = True
            self.close()
            self.chosen.emit(str(fact))

    def _end_brace(self) -> None:
        """The brace was closed by hand: a fact that is called so is taken, anything else stays as typed."""
        name = self.search.text().removesuffix("}").strip().casefold()
        known = next((entry.fact for entry in self._entries if name in (entry.fact, entry.label.casefold())), None)
        self._taken = known is not None
        self.close()
        if known is not None:
            self.chosen.emit(known)

    def _give_up(self) -> None:
        if not self._taken:
            self._taken = True
            self.given_up.emit(self.search.text())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._give_up()


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.label)
    item.setData(entry.fact, _FACT)
    item.setData(entry.value, _VALUE)
    item.setData(entry.missing, _MISSING)
    value = text("schreiben_angabe.fehlt") if entry.missing else entry.value
    item.setData(text("schreiben_angabe.eintrag", group=entry.group, label=entry.label, value=value), Qt.ItemDataRole.AccessibleTextRole)
    return item
