"""The chapter Arbeitsentgelt: each group by the scheme in use, the other beside it (Fachvorgabe 4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ala_wizard.calc.results import EntgeltResult, GruppeResult, Results, Scheme
from ala_wizard.calc.vorfinanzierung import Vorfinanzierung, vorfinanzierung
from ala_wizard.content.loader import Content
from ala_wizard.documents import typed
from ala_wizard.documents.blocks import Block, Cell, Column, Note, Row, RowKind, Table
from ala_wizard.documents.rates import rates_of
from ala_wizard.documents.rechenbilder import month
from ala_wizard.documents.values import money
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal

SCHEMES = ("gesetzlich", "handbuch")
ROWS: tuple[tuple[str, RowKind], ...] = (
    ("arbeitsfoerderungsgeld", "body"),
    ("brutto", "sum"),
    ("krankenversicherung", "body"),
    ("pflegeversicherung", "body"),
    ("rentenversicherung", "body"),
    ("u2", "body"),
    ("insolvenzumlage", "body"),
    ("unfallversicherung", "body"),
    ("sozialversicherung", "sum"),
    ("abzug_beschaeftigte", "body"),
    ("gesamtkosten", "body"),
    ("erstattung", "body"),
    ("bund", "body"),
    ("traeger", "body"),
    ("zu_erwirtschaften", "total"),
)
"""Amounts of a scheme in the order of Tab. 3."""
ALWAYS = frozenset({"brutto", "sozialversicherung", "gesamtkosten", "erstattung", "zu_erwirtschaften", "arbeitsfoerderungsgeld"})
"""Rows that are printed even when they are nought."""

LAW_ONLY = frozenset({"bund", "traeger", "abzug_beschaeftigte"})
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
    numbered = tuple(enumerate(entgelt.gruppen, 1))
    for start in range(0, len(numbered), 2):
        yield from _groups(numbered[start : start + 2], entgelt.verfahren)
    yield typed.plain(words(f"uv_{case.arbeitsentgelt.unfallversicherung_in}"))
    advance = vorfinanzierung(case, rates_of(case, content, results), entgelt)
    yield _year(case, entgelt, advance)
    if advance.hoechststand is not None and has_bund(case):
        yield typed.plain(words("vorfinanzierung_kurz"), quiet=True)


def has_bund(case: Case) -> bool:
    """Does the Bund refund a part? Only the statutory scheme knows it (§ 179 Abs. 1 SGB VI)."""
    return case.arbeitsentgelt.verfahren == "gesetzlich"


def persons(count: int) -> str:
    """„1 Person“, „5 Personen“."""
    return words("person") if count == 1 else words("persons", count=count)


def _groups(pair: Sequence[tuple[int, GruppeResult]], used: str) -> Iterator[Block]:
    """One group or two in a table, each by both schemes; what the law reckons from stands below, since nobody adds it up."""
    schemes = [name for name in (used, *SCHEMES) if any(getattr(group, name) is not None for _, group in pair)]
    shown = list(dict.fromkeys(schemes)) or [used]
    found = [(group, name) for _, group in pair for name in shown]
    rows = [
        _row("grundbetrag", "body", [group.grundbetrag for group, _ in found]),
        _row("steigerungsbetrag", "body", [group.steigerungsbetrag for group, _ in found]),
    ]
    for name, kind in ROWS:
        amounts = [None if scheme == "handbuch" and name in LAW_ONLY else _amount(getattr(group, scheme), name) for group, scheme in found]
        if name in ALWAYS or any(amounts):
            rows.append(_row(name, kind, amounts))
    titles = [_title(number, group) for number, group in pair]
    heads = [words("used" if name == used else "other", name=words(name)) for _, name in found]
    columns = (Column(words("position"), weight=5 if len(found) < 3 else 6), *(Column(head, "right", weight=3) for head in heads))
    over = (Cell(""), *(Cell(title, span=len(shown)) for title in titles)) if len(pair) > 1 else ()
    yield Table(columns, tuple(rows), titles[0] if len(pair) == 1 else words("groups"), keep=True, over=over)
    yield from _bases(pair)


def _title(number: int, group: GruppeResult) -> str:
    return words("group", name=group.label.strip() or words("unnamed_group", number=number), count=persons(group.anzahl))


def _bases(pair: Sequence[tuple[int, GruppeResult]]) -> Iterator[Block]:
    """From which amounts the law reckons the contributions; said once where the groups agree."""
    found = {_title(number, group): (group.gesetzlich.basis_kv_pv, group.gesetzlich.basis_rv) for number, group in pair if group.gesetzlich}
    for title, (health, pension) in list(found.items())[: 1 if len(set(found.values())) == 1 else None]:
        text = words("basis", health=money(health), pension=money(pension))
        yield typed.plain(text if len(set(found.values())) == 1 else f"{title}. {text}", quiet=True)


def _amount(scheme: Scheme | None, name: str) -> Decimal | None:
    found = getattr(scheme, name) if scheme is not None else None
    return found if isinstance(found, Decimal) else None


def _row(name: str, kind: RowKind, amounts: Sequence[Decimal | None]) -> Row:
    cells = [Cell("–" if amount is None else format_decimal(amount, 2)) for amount in amounts]
    return Row((Cell(words(f"rows.{name}")), *cells), kind)


def _year(case: Case, entgelt: EntgeltResult, advance: Vorfinanzierung) -> Table:
    months = format_decimal(case.arbeitsentgelt.bruecke_monate or Decimal(0))
    amounts = [
        (words("lasten"), entgelt.arbeitgeberlasten_jahr),
        (words("erstattung"), entgelt.erstattung_monat),
        (words("vorfinanzierung", months=months), entgelt.vorfinanzierung),
    ]
    when = next((row.monat for row in advance.monate if row.nummer == advance.hoechststand_monat), None)
    if when is not None:
        amounts.append((words("hoechststand", month=month(when)), advance.hoechststand))
    rows = [
        _amount_row(words("entgelte_gruppe", group=_title(number, group)), group.entgelte_jahr)
        for number, group in enumerate(entgelt.gruppen, 1)
        if len(entgelt.gruppen) > 1
    ]
    rows.append(_amount_row(words("entgelte_jahr"), entgelt.entgelte_jahr, "sum" if rows else "body"))
    rows += [_amount_row(label, amount) for label, amount in amounts]
    columns = (Column(words("year_item"), weight=7), Column(words("year_amount"), "right", weight=3))
    return Table(columns, tuple(rows), words("year_caption"))


def _amount_row(label: str, amount: Decimal | None, kind: RowKind = "body") -> Row:
    return Row((Cell(label), Cell("–" if amount is None else format_decimal(amount, 2))), kind)
