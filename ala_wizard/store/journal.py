"""The journal: every change of an open case, on this computer within a second, whatever happens to its file.

One file of lines per case and place (docs/dateiformat.md). Each line carries its length and a sum over itself and the line
before, so that a line torn by a power cut, changed, missing or in the wrong place is noticed; what stands before it counts.
The journal of an encrypted case says where its file lies and who writes; all else in its lines is sealed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ala_wizard.model.case import Case
from ala_wizard.store import age, casefile, disk, errors, keyring, process
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data

FOLDER = "journal"
SUFFIX = ".journal"
OLD = ".alt"
"""Ending of the journal before, which stays until the next one is over."""
SIGN = b"ALA1"
MAX_STEPS = 4 << 20
"""Bytes of steps behind the first line; then the journal begins anew with the case as it stands."""
SEALED = "siegel"
"""Kind of a line whose content is sealed, and where in it that stands."""
MAX_LINE = (casefile.MAX_CASE + (1 << 20)) * 4 // 3
MAX_FILE = 2 * MAX_LINE + MAX_STEPS

Change = list[Any]
"""A way of keys and places, and the new value; without a value the key is gone."""


@dataclass(frozen=True)
class Read:
    """What a journal tells."""

    case: Case
    """The case after its last whole line."""
    case_id: str
    file: Path
    """The case file that it belongs to."""
    base: str
    """Mark of the case as it stood in its file when the journal began; empty where it was in none."""
    marks: tuple[str, ...]
    """Marks of all states, the last one at the end."""
    at: datetime
    """When the last line was written."""
    owner: process.Identity
    """Who wrote it."""


@dataclass(frozen=True)
class Shut:
    """What the journal of an encrypted case tells while its key is not known."""

    file: Path
    owner: process.Identity
    lock: bytes
    """The key behind its passphrase."""


def place(case_id: str, file: Path) -> Path:
    """Where the journal of a case lies, sealed or not; the same case and file always give the same place."""
    sealed = f"\0{SEALED}" if keyring.of(case_id) is not None else ""
    key = hashlib.sha256(f"{case_id}\0{file.absolute()}{sealed}".encode("utf-8", "replace")).hexdigest()[:20]
    return user_data() / FOLDER / f"{key}{SUFFIX}"


def found(*, old: bool = False) -> tuple[Path, ...]:
    """All journals that lie here, the newest first; on request those that were over already."""
    try:
        pattern = f"*{SUFFIX}{OLD if old else ''}"
        files = [(file.stat().st_mtime_ns, str(file)) for file in (user_data() / FOLDER).glob(pattern)]
    except OSError:
        return ()
    return tuple(Path(file) for _, file in sorted(files, reverse=True))


# -- lines ---------------------------------------------------------------------


def line(before: str, content: dict[str, Any]) -> tuple[bytes, str]:
    """One line of a journal, and its sum. `before` is the sum of the line before it."""
    raw = json.dumps(content, separators=(",", ":")).encode()
    total = hashlib.sha256(before.encode() + raw).hexdigest()
    return b"%s %d %s %s\n" % (SIGN, len(raw), total.encode(), raw), total


def lines(raw: bytes) -> tuple[list[dict[str, Any]], int]:
    """The whole lines at the beginning of a journal's bytes, and how many bytes they take. Never raises."""
    every: list[dict[str, Any]] = []
    at, before = 0, ""
    while True:
        head = raw[at : at + 100].split(b" ", 3)
        if len(head) < 4 or head[0] != SIGN or not head[1].isdigit() or len(head[1]) > 9:
            return every, at
        start = at + sum(map(len, head[:3])) + 3
        end = start + int(head[1])
        body = raw[start:end]
        total = hashlib.sha256(before.encode() + body).hexdigest()
        if raw[end : end + 1] != b"\n" or total.encode() != head[2]:
            return every, at
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            return every, at
        if not isinstance(content, dict):
            return every, at
        every.append(content)
        at, before = end + 1, total


def sealed(content: dict[str, Any], key: keyring.Key | None) -> dict[str, Any]:
    """The content of a line as it is written: for a key, only file and owner can be read."""
    if key is None:
        return content
    first = content["art"] == "stand"
    raw = age.seal(json.dumps(content, separators=(",", ":")).encode(), key.head if first else key.short_head)
    shown: dict[str, Any] = {name: content[name] for name in ("datei", "von") if name in content}
    return {"art": SEALED, **shown, SEALED: base64.b64encode(raw).decode()}


