"""In which calendar months a product line sells, read from the user's own words („August bis November“)."""

from __future__ import annotations

import re

NAMES = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember")
SHORT = {name[:3]: number for number, name in enumerate(NAMES, 1)} | {"jän": 1, "mrz": 3, "maerz": 3}
WHOLE_YEAR = re.compile(r"ganzj|ganze[sn]? jahr|das jahr über|\bimmer\b", re.IGNORECASE)
PARTS = ("anfang", "mitte", "ende")
"""Words that leave the month as it is."""
_WORD = re.compile(r"[a-zäöüß]+|[-–—]", re.IGNORECASE)


def sales_months(season: str) -> frozenset[int]:
    """Calendar months 1 to 12; empty where the words name none.

    „September und Oktober“ are two months; „Oktober bis März“ runs over the turn of the year.
    """
    if WHOLE_YEAR.search(season):
        return frozenset(range(1, 13))
    found: set[int] = set()
    last: int | None = None
    span = False
    for word in _WORD.findall(season.lower()):
        if word in ("bis", "-", "–", "—"):
            span = last is not None
            continue
        if word in PARTS:
            continue
        month = _month(word)
        if month is None:
            span = False
            continue
        if span and last is not None:
            found |= {(last + step - 1) % 12 + 1 for step in range((month - last) % 12 + 1)}
        found.add(month)
        last, span = month, False
    return frozenset(found)


def _month(word: str) -> int | None:
    if word in SHORT:
        return SHORT[word]
    return next((number for number, name in enumerate(NAMES, 1) if len(word) > 3 and name.startswith(word)), None)
