"""A set appears whole or not at all, nothing of anybody else is lost, and nothing is written elsewhere."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.bundle import names, pack
from ala_wizard.bundle.place import INDEX, PACKED, Staging
from ala_wizard.pdf.bundle import ExportError
from ala_wizard.store import disk

FIRST = {"01_Konzept.pdf": b"eins", "02_Kosten.pdf": b"zwei", "Anlagen/Anlage_01_Plan.pdf": b"drei"}
SECOND = {"01_Konzept.pdf": b"neu eins", "Anlagen/Anlage_01_Lage.pdf": b"neu drei", "Weitere_Dateien/x.docx": b"vier"}


def index(files: Mapping[str, bytes]) -> bytes:
    return json.dumps({"dateien": [{"datei": name, "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()]}).encode()


def put(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    with Staging(folder) as staging:
        for name, data in files.items():
            staging.write(name, data)
        staging.write(INDEX, index(files))
        return staging.put()


def held(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, but the list."""
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    found.pop(INDEX, None)
    return found


def test_a_new_folder_appears_with_all_that_leads_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert put(folder, FIRST) == ()
    assert held(folder) == FIRST
    assert [entry.name for entry in folder.parent.iterdir()] == ["b"]


def test_a_second_set_replaces_the_first_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    assert put(tmp_path, SECOND) == ()
    assert held(tmp_path) == SECOND


def test_the_same_set_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(3):
        assert put(tmp_path, FIRST) == ()
        assert held(tmp_path) == FIRST


def test_files_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / "Anlagen").mkdir()
    others = {"Brief.docx": b"meiner", "Anlagen/eigenes.pdf": b"auch", "konzept.pdf": b"alt"}
    for name, data in others.items():
        (tmp_path / name).write_bytes(data)
    put(tmp_path, FIRST)
    put(tmp_path, SECOND)
    assert held(tmp_path) == SECOND | others


def test_what_somebody_changed_is_kept_under_another_name(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    (tmp_path / "01_Konzept.pdf").write_bytes(b"von Hand")
    (tmp_path / "02_Kosten.pdf").write_bytes(b"auch von Hand")
    assert put(tmp_path, SECOND) == ("01_Konzept_eigene-Fassung.pdf",)
    kept = {"01_Konzept_eigene-Fassung.pdf": b"von Hand", "02_Kosten.pdf": b"auch von Hand"}
    assert held(tmp_path) == SECOND | kept
    (tmp_path / "01_Konzept.pdf").write_bytes(b"noch einmal")
    assert put(tmp_path, SECOND) == ("01_Konzept_eigene-Fassung-2.pdf",)
    assert held(tmp_path) == SECOND | kept | {"01_Konzept_eigene-Fassung-2.pdf": b"noch einmal"}


def test_a_packed_set_of_ours_is_replaced_and_another_zip_is_kept(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / PACKED, "w") as packed:
        packed.writestr(INDEX, "{}")
    assert put(tmp_path, {PACKED: b"neu"}) == ()
    (tmp_path / PACKED).write_bytes(b"von jemand anderem")
    assert put(tmp_path, {PACKED: b"neu"}) == ("Antrag_eigene-Fassung.zip",)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "anderswo", tmp_path / "ziel"
    elsewhere.mkdir()
    folder.mkdir()
    (elsewhere / "wichtig.txt").write_bytes(b"bleibt")
    (folder / "Anlagen").symlink_to(elsewhere)
    with pytest.raises(ExportError) as caught:
        put(folder, FIRST)
    assert caught.value.code == "im_weg"
    assert held(elsewhere) == {"wichtig.txt": b"bleibt"}
    assert [entry.name for entry in folder.iterdir()] == ["Anlagen"]
    (folder / "Anlagen").unlink()
    (folder / "01_Konzept.pdf").symlink_to(elsewhere / "wichtig.txt")
    assert put(folder, FIRST) == ("01_Konzept_eigene-Fassung.pdf",)
    assert held(elsewhere) == {"wichtig.txt": b"bleibt"}


@pytest.mark.parametrize(
    "name", ["../weg.pdf", "/etc/weg.pdf", "a/b/c.pdf", "C:\\weg.pdf", "a/../../x", "", ".versteckt", "Anlagen/", "ä.pdf"]
)
def test_a_name_that_leads_elsewhere_is_never_written(tmp_path: Path, name: str) -> None:
    with Staging(tmp_path / "ziel") as staging, pytest.raises(ValueError):
        staging.write(name, b"x")
    with pytest.raises(ValueError):
        pack.pack([(name, tmp_path)], tmp_path / "x.zip")


def test_a_list_that_names_files_elsewhere_removes_none_of_them(tmp_path: Path) -> None:
    folder, secret = tmp_path / "ziel", tmp_path / "geheim.txt"
    folder.mkdir()
    secret.write_bytes(b"bleibt")
    (folder / "eigen.txt").write_bytes(b"bleibt auch")
    digest = hashlib.sha256(b"bleibt").hexdigest()
    listed = [{"datei": name, "sha256": digest} for name in ("../geheim.txt", str(secret), "eigen.txt")]
    (folder / INDEX).write_text(json.dumps({"dateien": listed}), encoding="utf-8")
    put(folder, FIRST)
    assert secret.read_bytes() == b"bleibt"
    assert (folder / "eigen.txt").read_bytes() == b"bleibt auch"


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"dateien": 3}', b"\xff", b"[" * 100_000])
def test_a_broken_list_is_no_list(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / INDEX).write_bytes(raw)
    put(tmp_path, FIRST)
    assert held(tmp_path) == FIRST


