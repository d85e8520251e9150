"""The list of steps at the left: where one is, and how far each step honestly is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ala_wizard.content.schema import Part
from ala_wizard.content.texts import text
from ala_wizard.flow.steps import StepState
from ala_wizard.ui import icons, theme

ROW = 34
"""Height of a row in px at 100 %, where there is room."""
NAMED, LEAST, SCROLLED = 26, 24, 30
"""Rows draw together so far with the names of the groups, so far without them, if all steps then can be seen.
In a window too low even for that they have the last height, and scroll."""
THIN = 5
"""Height of a group where its name would put a step out of sight: a line between the steps says enough."""
RAIL = 120
"""Narrower than this (px at 100 %) there is no room for names."""
MARK_AT = 26
"""Where the marks of the steps stand, px at 100 % from the left."""
Index = QModelIndex | QPersistentModelIndex
STATE = Qt.ItemDataRole.UserRole + 1
ENTRY = Qt.ItemDataRole.UserRole + 2
PAGES = Qt.ItemDataRole.UserRole + 3


def state_words(state: StepState, step: str) -> str:
    """The word at the right of a step: „leer“, „2 offen“, nothing when complete."""
    if step == "pruefung":
        return text("schritte.punkte" if state.open != 1 else "schritte.ein_punkt", count=state.open) if state.open else ""
    if state.state == "leer":
        return text("schritte.leer")
    return text("schritte.offen", count=state.open) if state.state in ("begonnen", "ohne") and state.open else ""


class StepModel(QAbstractListModel):
    """Group names and steps in one list; group names cannot be chosen."""

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Part | str] = []
        group = "start"
        for part in parts:
            if part.group != group:
                group = part.group
                self.entries.append(text(f"schritte.gruppe_{group}"))
            self.entries.append(part)
        self._states: dict[str, StepState] = {}
        self._pages: tuple[str, int, int, int] | None = None
        """Length of the Konzept in words, its pages, the least and the most that are wanted."""

    def show_states(self, states: Mapping[str, StepState]) -> None:
        """Show these states."""
        if dict(states) != self._states:
            self._states = dict(states)
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def show_pages(self, pages: int, low: int, high: int) -> None:
        """Say beside the group of the Konzept how long it is, and how long it should be."""
        said = (text("umfang.ganz" if pages != 1 else "umfang.ganz_eine", pages=pages, low=low, high=high), pages, low, high)
        if said != self._pages:
            self._pages = said
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def state(self, step: str) -> StepState:
        """The state of a step."""
        return self._states.get(step, StepState("leer"))

    def place(self, step: str) -> int:
        """The row of a step."""
        return next(place for place, entry in enumerate(self.entries) if isinstance(entry, Part) and entry.step == step)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if isinstance(entry, str):
            return self._group(entry, role)
        state = self.state(entry.step)
        if role == STATE:
            return state
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.number} {entry.short}" if entry.number else entry.short
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = state_words(state, entry.step) or (text("schritte.vollstaendig") if state.state == "vollstaendig" else "")
            name = f"{entry.number} {entry.title}" if entry.number else entry.title
            return f"{name}, {words}" if words else name
        return None

    def _group(self, name: str, role: int) -> Any:
        """The name of a group; that of the Konzept knows how long the Konzept is."""
        pages = self._pages if name == text("schritte.gruppe_konzept") else None
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == PAGES:
            return pages
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text("umfang.gruppe", pages=pages[1], low=pages[2], high=pages[3]) if pages is not None else name
        if role == Qt.ItemDataRole.ToolTipRole and pages is not None:
            return text("umfang.rahmen", pages=pages[1], low=pages[2], high=pages[3])
        return None


class _Delegate(QStyledItemDelegate):
    """Draws one step: mark, number, name, state word."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        if not isinstance(view, StepList):
            return QSize(theme.px(200), theme.px(ROW))
        thin = view.thin and isinstance(index.data(ENTRY), str)
        return QSize(theme.px(200), theme.px(THIN) if thin else view.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        view = self.parent()
        px = theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        narrow = rect.width() < px(RAIL)
        if isinstance(entry, str) and (narrow or rect.height() <= px(THIN)):
            side = px(14) if narrow else px(24)
            painter.fillRect(QRectF(rect.x() + side, round(rect.center().y()), rect.width() - 2 * side, 1), theme.color("line"))
            painter.restore()
            return
        if isinstance(entry, str):
            painter.setFont(theme.font("small_bold"))
            painter.setPen(theme.color("ink2"))
            lower = max(0.0, rect.height() - painter.fontMetrics().height()) / 3  # a name is nearer to its steps than to those above
            painter.drawText(rect.adjusted(px(24), lower, 0, lower), left, entry)
            pages = index.data(PAGES)
            if pages is not None:
                words, count, low, high = pages
                painter.setFont(theme.font("small"))
                painter.setPen(theme.color("ink2" if low <= count <= high else "warn"))
                painter.drawText(rect.adjusted(0, lower, -px(24), lower), right, words)
            painter.restore()
            return
        state: StepState = index.data(STATE)
        current = isinstance(view, QListView) and view.currentIndex() == index
        if current:
            side = px(6) if narrow else px(12)
            box = rect.adjusted(side, px(1), -side, -px(1))
            painter.setPen(QPen(theme.color("accent"), px(2)) if theme.current().name == "contrast" else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(box, px(7), px(7))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            above = min(px(8), rect.height() / 5)
            painter.drawRoundedRect(QRectF(side, rect.y() + above, px(4), rect.height() - 2 * above), px(2), px(2))
            if isinstance(view, QListView) and view.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), px(2)))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(7), px(7))
        ink = theme.color("soft_ink" if current else "ink")
        mark = px(14) if narrow else px(16)
        icons.paint_state(painter, QRectF(px(38) if narrow else px(MARK_AT), rect.center().y() - mark / 2, mark, mark), state.state)
        if narrow and entry.number:
            painter.setPen(ink)
            painter.setFont(theme.font("bold" if current else "body"))
            painter.drawText(QRectF(px(12), rect.y(), px(22), rect.height()), right, str(entry.number))
        elif narrow:
            icons.paint(painter, entry.icon or "file", QRectF(px(14), rect.center().y() - px(9), px(18), px(18)), ink)
        else:
            painter.setPen(ink)
            painter.setFont(theme.font("bold" if current else "body"))
            start = px(50)
            if entry.number:
                painter.drawText(QRectF(px(46), rect.y(), px(20), rect.height()), right, str(entry.number))
                start = px(74)
            words = state_words(state, entry.step)
            small = theme.font("small_bold" if current else "small")
            painter.drawText(QRectF(start, rect.y(), rect.width() - start - px(20), rect.height()), left, entry.short)
            painter.setFont(small)
            painter.setPen(theme.color("warn" if state.state == "begonnen" else "ink2"))
            painter.drawText(QRectF(start, rect.y(), rect.width() - start - px(24), rect.height()), right, words)
        painter.restore()


