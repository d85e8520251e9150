"""The editor for running text: grows with its content, counts words when there are any, never keeps a history of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.direction import straight
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import Editor, is_undo_key, reveal, same_ends
from ala_wizard.ui.editors.inputs import edit_menu
from ala_wizard.ui.editors.pasting import explain, plain_of
from ala_wizard.ui.kit import set_height
from ala_wizard.ui.spelling.marks import attach

LINE = 27
"""Px at 100 % from line to line."""
MIN_LINES = 3
WORDS_PER_PAGE = 400
"""Words on an A4 page of the documents: 42 lines of 85 letters, a tenth of it free between paragraphs."""


class TextInput(QTextEdit):
    """Plain text with calm lines, as high as its content."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "bare", min_lines: int = MIN_LINES, spelled: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self._min_lines = min_lines
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._shape()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._reveal)
        self.marks = attach(self) if spelled else None
        """Marks unknown words; None without a spelling service, and where words must not reach it."""

    def _shape(self) -> None:
        """Give every paragraph the height of line; the cursor is not moved."""
        if self.property("role") == "cell":
            return
        form = QTextBlockFormat()
        form.setLineHeight(theme.px(LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        blocked = self.document().blockSignals(True)
        cursor.mergeBlockFormat(form)
        self.document().blockSignals(blocked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._shape()
            self._grow()

    def needed_height(self) -> int:
        """Height of the content, at least a few lines."""
        margins = self.contentsMargins()
        lines = max(int(self.document().size().height() + 0.5), theme.px(LINE) * self._min_lines)
        return lines + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.needed_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(LINE))

    def _grow(self) -> None:
        if self.property("role") == "bare":
            set_height(self, self.needed_height())
        self.updateGeometry()

    def raw(self) -> str:
        """The text exactly as typed; lines end with a line feed."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def place_text(self, shown: str) -> None:
        """Show a text by changing only what differs; the cursor ends behind the change, as after an undo."""
        old = self.raw()
        shown = shown.replace("\r\n", "\n").replace("\r", "\n")
        if old == shown:
            return
        head, tail = same_ends(old, shown)
        blocked = self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:head]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(shown[head : len(shown) - tail])
        self.setTextCursor(cursor)
        self.blockSignals(blocked)
        self._grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        words = plain_of(source)
        if words:
            self.textCursor().insertText(straight(words).replace("\r\n", "\n").replace("\r", "\n"))
        else:
            explain(self, source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(plain_of(source))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        selected, filled = self.textCursor().hasSelection(), not self.document().isEmpty()
        edit_menu(self, event, selected=selected, pastes=self.canPaste(), filled=filled)

    def _reveal(self) -> None:
        """Keep the line with the cursor in sight: the page scrolls, not the field."""
        if not self.hasFocus():
            return
        reveal(self.viewport(), self.cursorRect())


def _units(part: str) -> int:
    """Length as Qt counts it: in UTF-16 units, where an emoji is two."""
    return len(part.encode("utf-16-le", "surrogatepass")) // 2


class TextEditor(Editor):
    """A text of any length in a frame of its own; the foot says how long it is."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = QFrame(self)
        self.frame.setProperty("role", "field")
        self.frame.setProperty("ring_target", True)
        self.input = TextInput(self.frame)
        self.input.setPlaceholderText(placeholder)
        self.foot = QWidget(self.frame)
        self._count = QLabel(self.foot)
        self._count.setProperty("role", "small")
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        foot.addWidget(self._count)
        foot.addStretch(1)
        self.foot.setFixedHeight(theme.px(34))
        line = QFrame(self.frame)
        line.setProperty("role", "hairline")
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        inner.addWidget(self.input)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(line)
        column.addWidget(self.foot)
        self.body.addWidget(self.frame)
        self.input.textChanged.connect(self._edited)
        self._shown = ""
        self._count_words()
        self.finish()

    def value(self) -> str:
        return self.input.raw()

    def set_value(self, value: Any) -> None:
        if self._telling:
            return
        self.input.place_text(value or "")
        self._shown = self.input.raw()
        self._count_words()

    def focus_widget(self) -> QWidget:
        return self.input

    def _edited(self) -> None:
        now = self.input.raw()
        if now == self._shown:
            return
        self._shown = now
        self._count_words()
        with self._tell():
            self.value_changed.emit(now)

    def _count_words(self) -> None:
        count = len(self._shown.split())
        words = text("editor.ein_wort") if count == 1 else text("editor.woerter", count=f"{count:,}".replace(",", "."))
        if count >= WORDS_PER_PAGE // 20:
            pages = f"{max(0.1, count / WORDS_PER_PAGE):.1f}".replace(".", ",")
            words = f"{words} · {text('editor.seiten', pages=pages)}"
        self._count.setText(words)
