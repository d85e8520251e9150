"""The proof that typing is safe: a program is killed while somebody types, again and again, and goes on with what it finds.

A process holds everything loaded and forks programs off; in each a real session types into one file, word after word, with
journal, saving and earlier states as in the window. It tells each change with its time, and is killed without warning. The next
program opens the file as a person would, takes what is offered, and tells what it found: the file must be readable, its
state must be one that was typed, whole, and nothing older than a second may be missing.

Run as a module: `python -m tests.proofs.writing FOLDER KILLS SEED [AT_ONCE]`; it writes the tally as JSON. Not for Windows, which cannot fork.
"""

from __future__ import annotations

import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tests.proofs.kill import KEY

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1.0
"""Seconds of typing that a kill may cost."""
SEALED = ("k1", "k3")
"""The chains whose file is encrypted as a whole."""
FIELD = "answers[K1.1]"


@dataclass
class Tally:
    """What a run of the proof saw."""

    kills: int = 0
    changes: int = 0
    offered: int = 0
    """Starts at which something newer than the file was offered."""
    worst: float = 0.0
    """The oldest change that a kill took, in seconds before it."""
    lost: int = 0
    """Changes taken by all kills together, all younger than `LIMIT`."""


def words(number: int) -> str:
    """The text after so many changes: all of it follows from the number."""
    length = random.Random(number // 40).randint(1, 6000)
    return f"{number} " + (f"Wort {number} " * (length // 9 + 1))[:length]


def prove(folder: Path, kills: int, seed: int, at_once: int = 4) -> Tally:
    """Run the proof in a process of its own. Raises AssertionError with its words when it does not hold."""
    command = [sys.executable, "-m", "tests.proofs.writing", str(folder), str(kills), str(seed), str(at_once)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    )
    assert done.returncode == 0, done.stderr
    return Tally(**json.loads(done.stdout.splitlines()[-1]))


# -- the program that is killed ------------------------------------------------


def program(home: Path, tell: int, seed: int) -> None:
    """Open the file, tell what is there, and type until the end comes."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from ala_wizard.app import engine
    from ala_wizard.content.samples import sample
    from ala_wizard.store import casefile, keyring, lock, process, rescue
    from ala_wizard.ui.session import Session

    process.me.cache_clear()
    os.environ["ALA_WIZARD_HOME"] = str(home / "home")
    file = home / "Höfe am See" / "Hof Süd.ala"
    sealed = home.name in SEALED
    if sealed:
        keyring.add(KEY)
    if not file.exists():
        file.parent.mkdir(parents=True)
        case = sample("hof-sonnenwiese").model_copy(update={"case_id": "hof"})
        if sealed:
            keyring.protect("hof", KEY)
        casefile.save(case.model_copy(update={"answers": {**case.answers, "K1.1": words(0)}}), file)
    found = rescue.look(file)
    assert found.loaded is not None, f"the file cannot be read: {found.problem}"
    assert found.loaded.sealed == sealed, "the file is not as it is to be"
    assert found.holder is None, "the lock of the killed program holds"
    assert found.loaded.case.answers["K1.1"] == words(_number(found.loaded.case.answers["K1.1"])), "the file is not whole"
    case = found.offer.case if found.offer is not None else found.loaded.case
    number = _number(case.answers["K1.1"])
    assert case.answers["K1.1"] == words(number), "the state is not whole"
    if found.offer is not None:
        assert number > _number(found.loaded.case.answers["K1.1"]), "something older than the file was offered"
        rescue.settle(found, datetime.now(), taken=True)
    if sealed:
        every = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".sperre"]
        # Four letters alone stand in so many sealed bytes by chance.
        assert not any(re.search(rb"Wort \d+ Wort|case\.json", path.read_bytes()) for path in every), "something lies here in plain"
    assert lock.holder(file) is None
    os.write(tell, f"R {number} {int(found.offer is not None)}\n".encode())
    app = QCoreApplication([])
    session = Session(case, file, engine(), saved=found.offer is None)
    chance = random.Random(seed)
    timer = QTimer()

    def type_on() -> None:
        nonlocal number
        number += 1
        at = time.monotonic()
        session.change(FIELD, words(number), "Antwort")
        os.write(tell, f"C {number} {at}\n".encode())
        if chance.random() < 0.03:
            session.end_typing()
        timer.setInterval(chance.choice((5, 15, 40, 90)) if chance.random() < 0.97 else 1200)

    timer.timeout.connect(type_on)
    timer.start(1)
    app.exec()


def _number(text: str) -> int:
    return int(text.partition(" ")[0])


# -- who kills it --------------------------------------------------------------


@dataclass
class Chain:
    """One file and the programs that follow each other on it."""

    home: Path
    pid: int = 0
    pipe: int = -1
    buffer: bytes = b""
    born: float = 0.0
    end: float = 0.0
    killed: float = 0.0
    changes: list[tuple[int, float]] | None = None
    """What the program before this one told; None for the first."""
    told: list[tuple[int, float]] | None = None
    """What this one told so far."""


def _begin(chain: Chain, seed: int) -> None:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        code = 1
        try:
            program(chain.home, write, seed)
        except BaseException as error:  # told to the parent in words
            os.write(write, f"X {type(error).__name__}: {error}".replace("\n", " ").encode() + b"\n")
        finally:
            os._exit(code)
    os.close(write)
    chain.pid, chain.pipe, chain.buffer, chain.born = pid, read, b"", time.monotonic()
    chain.changes, chain.told, chain.end = chain.told, [], 0.0


def _hear(chain: Chain, tally: Tally, chance: random.Random) -> None:
    """Take in what a program tells."""
    chain.buffer += os.read(chain.pipe, 65536)
    *lines, chain.buffer = chain.buffer.split(b"\n")
    for line in lines:
        kind, *rest = line.decode().split(" ", 2)
        if kind == "X":
            raise AssertionError(" ".join(rest))
        if kind == "C":
            assert chain.told is not None
            if not chain.end:
                chain.end = time.monotonic() + chance.uniform(0, 2.2)
            chain.told.append((int(rest[0]), float(rest[1])))
            tally.changes += 1
            continue
        found = int(rest[0])
        tally.kills += chain.changes is not None  # a kill counts when the next program has seen what is left
        tally.offered += int(rest[1])
        if chance.random() < 0.1:  # some die while they open the file
            chain.end = time.monotonic() + chance.uniform(0, 0.5)
        missing = [(number, at) for number, at in chain.changes or () if number > found]
        tally.lost += len(missing)
        if missing:
            age = chain.killed - min(at for _, at in missing)
            tally.worst = max(tally.worst, age)
            assert age <= LIMIT, f"{len(missing)} changes are gone, the oldest {age:.2f} s before the kill"


def run(folder: Path, kills: int, seed: int, at_once: int) -> Tally:
    """Kill so many programs. Raises AssertionError."""
    sys.path.insert(0, str(ROOT))
    from ala_wizard.app import engine
    from ala_wizard.content.samples import sample
    from ala_wizard.ui import session  # noqa: F401 - loaded once for all programs

    desk, case = engine(), sample("hof-sonnenwiese")
    for _ in desk.findings(case, desk.reckon(case), None):
        pass  # the rules are loaded with the first check
    desk.ticks(case, (), None)
    tally, chance = Tally(), random.Random(seed)
    chains = [Chain(folder / f"k{number}") for number in range(at_once)]
    begun = 0
    for chain in chains:
        _begin(chain, begun)
        begun += 1
    try:
        while tally.kills < kills:
            ready, _, _ = select.select([chain.pipe for chain in chains], [], [], 0.01)
            for chain in chains:
                if chain.pipe in ready:
                    _hear(chain, tally, chance)
                assert chain.end or time.monotonic() - chain.born < 60, "a program does not start"
            for chain in [entry for entry in chains if entry.end and time.monotonic() >= entry.end]:
                os.kill(chain.pid, signal.SIGKILL)
                chain.killed = time.monotonic()
                os.waitpid(chain.pid, 0)
                while select.select([chain.pipe], [], [], 0)[0] and (rest := os.read(chain.pipe, 65536)):
                    chain.buffer += rest
                *lines, _ = chain.buffer.split(b"\n")
                chain.told = [
                    *(chain.told or ()),
                    *((int(line.split()[1]), float(line.split()[2])) for line in lines if line.startswith(b"C ")),
                ]
                os.close(chain.pipe)
                chain.pid = 0
                _begin(chain, begun)
                begun += 1
    finally:
        for chain in chains:
            if chain.pid:
                os.kill(chain.pid, signal.SIGKILL)
                os.waitpid(chain.pid, 0)
    return tally


if __name__ == "__main__":
    print(json.dumps(asdict(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 4))))
