"""A panel with more cards or rows than one sees: the first stand there at once, the others follow between the events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

Build = Callable[[], object]
"""Builds one piece of a panel."""


class GrowingPanel(Panel):
    """Builds what nobody sees yet piece by piece, while it is shown; the window answers between two of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rest: list[Build] = []
        """What is still to be built, in order."""
        self._building = QTimer(self)
        self._building.setInterval(0)
        self._building.timeout.connect(self._build_next)

    def grow(self, pieces: Sequence[Build], at_once: int) -> None:
        """Build so many of the pieces at once and let the others follow; what was still to be built before is forgotten."""
        self._rest = list(pieces[at_once:])
        for build in pieces[:at_once]:
            build()
        if self._rest and self.isVisible():
            self._building.start()

    def grown(self) -> None:
        """More of the panel stands there now."""
        self.built.emit()

    def complete(self) -> None:
        rest, self._rest = self._rest, []
        for build in rest:
            build()
        if rest:
            self.grown()

    def _build_next(self) -> None:
        if self._rest:
            self._rest.pop(0)()
            self.grown()
        else:
            self._building.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._building.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._building.stop()
