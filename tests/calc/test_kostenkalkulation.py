"""Kostenkalkulation: Fachvorgabe 4.1 and worked example A; properties."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import KostenResult
from ala_wizard.model.case import Case
from tests.calc.cases import PERSONAL, example_a, rates

D = Decimal


def kosten(case: Case) -> KostenResult:
    return compute(case, rates()).kosten


def test_example_a_lines_and_sums() -> None:
    """Fachvorgabe 4.5 A."""
    result = kosten(example_a())
    assert [line.amount for line in result.personal] == [D(amount) for *_, amount in PERSONAL]
    assert result.personalkosten == D("113121.00")
    assert result.vzae == D("2.265")
    assert [line.amount for line in result.fixe] == [D("2058.00"), D("3750.00"), D("2400.00"), D("1150.00")]
    assert result.fixe_kosten == D("9358.00")
    assert [str(line.amount) for line in result.variable[:3]] == ["3000.00", "2006.25", "736.80"]
    assert result.variable_kosten == D("21778.05")
    assert result.gesamtkosten == D("144257.05")
    assert result.tagessatz == D("48.09")
    assert result.monatssatz == D("1001.79")


def test_a_key_is_full_time_divided_by_the_key() -> None:
    """Fachvorgabe 4.1: h = W/x. 12 places at 1:12 are one full post."""
    case = Case.model_validate(
        {"kostenkalkulation": {"belegte_plaetze": 12, "personal": [{"funktion": "gruppenleitung", "key": 12, "yearly_gross": 54600}]}}
    )
    result = kosten(case)
    assert result.personalkosten == D("54600.00")
    assert result.vzae == 1


def test_splits_move_the_staff_part_to_the_staff() -> None:
    """Handbuch Tab. 2: Wäscherei 60 to 70 % staff, shown with the Wirtschaftsdienst. 65 % of 2,000 = 1,300."""
    case = Case.model_validate(
        {"kostenkalkulation": {"belegte_plaetze": 1, "sachaufwand": [{"kind": "fremde_leistungen", "amount": 2000, "staff_share": 65}]}}
    )
    result = kosten(case)
    assert (result.personalkosten, result.variable_kosten) == (D("1300.00"), D("700.00"))


def test_rent_by_square_metre_and_by_room() -> None:
    """Fachvorgabe 4.1: m² × €/m² × 12. 20 × 6.50 × 12 = 1,560; half of 1,200 = 600."""
    case = Case.model_validate(
        {
            "rooms": [{"id": "pause", "area_m2": 20}],
            "kostenkalkulation": {"miete": [{"room": "pause", "price_m2": "6.50"}, {"amount": 1200, "share": 50}]},
        }
    )
    assert [line.amount for line in kosten(case).fixe] == [D("1560.00"), D("600.00")]


def test_funding_above_the_cost_never_turns_negative() -> None:
    case = Case.model_validate({"kostenkalkulation": {"inventar": [{"cost": 100, "funding": 300}]}})
    assert kosten(case).fixe_kosten == 0


@pytest.mark.parametrize(
    ("fehltage", "days"),
    [((0,) * 6 + (60, 75), 1985), ((61,), 1999), ((400,) * 8, 0), ((), 2000), ((310,) * 8, 0)],
)
def test_paid_days(fehltage: tuple[int, ...], days: int) -> None:
    """Fachvorgabe 4.1: t − max(0, Fehltage − 60) per person; with t = 250 nobody falls below 0."""
    case = Case.model_validate({"kostenkalkulation": {"belegte_plaetze": 8, "tage": 250, "fehltage": fehltage}})
    assert kosten(case).bezahlte_tage == days


@pytest.mark.parametrize("data", [{}, {"belegte_plaetze": 0}, {"belegte_plaetze": 8, "tage": 0}])
def test_nothing_to_divide_by_gives_no_rate(data: dict[str, int]) -> None:
    result = kosten(Case.model_validate({"kostenkalkulation": data}))
    assert result.tagessatz is None
    assert result.kostensaetze == 0


amounts = st.decimals(0, 10**9, places=2)
row = st.fixed_dictionaries({"hours": st.decimals(0, 60, places=2), "yearly_gross": amounts})
sach = st.fixed_dictionaries(
    {"amount": amounts, "entry": st.sampled_from(["direkt", "je_platz"]), "staff_share": st.none() | st.integers(0, 100)}
)


@settings(max_examples=60, deadline=None)
@given(st.lists(row, max_size=6), st.lists(sach, max_size=6), st.integers(0, 120))
def test_lines_add_up_and_order_does_not_matter(personal: list[dict[str, Decimal]], other: list[dict[str, object]], n: int) -> None:
    data = {"belegte_plaetze": n, "personal": personal, "sachaufwand": other}
    result = kosten(Case.model_validate({"kostenkalkulation": data}))
    assert sum(line.amount for line in result.lines) == result.gesamtkosten
    assert all(line.amount == line.amount.quantize(D("0.01")) for line in result.lines)
    turned = kosten(Case.model_validate({"kostenkalkulation": {**data, "personal": personal[::-1], "sachaufwand": other[::-1]}}))
    same = {"personal": (), "fixe": (), "variable": ()}
    assert replace(turned, **same) == replace(result, **same)


@settings(max_examples=60, deadline=None)
@given(row, st.decimals(0, 20, places=2), st.integers(1, 120))
def test_more_hours_never_lower_the_rate(base: dict[str, Decimal], more: Decimal, n: int) -> None:
    def rate(hours: Decimal) -> Decimal:
        result = kosten(Case.model_validate({"kostenkalkulation": {"belegte_plaetze": n, "personal": [{**base, "hours": hours}]}}))
        assert result.tagessatz is not None
        return result.tagessatz

    assert rate(base["hours"] + more) >= rate(base["hours"])
