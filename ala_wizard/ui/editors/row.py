"""Short fields side by side under their labels; what is to be said about them stands below, across the whole width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor

SHORT = frozenset({"money", "decimal", "count", "percent", "hours", "date", "time", "choice", "yesno", "row"})
"""Kinds of field that may stand side by side."""


class Flow(QLayout):
    """Items side by side from the left; those that do not fit go on below."""

    def __init__(self, parent: QWidget | None = None, across: int = 24, down: int = 16) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across, self._down = across, down
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, tallest = rect.x(), y + tallest + theme.px(self._down), 0
            height = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x += width + theme.px(self._across)
            tallest = max(tallest, height)
        return y + tallest - rect.y()


class FieldRow(QWidget):
    """A line of labelled editors. Editors with a label of their own (a check box) stand without one above."""

    def __init__(self, fields: Sequence[tuple[str, Editor]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[QLabel] = []
        strip = QWidget(self)
        flow = Flow(strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        for words, editor in fields:
            flow.addWidget(self._labelled(words, editor))
            column.addWidget(editor.take_message())
        policy = strip.sizePolicy()
        policy.setHeightForWidth(True)
        strip.setSizePolicy(policy)

    def _labelled(self, words: str, editor: Editor) -> QWidget:
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        if not editor.own_label:
            label = QLabel(words, cell)
            label.setBuddy(editor.focus_widget())
            self.labels.append(label)
            column.addWidget(label)
        column.addWidget(editor)
        column.addStretch(1)
        cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        return cell
