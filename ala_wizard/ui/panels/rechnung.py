"""A side calculation to read: each line with its way of reckoning and source, the result marked, then why and what to know."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ala_wizard.calc.zeilen import Rechnung, Zeile
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import PAD as TABLE_PAD
from ala_wizard.ui.kit import FigureTable, Words, box, column, hairline, row

NBSP = "\u00a0"
PAD = 12
"""Px between the side of a card's rows and their words."""


def amount_words(line: Zeile) -> str:
    """The figure of a line with its unit; a dash where nothing is known."""
    if line.unit == "€" or line.amount is None:
        return format_money(line.amount, "€")
    return f"{format_decimal(line.amount)}{NBSP}{line.unit}"


def detail_words(formula: str, source: str) -> str:
    """The small second line: way of reckoning and source, as far as there is something to say."""
    return " · ".join(part for part in (formula, source) if part)


class FactRow(QFrame):
    """Words and what small print belongs to them at the left, a figure or a date at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Words("", "body")
        self._detail = Words("", "small")
        self._figure = Words("", "body", wrap=False)
        self._line = hairline()
        words = column(self._label, self._detail, gap=2)
        inner = row(words, self._figure, gap=24, margins=(PAD, 8, PAD, 8))
        inner.setStretch(0, 1)
        inner.setAlignment(self._figure, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inner)
        whole.addWidget(self._line)

    def show_fact(self, label: str, detail: str, figure: str, *, strong: bool = False) -> None:
        """Show this; a strong row is a result and lies on its own ground."""
        self._label.set_words(label)
        self._detail.set_words(detail)
        self._detail.setVisible(bool(detail))
        self._figure.set_words(figure)
        restyle(self, role="sunken" if strong else "")
        restyle(self._label, role="bold" if strong else "body")
        restyle(self._figure, role="bold" if strong else "body")
        self._line.setVisible(not strong)


class Remark(QWidget):
    """A quiet sentence with a sign before it."""

    def __init__(
        self, words: str = "", glyph: str = "info", token: str = "ink2", role: str = "small", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._glyph = icons.Glyph(glyph, token, 18, self)
        self._words = Words(words, role, parent=self)
        layout = row(column(self._glyph, "*", margins=(0, 1, 0, 0)), self._words, gap=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def say(self, words: str, glyph: str = "info", token: str = "ink2") -> None:
        """Say this; nothing to say takes no room."""
        self._words.set_words(words)
        self._glyph.set_glyph(glyph, token)
        self.setVisible(bool(words))


class FactList(QWidget):
    """Rows that are kept and filled anew, so that nothing flickers while one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FactRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_facts(self, facts: Collection[tuple[str, str, str, bool]]) -> None:
        """Label, small print, figure, and whether it is a result."""
        while len(self._rows) < len(facts):
            made = FactRow(self)
            self._rows.append(made)
            self._column.addWidget(made)
        for shown, fact in zip(self._rows, facts, strict=False):
            label, detail, figure, strong = fact
            shown.show_fact(label, detail, figure, strong=strong)
            shown.setVisible(True)
        for spare in self._rows[len(facts) :]:
            spare.setVisible(False)


class RemarkList(QWidget):
    """Sentences with a sign, below each other; quiet ones unless another role is given."""

    TOKENS = {"triangle": "warn", "check-circle": "accent"}  # noqa: RUF012 - never changed

    def __init__(self, role: str = "small", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._remarks: list[Remark] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))

    def show_remarks(self, sentences: Collection[tuple[str, str]]) -> None:
        """Sentences with the name of their sign."""
        while len(self._remarks) < len(sentences):
            made = Remark(role=self._role, parent=self)
            self._remarks.append(made)
            self._column.addWidget(made)
        for remark, (words, glyph) in zip(self._remarks, sentences, strict=False):
            remark.say(words, glyph, self.TOKENS.get(glyph, "ink2"))
        for spare in self._remarks[len(sentences) :]:
            spare.say("")
        self.setVisible(bool(sentences))


def remarks_of(rechnung: Rechnung) -> list[tuple[str, str]]:
    """Why something is missing, then what to know."""
    return [*((words, "help") for words in rechnung.why_not), *((words, "info") for words in rechnung.hints)]


class RechnungView(QWidget):
    """One side calculation whole. `results` are the keys of the lines that answer the question.

    Without `remarks` the lines stand alone, for where why and what to know are said beside them.
    """

    def __init__(self, title: str = "", results: Collection[str] = (), *, remarks: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_remarks = remarks
        self._results = frozenset(results)
        self._known: Rechnung | None = None
        self._facts = FactList()
        self._remarks = RemarkList()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        if title:
            head = Words(title, "bold")
            head.setContentsMargins(theme.px(PAD), 0, theme.px(PAD), 0)
            whole.addWidget(head)
        whole.addWidget(self._facts)
        self._remarks.setContentsMargins(theme.px(PAD), 0, theme.px(PAD), 0)
        whole.addWidget(self._remarks)

    def show_rechnung(self, rechnung: Rechnung) -> None:
        """Show a calculation; without a line a dash stands there, and below it why."""
        if rechnung == self._known:
            return
        self._known = rechnung
        lines = [
            (line.label, detail_words(line.formula, line.source), amount_words(line), line.key in self._results) for line in rechnung.lines
        ]
        self._facts.show_facts(lines or [(text("rechnung.leer"), "", "–", False)])
        self._remarks.show_remarks(remarks_of(rechnung) if self._with_remarks else [])


def card(*items: QWidget, gap: float = 12) -> QFrame:
    """The white box that figures of a page lie in; rows of facts reach to its sides, everything else stands where their words do."""
    layout = column(gap=gap, margins=(4, 12, 4, 12))
    for item in items:
        side = 0 if isinstance(item, FactList | RechnungView | Fold) else PAD - TABLE_PAD if isinstance(item, FigureTable) else PAD
        item.setContentsMargins(theme.px(side), 0, theme.px(side), 0)
        layout.addWidget(item)
    return box("card", layout)


def holder(layout: QLayout) -> QWidget:
    """A widget round a layout, so that it can lie in a card."""
    made = QWidget()
    made.setLayout(layout)
    return made
