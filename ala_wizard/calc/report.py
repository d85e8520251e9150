"""The figures as `ala-wizard calc --json` prints them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ala_wizard.calc.results import ErgebnisResult, GruppeResult, KostenResult, Line, Results, Scheme
from ala_wizard.model.money import cent, quantize


def amount(value: Decimal | None) -> str | None:
    """An amount as text with two decimals; unknown is null."""
    return None if value is None else f"{cent(value):f}"


def count(value: Decimal) -> int | str:
    """A whole number as number, any other as text."""
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def as_json(results: Results) -> dict[str, Any]:
    """All results under self-explaining German keys."""
    entgelt = results.entgelt
    return {
        "stichtag": results.stichtag.isoformat(),
        "kostenkalkulation": _kosten(results.kosten),
        "arbeitsentgelt": {
            "verfahren": entgelt.verfahren,
            "gruppen": [_gruppe(group) for group in entgelt.gruppen],
            "anzahl": entgelt.anzahl,
            "entgelte_jahr": amount(entgelt.entgelte_jahr),
            "arbeitgeberlasten_jahr": amount(entgelt.arbeitgeberlasten_jahr),
            "erstattung_monat": amount(entgelt.erstattung_monat),
            "vorfinanzierung": amount(entgelt.vorfinanzierung),
            "fehlende_werte": list(entgelt.missing),
        },
        "arbeitsergebnis": _ergebnis(results.ergebnis),
    }


def _kosten(kosten: KostenResult) -> dict[str, Any]:
    names = ("personalkosten", "fixe_kosten", "variable_kosten", "gesamtkosten", "tagessatz", "monatssatz")
    return {
        "plaetze": count(kosten.plaetze),
        "tage": count(kosten.tage),
        "vollzeit": count(kosten.vollzeit),
        **{name: amount(getattr(kosten, name)) for name in names},
        "vzae": f"{quantize(kosten.vzae, 3):f}",
        "bezahlte_tage": count(kosten.bezahlte_tage),
        "tagessatz_angesetzt": amount(kosten.tagessatz_angesetzt),
        "kostensaetze": amount(kosten.kostensaetze),
        "zeilen": {name: [_line(line) for line in getattr(kosten, name)] for name in ("personal", "fixe", "variable")},
    }


def _line(line: Line) -> dict[str, Any]:
    return {"id": line.id, "bezeichnung": line.label, "rechnung": line.formula, "betrag": amount(line.amount)}


_SCHEME = (
    "arbeitsfoerderungsgeld",
    "brutto",
    "krankenversicherung",
    "pflegeversicherung",
    "rentenversicherung",
    "u2",
    "insolvenzumlage",
    "unfallversicherung",
    "sozialversicherung",
    "gesamtkosten",
    "erstattung",
    "zu_erwirtschaften",
)
_SCHEME_LAW = (*_SCHEME, "bund", "traeger", "abzug_beschaeftigte", "basis_kv_pv", "basis_rv")


def _scheme(scheme: Scheme | None, names: tuple[str, ...]) -> dict[str, str | None] | None:
    return None if scheme is None else {name: amount(getattr(scheme, name)) for name in names}


def _gruppe(group: GruppeResult) -> dict[str, Any]:
    return {
        "id": group.id,
        "bezeichnung": group.label,
        "anzahl": group.anzahl,
        "grundbetrag": amount(group.grundbetrag),
        "steigerungsbetrag": amount(group.steigerungsbetrag),
        "entgelte_jahr": amount(group.entgelte_jahr),
        "handbuch": _scheme(group.handbuch, _SCHEME),
        "gesetzlich": _scheme(group.gesetzlich, _SCHEME_LAW),
    }


def _ergebnis(ergebnis: ErgebnisResult) -> dict[str, Any]:
    names = (
        "umsatz",
        "ertraege",
        "kosten",
        "arbeitsergebnis",
        "mindest_entgelte",
        "hoechst_ruecklage",
        "entgelte",
        "entgeltquote",
        "ruecklage_obergrenze",
        "ruecklage",
        "ergebnis_verguetung",
        "umsatz_fuer_entgelte",
        "umsatz_mit_ruecklage",
        "steigerung_bezahlbar",
        "steigerung_mit_ruecklage",
    )
    return {
        **{name: amount(getattr(ergebnis, name)) for name in names},
        "zeilen": {
            "ertraege": [_line(line) for line in ergebnis.ertraege_lines],
            "kosten": [_line(line) for line in ergebnis.kosten_lines],
        },
    }
