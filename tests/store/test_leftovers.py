"""What a program leaves behind that was killed while it wrote: cleared away, and nothing else is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ala_wizard.content.samples import sample
from ala_wizard.store import age, casefile, disk, generations, keyring, leftovers, process, protection
from ala_wizard.store.folders import user_data
from ala_wizard.store.guard import Guard
from tests.proofs.faults import NOON, store
from tests.store.test_protection import MARK, said

KILLED = """
import os, signal, sys
from pathlib import Path
from ala_wizard.content.samples import sample
from ala_wizard.store import casefile, disk
disk.sync = lambda file: (file.flush(), os.kill(os.getpid(), signal.SIGKILL))
case = sample("leer")
farm = case.farm.model_copy(update={"name": sys.argv[2]})
casefile.save(case.model_copy(update={"farm": farm}), Path(sys.argv[1]))
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such end there")


def killed(file: Path) -> None:
    """A program ends in the middle of a save."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(file), MARK], check=False)
    assert done.returncode == -signal.SIGKILL


def test_what_a_killed_program_wrote_goes_with_the_next_save_or_when_the_case_is_left(tmp_path: Path) -> None:
    file = tmp_path / "hof.ala"
    case = sample("leer")
    casefile.save(case, file)
    killed(file)
    assert len(list(tmp_path.iterdir())) == 2 and casefile.load(file).case == case
    guard = Guard(case, file, lambda: NOON, saved=True)
    store(guard, case)
    assert file in (left := list(tmp_path.iterdir())) and not [path for path in left if path.suffix == ".tmp"]
    killed(file)
    guard.close(case, clean=True)
    Guard(case, file, lambda: NOON, saved=True).close(case, clean=True)
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_killed_program_wrote_goes_when_the_case_is_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In plain beside the file, among the earlier states and where papers are made in passing."""
    monkeypatch.setattr(age, "WORK", 4)
    passing = tmp_path / "zeit"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    case, file = sample("leer"), tmp_path / "fall" / "hof.ala"
    file.parent.mkdir()
    state = generations.folder(case.case_id) / "x.ala"
    state.parent.mkdir(parents=True)
    killed(file)
    killed(state)
    [name] = [path.name for path in file.parent.iterdir()]
    papers = passing / f"{name.removeprefix('.').rpartition('-')[0]}-abc"
    papers.mkdir()
    (papers / "konzept.txt").write_text(MARK, encoding="utf-8")
    assert len(said(user_data(), tmp_path)) == 3
    keyring.protect(case.case_id, keyring.create("vier kleine Worte mehr"))
    casefile.save(case, file)
    assert protection.sweep(case, file) == ()
    assert said(user_data(), tmp_path) == [] and list(passing.iterdir()) == []


def test_what_others_write_stays(tmp_path: Path) -> None:
    """Of this run, of a running program, of another computer, and whatever only looks like it."""
    me = process.mark()
    host, _, token = me.split("-")
    parent = f"{host}-{os.getppid()}-abcdef"
    names = [f"{disk.TEMPORARY}{mark}-1234.tmp" for mark in (me, parent, f"000000-1-{token}", f"{host}-x-{token}", "Notizen")]
    names += ["hof.ala", ".ala-wizard-alt", "ala-wizard-Unterlagen"]
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
    kept = tmp_path / "Bilder"
    kept.mkdir()
    (kept / "bild.png").write_text("x", encoding="utf-8")
    link = tmp_path / f"{disk.TEMPORARY}{host}-{os.getpid()}-aaaaaa-link"  # a number that was given again
    link.symlink_to(kept)
    assert process.ended(f"{host}-{os.getpid()}-aaaaaa") and not any(process.ended(mark) for mark in (me, parent))
    leftovers.clear(tmp_path / "hof.ala", tmp_path / "fort" / "nirgends.ala")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "Bilder"])
    assert (kept / "bild.png").exists()
