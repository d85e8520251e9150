"""The core: which day's values hold, whose region counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ala_wizard import core
from ala_wizard.content.loader import content
from ala_wizard.model.case import Case, ParameterOverride, Period
from ala_wizard.model.costs import Kostenkalkulation, PersonalLine

TODAY = date(2026, 11, 20)


def test_the_stichtag_is_the_first_day_of_the_period_else_today() -> None:
    assert core.stichtag(Case(), TODAY) == TODAY
    assert core.stichtag(Case(period=Period(start=date(2021, 1, 1))), TODAY) == date(2021, 1, 1)


def test_saxony_counts_with_the_bezugsgroesse_of_the_east() -> None:
    # § 18 Abs. 2 SGB IV, rechtswerte.md: 2021 West 3,290 €, Ost 3,115 € a month.
    rates = core.rates(Case(period=Period(start=date(2021, 1, 1))), content(), TODAY)
    assert rates.bezugsgroesse_rv == Decimal(3115)


def test_overrides_of_the_case_win() -> None:
    case = Case(overrides={"tage_im_jahr": ParameterOverride(value=Decimal(230), reason="Betriebsferien")})
    assert core.rates(case, content(), TODAY).get("tage_im_jahr") == Decimal(230)


def test_the_largest_typed_amounts_can_be_reckoned() -> None:
    most = Decimal(10) ** 15 - 1  # as many digits as a field takes
    line = PersonalLine(id="a", hours=most, yearly_gross=most)
    case = Case(kostenkalkulation=Kostenkalkulation(belegte_plaetze=most, personal=(line,)))
    results = core.reckon(case, content(), TODAY)
    assert results.kosten.personalkosten > most
    assert core.findings(case, content(), results, TODAY)


def test_an_unknown_profile_does_not_stop_the_reckoning() -> None:
    assert core.reckon(Case(profile="mond"), content(), TODAY).kosten.gesamtkosten == 0
