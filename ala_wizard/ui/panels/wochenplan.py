"""What the week plan adds up to: full week, gaps and overlaps, breaks, Maßnahmen, part time (K6.2, K6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard import core
from ala_wizard.calc import wochenplan
from ala_wizard.calc.wochenplan import PAUSE_PART, Tag, Teilzeit, spoken
from ala_wizard.content.texts import text
from ala_wizard.content.vorlagen import vorlagen
from ala_wizard.model.farm import WeekEntry
from ala_wizard.model.german import format_decimal
from ala_wizard.model.money import quantize
from ala_wizard.ui import theme
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.sentences import Sentence, Sentences
from ala_wizard.ui.session import Session

WISHES = 3
"""So many shorter weeks are looked at: the shortest offered, then those that people want."""


class WochenplanPanel(Panel):
    """Sentences below the timetable; nothing while it is empty."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sentences = Sentences(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme.px(4))
        whole.addWidget(self.sentences)

    def refresh(self) -> None:
        days = wochenplan.tage(self.session.case.week_plan)
        self.sentences.say(
            [*self._hours(), *self._order(days), *self._pauses(days), *self._massnahmen(days), *self._part_time()] if days else []
        )

    def _hours(self) -> Iterator[Sentence]:
        """A full week of 35 to 40 hours, the same as promised; a plan of the length of the part time offered is one too."""
        case = self.session.case
        rates = core.rates(case, self.session.engine.content, self.session.engine.now().date())
        low, high = rates.get("wochenstunden_min"), rates.get("wochenstunden_max")
        hours = quantize(wochenplan.hours(case.week_plan), 2)
        if low is None or high is None:
            return
        figures = {"hours": _hours(hours), "low": format_decimal(low), "high": format_decimal(high)}
        if hours < low:
            yield "achtung", text("wochenbild.stunden_wenig", missing=_hours(low - hours), **figures)
        elif hours > high:
            yield "achtung", text("wochenbild.stunden_viel", more=_hours(hours - high), **figures)
        elif case.offer.hours_week is not None and quantize(case.offer.hours_week, 2) != hours:
            yield "achtung", text("wochenbild.stunden_anders", hours=_hours(hours), promised=_hours(case.offer.hours_week))
        else:
            yield "gut", text("wochenbild.stunden_gut", **figures)

    def _order(self, days: tuple[Tag, ...]) -> Iterator[Sentence]:
        for day in days:
            for first, second in day.overlaps:
                yield "achtung", text("wochenbild.doppelt", day=self._day(day), first=_span(first), second=_span(second))
            for start, end in day.gaps:
                yield "hinweis", text("wochenbild.luecke", day=self._day(day), start=spoken(start), end=spoken(end))

    def _pauses(self, days: tuple[Tag, ...]) -> Iterator[Sentence]:
        """§ 4 ArbZG: 30 minutes above six hours of work, 45 above nine, no more than six hours without a pause."""
        rules = vorlagen().pauses
        limit = rules[-1].above_hours
        missing = False
        for day in days:
            worked = Decimal(day.work) / 60
            needed = next((rule.minutes for rule in rules if worked > rule.above_hours), 0)
            if day.pauses < needed:
                missing = True
                yield "achtung", text("wochenbild.pause_fehlt", day=self._day(day), hours=_hours(worked), needed=needed, there=day.pauses)
            if day.longest > limit * 60:
                missing = True
                hours = _hours(Decimal(day.longest) / 60)
                yield "achtung", text("wochenbild.pause_lang", day=self._day(day), hours=hours, limit=limit)
        if missing:
            yield "hinweis", text("wochenbild.pausen_hinweis")
        elif any(day.pauses >= PAUSE_PART for day in days):
            yield "gut", text("wochenbild.pausen_gut")

    def _massnahmen(self, days: tuple[Tag, ...]) -> Iterator[Sentence]:
        """The hours of Maßnahmen in the plan against those in the table of K5.5."""
        planned = quantize(Decimal(sum(day.massnahmen for day in days)) / 60, 2)
        wanted = sum((row.hours_week for row in self.session.case.accompanying if row.hours_week is not None), Decimal(0))
        if not planned:
            yield "achtung", text("wochenbild.massnahmen_fehlen")
        elif not wanted:
            yield "hinweis", text("wochenbild.massnahmen_ohne_tabelle", hours=_hours(planned))
        elif quantize(wanted, 2) == planned:
            yield "gut", text("wochenbild.massnahmen_gut", hours=_hours(planned))
        else:
            yield "achtung", text("wochenbild.massnahmen_anders", hours=_hours(planned), wanted=_hours(wanted))

    def _part_time(self) -> Iterator[Sentence]:
        """How shorter weeks fit: the shortest offered, and what the first people want."""
        case = self.session.case
        whole = wochenplan.hours(case.week_plan)
        wishes = {case.offer.hours_week_min, *(person.hours_week for person in case.participants)}
        for wanted in sorted(wish for wish in wishes if wish is not None and wish > 0)[:WISHES]:
            if wanted > whole:
                yield "hinweis", text("wochenbild.teilzeit_nicht", wanted=format_decimal(wanted))
            elif wanted < whole:
                words = _ways(wochenplan.teilzeit(case.week_plan, wanted))
                if words:
                    yield "hinweis", words

    def _day(self, day: Tag) -> str:
        return self.session.engine.content.label("day", day.day)


def _ways(ways: tuple[Teilzeit, ...]) -> str:
    """Whole days and mornings for a shorter week, in one or two sentences."""
    said: list[str] = []
    for way in ways:
        extra = text("wochenbild.mit_massnahmen", hours=_hours(way.massnahmen)) if way.massnahmen else text("wochenbild.ohne_massnahmen")
        if not way.until:
            key = "teilzeit_tage_eins" if way.days == 1 else "teilzeit_tage"
        elif not said:
            key = "teilzeit_nur_vormittage"
        else:
            key = "teilzeit_vormittage_eins" if way.days == 1 else "teilzeit_vormittage"
        until = spoken(way.until)
        said.append(
            text(f"wochenbild.{key}", wanted=format_decimal(way.wanted), days=way.days, hours=_hours(way.hours), extra=extra, until=until)
        )
    return " ".join(said)


def _span(entry: WeekEntry) -> str:
    start, end = wochenplan.span(entry) or (0, 0)
    return text("woche.zeit", start=spoken(start), end=spoken(end))


def _hours(hours: Decimal) -> str:
    return format_decimal(hours, 2)
