"""The papers of a case by their file names, and one paper put in place so that no good file is ever lost.

A paper is made before the first byte is written. It is written to a temporary file in the same folder, flushed to the disk
and then put in place; if anything goes wrong, the file that was there before stays as it was, and no temporary file remains.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.documents.blocks import Document
from ala_wizard.documents.registry import FOR_AUTHORITY, FOR_OURSELVES, Builder
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import pdf_bytes

PAPERS: dict[str, Builder] = {f"{kind}.pdf": build for kind, build in FOR_AUTHORITY.items()}
"""File names of what goes to the Leistungsträger and what makes them, in the order in which they are written."""
OWN_PAPERS: dict[str, Builder] = {f"{kind}.pdf": build for kind, build in FOR_OURSELVES.items()}
"""The same for what stays on the farm: never part of the bundle."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class ExportError(Exception):
    """The bundle could not be written. `code` names the sentence under `export.` in the texts; str() is that sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(text(f"export.{code}", **values))
        self.code = code
        self.values = values


def builders(case: Case, content: Content) -> dict[str, Builder]:
    """What makes the papers of one case that go to the Leistungsträger, by file name: those that its profile names."""
    wanted = {f"{kind}.pdf" for kind in content.profile(case.profile).documents}
    return {name: build for name, build in PAPERS.items() if name in wanted}


def write_paper(document: Document, path: Path) -> Path:
    """Write one paper in the place of what was there before, whole or not at all. Raises ExportError."""
    _check(path.parent)
    data = pdf_bytes(document)[0]
    temporary: Path | None = None
    try:
        temporary = _written(path.parent, data)
        os.replace(temporary, path)  # noqa: PTH105 - os, so that tests can let it fail
        sync_folder(path.parent)
    except OSError as error:
        raise explained(error, path.parent, path.name) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return path


def _check(folder: Path) -> None:
    try:
        there, is_folder = folder.exists(), folder.is_dir()
    except OSError as error:  # a name that no disk takes
        raise explained(error, folder, folder.name) from error
    if not there:
        raise ExportError("no_folder", place=str(folder))
    if not is_folder:
        raise ExportError("not_a_folder", place=str(folder))


def _written(folder: Path, data: bytes) -> Path:
    """The data in a new temporary file, safely on the disk; on failure nothing remains."""
    handle, name = tempfile.mkstemp(prefix=".ala-", suffix=".tmp", dir=folder)
    file = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.name == "posix":
            os.chmod(file, 0o666 & ~umask())  # noqa: PTH101
    except BaseException:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        raise
    return file


def umask() -> int:
    """The rights that new files and folders of this user do not get (what is made as temporary has fewer still)."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Bring the new names to the disk, where the system can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explained(error: OSError, folder: Path, file: str) -> ExportError:
    """The sentence for a failure of the disk."""
    if error.errno in _FULL:
        return ExportError("disk_full")
    if error.errno in _DENIED:
        return ExportError(
            "read_only" if not os.access(folder, os.W_OK) or error.errno == errno.EROFS else "not_written", place=str(folder), file=file
        )
    return ExportError("not_written", file=file, place=str(folder))