def test_a_file_in_place_of_the_folder_and_a_folder_in_place_of_a_file_are_said(tmp_path: Path) -> None:
    (tmp_path / "datei").write_bytes(b"x")
    for folder, code in ((tmp_path / "datei", "not_a_folder"), (tmp_path / "datei" / "darin", "nicht_angelegt")):
        with pytest.raises(ExportError) as caught:
            put(folder, FIRST)
        assert caught.value.code == code
    (tmp_path / "ziel" / "01_Konzept.pdf").mkdir(parents=True)
    with pytest.raises(ExportError) as caught:
        put(tmp_path / "ziel", FIRST)
    assert caught.value.code == "im_weg"


def test_who_stops_leaves_no_trace(tmp_path: Path) -> None:
    for folder in (tmp_path / "neu" / "tief", tmp_path):
        with pytest.raises(KeyboardInterrupt), Staging(folder) as staging:
            staging.write("01_Konzept.pdf", b"x")
            raise KeyboardInterrupt
        assert list(tmp_path.iterdir()) == []


CALLS = (
    (os, ("link", "rename", "replace", "fsync")),
    (tempfile, ("mkdtemp",)),
    (Path, ("mkdir", "open", "chmod")),
    (shutil, ("copy2",)),
)


def planted(monkeypatch: pytest.MonkeyPatch, at: int, number: int = errno.EIO) -> list[str]:
    """Let the n-th of all calls that touch the disk fail; the list tells which ones there were."""
    made: list[str] = []

    def failing(owner: Any, name: str) -> Any:
        original = getattr(owner, name)

        def call(*args: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) == at:
                raise OSError(number, "planted")
            return original(*args, **options)

        return call

    for owner, functions in CALLS:
        for name in functions:
            monkeypatch.setattr(owner, name, failing(owner, name))
    return made


def states() -> Iterator[tuple[str, dict[str, bytes]]]:
    yield "no folder", {}
    yield "an earlier set", FIRST
    yield "an earlier set, changed, and a file of somebody else", {**FIRST, "01_Konzept.pdf": b"von Hand", "eigen.txt": b"meins"}


