"""Where one stopped in each case: page, scroll, field, cursor, folds, panes, window. Kept among the program's settings.

Only IDs, addresses and numbers are kept, never words of a user. Losing a place costs a moment, so no failure is told.
"""

from __future__ import annotations

import base64
import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ala_wizard.store import age, keyring
from ala_wizard.store.disk import put
from ala_wizard.store.folders import user_config

FILE = "stellen.json"
LENGTH = 60
"""So many cases are remembered; who was not opened for longest is forgotten first."""
LARGEST = 100_000
"""No measure or position of a place is larger."""
LONGEST = 300
"""Letters of an address."""


@dataclass(frozen=True)
class Place:
    """One place. Measures are px at 100 %."""

    step: str = ""
    scroll: int = 0
    address: str = ""
    """Address of the field or cell with the focus."""
    stop: int = -1
    """Its place among the page's Tab stops, where it has no address; -1: none."""
    cursor: int = -1
    anchor: int = -1
    """Cursor and other end of the selection in the field, in letters; -1: none."""
    folds: tuple[int, ...] = ()
    """What is folded out on the page, by its place among all folds there."""
    pane: bool | None = None
    """The right pane, opened or put away by hand; None: the width decides."""
    steps_width: int = 0
    help_width: int = 0
    """Widths of the outer panes, where somebody chose them; 0: as drawn."""
    width: int = 0
    height: int = 0
    maximized: bool = False
    """The window."""


def _file() -> Path:
    return user_config() / FILE


def _kept() -> dict[str, Any]:
    """What the file holds, the place used last at the end; nothing where it cannot be read."""
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def places() -> dict[str, Place]:
    """The places of all cases that are not encrypted, by case ID, the one used last at the end; what cannot be read is left out."""
    return {key: place for key, entry in _kept().items() if isinstance(key, str) and (place := _place(entry)) is not None}


def place(case_id: str) -> Place | None:
    """The place of one case; None where nothing is known."""
    key = keyring.of(case_id)
    if key is None:
        return places().get(case_id)
    try:
        raw, _ = keyring.unseal(base64.b64decode(str(_kept().get(key.sign(case_id))), validate=True))
        return _place(json.loads(raw))
    except (ValueError, RecursionError):
        return None


def keep(case_id: str, where: Place) -> None:
    """Remember the place of a case; of an encrypted one sealed, under a name that tells nothing."""
    known, key, data = _kept(), keyring.of(case_id), asdict(where)
    name = case_id if key is None else key.sign(case_id)
    for old in (case_id, name):
        known.pop(old, None)
    known[name] = data if key is None else base64.b64encode(age.seal(json.dumps(data).encode(), key.short_head)).decode()
    with contextlib.suppress(OSError):
        put(_file(), json.dumps(dict(list(known.items())[-LENGTH:])).encode())


def _place(entry: Any) -> Place | None:
    """A place as read; single values that make no sense count as not there."""
    if not isinstance(entry, dict):
        return None
    found: dict[str, Any] = {}
    for spec in fields(Place):
        value = entry.get(spec.name)
        if spec.name == "folds":
            if isinstance(value, list):
                found["folds"] = tuple(item for item in value if _number(item) and item >= 0)
        elif spec.name == "pane":
            found["pane"] = value if isinstance(value, bool) else None
        elif spec.name == "maximized":
            found["maximized"] = value is True
        elif spec.name in ("step", "address"):
            found[spec.name] = value if isinstance(value, str) and len(value) <= LONGEST else ""
        elif _number(value):
            found[spec.name] = value
    return Place(**found)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -1 <= value <= LARGEST
