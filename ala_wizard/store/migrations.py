"""Older case files, brought up to today's format: one frozen step per version, from a dictionary to a dictionary.

A step is never changed once it was released, and it knows nothing of the models: they move on, the step stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ala_wizard.model.case import SCHEMA_VERSION
from ala_wizard.store.errors import StoreError

Data = dict[str, Any]
Step = Callable[[Data], Data]


def _to_2(data: Data) -> Data:
    """Answers become rich text, and the steps of a work area rows of their own."""
    return _areas_2(_answers_2(data))


def _areas_2(data: Data) -> Data:
    """Steps were one text with a step in each line; every line that says something becomes a step, as it was typed."""
    areas = data.get("work_areas")
    if not isinstance(areas, list):
        return data
    return {**data, "work_areas": [_area_2(area) if isinstance(area, dict) else area for area in areas]}


def _area_2(area: Data) -> Data:
    steps = area.get("steps")
    if not isinstance(steps, str):
        return area
    lines = [line for line in re.split(r"\r\n|\r|\n", steps) if line.strip()]
    return {**area, "steps": [{"id": f"s{number}", "text": line} for number, line in enumerate(lines, 1)]}


def _answers_2(data: Data) -> Data:
    """Answers become rich text: what was a list on paper is one, everything else is letters.

    Version 1 knew answers only for questions with a text field, so that all of them are meant. Its papers printed lines that
    begin with `-`, `•` or `*` and a blank as list items, two blanks or a tab before the sign per level, three levels deep.
    """
    answers = data.get("answers")
    if not isinstance(answers, dict):
        return data
    return {**data, "answers": {key: _rich_2(text) if isinstance(text, str) else text for key, text in answers.items()}}


def _rich_2(text: str) -> str:
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        item = re.fullmatch(r"([ \t]*)[-•*] +(\S.*)", line)
        if item:
            level = min(len(item[1].expandtabs(2)) // 2, 2)
            found.append("  " * level + "- " + re.sub(r"[\\*{]", r"\\\g<0>", item[2]))
            continue
        plain = re.sub(r"[\\*{]", r"\\\g<0>", line)
        plain = re.sub(r"^( *)-(?= |$)", r"\1\\-", plain)
        found.append(re.sub(r"^( *[0-9]+)\.(?= |$)", r"\1\\.", plain))
    return "\n".join(found)


STEPS: Mapping[int, Step] = MappingProxyType({1: _to_2})
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
