"""The whole set under strain: any letters in every field, another surrounding, and something going wrong at every step."""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import page as other_checker
import pytest
from pydantic import ValidationError

from ala_wizard import core
from ala_wizard.bundle.make import make
from ala_wizard.bundle.wishes import CancelledError, Step, Wishes
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.pdf.bundle import ExportError
from ala_wizard.store import disk
from tests.bundle.test_make import PDF_ONLY, made, names_in
from tests.documents.cases import STAMP, TODAY
from tests.pdf.matterhorn import check

ROOT = Path(__file__).resolve().parents[2]

# --- any letters ------------------------------------------------------------------------------------------------------

LETTERS = (
    *(range(0x20, 0x7F), range(0xA0, 0x250), range(0x300, 0x370), range(0x370, 0x460), range(0x590, 0x700), range(0x900, 0x980)),
    *(range(0xE00, 0xE80), range(0x2000, 0x2070), range(0x2600, 0x2800), range(0x3040, 0x3100), range(0x4E00, 0x4F00)),
    *(range(0xAC00, 0xAC90), range(0xD800, 0xE000), range(0xE000, 0xE010), range(0xFB50, 0xFE10), range(0xFFF0, 0x10000)),
    *(range(0x10800, 0x10900), range(0x1F1E6, 0x1F700), range(0xE0000, 0xE0080), range(0x10FFF0, 0x110000), range(0x20)),
)
"""Of every kind of writing some: what is shaped, turned, stacked, silent, missing, half, private, or no character at all."""
KEPT = frozenset({"id", "case_id", "kind", "profile", "schema_version"})


def wild(chance: random.Random) -> str:
    words = (
        "".join(chr(chance.choice(chance.choice(LETTERS))) for _ in range(chance.randint(1, 6))) for _ in range(chance.choice((1, 4, 12)))
    )
    return " ".join(words)


def replaced(value: Any, chance: random.Random, key: str = "") -> Any:
    """The same data with wild letters in every text."""
    if isinstance(value, dict):
        return {name: replaced(entry, chance, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [replaced(entry, chance, key) for entry in value]
    return wild(chance) if isinstance(value, str) and value and key not in KEPT else value


def wild_case(seed: int) -> Case:
    """The full sample with wild letters wherever a field takes them; choices, days and IDs stay."""
    old = sample("hof-sonnenwiese").model_dump(mode="json")
    new = replaced(old, random.Random(seed))
    while True:
        try:
            return Case.model_validate(new)
        except ValidationError as refused:
            for problem in refused.errors():
                source, target = old, new
                *way, last = problem["loc"]
                for step in way:
                    source, target = source[step], target[step]
                target[last] = source[last]


def test_any_letters_in_every_field_give_a_good_set(tmp_path: Path) -> None:
    case = wild_case(7)
    assert case.farm.name != sample("hof-sonnenwiese").farm.name
    everything = Wishes(frozenset({"konzept", "kostenkalkulation", "leistungsbeschreibung", "stellenplan", "rechentabelle"}))
    result = make(case, content(), core.reckon(case, content(), TODAY), STAMP, tmp_path / "ziel", everything, lambda _: b"")
    for file in result.paths:
        if file.suffix == ".docx":
            docx.Document(str(file))
        elif file.suffix == ".xlsx":
            openpyxl.load_workbook(file)
    data = (tmp_path / "ziel" / "bundle.pdf").read_bytes()
    assert check(data) == []
    for profile in ("ua1", "2a"):
        report = other_checker.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, (profile, [str(failure) for failure in report.failures][:5])


# --- another surrounding ----------------------------------------------------------------------------------------------


def test_the_set_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    """Hash seed, time zone and locale are those of the machine; nothing of them may be seen."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bundle.same_child", str(tmp_path / seed / "ziel")],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": spoken},
            stdout=subprocess.PIPE,
        )
        for seed, zone, spoken in (("1", "Pacific/Auckland", "C"), ("4711", "America/Los_Angeles", "C.UTF-8"))
    ]
    said = [json.loads(process.communicate()[0]) for process in running]
    assert {Path(name).suffix for name in said[0]} == {".pdf", ".docx", ".xlsx", ".zip", ".txt", ".json"}
    assert said[0] == said[1]


# --- something goes wrong ---------------------------------------------------------------------------------------------

LITTLE = Wishes(frozenset({"bedarfsnachweis", "anlagen"}), PDF_ONLY)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many times somebody is told."""
    told: list[Step] = []
    made(tmp_path_factory.mktemp("schritte") / "ziel", wishes=LITTLE, watch=told.append)
    return len(told)


def old_set(folder: Path) -> dict[str, bytes]:
    """A set that lies there already, and something of somebody else."""
    made(folder, wishes=Wishes(frozenset({"konzept"}), PDF_ONLY))
    (folder / "Brief.txt").write_bytes(b"meiner")
    return held(folder)


def held(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names_in(folder)}


def leftovers(folder: Path) -> Iterator[str]:
    return (entry.name for entry in folder.parent.rglob(f"{disk.TEMPORARY}*"))


def test_who_cancels_at_any_step_finds_the_old_set(tmp_path: Path, steps: int) -> None:
    folder = tmp_path / "ziel"
    before = old_set(folder)
    for at in range(1, steps + 1):
        told: list[Step] = []

        def stop(step: Step, at: int = at, told: list[Step] = told) -> None:
            told.append(step)
            if len(told) == at:
                raise CancelledError

        with pytest.raises(CancelledError):
            made(folder, wishes=LITTLE, watch=stop)
        assert held(folder) == before, at
        assert not list(leftovers(folder)), at


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_file_leaves_the_old_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, number: int) -> None:
    folder = tmp_path / "ziel"
    before = old_set(folder)
    sync, failed = disk.sync, 0
    for at in range(1, steps + 6, 2 if number == errno.EIO else 3):
        calls: list[None] = []

        def failing(stream: Any, at: int = at, calls: list[None] = calls) -> None:
            calls.append(None)
            if len(calls) == at:
                raise OSError(number, "planted")
            sync(stream)

        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync", failing)
            try:
                made(folder, wishes=LITTLE)
            except ExportError as problem:
                failed += 1
                assert problem.code == ("disk_full" if number == errno.ENOSPC else "not_written")
                assert held(folder) == before, at
            else:
                break
        assert not list(leftovers(folder)), at
    assert failed >= 2


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    """Every file that is opened to be written lies in the folder."""
    opened: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and watching and isinstance(arguments[0], (str, bytes)) and isinstance(arguments[2], int):
            if arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                opened.append(os.fsdecode(arguments[0]))
        elif event in ("os.rename", "os.remove", "os.mkdir", "shutil.rmtree") and watching:
            opened.append(os.fsdecode(arguments[0]))

    watching = True
    sys.addaudithook(watch)
    try:
        made(tmp_path / "ziel", wishes=LITTLE)
    finally:
        watching = False
    assert len(opened) > 5
    foreign = [path for path in opened if not Path(path).is_relative_to(tmp_path) and os.sep in path and not path.endswith(".pyc")]
    assert [path for path in foreign if "__pycache__" not in path] == []