def _unsealed(every: list[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """The contents of lines, up to the first that does not open. Raises StoreError where that is the first one."""
    found: list[dict[str, Any]] = []
    for content in every:
        if content.get("art") != SEALED:
            found.append(content)
            continue
        try:
            raw, key = keyring.unseal(base64.b64decode(str(content[SEALED]), validate=True))
            found.append(json.loads(raw))
        except (LookupError, ValueError, RecursionError) as error:
            if found:
                break
            shut = isinstance(error, age.WrongKeyError) and all(known.lock != _lock(content) for known in keyring.known())
            raise StoreError("verschlossen" if shut else "kaputt", path) from error
        if len(found) == 1:
            keyring.learned(str(found[0].get("fall_id", "")), key)
    return found


def _lock(content: dict[str, Any]) -> bytes | None:
    try:
        return keyring.lock_in(io.BytesIO(base64.b64decode(str(content[SEALED]), validate=True)))
    except (LookupError, binascii.Error, age.AgeError):
        return None


def changes(old: Any, new: Any, way: tuple[str | int, ...] = ()) -> list[Change]:
    """What turns plain data into other plain data."""
    if isinstance(old, dict) and isinstance(new, dict):
        found: list[Change] = [[[*way, key]] for key in old if key not in new]
        for key, value in new.items():
            found += changes(old[key], value, (*way, key)) if key in old else [[[*way, key], value]]
        return found
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [change for number, pair in enumerate(zip(old, new, strict=True)) for change in changes(*pair, (*way, number))]
    return [] if type(old) is type(new) and old == new else [[list(way), new]]


def changed(data: Any, every: list[Change]) -> Any:
    """Plain data after changes; the old data must not be used any more. Raises LookupError or TypeError for a way that leads nowhere."""
    for way, *value in every:
        if not way:
            data = value[0]
            continue
        inner = data
        for step in way[:-1]:
            inner = inner[step]
        if value:
            inner[way[-1]] = value[0]
        else:
            del inner[way[-1]]
    return data


def read(path: Path) -> Read:
    """Read a journal up to its last whole line.

    Raises StoreError where not even the first one can be read, `verschlossen` where its key is not known.
    """
    try:
        raw = disk.read(path, MAX_FILE)
    except OSError as error:
        raise errors.reading(error, path) from error
    every, _ = lines(raw)
    try:
        every = _unsealed(every, path)
        if len(raw) > MAX_FILE or not every or every[0]["art"] != "stand":
            raise StoreError("kaputt", path)
        head, data, at = every[0], every[0]["fall"], every[0]["zeit"]
        marks = [str(head["zeichen"])]
        for step in every[1:]:
            data, at = changed(data, step["neu"]), step["zeit"]
            marks.append(str(step["zeichen"]))
        case = casefile.parse(json.dumps(data).encode(), path)
        owner = process.Identity.read(head.get("von"))
        return Read(
            case, str(head["fall_id"]), Path(str(head["datei"])), str(head["grund"]), tuple(marks), datetime.fromisoformat(str(at)), owner
        )
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise StoreError("kaputt", path) from error


def about(path: Path) -> tuple[str, Path] | None:
    """ID of the case and its file, from the first line alone; None where it cannot be read."""
    try:
        head = _unsealed(_first(path), path)
        return str(head[0]["fall_id"]), Path(str(head[0]["datei"]))
    except (LookupError, TypeError, ValueError, StoreError):
        return None


def shut(path: Path) -> Shut | None:
    """What a sealed journal tells whose key is not known; None for any other."""
    for content in _first(path):
        lock = _lock(content)
        opened = about(path) is not None or any(key.lock == lock for key in keyring.known())  # known, but it was changed
        if content.get("art") == SEALED and lock is not None and not opened:
            return Shut(Path(str(content.get("datei", ""))), process.Identity.read(content.get("von")), lock)
    return None


def form(path: Path) -> bytes | None:
    """The key behind its passphrase, as a journal holds it; None for a journal in plain."""
    return next((_lock(content) for content in _first(path)), None)


def _first(path: Path) -> list[dict[str, Any]]:
    """The content of the first line as it stands there, alone in a list; none where it cannot be read."""
    try:
        raw = disk.read(path, MAX_LINE)
    except OSError:
        return []
    return lines(raw[: raw.find(b"\n") + 1])[0]


def renew(path: Path, case: Case, target: Path) -> None:
    """Begin a journal anew with this as its last state, sealed or not as the case is now, at a place of its own or another.

    Raises StoreError, OSError.
    """
    head, data = _unsealed(_first(path), path)[0], casefile.plain(case)
    content = {**head, "zeichen": casefile.mark(data), "fall": data}
    disk.put(target, line("", sealed(content, keyring.of(case.case_id)))[0])
    if target != path:
        disk.remove(path)


# -- writing -------------------------------------------------------------------


class Journal:
    """Writes the journal of one open case. May be used from several threads."""

    def __init__(self, case_id: str, file: Path, saved: str, now: Callable[[], datetime]) -> None:
        """`saved` is the mark of the case as it stands in its file; empty where it stands in none."""
        self.case_id, self.file, self._now = case_id, file, now
        self._key: keyring.Key | None = None
        self._path = self.path
        """Where it was written last."""
        self._guard = threading.Lock()
        self._saved = saved
        self._data: dict[str, Any] | None = None
        """The state after the last line; None while there is no journal."""
        self._turn = 0
        """The turn of the newest state that was noted."""
        self._marks: list[str] = []
        self._sum = ""
        self._good = 0
        self._first = 0

    @property
    def path(self) -> Path:
        """Where it lies."""
        return place(self.case_id, self.file)

    def note(self, case: Case, turn: int = 0) -> None:
        """Bring the journal up to this state, down to the disk. Raises StoreError.

        `turn` counts the states of a case: one that comes late, behind a newer one, is passed over. 0 is always new.
        """
        data = casefile.plain(case)
        mark = casefile.mark(data)
        with self._guard:
            if turn and turn < self._turn:
                return
            self._turn = turn or self._turn
            if mark == self._saved:
                if self._marks:
                    self._rotate()
            elif not self._marks or self._marks[-1] != mark:
                begun = self._data is not None
                try:
                    self._write(data, mark)
                except StoreError:
                    if not begun:
                        raise
                    self._write(data, mark)  # somebody took the journal away, or its end is damaged: a new one

    def saved(self, mark: str, turn: int = 0) -> None:
        """The case of this mark and turn stands in its file now. Raises StoreError."""
        with self._guard:
            self._saved = mark
            newer = turn and turn < self._turn and self._marks and self._marks[-1] != mark
            if not newer and mark not in self._marks[:-1]:
                self._rotate()

    def over(self) -> None:
        """Nothing more is to be kept. Raises StoreError."""
        with self._guard:
            self._rotate()

    def forget(self) -> None:
        """Keep neither state nor key in the memory; what is noted next begins the journal anew."""
        self._data, self._marks, self._key = None, [], None

    def _write(self, data: dict[str, Any], mark: str) -> None:
        at, key = self._now().isoformat(), keyring.of(self.case_id)
        if key is not self._key:  # another passphrase, or none any more: nothing is written behind the old lines
            self._data = None
        try:
            if self._data is None or self._good - self._first > MAX_STEPS:
                about = {"art": "stand", "fall_id": self.case_id, "datei": str(self.file.absolute()), "grund": self._saved}
                raw, total = line("", sealed({**about, "von": process.me().plain(), "zeit": at, "zeichen": mark, "fall": data}, key))
                disk.put(self.path, raw)
                if self._path != self.path:
                    disk.remove(self._path)
                self._key, self._path = key, self.path
                self._marks, self._good, self._first = [], len(raw), len(raw)
            else:
                step = {"art": "schritt", "zeit": at, "zeichen": mark, "neu": changes(self._data, data)}
                raw, total = line(self._sum, sealed(step, key))
                disk.append(self._path, self._good, raw)
                self._good += len(raw)
        except OSError as error:
            self._data, self._marks = None, []
            raise errors.writing(error, self.path) from error
        self._data, self._sum = data, total
        self._marks.append(mark)

    def _rotate(self) -> None:
        """The journal is over; the last one stays beside until the next is over."""
        self.forget()
        put_away(self._path)


def put_away(path: Path) -> None:
    """End a journal: it takes the place of the one before. Raises StoreError."""
    try:
        disk.replace(path, path.with_name(path.name + OLD))
        disk.sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise errors.writing(error, path) from error
