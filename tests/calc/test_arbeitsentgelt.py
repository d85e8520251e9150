"""Arbeitsentgelt: Handbuch Tab. 3, worked example C, § 59 SGB IX, properties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.arbeitsentgelt import arbeitsfoerderungsgeld
from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Scheme
from ala_wizard.model.case import Case
from tests.calc.cases import example_c, rates, tab_3

D = Decimal


def gesetz(case: Case, day: date, region: str = "ost") -> Scheme:
    scheme = compute(case, rates(day, case, region)).entgelt.gruppen[0].gesetzlich
    assert scheme is not None
    return scheme


def test_tab_3_to_the_cent() -> None:
    """Fachvorgabe 4.2, Handbuch Tab. 3."""
    scheme = compute(tab_3(), rates(date(2021, 1, 1))).entgelt.gruppen[0].handbuch
    assert scheme is not None
    printed = {
        "brutto": "246.00",
        "krankenversicherung": "53.87",
        "pflegeversicherung": "7.50",
        "rentenversicherung": "45.76",
        "u2": "0.59",
        "insolvenzumlage": "0.15",
        "sozialversicherung": "107.87",
        "gesamtkosten": "353.87",
        "erstattung": "159.72",
        "zu_erwirtschaften": "194.15",
    }
    assert {name: str(getattr(scheme, name)) for name in printed} == printed


def test_example_c_2026() -> None:
    """Fachvorgabe 4.5 C."""
    scheme = gesetz(example_c(2026), date(2026, 1, 1))
    assert scheme.arbeitsfoerderungsgeld == 52
    assert (scheme.krankenversicherung, scheme.pflegeversicherung, scheme.rentenversicherung) == (D("138.43"), D("28.48"), D("588.50"))
    assert scheme.sozialversicherung == D("755.41")
    assert (scheme.bund, scheme.traeger) == (D("549.07"), D("39.43"))
    assert scheme.erstattung == D("755.41") + 52
    assert scheme.zu_erwirtschaften == 212


def test_example_c_when_afg_counts_as_pay() -> None:
    """Fachvorgabe 4.5 C, the switch."""
    scheme = gesetz(example_c(2026, afg_zaehlt=True), date(2026, 1, 1))
    assert (scheme.bund, scheme.traeger) == (D("539.40"), D("49.10"))
    assert scheme.rentenversicherung == D("588.50")


def test_example_c_2021_uses_the_eastern_bezugsgroesse() -> None:
    """Fachvorgabe 4.5 C: 104.62 · 20.07 · 463.51 = 588.20."""
    scheme = gesetz(example_c(2021), date(2021, 1, 1))
    assert (scheme.krankenversicherung, scheme.pflegeversicherung, scheme.rentenversicherung) == (D("104.62"), D("20.07"), D("463.51"))
    assert scheme.sozialversicherung == D("588.20")


@pytest.mark.parametrize(
    ("entgelt", "afg"), [("0", "52"), ("212", "52"), ("299", "52"), ("299.01", "51.99"), ("320", "31"), ("351", "0"), ("900", "0")]
)
def test_afg_slides(entgelt: str, afg: str) -> None:
    """§ 59 Abs. 1 SGB IX: 52 € while pay and AFG stay within 351 €; above 299 € the rest up to 351 €."""
    assert arbeitsfoerderungsgeld(D(entgelt), rates()) == D(afg)


def test_above_a_fifth_of_the_bezugsgroesse_the_person_bears_half() -> None:
    """§ 251 Abs. 2 SGB V, § 168 Abs. 1 Nr. 2, § 179 Abs. 1 SGB VI, reckoned by hand for 2026 and 900 €.

    KV 900·17.5 % = 157.50, half 78.75; PV 900·3.6 % = 32.40, half 16.20; RV 3,164·18.6 % = 588.50, of it
    (3,164 − 900)·18.6 % = 421.10 Bund, 167.40 on the pay, half 83.70.
    """
    case = Case.model_validate({"arbeitsentgelt": {"gruppen": [{"anzahl": 1, "grundbetrag": 133, "steigerungsbetrag": 767}]}})
    scheme = gesetz(case, date(2026, 1, 1))
    assert (scheme.krankenversicherung, scheme.pflegeversicherung) == (D("157.50"), D("32.40"))
    assert scheme.bund == D("421.10")
    assert scheme.abzug_beschaeftigte == D("78.75") + D("16.20") + D("83.70")
    assert scheme.traeger == D("83.70")
    assert scheme.zu_erwirtschaften == 900


def test_unknown_values_give_no_statutory_scheme() -> None:
    """rechtswerte.md: for 2027 neither Bezugsgröße nor Zusatzbeitrag is known."""
    result = compute(example_c(2027), rates(date(2027, 3, 1))).entgelt
    assert result.gruppen[0].gesetzlich is None
    assert {"bezugsgroesse_west", "kv_zusatz_durchschnitt"} <= set(result.missing)
    assert result.entgelte_jahr == 212 * 12


def test_unfallversicherung_stands_in_one_place_only() -> None:
    """Fachvorgabe 4.5: one switch, never both."""
    in_costs = example_c(2026, unfallversicherung="6.20")
    in_production = example_c(2026, unfallversicherung="6.20", unfallversicherung_in="produktion")
    assert gesetz(in_costs, date(2026, 1, 1)).zu_erwirtschaften == 212
    assert gesetz(in_production, date(2026, 1, 1)).zu_erwirtschaften == D("218.20")
    assert compute(in_production, rates()).entgelt.arbeitgeberlasten_jahr == D("74.40")


def test_money_to_hold_until_the_refund() -> None:
    """Fachvorgabe 4.2: 807.41 € refunds a month, bridged for 3 months."""
    assert compute(example_c(2026, bruecke_monate=3), rates()).entgelt.vorfinanzierung == D("2422.23")


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 2000, places=2), st.decimals(0, 500, places=2))
def test_more_pay_never_leaves_less_in_the_pocket(pay: Decimal, more: Decimal) -> None:
    def pocket(amount: Decimal) -> Decimal:
        return amount + arbeitsfoerderungsgeld(amount, rates())

    assert pocket(pay + more) >= pocket(pay)


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 5000, places=2), st.booleans(), st.sampled_from(range(2020, 2027)))
def test_every_scheme_adds_up(pay: Decimal, afg_counts: bool, year: int) -> None:
    case = Case.model_validate({"arbeitsentgelt": {"gruppen": [{"anzahl": 1, "grundbetrag": pay}], "afg_zaehlt": afg_counts}})
    group = compute(case, rates(date(year, 7, 1))).entgelt.gruppen[0]
    for scheme in (group.handbuch, group.gesetzlich):
        assert scheme is not None
        items = ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2", "insolvenzumlage", "unfallversicherung")
        assert sum(getattr(scheme, name) for name in items) == scheme.sozialversicherung
        assert scheme.gesamtkosten - scheme.erstattung == scheme.zu_erwirtschaften
        assert scheme.bund + scheme.traeger <= scheme.rentenversicherung
