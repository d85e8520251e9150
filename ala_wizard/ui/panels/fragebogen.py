"""The questionnaire for the kitchen table: blank, or with what is there already."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.kit import Words, box, button, column, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.printing import PaperMaker, beside
from ala_wizard.ui.session import Session


class FragebogenPanel(Panel):
    """A soft card: how much is asked, and two buttons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.maker = PaperMaker(self)
        self.blank = button(text("fragebogen.leer"), partial(self._make, False), "", "print", parent=self)
        self.filled = button(text("fragebogen.gefuellt"), partial(self._make, True), "quiet", parent=self)
        self.costs = CheckBox(text("fragebogen.kosten"), self)
        self.everything = CheckBox(text("fragebogen.mehr"), self)
        body = column(
            Words(text("fragebogen.titel"), "bold"),
            4,
            Words(text("fragebogen.was")),
            12,
            self.costs,
            4,
            self.everything,
            16,
            row(self.blank, self.filled, "*", gap=12),
            self.maker,
            margins=(20, 16, 20, 16),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(0))
        whole.addWidget(box("soft", body, self))
        self.maker.finished.connect(lambda _made: self.shown.emit(self.maker))

    def _make(self, filled: bool) -> None:
        session, costs, everything = self.session, self.costs.isChecked(), self.everything.isChecked()
        name = text("fragebogen.name_gefuellt" if filled else "fragebogen.name")
        self.maker.ask(
            text("fragebogen.waehlen"),
            beside(session.file, name),
            lambda path, case=session.case, write=session.engine.questionnaire: write(  # type: ignore[misc]
                case, path, filled, costs, everything
            ),
        )
