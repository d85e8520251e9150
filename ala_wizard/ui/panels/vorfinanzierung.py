"""The money that the farm advances until refunds come, month by month."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.documents import rechenbilder
from ala_wizard.model.german import format_money
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureTable, Words, box, column, row
from ala_wizard.ui.panels.hinweise import Hints
from ala_wizard.ui.panels.later import LaterPanel
from ala_wizard.ui.session import Session

HEADS = ("monat", "vorgestreckt", "traeger", "bund", "offen")


class VorfinanzierungPanel(LaterPanel):
    """The highest sum, the curve, the months on demand."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._top = Words("", "result", wrap=False)
        self._when = Words("", "second", wrap=False)
        self._verdict = Words("", "second")
        self._chart = ChartView()
        self._table = FigureTable([text(f"vorfinanzierung.{head}") for head in HEADS])
        self._months = Fold(text("vorfinanzierung.monate_auf"), text("vorfinanzierung.monate_zu"), self._table)
        self._months.opened.connect(self._show_months)
        self._hints = Hints()
        hints = QWidget()
        hints.setLayout(column(self._hints))
        self._way = Fold(text("vorfinanzierung.annahmen_auf"), text("vorfinanzierung.annahmen_zu"), hints)
        answer = row(self._top, column("*", self._when, 8), "*", gap=8)
        title = Words(text("vorfinanzierung.titel"), "question")
        margins = (20, 16, 20, 12)
        inside = column(title, 4, answer, self._verdict, 12, self._chart, 8, self._months, self._way, margins=margins)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box("card", inside))

    def show_figures(self) -> None:
        found = self.session.side.vorfinanzierung
        there = bool(found.monate)
        top = there and bool(found.hoechststand)
        for part, shown in ((self._chart, there), (self._months, there), (self._way, there), (self._top, top), (self._when, top)):
            part.setVisible(shown)
        self._verdict.setVisible(not top)
        self._hints.show_words(found.hints)
        if not there or found.hoechststand is None:
            self._verdict.set_words(" ".join(found.why_not))
            return
        when = next(row.monat for row in found.monate if row.nummer == found.hoechststand_monat)
        self._top.set_words(format_money(found.hoechststand, "€"))
        self._when.set_words(text("vorfinanzierung.spitze", month=rechenbilder.month(when)))
        self._verdict.set_words(text("vorfinanzierung.null"))
        self._chart.show_chart(rechenbilder.vorfinanzierung(found))
        if self._months.is_open:
            self._show_months()

    def _show_months(self) -> None:
        self._table.show_rows(
            [
                (
                    "row",
                    (
                        rechenbilder.month(row.monat),
                        format_money(row.arbeitsfoerderungsgeld + row.beitraege),
                        format_money(row.erstattung_traeger),
                        format_money(row.erstattung_bund),
                        format_money(row.offen),
                    ),
                )
                for row in self.session.side.vorfinanzierung.monate
            ]
        )
