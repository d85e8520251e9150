"""Negotiation: floor, asked and agreed rate, comparison, tariff share, keys, dates. Reckoned by hand from worked example A
(Fachvorgabe 4.5: 12 places, 250 days, 144,257.05 € a year, Tagessatz 48.09 €)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.calc.compute import compute
from ala_wizard.calc.fristen import add_months, fristen
from ala_wizard.calc.vergleich import vergleich
from ala_wizard.calc.verhandlung import Verhandlung, verhandlung
from ala_wizard.calc.zeilen import zahl
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from ala_wizard.model.planning import Negotiation
from tests.calc.cases import example_a, rates

D = Decimal


def talk(case: Case | None = None, **inputs: Any) -> Verhandlung:
    """The negotiation of a case (else example A) with these inputs."""
    case = (case or example_a()).model_copy(update={"verhandlung": Negotiation.model_validate(inputs)})
    return verhandlung(case, rates(), compute(case, rates()).kosten)


def agreed(case: Case, rate: str) -> Case:
    """A case whose agreed rate stands in the Kostenkalkulation: one fact, one place."""
    return replace(case, "kostenkalkulation.tagessatz_vereinbart", rate)


def test_floor_with_realistic_absence_and_occupancy() -> None:
    """12 × 90 % × (250 − (70 − 60)) = 2,592 days; 144,257.05 ÷ 2,592 = 55.6547, rounded up 55.66."""
    floor = talk(fehltage_realistisch=70, belegung_realistisch=90).untergrenze
    assert floor.bezahlte_tage == D("2592")
    assert floor.satz == D("55.66")
    assert [line.formula for line in floor.lines] == ["", "12 × 90 % × 240", "144.257,05 € ÷ 2.592"]


def test_blank_assumptions_mean_as_planned() -> None:
    """All places, no absence above 60 days: the floor is the reckoned rate."""
    floor = talk().untergrenze
    assert (floor.bezahlte_tage, floor.satz) == (3000, D("48.09"))
    assert "fehltage_wie_plan" in floor.notes


@pytest.mark.parametrize("missed", [0, 60])
def test_sixty_days_are_paid(missed: int) -> None:
    """Handbuch 6.1: up to 60 days of absence are paid."""
    assert talk(fehltage_realistisch=missed).untergrenze.satz == D("48.09")


def test_endless_decimals_are_not_printed() -> None:
    assert [zahl(D(10) / 3), zahl(D("1.50")), zahl(D("0.3333")), zahl(3000), zahl(D("20.8"), 2)] == [
        "3,3333",
        "1,5",
        "0,3333",
        "3.000",
        "20,80",
    ]


def test_asked_rate_and_its_distances() -> None:
    """50.00 × 2,592 = 129,600.00, less 144,257.05 = −14,657.05."""
    asked = talk(asked_rate=50, fehltage_realistisch=70, belegung_realistisch=90).forderung
    assert (asked.zur_untergrenze, asked.zum_errechneten) == (D("-5.66"), D("1.91"))
    assert asked.ergebnis_jahr == D("-14657.05")
    assert asked.eingetragen


def test_asking_the_floor_leaves_a_little() -> None:
    """55.66 × 2,592 = 144,270.72, less 144,257.05 = 13.67; with 55.65 it would be 144,244.80, 12.25 too little."""
    asked = talk(asked_rate="55.66", fehltage_realistisch=70, belegung_realistisch=90).forderung
    assert (asked.zur_untergrenze, asked.ergebnis_jahr) == (0, D("13.67"))


def test_nothing_asked_stands_for_the_reckoned_rate() -> None:
    asked = talk().forderung
    assert (asked.satz, asked.eingetragen, asked.zum_errechneten) == (D("48.09"), False, 0)


def test_agreed_rate_in_a_year() -> None:
    """(47.50 − 48.09) × 3,000 = −1,770.00; 47.50 × 3,000 − 144,257.05 = −1,757.05."""
    found = talk(agreed(example_a(), "47.50")).vereinbart
    assert (found.differenz_tag, found.differenz_jahr, found.ergebnis_jahr) == (D("-0.59"), D("-1770.00"), D("-1757.05"))


def test_nothing_agreed_says_so() -> None:
    assert talk().vereinbart.reasons == ("vereinbarung_offen",)


@pytest.mark.parametrize("data", [{}, {"belegte_plaetze": 0}, {"belegte_plaetze": 8, "tage": 0}])
def test_without_figures_there_are_reasons(data: dict[str, int]) -> None:
    found = talk(Case.model_validate({"kostenkalkulation": data}), asked_rate=50, fehltage_realistisch=300)
    assert found.untergrenze.satz is None
    assert set(found.untergrenze.why_not) == {"Noch sind keine Kosten eingetragen.", "Ohne Plätze und bezahlte Tage gibt es keinen Satz."}
    assert found.forderung.ergebnis_jahr is None
    assert found.vereinbart.differenz_jahr is None


RATES = (52.10, 48.00, 60.00, 55.50, 49.90)


def compared(asked: str, *found: float) -> Any:
    return vergleich(
        Negotiation.model_validate({"comparison": [{"name": f"A{n}", "rate": rate} for n, rate in enumerate(found)]}), D(asked)
    )


def test_lower_third_of_five_is_the_cheapest() -> None:
    """5 ÷ 3, rounded down, is one: the third ends at 48.00; 50.00 is dearer than 48.00 and 49.90, cheaper than the other three."""
    found = compared("50.00", *RATES)
    assert [each.rate for each in found.saetze] == [D("48.00"), D("49.90"), D("52.10"), D("55.50"), D("60.00")]
    assert [each.lower_third for each in found.saetze] == [True, False, False, False, False]
    assert (found.grenze, found.im_unteren_drittel, found.ueber_der_grenze) == (D("48.00"), False, D("2.00"))
    assert (found.guenstiger, found.teurer) == (2, 3)
    assert "drittel_wenige" in found.notes


def test_lower_third_of_six_are_two_and_its_edge_belongs_to_it() -> None:
    found = compared("49.90", *RATES, 70)
    assert (found.grenze, found.im_unteren_drittel) == (D("49.90"), True)
    assert "drittel_wenige" not in found.notes


@pytest.mark.parametrize("found", [(), (48.0,), (48.0, 52.0), (48.0, 52.0, 0)])
def test_fewer_than_three_rates_say_nothing(found: tuple[float, ...]) -> None:
    """A rate of 0 was never agreed and does not count."""
    result = compared("50.00", *found)
    assert result.im_unteren_drittel is None
    assert result.reasons == ("vergleich_zu_wenige",)


@given(st.lists(st.decimals(1, 500, places=2), min_size=3, max_size=12), st.decimals(1, 500, places=2), st.randoms())
def test_order_never_matters_and_a_third_is_never_more(found: list[Decimal], asked: Decimal, random: Any) -> None:
    rows = [{"id": str(place), "rate": rate} for place, rate in enumerate(found)]
    one = vergleich(Negotiation.model_validate({"comparison": rows}), asked)
    random.shuffle(rows)
    other = vergleich(Negotiation.model_validate({"comparison": rows}), asked)
    assert (one.grenze, one.im_unteren_drittel, one.guenstiger) == (other.grenze, other.im_unteren_drittel, other.guenstiger)
    assert one.grenze is not None
    assert sum(rate < one.grenze for rate in found) < max(1, len(found) // 3)


def with_tariff() -> Case:
    data = example_a().model_dump()
    for row in data["kostenkalkulation"]["personal"]:
        if row["funktion"] == "gruppenleitung":
            row["grundlage"] = "tarif"
    data["kostenkalkulation"]["sachaufwand"][1]["grundlage"] = "tarif"
    return Case.model_validate(data)


def test_tariff_share_of_the_rate() -> None:
    """54,054.00 ÷ 3,000 = 18.018; of 144,257.05 that is 37.47 %; 48.09 − 18.02 = 30.07. A tariff for electricity is no pay."""
    share = talk(with_tariff(), tariff="ja").tarif
    assert (share.betrag, share.je_tag, share.anteil, share.satz_ohne) == (D("54054.00"), D("18.02"), D("37.5"), D("30.07"))
    assert "tarif_ohne_zeile" not in share.notes


def test_tariff_without_a_line_is_noted() -> None:
    share = talk(tariff="ja").tarif
    assert (share.betrag, share.satz_ohne) == (0, D("48.09"))
    assert "tarif_ohne_zeile" in share.notes


def form(answer: str, hours: str = "3.30") -> Any:
    data = example_a().model_dump()
    data["offer"]["only_betrieblich"] = answer
    for row in data["kostenkalkulation"]["personal"]:
        if row["funktion"] == "gruppenleitung":
            row["hours"] = D(hours)
    return talk(Case.model_validate(data)).betriebliche_form


def test_better_keys_and_what_they_cost() -> None:
    """1:11: 12 ÷ 11 × 54,600 = 59,563.64, total 149,766.69 → 49.92. 1:10: 65,520.00, total 155,723.05 → 51.91 (§ 9 Abs. 3 WVO)."""
    found = form("ja")
    assert [step.schluessel for step in found.stufen] == [11, 10, 9, 8, 7, 6]
    eleven, ten = found.stufen[:2]
    assert (eleven.kosten, eleven.tagessatz, eleven.mehr) == (D("59563.64"), D("49.92"), D("1.83"))
    assert (ten.hours, ten.kosten, ten.tagessatz, ten.mehr) == (4, D("65520.00"), D("51.91"), D("3.82"))
    assert (found.verlangt, found.besser) == (True, False)


def test_a_better_plan_is_seen() -> None:
    """40 ÷ 10 = 4.00 hours are better than 40 ÷ 12 = 3.33."""
    assert form("ja", "4.00").besser is True
    assert form("nein").verlangt is False
    assert form("").verlangt is None


def test_without_gruppenleitung_there_is_no_table() -> None:
    found = talk(Case.model_validate({"kostenkalkulation": {"belegte_plaetze": 8}})).betriebliche_form
    assert found.stufen == ()
    assert "gruppenleitung_fehlt" in found.reasons


@pytest.mark.parametrize(
    ("called", "end", "board"),
    [
        # § 126 Abs. 2 SGB IX: three months; a missing day becomes the month's last
        (date(2026, 1, 15), date(2026, 4, 15), date(2026, 4, 16)),
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2027, 11, 29), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2027, 3, 31), date(2027, 4, 1)),
    ],
)
def test_three_months_to_the_schiedsstelle(called: date, end: date, board: date) -> None:
    found = fristen(Negotiation(called_on=called))
    assert (found.frist_ende, found.schiedsstelle_ab) == (end, board)


def test_agreed_period_and_reminder() -> None:
    until = date(2028, 11, 30)
    found = fristen(Negotiation(agreed_from=date(2026, 12, 1), agreed_until=until))
    assert (found.zeitraum_passt, found.auffordern_bis, found.erinnern) == (True, date(2028, 8, 30), date(2028, 8, 30))
    own = fristen(Negotiation(agreed_until=until, remind_on=date(2028, 5, 1)))
    assert own.erinnern == date(2028, 5, 1)
    assert fristen(Negotiation(agreed_from=until, agreed_until=date(2027, 1, 1))).zeitraum_passt is False


def test_the_calendar_ends_without_an_alarm() -> None:
    assert add_months(date.max, 3) is None
    assert add_months(date.min, -3) is None
    assert fristen(Negotiation(called_on=date(9999, 9, 30), agreed_until=date.min)).schiedsstelle_ab == date(9999, 12, 31)
    assert fristen(Negotiation(called_on=date(9999, 9, 30))).frist_ende == date(9999, 12, 30)
    assert fristen(Negotiation(called_on=date.max, agreed_until=date.min)).frist_ende is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(-36, 36))
def test_months_move_by_months(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert moved is not None
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(st.decimals(0, 200, places=0), st.decimals(1, 100, places=0))
def test_floor_times_days_gives_the_costs(missed: Decimal, occupied: Decimal) -> None:
    """The floor pays the costs, and one cent less does not: who asks for exactly the floor never loses money."""
    floor = talk(fehltage_realistisch=missed, belegung_realistisch=occupied).untergrenze
    assert floor.satz is not None
    assert floor.satz * floor.bezahlte_tage >= D("144257.05")
    assert (floor.satz - D("0.01")) * floor.bezahlte_tage < D("144257.05")
    left = talk(fehltage_realistisch=missed, belegung_realistisch=occupied, asked_rate=floor.satz).forderung.ergebnis_jahr
    assert left is not None
    assert left >= 0
