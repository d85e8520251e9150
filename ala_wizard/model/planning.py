"""Inputs of the side calculators and of the negotiation (Fachvorgabe 4.4, R6, R7). They change no figure of the application."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from ala_wizard.model.base import Model, Row
from ala_wizard.model.farm import Jn


class Scenario(Row):
    """A variant beside the plan; what is left blank is taken from the case."""

    name: str = Field(default="", description="Name der Variante")
    places: Decimal | None = Field(default=None, ge=0, description="Belegte Plätze; leer heißt: wie im Plan")
    occupancy: Decimal | None = Field(default=None, ge=0, le=100, description="Auslastung in Prozent der bezahlten Tage; leer heißt 100")
    tagessatz: Decimal | None = Field(default=None, ge=0, description="Tagessatz in €; leer heißt: wie errechnet")
    vergleichssatz: Decimal | None = Field(
        default=None, ge=0, description="Tagessatz vergleichbarer Anbieter in €; leer heißt: wie im Plan"
    )
    steigerungsbetrag: Decimal | None = Field(
        default=None, ge=0, description="Steigerungsbetrag für alle in € je Monat; leer heißt: wie im Plan"
    )
    sales: Decimal | None = Field(default=None, ge=0, description="Umsatz in Prozent des Plans; leer heißt 100")


class RampStep(Row):
    """From this month on so many places are occupied."""

    month: int | None = Field(default=None, ge=1, le=36, description="Monat ab Beginn, 1 bis 36")
    places: Decimal | None = Field(default=None, ge=0, description="Belegte Plätze ab diesem Monat")


class OneOff(Row):
    """A payment that happens once, such as a building or a grant."""

    name: str = Field(default="", description="Wofür")
    month: int | None = Field(default=None, ge=1, le=36, description="Monat ab Beginn, 1 bis 36")
    income: Decimal | None = Field(default=None, ge=0, description="Einzahlung in €")
    expense: Decimal | None = Field(default=None, ge=0, description="Auszahlung in €")


class Planning(Model):
    """Ramp-up, scenarios, SAB, lunch, transport, council, other models."""

    ramp: tuple[RampStep, ...] = Field(default=(), description="Hochlauf: ab welchem Monat wie viele Plätze belegt sind")
    one_offs: tuple[OneOff, ...] = Field(default=(), description="Einmalige Ein- und Auszahlungen")
    start_cash: Decimal | None = Field(default=None, description="Geld, das zu Beginn da ist, in €")
    fixed_share: Decimal | None = Field(
        default=None,
        ge=0,
        le=100,
        description="Anteil der Kosten in Prozent, der unabhängig von der Belegung anfällt; leer heißt: Investitionen und Leitung",
    )
    rate_delay: Decimal | None = Field(default=None, ge=0, le=12, description="Monate, bis der Tagessatz bezahlt wird")
    scenarios: tuple[Scenario, ...] = Field(default=(), description="Varianten nebeneinander")
    sab_places: int | None = Field(
        default=None, ge=0, description="Plätze, deren Ausstattung gefördert werden soll; leer heißt: Plätze im Ziel"
    )
    sab_cost: Decimal | None = Field(default=None, ge=0, description="Kosten der Ausstattung zusammen in €")
    lunch_price: Decimal | None = Field(default=None, ge=0, description="Preis eines Mittagessens in €")
    lunch_cost: Decimal | None = Field(default=None, ge=0, description="Kosten eines Mittagessens für den Betrieb in €")
    lunch_persons: int | None = Field(default=None, ge=0, description="Menschen, die am Mittagessen teilnehmen")
    lunch_days: int | None = Field(default=None, ge=0, description="Tage mit Mittagessen im Jahr")
    transport_km: Decimal | None = Field(default=None, ge=0, description="Fahrdienst: Kilometer am Tag")
    transport_cost_km: Decimal | None = Field(default=None, ge=0, description="Fahrdienst: Kosten je Kilometer in €")
    transport_hours: Decimal | None = Field(default=None, ge=0, description="Fahrdienst: Stunden am Tag")
    transport_wage: Decimal | None = Field(default=None, ge=0, description="Fahrdienst: Kosten je Stunde in €")
    transport_days: int | None = Field(default=None, ge=0, description="Fahrdienst: Tage im Jahr")
    transport_persons: int | None = Field(default=None, ge=0, description="Fahrdienst: Menschen, die mitfahren")
    council_lump: Decimal | None = Field(
        default=None, ge=0, description="Pauschale für die Vertretung je Person und Jahr in €, wie mit dem Leistungsträger besprochen"
    )
    council_hours: Decimal | None = Field(default=None, ge=0, description="Stunden im Jahr für Vertretung und Vertrauensperson")
    council_wage: Decimal | None = Field(default=None, ge=0, description="Kosten je Stunde der Vertrauensperson in €")
    council_other: Decimal | None = Field(default=None, ge=0, description="Sachkosten der Vertretung im Jahr in €")
    budget_gross: Decimal | None = Field(default=None, ge=0, description="Budget für Arbeit: Bruttolohn im Monat in €")
    budget_share: Decimal | None = Field(
        default=None, ge=0, le=75, description="Budget für Arbeit: Lohnkostenzuschuss in Prozent, höchstens 75"
    )
    budget_guidance: Decimal | None = Field(
        default=None, ge=0, description="Budget für Arbeit: bezahlte Anleitung und Begleitung im Monat in €"
    )
    zuverdienst_hours: Decimal | None = Field(default=None, ge=0, description="Zuverdienst: Stunden je Woche")
    zuverdienst_wage: Decimal | None = Field(default=None, ge=0, description="Zuverdienst: Lohn je Stunde in €")


class ComparisonRate(Row):
    """The rate of a comparable provider, as the user knows it (R7)."""

    name: str = Field(default="", description="Vergleichbarer Anbieter")
    rate: Decimal | None = Field(default=None, ge=0, description="Tagessatz in €")
    note: str = Field(default="", description="Woher die Zahl kommt und von wann sie ist")


class Negotiation(Model):
    """The talk with the Leistungsträger. Never part of the bundle."""

    fehltage_realistisch: Decimal | None = Field(
        default=None, ge=0, description="Fehltage je Person und Jahr, mit denen wirklich zu rechnen ist"
    )
    belegung_realistisch: Decimal | None = Field(
        default=None, ge=0, le=100, description="Belegung in Prozent, mit der wirklich zu rechnen ist; leer heißt 100"
    )
    asked_rate: Decimal | None = Field(default=None, ge=0, description="Geforderter Tagessatz in €")
    comparison: tuple[ComparisonRate, ...] = Field(default=(), description="Tagessätze vergleichbarer Anbieter")
    tariff: Jn = Field(default="", description="Zahlen Sie nach Tarif oder kirchlichen Richtlinien? ja oder nein")
    reasons: str = Field(default="", description="Gründe für den geforderten Satz")
    called_on: date | None = Field(default=None, description="Schriftlich zu Verhandlungen aufgefordert am")
    feedback_on: date | None = Field(default=None, description="Rückmeldung des Leistungsträgers zu den Unterlagen am")
    visited_on: date | None = Field(default=None, description="Räume angesehen am")
    talked_on: date | None = Field(default=None, description="Leistung und Vergütung verhandelt am")
    notice_by: date | None = Field(default=None, description="Vereinbarung kündbar bis, wie im Vertrag genannt")
    agreed_from: date | None = Field(default=None, description="Vereinbarung gilt ab")
    agreed_until: date | None = Field(default=None, description="Vereinbarung gilt bis")
    agreed_on: date | None = Field(default=None, description="Unterschrieben am")
    remind_on: date | None = Field(default=None, description="An die nächste Verhandlung erinnern am")
    note: str = Field(default="", description="Notizen zum Gespräch")
