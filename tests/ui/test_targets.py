"""Everything that can be hit is at least 24 × 24 px at 100 % (WCAG 2.2, 2.5.8); words that are links stand apart by their line."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit, QWidget

from ala_wizard.content.loader import content
from ala_wizard.flow.steps import steps
from tests.ui.conftest import Opened

LEAST = 24
LINK = 18
"""A link in a line of its own: as high as its letters; the exception of 2.5.8 for targets in a line of text."""


def small(root: QWidget) -> Iterator[str]:
    """What is too small to hit."""
    for kind in (QAbstractButton, QComboBox, QLineEdit, QTextEdit):
        for widget in root.findChildren(kind):
            if not widget.isVisible() or not widget.isEnabled():
                continue
            least = LINK if widget.property("role") == "link" else LEAST
            if widget.height() < least or widget.width() < LEAST:
                yield f"{type(widget).__name__} {widget.accessibleName()[:40]!r} is {widget.width()} x {widget.height()}"


def test_every_target_can_be_hit(opened: Opened) -> None:
    screen = opened()
    found: set[str] = set()
    for part in steps(content()):
        screen.workspace.go_to(part.step)
        screen.settle()
        assert screen.workspace.page
        screen.settle()
        found |= {f"{part.step}: {words}" for words in small(screen.window)}
    assert sorted(found) == []
