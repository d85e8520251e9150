"""Variants: worked example B (Fachvorgabe 4.5) changed and reckoned by hand; the same figures as a changed case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute
from ala_wizard.calc.szenarien import Szenarien, Szenario, szenarien, with_persons
from ala_wizard.model.case import Case
from ala_wizard.model.costs import EntgeltGruppe
from ala_wizard.model.path import replace
from ala_wizard.model.planning import Scenario
from tests.calc.cases import example_a, example_b, rates

D = Decimal


def reckon(case: Case, *rows: dict[str, Any]) -> Szenarien:
    plan = replace(case, "planung.scenarios", [Scenario(**row) for row in rows])
    return szenarien(plan, rates(), compute(plan, rates()), lambda _, value: value)


def values(column: Szenario) -> dict[str, Decimal | None]:
    return {line.key.removeprefix("szenario_"): line.amount for line in column.lines}


def test_the_plan_is_worked_example_b() -> None:
    plan = values(reckon(example_b()).plan)
    assert (plan["kostensaetze"], plan["arbeitsergebnis"], plan["entgelte"]) == (D("123864.00"), D("21694.00"), D("16608.00"))
    assert plan["umsatz_fuer_entgelte"] == D("37614.00")


def test_a_blank_variant_differs_in_nothing() -> None:
    found = reckon(example_b(), {"name": "wie geplant"})
    assert found.varianten[0].anders == frozenset()
    assert found.varianten[0].lines == found.plan.lines


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # 8 · 133 · 12; the Arbeitsergebnis stays
        ({"steigerungsbetrag": 0}, {"entgelte": "12768.00", "umsatz_fuer_entgelte": "33774.00"}),
        # half of 42,700 less in the Arbeitsergebnis: 21,694 − 21,350
        ({"sales": 50}, {"umsatz": "21350.00", "arbeitsergebnis": "344.00"}),
        # 1,985 · 90 % = 1,786.5 days · 62.40 = 111,477.60; 12,386.40 less
        ({"occupancy": 90}, {"kostensaetze": "111477.60", "arbeitsergebnis": "9307.60", "ergebnis_verguetung": "-11872.40"}),
        # 1,985 · 60.00; 4,764.00 less
        ({"tagessatz": 60}, {"kostensaetze": "119100.00", "arbeitsergebnis": "16930.00", "tagessatz": "60"}),
        # 4 · 250 − 15 = 985 days · 62.40; 4 persons · 173 · 12
        ({"places": 4}, {"kostensaetze": "61464.00", "personen": "4", "entgelte": "8304.00", "plaetze": "4"}),
    ],
)
def test_one_change_at_a_time(row: dict[str, Any], expected: dict[str, str]) -> None:
    column = reckon(example_b(), row).varianten[0]
    found = values(column)
    assert {name: found[name] for name in expected} == {name: D(amount) for name, amount in expected.items()}
    assert {f"szenario_{name}" for name in expected} <= column.anders


def test_the_distance_to_the_comparable_rate() -> None:
    """62.40 − 60.00 = 2.40 in the plan; 62.40 − 63.00 = −0.60; 61.00 − 60.00 = 1.00. Without a comparable rate nothing is said."""
    plan = replace(example_b(), "kostenkalkulation.vergleichssatz", 60)
    found = reckon(plan, {"vergleichssatz": 63}, {"tagessatz": 61}, {"sales": 50})
    columns = (found.plan, *found.varianten)
    assert [values(column)["vergleich"] for column in columns] == [D("2.40"), D("-0.60"), D("1.00"), D("2.40")]
    line = next(line for line in found.varianten[0].lines if line.key == "szenario_vergleich")
    assert (line.formula, line.label) == ("62,40 € − 63,00 €", "Abstand zum Vergleichssatz")
    assert found.varianten[0].anders == {"szenario_vergleich"}
    assert values(reckon(example_b()).plan)["vergleich"] is None


def test_persons_follow_the_places_as_whole_people() -> None:
    """5 and 3 of 8 at ten places: 6.25 and 3.75, so 6 and 4; at twelve 7.5 and 4.5: the better paid get the tie."""
    groups = (EntgeltGruppe(id="a", anzahl=5, steigerungsbetrag=D(45)), EntgeltGruppe(id="b", anzahl=3, steigerungsbetrag=D(80)))
    assert [group.anzahl for group in with_persons(groups, D(8), D(10))] == [6, 4]
    assert [group.anzahl for group in with_persons(groups, D(8), D(12))] == [7, 5]
    assert [group.anzahl for group in with_persons(groups[::-1], D(8), D(12))] == [5, 7]
    assert with_persons(groups, D(0), D(12)) == groups


def test_fixed_entries_are_named() -> None:
    assert "szenario_feste_ansaetze" in reckon(example_b()).notes
    assert "szenario_feste_ansaetze" not in reckon(example_a()).notes


def test_no_places_is_a_reason() -> None:
    column = reckon(example_a(), {"places": 0}).varianten[0]
    assert column.reasons == ("ohne_plaetze",)
    assert values(column)["tagessatz"] is None


@settings(max_examples=40)
@given(st.integers(0, 120), st.none() | st.decimals(0, 300, places=2), st.none() | st.decimals(0, 500, places=2))
def test_a_variant_is_the_same_as_a_changed_case(places: int, rate: Decimal | None, steigerung: Decimal | None) -> None:
    """Changed by hand, address by address, the calculators say what the variant says."""
    row = {"places": places, "tagessatz": rate, "steigerungsbetrag": steigerung}
    found = values(reckon(example_b(), row).varianten[0])
    case = replace(example_b(), "kostenkalkulation.belegte_plaetze", places)
    group = f"arbeitsentgelt.gruppen[{case.arbeitsentgelt.gruppen[0].id}]"
    case = replace(case, f"{group}.anzahl", places)
    if rate is not None:
        case = replace(case, "kostenkalkulation.tagessatz_vereinbart", rate)
    if steigerung is not None:
        case = replace(case, f"{group}.steigerungsbetrag", steigerung)
    direct = compute(case, rates())
    assert found["kostensaetze"] == direct.kosten.kostensaetze
    assert found["entgelte"] == direct.entgelt.entgelte_jahr
    assert found["arbeitsergebnis"] == direct.ergebnis.arbeitsergebnis
    assert found["steigerung_bezahlbar"] == direct.ergebnis.steigerung_bezahlbar
