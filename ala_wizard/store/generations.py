"""Earlier states of a case on this computer: dense today, then one a day, a week, a month. Each was opened once after writing."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import casefile, disk, errors, keyring
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data

FOLDER = "staende"
SPACING = timedelta(minutes=5)
"""While one writes, a state is kept so often."""
DENSE, SPARSE = timedelta(hours=4), timedelta(hours=24)
"""So long all are kept, and so long one of every half hour."""
DAYS, WEEKS, MONTHS = 14, 8, 36
"""So many days, weeks and months one each is kept."""

SIGN = 12
"""Letters of a sign."""

_NAME = re.compile(r"(\d{8})_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2})_([0-9a-f]{8})_([0-9a-f]{12})\.ala")
_AT = "%Y-%m-%dT%H-%M-%S"


@dataclass(frozen=True)
class Generation:
    """One earlier state. Which is newer, the number says: clocks are set back, numbers are not."""

    number: int
    at: datetime
    place: str
    """Short sign of the case file that it belongs to."""
    mark: str
    """Short sign of what the case says (`sign`)."""
    path: Path


def folder(case_id: str) -> Path:
    """Where the states of a case lie."""
    return user_data() / FOLDER / hashlib.sha256(case_id.encode("utf-8", "replace")).hexdigest()[:16]


def place_of(file: Path) -> str:
    """Short sign of a case file."""
    return hashlib.sha256(str(file.absolute()).encode("utf-8", "replace")).hexdigest()[:8]


def sign(case_id: str, mark: str) -> str:
    """Short sign for a state with this mark; of an encrypted case it can only be told by its key."""
    key = keyring.of(case_id)
    return mark[:SIGN] if key is None else key.sign(mark[:SIGN])[:SIGN]


def renamed(path: Path, case_id: str) -> Path:
    """What a state is called once it is sealed, or no longer, as its case is now. Raises StoreError."""
    match, key, sealed = _NAME.fullmatch(path.name), keyring.of(case_id), keyring.lock_of(path) is not None
    if match is None or (key is not None) == sealed:
        return path
    told = sign(case_id, match[4] if key is not None else casefile.mark(casefile.plain(casefile.load(path).case)))
    return path.with_name(f"{match[1]}_{match[2]}_{match[3]}_{told}{casefile.SUFFIX}")


def found(case_id: str) -> tuple[Generation, ...]:
    """All states of a case, the newest first."""
    return _found(folder(case_id))


def of_file(file: Path) -> tuple[Generation, ...]:
    """All states of whatever case stood in this file, the newest first: for a file that cannot be read any more."""
    try:
        folders = sorted((user_data() / FOLDER).iterdir())
    except OSError:
        return ()
    every = [tuple(entry for entry in _found(inner) if entry.place == place_of(file)) for inner in folders]
    cases = sorted(filter(None, every), key=lambda known: known[0].at, reverse=True)
    return tuple(entry for known in cases for entry in known)


def add(case: Case, file: Path, now: datetime, *, spacing: timedelta = timedelta(0)) -> Path | None:
    """Keep a state; None when the newest one is the same, or younger than `spacing`. Raises StoreError.

    Attachments stay in the case file. It is read again and compared before it counts.
    """
    mark, inside = sign(case.case_id, casefile.mark(casefile.plain(case))), folder(case.case_id)
    try:
        inside.mkdir(parents=True, exist_ok=True)
        known = _listed(inside)
    except OSError as error:
        raise errors.writing(error, inside) from error
    if known and known[0].place == place_of(file) and (known[0].mark == mark or timedelta(0) <= now - known[0].at < spacing):
        return None
    number = known[0].number + 1 if known else 1
    target = inside / f"{number:08}_{now.strftime(_AT)}_{place_of(file)}_{mark}.ala"
    casefile.save(case, target)
    if casefile.load(target).case != case:
        with contextlib.suppress(OSError):
            disk.remove(target)
        raise StoreError("pruefung", target)
    for old in thinned(found(case.case_id), now):
        with contextlib.suppress(OSError):  # one too many does no harm
            disk.remove(old.path)
    return target


def keep_original(file: Path, case_id: str, version: int) -> Path:
    """Keep a file of an older version, byte for byte and for good, before it is written in today's. Raises StoreError."""
    try:
        target = folder(case_id) / f"fassung-{version}-{disk.digest(file)[:12]}{file.suffix.lower() or casefile.SUFFIX}"
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            disk.copy(file, target)
    except OSError as error:
        raise errors.writing(error, file) from error
    return target


def thinned(every: Iterable[Generation], now: datetime) -> tuple[Generation, ...]:
    """Those that may go. Of each span the newest stays; the newest of all, and what lies in the future, always."""
    ordered = sorted(every, key=lambda entry: entry.number, reverse=True)
    kept: set[str] = set()
    gone: list[Generation] = []
    for place, entry in enumerate(ordered):
        spans = _spans(entry.at, now)
        if place and spans is not None and kept.issuperset(spans):
            gone.append(entry)
        kept.update(spans or ())
    return tuple(gone)


def _spans(at: datetime, now: datetime) -> tuple[str, ...] | None:
    """The spans of time for which a state may stand; None where it is kept anyway."""
    age = now - at
    if age < DENSE:
        return None
    spans = []
    if age < SPARSE:
        spans.append(f"h{at:%Y%m%d%H}{at.minute // 30}")
    if age < timedelta(days=DAYS):
        spans.append(f"d{at:%Y%m%d}")
    if age < timedelta(weeks=WEEKS):
        spans.append("w{}-{}".format(*at.isocalendar()[:2]))
    if age < timedelta(days=MONTHS * 31):
        spans.append(f"m{at:%Y%m}")
    return tuple(spans)


def _found(inside: Path) -> tuple[Generation, ...]:
    try:
        return _listed(inside)
    except OSError:
        return ()


def _listed(inside: Path) -> tuple[Generation, ...]:
    """All states in a folder, the newest first. Raises OSError: without the list a new state would get a wrong number."""
    every: list[Generation] = []
    for path in inside.iterdir():
        match = _NAME.fullmatch(path.name)
        if match is not None:
            with contextlib.suppress(ValueError):
                every.append(Generation(int(match[1]), datetime.strptime(match[2], _AT), match[3], match[4], path))
    return tuple(sorted(every, key=lambda entry: entry.number, reverse=True))
