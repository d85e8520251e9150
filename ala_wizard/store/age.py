"""The age file format, version 1 (age-encryption.org/v1): what is sealed here, any age tool opens, and the other way round.

Two kinds of header: `scrypt` for a passphrase, `X25519` for a key. The primitives come from the package cryptography.
Nothing here touches a disk. The payload is read by blocks from any place, so that a large sealed file is never unpacked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import io
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

VERSION = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024
TAG = 16
WORK = 17
"""Binary logarithm of scrypt's N for what is written here: 128 MiB and a fraction of a second for every guess."""
MAX_WORK = 20
"""More is not even tried: a hostile file could ask for all the memory there is."""
MAX_HEADER = 16 * 1024
SECRET = "AGE-SECRET-KEY-"
PUBLIC = "age"

Stanza = tuple[list[str], bytes]
"""Words and body of one part of a header."""

_ARMOR = ("-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----")
_MISREAD = str.maketrans("OBI", "08L")
"""Letters that no key has, and what they were on the sheet."""
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class AgeError(ValueError):
    """These bytes are no sound age file."""


class WrongKeyError(AgeError):
    """A sound header, but not for this passphrase or key."""


@dataclass(frozen=True, repr=False)
class Identity:
    """A key that opens; whoever has it reads everything that was sealed for its recipient. It never shows itself in a repr."""

    secret: bytes

    @classmethod
    def new(cls) -> Identity:
        """A fresh key."""
        return cls(os.urandom(32))

    @classmethod
    def parse(cls, words: str) -> Identity:
        """From the text on a recovery sheet; blanks, hyphens and capitals do not matter. Raises AgeError."""
        plain = "".join(letter for letter in words if letter.isalnum()).upper()
        body = plain.removeprefix(SECRET.replace("-", "")).removeprefix("1").translate(_MISREAD)
        prefix, secret = _from_bech32(f"{SECRET}1{body}".lower())
        if prefix != SECRET.lower() or len(secret) != 32:
            raise AgeError("no key")
        return cls(secret)

    @property
    def words(self) -> str:
        """The key as text: to be kept safe."""
        return _bech32(SECRET.lower(), self.secret).upper()

    @property
    def recipient(self) -> str:
        """The public half: it can seal, never open."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        return _bech32(PUBLIC, X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw())


@dataclass(frozen=True, repr=False)
class Head:
    """A header as it stands in a file, and the key behind it."""

    raw: bytes
    file_key: bytes


def for_passphrase(passphrase: str, work: int | None = None) -> Head:
    """A new header that a passphrase opens."""
    work = WORK if work is None else work
    salt, file_key = os.urandom(16), os.urandom(16)
    body = _wrap(_scrypt(passphrase, salt, work), file_key)
    return _head([(["scrypt", _b64(salt), str(work)], body)], file_key)


def for_recipient(recipient: str, *more: Stanza) -> Head:
    """A new header that the recipient's key opens. `more` stanzas stand behind; age tools pass over those that they do not know.

    Raises AgeError for what is no recipient.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    prefix, public = _from_bech32(recipient)
    if prefix != PUBLIC or len(public) != 32:
        raise AgeError("no recipient")
    own, file_key = X25519PrivateKey.generate(), os.urandom(16)
    share = own.public_key().public_bytes_raw()
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise AgeError("no recipient") from error
    body = _wrap(_hkdf(shared, share + public, b"age-encryption.org/v1/X25519"), file_key)
    return _head([(["X25519", _b64(share)], body), *more], file_key)


def stanzas(file: BinaryIO) -> list[Stanza]:
    """All stanzas of a header, unproved: only who has a key can tell whether somebody changed them. Raises AgeError."""
    return _read_head(file)[1]


def open_head(file: BinaryIO, *, passphrase: str | None = None, identity: Identity | None = None) -> Head:
    """Read a header and open it; the file then stands at its payload. Raises AgeError, WrongKeyError."""
    raw, parts, mac = _read_head(file)
    file_key = None
    for arguments, body in parts:
        if passphrase is not None and arguments[0] == "scrypt":
            file_key = _by_passphrase(arguments, body, passphrase, alone=len(parts) == 1)
        elif identity is not None and arguments[0] == "X25519":
            file_key = file_key or _by_identity(arguments, body, identity)
    if file_key is None:
        raise WrongKeyError("not for this key")
    if not hmac.compare_digest(_mac(file_key, raw), mac):
        raise AgeError("header was changed")
    return Head(raw + b" " + _b64(mac).encode() + b"\n", file_key)


