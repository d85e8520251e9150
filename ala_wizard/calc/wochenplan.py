"""The week plan as times: sums, gaps, overlaps, breaks, and the deeds of its editor (K6.2, K6.4, § 6 WVO)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ala_wizard.model.base import new_id
from ala_wizard.model.farm import Day, WeekEntry

DAYS: tuple[Day, ...] = ("mo", "di", "mi", "do", "fr", "sa", "so")
WORKDAYS = DAYS[:5]
DAY_END = 24 * 60
SHORTEST = 5
"""Minutes that a block keeps at least when its edges are moved."""
NEW = 60
"""Minutes of a new block, where there is room."""
MORNING = 8 * 60
"""Where the first block of an empty day begins."""
NOON = (11 * 60, 14 * 60)
"""A pause that begins in this time ends a morning."""
PAUSE_PART = 15
"""Shorter pauses do not count (§ 4 ArbZG)."""

Span = tuple[int, int]
"""Begin and end in minutes since midnight."""
Entries = tuple[WeekEntry, ...]


@lru_cache(maxsize=4096)
def minutes(time: str) -> int | None:
    """Minutes since midnight of HH:MM; None for no time."""
    hours_, colon, rest = time.partition(":")
    return int(hours_) * 60 + int(rest) if colon else None


def clock(at: int) -> str:
    """HH:MM of minutes since midnight; the end of the day is 23:59, since 24:00 is no time."""
    at = max(0, min(at, DAY_END - 1))
    return f"{at // 60:02}:{at % 60:02}"


def spoken(at: int) -> str:
    """A time as one reads it: 8:00."""
    return f"{at // 60}:{at % 60:02}"


def span(entry: WeekEntry) -> Span | None:
    """Begin and end in minutes; None unless both are known and in order."""
    start, end = minutes(entry.start), minutes(entry.end)
    return (start, end) if start is not None and end is not None and start < end else None


def hours(entries: Iterable[WeekEntry]) -> Decimal:
    """Hours of a week, pauses and Maßnahmen included (§ 6 WVO)."""
    spans = [found for entry in entries if entry.day and (found := span(entry))]
    return Decimal(sum(end - start for start, end in spans)) / 60


def placed(entries: Iterable[WeekEntry], day: str = "") -> tuple[WeekEntry, ...]:
    """The entries that have a place in a timetable, in the order of their times; of one day or of all."""
    found = [entry for entry in entries if entry.day and span(entry) and day in ("", entry.day)]
    return tuple(sorted(found, key=lambda entry: (DAYS.index(entry.day), span(entry) or (0, 0), entry.id)))


@dataclass(frozen=True)
class Tag:
    """One day of the plan; all times in minutes."""

    day: Day
    begin: int
    end: int
    total: int
    """All blocks together."""
    work: int
    """What is no pause, overlaps counted once."""
    pauses: int
    """Pauses of at least 15 minutes together."""
    longest: int
    """The longest stretch without a pause."""
    massnahmen: int
    gaps: tuple[Span, ...]
    overlaps: tuple[tuple[WeekEntry, WeekEntry], ...]
    morning: int
    """Time until the pause at noon; all of the day where there is none."""
    morning_end: int
    morning_massnahmen: int


def tag(entries: Iterable[WeekEntry], day: Day) -> Tag | None:
    """What one day adds up to; None without a block."""
    here = placed(entries, day)
    if not here:
        return None
    spans = [(entry, *(span(entry) or (0, 0))) for entry in here]
    working = _union((start, end) for entry, start, end in spans if entry.kind != "pause")
    begin, end = spans[0][1], max(end for _, _, end in spans)
    noon = next((start for entry, start, _ in spans if entry.kind == "pause" and NOON[0] <= start <= NOON[1]), end)
    covered = _union((start, stop) for _, start, stop in spans)
    return Tag(
        day=day,
        begin=begin,
        end=end,
        total=sum(stop - start for _, start, stop in spans),
        work=sum(stop - start for start, stop in working),
        pauses=sum(stop - start for entry, start, stop in spans if entry.kind == "pause" and stop - start >= PAUSE_PART),
        longest=max((stop - start for start, stop in _joined(working)), default=0),
        massnahmen=sum(stop - start for entry, start, stop in spans if entry.kind == "massnahme"),
        gaps=tuple((before[1], after[0]) for before, after in pairwise(covered)),
        overlaps=tuple(_overlaps(here)),
        morning=sum(max(0, min(stop, noon) - start) for _, start, stop in spans),
        morning_end=noon,
        morning_massnahmen=sum(max(0, min(stop, noon) - start) for entry, start, stop in spans if entry.kind == "massnahme"),
    )


def tage(entries: Sequence[WeekEntry]) -> tuple[Tag, ...]:
    """Every day that has a block. Remembered for the plan that one works on: panels ask at every key."""
    return _tage(tuple(entries))


@lru_cache(maxsize=4)
def _tage(entries: Entries) -> tuple[Tag, ...]:
    return tuple(found for day in DAYS if (found := tag(entries, day)) is not None)


@dataclass(frozen=True)
class Teilzeit:
    """How a shorter week fits into the plan: the first days of it, whole or their mornings."""

    wanted: Decimal
    """Hours a week."""
    days: int
    hours: Decimal
    """Hours that these days have."""
    until: int
    """Minute at which the last of the mornings ends; 0 for whole days."""
    massnahmen: Decimal


def teilzeit(entries: Sequence[WeekEntry], wanted: Decimal) -> tuple[Teilzeit, ...]:
    """Whole days and mornings that reach the wanted hours; nothing where the plan is too short for it."""
    days = tage(entries)
    found = []
    for until, total, extra in (
        (False, [one.total for one in days], [one.massnahmen for one in days]),
        (True, [one.morning for one in days], [one.morning_massnahmen for one in days]),
    ):
        for count in range(1, len(days) + 1):
            if Decimal(sum(total[:count])) / 60 >= wanted:
                latest = max(one.morning_end for one in days[:count]) if until else 0
                made = Teilzeit(wanted, count, Decimal(sum(total[:count])) / 60, latest, Decimal(sum(extra[:count])) / 60)
                if not until or any(one.morning_end < one.end for one in days[:count]):
                    found.append(made)
                break
    return tuple(found)


# -- deeds -----------------------------------------------------------------------


def ordered(entries: Iterable[WeekEntry]) -> Entries:
    """By day and begin; what has no day or no time stands at the end, in its own order."""
    every = tuple(entries)
    there = placed(every)
    known = {entry.id for entry in there}
    return (*there, *(entry for entry in every if entry.id not in known))


def moved(entries: Entries, row_id: str, day: Day, start: int) -> Entries:
    """A block at another time or day; it keeps its length and stays within the day."""

    def change(entry: WeekEntry) -> WeekEntry:
        found = span(entry)
        length = found[1] - found[0] if found else NEW
        begin = max(0, min(start, DAY_END - 1 - length))
        return entry.model_copy(update={"day": day, "start": clock(begin), "end": clock(begin + length)})

    return _changed(entries, row_id, change)


def stretched(entries: Entries, row_id: str, *, start: int | None = None, end: int | None = None) -> Entries:
    """A block with another begin or end; it never gets shorter than a few minutes."""

    def change(entry: WeekEntry) -> WeekEntry:
        found = span(entry)
        if found is None:
            return entry
        begin = found[0] if start is None else max(0, min(start, found[1] - SHORTEST))
        stop = found[1] if end is None else min(DAY_END - 1, max(end, begin + SHORTEST))
        return entry.model_copy(update={"start": clock(begin), "end": clock(stop)})

    return _changed(entries, row_id, change)


def added(entries: Entries, day: Day, start: int, end: int) -> tuple[Entries, WeekEntry]:
    """A new block of work, and the plan with it."""
    begin, stop = sorted((max(0, min(start, DAY_END - 1)), max(0, min(end, DAY_END - 1))))
    if stop - begin < SHORTEST:
        begin, stop = min(begin, DAY_END - 1 - SHORTEST), min(begin, DAY_END - 1 - SHORTEST) + SHORTEST
    made = WeekEntry(day=day, start=clock(begin), end=clock(stop), kind="arbeit")
    return ordered((*entries, made)), made


def free(entries: Entries, day: Day, after: int | None = None) -> Span:
    """Where a new block fits: behind this time, else behind the last block of the day; at most an hour."""
    here = [span(entry) or (0, 0) for entry in placed(entries, day)]
    begin = after if after is not None else max((end for _, end in here), default=MORNING)
    following = min((start for start, _ in here if start >= begin), default=DAY_END - 1)
    if following - begin < SHORTEST:
        begin = max((end for _, end in here), default=MORNING)
        following = DAY_END - 1
    begin = min(begin, DAY_END - 1 - SHORTEST)
    return begin, max(begin + SHORTEST, min(begin + NEW, following))


def copied(entries: Entries, source: Day, targets: Iterable[Day]) -> Entries:
    """One day's blocks on other days too, instead of what stood there."""
    wanted = [day for day in targets if day != source]
    kept = [entry for entry in entries if entry.day not in wanted]
    new = [entry.model_copy(update={"id": new_id(), "day": day}) for day in wanted for entry in entries if entry.day == source]
    return ordered((*kept, *new))


