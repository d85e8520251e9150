"""The chapter Arbeitsergebnis (Tab. 4, § 12 WVO); the result of the Vergütung stands apart (§ 58 Abs. 4 SGB IX)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ala_wizard.calc.results import ErgebnisResult, Line, Results
from ala_wizard.content.loader import Content
from ala_wizard.documents import typed
from ala_wizard.documents.blocks import Block, Cell, Column, Heading, Row, Table
from ala_wizard.documents.values import money, unbroken
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_decimal

USE = ("mindest_entgelte", "entgelte", "entgeltquote", "hoechst_ruecklage", "ruecklage_obergrenze", "ruecklage")
ANSWERS = ("umsatz", "umsatz_fuer_entgelte", "umsatz_mit_ruecklage", "steigerung_bezahlbar", "steigerung_mit_ruecklage")


def words(key: str, **values: object) -> str:
    """The words of this chapter."""
    return _words(f"kostenkalkulation.ergebnis.{key}", **values)


def arbeitsergebnis(_case: Case, _content: Content, results: Results) -> Iterator[Block]:
    """Tab. 4, its use, the Vergütung apart, the two answers."""
    ergebnis = results.ergebnis
    yield typed.plain(words("lead"))
    yield _statement(ergebnis)
    somebody = results.entgelt.anzahl > 0
    yield _pairs(ergebnis, "use_rows", USE, words("use_caption"), somebody)
    yield Heading(2, words("apart_title"), "", "apart")
    yield typed.plain(words("apart", amount=money(ergebnis.ergebnis_verguetung)))
    yield Heading(2, words("answers_title"), "", "answers")
    yield _pairs(ergebnis, "answers", ANSWERS, words("answers_caption"), somebody)


def _statement(ergebnis: ErgebnisResult) -> Table:
    rows = [Row((Cell(words("ertraege")),), "section")]
    rows += [_line(line) for line in ergebnis.ertraege_lines]
    rows.append(Row((Cell(words("sum_ertraege")), Cell(format_decimal(ergebnis.ertraege, 2))), "sum"))
    rows.append(Row((Cell(words("kosten")),), "section"))
    rows += [_line(line) for line in ergebnis.kosten_lines]
    rows.append(Row((Cell(words("sum_kosten")), Cell(format_decimal(ergebnis.kosten, 2))), "sum"))
    rows.append(Row((Cell(words("result")), Cell(format_decimal(ergebnis.arbeitsergebnis, 2))), "total"))
    columns = (Column(words("position"), weight=5), Column(words("formula"), weight=4), Column(words("amount"), "right", weight=2))
    return Table(columns, tuple(rows), words("caption"), keep=True)


def label(line: Line) -> str:
    """A product line has its own name; the fixed lines have the words of the law."""
    if line.label.strip():
        return line.label
    return words("sales") if line.address else words(f"lines.{line.id}")


def _line(line: Line) -> Row:
    return Row((Cell(label(line)), Cell(unbroken(line.formula)), Cell(format_decimal(line.amount, 2))))


def _pairs(ergebnis: ErgebnisResult, group: str, names: tuple[str, ...], caption: str, somebody: bool) -> Table:
    """Named amounts; a Steigerungsbetrag is beyond reach only for somebody who is there."""
    rows = []
    for name in names:
        value: Decimal | None = getattr(ergebnis, name)
        shown = (
            format_decimal(value, 2)
            if value is not None
            else (words("not_possible") if somebody and name.startswith("steigerung") else "–")
        )
        if name == "entgeltquote" and value is not None:
            shown += "\u00a0%"
        rows.append(Row((Cell(words(f"{group}.{name}")), Cell(shown))))
    columns = (Column(words("position"), weight=7), Column(words(f"{group}_amount"), "right", weight=3))
    return Table(columns, tuple(rows), caption, keep=True)
