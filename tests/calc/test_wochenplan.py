"""The week plan as times: sums by hand, breaks by § 4 ArbZG, deeds that lose no block."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.calc import wochenplan
from ala_wizard.calc.wochenplan import DAYS
from ala_wizard.content.samples import sample
from ala_wizard.content.vorlagen import vorlagen
from ala_wizard.model.farm import WeekEntry


def block(day: str, start: str, end: str, kind: str = "arbeit", row: str = "") -> WeekEntry:
    """One entry; its ID is its day and begin."""
    return WeekEntry.model_validate({"id": row or f"{day}{start}", "day": day, "start": start, "end": end, "kind": kind})


def test_a_day_adds_up() -> None:
    """8:00–12:00 work, 12:00–12:30 pause, 12:30–15:00 work, 15:00–16:00 Maßnahme; a gap until 16:30, then 15 minutes."""
    plan = (
        block("mo", "08:00", "12:00"),
        block("mo", "12:00", "12:30", "pause"),
        block("mo", "12:30", "15:00"),
        block("mo", "15:00", "16:00", "massnahme"),
        block("mo", "16:30", "16:45", "ankommen"),
    )
    found = wochenplan.tag(plan, "mo")
    assert found is not None
    assert (found.begin, found.end, found.total) == (480, 1005, 240 + 30 + 150 + 60 + 15)
    assert (found.work, found.pauses, found.longest, found.massnahmen) == (465, 30, 240, 60)
    assert found.gaps == ((960, 990),) and found.overlaps == ()
    assert (found.morning, found.morning_end) == (240, 720)


def test_short_pauses_do_not_interrupt() -> None:
    """Ten minutes are no pause: four and a half hours and two more are one stretch of six and a half."""
    plan = (block("di", "08:00", "12:30"), block("di", "12:30", "12:40", "pause"), block("di", "12:40", "14:40"))
    found = wochenplan.tag(plan, "di")
    assert found is not None and found.pauses == 0 and found.longest == 400
    longer = (plan[0], block("di", "12:30", "12:45", "pause"), block("di", "12:45", "14:45"))
    assert (wochenplan.tag(longer, "di") or found).longest == 270


def test_overlaps_are_named_in_pairs_and_stand_side_by_side() -> None:
    plan = (block("mi", "08:00", "10:00", row="a"), block("mi", "09:00", "11:00", row="b"), block("mi", "10:00", "12:00", row="c"))
    found = wochenplan.tag(plan, "mi")
    assert found is not None
    assert [(one.id, two.id) for one, two in found.overlaps] == [("a", "b"), ("b", "c")]
    assert wochenplan.lanes(plan) == {"a": (0, 2), "b": (1, 2), "c": (0, 2)}
    assert found.work == 240


def test_part_time_fits_in_days_or_mornings() -> None:
    """Three days of 7,5 hours are 22,5; mornings until 12:15 have 4,25 hours, so 17,5 need five of them."""
    farm = sample("hof-sonnenwiese").week_plan
    days, mornings = wochenplan.teilzeit(farm, Decimal("17.5"))
    assert (days.days, days.hours, days.massnahmen) == (3, Decimal("22.5"), Decimal(2))
    assert (mornings.days, mornings.hours, mornings.until, mornings.massnahmen) == (5, Decimal("21.25"), 735, 0)
    assert wochenplan.teilzeit(farm, Decimal(60)) == ()


def test_a_copied_day_replaces_and_has_rows_of_its_own() -> None:
    plan = (block("mo", "08:00", "09:00"), block("di", "10:00", "11:00"), block("mi", "08:00", "09:00"))
    new = wochenplan.copied(plan, "mo", ("di", "fr", "mo"))
    assert [(entry.day, entry.start) for entry in new] == [("mo", "08:00"), ("di", "08:00"), ("mi", "08:00"), ("fr", "08:00")]
    assert len({entry.id for entry in new}) == 4


def test_the_templates_have_the_hours_they_promise() -> None:
    hours = {week.id: wochenplan.hours(week.entries()) for week in vorlagen().weeks}
    assert hours == {
        "voll_385": Decimal("38.5"),
        "voll_35": Decimal(35),
        "teilzeit_vormittag": Decimal("17.5"),
        "teilzeit_tage": Decimal(21),
    }
    for week in vorlagen().weeks:
        for day in wochenplan.tage(week.entries()):
            assert not day.gaps and not day.overlaps and day.longest <= 360, (week.id, day)
            assert day.work <= 360 or day.pauses >= 30, (week.id, day)
        assert any(entry.kind == "massnahme" for entry in week.entries())


times = st.integers(0, 1439)
blocks = st.builds(
    lambda number, day, one, other, kind: WeekEntry.model_validate(
        {
            "id": f"r{number}",
            "day": day,
            "start": wochenplan.clock(min(one, other)),
            "end": wochenplan.clock(max(one, other)),
            "kind": kind,
        }
    ),
    st.integers(0, 10**6),
    st.sampled_from(("", *DAYS)),
    times,
    times,
    st.sampled_from(("", "arbeit", "massnahme", "pause", "ankommen")),
)
plans = st.lists(blocks, max_size=12, unique_by=lambda entry: entry.id).map(tuple)


@given(plans)
def test_ordering_keeps_every_block_and_is_stable(plan: tuple[WeekEntry, ...]) -> None:
    ordered = wochenplan.ordered(plan)
    assert sorted(entry.id for entry in ordered) == sorted(entry.id for entry in plan)
    assert wochenplan.ordered(ordered) == ordered
    assert wochenplan.hours(ordered) == wochenplan.hours(plan)


@given(plans, st.integers(-2000, 3000), st.sampled_from(DAYS))
def test_moving_keeps_the_length_and_the_others(plan: tuple[WeekEntry, ...], start: int, day: str) -> None:
    for entry in wochenplan.placed(plan)[:1]:
        before = wochenplan.span(entry)
        new = wochenplan.moved(plan, entry.id, day, start)  # type: ignore[arg-type]
        there = next(one for one in new if one.id == entry.id)
        after = wochenplan.span(there)
        assert before is not None and after is not None and after[1] - after[0] == before[1] - before[0]
        assert there.day == day
        assert {one for one in new if one.id != entry.id} == {one for one in plan if one.id != entry.id}


@given(plans, st.integers(-2000, 3000))
def test_stretching_never_turns_a_block_round(plan: tuple[WeekEntry, ...], at: int) -> None:
    for entry in wochenplan.placed(plan)[:1]:
        for new in (wochenplan.stretched(plan, entry.id, start=at), wochenplan.stretched(plan, entry.id, end=at)):
            found = wochenplan.span(next(one for one in new if one.id == entry.id))
            assert found is not None


@given(plans, st.sampled_from(DAYS), times, times)
def test_a_new_block_always_has_a_length(plan: tuple[WeekEntry, ...], day: str, one: int, other: int) -> None:
    new, made = wochenplan.added(plan, day, one, other)  # type: ignore[arg-type]
    assert wochenplan.span(made) is not None and len(new) == len(plan) + 1
    free = wochenplan.free(plan, day, one)  # type: ignore[arg-type]
    assert 0 <= free[0] < free[1] < 1440


@given(plans)
def test_lanes_never_put_two_blocks_on_each_other(plan: tuple[WeekEntry, ...]) -> None:
    for day in DAYS:
        here = wochenplan.placed(plan, day)
        lanes = wochenplan.lanes(here)
        for number, one in enumerate(here):
            for other in here[number + 1 :]:
                first, second = wochenplan.span(one) or (0, 0), wochenplan.span(other) or (0, 0)
                if second[0] < first[1]:
                    assert lanes[one.id][0] != lanes[other.id][0]
            assert 0 <= lanes[one.id][0] < lanes[one.id][1]
