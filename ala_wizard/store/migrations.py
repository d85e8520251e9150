"""Older case files, brought up to today's format: one frozen step per version, from a dictionary to a dictionary.

A step is never changed once it was released, and it knows nothing of the models: they move on, the step stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ala_wizard.model.case import SCHEMA_VERSION
from ala_wizard.store.errors import StoreError

Data = dict[str, Any]
Step = Callable[[Data], Data]

STEPS: Mapping[int, Step] = MappingProxyType({})
"""The step that leads from a version to the next one. Version 1 is the first: nothing leads to it."""


def migrate(data: Data, path: Path, steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA_VERSION) -> Data:
    """The data in today's format. Without a number it is version 1. Raises StoreError for a newer or an odd version."""
    version = data.get("schema_version", 1)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise StoreError("version", path)
    if version > newest:
        raise StoreError("neuer", path, version=str(version), known=str(newest))
    for number in range(version, newest):
        data = {**steps[number](data), "schema_version": number + 1}
    return {**data, "schema_version": newest}
