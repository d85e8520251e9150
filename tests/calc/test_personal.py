"""Needed and covered staff hours (Fachvorgabe 4.1, Personalunion)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ala_wizard.calc.personal import covered_hours, needed_hours, person_hours
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from tests.checks import small

D = Decimal


def rates(case: Case) -> Rates:
    return Rates(small.content().parameters, small.TODAY, case.overrides)


def case_of(places: int, personal: list[dict[str, Any]], people: list[dict[str, Any]]) -> Case:
    return Case.model_validate({"kostenkalkulation": {"belegte_plaetze": places, "personal": personal}, "people": people})


def test_the_handbook_case_of_three_people() -> None:
    """Handbook, box „Personalunion“: three people; Leitung, Verwaltung and Fachkraft in one person with 14 h.

    By Tab. 1: 0.30 × 3 = 0.90, 1.00 × 3 = 3.00, 3.30 × 3 = 9.90, together 13.80 h; 14 h are enough.
    """
    tab1 = [
        {"funktion": "leitung", "hours": D("0.30")},
        {"funktion": "gruppenleitung", "hours": D("3.30")},
        {"funktion": "verwaltung", "hours": D("1.00")},
    ]
    person = {"contract_hours": 14, "leitung": D("0.9"), "gruppenleitung": D("10"), "verwaltung": D("3.1")}
    case = case_of(3, tab1, [person])
    needed = needed_hours(case, rates(case))
    assert {name: needed[name] for name in ("leitung", "gruppenleitung", "verwaltung")} == {
        "leitung": D("0.90"),
        "gruppenleitung": D("9.90"),
        "verwaltung": D("3.00"),
    }
    covered = covered_hours(case)
    assert all(covered[name] >= needed[name] for name in ("leitung", "gruppenleitung", "verwaltung"))
    assert person_hours(case.people[0]) == 14
    # the begleitende Dienst is not covered by these 14 h: 40 ÷ 120 × 3 = 1 h
    assert round(needed["begleitender_dienst"], 20) == 1
    assert covered["begleitender_dienst"] == 0


def test_by_the_legal_key_fourteen_hours_are_just_enough() -> None:
    """40 ÷ 12 × 3 = 10 h of Gruppenleitung, 0.9 and 3.0 beside them: 13.9 h (§ 9 Abs. 3 WVO)."""
    case = case_of(3, [{"funktion": "leitung", "hours": D("0.30")}, {"funktion": "verwaltung", "hours": 1}], [])
    needed = needed_hours(case, rates(case))
    assert round(needed["gruppenleitung"] + needed["leitung"] + needed["verwaltung"], 20) == D("13.9")


def test_hours_win_over_a_key_and_rows_of_one_function_add_up() -> None:
    case = case_of(
        12,
        [{"funktion": "assistenz", "hours": D("0.5"), "key": 10}, {"funktion": "assistenz", "key": 40}, {"funktion": "eigene", "hours": 9}],
        [],
    )
    needed = needed_hours(case, rates(case))
    assert needed["assistenz"] == 18
    assert "eigene" not in needed


def test_the_full_time_week_of_the_case_counts() -> None:
    """39 h ÷ 12 × 12 places = 39 h (Fachvorgabe Q2: 3.25 h a place)."""
    case = Case.model_validate({"offer": {"places_target": 12}, "kostenkalkulation": {"vollzeit": 39}})
    assert needed_hours(case, rates(case))["gruppenleitung"] == 39


def test_services_cover_hours_too() -> None:
    case = Case.model_validate(
        {
            "people": [{"assistenz": 4}],
            "external_services": [
                {"funktion": "begleitender_dienst", "hours_week": D("2.5")},
                {"funktion": "assistenz", "hours_week": 1},
                {"funktion": "", "hours_week": 30},
                {"funktion": "eigene", "hours_week": 30},
                {"funktion": "leitung"},
            ],
        }
    )
    assert {name: hours for name, hours in covered_hours(case).items() if hours} == {"begleitender_dienst": D("2.5"), "assistenz": 5}


def test_nothing_needs_nothing() -> None:
    case = Case()
    assert all(hours == 0 for hours in needed_hours(case, rates(case)).values())
