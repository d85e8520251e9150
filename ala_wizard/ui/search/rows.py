"""Finds as the rows of a list: grouped, each drawn with what was found marked, each with a name for screen readers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ala_wizard.content.texts import text
from ala_wizard.flow.search import BEGINNING, Found, excerpt, finds, plain
from ala_wizard.ui import icons, theme

GROUPS = ("seiten", "fragen", "antworten", "woerter", "gesetze", "hinweise", "befehle")
"""Kinds of finds in the order in which they stand when equally near."""
ICONS = {
    "seiten": "file",
    "fragen": "question",
    "antworten": "pencil",
    "woerter": "bulb",
    "gesetze": "book",
    "hinweise": "eye",
    "befehle": "arrow-right",
    "besucht": "clock",
    "offen": "question",
    "fehlt": "checklist",
}
FIRST, NEAR = 5, 2
"""So many finds of a group stand there at once, and so many at least, even when they are much farther off than its best."""
HEAD, LINE, TALL = 34, 40, 58
"""Heights of a group's name, of a row, and of a row with an excerpt, in px at 100 %."""
EDGE = 16
Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Row:
    """One row: the name of a group (no target), a find, or the offer to show more."""

    title: str
    target: str = ""
    icon: str = ""
    place: str = ""
    excerpt: str = ""
    group: str = ""
    query: str = field(default="", compare=False)
    quiet: bool = False
    """Words of the program, not a find."""

    @property
    def is_head(self) -> bool:
        """Is this the name of a group?"""
        return not self.target

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if self.is_head:
            return self.title
        return ", ".join(filter(None, (self.title, self.group, self.place, self.excerpt)))


MORE = "mehr:"
"""What the target of an offer to show more begins with; the group follows."""


def arrange(found: Sequence[Found], query: str, opened: Collection[str] = ()) -> list[Row]:
    """Finds in groups, the group with the nearest find first; of a group that is not opened only the first ones."""
    groups: dict[str, list[Found]] = {}
    for entry in found:
        groups.setdefault(entry.item.group, []).append(entry)
    rows: list[Row] = []
    for name in sorted(groups, key=lambda name: (groups[name][0].off, GROUPS.index(name))):
        entries = groups[name]
        near = sum(entry.off <= entries[0].off + BEGINNING for entry in entries)
        first = min(FIRST, max(NEAR, near))
        shown = entries if name in opened or len(entries) == first + 1 else entries[:first]
        label = text(f"suche.{name}")
        rows.append(Row(label))
        rows += [_row(entry, query, label) for entry in shown]
        if len(shown) < len(entries):
            rows.append(
                Row(text("suche.weitere", count=len(entries) - len(shown)), f"{MORE}{name}", "chevron-down", group=label, quiet=True)
            )
    return rows


def _row(entry: Found, query: str, label: str) -> Row:
    item = entry.item
    title = plain(item.title)
    words = plain(item.text).removeprefix(title).strip(" ·")
    piece = ""
    if item.group == "antworten":
        piece = excerpt(query, words) or words
    elif not finds(query, title):
        piece = excerpt(query, words)
    return Row(title, entry.target, ICONS[item.group], plain(item.place), piece, label, query)


