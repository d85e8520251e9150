"""Side calculators: SAB, thresholds, lunch, Fahrdienst, council, other models, small assets. Figures reckoned by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ala_wizard.calc.compute import compute
from ala_wizard.calc.fahrdienst import fahrdienst
from ala_wizard.calc.gwg import gwg, kalkulation, steuer
from ala_wizard.calc.mittagessen import mittagessen
from ala_wizard.calc.modelle import Modelle, budget, modelle, zuverdienst
from ala_wizard.calc.neben import neben
from ala_wizard.calc.report_neben import neben_json, verhandlung_json
from ala_wizard.calc.sab import Sab, sab
from ala_wizard.calc.schwellen import Schwellen, schwellen
from ala_wizard.calc.vertretung import vertretung
from ala_wizard.content.loader import content
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.planning import Planning
from tests.calc.cases import example_b, example_c, rates
from tests.checks.cases import cases

D = Decimal


def plan(**inputs: Any) -> Planning:
    return Planning.model_validate(inputs)


def funded(**inputs: Any) -> Sab:
    case = Case.model_validate({"offer": {"places_target": 8}, "kostenkalkulation": {"belegte_plaetze": 8, "fixe": [{"amount": 1000}]}})
    case = case.model_copy(update={"planung": plan(**inputs)})
    return sab(case, rates(), compute(case, rates()).kosten)


def test_sab_below_the_limit() -> None:
    """8 × 3,500 = 28,000; 26,000 × 80 % = 20,800; 20,800 × 12.5 % = 2,600; ÷ 2,000 days = 1.30 (Handbuch 6.1)."""
    found = funded(sab_cost=26000)
    assert (found.foerderung, found.eigenanteil, found.foerderung_hoechstens) == (D("20800.00"), D("5200.00"), D("20800.00"))
    assert (found.abschreibung_weniger, found.tagessatz_weniger) == (D("2600.00"), D("1.30"))
    assert "sab_ungeprueft" in found.notes


def test_sab_above_the_limit_in_both_readings() -> None:
    """Cautious: 28,000 × 80 % = 22,400. Favourable: 40,000 × 80 % = 32,000, at most 28,000."""
    found = funded(sab_cost=40000)
    assert (found.foerderung, found.eigenanteil, found.foerderung_hoechstens) == (D("22400.00"), D("17600.00"), D("28000.00"))
    assert "sab_ueber_grenze" in found.notes


def test_sab_own_places_and_the_smallest_grant() -> None:
    """3,000 × 80 % = 2,400 is below the 2,500 € of the guideline."""
    found = funded(sab_cost=3000, sab_places=1)
    assert found.foerderung == D("2400.00")
    assert "sab_zu_klein" in found.notes


def test_sab_without_costs_says_why() -> None:
    assert funded().reasons == ("sab_kosten_fehlen",)
    assert funded(sab_cost=1, sab_places=0).reasons == ("sab_plaetze_fehlen",)


def at(n: int, staff: int, day: date = date(2026, 6, 1), women: int = 0) -> Schwellen:
    people = [{"pseudonym": f"P{each}", "female": "ja"} for each in range(women)]
    case = Case.model_validate({"farm": {"staff_count": staff}, "kostenkalkulation": {"belegte_plaetze": n}, "participants": people})
    return schwellen(case, rates(day))


@pytest.mark.parametrize(
    ("n", "staff", "reached", "following", "places"),
    [
        # § 60 Abs. 2 Nr. 5 SGB IX, § 9 Abs. 3 WVO, § 3 WMVO, § 22 SGB VII (21 with hazards = 16 places + 5 staff)
        (4, 5, set(), {"vertretung"}, 5),
        (5, 5, {"vertretung"}, {"gruppe_voll"}, 12),
        (12, 5, {"vertretung", "gruppe_voll"}, {"zweite_gruppenleitung"}, 13),
        (13, 5, {"vertretung", "gruppe_voll", "zweite_gruppenleitung"}, {"sicherheit_gefahr"}, 16),
        (16, 5, {"vertretung", "gruppe_voll", "zweite_gruppenleitung", "sicherheit_gefahr"}, {"vertretung_drei"}, 21),
    ],
)
def test_thresholds_reached_and_next(n: int, staff: int, reached: set[str], following: set[str], places: int) -> None:
    found = at(n, staff)
    assert {each.key for each in found.erreicht} == reached
    assert {each.key for each in found.naechste} == following
    assert {each.bei_plaetzen for each in found.naechste} == {places}


def test_fifty_people_on_the_farm() -> None:
    """§ 22 Abs. 1 SGB VII and § 12 Abs. 2 HinSchG: from 50; 30 staff and 20 places."""
    assert {"sicherheit", "meldestelle"} <= {each.key for each in at(20, 30).erreicht}
    assert not {"sicherheit", "meldestelle"} & {each.key for each in at(20, 29).erreicht}


def test_safety_officer_before_june_2026() -> None:
    """More than 20 employees until May 2026: 21 = 16 places + 5 staff."""
    before = {each.key: each for each in at(16, 5, date(2026, 5, 28)).alle}
    assert before["sicherheit"].erreicht
    assert "sicherheit_gefahr" not in before


def test_women_decide_on_their_own_representative() -> None:
    """§ 60 Abs. 2 Nr. 6 SGB IX: from 5 and 20 women."""
    assert "frauenbeauftragte" not in {each.key for each in at(8, 0, women=4).erreicht}
    assert "frauenbeauftragte" in {each.key for each in at(8, 0, women=5).erreicht}
    assert "frauenbeauftragte_stellv" in {each.key for each in at(30, 0, women=20).erreicht}


def test_nothing_is_next_beyond_all_thresholds() -> None:
    assert at(300, 0).naechste == ()


@pytest.mark.parametrize(("year", "grant"), [(2021, "3.47"), (2025, "4.40"), (2026, "4.57")])
def test_lunch_is_a_thirtieth_of_the_month(year: int, grant: str) -> None:
    """§ 42b Abs. 2 SGB XII with § 2 SvEV: 104, 132, 137 ÷ 30."""
    assert mittagessen(plan(), rates(date(year, 3, 1))).mehrbedarf_tag == D(grant)


def test_lunch_earns_or_costs() -> None:
    """6.50 − 5.20 = 1.30; × 8 × 220 = 2,288.00. 6.50 − 4.57 = 1.93."""
    found = mittagessen(plan(lunch_price="6.50", lunch_cost="5.20", lunch_persons=8, lunch_days=220), rates())
    assert (found.person_zahlt, found.ergebnis_essen, found.ergebnis_jahr) == (D("1.93"), D("1.30"), D("2288.00"))
    less = mittagessen(plan(lunch_price=4, lunch_cost="5.20", lunch_persons=8, lunch_days=220), rates())
    assert (less.person_zahlt, less.ergebnis_jahr) == (0, D("-2112.00"))


def test_lunch_of_an_unknown_year() -> None:
    found = mittagessen(plan(lunch_price=6, lunch_cost=5, lunch_persons=1, lunch_days=100), rates(date(2027, 3, 1)))
    assert (found.mehrbedarf_tag, found.person_zahlt, found.ergebnis_jahr) == (None, None, 100)
    assert found.reasons == ("mittag_wert_fehlt",)


def test_transport_per_day_and_person() -> None:
    """60 × 0.42 + 1.5 × 24 = 61.20; ÷ 4 = 15.30; × 230 = 14,076.00; ÷ 4 ÷ 12 = 293.25."""
    found = fahrdienst(
        plan(
            transport_km=60,
            transport_cost_km="0.42",
            transport_hours="1.5",
            transport_wage=24,
            transport_days=230,
            transport_persons=4,
        )
    )
    assert (found.tag, found.person_tag, found.jahr, found.person_monat) == (D("61.20"), D("15.30"), D("14076.00"), D("293.25"))
    assert found.reasons == ()
    assert sum(line.amount or 0 for line in found.lines[:2]) == found.tag


def test_transport_without_persons() -> None:
    found = fahrdienst(plan(transport_km=60, transport_cost_km="0.42", transport_persons=0, transport_hours=1))
    assert (found.tag, found.person_tag, found.jahr) == (D("25.20"), None, None)
    assert found.reasons == ("fahrt_kosten_fehlen", "fahrt_personen_fehlen", "fahrt_tage_fehlen")


def test_council_lump_sum_against_costs() -> None:
    """120 × 8 = 960; 30 × 28.50 + 150 = 1,005; the farm adds 45. 2.06 × 8 = 16.48 is paid by the Leistungsträger."""
    case = Case.model_validate(
        {
            "kostenkalkulation": {"belegte_plaetze": 8},
            "planung": {"council_lump": 120, "council_hours": 30, "council_wage": "28.50", "council_other": 150},
        }
    )
    found = vertretung(case, rates())
    assert (found.pauschale, found.kosten, found.differenz, found.gewaehlt) == (D("960.00"), D("1005.00"), D("-45.00"), True)
    assert found.lines[-1].amount == D("16.48")


def test_no_council_below_five() -> None:
    found = vertretung(Case.model_validate({"kostenkalkulation": {"belegte_plaetze": 4}}), rates())
    assert found.gewaehlt is False
    assert found.reasons == ("rat_pauschale_fehlt", "rat_kosten_fehlen")


def models(case: Case) -> Modelle:
    return modelle(case, rates(), compute(case, rates()).entgelt, "Sachsen")


def test_ala_costs_what_nobody_refunds() -> None:
    """Fachvorgabe 4.5 C: 212 € pay; refunded are 52 + 755.41. Example B: 133 + 40 = 173."""
    found = models(example_c(2026)).ala
    assert (found.lohn, found.kosten, found.zuschuss) == (D("212.00"), D("212.00"), D("807.41"))
    assert models(example_b()).ala.kosten == D("173.00")
    assert models(Case()).ala.reasons == ("entgelt_fehlt",)


def test_zuverdienst_at_the_mindestlohn_is_a_minijob() -> None:
    """10 h × 13.90 × 13 ÷ 3 = 602.33, below 603 (§ 8 Abs. 1a SGB IV); 75 % are 451.75; 150.58 stay."""
    found = zuverdienst(plan(zuverdienst_hours=10, zuverdienst_wage="13.90"), rates())
    assert (found.lohn, found.zuschuss, found.kosten) == (D("602.33"), D("451.75"), D("150.58"))
    assert not {"zuverdienst_stunden", "zuverdienst_grenze", "zuverdienst_mindestlohn"} & set(found.notes)


@pytest.mark.parametrize(
    ("hours", "wage", "note"),
    [(15, 9, "zuverdienst_stunden"), (11, "13.90", "zuverdienst_grenze"), (10, "13.89", "zuverdienst_mindestlohn")],
)
def test_zuverdienst_limits(hours: int, wage: str | int, note: str) -> None:
    """Less than 15 h (LVR paper), 603 € (2026), 13.90 € (2026)."""
    assert note in zuverdienst(plan(zuverdienst_hours=hours, zuverdienst_wage=wage), rates()).notes


def test_budget_fuer_arbeit() -> None:
    """2,400 + 20.80 % (499.20) − 75 % (1,800) = 1,099.20; outside Saxony 21.30 % (511.20)."""
    inputs = plan(budget_gross=2400, budget_share=75, budget_guidance=300)
    found = budget(inputs, rates(), "Sachsen")
    assert (found.zuschuss, found.kosten) == (D("1800.00"), D("1099.20"))
    assert budget(inputs, rates(), "Hessen").kosten == D("1111.20")
    assert [line.amount for line in found.lines if line.key == "modell_anleitung"] == [300]
    # § 28 Abs. 1 Nr. 2 SGB III; the Insolvenzgeldumlage is part of the share, the Umlagen U1 and U2 are not
    assert any("Arbeitslosenversicherung" in hint and "§ 28 Abs. 1 Nr. 2 SGB III" in hint for hint in found.hints)
    assert any("Umlagen U1 und U2" in hint for hint in found.hints)


@pytest.mark.parametrize(
    ("day", "grant"),
    [
        # § 61 Abs. 2 SGB IX until June 2023: at most 40 % of the Bezugsgröße, 3,290 in 2022 and 3,395 in 2023
        (date(2022, 3, 1), "1316.00"),
        (date(2023, 6, 14), "1358.00"),
        (date(2023, 6, 15), "1500.00"),
        (date(2026, 3, 1), "1500.00"),
    ],
)
def test_budget_cap_ended_in_june_2023(day: date, grant: str) -> None:
    assert budget(plan(budget_gross=2000, budget_share=75), rates(day), "Sachsen").zuschuss == D(grant)


def test_budget_of_an_unknown_year() -> None:
    found = budget(plan(budget_gross=2000, budget_share=75), rates(date(2027, 3, 1)), "Sachsen")
    assert (found.kosten, found.reasons) == (None, ("ag_anteil_fehlt",))


@pytest.mark.parametrize(
    ("cost", "own", "tax"),
    [
        # Handbuch Tab. 2: 51 and 410; § 6 Abs. 2, 2a EStG: 250, 800, 1,000
        ("51.00", "material", "ohne_verzeichnis"),
        ("51.01", "gwg", "ohne_verzeichnis"),
        ("250.00", "gwg", "ohne_verzeichnis"),
        ("250.01", "gwg", "sofort"),
        ("410.00", "gwg", "sofort"),
        ("410.01", "inventar", "sofort"),
        ("800.00", "inventar", "sofort"),
        ("800.01", "inventar", "sammelposten"),
        ("1000.00", "inventar", "sammelposten"),
        ("1000.01", "inventar", "abschreibung"),
    ],
)
def test_two_sets_of_limits(cost: str, own: str, tax: str) -> None:
    assert (kalkulation(D(cost), rates()), steuer(D(cost), rates())) == (own, tax)


def test_small_assets_of_a_case() -> None:
    case = Case.model_validate({"kostenkalkulation": {"inventar": [{"name": "Spaten", "cost": 45}, {"name": "Presse", "cost": 900}, {}]}})
    found = gwg(case, rates())
    assert [(each.name, each.kalkulation, each.sammelposten) for each in found.klassen] == [
        ("Spaten", "material", False),
        ("Presse", "inventar", True),
    ]
    assert [line.label for line in found.lines] == ["„Spaten“: gehört zum Materialaufwand", "„Presse“: Inventar"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case=cases())
def test_any_case_is_reckoned_and_printed(case: Case) -> None:
    """Blank, wild and extreme values: nothing raises, every line and reason has its words, all is plain JSON."""
    known = Rates(content().parameters, case.period.start or date(2026, 3, 2), case.overrides)
    with localcontext(prec=80):
        found = neben(case, known, compute(case, known), "Sachsen")
        shown = json.dumps({**neben_json(found), "verhandlung": verhandlung_json(found)}, ensure_ascii=False)
    assert "{" not in json.loads(shown)["sab"]["annahmen"][0]
    assert found.schwellen.alle == tuple(sorted(found.schwellen.alle, key=lambda each: (each.bei_plaetzen is None, each.bei_plaetzen or 0)))


def test_values_nobody_knows_give_reasons() -> None:
    """Without any dated value every part says what is missing instead of raising."""
    case = Case.model_validate({"planung": {"sab_cost": 1, "sab_places": 1, "zuverdienst_hours": 1, "zuverdienst_wage": 1}})
    bare = Rates({}, date(2026, 1, 1), {})
    assert sab(case, bare, compute(case, rates()).kosten).reasons == ("wert_fehlt",)
    assert schwellen(case, bare).reasons == ("wert_fehlt",)
    assert zuverdienst(case.planung, bare).reasons == ("wert_fehlt",)
    assert mittagessen(case.planung, bare).mehrbedarf_tag is None
    assert vertretung(case, bare).gewaehlt is None
