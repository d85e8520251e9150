"""A checklist on its page: what the program ticks itself, what the user says. Details are built when a point is folded out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ala_wizard.checks.punkte import SOON, Punkt, people, punkt
from ala_wizard.content.schema import CheckItem, Checklist, FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case, ChecklistState
from ala_wizard.model.german import format_date
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.options import OptionsEditor
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, button, clear, column, hairline, link
from ala_wizard.ui.page.checkrow import RIGHT, WORDS, CheckRow
from ala_wizard.ui.panels.rechnung import Remark
from ala_wizard.ui.session import Session

ROW = 62
"""Height of a row at 100 % where none was made yet."""
STATES = ("erledigt", "offen", "entfaellt")
FILTERS: Mapping[str, Callable[[Punkt], bool]] = {
    "alle": lambda _point: True,
    "offen": lambda point: not point.done,
    "faellig": lambda point: point.overdue,
    "programm": lambda point: point.state == "automatisch",
    "entfaellt": lambda point: point.state == "entfaellt",
}
"""Which points a pill shows."""
MARKS = {"offen": "leer", "erledigt": "vollstaendig", "automatisch": "vollstaendig", "entfaellt": "ohne"}


def due_words(point: Punkt) -> str:
    """Until when, and how urgent that is."""
    if point.said.due is None:
        return ""
    if point.days is None:
        return text("prueflisten.bis", date=format_date(point.said.due))
    if point.days < 0:
        return text("punkt.ueberfaellig_eins" if point.days == -1 else "punkt.ueberfaellig", count=-point.days)
    if point.days == 0:
        return text("punkt.heute")
    if point.days <= SOON:
        key = "punkt.noch_eins" if point.days == 1 else "punkt.noch"
        return text(key, count=point.days, date=format_date(point.said.due))
    return text("prueflisten.bis", date=format_date(point.said.due))


def detail_words(point: Punkt) -> str:
    """The small line below a point."""
    said = point.said
    parts = [
        text("prueflisten.automatisch", reason=point.reason) if point.state == "automatisch" else "",
        text("punkt.entfaellt", reason=said.reason.strip() or text("punkt.ohne_grund")) if point.state == "entfaellt" else "",
        said.note.strip(),
        text("prueflisten.zustaendig", person=said.person.strip()) if said.person.strip() else "",
        due_words(point),
    ]
    return " · ".join(part for part in parts if part)


class ItemView(QWidget):
    """One item: its row, and folded out its state, why, note, person and date."""

    help_wanted = Signal(object)
    go = Signal(str)

    def __init__(self, item: CheckItem, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._session = session
        self.row = CheckRow(item.text, self)
        self.row.clicked.connect(self.toggle)
        self.row.ticked.connect(self.tick)
        self.row.entered.connect(self._tell_help)
        self.row.setAccessibleDescription(text("punkt.tasten"))
        self._drawer: _Drawer | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.row)
        self.point = self._point()

    def _point(self) -> Punkt:
        return punkt(self.item, self._session.case, self._session.ticks, self._session.engine.now().date())

    def _tell_help(self) -> None:
        self.help_wanted.emit(Help(self.item.text, self.item.help, (), "", self.item.source))

    @property
    def done(self) -> bool:
        """Is nothing left to do here?"""
        return self.point.done

    @property
    def is_open(self) -> bool:
        """Is it folded out?"""
        return self._drawer is not None and not self._drawer.isHidden()

    def toggle(self) -> None:
        """Fold out or away."""
        opening = not self.is_open
        if opening and self._drawer is None:
            self._drawer = _Drawer(self.item, self._session, self.set_value, self)
            self._drawer.go.connect(self.go)
            self._drawer.focused.connect(self._tell_help)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._drawer)
        if self._drawer is not None:
            self._drawer.setVisible(opening)
        self.row.set_open(opening)
        self.refresh()
        if opening and self._drawer is not None:
            self._drawer.focus_state()
        else:
            self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """Done, or open again. What the program ticked can be contradicted the same way."""
        if self.point.done:
            self.set_value("state", "offen" if self.point.reason else "")
        else:
            self.set_value("state", "" if self.point.reason else "erledigt")
        self._session.end_typing()

    def set_value(self, key: str, value: object) -> None:
        """Keep one thing that is said about the item."""

        def change(case: Case) -> Case:
            old = case.checklist.get(self.item.id, ChecklistState())
            new = ChecklistState.model_validate({**old.model_dump(), key: value})
            kept = {name: state for name, state in case.checklist.items() if name != self.item.id}
            return case.model_copy(update={"checklist": kept if new == ChecklistState() else {**kept, self.item.id: new}})

        name = text(f"verlauf.punkt_{key}", what=self.item.text)
        self._session.edit(change, name, f"checklist[{self.item.id}].{key}")
        if key == "state":
            self.refresh()  # at once; what is typed follows with the next check

    def focus_state(self) -> None:
        """Put the focus on the item."""
        if self.is_open and self._drawer is not None:
            self._drawer.focus_state()
        else:
            self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the user said and what the data says."""
        self.point = point = self._point()
        detail = detail_words(point)
        self.row.show_point(MARKS[point.state], "" if self.is_open else detail, "err" if point.overdue else "ink2")
        state = text(f"punkt.stand_{point.state}")
        self.row.setAccessibleName(". ".join(part for part in (f"{self.item.id} {self.item.text}", state, detail) if part))
        if self._drawer is not None and not self._drawer.isHidden():
            self._drawer.show_point(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.toggle()
            return
        super().keyPressEvent(event)


class _Drawer(QWidget):
    """What a folded-out point shows; built when somebody opens it."""

    go = Signal(str)
    focused = Signal()

    def __init__(self, item: CheckItem, session: Session, keep: Callable[[str, object], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.item, self._session, self._keep = item, session, keep
        self._why = Remark(parent=self)
        self._state = OptionsEditor({state: text(f"prueflisten.{state}") for state in STATES}, self)
        self._state.set_accessible(f"{item.id} {item.text}", item.help)
        self._state.value_changed.connect(lambda value: keep("state", value))
        self._state.focused.connect(self.focused)
        self._state.left.connect(session.end_typing)
        self._editors: dict[str, Editor] = {}
        self._cells: dict[str, QWidget] = {}
        self._names = QHBoxLayout()
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.setSpacing(theme.px(8))
        body = column(Words(item.help, "second"), 4, self._why, self._state, gap=4, margins=(WORDS, 0, RIGHT, 12))
        jump = self._jump()
        if jump is not None:
            body.insertWidget(2, jump, 0, Qt.AlignmentFlag.AlignLeft)
        for key, kind in (("reason", "line"), ("note", "line"), ("person", "line"), ("due", "date")):
            body.addSpacing(theme.px(6))
            body.addWidget(self._cell(key, kind))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(body)
        whole.addWidget(hairline(self))

    def _jump(self) -> QPushButton | None:
        part = self._session.engine.content.part_of.get(self.item.link) if self.item.link else None
        if part is None:
            return None
        made = link(text("prueflisten.zur_stelle", place=part.short), lambda: self.go.emit(self.item.link), self)
        made.setAccessibleName(text("prueflisten.zur_stelle_von", place=part.short, item=self.item.text))
        return made

    def _cell(self, key: str, kind: str) -> QWidget:
        cell = QWidget(self)
        label = Words(text(f"prueflisten.{key}"))
        spec = FieldSpec.model_validate({"label": text(f"prueflisten.{key}"), "kind": kind})
        editor = make_editor(spec, self._session.engine.content)
        editor.value_changed.connect(lambda value: self._keep(key, value))
        address, name = f"checklist[{self.item.id}].{key}", text(f"verlauf.punkt_{key}", what=self.item.text)
        editor.unread_changed.connect(lambda typed: self._session.set_unread(address, typed, name))
        editor.focused.connect(self.focused)
        editor.left.connect(self._session.end_typing)
        if key == "person":
            editor.value_changed.connect(lambda value: self._show_names(value.strip()))
        label.setBuddy(editor.focus_widget())
        cell.setLayout(column(label, editor, *([self._names] if key == "person" else []), gap=4))
        self._editors[key], self._cells[key] = editor, cell
        return cell

    def focus_state(self) -> None:
        """Put the focus on the state."""
        self._state.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_point(self, point: Punkt) -> None:
        """Show everything said about the point."""
        said = point.said
        self._state.set_value(said.state or ("erledigt" if point.state == "automatisch" else ""))
        if point.reason and said.state == "offen":
            self._why.say(text("punkt.widerspruch", reason=point.reason), "info")
        elif point.reason:
            self._why.say(text("prueflisten.automatisch", reason=point.reason), "check-circle", "accent")
        else:
            self._why.say("")
        for key, editor in self._editors.items():
            editor.set_value(getattr(said, key))
            editor.set_unread(self._session.case.unread.get(f"checklist[{self.item.id}].{key}", ""))
        self._cells["reason"].setVisible(said.state == "entfaellt" or bool(said.reason))
        self._show_names(said.person.strip())

    def _show_names(self, person: str) -> None:
        """Names used so far, to take with one press."""
        wanted = [name for name in people(self._session.case) if name != person] if not person else []
        shown = [self._names.itemAt(place).widget() for place in range(self._names.count() - 1)]  # type: ignore[union-attr]
        if [made.text() for made in shown if isinstance(made, QPushButton)] == wanted and shown:
            return
        if any(made is not None and made.hasFocus() for made in shown):
            self._editors["person"].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._names)
        for name in wanted[:3]:
            made = button(name, partial(self._take, name), "small", parent=self)
            made.setAccessibleName(text("punkt.name", name=name))
            self._names.addWidget(made)
        self._names.addStretch(1)

    def _take(self, name: str) -> None:
        self._keep("person", name)
        self._session.end_typing()
        self._editors["person"].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)


class ChecklistView(QWidget):
    """All items of one list. Its rows are made when the page has been shown, or as soon as somebody asks for one."""

    help_wanted = Signal(object)
    go = Signal(str)

    def __init__(self, checklist: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.checklist: Checklist = next(entry for entry in session.engine.content.checklists if entry.id == checklist)
        self._items: list[ItemView] = []
        self._points: list[Punkt] = []
        self._only = "alle"
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setMinimumHeight(theme.px(ROW * len(self.checklist.items)))

    @property
    def built(self) -> bool:
        """Are the rows there?"""
        return bool(self._items)

    def build(self) -> None:
        """Make the rows, once."""
        if self._items:
            return
        self.setMinimumHeight(0)
        for item in self.checklist.items:
            view = ItemView(item, self._session, self)
            view.refresh()
            if not FILTERS[self._only](view.point):
                view.hide()
            view.help_wanted.connect(self.help_wanted)
            view.go.connect(self.go)
            self._items.append(view)
            self._layout.addWidget(view)

    def show_only(self, name: str) -> int:
        """Show the points of one pill; gives how many these are."""
        self._only = name
        for view in self._items:
            view.setVisible(FILTERS[name](view.point))
        return self.count_of(name)

    def count_of(self, name: str) -> int:
        """How many points a pill would show."""
        return sum(FILTERS[name](point) for point in self._points)

    @property
    def count(self) -> int:
        """How many items the list has."""
        return len(self.checklist.items)

    def holds(self, item_id: str) -> bool:
        """Is it an item of this list?"""
        return any(item.id == item_id for item in self.checklist.items)

    def item(self, item_id: str) -> ItemView | None:
        """The view of an item, in sight whatever is filtered."""
        if not self.holds(item_id):
            return None
        self.build()
        found = next(view for view in self._items if view.item.id == item_id)
        found.show()
        return found

    def refresh(self) -> None:
        """Show the states as they are now."""
        case, ticks, today = self._session.case, self._session.ticks, self._session.engine.now().date()
        self._points = [punkt(item, case, ticks, today) for item in self.checklist.items]
        for view in self._items:
            view.refresh()
