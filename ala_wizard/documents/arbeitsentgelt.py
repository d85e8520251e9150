"""The chapter Arbeitsentgelt: each group by the scheme in use, the other beside it (Fachvorgabe 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ala_wizard.calc.results import EntgeltResult, GruppeResult, Results, Scheme
from ala_wizard.content.loader import Content
from ala_wizard.documents import typed
from ala_wizard.documents.blocks import Block, Cell, Column, Note, Row, RowKind, Table
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal

SCHEMES = ("gesetzlich", "handbuch")
ROWS: tuple[tuple[str, RowKind], ...] = (
    ("arbeitsfoerderungsgeld", "body"),
    ("brutto", "sum"),
    ("basis_kv_pv", "body"),
    ("basis_rv", "body"),
    ("krankenversicherung", "body"),
    ("pflegeversicherung", "body"),
    ("rentenversicherung", "body"),
    ("u2", "body"),
    ("insolvenzumlage", "body"),
    ("unfallversicherung", "body"),
    ("sozialversicherung", "sum"),
    ("gesamtkosten", "body"),
    ("erstattung", "body"),
    ("bund", "body"),
    ("traeger", "body"),
    ("abzug_beschaeftigte", "body"),
    ("zu_erwirtschaften", "total"),
)
"""Amounts of a scheme in the order of Tab. 3."""
ALWAYS = frozenset({"brutto", "sozialversicherung", "gesamtkosten", "erstattung", "zu_erwirtschaften", "arbeitsfoerderungsgeld"})
"""Rows that are printed even when they are nought."""

LAW_ONLY = frozenset({"basis_kv_pv", "basis_rv", "bund", "traeger", "abzug_beschaeftigte"})
"""Rows that the handbook's scheme does not know."""


def words(key: str, **values: object) -> str:
    """The words of this chapter."""
    return _words(f"kostenkalkulation.entgelt.{key}", **values)


def arbeitsentgelt(case: Case, content: Content, results: Results) -> Iterator[Block]:
    """Groups, then all together."""
    entgelt = results.entgelt
    yield typed.plain(words("lead"), quiet=True)
    yield typed.plain(words(f"lead_{entgelt.verfahren}"))
    if entgelt.missing:
        labels = [content.parameters[name].label if name in content.parameters else name for name in entgelt.missing]
        yield Note("warn", words("missing", day=format_date(results.stichtag), names=", ".join(labels)) + " " + words("missing_override"))
    if not entgelt.gruppen:
        yield Note("gap", words("none"))
        return
    for number, group in enumerate(entgelt.gruppen, 1):
        yield _group(number, group, entgelt.verfahren)
    yield typed.plain(words(f"uv_{case.arbeitsentgelt.unfallversicherung_in}"))
    yield _year(case, entgelt)


def persons(count: int) -> str:
    """„1 Person“, „5 Personen“."""
    return words("person") if count == 1 else words("persons", count=count)


def _group(number: int, group: GruppeResult, used: str) -> Table:
    other = next(name for name in SCHEMES if name != used)
    schemes: dict[str, Scheme | None] = {"gesetzlich": group.gesetzlich, "handbuch": group.handbuch}
    rows = [
        _row("grundbetrag", "body", (group.grundbetrag, group.grundbetrag)),
        _row("steigerungsbetrag", "body", (group.steigerungsbetrag, group.steigerungsbetrag)),
    ]
    for name, kind in ROWS:
        amounts = tuple(None if scheme == "handbuch" and name in LAW_ONLY else _amount(schemes[scheme], name) for scheme in (used, other))
        if name in ALWAYS or any(amounts):
            rows.append(_row(name, kind, amounts))
    head = (words("used", name=words(used)), words("other", name=words(other)))
    columns = (Column(words("position"), weight=5), Column(head[0], "right", weight=3), Column(head[1], "right", weight=3))
    name = group.label.strip() or words("unnamed_group", number=number)
    return Table(columns, tuple(rows), words("group", name=name, count=persons(group.anzahl)), keep=True)


def _amount(scheme: Scheme | None, name: str) -> Decimal | None:
    found = getattr(scheme, name) if scheme is not None else None
    return found if isinstance(found, Decimal) else None


def _row(name: str, kind: RowKind, amounts: tuple[Decimal | None, ...]) -> Row:
    return Row((Cell(words(f"rows.{name}")), *(Cell(format_decimal(amount, 2) if amount is not None else "–") for amount in amounts)), kind)


def _year(case: Case, entgelt: EntgeltResult) -> Table:
    months = format_decimal(case.arbeitsentgelt.bruecke_monate or Decimal(0))
    amounts = (
        (words("entgelte_jahr"), entgelt.entgelte_jahr),
        (words("lasten"), entgelt.arbeitgeberlasten_jahr),
        (words("erstattung"), entgelt.erstattung_monat),
        (words("vorfinanzierung", months=months), entgelt.vorfinanzierung),
    )
    rows = tuple(Row((Cell(label), Cell(format_decimal(amount, 2)))) for label, amount in amounts)
    columns = (Column(words("year_item"), weight=7), Column(words("year_amount"), "right", weight=3))
    return Table(columns, rows, words("year_caption"))
