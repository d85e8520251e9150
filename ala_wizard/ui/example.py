"""A whole answer of the sample farm to read: clearly an example, with nothing to take over."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.checks.facts import showing
from ala_wizard.content.loader import content
from ala_wizard.content.samples import example_answer, example_farm
from ala_wizard.content.texts import text
from ala_wizard.core import reckon
from ala_wizard.model.richtext import Line, numbers, parse
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import SIDE, Sheet, fit, scrolled
from ala_wizard.ui.kit import Words, column, hairline, row

WIDTH = 620
HIGHEST = 460
STEP = 26


def has_example(question: str) -> bool:
    """Has the sample farm an answer to this question?"""
    return bool(example_answer(question).strip())


class ExampleDialog(Sheet):
    """The mark „Beispiel“, the question, the answer, the way back. The words cannot be selected or copied."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(text("beispiel.titel"), WIDTH, parent)
        asked = content().questions[question].ask
        farm = example_farm()
        self.setAccessibleName(f"{text('beispiel.marke')}: {asked}")
        inner = self.inner
        mark = Words(text("beispiel.marke"), "example_mark", wrap=False)
        inner.addLayout(row(mark, Words(farm.farm.name, "small", wrap=False), "*", gap=12))
        inner.addSpacing(theme.px(8))
        inner.addWidget(Words(asked, "question"))
        inner.addSpacing(theme.px(8))
        about = Words(text("beispiel.hof", farm=farm.farm.name), "second")
        inner.addWidget(about)
        inner.addSpacing(theme.px(16))
        inner.addWidget(hairline(role="rule"))
        self.lines = _answer(question)
        self.area = scrolled(self.lines)
        self.area.setAccessibleName(asked)
        inner.addWidget(self.area)
        inner.addWidget(hairline(role="rule"))
        self.end(text("beispiel.zu"))
        self.setAccessibleDescription(f"{about.text()} {self.words()}")

    def words(self) -> str:
        """The whole answer, as read aloud."""
        return " ".join(label.text() for label in self.lines.findChildren(Words))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need now that they wear their type."""
        needed = self.lines.heightForWidth(theme.px(WIDTH - 2 * SIDE - 18)) + theme.px(24)
        self.area.setFixedHeight(min(needed, theme.px(HIGHEST), self._room()))
        fit(self)
        super().showEvent(event)

    def _room(self) -> int:
        """What is left in the window below and above the answer."""
        parent = self.parentWidget()
        return max(theme.px(120), (parent.height() if parent is not None else 10_000) - theme.px(300))


def _answer(question: str) -> QWidget:
    """The answer as the paper would show it: paragraphs, items, bold lines."""
    case, known = example_farm(), content()
    show = showing(case, reckon(case, known, case.period.start or date.min), known)
    lines = parse(example_answer(question).strip())
    holder = QWidget()
    holder.setObjectName("example")
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, theme.px(12), theme.px(12), theme.px(12))
    whole.setSpacing(0)
    for place, (line, number) in enumerate(zip(lines, numbers(lines), strict=True)):
        words = Words("".join(show(run.fact) if run.fact else run.text for run in line.runs), parent=holder)
        if line.runs and all(run.bold for run in line.runs):
            font = QFont(words.font())
            font.setBold(True)
            words.setFont(font)
        if place:
            whole.addSpacing(theme.px(2 if line.marker and lines[place - 1].marker else 8))
        whole.addLayout(_item(line, number, words) if line.marker else column(words))
    whole.addStretch(1)
    return holder


def _item(line: Line, number: int, words: Words) -> QHBoxLayout:
    mark = Words(f"{number}." if number else "•", wrap=False)
    mark.setFixedWidth(theme.px(STEP - 6))
    item = row(column(mark, "*"), words, gap=6, margins=(STEP * line.level + 4, 0, 0, 0))
    item.setStretch(1, 1)
    return item
