"""Reads the places of the law out of a source: „§ 235 Abs. 3, § 251 Abs. 2 SGB V“ names two paragraphs of one law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LAWS = (
    "SGB III", "SGB IV", "SGB IX", "SGB VII", "SGB VI", "SGB V", "SGB XII", "SGB XI",
    "WVO", "WMVO", "SVBezGrV", "SvEV", "AufwErstV", "MiLoV3", "MiLoV4", "MiLoV5", "MiLoG", "PBAV", "AAG", "BDSG", "DSGVO",
    "EStG", "HinSchG", "ASiG", "BZRG", "GFABPrV",
)  # fmt: skip
"""Short names of laws as the sources write them."""

NUMBER = r"\d+[a-z]?"
_LAW = re.compile("|".join(rf"\b{re.escape(law)}\b" for law in sorted(LAWS, key=len, reverse=True)))
_GROUP = re.compile(r"(?P<sign>§§?|Art\.)\s*(?P<rest>(?:(?!§|Art\.).)*)")
_INNER = re.compile(rf"(?:Abs|Nr|Satz|S)\b\.?\s*{NUMBER}(?:(?:\s*,\s*|\s+bis\s+|\s+und\s+|\s*/\s*){NUMBER}(?!\s*(?:Abs|Nr)))*")
_RANGE = re.compile(r"(\d+)\s+bis\s+(\d+)")


@dataclass(frozen=True)
class Place:
    """A paragraph (or article) of a law."""

    law: str
    number: str

    @property
    def words(self) -> str:
        """„§ 58 SGB IX“."""
        return f"{'Art.' if self.law == 'DSGVO' else '§'} {self.number} {self.law}"


@lru_cache(maxsize=4096)
def places(source: str) -> tuple[Place, ...]:
    """Every paragraph that a text names together with its law, in order, each once."""
    found: dict[Place, None] = {}
    at = 0
    for law in _LAW.finditer(source):
        piece = source[at : law.start()]
        at = law.end()
        for group in _GROUP.finditer(piece):
            for number in _numbers(group["rest"], many=group["sign"] == "§§"):
                found.setdefault(Place(law[0], number))
    return tuple(found)


def _numbers(rest: str, *, many: bool) -> list[str]:
    """Numbers of paragraphs in „9, 10, 12 Abs. 2“ or „123 bis 127“, without those of Absatz, Nummer and Satz."""
    bare = _INNER.sub(" ", rest)
    if not many:
        first = re.match(NUMBER, bare.strip())
        return [first[0]] if first else []
    bare = _RANGE.sub(lambda match: ", ".join(str(n) for n in range(int(match[1]), int(match[2]) + 1)), bare)
    return re.findall(rf"\b{NUMBER}\b", bare)
