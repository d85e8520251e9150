"""Facts of a case in words: what a chip in a text shows, in the window and on paper. One function for all, so that they agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import reduce
from typing import Any

from ala_wizard.calc.results import Results
from ala_wizard.calc.zeilen import wert
from ala_wizard.checks.answered import row_filled
from ala_wizard.content.facts import FactSpec
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal, format_money
from ala_wizard.model.money import DIGITS

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Shown:
    """A fact as a text shows it."""

    text: str
    """Its value in words, „8 Plätze“; while it is unknown what is missing, „Zahl der Plätze fehlt“."""
    missing: bool
    label: str
    """Its name in the menu; empty for an ID that nobody knows, whose text is then the ID in braces, as typed."""


def shown(fact_id: str, case: Case, results: Results, content: Content) -> Shown:
    """One fact. An unknown ID is no fact: it is shown as typed, in its braces."""
    spec = content.facts.get(fact_id)
    if spec is None:
        return Shown(f"{{{fact_id}}}", missing=False, label="")
    with localcontext(prec=DIGITS):
        return _shown(spec, case, results, content)


def all_shown(case: Case, results: Results, content: Content) -> dict[str, Shown]:
    """Every fact by ID, in the order of the menu."""
    with localcontext(prec=DIGITS):
        return {spec.id: _shown(spec, case, results, content) for spec in content.facts.values()}


def showing(case: Case, results: Results, content: Content) -> Callable[[str], str]:
    """The words of a fact by its ID, as `richtext.plain` wants them."""
    return lambda fact_id: shown(fact_id, case, results, content).text


def number(spec: FactSpec, case: Case, results: Results, content: Content) -> Decimal | None:
    """The value of a fact that is a number; None while it is unknown, and for other kinds."""
    value = _value(spec, case, results, content) if spec.kind in ("number", "money") else None
    return Decimal(value) if value is not None else None


def _shown(spec: FactSpec, case: Case, results: Results, content: Content) -> Shown:
    words = _words(spec, _value(spec, case, results, content))
    return Shown(words or spec.missing, missing=not words, label=spec.label)


def _words(spec: FactSpec, value: Any) -> str:
    """A value as the kind of its fact is written; empty where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, str):
        return " ".join(value.split())
    if spec.kind == "money":
        return format_money(Decimal(value), "€")
    digits = format_decimal(Decimal(value), spec.places)
    noun = spec.one if value == 1 else spec.many
    return f"{digits}{NBSP}{noun}" if noun else digits


def _value(spec: FactSpec, case: Case, results: Results, content: Content) -> Any:
    """The bare value of a fact; None where nothing is known."""
    if spec.figure:
        figure = reduce(getattr, spec.figure.split("."), results)
        return figure or None
    if spec.legal:
        return wert(Rates(content.parameters, results.stichtag, case.overrides, content.profile(case.profile).region), spec.legal)
    if spec.profile:
        return getattr(content.profile(case.profile), spec.profile)
    if spec.take:
        return _taken(spec, at(case, spec.address))
    value = at(case, spec.address)
    return at(case, spec.instead) if spec.instead and not str(value).strip() else value


def at(case: Case, address: str) -> Any:
    """The value at an address of plain names; this is asked at every key, and needs no rows."""
    return reduce(getattr, address.split("."), case)


def _taken(spec: FactSpec, table: Any) -> Any:
    rows = [row for row in table if row_filled(row) and all(getattr(row, name) == wanted for name, wanted in spec.where.items())]
    if spec.take == "count":
        return len(rows) or None
    values = [value for row in rows if (value := getattr(row, spec.column)) not in (None, "")]
    if spec.take == "names":
        return _listed(list(dict.fromkeys(name for value in values if (name := " ".join(value.split())))))
    return (sum(values) if spec.take == "sum" else max(values)) if values else None


def _listed(names: list[str]) -> str:
    """A, B und C; names that themselves hold a comma or an „und“ are kept apart more clearly."""
    if len(names) < 2:
        return "".join(names)
    if any("," in name for name in names):
        return "; ".join(names)
    und = text("checks.und")
    return ", ".join(names[:-1]) + (text("fakten.sowie") if any(und in name for name in names) else und) + names[-1]
