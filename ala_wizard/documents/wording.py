"""The documents' own words, from `resources/documents/`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ala_wizard.content.loader import ContentError, read_toml
from ala_wizard.content.paths import resources

_CITED = re.compile(
    r"§§? \d+[a-z]?"
    r"(?:(?:,| und| bis)? (?:(?:(?:Abs\.|Satz|Nr\.) )?\d+[a-z]?|Buchst\. [a-z])\b(?!\.\d))*"
    r"(?: (?:[A-ZÄÖÜ][\w-]*[A-ZÄÖÜ]\d*\b)(?: [IVX]+\b)?)?"
)
"""A place in a law: „§ 59 Abs. 1 Satz 2 SGB IX“, „§§ 9, 10 WVO“."""


@cache
def _file(name: str) -> dict[str, Any]:
    return read_toml(resources() / "documents" / f"{name}.toml")


def words(key: str, **values: object) -> str:
    """The words for a key such as `kosten.sum_personal`; the first step names the file. Raises ContentError."""
    entry = entry_of(key)
    if not isinstance(entry, str):
        raise ContentError(f"documents: {key} ist kein Text")
    return entry.format(**values) if values else entry


def entry_of(key: str) -> Any:
    """Any entry: a text, a list of names, a table. Raises ContentError."""
    file, *path = key.split(".")
    entry: Any = _file(file)
    for step in path:
        if not isinstance(entry, dict) or step not in entry:
            raise ContentError(f"documents/{file}.toml: {key} fehlt")
        entry = entry[step]
    return entry


def names(key: str) -> tuple[str, ...]:
    """A list of names under a key. Raises ContentError."""
    entry = entry_of(key)
    if not isinstance(entry, list) or not all(isinstance(name, str) for name in entry):
        raise ContentError(f"documents: {key} ist keine Liste von Namen")
    return tuple(entry)


def cited(text: str) -> str:
    """The text with every place in a law held together: a line may break only after a comma, „und“ or „bis“."""
    return _CITED.sub(lambda found: re.sub(r"(?<!,)(?<!und)(?<!bis) (?!und |bis )", "\u00a0", found[0]), text) if "§" in text else text
