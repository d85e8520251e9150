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
from ala_wizard.store.casefile import attachment, load, save
from ala_wizard.store.disk import TEMPORARY

ATTACHMENT = bytes(range(256)) * 800

CHILD = """
import sys
from pathlib import Path
from tests.proofs.kill import numbered
from ala_wizard.store.casefile import save

path, number = Path(sys.argv[1]), int(sys.argv[2])
while True:
    number += 1
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


def prove(folder: Path, kills: int, seed: int) -> Tally:
    """Kill a saving process so many times. Raises AssertionError at the first file that is not whole."""
    moments = random.Random(seed)
    path = folder / "antrag.ala"
    _first(path)
    saves, interrupted, surely = 0, 0, 0
    for _ in range(kills):
        noted = _run_and_kill(path, surely, moments)
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


def _run_and_kill(path: Path, start: int, moments: random.Random) -> int:
    """Let the child save a few times, kill it at a random moment, and give the last number it noted."""
    wanted = moments.randint(1, 4)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(start)],
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
