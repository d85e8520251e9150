"""The week plan as a timetable, with templates, sums, and the plain list as a second way to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ala_wizard.calc import wochenplan
from ala_wizard.calc.wochenplan import Entries
from ala_wizard.content.schema import TableBlock
from ala_wizard.content.texts import text
from ala_wizard.content.vorlagen import WeekTemplate, vorlagen
from ala_wizard.model.base import Row
from ala_wizard.model.farm import Day, WeekEntry
from ala_wizard.model.german import format_decimal
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import reveal
from ala_wizard.ui.editors.rows import RowsEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.editors.week.form import BlockForm
from ala_wizard.ui.editors.week.grid import GUTTER, WeekGrid
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import Words, button
from ala_wizard.ui.session import Session

Unread = Mapping[str, str]


class DayHead(QToolButton):
    """The name of a day with its hours; its menu acts on the whole day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "day_head")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenu(QMenu(self))
        icons.set_icon(self, "chevron-down", "ink2", 14, trailing=True)
        self.menu().setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # not turned round as the sign at the right is

    def show_day(self, name: str, hours: str, accessible: str) -> None:
        """Name and hours of the day."""
        self.setText(f"{name}\n{hours}")
        self.setAccessibleName(accessible)
        self.setToolTip(accessible)


class WeekEditor(RowsEditor):
    """Grid, day heads, templates; below it the list (TableEditor) of the same rows."""

    def __init__(self, block: TableBlock, session: Session, table: TableEditor, parent: QWidget | None = None) -> None:
        super().__init__(block, session, parent)
        self._content = session.engine.content
        self._entries: Entries = ()
        self._unread: Unread = {}
        self._before: WeekEntry | None = None
        self._weekend = False
        self.table = table
        self.grid = WeekGrid(self._content, self)
        self.form = BlockForm(block, self._content, self)
        self.heads: list[DayHead] = []
        self.templates = button(text("woche.vorlagen"), self._open_templates, "small", "copy", parent=self)
        self.add_button = button(text("woche.hinzufuegen"), self._add, "small", "plus", parent=self)
        self.weekend = QPushButton(self)
        self.weekend.setProperty("role", "small_quiet")
        self.weekend.clicked.connect(self._toggle_weekend)
        self.loose = Words("", "warn")
        self.list = Fold(text("woche.als_liste"), text("woche.liste_zu"), table, self)
        self._heads_row = QHBoxLayout()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        bar.addWidget(Words(self.block.title, "bold", wrap=False))
        bar.addStretch(1)
        bar.addWidget(self.weekend)
        bar.addWidget(self.templates)
        bar.addWidget(self.add_button)
        self._heads_row.setContentsMargins(theme.px(GUTTER), 0, 0, 0)
        self._heads_row.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(bar)
        whole.addLayout(self._heads_row)
        whole.addWidget(self.grid)
        whole.addWidget(Words(text("woche.tasten"), "small"))
        whole.addWidget(self.loose)
        whole.addWidget(self.list)
        whole.setSpacing(theme.px(6))

    def _connect(self) -> None:
        self.grid.changed.connect(self._take)
        self.grid.edit_wanted.connect(self.open_form)
        self.grid.copy_wanted.connect(self.copy_day)
        self.grid.entry_focused.connect(lambda row: self.cell_focused.emit("activity" if row else "day", row))
        self.form.changed.connect(self._form_changed)
        self.form.unread_changed.connect(self.unread_changed)
        self.form.cell_focused.connect(self.cell_focused)
        self.form.closed.connect(self._close_form)
        self.form.removed.connect(self._remove_open)
        self.table.rows_changed.connect(self.rows_changed)
        self.table.unread_changed.connect(self.unread_changed)
        self.table.cell_focused.connect(self.cell_focused)

    # -- showing ---------------------------------------------------------------

    def set_rows(self, rows: tuple[Row, ...], unread: Unread, results: object = None) -> None:  # noqa: ARG002 - as the table
        self._entries = tuple(row for row in rows if isinstance(row, WeekEntry))
        self._unread = unread
        self.table.set_rows(rows, unread)
        if any(entry.day in ("sa", "so") for entry in self._entries):
            self._weekend = True
        days = wochenplan.DAYS if self._weekend else wochenplan.WORKDAYS
        self.grid.set_entries(self._entries, days)
        self._show_heads(days)
        opened = next((entry for entry in self._entries if entry.id == self.form.row_id), None)
        if opened is not None:
            self.form.show_entry(opened, unread)
        elif self.form.row_id:
            self.form.hide()
        loose = len(self._entries) - len(wochenplan.placed(self._entries))
        self.loose.set_words(text("woche.lose_eine" if loose == 1 else "woche.lose", count=loose) if loose else "")
        self.loose.setVisible(bool(loose))
        self.weekend.setText(text("woche.ohne_wochenende" if self._weekend else "woche.mit_wochenende"))
        self.weekend.setVisible(not any(entry.day in ("sa", "so") for entry in self._entries))

    def _show_heads(self, days: tuple[Day, ...]) -> None:
        while len(self.heads) < len(days):
            head = DayHead(self)
            head.menu().aboutToShow.connect(lambda head=head: self._fill_menu(head))
            self.heads.append(head)
            self._heads_row.addWidget(head, 1)
        for place, head in enumerate(self.heads):
            head.setVisible(place < len(days))
            if place < len(days):
                found = wochenplan.tag(self._entries, days[place])
                hours = format_decimal(wochenplan.hours(wochenplan.placed(self._entries, days[place])), 2) if found else ""
                words = text("woche.tag_stunden", hours=hours) if found else text("woche.tag_frei")
                name = self.grid.day_name(days[place])
                head.setProperty("day", days[place])
                head.show_day(name, words, text("woche.tag_name", day=name, hours=words))

    def _fill_menu(self, head: DayHead) -> None:
        menu = head.menu()
        menu.clear()
        day: Day = head.property("day")
        menu.addAction(text("woche.hinzufuegen"), lambda: self.grid.add(day, *wochenplan.free(self._entries, day)))
        self.grid.add_copies(menu, day)
        if any(entry.day == day for entry in self._entries):
            menu.addSeparator()
            name = text("woche.tag_geleert", day=self.grid.day_name(day))
            menu.addAction(text("woche.tag_leeren"), lambda: self._take(wochenplan.cleared(self._entries, day), f"clear:{day}", name))

    # -- deeds -----------------------------------------------------------------

    def _take(self, entries: Entries, what: str, name: str) -> None:
        self.deed.emit(entries, what, name)

    def _add(self) -> None:
        self.grid.add_after(self.grid.current)

    def copy_day(self, source: Day, targets: tuple[Day, ...]) -> None:
        """One day's blocks on others, instead of what stood there; one step of undo."""
        days = ", ".join(self.grid.day_name(day) for day in targets)
        name = text("woche.uebernommen", source=self.grid.day_name(source), targets=days)
        self._take(wochenplan.copied(self._entries, source, targets), f"copy:{source}:{'-'.join(targets)}", name)

    def _toggle_weekend(self) -> None:
        self._weekend = not self._weekend
        self.set_rows(self._entries, self._unread)

    def _open_templates(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for week in vorlagen().weeks:
            action = menu.addAction(text("woche.vorlage_statt" if self._entries else "woche.vorlage", title=week.title))
            action.setToolTip(week.note)
            action.triggered.connect(lambda _checked=False, week=week: self.put_in(week))
        menu.exec(self.templates.mapToGlobal(QPoint(0, self.templates.height())))
        menu.deleteLater()

    def put_in(self, week: WeekTemplate) -> None:
        """A whole week instead of what is there; one step of undo."""
        entries = week.entries()
        self.grid.select_next(entries[0].id)
        self._take(entries, f"template:{week.id}", text("woche.vorlage_name", title=week.title))

    # -- the small form --------------------------------------------------------

    def open_form(self, row_id: str) -> None:
        """Change one entry in place."""
        entry = next((entry for entry in self._entries if entry.id == row_id), None)
        block = self.grid.blocks.get(row_id)
        if entry is None or block is None:
            return
        self._before = entry
        self.grid.current = row_id
        near = QRect(block.mapTo(self, QPoint(0, 0)), block.size())
        self.form.open_at(entry, self._unread, near, self.rect())
        reveal(self, self.form.geometry())

    def _form_changed(self, row_id: str, key: str, value: Any) -> None:
        entries = tuple(entry.model_copy(update={key: value}) if entry.id == row_id else entry for entry in self._entries)
        self.rows_changed.emit(wochenplan.ordered(entries), f"cell:{row_id}:{key}")

    def _close_form(self, keep: bool) -> None:
        row_id, before = self.form.row_id, self._before
        self.form.hide()
        if not keep and before is not None:
            self._restore(row_id, before)
        if not self.grid.focus_block(row_id):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self, row_id: str, before: WeekEntry) -> None:
        """Escape: the entry as it was before the form opened."""
        entries = tuple(before if entry.id == row_id else entry for entry in self._entries)
        for key in self.form.editors:
            address = f"{self.block.target}[{row_id}].{key}"
            if self._unread.get(address):
                self.unread_changed.emit(address, "")
        if entries != self._entries:
            self.deed.emit(wochenplan.ordered(entries), f"restore:{row_id}", text("woche.zurueckgenommen"))

    def _remove_open(self) -> None:
        row_id = self.form.row_id
        self.form.hide()
        self.grid.remove(row_id)
        if not self.grid.focused_id():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- going there -----------------------------------------------------------

    def focus_widget(self) -> QWidget:
        return self.grid

    def focus_cell(self, row_id: str, key: str) -> bool:
        """Findings lead to the block; what has no place in the timetable stands in the list."""
        if row_id in self.grid.blocks:
            self.grid.focus_block(row_id)
            if key:
                QTimer.singleShot(0, self, lambda: self.open_form(row_id))
            return True
        if any(entry.id == row_id for entry in self._entries):
            if not self.list.is_open:
                self.list.toggle()
            return self.table.focus_cell(row_id, key)
        return False
