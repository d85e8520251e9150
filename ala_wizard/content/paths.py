"""Where `resources/` lies: inside the wheel, in the frozen program, or beside the package in the source tree."""

from __future__ import annotations

import sys
from pathlib import Path


class ResourcesMissingError(RuntimeError):
    """The folder with texts, values and fonts is nowhere to be found."""


def candidates() -> tuple[Path, ...]:
    """The places looked at, best first."""
    package = Path(__file__).resolve().parent.parent
    places = [package / "resources", package.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        places[:0] = [Path(frozen) / "ala_wizard" / "resources", Path(frozen) / "resources"]
    return tuple(places)


def resources() -> Path:
    """The folder `resources/`. Raises ResourcesMissingError."""
    for place in candidates():
        if (place / "parts").is_dir():
            return place
    raise ResourcesMissingError("Der Ordner resources fehlt. Bitte installieren Sie das Programm neu.")
