"""The way to the agreement as a line of days: what is done, what is next and by when. Each day is entered here or on its page, once."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ala_wizard.calc.anerkennung import Schritt, Weg, weg
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import Editor, restyle
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, box, column, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

MARKS = {"getan": "vollstaendig", "jetzt": "begonnen", "spaeter": "leer", "frist": "ohne"}


def days_words(day: date, today: date) -> str:
    """How far away a day is, in words."""
    away = (day - today).days
    if away == 0:
        return text("anerkennung.heute")
    if abs(away) == 1:
        return text("anerkennung.morgen" if away > 0 else "anerkennung.gestern")
    return text("anerkennung.in_tagen" if away > 0 else "anerkennung.vor_tagen", count=abs(away))


class _Rail(QWidget):
    """The mark of a step on the line that leads on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.last = "leer", False
        self.setFixedWidth(theme.px(20))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, top = theme.px(16), theme.px(11)
        middle = self.width() / 2
        if not self.last:
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(int(middle), top + side + theme.px(3), int(middle), self.height() + theme.px(8))
        icons.paint_state(painter, QRectF(middle - side / 2, top, side, side), self.state)
        painter.end()


class _StepRow(QWidget):
    """One step: its words, its day, and the way to enter it."""

    def __init__(self, key: str, panel: AnerkennungPanel) -> None:
        super().__init__(panel)
        self.key, self._panel = key, panel
        self._rail = _Rail(self)
        self._title, self._detail = Words("", "body"), Words("", "small")
        self._day = Words("", "body", wrap=False)
        self.enter = link(text("anerkennung.eintragen"), partial(panel.edit, self), self)
        self._editor: Editor | None = None
        self._below = QVBoxLayout()
        self._below.setContentsMargins(0, 0, 0, 0)
        words = column(self._title, self._detail, self._below, "*", gap=2, margins=(0, 8, 0, 8))
        right = column(row(self._day, self.enter, gap=16), "*", margins=(0, 8, 0, 0))
        line = row(self._rail, words, right, gap=12)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_step(self, step: Schritt, today: date, *, last: bool) -> None:
        """Show the step as it is now."""
        self._rail.state, self._rail.last = MARKS[step.stand], last
        self._rail.update()
        title = text(f"anerkennung.{step.key}")
        self._title.set_words(title)
        restyle(self._title, role="bold" if step.stand == "jetzt" else "body")
        self._day.set_words(format_date(step.tag) if step.tag else "")
        self._day.setVisible(step.tag is not None)
        detail = self._said(step, today)
        self._detail.set_words(detail)
        self._detail.setVisible(bool(detail))
        self.enter.setVisible(bool(step.adresse) and not self.editing)
        self.enter.setText(text("anerkennung.aendern" if step.tag else "anerkennung.eintragen"))
        self.enter.setAccessibleName(
            f"{self.enter.text()}: {title}. {format_date(step.tag) if step.tag else text('anerkennung.ohne_tag')}. {detail}"
        )
        if self._editor is not None:
            self._editor.set_value(step.tag)
            self._editor.set_unread(self._panel.session.case.unread.get(step.adresse, ""))

    @staticmethod
    def _said(step: Schritt, today: date) -> str:
        parts = []
        if step.stand == "frist" and step.tag is not None:
            parts.append(f"{days_words(step.tag, today)}.")
        if step.tag is None and step.bis is not None and step.stand in ("jetzt", "spaeter"):
            key = "bis_spaetestens" if step.bis >= today else "bis_vorbei"
            parts.append(text(f"anerkennung.{key}", date=format_date(step.bis), away=days_words(step.bis, today)))
        if step.stand == "jetzt" or step.key in ("drei_monate", "schiedsstelle", "neu_auffordern"):
            parts.insert(0, text(f"anerkennung.{step.key}_was"))
        return " ".join(f"{part[0].upper()}{part[1:]}" for part in parts if part)

    @property
    def editing(self) -> bool:
        """Is its day being entered?"""
        return self._editor is not None

    def open_editor(self, step: Schritt) -> None:
        """Put a field for the day into the row."""
        if self._editor is None:
            label = text(f"anerkennung.{self.key}")
            editor = make_editor(FieldSpec(label=label, kind="date"), self._panel.session.engine.content)
            editor.setProperty("address", step.adresse)
            editor.set_value(step.tag)
            editor.set_unread(self._panel.session.case.unread.get(step.adresse, ""))
            editor.set_accessible(label)
            name = text("verlauf.eingabe", what=label)
            editor.value_changed.connect(lambda value: self._panel.session.change(step.adresse, value, name))
            editor.unread_changed.connect(lambda typed: self._panel.session.set_unread(step.adresse, typed, name))
            editor.focused.connect(self._panel.tell_help)
            editor.left.connect(self._panel.session.end_typing)
            self._below.addSpacing(theme.px(4))
            self._below.addWidget(editor)
            self._editor = editor
            self.enter.hide()
        self._editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._panel.refresh()
            self.enter.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


