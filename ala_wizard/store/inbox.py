"""Files that were chosen as attachments and wait for the next save; each is copied at once, so that a stick may be pulled.

Those of an encrypted case lie sealed in a folder of their own, under names that tell nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Callable, Collection
from pathlib import Path
from typing import BinaryIO

from ala_wizard.model.base import new_id
from ala_wizard.model.case import Attachment, Case
from ala_wizard.model.german import format_size
from ala_wizard.store import age, casefile, disk, errors, journal, keyring
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data

FOLDER = "eingang"
VIEWS = "ansicht"
"""Copies of attachments that are being looked at."""
MAX_FILE = 50 << 20
"""Bytes of one attachment."""
MAX_TOGETHER = 500 << 20
"""Bytes of all attachments of a case."""
MAX_NAME = 80
"""Letters of a file name without its ending."""

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odg": "application/vnd.oasis.opendocument.graphics",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Documents and pictures by their ending. Nothing that could run: these files are handed to other programs to be opened."""

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³")}
"""Names that Windows keeps for devices, whatever the ending."""
_UNWANTED = set('\\/:*?"<>|[]')


def take(path: Path, case: Case, taken: Collection[str] = ()) -> Attachment:
    """Copy a chosen file into the program's own folder and describe it.

    `taken` are names that it must not have besides those of the case. Raises StoreError; then nothing was copied.
    """
    known = {row.file for row in case.attachments} | set(case.removed_files) | set(taken) | _waiting_names(case)
    name = free_name(path.name, known)
    while _waits(case, name):
        known.add(name)
        name = free_name(path.name, known)
    if (media_type := MEDIA_TYPES.get(Path(name).suffix)) is None:
        raise StoreError("anlage_art", path)
    try:
        if path.is_dir():
            raise StoreError("ordner", path)
        size = path.stat().st_size
    except OSError as error:
        raise errors.reading(error, path) from error
    if not size:
        raise StoreError("anlage_leer", path)
    if size > MAX_FILE:
        raise StoreError("anlage_gross", path, size=format_size(size), limit=format_size(MAX_FILE))
    if size + sum(row.size or 0 for row in case.attachments) > MAX_TOGETHER:
        raise StoreError("anlagen_gross", path, limit=format_size(MAX_TOGETHER))
    digest = _copy(path, _place(case, name), keyring.of(case.case_id))
    return Attachment(title=Path(path.name).stem, file=name, sha256=digest, media_type=media_type, size=size)


def _copy(path: Path, target: Path, key: keyring.Key | None) -> str:
    """Copy whole or not at all, sealed for a key; gives the SHA-256 of what was read."""
    found = hashlib.sha256()
    problem: list[StoreError] = []

    def fill(file: BinaryIO) -> None:
        writer = age.Writer(file, key.head) if key is not None else None
        into = writer or file
        read = 0
        try:
            reader = path.open("rb")
        except OSError as error:
            problem.append(errors.reading(error, path))
            raise
        with reader:
            while True:
                try:
                    chunk = reader.read(disk.CHUNK)
                except OSError as error:
                    problem.append(errors.reading(error, path))
                    raise
                if not chunk:
                    break
                read += len(chunk)
                if read > MAX_FILE:  # it grew while it was read
                    problem.append(StoreError("anlage_gross", path, size=format_size(read), limit=format_size(MAX_FILE)))
                    raise problem[0]
                found.update(chunk)
                into.write(chunk)
        if writer is not None:
            writer.close()

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(target, fill)
    except OSError as error:
        raise (problem[0] if problem else StoreError("eingang", path)) from error
    return found.hexdigest()


def waiting(case: Case) -> dict[str, Path]:
    """The files that the next save of this case takes in: those that it names and that lie here, by their name."""
    return {row.file: _place(case, row.file) for row in case.attachments if row.file and _waits(case, row.file)}


def saved(case: Case, names: Collection[str]) -> None:
    """Remove what a save has taken in. What cannot be removed does no harm: it is only there twice."""
    with contextlib.suppress(OSError):
        for name in names:
            disk.remove(_place(case, name))


def keep(case: Case, names: Collection[str], file: Path | None) -> None:
    """Copy removed attachments out of the case file, before it is written without them: undo puts them back from here.

    Names that the file does not hold are passed over. Raises StoreError; then all must stay in the file.
    """
    held = casefile.attachment_names(file) if file is not None and disk.there(file) else ()
    for name in names:
        if file is None or name not in held or name != free_name(name, ()) or _waits(case, name):
            continue
        raw, key = casefile.attachment(file, name), keyring.of(case.case_id)
        try:
            disk.put(_place(case, name), raw if key is None else age.seal(raw, key.head))
        except OSError as error:
            raise StoreError("eingang", Path(name)) from error


def lying(case: Case, names: Collection[str]) -> Case:
    """The case for the papers: an attachment whose bytes cannot be had names no file there."""
    rows = tuple(
        row if row.file in names else row.model_copy(update={"file": "", "title": row.title.strip() or row.file})
        for row in case.attachments
    )
    return case if rows == case.attachments else case.model_copy(update={"attachments": rows})


def tidy(case: Case) -> None:
    """Remove what waits for a case that was just opened and does not name it: attached once and taken back.

    What the journal of another file of the same case names stays: that file was out of reach and takes it in later.
    """
    named = {row.file for row in case.attachments if row.file} | _waited_for(case.case_id)
    keep = {_place(case, name).name for name in named}
    with contextlib.suppress(OSError):
        for place in _folder(case).iterdir():
            if place.name not in keep:
                disk.remove(place)
        _folder(case).rmdir()  # only where nothing waits any more


