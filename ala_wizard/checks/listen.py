"""Checklists and the length of the Konzept (Fachvorgabe section 3, U1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from ala_wizard.checks.context import Context, Finding
from ala_wizard.checks.ticks import Tick
from ala_wizard.content.schema import CheckItem
from ala_wizard.model.case import Case, ChecklistState

ItemState = Literal["offen", "erledigt", "automatisch", "entfaellt"]


def item_state(item: CheckItem, case: Case, ticks: Mapping[str, Tick]) -> ItemState:
    """What holds for an item: the user's word first, then the case's own data."""
    said = case.checklist.get(item.id, ChecklistState()).state
    if said in ("erledigt", "entfaellt", "offen"):
        return said
    tick = ticks.get(item.id)
    return "automatisch" if tick is not None and tick.done else "offen"


def page_count(ctx: Context) -> Iterator[Finding]:
    """The Konzept has the length that the authority asks for (U1); unknown pages are no finding."""
    profile = ctx.content.profiles.get(ctx.case.profile)
    if ctx.pages is None or profile is None:
        return
    low, high = profile.pages_min, profile.pages_max
    if not low <= ctx.pages <= high:
        yield ctx.found("konzept_seiten", pages=str(ctx.pages), low=str(low), high=str(high))


def open_items(ctx: Context, ticks: Mapping[str, Tick]) -> Iterator[Finding]:
    """Required items that nobody and nothing has ticked; items set aside without a reason."""
    for checklist in ctx.content.checklists:
        for item in checklist.items:
            now = item_state(item, ctx.case, ticks)
            address, question = f"checklist[{item.id}]", f"L.{checklist.id}"
            if now == "offen" and item.required:
                yield ctx.found("pruefliste", item.id, address=address, question=question, id=item.id, item=item.text)
            elif now == "entfaellt" and not ctx.case.checklist[item.id].reason.strip():
                yield ctx.found("entfaellt_ohne_grund", item.id, address=address, question=question, id=item.id, item=item.text)


RULES = (page_count,)