class Writer(io.RawIOBase):
    """Seals what is written, block by block, into another file. `close` finishes it and leaves the other file open."""

    def __init__(self, file: BinaryIO, head: Head) -> None:
        super().__init__()
        self._file = file
        nonce = os.urandom(16)
        self._cipher = _cipher(_hkdf(head.file_key, nonce, b"payload"))
        self._held = bytearray()
        self._count = 0
        file.write(head.raw + nonce)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        self._held += data
        while len(self._held) > CHUNK:
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def _put(self, block: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last), block, None))
        self._count += 1

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._held), last=True)
            self._held.clear()
        super().close()


class Reader(io.RawIOBase):
    """Opens a sealed payload at any place; every block is proved before a byte of it is given out.

    Raises AgeError as soon as a block is not what was sealed, or the end is missing.
    """

    def __init__(self, file: BinaryIO, head: Head) -> None:
        """`file` stands at the payload, as `open_head` leaves it, and can be read from any place."""
        super().__init__()
        self._file = file
        nonce = file.read(16)
        if len(nonce) != 16:
            raise AgeError("cut off")
        self._cipher = _cipher(_hkdf(head.file_key, nonce, b"payload"))
        self._start = file.tell()
        sealed = file.seek(0, io.SEEK_END) - self._start
        self._blocks = max(1, -(-sealed // (CHUNK + TAG)))
        self._size = sealed - self._blocks * TAG
        if self._size < 0 or (self._blocks > 1 and self._size <= (self._blocks - 1) * CHUNK):
            raise AgeError("cut off")
        self._place = 0
        self._known: tuple[int, bytes] = (-1, b"")
        self._block(self._blocks - 1)  # the last one says that nothing is missing

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence])
        return self._place

    def read(self, size: int = -1) -> bytes:
        end = self._size if size is None or size < 0 else min(self._size, self._place + size)
        found = bytearray()
        while self._place < end:
            number, offset = divmod(self._place, CHUNK)
            part = self._block(number)[offset : offset + end - self._place]
            found += part
            self._place += len(part)
        return bytes(found)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _block(self, number: int) -> bytes:
        if self._known[0] != number:
            self._file.seek(self._start + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            plain = _open(self._cipher.decrypt, _nonce(number, number == self._blocks - 1), sealed)
            self._known = (number, plain)
        return self._known[1]


def seal(data: bytes, head: Head) -> bytes:
    """A whole age file."""
    file = io.BytesIO()
    writer = Writer(file, head)
    writer.write(data)
    writer.close()
    return file.getvalue()


def unseal(sealed: bytes, *, passphrase: str | None = None, identity: Identity | None = None) -> bytes:
    """What a whole age file holds. Raises AgeError, WrongKeyError."""
    file = io.BytesIO(sealed)
    head = open_head(file, passphrase=passphrase, identity=identity)
    return Reader(file, head).read()


def armored(sealed: bytes) -> str:
    """A sealed file as text, as age tools write it."""
    text = base64.b64encode(sealed).decode()
    return "\n".join((_ARMOR[0], *(text[place : place + 64] for place in range(0, len(text), 64)), _ARMOR[1], ""))


def unarmored(text: str) -> bytes:
    """The sealed file behind its text. Raises AgeError."""
    lines = text.strip().splitlines()
    if len(lines) < 3 or (lines[0].strip(), lines[-1].strip()) != _ARMOR:
        raise AgeError("no armor")
    try:
        return base64.b64decode("".join(line.strip() for line in lines[1:-1]), validate=True)
    except binascii.Error as error:
        raise AgeError("no armor") from error


# -- header ----------------------------------------------------------------------------------------------------------


def _head(parts: Sequence[Stanza], file_key: bytes) -> Head:
    lines: list[str] = []
    for words, body in parts:
        text = _b64(body)
        lines += ["-> " + " ".join(words), *(text[place : place + 64] for place in range(0, len(text), 64))]
        if len(text) % 64 == 0:
            lines.append("")
    raw = VERSION + "\n".join((*lines, "---")).encode()
    return Head(raw + b" " + _b64(_mac(file_key, raw)).encode() + b"\n", file_key)


def _read_head(file: BinaryIO) -> tuple[bytes, list[Stanza], bytes]:
    """The bytes that the check sum covers, the stanzas, the check sum."""
    lines = _lines(file)
    if next(lines, b"") != VERSION:
        raise AgeError("not age")
    raw = VERSION
    found: list[Stanza] = []
    for line in lines:
        words = line.decode("ascii", "replace").rstrip("\n").split(" ")
        if words[0] == "---" and len(words) == 2:
            return raw + b"---", found, _unb64(words[1])
        if words[0] != "->" or len(words) < 2 or not all(words):
            break
        raw += line
        body = ""
        for part in lines:
            raw += part
            body += part.decode("ascii", "replace").rstrip("\n")
            if len(part) < 65:
                break
        found.append((words[1:], _unb64(body)))
    raise AgeError("no header")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    read = 0
    while read < MAX_HEADER:
        line = file.readline(MAX_HEADER)
        read += len(line)
        if not line.endswith(b"\n"):
            return
        yield line


def _by_passphrase(arguments: list[str], body: bytes, passphrase: str, *, alone: bool) -> bytes:
    if len(arguments) != 3 or not alone or not (arguments[2].isascii() and arguments[2].isdigit()) or arguments[2][0] == "0":
        raise AgeError("no header")
    salt, work = _unb64(arguments[1]), int(arguments[2])
    if len(salt) != 16 or not 0 < work <= MAX_WORK or len(body) != 32:
        raise AgeError("no header")
    return _open(_cipher(_scrypt(passphrase, salt, work)).decrypt, bytes(12), body, WrongKeyError)


def _by_identity(arguments: list[str], body: bytes, identity: Identity) -> bytes | None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    share = _unb64(arguments[1]) if len(arguments) == 2 else b""
    if len(share) != 32 or len(body) != 32:
        raise AgeError("no header")
    own = X25519PrivateKey.from_private_bytes(identity.secret)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:
        raise AgeError("no header") from error
    key = _hkdf(shared, share + own.public_key().public_bytes_raw(), b"age-encryption.org/v1/X25519")
    try:
        return _open(_cipher(key).decrypt, bytes(12), body, WrongKeyError)
    except WrongKeyError:
        return None


# -- primitives ------------------------------------------------------------------------------------------------------


class _Cipher:
    """ChaCha20-Poly1305 with one key."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        self._aead = ChaCha20Poly1305(key)

    def encrypt(self, nonce: bytes, data: bytes, more: None) -> bytes:
        return self._aead.encrypt(nonce, data, more)

    def decrypt(self, nonce: bytes, data: bytes, more: None) -> bytes:
        return self._aead.decrypt(nonce, data, more)


def _cipher(key: bytes) -> _Cipher:
    return _Cipher(key)


def _open(decrypt: Callable[[bytes, bytes, None], bytes], nonce: bytes, sealed: bytes, wrong: type[AgeError] = AgeError) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise wrong("not what was sealed") from error


def _wrap(key: bytes, file_key: bytes) -> bytes:
    return _cipher(key).encrypt(bytes(12), file_key, None)


def _scrypt(passphrase: str, salt: bytes, work: int) -> bytes:
    """Letters that look the same are the same: NFC, so that a passphrase typed on another system fits."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1)
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt or None, info).derive(key)


def _mac(file_key: bytes, raw: bytes) -> bytes:
    return hmac.new(_hkdf(file_key, b"", b"header"), raw, hashlib.sha256).digest()


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


def _unb64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise AgeError("no header") from error
    if _b64(raw) != text:
        raise AgeError("no header")
    return raw


# -- Bech32 (BIP 173, without its limit of length) -------------------------------------------------------------------


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, step in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= step if top >> place & 1 else 0
    return check


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _bech32(prefix: str, raw: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[place : place + 5], 2) for place in range(0, len(bits), 5)]
    check = _polymod([*_expanded(prefix), *values, *[0] * 6]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_LETTERS[value] for value in values)}"


def _from_bech32(words: str) -> tuple[str, bytes]:
    prefix, one, rest = words.rpartition("1")
    if not one or len(rest) < 6 or any(letter not in _LETTERS for letter in rest):
        raise AgeError("no key")
    values = [_LETTERS.index(letter) for letter in rest]
    if _polymod([*_expanded(prefix), *values]) != 1:
        raise AgeError("mistyped")
    bits = "".join(f"{value:05b}" for value in values[:-6])
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        raise AgeError("no key")
    return prefix, bytes(int(bits[place : place + 8], 2) for place in range(0, whole, 8))
