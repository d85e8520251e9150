"""When and by which version of the program a paper was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Stamp:
    """The moment of the export, the same for all papers of one bundle."""

    now: datetime
    version: str
