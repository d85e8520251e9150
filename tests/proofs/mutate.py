"""The proof that no damaged file does harm: files are mutated, and each gives a case or a German sentence.

Never a traceback, never more than two seconds, never more than 500 MB. Mutated are case files with attachments, plain
`case.json`, journals, earlier states, cases of the first version and files of legal values; harm is done to bytes (cut, flipped, zeroed, swapped, put in), inside the archive
with everything else sound, and to single values (wrong types, huge numbers, deep nesting, very long texts).

Run as a module: `python -m tests.proofs.mutate FOLDER COUNT SEED`; it writes the tally as JSON.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 2.0
MEGABYTES = 500
FORMS = ("ala", "inhalt", "werte", "json", "journal", "stand", "fassung", "rechtswerte")
"""The archive's bytes; case.json within a sound archive, by bytes and by values; the plain form; journal; earlier state; a case
of the first version; a file of new legal values."""
HARMLESS_ONES = 1_000_000


@dataclass
class Tally:
    """What a run of the proof saw."""

    files: int = 0
    cases: int = 0
    """Gave a case that could be reckoned."""
    sentences: int = 0
    slowest: float = 0.0
    """Seconds of work for one file."""
    megabytes: int = 0
    """The most memory that the process had, all files together."""


def prove(folder: Path, count: int, seed: int) -> Tally:
    """Run the proof in a process of its own. Raises AssertionError with its words when it does not hold."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.mutate", str(folder), str(count), str(seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ALA_WIZARD_HOME": str(folder / "home")},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return Tally(**json.loads(done.stdout.splitlines()[-1]))


# -- harm ----------------------------------------------------------------------


def harm_bytes(raw: bytes, chance: random.Random) -> bytes:
    """Cut, flip, zero, swap or put in something."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        if not data:
            break
        at, length = chance.randrange(len(data)), chance.choice((1, 4, 64, 700, 5000))
        match chance.randrange(7):
            case 0:
                del data[at:]
            case 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                data[at : at + length] = bytes(len(data[at : at + length]))
            case 3:
                other = chance.randrange(len(data))
                first, second = data[at : at + length], data[other : other + length]
                data[other : other + length] = first
                data[at : at + length] = second
            case 4:
                data[at:at] = chance.randbytes(length)
            case 5:
                del data[at : at + length]
            case _:
                data[at:at] = data[: chance.randrange(len(data))]
    return bytes(data)


def odd(chance: random.Random) -> Any:
    """Something that a value must not be."""
    return chance.choice(
        (
            lambda: None,
            lambda: True,
            lambda: -1,
            lambda: 10 ** chance.choice((10, 20, 400, 4000)),
            lambda: Raw("1e" + str(chance.choice((9, 308, 400, 99999, 999999999)))),
            lambda: Raw("-0.0"),
            lambda: Raw("NaN"),
            lambda: Raw("9" * chance.choice((20, 5000))),
            lambda: "9" * chance.choice((20, 5000)) + ".5",
            lambda: "1e999999",
            lambda: "x" * chance.choice((1, 1000, HARMLESS_ONES)),
            lambda: "{" * 5000 + "}" * 5000,
            lambda: "\ud800\x00\u202e",
            list,
            dict,
            lambda: [{}] * chance.choice((1, 50, 5000)),
            lambda: [[1, "a", None]] * 40,
            lambda: {"id": "a", "a" * 3000: 1},
            lambda: Raw("[" * (depth := chance.choice((50, 900, 5000, 100_000))) + "]" * depth),
            lambda: Raw('{"a":' * (depth := chance.choice((50, 900, 5000))) + "1" + "}" * depth),
            lambda: "0000-00-00",
            lambda: "2027-02-31",
            lambda: "99999-01-01",
            lambda: "25:99",
        )
    )()


class Raw(str):
    """JSON as it is to stand there."""


def as_json(data: Any) -> str:
    """JSON text in which `Raw` stands as it is."""
    raws: list[str] = []

    def plain(value: Any) -> Any:
        if isinstance(value, Raw):
            raws.append(value)
            return f"@@{len(raws) - 1}@@"
        if isinstance(value, dict):
            return {key: plain(entry) for key, entry in value.items()}
        return [plain(entry) for entry in value] if isinstance(value, list) else value

    sys.set_int_max_str_digits(0)
    text = json.dumps(plain(data))
    sys.set_int_max_str_digits(4300)
    for number, raw in enumerate(raws):
        text = text.replace(f'"@@{number}@@"', raw)
    return text


def harm_values(raw: bytes, chance: random.Random) -> bytes:
    """Put odd values in some places of the case."""
    data = json.loads(raw)
    for _ in range(chance.choice((1, 1, 2, 6))):
        at: Any = data
        while True:
            keys: list[Any] = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = chance.choice(keys)
            if not isinstance(at[key], dict | list) or not at[key] or chance.random() < 0.15:
                if isinstance(at, dict) and chance.random() < 0.15:
                    at[chance.choice(("fremd", "", "id", "a" * 5000))] = odd(chance)
                else:
                    at[key] = odd(chance)
                break
            at = at[key]
    return as_json(data).encode("utf-8", "surrogatepass")


def packed(case: bytes) -> bytes:
    """An archive that is sound but for its case."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("case.json", case)
        archive.writestr("attachments/plan.pdf", b"%PDF" * 300)
    return file.getvalue()


# -- looking -------------------------------------------------------------------


def _peak() -> int:
    """The most memory that this process held, MB. Linux hands the peak of its starter down to it in the usage, not in the status."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return int(found[1]) // 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20)


def _look_at_values(raw: bytes, file: Path, case: Any, today: date, tally: Tally, what: str) -> None:
    """Offer a file of legal values as the window does: it is taken, or every reason against it is a sentence."""
    from ala_wizard import core
    from ala_wizard.content.update import UpdateError

    file.write_bytes(raw)
    begun = time.process_time()
    try:
        core.offer_values(file, case, today)
        tally.cases += 1
    except UpdateError as error:
        for words in error.problems:
            own = re.sub("„.*?“", "", words, flags=re.DOTALL)
            assert own.strip() and "Error" not in own and "Traceback" not in own, f"{what}: {words}"
        tally.sentences += 1
    took = time.process_time() - begun
    tally.slowest = max(tally.slowest, took)
    assert took <= SECONDS, f"{what} took {took:.1f} s"
    tally.files += 1


def run(folder: Path, count: int, seed: int) -> Tally:
    """Mutate so many files and open each as the program does. Raises AssertionError, or what was raised."""
    sys.path.insert(0, str(ROOT))
    from ala_wizard import core
    from ala_wizard.content.loader import content
    from ala_wizard.content.samples import sample
    from ala_wizard.flow.compare import differences
    from ala_wizard.model import path as addresses
    from ala_wizard.store import casefile, generations, journal, recovery, rescue
    from tests.content.update_files import file as update_file

    first = (ROOT / "tests" / "store" / "golden" / "fassung_1.json").read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    case, noon, file = sample("hof-sonnenwiese"), datetime(2026, 3, 2, 12, 0), folder / "hof.ala"
    text = casefile.dump(case)
    kept = journal.Journal(case.case_id, file, casefile.mark(casefile.plain(case)), lambda: noon)
    states = [case]
    for number in range(12):
        states.append(addresses.replace(states[-1], "farm.name", f"Hof {number} " + "x" * 90 * number))
        kept.note(states[-1])
    logged = kept.path.read_bytes()
    stored = generations.add(states[3], file, noon)
    assert stored is not None
    earlier = stored.read_bytes()
    recovery.keep(states[2], file).unlink()
    chance, tally = random.Random(seed), Tally()
    make: dict[str, Callable[[], bytes]] = {
        "ala": lambda: harm_bytes(packed(text), chance),
        "inhalt": lambda: packed(harm_bytes(text, chance)),
        "werte": lambda: packed(harm_values(text, chance)),
        "json": lambda: harm_values(text, chance) if chance.random() < 0.5 else harm_bytes(text, chance),
        "journal": lambda: harm_bytes(logged, chance),
        "stand": lambda: harm_bytes(earlier, chance),
        "fassung": lambda: packed(harm_values(first, chance) if chance.random() < 0.6 else harm_bytes(first, chance)),
        "rechtswerte": lambda: harm_bytes(update_file(), chance),
    }
    today = date(2026, 3, 2)
    for number in range(count):
        form = FORMS[number % len(FORMS)]
        raw = make[form]()
        file.unlink(missing_ok=True)
        kept.path.unlink(missing_ok=True)
        stored.write_bytes(earlier)
        if form == "rechtswerte":
            _look_at_values(raw, folder / "ala-werte.toml", case, today, tally, f"{form} {number} of seed {seed}")
            continue
        target = {"journal": kept.path, "stand": stored}.get(form, file if form != "json" else folder / "case.json")
        if form == "journal":
            casefile.save(case, file)
        target.write_bytes(raw)
        begun = time.process_time()
        what = f"{form} {number} of seed {seed}"
        found = rescue.look(target if form == "json" else file)
        opened = found.loaded.case if found.loaded is not None else None
        if found.offer is not None:
            assert found.offer.case in states, f"{what}: a state that never was"
        if found.problem is not None:
            words = core.sentence(found.problem)
            own = re.sub("„.*?“", "", words)  # what the file itself says stands in quotation marks
            assert own.endswith(".") and not set(own) & set("{}<>_") and "Error" not in own, f"{what}: {words}"
            tally.sentences += 1
        if opened is not None:
            results = core.reckon(opened, content(), today)
            if number % 25 == 0:
                core.findings(opened, content(), results, today, None)
                differences(opened, case, content())
            casefile.dump(opened)
            tally.cases += 1
        assert (opened is None) == (found.problem is not None), what
        took = time.process_time() - begun
        tally.slowest = max(tally.slowest, took)
        assert took <= SECONDS, f"{what} took {took:.1f} s"
        tally.files += 1
    if sys.platform != "win32":
        tally.megabytes = _peak()
        assert tally.megabytes <= MEGABYTES, f"{tally.megabytes} MB"
    return tally


if __name__ == "__main__":
    print(json.dumps(asdict(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))))
