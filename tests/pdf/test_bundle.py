"""The export: whole papers, or everything as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from ala_wizard import core
from ala_wizard.content.loader import content
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.pdf import bundle
from ala_wizard.pdf.bundle import ExportError, builders, write_paper
from tests.documents.cases import STAMP, TODAY, small

CASE = small()


def export(folder: Path, case: Case = CASE) -> Path:
    document = builders(case, content())["konzept.pdf"](case, content(), core.reckon(case, content(), TODAY), STAMP)
    return write_paper(document, folder / "konzept.pdf")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-in bytes for the papers: here only the files matter."""
    monkeypatch.setattr(bundle, "pdf_bytes", lambda document: (f"neu {document.kind}".encode(), 1))


def test_a_paper_is_written(tmp_path: Path) -> None:
    assert export(tmp_path).read_bytes().startswith(b"%PDF-1.7")
    assert [file.name for file in tmp_path.iterdir()] == ["konzept.pdf"]


@pytest.mark.usefixtures("quick")
def test_a_missing_folder_and_a_file_in_its_place_are_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as missing:
        export(tmp_path / "fehlt")
    (tmp_path / "datei").write_text("x")
    with pytest.raises(ExportError) as file:
        export(tmp_path / "datei")
    assert (missing.value.code, file.value.code) == ("no_folder", "not_a_folder")
    assert str(missing.value) == text("export.no_folder", place=tmp_path / "fehlt")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EACCES, "not_written"), (errno.EIO, "not_written")]
)
def test_each_failure_has_its_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, "planted")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ExportError) as error:
        export(tmp_path)
    assert error.value.code == code
    assert str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("with_old", [True, False], ids=["old files", "empty folder"])
def test_a_failure_at_any_call_leaves_all_old_or_all_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_old: bool) -> None:
    """The k-th call of a file operation fails, for every k, until one export passes without a planted failure."""
    old, new = {"konzept.pdf": b"alt"} if with_old else {}, {"konzept.pdf": b"neu konzept"}
    planted = 0
    for k in range(1, 60):
        folder = tmp_path / str(k)
        folder.mkdir()
        for name, data in old.items():
            (folder / name).write_bytes(data)
        calls = 0
        with monkeypatch.context() as patch:

            def failing(original: Any, at: int) -> Any:
                def call(*args: Any, **options: Any) -> Any:
                    nonlocal calls
                    calls += 1
                    if calls == at:
                        raise OSError(errno.EIO, "planted")
                    return original(*args, **options)

                return call

            for owner, name in ((bundle.tempfile, "mkstemp"), (os, "fsync"), (os, "fdopen"), (os, "replace")):
                patch.setattr(owner, name, failing(getattr(owner, name), k))
            try:
                export(folder)
                failed = False
            except ExportError:
                failed = True
        found = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert found == (old if failed else new), f"call {k}"
        planted += failed
        if calls < k:
            break
    else:
        pytest.fail("the loop never came to an export without a planted failure")
    assert planted >= 4


@pytest.mark.usefixtures("quick")
def test_a_paper_that_cannot_be_made_touches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "konzept.pdf").write_bytes(b"alt")

    def broken(*_: Any) -> None:
        raise ValueError("planted")

    monkeypatch.setattr(bundle, "pdf_bytes", broken)
    with pytest.raises(ValueError, match="planted"):
        export(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"konzept.pdf": b"alt"}
