"""Whatever a case holds: nothing raises, every ID is one of a kind, the worst stands first."""

from __future__ import annotations

from datetime import timedelta
from decimal import localcontext

from hypothesis import HealthCheck, given, settings

from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.checks.context import SEVERITIES
from ala_wizard.checks.findings import run
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.parameters import Rates
from ala_wizard.content.samples import names, sample
from ala_wizard.flow.steps import step_states
from ala_wizard.model.case import Case
from tests.checks import small
from tests.checks.cases import cases

CONTENT = small.content()
STEPS = [part.step for part in CONTENT.parts]


def wide_results(case: Case) -> Results:
    """The calculators' results with room for amounts of any size: the checks are what is tried here."""
    with localcontext() as decimals:
        decimals.prec = 200
        return compute(case, Rates(CONTENT.parameters, case.period.start or small.TODAY, case.overrides, "ost"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case=cases())
def test_any_case_is_checked(case: Case) -> None:
    results = wide_results(case)
    found = run(case, CONTENT, results, small.TODAY, pages=3)
    ids = [finding.id for finding in found]
    assert len(ids) == len(set(ids))
    places = [(SEVERITIES.index(f.severity), STEPS.index(f.step) if f.step in STEPS else len(STEPS), f.id) for f in found]
    assert places == sorted(places)
    assert all(finding.text and finding.why for finding in found)
    assert run(case, CONTENT, results, small.TODAY, pages=3) is found
    assert run(case.model_copy(), CONTENT, results, small.TODAY, pages=3) == found
    states = step_states(case, CONTENT, results, found, pages=3)
    assert list(states) == STEPS
    assert all(state.open >= 0 for state in states.values())
    for step, state in states.items():
        if state.state == "vollstaendig":
            assert state.open == 0, step
    assert all(bool(tick.reason) == tick.done for tick in ticks(case, CONTENT, found, pages=3).values())


def test_what_was_found_is_not_told_of_another_day_length_or_result() -> None:
    case = sample("hof-sonnenwiese")
    results = wide_results(case)
    found = run(case, CONTENT, results, small.TODAY)
    others = [
        run(case, CONTENT, results, small.TODAY + timedelta(days=3000)),
        run(case, CONTENT, results, small.TODAY, pages=99),
        run(case, CONTENT, wide_results(sample("leer")), small.TODAY),
        run(sample("leer"), CONTENT, results, small.TODAY),
    ]
    assert all(other != found for other in others)
    assert run(case, CONTENT, results, small.TODAY) == found


def test_the_samples_are_checked() -> None:
    for name in names():
        case = sample(name)
        assert run(case, CONTENT, wide_results(case), small.TODAY) is not None
