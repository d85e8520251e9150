"""A checklist on its page: what the program ticks itself, what the user says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.checks.ticks import Tick
from ala_wizard.content.schema import CheckItem, Checklist, FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case, ChecklistState
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.options import OptionsEditor
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, column, hairline, link, row
from ala_wizard.ui.session import Session

STATES = ("erledigt", "offen", "entfaellt")


def _choices() -> dict[str, str]:
    return {state: text(f"prueflisten.{state}") for state in STATES}


class ItemView(QWidget):
    """One item: its words, its state, and on request note, person and date."""

    help_wanted = Signal(object)
    go = Signal(str)

    def __init__(self, item: CheckItem, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._session = session
        self._mark = icons.StateMark(parent=self)
        self._reason = Words("", "small")
        self._state = OptionsEditor(_choices(), self)
        self._state.set_accessible(f"{item.id} {item.text}", item.help)
        self._state.value_changed.connect(lambda value: self._set("state", value))
        self._state.focused.connect(self._tell_help)
        self._state.left.connect(session.end_typing)
        self._details: dict[str, Editor] = {}
        self._labels: dict[str, Words] = {}
        self._more = link(text("prueflisten.mehr"), self._toggle_details, self)
        self._more.setAccessibleName(text("prueflisten.mehr_zu", item=item.text))
        actions: list[QWidget] = [self._more]
        if item.link:
            part = session.engine.content.part_of.get(item.link)
            if part is not None:
                jump = link(text("prueflisten.zur_stelle", place=part.short), lambda: self.go.emit(item.link), self)
                jump.setAccessibleName(text("prueflisten.zur_stelle_von", place=part.title, item=item.text))
                actions.append(jump)
        self._drawer = QWidget(self)
        self._drawer.setLayout(QVBoxLayout())
        self._drawer.hide()
        self._state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        first = row(
            column(self._mark, "*", margins=(0, 10, 0, 0)), column(Words(item.text), "*", margins=(0, 6, 0, 0)), self._state, gap=12
        )
        first.setStretch(1, 1)
        first.setAlignment(self._state, Qt.AlignmentFlag.AlignTop)
        second = row(28, self._reason, *actions, gap=20)
        second.setStretch(1, 1)
        for action in actions:
            second.setAlignment(action, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(6), 0, 0)
        whole.setSpacing(theme.px(2))
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addLayout(row(28, self._drawer))
        whole.addSpacing(theme.px(8))
        whole.addWidget(hairline(self))

    def _tell_help(self) -> None:
        self.help_wanted.emit(Help(self.item.text, self.item.help, (), "", self.item.source))

    @property
    def done(self) -> bool:
        """Is nothing left to do here?"""
        return self._mark.state == "vollstaendig"

    def _toggle_details(self) -> None:
        """Note, person and date, and the reason where the point does not apply: built when somebody wants them."""
        if not self._drawer.isHidden():
            self._drawer.hide()
            self._more.setText(text("prueflisten.mehr"))
            return
        if not self._details:
            layout = self._drawer.layout()
            if layout is None:
                raise TypeError(self._drawer)
            layout.setContentsMargins(0, theme.px(4), 0, theme.px(4))
            for key, kind in (("note", "line"), ("person", "line"), ("due", "date"), ("reason", "line")):
                label = Words(text(f"prueflisten.{key}"))
                editor = make_editor(FieldSpec(label=text(f"prueflisten.{key}"), kind=kind), self._session.engine.content)
                editor.value_changed.connect(lambda value, k=key: self._set(k, value))
                editor.focused.connect(self._tell_help)
                editor.left.connect(self._session.end_typing)
                label.setBuddy(editor.focus_widget())
                layout.addWidget(label)
                layout.addWidget(editor)
                self._details[key] = editor
                self._labels[key] = label
            self.refresh()
        self._drawer.show()
        self._more.setText(text("prueflisten.weniger"))
        next(iter(self._details.values())).focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, key: str, value: object) -> None:
        def change(case: Case) -> Case:
            old = case.checklist.get(self.item.id, ChecklistState())
            new = ChecklistState.model_validate({**old.model_dump(), key: value})
            kept = {name: state for name, state in case.checklist.items() if name != self.item.id}
            return case.model_copy(update={"checklist": kept if new == ChecklistState() else {**kept, self.item.id: new}})

        self._session.edit(change, text("verlauf.eingabe", what=self.item.text), f"checklist[{self.item.id}].{key}")

    def focus_state(self) -> None:
        """Put the focus on the item's state."""
        self._state.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the user said and what the data says."""
        said = self._session.case.checklist.get(self.item.id, ChecklistState())
        tick = self._session.ticks.get(self.item.id, Tick(done=False))
        self._state.set_value(said.state or ("erledigt" if tick.done else ""))
        for key, editor in self._details.items():
            editor.set_value(getattr(said, key))
            if key == "reason":
                for widget in (editor, self._labels[key]):
                    widget.setVisible(said.state == "entfaellt" or bool(said.reason))
        parts = (
            said.reason,
            said.note,
            text("prueflisten.zustaendig", person=said.person) if said.person else "",
            text("prueflisten.bis", date=f"{said.due:%d.%m.%Y}") if said.due else "",
        )
        told = " · ".join(part for part in parts if part)
        automatic = tick.done and not said.state
        words = text("prueflisten.automatisch", reason=tick.reason) if automatic else told
        self._reason.set_words(words)
        done = said.state in ("erledigt", "entfaellt") or automatic
        self._mark.set_state("vollstaendig" if done else "begonnen" if said.state else "leer")


class ChecklistView(QWidget):
    """All items of one list."""

    help_wanted = Signal(object)
    go = Signal(str)

    def __init__(self, checklist: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checklist: Checklist = next(entry for entry in session.engine.content.checklists if entry.id == checklist)
        self._items = [ItemView(item, session, self) for item in self.checklist.items]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for view in self._items:
            view.help_wanted.connect(self.help_wanted)
            view.go.connect(self.go)
            layout.addWidget(view)

    def show_only_open(self, only: bool) -> int:
        """Show all items or those where something is left to do; gives how many are open."""
        for view in self._items:
            view.setVisible(not only or not view.done)
        return sum(not view.done for view in self._items)

    @property
    def count(self) -> int:
        """How many items the list has."""
        return len(self._items)

    def item(self, item_id: str) -> ItemView | None:
        """The view of an item."""
        return next((view for view in self._items if view.item.id == item_id), None)

    def refresh(self) -> None:
        """Show the states as they are now."""
        for view in self._items:
            view.refresh()
