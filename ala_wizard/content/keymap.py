"""The map of all keys, from `resources/reference/tasten.toml`."""

from __future__ import annotations

from functools import cache

from pydantic import Field, model_validator

from ala_wizard.content.loader import read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words


class KeyLine(Entry):
    """What a key does: one deed of the window, whose keys the window itself knows, or keys that a field or table knows."""

    action: str = ""
    """Name of the window's deed."""
    to: str = ""
    """Name of the last of several deeds whose keys count up from that of `action`, such as Strg + 1 to Strg + 4."""
    keys: tuple[Words, ...] = ()
    """Keys in words, such as „Strg + Eingabe“; several mean: any of them."""
    text: Words

    @model_validator(mode="after")
    def _one(self) -> KeyLine:
        if bool(self.action) == bool(self.keys) or (self.to and not self.action):
            raise ValueError("a line names a deed or keys")
        return self


class KeyGroup(Entry):
    """Keys that belong together."""

    label: Words
    lines: tuple[KeyLine, ...] = Field(alias="line", min_length=1)


class _File(Entry):
    groups: tuple[KeyGroup, ...] = Field(alias="group", min_length=1)


@cache
def key_groups() -> tuple[KeyGroup, ...]:
    """The groups as they are shown, loaded once. Raises ContentError."""
    file = resources() / "reference" / "tasten.toml"
    return read_as(file, _File).groups
