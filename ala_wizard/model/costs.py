"""Inputs of the three calculators (Fachvorgabe 4.1 to 4.3). Amounts in €, per year unless said otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from ala_wizard.model.base import EvidencedRow, Model, Row
from ala_wizard.model.farm import Jn
from ala_wizard.model.people import Funktion

Sachart = Literal[
    "",
    "brennstoffe",
    "energie",
    "wasser",
    "treibstoffe",
    "material",
    "fremde_leistungen",
    "pflege_sachaufwand",
    "betreuung",
    "lehrmittel",
    "verwaltung_sachlich",
    "zentrale_leistungen",
    "steuern_versicherung",
    "eigene",
]
SACHARTEN: tuple[str, ...] = (
    "brennstoffe",
    "energie",
    "wasser",
    "treibstoffe",
    "material",
    "fremde_leistungen",
    "pflege_sachaufwand",
    "betreuung",
    "lehrmittel",
    "verwaltung_sachlich",
    "zentrale_leistungen",
    "steuern_versicherung",
)
"""Rows of Tab. 2 in their order."""


class PersonalLine(EvidencedRow):
    """A row of the Personalkosten: hours or key, and a yearly gross of the employer (Tab. 1)."""

    funktion: Funktion = Field(default="", description="Funktion nach Tab. 1 oder eigene")
    name: str = Field(default="", description="Bezeichnung; leer heißt: wie die Funktion")
    hours: Decimal | None = Field(default=None, ge=0, description="Stunden je Platz und Woche (h)")
    key: Decimal | None = Field(
        default=None, gt=0, description="Personalschlüssel 1:x als x; gilt, wenn keine Stunden eingetragen sind (h = Vollzeitstunden ÷ x)"
    )
    yearly_gross: Decimal | None = Field(default=None, ge=0, description="Arbeitgeberbrutto je Vollzeitstelle und Jahr in € (B)")


class AssetLine(EvidencedRow):
    """A depreciated building or inventory item; funding is set off (R5, § 125 Abs. 3 SGB IX)."""

    name: str = Field(default="", description="Gebäude oder Gegenstand")
    cost: Decimal | None = Field(default=None, ge=0, description="Anschaffungs- oder Herstellungskosten in €")
    funding: Decimal | None = Field(default=None, ge=0, description="Öffentliche Förderung in €, wird abgezogen")
    share: Decimal | None = Field(default=None, ge=0, le=100, description="Anteil, den der ALA nutzt, in Prozent; leer heißt 100")
    rate: Decimal | None = Field(
        default=None, ge=0, le=100, description="Abschreibung in Prozent je Jahr; leer heißt der Satz aus den Rechtswerten"
    )
    room: str = Field(default="", description="Kennung des Raums (aus rooms), den die Zeile betrifft")


class FixedLine(EvidencedRow):
    """Instandhaltung, Zinsen or another fixed amount."""

    kind: Literal["", "instandhaltung", "zinsen", "eigene"] = Field(default="", description="instandhaltung, zinsen oder eigene")
    name: str = Field(default="", description="Bezeichnung; leer heißt: wie die Art")
    amount: Decimal | None = Field(default=None, ge=0, description="Betrag je Jahr in €")


class RentLine(EvidencedRow):
    """Miete (m² × €/m² × 12) or a yearly amount for Leasing and Pacht; instead of depreciation, never beside it."""

    name: str = Field(default="", description="Was gemietet, geleast oder gepachtet ist")
    area_m2: Decimal | None = Field(default=None, ge=0, description="Fläche in m²; leer heißt: Fläche des genannten Raums")
    price_m2: Decimal | None = Field(default=None, ge=0, description="Miete in € je m² und Monat")
    amount: Decimal | None = Field(default=None, ge=0, description="Betrag je Jahr in €, wenn nicht nach m² gerechnet wird")
    share: Decimal | None = Field(default=None, ge=0, le=100, description="Anteil des ALA in Prozent; leer heißt 100")
    room: str = Field(default="", description="Kennung des Raums (aus rooms), den die Zeile betrifft")


class SachLine(EvidencedRow):
    """A row of the Sachaufwand: direct, share of the farm's cost, or per head (Tab. 2)."""

    kind: Sachart = Field(default="", description="Kostenart nach Tab. 2 oder eigene")
    name: str = Field(default="", description="Bezeichnung; leer heißt: wie die Kostenart")
    entry: Literal["direkt", "anteil", "je_platz"] = Field(
        default="direkt",
        description="Eingabe: direkt (Jahresbetrag), anteil (Anteil an den Kosten des ganzen Hofs) oder je_platz (heutige Kosten je Kopf × belegte Plätze)",
    )
    amount: Decimal | None = Field(
        default=None,
        ge=0,
        description="Betrag je Jahr in €: bei direkt der ALA-Betrag, bei anteil die Kosten des ganzen Hofs, bei je_platz die Kosten je Kopf",
    )
    share_part: Decimal | None = Field(default=None, ge=0, description="Anteil, Zähler: zum Beispiel 5 von 8 Menschen")
    share_whole: Decimal | None = Field(default=None, gt=0, description="Anteil, Nenner: zum Beispiel 5 von 8 Menschen")
    staff_share: Decimal | None = Field(
        default=None,
        ge=0,
        le=100,
        description="Personalanteil in Prozent (fremde und zentrale Leistungen); er wird beim Personal ausgewiesen",
    )


