"""The user's own words: one per line in a file in the program's settings folder."""

from __future__ import annotations

from pathlib import Path

from ala_wizard.store import disk
from ala_wizard.store.folders import user_config

FILE = "woerter.txt"
LARGEST = 1 << 20
"""Bytes read of the file; nobody writes so many words by hand."""


def _file() -> Path:
    return user_config() / FILE


def own_words() -> tuple[str, ...]:
    """The words added so far, in order; none where the file is missing or cannot be read."""
    try:
        with _file().open("rb") as file:
            raw = file.read(LARGEST)
    except OSError:
        return ()
    lines = (line.strip() for line in raw.decode("utf-8-sig", "replace").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def keep(words: tuple[str, ...]) -> None:
    """Write the whole list. Raises OSError."""
    disk.put(_file(), "".join(f"{word}\n" for word in dict.fromkeys(words)).encode("utf-8", "replace"))


def add(word: str) -> tuple[str, ...]:
    """Add a word; gives the whole list. Raises OSError."""
    words = (*own_words(), word)
    keep(words)
    return own_words()


def remove(word: str) -> tuple[str, ...]:
    """Take a word off the list; gives what is left. Raises OSError."""
    keep(tuple(entry for entry in own_words() if entry != word))
    return own_words()
