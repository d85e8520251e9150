"""The Arbeitsergebnis, and the farmer's two questions."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ala_wizard.calc.results import ErgebnisResult, Line
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.ui import icons, theme
from ala_wizard.ui.explain import explain
from ala_wizard.ui.kit import FigureLink, FigureTable, Words, column, hairline, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

SELL = ("umsatz_fuer_entgelte", "umsatz_mit_ruecklage")
PAY = ("steigerung_bezahlbar", "steigerung_mit_ruecklage")
"""The explained figures of the two questions, without and with a reserve."""


class _Answer(QFrame):
    """A question, its one figure, two comparisons."""

    def __init__(self, question: str, below: str, panel: Panel, names: tuple[str, str]) -> None:
        """`names` are the explained figures behind the answer and its first comparison."""
        super().__init__()
        self.setProperty("role", "card")
        self._question = question
        self.figure, self.first = FigureLink("result"), FigureLink("bold")
        for figure, name in zip((self.figure, self.first), names, strict=True):
            figure.clicked.connect(lambda _=False, name=name, opener=figure: explain(panel, name, opener))
        self.below = Words(below, "second")
        self.second = Words("", "bold", wrap=False)
        self._labels = (Words("", "body"), Words("", "body"))
        lines = [row(label, figure, gap=12) for label, figure in zip(self._labels, (self.first, self.second), strict=True)]
        for line in lines:
            line.setStretch(0, 1)
        self.setLayout(
            column(
                Words(question, "question"),
                8,
                row(self.figure, "*"),
                self.below,
                12,
                hairline(),
                12,
                *lines,
                "*",
                gap=4,
                margins=(20, 16, 20, 16),
            )
        )

    def show_figures(self, figure: str, comparisons: tuple[tuple[str, str], tuple[str, str]]) -> None:
        """The answer and what to hold against it."""
        self.figure.show_figure(self._question, figure)
        for label, (name, _value) in zip(self._labels, comparisons, strict=True):
            label.set_words(name)
        self.first.show_figure(f"{self._question} {comparisons[0][0]}", comparisons[0][1])
        self.second.set_words(comparisons[1][1])


class AntwortenPanel(Panel):
    """Says whether the plan is enough, and answers the two questions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._glyph = icons.Glyph("check-circle", "accent", 20)
        self._verdict = Words("", "body")
        self._sell = _Answer(text("ergebnis.verkaufen"), text("ergebnis.verkaufen_unten"), self, SELL)
        self._pay = _Answer(text("ergebnis.zahlen"), text("ergebnis.zahlen_unten"), self, PAY)
        cards = row(self._sell, self._pay, gap=16)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        verdict = row(column(self._glyph, "*", margins=(0, 2, 0, 0)), self._verdict, gap=8)
        verdict.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(20))
        whole.addLayout(verdict)
        whole.addLayout(cards)

    def refresh(self) -> None:
        ergebnis = self.session.results.ergebnis
        self._show_verdict(ergebnis)
        plan, known = text("ergebnis.ihr_plan"), bool(ergebnis.entgelte)
        self._sell.show_figures(
            format_money(ergebnis.umsatz_fuer_entgelte if known else None, "€"),
            (
                (text("ergebnis.mit_ruecklage"), format_money(ergebnis.umsatz_mit_ruecklage if known else None, "€")),
                (plan, format_money(ergebnis.umsatz or None, "€")),
            ),
        )
        planned = [group.steigerungsbetrag for group in self.session.results.entgelt.gruppen]
        span = "–"
        if planned:
            low, high = min(planned), max(planned)
            span = format_money(low, "€") if low == high else text("ergebnis.bis", low=format_money(low), high=format_money(high, "€"))
        self._pay.show_figures(
            format_money(ergebnis.steigerung_bezahlbar, "€"),
            ((text("ergebnis.mit_ruecklage"), format_money(ergebnis.steigerung_mit_ruecklage, "€")), (plan, span)),
        )

    def _show_verdict(self, ergebnis: ErgebnisResult) -> None:
        gap = ergebnis.umsatz_fuer_entgelte - ergebnis.umsatz
        reserve = ergebnis.umsatz_mit_ruecklage - ergebnis.umsatz
        if not ergebnis.entgelte:
            words, glyph, token = text("ergebnis.keine_gruppen"), "info", "info"
        elif gap > 0:
            words, glyph, token = text("ergebnis.reicht_nicht", gap=format_money(gap, "€")), "triangle", "warn"
        elif reserve > 0:
            words, glyph, token = text("ergebnis.reicht_knapp", gap=format_money(reserve, "€")), "check-circle", "accent"
        else:
            words, glyph, token = text("ergebnis.reicht"), "check-circle", "accent"
        self._verdict.set_words(words)
        self._glyph.set_glyph(glyph, token)


class ArbeitsergebnisPanel(Panel):
    """Tab. 4: result, use, and the result of the Vergütung apart."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._table = FigureTable(("", text("ergebnis.im_jahr")))
        self._table.asked.connect(lambda name, opener: explain(self, name, opener))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(Words(text("ergebnis.tabelle"), "section"))
        whole.addWidget(self._table)

    def refresh(self) -> None:
        rows = self._rows(self.session.results.ergebnis)
        asked = {text("ergebnis.name"): "arbeitsergebnis", text("ergebnis.kostensaetze"): "kostensaetze"}
        links = {place: asked[cells[0]] for place, (_kind, cells) in enumerate(rows) if cells[0] in asked}
        links |= {place: "entgelte" for place, (_kind, cells) in enumerate(rows) if cells[0] == self._planned()}
        self._table.show_rows(rows, links)

    def _planned(self) -> str:
        """The words of the row of the planned Entgelte."""
        quota = self.session.results.ergebnis.entgeltquote
        return text("ergebnis.geplant", quota=format_decimal(quota, 1) + " %" if quota is not None else "–")

    def _rows(self, ergebnis: ErgebnisResult) -> list[tuple[str, tuple[str, ...]]]:
        def label(line: Line) -> str:
            return line.label or (text(f"ergebnis.{line.id}") if not line.address else text("ergebnis.ohne_namen"))

        def minus(amount: Decimal) -> str:
            return format_money(-amount)

        costs = [line for line in ergebnis.kosten_lines if line.amount or line.id != "arbeitgeberlasten"]
        return [
            ("head", (text("ergebnis.ertraege_titel"), "")),
            *(("row", (label(line), format_money(line.amount))) for line in ergebnis.ertraege_lines),
            ("sum", (text("ergebnis.ertraege"), format_money(ergebnis.ertraege))),
            ("head", (text("ergebnis.kosten_titel"), "")),
            *(("row", (label(line), minus(line.amount))) for line in costs),
            ("sum", (text("ergebnis.kosten"), minus(ergebnis.kosten))),
            ("total", (text("ergebnis.name"), format_money(ergebnis.arbeitsergebnis))),
            ("head", (text("ergebnis.verwendung_titel"), "")),
            ("row", (text("ergebnis.mindest"), format_money(ergebnis.mindest_entgelte))),
            ("row", (self._planned(), format_money(ergebnis.entgelte))),
            ("row", (text("ergebnis.hoechst"), format_money(ergebnis.hoechst_ruecklage))),
            ("row", (text("ergebnis.obergrenze"), format_money(ergebnis.ruecklage_obergrenze))),
            ("row", (text("ergebnis.ruecklage"), format_money(ergebnis.ruecklage))),
            ("head", (text("ergebnis.verguetung_titel"), "")),
            ("row", (text("ergebnis.verguetung"), format_money(ergebnis.ergebnis_verguetung))),
        ]
