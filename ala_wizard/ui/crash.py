"""What is told about a stop that nobody expected: where in the program it was, and on what kind of system. Nothing anybody typed."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from ala_wizard import __version__

MOST = 60
"""So many places are told, the last ones."""


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Kind of the failure and the places that led to it: files by name only, no values, no words of the failure itself."""
    places = traceback.extract_tb(trace)[-MOST:]
    lines = [
        f"ALA-Wizard {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        "",
    ]
    lines += [f"{_name(Path(place.filename))}:{place.lineno} {place.name}" for place in places]
    return "\n".join((*lines, kind.__name__, ""))


def _name(file: Path) -> str:
    """A file without the folders above the program: those may hold the name of a person."""
    return "/".join(file.parts[-3:]) if "ala_wizard" in file.parts[-3:] else file.name
