"""Steps of a work area: a line each for the step and for what helps with it, in an order that keys can change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.model.farm import WorkStep
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.fields import LineEditor
from ala_wizard.ui.editors.pasting import plain_of
from ala_wizard.ui.kit import Words, button

Key = Qt.Key
FIELDS = ("text", "aid")
NUMBER, GAP, SMALL = 22, 8, 28
"""Px at 100 %: the number of a step, between its parts, each of the three buttons at its end."""


class StepLine(QWidget):
    """One step: its number, its two fields, and three small buttons."""

    def __init__(self, owner: StepsEditor, step: WorkStep) -> None:
        super().__init__(owner)
        self.step_id = step.id
        self.number = Words("", "small", wrap=False)
        self.number.setFixedWidth(theme.px(NUMBER))
        self.editors: dict[str, LineEditor] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(GAP))
        line.addWidget(self.number)
        for key, weight in (("text", 5), ("aid", 4)):
            editor = LineEditor(FieldSpec(label=text(f"schritte_liste.{key}"), kind="line"), self)
            editor.setProperty("address", f"{owner.address}[{step.id}].{key}")
            editor.value_changed.connect(lambda value, key=key: owner.typed(step.id, key, value))
            editor.focused.connect(owner.focused)
            editor.left.connect(owner.left)
            editor.input.setProperty("step", step.id)
            editor.input.setProperty("part", key)
            editor.input.installEventFilter(owner)
            self.editors[key] = editor
            line.addWidget(editor, weight)
        self.buttons = []
        for name, sign, act in (
            ("hoch", "chevron-up", lambda: owner.move_step(step.id, -1)),
            ("runter", "chevron-down", lambda: owner.move_step(step.id, 1)),
            ("weg", "close", lambda: owner.remove_step(step.id)),
        ):
            made = QToolButton(self)
            made.setFixedSize(theme.px(SMALL), theme.px(32))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setToolTip(text(f"schritte_liste.{name}_tip"))
            made.clicked.connect(act)
            icons.set_icon(made, sign, "ink2", 18)
            self.buttons.append((name, made))
            line.addWidget(made)

    def show_step(self, step: WorkStep, number: int, count: int) -> None:
        """The step as it is now."""
        self.number.set_words(text("schritte_liste.nummer", number=number))
        for key, editor in self.editors.items():
            editor.set_value(getattr(step, key))
            editor.input.setToolTip(getattr(step, key))
            editor.set_accessible(text(f"schritte_liste.{key}_name", number=number), text("schritte_liste.tasten"))
        for name, made in self.buttons:
            made.setAccessibleName(text(f"schritte_liste.{name}", number=number))
            made.setEnabled(name == "weg" or (number > 1 if name == "hoch" else number < count))


class StepsEditor(Editor):
    """Enter adds a step, Alt with up and down moves it, Strg+Entf removes it; a list that is pasted becomes steps."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address = address
        self._value: tuple[WorkStep, ...] = ()
        self.lines: dict[str, StepLine] = {}
        self.what = ""
        """The spot of the last change, for undo."""
        heads = QGridLayout()
        heads.setContentsMargins(theme.px(NUMBER + GAP), 0, theme.px(3 * (SMALL + GAP)), 0)
        heads.setHorizontalSpacing(theme.px(GAP))
        for place, (key, weight) in enumerate((("text", 5), ("aid", 4))):
            heads.addWidget(Words(text(f"schritte_liste.{key}"), "small", wrap=False), 0, place)
            heads.setColumnStretch(place, weight)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(6))
        self.add_button = button(text("schritte_liste.dazu"), lambda: self.add_step(), "small_quiet", "plus", parent=self)
        box = QVBoxLayout()
        box.setSpacing(theme.px(4))
        box.addLayout(heads)
        box.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(Words(text("schritte_liste.tasten"), "small"), 1)
        box.addLayout(foot)
        self.body.addLayout(box)
        self.finish()

    def value(self) -> tuple[WorkStep, ...]:
        return self._value

    def set_value(self, value: Any) -> None:
        """Always shown anew: undo may bring back steps."""
        self._value = tuple(value or ())
        known = {step.id for step in self._value}
        for step_id in [step_id for step_id in self.lines if step_id not in known]:
            gone = self.lines.pop(step_id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, step in enumerate(self._value):
            line = self.lines.get(step.id)
            if line is None:
                line = self.lines[step.id] = StepLine(self, step)
            if self._list.indexOf(line) != number:
                self._list.removeWidget(line)
                self._list.insertWidget(number, line)
            line.show_step(step, number + 1, len(self._value))
            line.show()

    def focus_widget(self) -> QWidget:
        return self.lines[self._value[0].id].editors["text"].focus_widget() if self._value else self.add_button

    def focus_step(self, step_id: str, key: str = "text") -> bool:
        """Go into a step. False when it is not there."""
        line = self.lines.get(step_id)
        if line is None:
            return False
        line.editors[key if key in FIELDS else "text"].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # -- deeds -----------------------------------------------------------------

    def typed(self, step_id: str, key: str, value: str) -> None:
        """A step says something else."""
        self._take([step.model_copy(update={key: value}) if step.id == step_id else step for step in self._value], f"{step_id}.{key}")

    def add_step(self, after: str = "", words: Sequence[str] = ("",)) -> None:
        """New steps behind one, or at the end; the focus goes into the last of them."""
        place = next((number + 1 for number, step in enumerate(self._value) if step.id == after), len(self._value))
        made = [WorkStep(text=line) for line in words]
        self._take([*self._value[:place], *made, *self._value[place:]], f"dazu.{made[-1].id}")
        self.focus_step(made[-1].id)

    def move_step(self, step_id: str, by: int) -> None:
        """A step one place up or down; the focus stays in it."""
        steps = list(self._value)
        place = next((number for number, step in enumerate(steps) if step.id == step_id), -1)
        if place < 0 or not 0 <= place + by < len(steps):
            return
        focus = QApplication.focusWidget()
        steps.insert(place + by, steps.pop(place))
        self._take(steps, f"platz.{step_id}")
        if focus is not None and self.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_step(self, step_id: str) -> None:
        """Take a step away; the focus goes to its neighbour."""
        place = next((number for number, step in enumerate(self._value) if step.id == step_id), -1)
        if place < 0:
            return
        left = [step for step in self._value if step.id != step_id]
        self._take(left, f"weg.{step_id}")
        if left:
            self.focus_step(left[max(0, min(place, len(left)) - 1)].id)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, steps: Sequence[WorkStep], what: str) -> None:
        self.what = what
        self._value = tuple(steps)
        self.value_changed.emit(self._value)
        self.set_value(self._value)

    # -- keys ------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and watched.property("step") and isinstance(event, QKeyEvent):
            step, part = str(watched.property("step")), str(watched.property("part"))
            if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Paste):
                return False
            if event.type() == QEvent.Type.KeyPress and self._key(watched, step, part, event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, line: QLineEdit, step: str, part: str, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        order = [one.id for one in self._value]
        place = order.index(step) if step in order else 0
        alt, control = held & Qt.KeyboardModifier.AltModifier, held & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(step, part)
        if key in (Key.Key_Return, Key.Key_Enter) and not control:
            self.add_step(step)
        elif key in (Key.Key_Up, Key.Key_Down) and alt:
            self.move_step(step, -1 if key == Key.Key_Up else 1)
        elif key in (Key.Key_Up, Key.Key_Down):
            other = place + (-1 if key == Key.Key_Up else 1)
            if 0 <= other < len(order):
                self.focus_step(order[other], part)
        elif (key == Key.Key_Delete and control) or (
            key == Key.Key_Backspace and not line.text() and not self._says(step) and len(order) > 1
        ):
            self.remove_step(step)
        else:
            return False
        return True

    def _says(self, step_id: str) -> bool:
        return any((step.text or step.aid) and step.id == step_id for step in self._value)

    def _paste(self, step: str, part: str) -> bool:
        """Several lines become several steps, one line stays a line."""
        clipboard = plain_of(QApplication.clipboard().mimeData())
        words = [line.strip().lstrip("-•*").strip() for line in clipboard.splitlines() if line.strip()]
        if part != "text" or len(words) < 2:
            return False
        here = next(one for one in self._value if one.id == step)
        if here.text.strip():
            self.add_step(step, words)
            return True
        self.typed(step, "text", words[0])
        self.add_step(step, words[1:])
        return True
