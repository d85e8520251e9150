"""Arbeitsentgelt: the Grundbetrag that everyone is owed, and the scheme of the papers (§ 221 Abs. 2 SGB IX, Fachvorgabe 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ala_wizard.checks.answered import row_filled
from ala_wizard.checks.context import Context, Finding, day, number, short
from ala_wizard.model.money import quantize


def basic_amount(ctx: Context) -> Iterator[Finding]:
    """No group is paid less than the Grundbetrag of the Stichtag, and all are paid the same; the handbook's scheme may show old figures."""
    inputs, legal = ctx.case.arbeitsentgelt, ctx.value("grundbetrag")
    by_handbook = inputs.verfahren == "handbuch"
    fair: set[Decimal] = set()
    for row in inputs.gruppen:
        own = row.grundbetrag if row.grundbetrag is not None else legal
        if own is None or row.anzahl == 0 or not row_filled(row):
            continue
        if legal is None or quantize(own, 2) >= quantize(legal, 2):
            fair.add(quantize(own, 2))
            continue
        yield ctx.found(
            "grundbetrag_niedrig_handbuch" if by_handbook else "grundbetrag_niedrig",
            row.id,
            address=f"arbeitsentgelt.gruppen[{row.id}].grundbetrag",
            name=short(row.name) or "–",
            own=number(own),
            legal=number(legal),
            day=day(ctx.results.stichtag),
        )
    if len(fair) > 1:
        yield ctx.found(
            "grundbetrag_verschieden_handbuch" if by_handbook else "grundbetrag_verschieden",
            address="arbeitsentgelt.gruppen",
            amounts=", ".join(f"{number(amount)} €" for amount in sorted(fair)),
        )


def scheme(ctx: Context) -> Iterator[Finding]:
    """A real application reckons by the law; the handbook's scheme is kept for comparison (Fachvorgabe 4.5)."""
    if ctx.case.arbeitsentgelt.verfahren == "handbuch" and not ctx.case.example:
        yield ctx.found("verfahren_handbuch", address="arbeitsentgelt.verfahren")


RULES = (basic_amount, scheme)
