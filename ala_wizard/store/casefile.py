"""One case as one open file: a ZIP with `case.json` and `attachments/`, or a plain `case.json` (docs/dateiformat.md).

Each may be sealed as a whole; whether a case is written so, its key in `keyring` says.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal, NoReturn, cast

from pydantic import ValidationError

from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.store import age, disk, errors, keyring
from ala_wizard.store.errors import StoreError
from ala_wizard.store.migrations import migrate
from ala_wizard.store.places import named

SUFFIX = ".ala"
CASE = "case.json"
ATTACHMENTS = "attachments/"

MAX_CASE = 16 << 20
"""Bytes of case.json: fifty times the longest application that anyone has written."""
MAX_VALUES = 300_000
"""Commas in case.json: more values are made up to fill the memory."""
MAX_PROBLEMS = 1000
"""With more values that do not fit it is no case at all."""
MAX_ATTACHMENTS = 2 << 30
"""Bytes of all attachments together, unpacked."""
MAX_ENTRIES = 5000
MAX_RATIO = 1100
"""Bytes unpacked per packed byte: deflate reaches about 1030, anything above is made up."""

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


_asked: ContextVar[Callable[[], None]] = ContextVar("asked", default=lambda: None)


@contextmanager
def asking(last: Callable[[], None]) -> Iterator[None]:
    """Ask once more in every save within, just before the old file is replaced; what is raised then stops the save."""
    token = _asked.set(last)
    try:
        yield
    finally:
        _asked.reset(token)


@dataclass(frozen=True)
class Loaded:
    """What a file held."""

    case: Case
    attachments: tuple[str, ...]
    """File names below `attachments/`."""
    kind: Literal["ala", "json"]
    version: int = SCHEMA_VERSION
    """The version of the file; below today's it was migrated, above it only a part could be read (`view`)."""
    sealed: bool = False
    """Was the whole file encrypted?"""


def dump(case: Case) -> bytes:
    """The text of `case.json`: UTF-8, indented, keys in order, so that equal cases give equal bytes."""
    data = case.model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return text.encode("utf-8", "backslashreplace")  # half a surrogate pair, pasted from elsewhere, becomes its JSON escape


def parse(raw: bytes, path: Path) -> Case:
    """A case from the bytes of `case.json`. Raises StoreError; `path` is named in its sentence."""
    data = _data(raw, path)
    try:
        return Case.model_validate(migrate(data, path))
    except RecursionError as error:
        raise StoreError("kein_json", path) from error
    except ValidationError as error:
        if error.error_count() > MAX_PROBLEMS:
            raise StoreError("kein_json", path) from error
        places, more = named(error, Case)
        listed = "; ".join(places) + (f"; {more} weitere" if more else "")
        raise StoreError("werte", path, places=listed) from error


def _data(raw: bytes, path: Path) -> dict[str, Any]:
    """The bytes of `case.json` as plain data. Raises StoreError."""
    if raw.count(b",") > MAX_VALUES:
        raise StoreError("zu_gross", path)
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise StoreError("kein_json", path) from error
    if not isinstance(data, dict):
        raise StoreError("kein_json", path)
    return data


def _version(raw: bytes, path: Path) -> int:
    """The number of the version as it stands there; whether it makes sense, `migrate` says."""
    version = _data(raw, path).get("schema_version", 1)
    return version if isinstance(version, int) else 1


def plain(case: Case) -> dict[str, Any]:
    """A case as plain JSON data, without the note of removed attachments: that belongs to the file, not to the case."""
    data = case.model_dump(mode="json")
    data.pop("removed_files", None)
    return data


