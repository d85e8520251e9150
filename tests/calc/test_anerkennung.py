"""The way to the agreement: what is done, what is next, by when; expected days counted by hand on a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.calc.anerkennung import STEPS, weg
from ala_wizard.model.case import Case


def case(handed: str = "", start: str = "", **days: str) -> Case:
    data: dict[str, Any] = {"verhandlung": days}
    if handed:
        data["handed_in"] = handed
    if start:
        data["period"] = {"start": start}
    return Case.model_validate(data)


def test_an_empty_case_begins_with_the_hand_in() -> None:
    found = weg(case())
    assert not found.eingereicht
    assert found.naechster is not None
    assert (found.naechster.key, found.naechster.bis) == ("abgabe", None)
    assert [step.key for step in found.schritte] == [*(key for key, _, _ in STEPS), "danach"]
    assert all(step.tag is None for step in found.schritte)


def test_three_months_before_the_beginning() -> None:
    step = weg(case(start="2026-12-01")).naechster
    assert step is not None
    assert step.bis == date(2026, 9, 1)
    step = weg(case(start="2027-05-31")).naechster
    assert step is not None
    assert step.bis == date(2027, 2, 28)


def test_called_the_three_months_run() -> None:
    found = weg(case("2026-01-15", called_on="2026-01-15"))
    by_key = {step.key: step for step in found.schritte}
    assert found.naechster is not None and found.naechster.key == "rueckmeldung"
    assert by_key["verhandlung"].bis == date(2026, 4, 15)
    assert by_key["drei_monate"].tag == date(2026, 4, 15)
    assert by_key["schiedsstelle"].tag == date(2026, 4, 16)


def test_what_was_skipped_is_not_next_but_the_hand_in_is() -> None:
    """Who already negotiates has passed the visit; the day of the hand-in is still asked for."""
    found = weg(case(talked_on="2026-03-01", called_on="2026-01-15"))
    assert found.naechster is not None and found.naechster.key == "abgabe"
    found = weg(case("2026-01-15", talked_on="2026-03-01", called_on="2026-01-15"))
    assert found.naechster is not None and found.naechster.key == "unterschrift"


def test_after_the_signature_term_renewal_and_notice() -> None:
    found = weg(
        case(
            "2026-01-15",
            called_on="2026-01-15",
            agreed_on="2026-04-01",
            agreed_from="2026-05-01",
            agreed_until="2028-04-30",
            notice_by="2027-10-31",
        )
    )
    assert found.naechster is None
    assert {step.key: step.tag for step in found.schritte if step.stand == "frist"} == {
        "gilt_ab": date(2026, 5, 1),
        "gilt_bis": date(2028, 4, 30),
        "kuendbar": date(2027, 10, 31),
        "neu_auffordern": date(2028, 1, 30),
    }


NAMES = ("called_on", "feedback_on", "visited_on", "talked_on", "agreed_on", "agreed_from", "agreed_until", "notice_by", "remind_on")


@given(
    st.dictionaries(st.sampled_from(NAMES), st.dates(date(2020, 1, 1), date(2040, 1, 1))),
    st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_every_known_day_is_shown_and_at_most_one_step_is_next(days: dict[str, date], handed: date | None) -> None:
    made = Case.model_validate({"handed_in": handed, "verhandlung": days})
    found = weg(made)
    shown = {step.adresse: step.tag for step in found.schritte if step.tag is not None and step.adresse}
    assert {key.removeprefix("verhandlung."): day for key, day in shown.items()} == {**days, **({"handed_in": handed} if handed else {})}
    assert sum(step.stand == "jetzt" for step in found.schritte) <= 1
    assert all(step.stand == "getan" for step in found.schritte[: len(STEPS)] if step.tag is not None)
    assert (found.naechster is None) >= ("agreed_on" in days)


@pytest.mark.parametrize("known", ["agreed_from", "remind_on"])
def test_days_after_the_agreement_show_as_soon_as_one_is_known(known: str) -> None:
    assert "danach" not in {step.key for step in weg(case(**{known: "2027-01-01"})).schritte}
