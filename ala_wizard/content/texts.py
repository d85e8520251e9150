"""Sentences for users, by key, from `resources/texts/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ala_wizard.content.paths import resources
from ala_wizard.content.tomlfile import ContentError, read_toml

_HEAD = re.compile(r"^\[(\w+)\]\s*$", re.MULTILINE)


@cache
def _files() -> dict[str, tuple[Path, ...]]:
    """Which files hold the sentences of a group: the start page needs a few of them, and reads no others."""
    found: dict[str, tuple[Path, ...]] = {}
    for file in sorted((resources() / "texts").glob("*.toml")):
        for group in dict.fromkeys(_HEAD.findall(file.read_text(encoding="utf-8"))):
            found[group] = (*found.get(group, ()), file)
    return found


@cache
def _read(file: Path) -> dict[str, dict[str, str]]:
    return read_toml(file)


@cache
def _group(name: str) -> dict[str, str]:
    """The sentences of a group by their key without it."""
    found: dict[str, str] = {}
    for file in _files().get(name, ()):
        for key, text in _read(file).get(name, {}).items():
            if key in found or not isinstance(text, str):
                raise ContentError(f"texts/{file.name}: {name}.{key} steht doppelt oder ist kein Text")
            found[key] = text
    return found


@cache
def _sentence(key: str) -> str:
    group, _, name = key.partition(".")
    found = _group(group).get(name)
    if found is None:
        raise KeyError(key)
    return found


def text(key: str, **values: object) -> str:
    """The German sentence for a key such as `speichern.voll`, with its values filled in. Raises KeyError."""
    sentence = _sentence(key)
    return sentence.format(**values) if values else sentence


@cache
def keys() -> frozenset[str]:
    """All known keys."""
    return frozenset(f"{group}.{name}" for group in _files() for name in _group(group))