def without(entries: Entries, row_id: str) -> Entries:
    """The plan without a block."""
    return tuple(entry for entry in entries if entry.id != row_id)


def cleared(entries: Entries, day: Day) -> Entries:
    """The plan without a day's blocks."""
    return tuple(entry for entry in entries if entry.day != day)


def lanes(entries: Sequence[WeekEntry]) -> dict[str, tuple[int, int]]:
    """Blocks of one day that overlap stand beside each other: lane and number of lanes of each block."""
    found: dict[str, tuple[int, int]] = {}
    group: list[tuple[WeekEntry, int]] = []
    ends: list[int] = []

    def close() -> None:
        found.update({entry.id: (lane, len(ends)) for entry, lane in group})
        group.clear()
        ends.clear()

    for entry in placed(entries):
        start, end = span(entry) or (0, 0)
        if ends and start >= max(ends):
            close()
        lane = next((place for place, busy in enumerate(ends) if busy <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        group.append((entry, lane))
    close()
    return found


def _changed(entries: Entries, row_id: str, change: Callable[[WeekEntry], WeekEntry]) -> Entries:
    return ordered(change(entry) if entry.id == row_id else entry for entry in entries)


def _union(spans: Iterable[Span]) -> list[Span]:
    """Times that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _joined(working: list[Span]) -> list[Span]:
    """Stretches of work: a break shorter than a quarter of an hour interrupts nothing."""
    found: list[Span] = []
    for start, end in working:
        if found and start - found[-1][1] < PAUSE_PART:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _overlaps(here: Sequence[WeekEntry]) -> list[tuple[WeekEntry, WeekEntry]]:
    found = []
    last = here[0]
    for entry in here[1:]:
        if (span(entry) or (0, 0))[0] < (span(last) or (0, 0))[1]:
            found.append((last, entry))
        if (span(entry) or (0, 0))[1] > (span(last) or (0, 0))[1]:
            last = entry
    return found
