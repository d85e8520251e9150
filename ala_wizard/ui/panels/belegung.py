"""What becomes of the Tagessatz when places stay free, and at the start with few places."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.belegung import Belegung, BelegungZeile
from ala_wizard.content.texts import text
from ala_wizard.documents import rechenbilder
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.kit import FigureTable, Words, box, column
from ala_wizard.ui.panels.hinweise import Hints
from ala_wizard.ui.panels.later import LaterPanel
from ala_wizard.ui.session import Session

HEADS = ("auslastung", "plaetze", "verguetung", "kosten", "ergebnis", "satz")


class BelegungPanel(LaterPanel):
    """One sentence, one chart, one table."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._verdict = Words("", "body")
        self._start = Words("", "second")
        self._chart = ChartView()
        self._table = FigureTable([text(f"belegung.{head}") for head in HEADS])
        self._hints = Hints()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inside = column(
            Words(text("belegung.titel"), "question"),
            4,
            self._verdict,
            4,
            self._start,
            16,
            self._chart,
            8,
            self._table,
            12,
            self._hints,
            margins=(20, 16, 20, 16),
        )
        whole.addWidget(box("card", inside))

    def show_figures(self) -> None:
        found = self.session.side.belegung
        there = bool(found.zeilen)
        self._verdict.set_words(self._sentence(found))
        self._start.set_words(self._at_start(found))
        self._start.setVisible(found.start is not None)
        self._chart.setVisible(there)
        self._table.setVisible(there)
        self._hints.show_words(found.hints)
        if there:
            self._chart.show_chart(rechenbilder.belegung(found))
            rows = [("row", _cells(row, text("belegung.prozent", share=format_decimal(row.auslastung)))) for row in found.zeilen]
            if found.start is not None:
                rows.append(("row", _cells(found.start, text("belegung.zum_start", share=format_decimal(found.start.auslastung)))))
            self._table.show_rows(rows)

    @staticmethod
    def _sentence(found: Belegung) -> str:
        if not found.zeilen:
            return " ".join(found.why_not)
        if found.break_even is None:
            return text("belegung.deckt_nie")
        places = next(line.amount for line in found.lines if line.key == "belegung_break_even_plaetze")
        return text("belegung.deckt", share=format_decimal(found.break_even), places=format_decimal(places or found.break_even))

    @staticmethod
    def _at_start(found: Belegung) -> str:
        if found.start is None or found.start_plaetze is None:
            return ""
        return text(
            "belegung.start",
            places=format_decimal(found.start_plaetze),
            full=format_money(found.start.tagessatz, "€"),
            own=format_money(found.start_berechnet, "€"),
        )


def _cells(row: BelegungZeile, name: str) -> tuple[str, ...]:
    amounts = (format_money(amount) for amount in (row.verguetung, row.kosten, row.ergebnis))
    return (name, format_decimal(row.plaetze), *amounts, format_money(row.tagessatz))
