"""Places, period, groups and rooms: figures that must fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.answered import rows_filled
from ala_wizard.checks.context import Context, Finding, count, day, number, short


def start_and_target(ctx: Context) -> Iterator[Finding]:
    """Not more places at the start than in the end."""
    start, target = ctx.case.offer.places_start, ctx.case.offer.places_target
    if start is not None and target is not None and start > target:
        yield ctx.found("plaetze_start_ziel", address="offer.places_start", start=count(start), target=count(target))


def occupied_and_target(ctx: Context) -> Iterator[Finding]:
    """Not more occupied places than there are."""
    occupied, target = ctx.case.kostenkalkulation.belegte_plaetze, ctx.case.offer.places_target
    if occupied is not None and target is not None and occupied > target:
        yield ctx.found("belegung_ziel", address="kostenkalkulation.belegte_plaetze", occupied=count(occupied), target=count(target))


def period(ctx: Context) -> Iterator[Finding]:
    """The period ends after it begins, and the first working day lies in it."""
    start, end, first = ctx.case.period.start, ctx.case.period.end, ctx.case.offer.start
    if start and end and end < start:
        yield ctx.found("zeitraum_ende", address="period.end", start=day(start), end=day(end))
        return
    if first and start and first < start:
        yield ctx.found("start_vor_zeitraum", address="offer.start", first=day(first), start=day(start))
    if first and end and first > end:
        yield ctx.found("start_nach_zeitraum", address="offer.start", first=day(first), end=day(end))


def group_sizes(ctx: Context) -> Iterator[Finding]:
    """All groups together hold the places; a group above the key needs a second Gruppenleitung (§ 9 Abs. 3 WVO)."""
    groups, target = ctx.case.groups, ctx.case.offer.places_target
    sizes = [group.size for group in groups if group.size is not None]
    if sizes and len(sizes) == len(groups) and target is not None and sum(sizes) != target:
        yield ctx.found("gruppen_plaetze", address="groups", sizes=count(sum(sizes)), target=count(target))
    key = ctx.value("schluessel_gruppenleitung")
    for group in groups:
        if key is not None and group.size is not None and group.size > key:
            yield ctx.found(
                "gruppe_gross",
                group.id,
                address=f"groups[{group.id}].size",
                name=short(group.name) or "–",
                size=count(group.size),
                key=count(key),
            )


def persons_paid(ctx: Context) -> Iterator[Finding]:
    """As many people with Arbeitsentgelt as occupied places; a forecast such as 7,5 may be rounded."""
    paid, n = ctx.results.entgelt.anzahl, ctx.results.kosten.plaetze
    if paid and n and abs(paid - n) >= 1:
        yield ctx.found("entgelt_plaetze", address="arbeitsentgelt.gruppen", paid=count(paid), places=count(n))


def days_missed(ctx: Context) -> Iterator[Finding]:
    """Not more entries than places, and nobody misses more days than there are."""
    entries, kosten = ctx.case.kostenkalkulation.fehltage, ctx.results.kosten
    if kosten.plaetze and len(entries) >= kosten.plaetze + 1:
        yield ctx.found("fehltage_plaetze", address="kostenkalkulation.fehltage", entries=count(len(entries)), places=count(kosten.plaetze))
    most = max(entries, default=0)
    if kosten.tage and most > kosten.tage:
        yield ctx.found("fehltage_viele", address="kostenkalkulation.fehltage", most=count(most), days=count(kosten.tage))


def sanitary_rooms(ctx: Context) -> Iterator[Finding]:
    """Among the rooms there are some to wash, change and rest (K7.2)."""
    if rows_filled(ctx.case, "rooms") and not any(room.sanitary == "ja" for room in ctx.case.rooms):
        yield ctx.found("sanitaer", address="rooms")


def working_hours(ctx: Context) -> Iterator[Finding]:
    """35 to 40 hours are to be offered (§ 6 WVO); less than 17,5 h is not usual in Saxony."""
    offer = ctx.case.offer
    low, high, least = (ctx.value(name) for name in ("wochenstunden_min", "wochenstunden_max", "teilzeit_min"))
    if offer.hours_week is not None and low is not None and high is not None and not low <= offer.hours_week <= high:
        yield ctx.found("arbeitszeit", address="offer.hours_week", hours=number(offer.hours_week), low=count(low), high=count(high))
    if offer.hours_week_min is not None and least is not None and offer.hours_week_min < least:
        yield ctx.found("teilzeit", address="offer.hours_week_min", hours=number(offer.hours_week_min), least=count(least))


RULES = (start_and_target, occupied_and_target, period, group_sizes, persons_paid, days_missed, sanitary_rooms, working_hours)