class AnerkennungPanel(Panel):
    """A sentence on where one stands, then the line of days."""

    addresses = tuple(
        f"verhandlung.{name}"
        for name in (
            "called_on",
            "feedback_on",
            "visited_on",
            "talked_on",
            "agreed_on",
            "agreed_from",
            "agreed_until",
            "notice_by",
            "remind_on",
        )
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._head, self._next = Words("", "question"), Words("", "body")
        self._rows: dict[str, _StepRow] = {}
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box("card", column(self._head, 4, self._next, 12, self._list, margins=(20, 16, 20, 12))))

    def _today(self) -> date:
        return self.session.engine.now().date()

    def refresh(self) -> None:
        found = weg(self.session.case)
        self._say(found)
        wanted = [step.key for step in found.schritte]
        if wanted != list(self._rows):
            kept = {key: self._rows.get(key) or _StepRow(key, self) for key in wanted}
            for key, made in self._rows.items():
                self._list.removeWidget(made)
                if key not in kept:
                    made.hide()
                    made.deleteLater()
            self._rows = kept
            for made in kept.values():
                self._list.addWidget(made)
                made.show()
        for step in found.schritte:
            self._rows[step.key].show_step(step, self._today(), last=step is found.schritte[-1])

    def _say(self, found: Weg) -> None:
        case, today = self.session.case, self._today()
        handed, ahead = case.handed_in, found.naechster
        self._head.set_words(text("anerkennung.eingereicht", date=format_date(handed)) if handed else text("anerkennung.nicht_eingereicht"))
        if ahead is None:
            until = case.verhandlung.agreed_until
            self._next.set_words(text("anerkennung.vereinbart_bis", date=format_date(until)) if until else text("anerkennung.vereinbart"))
        elif ahead.bis is not None:
            away = days_words(ahead.bis, today)
            key = "anerkennung.naechster_bis" if ahead.bis >= today else "anerkennung.naechster_vorbei"
            self._next.set_words(text(key, step=text(f"anerkennung.{ahead.key}"), date=format_date(ahead.bis), away=away))
        else:
            self._next.set_words(text("anerkennung.naechster", step=text(f"anerkennung.{ahead.key}")))

    def edit(self, shown: _StepRow) -> None:
        """Enter a day in its row."""
        step = next(entry for entry in weg(self.session.case).schritte if entry.key == shown.key)
        if step.adresse == "handed_in":
            self.go.emit("", "X1")
            return
        shown.open_editor(step)

    def tell_help(self) -> None:
        """The help of the question, for the days in it."""
        question = self.session.engine.content.questions["L.W"]
        self.help_wanted.emit(Help(question.ask, question.help, (), "", question.source))

    def focus_at(self, address: str = "") -> bool:
        for step in weg(self.session.case).schritte:
            if step.adresse and (not address or step.adresse == address):
                if address:
                    self._rows[step.key].open_editor(step)
                else:
                    self._rows[step.key].enter.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False
