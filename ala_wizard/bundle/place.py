"""Files made aside and then put in place together: all new ones, or everything as it was.

They are made in a folder of their own: beside the target where that does not exist yet, inside it where it does, so that
they always lie on the same disk. A new target appears in one step. In a target that exists, each file takes its place with
the old one kept at hand until the last is done. Files that somebody changed since we wrote them are kept under another name.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType

from ala_wizard.bundle.names import is_ours
from ala_wizard.content.texts import text
from ala_wizard.pdf.bundle import ExportError, explained, sync_folder, umask
from ala_wizard.store import disk

INDEX = "00_Verzeichnis.json"
"""The list of the files that lie there, with their checksums."""
PACKED = "Antrag.zip"
"""The single files once more, in one."""


@dataclass
class _Done:
    """What was put in place, to take it back."""

    placed: list[tuple[Path, Path | None]] = field(default_factory=list)
    """Each new file with the place of the one that was there before."""
    kept: list[tuple[Path, Path]] = field(default_factory=list)
    """Files of others: where they lay and where they lie now."""
    removed: list[tuple[Path, Path]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)


class Staging:
    """The folder in which a set is made. As a context it leaves nothing behind, whatever happens."""

    def __init__(self, target: Path) -> None:
        """Raises ExportError where nothing can be written."""
        self.target = target
        self._made_parents: list[Path] = []
        self._put = False
        self._new = True
        try:
            self._new = not target.exists() and not target.is_symlink()
            if not self._new and not target.is_dir():
                raise ExportError("not_a_folder", place=str(target))
            home = self._parents() if self._new else target
            self.root = Path(tempfile.mkdtemp(prefix=disk.TEMPORARY, dir=home))
            self.files = self.root / "neu"
            self.files.mkdir()
        except OSError as error:
            self._forget()
            found = explained(error, target.parent if self._new else target, target.name)
            raise (ExportError("nicht_angelegt", place=str(target)) if found.code == "not_written" else found) from error

    def _parents(self) -> Path:
        """The folder that will hold the target; made where it does not exist."""
        missing = list(itertools.takewhile(lambda place: not place.exists(), self.target.parents))
        for place in reversed(missing):
            place.mkdir()
            self._made_parents.append(place)
        return self.target.parent

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._forget()

    def _forget(self) -> None:
        """Leave no trace but what was put in place."""
        if hasattr(self, "root"):
            shutil.rmtree(self.root, ignore_errors=True)
        if not self._put:
            for place in reversed(self._made_parents):
                with contextlib.suppress(OSError):
                    place.rmdir()

    # -- making ----------------------------------------------------------------

    def write(self, name: str, data: bytes) -> Path:
        """A file of the set, safely on the disk. Raises ExportError."""
        file = self.place_of(name)
        try:
            with file.open("xb") as stream:
                stream.write(data)
                disk.sync(stream)
        except OSError as error:
            raise explained(error, self.target, name) from error
        return file

    def place_of(self, name: str) -> Path:
        """Where a file of the set is made. Raises ExportError; a name that leads elsewhere is never taken."""
        if not is_ours(name):
            raise ValueError(name)
        file = self.files / PurePosixPath(name)
        try:
            file.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise explained(error, self.target, name) from error
        return file

    def names(self) -> tuple[str, ...]:
        """All files made so far, in order."""
        return tuple(sorted(file.relative_to(self.files).as_posix() for file in self.files.rglob("*") if file.is_file()))

    # -- putting in place ------------------------------------------------------

    def put(self) -> tuple[str, ...]:
        """Put everything in place; names the files of others that lie under a new name now. Raises ExportError."""
        try:
            sync_folder(self.files)
            if self._new:
                _open_rights(self.files)
                os.rename(self.files, self.target)  # noqa: PTH104 - os, so that tests can let it fail
                self._put = True
                sync_folder(self.target.parent)
                return ()
            kept = self._into_existing()
        except OSError as error:
            raise explained(
                error, self.target, Path(error.filename).name if isinstance(error.filename, str) else self.target.name
            ) from error
        self._put = True
        return kept

    def _into_existing(self) -> tuple[str, ...]:
        before, made = _known(self.target), self.names()
        done = _Done()
        aside = self.root / "alt"
        aside.mkdir()
        counter = itertools.count()
        try:
            for name in made:
                file = self.target / name
                self._folder_of(file, done)
                if _is_there(file) and _is_foreign(file, name, before):
                    other = _free(file)
                    os.rename(file, other)  # noqa: PTH104
                    done.kept.append((file, other))
                old = aside / str(next(counter)) if _is_there(file) else None
                if old is not None:
                    _second(file, old)
                os.replace(self.files / name, file)  # noqa: PTH105
                done.placed.append((file, old))
            for name in sorted(set(before) - set(made)):
                file = self.target / name
                if file.is_file() and not file.is_symlink() and not file.parent.is_symlink() and disk.digest(file) == before[name]:
                    old = aside / str(next(counter))
                    os.rename(file, old)  # noqa: PTH104
                    done.removed.append((file, old))
            sync_folder(self.target)
        except BaseException:
            _take_back(done)
            raise
        _remove_empty({file.parent for file, _ in done.removed} - {self.target})
        return tuple(other.relative_to(self.target).as_posix() for _, other in done.kept)

    def _folder_of(self, file: Path, done: _Done) -> None:
        """The folder of a file; never one that leads out of the target, and nothing else under the file's own name."""
        if file.is_dir() and not file.is_symlink():
            raise ExportError("im_weg", place=str(file))
        folder = file.parent
        if folder == self.target:
            return
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise ExportError("im_weg", place=str(folder))
        if not folder.exists():
            folder.mkdir()
            done.folders.append(folder)


