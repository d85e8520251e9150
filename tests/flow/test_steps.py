"""Where one stands: an honest state for every step."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from ala_wizard.checks.answered import has_content, is_answered, open_points, state
from ala_wizard.checks.findings import run
from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, sample
from ala_wizard.flow.steps import StepState, next_step, previous_step, step_states, steps
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from tests.checks import small

ORDER = [
    "orientierung",
    "betrieb",
    "k03",
    "k05",
    "k06",
    "k08",
    "tagessatz",
    "arbeitsentgelt",
    "arbeitsergebnis",
    "checklisten",
    "pruefung",
    "export",
]


def states(case: Case) -> dict[str, StepState]:
    return step_states(case, small.content(), small.results(case), small.check(case))


def test_the_way_forward_and_back() -> None:
    content = small.content()
    assert [part.step for part in steps(content)] == ORDER
    for before, after in pairwise(ORDER):
        assert next_step(content, before) == after
        assert previous_step(content, after) == before
    assert next_step(content, "export") is None
    assert previous_step(content, "orientierung") is None
    assert next_step(content, "anderswo") is None


def test_a_new_case_is_empty_everywhere() -> None:
    """Open points counted by hand: one field, one field, answer and field, one answer, none, table and K8.a, and so on."""
    found = states(sample(NEW))
    assert {step: (state.state, state.open) for step, state in found.items() if step != "pruefung"} == {
        "orientierung": ("leer", 1),
        "betrieb": ("leer", 1),
        "k03": ("leer", 2),
        "k05": ("leer", 1),
        "k06": ("leer", 0),
        "k08": ("leer", 2),
        "tagessatz": ("leer", 2),
        "arbeitsentgelt": ("leer", 1),
        "arbeitsergebnis": ("leer", 1),
        "checklisten": ("leer", 5),
        "export": ("ohne", 0),
    }
    assert sum(state.open for step, state in found.items() if step != "pruefung") == 16


def test_a_full_case_is_complete() -> None:
    found = states(small.healthy())
    assert all(state == StepState("vollstaendig") for step, state in found.items() if step not in ("checklisten", "pruefung", "export"))
    # C1, C3 and C5 are ticked by the data; C2 (by hand) and C4 (no page count) stay open
    assert found["checklisten"] == StepState("begonnen", 2)
    assert found["pruefung"] == StepState("ohne", 0)


def test_a_begun_step_counts_what_is_missing() -> None:
    found = states(replace(small.healthy(), "answers[K3.1]", ""))
    assert found["k03"] == StepState("begonnen", 1)
    assert found["pruefung"].open == len(small.check(replace(small.healthy(), "answers[K3.1]", "")))


def test_a_building_block_as_it_came_keeps_a_step_open() -> None:
    """Until it is changed or confirmed, the step says that something is to do there."""
    words = "Vier Menschen mit [Welcher?] Freude."
    for case, open_ in (
        (replace(small.healthy(), "answers[K3.1]", words), 1),
        (replace(small.healthy(), "bausteine[K3.1]", ("Vier Menschen.",)), 1),
        (replace(small.healthy(), "bausteine[K3.1]", ("Drei Menschen.",)), 0),
    ):
        assert states(case)["k03"] == StepState("begonnen" if open_ else "vollstaendig", open_)


def test_an_unread_input_keeps_a_step_open() -> None:
    case = small.healthy().model_copy(update={"unread": {"farm.phone": "?"}})
    assert states(case)["betrieb"] == StepState("begonnen", 1)


def test_the_calculators_need_their_figures() -> None:
    found = states(replace(small.healthy(), "kostenkalkulation.belegte_plaetze", Decimal(0)))
    assert found["tagessatz"] == StepState("begonnen", 1)
    found = states(replace(small.healthy(), "arbeitsentgelt.gruppen[e1].anzahl", 0))
    assert found["arbeitsentgelt"] == StepState("begonnen", 1)
    found = states(replace(small.healthy(), "arbeitsergebnis.produktlinien[saft].umsatz", Decimal(0)))
    assert found["arbeitsergebnis"] == StepState("begonnen", 1)


def test_a_closed_list_is_complete() -> None:
    done = {"C2": {"state": "erledigt"}, "C4": {"state": "entfaellt", "reason": "Noch kein Konzept."}}
    case = Case.model_validate({**small.healthy().model_dump(), "checklist": done})
    assert states(case)["checklisten"] == StepState("vollstaendig")


def test_names_alone_are_no_hours_and_no_substitute() -> None:
    """K8.4 and K8.5 show the people of K8.1 again: a name there says only whose row it is."""
    people = ({"id": "p1", "name": "Hofleitung"}, {"id": "p2", "name": "Fachkraft"})
    case = Case.model_validate({"people": people})
    questions = content().questions
    hours, cover = questions["K8.4"], questions["K8.5"]
    assert (is_answered(questions["K8.1"], case), state(hours, case), open_points(hours, case)) == (True, "leer", ("people",))
    assert state(cover, case) == "leer"
    assert is_answered(hours, replace(case, "people[p2].gruppenleitung", Decimal(24)))
    assert has_content(cover, replace(case, "people[p1].substitute", "Fachkraft"))
    found = [finding for finding in run(case, content(), small.results(case, content()), small.TODAY) if finding.address == "people"]
    assert "offen.K8.4.people" in {finding.id for finding in found}
