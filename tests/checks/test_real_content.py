"""The checks together with the program's own pages, lists and samples."""

from __future__ import annotations

from datetime import date

from ala_wizard import core
from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.checks.findings import Finding, run
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.findings import findings
from ala_wizard.content.loader import content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.samples import NEW, sample
from ala_wizard.flow.steps import WITHOUT, optional, step_states
from ala_wizard.model.case import Case

TODAY = date(2026, 11, 20)


def check(case: Case) -> tuple[Results, tuple[Finding, ...]]:
    results = compute(case, Rates(content().parameters, case.period.start or TODAY, case.overrides, "ost"), content().label)
    return results, run(case, content(), results, TODAY)


def test_templates_point_at_pages_that_exist() -> None:
    known = content().part_of
    for template in findings().templates.values():
        assert template.step in known, template.name
        assert not template.question or known[template.question].step == template.step, template.name


def test_the_sample_farm_has_nothing_required_open() -> None:
    case = sample("hof-sonnenwiese")
    results, found = check(case)
    assert [f.id for f in found if f.severity == "muss"] == []
    states = step_states(case, content(), results, found)
    konzept = {part.step for part in content().parts if part.group in ("start", "konzept", "rechnen") and not optional(part)}
    assert {states[step].state for step in konzept} == {"vollstaendig"}


def test_a_new_case_is_empty_and_says_what_is_open() -> None:
    case = sample(NEW)
    results, found = check(case)
    states = step_states(case, content(), results, found)
    wanted = {part.step for part in content().parts if not optional(part)}
    assert {states[step].state for step in wanted | {"checklisten"}} == {"leer"}
    assert {(states[step].state, states[step].open) for step in ("nebenrechnungen", "verhandlung")} == {("ohne", 0)}
    assert {states[step].state for step in WITHOUT} == {"ohne"}
    required = [question.id for question in content().questions.values() if question.required and question.kind in ("text", "line")]
    open_ids = {f.question for f in found}
    assert set(required) <= open_ids
    assert sum(state.open for step, state in states.items() if step not in WITHOUT) > len(required)
    assert not any(tick.done for tick in ticks(case, content(), found).values())
    assert not [f for f in found if f.severity == "hinweis"]


def test_many_places_of_one_gap_are_counted() -> None:
    """Three are named, the others counted; the sentence stays one that can be read."""
    answers = dict.fromkeys(("K1.1", "K1.2", "K3.1", "K3.2", "K5.1"), "Bei {betrieb.ort} steht der Hof.")
    case = sample("leer").model_copy(update={"answers": answers})
    found = core.findings(case, content(), core.reckon(case, content(), TODAY), TODAY)
    (told,) = [finding for finding in found if finding.rule in ("angabe_fehlt", "angaben_offen")]
    words = f"{told.text} {told.why}"
    assert "und 2 weitere." in words
    assert "K1.1" not in words


def test_who_is_gone_leads_no_group() -> None:
    """The window says it, the papers are silent: they never print the ID of somebody who was taken out of the list."""
    case = sample("hof-sonnenwiese")
    leader = case.groups[0].led_by
    alone = case.model_copy(update={"people": tuple(person for person in case.people if person.id != leader)})
    found = [one for one in check(alone)[1] if one.rule == "bezug_weg"]
    assert {(one.address, one.question) for one in found} == {(f"groups[{group.id}].led_by", "K6.1") for group in case.groups}
    assert not [one for one in check(case)[1] if one.rule == "bezug_weg"]
