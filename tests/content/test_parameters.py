"""Dated legal values. Expected figures are copied from the research on legal values (Rechtswerte, as of 2026-11-20), never from the program."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

import pytest

from ala_wizard.content.loader import read_toml
from ala_wizard.content.parameters import Rates, in_force, values_on
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import DatedValue, Parameter
from ala_wizard.model.case import ParameterOverride

RESEARCHED = date(2026, 11, 20)
"""Day the research ended; nothing can have been checked later."""

ANNUAL = {
    "bezugsgroesse_west",
    "bezugsgroesse_ost",
    "kv_zusatz_durchschnitt",
    "pv_basis",
    "rv",
    "av",
    "insolvenzgeldumlage",
    "sachbezug_mittagessen",
    "personal_ag_anteil",
}

SPOT: list[tuple[str, str, str]] = [
    # Section 1: Grundbetrag (§ 241 Abs. 9 SGB IX a. F., § 221 Abs. 2 SGB IX) and Ausbildungsgeld (§ 125 SGB III)
    ("grundbetrag", "2019-08-01", "80"),
    ("grundbetrag", "2020-01-01", "89"),
    ("grundbetrag", "2021-12-31", "99"),
    ("grundbetrag", "2022-06-15", "109"),
    ("grundbetrag", "2022-12-31", "109"),
    ("grundbetrag", "2023-01-01", "126"),
    ("grundbetrag", "2024-07-31", "126"),
    ("grundbetrag", "2024-08-01", "133"),
    ("grundbetrag", "2026-08-19", "133"),
    ("ausbildungsgeld", "2020-07-31", "117"),
    ("ausbildungsgeld", "2020-08-01", "119"),
    ("ausbildungsgeld", "2022-07-31", "119"),
    ("ausbildungsgeld", "2022-08-01", "126"),
    ("ausbildungsgeld", "2024-08-01", "133"),
    # Section 2: § 59 SGB IX
    ("afg_betrag", "2021-01-01", "52"),
    ("afg_grenze_summe", "2026-01-01", "351"),
    ("afg_grenze_entgelt", "2026-01-01", "299"),
    # Section 3.1: § 18 SGB IV with the SVBezGrV of each year
    ("bezugsgroesse_west", "2020-05-01", "3185"),
    ("bezugsgroesse_west", "2021-05-01", "3290"),
    ("bezugsgroesse_west", "2022-05-01", "3290"),
    ("bezugsgroesse_west", "2023-05-01", "3395"),
    ("bezugsgroesse_west", "2024-05-01", "3535"),
    ("bezugsgroesse_west", "2025-05-01", "3745"),
    ("bezugsgroesse_west", "2026-12-31", "3955"),
    ("bezugsgroesse_ost", "2020-05-01", "3010"),
    ("bezugsgroesse_ost", "2021-05-01", "3115"),
    ("bezugsgroesse_ost", "2022-05-01", "3150"),
    ("bezugsgroesse_ost", "2023-05-01", "3290"),
    ("bezugsgroesse_ost", "2024-12-31", "3465"),
    # Section 3.2: § 235 Abs. 3 SGB V, § 162 Nr. 2 SGB VI
    ("kv_pv_mindestquote", "2026-01-01", "20"),
    ("rv_mindestquote", "2026-01-01", "80"),
    # Section 3.3: contribution rates
    ("kv_allgemein", "2020-01-01", "14.6"),
    ("kv_allgemein", "2027-01-01", "14.6"),  # § 241 SGB V itself names the rate: it holds until the law changes
    ("kv_zusatz_durchschnitt", "2020-01-01", "1.1"),
    ("kv_zusatz_durchschnitt", "2021-01-01", "1.3"),
    ("kv_zusatz_durchschnitt", "2022-01-01", "1.3"),
    ("kv_zusatz_durchschnitt", "2023-12-31", "1.6"),
    ("kv_zusatz_durchschnitt", "2024-01-01", "1.7"),
    ("kv_zusatz_durchschnitt", "2025-01-01", "2.5"),
    ("kv_zusatz_durchschnitt", "2026-01-01", "2.9"),
    ("pv_basis", "2020-01-01", "3.05"),
    ("pv_basis", "2021-12-31", "3.05"),
    ("pv_basis", "2022-12-31", "3.05"),
    ("pv_basis", "2023-06-30", "3.05"),
    ("pv_basis", "2023-07-01", "3.4"),
    ("pv_basis", "2024-12-31", "3.4"),
    ("pv_basis", "2025-01-01", "3.6"),
    ("pv_basis", "2026-12-31", "3.6"),
    ("pv_kinderlos", "2021-12-31", "0.25"),
    ("pv_kinderlos", "2022-01-01", "0.35"),
    ("pv_kinderlos", "2023-06-30", "0.35"),
    ("pv_kinderlos", "2023-07-01", "0.6"),
    *(("rv", f"{year}-07-01", "18.6") for year in range(2020, 2027)),
    *(("av", f"{year}-12-31", "2.4") for year in (2020, 2021, 2022)),
    *(("av", f"{year}-01-01", "2.6") for year in (2023, 2024, 2025, 2026)),
    ("insolvenzgeldumlage", "2020-01-01", "0.06"),
    ("insolvenzgeldumlage", "2021-01-01", "0.12"),
    ("insolvenzgeldumlage", "2022-01-01", "0.09"),
    ("insolvenzgeldumlage", "2023-01-01", "0.06"),
    ("insolvenzgeldumlage", "2024-01-01", "0.06"),
    ("insolvenzgeldumlage", "2025-01-01", "0.15"),
    ("insolvenzgeldumlage", "2026-01-01", "0.15"),
    # Section 4: § 12 Abs. 5, §§ 6, 9, 10 WVO; § 60 Abs. 2 SGB IX; § 22 SGB VII; § 39 Abs. 4 WMVO; § 42b SGB XII with SvEV
    ("entgelt_mindestquote", "2026-01-01", "70"),
    ("ruecklage_hoechstquote", "2026-01-01", "30"),
    ("ruecklage_monate", "2026-01-01", "6"),
    ("wochenstunden_min", "2026-01-01", "35"),
    ("wochenstunden_max", "2026-01-01", "40"),
    ("schluessel_gruppenleitung", "2026-01-01", "12"),
    ("schluessel_begleitender_dienst", "2026-01-01", "120"),
    ("vertretung_ab", "2026-01-01", "5"),
    ("frauenbeauftragte_ab", "2026-01-01", "5"),
    ("frauenbeauftragte_stellv_ab", "2026-01-01", "20"),
    ("sicherheitsbeauftragte_ab", "2026-05-28", "21"),
    ("sicherheitsbeauftragte_ab", "2026-05-29", "50"),
    ("wmvo_39_abs4", "2020-12-31", "1.60"),
    ("wmvo_39_abs4", "2021-01-01", "1.81"),
    ("wmvo_39_abs4", "2025-01-01", "2.06"),
    ("sachbezug_mittagessen", "2021-01-01", "104"),
    ("sachbezug_mittagessen", "2022-01-01", "107"),
    ("sachbezug_mittagessen", "2023-01-01", "114"),
    ("sachbezug_mittagessen", "2024-01-01", "124"),
    ("sachbezug_mittagessen", "2025-01-01", "132"),
    ("sachbezug_mittagessen", "2026-01-01", "137"),
    # Section 5.1: practice of the KSV by the handbook (chapters 5 and 6)
    ("tage_im_jahr", "2026-01-01", "250"),
    ("fehltage_bezahlt", "2026-01-01", "60"),
    ("teilzeit_min", "2026-01-01", "17.5"),
    ("vollzeit_wochenstunden", "2026-01-01", "40"),  # section 10 no. 13: no law, 3.30 h at 1:12 lead to 39 to 40
    ("konzept_seiten_min", "2026-01-01", "7"),
    ("konzept_seiten_max", "2026-01-01", "14"),
    # Section 6 and 7: SAB, GWG, depreciation
    # AufwErstV § 3 Abs. 3, read in the ordinance: 90 of 100 for a new provider
    ("abschlag_neuer_anbieter", "2026-01-01", "90"),
    ("sab_je_platz", "2026-01-01", "3500"),
    ("sab_eigenanteil", "2026-01-01", "20"),
    ("gwg_kalkulation_material", "2026-01-01", "51"),
    ("gwg_kalkulation_inventar", "2026-01-01", "410"),
    ("gwg_steuer_verzeichnis", "2026-01-01", "250"),
    ("gwg_steuer_sofort", "2026-01-01", "800"),
    ("gwg_steuer_sammelposten", "2026-01-01", "1000"),
    ("abschreibung_gebaeude", "2026-01-01", "2.45"),
    ("abschreibung_inventar", "2026-01-01", "12.5"),
    # Section 8: employer's share in Saxony
    ("personal_ag_anteil", "2020-01-01", "19.44"),
    ("personal_ag_anteil", "2023-06-30", "19.79"),
    ("personal_ag_anteil", "2023-07-01", "19.96"),
    ("personal_ag_anteil", "2026-01-01", "20.80"),
    # Section 9: Mindestlohn and Minijob
    ("mindestlohn", "2020-01-01", "9.35"),
    ("mindestlohn", "2021-06-30", "9.50"),
    ("mindestlohn", "2021-07-01", "9.60"),
    ("mindestlohn", "2022-01-01", "9.82"),
    ("mindestlohn", "2022-07-01", "10.45"),
    ("mindestlohn", "2022-09-30", "10.45"),
    ("mindestlohn", "2022-10-01", "12.00"),
    ("mindestlohn", "2024-01-01", "12.41"),
    ("mindestlohn", "2025-01-01", "12.82"),
    ("mindestlohn", "2026-01-01", "13.90"),
    ("mindestlohn", "2027-01-01", "14.60"),
    ("minijob", "2022-09-30", "450"),
    ("minijob", "2022-10-01", "520"),
    ("minijob", "2024-01-01", "538"),
    ("minijob", "2025-01-01", "556"),
    ("minijob", "2026-01-01", "603"),
    ("minijob", "2027-01-01", "633"),
    # Section 4: § 61 Abs. 2 SGB IX (the cap of 40 % was struck out in June 2023); thresholds; section 5.2: Zuverdienst; 6: SAB; 8: other Länder
    ("budget_zuschuss_hoechst", "2026-01-01", "75"),
    ("budget_deckel_quote", "2023-06-14", "40"),
    ("vertretung_wmvo_ab", "2026-01-01", "21"),
    ("sicherheitsbeauftragte_gefahr_ab", "2026-05-29", "21"),
    ("meldestelle_ab", "2026-01-01", "50"),
    ("zuverdienst_stunden", "2026-01-01", "15"),
    ("zuverdienst_zuschuss", "2026-01-01", "75"),
    ("sab_mindestfoerderung", "2026-01-01", "2500"),
    ("personal_ag_andere_laender", "2026-01-01", "0.5"),
    # Handbook Tab. 3
    ("handbuch_kv", "2026-01-01", "21.90"),
    ("handbuch_pv", "2026-01-01", "3.05"),
    ("handbuch_rv", "2026-01-01", "18.60"),
    ("handbuch_u2", "2026-01-01", "0.24"),
    ("handbuch_insolvenz", "2026-01-01", "0.06"),
    ("handbuch_grundbetrag", "2026-01-01", "115"),
]


NEEDED = sorted({name for name, _, _ in SPOT})
"""The names that calculators and checks ask for; each has at least one spot value above."""


def _read() -> dict[str, Parameter]:
    """The values alone, so that this file fails for the values' own sake only."""
    found = {}
    for file in sorted((resources() / "parameters").glob("*.toml")):
        for block in read_toml(file)["parameter"]:
            entry = Parameter.model_validate(block)
            found[entry.name] = entry
    return found


