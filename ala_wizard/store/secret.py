"""Keys behind passphrases and on recovery sheets: of the names of people and of whole files. And what can be wrong with them."""

from __future__ import annotations

from typing import Literal

from ala_wizard.store import age

LEAST = 12
"""Letters that a passphrase has at least: four short words are better than one hard one."""

Code = Literal["passwort", "notschluessel", "fremder_schluessel", "beschaedigt", "kurz", "ungleich"]


class SecretError(Exception):
    """What was sealed stays shut. The code names the sentence under `menschen.` in the texts; nothing was changed."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


def behind(identity: age.Identity, passphrase: str) -> bytes:
    """A key behind a passphrase: an age file that holds its words. Raises SecretError."""
    if len(passphrase.strip()) < LEAST:
        raise SecretError("kurz")
    return age.seal(identity.words.encode("ascii"), age.for_passphrase(passphrase))


def by_passphrase(lock: bytes, passphrase: str) -> age.Identity:
    """The key that lies behind a passphrase (`behind`). Raises SecretError."""
    try:
        return age.Identity.parse(age.unseal(lock, passphrase=passphrase).decode("ascii"))
    except age.WrongKeyError as error:
        raise SecretError("passwort") from error
    except ValueError as error:
        raise SecretError("beschaedigt") from error


def by_sheet(words: str) -> age.Identity:
    """The key that stands on a recovery sheet. Raises SecretError."""
    try:
        return age.Identity.parse(words)
    except age.AgeError as error:
        raise SecretError("notschluessel") from error
