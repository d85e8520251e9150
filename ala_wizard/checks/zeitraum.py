"""The period and the hand-in as seen from today (§ 123 Abs. 2 SGB IX, R12)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.context import Context, Finding, day


def prospective(ctx: Context) -> Iterator[Finding]:
    """An agreement is made for a time to come; once it is signed the period may run. Examples do not age."""
    start, end, signed = ctx.case.period.start, ctx.case.period.end, ctx.case.verhandlung.agreed_on
    if ctx.case.example or (signed is not None and signed <= ctx.today) or (start and end and end < start):
        return
    if end is not None and end < ctx.today:
        yield ctx.found("zeitraum_vorbei", address="period.end", end=day(end))
    elif start is not None and start < ctx.today:
        yield ctx.found("zeitraum_begonnen", address="period.start", start=day(start))


def hand_in(ctx: Context) -> Iterator[Finding]:
    """Nothing is handed in before its day: until then every page says „noch nicht eingereicht“ (R12)."""
    handed_in = ctx.case.handed_in
    if handed_in is not None and handed_in > ctx.today:
        yield ctx.found("abgabe_zukunft", address="handed_in", question=ctx.question_of("handed_in"), day=day(handed_in))


RULES = (prospective, hand_in)
