"""People × functions as one matrix: hours to type in the cells, needed against covered below (K8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ala_wizard import core
from ala_wizard.calc.personalplan import Personalplan, PlanZeile, personalplan
from ala_wizard.content.schema import Column, TableBlock
from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.model.german import format_decimal
from ala_wizard.model.people import FUNCTIONS, Person
from ala_wizard.ui import theme
from ala_wizard.ui.editors.fields import TypedEditor
from ala_wizard.ui.editors.reading import limits_of
from ala_wizard.ui.editors.rows import RowsEditor
from ala_wizard.ui.kit import PAD, Words, breakable, clear, hairline
from ala_wizard.ui.session import Session

CELL = 48
"""Px at 100 % of a cell."""
NAME = 104
"""Px at 100 % for a name at least."""
PIECE = 9
"""Longer words are broken so that the columns of hours keep their room."""
Key = Qt.Key


class HoursCell(TypedEditor):
    """The hours of one person in one function, as narrow as the figure."""

    def __init__(self, spec: Column, parent: QWidget) -> None:
        super().__init__(spec, limits_of(Person, spec.key), parent)
        self.input.setProperty("role", "matrix")

    def _fit(self) -> None:
        digits = QFontMetrics(theme.font("small")).horizontalAdvance("00,00")
        self.input.setFixedWidth(max(theme.px(CELL), digits + theme.px(14)))


class MatrixEditor(RowsEditor):
    """Rows people and services, columns functions; the rows come from the list of the staff."""

    def __init__(self, block: TableBlock, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(block, session, parent)
        self._rows: tuple[Row, ...] = ()
        self._columns = {column.key: column for column in block.columns if column.key in FUNCTIONS}
        self._shape: object = None
        self.cells: dict[tuple[str, str], HoursCell] = {}
        self._names: dict[str, Words] = {}
        self._sums: dict[str, tuple[Words, Words]] = {}
        self._totals: dict[tuple[str, str], Words] = {}
        self.empty = Words(block.empty, "second")
        self.holder = QWidget(self)
        self._grid = QGridLayout(self.holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(0, 1)
        self._messages = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(Words(block.title, "bold"))
        whole.addWidget(self.empty)
        whole.addWidget(self.holder)
        whole.addLayout(self._messages)

    # -- showing ---------------------------------------------------------------

    def set_rows(self, rows: tuple[Row, ...], unread: Mapping[str, str], results: object = None) -> None:  # noqa: ARG002 - as the table
        self._rows = rows
        engine = self.session.engine
        plan = personalplan(self.session.case, core.rates(self.session.case, engine.content, engine.now().date()))
        services = [row for row in plan.zeilen if row.extern]
        shape = ([row.id for row in rows], [row.id for row in services])
        if shape != self._shape:
            self._shape = shape
            self._build([row for row in rows if isinstance(row, Person)], services)
        self.empty.setVisible(not rows)
        self.holder.setVisible(bool(rows))
        for row in rows:
            assert isinstance(row, Person)
            name = row.name.strip() or text("personalplan.ohne_namen")
            self._names[row.id].set_words(breakable(name, PIECE))
            for key, spec in self._columns.items():
                cell = self.cells[row.id, key]
                cell.set_value(getattr(row, key))
                cell.set_unread(unread.get(f"{self.block.target}[{row.id}].{key}", ""))
                cell.set_accessible(text("personalplan.zelle", person=name, function=spec.label), spec.help)
                cell.message.lead = text("personalplan.zelle", person=name, function=spec.label)
        self._show_sums(plan)

    def _build(self, people: list[Person], services: list[PlanZeile]) -> None:
        """The widgets for these rows; every earlier one goes."""
        for cell in self.cells.values():
            self._messages.removeWidget(cell.message)
            cell.message.deleteLater()
        clear(self._grid)
        self.cells, self._names, self._sums, self._totals = {}, {}, {}, {}
        last = len(self._columns) + 1
        self._head()
        line = 2
        for person in people:
            self._names[person.id] = self._name(line)
            for place, (key, spec) in enumerate(self._columns.items(), 1):
                self._grid.addWidget(self._cell(person.id, key, spec), line, place, Qt.AlignmentFlag.AlignHCenter)
            self._sums[person.id] = (self._figure(line, last), self._figure(line, last + 1))
            line += 1
        for service in services:
            self._names[service.id] = self._name(line)
            for place, key in enumerate(self._columns, 1):
                self._totals[service.id, key] = self._figure(line, place, "small_ink")
            self._sums[service.id] = (self._figure(line, last), self._figure(line, last + 1))
            line += 1
        self._grid.addWidget(hairline(self.holder, role="rule"), line, 0, 1, last + 2)
        for number, name in enumerate(("geplant", "noetig", "stand"), 1):
            label = Words(text(f"personalplan.{name}"), "small_strong", parent=self.holder)
            label.setContentsMargins(theme.px(PAD), theme.px(4), 0, theme.px(4))
            self._grid.addWidget(label, line + number, 0)
            for place, key in enumerate((*self._columns, ""), 1):
                self._totals[name, key] = self._figure(line + number, place, "small_strong", words=name == "stand")
        self.holder.setMinimumWidth(theme.px(NAME) + (last + 1) * theme.px(CELL + 6))

    def _head(self) -> None:
        person = self._word(text("personalplan.person"), Qt.AlignmentFlag.AlignLeft)
        person.setContentsMargins(theme.px(PAD), 0, 0, 0)
        self._grid.addWidget(person, 0, 0, Qt.AlignmentFlag.AlignBottom)
        names = [*self._columns, "verteilt", "vertrag"]
        for place, name in enumerate(names, 1):
            word = self._word(text(f"personalplan.{name}"), Qt.AlignmentFlag.AlignHCenter)
            pieces = text(f"personalplan.{name}").replace("\u00ad", "- ").split()
            width = max(QFontMetrics(theme.font("small")).horizontalAdvance(piece) for piece in pieces)
            word.setMinimumWidth(max(theme.px(CELL), width + 2))
            if name in self._columns:
                word.setToolTip(self._columns[name].label)
            self._grid.addWidget(word, 0, place, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(hairline(self.holder, role="rule"), 1, 0, 1, len(names) + 1)

    def _word(self, words: str, side: Qt.AlignmentFlag) -> Words:
        made = Words(words, "small", parent=self.holder)
        made.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
        return made

    def _name(self, line: int) -> Words:
        made = Words("", "small_ink", parent=self.holder)
        made.setContentsMargins(theme.px(PAD), 0, 0, 0)
        self._grid.addWidget(made, line, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _figure(self, line: int, place: int, role: str = "small_ink", *, words: bool = False) -> Words:
        """A figure flush with those in the cells above it, or words in the middle."""
        made = Words("", role, wrap=False, parent=self.holder)
        if words:
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(made, line, place)
        else:
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setContentsMargins(0, 0, theme.px(6), 0)
            made.setMinimumWidth(theme.px(CELL))
            self._grid.addWidget(made, line, place, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _cell(self, row_id: str, key: str, spec: Column) -> HoursCell:
        cell = HoursCell(spec, self.holder)
        address = f"{self.block.target}[{row_id}].{key}"
        cell.setProperty("address", address)
        cell.value_changed.connect(lambda value: self._changed(row_id, key, value))
        cell.unread_changed.connect(lambda typed: self.unread_changed.emit(address, typed))
        cell.focused.connect(lambda: self.cell_focused.emit(key, row_id))
        cell.input.setProperty("cell_row", row_id)
        cell.input.setProperty("cell_key", key)
        cell.input.installEventFilter(self)
        self._messages.addWidget(cell.take_message())
        self.cells[row_id, key] = cell
        return cell

    def _show_sums(self, plan: Personalplan) -> None:
        """Given, needed, and whether it is enough: figures and a word in each column."""
        for row in plan.zeilen:
            if row.id not in self._sums:
                continue
            given, contract = self._sums[row.id]
            given.set_words(_hours(row.summe))
            contract.set_words(_hours(row.vertrag))
            given.setProperty("role", "warn_bold" if row.vertrag_zu_klein else "small_ink")
            if row.extern:
                self._names[row.id].set_words(breakable(row.name or text("personalplan.ohne_namen"), PIECE))
                for key in self._columns:
                    self._totals[row.id, key].set_words(_hours(row.stunden.get(key)))
        if not self._totals:
            return
        by_function = {one.funktion: one for one in plan.deckung}
        needed = Decimal(0)
        for key in self._columns:
            one = by_function.get(key)
            needed += one.noetig or Decimal(0) if one else Decimal(0)
            self._totals["geplant", key].set_words(_hours(one.geplant) if one else "")
            self._totals["noetig", key].set_words(_hours(one.noetig) if one else "")
            word = ""
            if one is not None and one.noetig:
                word = text("personalplan.reicht") if one.reicht else text("personalplan.fehlen", hours=_hours(one.noetig - one.geplant))
            self._totals["stand", key].set_words(word)
        self._totals["geplant", ""].set_words(_hours(sum((one.geplant for one in plan.deckung), Decimal(0))))
        self._totals["noetig", ""].set_words(_hours(needed))

    # -- typing ----------------------------------------------------------------

    def _changed(self, row_id: str, key: str, value: object) -> None:
        rows = tuple(row.model_copy(update={key: value}) if row.id == row_id else row for row in self._rows)
        self.rows_changed.emit(rows, f"cell:{row_id}:{key}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            return self._key(watched, event)
        return False

    def _key(self, line: QLineEdit, event: QKeyEvent) -> bool:
        """Enter and the arrows go from cell to cell; left and right only at the end of what is typed."""
        row_id, key = str(line.property("cell_row")), str(line.property("cell_key"))
        rows, keys = [row.id for row in self._rows], list(self._columns)
        row, column = rows.index(row_id), keys.index(key)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        pressed = event.key()
        if pressed in (Key.Key_Up, Key.Key_Down, Key.Key_Return, Key.Key_Enter):
            row += -1 if pressed == Key.Key_Up else 1
        elif pressed == Key.Key_Left and line.cursorPosition() == 0 and not line.hasSelectedText():
            column -= 1
        elif pressed == Key.Key_Right and line.cursorPosition() == len(line.text()) and not line.hasSelectedText():
            column += 1
        else:
            return False
        if 0 <= row < len(rows) and 0 <= column < len(keys):
            target = self.cells[rows[row], keys[column]].input
            target.setFocus(Qt.FocusReason.TabFocusReason)
            target.selectAll()
        return True

    # -- going there -----------------------------------------------------------

    def focus_widget(self) -> QWidget:
        return next(iter(self.cells.values())).input if self.cells else self

    def focus_cell(self, row_id: str, key: str) -> bool:
        cell = self.cells.get((row_id, key)) or self.cells.get((row_id, next(iter(self._columns))))
        if cell is None:
            return False
        cell.input.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _hours(hours: Decimal | None) -> str:
    return format_decimal(hours, 2) if hours else ""
