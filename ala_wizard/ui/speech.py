"""Tell a screen reader what appears without the focus going there (WCAG 2.2, 4.1.3)."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def say(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have words spoken; what is urgent cuts in. Nothing happens while no screen reader listens, or where nobody sees the words."""
    if not (words and QAccessible.isActive() and widget.window().isVisible()):
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
