"""Cost lines once more: evidence that is late, hours beside a key, small assets in the wrong class (R1, Handbuch Tab. 2)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.belege import files_of
from ala_wizard.calc.gwg import kalkulation, steuer, written_off_at_once
from ala_wizard.calc.kostenkalkulation import hours_per_place
from ala_wizard.checks.context import Context, Finding, count, day, number, short
from ala_wizard.checks.kosten import rows
from ala_wizard.model.money import quantize


def late_evidence(ctx: Context) -> Iterator[Finding]:
    """Evidence that somebody was to bring has not come by its day (R1); an attached file has come."""
    for table, row, name in rows(ctx):
        if not row.evidence_from.strip() or row.evidence_due is None or row.evidence_due >= ctx.today:
            continue
        if ctx.row_amount(table, row.id) <= 0 or files_of(row.evidence, ctx.case):
            continue
        yield ctx.found(
            "beleg_ueberfaellig",
            f"{table}.{row.id}",
            address=f"kostenkalkulation.{table}[{row.id}].evidence_due",
            question=ctx.question_of(f"kostenkalkulation.{table}") or "T2",
            name=name,
            who=short(row.evidence_from),
            due=day(row.evidence_due),
        )


def hours_beside_key(ctx: Context) -> Iterator[Finding]:
    """Hours and key of a line say different things; compared with two decimals, the hours are what is reckoned."""
    full = ctx.results.kosten.vollzeit
    for row in ctx.case.kostenkalkulation.personal:
        if row.hours is None or row.key is None or full <= 0:
            continue
        by_key = hours_per_place(row.model_copy(update={"hours": None}), full)
        if by_key is None or quantize(by_key, 2) == quantize(row.hours, 2):
            continue
        yield ctx.found(
            "stunden_schluessel",
            row.id,
            address=f"kostenkalkulation.personal[{row.id}].key",
            name=short(row.name or ctx.label("funktion", row.funktion)) or "–",
            hours=number(row.hours),
            key=count(row.key),
            by_key=number(by_key),
        )


def small_assets(ctx: Context) -> Iterator[Finding]:
    """The calculation's own limits for small assets; writing off at once is tax law (Handbuch Tab. 2, § 6 Abs. 2 EStG)."""
    limit, tax = ctx.value("gwg_kalkulation_material"), ctx.value("gwg_steuer_sofort")
    for row in ctx.case.kostenkalkulation.inventar:
        if not row.cost:
            continue
        address, name, cost = f"kostenkalkulation.inventar[{row.id}]", short(row.name) or "–", number(row.cost)
        if kalkulation(row.cost, ctx.rates) == "material" and limit is not None:
            yield ctx.found("gwg_material", row.id, address=f"{address}.cost", name=name, cost=cost, limit=count(limit))
        elif written_off_at_once(row) and steuer(row.cost, ctx.rates) in ("ohne_verzeichnis", "sofort") and tax is not None:
            yield ctx.found("gwg_steuer", row.id, address=f"{address}.rate", name=name, cost=cost, limit=count(tax))


RULES = (late_evidence, hours_beside_key, small_assets)