class StepList(QListView):
    """The steps; choosing one goes there."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_height = theme.px(ROW)
        self.thin = False
        """Are the groups told apart by lines only?"""
        self.lent = 0
        """Px of the list's place that another line takes now, and would give back."""
        self.steps = StepModel(parts, self)
        self.setModel(self.steps)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(text("schritte.name"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("no_ring", True)
        self._showing = False
        self.selectionModel().currentChanged.connect(self._moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_rows()
        super().resizeEvent(event)

    def _fit_rows(self) -> None:
        """Let the rows draw together so that no step is out of sight, as long as each can still be read and hit."""
        room, entries = self.height() + self.lent, self.steps.entries
        groups = sum(isinstance(entry, str) for entry in entries)
        each, bare = room // len(entries), (room - groups * theme.px(THIN)) // (len(entries) - groups)
        narrow = self.width() < theme.px(RAIL)
        thin = narrow or (each < theme.px(NAMED) and bare >= theme.px(LEAST))
        least, most = theme.px(LEAST if thin else NAMED), theme.px(NAMED if thin and not narrow else ROW)
        room_each = bare if thin else each
        wanted = min(room_each, most) if room_each >= least else theme.px(SCROLLED)
        if (wanted, thin) != (self.row_height, self.thin):
            self.row_height, self.thin = wanted, thin
            self.scheduleDelayedItemsLayout()

    def below(self, more: int = 0) -> int:
        """How many steps lie out of sight below; `more` px of height are thought to be there as well."""
        edge = self.viewport().height() + more
        rows = (place for place, entry in enumerate(self.steps.entries) if isinstance(entry, Part))
        return sum(self.visualRect(self.steps.index(place)).center().y() > edge for place in rows)

    def show_step(self, step: str) -> None:
        """Mark a step as the current one."""
        self._showing = True
        self.setCurrentIndex(self.steps.index(self.steps.place(step)))
        self.scrollTo(self.currentIndex())
        self._showing = False
        self.viewport().update()

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = current.data(ENTRY)
        if isinstance(entry, Part) and not self._showing:
            self.chosen.emit(entry.step)