def mark(data: Mapping[str, Any]) -> str:
    """A short sign of plain data: the same for equal cases, and for no others."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:32]


def view(path: Path) -> Loaded:
    """Read a file that a newer version of this program wrote, as far as this one understands it; only to look at.

    What is unknown is left out. Raises StoreError where too little is left.
    """
    raw, names, kind, key = _read(path)
    data = _data(raw, path)
    version = _version(raw, path)
    data["schema_version"] = SCHEMA_VERSION
    for _ in range(20):
        try:
            return _kept(Loaded(Case.model_validate(data), names, kind, version, key is not None), key)
        except RecursionError as error:
            raise StoreError("kein_json", path) from error
        except ValidationError as error:
            if error.error_count() > MAX_PROBLEMS:
                raise StoreError("kein_json", path) from error
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                _leave_out(data, problem["loc"])
    raise StoreError("neuer", path, version=str(version), known=str(SCHEMA_VERSION))


def _leave_out(data: Any, place: Sequence[str | int]) -> None:
    """Take the value at a place out of plain data, or what of its way there is."""
    for step in place[:-1]:
        if isinstance(data, dict) and isinstance(data.get(str(step)), dict | list):
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data) and isinstance(data[step], dict | list):
            data = data[step]
        else:
            place = (step,)
            break
    last = place[-1] if place else ""
    if isinstance(data, dict):
        data.pop(str(last), None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = {}


def load(path: Path) -> Loaded:
    """Read a case file. Nothing is unpacked to disk. Raises StoreError, `verschlossen` for a sealed one whose key is not known."""
    raw, names, kind, key = _read(path)
    return _kept(Loaded(parse(raw, path), names, kind, _version(raw, path), key is not None), key)


def _kept(loaded: Loaded, key: keyring.Key | None) -> Loaded:
    """What was sealed stays so."""
    if key is not None:
        keyring.learned(loaded.case.case_id, key)
    return loaded


def case_id(path: Path) -> str:
    """The ID of the case in a file, without looking at the rest; a file that has none gives an empty one. Raises StoreError."""
    return str(_data(_read(path)[0], path).get("case_id") or "")


def fingerprint(path: Path) -> str:
    """A sign of what a file holds: the text of its case and the check sums of its attachments; empty where there is no file.

    A sealed one also by its passphrase; a file that is no case, or that nobody can open here, by all its bytes. Raises OSError.
    """
    found = hashlib.sha256()
    try:
        with keyring.opened(path) as (file, key):
            if file.read(2) != b"PK":
                return disk.digest(path)
            if key is not None and (lock := keyring.lock_of(path)) is not None:
                found.update(lock)
            with _archive(file, path) as (archive, _):
                found.update(_member(archive, CASE, MAX_CASE, path))
                for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                    found.update(f"{entry.filename}\0{entry.CRC}\0{entry.file_size}\0".encode("utf-8", "replace"))
    except FileNotFoundError:
        return ""
    except StoreError:
        return disk.digest(path)
    return found.hexdigest()


def _read(path: Path) -> tuple[bytes, tuple[str, ...], Literal["ala", "json"], keyring.Key | None]:
    """The bytes of `case.json`, the names of the attachments, the form of the file, and its key. Raises StoreError."""
    try:
        with keyring.opened(path) as (file, key):
            start = file.read(4)
            if not start:
                raise StoreError("leer", path)
            if start[:2] == b"PK":
                with _archive(file, path) as (archive, names):
                    return _member(archive, CASE, MAX_CASE, path), names, "ala", key
            raw = start + file.read(MAX_CASE)
    except OSError as error:
        raise errors.reading(error, path) from error
    if len(raw) > MAX_CASE:
        raise StoreError("zu_gross", path)
    if path.suffix.lower() != ".json" and not re.match(rb"(\xef\xbb\xbf)?\s*\{", raw):
        raise StoreError("fremd", path)
    return raw, (), "json", key


def save(
    case: Case,
    path: Path,
    attachments: Path | None = None,
    *,
    add: Mapping[str, Path] | None = None,
    drop: Collection[str] = (),
    open_form: bool = False,
) -> None:
    """Write a case whole or not at all; a name ending in `.json` gives the form without attachments.

    A case whose key is known is sealed, unless an `open_form` is asked for, as a copy to give away.

    `attachments` names the file whose attachments come along (after „save as“ the one that was open); without it they come
    from the file that is replaced, if that is the same case: of another one nothing is taken over. `add` brings new ones: name below `attachments/` and where the file lies now. `drop`
    names those that are left out unless the case still names them; all others stay, named or not.
    Raises StoreError; then the old file is as it was.
    """
    fresh = dict(add or {})
    named = {row.file for row in case.attachments if row.file}
    left_out = {name.casefold() for name in fresh} | {name.casefold() for name in drop if name not in named}
    raw = dump(case)
    if len(raw) > MAX_CASE or raw.count(b",") > MAX_VALUES:
        raise StoreError("zu_viel", path)
    ask = _asked.get()
    key = None if open_form else keyring.of(case.case_id)
    try:
        source = attachments if attachments is not None else path if _holds(path, case) else None
        if attachments is not None and not attachments.exists() and named - fresh.keys():
            raise StoreError("anlagen_fehlen", attachments)
        if path.suffix.lower() == ".json":
            with _source(source) as opened:
                if fresh or (opened and opened[1]):
                    raise StoreError("anlagen_json", path)
            disk.write_whole(path, disk.content(raw if key is None else age.seal(raw, key.head)), lambda _: ask())
            return

        def fill(file: BinaryIO) -> None:
            with _sealing(file, key) as into, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_entry(CASE), raw, zipfile.ZIP_DEFLATED)
                _carry(source, archive, left_out)
                _take_in(case, fresh, archive)

        def check(written: Path) -> None:
            _check(written, raw, path, key)
            ask()

        disk.write_whole(path, fill, check)
    except disk.ReadBackError as error:
        raise StoreError("pruefung", path) from error
    except OSError as error:
        raise errors.writing(error, path) from error


@contextmanager
def _sealing(file: BinaryIO, key: keyring.Key | None) -> Iterator[BinaryIO]:
    """Where to write so that the file is sealed; what was not written to its end is no sealed file."""
    if key is None:
        yield file
        return
    writer = age.Writer(file, key.head)
    yield cast(BinaryIO, writer)
    writer.close()


def attachment(path: Path, name: str) -> bytes:
    """The content of one attachment. Raises StoreError."""
    try:
        with keyring.opened(path) as (file, _), _archive(file, path) as (archive, names):
            if name not in names:
                raise StoreError("kaputt", path)
            return _member(archive, ATTACHMENTS + name, MAX_ATTACHMENTS, path)
    except OSError as error:
        raise errors.reading(error, path) from error


def attachment_names(path: Path) -> tuple[str, ...]:
    """File names below `attachments/`, sorted; none where the file is not a case file of that kind. Raises StoreError."""
    try:
        with _source(path) as opened:
            return opened[1] if opened else ()
    except OSError as error:
        raise errors.reading(error, path) from error


def _holds(path: Path, case: Case) -> bool:
    """Is the file that is to be replaced an earlier state of this very case?

    Raises StoreError where it is damaged, `fremdes_siegel` where nobody can know because it is shut.
    """
    try:
        with _source(path) as opened:
            raw = _member(opened[0], CASE, MAX_CASE, path) if opened else b""
    except StoreError as error:
        raise StoreError("fremdes_siegel", path) if error.code == "verschlossen" else error from error
    try:
        return bool(raw) and parse(raw, path).case_id == case.case_id
    except StoreError:  # a case that cannot be read is none of ours
        return False


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


@contextmanager
def _archive(file: BinaryIO, path: Path) -> Iterator[tuple[zipfile.ZipFile, tuple[str, ...]]]:
    """An open ZIP whose names and sizes were looked at, and the names of its attachments."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive, _inspect(archive, path)
    except _DAMAGE as error:
        raise StoreError("kaputt", path) from error


