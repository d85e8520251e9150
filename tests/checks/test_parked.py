"""Answers to questions that are not asked any more: kept, not printed, not counted, back unchanged."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.checks.answered import holds, open_points
from ala_wizard.checks.parked import active, parked
from ala_wizard.content.loader import ContentError, content, load
from ala_wizard.content.samples import sample
from ala_wizard.content.schema import When
from ala_wizard.core import findings, neben, reckon, stamp
from ala_wizard.documents.konzept import konzept
from ala_wizard.flow.steps import step_states
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace

DAY = date(2026, 3, 2)
FARM = sample("hof-sonnenwiese")


def caring(said: str) -> Case:
    """The sample farm, with somebody who cares, and an answer to whether care is needed."""
    case = replace(FARM, "coverage[K8.e]", (FARM.people[0].id,))
    return replace(case, "offer.care_needed", said)


@pytest.mark.parametrize(
    ("when", "said", "asked"),
    [
        ({"is": "ja"}, "ja", True),
        ({"is": "ja"}, "nein", False),
        ({"is": "ja"}, "", False),
        ({"is_not": "nein"}, "", True),
        ({"is_not": "nein"}, "nein", False),
        ({"is_not": "nein"}, "ja", True),
    ],
)
def test_a_condition_looks_at_the_answer(when: dict[str, str], said: str, asked: bool) -> None:
    condition = When.model_validate({"address": "offer.transport_service", **when})
    assert holds(condition, Case.model_validate({"offer": {"transport_service": said}})) is asked


@pytest.mark.parametrize(("ticked", "asked"), [(True, True), (False, False)])
def test_a_ticked_box_counts_as_yes(ticked: bool, asked: bool) -> None:
    condition = When.model_validate({"address": "arbeitsentgelt.u2_verlangt", "is": "ja"})
    assert holds(condition, replace(Case(), "arbeitsentgelt.u2_verlangt", ticked)) is asked


def test_an_answer_rests_and_comes_back_unchanged() -> None:
    there, away = caring("ja"), caring("nein")
    assert parked(there, content()) == ()
    assert active(there, content()) is there
    (entry,) = parked(away, content())
    assert (entry.condition.question.id, entry.addresses) == ("K8.e", ("coverage[K8.e]",))
    assert "K8.e" not in active(away, content()).coverage
    assert away.coverage["K8.e"] == there.coverage["K8.e"]
    assert replace(away, "offer.care_needed", "ja") == there


def test_what_rests_is_not_counted() -> None:
    question = content().questions["K8.e"]
    empty = replace(caring("ja"), "coverage[K8.e]", ())
    assert open_points(question, empty) == ("coverage[K8.e]",)
    assert open_points(question, replace(empty, "offer.care_needed", "nein")) == ()
    case = replace(Case(unread={"planung.transport_km": "weit"}), "offer.transport_service", "nein")
    results = reckon(case, content(), DAY)
    assert not [found for found in findings(case, content(), results, DAY) if found.address == "planung.transport_km"]
    assert step_states(case, content(), results, ())["nebenrechnungen"].open == 0
    assert case.unread, "what was typed is kept"


def test_what_rests_is_not_printed() -> None:
    def printed(case: Case) -> str:
        return repr(konzept(case, content(), reckon(case, content(), DAY), stamp(datetime(2026, 3, 2))).blocks)

    heading = "'Pflege'"
    assert heading in printed(caring("ja"))
    assert heading not in printed(caring("nein"))


def test_the_transport_that_rests_is_not_reckoned() -> None:
    case = replace(replace(FARM, "planung.transport_km", Decimal(64)), "planung.transport_cost_km", Decimal("0.42"))
    case = replace(replace(case, "planung.transport_days", 250), "offer.transport_service", "ja")
    results = reckon(case, content(), DAY)
    assert neben(case, content(), results, DAY).fahrdienst.lines
    away = replace(case, "offer.transport_service", "nein")
    assert not neben(away, content(), reckon(away, content(), DAY), DAY).fahrdienst.lines
    assert {address for entry in parked(away, content()) for address in entry.addresses} >= {
        "planung.transport_km",
        "planung.transport_days",
    }


@given(st.sampled_from(["", "ja", "nein"]), st.sampled_from(["", "ja", "nein"]), st.booleans())
def test_without_what_rests_nothing_rests(care: str, bus: str, u2: bool) -> None:
    case = replace(replace(caring(care), "offer.transport_service", bus), "arbeitsentgelt.u2_verlangt", u2)
    case = replace(replace(case, "arbeitsentgelt.u2_satz", Decimal("0.24")), "planung.transport_persons", 5)
    once = active(case, content())
    assert parked(once, content()) == ()
    assert active(once, content()) is once
    resting = {address for entry in parked(case, content()) for address in entry.addresses}
    assert ("coverage[K8.e]" in resting) is (care != "ja")
    assert ("arbeitsentgelt.u2_satz" in resting) is not u2
    assert ("planung.transport_persons" in resting) is (bus == "nein")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('when = { address = "offer.care_needed", is = "ja" }', "kein Feld zum Wählen"),
        ('when = { address = "offer.transport_service", is = "vielleicht" }', "keine Antwort"),
        ('when = { address = "offer.transport_service" }', "either is or is_not"),
        ('when = { address = "offer.transport_service", is = "ja", is_not = "nein" }', "either is or is_not"),
        ('when = { address = "offer.transport_service", greater = "ja" }', "Extra inputs"),
    ],
)
def test_the_loader_refuses_other_conditions(tmp_path: Path, line: str, problem: str) -> None:
    page = f"""
id = "K1"
step = "k01"
order = 1
group = "konzept"
title = "Teil"
short = "Teil"

[[question]]
id = "K1.1"
ask = "Wie?"
kind = "data"
help = "Hilfe."

[[question.field]]
target = "offer.transport_service"
label = "Fahrdienst"
kind = "yesno"

[[question]]
id = "K1.2"
ask = "Wie weit?"
kind = "text"
help = "Hilfe."
{line}
"""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "k01.toml").write_text(page, encoding="utf-8")
    with pytest.raises(ContentError, match=problem):
        load(tmp_path)
