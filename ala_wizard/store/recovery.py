"""Recovery copies on this computer: for a case without a file yet, and for one whose file is out of reach."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import casefile, disk, errors, inbox
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data

FOLDER = "rettung"


def recovery_file(case: Case, path: Path | None) -> Path:
    """Where the recovery copy of a case lies; the same case and file always give the same place."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-")[:40] if path else ""
    mark = hashlib.sha256(f"{case.case_id}\0{path or ''}".encode("utf-8", "replace")).hexdigest()[:10]
    return user_data() / FOLDER / f"{stem or 'neuer-antrag'}-{mark}{casefile.SUFFIX}"


def keep(case: Case, path: Path | None) -> Path:
    """Save a recovery copy and say where; of the attachments it holds those that stand in no file yet. Raises StoreError."""
    target = recovery_file(case, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.writing(error, target) from error
    try:
        casefile.save(case, target, add=inbox.waiting(case))
    except StoreError as error:
        if error.code != "fremdes_siegel":
            raise
        _move_aside(target)  # sealed by a key that is not known any more: it stays, under another name
        casefile.save(case, target, add=inbox.waiting(case))
    return target


def _move_aside(path: Path) -> None:
    try:
        disk.replace(path, path.with_name(f"{path.stem}-{disk.digest(path)[:8]}{path.suffix}"))
    except OSError as error:
        raise errors.writing(error, path) from error


def discard(case: Case, path: Path | None) -> None:
    """Remove the recovery copy after the case was saved in its own place; none there is fine."""
    target = recovery_file(case, path)
    try:
        disk.remove(target)
    except OSError as error:
        raise errors.writing(error, target) from error


def found() -> tuple[Path, ...]:
    """All recovery copies, the newest first."""
    try:
        files = [(file.stat().st_mtime_ns, file) for file in (user_data() / FOLDER).glob(f"*{casefile.SUFFIX}")]
    except OSError:
        return ()
    return tuple(file for _, file in sorted(files, reverse=True))
