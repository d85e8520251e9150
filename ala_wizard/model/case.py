"""The whole case: one farm, one application."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from ala_wizard.model.base import Model, Row, new_id
from ala_wizard.model.costs import Arbeitsentgelt, Arbeitsergebnis, Kostenkalkulation
from ala_wizard.model.farm import AccompanyingOffer, Equipment, Farm, Goal, Group, Offer, Room, WeekEntry, WorkArea
from ala_wizard.model.people import ExternalService, Participant, Partner, Person
from ala_wizard.model.personal import Personal
from ala_wizard.model.planning import Negotiation, Planning

SCHEMA_VERSION = 2
"""Raised by one with every change that needs a migration (see `store.migrations`)."""


class Period(Model):
    """Vereinbarungszeitraum; its first day is the Stichtag of all dated values."""

    start: date | None = Field(
        default=None, description="Beginn des Vereinbarungszeitraums; an diesem Tag gelten die Rechtswerte (Stichtag)"
    )
    end: date | None = Field(default=None, description="Ende des Vereinbarungszeitraums")


class ChecklistState(Model):
    """What the user says about one item of a checklist (Fachvorgabe section 3)."""

    state: Literal["", "offen", "erledigt", "entfaellt"] = Field(
        default="", description="offen, erledigt oder entfaellt; leer heißt: noch nichts gesagt"
    )
    reason: str = Field(default="", description="Grund, wenn der Punkt entfällt")
    note: str = Field(default="", description="Notiz")
    person: str = Field(default="", description="Wer sich kümmert")
    due: date | None = Field(default=None, description="Bis wann")


AnlageArt = Literal["", "qualifikation", "vertrag", "werkstattvertrag", "gewaltschutz", "plan", "bedarf", "logo", "sonstiges"]
"""Kinds of attachment beside the evidence; the words stand in `resources/choices/belege.toml`."""


class Attachment(Row):
    """A file kept in the case (folder attachments/ of the .ala file)."""

    title: str = Field(default="", description="Titel der Anlage")
    file: str = Field(default="", description="Dateiname im Ordner attachments")
    sha256: str = Field(default="", description="Prüfsumme der Datei")
    media_type: str = Field(default="", description="Art der Datei, zum Beispiel application/pdf")
    size: int | None = Field(default=None, ge=0, description="Größe der Datei in Byte")
    kind: AnlageArt = Field(default="", description="Wozu die Anlage dient, wenn sie kein Kostenbeleg ist")
    evidence: tuple[str, ...] = Field(default=(), description="Bezeichnungen der Kostenbelege, die diese Datei enthält")
    question: str = Field(
        default="", description="Kennung der Frage, bei der ein Plan oder Foto im Konzept steht; leer heißt: nur als Anlage"
    )
    caption: str = Field(default="", description="Bildunterschrift eines Plans oder Fotos")
    alt: str = Field(default="", description="Was auf dem Bild zu sehen ist, für Menschen, die es nicht sehen")


class ParameterOverride(Model):
    """A legal value replaced by the user, always with a reason; shown in every document."""

    value: Decimal = Field(description="Wert, der statt des hinterlegten gilt")
    reason: str = Field(default="", description="Warum der Wert abweicht")


def _distinct(data: Any) -> Any:
    """The same plain data with repeated row IDs left out of every list."""
    if isinstance(data, dict):
        return {key: _distinct(value) for key, value in data.items()}
    if not isinstance(data, list) or not any(isinstance(entry, dict) for entry in data):
        return data
    seen: set[Any] = set()
    rows: list[Any] = []
    for entry in data:
        row = _distinct(entry)
        if isinstance(row, dict) and isinstance(row.get("id"), str):
            if row["id"] in seen:
                row = {key: value for key, value in row.items() if key != "id"}
            else:
                seen.add(row["id"])
        rows.append(row)
    return rows


class Case(Model):
    """Everything that one application needs. A fact stands in exactly one place."""

    @model_validator(mode="before")
    @classmethod
    def _rows_of_their_own(cls, data: Any) -> Any:
        """Give a row that repeats another's ID one of its own, so that each can be edited."""
        return _distinct(data)

    schema_version: Literal[2] = Field(default=2, description="Fassung dieses Dateiformats")
    case_id: str = Field(default_factory=new_id, description="Kennung des Falls")
    example: bool = Field(default=False, description="Ist es ein Beispiel mit erfundenen Angaben?")
    profile: str = Field(default="sachsen_ksv", description="Profil des Leistungsträgers")
    period: Period = Field(default_factory=Period, description="Vereinbarungszeitraum")
    handed_in: date | None = Field(default=None, description="Eingereicht am; leer heißt: noch nicht eingereicht")
    farm: Farm = Field(default_factory=Farm, description="Der Betrieb")
    offer: Offer = Field(default_factory=Offer, description="Das Angebot")
    answers: dict[str, str] = Field(
        default_factory=dict,
        description="Antworten auf die Leitfragen, nach Kennung der Frage (zum Beispiel K1.1); "
        "Auszeichnung: **fett**, Zeilen mit „- “ oder „1. “ sind Listenpunkte, {plaetze} ist eine Angabe vom Hof, \\ hebt ein Zeichen auf",
    )
    bausteine: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Eingefügte Bausteine, die noch niemand überarbeitet hat, nach Kennung der Frage; ein Text steht hier wie in answers",
    )
    bestaetigte_zahlen: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Zahlen im Text, die etwas anderes meinen als die Angabe vom Hof und so bleiben sollen, nach Kennung der Frage; "
        "jede mit den Worten um sie (zum Beispiel „12 Plätze“)",
    )
    goals: tuple[Goal, ...] = Field(default=(), description="Ziele nach der SMART-Regel")
    work_areas: tuple[WorkArea, ...] = Field(default=(), description="Arbeitsbereiche")
    accompanying: tuple[AccompanyingOffer, ...] = Field(default=(), description="Begleitende Angebote")
    groups: tuple[Group, ...] = Field(default=(), description="Gruppen")
    week_plan: tuple[WeekEntry, ...] = Field(default=(), description="Wochenplan")
    rooms: tuple[Room, ...] = Field(default=(), description="Räume")
    equipment: tuple[Equipment, ...] = Field(default=(), description="Ausstattung")
    people: tuple[Person, ...] = Field(default=(), description="Personal")
    external_services: tuple[ExternalService, ...] = Field(default=(), description="Externe Dienste")
    coverage: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Wer die Felder K8.a bis K8.e abdeckt: Kennungen aus people und external_services"
    )
    partners: tuple[Partner, ...] = Field(default=(), description="Partner im Netzwerk")
    participants: tuple[Participant, ...] = Field(default=(), description="Künftige Beschäftigte, nur mit Kürzel")
    personal: Personal = Field(default_factory=Personal, description="Verschlüsselter Teil: wer hinter den Kürzeln steht")
    kostenkalkulation: Kostenkalkulation = Field(default_factory=Kostenkalkulation, description="Kostenkalkulation und Tagessatz")
    arbeitsentgelt: Arbeitsentgelt = Field(default_factory=Arbeitsentgelt, description="Arbeitsentgelt")
    arbeitsergebnis: Arbeitsergebnis = Field(default_factory=Arbeitsergebnis, description="Arbeitsergebnis")
    planung: Planning = Field(default_factory=Planning, description="Nebenrechnungen; sie ändern keine Zahl des Antrags")
    verhandlung: Negotiation = Field(
        default_factory=Negotiation, description="Verhandlung mit dem Leistungsträger; kommt nicht in die Unterlagen"
    )
    checklist: dict[str, ChecklistState] = Field(
        default_factory=dict, description="Stand der Prüflisten, nach Kennung des Punkts (zum Beispiel C1.1)"
    )
    todo: dict[str, ChecklistState] = Field(
        default_factory=dict,
        description="Wer sich bis wann um eine Unterlage oder einen offenen Punkt kümmert, nach Kennung (zum Beispiel D4, K3.1 oder k03)",
    )
    attachments: tuple[Attachment, ...] = Field(default=(), description="Anlagen")
    removed_files: tuple[str, ...] = Field(
        default=(), description="Dateinamen entfernter Anlagen; ihr Inhalt verschwindet, wenn die Datei das nächste Mal bearbeitet wird"
    )
    overrides: dict[str, ParameterOverride] = Field(default_factory=dict, description="Abweichende Rechtswerte, nach Name des Werts")
    unread: dict[str, str] = Field(
        default_factory=dict,
        description="Eingaben, die das Programm nicht als Zahl oder Datum lesen konnte, nach Adresse des Felds; so geht nichts verloren",
    )
