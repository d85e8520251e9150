"""What would move the page waits until no mouse button is down: else a click would miss what it was aimed at."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

_UP = (QEvent.Type.MouseButtonRelease, QEvent.Type.NonClientAreaMouseButtonRelease, QEvent.Type.KeyPress, QEvent.Type.ApplicationDeactivate)
"""Events after which no button is down any more."""


class _Watch(QObject):
    """Looks at the program's events from a press to the release, and at none in between clicks."""

    def __init__(self) -> None:
        super().__init__()
        self.held = False
        self._waiting: dict[tuple[int, str], tuple[QObject, Callable[[], None]]] = {}

    def press(self) -> None:
        """A button went down."""
        app = QApplication.instance()
        if not self.held and app is not None:
            self.held = True
            app.installEventFilter(self)

    def wait(self, owner: QObject, what: str, act: Callable[[], None]) -> None:
        """Do this after the release; asked for twice, it is done once, the last way."""
        self._waiting[id(owner), what] = (owner, act)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        moved_freely = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and not event.buttons()
        if event.type() in _UP or moved_freely:
            self.held = False
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        if self.held:
            return
        waiting, self._waiting = self._waiting, {}
        for owner, act in waiting.values():
            if shiboken6.isValid(owner):
                act()


_WATCH = _Watch()


def pressed(reason: Qt.FocusReason = Qt.FocusReason.MouseFocusReason) -> None:
    """A mouse button went down: known from a press, or from a focus that moved by mouse."""
    if reason == Qt.FocusReason.MouseFocusReason:
        _WATCH.press()


def when_up(owner: QObject, what: str, act: Callable[[], None]) -> None:
    """Do this now, or after the release of the mouse button that is down. `what` names the deed of this owner."""
    if QApplication.mouseButtons():
        _WATCH.press()
    if _WATCH.held:
        _WATCH.wait(owner, what, act)
    else:
        act()