class RowModel(QAbstractListModel):
    """The rows; names of groups cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ENTRY:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole and not row.is_head:
            return "\n".join(filter(None, (row.title, row.place, row.excerpt)))
        return None


class _Delegate(QStyledItemDelegate):
    """Draws a row: icon, words with what was found marked, place at the right, excerpt below."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ENTRY)
        high = HEAD if row.is_head else TALL if row.excerpt else LINE
        return QSize(theme.px(120), theme.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ENTRY)
        rect = QRectF(option.rect)
        px = theme.px
        view = self.parent()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.is_head:
            painter.setFont(theme.font("small_bold"))
            painter.setPen(theme.color("ink2"))
            painter.drawText(rect.adjusted(px(EDGE), px(8), -px(EDGE), 0), _LEFT, row.title)
            painter.restore()
            return
        current = isinstance(view, QListView) and view.currentIndex() == index
        if current:
            self._ground(painter, rect, focused=isinstance(view, QListView) and view.hasFocus())
        ink = theme.color("accent" if row.quiet else "soft_ink" if current else "ink")
        second = theme.color("soft_ink" if current else "ink2")
        side = px(18)
        top = rect.adjusted(0, px(6) if row.excerpt else 0, 0, -px(28) if row.excerpt else 0)
        icons.paint(painter, row.icon, QRectF(rect.x() + px(EDGE), top.center().y() - side / 2, side, side), ink if row.quiet else second)
        left, right = rect.x() + px(EDGE + 30), rect.right() - px(EDGE)
        place = self._elided(row.place, "small", (right - left) * 0.45)
        if place:
            painter.setFont(theme.font("small"))
            painter.setPen(second)
            painter.drawText(QRectF(left, top.y(), right - left, top.height()), _RIGHT, place)
            right -= QFontMetricsF(theme.font("small")).horizontalAdvance(place) + px(16)
        marked(painter, QRectF(left, top.y(), right - left, top.height()), row.title, row.query, "body", ink)
        if row.excerpt:
            below = QRectF(left, top.bottom() - px(2), rect.right() - px(EDGE) - left, px(24))
            marked(painter, below, row.excerpt, row.query, "small", second)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, *, focused: bool) -> None:
        px = theme.px
        box = rect.adjusted(px(6), px(1), -px(6), -px(1))
        painter.setPen(QPen(theme.color("accent"), px(2)) if theme.current().name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        painter.drawRoundedRect(box, px(7), px(7))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), px(2)))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(7), px(7))

    @staticmethod
    def _elided(words: str, role: str, width: float) -> str:
        return QFontMetricsF(theme.font(role)).elidedText(words, Qt.TextElideMode.ElideRight, width)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def marked(painter: QPainter, rect: QRectF, words: str, query: str, role: str, ink: Any) -> None:
    """One line of words; what was found in them is underlined in the accent colour, so that it is seen on every ground."""
    font = theme.font(role)
    measure = QFontMetricsF(font)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(rect, _LEFT, shown)
    under = rect.center().y() + measure.height() / 2 - theme.px(2)
    painter.setPen(QPen(theme.color("accent"), theme.px(2)))
    for start, end in finds(query, shown):
        left, right = (rect.x() + measure.horizontalAdvance(shown[:place]) for place in (start, end))
        painter.drawLine(round(left), round(under), round(right), round(under))


class RowList(QListView):
    """The rows as a list; what one types goes on to whoever listens."""

    chosen = Signal(object)
    """A Row that was opened by key or mouse."""
    typed = Signal(object)
    """A key event of a letter: it belongs to the field above."""
    left_up = Signal()
    """Up from the first row."""

    def __init__(self, name: str, parent: QWidget | None = None, *, hover: bool = True) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setProperty("no_ring", True)
        self.setTabKeyNavigation(False)
        if hover:
            self.setMouseTracking(True)
            self.entered.connect(self._hovered)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[Row], *, keep: int = -1) -> None:
        """Show rows; the first find (or the row `keep`) is the current one."""
        self.rows.show_rows(rows)
        places = self._places()
        self.go_to(keep if keep in places else places[0] if places else -1)
        if keep < 0:
            self.scrollToTop()

    def go_to(self, place: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self.rows.index(place) if place >= 0 else QModelIndex())

    @property
    def current(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> bool:
        """Go up or down by rows that can be chosen; False at the end."""
        places = self._places()
        here = self.currentIndex().row()
        if here not in places:
            self.go_to(places[0] if places else -1)
            return bool(places)
        after = places.index(here) + by
        if not 0 <= after < len(places):
            return False
        self.go_to(places[after])
        if after == 0:
            self.scrollToTop()
        return True

    def content_height(self) -> int:
        """Px that all rows need."""
        return sum(theme.px(HEAD if row.is_head else TALL if row.excerpt else LINE) for row in self.rows.rows)

    def _places(self) -> list[int]:
        return [place for place, row in enumerate(self.rows.rows) if not row.is_head]

    def _hovered(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)

    def _open(self, index: QModelIndex) -> None:
        row: Row = index.data(ENTRY)
        if not row.is_head:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current is not None:
                self.chosen.emit(self.current)
        elif key == Qt.Key.Key_Down:
            self.step(1)
        elif key == Qt.Key.Key_Up:
            if not self.step(-1):
                self.left_up.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            places = self._places()
            self.go_to((places[0] if key == Qt.Key.Key_Home else places[-1]) if places else -1)
        elif key == Qt.Key.Key_Backspace or (event.text().isprintable() and event.text().strip()):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)