PARAMETERS = _read()
ENTRIES = [(parameter.name, value) for parameter in PARAMETERS.values() for value in parameter.values]


def _value(name: str, day: str) -> Decimal | None:
    entry = in_force(PARAMETERS[name], date.fromisoformat(day))
    return entry.value if entry else None


def test_every_needed_value_is_there() -> None:
    """No name too few; what side calculators add is proved beside them."""
    assert set(NEEDED) <= set(PARAMETERS)


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[f"{name}-{entry.valid_from}" for name, entry in ENTRIES])
def test_every_dated_value_has_unit_source_and_proof(name: str, entry: DatedValue) -> None:
    """Nothing is stated without saying where it is from and who looked when."""
    for words in (entry.unit, entry.source, entry.verified_how, PARAMETERS[name].label, PARAMETERS[name].law):
        assert words.strip()
    assert entry.verified in {"V", "V-calc", "S"}, "general knowledge is no legal value"
    assert date(2026, 1, 1) <= entry.checked_on <= RESEARCHED
    assert entry.verified_how.endswith(".")
    assert not entry.note or entry.note.endswith(".")


def test_values_from_the_handbook_say_so() -> None:
    """A figure that only the handbook (or the LVR's paper, for its own offers) states is marked S and names it."""
    for name, entry in ENTRIES:
        seed = "Handbuch" in entry.source or entry.source.startswith("LVR-Fachinformation")
        assert (entry.verified == "S") == (seed and entry.verified != "V-calc"), name


