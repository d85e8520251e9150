"""The page KSV-Brille: its pills have room for icon and bold words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from ala_wizard.ui import theme
from tests.ui.conftest import Opened


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_pill_has_room_for_its_icon_and_bold_words(opened: Opened, scale: float) -> None:
    """Icon of 18 px, 8 px between it and the words, which turn bold when chosen."""
    screen = opened(step="pruefung", size=(1920, 1080), scale=scale)
    pills = [pill for pill in screen.workspace.page.findChildren(QPushButton) if pill.property("role") == "pill" and pill.isVisible()]
    assert [pill.text().split()[0] for pill in pills] == ["Alle", "Muss", "Sollte", "Hinweis"]
    for pill in pills:
        words = QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text())
        icon = 0 if pill.icon().isNull() else theme.px(18 + 8)
        assert pill.width() >= words + icon + 2 * theme.px(14), pill.text()
    assert all(pill.iconSize().width() > pill.iconSize().height() for pill in pills[1:]), "no room between icon and words"
