"""The program's own folders on this computer: settings and recovery copies.

`ALA_WIZARD_HOME` moves both into one folder, for example beside a program on a USB stick.
"""

from __future__ import annotations

import os
from pathlib import Path

NAME = "ala-wizard"
HOME = "ALA_WIZARD_HOME"


def user_data() -> Path:
    """Folder for recovery copies. It may not exist yet."""
    if home := os.environ.get(HOME):
        return Path(home) / "data"
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def user_config() -> Path:
    """Folder for settings such as the list of recent files. It may not exist yet."""
    if home := os.environ.get(HOME):
        return Path(home) / "config"
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False)
