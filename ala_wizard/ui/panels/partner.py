"""How far each partner is, the next date, and which kinds of partner are still missing (K3.6, N1 to N10)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date
from ala_wizard.model.people import Partner
from ala_wizard.ui import theme
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import Words, button, clear
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

STATES = ("geplant", "angefragt", "im_gespraech", "zugesagt", "vereinbart")
"""From the first thought to the written agreement."""
NETWORK = tuple(f"N{number}" for number in range(1, 11))
PIECE, GAP, HEIGHT = 22, 4, 10


class Progress(QWidget):
    """Five pieces in a row, filled as far as the contact is. The words stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reached = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, reached: int, words: str) -> None:
        """So many of five."""
        self.reached = reached
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(STATES) * theme.px(PIECE + GAP), theme.px(HEIGHT + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(len(STATES)):
            full = place < self.reached
            painter.setPen(QPen(theme.color("accent" if full else "line2"), 1.4))
            painter.setBrush(theme.color("accent" if full else "surface"))
            top = (self.height() - theme.px(HEIGHT)) / 2
            area = QRectF(place * theme.px(PIECE + GAP) + 1, top, theme.px(PIECE), theme.px(HEIGHT))
            painter.drawRoundedRect(area, theme.px(3), theme.px(3))
        painter.end()


@dataclass
class Line:
    """The widgets of one partner."""

    name: Words
    bar: Progress
    state: Words
    deed: QPushButton


class PartnerPanel(Panel):
    """One line for each partner, a button for the next step; below, who is not there yet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._known: object = None
        self._lines: dict[str, Line] = {}
        self.head = Words(text("partner.titel"), "bold")
        self.count = Words("", "small")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(0, 1)
        inside = QWidget()
        self._missing = QGridLayout(inside)
        self._missing.setContentsMargins(0, 0, 0, 0)
        self._missing.setColumnStretch(0, 1)
        self._missing.setVerticalSpacing(theme.px(8))
        self.fold = Fold(text("partner.fehlt_auf"), text("partner.fehlt_zu"), inside)
        self.missing_words = Words("", "body")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(self.head)
        whole.addWidget(self.count)
        whole.addLayout(self._grid)
        whole.addWidget(self.missing_words)
        whole.addWidget(self.fold)

    def refresh(self) -> None:
        partners = tuple(self.session.case.partners)
        if partners == self._known:
            return
        self._known = partners
        there = [partner for partner in partners if partner.name.strip() or partner.kind or partner.state]
        self.head.setVisible(bool(there))
        self.count.setVisible(bool(there))
        firm = sum(partner.state in ("zugesagt", "vereinbart") for partner in there)
        self.count.set_words(text("partner.anzahl_eins" if len(there) == 1 else "partner.anzahl", count=len(there), firm=firm))
        if [partner.id for partner in there] != list(self._lines):
            clear(self._grid)
            self._lines = {partner.id: self._line(place, partner.id) for place, partner in enumerate(there)}
        for partner in there:
            self._show(partner)
        self._show_missing(partners)

    def _line(self, place: int, row_id: str) -> Line:
        deed = button("", lambda: self._advance(row_id), "small_quiet", "arrow-right", parent=self)
        made = Line(Words("", longest=16, parent=self), Progress(self), Words("", "small", wrap=False, parent=self), deed)
        made.deed.setProperty("partner", row_id)
        self._grid.setRowMinimumHeight(place, theme.px(30))  # a line without a deed is as high as the others
        self._grid.addWidget(made.name, place, 0)
        self._grid.addWidget(made.bar, place, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(made.state, place, 2)
        self._grid.addWidget(made.deed, place, 3, Qt.AlignmentFlag.AlignLeft)
        return made

    def _show(self, partner: Partner) -> None:
        label = self.session.engine.content.label
        line = self._lines[partner.id]
        name = partner.name.strip() or (label("partner_kind", partner.kind) if partner.kind else text("partner.ohne_namen"))
        reached = STATES.index(partner.state) + 1 if partner.state in STATES else 0
        state = label("partner_state", partner.state) if partner.state else text("partner.ohne_stand")
        said = [state] + ([text("partner.termin", date=format_date(partner.next_date))] if partner.next_date else [])
        line.name.set_words(name)
        line.bar.show_state(reached, text("partner.balken", name=name, state=state, reached=reached, count=len(STATES)))
        line.state.set_words(" · ".join(said))
        following = label("partner_state", STATES[reached]) if reached < len(STATES) else ""
        line.deed.setVisible(bool(following))
        line.deed.setText(text("partner.weiter", state=following))
        line.deed.setAccessibleName(text("partner.weiter_name", name=name, state=following))

    def _advance(self, row_id: str) -> None:
        """One step on."""
        partner = self.session.value(f"partners[{row_id}]")
        reached = STATES.index(partner.state) + 1 if partner.state in STATES else 0
        state = STATES[min(reached, len(STATES) - 1)]
        self.session.end_typing()
        words = self.session.engine.content.label("partner_state", state)
        self.session.change(f"partners[{row_id}].state", state, text("partner.schritt", state=words))
        self.session.end_typing()

    def _show_missing(self, partners: tuple[Partner, ...]) -> None:
        there = {partner.kind for partner in partners}
        missing = [kind for kind in NETWORK if kind not in there]
        total = len(NETWORK)
        self.missing_words.set_words(text("partner.alle_da") if not missing else text("partner.fehlen", count=len(missing), total=total))
        self.fold.setVisible(bool(missing))
        clear(self._missing)
        choices = {choice.value: choice for choice in self.session.engine.content.choices["partner_kind"].choices}
        for line, kind in enumerate(missing):
            choice = choices[kind]
            words = QWidget(self)
            box = QVBoxLayout(words)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            box.addWidget(Words(choice.label, parent=words))
            box.addWidget(Words(choice.help, "small", parent=words))
            self._missing.addWidget(words, line, 0)
            deed = button(text("partner.planen"), partial(self._plan, kind), "small", "plus", parent=self)
            deed.setAccessibleName(text("partner.planen_name", kind=choice.label))
            self._missing.addWidget(deed, line, 1, Qt.AlignmentFlag.AlignTop)

    def _plan(self, kind: str) -> None:
        """A contact to look for: a new row with its kind; the name is still to come."""
        made = Partner.model_validate({"kind": kind, "state": "geplant"})
        words = self.session.engine.content.label("partner_kind", kind)
        self.session.end_typing()
        self.session.change("partners", (*self.session.case.partners, made), text("partner.geplant", kind=words), f"partners|idee:{kind}")
        self.session.end_typing()
        self.go.emit("", f"partners[{made.id}].name")
