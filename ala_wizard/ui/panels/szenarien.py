"""The plan and its variants side by side: what is different is marked by weight and said in words."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ala_wizard.calc.szenarien import Szenarien, Szenario
from ala_wizard.calc.zeilen import Zeile
from ala_wizard.content.texts import text
from ala_wizard.documents import rechenbilder
from ala_wizard.model.case import Case
from ala_wizard.model.german import MINUS, format_decimal, format_money
from ala_wizard.model.planning import Scenario
from ala_wizard.ui import theme
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.kit import Cell, FigureRow, FigureTable, Words, button, clear, row
from ala_wizard.ui.panels.hinweise import Hints
from ala_wizard.ui.panels.later import LaterPanel
from ala_wizard.ui.session import Session

BESIDE = 4
"""So many variants stand beside the plan in one table; more follow in a table below."""
CHARTS = ("satz", "ergebnis")
LESS_SALES, LESS_USE, MORE_PAY = Decimal(80), Decimal(90), Decimal(10)
"""What the suggested variants change: sales and occupancy in percent of the plan, Steigerungsbetrag in € per month."""


class SzenarienPanel(LaterPanel):
    """Table, chart, and one sentence for each variant."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._empty = Words(text("szenarien.leer"), "second")
        self._suggest = button(text("szenarien.vorschlagen"), self._add_usual, icon="plus")
        self._tables = QVBoxLayout()
        self._tables.setSpacing(theme.px(24))
        self._shown: list[FigureTable] = []
        self._bold = Words(text("szenarien.fett"), "small")
        self._told = Hints()
        self._pills = [QPushButton(text(f"szenarien.wahl_{name}")) for name in CHARTS]
        group = QButtonGroup(self)
        for pill in self._pills:
            pill.setCheckable(True)
            pill.setProperty("role", "pill")
            pill.setAccessibleDescription(text("szenarien.wahl"))
            pill.setMinimumWidth(QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text()) + theme.px(32))
            group.addButton(pill)
            pill.clicked.connect(self._show_chart)
        self._pills[0].setChecked(True)
        self._choice = QWidget()
        self._choice.setLayout(row(*self._pills, "*", gap=8))
        self._chart = ChartView()
        self._hints = Hints()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(Words(text("szenarien.titel"), "question"))
        whole.addWidget(self._empty)
        whole.addLayout(row(self._suggest, "*"))
        whole.addLayout(self._tables)
        for part in (self._bold, self._told, self._choice, self._chart, self._hints):
            whole.addWidget(part)

    def show_figures(self) -> None:
        found = self.session.side.szenarien
        there = bool(found.varianten)
        for part in (self._bold, self._choice, self._chart, self._told):
            part.setVisible(there)
        self._empty.setVisible(not there)
        self._suggest.setVisible(not there)
        self._hints.show_words(found.hints if there else ())
        self._show_tables(found)
        self._told.show_words([_difference(found, one, number) for number, one in enumerate(found.varianten, 1)])
        self._show_chart()

    def _show_chart(self) -> None:
        found = self.session.side.szenarien
        if found.varianten:
            what = next(name for name, pill in zip(CHARTS, self._pills, strict=True) if pill.isChecked())
            self._chart.show_chart(rechenbilder.szenarien(found, what))

    def _show_tables(self, found: Szenarien) -> None:
        numbered = list(enumerate(found.varianten, 1))
        blocks = [numbered[start : start + BESIDE] for start in range(0, len(numbered), BESIDE)]
        if len(blocks) != len(self._shown):
            clear(self._tables)
            self._shown = [FigureTable(()) for _ in blocks]
            for table in self._shown:
                self._tables.addWidget(table)
        for table, block in zip(self._shown, blocks, strict=True):
            table.set_heads(("", text("szenarien.plan"), *(rechenbilder.szenario_name(one, number) for number, one in block)))
            table.show_rows([_row(line, [one for _, one in block]) for line in found.plan.lines])

    def _add_usual(self) -> None:
        """Four variants to begin with, in one step."""
        self.session.edit(self._with_usual, text("szenarien.vorschlag"), "planung.scenarios")

    def _with_usual(self, case: Case) -> Case:
        results = self.session.results
        pay = max((group.steigerungsbetrag for group in results.entgelt.gruppen), default=Decimal(0))
        rows = (
            Scenario(name=text("szenarien.ein_platz_weniger"), places=max(Decimal(0), results.kosten.plaetze - 1)),
            Scenario(name=text("szenarien.auslastung"), occupancy=LESS_USE),
            Scenario(name=text("szenarien.verkauf"), sales=LESS_SALES),
            Scenario(name=text("szenarien.entgelt"), steigerungsbetrag=pay + MORE_PAY),
        )
        plan = case.planung.model_copy(update={"scenarios": (*case.planung.scenarios, *rows)})
        return case.model_copy(update={"planung": plan})


def _row(plan: Zeile, columns: list[Szenario]) -> FigureRow:
    cells: list[str | Cell] = [plan.label, _figure(plan)]
    for one in columns:
        line = next(entry for entry in one.lines if entry.key == plan.key)
        cells.append((_figure(line), "bold") if plan.key in one.anders else (_figure(line), "second"))
    return ("row", cells)


def _figure(line: Zeile) -> str:
    """A figure without its € (the columns are full of them); shares and counts as they are."""
    if line.amount is None:
        return "–"
    if line.unit != "%":
        return format_money(line.amount) if line.unit == "€" else format_decimal(line.amount)
    return format_decimal(line.amount, None if line.amount == line.amount.to_integral_value() else 1) + "\u00a0%"


def _difference(found: Szenarien, one: Szenario, number: int) -> str:
    """What the variant does to the two figures that decide, in words."""
    moved = []
    for key in ("szenario_tagessatz", "szenario_arbeitsergebnis"):
        before, after = (next(line.amount for line in column.lines if line.key == key) for column in (found.plan, one))
        gap = (after or Decimal(0)) - (before or Decimal(0))
        moved.append(f"{'+' if gap > 0 else MINUS}{format_money(abs(gap), '€')}" if gap else text("szenarien.unveraendert"))
    name = rechenbilder.szenario_name(one, number)
    if not one.anders:
        return text("szenarien.gleich", name=name)
    return text("szenarien.unterschied", name=name, rate=moved[0], result=moved[1])
