"""Passphrases and keys: what is asked of them, and what can be wrong with them."""

from __future__ import annotations

from typing import Literal

LEAST = 12
"""Letters that a passphrase has at least: four short words are better than one hard one."""

Code = Literal["passwort", "notschluessel", "fremder_schluessel", "beschaedigt", "kurz", "ungleich"]


class SecretError(Exception):
    """What was sealed stays shut. The code names the sentence under `menschen.` in the texts; nothing was changed."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
