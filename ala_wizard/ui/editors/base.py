"""What every editor promises: one typed value in, the same kind out, a message below, focus told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.pointer import pressed, when_up
from ala_wizard.ui.speech import say

STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons for which the focus only seems to leave: a list that opens, a menu, another program in front."""


def is_undo_key(event: QEvent) -> bool:
    """Is it the key press for undo or redo? Those belong to the window: there is one history over everything."""
    return isinstance(event, QKeyEvent) and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))


def same_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many items are the same at the head and, apart from those, at the tail: what lies between has changed."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and let it look again."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def reveal(widget: QWidget, rect: QRect) -> None:
    """Scroll the page, so that this part of a widget on it is in sight."""
    above: QWidget | None = widget.parentWidget()
    while above is not None:
        content = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and content is not None:
            _settle(widget, content)
            place = widget.mapTo(content, rect.center())
            above.ensureVisible(place.x(), place.y(), 0, rect.height() // 2 + theme.px(48))
            return
        above = above.parentWidget()


def _settle(widget: QWidget, content: QWidget) -> None:
    """What grew a moment ago takes its room now, up to the page; Qt would need several rounds of events for it."""
    above: QWidget | None = widget
    grew = False
    while above is not None:
        layout = above.layout()
        grew |= layout is not None and layout.activate()
        if above is content:
            break
        above = above.parentWidget()
    if grew:
        QApplication.sendEvent(content, QEvent(QEvent.Type.LayoutRequest))


class MessageLine(QWidget):
    """The line below a field: icon and bold words for what is wrong, blue for a question back. Takes no room when silent.

    It comes and goes only while no mouse button is down, so that a click on a neighbour hits what it was aimed at.
    """

    confirmed = Signal()
    """The user said that the question back is right."""
    said = Signal(str)
    """Other words stand there now; empty: none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lead = ""
        """Words before every sentence: the label of the field, where several fields share the place for messages."""
        self._wanted = ("", "error")
        self._glyph = icons.Glyph("octagon", "err", 18, self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setMinimumWidth(0)
        self._yes = QPushButton(text("editor.stimmt"), self)
        self._yes.setProperty("role", "small")
        self._yes.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._yes.clicked.connect(self.confirmed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(6), 0, 0)
        row.setSpacing(theme.px(8))
        sign = QVBoxLayout()
        sign.setContentsMargins(0, theme.px(2), 0, 0)
        sign.addWidget(self._glyph)
        sign.addStretch(1)
        row.addLayout(sign)
        row.addWidget(self._label, 1)
        row.addWidget(self._yes, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """The words shown; empty when silent."""
        return self._label.text()

    def say(self, sentence: str, kind: str = "error") -> None:
        """Show a sentence: `error` (wrong), `warn` (look again), `asked` (question back with a button), `told` (good to know).

        Empty: be silent.
        """
        if (sentence, kind) != self._wanted:
            self._wanted = (sentence, kind)
            when_up(self, "say", self._show)

    def _show(self) -> None:
        sentence, kind = self._wanted
        glyph, token, role = {
            "error": ("octagon", "err", "error"),
            "warn": ("triangle", "warn", "warn_bold"),
            "asked": ("info", "info", "info"),
            "told": ("info", "info", "info"),
        }[kind]
        self.setProperty("kind", kind)
        self._label.setText(f"{self.lead}: {sentence}" if sentence and self.lead else sentence)
        self._glyph.set_glyph(glyph, token)
        restyle(self._label, role=role)
        self._yes.setVisible(kind == "asked")
        self.setVisible(bool(sentence))
        self.said.emit(self.text)
        if self.isVisible():
            say(self, self.text)


class Editor(QWidget):
    """Edits exactly one value. See the signals for what it tells, and the methods for what one may ask.

    A typed text that cannot be read is told in two steps: `value_changed` with the empty value (if there was
    one), then `unread_changed` with the text. Read again: `value_changed`, then `unread_changed` with "".
    """

    value_changed = Signal(object)
    """Every edit that can be read, while typing; emptied: None, or the model's own empty value ("" or ())."""
    unread_changed = Signal(str)
    """Typed text that could not be read; "" when all is well again."""
    focused = Signal()
    left = Signal()

    own_label = False
    """True where the label stands inside the editor itself (a check box)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._telling = False
        self._visited = False
        self._outside = ""
        self._told = False
        self.message = MessageLine(self)
        self.message.said.connect(self._describe)
        self._help = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def value(self) -> Any:
        """The value as typed so far."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value. Tells nothing; keeps the cursor and the typed text when it means the same."""
        raise NotImplementedError

    def set_unread(self, typed: str) -> None:
        """Show text that was typed earlier and could not be read; "" takes it away. For kinds that read nothing: no effect."""

    def focus_widget(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def set_accessible(self, name: str, description: str = "") -> None:
        """What a screen reader says: usually the visible label, and the help."""
        self.focus_widget().setAccessibleName(name)
        self._help = description
        self._describe(self.message.text)

    def _describe(self, message: str) -> None:
        """A screen reader hears at the field what stands below it, before the help."""
        self.focus_widget().setAccessibleDescription(" ".join(words for words in (message, self._help) if words))

    def set_problem(self, sentence: str) -> None:
        """A contradiction found elsewhere, to stand below this field (after it was left once); "" when solved."""
        self._outside = sentence
        if not self._told:
            self._refresh_message()

    def tell(self, sentence: str) -> None:
        """Say something about what was just done, below the field; the next key takes it away."""
        self._told = True
        self.message.say(sentence, "told")

    def take_message(self) -> MessageLine:
        """The message line, to be placed by the page itself: for short fields side by side."""
        self.body.removeWidget(self.message)
        return self.message

    def finish(self) -> None:
        """To be called by the subclass when everything is in the layout."""
        self.body.addWidget(self.message)
        self.watch(self.focus_widget())

    def watch(self, widget: QWidget) -> None:
        """Tell `focused` and `left` for this part of the editor."""
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._told and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text():
            self._told = False
            self._refresh_message()
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and event.reason() not in STAYS:
            pressed(event.reason())
            inside = QApplication.focusWidget()
            if inside is None or not self.isAncestorOf(inside):
                self._visited = True
                self._told = False
                self._leave()
                self.left.emit()
        return False

    def _leave(self) -> None:
        """The focus went elsewhere: put the value in order."""
        self._refresh_message()

    def _refresh_message(self) -> None:
        """Show what is to be said now."""
        self.message.say(self._outside if self._visited else "")

    @contextmanager
    def _tell(self) -> Iterator[None]:
        """While telling, ignore the echo of the own change."""
        self._telling = True
        try:
            yield
        finally:
            self._telling = False