def _known(target: Path) -> dict[str, str]:
    """The files that an earlier set of ours left here, with their checksums; nothing where no list can be read."""
    try:
        listed = json.loads((target / INDEX).read_bytes())["dateien"]
        found = {str(entry["datei"]): str(entry["sha256"]) for entry in listed}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        found = {}
    return {name: digest for name, digest in found.items() if is_ours(name)} | _index_files(target)


def _index_files(target: Path) -> dict[str, str]:
    """The lists themselves and the packed set: they cannot name their own checksums, and nobody writes anything into them."""
    places = [target / INDEX, target / INDEX.replace(".json", ".txt"), target / INDEX.replace(".json", ".pdf")]
    places += [place for place in [target / PACKED] if _holds_index(place)]
    return {place.name: disk.digest(place) for place in places if place.is_file() and not place.is_symlink()}


def _holds_index(packed: Path) -> bool:
    """Is this a set that we packed?"""
    try:
        with zipfile.ZipFile(packed) as held:
            return INDEX in held.namelist()
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def _is_foreign(file: Path, name: str, before: Mapping[str, str]) -> bool:
    """Did somebody else write or change what lies there?"""
    if file.is_symlink() or name not in before:
        return True
    return disk.digest(file) != before[name]


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _free(file: Path) -> Path:
    """A free name beside a file of somebody else's."""
    word = text("mappe.eigene_fassung")
    names = itertools.chain([f"{file.stem}_{word}"], (f"{file.stem}_{word}-{number}" for number in itertools.count(2)))
    return next(place for name in names if not _is_there(place := file.with_name(name + file.suffix)))


def _second(file: Path, place: Path) -> None:
    """A second name for an old file; a copy where the disk knows no second names."""
    try:
        os.link(file, place, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(file, place, follow_symlinks=False)


def _take_back(done: _Done) -> None:
    """Everything as it was, as far as the disk allows."""
    for file, old in reversed(done.removed):
        with contextlib.suppress(OSError):
            os.replace(old, file)  # noqa: PTH105
    for file, before in reversed(done.placed):
        with contextlib.suppress(OSError):
            if before is not None:
                os.replace(before, file)  # noqa: PTH105
            else:
                file.unlink()
    for file, other in reversed(done.kept):
        with contextlib.suppress(OSError):
            os.replace(other, file)  # noqa: PTH105
    _remove_empty(done.folders)


def _remove_empty(folders: Iterator[Path] | set[Path] | list[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _open_rights(folder: Path) -> None:
    """The rights that new folders of this user get: what is made for the program alone has fewer."""
    if os.name == "posix":
        mask = umask()
        for place in (folder, *(found for found in folder.iterdir() if found.is_dir())):
            place.chmod(0o777 & ~mask)
