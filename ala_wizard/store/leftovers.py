"""What a sudden end leaves behind: temporary files of a program that was killed or lost its power while it wrote.

They may be half, and they may hold what was encrypted or deleted since. Only those of runs on this computer that are over go.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ala_wizard.store import disk, generations, inbox, journal, process, recovery
from ala_wizard.store.folders import user_config, user_data

OWN = "antraege"
"""Folder of cases that were never saved anywhere else."""
PASSING = disk.TEMPORARY.removeprefix(".")
"""How the names of folders for the moment begin."""

_NAME = re.compile(rf"\.?{re.escape(PASSING)}([0-9a-f]{{6}}-\d+-[0-9a-f]{{6}})-.*")


def passing() -> str:
    """How the name of a folder for the moment begins, so that it is known as a leftover if need be."""
    return f"{PASSING}{process.mark()}-"


def clear(*files: Path) -> None:
    """Clear away leftovers beside these files, in the program's own folders and in the one for the moment. Never raises."""
    for folder in dict.fromkeys((*_beside(files), *_own())):
        with contextlib.suppress(OSError):
            for path in [path for path in folder.iterdir() if path.name.startswith((PASSING, disk.TEMPORARY))]:
                name = _NAME.fullmatch(path.name)
                if name is not None and process.ended(name[1]):
                    _remove(path)


def _beside(files: tuple[Path, ...]) -> Iterator[Path]:
    for file in files:
        with contextlib.suppress(OSError, RuntimeError):
            yield file.resolve().parent


def _own() -> Iterator[Path]:
    data = user_data()
    yield from (user_config(), data, *(data / name for name in (OWN, journal.FOLDER, recovery.FOLDER)))
    for name in (generations.FOLDER, inbox.FOLDER):
        with contextlib.suppress(OSError):
            yield from (place for place in (data / name).iterdir() if place.is_dir())
    with contextlib.suppress(OSError):
        yield Path(tempfile.gettempdir())


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
