"""One legal value on the page Rechtsstand: what holds, where it comes from, and the user's own value instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import in_force
from ala_wizard.content.schema import DatedValue, FieldSpec, Parameter
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case, ParameterOverride
from ala_wizard.model.german import format_date, format_decimal
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.inputs import LineInput
from ala_wizard.ui.editors.reading import Limits
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, box, column, hairline, link, row
from ala_wizard.ui.session import Session

NO_LAW = "Kein Gesetz"
"""How the legal basis of a value begins that no law sets."""


def amount(value: Decimal | None, unit: str) -> str:
    """A value with its unit; amounts in euros that are not whole have two decimals."""
    if value is None:
        return "–"
    places = 2 if unit.startswith("€") and value != value.to_integral_value() else None
    return f"{format_decimal(value, places)}\u00a0{unit}"


def address(name: str, key: str = "value") -> str:
    """The address of an own value in the case."""
    return f"overrides[{name}].{key}"


@dataclass(frozen=True)
class Stand:
    """How one value stands on the Stichtag of a case."""

    parameter: Parameter
    entry: DatedValue | None
    own: ParameterOverride | None
    unread: str
    used: bool
    day: date
    origin: str
    """Title of the file that the value came with; empty for a shipped one."""

    @property
    def missing(self) -> bool:
        """Nothing is known for the day, and nothing was put in its place."""
        return self.entry is None and self.own is None

    @property
    def replaced(self) -> bool:
        """The user put something in its place, readable or not."""
        return self.own is not None or bool(self.unread)

    @property
    def unit(self) -> str:
        """Unit of the value, also where none is known for the day."""
        return (self.entry or self.parameter.values[-1]).unit


def stand(name: str, case: Case, content: Content, day: date, used: bool) -> Stand:
    """How a value stands in a case."""
    parameter = content.parameters[name]
    entry = in_force(parameter, day)
    origin = content.merged.origin if content.merged is not None else {}
    return Stand(
        parameter=parameter,
        entry=entry,
        own=case.overrides.get(name),
        unread=case.unread.get(address(name), ""),
        used=used,
        day=day,
        origin=origin.get((name, entry.valid_from), "") if entry else "",
    )


class ValueRow(QWidget):
    """Name and value, the facts below, and on request the fields for an own value."""

    help_wanted = Signal(object)

    def __init__(self, name: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._session = session
        self._stand: Stand | None = None
        self._parked = ""
        self._editors: dict[str, Editor] = {}
        label = session.engine.content.parameters[name].label
        self._label = Words(label, "bold", parent=self)
        self._marks = Words("", "small_bold", parent=self)
        self._shows_used = False
        self._value = Words("", "bold", wrap=False, parent=self)
        self._facts = [Words("", "small", parent=self) for _ in range(3)]
        self._missing = Words("", "warn_bold", parent=self)
        self._open = link(text("rechtsstand.eintragen"), self.open_drawer, self)
        self._open.setAccessibleName(text("rechtsstand.eintragen_zu", label=label))
        self._open.installEventFilter(self)
        self._drawer = QWidget(self)
        self._drawer.hide()
        head = row(self._label, self._value, gap=24)
        head.setStretch(0, 1)
        foot = row(column(*self._facts, gap=2), self._open, gap=24)
        foot.setStretch(0, 1)
        foot.setAlignment(self._open, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(12), 0, 0)
        whole.setSpacing(theme.px(4))
        for item in (head, self._marks, self._missing, foot, self._drawer):
            if isinstance(item, QHBoxLayout):
                whole.addLayout(item)
            else:
                whole.addWidget(item)
        whole.addSpacing(theme.px(8))
        whole.addWidget(hairline(self))

    def eventFilter(self, _watched: Any, event: Any) -> bool:
        if event.type() == event.Type.FocusIn:
            self.help_wanted.emit(self.help())
        return False

    # -- showing ---------------------------------------------------------------

    @property
    def opened(self) -> bool:
        """Are the fields for an own value there?"""
        return not self._drawer.isHidden()

    def refresh(self, stand_: Stand) -> None:
        """Show how the value stands now."""
        if stand_ == self._stand:
            return
        self._stand = stand_
        own, entry = stand_.own, stand_.entry
        shown = amount(own.value, stand_.unit) if own else amount(entry.value, entry.unit) if entry and not entry.ended else "–"
        self._value.set_words(text("rechtsstand.entfallen") if entry and entry.ended and not own else shown)
        self._missing.set_words(_missing_words(stand_) if stand_.missing else "")
        self._missing.setVisible(stand_.missing)
        for place, words in enumerate(_facts(stand_)):
            self._facts[place].set_words(words)
            self._facts[place].setVisible(bool(words))
        self._show_marks()
        self._open.setVisible(not self.opened and not stand_.replaced)
        self.setAccessibleName(f"{stand_.parameter.label} {self._value.text()}")
        if stand_.replaced and not self.opened:
            self._show_drawer()
        if self._editors:
            self._fill(stand_)

    def mark_used(self, shown: bool) -> None:
        """Say that the figures of the case hang on this value, where the list does not say it already."""
        self._shows_used = shown
        self._show_marks()

    def _show_marks(self) -> None:
        marks = [text("rechtsstand.eigener")] if self._stand is not None and self._stand.own is not None else []
        marks += [text("rechtsstand.in_rechnung")] if self._shows_used else []
        self._marks.set_words(" · ".join(marks))
        self._marks.setVisible(bool(marks))

    def _fill(self, stand_: Stand) -> None:
        value, reason = self._editors["value"], self._editors["reason"]
        value.set_value(stand_.own.value if stand_.own else None)
        value.set_unread(stand_.unread)
        reason.set_value(stand_.own.reason if stand_.own else self._parked)
        field = reason.focus_widget()
        field.setEnabled(stand_.replaced)
        if isinstance(field, LineInput):
            field.setPlaceholderText(text("rechtsstand.grund_beispiel" if stand_.replaced else "rechtsstand.grund_zuerst"))
        reason.set_problem(text("rechtsstand.grund_fehlt") if stand_.own and not stand_.own.reason.strip() else "")
        law = not stand_.parameter.law.startswith(NO_LAW)
        words = text("rechtsstand.zum_gesetz" if law else "rechtsstand.zum_hinterlegten")
        self._back.setText(words if stand_.replaced else text("rechtsstand.schliessen"))
        self._back.setAccessibleName(text("rechtsstand.zurueck_zu", words=self._back.text(), label=stand_.parameter.label))

    def help(self) -> Help:
        """What there is to say about the value."""
        found = self._stand
        if found is None:
            return Help(self._label.text(), "")
        entry = found.entry or found.parameter.values[-1]
        about = "\n\n".join(part for part in (entry.note, entry.verified_how, text("rechtsstand.grund_hilfe")) if part)
        return Help(found.parameter.label, about, (), "", tuple(dict.fromkeys((found.parameter.law, entry.source))))

    # -- the own value ---------------------------------------------------------

    def open_drawer(self) -> None:
        """Show the fields for an own value and put the focus into the first."""
        self._show_drawer()
        if self._stand is not None:
            self._fill(self._stand)
        self.focus_at()

    def focus_at(self, key: str = "value") -> None:
        """Put the focus into the value, its reason, or the link that opens both."""
        if not self.opened:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._editors[key if key in self._editors else "value"].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_drawer(self) -> None:
        if not self._editors:
            self._build_drawer()
        self._drawer.show()
        self._open.hide()

    def _build_drawer(self) -> None:
        found = self._stand
        unit, label = (found.unit, found.parameter.label) if found is not None else ("", self._label.text())
        content = self._session.engine.content
        value = make_editor(
            FieldSpec(label=text("rechtsstand.wert"), kind="decimal", unit=unit), content, None, self._drawer, Limits(ge=Decimal(0))
        )
        reason = make_editor(FieldSpec(label=text("rechtsstand.grund"), kind="line"), content, None, self._drawer)
        value.set_accessible(text("rechtsstand.wert_zu", label=label), text("rechtsstand.wert_hilfe"))
        reason.set_accessible(text("rechtsstand.grund_zu", label=label), text("rechtsstand.grund_hilfe"))
        value.value_changed.connect(self._set_value)
        value.unread_changed.connect(
            lambda typed: self._session.set_unread(address(self.name), typed, text("rechtsstand.verlauf_wert", label=label))
        )
        reason.value_changed.connect(self._set_reason)
        fields: list[QVBoxLayout] = []
        for key, editor in (("value", value), ("reason", reason)):
            editor.setProperty("address", address(self.name, key))
            editor.focused.connect(lambda: self.help_wanted.emit(self.help()))
            editor.left.connect(self._session.end_typing)
            words = Words(text("rechtsstand.wert" if key == "value" else "rechtsstand.grund"), parent=self._drawer)
            words.setBuddy(editor.focus_widget())
            fields.append(column(words, editor, "*", gap=6))
            self._editors[key] = editor
        where = Words(text("rechtsstand.wert_hilfe"), "small", parent=self._drawer)
        self._back = link("", self._go_back, self._drawer)
        line = row(*fields, gap=24)
        line.setStretch(1, 1)
        messages = column(value.take_message(), reason.take_message())
        end = row(where, self._back, gap=24)
        end.setStretch(0, 1)
        card = box("raised", column(line, messages, end, gap=6, margins=(16, 12, 16, 12)), self._drawer)
        outer = QVBoxLayout(self._drawer)
        outer.setContentsMargins(0, theme.px(8), 0, theme.px(4))
        outer.addWidget(card)

    def _set_value(self, value: Decimal | None) -> None:
        """An emptied field gives the law back its place; the reason waits in its field."""

        def change(case: Case) -> Case:
            others = {name: own for name, own in case.overrides.items() if name != self.name}
            if value is None:
                return case.model_copy(update={"overrides": others})
            own = case.overrides.get(self.name)
            made = ParameterOverride(value=value, reason=own.reason if own else self._parked)
            return case.model_copy(update={"overrides": dict(sorted((others | {self.name: made}).items()))})

        own = self._session.case.overrides.get(self.name)
        if value is None and own is not None:
            self._parked = own.reason
        self._session.edit(change, text("rechtsstand.verlauf_wert", label=self._label.text()), address(self.name))

    def _set_reason(self, reason: str) -> None:
        if self.name not in self._session.case.overrides:
            self._parked = reason
            return
        name = text("rechtsstand.verlauf_grund", label=self._label.text())
        self._session.change(address(self.name, "reason"), reason, name)

    def _go_back(self) -> None:
        """Take the own value away, or close the fields where there is none."""
        self._parked = ""

        def change(case: Case) -> Case:
            overrides = {name: own for name, own in case.overrides.items() if name != self.name}
            unread = {place: typed for place, typed in case.unread.items() if place != address(self.name)}
            return case.model_copy(update={"overrides": overrides, "unread": unread})

        self._drawer.hide()
        self._session.end_typing()
        self._session.edit(change, text("rechtsstand.verlauf_zurueck", label=self._label.text()), address(self.name))
        self._session.end_typing()
        self._open.show()
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)


def _missing_words(found: Stand) -> str:
    before = found.day < found.parameter.values[0].valid_from
    return text("rechtsstand.fehlt_vorher" if before else "rechtsstand.fehlt", year=found.day.year)


def _facts(found: Stand) -> tuple[str, str, str]:
    """Since when and by what; how and when it was checked; the note."""
    entry = found.entry
    if entry is None:
        last = next((value for value in reversed(found.parameter.values) if value.valid_from <= found.day and not value.ended), None)
        known = (
            text("rechtsstand.zuletzt", value=amount(last.value, last.unit), day=format_date(last.valid_from), source=last.source)
            if last is not None
            else found.parameter.law
        )
        return known, "", ""
    if entry.ended:
        return text("rechtsstand.entfallen_seit", day=format_date(entry.valid_from), source=entry.source), _checked(entry), entry.note
    since = text("rechtsstand.gilt_spaetestens" if entry.since_at_latest else "rechtsstand.gilt_seit", day=format_date(entry.valid_from))
    if found.own is not None:
        since = text("rechtsstand.sonst", value=amount(entry.value, entry.unit)) + ", " + since
    source = text("rechtsstand.quelle", since=since, source=entry.source)
    if found.origin and found.origin not in source:  # a source that is not proven names its file already
        source += " · " + text("rechtsstand.aus_datei", title=found.origin)
    return source, _checked(entry), entry.note


def _checked(entry: DatedValue) -> str:
    kind = entry.verified.lower().replace("-", "_")
    return f"{text(f'rechtsstand.pruefung_{kind}', day=format_date(entry.checked_on))} {entry.verified_how}"
