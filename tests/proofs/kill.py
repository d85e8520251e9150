"""The proof that a saved file is never half: a saving process is killed at random moments, again and again.

A child process saves cases of different sizes into one file as fast as it can and notes, after each save, the number that is
surely on the disk. It is killed without warning (SIGKILL; on Windows TerminateProcess). Then the file must load whole, with
its attachment, and hold the noted case or the next one, whose save was under way or finished but not
yet noted.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import age, keyring
from ala_wizard.store.casefile import attachment, load, save
from ala_wizard.store.disk import TEMPORARY

ATTACHMENT = bytes(range(256)) * 800

KEY = keyring.Key(age.Identity(bytes(range(32))), b"not asked here")
"""The key of the encrypted run; nobody has to derive it from a passphrase."""

CHILD = """
import sys
from pathlib import Path
from tests.proofs.kill import KEY, numbered
from ala_wizard.store import keyring
from ala_wizard.store.casefile import save

path, number, sealed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "sealed"
while True:
    number += 1
    if sealed:
        keyring.protect(f"nr-{number}", KEY)
    save(numbered(number), path, path)
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


@dataclass(frozen=True)
class Tally:
    """What a run of the proof saw."""

    kills: int
    saves: int
    interrupted: int
    """Kills that left a temporary file behind: the process died in the middle of a save."""


def numbered(number: int) -> Case:
    """A case whose whole content follows from its number; sizes go from some hundred bytes to some hundred thousand."""
    length = random.Random(number).randint(0, 60_000)
    word = f"Fall {number}. "
    return Case(case_id=f"nr-{number}", answers={"K1.1": (word * (length // len(word) + 1))[:length] + "ä€🐑"})


def prove(folder: Path, kills: int, seed: int, *, sealed: bool = False) -> Tally:
    """Kill a saving process so many times. Raises AssertionError at the first file that is not whole, or not `sealed` as it should be."""
    moments = random.Random(seed)
    path = folder / "antrag.ala"
    if sealed:
        keyring.protect("nr-0", KEY)
    _first(path)
    saves, interrupted, surely = 0, 0, 0
    for _ in range(kills):
        noted = _run_and_kill(path, surely, moments, sealed)
        assert all(file.read_bytes()[: len(keyring.SIGN)] in (b"", keyring.SIGN) for file in folder.iterdir()) == sealed
        loaded = load(path).case
        found = int(loaded.case_id.removeprefix("nr-"))
        assert loaded == numbered(found), f"the content of save {found} is not whole"
        assert noted <= found <= noted + 1, f"{noted} was surely saved, the file holds {found}"
        assert attachment(path, "plan.pdf") == ATTACHMENT, "the attachment changed"
        left = [file for file in folder.iterdir() if file != path]
        assert all(file.name.startswith(TEMPORARY) for file in left), left
        interrupted += bool(left)
        for file in left:
            file.unlink()
        saves += found - surely
        surely = found
    return Tally(kills, saves, interrupted)


def _first(path: Path) -> None:
    import zipfile

    from ala_wizard.store.casefile import dump

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("case.json", dump(numbered(0)))
        archive.writestr("attachments/plan.pdf", ATTACHMENT)
    save(numbered(0), path)


def _run_and_kill(path: Path, start: int, moments: random.Random, sealed: bool) -> int:
    """Let the child save a few times, kill it at a random moment, and give the last number it noted."""
    wanted = moments.randint(1, 4)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(start), "sealed" if sealed else "plain"],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        noted = start
        for _ in range(wanted):
            noted = int(child.stdout.readline())
        end = time.perf_counter() + moments.uniform(0, 0.02)
        while time.perf_counter() < end:
            pass  # the moment of the kill must be finer than a sleep
        child.kill()
        rest = child.stdout.read().split("\n")
    for line in rest[:-1]:  # a line is noted only with its end
        noted = int(line)
    return noted
