"""One point of a checklist, folded: mark, words, who and until when. Drawn by itself, so that a page of many is there at once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ala_wizard.ui import folded, icons, theme

MARK = 18
LEFT = 8
WORDS = 44
"""Px at 100 % from the left edge to the words."""
RIGHT = 40
PAD = 11
GAP = 2
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class CheckRow(QAbstractButton):
    """Enter or a click folds the point out; Space or a click on its mark ticks it."""

    ticked = Signal()
    entered = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self._detail, self._token, self._state, self._open = "", "ink2", "leer", False
        self._heights: dict[int, int] = {}
        folded.tell(self, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def detail(self) -> str:
        """The small second line."""
        return self._detail

    @property
    def state(self) -> str:
        """The mark shown, one of `icons.STATES`."""
        return self._state

    def show_point(self, state: str, detail: str, token: str) -> None:
        """Show mark and second line; `token` is the colour of the words in it."""
        if (state, detail, token) == (self._state, self._detail, self._token):
            return
        if bool(detail) != bool(self._detail) or detail != self._detail:
            self._heights.clear()
            self.updateGeometry()
        self._state, self._detail, self._token = state, detail, token
        self.update()

    def set_open(self, opened: bool) -> None:
        """Turn the sign at the right."""
        self._open = opened
        folded.tell(self, opened)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            inner = max(1, width - theme.px(WORDS + RIGHT))
            high = 2 * theme.px(PAD) + _height("body", self.text(), inner)
            if self._detail:
                high += theme.px(GAP) + _height("small", self._detail, inner)
            self._heights[width] = max(high, theme.px(48))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), next(iter(self._heights.values()), theme.px(48)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(48))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._heights.clear()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.ticked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or key == (Qt.Key.Key_Left if self._open else Qt.Key.Key_Right):
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_mark(self, at: QPoint) -> bool:
        return at.x() < theme.px(WORDS - 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and self.rect().contains(event.position().toPoint()) and self._on_mark(event.position().toPoint()):
            self.setDown(False)
            self.ticked.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, 0, -1), theme.px(6), theme.px(6))
        side, pad = theme.px(MARK), theme.px(PAD)
        line = QFontMetrics(theme.font("body")).lineSpacing()
        mark = QRectF(theme.px(LEFT), pad + (line - side) / 2, side, side)
        if self._state == "ohne":  # does not apply: a dash instead of a tick, so that it is told from done without colour
            icons.paint(painter, "minus", mark, theme.color("ink2"))
        else:
            icons.paint_state(painter, mark, self._state)
        left, inner = theme.px(WORDS), max(1, self.width() - theme.px(WORDS + RIGHT))
        high = _height("body", self.text(), inner)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("ink"))
        painter.drawText(QRect(left, pad, inner, high), int(_WRAP), self.text())
        if self._detail:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color(self._token))
            below = pad + high + theme.px(GAP)
            painter.drawText(QRect(left, below, inner, self.height() - below), int(_WRAP), self._detail)
        sign = theme.px(18)
        place = QRectF(self.width() - sign - theme.px(10), pad + (line - sign) / 2, sign, sign)
        icons.paint(painter, "chevron-up" if self._open else "chevron-down", place, theme.color("ink2"))
        if not self._open:
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color("line"))
        painter.end()

    def enterEvent(self, event: QEvent) -> None:
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.entered.emit()


def _height(role: str, words: str, width: int) -> int:
    """The height of wrapped words. Most points fit on one line: those are measured once."""
    metrics = _metrics(theme.current().name, theme.current().scale, role)
    if _length(theme.current().scale, role, words) <= width:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, width, 100_000), int(_WRAP), words).height()


@lru_cache(maxsize=16)
def _metrics(_name: str, _scale: float, role: str) -> QFontMetrics:
    return QFontMetrics(theme.font(role))


@lru_cache(maxsize=512)
def _length(_scale: float, role: str, words: str) -> int:
    return QFontMetrics(theme.font(role)).horizontalAdvance(words) + 2
