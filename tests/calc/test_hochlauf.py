"""Ramp-up: a small case reckoned by hand, month by month; seasons; properties.

Two places, 240 days, agreed 50 €: 24,000 a year, 1,000 per place and month. Instandhaltung 2,400 (200 a month, stays),
Sachaufwand 9,600 (400 per place and month), inventory 8,000 · 12.5 % = 1,000 depreciation (no payment).
One product line, 1,200 in June, direct costs 240 (20 a month at two places, 10 at one). 500 € at the start.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute
from ala_wizard.calc.hochlauf import Hochlauf, HochlaufMonat, hochlauf
from ala_wizard.calc.saison import sales_months
from ala_wizard.model.case import Case
from tests.calc.cases import example_c, rates

D = Decimal


def small(planung: dict[str, Any] | None = None, **more: Any) -> Case:
    return Case.model_validate(
        {
            "period": {"start": "2026-01-01"},
            "offer": {"places_start": 1, "places_target": 2},
            "kostenkalkulation": {
                "tage": 240,
                "tagessatz_vereinbart": 50,
                "fixe": [{"kind": "instandhaltung", "amount": 2400}],
                "inventar": [{"cost": 8000}],
                "sachaufwand": [{"amount": 9600}],
            },
            "arbeitsergebnis": {"produktlinien": [{"umsatz": 1200, "season": "Juni", "direct_costs": 240}]},
            "planung": {"start_cash": 500, **(planung or {})},
            **more,
        }
    )


def reckon(case: Case) -> Hochlauf:
    results = compute(case, rates())
    return hochlauf(case, rates(), results.kosten, results.entgelt, results.ergebnis)


def test_without_steps_the_start_and_then_the_target() -> None:
    """Month 1: 1,000 − 200 − 400 − 10 = 390. Month 2: 2,000 − 200 − 800 − 20 = 980. June: 980 + 1,200."""
    rows = reckon(small()).monate
    assert [row.saldo for row in rows[:2]] == [390, 980]
    assert rows[5].saldo == 2180
    assert [row.stand for row in rows[:2]] == [890, 1870]
    assert len(rows) == 36


def test_a_late_rate_makes_a_low_point() -> None:
    """Paid two months late: −610, −1,020, 1,000 − 1,020 = −20, then +980 each: −110, −1,130, −1,150, −170, 810."""
    found = reckon(small({"rate_delay": 2}))
    assert [row.stand for row in found.monate[:5]] == [-110, -1130, -1150, -170, 810]
    assert (found.tiefpunkt, found.tiefpunkt_monat, found.wieder_im_plus) == (-1150, 3, 5)


def test_steps_are_followed_and_nobody_is_there_before() -> None:
    found = reckon(small({"ramp": [{"month": 4, "places": 2}, {"month": 2, "places": 1}]}))
    assert [row.plaetze for row in found.monate[:5]] == [0, 1, 1, 2, 2]


def test_all_costs_fixed_by_share() -> None:
    """100 % fixed: 12,000 ÷ 12 = 1,000 a month; month 1: 1,000 − 1,000 − 10 = −10."""
    assert reckon(small({"fixed_share": 100})).monate[0].saldo == -10
    half = reckon(small({"fixed_share": 50})).monate[0]
    assert (half.kosten_fest, half.kosten_je_platz) == (500, 250)


def test_only_assets_are_depreciation_whatever_the_ids() -> None:
    """IDs are only unique in their table: Instandhaltung named like the inventory stays a payment, 200 a month."""
    case = small()
    kosten = case.kostenkalkulation
    data = kosten.model_dump() | {"fixe": [{"id": "x", "kind": "instandhaltung", "amount": 2400}], "inventar": [{"id": "x", "cost": 8000}]}
    found = reckon(case.model_copy(update={"kostenkalkulation": kosten.model_validate(data)}))
    assert [row.saldo for row in found.monate[:2]] == [390, 980]
    assert found.lines[1].amount == 1000


def test_leading_staff_stays() -> None:
    """Leitung 2 h · 2 ÷ 40 · 24,000 = 2,400 a year stays with the 2,400 of Instandhaltung: 400 a month."""
    case = small()
    kosten = case.kostenkalkulation.model_validate(
        {**case.kostenkalkulation.model_dump(), "personal": [{"funktion": "leitung", "hours": 2, "yearly_gross": 24000}], "vollzeit": 40}
    )
    assert reckon(case.model_copy(update={"kostenkalkulation": kosten})).monate[0].kosten_fest == 400


def test_one_off_payments_count_once() -> None:
    once = [{"month": 1, "expense": 5000}, {"month": 2, "income": 300}, {"month": 1, "income": 100}, {"income": 7}]
    rows = reckon(small({"one_offs": once})).monate
    assert [row.saldo for row in rows[:3]] == [390 - 4900, 980 + 300, 980]


def test_entgelte_and_contributions_follow_the_places() -> None:
    """Worked example C, one person of one place: Entgelt 212.00, advanced 807.41 a month."""
    data = example_c(2026, neuer_anbieter="ja").model_dump(mode="json")
    data["kostenkalkulation"] = {"belegte_plaetze": 1, "tage": 240, "tagessatz_vereinbart": 50}
    rows = reckon(Case.model_validate(data)).monate
    assert (rows[0].entgelte, rows[0].afg_und_beitraege) == (D("212.00"), D("807.41"))
    assert (rows[0].erstattung_traeger, rows[1].erstattung_bund) == (D("258.34"), D("1482.49"))


def test_the_way_back_has_reasons() -> None:
    assert reckon(small()).reasons == ("nie_unter_null",)
    assert reckon(small({"start_cash": -(10**9)})).reasons == ("noch_im_minus",)
    assert reckon(Case()).reasons == ("ohne_plaetze",)
    late = small(arbeitsentgelt={"gruppen": [{"anzahl": 2}]}, period={"start": "2027-01-01"})
    results = compute(late, rates(late.period.start))  # type: ignore[arg-type]
    found = hochlauf(late, rates(late.period.start), results.kosten, results.entgelt, results.ergebnis)  # type: ignore[arg-type]
    assert found.reasons == ("ohne_werte",)


@pytest.mark.parametrize(
    ("season", "months"),
    [
        ("August bis November", {8, 9, 10, 11}),
        ("Oktober bis März", {10, 11, 12, 1, 2, 3}),
        ("September und Oktober", {9, 10}),
        ("Anfang Mai bis Mitte Juli", {5, 6, 7}),
        ("Nov.–Jan.", {11, 12, 1}),
        ("März, Juni, Sept. bis Okt.", {3, 6, 9, 10}),
        ("ganzjährig", set(range(1, 13))),
        ("im Sommer", set()),
        ("Zimmer", set()),
        ("", set()),
    ],
)
def test_seasons_are_read_from_the_users_words(season: str, months: set[int]) -> None:
    assert sales_months(season) == months


IN = ("verguetung", "umsatz", "sonstige_ertraege", "erstattung_traeger", "erstattung_bund", "einmalig_ein")
OUT = ("kosten_fest", "kosten_je_platz", "kosten_produktion", "entgelte", "afg_und_beitraege", "arbeitgeberlasten", "einmalig_aus")
money = st.decimals(0, 10**9, places=2)
steps = st.lists(st.fixed_dictionaries({"month": st.none() | st.integers(1, 36), "places": st.none() | st.decimals(0, 120, places=1)}))
once = st.lists(st.fixed_dictionaries({"month": st.none() | st.integers(1, 36), "income": money, "expense": money}), max_size=4)


@settings(max_examples=40)
@given(steps, once, st.none() | st.integers(0, 100), st.none() | st.integers(0, 12), st.integers(0, 5))
def test_every_month_adds_up_whatever_the_order(
    ramp: list[dict[str, Any]], payments: list[dict[str, Any]], share: int | None, delay: int | None, persons: int
) -> None:
    plan = {"ramp": ramp, "one_offs": payments, "fixed_share": share, "rate_delay": delay}
    entgelt = {"gruppen": [{"id": "a", "anzahl": persons, "steigerungsbetrag": 40}]}
    found = reckon(small(plan, arbeitsentgelt=entgelt))
    before = found.startgeld
    for row in found.monate:
        assert row.saldo == sum(getattr(row, name) for name in IN) - sum(getattr(row, name) for name in OUT)
        before += row.saldo
        assert row.stand == before
    assert found.tiefpunkt == min(row.stand for row in found.monate)
    turned = reckon(small({**plan, "ramp": ramp[::-1], "one_offs": payments[::-1]}, arbeitsentgelt=entgelt))
    assert turned.monate == found.monate


def test_every_amount_of_a_month_is_in_the_sum() -> None:
    """No column is left out of the two lists above."""
    assert {*IN, *OUT} == set(HochlaufMonat.__dataclass_fields__) - {"nummer", "monat", "plaetze", "saldo", "stand"}
