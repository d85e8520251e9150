"""Attachments beside the papers: whole, under the names that the papers lead to, and never over somebody else's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ala_wizard.model.case import Attachment, Case
from ala_wizard.store import beilagen, disk, inbox
from ala_wizard.store.errors import StoreError
from tests.store.cases import with_attachments

BYTES = {"gehalt.pdf": b"%PDF Gehalt", "plan.png": b"PNG"}
ROWS = (Attachment(id="g", file="gehalt.pdf"), Attachment(id="p", file="plan.png"))
MARKS = {"g": "B01_B03", "p": "A01"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.ala"
    with_attachments(found, Case(case_id="probe", attachments=ROWS), BYTES)
    return found


def case(*more: Attachment) -> Case:
    return Case(case_id="probe", attachments=(*ROWS, *more))


def held(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "Anlagen").iterdir()}


WANTED = {"B01_B03_gehalt.pdf": BYTES["gehalt.pdf"], "A01_plan.png": BYTES["plan.png"]}


def test_every_file_lies_there_with_its_mark_and_a_second_time_nothing_is_added(path: Path, tmp_path: Path) -> None:
    for _ in range(2):
        made = beilagen.put(case(), MARKS, path, tmp_path)
        assert {file.name for file in made} == set(WANTED)
        assert held(tmp_path) == WANTED


def test_another_file_of_that_name_stays(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Anlagen").mkdir()
    (tmp_path / "Anlagen" / "A01_plan.png").write_bytes(b"von jemand anderem")
    beilagen.put(case(), MARKS, path, tmp_path)
    assert held(tmp_path) == {**WANTED, "A01_plan.png": b"von jemand anderem", "A01_plan-2.png": b"PNG"}


def test_without_bytes_there_is_no_folder(tmp_path: Path) -> None:
    assert beilagen.put(case(), MARKS, tmp_path / "case.json", tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["start.exe", "../../weg.exe"])
def test_what_could_run_is_not_put_there(path: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "present", lambda *_: frozenset({*BYTES, name}))
    with pytest.raises(StoreError) as caught:
        beilagen.put(case(Attachment(id="x", file=name)), {**MARKS, "x": "A02"}, path, tmp_path)
    assert caught.value.code == "beilagen"
    assert held(tmp_path) == WANTED


def test_a_full_disk_is_said_with_the_names_and_no_half_file_stays(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = disk.sync

    def full(file: object) -> None:
        if len(list((tmp_path / "Anlagen").iterdir())) == 1:
            raise OSError(28, "full")
        whole(file)  # type: ignore[arg-type]

    monkeypatch.setattr(disk, "sync", full)
    with pytest.raises(StoreError) as caught:
        beilagen.put(case(), MARKS, path, tmp_path)
    assert caught.value.values["names"] == "gehalt.pdf, plan.png"
    assert caught.value.values["folder"] == str(tmp_path / "Anlagen")
    assert held(tmp_path) == {}


def test_the_papers_name_no_file_whose_bytes_are_not_there() -> None:
    before = case(Attachment(id="f", file="fort.pdf"))
    after = inbox.lying(before, frozenset(BYTES))
    assert [(row.file, row.title) for row in after.attachments] == [("gehalt.pdf", ""), ("plan.png", ""), ("", "fort.pdf")]
    assert inbox.lying(after, frozenset({*BYTES, ""})) is after
