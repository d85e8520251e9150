"""Random hands at the editor: whatever they do, what is kept is what is shown, chips stay whole, and undo brings everything back."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.checks.facts import Shown
from ala_wizard.model.richtext import parse, store
from ala_wizard.ui.editors.rich.chips import chips_in
from ala_wizard.ui.editors.rich.input import RichInput
from ala_wizard.ui.editors.rich.reading import blocks, line_of
from tests.ui.typing import press, type_text

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = [Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_Backspace, Key.Key_Delete, Key.Key_Return]
WORDS = ["a", "Öl ", "- ", "1. ", "* ", "8 Plätze", "🌱", "**", "\\", "x\ny", "  ", "§ 60 "]
PASTED = ["eins\nzwei", "<p>a<b>b</b></p><ul><li>c<ul><li>d</li></ul></li></ul>", "- x\n- y\n1. z"]
STEPS = 90


class Hands:
    """One person with a keyboard, a list of facts and a history."""

    def __init__(self, field: RichInput, seed: int) -> None:
        self.field = field
        self.chance = random.Random(seed)
        self.values = {"hof": "Hof Sonnenwiese", "plaetze": "8 Plätze", "leer": ""}
        self.history = [field.stored()]

    def shown(self, fact: str) -> Shown:
        value = self.values.get(fact, "")
        return Shown(value or f"{fact} fehlt", missing=not value, label=fact)

    def act(self) -> None:
        chance, field = self.chance, self.field
        match chance.randrange(14):
            case 0 | 1 | 2:
                type_text(field, chance.choice(WORDS))
            case 3 | 4 | 5 | 6:
                press(chance.choice(KEYS), chance.choice([NONE, NONE, SHIFT, CONTROL, SHIFT | CONTROL]))
            case 7:
                field.put_fact(chance.choice(list(self.values)))
            case 8:
                press(chance.choice([Key.Key_A, Key.Key_B, Key.Key_C, Key.Key_X, Key.Key_V]), CONTROL)
            case 9:
                field.toggle_list(chance.choice(["-", "1."]))
            case 10:
                self.values["plaetze"] = chance.choice(["", "9 Plätze", "1.200 Plätze – und mehr"])
                field.renew_facts()
            case 11:
                field.place(chance.choice(self.history))
            case 12:
                data, words = QMimeData(), chance.choice(PASTED)
                data.setHtml(words) if "<" in words else data.setText(words)
                field.insertFromMimeData(data)
            case 13:
                if field.textCursor().atBlockStart() and field.marker:
                    press(chance.choice([Key.Key_Tab, Key.Key_Backtab]))
                    field.setFocus()
        if field.stored() != self.history[-1]:
            self.history.append(field.stored())

    def check(self) -> None:
        field = self.field
        every = list(blocks(field.document()))
        assert field.lines == tuple(line_of(block) for block in every)
        assert field.stored() == store(field.lines)
        assert store(parse(field.stored())) == field.stored()
        for block in every:
            words = block.text()
            for chip in chips_in(block):
                cut = words.encode("utf-16-le")[2 * (chip.start - block.position()) : 2 * (chip.end - block.position())].decode("utf-16-le")
                assert cut == chip.letters
                for place in (field.textCursor().position(), field.textCursor().anchor()):
                    assert not chip.start < place < chip.end
        facts = [chip.fact for block in every for chip in chips_in(block)]
        assert tuple(facts) == field.facts()


@pytest.mark.parametrize("seed", range(12))
def test_random_hands(prepared: QApplication, qtbot: QtBot, seed: int) -> None:
    assert prepared
    holder = QWidget()
    qtbot.addWidget(holder)
    hands: list[Hands] = []
    field = RichInput(lambda fact: hands[0].shown(fact), holder)
    hands.append(Hands(field, seed))
    QVBoxLayout(holder).addWidget(field)
    other = QWidget(holder)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    holder.resize(500, 600)
    with qtbot.waitActive(holder):
        holder.show()
    field.setFocus()
    for step in range(STEPS):
        hands[0].act()
        try:
            hands[0].check()
        except AssertionError as wrong:
            raise AssertionError(f"seed {seed}, step {step}: {field.stored()!r}") from wrong
    for stored in reversed(hands[0].history):
        field.place(stored)
        assert field.stored() == stored
        hands[0].check()
    holder.close()