class Kostenkalkulation(Model):
    """Inputs of Tab. 1 and Tab. 2 (Fachvorgabe 4.1)."""

    belegte_plaetze: Decimal | None = Field(default=None, ge=0, description="Belegte Plätze, Prognose (n); leer heißt: Plätze im Ziel")
    tage: Decimal | None = Field(default=None, ge=0, description="Tage im Jahr (t); leer heißt: Wert aus den Rechtswerten (250)")
    vollzeit: Decimal | None = Field(
        default=None, gt=0, description="Vollzeit in Stunden je Woche (W); leer heißt: Wert aus den Rechtswerten (40)"
    )
    personal: tuple[PersonalLine, ...] = Field(default=(), description="Personalkosten")
    gebaeude: tuple[AssetLine, ...] = Field(default=(), description="Abschreibung Gebäude")
    inventar: tuple[AssetLine, ...] = Field(default=(), description="Abschreibung Inventar")
    fixe: tuple[FixedLine, ...] = Field(default=(), description="Instandhaltung, Zinsen und andere feste Kosten")
    miete: tuple[RentLine, ...] = Field(default=(), description="Miete, Leasing, Pacht")
    sachaufwand: tuple[SachLine, ...] = Field(default=(), description="Variable Kosten (Sachaufwand)")
    fehltage: tuple[Annotated[int, Field(ge=0)], ...] = Field(
        default=(), description="Erwartete Fehltage im Jahr, eine Zahl je Person; wer nicht genannt ist, zählt mit 0"
    )
    tagessatz_vereinbart: Decimal | None = Field(
        default=None, ge=0, description="Vereinbarter oder angenommener Tagessatz in €; gilt für die Kostensätze statt des errechneten"
    )
    vergleichssatz: Decimal | None = Field(default=None, ge=0, description="Tagessatz vergleichbarer Werkstätten in der Region in €")
    vergleich_grund: str = Field(default="", description="Begründung, wenn der eigene Satz über dem Vergleich liegt")


class EntgeltGruppe(Row):
    """Persons with the same Steigerungsbetrag (Fachvorgabe 4.2). Amounts in € per month and person."""

    name: str = Field(default="", description="Bezeichnung der Gruppe")
    anzahl: int | None = Field(default=None, ge=0, description="Zahl der Personen in der Gruppe")
    grundbetrag: Decimal | None = Field(
        default=None, ge=0, description="Grundbetrag in € je Monat; leer heißt: gesetzlicher Wert zum Stichtag"
    )
    steigerungsbetrag: Decimal | None = Field(default=None, ge=0, description="Steigerungsbetrag in € je Monat")


