"""The side calculators as `ala-wizard calc --json` prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.calc.belegung import Belegung, BelegungZeile
from ala_wizard.calc.compute import SideResults
from ala_wizard.calc.erklaerung import Erklaerung
from ala_wizard.calc.hochlauf import Hochlauf
from ala_wizard.calc.report import amount, count
from ala_wizard.calc.szenarien import Szenarien, Szenario
from ala_wizard.calc.vorfinanzierung import Vorfinanzierung
from ala_wizard.calc.zeilen import Rechnung, Zeile
from ala_wizard.model.money import quantize


def side_json(side: SideResults) -> dict[str, Any]:
    """All side results under self-explaining German keys; amounts as text with two decimals, unknown is null."""
    return {
        "vorfinanzierung": _vorfinanzierung(side.vorfinanzierung),
        "belegung": _belegung(side.belegung),
        "hochlauf": _hochlauf(side.hochlauf),
        "szenarien": _szenarien(side.szenarien),
        "erklaerungen": {one.name: _erklaerung(one) for one in side.erklaerungen},
    }


def _shared(found: Rechnung) -> dict[str, Any]:
    """What every side calculation carries."""
    return {"zeilen": [_line(line) for line in found.lines], "gruende": list(found.why_not), "annahmen": list(found.hints)}


def _line(line: Zeile) -> dict[str, Any]:
    return {"bezeichnung": line.label, "rechnung": line.formula, "betrag": _value(line), "einheit": line.unit, "quelle": line.source}


def _value(line: Zeile) -> str | int | None:
    if line.unit or line.amount is None:
        return amount(line.amount)
    return count(line.amount)


def _row(row: object, leave: Iterable[str] = ()) -> dict[str, Any]:
    """A row of amounts by the names of its fields."""
    return {one.name: _plain(one.name, getattr(row, one.name)) for one in fields(row) if one.name not in leave}  # type: ignore[arg-type]


COUNTED = ("plaetze", "bezahlte_tage")


def _plain(name: str, value: object) -> object:
    if isinstance(value, Decimal):
        return count(quantize(value, 4)) if name in COUNTED else amount(value)
    return value.strftime("%Y-%m") if isinstance(value, date) else value


def _vorfinanzierung(found: Vorfinanzierung) -> dict[str, Any]:
    return {
        "hoechststand": amount(found.hoechststand),
        "hoechststand_monat": found.hoechststand_monat,
        "offen_zu_beginn": amount(found.anfang),
        "monate": [_row(row) for row in found.monate],
        **_shared(found),
    }


def _belegung(found: Belegung) -> dict[str, Any]:
    return {
        "auslastungen": [_belegung_row(row) for row in found.zeilen],
        "start": None if found.start is None else _belegung_row(found.start),
        "start_plaetze": None if found.start_plaetze is None else count(found.start_plaetze),
        "tagessatz_mit_startplaetzen": amount(found.start_berechnet),
        "kostendeckend_ab_prozent": amount(found.break_even),
        **_shared(found),
    }


def _belegung_row(row: BelegungZeile) -> dict[str, Any]:
    formulas = ("formel_verguetung", "formel_kosten", "formel_tagessatz")
    return {**_row(row, formulas), "rechnung": {name.removeprefix("formel_"): getattr(row, name) for name in formulas}}


def _hochlauf(found: Hochlauf) -> dict[str, Any]:
    return {
        "startgeld": amount(found.startgeld),
        "tiefpunkt": amount(found.tiefpunkt),
        "tiefpunkt_monat": found.tiefpunkt_monat,
        "wieder_im_plus_ab_monat": found.wieder_im_plus,
        "monate": [_row(row) for row in found.monate],
        **_shared(found),
    }


def _szenarien(found: Szenarien) -> dict[str, Any]:
    shared = _shared(found)
    return {
        "plan": _szenario(found.plan),
        "varianten": [_szenario(one) for one in found.varianten],
        "gruende": shared["gruende"],
        "annahmen": shared["annahmen"],
    }


def _szenario(found: Szenario) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "werte": {line.key.removeprefix("szenario_"): _value(line) for line in found.lines},
        "anders_als_plan": [line.key.removeprefix("szenario_") for line in found.lines if line.key in found.anders],
        **_shared(found),
    }


def _erklaerung(found: Erklaerung) -> dict[str, Any]:
    return {
        "bezeichnung": found.label,
        "rechnung": found.formula,
        "betrag": amount(found.amount),
        "quelle": found.source,
        "teile": [
            {"bezeichnung": part.label, "rechnung": part.formula, "betrag": amount(part.amount), "adresse": part.address}
            for part in found.teile
        ],
        "probe": {
            "rechnung": found.probe.formula,
            "ergebnis": amount(found.probe.amount),
            "soll": amount(found.probe.ziel),
            "stimmt": found.probe.passt,
        },
    }
