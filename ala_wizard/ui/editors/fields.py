"""Editors for short values: line, numbers with units, date, time, choice, yes/no, check, row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.editors.base import Editor, restyle
from ala_wizard.ui.editors.calendar import CalendarPopup
from ala_wizard.ui.editors.inputs import Combo, LineInput, SignButton
from ala_wizard.ui.editors.options import OptionsEditor
from ala_wizard.ui.editors.reading import NUMBERS, Limits, Read, empty_value, not_a_number, read, show, unit_of

Rows = Callable[[str], list[tuple[str, str]]]
"""The rows of a table of the case by its address: (row ID, words for it)."""

_WIDTHS = {"money": 128, "decimal": 128, "count": 136, "percent": 112, "hours": 136, "time": 112, "date": 160}
"""Px at 100 %. Longer units make the field wider."""
_LINE_WIDTHS = {"short": 96, "medium": 272}
"""Px at 100 % of lines that say how long their text is; the others take the whole width."""


class LineEditor(Editor):
    """One line of plain text, as wide as its text is expected to be."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.input = LineInput(self)
        if spec.size:
            self.input.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self.input)
        self._fit()
        self.input.textEdited.connect(self._edited)
        self.finish()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """The width, and the example if it fits in."""
        words = text("editor.beispiel", example=self.spec.example) if self.spec.example else ""
        if self.spec.size:
            width = theme.px(_LINE_WIDTHS[self.spec.size])
            self.input.setFixedWidth(width)
            if QFontMetrics(theme.font("body")).horizontalAdvance(words) > width - theme.px(26):
                words = ""
        self.input.setPlaceholderText(words)

    def value(self) -> str:
        return self.input.text()

    def set_value(self, value: Any) -> None:
        if not self._telling:
            self.input.place_text(value or "")
            self._from_its_start()

    def _leave(self) -> None:
        self._from_its_start()
        super()._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.OtherFocusReason:
            self.input.end(False)
        return super().eventFilter(watched, event)

    def _from_its_start(self) -> None:
        """A text that is longer than its field shows how it begins."""
        if not self.input.hasFocus():
            self.input.setCursorPosition(0)

    def focus_widget(self) -> QWidget:
        return self.input

    def _edited(self, typed: str) -> None:
        with self._tell():
            self.value_changed.emit(typed)


