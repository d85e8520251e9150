"""What the matrix of people and functions says: whether the hours are enough."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ala_wizard import core
from ala_wizard.calc.personalplan import Deckung, Personalplan, PlanZeile, personalplan
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, clear
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session


class PersonalplanPanel(Panel):
    """Below the matrix: needed against planned hours in words, contracts, cover for illness."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._verdicts = QGridLayout()
        self._verdicts.setHorizontalSpacing(theme.px(8))
        self._verdicts.setVerticalSpacing(theme.px(6))
        self._verdicts.setColumnStretch(2, 1)
        self._known: object = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(Words(text("personalplan.titel"), "bold"))
        whole.addLayout(self._verdicts)

    def refresh(self) -> None:
        engine = self.session.engine
        plan = personalplan(self.session.case, core.rates(self.session.case, engine.content, engine.now().date()))
        if plan == self._known:
            return
        self._known = plan
        clear(self._verdicts)
        top = Qt.AlignmentFlag.AlignTop
        for place, (enough, head, words) in enumerate(self._sentences(plan)):
            glyph = icons.Glyph("check-circle" if enough else "triangle", "accent" if enough else "warn", 20)
            self._verdicts.addWidget(glyph, place, 0, top)
            if head:
                self._verdicts.addWidget(Words(head, "bold", wrap=False), place, 1, top)
            self._verdicts.addWidget(Words(words), place, 2 if head else 1, 1, 1 if head else 2, top)

    def _sentences(self, plan: Personalplan) -> list[tuple[bool, str, str]]:
        """Whether it is good, a heading, a sentence."""
        label = self.session.engine.content.label
        if not any(one.noetig for one in plan.deckung):
            return [(False, "", text("personalplan.ohne_plaetze"))]
        found = [(one.reicht, label("funktion", one.funktion), _needed(one, plan.plaetze)) for one in plan.deckung]
        contracts = [*_contracts(plan)]
        found += [(False, text("personalplan.vertrag_titel"), words) for words in contracts]
        if not contracts and plan.zeilen:
            found.append((True, text("personalplan.vertrag_titel"), text("personalplan.vertraege_gut")))
        if plan.zeilen:
            names = ", ".join(_name(one) for one in plan.ohne_vertretung)
            words = text("personalplan.vertretung_fehlt", names=names) if names else text("personalplan.vertretung_gut")
            found.append((not names, text("personalplan.vertretung_titel"), words))
        return found


def _contracts(plan: Personalplan) -> list[str]:
    """People whose hours do not fit into their contract, or who have none yet."""
    found = []
    for one in plan.zeilen:
        if one.vertrag_zu_klein:
            found.append(text("personalplan.vertrag_zu_klein", name=_name(one), planned=_hours(one.summe), contract=_hours(one.vertrag)))
        elif not one.extern and one.vertrag is None and one.summe:
            found.append(text("personalplan.vertrag_fehlt", name=_name(one), planned=_hours(one.summe)))
    return found


def _needed(one: Deckung, places: Decimal) -> str:
    if one.noetig is None:
        return text("personalplan.ohne_bedarf", covered=_hours(one.geplant))
    key = "satz_ein" if places == 1 else "satz"
    return text(f"personalplan.{key}", places=format_decimal(places), needed=_hours(one.noetig), covered=format_decimal(one.geplant, 2))


def _name(one: PlanZeile) -> str:
    return one.name or text("personalplan.ohne_namen")


def _hours(hours: Decimal | None) -> str:
    return format_decimal(hours, 2) if hours else ""
