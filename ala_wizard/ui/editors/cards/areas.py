"""Work areas as cards: what, when, whose, and step by step (K5.2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ala_wizard.content.texts import text
from ala_wizard.model.base import Row
from ala_wizard.model.farm import WorkArea, WorkStep
from ala_wizard.ui.editors.cards.card import Card, Unread
from ala_wizard.ui.editors.cards.editor import CardsEditor
from ala_wizard.ui.editors.cards.steps import StepsEditor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.row import FieldRow
from ala_wizard.ui.kit import Words, column


class AreaCard(Card):
    """One work area."""

    steps_changed = Signal(str, object)
    """What was done to the steps, and the steps."""

    def build_body(self) -> None:
        content = self.session.engine.content
        for key in ("name", "assignment", "season", "new", "steps", "aids"):
            spec = self.columns[key]
            if key == "steps":
                steps = StepsEditor(f"{self.block.target}[{self.row_id}].steps", self.body)
                steps.set_accessible(spec.label, spec.help)
                self.place(key, steps)
                steps.value_changed.disconnect()
                steps.value_changed.connect(lambda value, made=steps: self.steps_changed.emit(made.what, value))
            else:
                self.place(key, make_editor(spec, content, parent=self.body))
        self.fields.addLayout(self._labelled("name"))
        self.fields.addWidget(FieldRow([(self.columns[key].label, self.editors[key]) for key in ("assignment", "new")], self.body))
        self.fields.addLayout(self._labelled("season"))
        self.fields.addWidget(Words(self.columns["steps"].label, "bold"))
        self.fields.addWidget(self.editors["steps"])
        self.fields.addLayout(self._labelled("aids"))

    def _labelled(self, key: str) -> QVBoxLayout:
        label = Words(self.columns[key].label)
        label.setBuddy(self.editors[key].focus_widget())
        return column(label, self.editors[key], gap=6)

    @property
    def steps(self) -> StepsEditor:
        """The list of steps."""
        found = self.editors["steps"]
        assert isinstance(found, StepsEditor)
        return found

    def show_row(self, row_: Row, number: int, count: int, unread: Unread) -> None:
        super().show_row(row_, number, count, unread)
        assert isinstance(row_, WorkArea)
        content = self.session.engine.content
        steps = [step for step in row_.steps if step.text.strip() or step.aid.strip()]
        helped = sum(bool(step.aid.strip()) for step in steps)
        parts = [
            _steps(len(steps), helped),
            content.label("assignment", row_.assignment) if row_.assignment else "",
            row_.season.strip(),
            text("bereiche.neu") if row_.new == "ja" else "",
        ]
        note = " · ".join(part for part in parts if part)
        title = row_.name.strip() or text("bereiche.ohne_namen", number=number + 1)
        self.say(title, note, f"{title}. {note}")

    def focus_key(self, key: str = "") -> None:
        inner, _, field = key.removeprefix("steps[").partition("].")
        self.set_open(True)
        if key.startswith("steps[") and self.steps.focus_step(inner, field):
            return
        super().focus_key(key if key in self.editors else "")


def _steps(count: int, helped: int) -> str:
    """„4 Schritte, 3 mit Hilfsmittel“."""
    if not count:
        return text("bereiche.keine_schritte")
    words = text("bereiche.ein_schritt") if count == 1 else text("bereiche.schritte", count=count)
    if not helped:
        return words
    return text("bereiche.alle_mit" if helped == count else "bereiche.mit", steps=words, count=helped)


class AreasEditor(CardsEditor):
    """The work areas of the offer."""

    def make_card(self, row_id: str) -> Card:
        card = AreaCard(self.block, self.session, row_id, self)
        card.steps_changed.connect(lambda deed, value: self._steps_changed(row_id, deed, value))
        return card

    def _steps_changed(self, row_id: str, deed: str, value: object) -> None:
        what, _, _ = deed.partition(".")
        names = {"dazu": "bereiche.schritt_dazu", "platz": "bereiche.schritt_geschoben", "weg": "bereiche.schritt_weg"}
        if what not in names:
            self.change(row_id, "steps", value, f"steps[{deed}")
            return
        rows = tuple(row.model_copy(update={"steps": value}) if row.id == row_id else row for row in self._rows)
        self.deed.emit(rows, f"{what}:{row_id}:{deed}", text(names[what]))

    def new_row(self) -> Row:
        return WorkArea(steps=(WorkStep(),))

    def finished(self, row: Row) -> bool:
        return isinstance(row, WorkArea) and bool(row.name.strip() and row.assignment and any(step.text.strip() for step in row.steps))

    def summed_up(self, rows: tuple[Row, ...]) -> str:
        areas = [row for row in rows if isinstance(row, WorkArea)]
        if not areas:
            return ""
        ala = sum(area.assignment == "ala" for area in areas)
        words = text("bereiche.einer") if len(areas) == 1 else text("bereiche.viele", count=len(areas))
        return text("bereiche.davon_ala", areas=words, count=ala) if ala else text("bereiche.ohne_ala", areas=words)
