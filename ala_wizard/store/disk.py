"""The few things done to a disk, each in one place: a test makes every single one fail."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from ala_wizard.store import process

T = TypeVar("T")

UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR})
"""What a system answers when folders cannot be flushed at all (Windows, some network drives)."""

CHUNK = 1 << 20
TEMPORARY = ".ala-wizard-"
"""How the names of temporary files begin; what a sudden end leaves behind, `leftovers` clears away."""


SHARING = frozenset({5, 32, 33})
"""What Windows answers while a virus scanner, a search index or a cloud program has a file in its hands."""
PAUSES = (0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 0.64)
"""Seconds between the attempts; together just under two."""
pause = time.sleep


class ReadBackError(OSError):
    """What was read back is not what was written."""


def patiently(act: Callable[[], T]) -> T:
    """Do something with a file that another program may hold for a moment (Windows); other failures are told at once."""
    for seconds in PAUSES:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in SHARING:
                raise
            pause(seconds)
    return act()


def there(path: Path) -> bool:
    """Is there something of this name? What is out of reach is not: a dead network drive answers in many ways. Never raises."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def create(path: Path) -> BinaryIO:
    """Open a new file for writing and reading; it must not exist yet."""
    return patiently(lambda: path.open("x+b"))


def sync(file: BinaryIO) -> None:
    """Make sure that the file's content has reached the disk."""
    file.flush()
    os.fsync(file.fileno())


def replace(old: Path, new: Path) -> None:
    """Put a file in the place of another in one step."""
    patiently(lambda: os.replace(old, new))  # noqa: PTH105 (one name for all three systems)


def sync_folder(folder: Path) -> None:
    """Make sure that a new name has reached the disk, where the system can do that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno in UNSUPPORTED:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file that may already be gone."""
    patiently(lambda: path.unlink(missing_ok=True))


def read(path: Path, most: int) -> bytes:
    """The bytes of a file, at most so many and one more. Raises OSError."""
    with patiently(lambda: path.open("rb")) as file:
        return file.read(most + 1)


def append(path: Path, at: int, raw: bytes) -> None:
    """Write these bytes behind the first `at` bytes of a file, in the place of anything else there, down to the disk.

    Raises OSError; then the first `at` bytes are as they were, and what stands behind them may be half.
    """
    with patiently(lambda: path.open("r+b")) as file:
        file.seek(at)
        file.truncate()
        file.write(raw)
        sync(file)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes as they stand on disk."""
    with patiently(lambda: path.open("rb")) as file:
        return digest_of(file)


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of what is left to read."""
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


def write_whole(path: Path, fill: Callable[[BinaryIO], None], check: Callable[[Path], None] | None = None) -> None:
    """Write a file so that its name always stands for the whole old or the whole new content.

    The content goes to a temporary file in the same folder, is flushed, optionally checked, and then takes the old file's
    place; at the end it is read back. Raises OSError; until the last step but one the old file stays untouched, and a
    temporary file never stays behind.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    temporary = target.with_name(f"{TEMPORARY}{process.mark()}-{secrets.token_hex(6)}.tmp")
    try:
        with create(temporary) as file:
            fill(file)
            sync(file)
        if mode is not None:
            temporary.chmod(mode)
        if check is not None:
            check(temporary)
        written = digest(temporary)
        replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(temporary)
        raise
    sync_folder(target.parent)
    if digest(target) != written:
        raise ReadBackError(errno.EIO, "read back differs", str(target))


def put(path: Path, raw: bytes) -> None:
    """Write these bytes whole, in a folder that is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content(raw))


def copy(source: Path, target: Path) -> None:
    """Copy a file whole or not at all. Raises OSError."""

    def fill(file: BinaryIO) -> None:
        with patiently(lambda: source.open("rb")) as reader:
            while chunk := reader.read(CHUNK):
                file.write(chunk)

    write_whole(target, fill)
    if digest(target) != digest(source):
        raise ReadBackError(errno.EIO, "copy differs", str(target))


def content(raw: bytes) -> Callable[[BinaryIO], None]:
    """What fills a file with these bytes."""

    def fill(file: BinaryIO) -> None:
        file.write(raw)

    return fill


def _mode(target: Path) -> int | None:
    """The permissions of the file that is replaced; None for a new file. Raises OSError for what is no file."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "write-protected", str(target))
    return found.st_mode & 0o777
