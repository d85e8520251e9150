"""The journal: every state comes back, a torn or changed line costs only itself, a fault at any step costs nothing."""

from __future__ import annotations

import contextlib
import copy
import errno
import json
import os
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.model.case import Case
from ala_wizard.model.people import Person
from ala_wizard.store import casefile, journal
from ala_wizard.store.errors import StoreError
from ala_wizard.store.journal import Journal, changed, changes, lines, read
from tests.store.cases import full
from tests.store.faults import at_every_step

NOON = datetime(2026, 3, 2, 12, 0)
FILE = Path("/stick/hof.ala")

values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=12,
)


def named(name: str) -> Case:
    return Case(case_id="probe", farm=full().farm.model_copy(update={"name": name}))


def mark(case: Case) -> str:
    return casefile.mark(casefile.plain(case))


@given(values, values)
def test_changes_lead_from_any_data_to_any_other(old: Any, new: Any) -> None:
    found = changes(old, new)
    got = changed(copy.deepcopy(old), json.loads(json.dumps(found)))
    assert json.dumps(got, sort_keys=True) == json.dumps(new, sort_keys=True)
    assert bool(found) == (json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True))


def test_every_state_comes_back() -> None:
    kept = Journal("probe", FILE, "davor", lambda: NOON)
    states = [named("Hof"), named("Hof Ü"), full(), full().model_copy(update={"people": (Person(id="x"),)}), named("Hof \ud83d halb")]
    for number, case in enumerate(states, 1):
        kept.note(case)
        kept.note(case)
        found = read(kept.path)
        assert found.case == case
        assert found.marks == tuple(map(mark, states[:number]))
        assert (found.case_id, found.file, found.base, found.at) == ("probe", FILE, "davor", NOON)
        assert found.owner.alive is True
    assert journal.found() == (kept.path,)
    assert journal.about(kept.path) == ("probe", FILE)


def test_it_is_over_when_the_newest_state_is_in_the_file() -> None:
    kept = Journal("probe", FILE, mark(named("")), lambda: NOON)
    kept.note(named(""))
    assert journal.found() == ()
    kept.note(named("a"))
    kept.note(named("b"))
    kept.saved(mark(named("a")))  # „b“ was typed while it was written
    assert read(kept.path).case == named("b")
    kept.saved(mark(named("b")))
    assert journal.found() == ()
    assert [read(path).case for path in journal.found(old=True)] == [named("b")]
    kept.note(named("c"))
    assert read(kept.path).base == mark(named("b"))
    kept.note(named("b"))  # undone: the file says it already
    assert journal.found() == ()


def test_it_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MAX_STEPS", 3000)
    kept = Journal("probe", FILE, "", lambda: NOON)
    for number in range(60):
        kept.note(named(f"{number} " + "x" * 200))
        assert read(kept.path).case.farm.name.startswith(f"{number} ")
        assert kept.path.stat().st_size < 14_000


@pytest.mark.parametrize("seed", range(4))
def test_a_torn_or_changed_journal_gives_an_earlier_state_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    kept = Journal("probe", FILE, "", lambda: NOON)
    states = [named("Hof " + "ab" * number) for number in range(8)]
    for case in states:
        kept.note(case)
    whole = kept.path.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10]
    for _ in range(60):
        at = chance.randrange(len(whole))
        raw = whole[:at] if chance.random() < 0.5 else whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        kept.path.write_bytes(raw)
        sound = sum(end <= at for end in ends)
        if sound:
            assert read(kept.path).case == states[sound - 1]
        else:
            with pytest.raises(StoreError) as caught:
                read(kept.path)
            assert caught.value.code == "kaputt"
    rows = whole.splitlines(keepends=True)
    for bad in (rows[1:], [rows[0], rows[2]], [rows[0], rows[2], rows[1]], [rows[0], rows[0]]):
        assert len(lines(b"".join(bad))[0]) == (0 if bad == rows[1:] else 1)


def test_a_fault_at_any_step_never_costs_what_was_kept() -> None:
    states = [named("a"), named("b"), named("c")]
    kept: list[Journal] = []
    failed: list[bool] = []

    def scene() -> None:
        kept[:] = [Journal("probe", FILE, "", lambda: NOON)]
        kept[0].path.unlink(missing_ok=True)

    def deed() -> None:
        failed.clear()
        for case in states:
            try:
                kept[0].note(case)
                failed.append(False)
            except StoreError:
                failed.append(True)

    def left(steps: list[str]) -> None:
        assert not failed[-1] or read(kept[0].path).case in states
        if not failed[-1]:
            assert read(kept[0].path).case == states[-1], steps[-1]
        kept[0].note(named("danach"))
        assert read(kept[0].path).case == named("danach"), steps[-1]
        assert [entry for entry in kept[0].path.parent.iterdir() if entry.suffix == ".tmp"] == []

    assert at_every_step(errno.ENOSPC, deed, left, scene) > 20


def test_a_fault_while_it_ends_leaves_it_readable() -> None:
    kept: list[Journal] = []

    def scene() -> None:
        kept[:] = [Journal("probe", FILE, "", lambda: NOON)]
        kept[0].note(named("a"))

    def deed() -> None:
        with contextlib.suppress(StoreError):
            kept[0].saved(mark(named("a")))

    def left(_steps: list[str]) -> None:
        every = journal.found() + journal.found(old=True)
        assert [read(path).case.farm.name for path in every] == ["a"]

    assert at_every_step(errno.EIO, deed, left, scene) >= 2


def test_who_ended_is_known_to_have_ended() -> None:
    code = "from ala_wizard.store import process; import json; print(json.dumps(process.me().plain()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    from ala_wizard.store.process import Identity, me, running

    ended = Identity.read(json.loads(told))
    assert ended.host == me().host and ended.token != me().token
    assert ended.alive is False
    assert Identity.read({**ended.plain(), "host": "anderer-rechner"}).alive is None
    assert running(os.getpid(), "") is True
    assert running(os.getpid(), "ein anderer Anfang") is (not Path("/proc/self/stat").exists())
    assert Identity.read({"pid": "x", "host": 3, "owner": "a\x00b\n" * 99}) == Identity(owner=("ab" * 99)[:80])


def test_a_state_that_comes_late_never_takes_the_place_of_a_newer_one() -> None:
    """File and journal are written in two workers: either may be overtaken by the other."""
    kept = Journal("probe", FILE, "", lambda: NOON)
    first, second, third = named("eins"), named("zwei"), named("drei")
    kept.note(first, 1)
    kept.note(third, 3)
    kept.note(second, 2)
    assert read(kept.path).case == third
    kept.saved(mark(second), 2)  # the file is one behind: the journal still holds what it lacks
    assert read(kept.path).case == third
    kept.saved(mark(third), 3)
    assert journal.found() == ()
    kept.note(second, 2)  # the worker of the journal was held up until the file had more
    assert journal.found() == ()
    kept.note(second, 4)  # somebody went back to it: that is new
    assert read(kept.path).case == second
