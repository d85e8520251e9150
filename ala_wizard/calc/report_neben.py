"""Negotiation and side calculators as `ala-wizard calc --json` prints them.

One rule for all: a field of a result becomes a key, amounts become text with two decimals, days ISO dates, unknown null;
every reckoning brings its printed lines, the reasons for what is missing and what it assumes.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.calc.neben import Neben
from ala_wizard.calc.report import amount, count
from ala_wizard.calc.zeilen import Rechnung, Termin, Zeile
from ala_wizard.model.money import quantize

GERMAN = {
    "key": "name",
    "name": "bezeichnung",
    "rate": "tagessatz",
    "lower_third": "im_unteren_drittel",
    "hours": "stunden",
    "cost": "kosten",
    "source": "quelle",
}
"""Fields with English names and their keys."""
COUNTED = frozenset({"plaetze", "bezahlte_tage", "fehltage", "belegung", "gesetzlich", "ab", "stand", "bei_plaetzen", "anteil"})
"""Numbers that are no amounts of money."""
SHARED = ("lines", "reasons", "notes")


def verhandlung_json(found: Neben) -> dict[str, Any]:
    """Everything for the talk with the Leistungsträger."""
    return {each.name: _plain(each.name, getattr(found.verhandlung, each.name)) for each in fields(found.verhandlung)}


def neben_json(found: Neben) -> dict[str, Any]:
    """The side calculators by name."""
    shown = {each.name: _plain(each.name, getattr(found, each.name)) for each in fields(found) if each.name != "verhandlung"}
    shown["schwellen"]["erreicht"] = [each.key for each in found.schwellen.erreicht]
    shown["schwellen"]["naechste"] = [each.key for each in found.schwellen.naechste]
    return shown


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return count(quantize(value, 4)) if name in COUNTED else amount(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(name, each) for each in value]
    if isinstance(value, Zeile):
        return _line(value)
    if isinstance(value, Termin):
        return {"bezeichnung": value.label, "tag": _plain("", value.day), "quelle": value.source}
    if isinstance(value, Rechnung):
        return {**_fields(value), "zeilen": _plain("", value.lines), "gruende": list(value.why_not), "annahmen": list(value.hints)}
    return _fields(value) if hasattr(value, "__dataclass_fields__") else value


def _fields(value: Any) -> dict[str, Any]:
    return {
        GERMAN.get(each.name, each.name): _plain(each.name, getattr(value, each.name)) for each in fields(value) if each.name not in SHARED
    }


def _line(line: Zeile) -> dict[str, Any]:
    shown = amount(line.amount) if line.unit == "€" or line.amount is None else count(quantize(line.amount, 4))
    return {"bezeichnung": line.label, "rechnung": line.formula, "betrag": shown, "einheit": line.unit, "quelle": line.source}
