"""Which legal values a calculation used: none that moves a figure is left out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ala_wizard.calc.compute import compute
from ala_wizard.calc.report import as_json
from ala_wizard.calc.used import used_values
from ala_wizard.content.loader import content
from ala_wizard.content.parameters import Rates, in_force
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case, ParameterOverride
from tests.calc.cases import example_a, example_b, example_c, tab_3
from tests.documents.cases import TODAY

CASES = {
    "sonnenwiese": sample("hof-sonnenwiese"),
    "handbuch": sample("handbuch-rechnung"),
    "leer": sample("leer"),
    "nothing": Case(),
    "a": example_a(),
    "b": example_b(),
    "c 2026": example_c(2026),
    "c 2021": example_c(2021),
    "tab 3": tab_3(),
}


def figures(case: Case, region: str) -> object:
    return as_json(compute(case, Rates(content().parameters, case.period.start or TODAY, case.overrides, region)))


@pytest.mark.parametrize("region", ["ost", "west"])
@pytest.mark.parametrize("name", CASES)
def test_every_value_that_moves_a_figure_is_listed(name: str, region: str) -> None:
    """Each value in turn is halved and tripled; whatever changes a figure of the calculation must be among the used ones."""
    case = CASES[name]
    day = case.period.start or TODAY
    used = used_values(case, Rates(content().parameters, day, case.overrides, region))
    plain = figures(case, region)
    for value, parameter in content().parameters.items():
        entry = in_force(parameter, day)
        if value in case.overrides or entry is None or entry.value is None:
            continue
        for factor in (Decimal("0.5"), Decimal(3)):
            changed = case.model_copy(update={"overrides": {**case.overrides, value: ParameterOverride(value=entry.value * factor)}})
            if figures(changed, region) != plain:
                assert value in used, value


def test_an_own_input_replaces_a_legal_value() -> None:
    rates = Rates(content().parameters, TODAY, {})
    own = Case.model_validate({"kostenkalkulation": {"tage": 240}, "arbeitsentgelt": {"gruppen": [{"anzahl": 1, "grundbetrag": 120}]}})
    assert not {"tage_im_jahr", "grundbetrag"} & used_values(own, rates)
    law = Case.model_validate({"arbeitsentgelt": {"gruppen": [{"anzahl": 1}]}})
    assert {"tage_im_jahr", "grundbetrag"} <= used_values(law, rates)


def test_the_eastern_bezugsgroesse_counts_only_in_the_east_and_until_2024() -> None:
    # § 18 Abs. 2 SGB IV a. F.: Bezugsgröße (Ost) bis 31.12.2024
    def used(year: int, region: str) -> bool:
        case = example_c(year)
        return "bezugsgroesse_ost" in used_values(case, Rates(content().parameters, case.period.start or TODAY, {}, region))

    assert [used(2021, "ost"), used(2021, "west"), used(2026, "ost")] == [True, False, False]
