"""Update files of legal values that the user accepted: kept whole in the program's own folder, read again at every start.

What the files say is judged in `content.update`; here they are only bytes with a name.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from ala_wizard.store import disk, errors
from ala_wizard.store.folders import user_data

FOLDER = "werte"
PATTERN = "ala-werte-*.toml"
NAME = re.compile(r"ala-werte-[A-Za-z0-9-]+\.toml")
READ_AT_MOST = 512 * 1024
"""Bytes read of one file; whoever judges the content refuses less."""
MOST = 200
"""More files are not read: nobody imports as many."""


def folder() -> Path:
    """Where the accepted files lie. It may not exist yet."""
    return user_data() / FOLDER


def kept() -> tuple[tuple[str, bytes | None], ...]:
    """Names and bytes of all accepted files by name; None for one that cannot be read. Raises nothing."""
    try:
        files = sorted(file for file in folder().glob(PATTERN) if NAME.fullmatch(file.name))[:MOST]
    except OSError:
        return ()
    found: list[tuple[str, bytes | None]] = []
    for file in files:
        try:
            found.append((file.name, _bytes(file)))
        except OSError:
            found.append((file.name, None))
    return tuple(found)


def read(path: Path) -> bytes:
    """The bytes of a file that the user chose, never more than `READ_AT_MOST`. Raises StoreError."""
    try:
        return _bytes(path)
    except OSError as error:
        raise errors.reading(error, path) from error


def keep(raw: bytes, issued: date) -> str:
    """Keep an accepted file, whole or not at all, and give its name; the same bytes are kept once. Raises StoreError."""
    name = f"ala-werte-{issued:%Y-%m-%d}-{hashlib.sha256(raw).hexdigest()[:10]}.toml"
    target = folder() / name
    try:
        disk.put(target, raw)
    except OSError as error:
        raise errors.writing(error, target) from error
    return name


def remove(name: str) -> None:
    """Take an accepted file away; one that is gone already is fine. Raises StoreError."""
    if not NAME.fullmatch(name):
        raise errors.StoreError("fehlt", folder() / Path(name).name)
    target = folder() / name
    try:
        disk.remove(target)
    except OSError as error:
        raise errors.writing(error, target) from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(READ_AT_MOST)
