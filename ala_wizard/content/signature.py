"""Who wrote an update file: an Ed25519 signature in its last line, checked with the public keys in `resources/keys/`.

Signed is all that stands above that line. A file without one may be true all the same, but nobody can tell who wrote it.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ala_wizard.content.loader import ContentError, read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry

FILE = "keys/werte.toml"
SIGN = "# Unterschrift:"
"""So the line begins: for TOML it is a remark, so that every reader of TOML reads the file."""
PURPOSE = b"ALA-Wizard Rechtswerte 1\n"
"""Signed along, so that no signature made for something else counts here."""

_LINE = re.compile(rb"# Unterschrift: ([a-z0-9-]{1,40}) ([A-Za-z0-9+/]{86}==)\n?")

Ident = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]


class SignatureError(ValueError):
    """The signature does not belong to this file: it was changed, or the line is no signature."""


class Key(Entry):
    """The public key of somebody whose files count as proven."""

    id: Ident
    owner: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    """As the window names the sender."""
    public: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
    """32 bytes, Base64."""


class _Keys(Entry):
    keys: tuple[Key, ...] = Field(default=(), alias="key")


@dataclass(frozen=True)
class Sender:
    """What is known of who wrote a file."""

    kind: Literal["nachgewiesen", "unbekannt", "ohne"]
    """Signed with a known key; signed with one that the program does not know; not signed at all."""
    name: str = ""
    """The owner of the known key, or the name of the unknown one."""

    @property
    def proven(self) -> bool:
        """Does the signature prove the sender?"""
        return self.kind == "nachgewiesen"


UNSIGNED = Sender("ohne")


@cache
def keys() -> dict[str, Key]:
    """All known public keys. Raises ContentError."""
    found = read_as(resources() / FILE, _Keys).keys
    if len({key.id for key in found}) < len(found):
        raise ContentError(f"{FILE}: eine Kennung steht doppelt")
    return {key.id: key for key in found}


def message(body: bytes) -> bytes:
    """The bytes that are signed: those of the file, with one kind of line end and no byte order mark, as mail may change them."""
    plain = body.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return PURPOSE + plain.rstrip(b"\n") + b"\n"


def signed(body: bytes, ident: str, signature: bytes) -> bytes:
    """The file with its last line."""
    return message(body).removeprefix(PURPOSE) + f"{SIGN} {ident} {base64.b64encode(signature).decode('ascii')}\n".encode("ascii")


def sender(raw: bytes) -> Sender:
    """Who signed a file. Raises SignatureError where a signature stands in it that does not belong to it."""
    plain = raw.replace(b"\r\n", b"\n")
    start = plain.find(SIGN.encode("ascii"))
    if start < 0:
        return UNSIGNED
    found = _LINE.fullmatch(plain[start:])
    if found is None or plain[start - 1 : start] not in (b"\n", b""):
        raise SignatureError
    ident = found[1].decode("ascii")
    key = keys().get(ident)
    if key is None:
        return Sender("unbekannt", ident)
    _verify(key, base64.b64decode(found[2]), message(plain[:start]))
    return Sender("nachgewiesen", key.owner)


def _verify(key: Key, signature: bytes, words: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public)).verify(signature, words)
    except InvalidSignature as error:
        raise SignatureError from error
