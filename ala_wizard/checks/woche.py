"""Week plan and goals (K6.2, K6.4, U2)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.wochenplan import hours, minutes, span
from ala_wizard.checks.answered import row_filled
from ala_wizard.checks.context import Context, Finding, count, number, short
from ala_wizard.content.texts import text
from ala_wizard.model.farm import WeekEntry
from ala_wizard.model.money import quantize

LETTERS = ("specific", "indicator", "attractive", "realistic", "due")
"""S, M, A, R, T as fields of a goal."""


def week_hours(ctx: Context) -> Iterator[Finding]:
    """The plan shows a full week of 35 to 40 hours, the same as promised."""
    total = quantize(hours(ctx.case.week_plan), 2)
    if not total:
        return
    low, high, promised = ctx.value("wochenstunden_min"), ctx.value("wochenstunden_max"), ctx.case.offer.hours_week
    if low is not None and high is not None and not low <= total <= high:
        yield ctx.found("wochenplan_stunden", address="week_plan", hours=number(total), low=count(low), high=count(high))
    elif promised is not None and quantize(promised, 2) != total:
        yield ctx.found("wochenplan_abweichung", address="week_plan", hours=number(total), promised=number(promised))


def week_order(ctx: Context) -> Iterator[Finding]:
    """Every block ends after it begins, and no two blocks of a day overlap."""
    days: dict[str, list[WeekEntry]] = {}
    for entry in ctx.case.week_plan:
        start, end = minutes(entry.start), minutes(entry.end)
        if start is not None and end is not None and end <= start:
            yield ctx.found(
                "wochenplan_ende", entry.id, address=f"week_plan[{entry.id}].end", day=_day(ctx, entry), start=entry.start, end=entry.end
            )
        elif entry.day and span(entry):
            days.setdefault(entry.day, []).append(entry)
    for entries in days.values():
        entries.sort(key=lambda entry: (span(entry) or (0, 0), entry.id))
        last = entries[0]
        for entry in entries[1:]:
            if (span(entry) or (0, 0))[0] < (span(last) or (0, 0))[1]:
                yield ctx.found(
                    "wochenplan_doppelt",
                    entry.id,
                    address=f"week_plan[{entry.id}].start",
                    day=_day(ctx, entry),
                    first=f"{last.start}–{last.end}",
                    second=f"{entry.start}–{entry.end}",
                )
            if (span(entry) or (0, 0))[1] > (span(last) or (0, 0))[1]:
                last = entry


def _day(ctx: Context, entry: WeekEntry) -> str:
    return ctx.label("day", entry.day) if entry.day else "–"


def smart_goals(ctx: Context) -> Iterator[Finding]:
    """Every goal has all five of SMART; the missing ones are named."""
    for place, goal in enumerate(ctx.case.goals, 1):
        if not row_filled(goal):
            continue
        missing = [letter for letter in LETTERS if not str(getattr(goal, letter) or "").strip()]
        if missing:
            yield ctx.found(
                "ziele_smart",
                goal.id,
                address=f"goals[{goal.id}].{missing[0]}",
                goal=short(goal.specific) or str(place),
                missing=", ".join(text(f"checks.smart_{letter}") for letter in missing),
            )


RULES = (week_hours, week_order, smart_goals)
