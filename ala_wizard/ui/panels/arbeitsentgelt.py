"""The Arbeitsentgelt of every group under both schemes."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.results import GruppeResult, Scheme
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_money
from ala_wizard.ui import theme
from ala_wizard.ui.explain import explain
from ala_wizard.ui.kit import FigureLink, FigureTable, Words, box, clear, column, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

LINES = (
    ("row", "grundbetrag"),
    ("row", "steigerungsbetrag"),
    ("row", "arbeitsfoerderungsgeld"),
    ("sum", "brutto"),
    ("row", "krankenversicherung"),
    ("row", "pflegeversicherung"),
    ("row", "rentenversicherung"),
    ("row", "u2"),
    ("row", "insolvenzumlage"),
    ("row", "unfallversicherung"),
    ("sum", "sozialversicherung"),
    ("row", "abzug_beschaeftigte"),
    ("sum", "gesamtkosten"),
    ("row", "erstattung"),
    ("total", "zu_erwirtschaften"),
)
ONLY_IF = frozenset({"u2", "insolvenzumlage", "unfallversicherung", "abzug_beschaeftigte"})
"""Lines that stand there only where one of the schemes has an amount."""


class ArbeitsentgeltPanel(Panel):
    """What must be earned for pay in a year, then each group to the cent."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._sum = FigureLink("result")
        self._sum.clicked.connect(lambda: explain(self, "entgelte", self._sum))
        self._bridge = Words("", "second")
        self._why = Words("", "body")
        self._missing = Words("", "body")
        self._missing_box = box("warnbox", column(self._missing, margins=(16, 12, 16, 12)))
        self._groups = QVBoxLayout()
        self._groups.setSpacing(theme.px(24))
        self._shown: object = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(16))
        head = column(Words(text("entgelt.im_jahr"), "question"), row(self._sum, "*"), self._bridge, gap=4, margins=(20, 16, 20, 16))
        whole.addWidget(box("card", head))
        whole.addWidget(self._missing_box)
        whole.addWidget(box("infobox", column(Words(text("entgelt.warum_titel"), "bold"), self._why, gap=4, margins=(16, 12, 16, 12))))
        whole.addLayout(self._groups)
        self._why.set_words(text("entgelt.warum"))

    def refresh(self) -> None:
        entgelt = self.session.results.entgelt
        if entgelt == self._shown:
            return
        self._shown = entgelt
        nobody = not entgelt.gruppen
        self._sum.show_figure(text("entgelt.im_jahr"), format_money(None if nobody else entgelt.entgelte_jahr, "€"))
        bridge = text("entgelt.bruecke", month=format_money(entgelt.erstattung_monat, "€"), hold=format_money(entgelt.vorfinanzierung, "€"))
        bund = text("entgelt.bruecke_bund") if entgelt.verfahren == "gesetzlich" else ""
        self._bridge.set_words(text("neben_grund.ohne_personen") if nobody else f"{bridge} {bund}".strip())
        parameters = self.session.engine.content.parameters
        names = ", ".join(parameters[name].label for name in entgelt.missing if name in parameters)
        self._missing.set_words(text("entgelt.fehlt", names=names) if names else "")
        self._missing_box.setVisible(bool(names))
        clear(self._groups)
        for group in entgelt.gruppen:
            self._groups.addLayout(self._group(group, entgelt.verfahren))

    def _group(self, group: GruppeResult, used: str) -> QVBoxLayout:
        title = text("entgelt.gruppe", name=group.label or text("entgelt.ohne_namen"), count=group.anzahl)
        other = "handbuch" if used == "gesetzlich" else "gesetzlich"
        heads = ("", text(f"entgelt.{used}_gilt"), text(f"entgelt.{other}_vergleich"))
        table = FigureTable(heads)
        schemes: tuple[Scheme | None, Scheme | None] = (getattr(group, used), getattr(group, other))
        rows = []
        for kind, name in LINES:
            amounts = [getattr(scheme, name, getattr(group, name, None)) if scheme else None for scheme in schemes]
            if name in ONLY_IF and not any(amounts):
                continue
            rows.append((kind, (text(f"entgelt.{name}"), *(format_money(amount) for amount in amounts))))
            if name == "rentenversicherung" and schemes[0 if used == "gesetzlich" else 1]:
                for part in ("bund", "traeger"):
                    shares = [getattr(scheme, part) if scheme is group.gesetzlich and scheme else None for scheme in schemes]
                    rows.append(
                        ("note", (text(f"entgelt.{part}"), *(format_money(share) if share is not None else "" for share in shares)))
                    )
        table.show_rows(rows)
        return column(row(Words(title, "section"), gap=8), Words(text("entgelt.je_monat"), "small"), table, gap=6)
