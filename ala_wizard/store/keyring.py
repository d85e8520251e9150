"""Keys of whole encrypted cases, in memory only, while such a case is open (docs/dateiformat.md).

A sealed file is an age file for one key. Beside the key's own part its header holds the same key once more, behind the
passphrase. Deriving that takes a moment, so it is done once; afterwards everything is sealed by the key itself.

A case whose key is known here is written sealed, wherever it is written: file, journal, earlier states, safe copies. Whoever
writes asks `of`; nobody has to be told, and nothing can be forgotten.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from ala_wizard.store import age, disk, secret
from ala_wizard.store.errors import StoreError
from ala_wizard.store.secret import SecretError

PART = "ala-wizard-passwort"
"""Name of the header's part that the passphrase opens."""
SIGN = age.VERSION
"""How a sealed file begins."""
SUFFIX = ".siegel"
"""Ending of a sealed attachment that waits: an attachment itself may look like anything."""


@dataclass(frozen=True, repr=False)
class Key:
    """The key of a case, and the same key behind its passphrase. It never shows itself in a repr."""

    identity: age.Identity
    lock: bytes
    """An age file for the passphrase; it holds the words of the key."""

    @property
    def head(self) -> age.Head:
        """A new header for this key. Every sealed file gets its own."""
        return age.for_recipient(self.identity.recipient, ([PART, _sum(self.lock)], self.lock))

    @property
    def short_head(self) -> age.Head:
        """The same without the passphrase's part: for what stands behind another sealed text."""
        return age.for_recipient(self.identity.recipient)

    def sign(self, words: str) -> str:
        """A sign for words that nobody can guess from it without the key: 32 letters."""
        secret = hashlib.sha256(b"ala-wizard" + self.identity.secret).digest()
        return hmac.new(secret, words.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


_guard = threading.RLock()
_keys: dict[bytes, Key] = {}
_cases: dict[str, Key] = {}
_plain: set[str] = set()
"""Cases that are written in plain although something sealed of them may still be read."""


# -- what is known now ---------------------------------------------------------


def of(case_id: str) -> Key | None:
    """The key of a case; None where it is written in plain."""
    with _guard:
        return _cases.get(case_id)


def add(key: Key) -> None:
    """Know a key from now on, so that what it sealed can be read; a newer passphrase takes the place of an older one."""
    with _guard:
        _keys[key.identity.secret] = key
        for case_id, known in _cases.items():
            if known.identity == key.identity:
                _cases[case_id] = key


def adopt(path: Path) -> None:
    """Take over the passphrase that a file has now, where a known key opens it: somebody changed it elsewhere."""
    lock = lock_of(path)
    with contextlib.suppress(OSError, StoreError), opened(path) as (_, key):
        if key is not None and lock is not None and key.lock != lock:
            add(Key(key.identity, lock))


def drop(key: Key) -> None:
    """Forget a key that did not fit anything."""
    with _guard:
        _keys.pop(key.identity.secret, None)


def protect(case_id: str, key: Key) -> None:
    """Write this case sealed from now on."""
    with _guard:
        add(key)
        _cases[case_id] = key
        _plain.discard(case_id)


def learned(case_id: str, key: Key) -> None:
    """A case was read from something sealed: it stays sealed wherever it goes, unless it was released."""
    with _guard:
        if case_id not in _plain:
            _cases.setdefault(case_id, key)


def release(case_id: str) -> None:
    """Write this case in plain from now on; what its key sealed can still be read."""
    with _guard:
        _cases.pop(case_id, None)
        _plain.add(case_id)


def form(case_id: str) -> str:
    """How a case is written now: a sign of its key, from which nobody gets the key; empty for plain."""
    key = of(case_id)
    return "" if key is None else key.sign("")


def bring_back(case_id: str, before: str) -> str:
    """Write this case as it was written before: another file of it may have another form. Gives the form until now."""
    with _guard:
        now = form(case_id)
        key = next((key for key in _keys.values() if key.sign("") == before), None)
        if not before:
            _cases.pop(case_id, None)
        elif key is not None:
            _cases[case_id] = key
        return now


def keep_only(case_id: str | None) -> None:
    """Forget all keys but that of the open case."""
    with _guard:
        kept = _cases.get(case_id) if case_id is not None else None
        _cases.clear()
        _keys.clear()
        _plain.clear()
        if kept is not None and case_id is not None:
            protect(case_id, kept)


def known() -> tuple[Key, ...]:
    """All keys that are known now."""
    with _guard:
        return tuple(_keys.values())


# -- making and opening keys -----------------------------------------------------


def create(passphrase: str) -> Key:
    """A new key behind a passphrase; nobody knows it yet. Raises SecretError."""
    identity = age.Identity.new()
    return Key(identity, secret.behind(identity, passphrase))


def renewed(key: Key, passphrase: str) -> Key:
    """The same key behind another passphrase; the recovery sheet stays. Raises SecretError."""
    return Key(key.identity, secret.behind(key.identity, passphrase))


def fits(key: Key, passphrase: str) -> bool:
    """Is this its passphrase?"""
    try:
        return unlock(key.lock, passphrase).identity == key.identity
    except SecretError:
        return False


def unlock(lock: bytes, passphrase: str) -> Key:
    """The key by the passphrase. Raises SecretError."""
    return Key(secret.by_passphrase(lock, passphrase), lock)


def recover(path: Path, words: str) -> Key:
    """The key of a sealed file by the recovery sheet. Raises SecretError, OSError."""
    identity = secret.by_sheet(words)
    try:
        with disk.patiently(lambda: path.open("rb")) as file:
            age.open_head(file, identity=identity)
            file.seek(0)
            return Key(identity, lock_in(file))
    except age.WrongKeyError as error:
        raise SecretError("fremder_schluessel") from error
    except age.AgeError as error:
        raise SecretError("beschaedigt") from error


def lock_in(file: BinaryIO) -> bytes:
    """The key behind the passphrase, as it stands in a sealed file's header. Raises AgeError where it is missing or damaged."""
    for words, body in age.stanzas(file):
        if words[0] == PART:
            if words[1:] != [_sum(body)]:
                raise age.AgeError("passphrase part was changed")
            return body
    raise age.AgeError("no passphrase part")


def lock_of(path: Path) -> bytes | None:
    """The same of a file; None where it is not sealed or cannot be read."""
    try:
        with disk.patiently(lambda: path.open("rb")) as file:
            if file.read(len(SIGN)) != SIGN:
                return None
            file.seek(0)
            return lock_in(file)
    except (OSError, age.AgeError):
        return None


def shut(path: Path) -> bytes | None:
    """The same, but only of a file that none of the known keys opens."""
    try:
        with opened(path):
            return None
    except StoreError as error:
        return lock_of(path) if error.code == "verschlossen" else None
    except OSError:
        return None


def _sum(lock: bytes) -> str:
    """So that a damaged header is not taken for a wrong passphrase."""
    return hashlib.sha256(lock).hexdigest()[:16]


# -- sealed bytes ----------------------------------------------------------------


@contextmanager
def opened(path: Path, *, always: bool = False) -> Iterator[tuple[BinaryIO, Key | None]]:
    """The plain bytes of a file, and the key where it is sealed. `always`: it is sealed, whatever its bytes look like.

    Raises OSError, and StoreError `verschlossen` for a key that is not known, `kaputt` for changed bytes.
    """
    with disk.patiently(lambda: path.open("rb")) as file:
        start = file.read(len(SIGN))
        file.seek(0)
        if start != SIGN and not always:
            yield file, None
            return
        try:
            key, reader = _reader(file, path)
            with reader:
                yield cast(BinaryIO, reader), key
        except age.AgeError as error:
            raise StoreError("kaputt", path) from error


@contextmanager
def waiting(path: Path) -> Iterator[BinaryIO]:
    """The plain bytes of an attachment that waits for the next save. Raises OSError, StoreError."""
    if path.suffix == SUFFIX:
        with opened(path, always=True) as (file, _):
            yield file
    else:
        with disk.patiently(lambda: path.open("rb")) as file:
            yield file


def _reader(file: BinaryIO, path: Path) -> tuple[Key, age.Reader]:
    for key in known():
        file.seek(0)
        try:
            return key, age.Reader(file, age.open_head(file, identity=key.identity))
        except age.WrongKeyError:
            continue
    file.seek(0)
    lock = lock_in(file)
    # where the passphrase fitted and the key does not, the header was changed
    raise StoreError("kaputt" if any(key.lock == lock for key in known()) else "verschlossen", path)


def unseal(sealed: bytes) -> tuple[bytes, Key]:
    """What one of the known keys sealed, and that key. Raises AgeError, WrongKeyError."""
    for key in known():
        try:
            return age.unseal(sealed, identity=key.identity), key
        except age.WrongKeyError:
            continue
    raise age.WrongKeyError("no key")
