"""The worked examples of the Fachvorgabe, section 4.5, and Tab. 3 of the handbook, as cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.content.loader import content
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case


def rates(day: date = date(2026, 1, 1), case: Case | None = None, region: str = "ost") -> Rates:
    return Rates(content().parameters, day, case.overrides if case else {}, region)


PERSONAL = (
    # Fachvorgabe 4.5 A: function, hours per place and week, yearly gross, expected amount
    ("leitung", "0.30", "72000", "6480.00"),
    ("gruppenleitung", "3.30", "54600", "54054.00"),
    ("begleitender_dienst", "0.40", "60900", "7308.00"),
    ("arbeitsvorbereitung", "0.50", "48200", "7230.00"),
    ("assistenz", "0.50", "39400", "5910.00"),
    ("wirtschaftsdienst", "0.80", "36100", "8664.00"),
    ("weiteres_personal", "0.75", "41000", "9225.00"),
    ("verwaltung", "1.00", "47500", "14250.00"),
)
SACH: tuple[dict[str, Any], ...] = (
    # Fachvorgabe 4.5 A, variable costs in row order
    {"kind": "brennstoffe", "entry": "anteil", "amount": "4800", "share_part": 5, "share_whole": 8},
    {"kind": "energie", "entry": "anteil", "amount": "3210", "share_part": 5, "share_whole": 8},
    {"kind": "wasser", "entry": "je_platz", "amount": "61.40"},
    {"kind": "treibstoffe", "amount": "1980"},
    {"kind": "material", "amount": "1320"},
    {"kind": "fremde_leistungen", "amount": "1450"},
    {"kind": "pflege_sachaufwand", "amount": "0"},
    {"kind": "betreuung", "amount": "2160"},
    {"kind": "lehrmittel", "amount": "900"},
    {"kind": "verwaltung_sachlich", "amount": "2750"},
    {"kind": "zentrale_leistungen", "amount": "3600"},
    {"kind": "steuern_versicherung", "amount": "1875"},
)


def example_a() -> Case:
    return Case.model_validate(
        {
            "period": {"start": "2026-01-01"},
            "kostenkalkulation": {
                "belegte_plaetze": 12,
                "tage": 250,
                "vollzeit": 40,
                "personal": [{"id": f, "funktion": f, "hours": h, "yearly_gross": b} for f, h, b, _ in PERSONAL],
                "gebaeude": [{"name": "Hofgebäude", "cost": 180000, "funding": 40000, "share": 60}],
                "inventar": [{"name": "Inventar", "cost": 42000, "funding": 12000}],
                "fixe": [{"kind": "instandhaltung", "amount": 2400}, {"kind": "zinsen", "amount": 1150}],
                "sachaufwand": SACH,
            },
        }
    )


def example_b() -> Case:
    return Case.model_validate(
        {
            "period": {"start": "2026-01-01"},
            "kostenkalkulation": {
                "belegte_plaetze": 8,
                "tage": 250,
                "tagessatz_vereinbart": "62.40",
                "fehltage": [0, 0, 0, 0, 0, 0, 60, 75],
            },
            "arbeitsentgelt": {"gruppen": [{"anzahl": 8, "steigerungsbetrag": 40}]},
            "arbeitsergebnis": {
                "produktlinien": [{"umsatz": 28500}, {"umsatz": 14200}],
                "sonstige_ertraege": 640,
                "personal_fachlich": 98450,
                "personal_ueblich": 12300,
                "sach_fachlich": 24900,
                "sach_ueblich": 9860,
            },
        }
    )


def example_c(year: int, **extra: Any) -> Case:
    return Case.model_validate(
        {
            "period": {"start": f"{year}-01-01"},
            "arbeitsentgelt": {"gruppen": [{"anzahl": 1, "grundbetrag": 133, "steigerungsbetrag": 79}], **extra},
        }
    )


def tab_3() -> Case:
    return Case.model_validate(
        {
            "period": {"start": "2021-01-01"},
            "arbeitsentgelt": {"gruppen": [{"anzahl": 1, "grundbetrag": 115, "steigerungsbetrag": 79}], "verfahren": "handbuch"},
        }
    )


def money(text: str) -> Decimal:
    return Decimal(text)
