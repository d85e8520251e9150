"""People: staff with hours per function, external services, partners, participants (K3.6, K8, R3, R11)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from ala_wizard.model.base import Row
from ala_wizard.model.farm import Jn

FUNCTIONS: tuple[str, ...] = (
    "leitung",
    "gruppenleitung",
    "begleitender_dienst",
    "arbeitsvorbereitung",
    "assistenz",
    "wirtschaftsdienst",
    "weiteres_personal",
    "verwaltung",
)
"""Functions of Tab. 1 in the order of the Kostenkalkulation."""

Funktion = Literal[
    "",
    "leitung",
    "gruppenleitung",
    "begleitender_dienst",
    "arbeitsvorbereitung",
    "assistenz",
    "wirtschaftsdienst",
    "weiteres_personal",
    "verwaltung",
    "eigene",
]


class Person(Row):
    """A member of staff; one person may hold several functions (Personalunion)."""

    name: str = Field(default="", description="Name oder Stelle")
    qualification: str = Field(default="", description="Beruf und Zusatzqualifikation, zum Beispiel gFAB")
    tasks: str = Field(default="", description="Aufgaben in eigenen Worten")
    contract_hours: Decimal | None = Field(default=None, ge=0, description="Vertragsstunden je Woche insgesamt")
    leitung: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche als Leitung")
    gruppenleitung: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche als Gruppenleitung oder Fachkraft")
    begleitender_dienst: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche als begleitender Dienst")
    arbeitsvorbereitung: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche in der Arbeitsvorbereitung")
    assistenz: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche für Unterstützung, Assistenz und Pflege")
    wirtschaftsdienst: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche im Wirtschaftsdienst")
    weiteres_personal: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche als weiteres Personal")
    verwaltung: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche in der Verwaltung")
    substitute: str = Field(default="", description="Wer bei Urlaub und Krankheit vertritt")
    fuehrungszeugnis_seen: date | None = Field(default=None, description="Erweitertes Führungszeugnis: eingesehen am")
    fuehrungszeugnis_until: date | None = Field(default=None, description="Erweitertes Führungszeugnis: gültig bis")


class ExternalService(Row):
    """A service bought in: doctor, safety expert, begleitender Dienst, therapist."""

    name: str = Field(default="", description="Dienst oder Praxis")
    kind: Literal[
        "", "betriebsarzt", "arbeitssicherheit", "begleitender_dienst", "psychologie", "therapie", "pflege", "fahrdienst", "sonstiges"
    ] = Field(default="", description="Art des Dienstes")
    scope: str = Field(default="", description="Umfang, zum Beispiel Stunden je Woche oder auf Abruf")
    hours_week: Decimal | None = Field(default=None, ge=0, description="Stunden je Woche, wenn fest vereinbart")
    funktion: Funktion = Field(default="", description="Funktion der Kostenkalkulation, deren Stunden der Dienst abdeckt")
    contract: Literal["", "geplant", "zugesagt", "vertrag"] = Field(default="", description="Stand: geplant, zugesagt oder vertrag")


class Partner(Row):
    """A partner of the network N1 to N10 (K3.6)."""

    name: str = Field(default="", description="Partner")
    kind: Literal["", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "andere"] = Field(
        default="", description="Art des Partners nach der Liste N1 bis N10, sonst andere"
    )
    purpose: str = Field(default="", description="Wofür der Kontakt da ist")
    state: Literal["", "geplant", "angefragt", "im_gespraech", "zugesagt", "vereinbart"] = Field(
        default="", description="Stand des Kontakts"
    )
    note: str = Field(default="", description="Bemerkung")
    next_date: date | None = Field(default=None, description="Nächster Termin mit dem Partner")


class Participant(Row):
    """A future employee for the Bedarfsnachweis: a pseudonym, never a name, never a diagnosis (R11)."""

    pseudonym: str = Field(default="", description="Kürzel, zum Beispiel P1; kein Name")
    start: date | None = Field(default=None, description="Gewünschter Beginn")
    hours_week: Decimal | None = Field(default=None, ge=0, description="Gewünschte Stunden je Woche")
    origin: str = Field(default="", description="Woher der Kontakt kommt, zum Beispiel aus welcher Einrichtung")
    state: Literal["", "interesse", "praktikum", "zusage"] = Field(default="", description="Stand: interesse, praktikum oder zusage")
    consent: date | None = Field(default=None, description="Einwilligung in die Speicherung gegeben am")
    delete_by: date | None = Field(default=None, description="Angaben löschen bis")
    female: Jn = Field(default="", description="Zählt bei der Wahl der Frauenbeauftragten mit? ja oder nein")
