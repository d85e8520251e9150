"""One block of the timetable: it can be clicked, dragged, stretched, and moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.farm import WeekEntry
from ala_wizard.ui import theme

EDGE = 6
"""Px at 100 % at the upper and the lower end that stretch instead of moving."""
LOOKS: dict[str, tuple[str, str]] = {
    "arbeit": ("soft", "accent"),
    "massnahme": ("info_soft", "chart3"),
    "pause": ("sunken", "line2"),
    "ankommen": ("surface", "line2"),
    "": ("warn_soft", "warn_mark"),
}
"""Ground and bar of each kind; the words say it too."""
SIDE, GAP = 8, 3


class Block(QAbstractButton):
    """Shows one entry. What the mouse wants is told; the grid does it."""

    dragged = Signal(str, QPoint)
    """(which part: `move`, `start` or `end`; how far, px)."""
    dropped = Signal(str, QPoint)
    cancelled = Signal()
    keyed = Signal(QKeyEvent)
    menu_wanted = Signal(QPoint)
    edit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = WeekEntry()
        self._words = self._kind = self._short = ""
        self._times = ""
        self._from: QPoint | None = None
        self._part = ""
        self._moving = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setAccessibleDescription(text("woche.block_hilfe"))

    def show_entry(self, entry: WeekEntry, day: str, kind: str, times: str) -> None:
        """Show an entry: the words for its day, its kind and its times."""
        self.entry = entry
        self._kind = kind
        self._times = times
        self._words = entry.activity.strip() or kind or text("woche.ohne_wort")
        self._short = text(f"woche.kurz_{entry.kind}") if entry.kind else ""
        said = kind if kind and kind.casefold() not in self._words.casefold() else ""
        self.setAccessibleName(
            text("woche.block_name", day=day, times=times, words=", ".join(part for part in (self._words, said) if part))
        )
        self.setToolTip(self.accessibleName())
        self.update()

    @property
    def words(self) -> str:
        """What is written in the block."""
        return self._words

    # -- painting --------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, bar = LOOKS.get(self.entry.kind, LOOKS[""])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = theme.color(bar if self.underMouse() or self._moving or theme.current().name == "contrast" else "line")
        painter.setPen(QPen(outline, 1))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(area, theme.px(4), theme.px(4))
        strip = QRectF(area.left(), area.top(), theme.px(4), area.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(bar))
        painter.drawRoundedRect(strip, theme.px(2), theme.px(2))
        self._write(painter)
        painter.end()

    def _write(self, painter: QPainter) -> None:
        """The words in as many lines as have room, then the kind where the words do not say it, then the times."""
        bold, plain = theme.font("small_bold"), theme.font("small")
        room = self.rect().adjusted(theme.px(SIDE + 2), theme.px(GAP), -theme.px(4), -1)
        height = QFontMetrics(plain).height()
        if room.height() < height:
            room = self.rect().adjusted(theme.px(SIDE + 2), 0, -theme.px(4), 0)
        lines = max(1, room.height() // height)
        times = self._times if lines > 1 or self._moving else ""
        notes = (
            [note for note in (self._short if self._said_by_kind() else "", times) if note][: lines - 1] if not self._moving else [times]
        )
        words = _wrapped(self._words, QFontMetrics(bold), room.width(), max(1, lines - len(notes)))
        top = room.top() if lines > 1 else room.top() + max(0, (room.height() - height) // 2)
        painter.setPen(theme.color("ink"))
        painter.setFont(bold)
        for line in words:
            painter.drawText(
                QRect(room.left(), top, room.width(), height), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line
            )
            top += height
        painter.setPen(theme.color("ink2"))
        painter.setFont(plain)
        for note in notes:
            line = QFontMetrics(plain).elidedText(note, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(
                QRect(room.left(), top, room.width(), height), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line
            )
            top += height

    def _said_by_kind(self) -> bool:
        """Work needs no second word; other kinds do, unless the activity says it."""
        return self.entry.kind not in ("arbeit", "") and self._short.casefold() not in self._words.casefold()

    # -- mouse -----------------------------------------------------------------

    def _part_at(self, at: QPoint) -> str:
        edge = min(theme.px(EDGE), self.height() // 4)
        return "start" if at.y() < edge else "end" if at.y() >= self.height() - edge else "move"

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._from, self._part = event.globalPosition().toPoint(), self._part_at(event.position().toPoint())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            shape = Qt.CursorShape.SizeAllCursor if self._part_at(event.position().toPoint()) == "move" else Qt.CursorShape.SizeVerCursor
            self.setCursor(shape)
            return
        far = event.globalPosition().toPoint() - self._from
        if not self._moving and far.manhattanLength() < QApplication.startDragDistance():
            return
        self._moving = True
        self.raise_()
        self.dragged.emit(self._part, far)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._from is None:
            return
        far, moved = event.globalPosition().toPoint() - self._from, self._moving
        self._from, self._moving = None, False
        if moved:
            self.dropped.emit(self._part, far)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = None
            self.edit_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.menu_wanted.emit(event.globalPos())

    # -- keys ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._moving:
            self._from, self._moving = None, False
            self.cancelled.emit()
            return
        self.keyed.emit(event)
        if not event.isAccepted():
            QWidget.keyPressEvent(self, event)

    def click(self) -> None:
        """What a screen reader does when it presses the block."""
        self.edit_wanted.emit()


def _wrapped(words: str, metrics: QFontMetrics, width: int, lines: int) -> list[str]:
    """Words in at most so many lines; what has no room ends in dots (the tooltip and the list have all of it)."""
    found: list[str] = []
    rest = words.split()
    while rest and len(found) < lines:
        line = rest.pop(0)
        while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= width:
            line = f"{line} {rest.pop(0)}"
        if len(found) == lines - 1 and rest:
            line = f"{line} {' '.join(rest)}"
        found.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
    return found
