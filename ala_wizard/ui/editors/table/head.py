"""Heads of the columns: small, two lines at most, standing on a line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ala_wizard.ui import theme
from ala_wizard.ui.editors.table.measure import PAD, draw
from ala_wizard.ui.editors.table.model import RowsModel


class Head(QHeaderView):
    """The heads of one table. The widths come from the view; nobody drags them."""

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self._height = theme.px(34)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_height(self, height: int) -> None:
        """As high as the highest head."""
        self._height = height
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        paint_head(painter, rect, self._rows, logicalIndex)


def paint_head(painter: QPainter, rect: QRect, model: RowsModel, column: int) -> None:
    """One head: words at the bottom, the line below."""
    painter.save()
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("ink2"))
    words = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    room = rect.adjusted(theme.px(PAD), 0, -theme.px(PAD), -theme.px(7))
    draw(painter, room, words, right=model.is_right(column), bottom=True)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line2"))
    painter.restore()
