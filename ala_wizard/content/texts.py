"""Sentences for users, by key, from `resources/texts/`."""

from __future__ import annotations

from functools import cache

from ala_wizard.content.loader import ContentError, read_toml
from ala_wizard.content.paths import resources


@cache
def _texts() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted((resources() / "texts").glob("*.toml")):
        for group, entries in read_toml(file).items():
            for key, text in entries.items():
                name = f"{group}.{key}"
                if name in found or not isinstance(text, str):
                    raise ContentError(f"texts/{file.name}: {name} steht doppelt oder ist kein Text")
                found[name] = text
    return found


def text(key: str, **values: object) -> str:
    """The German sentence for a key such as `speichern.voll`, with its values filled in. Raises KeyError."""
    sentence = _texts()[key]
    return sentence.format(**values) if values else sentence


def keys() -> frozenset[str]:
    """All known keys."""
    return frozenset(_texts())
