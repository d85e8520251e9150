"""Which building block to take: each with the situation that it fits and its whole text, the facts filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.editors.rich.popup import Popup
from ala_wizard.ui.kit import Button, Words

WIDTH = 600
HIGHEST = 460
AROUND = 130
"""Px at 100 % for head, hint and the edges of the screen."""


@dataclass(frozen=True)
class Offered:
    """A building block as it is offered."""

    id: str
    title: str
    words: str
    """Its text with the values of the facts."""
    drawn: str
    """The same for the eye, as HTML: values stand out, missing ones more so."""
    used: bool
    """Does it stand in the answer already?"""


class BlockCard(Button):
    """One building block to click, or to take with Enter."""

    def __init__(self, block: Offered, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setProperty("role", "blockcard")
        self.setAutoDefault(False)
        name = text("schreiben_baustein.name_benutzt" if block.used else "schreiben_baustein.name", title=block.title, text=block.words)
        self.setAccessibleName(name)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(Words(block.title, "bold", parent=self), 1)
        if block.used:
            head.addWidget(Words(text("schreiben_baustein.benutzt"), "small", wrap=False, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        for line in block.drawn.split("\n"):
            if line.strip():
                words = Words("", "second", parent=self)
                words.setTextFormat(Qt.TextFormat.RichText)
                words.setText(line.replace("- ", "•&nbsp; ", 1) if line.lstrip().startswith("- ") else line)
                column.addWidget(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = column

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(100), self._column.minimumSize().height())

    def heightForWidth(self, width: int) -> int:
        return self._column.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True


class BlockPicker(Popup):
    """The building blocks of one question."""

    chosen = Signal(str)
    """ID of the building block."""

    def __init__(self, blocks: Sequence[Offered], parent: QWidget) -> None:
        super().__init__(text("schreiben_baustein.titel"), WIDTH, parent)
        holder = QWidget()
        holder.setObjectName("page_content")
        column = QVBoxLayout(holder)
        column.setContentsMargins(theme.px(4), theme.px(4), theme.px(8), theme.px(4))
        column.setSpacing(theme.px(8))
        self.cards = [BlockCard(block, holder) for block in blocks]
        for card, block in zip(self.cards, blocks, strict=True):
            card.clicked.connect(lambda _=False, found=block.id: self._take(found))
            column.addWidget(card)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        holder.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        for label in self.findChildren(Words):
            label.ensurePolished()
        needed = column.heightForWidth(theme.px(WIDTH - 32) - 2) + 2
        self._area.setFixedHeight(min(needed, theme.px(HIGHEST), self.screen().availableGeometry().height() - theme.px(AROUND)))
        self.body.addWidget(self._area)
        self.body.addWidget(Words(text("schreiben_baustein.hinweis"), "small", parent=self))
        first = next((card for card, block in zip(self.cards, blocks, strict=True) if not block.used), self.cards[0])
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            here = next((place for place, card in enumerate(self.cards) if card.hasFocus()), 0)
            card = self.cards[(here + step) % len(self.cards)]
            card.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(card, 0, theme.px(8))
            return
        super().keyPressEvent(event)

    def _take(self, found: str) -> None:
        self.close()
        self.chosen.emit(found)
