"""Explanations: worked examples A to C (Fachvorgabe 4.5) taken apart by hand; every check comes out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute
from ala_wizard.calc.erklaerung import NAMES, Erklaerung, explain, explain_all, moved
from ala_wizard.content.samples import names, sample
from ala_wizard.model.case import Case
from ala_wizard.model.path import get, replace
from tests.calc.cases import example_a, example_b, example_c, rates, tab_3

D = Decimal


def told(name: str, case: Case) -> Erklaerung:
    found = explain(name, case, rates(), compute(case, rates()))
    assert found is not None
    return found


def test_the_tagessatz_and_its_three_parts() -> None:
    """Example A: 113,121.00 ÷ 3,000 = 37.71 · 9,358.00 ÷ 3,000 = 3.12 · 21,778.05 ÷ 3,000 = 7.26 · together 48.09."""
    found = told("tagessatz", example_a())
    assert found.formula == "144.257,05 € ÷ (12 × 250)"
    assert [part.amount for part in found.teile] == [D("37.71"), D("3.12"), D("7.26")]
    assert (found.amount, found.probe.amount, found.probe.ziel) == (D("48.09"), D("144270.00"), D("144257.05"))
    assert found.probe.passt


def test_parts_that_round_differently_still_add_up() -> None:
    """One day and place each 0.334 · 0.334 · 0.334: rounded down 0.33 each, the rate is 1.00, so the first gets the cent."""
    data = {
        "belegte_plaetze": 1000,
        "tage": 1,
        "personal": [{"hours": 40, "yearly_gross": "0.334"}],
        "fixe": [{"amount": 334}],
        "sachaufwand": [{"amount": 334}],
        "vollzeit": 40,
    }
    found = told("tagessatz", Case.model_validate({"kostenkalkulation": data}))
    assert [part.amount for part in found.teile] == [D("0.34"), D("0.33"), D("0.33")]
    assert found.amount == D("1.00")


def test_a_section_names_its_lines_and_their_places() -> None:
    case = example_a()
    found = told("personalkosten", case)
    assert found.amount == D("113121.00")
    assert found.teile[1].formula == "3,30 h × 12 ÷ 40 × 54.600 €"
    assert found.teile[1].amount == D("54054.00")
    assert get(case, found.teile[1].address).funktion == "gruppenleitung"


def test_the_year_of_the_vergutung() -> None:
    """Example B: 2,000 days · 62.40 = 124,800.00, less 15 · 62.40 = 936.00."""
    found = told("kostensaetze", example_b())
    assert [part.amount for part in found.teile] == [D("124800.00"), D("-936.00")]
    assert found.amount == D("123864.00")


def test_contributions_branch_by_branch() -> None:
    """Example C: 791 · 17.5 %, 791 · 3.6 %, 3,164 · 18.6 %."""
    found = told("beitraege", example_c(2026))
    assert [part.amount for part in found.teile] == [D("138.43"), D("28.48"), D("588.50")]
    assert [part.formula for part in found.teile] == [
        "1 × 138,43 € (791,00 € × 17,5 %)",
        "1 × 28,48 € (791,00 € × 3,6 %)",
        "1 × 588,50 € (3.164,00 € × 18,6 %)",
    ]
    handbook = told("beitraege", tab_3())
    assert handbook.amount == D("107.87")
    assert handbook.teile[0].formula == "1 × 53,87 € (246,00 € × 21,9 %)"


def test_the_answers_put_back_in_give_the_target() -> None:
    """Example B: 37,614.00 of sales leave exactly the Entgelte of 16,608.00; 44,731.71 leave them as 70 %."""
    exact = told("umsatz_fuer_entgelte", example_b())
    assert (exact.amount, exact.probe.amount, exact.probe.ziel) == (D("37614.00"), D("16608.00"), D("16608.00"))
    reserve = told("umsatz_mit_ruecklage", example_b())
    assert (reserve.amount, reserve.probe.amount, reserve.probe.ziel) == (D("44731.71"), D("16608.00"), D("16608.00"))


def test_the_affordable_steigerungsbetrag_and_its_check() -> None:
    """Example B: (21,694 ÷ 12 − 1,064) ÷ 8 = 92.979…, rounded down 92.97; (1,064 + 8 · 92.97) · 12 = 21,693.12."""
    found = told("steigerung_bezahlbar", example_b())
    assert found.formula == "(21.694,00 € ÷ 12 − 1.064,00 €) ÷ 8"
    assert (found.amount, found.probe.amount) == (D("92.97"), D("21693.12"))
    assert found.probe.passt


def test_unknown_names_and_missing_figures() -> None:
    with pytest.raises(KeyError):
        explain("wetter", Case(), rates(), compute(Case(), rates()))
    assert explain("tagessatz", Case(), rates(), compute(Case(), rates())) is None
    assert {one.name for one in explain_all(example_b(), rates(), compute(example_b(), rates()))} == set(NAMES)


@pytest.mark.parametrize("name", names())
def test_every_check_of_the_samples_comes_out(name: str) -> None:
    case = sample(name)
    for one in explain_all(case, rates(), compute(case, rates())):
        assert one.probe.passt, one.name
        assert one.label
        for part in one.teile:
            assert part.label
            if part.address:
                get(case, part.address)


money = st.decimals(0, 10**6, places=2)


@settings(max_examples=40)
@given(money, money, money, st.integers(0, 40), st.decimals(0, 400, places=2), st.booleans(), st.sampled_from(["gesetzlich", "handbuch"]))
def test_every_check_comes_out(
    sales: Decimal, costs: Decimal, material: Decimal, persons: int, pay: Decimal, insolvency: bool, scheme: str
) -> None:
    case = Case.model_validate(
        {
            "kostenkalkulation": {"belegte_plaetze": persons, "fehltage": [70] * persons, "sachaufwand": [{"amount": material}]},
            "arbeitsentgelt": {
                "gruppen": [{"anzahl": persons, "steigerungsbetrag": pay}, {"anzahl": 1, "steigerungsbetrag": 300}],
                "insolvenz_verlangt": insolvency,
                "verfahren": scheme,
            },
            "arbeitsergebnis": {"produktlinien": [{"umsatz": sales, "direct_costs": costs}]},
        }
    )
    for one in explain_all(case, rates(), compute(case, rates())):
        assert one.probe.passt, one


def test_what_moved_the_tagessatz() -> None:
    """Gruppenleitung from 54,600 to 57,600: 3.30 · 12 ÷ 40 · 3,000 = 2,970.00, in the rate 0.99; Treibstoffe + 300: 0.10."""
    before = example_a()
    after = replace(before, "kostenkalkulation.personal[gruppenleitung].yearly_gross", 57600)
    fuel = next(row.id for row in before.kostenkalkulation.sachaufwand if row.kind == "treibstoffe")
    after = replace(after, f"kostenkalkulation.sachaufwand[{fuel}].amount", 2280)
    found = moved(compute(before, rates()), compute(after, rates()))
    assert [(one.differenz, one.im_tagessatz) for one in found] == [(D("2970.00"), D("0.99")), (D("300.00"), D("0.10"))]
    assert found[0].address == "kostenkalkulation.personal[gruppenleitung]"
    assert moved(compute(before, rates()), compute(before, rates())) == []


def test_a_line_that_came_or_went_moved_it_too() -> None:
    before = example_a()
    rows = before.kostenkalkulation.sachaufwand
    after = replace(before, "kostenkalkulation.sachaufwand", rows[1:])
    gone = moved(compute(before, rates()), compute(after, rates()))
    assert [(one.vorher, one.nachher, one.im_tagessatz) for one in gone] == [(D("3000.00"), 0, D("-1.00"))]
    assert moved(compute(after, rates()), compute(before, rates()))[0].im_tagessatz == D("1.00")


def test_fewer_places_move_what_does_not_shrink_with_them() -> None:
    """From 12 to 6 places the staff by hours per place stays in the rate; Instandhaltung doubles: 2,400 ÷ 3,000 → ÷ 1,500."""
    before = example_a()
    found: dict[str, Any] = {
        one.address: one
        for one in moved(compute(before, rates()), compute(replace(before, "kostenkalkulation.belegte_plaetze", 6), rates()))
    }
    upkeep = next(row.id for row in before.kostenkalkulation.fixe if row.kind == "instandhaltung")
    assert found[f"kostenkalkulation.fixe[{upkeep}]"].im_tagessatz == D("0.80")
    assert found["kostenkalkulation.personal[leitung]"].im_tagessatz == 0
