"""Sentences for users, by key, from `resources/texts/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePath

from ala_wizard.content.paths import resources
from ala_wizard.content.tomlfile import ContentError, read_toml
from ala_wizard.model.direction import visible

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
    """The German sentence for a key such as `speichern.voll`, with its values filled in. Raises KeyError.

    A letter in a value that would turn the sentence, as in the name of a file from elsewhere, is shown as a mark.
    """
    sentence = _sentence(key)
    if not values:
        return sentence
    return sentence.format(**{name: visible(value) if isinstance(value, str) else _named(value) for name, value in values.items()})


def _named(value: object) -> object:
    """A path is a name too."""
    return visible(str(value)) if isinstance(value, PurePath) else value


@cache
def keys() -> frozenset[str]:
    """All known keys."""
    return frozenset(f"{group}.{name}" for group in _files() for name in _group(group))
