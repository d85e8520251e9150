"""The Tagessatz: its three parts, its way of reckoning, and what moved it last."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ala_wizard.calc.anteile import tagessatz_anteile
from ala_wizard.calc.erklaerung import moved
from ala_wizard.calc.vergleichssatz import abstand
from ala_wizard.content.texts import text
from ala_wizard.documents import charts, rechenbilder
from ala_wizard.model.german import MINUS, format_decimal, format_money
from ala_wizard.ui import theme
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.explain import Origin, Part, ask, explain
from ala_wizard.ui.kit import PAD, FigureLink, FigureTable, Words, box, column, hairline, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

PARTS = {"personal": "personalkosten", "fixe": "fixe_kosten", "variable": "variable_kosten"}
"""Parts of the rate and the names of their sums."""
MOVED, MOVED_ROOM = 3, 520
"""So many lines are named that moved the rate, beside each other in this width (px at 100 %)."""


class TagessatzPanel(Panel):
    """One result, one bar, the way of reckoning. Every sum can be asked where it comes from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rate = self._figure("result", "tagessatz")
        self._chart = ChartView()
        self._years = {part: self._figure("body", name) for part, name in PARTS.items()}
        self._days = {part: Words("", "bold", wrap=False) for part in PARTS}
        self._way = FigureTable(("", ""))
        self._way.asked.connect(lambda name, opener: self._ask(name, opener))
        self._month, self._income = self._figure("small", "monatssatz"), self._figure("small", "kostensaetze")
        self._income_words = Words("", "small", wrap=False)
        self._moved = [Words("", "small_ink", wrap=False) for _ in range(MOVED)]
        self._note = Words("", "body")
        unit = Words(text("tagessatz.je_tag"), "second", wrap=False)
        left = column(row(self._rate, column("*", unit, 8), "*", gap=8), 4, self._chart, 8, self._legend(), "*")
        right = column(row(Words(text("tagessatz.rechnung"), "small_bold"), margins=(PAD, 0, 0, 0)), self._way, "*", gap=4)
        upper = row(left, right, gap=32)
        upper.setStretch(0, 1)
        upper.setStretch(1, 1)
        month = row(Words(text("tagessatz.monat"), "small", wrap=False), "*", self._month, gap=8)
        income = row(self._income_words, "*", self._income, gap=8, margins=(12, 0, 12, 0))
        middle = row(month, income, gap=32)
        middle.setStretch(0, 1)
        middle.setStretch(1, 1)
        lower = row(Words(text("bewegung.titel"), "small_bold", wrap=False), *self._moved, "*", gap=20)
        self._hint = box("infobox", column(self._note, margins=(16, 12, 16, 12)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(box("card", column(upper, 8, hairline(), 6, middle, 6, hairline(), 8, lower, margins=(20, 12, 20, 12))))
        whole.addWidget(self._hint)

    def _figure(self, size: str, name: str) -> FigureLink:
        made = FigureLink(size)
        made.clicked.connect(lambda: self._ask(name, made))
        return made

    def _ask(self, name: str, opener: QWidget) -> None:
        if name == "gesamtkosten":
            ask(self, self._total(), opener)
        else:
            explain(self, name, opener)

    def _legend(self) -> QGridLayout:
        """The parts of the bar: a mark, a name, the year, the day."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, head in enumerate(("im_jahr", "je_tag_kurz")):
            grid.addWidget(Words(text(f"tagessatz.{head}"), "small", wrap=False), 0, 2 + place, right)
        for place, part in enumerate(PARTS):
            mark = ChartView()
            mark.show_chart(charts.swatch(place))
            mark.setFixedWidth(theme.px(12))
            grid.addWidget(mark, place + 1, 0)
            grid.addWidget(Words(text(f"tagessatz.{part}"), wrap=False), place + 1, 1)
            grid.addWidget(self._years[part], place + 1, 2, right)
            grid.addWidget(self._days[part], place + 1, 3, right)
        return grid

    def refresh(self) -> None:
        kosten = self.session.results.kosten
        self._rate.show_figure(text("tagessatz.name"), format_money(kosten.tagessatz, "€"))
        self._chart.show_chart(rechenbilder.kostenstruktur(kosten))
        shares = tagessatz_anteile(kosten) or (None,) * len(PARTS)
        for (part, name), share in zip(PARTS.items(), shares, strict=True):
            amount: Decimal = getattr(kosten, name)
            self._years[part].show_figure(text(f"erklaerung.{name}"), format_money(amount, "€"))
            self._days[part].set_words(format_money(share, "€"))
        self._way.show_rows(
            [
                ("row", (text("tagessatz.kosten"), format_money(kosten.gesamtkosten, "€"))),
                ("row", (text("tagessatz.durch_plaetze"), format_decimal(kosten.plaetze))),
                ("row", (text("tagessatz.durch_tage"), format_decimal(kosten.tage))),
                ("total", (text("tagessatz.name"), format_money(kosten.tagessatz, "€"))),
            ],
            {0: "gesamtkosten", 3: "tagessatz"},
        )
        self._month.show_figure(text("tagessatz.monat"), format_money(kosten.monatssatz, "€"))
        self._income_words.set_words(text("tagessatz.einnahmen", days=format_decimal(kosten.bezahlte_tage, 0)))
        self._income.show_figure(text("erklaerung.kostensaetze"), format_money(kosten.kostensaetze or None, "€"))
        self._show_moved()
        note = self._compare()
        self._note.set_words(note)
        self._hint.setVisible(bool(note))

    def _total(self) -> Origin:
        """All costs of the year: the three sums."""
        kosten = self.session.results.kosten
        amounts = {name: format_money(getattr(kosten, name), "€") for name in PARTS.values()}
        return Origin(
            label=text("tagessatz.kosten"),
            amount=format_money(kosten.gesamtkosten, "€"),
            formula=" + ".join(amounts.values()),
            parts=tuple(Part(text(f"erklaerung.{name}"), "", amount, more=name) for name, amount in amounts.items()),
            source="Handbuch Tab. 1",
        )

    def _show_moved(self) -> None:
        """What the last step changed: at most three lines beside each other; a long name gives way, never the amount."""
        lines = self._moved_lines()
        for place, label in enumerate(self._moved):
            name, effect = lines[place] if place < len(lines) else ("", "")
            measure = QFontMetrics(theme.font("small"))
            room = theme.px(MOVED_ROOM) // len(lines) - measure.horizontalAdvance(effect)
            label.set_words(measure.elidedText(name, Qt.TextElideMode.ElideRight, room) + effect)
            label.setVisible(bool(name))
            label.setToolTip(name + effect)

    def _moved_lines(self) -> list[tuple[str, str]]:
        """Name and effect."""
        before, after = self.session.before, self.session.results
        if before is None:
            return [(text("bewegung.nichts"), "")]
        old, new = before.kosten, after.kosten
        if old.plaetze * old.tage != new.plaetze * new.tage:
            gap = (new.tagessatz or Decimal(0)) - (old.tagessatz or Decimal(0))
            return [(text("bewegung.plaetze"), text("bewegung.um", difference=_signed(gap)))]
        return [(one.label, text("bewegung.um", difference=_signed(one.im_tagessatz))) for one in moved(before, after)[:MOVED]] or [
            (text("bewegung.ohne"), "")
        ]

    def _compare(self) -> str:
        other = self.session.case.kostenkalkulation.vergleichssatz
        gap = abstand(self.session.results.kosten, other)
        if gap is None:
            return ""
        key = "darueber" if gap > 0 else "darunter" if gap < 0 else "gleich"
        return text(f"tagessatz.{key}", other=format_money(other, "€"), difference=format_money(abs(gap), "€"))


def _signed(amount: Decimal) -> str:
    """A difference with its sign: +0,42 €."""
    if not amount:
        return text("bewegung.weniger_als_cent")
    return f"{'+' if amount > 0 else MINUS}{format_money(abs(amount), '€')}"
