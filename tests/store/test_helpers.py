"""Migrations, the time to save, recovery copies, recent files, and a sentence for each failure."""

from __future__ import annotations

import json
import re
import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.content.texts import keys, text
from ala_wizard.model import richtext
from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.store import migrations, recent, recovery
from ala_wizard.store.autosave import AutosavePlan
from ala_wizard.store.casefile import dump, load, parse
from ala_wizard.store.errors import CODES, StoreError
from ala_wizard.store.migrations import STEPS, migrate
from tests.store.cases import full

HERE = Path("case.json")

# --- migrations -------------------------------------------------------------------------------------------------------

GOLDEN = Path(__file__).with_name("golden")
"""Files as the program of that version wrote them; never changed."""


def holds(new: Any, old: Any) -> bool:
    """Is everything of an old file in the new one? Newer fields may stand beside it."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(name in new and holds(new[name], value) for name, value in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(new) == len(old) and all(map(holds, new, old))
    return bool(new == old)


def test_answers_of_version_1_become_rich_text() -> None:
    raw = (GOLDEN / "fassung_1.json").read_bytes()
    old, new = json.loads(raw), parse(raw, HERE)
    assert old["schema_version"] == 1
    assert new.schema_version == SCHEMA_VERSION
    assert dict(new.answers) == {
        "K1.1": "Erste Zeile\nzweite Zeile\t„Zitat“\n\nAbsatz mit 2 \\* 3 und \\{plaetze} im Text: C:\\\\Hof \\*\\*wichtig\\*\\*",
        "K1.2": "Wir bieten:\n- Ruhe\n- Zeit \\*viel\\*\n  - tiefer\n    - am tiefsten\nDanach mehr.",
        "K1.3": "3\\. Oktober\n1\\. Mai\n-5 Grad\n\\-\n  weiter",
        "W1": "kurz",
    }
    kept = {name: value for name, value in old.items() if name not in ("answers", "schema_version")}
    assert holds(json.loads(dump(new)), kept)
    shown = {key: richtext.plain(text) for key, text in new.answers.items()}
    assert shown == {**old["answers"], "K1.2": "Wir bieten:\n- Ruhe\n- Zeit *viel*\n  - tiefer\n    - am tiefsten\nDanach mehr."}


@given(st.dictionaries(st.sampled_from(("K1.1", "W1")), st.text(alphabet=st.sampled_from("a *-•1.\\{}\t\n"), max_size=30)))
def test_no_answer_of_version_1_loses_a_letter(answers: dict[str, str]) -> None:
    moved = migrate({"answers": answers}, HERE)["answers"]
    bare = {key: re.sub(r"[\s•*-]", "", text) for key, text in answers.items()}
    assert {key: re.sub(r"[\s•*-]", "", richtext.plain(text)) for key, text in moved.items()} == bare
    assert not any(run.bold or run.fact for text in moved.values() for line in richtext.parse(text) for run in line.runs)
    assert not any(line.marker == "1." for text in moved.values() for line in richtext.parse(text))


def test_steps_of_version_1_become_rows() -> None:
    """One row for each line that says something, in its order; the aids stay with the whole area."""
    old = {
        "work_areas": [
            {"id": "a", "name": "Saft", "steps": "Äpfel waschen\n\n  pressen \r\nabfüllen", "aids": "Trichter"},
            {"id": "b", "steps": ""},
        ]
    }
    new = Case.model_validate(migrate(dict(old), HERE))
    area, empty = new.work_areas
    assert [(step.text, step.aid) for step in area.steps] == [("Äpfel waschen", ""), ("  pressen ", ""), ("abfüllen", "")]
    assert area.aids == "Trichter" and empty.steps == ()
    assert len({step.id for step in area.steps}) == 3
    assert migrate({"work_areas": 5}, HERE)["work_areas"] == 5
    assert migrate({"work_areas": ["x", {"steps": 7}]}, HERE)["work_areas"] == ["x", {"steps": 7}]


def test_odd_data_of_version_1_is_left_to_the_models() -> None:
    assert migrate({"answers": [1]}, HERE) == {"answers": [1], "schema_version": SCHEMA_VERSION}
    assert migrate({"answers": {"a": 5}}, HERE)["answers"] == {"a": 5}


MIGRATION_TESTS: Mapping[int, Any] = {1: test_answers_of_version_1_become_rich_text}
"""One test function per released step, by the version it starts from. See `test_every_migration_has_a_test`."""


def untested(steps: Mapping[int, Any], tests: Mapping[int, Any]) -> set[int]:
    """Steps without a test of their own."""
    return set(steps) - set(tests)


def test_every_migration_has_a_test() -> None:
    assert untested(STEPS, MIGRATION_TESTS) == set()
    assert untested({1: dict}, {}) == {1}  # a planted step is noticed


def test_the_steps_lead_from_the_first_version_to_the_newest() -> None:
    assert set(STEPS) == set(range(1, SCHEMA_VERSION))
    assert Case().schema_version == SCHEMA_VERSION


def test_steps_are_applied_in_order_and_the_number_follows() -> None:
    seen: list[tuple[int, int]] = []

    def step(number: int) -> migrations.Step:
        def run(data: migrations.Data) -> migrations.Data:
            seen.append((number, data.get("schema_version", 1)))
            return {**data, "trace": data.get("trace", "") + str(number)}

        return run

    steps = {number: step(number) for number in (1, 2, 3)}
    assert migrate({"schema_version": 2}, HERE, steps, 4) == {"schema_version": 4, "trace": "23"}
    assert migrate({}, HERE, steps, 4) == {"schema_version": 4, "trace": "123"}
    assert seen == [(2, 2), (3, 3), (1, 1), (2, 2), (3, 3)]


def test_a_newer_file_is_named_with_both_versions() -> None:
    with pytest.raises(StoreError) as caught:
        migrate({"schema_version": 7}, HERE)
    assert (caught.value.code, caught.value.values["version"], caught.value.values["known"]) == ("neuer", "7", str(SCHEMA_VERSION))


# --- the time to save -------------------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def plan(clock: Clock) -> AutosavePlan:
    return AutosavePlan(clock, pause=1.0, longest=5.0, retry=15.0)


def test_nothing_changed_nothing_due(plan: AutosavePlan) -> None:
    assert not plan.dirty
    assert plan.due_in() is None


def test_due_after_a_pause(plan: AutosavePlan, clock: Clock) -> None:
    plan.changed()
    assert plan.due_in() == 1.0
    clock.now += 0.4
    plan.changed()
    assert plan.due_in() == 1.0
    clock.now += 1.5
    assert plan.due_in() == 0.0


def test_due_while_the_typing_goes_on(plan: AutosavePlan, clock: Clock) -> None:
    for _ in range(10):
        plan.changed()
        clock.now += 0.5
    assert plan.due_in() == 0.0


def test_changes_during_a_save_stay_unsaved(plan: AutosavePlan, clock: Clock) -> None:
    plan.changed()
    plan.started()
    assert plan.due_in() is None
    clock.now += 0.1
    plan.changed()
    plan.saved()
    assert plan.dirty
    assert plan.due_in() == pytest.approx(1.0)
    clock.now += 2
    plan.started()
    plan.saved()
    assert not plan.dirty


def test_a_failed_save_is_tried_again(plan: AutosavePlan, clock: Clock) -> None:
    plan.changed()
    clock.now += 1
    plan.started()
    plan.failed()
    assert plan.dirty
    assert plan.due_in() == 15.0
    clock.now += 15
    assert plan.due_in() == 0.0


def test_a_slow_place_is_not_written_all_the_time(plan: AutosavePlan, clock: Clock) -> None:
    plan.changed()
    plan.started()
    clock.now += 2.0
    plan.saved()
    plan.changed()
    assert plan.due_in() == 5.0


def test_an_end_without_a_beginning_is_a_bug(plan: AutosavePlan) -> None:
    for end in (plan.saved, plan.failed):
        with pytest.raises(RuntimeError):
            end()


# --- recovery copies --------------------------------------------------------------------------------------------------


def test_a_recovery_copy_comes_back(own_folders: Path) -> None:
    lost = Path("/stick/Hof Süd & Söhne.ala")
    kept = recovery.keep(full(), lost)
    assert kept.is_relative_to(own_folders)
    assert load(kept).case == full()
    assert recovery.found() == (kept,)
    assert kept == recovery.recovery_file(full(), lost)
    recovery.discard(full(), lost)
    recovery.discard(full(), lost)
    assert recovery.found() == ()


def test_recovery_copies_of_different_cases_never_meet(own_folders: Path) -> None:
    cases = [full(), Case(case_id="../../anders"), Case(case_id="")]
    paths = [None, Path("a.ala"), Path("b.ala"), Path("Ü.ala")]
    places = {recovery.recovery_file(case, path) for case in cases for path in paths}
    assert len(places) == len(cases) * len(paths)
    assert {place.parent for place in places} == {own_folders / "ala-wizard" / "data" / "rettung"}


# --- recent files -----------------------------------------------------------------------------------------------------


def test_recent_files_newest_first_and_only_once(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.ala" for number in range(45)]
    for file in [*files, files[5]]:
        recent.remember(file)
    assert recent.recent() == (files[5], *(files[number] for number in range(44, 5, -1)))
    recent.forget(files[44])
    recent.put_back(files[44], 1)
    assert recent.recent()[:3] == (files[5], files[44], files[43])
    recent.forget(files[11])
    assert files[11] not in recent.recent()


@pytest.mark.parametrize("content", ["", "{", "[1, null, {}]", '{"a": 1}', "[" * 100_000])
def test_a_broken_list_is_an_empty_list(own_folders: Path, tmp_path: Path, content: str) -> None:
    file = own_folders / "ala-wizard" / "config" / "zuletzt.json"
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    assert recent.recent() == ()
    recent.remember(tmp_path / "a.ala")
    assert recent.recent() == (tmp_path / "a.ala",)


# --- sentences --------------------------------------------------------------------------------------------------------


def test_every_failure_has_its_sentence() -> None:
    assert {key.removeprefix("datei.") for key in keys() if key.startswith("datei.")} == set(CODES)


def test_every_sentence_gets_its_values() -> None:
    extra = {
        "werte": {"places": "Der Betrieb"},
        "neuer": {"version": "2", "known": "1"},
        "anlage_gross": {"size": "51 MB", "limit": "50 MB"},
        "anlagen_gross": {"limit": "500 MB"},
        "beilagen": {"names": "plan.pdf"},
        "uebernommen": {"host": "laptop-2"},
        "belegt": {"owner": "Grete", "host": "laptop-2"},
    }
    for code in CODES:
        error = StoreError(code, Path("hof.ala"), **extra.get(code, {}))  # type: ignore[arg-type]
        sentence = text(f"datei.{code}", **error.values)
        assert not set(string.Formatter().parse(sentence)) & {"{", "}"}
        assert sentence.endswith(".")
        assert "hof.ala" in sentence or "Ordner" in sentence or code == "anlagen_json"


def test_no_sentence_blames_or_shouts() -> None:
    file = Path(__file__).resolve().parents[2] / "resources" / "texts" / "store.toml"
    for sentence in tomllib.loads(file.read_text(encoding="utf-8"))["datei"].values():
        assert not any(word in sentence.lower() for word in ("fehler", "ungültig", "!", "error"))


def test_keys_of_a_file_stand_in_quotation_marks() -> None:
    """What the file itself says is told from the program's own words."""
    with pytest.raises(StoreError) as caught:
        parse(b'{"unread": {"farm.staff_count": 5}, "answers": {"K1.1": []}}', HERE)
    places = caught.value.values["places"]
    assert "„farm.staff_count“" in places and "„K1.1“" in places and "_" not in re.sub("„.*?“", "", places)
