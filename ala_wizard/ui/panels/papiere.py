"""The papers that an application needs: what for, who brings them, what they cost, and how each stands in this case."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.checks.open_list import people
from ala_wizard.checks.papers import PaperState
from ala_wizard.content.papers import GROUPS, Paper, papers
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case, ChecklistState
from ala_wizard.model.german import format_date
from ala_wizard.ui import folded, icons, theme
from ala_wizard.ui.editors.options import OptionsEditor
from ala_wizard.ui.kit import Words, box, button, column, hairline, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.vormerken import Assign
from ala_wizard.ui.session import Session

PAD = 16
"""Room at either side of a pill's words, which are bold when it is chosen."""
MARKS = {"da": "vollstaendig", "kommt": "begonnen", "offen": "leer", "entfaellt": "ohne"}
SAID = {"erledigt": "habe_ich", "offen": "fehlt_noch", "entfaellt": "brauche_nicht"}


class PaperRow(QWidget):
    """One paper. Person, day and the user's own word open below it when wanted."""

    def __init__(self, paper: Paper, panel: PapierePanel) -> None:
        super().__init__(panel)
        self.paper, self._panel = paper, panel
        part = panel.session.engine.content.part_of[paper.place]
        self._mark = icons.StateMark(parent=self)
        self._state = Words("", "small", wrap=False)
        self._reason = Words("", "small")
        self.edit = button(text("vormerken.knopf"), self.toggle, "small", parent=self)
        self.edit.setAccessibleName(text("vormerken.knopf_zu", what=paper.title))
        folded.tell(self.edit, False)
        self.jump = link(part.short, partial(panel.go.emit, part.step, paper.place), self)
        self.jump.setAccessibleName(text("papierliste.stelle_von", place=part.short, name=paper.title))
        facts = QGridLayout()
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(theme.px(12))
        facts.setVerticalSpacing(theme.px(2))
        facts.setColumnStretch(1, 1)
        self._reason_label = Words(text("papierliste.stand"), "small", wrap=False)
        lines = (
            (Words(text("papierliste.wer"), "small", wrap=False), Words(paper.who, "small_ink")),
            (Words(text("papierliste.dauert"), "small", wrap=False), Words(paper.takes, "small_ink")),
            (self._reason_label, self._reason),
            (Words(text("papierliste.stelle"), "small", wrap=False), self.jump),
        )
        lines[-1][0].setMinimumHeight(theme.px(24))  # as high as a link, so that both stand on one line
        for place, (label, words) in enumerate(lines):
            facts.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(words, place, 1, Qt.AlignmentFlag.AlignTop if words is not self.jump else Qt.AlignmentFlag.AlignLeft)
        right = QWidget(self)
        right.setFixedWidth(theme.px(148))
        state = row(self._mark, self._state, "*", gap=8, margins=(0, 4, 0, 0))
        right.setLayout(column(state, 2, Words(text(f"papierliste.{paper.needed}"), "small"), 8, row(self.edit, "*"), "*"))
        whole = row(column(Words(paper.title, "bold"), 2, Words(paper.what_for, "second"), 6, facts, "*"), right, gap=16)
        whole.setStretch(0, 1)
        self._drawer = QVBoxLayout()
        self._drawer.setContentsMargins(0, 0, 0, 0)
        self._assign: Assign | None = None
        self._said: OptionsEditor | None = None
        self.setLayout(
            column(
                whole,
                self._drawer,
                margins=(16, 12, 16, 12),
            )
        )

    @property
    def is_open(self) -> bool:
        """Is the form for person, day and state there?"""
        return self._assign is not None and not self._assign.isHidden()

    def toggle(self) -> None:
        """Open the form or close it."""
        if self.is_open:
            self.close_form()
            return
        if self._assign is None:
            self._build()
        for widget in (self._said, self._assign):
            if widget is not None:
                widget.show()
        folded.tell(self.edit, True)
        self._panel.show_checks()
        if self._assign is not None:
            self._assign.focus_first()
        self._panel.shown.emit(self)

    def _build(self) -> None:
        session = self._panel.session
        self._said = OptionsEditor({value: text(f"papierliste.{key}") for value, key in SAID.items()}, self)
        self._said.set_accessible(text("papierliste.stand_von", name=self.paper.title))
        self._said.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._said.value_changed.connect(lambda value: self._note("state", state=value or ""))
        self._assign = Assign(self.paper.title, session.engine.content, people(session.case, session.open_list), parent=self)
        self._assign.changed.connect(lambda who, due: self._note("wer", person=who.strip(), due=due))
        name, place = text("vormerken.verlauf", what=self.paper.title), f"todo[{self.paper.id}]"
        self._assign.unread_changed.connect(lambda typed: session.set_unread(f"{place}.due", typed, name, f"{place}.wer"))
        self._assign.done.connect(self.close_form)
        for editor in (self._said, self._assign):
            editor.left.connect(session.end_typing)
            self._drawer.addWidget(editor)

    def close_form(self) -> None:
        """Put the form away; the focus goes back to its button."""
        for widget in (self._said, self._assign):
            if widget is not None:
                widget.hide()
        folded.tell(self.edit, False)
        self._panel.session.end_typing()
        self._panel.show_checks()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, what: str, **new: object) -> None:
        key = self.paper.id

        def change(case: Case) -> Case:
            said = ChecklistState.model_validate({**case.todo.get(key, ChecklistState()).model_dump(), **new})
            kept = {name: entry for name, entry in case.todo.items() if name != key}
            return case.model_copy(update={"todo": kept if said == ChecklistState() else {**kept, key: said}})

        name = text("papierliste.verlauf" if what == "state" else "vormerken.verlauf", name=self.paper.title, what=self.paper.title)
        self._panel.session.edit(change, name, f"todo[{key}].{what}")

    def show_state(self, found: PaperState) -> None:
        """Show how the paper stands."""
        self._mark.set_state(MARKS[found.state])
        self._state.set_words(text(f"papierliste.zustand_{found.state}"))
        who = text("papierliste.kuemmert", who=found.who.strip()) if found.who.strip() else ""
        due = text("papierliste.bis", date=format_date(found.due)) if found.due else ""
        care = ", ".join(piece for piece in (who, due) if piece)
        words = " ".join(piece for piece in (found.reason, f"{care[:1].upper()}{care[1:]}." if care else "") if piece)
        self._reason.set_words(words)
        self._reason.setVisible(bool(words))
        self._reason_label.setVisible(bool(words))
        if self._assign is not None and self._said is not None:
            case = self._panel.session.case
            self._assign.show_values(found.who, found.due, case.unread.get(f"todo[{self.paper.id}].due", ""))
            self._said.set_value(self._panel.session.case.todo.get(self.paper.id, ChecklistState()).state)


