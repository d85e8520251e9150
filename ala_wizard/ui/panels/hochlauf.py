"""Ramp-up and liquidity: is there enough money in the first three years?"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.hochlauf import Hochlauf, HochlaufMonat
from ala_wizard.content.texts import text
from ala_wizard.documents import rechenbilder
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.model.money import total
from ala_wizard.ui import icons, theme
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.explain import Origin, Part, ask
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureTable, Words, box, column, row
from ala_wizard.ui.panels.hinweise import Hints
from ala_wizard.ui.panels.later import LaterPanel
from ala_wizard.ui.session import Session

HEADS = ("monat", "plaetze", "ein", "aus", "saldo", "stand")
INCOME = ("verguetung", "umsatz", "sonstige_ertraege", "erstattung_traeger", "erstattung_bund", "einmalig_ein")
EXPENSE = ("kosten_fest", "kosten_je_platz", "kosten_produktion", "entgelte", "afg_und_beitraege", "arbeitgeberlasten", "einmalig_aus")


class HochlaufPanel(LaterPanel):
    """The lowest point, the curve over 36 months, the months on demand, and on what it rests."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._low = Words("", "result", wrap=False)
        self._when = Words("", "second", wrap=False)
        self._glyph = icons.Glyph("check-circle", "accent", 20)
        self._verdict = Words("", "body")
        self._chart = ChartView()
        self._table = FigureTable([text(f"hochlauf.{head}") for head in HEADS])
        self._table.asked.connect(self._ask_month)
        self._months = Fold(text("hochlauf.monate_auf"), text("hochlauf.monate_zu"), self._table)
        self._months.opened.connect(self._show_months)
        self._lines, self._hints = FigureTable(("", "")), Hints()
        inside = QWidget()
        inside.setLayout(column(self._lines, 12, self._hints))
        self._way = Fold(text("hochlauf.rechnung_auf"), text("hochlauf.rechnung_zu"), inside)
        self._way.opened.connect(self._show_lines)
        verdict = row(column(self._glyph, "*", margins=(0, 2, 0, 0)), self._verdict, gap=8)
        verdict.setStretch(1, 1)
        self._answer = row(self._low, column("*", self._when, 8), "*", gap=8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        head = column(
            Words(text("hochlauf.titel"), "question"),
            4,
            self._answer,
            verdict,
            12,
            self._chart,
            8,
            self._months,
            self._way,
            margins=(20, 16, 20, 12),
        )
        whole.addWidget(box("card", head))

    def show_figures(self) -> None:
        found = self.session.side.hochlauf
        there = bool(found.monate) and found.tiefpunkt is not None
        for part in (self._low, self._when, self._chart, self._months, self._way):
            part.setVisible(there)
        if not there or found.tiefpunkt is None:
            self._glyph.set_glyph("info", "info")
            self._verdict.set_words(" ".join(found.why_not))
            return
        self._low.set_words(format_money(found.tiefpunkt, "€"))
        when = next(entry.monat for entry in found.monate if entry.nummer == found.tiefpunkt_monat)
        self._when.set_words(text("hochlauf.tief", month=rechenbilder.month(when)))
        self._verdict.set_words(_verdict(found))
        enough = found.tiefpunkt >= 0
        self._glyph.set_glyph("check-circle" if enough else "triangle", "accent" if enough else "warn")
        self._chart.show_chart(rechenbilder.liquiditaet(found))
        if self._months.is_open:
            self._show_months()
        if self._way.is_open:
            self._show_lines()

    def _show_months(self) -> None:
        rows = self.session.side.hochlauf.monate
        self._table.show_rows(
            [
                (
                    "row",
                    (
                        rechenbilder.month(entry.monat),
                        format_decimal(entry.plaetze),
                        format_money(_sum(entry, INCOME)),
                        format_money(_sum(entry, EXPENSE)),
                        format_money(entry.saldo),
                        format_money(entry.stand),
                    ),
                )
                for entry in rows
            ],
            {place: str(entry.nummer) for place, entry in enumerate(rows)},
        )

    def _show_lines(self) -> None:
        found = self.session.side.hochlauf
        self._hints.show_words(found.hints)
        self._lines.show_rows(
            [
                ("row", (f"{line.label}\n{line.formula}" if line.formula else line.label, format_money(line.amount, line.unit)))
                for line in found.lines
            ]
        )

    def _ask_month(self, number: str, opener: QWidget) -> None:
        """One month part by part."""
        found = self.session.side.hochlauf
        entry = next(one for one in found.monate if str(one.nummer) == number)
        before = entry.stand - entry.saldo
        parts = [Part(text("hochlauf.davor"), "", format_money(before, "€"))]
        for names, sign in ((INCOME, 1), (EXPENSE, -1)):
            for name in names:
                amount: Decimal = getattr(entry, name)
                if amount:
                    parts.append(Part(text(f"hochlauf.{name}"), "", format_money(sign * amount, "€")))
        income, expense = _sum(entry, INCOME), _sum(entry, EXPENSE)
        formula = text(
            "hochlauf.summe", before=format_money(before, "€"), income=format_money(income, "€"), expense=format_money(expense, "€")
        )
        label = text("hochlauf.von_monat", month=rechenbilder.month(entry.monat))
        ask(self, Origin(label, format_money(entry.stand, "€"), formula=formula, parts=tuple(parts)), opener)


def _sum(entry: HochlaufMonat, names: tuple[str, ...]) -> Decimal:
    return total(getattr(entry, name) for name in names)


def _verdict(found: Hochlauf) -> str:
    if found.tiefpunkt is None or found.tiefpunkt >= 0:
        return text("hochlauf.reicht")
    amount = format_money(-found.tiefpunkt, "€")
    back = next((entry.monat for entry in found.monate if entry.nummer == found.wieder_im_plus), None)
    if back is None:
        return text("hochlauf.fehlt", amount=amount)
    return text("hochlauf.fehlt_bis", amount=amount, month=rechenbilder.month(back))
