"""Look and size that the user chose; kept in the program's own settings folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from PySide6.QtGui import QFontDatabase, QGuiApplication

from ala_wizard.store.disk import put
from ala_wizard.store.folders import user_config
from ala_wizard.ui import theme

SCALES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
USUAL = {"windows": 9.0, "cocoa": 13.0}
"""Points of the system's letters where nobody has changed them; 10 to 12 elsewhere."""
ELSEWHERE = 12.0


@dataclass(frozen=True)
class Settings:
    """What is remembered between two starts."""

    theme: theme.Name = "system"
    scale: float = 1.0
    face: str = "hilfe"
    """Which face the right pane shows: `hilfe` or `vorschau`."""
    zoom: float = 0.0
    """Size of the preview's page, 1 is paper size; 0: as wide as the pane."""
    spelling: bool = True
    """Are unknown words underlined?"""


def _file() -> Path:
    return user_config() / "fenster.json"


def load() -> Settings:
    """The settings kept; a missing or broken file means the defaults, in the text size of the system."""
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
        name = data.get("theme")
        scale = float(data.get("scale") or system_scale())
        face = "vorschau" if data.get("face") == "vorschau" else "hilfe"
        zoom = float(data.get("zoom") or 0.0)
        zoom = zoom if 0.2 <= zoom <= 4 else 0.0
        spelling = data.get("spelling", True) is not False
    except (OSError, ValueError, TypeError, AttributeError):
        return Settings(scale=system_scale())
    return Settings(name if name in get_args(theme.Name) else "system", min(max(scale, SCALES[0]), SCALES[-1]), face, zoom, spelling)


def system_scale() -> float:
    """The text size to begin with: as much above 100 % as somebody has made the system's letters larger."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    ratio = points / USUAL.get(QGuiApplication.platformName(), ELSEWHERE)
    return max(scale for scale in SCALES if scale <= max(1.0, ratio + 0.01))


def save(settings: Settings) -> None:
    """Keep the settings; losing them costs a click, so a failure is not told."""
    try:
        put(_file(), json.dumps(asdict(settings), ensure_ascii=False).encode())
    except OSError:
        return
