"""A point of a checklist: the user's word before the data's, overdue only while it is open, names by use."""

from __future__ import annotations

from datetime import date

import pytest

from ala_wizard.checks.punkte import people, punkt
from ala_wizard.checks.ticks import Tick
from ala_wizard.content.schema import CheckItem
from ala_wizard.model.case import Case

ITEM = CheckItem(id="C1.1", text="Es steht fest.", help="Hilfe.")
TODAY = date(2026, 3, 2)


def made(**said: object) -> Case:
    return Case.model_validate({"checklist": {"C1.1": said}})


@pytest.mark.parametrize(
    ("said", "ticked", "state"),
    [
        ("", False, "offen"),
        ("", True, "automatisch"),
        ("offen", True, "offen"),
        ("entfaellt", True, "entfaellt"),
        ("erledigt", False, "erledigt"),
    ],
)
def test_who_has_the_last_word(said: str, ticked: bool, state: str) -> None:
    point = punkt(ITEM, made(state=said), {"C1.1": Tick(ticked, "weil es dasteht")}, TODAY)
    assert point.state == state
    assert point.done is (state != "offen")
    assert point.reason == ("weil es dasteht" if ticked else "")


@pytest.mark.parametrize(("due", "days"), [("2026-03-01", -1), ("2026-03-02", 0), ("2026-03-09", 7), (None, None)])
def test_days_to_its_date(due: str | None, days: int | None) -> None:
    point = punkt(ITEM, made(due=due), {}, TODAY)
    assert point.days == days
    assert point.overdue is (days is not None and days < 0)


@pytest.mark.parametrize("state", ["erledigt", "entfaellt"])
def test_what_is_done_is_never_overdue(state: str) -> None:
    assert not punkt(ITEM, made(state=state, due="2020-01-01"), {}, TODAY).overdue


def test_names_by_use_then_the_staff() -> None:
    case = Case.model_validate(
        {
            "people": [{"name": "Hofleitung"}, {"name": "Berta"}, {"name": ""}],
            "checklist": {"A": {"person": "Berta"}, "B": {"person": " Anton "}, "C": {"person": "Berta"}, "D": {"person": "Cäcilie"}},
        }
    )
    assert people(case) == ("Berta", "Anton", "Cäcilie", "Hofleitung")
    assert people(Case()) == ()
