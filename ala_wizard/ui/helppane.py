"""The right pane: help for the field with the focus, always in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.example import ExampleDialog
from ala_wizard.ui.kit import Words, box, clear, column, link, row, unbroken
from ala_wizard.ui.search.sourceline import source_line


@dataclass(frozen=True)
class Help:
    """What there is to say about a question or a field."""

    title: str
    about: str
    authority: tuple[str, ...] = ()
    example: str = ""
    source: tuple[str, ...] = ()
    question: str = ""
    """ID of the question, where the sample farm has a whole answer to it to read."""


class HelpPane(QFrame):
    """Worum es geht · Darauf achtet die Behörde · Beispiel · Quelle."""

    look_up = Signal(str)
    """A source whose article somebody wants to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text("hilfe.name"))
        self._known: Help | None = None
        self._content = QWidget()
        self._content.setObjectName("help_content")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(theme.px(24), theme.px(12), theme.px(20), theme.px(24))
        self._column.setSpacing(0)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    @property
    def shown(self) -> Help | None:
        """What stands there now."""
        return self._known

    def show_help(self, help_: Help) -> None:
        """Show this help from its top."""
        if help_ == self._known:
            return
        self._known = help_
        clear(self._column)
        self._column.addWidget(Words(help_.title, "question"))
        if help_.about:
            self._section(text("hilfe.worum"), *help_.about.split("\n\n"))
        if help_.authority:
            self._head(text("hilfe.behoerde"))
            for point in help_.authority:
                dot = Words("•", wrap=False)
                line = row(dot, Words(unbroken(point)), gap=8)
                line.setStretch(1, 1)
                line.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
                self._column.addLayout(line)
                self._column.addSpacing(theme.px(6))
        if help_.example or help_.question:
            self._column.addSpacing(theme.px(20))
            paragraphs = [Words(part.strip()) for part in help_.example.split("\n\n") if part.strip()]
            head = row(Words(text("hilfe.beispiel"), "small_bold", wrap=False), "*")
            items: list[QWidget | QHBoxLayout] = [head, *paragraphs]
            if help_.question:
                whole = link(text("beispiel.ganz"), lambda: self._read(help_.question))
                whole.setAccessibleName(text("beispiel.ganz_name", question=help_.title))
                items.append(row(whole, "*"))
            self._column.addWidget(box("card", column(*items, gap=8, margins=(16, 12, 16, 12))))
        if help_.source:
            self._head(text("hilfe.quelle"))
            for source in help_.source:
                self._column.addLayout(source_line(source, partial(self.look_up.emit, source)))
                self._column.addSpacing(theme.px(4))
        self._column.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _read(self, question: str) -> None:
        """Show the whole answer of the sample farm over the window."""
        dialog = ExampleDialog(question, self.window())
        dialog.exec()
        dialog.deleteLater()

    def _head(self, words: str) -> None:
        self._column.addSpacing(theme.px(20))
        self._column.addWidget(Words(words, "bold"))
        self._column.addSpacing(theme.px(6))

    def _section(self, head: str, *paragraphs: str) -> None:
        self._head(head)
        for number, paragraph in enumerate(paragraphs):
            if number:
                self._column.addSpacing(theme.px(8))
            self._column.addWidget(Words(unbroken(" ".join(paragraph.split()))))