class Arbeitsentgelt(Model):
    """Inputs of Tab. 3 and of the statutory scheme (Fachvorgabe 4.2)."""

    gruppen: tuple[EntgeltGruppe, ...] = Field(default=(), description="Gruppen mit gleichem Steigerungsbetrag")
    verfahren: Literal["gesetzlich", "handbuch"] = Field(
        default="gesetzlich", description="Welches Verfahren die Unterlagen verwenden: gesetzlich oder handbuch"
    )
    afg_zaehlt: bool = Field(default=False, description="Zählt das Arbeitsförderungsgeld bei der Rentenversicherung als Entgelt?")
    unfallversicherung: Decimal | None = Field(
        default=None, ge=0, description="Unfallversicherung der Beschäftigten in € je Person und Monat"
    )
    unfallversicherung_in: Literal["kostenkalkulation", "produktion"] = Field(
        default="kostenkalkulation", description="Wo die Unfallversicherung steht: kostenkalkulation oder produktion; nie an beiden Stellen"
    )
    u2_verlangt: bool = Field(default=False, description="Verlangt die Krankenkasse die Umlage U2?")
    u2_satz: Decimal | None = Field(default=None, ge=0, le=100, description="Satz der Umlage U2 in Prozent")
    insolvenz_verlangt: bool = Field(default=False, description="Wird die Insolvenzgeldumlage verlangt?")
    bruecke_monate: Decimal | None = Field(default=None, ge=0, description="Monate, die bis zur Erstattung zu überbrücken sind")
    traeger_verzug: Decimal | None = Field(default=None, ge=0, le=24, description="Monate, bis der Leistungsträger seine Anteile erstattet")
    neuer_anbieter: Jn = Field(
        default="", description="Ist es das erste Jahr? Dann zahlt der Bund 90 % je Vierteljahr (AufwErstV). ja oder nein"
    )


class ProductLine(Row):
    """A product line of the ALA: turnover direct or quantity × price (Fachvorgabe 4.3)."""

    name: str = Field(default="", description="Produkt oder Leistung")
    quantity: Decimal | None = Field(default=None, ge=0, description="Menge im Jahr")
    unit: str = Field(default="", description="Einheit, zum Beispiel Flasche")
    price: Decimal | None = Field(default=None, ge=0, description="Nettopreis je Einheit in €")
    umsatz: Decimal | None = Field(
        default=None, ge=0, description="Umsatz im Jahr in €; gilt, wenn keine Menge und kein Preis eingetragen sind"
    )
    direct_costs: Decimal | None = Field(
        default=None, ge=0, description="Direkte Sachkosten der Linie im Jahr in €, zählen zu Sach unternehmensüblich"
    )
    months: Decimal | None = Field(
        default=None, ge=0, le=12, description="Monate im Jahr, in denen verkauft wird; dann gilt die Menge je Monat"
    )
    season: str = Field(default="", description="Zeit im Jahr")


class Arbeitsergebnis(Model):
    """Inputs of Tab. 4 (§ 12 WVO, § 58 Abs. 4 SGB IX). Amounts in € per year."""

    produktlinien: tuple[ProductLine, ...] = Field(default=(), description="Produktlinien, die das Entgelt erwirtschaften")
    zinsertraege: Decimal | None = Field(default=None, ge=0, description="Zinserträge in €")
    sonstige_ertraege: Decimal | None = Field(default=None, ge=0, description="Sonstige Erträge in €")
    personal_fachlich: Decimal | None = Field(
        default=None, ge=0, description="Personal, fachlich, in €; leer heißt: Personalkosten der Kostenkalkulation"
    )
    personal_ueblich: Decimal | None = Field(default=None, ge=0, description="Personal, unternehmensüblich, in €")
    sach_fachlich: Decimal | None = Field(
        default=None, ge=0, description="Sachkosten, fachlich, in €; leer heißt: fixe und variable Kosten der Kostenkalkulation"
    )
    sach_ueblich: Decimal | None = Field(
        default=None, ge=0, description="Sachkosten, unternehmensüblich, in €, ohne die direkten Kosten der Produktlinien"
    )
    trennung: Jn = Field(default="", description="Wird der ALA als eigene Kostenstelle geführt (§ 12 WVO)? ja oder nein")
