"""What every paper needs beside the case: the moment, the version of the program, the pictures made ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ala_wizard.documents.blocks import Bild


@dataclass(frozen=True)
class Stamp:
    """The moment of the export, the same for all papers of one bundle."""

    now: datetime
    version: str
    pictures: Mapping[str, Bild] = field(default_factory=dict)
    """By the ID of the attachment; one that is not here could not be had."""
