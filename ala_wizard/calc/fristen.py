"""Dates of the negotiation (R9, §§ 123, 126, 127 SGB IX): three months to the Schiedsstelle, agreed period, reminder.

Three months are counted as calendar months from the day the user entered; where the month has no such day, its last day counts.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ala_wizard.calc.zeilen import Rechnung, Termin
from ala_wizard.model.planning import Negotiation

WAIT = 3
"""Months after which either side may call the Schiedsstelle (§ 126 Abs. 2 Satz 1 SGB IX)."""
SOURCE = "§ 126 Abs. 2 SGB IX"


@dataclass(frozen=True, kw_only=True)
class Fristen(Rechnung):
    """All dates; None where nothing was entered or the calendar ends."""

    aufgefordert: date | None
    frist_ende: date | None
    """Last day of the three months."""
    schiedsstelle_ab: date | None
    """First day on which the Schiedsstelle may be called."""
    gilt_ab: date | None
    gilt_bis: date | None
    zeitraum_passt: bool | None
    """Does the agreed period end after it begins? None where a day is missing."""
    auffordern_bis: date | None
    """Three months before the agreed end: called by then, the three months pass before the period ends."""
    erinnern: date | None
    """The user's own day, else `auffordern_bis`."""
    termine: tuple[Termin, ...]


def add_months(day: date, months: int) -> date | None:
    """The same day some months later or earlier, at most the month's last; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def fristen(inputs: Negotiation) -> Fristen:
    """The dates that follow from those entered."""
    end = add_months(inputs.called_on, WAIT) if inputs.called_on else None
    board = end + timedelta(days=1) if end is not None and end < date.max else None
    start, until = inputs.agreed_from, inputs.agreed_until
    call = add_months(until, -WAIT) if until else None
    remind = inputs.remind_on or call
    fits = start <= until if start and until else None
    notes = [
        *(["frist_zaehlung"] if end else []),
        *(["satz_gilt_weiter"] if until else []),
        *(["nicht_rueckwirkend"] if start is not None else []),
    ]
    return Fristen(
        aufgefordert=inputs.called_on,
        frist_ende=end,
        schiedsstelle_ab=board,
        gilt_ab=start,
        gilt_bis=until,
        zeitraum_passt=fits,
        auffordern_bis=call,
        erinnern=remind,
        termine=(
            Termin("aufgefordert_am", inputs.called_on, "§ 126 Abs. 1 SGB IX"),
            Termin("frist_ende", end, SOURCE),
            Termin("schiedsstelle_ab", board, SOURCE),
            Termin("gilt_ab", start, "§ 126 Abs. 3 SGB IX"),
            Termin("gilt_bis", until, "§ 127 Abs. 4 SGB IX"),
            Termin("unterschrieben_am", inputs.agreed_on),
            Termin("auffordern_bis", call, SOURCE),
            Termin("erinnern_am", remind),
        ),
        reasons=() if inputs.called_on else ("aufforderung_fehlt",),
        notes=tuple(notes),
    )