@pytest.mark.parametrize(("state", "before"), list(states()), ids=[name for name, _ in states()])
def test_a_failure_at_any_call_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, before: dict[str, bytes]
) -> None:
    failures = 0
    for at in range(1, 120):
        home = tmp_path / str(at)
        folder = home / "ziel"
        home.mkdir()
        if before:
            put(folder, FIRST)
            for name, data in before.items():
                (folder / name).write_bytes(data)
        with monkeypatch.context() as patch:
            made = planted(patch, at)
            try:
                put(folder, SECOND)
                failed = False
            except ExportError:
                failed = True
        failures += failed
        found = held(folder)
        if failed:
            assert found == before, (state, at, made[-3:])
            assert folder.exists() == bool(before)
        else:
            assert {name: found[name] for name in SECOND} == SECOND, (at, made[-3:])
        assert [entry.name for entry in home.iterdir()] in ([], ["ziel"]), at
        assert not any(entry.name.startswith(disk.TEMPORARY) for entry in folder.glob("*")), at
        if at > len(made):
            break
    else:
        pytest.fail("the loop never came to an end without a planted failure")
    assert failures >= 8


def test_a_disk_without_second_names_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, FIRST)

    def none(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    put(tmp_path, SECOND)
    assert held(tmp_path) == SECOND


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "not_written")])
def test_each_failure_has_its_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def fail(*_: Any) -> None:
        raise OSError(number, "planted")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ExportError) as caught:
        put(tmp_path, FIRST)
    assert caught.value.code == code


@given(st.text(max_size=80))
def test_names_are_plain_and_short(words: str) -> None:
    found = names.plain(words, "Datei")
    assert names.is_ours(f"Anlagen/Anlage_01_{found}.pdf")
    assert len(found) <= names.LONGEST and found == names.plain(found, "x")


@pytest.mark.parametrize(
    ("words", "name"),
    [("Gehaltsübersicht (Büro) & Größe", "Gehaltsuebersicht-Buero-und-Groesse"), ("Ökologie", "Oekologie"), ("日本", "Datei"), ("é", "e")],
)
def test_umlauts_are_spelled(words: str, name: str) -> None:
    assert names.plain(words, "Datei") == name


def test_a_zip_hangs_on_nothing_but_its_files(tmp_path: Path) -> None:
    raws = []
    for run in ("a", "b"):
        folder = tmp_path / run
        folder.mkdir()
        for name in ("01_x.pdf", "y.pdf"):
            (folder / name).write_bytes(b"%PDF" + name.encode())
            os.utime(folder / name, (1_000_000_000 + len(raws), 1_000_000_000))
        pack.pack([("01_x.pdf", folder / "01_x.pdf"), ("Anlagen/y.pdf", folder / "y.pdf")], folder / "z.zip")
        raws.append((folder / "z.zip").read_bytes())
    assert raws[0] == raws[1]
    with zipfile.ZipFile(tmp_path / "a" / "z.zip") as packed:
        assert packed.testzip() is None
        assert [(info.filename, info.date_time) for info in packed.infolist()] == [
            ("01_x.pdf", pack.MOMENT),
            ("Anlagen/y.pdf", pack.MOMENT),
        ]


def test_a_folder_with_a_name_that_no_disk_takes_has_a_sentence(tmp_path: Path) -> None:
    for target in (tmp_path / ("x" * 300), tmp_path / ("x" * 300) / "y"):
        with pytest.raises(ExportError) as caught:
            Staging(target)
        assert caught.value.code == "nicht_angelegt"
    assert list(tmp_path.iterdir()) == []


def test_a_forged_list_takes_nothing_away_from_anybody(tmp_path: Path) -> None:
    """Even with the right checksum, a list can only name what a set of ours is called."""
    others = {"Notiz.txt": b"meins", "Bilder/Hof.jpg": b"Foto", "bundle.pdf.txt": b"x"}
    for name, data in others.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / INDEX).write_bytes(index(others))
    assert put(tmp_path, FIRST) == ()
    assert held(tmp_path) == {**FIRST, **others}
