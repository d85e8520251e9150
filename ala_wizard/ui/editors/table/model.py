"""The rows behind the table: values, typed text that could not be read, results. Changes become new rows and are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.ui.editors.base import same_ends
from ala_wizard.ui.editors.reading import Read, not_a_number
from ala_wizard.ui.editors.table.cells import CellKind, decimals

Index = QModelIndex | QPersistentModelIndex
Results = Callable[[str], str]
"""The printed result of a row, by its ID."""
_NO_INDEX = QModelIndex()


class RowsModel(QAbstractTableModel):
    """One row of the case per row; the columns of the block, then the result if there is one."""

    edited = Signal(object, str)
    """(rows, edit key) after an edit by the user."""
    unread_changed = Signal(str, str)
    """(address of the cell, typed text or "")."""
    noted = Signal()
    """What is to be said below the table may have changed."""

    def __init__(
        self,
        target: str,
        kinds: tuple[CellKind, ...],
        row_type: type[Row],
        result_label: str,
        parent: QObject | None = None,
        *,
        group_by: str = "",
    ) -> None:
        super().__init__(parent)
        self.group_column = next((column for column, kind in enumerate(kinds) if group_by and kind.key == group_by), -1)
        """The column whose equal values belong together; -1 without one."""
        self.target = target
        self.kinds = kinds
        self.row_type = row_type
        self.result_label = result_label
        self.rows: tuple[Row, ...] = ()
        self.unread: dict[str, str] = {}
        self.asked: dict[str, str] = {}
        self._results: Results | None = None
        self._shown_results: dict[str, str] = {}
        self._telling = False
        self._places_of: tuple[Row, ...] = ()
        self._known_places: dict[int, int] = {}

    # -- what Qt asks --------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.kinds) + (1 if self.result_label else 0)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() >= len(self.kinds):
            return base
        if self.kinds[index.column()].spec.kind == "check":
            return base | Qt.ItemFlag.ItemIsUserCheckable
        return base | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.kinds[section].head if section < len(self.kinds) else self.result_label
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight if self.is_right(section) else Qt.AlignmentFlag.AlignLeft)
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.shown(index.row(), index.column()) or text("tabelle.leere_zelle")
            sentence = self.problem(index.row(), index.column())
            return f"{words}. {sentence}" if sentence else words
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() < len(self.kinds):
            return self.kinds[index.column()].spec.help
        if role == Qt.ItemDataRole.CheckStateRole and index.column() < len(self.kinds):
            if self.kinds[index.column()].spec.kind == "check":
                return Qt.CheckState.Checked if self.value(index.row(), index.column()) else Qt.CheckState.Unchecked
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.is_right(index.column()) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    # -- reading --------------------------------------------------------------

    def is_right(self, column: int) -> bool:
        """Do the values of this column stand at the right?"""
        return column >= len(self.kinds) or self.kinds[column].right

    def is_result(self, column: int) -> bool:
        """Is it the column that the program reckons?"""
        return column >= len(self.kinds)

    def address(self, row: int, column: int) -> str:
        """Where the cell lies in the case."""
        return f"{self.target}[{self.rows[row].id}].{self.kinds[column].key}"

    def value(self, row: int, column: int) -> Any:
        """The value of a cell."""
        return getattr(self.rows[row], self.kinds[column].key)

    def shown(self, row: int, column: int) -> str:
        """The words of a cell: what could not be read stands as typed."""
        if self.is_result(column):
            return self._shown_results.get(self.rows[row].id, "")
        typed = self._typed(row, column)
        return typed or self.kinds[column].show(self.value(row, column), self._places(column))

    def _typed(self, row: int, column: int) -> str:
        """What stands in a cell and could not be read; nearly always nothing does."""
        return self.unread.get(self.address(row, column), "") if self.unread else ""

    def edit_text(self, row: int, column: int) -> str:
        """The words that a cell opens with: no decimals that nobody typed."""
        return self.unread.get(self.address(row, column)) or self.kinds[column].show(self.value(row, column))

    def _places(self, column: int) -> int:
        """Decimals of the column: as many as its longest number has."""
        kind = self.kinds[column]
        if kind.spec.kind not in ("hours", "decimal", "percent"):
            return 0
        if self._places_of is not self.rows:
            self._places_of, self._known_places = self.rows, {}
        if column not in self._known_places:
            self._known_places[column] = max(kind.spec.places or 0, *(decimals(getattr(row, kind.key)) for row in self.rows), 0)
        return self._known_places[column]

    def group(self, row: int) -> str:
        """The value that the row shares with its group; "" without one."""
        return str(self.value(row, self.group_column)) if self.group_column >= 0 and 0 <= row < len(self.rows) else ""

    def goes_on(self, row: int) -> bool:
        """Does the row belong to the same group as the row above it?"""
        return bool(self.group(row)) and self.group(row) == self.group(row - 1)

    def free_group(self, row: int) -> tuple[str, str]:
        """The next value after this row's that no row has, and its words; after the last value comes the first. ("", "") without one."""
        if not self.group(row):
            return "", ""
        options = self.kinds[self.group_column].options()
        here = next((place for place, (value, _) in enumerate(options) if value == self.group(row)), 0)
        taken = {self.group(other) for other in range(len(self.rows))}
        return next((option for option in (*options[here + 1 :], *options[:here]) if option[0] not in taken), ("", ""))

    def problem(self, row: int, column: int) -> str:
        """Why the typed text of a cell could not be read; "" when all is well."""
        if self.is_result(column):
            return ""
        typed = self._typed(row, column)
        return (self.kinds[column].read(typed).problem or not_a_number(self.kinds[column].spec, typed).problem) if typed else ""

    def notes(self) -> list[tuple[int, int, str, bool]]:
        """All that is to be said: (row, column, sentence, is it a question back)."""
        found: list[tuple[int, int, str, bool]] = []
        if not self.unread and not self.asked:
            return found
        for row in range(len(self.rows)):
            for column in range(len(self.kinds)):
                sentence = self.problem(row, column)
                asked = self.asked.get(self.address(row, column), "")
                if sentence or asked:
                    found.append((row, column, sentence or asked, not sentence))
        return found

    # -- changes from outside --------------------------------------------------------------

    def set_rows(self, rows: tuple[Row, ...], unread: Mapping[str, str], results: Results | None) -> None:
        """Show these rows. What is the same stays untouched: the cursor in an open cell survives."""
        mine = {address: typed for address, typed in unread.items() if address.startswith(f"{self.target}[")}
        old_unread = self.unread
        if not self._telling:
            self.unread = mine
        self._results = results
        self._take(rows)
        shown = {row.id: results(row.id) for row in rows} if results else {}
        old_shown, self._shown_results = self._shown_results, shown
        for number, row in enumerate(rows):
            if self.result_label and old_shown.get(row.id) != shown.get(row.id):
                self._touch(number, len(self.kinds))
        if old_unread == self.unread:
            return
        for number in range(len(rows)):
            for column in range(len(self.kinds)):
                place = self.address(number, column)
                if old_unread.get(place) != self.unread.get(place):
                    self._touch(number, column)
        self.noted.emit()

    def _take(self, rows: tuple[Row, ...]) -> None:
        old = [row.id for row in self.rows]
        new = [row.id for row in rows]
        head, tail = same_ends(old, new)
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            self.rows = self.rows[:head] + self.rows[len(old) - tail :]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            self.rows = self.rows[:head] + rows[head : len(new) - tail] + self.rows[head:]
            self.endInsertRows()
        before, self.rows = self.rows, rows
        for number, (was, now) in enumerate(zip(before, rows, strict=True)):
            if was is now:
                continue
            for column, kind in enumerate(self.kinds):
                if getattr(was, kind.key) != getattr(now, kind.key):
                    self._touch(number, column)

    def _touch(self, row: int, column: int) -> None:
        place = self.index(row, column)
        self.dataChanged.emit(place, place)

    # -- changes by the user --------------------------------------------------------------

    def type_text(self, row: int, column: int, typed: str) -> Read:
        """What stands in an open cell now. A value that can be read is taken at once."""
        kind = self.kinds[column]
        found = kind.read(typed)
        place = self.address(row, column)
        if found.problem:
            self.asked.pop(place, None)
            self._put(row, column, kind.empty())
            if self.unread.get(place) != typed:
                self.unread[place] = typed
                with self._tell():
                    self.unread_changed.emit(place, typed)
        else:
            self.put_value(row, column, found.value)
            if found.asked:
                self.asked[place] = found.asked
            else:
                self.asked.pop(place, None)
        self._touch(row, column)
        self.noted.emit()
        return found

    def put_value(self, row: int, column: int, value: Any) -> None:
        """Take a value that was read or chosen."""
        place = self.address(row, column)
        was_unread = self.unread.pop(place, None)
        self.asked.pop(place, None)
        self._put(row, column, value)
        if was_unread is not None:
            with self._tell():
                self.unread_changed.emit(place, "")
        self._touch(row, column)
        self.noted.emit()

    def _put(self, row: int, column: int, value: Any) -> None:
        old, key = self.rows[row], self.kinds[column].key
        if getattr(old, key) == value:
            return
        new = self.row_type.model_validate({**{name: getattr(old, name) for name in type(old).model_fields}, key: value})
        self.rows = (*self.rows[:row], new, *self.rows[row + 1 :])
        self._told(f"cell:{new.id}:{key}")

    def confirm(self, row: int, column: int) -> None:
        """The user agrees with how a text was read."""
        self.asked.pop(self.address(row, column), None)
        self.noted.emit()

    def add(self, at: int) -> int:
        """A new row at this place; gives the place."""
        new = self.row_type()
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows = (*self.rows[:at], new, *self.rows[at:])
        self.endInsertRows()
        self._told(f"add:{new.id}")
        return at

    def copy_group(self, row: int) -> int:
        """Copy all rows of this row's group to the next value without rows, in one step; gives the place of the first, or -1."""
        value, _ = self.free_group(row)
        if not value:
            return -1
        key = self.kinds[self.group_column].key
        order = [entry for entry, _ in self.kinds[self.group_column].options()]
        source = [entry for entry in self.rows if getattr(entry, key) == self.group(row)]
        copies = tuple(
            self.row_type.model_validate({**{name: getattr(entry, name) for name in type(entry).model_fields if name != "id"}, key: value})
            for entry in source
        )
        earlier = [
            place for place in range(len(self.rows)) if self.group(place) in order and order.index(self.group(place)) < order.index(value)
        ]
        at = max(earlier, default=-1) + 1
        self.beginInsertRows(QModelIndex(), at, at + len(copies) - 1)
        self.rows = (*self.rows[:at], *copies, *self.rows[at:])
        self.endInsertRows()
        self._told(f"copy:{copies[0].id}")
        return at

    def remove(self, row: int) -> None:
        """Take a row away; undo brings it back."""
        gone = self.rows[row]
        places = [self.address(row, column) for column in range(len(self.kinds))]
        self.beginRemoveRows(QModelIndex(), row, row)
        self.rows = self.rows[:row] + self.rows[row + 1 :]
        self.endRemoveRows()
        self._told(f"remove:{gone.id}")
        for place in places:
            self.asked.pop(place, None)
            if self.unread.pop(place, None) is not None:
                with self._tell():
                    self.unread_changed.emit(place, "")
        self.noted.emit()

    def move(self, row: int, to: int) -> bool:
        """Move a row up or down. False at the ends."""
        if not 0 <= to < len(self.rows) or row == to:
            return False
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + 1 if to > row else to)
        rows = list(self.rows)
        moved = rows.pop(row)
        rows.insert(to, moved)
        self.rows = tuple(rows)
        self.endMoveRows()
        self._told(f"move:{moved.id}")
        self.noted.emit()
        return True

    def _told(self, what: str) -> None:
        with self._tell():
            self.edited.emit(self.rows, what)

    @contextmanager
    def _tell(self) -> Iterator[None]:
        before, self._telling = self._telling, True
        try:
            yield
        finally:
            self._telling = before