def _waited_for(case_id: str) -> set[str]:
    """Attachments that stand in a journal only: another file of this case was out of reach when they were attached."""
    names: set[str] = set()
    for path in journal.found():
        with contextlib.suppress(StoreError):
            entry = journal.read(path)
            if entry.case_id == case_id:
                names.update(row.file for row in entry.case.attachments if row.file)
    return names


def view(case: Case, row: Attachment, file: Path | None, make: Callable[[str, bytes], bytes] | None = None) -> Path:
    """A copy of an attachment to look at, with its own name, in the program's own folder. Raises StoreError.

    `file` is the case file; `make` makes the bytes harmless, by the name. Changes to the copy never come back into the case.
    """
    name, raw = free_name(row.file, ()), viewable(case, row, file)
    if make is not None:
        raw = make(name, raw)
    target = user_data() / VIEWS / new_id() / name
    try:
        disk.put(target, raw)
    except OSError as error:
        raise StoreError("eingang", target) from error
    return target


def viewable(case: Case, row: Attachment, file: Path | None) -> bytes:
    """The bytes of an attachment, if it is a document or a picture: nothing that could run is put on the disk. Raises StoreError."""
    if Path(free_name(row.file, ())).suffix not in MEDIA_TYPES:
        raise StoreError("anlage_art", Path(row.file))
    return content(case, row, file)


def content(case: Case, row: Attachment, file: Path | None) -> bytes:
    """The bytes of an attachment, wherever it lies now. Raises StoreError."""
    if (place := waiting(case).get(row.file)) is not None:
        with contextlib.suppress(OSError), keyring.waiting(place) as reader:  # a save may have taken it in just now
            return reader.read()
    if file is None or not disk.there(file) or row.file not in casefile.attachment_names(file):
        raise StoreError("anlage_weg", Path(row.file))
    return casefile.attachment(file, row.file)


def present(case: Case, file: Path | None) -> frozenset[str]:
    """Names of the attachments that can be had: from the case file, or waiting here. Never raises: out of reach is not there."""
    found = set(waiting(case))
    if file is not None and disk.there(file):
        with contextlib.suppress(StoreError):
            found.update(casefile.attachment_names(file))
    return frozenset(found)


def clear_views() -> None:
    """Remove the copies that were looked at; one that another program still holds stays until the next time."""
    folder = user_data() / VIEWS
    with contextlib.suppress(OSError):
        for place in sorted(folder.rglob("*"), reverse=True):
            with contextlib.suppress(OSError):
                place.rmdir() if place.is_dir() else place.unlink()
        folder.rmdir()


def free_name(name: str, taken: Collection[str]) -> str:
    """A harmless file name made of any name, unlike all `taken` ones also where capitals do not count.

    Without folders, drives, letters that cannot be seen, and names that Windows keeps for devices.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(" " if letter in _UNWANTED else letter for letter in last if letter.isprintable())
    stem, dot, ending = " ".join(plain.split()).rstrip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem[:MAX_NAME].strip(". ") or "anlage"
    if stem.partition(".")[0].strip().casefold() in _RESERVED:
        stem = f"anlage {stem}"
    suffix = f".{ending.strip().lower()[:10]}" if ending.strip() else ""
    known = {entry.casefold() for entry in taken}
    found, number = f"{stem}{suffix}", 2
    while found.casefold() in known:
        found, number = f"{stem}-{number}{suffix}", number + 1
    return found


def rehouse(case: Case, names: Collection[str]) -> None:
    """Bring waiting files of these names into the form in which this case keeps them now, sealed or not. Raises OSError, StoreError."""
    key = keyring.of(case.case_id)
    for name in names:
        if name != free_name(name, ()):
            continue
        for known in {key, *keyring.known(), None}:
            old, new = _at(case.case_id, name, known), _place(case, name)
            if not old.is_file() or (old == new and (key is None or keyring.lock_of(old) == key.lock)):
                continue
            with keyring.waiting(old) as reader:
                raw = reader.read()
            disk.put(new, raw if key is None else age.seal(raw, key.head))
            if old != new:
                disk.remove(old)


def tidy_open(case: Case) -> None:
    """Remove what an encrypted case kept here before it was encrypted; all that it needs was taken over (`rehouse`)."""
    if keyring.of(case.case_id) is None:
        return
    folder = _folder_at(case.case_id, None)
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            disk.remove(place)
        folder.rmdir()


def _folder(case: Case) -> Path:
    return _folder_at(case.case_id, keyring.of(case.case_id))


def _folder_at(case_id: str, key: keyring.Key | None) -> Path:
    sealed = "" if key is None else "\0siegel"
    return user_data() / FOLDER / hashlib.sha256(f"{case_id}{sealed}".encode("utf-8", "replace")).hexdigest()[:16]


def _place(case: Case, name: str) -> Path:
    """Where a file of this name waits."""
    return _at(case.case_id, name, keyring.of(case.case_id))


def _at(case_id: str, name: str, key: keyring.Key | None) -> Path:
    return _folder_at(case_id, key) / (name if key is None else f"{key.sign(name.casefold())}{keyring.SUFFIX}")


def _waiting_names(case: Case) -> set[str]:
    """Names that lie there; of an encrypted case nobody can tell them, so that each has to be asked for (`_waits`)."""
    try:
        return {place.name for place in _folder(case).iterdir()}
    except OSError:
        return set()


def _waits(case: Case, name: str) -> bool:
    """Does a file of this name wait? A hostile name in a case file leads nowhere."""
    if name != free_name(name, ()):
        return False
    try:
        return _place(case, name).is_file()
    except (OSError, ValueError):
        return False
