"""The way to the agreement and after it (P1 to P5, R9): which days are known, what follows from them, what is next and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ala_wizard.calc.fristen import WAIT, add_months, fristen
from ala_wizard.model.case import Case

Stand = Literal["getan", "jetzt", "spaeter", "frist"]
"""Done, next, later; `frist`: a day that follows by law or that the user set to be reminded."""


@dataclass(frozen=True)
class Schritt:
    """One step or day on the way."""

    key: str
    stand: Stand
    tag: date | None
    """The day entered or reckoned; None while it is unknown."""
    bis: date | None = None
    """By when it should be done; None where nothing says so, and for what is done."""
    adresse: str = ""
    """Where the day is kept; empty for days that are reckoned."""
    quelle: str = ""


@dataclass(frozen=True)
class Weg:
    """The whole way, in its order."""

    schritte: tuple[Schritt, ...]
    eingereicht: bool

    @property
    def naechster(self) -> Schritt | None:
        """The next step to do; None where all six days are known, and after the signatures."""
        return next((step for step in self.schritte if step.stand == "jetzt"), None)


STEPS = (
    ("abgabe", "handed_in", "§ 126 Abs. 1 SGB IX"),
    ("aufforderung", "verhandlung.called_on", "§ 126 Abs. 1 SGB IX"),
    ("rueckmeldung", "verhandlung.feedback_on", ""),
    ("besuch", "verhandlung.visited_on", ""),
    ("verhandlung", "verhandlung.talked_on", ""),
    ("unterschrift", "verhandlung.agreed_on", "§ 126 Abs. 3 SGB IX"),
)


def weg(case: Case) -> Weg:
    """Steps first, then the days that follow from them. A step after a later one that is done counts as passed, not as next."""
    inputs = case.verhandlung
    days = {
        "abgabe": case.handed_in,
        "aufforderung": inputs.called_on,
        "rueckmeldung": inputs.feedback_on,
        "besuch": inputs.visited_on,
        "verhandlung": inputs.talked_on,
        "unterschrift": inputs.agreed_on,
    }
    found = fristen(inputs)
    begin = inputs.agreed_from or case.period.start
    early = add_months(begin, -WAIT) if begin else None
    deadlines = {"abgabe": early, "aufforderung": early, "verhandlung": found.frist_ende, "unterschrift": found.frist_ende or begin}
    last = max((place for place, (key, _, _) in enumerate(STEPS) if days[key] is not None), default=-1)
    steps: list[Schritt] = []
    signed = inputs.agreed_on is not None
    waiting = False
    for place, (key, address, source) in enumerate(STEPS):
        day = days[key]
        stand: Stand = "getan" if day is not None else "spaeter"
        if day is None and not signed and not waiting and (place > last or key in ("abgabe", "aufforderung")):
            stand, waiting = "jetzt", True
        steps.append(Schritt(key, stand, day, deadlines.get(key) if day is None else None, address, source))
    if found.frist_ende is not None and not signed:
        steps.append(Schritt("drei_monate", "frist", found.frist_ende, quelle="§ 126 Abs. 2 SGB IX"))
        steps.append(Schritt("schiedsstelle", "frist", found.schiedsstelle_ab, quelle="§ 126 Abs. 2 SGB IX"))
    after: tuple[tuple[str, str, str], ...] = (
        ("gilt_ab", "verhandlung.agreed_from", "§ 126 Abs. 3 SGB IX"),
        ("gilt_bis", "verhandlung.agreed_until", "§ 127 Abs. 4 SGB IX"),
        ("kuendbar", "verhandlung.notice_by", "§ 130 SGB IX"),
    )
    known = [(key, address, source, getattr(inputs, address.rpartition(".")[2])) for key, address, source in after]
    if not signed and not any(day for *_, day in known) and inputs.remind_on is None:
        return Weg((*steps, Schritt("danach", "spaeter", None)), case.handed_in is not None)
    steps += [Schritt(key, "frist" if day is not None else "spaeter", day, None, address, source) for key, address, source, day in known]
    if found.auffordern_bis is not None:
        steps.append(Schritt("neu_auffordern", "frist", found.auffordern_bis, quelle="§ 126 Abs. 2 SGB IX"))
    steps.append(Schritt("erinnern", "frist" if inputs.remind_on else "spaeter", inputs.remind_on, None, "verhandlung.remind_on"))
    return Weg(tuple(steps), case.handed_in is not None)