class PapierePanel(Panel):
    """All papers by group, or only those that are missing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._pills = (QPushButton(self), QPushButton(self))
        group = QButtonGroup(self)
        for pill in self._pills:
            pill.setCheckable(True)
            pill.setProperty("role", "pill")
            pill.clicked.connect(self.show_checks)
            group.addButton(pill)
        self._pills[0].setChecked(True)
        self._nothing = Words(text("papierliste.nichts"))
        self.rows = {paper.id: PaperRow(paper, self) for paper in papers()}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(Words(text("papierliste.titel"), "section"))
        whole.addWidget(Words(text("papierliste.was"), "second"))
        whole.addSpacing(theme.px(4))
        whole.addLayout(row(*self._pills, "*", gap=8))
        whole.addWidget(self._nothing)
        self._groups: list[tuple[QWidget, QWidget, list[tuple[PaperRow, QWidget | None]]]] = []
        for name in GROUPS:
            chosen = [self.rows[paper.id] for paper in papers() if paper.group == name]
            lines = [hairline(self) if place else None for place in range(len(chosen))]
            body = column()
            for line, entry in zip(lines, chosen, strict=True):
                if line is not None:
                    body.addWidget(line)
                body.addWidget(entry)
            title, card = Words(text(f"papierliste.gruppe_{name}"), "question"), box("card", body, self)
            whole.addSpacing(theme.px(8))
            whole.addWidget(title)
            whole.addWidget(card)
            self._groups.append((title, card, list(zip(chosen, lines, strict=True))))

    addresses = tuple(f"todo[D{number}]" for number in range(1, 100))

    def focus_at(self, address: str = "") -> bool:
        """Put the focus on a paper's button."""
        entry = self.rows.get(address.removeprefix("todo[").partition("]")[0]) or next(iter(self.rows.values()))
        entry.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_checks(self) -> None:
        found = {state.paper.id: state for state in self.session.papers}
        missing = {name for name, state in found.items() if state.state in ("offen", "kommt")}
        only = self._pills[1].isChecked()
        self._pills[0].setText(text("papierliste.alle", count=len(found)))
        self._pills[1].setText(text("papierliste.offene", count=len(missing)))
        for pill in self._pills:
            pill.setMinimumWidth(QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text()) + theme.px(2 * PAD))
        for name, entry in self.rows.items():
            entry.show_state(found[name])
        for title, card, entries in self._groups:
            first = True
            for entry, line in entries:
                shown = not only or entry.paper.id in missing or entry.is_open
                entry.setVisible(shown)
                if line is not None:
                    line.setVisible(shown and not first)
                first = first and not shown
            title.setVisible(not first)
            card.setVisible(not first)
        self._nothing.setVisible(only and not missing)
