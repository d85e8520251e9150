"""Panels of side calculations: typing never waits for them."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

PAUSE_MS = 150
"""So long nobody types until the side calculations follow."""


class LaterPanel(Panel):
    """Shows its figures at once when it appears, and shortly after the last key while one types."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._stale = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._catch_up)

    def show_figures(self) -> None:
        """Show the figures as they are now."""
        raise NotImplementedError

    def refresh(self) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self._pause.stop()
            self.show_figures()
