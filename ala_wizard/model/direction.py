"""Letters that cannot be seen and turn the direction of writing: with them a text reads otherwise than it stands there.

„Rechnung\u202efdp.exe“ looks like a PDF, and an amount can stand in front of another row. German needs none of them.
"""

from __future__ import annotations

import re
from typing import Any

TURNS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""All letters with the Unicode property Bidi_Control, as they stand between the brackets of a pattern."""
_TURNS = re.compile(f"[{TURNS}]")
_HIDDEN = re.compile(rf"[{TURNS}\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""The same, and what steers a terminal; line ends and tabs are none."""
MARK = "\ufffd"
"""Stands where such a letter stood, in names that are not ours to change."""


def straight(words: str) -> str:
    """A text without letters that turn its direction: what is seen is what stands there."""
    return _TURNS.sub("", words) if _TURNS.search(words) else words


def visible(words: str) -> str:
    """A name from elsewhere, such as that of a file, with a mark for each letter that would turn it."""
    return _TURNS.sub(MARK, words) if _TURNS.search(words) else words


def for_terminal(words: str) -> str:
    """Lines for a terminal, with a mark for each letter that would turn them or steer the terminal."""
    return _HIDDEN.sub(MARK, words) if _HIDDEN.search(words) else words


def straightened(data: Any) -> Any:
    """Plain data with its texts made straight, keys too, as deep as lists and dictionaries of texts go in a part of the case."""
    return _straight(data, 3) if isinstance(data, dict) else data


def _straight(value: Any, deep: int) -> Any:
    if isinstance(value, str):
        return straight(value)
    if deep and type(value) is dict:
        return {_straight(key, 0): _straight(entry, deep - 1) for key, entry in value.items()}
    if deep and type(value) in (list, tuple) and any(isinstance(entry, str) for entry in value):
        return type(value)(_straight(entry, 0) for entry in value)
    return value
