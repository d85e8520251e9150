"""What the calculators give back. Amounts in €; one printed line each, rounded half up to the cent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """One printed line: its row in the case, its words, its way of reckoning, its amount."""

    id: str
    """ID of the row in the case, or a fixed name for lines that no row has."""
    label: str
    formula: str
    """The way of reckoning with numbers, as printed: „0,30 h × 12 ÷ 40 × 72.000 €“; empty for an entered amount."""
    amount: Decimal
    address: str = ""
    """Address of the row in the case; empty for derived lines."""
    grundlage: str = ""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class KostenResult:
    """Tab. 1: cost lines, sums, Tagessatz (Fachvorgabe 4.1). €/year unless named otherwise."""

    plaetze: Decimal
    tage: Decimal
    vollzeit: Decimal
    personal: tuple[Line, ...]
    fixe: tuple[Line, ...]
    variable: tuple[Line, ...]
    personalkosten: Decimal
    fixe_kosten: Decimal
    variable_kosten: Decimal
    gesamtkosten: Decimal
    tagessatz: Decimal | None
    """€ per place and day; None without places or days."""
    monatssatz: Decimal | None
    """€ per place and month."""
    vzae: Decimal
    """Full-time equivalents, exact."""
    bezahlte_tage: Decimal
    """Paid days of all places in a year; whole unless the places are not."""
    tagessatz_angesetzt: Decimal | None
    """The agreed rate where there is one, else the reckoned one."""
    kostensaetze: Decimal

    @property
    def lines(self) -> tuple[Line, ...]:
        """All printed lines in their order."""
        return self.personal + self.fixe + self.variable

    def amount_at(self, addresses: Collection[str]) -> Decimal:
        """The printed amounts of all lines at these addresses, €/year: an ID may stand in two tables, an address is one row."""
        return sum((line.amount for line in self.lines if line.address in addresses), Decimal("0.00"))


@dataclass(frozen=True)
class Scheme:
    """Tab. 3 for one person and month under one scheme. €/month."""

    arbeitsfoerderungsgeld: Decimal
    brutto: Decimal
    krankenversicherung: Decimal
    pflegeversicherung: Decimal
    rentenversicherung: Decimal
    u2: Decimal
    insolvenzumlage: Decimal
    unfallversicherung: Decimal
    sozialversicherung: Decimal
    gesamtkosten: Decimal
    erstattung: Decimal
    zu_erwirtschaften: Decimal
    bund: Decimal = Decimal("0.00")
    """Part of the pension insurance that the Bund refunds (§ 179 Abs. 1 SGB VI)."""
    traeger: Decimal = Decimal("0.00")
    """Part of the pension insurance that the Leistungsträger refunds."""
    abzug_beschaeftigte: Decimal = Decimal("0.00")
    """Contributions kept back from the pay: above 20 % of the Bezugsgröße the person bears half (§ 251 Abs. 2 SGB V)."""
    basis_kv_pv: Decimal = Decimal("0.00")
    basis_rv: Decimal = Decimal("0.00")


@dataclass(frozen=True)
class GruppeResult:
    """One group of the Arbeitsentgelt. The statutory scheme is None where legal values are missing."""

    id: str
    label: str
    anzahl: int
    grundbetrag: Decimal | None
    steigerungsbetrag: Decimal
    handbuch: Scheme | None
    gesetzlich: Scheme | None
    entgelte_jahr: Decimal
    """Grundbetrag + Steigerungsbetrag of all persons in the group, €/year."""


@dataclass(frozen=True)
class EntgeltResult:
    """All groups together (Fachvorgabe 4.2)."""

    verfahren: str
    gruppen: tuple[GruppeResult, ...]
    anzahl: int
    entgelte_jahr: Decimal
    arbeitgeberlasten_jahr: Decimal
    """What production must earn beyond the Entgelte (UV by the switch, unrefunded Umlagen), €/year."""
    erstattung_monat: Decimal | None
    """All refunds of a month, €; None where the scheme in use cannot be reckoned."""
    vorfinanzierung: Decimal | None
    """Liquidity to hold until the refund, €."""
    missing: tuple[str, ...]
    """Names of legal values that are not known for the Stichtag."""


@dataclass(frozen=True)
class ErgebnisResult:
    """Tab. 4 and the two answers (Fachvorgabe 4.3). €/year."""

    ertraege_lines: tuple[Line, ...]
    kosten_lines: tuple[Line, ...]
    umsatz: Decimal
    ertraege: Decimal
    kosten: Decimal
    arbeitsergebnis: Decimal
    mindest_entgelte: Decimal
    hoechst_ruecklage: Decimal
    entgelte: Decimal
    entgeltquote: Decimal | None
    """Entgelte as a share of the Arbeitsergebnis in percent; None when there is no result to share."""
    ruecklage_obergrenze: Decimal
    ruecklage: Decimal
    """What can really be put aside: the rest after Entgelte, below both caps, never below 0."""
    ergebnis_verguetung: Decimal
    umsatz_fuer_entgelte: Decimal
    umsatz_mit_ruecklage: Decimal
    steigerung_bezahlbar: Decimal | None
    """Highest equal Steigerungsbetrag that the planned sales pay, €/month; None without persons."""
    steigerung_mit_ruecklage: Decimal | None


@dataclass(frozen=True)
class Results:
    """Everything reckoned from one case."""

    stichtag: date
    kosten: KostenResult
    entgelt: EntgeltResult
    ergebnis: ErgebnisResult
