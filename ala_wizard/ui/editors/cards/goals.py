"""SMART goals as cards: five letters in a row show at a glance which one is missing (K4.3, U2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.checks import smart
from ala_wizard.checks.smart import Letter
from ala_wizard.content.schema import TableBlock
from ala_wizard.content.texts import text
from ala_wizard.content.vorlagen import vorlagen
from ala_wizard.model.base import Row
from ala_wizard.model.farm import Goal
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.cards.card import Card, Unread
from ala_wizard.ui.editors.cards.editor import CardsEditor
from ala_wizard.ui.editors.cards.shorttext import ShortTextEditor
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.kit import Words, column, row
from ala_wizard.ui.session import Session

SIDE = 26
"""Px at 100 % of a mark."""


def paint_letter(painter: QPainter, rect: QRectF, letter: Letter) -> None:
    """There: a full disc. A question: a ring with a small question mark. Missing: an empty dashed square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect.adjusted(1, 1, -1, -1)
    if letter.state == "da":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(inner)
        ink = "on_accent"
    elif letter.state == "pruefen":
        painter.setPen(QPen(theme.color("info"), theme.px(2)))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(inner)
        ink = "info"
    else:
        painter.setPen(QPen(theme.color("warn_mark"), theme.px(2), Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("warn_soft"))
        painter.drawRect(inner)
        ink = "warn"
    painter.setPen(theme.color(ink))
    painter.setFont(theme.font("small_bold"))
    words = f"{letter.letter}?" if letter.state == "pruefen" else letter.letter
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class LetterMarks(QWidget):
    """Some letters side by side; what they mean is spoken and stands in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letters: tuple[Letter, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_letters(self, letters: Sequence[Letter]) -> None:
        """Show these letters."""
        if tuple(letters) == self.letters:
            return
        self.letters = tuple(letters)
        said = " ".join(text(f"smart.{one.state}", name=one.name.capitalize()) for one in self.letters)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self.letters) * theme.px(SIDE + 6), theme.px(SIDE + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, letter in enumerate(self.letters):
            paint_letter(painter, QRectF(place * theme.px(SIDE + 6), theme.px(2), theme.px(SIDE), theme.px(SIDE)), letter)
        painter.end()


class GoalCard(Card):
    """One goal."""

    def __init__(self, block: TableBlock, session: Session, row_id: str, parent: QWidget | None = None) -> None:
        super().__init__(block, session, row_id, parent)
        self.marks = LetterMarks(self)
        self.state.addWidget(self.marks)
        self._letters: dict[str, tuple[LetterMarks, Words, icons.Glyph]] = {}

    def build_body(self) -> None:
        """Five fields, each beside its letter."""
        content = self.session.engine.content
        for _letter, key in smart.LETTERS:
            spec = self.columns[key]
            editor = ShortTextEditor(spec, self.body) if spec.kind == "text" else make_editor(spec, content, parent=self.body)
            editor.set_accessible(spec.label, spec.help)
            self.place(key, editor)
            self.fields.addLayout(self._field(key))

    def _field(self, key: str) -> QVBoxLayout:
        mark, question = LetterMarks(self.body), Words("", "info", parent=self.body)
        sign = icons.Glyph("info", "info", 18, self.body)
        label = Words(self.columns[key].label, "bold", parent=self.body)
        label.setBuddy(self.editors[key].focus_widget())
        self._letters[key] = (mark, question, sign)
        head = row(mark, label, gap=4)
        head.setStretch(1, 1)
        asked = row(sign, question, gap=8)
        asked.setStretch(1, 1)
        asked.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        inner = column(
            Words(self.columns[key].help, "small", parent=self.body), 6, self.editors[key], 4, asked, margins=(SIDE + 10, 0, 0, 0)
        )
        return column(head, inner)

    def letters(self, goal: Goal) -> tuple[Letter, ...]:
        """How the letters of the goal stand today."""
        return smart.judge(goal, vorlagen().smart, self.session.engine.now().date(), smart.first_day(self.session.case))

    def show_row(self, row_: Row, number: int, count: int, unread: Unread) -> None:
        super().show_row(row_, number, count, unread)
        assert isinstance(row_, Goal)
        letters = self.letters(row_)
        self.marks.show_letters(letters)
        for letter in letters if self._letters else ():
            mark, question, sign = self._letters[letter.key]
            mark.show_letters((letter,))
            question.set_words(letter.question)
            question.setVisible(bool(letter.question))
            sign.setVisible(bool(letter.question))
        title = " ".join(row_.specific.split()) or text("smart.ohne_namen", number=number + 1)
        lacking = ", ".join(one.name for one in smart.missing(letters))
        asked = ", ".join(one.name for one in smart.doubtful(letters))
        notes = [text("smart.es_fehlt", names=lacking) if lacking else "", text("smart.bitte_pruefen", names=asked) if asked else ""]
        note = " ".join(part for part in notes if part) or text("smart.alles_da")
        self.say(title, note, f"{text('smart.ziel', number=number + 1)}: {title}. {note}")


class GoalsEditor(CardsEditor):
    """The goals of the offer."""

    def make_card(self, row_id: str) -> Card:
        return GoalCard(self.block, self.session, row_id, self)

    def finished(self, row: Row) -> bool:
        return isinstance(row, Goal) and not smart.missing(self._judge(row))

    def _judge(self, goal: Goal) -> tuple[Letter, ...]:
        return smart.judge(goal, vorlagen().smart, self.session.engine.now().date(), smart.first_day(self.session.case))

    def summed_up(self, rows: tuple[Row, ...]) -> str:
        """„3 Ziele, bei einem fehlt: messbar“."""
        goals = [row for row in rows if isinstance(row, Goal)]
        if not goals:
            return ""
        words = text("smart.ein_ziel") if len(goals) == 1 else text("smart.ziele", count=len(goals))
        lacking = [[one.name for one in smart.missing(self._judge(goal))] for goal in goals]
        names = Counter(name for found in lacking for name in found)
        short = sum(bool(found) for found in lacking)
        if not short:
            asked = sum(bool(smart.doubtful(self._judge(goal))) for goal in goals)
            key = "summe_gut" if not asked else "summe_frage" if asked == 1 else "summe_fragen"
            return text(f"smart.{key}", goals=words, count=asked)
        said = ", ".join(text("smart.mal", name=name, count=count) if count > 1 and short > 1 else name for name, count in names.items())
        if len(goals) == 1:
            return text("smart.summe_es", goals=words, names=said)
        return text("smart.summe_eins" if short == 1 else "smart.summe_mehr", goals=words, count=short, names=said)
