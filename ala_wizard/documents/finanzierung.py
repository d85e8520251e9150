"""The three tables of the chapter Finanzierung (K9.1 to K9.3): the calculators' figures, never typed twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ala_wizard.calc.results import Line, Results
from ala_wizard.documents.arbeitsergebnis import label
from ala_wizard.documents.blocks import Cell, Column, Row, RowKind, Table
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.german import format_decimal

OWN = ("sonstige_ertraege", "zinsertraege")
"""Income that neither sales nor the Vergütung bring."""
PRODUCTION = ("personal_ueblich", "sach_ueblich", "arbeitgeberlasten")
"""Costs that production bears; the others belong to the Vergütung (§ 12 Abs. 4 WVO)."""


def words(key: str, **values: object) -> str:
    """The words of these tables."""
    return _words(f"konzept.financing.{key}", **values)


def financing(question: str, results: Results) -> Table | None:
    """The table of one question; None for other questions and where nothing is reckoned yet."""
    build = TABLES.get(question)
    return build(results) if build is not None else None


def _costs(results: Results) -> Table | None:
    """Three sums, their sum, the Tagessatz."""
    kosten = results.kosten
    if kosten.tagessatz is None:
        return None
    divided = words("rate", places=format_decimal(kosten.plaetze), days=format_decimal(kosten.tage))
    rows = [
        _row(words("personal"), kosten.personalkosten),
        _row(words("fixe"), kosten.fixe_kosten),
        _row(words("variable"), kosten.variable_kosten),
        _row(words("sum_costs"), kosten.gesamtkosten, "sum"),
        _row(divided, kosten.tagessatz, "total"),
    ]
    if kosten.tagessatz_angesetzt is not None and kosten.tagessatz_angesetzt != kosten.tagessatz:
        rows.append(_row(words("rate_agreed"), kosten.tagessatz_angesetzt))
    return _table(rows, words("costs"))


def _production(results: Results) -> Table | None:
    """From the sales to the Arbeitsergebnis, and the Entgelte that it has to bear."""
    ergebnis = results.ergebnis
    if not (ergebnis.umsatz or ergebnis.kosten or ergebnis.entgelte):
        return None
    by_id = _by_id(ergebnis.ertraege_lines) | _by_id(ergebnis.kosten_lines)
    rows = [_row(label(line), line.amount) for line in ergebnis.ertraege_lines if line.address]
    rows.append(_row(words("sales"), ergebnis.umsatz, "sum"))
    rows += [_row(words("plus", what=label(by_id[name])), by_id[name].amount) for name in OWN if by_id[name].amount]
    rows.append(_row(words("plus", what=words("verguetung")), ergebnis.ergebnis_verguetung))
    rows += [_row(words("minus", what=label(by_id[name])), by_id[name].amount) for name in PRODUCTION if _amount(by_id, name)]
    rows.append(_row(words("result"), ergebnis.arbeitsergebnis, "total"))
    rows.append(_row(words("entgelte"), ergebnis.entgelte))
    return _table(rows, words("production"))


def _whole(results: Results) -> Table | None:
    """All income against all costs and the Entgelte."""
    ergebnis = results.ergebnis
    if not (ergebnis.ertraege or ergebnis.kosten):
        return None
    by_id = _by_id(ergebnis.ertraege_lines)
    rows = [
        _row(label(by_id["kostensaetze"]), by_id["kostensaetze"].amount),
        _row(words("sales"), ergebnis.umsatz),
        *(_row(label(by_id[name]), by_id[name].amount) for name in OWN),
        _row(words("sum_income"), ergebnis.ertraege, "sum"),
        _row(words("minus", what=words("necessary")), ergebnis.kosten),
        _row(words("result"), ergebnis.arbeitsergebnis, "total"),
        _row(words("entgelte"), ergebnis.entgelte),
    ]
    return _table(rows, words("whole"))


TABLES: dict[str, Callable[[Results], Table | None]] = {"K9.1": _costs, "K9.2": _production, "K9.3": _whole}
"""Which question shows which table."""


def _by_id(lines: tuple[Line, ...]) -> dict[str, Line]:
    return {line.id: line for line in lines if not line.address}


def _amount(lines: dict[str, Line], name: str) -> Decimal | None:
    return lines[name].amount if name in lines else None


def _row(text: str, amount: Decimal, kind: RowKind = "body") -> Row:
    return Row((Cell(text), Cell(format_decimal(amount, 2))), kind)


def _table(rows: list[Row], caption: str) -> Table:
    return Table((Column(words("position"), weight=8), Column(words("amount"), "right", weight=3)), tuple(rows), caption, keep=True)
