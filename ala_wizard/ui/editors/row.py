"""Short fields side by side under their labels; what is to be said about them stands below, across the whole width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.fields import LineEditor


class Flow(QLayout):
    """Items side by side from the left; those that do not fit go on below. One that expands takes what its line has left."""

    def __init__(self, parent: QWidget, across: int = 24, down: int = 16) -> None:
        super().__init__(parent)
        policy = parent.sizePolicy()
        policy.setHeightForWidth(True)
        parent.setSizePolicy(policy)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
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

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """Remembered until something inside changes: a page asks many times at every key."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

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
        y = rect.y()
        for line in self._lines(rect.width()):
            if y > rect.y():
                y += theme.px(self._down)
            x, tallest = rect.x(), 0
            spare = rect.width() - sum(width for _, width in line) - theme.px(self._across) * (len(line) - 1)
            for item, wish in line:
                width = wish
                if spare > 0 and item.expandingDirections() & Qt.Orientation.Horizontal:
                    width, spare = wish + spare, 0
                height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + theme.px(self._across)
                tallest = max(tallest, height)
            y += tallest
        return y - rect.y()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The items of each line with the width that they ask for."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        left = -1
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), room)
            if width > left:
                lines.append([])
                left = room
            lines[-1].append((item, width))
            left -= width + theme.px(self._across)
        return lines


class FieldRow(QWidget):
    """A line of labelled editors. Editors with a label of their own (a check box) stand without one above.

    The messages of several fields share the place below, so each begins with the label of its field.
    """

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
            message = editor.take_message()
            message.lead = words if len(fields) > 1 else ""
            column.addWidget(message)

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
        grows = isinstance(editor, LineEditor) and not editor.spec.size
        cell.setSizePolicy(QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        return cell
