"""Rows that would silently count as 0 €: hours without pay, a building without cost, a quantity without price (Fachvorgabe 4.1, 4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.personal import KEYS, planned_hours
from ala_wizard.checks.answered import row_filled, rows_filled
from ala_wizard.checks.context import Context, Finding, short
from ala_wizard.checks.kosten import rows
from ala_wizard.model.costs import PersonalLine, RentLine

PERSONAL = "kostenkalkulation.personal"
AMOUNTS = {"gebaeude": "cost", "inventar": "cost", "fixe": "amount", "sachaufwand": "amount"}
"""Tables with one column that every amount starts from."""
NOT_RECKONED = {"gruppenleitung": "gruppenleitung_nicht_gerechnet", "begleitender_dienst": "dienst_nicht_gerechnet"}
"""Functions that the Kostenkalkulation must hold, and what is said without them (§§ 9, 10 WVO)."""


def staff(ctx: Context) -> Iterator[Finding]:
    """A row of the staff has hours and pay; a key that a new case brings counts once the table is begun."""
    if not rows_filled(ctx.case, PERSONAL):
        return
    planned = planned_hours(ctx.case, ctx.rates)
    for table, row, name in rows(ctx):
        if not isinstance(row, PersonalLine):
            continue
        template, column = _staff(row, alone=row.funktion in KEYS and not planned.get(row.funktion))
        if template:
            yield from _zero(ctx, template, table, row.id, column, name)


def _staff(row: PersonalLine, *, alone: bool) -> tuple[str, str]:
    """What a row lacks, as template and column; empty where nothing is missing or where a finding on the function says it."""
    has_hours = bool(row.hours) if row.hours is not None else row.key is not None
    if has_hours:
        lacks_pay = "gruppenleitung_ohne_gehalt" if row.funktion == "gruppenleitung" else "gehalt_fehlt"
        return (lacks_pay, "yearly_gross") if row.yearly_gross is None else ("", "")
    if row.hours is not None or alone:
        return "", ""
    if row.yearly_gross:
        return "stunden_fehlen", "hours"
    return ("zeile_ohne_betrag", "yearly_gross") if row.yearly_gross is None and row_filled(row) else ("", "")


def core_functions(ctx: Context) -> Iterator[Finding]:
    """Gruppenleitung and begleitender Dienst stand in the Kostenkalkulation with hours, whoever gives them."""
    if not rows_filled(ctx.case, PERSONAL):
        return
    planned = planned_hours(ctx.case, ctx.rates)
    for funktion, template in NOT_RECKONED.items():
        if not planned.get(funktion):
            yield ctx.found(template, funktion, address=PERSONAL, name=ctx.label("funktion", funktion))


def amounts(ctx: Context) -> Iterator[Finding]:
    """A row with any content has its amount, whichever way it is entered."""
    for table, row, name in rows(ctx):
        column = AMOUNTS.get(table, "")
        if column:
            lacks = getattr(row, column) is None
        else:
            lacks = isinstance(row, RentLine) and row.amount is None and row.price_m2 is None
            column = "amount"
        if lacks and row_filled(row):
            yield from _zero(ctx, "zeile_ohne_betrag", table, row.id, column, name)


def _zero(ctx: Context, template: str, table: str, row_id: str, column: str, name: str) -> Iterator[Finding]:
    """The finding on a row, unless its value is there and only could not be read."""
    address = f"kostenkalkulation.{table}[{row_id}].{column}"
    if address not in ctx.case.unread:
        question = ctx.question_of(f"kostenkalkulation.{table}") or "T2"
        yield ctx.found(template, f"{table}.{row_id}", address=address, question=question, name=name)


def products(ctx: Context) -> Iterator[Finding]:
    """A product line has quantity and price, or a turnover (Fachvorgabe 4.3)."""
    for row in ctx.case.arbeitsergebnis.produktlinien:
        if row.umsatz is not None or (row.quantity is None) == (row.price is None):
            continue
        template, column = ("menge_fehlt", "quantity") if row.quantity is None else ("preis_fehlt", "price")
        address = f"arbeitsergebnis.produktlinien[{row.id}].{column}"
        if address not in ctx.case.unread:
            yield ctx.found(template, row.id, address=address, name=short(row.name) or "–")


RULES = (staff, core_functions, amounts, products)
