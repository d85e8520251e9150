"""The negotiation: floor, reckoned, asked and agreed rate on one scale, then each question of the talk. Never printed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.calc.neben import Neben
from ala_wizard.calc.vergleich import Vergleich
from ala_wizard.calc.verhandlung import Verhandlung
from ala_wizard.calc.zeilen import Rechnung, Termin
from ala_wizard.content.texts import text
from ala_wizard.documents.charts import scale
from ala_wizard.model.german import format_date, format_decimal, format_money
from ala_wizard.ui import icons, theme
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import Words, box, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.nebenrechnungen import RechnungPanel
from ala_wizard.ui.panels.rechnung import PAD, FactList, RechnungView, RemarkList, card, holder, remarks_of
from ala_wizard.ui.session import Session

FORM_STEP, FORM_ADDRESS = "k05", "offer.only_betrieblich"


def _euro(amount: Decimal | None) -> str:
    return format_money(abs(amount) if amount is not None else None, "€")


def _side(gap: Decimal) -> str:
    return "ueber" if gap > 0 else "unter" if gap < 0 else "gleich"


class VerhandlungPanel(Panel):
    """All rates on one scale, and the distances between them in words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._chart = ChartView()
        self._words = RemarkList(role="body")
        private = row(icons.Glyph("lock", "info", 20), Words(text("verhandeln.privat"), "body"), gap=8, margins=(16, 12, 16, 12))
        private.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(16))
        whole.addWidget(box("infobox", private))
        whole.addWidget(card(Words(text("verhandeln.titel"), "question"), self._chart, self._words, gap=14))

    def refresh(self) -> None:
        found, own = self.session.neben.verhandlung, self.session.results.kosten.tagessatz
        floor, asked, agreed = found.untergrenze.satz, found.forderung, found.vereinbart
        rates = [("untergrenze", floor), ("errechnet", own)]
        rates += [("gefordert", asked.satz)] if asked.eingetragen else []
        rates += [("vereinbart", agreed.satz)] if agreed.satz is not None else []
        rows = [(text(f"verhandeln.{name}"), rate, format_money(rate, "€")) for name, rate in rates]
        zone = (floor, "warn_soft", text("verhandeln.zone")) if floor is not None else None
        self._chart.show_chart(scale(text("verhandeln.skala"), rows, zone, [len(rows) - 1]))
        self._chart.setVisible(any(rate is not None for _, rate in rates))
        self._words.show_remarks(self._sentences(found))

    @staticmethod
    def _sentences(found: Verhandlung) -> list[tuple[str, str]]:
        asked, agreed = found.forderung, found.vereinbart
        said: list[tuple[str, str]] = []
        if asked.satz is None:
            return [(text("verhandeln.noch_nichts"), "info")]
        if not asked.eingetragen:
            said.append((text("verhandeln.ohne_forderung"), "info"))
        if asked.zur_untergrenze is not None:
            who, side = "forderung" if asked.eingetragen else "errechnet", _side(asked.zur_untergrenze)
            words = text(f"verhandeln.{who}_{side}", gap=_euro(asked.zur_untergrenze), year=_euro(asked.ergebnis_jahr))
            said.append((words, "triangle" if side == "unter" else "check-circle"))
        if asked.eingetragen and asked.zum_errechneten is not None:
            side = _side(asked.zum_errechneten)
            said.append((text(f"verhandeln.zum_errechneten_{side}", gap=_euro(asked.zum_errechneten)), "info"))
        if agreed.differenz_tag is not None:
            side = _side(agreed.differenz_tag)
            said.append(
                (text(f"verhandeln.vereinbart_{side}", gap=_euro(agreed.differenz_tag), year=_euro(agreed.differenz_jahr)), "handshake")
            )
        if agreed.ergebnis_jahr is not None:
            key, glyph = ("fehlt", "triangle") if agreed.ergebnis_jahr < 0 else ("bleibt", "check-circle")
            said.append((text(f"verhandeln.vereinbart_{key}", year=_euro(agreed.ergebnis_jahr)), glyph))
        return said


