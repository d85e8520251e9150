"""The side calculators: funding, thresholds, lunch, transport, council, other models, small assets."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.gwg import Klasse
from ala_wizard.calc.modelle import Modell
from ala_wizard.calc.neben import Neben
from ala_wizard.calc.schwellen import Schwelle
from ala_wizard.calc.zeilen import Rechnung
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.ui import icons, theme
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureTable, Words, box, column, hairline, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.rechnung import PAD, FactList, RechnungView, RemarkList, card, detail_words, holder, remarks_of
from ala_wizard.ui.session import Session


class RechnungPanel(Panel):
    """A panel that is one side calculation, line by line."""

    results: tuple[str, ...] = ()
    """Keys of the lines that answer the question."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.view = RechnungView(results=self.results)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(self.view))

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        """Take the calculation out of all of them."""
        raise NotImplementedError

    def refresh(self) -> None:
        self.view.show_rechnung(self.pick(self.session.neben))


class SabPanel(RechnungPanel):
    """Funding of the equipment."""

    results = ("sab_foerderung", "sab_tagessatz")

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.sab


class MittagessenPanel(RechnungPanel):
    """Lunch."""

    results = ("mittag_jahr",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.mittagessen


class FahrdienstPanel(RechnungPanel):
    """Transport."""

    results = ("fahrt_jahr",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.fahrdienst


class VertretungPanel(RechnungPanel):
    """Council of the employees."""

    results = ("rat_differenz",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.vertretung


class _SchwelleRow(QWidget):
    """One threshold: reached or when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = icons.StateMark("leer")
        self._label, self._detail = Words("", "body"), Words("", "small")
        self._state = Words("", "body", wrap=False)
        words = column(self._label, self._detail, gap=2)
        mark = column(self._mark, "*", margins=(0, 4, 0, 0))
        inner = row(mark, words, self._state, gap=12, margins=(PAD, 8, PAD, 8))
        inner.setStretch(1, 1)
        inner.setAlignment(self._state, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(inner, hairline()))

    def show_schwelle(self, each: Schwelle) -> None:
        """Show one threshold with what is counted."""
        self._mark.set_state("vollstaendig" if each.erreicht else "leer")
        self._label.set_words(text(f"neben.schwelle_{each.key}", name=""))
        counted = text(f"schwellen.{each.zaehlt}", have=format_decimal(each.stand), limit=format_decimal(each.ab))
        self._detail.set_words(detail_words(counted, each.source))
        if each.erreicht:
            words = text("schwellen.erreicht")
        elif each.bei_plaetzen is not None:
            words = text("schwellen.ab_plaetzen", places=format_decimal(each.bei_plaetzen))
        else:
            words = text("schwellen.ab_frauen", limit=format_decimal(each.ab))
        self._state.set_words(words)


class SchwellenPanel(Panel):
    """What begins at which number of places."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._next = Words("", "second")
        self._rows: list[_SchwelleRow] = []
        self._list = column()
        self._remarks = RemarkList()
        self._remarks.setContentsMargins(theme.px(PAD), 0, theme.px(PAD), 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(column(Words(text("schwellen.titel"), "question"), self._next, gap=4))
        whole.addWidget(box("card", column(self._list, self._remarks, gap=12, margins=(4, 12, 4, 12))))

    def refresh(self) -> None:
        found = self.session.neben.schwellen
        while len(self._rows) < len(found.alle):
            made = _SchwelleRow(self)
            self._rows.append(made)
            self._list.addWidget(made)
        for shown, each in zip(self._rows, found.alle, strict=False):
            shown.show_schwelle(each)
            shown.setVisible(True)
        for spare in self._rows[len(found.alle) :]:
            spare.setVisible(False)
        self._next.set_words(self._ahead())
        self._remarks.show_remarks(remarks_of(found))

    def _ahead(self) -> str:
        """How far the next threshold is away."""
        found = self.session.neben.schwellen
        reached, coming = len(found.erreicht), found.naechste
        key = {0: "keine_erreicht", 1: "eine_erreicht"}.get(reached, "erreichte")
        count = text(f"schwellen.{key}", reached=reached)
        if not coming or coming[0].bei_plaetzen is None:
            return f"{count} {text('schwellen.keine_mehr')}"
        return f"{count} {text('schwellen.naechste', places=format_decimal(coming[0].bei_plaetzen))}"


class ModellePanel(Panel):
    """What a person costs the farm in a month, three models side by side."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._table = FigureTable(("", *(text(f"modelle.{key}") for key in ("ala", "zuverdienst", "budget"))))
        self._missing = RemarkList()
        self._views = {key: RechnungView(text(f"modelle.{key}"), ("modell_kosten",)) for key in ("ala", "zuverdienst", "budget")}
        ways = holder(column(*self._views.values(), gap=20))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(self._table, self._missing, Fold(text("rechnung.weg"), text("rechnung.weg_zu"), ways, inset=PAD)))

    def refresh(self) -> None:
        models = self.session.neben.modelle.alle

        def cells(name: str, pick: Callable[[Modell], Decimal | None]) -> tuple[str, ...]:
            return (text(f"modelle.{name}"), *(format_money(pick(model), "€") for model in models))

        self._table.show_rows(
            [
                ("row", cells("lohn", lambda model: model.lohn)),
                ("row", cells("zuschuss", lambda model: model.zuschuss)),
                ("total", cells("kosten", lambda model: model.kosten)),
            ]
        )
        for model in models:
            self._views[model.key].show_rechnung(model)
        self._missing.show_remarks([(words, "help") for model in models for words in model.why_not])


class GwgPanel(Panel):
    """Small assets under both sets of rules."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._limits = Words("", "second")
        self._facts = FactList()
        self._remarks = RemarkList()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(Words(text("gwg.titel"), "question"))
        whole.addWidget(self._limits)
        whole.addWidget(card(self._facts, self._remarks))

    def refresh(self) -> None:
        found = self.session.neben.gwg
        self._limits.set_words(self._limit_words())
        facts = [(each.name or text("gwg.ohne_namen"), self._classes(each), format_money(each.cost, "€"), False) for each in found.klassen]
        self._facts.show_facts(facts or [(text("gwg.leer"), "", "–", False)])
        self._remarks.show_remarks(remarks_of(found))

    @staticmethod
    def _classes(each: Klasse) -> str:
        """How the calculation and how the tax office treat it."""
        own = text(f"gwg.kalkulation_{each.kalkulation}") if each.kalkulation else "–"
        tax = text(f"gwg.steuer_{each.steuer}") if each.steuer else "–"
        both = text("gwg.zwei", own=own, tax=tax)
        return f"{both} {text('gwg.auch_sammelposten')}" if each.sammelposten and each.steuer == "sofort" else both

    def _limit_words(self) -> str:
        """The limits that hold, with the user's own values."""
        session = self.session
        region = session.engine.content.profile(session.case.profile).region
        rates = Rates(session.engine.content.parameters, session.results.stichtag, session.case.overrides, region)
        names = ("gwg_kalkulation_material", "gwg_kalkulation_inventar", "gwg_steuer_sofort", "gwg_steuer_sammelposten")
        values = [rates.get(name) for name in names]
        if None in values:
            return ""
        low, high, once, pool = (format_decimal(value) for value in values if value is not None)
        return text("gwg.grenzen", low=low, high=high, once=once, pool=pool)
