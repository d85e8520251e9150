"""The three sides of the offer as a drawing, with the names of this case."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.documents.schaubilder import dreieck
from ala_wizard.ui import theme
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.kit import Words
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

WIDTH = 640.0
"""Width of the question column, px at 100 %."""


class DreieckPanel(Panel):
    """Leistungsberechtigte, Leistungsträger, Leistungserbringer: who has what to do with whom."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.drawing = ChartView(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(Words(text("dreieck.frage"), "section"))
        whole.addWidget(Words(text("dreieck.was"), "second"))
        whole.addWidget(self.drawing)

    def refresh(self) -> None:
        case = self.session.case
        profile = self.session.engine.content.profile(case.profile)
        self.drawing.show_chart(dreieck(profile.short, case.farm.name.strip(), case.offer.places_target, width=WIDTH))
