"""The negotiation: asked rate against floor and comparison, agreed dates, the three months (R7, R9)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.fristen import fristen
from ala_wizard.calc.untergrenze import untergrenze
from ala_wizard.calc.vergleich import vergleich
from ala_wizard.checks.context import Context, Finding, count, day, number


def below_floor(ctx: Context) -> Iterator[Finding]:
    """The asked rate does not pay the costs with the absence and occupancy that are to be expected."""
    inputs = ctx.case.verhandlung
    floor = untergrenze(inputs, ctx.results.kosten, ctx.rates).satz
    if inputs.asked_rate is not None and floor is not None and inputs.asked_rate < floor:
        yield ctx.found("forderung_untergrenze", address="verhandlung.asked_rate", asked=number(inputs.asked_rate), floor=number(floor))


def above_lower_third(ctx: Context) -> Iterator[Finding]:
    """Above the lower third of comparable rates the reasons are written down (§ 124 Abs. 1 SGB IX)."""
    inputs = ctx.case.verhandlung
    if inputs.asked_rate is None or inputs.reasons.strip():
        return
    found = vergleich(inputs, inputs.asked_rate)
    if found.im_unteren_drittel is False and found.grenze is not None:
        yield ctx.found(
            "forderung_drittel",
            address="verhandlung.reasons",
            asked=number(inputs.asked_rate),
            edge=number(found.grenze),
            rates=count(len(found.saetze)),
        )


def agreed_dates(ctx: Context) -> Iterator[Finding]:
    """An agreed rate holds from one day to another, and the second comes after the first (§§ 123, 126 SGB IX)."""
    inputs, rate = ctx.case.verhandlung, ctx.case.kostenkalkulation.tagessatz_vereinbart
    if rate is None or not (inputs.agreed_on or inputs.agreed_from or inputs.agreed_until):
        return
    for field, value in (("agreed_on", inputs.agreed_on), ("agreed_from", inputs.agreed_from), ("agreed_until", inputs.agreed_until)):
        if value is None:
            yield ctx.found("vereinbart_daten", address=f"verhandlung.{field}", rate=number(rate))
            return
    if fristen(inputs).zeitraum_passt is False:
        start, end = day(inputs.agreed_from), day(inputs.agreed_until)
        yield ctx.found("vereinbart_ende", address="verhandlung.agreed_until", start=start, end=end)


def three_months(ctx: Context) -> Iterator[Finding]:
    """Three months after the call there is no agreement: either side may call the Schiedsstelle (§ 126 Abs. 2 SGB IX)."""
    inputs = ctx.case.verhandlung
    if inputs.agreed_on is not None:
        return
    board = fristen(inputs).schiedsstelle_ab
    if board is not None and board <= ctx.today:
        yield ctx.found("frist_vorbei", address="verhandlung.called_on", called=day(inputs.called_on), since=day(board))


def next_talk(ctx: Context) -> Iterator[Finding]:
    """The day to think of the next period has come: the user's own, else three months before the agreed end."""
    inputs = ctx.case.verhandlung
    remind = fristen(inputs).erinnern
    if remind is not None and remind <= ctx.today:
        field = "remind_on" if inputs.remind_on is not None else "agreed_until"
        yield ctx.found("verhandlung_erinnern", address=f"verhandlung.{field}", day=day(remind))


RULES = (below_floor, above_lower_third, agreed_dates, three_months, next_talk)
