"""What must hold for all calculators together: extreme inputs, order of rows, the report."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute, side
from ala_wizard.calc.report import as_json
from ala_wizard.calc.report_side import side_json
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.model.money import DIGITS
from ala_wizard.model.path import replace
from tests.calc.cases import example_a, example_b, rates

D = Decimal
HUGE = [D(0), D("0.01"), D(10) ** 9, D("999999999999999.99")]
"""Nothing, a cent, a billion, and the largest number that a field takes."""


def grown(n: int, amount: Decimal, *, blank: bool = False) -> Case:
    """A case with a row in every table, all amounts alike; or with rows that nobody filled in."""
    some: dict[str, Any] = {} if blank else {"amount": amount}
    return Case.model_validate(
        {
            "period": {"start": "2026-07-01"},
            "offer": {"places_start": n, "places_target": n},
            "kostenkalkulation": {
                "belegte_plaetze": n,
                "fehltage": [] if blank else [400] * n,
                "personal": [
                    {} if blank else {"key": 12, "yearly_gross": amount},
                    {} if blank else {"hours": amount, "yearly_gross": amount},
                ],
                "gebaeude": [{} if blank else {"cost": amount, "funding": amount}],
                "inventar": [{} if blank else {"cost": amount}],
                "fixe": [some],
                "miete": [some],
                "sachaufwand": [some, {**some, "entry": "je_platz"}, {**some, "entry": "anteil", "staff_share": 65}],
            },
            "arbeitsentgelt": {
                "gruppen": [{}, {} if blank else {"anzahl": n, "steigerungsbetrag": amount}],
                "unfallversicherung": None if blank else amount,
                "unfallversicherung_in": "produktion",
                "insolvenz_verlangt": True,
            },
            "arbeitsergebnis": {
                "produktlinien": [{}, {} if blank else {"quantity": amount, "price": amount, "months": 12, "season": "Mai"}],
                "sach_ueblich": None if blank else amount,
            },
            "planung": {
                "ramp": [{}, {} if blank else {"month": 36, "places": amount}],
                "one_offs": [{}, {} if blank else {"month": 1, "income": amount, "expense": amount}],
                "scenarios": [{}, {} if blank else {"places": amount, "sales": amount, "occupancy": 0, "tagessatz": amount}, {"places": 0}],
                "start_cash": None if blank else -amount,
                "rate_delay": None if blank else 12,
            },
        }
    )


def whole(case: Case) -> dict[str, Any]:
    """All figures as the command line prints them."""
    with localcontext(prec=DIGITS):
        results = compute(case, rates())
        printed = {**as_json(results), "nebenrechnungen": side_json(side(case, rates(), results))}
    found: dict[str, Any] = json.loads(json.dumps(printed))
    return found


@pytest.mark.parametrize("n", [0, 1, 120])
@pytest.mark.parametrize("amount", HUGE, ids=str)
def test_extreme_amounts_give_figures_or_reasons(n: int, amount: Decimal) -> None:
    found = whole(grown(n, amount))["nebenrechnungen"]
    for name in ("vorfinanzierung", "belegung", "hochlauf"):
        rows = found[name].get("monate", found[name].get("auslastungen"))
        assert rows or found[name]["gruende"], name
    if n == 0:
        assert found["hochlauf"]["gruende"] == found["belegung"]["gruende"] == ["Ohne belegte Plätze und Tage gibt es nichts zu rechnen."]


@pytest.mark.parametrize("n", [0, 1, 120])
def test_rows_that_nobody_filled_in_are_no_obstacle(n: int) -> None:
    assert whole(grown(n, D(0), blank=True))["arbeitsergebnis"]["arbeitsergebnis"] == "0.00"


def test_an_empty_case_has_reasons_everywhere() -> None:
    found = whole(Case())["nebenrechnungen"]
    for name in ("vorfinanzierung", "belegung", "hochlauf"):
        assert found[name]["gruende"], name
    assert found["szenarien"]["varianten"] == []


@pytest.mark.parametrize("start", ["0001-01-01", "2026-02-28", "9999-12-31"])
@pytest.mark.parametrize("new", ["ja", "nein"])
def test_any_day_of_the_calendar_can_be_the_first(start: str, new: str) -> None:
    case = replace(replace(grown(8, D(100)), "arbeitsentgelt.verfahren", "handbuch"), "arbeitsentgelt.neuer_anbieter", new)
    found = whole(replace(case, "period.start", start))["nebenrechnungen"]
    assert len(found["hochlauf"]["monate"]) == 36
    assert found["vorfinanzierung"]["monate"]


def test_the_report_of_the_sample_shows_every_side_calculation() -> None:
    found = whole(sample("hof-sonnenwiese"))
    assert set(found) >= {"stichtag", "kostenkalkulation", "arbeitsentgelt", "arbeitsergebnis", "nebenrechnungen"}
    beside = found["nebenrechnungen"]
    assert set(beside) == {"vorfinanzierung", "belegung", "hochlauf", "szenarien", "erklaerungen"}
    assert len(beside["hochlauf"]["monate"]) == 36
    assert beside["erklaerungen"]["tagessatz"]["betrag"] == found["kostenkalkulation"]["tagessatz"]
    assert beside["belegung"]["auslastungen"][0]["verguetung"] == found["kostenkalkulation"]["kostensaetze"]


TABLES = (
    "kostenkalkulation.personal",
    "kostenkalkulation.gebaeude",
    "kostenkalkulation.inventar",
    "kostenkalkulation.sachaufwand",
    "kostenkalkulation.fehltage",
    "arbeitsentgelt.gruppen",
    "arbeitsergebnis.produktlinien",
)


@pytest.mark.parametrize("table", TABLES)
def test_no_sum_depends_on_the_order_of_rows(table: str) -> None:
    owner, name = table.split(".")
    case = sample("hof-sonnenwiese")
    rows = getattr(getattr(case, owner), name)
    turned = replace(case, table, rows[::-1])

    def sums(found: dict[str, Any]) -> dict[str, Any]:
        """Everything but the lists of lines and groups, which keep the order of the rows."""
        beside = found["nebenrechnungen"]
        return {
            "kosten": {key: value for key, value in found["kostenkalkulation"].items() if key != "zeilen"},
            "entgelt": {key: value for key, value in found["arbeitsentgelt"].items() if key != "gruppen"},
            "ergebnis": {key: value for key, value in found["arbeitsergebnis"].items() if key != "zeilen"},
            **{key: beside[key] for key in ("vorfinanzierung", "belegung", "hochlauf", "szenarien")},
        }

    assert sums(whole(turned)) == sums(whole(case))


def test_months_multiply_the_quantity() -> None:
    """300 a month · 2.50 · 4 months = 3,000.00; without months the quantity is the year's."""
    line: dict[str, Any] = {"id": "a", "quantity": 300, "price": "2.50", "unit": "Glas"}
    for months, amount, formula in (
        (4, "3000.00", "300 Glas × 2,50 € × 4 Monate"),
        (None, "750.00", "300 Glas × 2,50 €"),
        (0, "0.00", None),
    ):
        case = Case.model_validate({"arbeitsergebnis": {"produktlinien": [{**line, "months": months}]}})
        found = compute(case, rates()).ergebnis.ertraege_lines[0]
        assert found.amount == D(amount)
        assert formula in (None, found.formula)


@settings(max_examples=40)
@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**4, places=2), st.integers(1, 60))
def test_more_sales_never_lower_the_affordable_steigerungsbetrag(sales: Decimal, more: Decimal, persons: int) -> None:
    def affordable(amount: Decimal) -> Decimal:
        case = Case.model_validate(
            {
                "arbeitsentgelt": {"gruppen": [{"anzahl": persons}], "insolvenz_verlangt": True},
                "arbeitsergebnis": {"produktlinien": [{"umsatz": amount}]},
            }
        )
        return compute(case, rates()).ergebnis.steigerung_bezahlbar or D(-1)

    assert affordable(sales + more) >= affordable(sales)


@pytest.mark.parametrize("case", [example_a(), example_b()], ids=["A", "B"])
def test_the_side_changes_nothing_of_the_application(case: Case) -> None:
    before = compute(case, rates())
    side(case, rates(), before)
    assert compute(case, rates()) == before
