"""The Tagessatz and its three parts."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.model.money import cent
from ala_wizard.ui import theme
from ala_wizard.ui.kit import FigureTable, ShareBar, Swatch, Words, box, column, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

PARTS = ("personal", "fixe", "variable")


class TagessatzPanel(Panel):
    """One result, one bar, the way of reckoning."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rate = Words("", "result", wrap=False)
        self._unit = Words(text("tagessatz.je_tag"), "second", wrap=False)
        self._bar = ShareBar()
        self._shares = {part: Words("", "bold", wrap=False) for part in PARTS}
        self._table = FigureTable(("", ""))
        self._note = Words("", "body")
        legend = column(gap=8)
        for place, part in enumerate(PARTS):
            words = column(Words(text(f"tagessatz.{part}")), Words(text(f"tagessatz.{part}_was"), "small"))
            line = row(column(Swatch(f"chart{place + 1}"), "*", margins=(0, 6, 0, 0)), words, self._shares[part], gap=10)
            line.setStretch(1, 1)
            legend.addLayout(line)
        left = column(row(self._rate, column("*", self._unit, 8), "*", gap=10), 4, self._bar, 12, legend, "*")
        right = column(Words(text("tagessatz.rechnung"), "small_bold"), self._table, "*", gap=4)
        inner = row(left, right, gap=40, margins=(20, 16, 20, 18))
        inner.setStretch(0, 1)
        inner.setStretch(1, 1)
        self._hint = box("infobox", column(self._note, margins=(16, 12, 16, 12)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(box("card", inner))
        whole.addWidget(self._hint)

    def refresh(self) -> None:
        kosten = self.session.results.kosten
        self._rate.set_words(format_money(kosten.tagessatz, "€"))
        places = kosten.plaetze * kosten.tage
        amounts = (kosten.personalkosten, kosten.fixe_kosten, kosten.variable_kosten)
        per_day = [cent(amount / places) if places else None for amount in amounts]
        described = []
        for part, share in zip(PARTS, per_day, strict=True):
            self._shares[part].set_words(format_money(share, "€"))
            described.append(f"{text(f'tagessatz.{part}')} {format_money(share, '€')}")
        self._bar.set_parts([float(amount) for amount in amounts], ", ".join(described))
        self._table.show_rows(
            [
                ("row", (text("tagessatz.kosten"), format_money(kosten.gesamtkosten, "€"))),
                ("row", (text("tagessatz.durch_plaetze"), format_decimal(kosten.plaetze))),
                ("row", (text("tagessatz.durch_tage"), format_decimal(kosten.tage))),
                ("total", (text("tagessatz.name"), format_money(kosten.tagessatz, "€"))),
                ("note", (text("tagessatz.monat"), format_money(kosten.monatssatz, "€"))),
                ("note", (text("tagessatz.vzae"), format_decimal(kosten.vzae, 3) if kosten.vzae else "–")),
                (
                    "note",
                    (
                        text("tagessatz.einnahmen", days=format_decimal(kosten.bezahlte_tage, 0)),
                        format_money(kosten.kostensaetze or None, "€"),
                    ),
                ),
            ]
        )
        note = self._compare(kosten.tagessatz)
        self._note.set_words(note)
        self._hint.setVisible(bool(note))

    def _compare(self, rate: Decimal | None) -> str:
        other = self.session.case.kostenkalkulation.vergleichssatz
        if other is None or rate is None:
            return ""
        key = "darueber" if rate > other else "darunter" if rate < other else "gleich"
        return text(f"tagessatz.{key}", other=format_money(other, "€"), difference=format_money(abs(rate - other), "€"))
