"""TOML files of `resources/`, read without anything heavy: the start page needs no more than its words and colours."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any


class ContentError(RuntimeError):
    """The resource files have problems; the message lists all of them."""


def read_toml(file: Path) -> dict[str, Any]:
    """One TOML file; numbers with a point become Decimal. Raises ContentError."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise ContentError(f"{file.name}: {error}") from error