class UntergrenzePanel(RechnungPanel):
    """The floor, line by line."""

    results = ("untergrenze",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.verhandlung.untergrenze


class ForderungPanel(RechnungPanel):
    """The asked rate and its distances."""

    results = ("ergebnis_jahr",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.verhandlung.forderung


class TarifanteilPanel(RechnungPanel):
    """Pay by tariff, apart from the rest of the rate."""

    results = ("tarif_je_tag",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.verhandlung.tarif


class VereinbartPanel(RechnungPanel):
    """What the agreed rate means in a year."""

    results = ("ergebnis_jahr",)

    @staticmethod
    def pick(neben: Neben) -> Rechnung:
        return neben.verhandlung.vereinbart


class VergleichPanel(Panel):
    """The own rate between those of others, and where the lower third ends."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._chart = ChartView()
        self._words = RemarkList(role="body")
        self._view = RechnungView()
        self._fold = Fold(text("rechnung.weg"), text("rechnung.weg_zu"), self._view, inset=PAD)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(self._chart, self._words, self._fold, gap=14))

    def refresh(self) -> None:
        found = self.session.neben.verhandlung.vergleich
        own = text("verhandeln.eigene" if self.session.neben.verhandlung.forderung.eingetragen else "verhandeln.eigene_errechnet")
        rows = [(each.rate, each.name or text("verhandeln.ohne_namen"), False) for each in found.saetze]
        rows += [(found.gefordert, own, True)] if found.gefordert is not None else []
        rows.sort(key=lambda entry: (entry[0], entry[2]))
        marked = [place for place, entry in enumerate(rows) if entry[2]]
        zone = (found.grenze, "soft", text("verhandeln.drittel")) if found.grenze is not None else None
        shown = [(name, rate, format_money(rate, "€")) for rate, name, _ in rows]
        self._chart.setVisible(bool(found.saetze))
        self._chart.show_chart(scale(text("verhandeln.drittel_skala"), shown, zone, marked))
        self._words.show_remarks(self._sentences(found))
        self._view.show_rechnung(found)
        self._fold.setVisible(bool(found.lines))

    @staticmethod
    def _sentences(found: Vergleich) -> list[tuple[str, str]]:
        if found.grenze is None:
            return [(words, "help") for words in found.why_not]
        count, edge = len(found.saetze), _euro(found.grenze)
        third = count // 3
        key = "drittel_wie_einer" if third == 1 else "drittel_wie"
        said = [(text(f"verhandeln.{key}", count=count, third=third, edge=edge), "info")]
        if found.im_unteren_drittel:
            said.append((text("verhandeln.drittel_drin", own=_euro(found.gefordert)), "check-circle"))
        elif found.ueber_der_grenze is not None:
            said.append((text("verhandeln.drittel_drueber", gap=_euro(found.ueber_der_grenze)), "triangle"))
        if found.gefordert is not None:
            said.append((text("verhandeln.drittel_platz", below=found.guenstiger, above=found.teurer), "list"))
        return said


class BetrieblicheFormPanel(Panel):
    """Is a better key due, and what would it cost?"""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._words = RemarkList(role="body")
        self._view = RechnungView(remarks=False)
        self._link = link(text("verhandeln.form_zur_frage"), lambda: self.go.emit(FORM_STEP, FORM_ADDRESS))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(Words(text("verhandeln.form_titel"), "question"))
        fold = Fold(text("verhandeln.form_stufen"), text("verhandeln.form_stufen_zu"), self._view, inset=PAD)
        whole.addWidget(card(self._words, holder(row(self._link, "*")), fold))

    def refresh(self) -> None:
        found = self.session.neben.verhandlung.betriebliche_form
        said = [(words, "info") for words in found.hints]
        if found.besser is not None and found.geplant is not None and found.gesetzlich is not None:
            planned, key = format_decimal(found.geplant, 2), format_decimal(found.gesetzlich)
            said.append((text(f"verhandeln.form_{'besser' if found.besser else 'gleich'}", planned=planned, ratio=key), self._sign()))
        said += [(words, "help") for words in found.why_not]
        self._words.show_remarks(said)
        self._view.show_rechnung(found)

    def _sign(self) -> str:
        """A warning only where a better key is due and not planned."""
        found = self.session.neben.verhandlung.betriebliche_form
        return "triangle" if found.verlangt and not found.besser else "check-circle" if found.besser else "info"


class FristenPanel(Panel):
    """The dates that follow from those entered."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._facts = FactList()
        self._remarks = RemarkList()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(self._facts, self._remarks))

    def refresh(self) -> None:
        found = self.session.neben.verhandlung.fristen
        self._facts.show_facts([self._fact(each) for each in found.termine if each.day is not None])
        self._facts.setVisible(any(each.day is not None for each in found.termine))
        self._remarks.show_remarks(remarks_of(found))

    def _fact(self, each: Termin) -> tuple[str, str, str, bool]:
        """What comes next is marked; once there is an agreement nobody calls the Schiedsstelle."""
        agreed = self.session.case.verhandlung.agreed_on is not None
        ahead = each.day is not None and each.day >= self.session.engine.now().date()
        strong = ahead and (each.key == "erinnern_am" or (each.key == "schiedsstelle_ab" and not agreed))
        return each.label, each.source, format_date(each.day), strong
