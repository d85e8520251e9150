"""The wavy line under unknown words of a text field. The word that one is just typing is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ala_wizard.spelling.words import words
from ala_wizard.ui import theme
from ala_wizard.ui.spelling.service import Spelling, installed

Spans = Sequence[tuple[int, int]]


class Marks(QSyntaxHighlighter):
    """Marks the words of one field; `protected` gives the places of a block that are not the user's words (chips)."""

    def __init__(self, field: QTextEdit, service: Spelling, protected: Callable[[QTextBlock], Spans] | None = None) -> None:
        super().__init__(field.document())
        self._field = field
        self._service = service
        self._protected = protected or (lambda _block: ())
        self._waiting: set[int] = set()
        self._typing: tuple[int, int] | None = None
        """Block and end of the word at the cursor that is not marked yet."""
        service.told.connect(self._on_told)
        service.changed.connect(self.rehighlight)
        field.cursorPositionChanged.connect(self._on_moved)
        field.installEventFilter(self)

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        self._waiting.discard(block.blockNumber())
        if not self._service.on or not text:
            return
        protected = self._protected(block)
        cursor = self._field.textCursor()
        here = cursor.position() - block.position() if self._field.hasFocus() and block.contains(cursor.position()) else -1
        wide = not text.isascii() and any(ord(char) > 0xFFFF for char in text)
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        form.setUnderlineColor(theme.color("err"))
        for word in words(text):
            start, end = (_units(text, word.start), _units(text, word.end)) if wide else (word.start, word.end)
            if any(left < end and start < right for left, right in protected):
                continue
            wrong = self._service.wrong(word.forms)
            if wrong is None:
                self._waiting.add(block.blockNumber())
            elif wrong and start < here <= end and self._is_typing():
                self._typing = (block.blockNumber(), end)
            elif wrong:
                self.setFormat(start, end - start, form)

    @property
    def service(self) -> Spelling:
        """Whom the marks ask."""
        return self._service

    def unknown_at(self, position: int) -> QTextCursor | None:
        """The unknown word at a place of the document, selected."""
        block = self.document().findBlock(position)
        return next((found for found in self._unknown(block) if found.selectionStart() <= position <= found.selectionEnd()), None)

    def unknown_after(self, position: int) -> QTextCursor | None:
        """The next unknown word behind a place of the document, selected."""
        block = self.document().findBlock(max(position, 0))
        while block.isValid():
            for found in self._unknown(block):
                if found.selectionStart() >= position:
                    return found
            block = block.next()
        return None

    def _unknown(self, block: QTextBlock) -> list[QTextCursor]:
        text, found = block.text(), []
        protected = self._protected(block)
        for word in words(text):
            start, end = _units(text, word.start), _units(text, word.end)
            if any(left < end and start < right for left, right in protected) or not self._service.wrong(word.forms):
                continue
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor)
        return found

    def _is_typing(self) -> bool:
        """Was the last thing at the cursor a key, not a click?"""
        return bool(self._field.property("typing"))

    def _on_told(self) -> None:
        for number in sorted(self._waiting):
            self.rehighlightBlock(self.document().findBlockByNumber(number))

    def _on_moved(self) -> None:
        """The cursor has left the word that was being typed: now it may be marked."""
        if self._typing is None:
            return
        number, end = self._typing
        cursor = self._field.textCursor()
        if cursor.blockNumber() != number or cursor.positionInBlock() > end:
            self._settle()

    def _settle(self) -> None:
        if self._typing is not None:
            number, self._typing = self._typing[0], None
            self.rehighlightBlock(self.document().findBlockByNumber(number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._field.setProperty("typing", True)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut):
            self._field.setProperty("typing", False)
            self._settle()
        return super().eventFilter(watched, event)


def attach(field: QTextEdit, protected: Callable[[QTextBlock], Spans] | None = None) -> Marks | None:
    """Marks for a field, where the program has a spelling service."""
    service = installed()
    return Marks(field, service, protected) if service is not None else None


def _units(text: str, place: int) -> int:
    """A place in a Python string as Qt counts it: in UTF-16 units."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
