"""Arbeitsergebnis: worked example B, the two questions, properties."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from tests.calc.cases import example_a, example_b, rates

D = Decimal


def reckon(case: Case) -> Results:
    return compute(case, rates())


def test_example_b() -> None:
    """Fachvorgabe 4.5 B; the affordable Steigerungsbetrag by hand: 21,694 ÷ 96 − 133 = 92.97, 70 %: 25.18 (cut, not rounded)."""
    results = reckon(example_b())
    assert results.kosten.bezahlte_tage == 1985
    assert results.kosten.kostensaetze == D("123864.00")
    ergebnis = results.ergebnis
    expected = {
        "ertraege": "167204.00",
        "kosten": "145510.00",
        "arbeitsergebnis": "21694.00",
        "mindest_entgelte": "15185.80",
        "hoechst_ruecklage": "6508.20",
        "entgelte": "16608.00",
        "ruecklage_obergrenze": "8304.00",
        "ergebnis_verguetung": "514.00",
        "umsatz_fuer_entgelte": "37614.00",
        "umsatz_mit_ruecklage": "44731.71",
        "steigerung_bezahlbar": "92.97",
        "steigerung_mit_ruecklage": "25.18",
    }
    assert {name: str(getattr(ergebnis, name)) for name in expected} == expected
    assert ergebnis.entgeltquote is not None
    assert ergebnis.entgeltquote.quantize(D("0.1")) == D("76.6")
    assert ergebnis.ruecklage == D("5086.00")  # 21,694 − 16,608, below both caps


def test_empty_means_taken_from_the_kostenkalkulation() -> None:
    """One fact, one place: 113,121.00 staff and 9,358.00 + 21,778.05 material of example A."""
    lines = {line.id: line.amount for line in reckon(example_a()).ergebnis.kosten_lines}
    assert lines["personal_fachlich"] == D("113121.00")
    assert lines["sach_fachlich"] == D("31136.05")


def test_quantity_times_price_and_direct_costs() -> None:
    case = Case.model_validate(
        {"arbeitsergebnis": {"produktlinien": [{"quantity": 1200, "price": "2.35", "unit": "Flasche", "direct_costs": 700}]}}
    )
    ergebnis = reckon(case).ergebnis
    assert ergebnis.umsatz == D("2820.00")
    assert ergebnis.kosten == D("700.00")


def test_what_is_put_back_gives_the_target() -> None:
    """The solver's answers, put back in: Arbeitsergebnis equals the Entgelte; 70 % of it equal them."""
    case = example_b()
    answer = reckon(case).ergebnis
    row = case.arbeitsergebnis.produktlinien[0]
    other = case.arbeitsergebnis.produktlinien[1].umsatz or D(0)
    exact = reckon(replace(case, f"arbeitsergebnis.produktlinien[{row.id}].umsatz", answer.umsatz_fuer_entgelte - other)).ergebnis
    assert exact.arbeitsergebnis == exact.entgelte
    with_reserve = reckon(replace(case, f"arbeitsergebnis.produktlinien[{row.id}].umsatz", answer.umsatz_mit_ruecklage - other)).ergebnis
    assert abs(with_reserve.mindest_entgelte - with_reserve.entgelte) <= D("0.01")


def test_nothing_entered_is_no_exception() -> None:
    ergebnis = reckon(Case()).ergebnis
    assert ergebnis.arbeitsergebnis == 0
    assert ergebnis.entgeltquote is None
    assert ergebnis.steigerung_bezahlbar is None


money = st.decimals(0, 10**6, places=2)


@settings(max_examples=40, deadline=None)
@given(money, money, st.integers(1, 30), st.decimals(0, 300, places=2), st.sampled_from(["gesetzlich", "handbuch"]), st.booleans())
def test_the_affordable_steigerungsbetrag_is_the_last_that_fits(
    sales: Decimal, cost: Decimal, persons: int, uv: Decimal, verfahren: str, production: bool
) -> None:
    case = Case.model_validate(
        {
            "arbeitsentgelt": {
                "gruppen": [{"id": "g", "anzahl": persons, "steigerungsbetrag": 10}],
                "verfahren": verfahren,
                "unfallversicherung": uv,
                "unfallversicherung_in": "produktion" if production else "kostenkalkulation",
            },
            "arbeitsergebnis": {"produktlinien": [{"umsatz": sales}], "sach_ueblich": cost},
        }
    )
    best = reckon(case).ergebnis.steigerung_bezahlbar

    def fits(amount: Decimal) -> bool:
        again = reckon(replace(case, "arbeitsentgelt.gruppen[g].steigerungsbetrag", amount)).ergebnis
        return again.arbeitsergebnis >= again.entgelte

    if best is None:
        assert not fits(D(0))
    else:
        assert fits(best)
        assert not fits(best + D("0.01"))
