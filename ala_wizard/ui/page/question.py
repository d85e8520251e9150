"""One guiding question on a page: its words, its state, its editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.calc.results import Line, Results
from ala_wizard.checks.answered import holds, is_draft, open_points
from ala_wizard.checks.answered import state as question_state
from ala_wizard.checks.findings import Finding
from ala_wizard.checks.parked import active
from ala_wizard.checks.stepwise import finish
from ala_wizard.content.effects import effective
from ala_wizard.content.schema import Column, FieldSpec, PageField, Question, TableBlock, When
from ala_wizard.content.texts import text
from ala_wizard.flow.steps import contradicts
from ala_wizard.model import path
from ala_wizard.model.base import Row
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_money
from ala_wizard.model.money import total
from ala_wizard.ui import icons, theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.coverage import CoverageEditor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.rich.answer import AnswerEditor
from ala_wizard.ui.editors.row import FieldRow
from ala_wizard.ui.editors.rows import RowsEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.example import has_example
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, row
from ala_wizard.ui.page.checklist import ChecklistView
from ala_wizard.ui.page.effect import EffectCard, consequences
from ala_wizard.ui.page.helper import HelperCard
from ala_wizard.ui.page.parked import ParkedNote
from ala_wizard.ui.page.shapes import rows_editor
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

WIDE = frozenset({"text", "line", "counts"})
"""Kinds of field that take a line of their own, unless they say that their text is short."""

DEEDS = frozenset({"cell", "add", "move", "copy"})
"""Kinds of change in a table, each with a name of its own in the history; see `TableEditor`."""

MakePanel = Callable[[str, Session, QWidget], Panel]


class QuestionCard(QWidget):
    """A question without a box: heading, state, hint, editors."""

    help_wanted = Signal(object)
    go = Signal(str)
    """Address of the case, or ID of a question, to show."""

    def __init__(self, question: Question, session: Session, make_panel: MakePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._session = session
        self._content = session.engine.content
        self._fields: dict[str, tuple[Editor, PageField]] = {}
        self._tables: list[tuple[TableEditor | RowsEditor, TableBlock]] = []
        self._answer: Editor | None = None
        self._coverage: CoverageEditor | None = None
        self.panel: Panel | None = None
        self.checklist: ChecklistView | None = None
        self._conditional: list[tuple[When, QWidget]] = []
        self._effect: EffectCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if question.when is not None:
            whole = self._column
            asked = QWidget(self)
            self._column = QVBoxLayout(asked)
            self._column.setContentsMargins(0, 0, 0, 0)
            self._column.setSpacing(0)
            whole.addWidget(asked)
            self._conditional.append((question.when, asked))
        self.helper: HelperCard | None = None
        if question.kind != "panel":
            self._build_head()
            self._build_fields()
            self._build_answer()
            for block in question.tables:
                self._build_table(block)
        if question.helper:
            self.helper = HelperCard(question.helper, make_panel(question.helper, session, self), self)
            self.helper.panel.help_wanted.connect(self.help_wanted)
            self._column.addSpacing(theme.px(8))
            self._column.addWidget(self.helper)
        if question.panel:
            self.panel = make_panel(question.panel, session, self)
            self.panel.help_wanted.connect(self.help_wanted)
            self._column.addSpacing(theme.px(16) if question.kind != "panel" else 0)
            self._column.addWidget(self.panel)
        self._parked: ParkedNote | None = None
        layout = self.layout()
        if layout is not None and any(entry.question.id == question.id for entry in self._content.conditions):
            self._parked = ParkedNote(question, session, self)
            layout.addWidget(self._parked)
        self.refresh()
        self.show_checks()

    # -- building --------------------------------------------------------------

    def _build_head(self) -> None:
        self._mark = icons.StateMark(parent=self)
        self._state = Words("", "small", wrap=False, parent=self)
        state = row(self._mark, self._state, gap=8, margins=(0, 4, 0, 0))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(16))
        head.addWidget(Words(self.question.ask, "question"), 1)
        head.addLayout(state)
        head.setAlignment(state, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        if self.question.hint:
            self._column.addSpacing(theme.px(4))
            self._column.addWidget(Words(self.question.hint, "second"))

    def _build_fields(self) -> None:
        """Short fields beside each other, wide ones and yes/no each on a line of their own.

        A line of text that follows a short one (the town after the postcode) fills the rest of its line.
        """
        line: list[tuple[str, Editor]] = []
        after_short = False
        kinds = ("", *(spec.kind for spec in self.question.fields))
        for before, spec in zip(kinds, self.question.fields, strict=False):
            editor = self._field_editor(spec)
            if spec.when is not None:
                self._place_line(line)
                line, after_short = [], False
                self._column.addSpacing(theme.px(0 if spec.kind == before == "check" else 12))
                cell = self._asked(spec, editor) if spec.kind == "yesno" else self._labelled(spec, editor)
                self._column.addWidget(cell)
                self._bind(spec.when, cell)
                continue
            wide = spec.kind == "yesno" or (spec.kind in WIDE and not spec.size) or editor.own_label
            if not wide or (spec.kind == "line" and after_short):
                line.append((spec.label, editor))
                after_short = bool(spec.size)
                continue
            self._place_line(line)
            line, after_short = [], False
            self._column.addSpacing(theme.px(4 if spec.kind == "yesno" else 0 if spec.kind == before == "check" else 12))
            self._column.addWidget(self._asked(spec, editor) if spec.kind == "yesno" else self._labelled(spec, editor))
        self._place_line(line)

    def _bind(self, when: When | None, widget: QWidget) -> None:
        """A widget that is there only where a condition holds."""
        if when is not None:
            self._conditional.append((when, widget))

    def _place_line(self, line: list[tuple[str, Editor]]) -> None:
        if line:
            self._column.addSpacing(theme.px(12))
            self._column.addWidget(FieldRow(line, self))

    def _field_editor(self, spec: PageField) -> Editor:
        editor = make_editor(spec, self._content, self._rows_of)
        editor.setProperty("address", spec.target)
        editor.value_changed.connect(lambda value: self._field_changed(spec, value))
        editor.unread_changed.connect(lambda typed: self._session.set_unread(spec.target, typed, self._name(spec.label)))
        editor.focused.connect(lambda: self.help_wanted.emit(self._help(spec)))
        editor.left.connect(self._session.end_typing)
        if effective().of(spec.target) is not None:
            editor.focused.connect(lambda: self._watch(spec.target, spec, editor))
            editor.left.connect(self._leave)
        self._fields[spec.target] = (editor, spec)
        return editor

    def _labelled(self, spec: PageField, editor: Editor) -> QWidget:
        """An editor below its words."""
        cell = QWidget(self)
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        if not editor.own_label:
            label = Words(spec.label)
            label.setBuddy(editor.focus_widget())
            box.addWidget(label)
        box.addWidget(editor)
        box.addStretch(1)
        return cell

    def _asked(self, spec: PageField, editor: Editor) -> QWidget:
        """A yes/no beside its words: such fields read as a list."""
        whole = QWidget(self)
        words = Words(spec.label)
        words.setBuddy(editor.focus_widget())
        line = row(words, editor, gap=24)
        line.setStretch(0, 1)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(editor.take_message())
        return whole

    def _build_answer(self) -> None:
        question = self.question
        if question.kind in ("text", "line"):
            answer = self._text_editor() if question.kind == "text" else self._line_editor()
            answer.setProperty("address", self._address)
            answer.value_changed.connect(lambda value: self._session.change(self._address, value, self._answer_name))
            answer.focused.connect(lambda: self.help_wanted.emit(self.help()))
            answer.left.connect(self._session.end_typing)
            self._answer = answer
            self._column.addSpacing(theme.px(16 if question.fields else 10))
            self._column.addWidget(answer)
            self._bind(question.answer_when, answer)
        elif question.kind == "coverage":
            self._coverage = CoverageEditor(self)
            self._coverage.set_accessible(question.ask, question.help)
            self._coverage.value_changed.connect(lambda value: self._session.change(f"coverage[{question.id}]", value, self._answer_name))
            self._coverage.focused.connect(lambda: self.help_wanted.emit(self.help()))
            self._coverage.left.connect(self._session.end_typing)
            self._column.addSpacing(theme.px(8))
            self._column.addWidget(self._coverage)
            self._bind(question.answer_when, self._coverage)
        elif question.kind == "checklist":
            self.checklist = ChecklistView(question.checklist, self._session, self)
            self.checklist.help_wanted.connect(self.help_wanted)
            self._column.addSpacing(theme.px(8))
            self._column.addWidget(self.checklist)

    def _text_editor(self) -> Editor:
        editor = AnswerEditor(self.question, self._session, self)
        editor.go.connect(self.go)
        return editor

    def _line_editor(self) -> Editor:
        return make_editor(FieldSpec(label=self.question.ask, kind="line", help=self.question.help), self._content)

    def _build_table(self, block: TableBlock) -> None:
        table = rows_editor(block, self._session, self._rows_of, self)
        if isinstance(table, RowsEditor):
            table.deed.connect(lambda rows, what, name, b=block: self._deed(b, rows, what, name))
        table.rows_changed.connect(lambda rows, what, b=block: self._rows_changed(b, rows, what))
        table.unread_changed.connect(lambda address, typed, b=block: self._session.set_unread(address, typed, self._name(b.title)))
        table.cell_focused.connect(lambda key, row_id, b=block: self.help_wanted.emit(self._cell_help(b, key, row_id)))
        table.left_table.connect(self._session.end_typing)
        table.cell_focused.connect(lambda key, row_id, b=block, t=table: self._watch_cell(b, t, key, row_id))
        table.left_table.connect(self._leave)
        if block.target in effective().owners:
            table.may_remove = lambda entry, b=block: self._may_remove(b, entry)
        first = not self._tables and self._answer is None and not self._fields
        self._tables.append((table, block))
        self._column.addSpacing(theme.px(16 if first else 24))
        self._column.addWidget(table)

    # -- what a change means ---------------------------------------------------

    def _watch(self, address: str, spec: FieldSpec, widget: QWidget) -> None:
        """From now on say below this widget what a change of this value means."""
        if self._effect is None:
            self._effect = EffectCard(self._session, self)
            self._effect.go.connect(self.go)
            self._effect.placed.connect(self._place_effect)
            self._effect.done.connect(self._back_to)
        self._effect.watch(address, spec, widget)

    def _place_effect(self, widget: QWidget) -> None:
        """Let the card stand below the line of a widget."""
        if self._effect is None:
            return
        above = widget.parentWidget()
        while above is not None and self._column.indexOf(widget) < 0:
            widget, above = above, above.parentWidget()
        self._column.removeWidget(self._effect)
        self._column.insertWidget(self._column.indexOf(widget) + 1, self._effect)

    def _leave(self) -> None:
        """A field or table was left."""
        if self._effect is not None:
            self._effect.leave()

    def _watch_cell(self, block: TableBlock, table: TableEditor, key: str, row_id: str) -> None:
        if effective().of(f"{block.target}[{row_id}].{key}") is None:
            return
        spec = next((column for column in block.columns if column.key == key), None)
        if spec is not None:
            self._watch(f"{block.target}[{row_id}].{key}", spec, table)

    @staticmethod
    def _back_to(widget: QWidget) -> None:
        """The focus goes back to where the change was made."""
        if isinstance(widget, (Editor, TableEditor)):
            widget.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_remove(self, block: TableBlock, entry: Row) -> bool:
        """Ask before a row goes that others refer to."""
        rows = tuple(other for other in self._session.value(block.target) if other.id != entry.id)
        case = self._session.case
        effects = finish(self._session.engine.effects(case, path.replace(case, block.target, rows)))
        if not any(effect.kind == "bezug" for effect in effects):
            return True
        name = str(getattr(entry, "name", "")).strip()
        words, figures = consequences(effects)
        title = text("wirkung.entfernen", name=name) if name else text("wirkung.entfernen_ohne")
        dialog = Dialog(title, words, (text("wirkung.behalten"), text("wirkung.entfernen_ja")), self.window())
        if figures:
            dialog.add_pairs(figures)
        dialog.body.addWidget(Words(text("wirkung.rueckgaengig"), "second"))
        return dialog.ask() == 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._effect is not None and self._effect.isVisible():
            self._effect.take_back()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page lets the change stand."""
        if self._effect is not None and not event.spontaneous():
            self._effect.dismiss()
        super().hideEvent(event)

    # -- values ----------------------------------------------------------------

    @property
    def _address(self) -> str:
        return f"answers[{self.question.id}]"

    @property
    def _answer_name(self) -> str:
        return self._name(self.question.heading or self.question.ask)

    @staticmethod
    def _name(words: str) -> str:
        return text("verlauf.eingabe", what=words)

    def _field_changed(self, spec: PageField, value: Any) -> None:
        self._session.change(spec.target, value, self._name(spec.label))

    def _rows_changed(self, block: TableBlock, rows: tuple[Row, ...], what: str) -> None:
        place = f"{block.target}|{what}"
        deed, _, row_id = what.partition(":")
        if deed != "remove":
            column = next((spec.label for spec in block.columns if row_id.endswith(f":{spec.key}")), "")
            name = text(f"verlauf.{deed}", what=block.title, column=column) if deed in DEEDS else self._name(block.title)
            self._session.change(block.target, rows, name, place)
            return
        gone = f"{block.target}[{row_id}]"

        def remove(case: Case) -> Case:
            unread = {address: typed for address, typed in case.unread.items() if not address.startswith(gone)}
            return path.replace(case.model_copy(update={"unread": unread}), block.target, rows)

        self._session.edit(remove, text("verlauf.remove", what=block.title), place)

    def _deed(self, block: TableBlock, rows: tuple[Row, ...], what: str, name: str) -> None:
        self._session.change(block.target, rows, name, f"{block.target}|{what}")

    def _rows_of(self, address: str) -> list[tuple[str, str]]:
        """Rows of another table to choose from: ID and name."""
        return [(entry.id, getattr(entry, "name", "") or entry.id) for entry in self._session.value(address)]

    def refresh(self) -> None:
        """Show what the case says now."""
        case = self._session.case
        self._show_asked()
        for address, (editor, _spec) in self._fields.items():
            editor.set_value(self._session.value(address))
            editor.set_unread(case.unread.get(address, ""))
        if self._answer is not None:
            self._answer.set_value(case.answers.get(self.question.id, ""))
            if isinstance(self._answer, AnswerEditor):
                self._answer.renew()
        if self._coverage is not None:
            people = [(person.id, person.name or text("frage.ohne_namen"), person.qualification) for person in case.people]
            services = [(entry.id, entry.name or text("frage.ohne_namen"), entry.scope) for entry in case.external_services]
            self._coverage.set_options(people + services)
            self._coverage.set_value(case.coverage.get(self.question.id, ()))
        for table, block in self._tables:
            table.set_rows(self._session.value(block.target), case.unread, self._amounts(block, self._session.results))
            if block.result and isinstance(table, TableEditor):
                lines = self._lines(block)
                table.set_total(text("frage.summe") if lines else "", format_money(total(line.amount for line in lines)))
        if self.helper is not None:
            self.helper.refresh()
        if self.panel is not None:
            self.panel.refresh()

    def _show_asked(self) -> None:
        """Show what is asked now, and what rests."""
        if not self._conditional:
            return
        for when, widget in self._conditional:
            widget.setVisible(holds(when, self._session.case))
        resting = tuple(entry for entry in self._session.parked if entry.condition.question.id == self.question.id)
        if self._parked is not None:
            self._parked.show_parked(resting)
        self.setVisible(holds(self.question.when, self._session.case) or bool(resting))

    def show_checks(self) -> None:
        """Show the state and what contradicts, as the last check found it."""
        if self.checklist is not None:
            self.checklist.refresh()
        if self._effect is not None:
            self._effect.refresh()
        if self.panel is not None:
            self.panel.show_checks()
        if self.question.kind == "panel":
            return
        for address, (editor, _spec) in self._fields.items():
            editor.set_problem(next((f.text for f in self._session.findings if f.address == address and _contradicts(f)), ""))
        if isinstance(self._answer, AnswerEditor):
            self._answer.renew_numbers()
        if self.checklist is not None:
            open_, count = self.checklist.count_of("offen"), self.checklist.count
            self._mark.set_state("vollstaendig" if not open_ else "leer" if open_ == count else "begonnen")
            self._state.set_words(text("punkt.offen", open=open_, count=count) if open_ else text("punkt.keiner_offen"))
            return
        case = active(self._session.case, self._content)
        state = question_state(self.question, case)
        points = len(open_points(self.question, case))
        if state == "begonnen" and not points and not is_draft(self.question, case):
            state = "vollstaendig"
        optional = state == "leer" and not self.question.required
        wrong = any(contradicts(finding) and finding.question == self.question.id for finding in self._session.findings)
        if wrong:
            state = "begonnen"
        words = "frage.pruefen" if wrong else "frage.freiwillig" if optional else f"frage.{state}"
        self._mark.set_state("ohne" if optional else state)
        self._state.set_words(text(words))

    def _lines(self, block: TableBlock) -> list[Line]:
        """The printed lines of a table's rows."""
        results = self._session.results
        every = results.kosten.lines if block.result == "kostenkalkulation" else results.ergebnis.ertraege_lines
        return [line for line in every if line.address.startswith(block.target + "[")]

    def _amounts(self, block: TableBlock, results: Results) -> Callable[[str], str] | None:
        if not block.result:
            return None
        amounts = {line.id: line.amount for line in self._lines(block)}
        split = {line.id.removesuffix(".personal"): line.amount for line in results.kosten.personal if line.id.endswith(".personal")}

        def shown(row_id: str) -> str:
            amount = amounts.get(row_id)
            return format_money(None if amount is None else amount + split.get(row_id, 0))

        return shown

    # -- help ------------------------------------------------------------------

    def help(self) -> Help:
        """The help of the question itself."""
        question = self.question
        whole = question.id if question.kind == "text" and has_example(question.id) else ""
        return Help(question.ask, question.help, question.authority, question.example, question.source, whole)

    def _help(self, spec: FieldSpec) -> Help:
        """The help of a field; where it says nothing, the question speaks."""
        question = self.question
        return Help(spec.label, spec.help or question.help, question.authority, spec.example, spec.source or question.source)

    def _cell_help(self, block: TableBlock, key: str, row_id: str) -> Help:
        column = next((entry for entry in block.columns if entry.key == key), None)
        base = self._help(column) if column is not None else self.help()
        chosen = self._chosen(block, row_id) if not block.shape or key == block.row_help else None
        if chosen is None:
            return base
        label, words, source = chosen
        about = f"{words}\n\n{base.title}: {base.about}" if column is not None and column.help else words
        return Help(label, about, base.authority, base.example, source or base.source)

    def _chosen(self, block: TableBlock, row_id: str) -> tuple[str, str, tuple[str, ...]] | None:
        """Label, help and source of the choice that a row is of, where the choice has its own help."""
        spec: Column | None = next((entry for entry in block.columns if entry.key == block.row_help), None)
        entry = next((entry for entry in self._session.value(block.target) if entry.id == row_id), None)
        if spec is None or entry is None:
            return None
        value = getattr(entry, block.row_help)
        choice = next((c for c in self._content.choices[spec.choices].choices if c.value == value), None)
        return (choice.label, choice.help, choice.source) if choice is not None and choice.help else None

    # -- going there -----------------------------------------------------------

    def panels(self) -> tuple[Panel, ...]:
        """The panels that stand here."""
        helper = (self.helper.panel,) if self.helper is not None else ()
        return (*helper, self.panel) if self.panel is not None else helper

    def addresses(self) -> tuple[str, ...]:
        """Addresses of the case that are edited here."""
        own = [self._address] if self._answer is not None else []
        if self._coverage is not None:
            own.append(f"coverage[{self.question.id}]")
        if self.panel is not None:
            own.extend(self.panel.addresses)
        return (*own, *self._fields, *(block.target for _, block in self._tables))

    def focus_at(self, address: str = "") -> bool:
        """Put the focus into the editor of an address; without one into the first editor."""
        if self.panel is not None and (self.question.kind == "panel" or (address and address in self.panel.addresses)):
            return self.panel.focus_at(address)
        for target, (editor, _spec) in self._fields.items():
            if not address or target == address:
                editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        for table, block in self._tables:
            if address.startswith(block.target) and address:
                row_id, _, key = address.removeprefix(block.target).removeprefix("[").partition("].")
                if not table.focus_cell(row_id, key):
                    table.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        first = self._answer or self._coverage
        if first is not None:
            first.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self._tables:
            self._tables[0][0].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False


def _contradicts(finding: Finding) -> bool:
    return finding.rule not in ("offen", "unlesbar") and finding.severity != "hinweis"
