"""Arbeitsergebnis, Entgelte and reserves (§ 12 WVO, § 221 SGB IX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ala_wizard.checks.context import Context, Finding, count, number, short
from ala_wizard.checks.offen import missing_inputs
from ala_wizard.model.costs import SachLine


def pay_covered(ctx: Context) -> Iterator[Finding]:
    """The Arbeitsergebnis pays the Entgelte; asked only once all three calculators have their figures."""
    result = ctx.results.ergebnis
    if missing_inputs(ctx.results):
        return
    if result.entgelte > 0 and result.arbeitsergebnis < result.entgelte:
        yield ctx.found(
            "entgelte_offen",
            address="arbeitsergebnis.produktlinien",
            result=number(result.arbeitsergebnis),
            pay=number(result.entgelte),
            missing=number(result.entgelte - result.arbeitsergebnis),
            sales=number(result.umsatz_fuer_entgelte),
        )


def share_of_pay(ctx: Context) -> Iterator[Finding]:
    """As a rule at least 70 % go to the Entgelte (§ 12 Abs. 5 Nr. 1 WVO)."""
    share, least = ctx.results.ergebnis.entgeltquote, ctx.value("entgelt_mindestquote")
    if ctx.results.ergebnis.entgelte > 0 and share is not None and least is not None and share < least:
        yield ctx.found("entgeltquote", address="arbeitsentgelt.gruppen", share=number(share, 1), least=count(least))


def reserve(ctx: Context) -> Iterator[Finding]:
    """What stays after the Entgelte is more than the reserve may hold (§ 12 Abs. 5 Nr. 2 WVO)."""
    result = ctx.results.ergebnis
    rest = result.arbeitsergebnis - result.entgelte
    if result.entgelte > 0 and rest > result.ruecklage_obergrenze:
        yield ctx.found("ruecklage", address="arbeitsergebnis.produktlinien", rest=number(rest), limit=number(result.ruecklage_obergrenze))


def accident_insurance(ctx: Context) -> Iterator[Finding]:
    """The Unfallversicherung stands in exactly one place: the input, which the switch puts into one calculator, or a row of its own words."""
    inputs = ctx.case.arbeitsentgelt
    named = [row for row in ctx.case.kostenkalkulation.sachaufwand if _names_accidents(ctx, row)]
    if inputs.unfallversicherung:
        for row in named:
            address = f"kostenkalkulation.sachaufwand[{row.id}].amount"
            name = short(row.name or ctx.label("sachart", row.kind)) or "–"
            yield ctx.found("uv_doppelt", row.id, address=address, question=ctx.question_of("kostenkalkulation.sachaufwand"), name=name)
    elif ctx.results.entgelt.anzahl and not (named and inputs.unfallversicherung_in == "kostenkalkulation"):
        yield ctx.found("uv_nirgends", address="arbeitsentgelt.unfallversicherung")


def _names_accidents(ctx: Context, row: SachLine) -> bool:
    """Does a row with an amount hold the Unfallversicherung by its name, or by its note where taxes and insurances stand?"""
    words, elsewhere = ctx.words.lists["unfallversicherung"], ctx.words.lists["anderswo"]
    told = re.split(r"[.;:\n]", row.note) if row.kind == "steuern_versicherung" else []
    hit = any(words.search(part) and not elsewhere.search(f" {part} ") for part in (row.name, *told))
    return hit and ctx.row_amount("sachaufwand", row.id) > 0


def levy_without_rate(ctx: Context) -> Iterator[Finding]:
    """A levy that the Krankenkasse asks for needs its rate."""
    inputs = ctx.case.arbeitsentgelt
    if inputs.u2_verlangt and not (inputs.u2_satz or Decimal(0)):
        yield ctx.found("u2_satz", address="arbeitsentgelt.u2_satz")


def cost_centre(ctx: Context) -> Iterator[Finding]:
    """The ALA is reckoned apart from the farm (§ 12 Abs. 1 WVO)."""
    if ctx.case.arbeitsergebnis.trennung == "nein":
        yield ctx.found("kostenstelle", address="arbeitsergebnis.trennung")


RULES = (pay_covered, share_of_pay, reserve, accident_insurance, levy_without_rate, cost_centre)
