"""Orientation by the tariff: hand-reckoned years, days without a table (Rechtswerte section 8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ala_wizard.calc.tvoed import Orientierung, orientierung
from ala_wizard.content.tvoed import tvoed
from tests.calc.cases import rates

D = Decimal
DAY = date(2026, 12, 1)


def gross(gruppe: str, stufe: int, day: date = DAY, land: str = "Sachsen", hours: str | None = None) -> Orientierung:
    return orientierung(tvoed(), rates(day), land, gruppe, stufe, D(hours) if hours is not None else None)


def test_a_year_in_saxony() -> None:
    """S 8a step 3: 3,977 × 12 = 47,724.00; × 85 % = 3,380.45; 130 × 12 = 1,560.00; 52,664.45 × 20.80 % = 10,954.21."""
    found = gross("S 8a", 3)
    assert [line.amount for line in found.lines[:3]] == [D("47724.00"), D("3380.45"), D("1560.00")]
    assert (found.brutto_jahr, found.anteil, found.yearly_gross) == (D("52664.45"), D("20.80"), D("63618.66"))
    assert found.grundlage == "tarif"
    assert found.herkunft == (
        "Orientierung an TVöD SuE S 8a Stufe 3, Tabelle ab 01.05.2026: 3.977,00 € × 12, Jahressonderzahlung 85 %, "
        "SuE-Zulage 130,00 € × 12, Arbeitgeberanteil 20,80 % (Sachsen, 2026)."
    )
    assert {"tvoed_orientierung", "tvoed_gerundet"} <= set(found.notes)


def test_forty_hours_elsewhere() -> None:
    """× 40 ÷ 39: 48,947.69 + 3,467.13 + 1,600.00 = 54,014.82; half a point more than Saxony: 21.30 % = 11,505.16."""
    found = gross("S 8a", 3, land="Hessen", hours="40")
    assert (found.brutto_jahr, found.anteil, found.yearly_gross) == (D("54014.82"), D("21.30"), D("65519.98"))
    assert "umgerechnet auf 40 von 39 Stunden" in found.herkunft


def test_what_is_not_proven_is_left_out_and_said() -> None:
    """S 11b step 1 in 2025: 3,808.48 × 12 = 45,701.76; × 20.60 % = 9,414.56; neither bonus nor Zulage is proven."""
    found = gross("S 11b", 1, date(2025, 6, 1))
    assert (found.brutto_jahr, found.yearly_gross) == (D("45701.76"), D("55116.32"))
    assert {"tvoed_ohne_sonderzahlung", "tvoed_ohne_zulage"} <= set(found.notes)
    assert "Jahressonderzahlung" not in found.herkunft


@pytest.mark.parametrize(
    ("gruppe", "stufe", "day", "hours", "reason"),
    [
        ("S 9", 1, date(2026, 5, 1), None, "tvoed_tabelle"),
        ("S 8a", 1, date(2024, 2, 29), None, "tvoed_tabelle"),
        ("S 3", 1, DAY, None, "tvoed_gruppe"),
        ("S 8a", 0, DAY, None, "tvoed_stufe"),
        ("S 8a", 7, DAY, None, "tvoed_stufe"),
        ("S 8a", 1, DAY, "0", "tvoed_stunden"),
        ("S 8a", 1, date(2027, 2, 1), None, "ag_anteil_fehlt"),
    ],
)
def test_without_a_table_there_is_a_reason(gruppe: str, stufe: int, day: date, hours: str | None, reason: str) -> None:
    found = gross(gruppe, stufe, day, hours=hours)
    assert (found.yearly_gross, found.herkunft) == (None, "")
    assert reason in found.reasons
    assert found.why_not


def test_lines_add_up() -> None:
    for table in tvoed().tabellen:
        for stufe in range(1, 7):
            found = gross(table.gruppe, stufe, table.valid_from)
            amounts = {line.key: line.amount for line in found.lines}
            parts = ("tvoed_monate", "tvoed_sonderzahlung", "tvoed_zulage", "tvoed_ag")
            assert sum(amounts.get(key) or D(0) for key in parts) == found.yearly_gross == amounts["tvoed_gesamt"]
