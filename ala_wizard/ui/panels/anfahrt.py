"""The daily way against the working hours, in words (K3.4, K3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc import anfahrt
from ala_wizard.calc.wochenplan import spoken, tage
from ala_wizard.content.texts import text
from ala_wizard.model.farm import Day
from ala_wizard.ui.kit import link
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.sentences import Sentence, Sentences
from ala_wizard.ui.session import Session

LONG_WAIT = 30
"""Minutes at the farm before work, or after it, that are asked about."""
LONG_WAY = 60
"""Minutes of one way that are asked about."""


class AnfahrtPanel(Panel):
    """Sentences; links lead to the week plan and to the calculator of the transport."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sentences = Sentences(self)
        self.to_plan = link(text("anfahrt.zum_plan"), lambda: self.go.emit("", "K6.4"), self)
        self._read: tuple[object, ...] = ()
        self.to_costs = link(text("anfahrt.zum_rechner"), lambda: self.go.emit("", "planung.transport_km"), self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self.sentences, self.to_plan, self.to_costs):
            whole.addWidget(widget)

    def refresh(self) -> None:
        case = self.session.case
        read = (case.offer, case.week_plan)
        if len(self._read) == len(read) and all(old is new for old, new in zip(self._read, read, strict=True)):
            return  # most keys on this page change neither
        self._read = read
        days = tage(case.week_plan)
        typed = bool(case.offer.arrival or case.offer.departure)
        found = [*self._times(), *self._length()]
        if typed and not days:
            found.insert(0, ("hinweis", text("anfahrt.ohne_plan")))
        self.sentences.say(found)
        self.setVisible(bool(found))
        self.to_plan.setVisible(typed)
        self.to_costs.setVisible(case.offer.transport_service == "ja")

    def _times(self) -> Iterator[Sentence]:
        case = self.session.case
        morning, evening = anfahrt.morgens(case.offer, case.week_plan), anfahrt.abends(case.offer, case.week_plan)
        if morning is not None:
            there = spoken(morning.da)
            if morning.zu_spaet:
                yield "achtung", text("anfahrt.zu_spaet", there=there, days=self._days(morning.zu_spaet))
            elif morning.warten > LONG_WAIT:
                yield "hinweis", text("anfahrt.frueh_da", there=there, start=spoken(morning.da + morning.warten), minutes=morning.warten)
            else:
                yield "gut", text("anfahrt.morgens_gut", there=there, start=spoken(morning.da + morning.warten))
        if evening is not None:
            leave = spoken(evening.los)
            if evening.zu_frueh:
                yield "achtung", text("anfahrt.zu_frueh", leave=leave, days=self._days(evening.zu_frueh))
            elif evening.warten > LONG_WAIT:
                yield "hinweis", text("anfahrt.lange_warten", leave=leave, end=spoken(evening.los - evening.warten), minutes=evening.warten)
            else:
                yield "gut", text("anfahrt.abends_gut", leave=leave, end=spoken(evening.los - evening.warten))

    def _length(self) -> Iterator[Sentence]:
        offer = self.session.case.offer
        if offer.way_minutes is not None and offer.way_minutes > LONG_WAY:
            yield "hinweis", text("anfahrt.weit", minutes=offer.way_minutes)
        reachable = bool(offer.stop.strip()) and not offer.stop.strip().casefold().startswith("kein")
        if offer.transport_service == "nein" and offer.stop.strip() and not reachable:
            yield "achtung", text("anfahrt.ohne_beides")
        if offer.transport_service == "ja":
            yield "hinweis", text("anfahrt.fahrdienst")

    def _days(self, days: tuple[tuple[Day, int], ...]) -> str:
        label = self.session.engine.content.label
        return ", ".join(text("anfahrt.tag", day=label("day", day), minutes=missing) for day, missing in days)
