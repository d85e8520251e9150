"""Files in one ZIP: the same files give the same bytes, names lead nowhere, nothing is packed twice."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from ala_wizard.bundle.names import is_ours

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of everything inside: it must not hang on the clock."""
RIGHTS = 0o644 << 16
UNIX = 3


def pack(files: Iterable[tuple[str, Path]], target: Path) -> None:
    """Write the ZIP. The files are stored as they are: all of them are packed in themselves. Raises OSError."""
    with zipfile.ZipFile(target, "x", zipfile.ZIP_STORED) as packed:
        for name, file in files:
            if not is_ours(name):
                raise ValueError(name)
            info = zipfile.ZipInfo(name, MOMENT)
            info.create_system, info.external_attr = UNIX, RIGHTS
            info.file_size = file.stat().st_size
            with file.open("rb") as source, packed.open(info, "w") as stream:
                shutil.copyfileobj(source, stream, 1 << 20)