@pytest.mark.parametrize(("name", "day", "expected"), SPOT, ids=[f"{name}-{day}" for name, day, _ in SPOT])
def test_value_of_the_day(name: str, day: str, expected: str) -> None:
    """The right entry on the day, also on the last day before a change."""
    assert _value(name, day) == Decimal(expected)


def test_nothing_is_known_before_the_first_entry() -> None:
    """A day before the collection begins has no value."""
    assert _value("grundbetrag", "2019-07-31") is None
    assert _value("bezugsgroesse_west", "2019-12-31") is None


def test_a_value_of_unknown_beginning_says_so() -> None:
    """The collection begins in 2020; most values are older, and their first day was not looked up."""
    for name, entry in ENTRIES:
        assert entry.since_at_latest == ("spätestens seit" in entry.note), name
    # Rechtswerte 1 and 9: two values really changed on the first day of 2020
    real = {name for name, entry in ENTRIES if entry.valid_from == date(2020, 1, 1) and not entry.since_at_latest}
    assert real - ANNUAL == {"grundbetrag", "mindestlohn"}


def test_annual_values_end_with_their_year() -> None:
    """What is set anew each year is missing in 2027 instead of being carried on (Rechtswerte, „Grenze“)."""
    assert {name for name, parameter in PARAMETERS.items() if parameter.annual} == ANNUAL
    for name in ANNUAL - {"bezugsgroesse_ost"}:
        assert _value(name, "2026-12-31") is not None, name
        assert in_force(PARAMETERS[name], date(2027, 1, 1)) is None, name


