"""Helps with a yearly gross: group and step of the TVöD, reckoned at once, put into a row of the staff on request."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.tvoed import STEPS, Orientierung
from ala_wizard.content.texts import text
from ala_wizard.content.tvoed import tvoed
from ala_wizard.model import path as address_path
from ala_wizard.model.case import Case
from ala_wizard.model.costs import PersonalLine
from ala_wizard.model.german import format_money
from ala_wizard.ui import theme
from ala_wizard.ui.editors.inputs import Combo
from ala_wizard.ui.editors.row import Flow
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, button, column
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.rechnung import PAD, RechnungView, Remark
from ala_wizard.ui.session import Session

STAFF = "kostenkalkulation.personal"


def with_tariff(case: Case, row_id: str, found: Orientierung) -> Case:
    """The case with the gross, its basis and where it comes from in one row of the staff."""
    rows = tuple(
        row.model_copy(update={"yearly_gross": found.yearly_gross, "grundlage": found.grundlage, "note": found.herkunft})
        if row.id == row_id
        else row
        for row in case.kostenkalkulation.personal
    )
    case = address_path.replace(case, STAFF, rows)
    unread = f"{STAFF}[{row_id}].yearly_gross"
    return address_path.replace(case, f"unread[{unread}]", None) if unread in case.unread else case


class TarifPanel(Panel):
    """Group, step, the lines of the reckoning, and the row that takes the result."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.group, self.step, self.row = Combo(self), Combo(self), Combo(self)
        roles: dict[str, list[str]] = {}
        for role in tvoed().rollen:
            roles.setdefault(role.gruppe, []).append(role.text)
        self.group.addItem(text("tarif.bitte"), "")
        for name in tvoed().gruppen:
            self.group.addItem(f"{name}: {', '.join(roles[name])}" if name in roles else name, name)
        self.step.addItem(text("tarif.bitte"), 0)
        for number in range(1, STEPS + 1):
            self.step.addItem(text("tarif.stufe_nr", number=number), number)
        self._view = RechnungView(results=("tvoed_gesamt",))
        self._origin = Remark(role="small")
        self.take = button(text("tarif.uebernehmen"), self._take, icon="check")
        self._said = Remark(role="body")
        self._said.say("")
        self._first = Words(text("tarif.erst_waehlen"), "second")
        self._to = QWidget(self)
        to = Flow(self._to, across=16)
        to.addWidget(self._labelled(text("tarif.zeile"), self.row))
        to.addWidget(self._bottom(self.take))
        choose = QWidget(self)
        flow = Flow(choose, across=16)
        flow.addWidget(self._labelled(text("tarif.gruppe"), self.group))
        flow.addWidget(self._labelled(text("tarif.stufe"), self.step))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        head = column(Words(text("tarif.titel"), "question"), Words(text("tarif.was"), "second"), gap=4)
        head.setContentsMargins(theme.px(PAD), 0, theme.px(PAD), 0)
        whole.addLayout(head)
        for widget in (choose, self._first, self._view, self._origin, self._to, self._said):
            if widget is not self._view:
                widget.setContentsMargins(theme.px(PAD), 0, theme.px(PAD), 0)
            whole.addWidget(widget)
        self.group.currentIndexChanged.connect(self._reckon)
        self.step.currentIndexChanged.connect(self._reckon)
        for control in (self.group, self.step, self.row, self.take):
            control.installEventFilter(self)
        self._found: Orientierung | None = None

    def _labelled(self, words: str, control: Combo) -> QWidget:
        label = Words(words, wrap=False)
        label.setBuddy(control)
        control.setAccessibleName(words)
        cell = QWidget(self)
        cell.setLayout(column(label, control, gap=6))
        return cell

    def _bottom(self, control: QWidget) -> QWidget:
        """A button beside fields stands on their line, below where their labels are."""
        cell = QWidget(self)
        cell.setLayout(column(Words("", wrap=False), control, gap=6))
        return cell

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.help_wanted.emit(self._help())
        return super().eventFilter(watched, event)

    @staticmethod
    def _help() -> Help:
        return Help(text("tarif.titel"), text("tarif.hilfe"), (), "", ("TVöD-SuE", "§ 124 Abs. 1 SGB IX"))

    def focus_at(self, address: str = "") -> bool:
        del address
        self.group.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def refresh(self) -> None:
        self._fill_rows()
        self._reckon(keep=True)

    def _fill_rows(self) -> None:
        """The rows of the staff as they are now; the chosen one stays chosen."""
        names = [(row.id, self._name(row)) for row in self.session.case.kostenkalkulation.personal]
        if names == [(self.row.itemData(place), self.row.itemText(place)) for place in range(self.row.count())]:
            return
        before = self.row.currentData()
        self.row.clear()
        for row_id, name in names:
            self.row.addItem(name, row_id)
        found = self.row.findData(before)
        self.row.setCurrentIndex(max(0, found) if names else -1)

    def _name(self, row: PersonalLine) -> str:
        return row.name or (self.session.engine.content.label("funktion", row.funktion) if row.funktion else text("tarif.ohne_namen"))

    def _reckon(self, _index: int = 0, *, keep: bool = False) -> None:
        """Reckon with what is chosen; without a choice say what comes first."""
        group, step = self.group.currentData(), self.step.currentData()
        chosen = bool(group and step)
        session = self.session
        self._found = session.engine.tariff(session.case, session.results, group, step) if chosen else None
        if self._found is not None:
            self._view.show_rechnung(self._found)
        known = self._found is not None and self._found.yearly_gross is not None
        self._first.setVisible(not chosen)
        self._view.setVisible(chosen)
        self._origin.say(text("tarif.herkunft", words=self._found.herkunft) if self._found is not None and known else "", "book")
        self._to.setVisible(known and self.row.count() > 0)
        if not keep:
            self._said.say(text("tarif.keine_zeile") if known and not self.row.count() else "", "info")
        self.updateGeometry()

    def _take(self) -> None:
        """Put it into the chosen row, as one step of undo."""
        found, row_id = self._found, self.row.currentData()
        if found is None or found.yearly_gross is None or not row_id:
            return
        name = self.row.currentText()
        self.session.end_typing()
        self.session.edit(
            lambda case: with_tariff(case, row_id, found), text("tarif.verlauf", name=name), f"{STAFF}[{row_id}].yearly_gross"
        )
        self.session.end_typing()
        self._said.say(text("tarif.uebernommen", name=name, amount=format_money(found.yearly_gross, "€")), "check-circle", "accent")
        self.shown.emit(self._said)
