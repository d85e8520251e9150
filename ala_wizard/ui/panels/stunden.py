"""Keys, hours and posts of the staff rows, each reckoned from the other."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.stunden import Stunden, stunden, zusammen
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal
from ala_wizard.model.money import quantize
from ala_wizard.ui import theme
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureRow, FigureTable, Words
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

HEADS = ("aufgabe", "platz", "schluessel", "woche", "stellen")


class StundenPanel(Panel):
    """One sentence with the sums; row by row on demand."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._sum = Words("", "body")
        inside = QWidget()
        self._table = FigureTable([text(f"stunden.{head}") for head in HEADS])
        self._way = Words("", "small")
        content = QVBoxLayout(inside)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(theme.px(8))
        content.addWidget(self._table)
        content.addWidget(self._way)
        self._fold = Fold(text("stunden.auf"), text("stunden.zu"), inside)
        self._fold.opened.connect(lambda: self._show_rows(self._found()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(4))
        whole.addWidget(self._sum)
        whole.addWidget(self._fold)

    def refresh(self) -> None:
        found = self._found()
        hours, posts = zusammen(found)
        self._sum.set_words(text("stunden.zusammen", hours=format_decimal(hours, 2), posts=format_decimal(posts, 3)))
        if self._fold.is_open:
            self._show_rows(found)

    def _found(self) -> tuple[Stunden, ...]:
        return stunden(self.session.case, self.session.results.kosten.vollzeit, self.session.engine.content.label)

    def _show_rows(self, found: tuple[Stunden, ...]) -> None:
        kosten = self.session.results.kosten
        rows: list[FigureRow] = []
        for one in found:
            key = text("stunden.eins_zu", to=format_decimal(quantize(one.schluessel, 2))) if one.schluessel is not None else "–"
            figures = [
                format_decimal(value, places) if value is not None else "–" for value, places in ((one.je_platz, 2), (one.je_woche, 2))
            ]
            posts = format_decimal(one.vzae, 3) if one.vzae is not None else "–"
            rows.append(("row", (one.label, figures[0], key, figures[1], posts)))
        hours, posts_sum = zusammen(found)
        rows.append(("total", (text("stunden.summe"), "", "", format_decimal(hours, 2), format_decimal(posts_sum, 3))))
        self._table.show_rows(rows)
        self._way.set_words(text("stunden.weg", places=format_decimal(kosten.plaetze), week=format_decimal(kosten.vollzeit)))