def _inspect(archive: zipfile.ZipFile, path: Path) -> tuple[str, ...]:
    """Look at every entry before any is read. Names of the attachments, sorted. Raises StoreError."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise StoreError("zu_gross", path)
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.orig_filename
        if not _harmless(name) or name.casefold() in seen or stat.S_ISLNK(entry.external_attr >> 16):
            raise StoreError("namen", path)
        seen.add(name.casefold())
        if entry.flag_bits & _ENCRYPTED:
            raise StoreError("verschluesselt", path)
        if entry.compress_type not in _PACKED:
            raise StoreError("kaputt", path)
        total += entry.file_size
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1) or total > MAX_ATTACHMENTS + MAX_CASE:
            raise StoreError("zu_gross", path)
    if CASE not in archive.namelist():
        raise StoreError("ohne_fall", path)
    below = (name.removeprefix(ATTACHMENTS) for name in archive.namelist() if name.startswith(ATTACHMENTS))
    return tuple(sorted(name for name in below if name and "/" not in name))


def _harmless(name: str) -> bool:
    """A relative name without steps upwards, drives, or letters that cannot be seen."""
    parts = name.removesuffix("/").split("/")
    return name.isprintable() and not set(name) & set('\\:*?"<>|') and all(part not in ("", ".", "..") for part in parts)


def _member(archive: zipfile.ZipFile, name: str, limit: int, path: Path) -> bytes:
    if archive.getinfo(name).file_size > limit:
        raise StoreError("zu_gross", path)
    with archive.open(name) as member:
        raw = member.read(limit + 1)
    if len(raw) > limit:
        raise StoreError("zu_gross", path)
    return raw


@contextmanager
def _source(source: Path | None) -> Iterator[tuple[zipfile.ZipFile, tuple[str, ...]] | None]:
    """The file whose attachments come along, opened once; None when there is no case file of that name."""
    if source is None:
        yield None
        return
    with ExitStack() as held:
        try:
            file, _ = held.enter_context(keyring.opened(source))
        except FileNotFoundError:
            yield None
            return
        if file.read(2) != b"PK":
            yield None
            return
        with _archive(file, source) as opened:
            yield opened


def _carry(source: Path | None, archive: zipfile.ZipFile, left_out: Collection[str]) -> None:
    """Copy the attachments unchanged. They are stored as they are: photos and PDFs hardly shrink."""
    with _source(source) as opened:
        if opened is None:
            return
        old, names = opened
        for name in names:
            if name.casefold() in left_out:
                continue
            with old.open(ATTACHMENTS + name) as reader, archive.open(_entry(ATTACHMENTS + name), "w", force_zip64=True) as writer:
                while chunk := reader.read(disk.CHUNK):
                    writer.write(chunk)


def _take_in(case: Case, fresh: Mapping[str, Path], archive: zipfile.ZipFile) -> None:
    """Read new attachments from disk; each must be what the case noted when it was chosen. Raises ReadBackError."""
    noted = {row.file: row.sha256 for row in case.attachments}
    for name, place in sorted(fresh.items()):
        found = hashlib.sha256()
        with (
            keyring.waiting(place) as reader,
            archive.open(_entry(ATTACHMENTS + name), "w", force_zip64=True) as writer,
        ):
            while chunk := reader.read(disk.CHUNK):
                found.update(chunk)
                writer.write(chunk)
        if noted.get(name) and found.hexdigest() != noted[name]:
            raise disk.ReadBackError(errno.EIO, "attachment differs", name)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.external_attr = 0o644 << 16
    return entry


def _check(written: Path, raw: bytes, path: Path, key: keyring.Key | None) -> None:
    """Read the temporary file as a stranger would: same text, every attachment whole. Raises ReadBackError."""
    try:
        with keyring.opened(written) as (file, fitted), _archive(file, path) as (archive, _):
            if (fitted is None) != (key is None):
                raise disk.ReadBackError("temporary file is not as it is wanted")
            if archive.testzip() is not None or _member(archive, CASE, MAX_CASE, path) != raw:
                raise disk.ReadBackError("temporary file differs")
    except StoreError as error:
        raise disk.ReadBackError(error.code) from error
