"""The files opened lately. A comfort only: when the list cannot be read or written, the program goes on without it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from ala_wizard.store import disk
from ala_wizard.store.folders import user_config

FILE = "zuletzt.json"
LENGTH = 40
"""An adviser has many farms."""


def recent() -> tuple[Path, ...]:
    """The last files, the newest first; also those that are out of reach just now (a stick that is not plugged in)."""
    try:
        data = json.loads((user_config() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    if not isinstance(data, list):
        return ()
    return tuple(Path(entry) for entry in data if isinstance(entry, str) and entry)[:LENGTH]


def remember(path: Path) -> None:
    """Put a file on top of the list."""
    path = path.absolute()
    _write((path, *(entry for entry in recent() if entry != path)))


def forget(path: Path) -> None:
    """Take a file off the list."""
    path = path.absolute()
    _write(tuple(entry for entry in recent() if entry != path))


def put_back(path: Path, place: int) -> None:
    """Put a file back to the place in the list from which it was taken."""
    path = path.absolute()
    known = [entry for entry in recent() if entry != path]
    _write((*known[:place], path, *known[place:]))


def _write(paths: tuple[Path, ...]) -> None:
    raw = json.dumps([str(path) for path in paths[:LENGTH]], ensure_ascii=False, indent=2).encode("utf-8", "replace")
    target = user_config() / FILE
    with contextlib.suppress(OSError):
        disk.put(target, raw)
