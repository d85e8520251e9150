"""The words of a text that a spell checker should look at, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

SHY = "\u00ad"
LONGEST = 80
"""Letters; what is longer is no word but a chain that nobody can spell."""
SHORT_CAPITALS = 6
"""Capitals only, up to so many letters: an abbreviation such as KSV or SGB."""

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\S+|[\w-]*\.(?:de|com|org|net|eu|info|ala|json|toml|pdf|jpg|png|docx|xlsx|zip)\b\S*",
    re.IGNORECASE,
)
_INNER = r"\w[\w\u00ad\u0300-\u036f]*"
_TOKEN = re.compile(rf"[-\u2010\u2011]?{_INNER}(?:(?:[-\u2010\u2011'’*:/]|/-){_INNER})*[-\u2010\u2011]?")
"""Dots over a letter may stand behind it as letters of their own; hyphens of other programs are hyphens."""
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_GENDER = re.compile(r"(?:[*:_/]|/-)(in(?:nen)?)\b", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"\w[a-zäöüß]In(?:nen)?$")


@dataclass(frozen=True)
class Word:
    """A word as it stands in a text, from `start` up to `end` (characters of the Python string)."""

    start: int
    end: int
    text: str

    @property
    def forms(self) -> tuple[str, ...]:
        """What must be known for this word to be right: itself, or its parts. Empty: nothing to check."""
        return _forms(self.text)


@lru_cache(64)
def words(text: str) -> tuple[Word, ...]:
    """All words of a text, in order; addresses of pages and mail and names of files are none. A page asks for its lines more than once."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "." in text or "@" in text else []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if not any(left < end and start < right for left, right in addresses) and _forms(match[0]):
            yield Word(start, end, match[0])


@lru_cache(maxsize=16384)
def _forms(token: str) -> tuple[str, ...]:
    """The forms to look up: „Sozialpädagog*innen“ as the feminine one, „Obst-“ without its hyphen."""
    plain = _GENDER.sub(lambda match: match[1].lower(), normalize("NFC", token.replace(SHY, "").translate(_HYPHENS)))
    if _INNER_CAPITAL.search(plain):
        head, _, tail = plain.rpartition("In")
        plain = f"{head}in{tail}"
    if len(plain) > LONGEST or any(char.isdigit() or char == "_" for char in plain):
        return ()
    found = []
    for part in re.split(r"[*:/]", plain):
        bare = part.strip("-'’")
        if len(bare) > 1 and not (bare.isupper() and len(bare) <= SHORT_CAPITALS):
            found.append(part)
    return tuple(found)
