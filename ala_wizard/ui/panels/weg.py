"""The way to the first working day in a few stages: what happens, what it takes, and where one stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ala_wizard.content.papers import Stage, stages
from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, box, column, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session


class StageCard(QFrame):
    """One stage: its number, what happens, effort and time, state."""

    def __init__(self, number: int, stage: Stage, panel: WegPanel) -> None:
        super().__init__(panel)
        self.stage = stage
        self.setProperty("role", "card")
        self.setAccessibleName(stage.title)
        self._mark = icons.StateMark(parent=self)
        self._state = Words("", "small", wrap=False)
        self._here = Words(text("weg.hier"), "small_strong", wrap=False)
        self._go = link(text("weg.oeffnen"), partial(panel.open_stage, stage), self)
        self._go.setAccessibleName(text("weg.oeffnen_was", name=stage.title))
        head = row(Words(f"{number}", "question", wrap=False), Words(stage.title, "question"), self._here, self._mark, self._state, gap=8)
        head.setStretch(1, 1)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        for place, (name, words) in enumerate((("aufwand", stage.effort), ("dauer", stage.span))):
            grid.addWidget(Words(text(f"weg.{name}"), "small", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(words, "small_ink"), place, 1)
        foot = row(grid, column("*", self._go), gap=16)
        foot.setStretch(0, 1)
        self.setLayout(column(head, 4, Words(stage.what, "second"), 8, foot, margins=(16, 12, 16, 12)))
        self._go.setVisible(bool(stage.steps))

    def show_state(self, state: str, words: str, here: bool) -> None:
        """Show how far the stage is, and whether one stands here."""
        self._mark.set_state(state)
        self._mark.setVisible(bool(words))
        self._state.set_words(words)
        self._here.setVisible(here)
        role = "card_selected" if here else "card"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class WegPanel(Panel):
    """All stages below each other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.cards = [StageCard(number, stage, self) for number, stage in enumerate(stages(), 1)]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(Words(text("weg.titel"), "section"))
        whole.addWidget(Words(text("weg.was"), "second"))
        for card in self.cards:
            whole.addWidget(card)
        whole.addWidget(box("plain", row(Words(text("weg.schaetzung"), "small")), self))

    def open_stage(self, stage: Stage) -> None:
        """Go to the first step of a stage that has something open, else to its first."""
        states = self.session.states
        known = [step for step in stage.steps if step in states]
        if known:
            self.go.emit(next((step for step in known if states[step].open or states[step].state == "leer"), known[0]), "")

    def show_checks(self) -> None:
        states, case = self.session.states, self.session.case
        done_before = {"abgeben": case.handed_in is not None, "verhandeln": case.verhandlung.agreed_on is not None}
        here_given = False
        for card in self.cards:
            stage = card.stage
            known = [states[step] for step in stage.steps if step in states and states[step].state != "ohne"]
            open_ = sum(state.open for state in known)
            if stage.id in done_before:
                done = done_before[stage.id]
                words = text(f"weg.{stage.id}_{'ja' if done else 'nein'}")
                state = "vollstaendig" if done else "leer"
            elif not known:
                done, words, state = False, "", "leer"
            elif all(state.state == "leer" for state in known):
                done, words, state = False, text("schritte.leer"), "leer"
            else:
                done = not open_ and all(state.state == "vollstaendig" for state in known)
                words = text("schritte.vollstaendig") if done else text("schritte.offen", count=open_)
                state = "vollstaendig" if done else "begonnen"
            here = not done and not here_given
            here_given |= here
            card.show_state(state, words, here)
