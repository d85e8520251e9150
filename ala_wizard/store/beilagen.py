"""Attachments beside the papers: each as a file of its own in the folder that goes to the Leistungsträger."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import disk, inbox
from ala_wizard.store.errors import StoreError

FOLDER = "Anlagen"
SHOWN = 3
"""So many names stand in the sentence when several could not be written."""


def put(case: Case, marks: Mapping[str, str], file: Path | None, folder: Path) -> list[Path]:
    """Copy the attachments that can be had into the subfolder; `marks` begin the names, by the attachment's ID.

    Each file appears whole or not at all. What lies there already stays: the same content is left alone, another one makes
    the new file take the next free name. Raises StoreError after all others were written; it names those that are missing.
    """
    target, there = folder / FOLDER, inbox.present(case, file)
    made: list[Path] = []
    missing: list[str] = []
    for row in case.attachments:
        if row.file not in there or row.id not in marks:
            continue
        try:
            raw = inbox.viewable(case, row, file)
            target.mkdir(exist_ok=True)
            name = inbox.free_name(f"{marks[row.id]}_{inbox.free_name(row.file, ())}", ())
            made.append(_put(target / name, raw, made))
        except (OSError, StoreError):
            missing.append(row.file)
    if missing:
        more = f" (+{len(missing) - SHOWN})" if len(missing) > SHOWN else ""
        raise StoreError("beilagen", target / missing[0], names=", ".join(missing[:SHOWN]) + more)
    return made


def _put(wanted: Path, raw: bytes, made: list[Path]) -> Path:
    """Write under this name or the next that is free; a file with the same bytes is as good, unless it is another attachment."""
    wanted_digest = hashlib.sha256(raw).hexdigest()
    for number in itertools.count(1):
        place = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        if place in made:
            continue
        if not place.exists() and not place.is_symlink():
            disk.write_whole(place, disk.content(raw))
            return place
        if place.is_file() and place.stat().st_size == len(raw) and disk.digest(place) == wanted_digest:
            return place
    raise AssertionError  # itertools.count never ends
