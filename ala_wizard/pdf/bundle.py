"""The bundle for the Leistungsträger: PDFs from one frozen case, written so that no good file is ever lost.

All papers are made before the first byte is written. Each is written to a temporary file in the same folder,
flushed to the disk and then put in place; if anything goes wrong, files that were there before stay as they were
or are whole new papers, and no temporary file remains.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.documents.blocks import Document
from ala_wizard.documents.registry import FOR_AUTHORITY, FOR_OURSELVES, Builder
from ala_wizard.documents.stamp import Stamp
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


def documents(case: Case, content: Content, results: Results, stamp: Stamp) -> dict[str, Document]:
    """The papers of one case that go to the Leistungsträger, by file name: those that its profile names."""
    wanted = {f"{kind}.pdf" for kind in content.profile(case.profile).documents}
    return {name: build(case, content, results, stamp) for name, build in PAPERS.items() if name in wanted}


def export_bundle(case: Case, content: Content, results: Results, stamp: Stamp, folder: Path) -> list[Path]:
    """Write the papers into an existing folder and name them. Raises ExportError."""
    _check(folder)
    papers = {name: pdf_bytes(document)[0] for name, document in documents(case, content, results, stamp).items()}
    temporary: dict[str, Path] = {}
    name = next(iter(papers))
    try:
        for name, data in papers.items():
            temporary[name] = _written(folder, data)
        _put_in_place(folder, temporary)
    except OSError as error:
        raise _explained(error, folder, name) from error
    finally:
        _remove(temporary.values())
    return [folder / name for name in papers]


def write_paper(document: Document, path: Path) -> Path:
    """Write one paper in the place of what was there before, whole or not at all. Raises ExportError."""
    _check(path.parent)
    data = pdf_bytes(document)[0]
    temporary: dict[str, Path] = {}
    try:
        temporary[path.name] = _written(path.parent, data)
        _put_in_place(path.parent, temporary)
    except OSError as error:
        raise _explained(error, path.parent, path.name) from error
    finally:
        _remove(temporary.values())
    return path


def _put_in_place(folder: Path, temporary: dict[str, Path]) -> None:
    """All new files, or all old ones again: papers of two bundles never lie side by side."""
    old: dict[str, Path] = {}
    done: list[str] = []
    try:
        for name in temporary:
            if (folder / name).exists():
                old[name] = _second_name(folder / name)
        for name, file in temporary.items():
            os.replace(file, folder / name)  # noqa: PTH105 - os, so that tests can let it fail
            done.append(name)
        _sync_folder(folder)
    except OSError:
        for name in done:
            with contextlib.suppress(OSError):
                if name in old:
                    os.replace(old[name], folder / name)  # noqa: PTH105
                else:
                    (folder / name).unlink()
        raise
    finally:
        _remove(old.values())


def _second_name(file: Path) -> Path:
    """A second name for the old file, without its bytes being copied where the disk can do that."""
    handle, name = tempfile.mkstemp(prefix=".ala-", suffix=".old", dir=file.parent)
    os.close(handle)
    second = Path(name)
    second.unlink()
    try:
        os.link(file, second)
    except OSError:
        data = file.read_bytes()
        return _written(file.parent, data)
    return second


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def _check(folder: Path) -> None:
    if not folder.exists():
        raise ExportError("no_folder", place=str(folder))
    if not folder.is_dir():
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
            os.chmod(file, 0o666 & ~_umask())  # noqa: PTH101
    except BaseException:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        raise
    return file


def _umask() -> int:
    """The rights that new files of this user do not get (mkstemp gives fewer still)."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Bring the new names to the disk, where the system can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explained(error: OSError, folder: Path, file: str) -> ExportError:
    if error.errno in _FULL:
        return ExportError("disk_full")
    if error.errno in _DENIED:
        return ExportError(
            "read_only" if not os.access(folder, os.W_OK) or error.errno == errno.EROFS else "not_written", place=str(folder), file=file
        )
    return ExportError("not_written", file=file, place=str(folder))
