"""Exclusively in betrieblicher Form: what a better key than 1:12 costs in the rate (R6, § 60 Abs. 2 Nr. 8 SGB IX)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.kostenkalkulation import hours_per_place
from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.zeilen import Rechnung, Zeile, euro, wert, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.costs import PersonalLine
from ala_wizard.model.money import ZERO, cent, quantize

SOURCE = "§ 60 Abs. 2 Nr. 8 SGB IX, § 9 Abs. 3 WVO"
BEST = 6
"""The table ends with 1:6, the other key that § 9 Abs. 3 WVO names."""


@dataclass(frozen=True)
class Schluessel:
    """One key 1:x and what it costs."""

    schluessel: int
    hours: Decimal
    """Hours per place and week, W ÷ x."""
    kosten: Decimal
    """Gruppenleitung in €/year."""
    tagessatz: Decimal
    """€ per place and day."""
    mehr: Decimal
    """Against the reckoned rate, € per place and day."""


@dataclass(frozen=True, kw_only=True)
class BetrieblicheForm(Rechnung):
    """Is a better key due, is it planned, and what do the better ones cost?"""

    verlangt: bool | None
    """None: the question is still open."""
    gesetzlich: Decimal | None
    """x of the key 1:x that has to be bettered."""
    geplant: Decimal | None
    """Planned hours of the Gruppenleitung per place and week."""
    besser: bool | None
    """Is the plan better than the key? Compared with one decimal, as the handbook prints hours."""
    stufen: tuple[Schluessel, ...]


def betriebliche_form(case: Case, kosten: KostenResult, rates: Rates) -> BetrieblicheForm:
    """The better keys down to 1:6, reckoned with the average gross of the planned Gruppenleitung."""
    answer = case.offer.only_betrieblich
    legal = wert(rates, "schluessel_gruppenleitung")
    rows = [row for row in case.kostenkalkulation.personal if row.funktion == "gruppenleitung"]
    planned = [hours for row in rows if (hours := hours_per_place(row, kosten.vollzeit)) is not None]
    own = sum(planned, ZERO) if planned else None
    better = None
    if legal and own is not None:
        better = quantize(own, 1) > quantize(kosten.vollzeit / legal, 1)
    gross = average_gross(rows, kosten.vollzeit)
    reasons = [
        *(["schluessel_fehlt"] if not legal else []),
        *(["gruppenleitung_fehlt"] if gross is None else []),
        *(["plaetze_fehlen"] if kosten.tagessatz is None else []),
    ]
    steps: tuple[Schluessel, ...] = ()
    if legal and gross is not None:
        first = int(legal) if legal != int(legal) else int(legal) - 1
        steps = tuple(step for x in range(min(first, 100), BEST - 1, -1) if (step := _step(x, gross, rows, kosten)) is not None)
    lines = tuple(
        Zeile(
            "schluessel_stufe",
            f"{zahl(kosten.plaetze)} ÷ {step.schluessel} × {euro(gross or ZERO)} = {euro(step.kosten)}",
            step.tagessatz,
            source=SOURCE,
            name=str(step.schluessel),
        )
        for step in steps
    )
    notes = {"ja": ("form_ja",), "nein": ("form_nein",)}.get(answer, ("form_offen",))
    return BetrieblicheForm(
        verlangt={"ja": True, "nein": False}.get(answer),
        gesetzlich=legal,
        geplant=own,
        besser=better,
        stufen=steps,
        lines=lines,
        reasons=tuple(reasons),
        notes=notes,
    )


def average_gross(rows: list[PersonalLine], vollzeit: Decimal) -> Decimal | None:
    """Yearly gross of a full post, weighed by hours, €; None where no hours or no gross stand."""
    hours = [(hours_per_place(row, vollzeit) or ZERO, row.yearly_gross or ZERO) for row in rows]
    weight = sum((each for each, _ in hours), ZERO)
    cost = sum((each * gross for each, gross in hours), ZERO)
    return cost / weight if weight and cost else None


def _step(x: int, gross: Decimal, rows: list[PersonalLine], kosten: KostenResult) -> Schluessel | None:
    if kosten.tagessatz is None:
        return None
    now = kosten.amount_at({f"kostenkalkulation.personal[{row.id}]" for row in rows})
    amount = cent(kosten.plaetze * gross / x)
    rate = cent((kosten.gesamtkosten - now + amount) / (kosten.plaetze * kosten.tage))
    return Schluessel(schluessel=x, hours=kosten.vollzeit / x, kosten=amount, tagessatz=rate, mehr=rate - kosten.tagessatz)
