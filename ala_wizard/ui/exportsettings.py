"""What the user chose for the export: the limit of the mailbox, the formats; kept in the program's own settings folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ala_wizard.store.disk import put
from ala_wizard.store.folders import user_config

LIMIT = 10
"""MB that most mailboxes take."""
LARGEST = 1000
KNOWN = ("pdf", "docx", "xlsx", "zip")


@dataclass(frozen=True)
class ExportSettings:
    """What is remembered between two exports."""

    limit: int | None = LIMIT
    """MB that an e-mail may have; None for no limit."""
    formats: tuple[str, ...] = ("pdf", "xlsx")


def _file() -> Path:
    return user_config() / "unterlagen.json"


def load() -> ExportSettings:
    """The settings kept; a missing or broken file means the defaults."""
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
        limit, formats = data.get("grenze", LIMIT), data.get("formate")
        chosen = tuple(name for name in KNOWN if name in formats) if isinstance(formats, list) else ()
    except (OSError, ValueError, AttributeError, RecursionError):
        return ExportSettings()
    known = limit if limit is None or (isinstance(limit, int) and not isinstance(limit, bool) and 0 < limit <= LARGEST) else LIMIT
    return ExportSettings(known, chosen or ExportSettings.formats)


def save(settings: ExportSettings) -> None:
    """Keep the settings; losing them costs a click, so a failure is not told."""
    try:
        put(_file(), json.dumps({"grenze": settings.limit, "formate": list(settings.formats)}).encode())
    except OSError:
        return