class TypedEditor(Editor):
    """A value that is typed and read: number, series of numbers, date, time. Unreadable text stays, with its sentence."""

    def __init__(self, spec: FieldSpec, limits: Limits | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.limits = limits or Limits()
        self._value: Any = empty_value(spec.kind)
        self._read = Read(self._value)
        number = spec.kind in NUMBERS
        self.input = LineInput(self, unit=unit_of(spec) if number else "", number=number, sign=spec.kind == "date")
        if spec.kind == "date":
            self.input.setPlaceholderText(text("editor.datum"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.input)
        if spec.kind != "counts":
            row.addStretch(1)
            self.input.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._fit()
        self.body.addLayout(row)
        self.input.textEdited.connect(self._edited)
        self.message.confirmed.connect(self._confirmed)
        self.finish()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.spec.kind in _WIDTHS:
            self._fit()

    def _fit(self) -> None:
        unit = QFontMetrics(theme.font("body")).horizontalAdvance(self.input.unit)
        digits = QFontMetrics(theme.font("body")).horizontalAdvance(
            {"money": "1.000.000,00", "date": "00.00.0000"}.get(self.spec.kind, "000.000")
        )
        needed = digits + (unit + theme.px(7) if unit else 0) + theme.px(26)
        self.input.setFixedWidth(max(theme.px(_WIDTHS.get(self.spec.kind, 128)), needed))

    def value(self) -> Any:
        return self._value

    def typed(self) -> str:
        """The text in the field as it stands."""
        return self.input.text()

    def set_value(self, value: Any) -> None:
        if self._telling or value == self._value:
            if not self._telling and not self.input.hasFocus() and not self._read.problem:
                self.input.place_text(show(self.spec, value))
            return
        self._value = value
        self._read = Read(value)
        self.input.place_text(show(self.spec, value))
        self._refresh_message()

    def set_unread(self, typed: str) -> None:
        if self._telling or (bool(typed) == bool(self._read.problem) and typed in ("", self.input.text())):
            return
        if not typed:
            self._read = Read(self._value)
            self.input.place_text(show(self.spec, self._value))
        else:
            self._value = empty_value(self.spec.kind)
            found = read(self.spec, typed, self.limits)
            self._read = found if found.problem else not_a_number(self.spec, typed)
            self.input.place_text(typed)
            self._visited = True
        self._refresh_message()

    def focus_widget(self) -> QWidget:
        return self.input

    def _edited(self, typed: str) -> None:
        before, was_unread = self._value, bool(self._read.problem)
        self._read = read(self.spec, typed, self.limits)
        self._value = empty_value(self.spec.kind) if self._read.problem else self._read.value
        with self._tell():
            if self._value != before or (was_unread and not self._read.problem):
                self.value_changed.emit(self._value)
            if self._read.problem:
                self.unread_changed.emit(typed)
            elif was_unread:
                self.unread_changed.emit("")
        if not self._read.problem:
            self._refresh_message()

    def _leave(self) -> None:
        if not self._read.problem:
            self.input.place_text(show(self.spec, self._value))
        super()._leave()

    def _confirmed(self) -> None:
        self._read = Read(self._value)
        self._refresh_message()

    def _refresh_message(self) -> None:
        restyle(self.input, wrong="true" if self._visited and (self._read.problem or self._outside) else "false")
        if not self._visited:
            self.message.say("")
        elif self._read.problem:
            self.message.say(self._read.problem)
        elif self._read.asked and not self.input.hasFocus():
            self.message.say(self._read.asked, "asked")
        else:
            self.message.say(self._outside)


class DateEditor(TypedEditor):
    """A date: typed, or picked in a German calendar."""

    def __init__(self, spec: FieldSpec, limits: Limits | None = None, parent: QWidget | None = None) -> None:
        super().__init__(spec, limits, parent)
        self.button = SignButton("calendar", text("editor.kalender"), self.input)
        self.button.clicked.connect(self.open_calendar)
        self.input.installEventFilter(self)
        self._place_button()

    def _place_button(self) -> None:
        side = theme.px(36)
        self.button.setGeometry(self.input.width() - side - 2, (self.input.height() - side) // 2, side, side)

    def set_accessible(self, name: str, description: str = "") -> None:
        super().set_accessible(name, " ".join(part for part in (description, text("editor.kalender_hilfe")) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_button()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F4 or alt_down:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)
        popup = CalendarPopup(self._value, self)
        popup.picked.connect(self._picked)
        popup.open_below(self.input)

    def _picked(self, value: Any) -> None:
        shown = show(self.spec, value)
        self.input.place_text(shown)
        self._edited(shown)


class OptionEditor(Editor):
    """One of several answers, from a list. Where the model allows it, the first entry says that nothing is chosen."""

    def __init__(
        self, spec: FieldSpec, options: Callable[[], Sequence[tuple[str, str]]], *, may_be_open: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._options = options
        self._may_be_open = may_be_open
        self._value = ""
        self.input = Combo(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.input)
        row.addStretch(1)
        self.body.addLayout(row)
        self.refresh_options()
        self.input.opening.connect(self.refresh_options)
        self.input.activated.connect(self._chosen)
        self.input.installEventFilter(self)
        self.finish()

    def value(self) -> str:
        return self._value

    def set_value(self, value: Any) -> None:
        if self._telling:
            return
        self._value = value or ""
        self.refresh_options()

    def focus_widget(self) -> QWidget:
        return self.input

    def refresh_options(self) -> None:
        """Take over the entries as they are now; a value that is not among them is kept and shown as gone."""
        entries = entries_of(self._options(), self._value, may_be_open=self._may_be_open)
        shown = [(self.input.itemData(index), self.input.itemText(index)) for index in range(self.input.count())]
        self.input.blockSignals(True)
        if shown != entries:
            self.input.clear()
            for entry, words in entries:
                self.input.addItem(words, entry)
        self.input.setCurrentIndex([entry for entry, _ in entries].index(self._value))
        self.input.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._may_be_open:
                self._take("")
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.input.showPopup()
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, index: int) -> None:
        self._take(self.input.itemData(index) or "")

    def _take(self, value: str) -> None:
        if value == self._value:
            return
        self._value = value
        self.refresh_options()
        with self._tell():
            self.value_changed.emit(value)
        self._refresh_message()

    def _refresh_message(self) -> None:
        restyle(self.input, wrong="true" if self._visited and self._outside else "false")
        super()._refresh_message()


class YesNoEditor(OptionsEditor):
    """Ja, nein, or not said yet."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__({"ja": text("editor.ja"), "nein": text("editor.nein")}, parent)
        self.spec = spec


class CheckEditor(Editor):
    """A box to tick, with its own words."""

    own_label = True

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.input = CheckBox(spec.label, self)
        self.body.addWidget(self.input, 0, Qt.AlignmentFlag.AlignLeft)
        self.input.clicked.connect(self._clicked)
        self.finish()

    def value(self) -> bool:
        return self.input.isChecked()

    def set_value(self, value: Any) -> None:
        if not self._telling:
            self.input.setChecked(bool(value))

    def focus_widget(self) -> QWidget:
        return self.input

    def _clicked(self, checked: bool) -> None:
        with self._tell():
            self.value_changed.emit(checked)


def choice_editor(spec: FieldSpec, content: Content, limits: Limits, parent: QWidget | None = None) -> OptionEditor:
    """A choice from a choice set; only the answers that the model knows are offered."""
    return OptionEditor(spec, lambda: choices_of(spec, content, limits), may_be_open=may_be_open(limits), parent=parent)


def row_editor(spec: FieldSpec, rows: Rows, parent: QWidget | None = None) -> OptionEditor:
    """A choice from the rows of a table of the case."""
    return OptionEditor(spec, lambda: rows(spec.rows), parent=parent)


def choices_of(spec: FieldSpec, content: Content, limits: Limits) -> list[tuple[str, str]]:
    """The answers offered: (value, words)."""
    choices = content.choices[spec.choices].choices
    return [(choice.value, choice.label) for choice in choices if limits.values is None or choice.value in limits.values]


def entries_of(options: Iterable[tuple[str, str]], value: str, *, may_be_open: bool) -> list[tuple[str, str]]:
    """The entries of a list: the answers, before them none if that may be chosen, behind them a value that is gone."""
    entries = list(options)
    if may_be_open or not value:
        entries.insert(0, ("", text("editor.bitte_waehlen" if entries else "editor.noch_keine")))
    if value not in {entry for entry, _ in entries}:
        entries.append((value, text("editor.nicht_mehr_da")))
    return entries


def may_be_open(limits: Limits) -> bool:
    """May the choice stay unanswered?"""
    return limits.values is None or "" in limits.values
