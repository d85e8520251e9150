"""What can go wrong with files, as codes; the sentence for each stands in `resources/texts/store.toml`."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Literal, get_args

Code = Literal[
    "fehlt",
    "ordner",
    "lesen_gesperrt",
    "lesen",
    "leer",
    "zu_gross",
    "fremd",
    "kaputt",
    "namen",
    "verschluesselt",
    "verschlossen",
    "fremdes_siegel",
    "ohne_fall",
    "kein_json",
    "werte",
    "version",
    "neuer",
    "ordner_fehlt",
    "gesperrt",
    "voll",
    "schreiben",
    "pruefung",
    "anlagen_json",
    "anlagen_fehlen",
    "anlage_leer",
    "anlage_gross",
    "anlagen_gross",
    "anlage_art",
    "anlage_weg",
    "eingang",
    "beilagen",
    "geaendert",
    "uebernommen",
    "belegt",
    "zu_viel",
]
CODES: tuple[str, ...] = get_args(Code)
"""Every code; a test finds a sentence for each."""


class StoreError(Exception):
    """An expected failure: a code and the values of its sentence. The user's data is as it was before."""

    def __init__(self, code: Code, path: Path, **values: str) -> None:
        super().__init__(f"{code}: {path.name}")
        self.code: Code = code
        self.path = path
        self.values = {"name": path.name, "folder": str(path.absolute().parent), **values}


def reading(error: OSError, path: Path) -> StoreError:
    """The failure behind an operating system's error while a file was read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreError("fehlt", path)
    if isinstance(error, IsADirectoryError):
        return StoreError("ordner", path)
    if isinstance(error, PermissionError):
        return StoreError("lesen_gesperrt", path)
    return StoreError("lesen", path)


def writing(error: OSError, path: Path) -> StoreError:
    """The failure behind an operating system's error while a file was written."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreError("ordner_fehlt", path)
    if isinstance(error, IsADirectoryError):
        return StoreError("ordner", path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StoreError("gesperrt", path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError("voll", path)
    return StoreError("schreiben", path)
