"""What a screen reader is told of a window: the whole tree of `QAccessible`, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTextEdit, QWidget

from tests.ui.screen import plain

Role = QAccessible.Role
Text = QAccessible.Text
NOTHING = (Role.NoRole, Role.Client, Role.Window, Role.Pane, Role.Border)
"""Roles that say nothing of what one can do."""


def tree(root: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """The node and all below it; what cannot be seen, and combo lists that are closed, have no say."""
    if root is None or not root.isValid():
        return
    yield root
    if root.role() == Role.ComboBox:
        return
    for place in range(root.childCount()):
        child = root.child(place)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from tree(child)


def heard(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything in a window, dialog or popup."""
    return tree(QAccessible.queryAccessibleInterface(widget))


def operable(node: QAccessibleInterface) -> bool:
    """Can one do something with it?"""
    actions = node.actionInterface()
    return node.state().focusable or bool(actions is not None and actions.actionNames())


def name_of(node: QAccessibleInterface) -> str:
    """The name as told on every system: on some a list to choose from has the words of its label, told as a relation."""
    made = node.object()
    if isinstance(made, QComboBox):
        labels = [other.text(Text.Name) for other, _ in node.relations(QAccessible.RelationFlag.Label)]
        return made.accessibleName() if not labels or made.accessibleName() in labels else f"{made.accessibleName()} <> {labels}"
    return node.text(Text.Name)


def told(node: QAccessibleInterface) -> str:
    """A node in words, for a failing test."""
    made: QObject | None = node.object()
    kind = type(made).__name__ if made is not None else node.role().name
    holder = made.parent() if made is not None else None
    return f"{kind} {name_of(node)[:50]!r} in {type(holder).__name__}"


def wrong(widget: QWidget) -> Iterator[str]:
    """What a screen reader could not tell of this window."""
    for node in heard(widget):
        made = node.object()
        name = plain(name_of(node)).strip()
        if isinstance(made, QLabel):
            yield from _label(made)
        if not operable(node):
            continue
        if not name or "<>" in name:
            yield f"without a name: {told(node)}"
        if node.role() in NOTHING and not _only_read(node):
            yield f"role {node.role().name} says nothing: {told(node)}"
        if isinstance(made, QAbstractButton):
            yield from _button(made, node, name)
        if isinstance(made, QWidget) and node.state().disabled == made.isEnabled():
            yield f"wrong about being disabled: {told(node)}"
        if isinstance(made, QLineEdit | QTextEdit) and node.state().readOnly != made.isReadOnly():
            yield f"wrong about being read only: {told(node)}"


def _only_read(node: QAccessibleInterface) -> bool:
    """Does it take the focus only to be read and scrolled: a page, an article, an empty timetable, a page of paper?"""
    actions = node.actionInterface()
    return actions is None or set(actions.actionNames()) <= {"SetFocus"}


def _label(label: QLabel) -> Iterator[str]:
    """A bound label and the name of its field are the same words."""
    field = label.buddy()
    if field is None or not label.isVisible():
        return
    words, name = _bare(label.text()), _bare(field.accessibleName())
    if name and words != name and not isinstance(field, QAbstractButton):
        yield f"label {words!r}, but the field is called {name!r}"


def _button(made: QAbstractButton, node: QAccessibleInterface, name: str) -> Iterator[str]:
    words = _bare(made.text())
    if words and words.casefold() not in _bare(name).casefold():
        yield f"the words {words!r} are not in the name {name!r}"
    if made.isCheckable() and not (node.state().checkable and node.state().checked == made.isChecked()):
        yield f"wrong about being ticked: {told(node)}"


def _bare(words: str) -> str:
    """The words without what is not spoken: marks of keys, stops between words."""
    spoken = plain(words).replace("&&", "\0").replace("&", "").replace("\0", "&")
    return " ".join(spoken.translate(str.maketrans(dict.fromkeys(":,;…?", " "))).split())


def opened_by(act: Callable[[], object], look: Callable[[QWidget], object]) -> None:
    """Do what opens a dialog, menu or list; look at it, and close it with Escape, whether the deed waits for it or not."""
    seen: list[QWidget] = []
    looking: list[bool] = []

    def watch() -> None:
        popup = QApplication.activePopupWidget()
        found = popup or QApplication.activeModalWidget()
        if found is None or looking or not found.isVisible() or not (popup or found.isActiveWindow()):
            return
        looking.append(True)
        if not seen:
            seen.append(found)
            look(found)
        QTest.keyClick(found, Qt.Key.Key_Escape)
        looking.clear()

    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(watch)
    timer.start()
    try:
        act()
    finally:
        timer.stop()
    for _ in range(20):
        QApplication.processEvents()
        watch()
        if seen and QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            break
    assert seen, "nothing opened"
