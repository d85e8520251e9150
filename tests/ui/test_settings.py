"""The text size to begin with is the system's; what the user chose wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from ala_wizard.ui import settings


def system(monkeypatch: pytest.MonkeyPatch, points: float, platform: str) -> None:
    font = QFont()
    font.setPointSizeF(points)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: font)
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)


@pytest.mark.parametrize(
    ("points", "platform", "expected"),
    [
        (9, "windows", 1.0),
        (13.5, "windows", 1.5),
        (20, "windows", 2.0),
        (13, "cocoa", 1.0),
        (10, "xcb", 1.0),
        (11, "wayland", 1.0),
        (15, "xcb", 1.25),
        (30, "xcb", 2.0),
        (6, "xcb", 1.0),
    ],
)
def test_the_first_start_takes_the_size_of_the_system(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, own_folders: Path, points: float, platform: str, expected: float
) -> None:
    assert qapp
    assert own_folders
    system(monkeypatch, points, platform)
    assert settings.load().scale == expected


def test_the_size_that_was_chosen_wins(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    assert qapp
    assert own_folders
    system(monkeypatch, 18, "windows")
    settings.save(settings.Settings("dark", 1.1))
    assert settings.load() == settings.Settings("dark", 1.1)
