"""The editor of one long answer: tool bar, text, foot, and what opens beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ala_wizard.checks.facts import Shown
from ala_wizard.checks.zahlen import Clash
from ala_wizard.content.texts import text
from ala_wizard.model.richtext import CHIP, parse, plain, store, unedited, unedited_lines
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.pointer import when_up
from ala_wizard.ui.editors.rich.bar import Tool, ToolBar
from ala_wizard.ui.editors.rich.blockpicker import BlockPicker, Offered
from ala_wizard.ui.editors.rich.chips import Chip
from ala_wizard.ui.editors.rich.desk import Desk
from ala_wizard.ui.editors.rich.empty import EmptyState
from ala_wizard.ui.editors.rich.factpicker import FactPicker
from ala_wizard.ui.editors.rich.foot import Foot
from ala_wizard.ui.editors.rich.input import RichInput
from ala_wizard.ui.editors.rich.numberline import NumberLine
from ala_wizard.ui.editors.rich.origin import OriginPopup
from ala_wizard.ui.editors.rich.popup import Popup, place_of
from ala_wizard.ui.kit import hairline

TELLING = 40
"""Letters of a line from which on it stands for its building block."""
NUMBERS = "numbers"
"""Layer of the underlines for contradicting numbers."""
READABLE = 660
"""Px at 100 % from the left edge of the frame to where a line ends at the latest: some 75 letters."""


class RichEditor(Editor):
    """A text with marks in a frame of its own. Its value is the text as the case stores it."""

    line_changed = Signal(int)
    """The cursor stands in another paragraph: its number, from 0. For whoever shows the same place elsewhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = self._about = ""
        self._inserting = ""
        self.picker: Popup | None = None
        """What was opened last beside the text."""
        self._seen: tuple[str, tuple[str, ...], int] | None = None
        """Text, building blocks and length that frame and foot show now."""
        self._clashes: tuple[Clash, ...] = ()
        self.frame = QFrame(self)
        self.frame.setProperty("role", "field")
        self.frame.setProperty("ring_target", True)
        blocks = bool(desk.blocks)
        self.bar = ToolBar(self.frame, blocks=blocks)
        self.input = RichInput(desk.shown, self.frame)
        self.empty = EmptyState(self.input.viewport(), blocks=blocks)
        self.foot = Foot(self.frame)
        self._inner = inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        inner.addWidget(self.input)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(inner)
        column.addWidget(hairline(self.frame))
        column.addWidget(self.foot)
        self.number = NumberLine(self)
        self.body.addWidget(self.frame)
        self.body.addWidget(self.number)
        self._shown = ""
        self._wire()
        self.finish()
        for tool in self.bar.tools:
            self.watch(tool)
        self.watch(self.foot.deed)
        self.watch(self.number.deed)
        self.watch(self.number.keep)
        self._show_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines stay short enough to find the next one; a wide frame has a margin at the right, as paper has."""
        super().resizeEvent(event)
        rest = max(theme.px(6), self.width() - theme.px(READABLE))
        self._inner.setContentsMargins(theme.px(6), theme.px(6), rest, theme.px(6))

    def _wire(self) -> None:
        bar, field = self.bar, self.input
        deeds: tuple[tuple[Tool, Callable[[], object]], ...] = (
            (bar.bold, field.toggle_bold),
            (bar.bullets, lambda: field.toggle_list("-")),
            (bar.numbers, lambda: field.toggle_list("1.")),
        )
        for tool, act in deeds:
            bar.on(tool, partial(self._use, act))
        bar.on(bar.undo, self._desk.undo)
        bar.on(bar.redo, self._desk.redo)
        bar.on(bar.block, lambda: self.choose_block(bar.block))
        bar.on(bar.fact, lambda: self.choose_fact(bar.fact))
        bar.left.connect(lambda: field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        field.edited.connect(self._edited)
        field.bar_wanted.connect(bar.enter)
        field.confirm_wanted.connect(self.confirm)
        field.fact_wanted.connect(lambda _brace: self.choose_fact(None))
        field.chip_asked.connect(self.explain)
        field.cursorPositionChanged.connect(self._show_state)
        field.currentCharFormatChanged.connect(lambda _form: self._show_state())
        field.line_changed.connect(self.line_changed)
        self.empty.block_wanted.connect(lambda: self.choose_block(self.empty.choose))
        self.empty.writing_wanted.connect(lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.foot.settled.connect(self.confirm)
        self.foot.looked.connect(self._look)
        self.number.settled.connect(self._take_number)
        self.number.kept.connect(self._keep_number)
        self.focused.connect(lambda: bar.set_active(True))
        self.left.connect(lambda: bar.set_active(False))

    # -- what an editor promises -----------------------------------------------

    def value(self) -> str:
        return self.input.stored()

    def set_value(self, value: Any) -> None:
        if self._telling:
            return
        self.input.place(value or "")
        self._shown = self.input.stored()
        self._show_text()

    def focus_widget(self) -> QWidget:
        return self.input

    def set_accessible(self, name: str, description: str = "") -> None:
        self._name, self._about = name, description
        super().set_accessible(name, description)
        self._describe()

    def renew(self) -> None:
        """The case changed elsewhere: show its facts, and what of the text is unfinished."""
        self.input.renew_facts()
        self._show_history()
        self._show_text()

    def renew_numbers(self) -> None:
        """Look for typed numbers that contradict a fact; a new one is pointed out below the text once the text was left."""
        place = self.input.position_of
        self._clashes = tuple(self._desk.clashes(self.input.stored()))
        found = [(place(one.line, one.start), place(one.line, one.end)) for one in self._clashes]
        self.input.underlines.show(NUMBERS, found, theme.color("err"))
        self._show_number()

    # -- deeds -----------------------------------------------------------------

    def _use(self, act: Callable[[], object]) -> None:
        act()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_block(self, opener: QWidget) -> None:
        """Let the user choose a building block."""
        if not self._desk.blocks:
            return
        there = set(self.input.stored_lines)
        inserted = self._desk.inserted()
        offered = [
            Offered(
                block.id,
                block.title,
                plain(block.text, self.input.words),
                _drawn(block.text, self._desk.shown),
                used=_standard(block.text) in inserted or any(line in there for line in _telling_lines(block.text)),
            )
            for block in self._desk.blocks
        ]
        picker = BlockPicker(offered, self)
        picker.chosen.connect(self._insert_block)
        picker.closed.connect(self._back)
        self.picker = picker
        picker.open_at(place_of(opener), right=opener is self.bar.block)

    def _insert_block(self, found: str) -> None:
        block = next(block for block in self._desk.blocks if block.id == found)
        self._inserting = _standard(block.text)
        try:
            self.input.put_paragraphs(block.text)
        finally:
            self._inserting = ""

    def choose_fact(self, opener: QWidget | None) -> None:
        """Let the user choose a fact; without an opener a brace was typed, which stands there if nothing is chosen."""
        picker = FactPicker(self._desk.entries(), self)
        picker.chosen.connect(self.input.put_fact)
        picker.closed.connect(self._back)
        if opener is None:
            picker.given_up.connect(lambda searched: self.input.put_letters("{" + searched))
        self.picker = picker
        cursor = QRect(self.input.viewport().mapTo(self, self.input.cursorRect().topLeft()), self.input.cursorRect().size())
        picker.open_at(place_of(opener) if opener is not None else place_of(self, cursor), right=opener is not None)

    def explain(self, chip: Chip) -> None:
        """Say where a chip comes from."""
        popup = OriginPopup(self._desk.source(chip.fact), self)
        popup.letters_wanted.connect(lambda: self.input.as_text(chip))
        popup.place_wanted.connect(lambda: self._desk.go(chip.fact))
        popup.closed.connect(self._back)
        self.picker = popup
        rect = self.input.chip_rect(chip).toRect()
        popup.open_at(QRect(self.input.viewport().mapToGlobal(rect.topLeft()), rect.size()))

    def _back(self) -> None:
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def confirm(self) -> None:
        """„Passt so“: the building block with the cursor (or the only one) needs no editing."""
        lines = self.input.open_at_cursor()
        if lines is None and len(self.input.open_lines) == 1:
            lines = self.input.open_lines[0]
        if lines is None:
            return
        standing = "\n".join(self.input.stored_lines[lines.start : lines.stop])
        inserted = next((one for one in self._desk.inserted() if unedited(standing, (one,))), None)
        if inserted is not None:
            self._desk.confirm(inserted)
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Go to the next building block that nobody has edited, from the cursor on and then from the top."""
        here = self.input.textCursor().blockNumber()
        after = [lines for lines in self.input.open_lines if lines.start > here] or list(self.input.open_lines)
        if after:
            self.input.go_to_line(after[0].stop - 1)

    def _take_number(self) -> None:
        """The fact in place of the number that was typed."""
        self.renew_numbers()
        if self._clashes:
            one = self._clashes[0]
            place = self.input.position_of
            self.input.put_fact(one.fact, (place(one.line, one.number_start), place(one.line, one.number_end)))
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_number(self) -> None:
        """The number means something else: it stays, and is pointed out no more."""
        self.renew_numbers()
        if self._clashes:
            self._desk.keep(self._clashes[0])
            self.renew_numbers()
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- telling ---------------------------------------------------------------

    def _edited(self, deed: str) -> None:
        now = self.input.stored()
        if now == self._shown:
            return
        self._shown = now
        with self._tell():
            if self._inserting:
                self._desk.insert(now, (self._inserting,), "baustein")
            elif deed and self.input.pasted_blocks:
                self._desk.insert(now, self.input.pasted_blocks, deed)
            elif deed:
                self._desk.change(now, deed)
            else:
                self.value_changed.emit(now)
        self._show_text()

    # -- showing ---------------------------------------------------------------

    def _show_text(self) -> None:
        """Length, what is unfinished, empty state."""
        now = (self._shown, self._desk.inserted(), self.input.word_count)
        if now == self._seen:
            return
        self._seen = now
        self.input.set_open(unedited_lines(self.input.stored_lines, now[1]) if now[1] else ())
        self.foot.show_length(now[2])
        self.empty.setVisible(self.input.is_blank)
        self._show_state()

    def _show_state(self) -> None:
        self.bar.show_state(self.input.is_bold, self.input.marker)
        open_lines = self.input.open_lines
        self.foot.show_open(len(open_lines), here=len(open_lines) == 1 or self.input.open_at_cursor() is not None)
        self._describe()

    def _show_history(self) -> None:
        self.bar.undo.setEnabled(self._desk.can_undo())
        self.bar.redo.setEnabled(self._desk.can_redo())

    def _describe(self, _message: str = "") -> None:
        """What a screen reader says beside the text."""
        hint = text("schreiben.hoeren_leer" if not self._shown else "schreiben.hoeren")
        words = " ".join(filter(None, (self.message.text, self._about, self.foot.open_words, hint)))
        if self.input.accessibleDescription() != words:
            self.input.setAccessibleDescription(words)

    def _leave(self) -> None:
        super()._leave()
        self._show_number()

    def _refresh_message(self) -> None:
        super()._refresh_message()
        self._show_number()

    def _show_number(self) -> None:
        """The message comes only while nobody writes; one that stands there stays until it is solved."""
        if self._clashes and self.input.hasFocus() and self.number.isHidden():
            return
        when_up(self, "number", lambda: self.number.say(self._clashes[0] if self._clashes else None))


def _drawn(stored: str, shown: Callable[[str], Shown]) -> str:
    """A building block as HTML for its preview."""
    values: list[str] = []

    def value(fact: str) -> str:
        found = shown(fact)
        color = theme.color("warn" if found.missing else "ink").name()
        values.append(f'<span style="color: {color}">{escape(found.text)}</span>')
        return f"{CHIP}{len(values) - 1}{CHIP}"

    words = escape(plain(stored, value))
    return re.sub(rf"{CHIP}(\d+){CHIP}", lambda place: values[int(place[1])], words)


def _standard(stored: str) -> str:
    """The text of a building block as the editor stores it."""
    return store(parse(stored))


def _telling_lines(stored: str) -> list[str]:
    """The lines of a building block that are long enough to be known again."""
    return [line for line in _standard(stored).split("\n") if len(line) >= TELLING]
