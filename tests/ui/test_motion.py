"""Nothing moves by itself, and a contrast theme of the system is followed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox

from ala_wizard.ui import theme
from tests.ui.conftest import Opened
from tests.ui.test_theme import contrast

SOURCE = Path(__file__).resolve().parents[2] / "ala_wizard"
MOVING = (
    r"\bQ(?:Property|Variant|Sequential|Parallel|Abstract)Animation|\bQTimeLine\b|\bQMovie\b|\bQGraphics|\bQProgressBar\b|\bsetAnimated\b"
)
ROLE = QPalette.ColorRole
THEMES = {
    "Nachthimmel": ("#000000", "#FFFFFF", "#8080FF", "#D6B4FD", "#2B2B2B"),
    "Wueste": ("#FFFAEF", "#3D3D3D", "#1C5E75", "#903909", "#FFF5E3"),
    "Wasser": ("#202020", "#FFFFFF", "#75E9FC", "#8EE3F0", "#263B50"),
    "Daemmerung": ("#2D3236", "#FFFFFF", "#70EBDE", "#A1BFDE", "#212D3B"),
}
"""Contrast themes as systems ship them: ground, ink, link, mark, ink on the mark."""
GROUNDS = ("bg", "surface", "raised", "sunken", "soft", "warn_soft", "err_soft", "info_soft")
INKS = ("ink", "ink2", "ink3", "accent", "accent_h", "soft_ink", "warn", "err", "info")


def test_nothing_in_the_program_moves_by_itself() -> None:
    """So there is nothing to take back for people who ask the system for less motion."""
    moving = [path.name for path in SOURCE.rglob("*.py") if re.search(MOVING, path.read_text("utf-8"))]
    assert moving == []


def test_nothing_of_the_toolkit_moves_either(opened: Opened, prepared: QApplication) -> None:
    for effect in Qt.UIEffect:
        prepared.setEffectEnabled(effect, True)
    screen = opened(step="arbeitsentgelt")
    theme.apply(prepared, "light")
    assert [effect for effect in Qt.UIEffect if prepared.isEffectEnabled(effect)] == []
    combo = next(entry for entry in screen.workspace.page.findChildren(QComboBox) if entry.isVisible())
    combo.showPopup()
    popup = combo.view().window()
    assert popup.isVisible() and popup.windowOpacity() == 1.0, "it is there at once"
    height = popup.height()
    screen.settle()
    assert popup.height() == height
    combo.hidePopup()


def of_system(name: str) -> QPalette:
    ground, ink, link, mark, on_mark = THEMES[name]
    made = QPalette()
    for role, color in (
        (ROLE.Window, ground),
        (ROLE.WindowText, ink),
        (ROLE.Link, link),
        (ROLE.Highlight, mark),
        (ROLE.HighlightedText, on_mark),
    ):
        made.setColor(role, QColor(color))
    return made


@pytest.mark.parametrize("name", THEMES)
def test_the_colours_of_a_contrast_theme_can_be_read(name: str) -> None:
    colors = theme._from_system(of_system(name))
    assert set(colors) == set(theme.palettes()["contrast"])
    pale = [(ink, ground) for ink in INKS for ground in GROUNDS if contrast(colors[ink], colors[ground]) < 4.5]
    assert pale == []
    assert contrast(colors["on_accent"], colors["accent"]) >= 4.5
    lines = [
        line for line in ("line", "line2", "focus", "warn_mark", "chart1", "chart2", "chart3") if contrast(colors[line], colors["bg"]) < 3
    ]
    assert lines == []


@pytest.mark.parametrize("chosen", ["system", "light", "dark"])
def test_a_contrast_theme_wins_and_is_left_again(prepared: QApplication, monkeypatch: pytest.MonkeyPatch, chosen: theme.Name) -> None:
    before = theme.apply(prepared, chosen)
    wishes = [True]
    monkeypatch.setattr(theme, "_system_contrast", lambda _app: wishes[0])
    monkeypatch.setattr(theme, "_from_system", lambda _palette: {**theme.palettes()["contrast"], "bg": "#010203"})
    theme._system_changed(prepared, everybody=True)
    assert theme.current().name == "contrast"
    assert theme.current().colors["bg"] == "#010203"
    assert theme.current().scale == before.scale
    wishes[0] = False
    theme._system_changed(prepared, everybody=True)
    assert theme.current() == before
