"""Tells screen readers whether a button has folded something out: Qt has no such state of its own for buttons."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget

OPEN = "folded_out"
"""Property of a button that folds: is it open?"""


class FoldingButton(QAccessibleWidget):
    """What a screen reader is told of a button that folds: what it is told of other buttons, and open or closed."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.Button)
        self._button = button

    def state(self) -> QAccessible.State:
        found = super().state()
        opened = bool(self._button.property(OPEN))
        found.expandable, found.expanded, found.collapsed = 1, int(opened), int(not opened)
        return found

    def text(self, kind: QAccessible.Text) -> str:
        said = super().text(kind)
        if said or kind != QAccessible.Text.Name:
            return said
        return self._button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def actionNames(self) -> list[str]:
        return [self.pressAction(), *super().actionNames()] if self._button.isEnabled() else []

    def doAction(self, name: str) -> None:
        if name == self.pressAction():
            self._button.click()
        else:
            super().doAction(name)


def install() -> None:
    """From now on buttons that were told open or closed once are told so to screen readers. Once for the program."""
    if not _installed:
        QAccessible.installFactory(_make)
        _installed.append(True)


_installed: list[bool] = []


def _make(_kind: str, made: QObject) -> QAccessibleInterface | None:
    if isinstance(made, QAbstractButton) and made.property(OPEN) is not None:
        return FoldingButton(made)
    return None


def tell(button: QAbstractButton, opened: bool) -> None:
    """The button has folded something out, or away."""
    before = button.property(OPEN)
    if before == opened:
        return
    button.setProperty(OPEN, opened)
    if before is None and QAccessible.isActive():  # what was told of it until now, by its words, was an ordinary button
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(button)))
    elif QAccessible.isActive():
        changed = QAccessible.State()
        changed.expanded = changed.collapsed = 1
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(button, changed))