def test_bezugsgroesse_ost_ended_in_2025() -> None:
    """§ 18 Abs. 2 SGB IV a. F.: none from 2025 on; that is an end, not a gap, and it lasts."""
    for day in (date(2025, 1, 1), date(2026, 11, 20), date(2030, 1, 1)):
        entry = in_force(PARAMETERS["bezugsgroesse_ost"], day)
        assert entry is not None
        assert entry.ended
        assert entry.value is None


@pytest.mark.parametrize(
    ("day", "region", "expected"),
    [
        # Rechtswerte 3.1: pension insurance by the eastern value until 2024, one value for all since
        (date(2021, 3, 1), "ost", "3115"),
        (date(2024, 12, 31), "ost", "3465"),
        (date(2025, 1, 1), "ost", "3745"),
        (date(2026, 7, 1), "ost", "3955"),
        (date(2024, 12, 31), "west", "3535"),
    ],
)
def test_bezugsgroesse_of_the_pension_insurance(day: date, region: str, expected: str) -> None:
    """Saxony counts as East until the end of 2024."""
    assert Rates(PARAMETERS, day, {}, region).bezugsgroesse_rv == Decimal(expected)


def test_a_gap_is_named_and_an_override_fills_it() -> None:
    """2027: the Bezugsgröße is unknown; the user's own value wins wherever it stands."""
    names = ("bezugsgroesse_west", "kv_zusatz_durchschnitt", "mindestlohn")
    assert Rates(PARAMETERS, date(2027, 1, 1), {}).missing("rv", "av", "pv_basis", "kv_allgemein") == ("rv", "av", "pv_basis")
    bare = Rates(PARAMETERS, date(2027, 1, 1), {})
    assert bare.get("bezugsgroesse_west") is None
    assert bare.missing(*names) == ("bezugsgroesse_west", "kv_zusatz_durchschnitt")
    own = {"bezugsgroesse_west": ParameterOverride(value=Decimal(4100), reason="Verordnung für 2027")}
    filled = Rates(PARAMETERS, date(2027, 1, 1), own)
    assert filled.get("bezugsgroesse_west") == Decimal(4100)
    assert filled.missing(*names) == ("kv_zusatz_durchschnitt",)
    assert Rates(PARAMETERS, date(2026, 1, 1), own).get("bezugsgroesse_west") == Decimal(4100)


