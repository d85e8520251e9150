"""One writer per case file: a small file beside it says who has it open, also to another computer or a cloud folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ala_wizard.store import disk, process
from ala_wizard.store.process import Identity

ENDING = ".sperre"
MAX = 4096
BEAT = 60.0
"""Seconds after which the owner notes that it is still there."""


@dataclass(frozen=True)
class Holder:
    """Who has a case file open elsewhere."""

    who: Identity
    seen: datetime | None
    """When it was last noted, by its own clock."""
    here: bool
    """On this computer?"""


def lock_file(file: Path) -> Path:
    """The lock of a case file; its name is short, however long the other is."""
    key = hashlib.sha256(file.name.encode("utf-8", "replace")).hexdigest()[:12]
    return file.absolute().with_name(f"{disk.TEMPORARY}{key}{ENDING}")


def holder(file: Path) -> Holder | None:
    """Who else has the file open; None when nobody has, or who had it runs no more."""
    found = _read(lock_file(file))
    if found is None or found[0].token == process.me().token or found[0].alive is False:
        return None
    return Holder(found[0], found[1], found[0].host == process.me().host)


def abandoned(file: Path) -> bool:
    """Did a program of this computer have the file open and end without closing it?"""
    found = _read(lock_file(file))
    return found is not None and bool(found[0].token) and found[0].alive is False


def acquire(file: Path, now: datetime, *, take_over: bool = False) -> Holder | None:
    """Take the lock, over from another on request. Gives who holds it; None when it is ours now.

    In a folder where nothing can be written there is no lock, and none is needed.
    """
    path = lock_file(file)
    for _ in range(3):
        with contextlib.suppress(OSError):
            if not path.parent.is_dir() or _create(path, now):
                return None
            if not take_over and (other := holder(file)) is not None:
                return other
            _clear(path, _read(path))
            continue
        break
    return None if take_over else holder(file)


def beat(file: Path, now: datetime) -> Identity | None:
    """Note that we are still there. Gives who took the file over meanwhile; None when it is ours, or nobody's."""
    path = lock_file(file)
    found = _read(path)
    if found is not None and found[0].token != process.me().token:
        return found[0] if found[0].alive is not False else None
    with contextlib.suppress(OSError):
        if path.parent.is_dir():
            disk.write_whole(path, disk.content(_content(now)))
    return None


def lost(file: Path) -> Identity | None:
    """Who took the file over; None when it is ours, or nobody's."""
    found = _read(lock_file(file))
    return found[0] if found is not None and found[0].token != process.me().token and found[0].alive is not False else None


def release(file: Path) -> None:
    """Give the lock back, if it is ours."""
    path = lock_file(file)
    found = _read(path)
    if found is not None and found[0].token == process.me().token:
        with contextlib.suppress(OSError):
            disk.remove(path)


def _content(now: datetime) -> bytes:
    return json.dumps({**process.me().plain(), "seen": now.isoformat()}, ensure_ascii=False).encode("utf-8", "replace")


def _create(path: Path, now: datetime) -> bool:
    """Make the lock; False where there is one. Raises OSError."""
    try:
        file = disk.create(path)
    except FileExistsError:
        return False
    with file:
        file.write(_content(now))
        disk.sync(file)
    return True


def _clear(path: Path, seen: tuple[Identity, datetime | None] | None) -> None:
    """Take away the lock that was seen, and no other that came meanwhile. Raises OSError."""
    aside = path.with_name(f"{disk.TEMPORARY}{process.me().token}.tmp")
    disk.replace(path, aside)
    try:
        if _read(aside) != seen and not path.exists():
            disk.replace(aside, path)
    finally:
        disk.remove(aside)


def _read(path: Path) -> tuple[Identity, datetime | None] | None:
    """Who wrote a lock, and when; None where there is none. A damaged one is nobody's."""
    try:
        raw = disk.read(path, MAX)
    except OSError:
        return None
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return Identity(host=process.me().host), None
    who = Identity.read(data)
    if not who.token:
        return Identity(host=process.me().host), None
    try:
        seen = datetime.fromisoformat(str(data.get("seen")))
    except ValueError:
        seen = None
    return who, seen.replace(tzinfo=None) if seen is not None else None
