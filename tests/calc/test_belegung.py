"""Occupancy: worked example A (Fachvorgabe 4.5) at fewer places, reckoned by hand.

12 places, 250 days, costs 144,257.05; of them per head only Wasser, 61.40 · 12 = 736.80; the rest, 143,520.25, stays.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.belegung import Belegung, belegung
from ala_wizard.calc.compute import compute
from ala_wizard.calc.szenarien import szenarien
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.model.costs import EntgeltGruppe, SachLine
from ala_wizard.model.path import replace
from ala_wizard.model.planning import Scenario
from tests.calc.cases import example_a, rates

D = Decimal


def reckon(case: Case) -> Belegung:
    return belegung(case, rates(), compute(case, rates()).kosten, lambda _, value: value)


def test_example_a_at_100_90_80_percent() -> None:
    """Vergütung 48.09 · 3,000 · share; costs 143,520.25 + 736.80 · share; rate = costs ÷ (3,000 · share)."""
    rows = reckon(example_a()).zeilen
    assert [row.auslastung for row in rows] == [100, 90, 80]
    assert [row.verguetung for row in rows] == [D("144270.00"), D("129843.00"), D("115416.00")]
    assert [row.kosten for row in rows] == [D("144257.05"), D("144183.37"), D("144109.69")]
    assert [row.ergebnis for row in rows] == [D("12.95"), D("-14340.37"), D("-28693.69")]
    assert [row.tagessatz for row in rows] == [D("48.09"), D("53.40"), D("60.05")]


def test_break_even_is_rounded_up() -> None:
    """Agreed 60.00: 143,520.25 ÷ (180,000.00 − 736.80) = 80.0612 % → 80.07 %."""
    found = reckon(replace(example_a(), "kostenkalkulation.tagessatz_vereinbart", 60))
    assert found.break_even == D("80.07")
    assert found.lines[2].formula == "143.520,25 € ÷ (180.000,00 € − 736,80 €)"


def test_more_than_planned_is_said() -> None:
    """Agreed 40.00: 143,520.25 ÷ (120,000 − 736.80) = 120.3391 % → 120.34 %."""
    found = reckon(replace(example_a(), "kostenkalkulation.tagessatz_vereinbart", 40))
    assert found.break_even == D("120.34")
    assert "mehr_als_geplant" in found.notes


def test_the_start_with_two_places() -> None:
    """All costs stay: 143,520.25 + 736.80 ÷ 6 = 143,643.05 ÷ 500 = 287.29.

    Reckoned with two places: staff 113,121.00 ÷ 6 = 18,853.50, fixed 9,358.00, variable 21,041.25 + 122.80;
    49,375.55 ÷ 500 = 98.75.
    """
    found = reckon(replace(example_a(), "offer.places_start", 2))
    assert found.start is not None
    assert (found.start.kosten, found.start.tagessatz) == (D("143643.05"), D("287.29"))
    assert found.start_berechnet == D("98.75")


def with_insurance(persons: int) -> Case:
    """Example A with these persons, 11.50 € a month each for the Unfallversicherung, two places at the start."""
    case = replace(example_a(), "offer.places_start", 2)
    case = replace(case, "arbeitsentgelt.gruppen", [EntgeltGruppe(id="g", anzahl=persons, steigerungsbetrag=D(40))])
    case = replace(case, "arbeitsentgelt.unfallversicherung", D("11.50"))
    return replace(case, "arbeitsentgelt.unfallversicherung_in", "kostenkalkulation")


def test_the_unfallversicherung_follows_the_places_at_the_start() -> None:
    """Two of twelve persons: 11.50 · 2 · 12 = 276.00; (49,375.55 + 276.00) ÷ 500 = 99.30. All costs else as above."""
    assert reckon(with_insurance(12)).start_berechnet == D("99.30")


def test_the_start_is_the_variant_with_the_same_places() -> None:
    """The sample begins with two places; the variant with two places has the same reckoned rate, and so has the changed case."""
    case = replace(sample("hof-sonnenwiese"), "planung.scenarios", [Scenario(places=D(2))])
    assert case.offer.places_start == 2
    case = case.model_copy(update={"kostenkalkulation": case.kostenkalkulation.model_copy(update={"tagessatz_vereinbart": None})})
    beside = szenarien(case, rates(), compute(case, rates()), lambda _, value: value).varianten[0]
    rate = next(line.amount for line in beside.lines if line.key == "szenario_tagessatz_errechnet")
    # reckoned apart from the file: its lines with n = 2 are 61,249.03, the Unfallversicherung 11.50 · 2 · 12 = 276.00; ÷ 500
    assert reckon(case).start_berechnet == rate == D("123.05")


def test_a_row_named_like_the_derived_line_is_not_per_head() -> None:
    """IDs are only unique in their table: per head are 61.40 · 12 = 736.80, not the row that bears the name."""
    case = example_a()
    named = SachLine(id="unfallversicherung", kind="steuern_versicherung", amount=D(1000))
    case = replace(case, "kostenkalkulation.sachaufwand", [*case.kostenkalkulation.sachaufwand, named])
    assert reckon(case).lines[1].amount == D("736.80")


def test_what_cannot_be_reckoned_has_a_reason() -> None:
    assert reckon(Case()).reasons == ("ohne_plaetze",)
    free = replace(example_a(), "kostenkalkulation.tagessatz_vereinbart", 0)
    assert reckon(free).break_even is None
    assert reckon(free).reasons == ("satz_deckt_nie",)


@settings(max_examples=60)
@given(st.decimals(1, 10**4, places=2), st.decimals(0, 10**9, places=2), st.decimals(0, 10**5, places=2), st.integers(1, 120))
def test_at_break_even_the_vergutung_covers_the_costs(rate: Decimal, fixed: Decimal, head: Decimal, n: int) -> None:
    """The answer put back in: income at that occupancy covers the costs, one hundredth below it does not."""
    case = Case.model_validate(
        {
            "kostenkalkulation": {
                "belegte_plaetze": n,
                "tage": 250,
                "tagessatz_vereinbart": rate,
                "sachaufwand": [{"amount": fixed}, {"amount": head, "entry": "je_platz"}],
            }
        }
    )
    point = reckon(case).break_even
    income, costs = rate * n * 250, head * n
    if point is None:
        assert income <= costs
        return
    assert income * point / 100 >= fixed + costs * point / 100
    less = point - D("0.01")
    assert income * less / 100 < fixed + costs * less / 100 or point == 0