def test_minijob_follows_the_mindestlohn() -> None:
    """§ 8 Abs. 1a SGB IV: Mindestlohn × 130 ÷ 3, rounded up to full euros; the rule holds since October 2022."""
    for entry in PARAMETERS["minijob"].values:
        if entry.valid_from >= date(2022, 10, 1):
            wage = in_force(PARAMETERS["mindestlohn"], entry.valid_from)
            assert wage is not None
            assert wage.value is not None
            assert entry.value == ceil(wage.value * 130 / 3)


def test_employers_share_adds_up() -> None:
    """Rechtswerte 8: half of KV and Zusatz, (PV − 1) ÷ 2 in Saxony, half of RV and AV, and the whole Umlage."""
    for entry in PARAMETERS["personal_ag_anteil"].values:
        rates = Rates(PARAMETERS, entry.valid_from, {})
        kv, zusatz, pv, rv, av, umlage = (
            rates.get(name) or Decimal(0)
            for name in ("kv_allgemein", "kv_zusatz_durchschnitt", "pv_basis", "rv", "av", "insolvenzgeldumlage")
        )
        share = (kv + zusatz) / 2 + (pv - 1) / 2 + rv / 2 + av / 2 + umlage
        assert entry.value == share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), entry.valid_from


def test_grundbetrag_equals_ausbildungsgeld_since_2023() -> None:
    """§ 221 Abs. 2 SGB IX; until the end of 2022 the transition allowed less (§ 241 Abs. 9 SGB IX a. F.)."""
    for day in ("2023-01-01", "2024-07-31", "2024-08-01", "2026-08-19"):
        assert _value("grundbetrag", day) == _value("ausbildungsgeld", day)
    assert _value("ruecklage_hoechstquote", "2026-01-01") == 100 - (_value("entgelt_mindestquote", "2026-01-01") or 0)


def test_values_on_a_day_as_listed() -> None:
    """The list for the command line: every name, the value as written, and an honest state."""
    listed = values_on(PARAMETERS, date(2026, 7, 1))
    assert sorted(listed) == sorted(PARAMETERS)
    assert listed["grundbetrag"] == {
        "label": "Grundbetrag",
        "law": "§ 221 Abs. 2 SGB IX",
        "value": "133",
        "state": "gilt",
        "unit": "€/Monat",
        "valid_from": "2024-08-01",
        "since": "seit",
        "source": "§ 221 Abs. 2 SGB IX mit § 125 SGB III",
        "verified": "V",
        "verified_how": "Im Gesetzestext vom 19.08.2026 gelesen.",
        "checked_on": "2026-08-19",
        "note": "Bis 19.08.2026 im Gesetz ohne Änderung. Spätere Änderungen sind noch nicht geprüft.",
    }
    assert listed["kv_allgemein"]["value"] == "14.6"
    assert listed["kv_allgemein"]["since"] == "spaetestens_seit"
    assert listed["mindestlohn"]["value"] == "13.90"
    assert (listed["bezugsgroesse_ost"]["value"], listed["bezugsgroesse_ost"]["state"]) == (None, "entfallen")
    assert listed["bezugsgroesse_ost"]["source"]


def test_a_missing_value_is_listed_as_missing() -> None:
    """In 2027 the Bezugsgröße has no value, no source and the state „fehlt“, but keeps its words and unit."""
    missing = values_on(PARAMETERS, date(2027, 1, 1))["bezugsgroesse_west"]
    assert missing["state"] == "fehlt"
    assert missing["value"] is None
    assert missing["source"] is None
    assert missing["unit"] == "€/Monat"
    assert missing["label"]
