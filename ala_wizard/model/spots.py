"""Open spots of a text: questions in square brackets that a building block leaves for what only the farm knows („[Seit wann?]“)."""

from __future__ import annotations

import re

from ala_wizard.model import richtext

OPEN_SPOT = re.compile(r"\[[^\[\]\n]*\?\s*\]")
"""Brackets round a question, on one line. „[sic]“, „[1]“ or „Bewohner[innen]“ ask nothing and are none."""


def open_spots(stored: str) -> tuple[str, ...]:
    """The open spots of an answer as stored, in their order, with their brackets and without marks."""
    return tuple(match[0] for line in richtext.parse(stored) for match in OPEN_SPOT.finditer(line.flat))
