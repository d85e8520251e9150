"""Typing as a person does, letters beyond ASCII too.

The key helpers of QtTest abort the whole process at letters such as ö or €; here every letter is a key event of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def type_text(widget: QWidget, words: str) -> None:
    """Type into a widget; what a letter opens (the editor of a cell) gets the letters after it; so does who has the focus once it is gone."""
    for letter in words:
        target = widget
        focus = QApplication.focusWidget()
        if focus is not None and (not isValid(widget) or widget.isAncestorOf(focus)):
            target = focus
        if not isValid(target):
            return
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    focus = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focus is not None, "no widget has the focus"
    inside = focus.focusWidget() if focus.isWindow() else focus
    QTest.keyClick(inside or focus, key, modifier)
