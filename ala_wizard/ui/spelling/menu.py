"""What the menu of a text field offers for an unknown word, and the way to the next one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.spelling.marks import Marks
from ala_wizard.ui.spelling.service import Spelling


def offer(menu: QMenu, field: QTextEdit, marks: Marks, position: int) -> bool:
    """Put the help for the unknown word at a place at the head of a menu. False when the word there is known."""
    found = marks.unknown_at(position)
    if found is None:
        return False
    word = found.selectedText()
    head = menu.addAction(text("rechtschreibung.unbekannt", word=_short(word)))
    head.setEnabled(False)
    wait = menu.addAction(text("rechtschreibung.sucht"))
    wait.setEnabled(False)
    below = menu.addSeparator()
    menu.addAction(text("rechtschreibung.merken", word=_short(word)), partial(_learn, marks.service, word))
    menu.addAction(text("rechtschreibung.lassen"), partial(marks.service.ignore, word))
    menu.addSeparator()

    def show(suggestions: tuple[str, ...]) -> None:
        for words in suggestions:
            action = QAction(words, menu)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(_put, field, found, words))
            menu.insertAction(below, action)
        if suggestions:
            menu.removeAction(wait)
        else:
            wait.setText(text("rechtschreibung.nichts"))
        room = menu.screen().availableGeometry()
        if menu.isVisible() and menu.geometry().bottom() > room.bottom():  # it grew, and Qt leaves it where it opened
            menu.move(menu.x(), max(room.top(), room.bottom() - menu.height()))

    alive = [True]
    menu.aboutToHide.connect(lambda: alive.clear())
    marks.service.suggest(word, lambda suggestions: show(suggestions) if alive else None)
    return True


def open_at(field: QTextEdit, marks: Marks, found: QTextCursor) -> None:
    """Select an unknown word and open its menu below it."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.setTextCursor(found)
    menu = QMenu(field)
    if offer(menu, field, marks, found.selectionEnd()):
        place = field.cursorRect().bottomLeft() + QPoint(0, 4)
        menu.setAccessibleName(text("rechtschreibung.unbekannt", word=_short(found.selectedText())))
        menu.exec(field.viewport().mapToGlobal(place))
    menu.deleteLater()


def go_to_next(fields: Iterable[QTextEdit], focus: QWidget | None) -> bool:
    """Show the next unknown word in these fields, from the cursor on and then from the first field again. False: there is none."""
    known = [(field, marks) for field in fields if isinstance(marks := getattr(field, "marks", None), Marks)]
    start = next((place for place, (field, _) in enumerate(known) if field is focus), 0)
    turned = known[start:] + known[:start]
    for place, (field, marks) in enumerate([*turned, *turned[:1]]):
        from_here = field is focus and place == 0
        found = marks.unknown_after(field.textCursor().selectionEnd() if from_here else 0)
        if found is not None:
            open_at(field, marks, found)
            return True
    return False


def _put(field: QTextEdit, found: QTextCursor, words: str) -> None:
    """Write a suggestion in place of the word; a step of undo of its own."""
    above: QWidget | None = field
    while above is not None and not isinstance(above, Editor):
        above = above.parentWidget()
    if isinstance(above, Editor):
        above.left.emit()
    cursor = field.textCursor()
    cursor.setPosition(found.selectionStart())
    cursor.setPosition(found.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    field.textCursor().insertText(words)


def _learn(service: Spelling, word: str) -> None:
    """Keep a word; where the list cannot be written the word still counts for today."""
    try:
        service.learn(word)
    except OSError:
        return


def _short(word: str) -> str:
    return word if len(word) <= 30 else word[:29] + "…"
