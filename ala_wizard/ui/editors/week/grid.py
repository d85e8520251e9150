"""The timetable: days across, hours down. Blocks are drawn by mouse and moved by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from ala_wizard.calc import wochenplan
from ala_wizard.calc.wochenplan import Entries, Span, span, spoken
from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.model.farm import Day, WeekEntry
from ala_wizard.model.german import format_decimal
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import reveal
from ala_wizard.ui.editors.week.block import Block

STEP = 15
"""Minutes that mouse and keys move by."""
CATCH = 7
"""Px at 100 % within which a dragged edge catches the edge of another block."""
GUTTER = 52
"""Px at 100 % for the hours at the left."""
DAY_WIDTH = 92
"""Px at 100 % that a day needs at least."""
HOUR, HOUR_MOST = 48, 84
"""Px at 100 % of an hour: the shortest block decides in between."""
LINE = 27
"""Px at 100 % that the shortest block wants: a line of text, and room enough to be hit."""
FIRST, LAST = 8 * 60, 16 * 60
"""Minutes shown at least."""
CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def times_of(start: int, end: int) -> str:
    """A time span in words of a timetable: 8:00–9:30."""
    return text("woche.zeit", start=spoken(start), end=spoken(end))


class WeekGrid(QWidget):
    """One Tab stop. Inside, arrows go from block to block."""

    changed = Signal(object, str, str)
    """(entries, edit key, name for undo)."""
    entry_focused = Signal(str)
    """ID of the entry that has the focus; "" for the empty grid."""
    edit_wanted = Signal(str)
    copy_wanted = Signal(str, object)
    """(day to copy, days to copy it to)."""

    def __init__(self, content: Content, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.entries: Entries = ()
        self.days: tuple[Day, ...] = wochenplan.WORKDAYS
        self.blocks: dict[str, Block] = {}
        self.current = ""
        self._wanted = ""
        self._drawn: tuple[Day, int, int] | None = None
        self._preview: WeekEntry | None = None
        self._first, self._last = FIRST, LAST
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(text("woche.hilfe"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # -- what is shown ---------------------------------------------------------

    def set_entries(self, entries: Entries, days: tuple[Day, ...]) -> None:
        """Show these entries on these days."""
        self.entries, self.days = entries, days
        there = wochenplan.placed(entries)
        spans = [span(entry) or (FIRST, LAST) for entry in there]
        self._first = min([FIRST, *(start // 60 * 60 for start, _ in spans)])
        self._last = max([LAST, *(-(-end // 60) * 60 for _, end in spans)])
        held = self.focused_id()
        for row in [row for row in self.blocks if row not in {entry.id for entry in there}]:
            gone = self.blocks.pop(row)
            gone.hide()
            gone.deleteLater()
        for entry in there:
            block = self.blocks.get(entry.id) or self._new_block(entry.id)
            start, end = span(entry) or (0, 0)
            kind = self._content.label("week_kind", entry.kind) if entry.kind else ""
            block.show_entry(entry, self.day_name(entry.day), kind, times_of(start, end))
        if self.current not in self.blocks:
            self.current = there[0].id if there else ""
        self._show_stop()
        if self._wanted in self.blocks:
            self.current, self._wanted = self._wanted, ""
            self._place()
            self.focus_block(self.current)
        elif held and held not in self.blocks and self.isVisible():
            self._place()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        hours = wochenplan.hours(entries)
        self.setAccessibleName(text("woche.name", count=len(there), hours=format_decimal(hours, 2)))
        self.setMinimumWidth(theme.px(GUTTER) + len(self.days) * theme.px(DAY_WIDTH if len(self.days) < 6 else 78))
        self.updateGeometry()
        self._place()
        self.update()

    def day_name(self, day: str) -> str:
        """The word for a day."""
        return self._content.label("day", day)

    def focused_id(self) -> str:
        """The entry whose block has the focus."""
        return next((row for row, block in self.blocks.items() if block.hasFocus()), "")

    def select_next(self, row_id: str) -> None:
        """The entry that is to have the focus as soon as it is there."""
        self._wanted = row_id

    def focus_block(self, row_id: str) -> bool:
        """Put the focus on a block and bring it into sight. False when it is not there."""
        block = self.blocks.get(row_id)
        if block is None:
            return False
        block.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self, block.geometry())
        return True

    def _new_block(self, row_id: str) -> Block:
        block = Block(self)
        block.dragged.connect(lambda part, far: self._drag(row_id, part, far))
        block.dropped.connect(lambda part, far: self._drop(row_id, part, far))
        block.cancelled.connect(self._stop_drag)
        block.keyed.connect(lambda event: self._key(row_id, event))
        block.menu_wanted.connect(lambda at: self._menu(row_id, at))
        block.edit_wanted.connect(lambda: self.edit_wanted.emit(row_id))
        block.installEventFilter(self)
        block.show()
        self.blocks[row_id] = block
        return block

    # -- measures --------------------------------------------------------------

    @property
    def hour_height(self) -> int:
        """Px of an hour: so high that the shortest block has a line of text."""
        shortest = min((end - start for entry in self.entries if (found := span(entry)) for start, end in [found]), default=60)
        return theme.px(max(HOUR, min(HOUR_MOST, LINE * 60 / max(shortest, 1))))

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), (self._last - self._first) * self.hour_height // 60 + theme.px(12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def day_rect(self, place: int) -> QRect:
        """Where a day stands, by its place among the days shown."""
        room = self.width() - theme.px(GUTTER)
        left = theme.px(GUTTER) + room * place // len(self.days)
        return QRect(left, 0, theme.px(GUTTER) + room * (place + 1) // len(self.days) - left, self.height())

    def y_of(self, at: int) -> int:
        """Px of a time."""
        return theme.px(6) + (at - self._first) * self.hour_height // 60

    def time_at(self, y: int) -> int:
        """The time at a place, in whole steps."""
        at = self._first + (y - theme.px(6)) * 60 / self.hour_height
        return max(0, min(wochenplan.DAY_END - 1, round(at / STEP) * STEP))

    def day_at(self, x: int) -> Day:
        """The day at a place."""
        room = max(1, self.width() - theme.px(GUTTER))
        place = (x - theme.px(GUTTER)) * len(self.days) // room
        return self.days[max(0, min(place, len(self.days) - 1))]

    def _place(self) -> None:
        """Every block where it belongs; blocks that overlap stand beside each other."""
        entries = [self._preview if self._preview and self._preview.id == entry.id else entry for entry in self.entries]
        for number, day in enumerate(self.days):
            here = wochenplan.placed(entries, day)
            side_by_side = wochenplan.lanes(here)
            area = self.day_rect(number).adjusted(theme.px(3), 0, -theme.px(3), 0)
            for entry in here:
                block = self.blocks.get(entry.id)
                start, end = span(entry) or (0, 0)
                if block is None:
                    continue
                lane, count = side_by_side[entry.id]
                width = area.width() // count
                top, bottom = self.y_of(start), self.y_of(end)
                block.setGeometry(area.left() + lane * width, top + 1, width - (1 if count > 1 else 0), max(theme.px(12), bottom - top - 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self._place()

    # -- painting --------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        metrics = QFontMetrics(theme.font("small"))
        for at in range(self._first, self._last + 1, 60):
            y = self.y_of(at)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(theme.px(GUTTER), y, self.width(), y)
            painter.setPen(theme.color("ink2"))
            box = QRect(0, y - metrics.height() // 2, theme.px(GUTTER - 8), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text("woche.stunde", hour=at // 60))
        painter.setPen(QPen(theme.color("line"), 1))
        for place in range(len(self.days) + 1):
            x = theme.px(GUTTER) + (self.width() - theme.px(GUTTER)) * place // len(self.days)
            painter.drawLine(min(x, self.width() - 1), self.y_of(self._first), min(x, self.width() - 1), self.y_of(self._last))
        if not self.blocks and self._drawn is None:
            painter.setPen(theme.color("ink2"))
            painter.setFont(theme.font("body"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            room = QRect(theme.px(GUTTER + 60), 0, self.width() - theme.px(GUTTER + 120), self.height())
            said = painter.boundingRect(room, flags, text("woche.leer"))
            painter.fillRect(said.adjusted(-theme.px(16), -theme.px(12), theme.px(16), theme.px(12)), theme.color("surface"))
            painter.drawText(room, flags, text("woche.leer"))
        if self._drawn is not None:
            day, one, other = self._drawn
            start, end = sorted((one, other))
            area = self.day_rect(self.days.index(day)).adjusted(theme.px(3), 0, -theme.px(3), 0)
            area.setTop(self.y_of(start))
            area.setBottom(self.y_of(end))
            painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("soft"))
            painter.drawRect(area)
            painter.setFont(theme.font("small_bold"))
            painter.setPen(theme.color("ink"))
            painter.drawText(area.adjusted(theme.px(8), theme.px(2), 0, 0), Qt.AlignmentFlag.AlignLeft, times_of(start, end))
        painter.end()

    # -- focus -----------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Only the empty grid has the focus itself."""
        super().focusInEvent(event)
        self.entry_focused.emit("")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Block):
            self.current = watched.entry.id
            self._show_stop()
            self.entry_focused.emit(self.current)
        return False

    def _show_stop(self) -> None:
        """Tab stops once: at the block that had the focus last, at the grid itself while it is empty."""
        stop = self.blocks.get(self.current)
        for block in self.blocks.values():
            block.setFocusPolicy(Qt.FocusPolicy.StrongFocus if block is stop else Qt.FocusPolicy.ClickFocus)
        if self.focusProxy() is not stop:
            self.setFocusProxy(stop)  # type: ignore[arg-type]
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if stop is not None else Qt.FocusPolicy.StrongFocus)

    # -- drawing a new block ---------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and at.x() >= theme.px(GUTTER):
            time = self.time_at(at.y())
            self._drawn = (self.day_at(at.x()), time, time)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawn is not None:
            self._drawn = (self._drawn[0], self._drawn[1], self.time_at(event.position().toPoint().y()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawn is None or event.button() != Qt.MouseButton.LeftButton:
            return
        day, one, other = self._drawn
        self._drawn = None
        self.update()
        if abs(other - one) >= STEP:
            self.add(day, *sorted((one, other)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and at.x() >= theme.px(GUTTER):
            self._drawn = None
            day = self.day_at(at.x())
            start = self._first + int((at.y() - theme.px(6)) * 60 / self.hour_height) // STEP * STEP
            self.add(day, *wochenplan.free(self.entries, day, start))

    def add(self, day: Day, start: int, end: int) -> None:
        """A new block of work; its small form opens."""
        entries, made = wochenplan.added(self.entries, day, start, end)
        self.select_next(made.id)
        self.changed.emit(entries, f"add:{made.id}", text("woche.dazu", day=self.day_name(day)))
        self.edit_wanted.emit(made.id)

    def add_after(self, row_id: str = "") -> None:
        """A new block behind another one; without one in the day with the least."""
        entry = next((entry for entry in self.entries if entry.id == row_id and span(entry)), None)
        if entry is not None and entry.day:
            found = span(entry) or (0, 0)
            self.add(entry.day, *wochenplan.free(self.entries, entry.day, found[1]))
            return
        empty = next((day for day in self.days if not wochenplan.placed(self.entries, day)), self.days[0])
        self.add(empty, *wochenplan.free(self.entries, empty))

    # -- moving ----------------------------------------------------------------

    def _aim(self, row_id: str, part: str, far: QPoint) -> Entries:
        """The plan with a block where the mouse holds it."""
        entry = next((entry for entry in self.entries if entry.id == row_id), None)
        found = span(entry) if entry is not None else None
        if entry is None or found is None or not entry.day:
            return self.entries
        shift = far.y() * 60 / self.hour_height
        start, end = found
        if part == "start":
            return wochenplan.stretched(self.entries, row_id, start=self._caught(row_id, (entry.day,), start + shift))
        if part == "end":
            return wochenplan.stretched(self.entries, row_id, end=self._caught(row_id, (entry.day,), end + shift))
        place = self.days.index(entry.day)
        day = self.day_at(self.day_rect(place).center().x() + far.x())
        begin = self._caught(row_id, (day,), start + shift)
        ending = self._caught(row_id, (day,), end + shift)
        near_end = abs(ending - end - shift) < abs(begin - start - shift)
        return wochenplan.moved(self.entries, row_id, day, ending - (end - start) if near_end else begin)

    def _caught(self, row_id: str, days: Sequence[str], at: float) -> int:
        """A time that fits: the edge of another block if one is near, else a whole step."""
        reach = theme.px(CATCH) * 60 / self.hour_height
        edges = [edge for day in days for entry in wochenplan.placed(self.entries, day) if entry.id != row_id for edge in span(entry) or ()]
        near = min(edges, key=lambda edge: abs(edge - at), default=None)
        return near if near is not None and abs(near - at) <= reach else round(at / STEP) * STEP

    def _drag(self, row_id: str, part: str, far: QPoint) -> None:
        self._preview = next((entry for entry in self._aim(row_id, part, far) if entry.id == row_id), None)
        if self._preview is not None:
            start, end = span(self._preview) or (0, 0)
            kind = self._content.label("week_kind", self._preview.kind) if self._preview.kind else ""
            self.blocks[row_id].show_entry(self._preview, self.day_name(self._preview.day), kind, times_of(start, end))
        self._place()

    def _drop(self, row_id: str, part: str, far: QPoint) -> None:
        entries = self._aim(row_id, part, far)
        self._stop_drag()
        self._tell(entries, row_id, "geschoben")

    def _stop_drag(self) -> None:
        self._preview = None
        self.set_entries(self.entries, self.days)

    def _tell(self, entries: Entries, row_id: str, deed: str) -> None:
        """A deed on one block; its words stand in the texts. The same deed again without a pause is the same step of undo."""
        if entries == self.entries:
            return
        self.select_next(row_id)
        self.changed.emit(entries, f"{deed}:{row_id}", text(f"woche.{deed}"))

    # -- keys ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the empty grid."""
        if event.key() in (Key.Key_Return, Key.Key_Enter, Key.Key_Insert):
            self.add_after()
            return
        super().keyPressEvent(event)

    def _key(self, row_id: str, event: QKeyEvent) -> None:
        entry = next((entry for entry in self.entries if entry.id == row_id), None)
        found = span(entry) if entry is not None else None
        key, held = Key(event.key()), event.modifiers() & (CONTROL | ALT | SHIFT)
        event.setAccepted(entry is not None and found is not None and self._act(entry, found, key, held))

    def _act(self, entry: WeekEntry, found: Span, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Do what a key means on a block. False when it means nothing here."""
        none = Qt.KeyboardModifier.NoModifier
        up_down = {Key.Key_Up: -STEP, Key.Key_Down: STEP}
        if held == none and key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End):
            self._walk(entry, key)
        elif held == ALT and key in up_down:
            self._tell(wochenplan.stretched(self.entries, entry.id, end=found[1] + up_down[key]), entry.id, "ende_anders")
        elif held == ALT | SHIFT and key in up_down:
            self._tell(wochenplan.stretched(self.entries, entry.id, start=found[0] + up_down[key]), entry.id, "beginn_anders")
        elif held == CONTROL and key in up_down:
            assert entry.day
            self._tell(wochenplan.moved(self.entries, entry.id, entry.day, found[0] + up_down[key]), entry.id, "geschoben")
        elif held == CONTROL and key in (Key.Key_Left, Key.Key_Right):
            place = self.days.index(entry.day) + (1 if key == Key.Key_Right else -1) if entry.day in self.days else 0
            day = self.days[max(0, min(place, len(self.days) - 1))]
            self._tell(wochenplan.moved(self.entries, entry.id, day, found[0]), entry.id, "geschoben")
        elif (held == none and key == Key.Key_Insert) or (held == CONTROL and key in (Key.Key_Return, Key.Key_Enter)):
            self.add_after(entry.id)
        elif held == none and key in (Key.Key_Return, Key.Key_Enter, Key.Key_F2, Key.Key_Space):
            self.edit_wanted.emit(entry.id)
        elif held == none and key in (Key.Key_Delete, Key.Key_Backspace):
            self.remove(entry.id)
        elif held == none and key == Key.Key_Menu:
            self._menu(entry.id, self.blocks[entry.id].mapToGlobal(QPoint(8, 8)))
        else:
            return False
        return True

    def remove(self, row_id: str) -> None:
        """Take a block away; the focus goes to its neighbour."""
        there = wochenplan.placed(self.entries)
        place = next((number for number, entry in enumerate(there) if entry.id == row_id), -1)
        if place < 0:
            return
        left = [entry for entry in there if entry.id != row_id]
        day = self.day_name(there[place].day)
        if left:
            self.select_next(left[min(place, len(left) - 1)].id)
        self.changed.emit(wochenplan.without(self.entries, row_id), f"remove:{row_id}", text("woche.weg", day=day))

    def _walk(self, entry: WeekEntry, key: Qt.Key) -> None:
        here = wochenplan.placed(self.entries, entry.day)
        place = next(number for number, one in enumerate(here) if one.id == entry.id)
        if key in (Key.Key_Up, Key.Key_Down):
            target = here[max(0, min(place + (1 if key == Key.Key_Down else -1), len(here) - 1))]
        elif key in (Key.Key_Home, Key.Key_End):
            target = here[0 if key == Key.Key_Home else -1]
        else:
            order = [day for day in wochenplan.DAYS if wochenplan.placed(self.entries, day)]
            number = order.index(entry.day) + (1 if key == Key.Key_Right else -1)
            if not 0 <= number < len(order):
                return
            start = (span(entry) or (0, 0))[0]
            target = min(wochenplan.placed(self.entries, order[number]), key=lambda one: abs((span(one) or (0, 0))[0] - start))
        self.focus_block(target.id)

    # -- menus -----------------------------------------------------------------

    def _menu(self, row_id: str, at: QPoint) -> None:
        entry = next((entry for entry in self.entries if entry.id == row_id), None)
        if entry is None or not entry.day:
            return
        menu = QMenu(self)
        menu.addAction(text("woche.aendern"), lambda: self.edit_wanted.emit(row_id))
        kinds = menu.addMenu(text("woche.art"))
        for choice in self._content.choices["week_kind"].choices:
            kinds.addAction(choice.label, partial(self._set_kind, row_id, choice.value))
        menu.addAction(text("woche.danach"), lambda: self.add_after(row_id))
        self.add_copies(menu, entry.day)
        menu.addSeparator()
        menu.addAction(text("woche.entfernen"), lambda: self.remove(row_id))
        menu.exec(at)
        menu.deleteLater()

    def _set_kind(self, row_id: str, kind: str) -> None:
        entries = tuple(entry.model_copy(update={"kind": kind}) if entry.id == row_id else entry for entry in self.entries)
        self._tell(entries, row_id, "art_anders")

    def add_copies(self, menu: QMenu, day: Day) -> None:
        """The deeds that put one day on others, as a menu below this one."""
        if not any(entry.day == day for entry in self.entries):
            return
        inner = menu.addMenu(text("woche.uebernehmen"))
        others = [other for other in self.days if other != day]
        for other in others:
            busy = sum(entry.day == other for entry in self.entries)
            words = text("woche.auf_tag_statt" if busy else "woche.auf_tag", day=self.day_name(other), count=busy)
            inner.addAction(words, partial(self.copy_wanted.emit, day, (other,)))
        inner.addSeparator()
        working = tuple(other for other in others if other in wochenplan.WORKDAYS)
        inner.addAction(text("woche.auf_alle"), lambda: self.copy_wanted.emit(day, working))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._drawn is not None and not QApplication.mouseButtons():
            self._drawn = None
            self.update()
