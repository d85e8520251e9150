"""The farm and what it offers (Fachvorgabe section 2, K2 to K7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from ala_wizard.model.base import Model, Row

Jn = Literal["", "ja", "nein"]
"""An answer that may still be open; an unanswered yes/no is never a no."""


class LandUse(Row):
    """One kind of land use of the farm."""

    use: str = Field(default="", description="Nutzung der Fläche, zum Beispiel Grünland oder Streuobst")
    hectares: Decimal | None = Field(default=None, ge=0, description="Größe in Hektar")


class Livestock(Row):
    """One kind of animal kept on the farm."""

    kind: str = Field(default="", description="Tierart")
    count: int | None = Field(default=None, ge=0, description="Zahl der Tiere")
    note: str = Field(default="", description="Bemerkung, zum Beispiel mit Nachzucht")


class FarmBranch(Row):
    """A branch of the farm (Betriebszweig)."""

    name: str = Field(default="", description="Betriebszweig")
    description: str = Field(default="", description="Was dort geschieht")
    ala: Jn = Field(default="", description="Sollen hier Menschen mit Behinderung arbeiten? ja oder nein")


class Farm(Model):
    """The applicant: who runs the farm and what it consists of."""

    name: str = Field(default="", description="Name des Betriebs")
    traeger: str = Field(default="", description="Rechtlicher Träger, falls er anders heißt als der Betrieb")
    legal_form: str = Field(default="", description="Rechtsform, zum Beispiel Einzelunternehmen oder GbR")
    contact: str = Field(default="", description="Ansprechperson für den Antrag")
    street: str = Field(default="", description="Straße und Hausnummer")
    postcode: str = Field(default="", description="Postleitzahl")
    town: str = Field(default="", description="Ort")
    county: str = Field(default="", description="Landkreis oder kreisfreie Stadt")
    phone: str = Field(default="", description="Telefon")
    email: str = Field(default="", description="E-Mail")
    website: str = Field(default="", description="Internetseite")
    founded: str = Field(default="", description="Seit wann es den Betrieb gibt")
    farming: str = Field(default="", description="Wirtschaftsweise, zum Beispiel ökologisch oder konventionell")
    staff_count: int | None = Field(default=None, ge=0, description="Zahl der heutigen Mitarbeitenden, ohne die künftigen Beschäftigten")
    staff_note: str = Field(default="", description="Wer heute im Betrieb arbeitet")
    marketing: str = Field(default="", description="Wie der Betrieb vermarktet")
    events: str = Field(default="", description="Kurse, Führungen und andere Veranstaltungen")
    land: tuple[LandUse, ...] = Field(default=(), description="Flächen nach Nutzung")
    livestock: tuple[Livestock, ...] = Field(default=(), description="Tierbestand")
    branches: tuple[FarmBranch, ...] = Field(default=(), description="Betriebszweige")


class Offer(Model):
    """The planned Leistung: places, people it suits, catchment, transport (K3)."""

    title: str = Field(default="", description="Name des Angebots, steht auf dem Deckblatt")
    places_target: int | None = Field(default=None, ge=0, description="Plätze im Ziel")
    places_start: int | None = Field(default=None, ge=0, description="Plätze zum Start")
    start: date | None = Field(default=None, description="Geplanter erster Arbeitstag")
    physical: Jn = Field(default="", description="Passt die Arbeit bei körperlicher Behinderung? ja oder nein")
    sensory: Jn = Field(default="", description="Passt die Arbeit bei Sinnesbehinderung? ja oder nein")
    intellectual: Jn = Field(default="", description="Passt die Arbeit bei geistiger Behinderung? ja oder nein")
    psychological: Jn = Field(default="", description="Passt die Arbeit bei seelischer Behinderung? ja oder nein")
    catchment_km: Decimal | None = Field(default=None, ge=0, description="Einzugsgebiet: Umkreis in Kilometern")
    catchment: str = Field(default="", description="Einzugsgebiet: Orte und Landkreise")
    stop: str = Field(default="", description="Nächste Haltestelle und Entfernung")
    walk_minutes: int | None = Field(default=None, ge=0, le=600, description="Fußweg von der Haltestelle zum Hof in Minuten")
    arrival: str = Field(
        default="", pattern=r"^$|^([01]?\d|2[0-3]):[0-5]\d$", description="Ankunft von Bus oder Bahn am Morgen, zum Beispiel 07:45"
    )
    departure: str = Field(
        default="", pattern=r"^$|^([01]?\d|2[0-3]):[0-5]\d$", description="Abfahrt von Bus oder Bahn am Nachmittag, zum Beispiel 15:50"
    )
    way_minutes: int | None = Field(default=None, ge=0, le=600, description="Längster Weg zum Hof in Minuten, eine Richtung")
    transport_service: Jn = Field(default="", description="Gibt es einen Fahrdienst? ja oder nein")
    hours_week: Decimal | None = Field(
        default=None, ge=0, description="Arbeitszeit bei Vollzeit in Stunden je Woche, mit Pausen und begleitenden Maßnahmen"
    )
    hours_week_min: Decimal | None = Field(default=None, ge=0, description="Kürzeste Arbeitszeit bei Teilzeit in Stunden je Woche")
    only_betrieblich: Jn = Field(
        default="", description="Findet das Angebot ausschließlich in betrieblicher Form statt? (§ 60 Abs. 2 Nr. 8 SGB IX) ja oder nein"
    )
    care_needed: Jn = Field(default="", description="Wird jemand Pflege brauchen? ja oder nein")


class Goal(Row):
    """A SMART goal (U2): specific text, indicator, attractive why, realistic how, date."""

    specific: str = Field(default="", description="Spezifisch: Was genau soll erreicht werden?")
    indicator: str = Field(default="", description="Messbar: Woran erkennt man, dass es erreicht ist?")
    attractive: str = Field(default="", description="Attraktiv: Was haben die Menschen davon?")
    realistic: str = Field(default="", description="Realistisch: Warum ist es zu schaffen?")
    due: date | None = Field(default=None, description="Terminiert: Bis wann soll es erreicht sein?")


class WorkStep(Row):
    """A small unit of work that can be shown, with what makes it easier (K5.2)."""

    text: str = Field(default="", description="Arbeitsschritt, so klein, dass man ihn zeigen kann")
    aid: str = Field(default="", description="Hilfsmittel für diesen Schritt, zum Beispiel Farbe, Bild oder Uhr")


class WorkArea(Row):
    """A work area, its steps and aids; it belongs to the ALA or to production (K5.2)."""

    name: str = Field(default="", description="Arbeitsbereich")
    steps: tuple[WorkStep, ...] = Field(default=(), description="Arbeitsschritte in ihrer Reihenfolge, jeder mit seinem Hilfsmittel")
    aids: str = Field(default="", description="Hilfsmittel für den ganzen Bereich")
    season: str = Field(default="", description="Zeit im Jahr, zum Beispiel ganzjährig oder August bis Oktober")
    assignment: Literal["", "ala", "produktion"] = Field(
        default="", description="Gehört zum ALA (ala) oder zur übrigen Produktion (produktion)"
    )
    new: Jn = Field(default="", description="Entsteht der Bereich neu für das Angebot? ja oder nein")


class AccompanyingOffer(Row):
    """An arbeitsbegleitende Maßnahme (K5.5)."""

    name: str = Field(default="", description="Begleitendes Angebot")
    purpose: str = Field(default="", description="Was es fördert")
    hours_week: Decimal | None = Field(default=None, ge=0, description="Stunden je Person und Woche")
    led_by: str = Field(default="", description="Wer es leitet")


class Group(Row):
    """A work group (K6.1)."""

    name: str = Field(default="", description="Name der Gruppe")
    size: int | None = Field(default=None, ge=0, description="Zahl der Menschen in der Gruppe")
    makeup: str = Field(default="", description="Zusammensetzung der Gruppe")
    led_by: str = Field(default="", description="Kennung der Person, die die Gruppe leitet (aus people)")


Day = Literal["", "mo", "di", "mi", "do", "fr", "sa", "so"]
WeekKind = Literal["", "arbeit", "massnahme", "pause", "ankommen"]


class WeekEntry(Row):
    """One block of the week plan (K6.2, K6.4)."""

    day: Day = Field(default="", description="Wochentag: mo, di, mi, do, fr, sa oder so")
    start: str = Field(default="", pattern=r"^$|^([01]?\d|2[0-3]):[0-5]\d$", description="Beginn, zum Beispiel 08:00")
    end: str = Field(default="", pattern=r"^$|^([01]?\d|2[0-3]):[0-5]\d$", description="Ende, zum Beispiel 10:00")
    kind: WeekKind = Field(default="", description="Art: arbeit, massnahme (arbeitsbegleitend), pause oder ankommen")
    activity: str = Field(default="", description="Was in dieser Zeit geschieht")


class Room(Row):
    """A room for the Leistung (K7.1 to K7.3)."""

    name: str = Field(default="", description="Raum")
    area_m2: Decimal | None = Field(default=None, ge=0, description="Fläche in m²")
    use: str = Field(default="", description="Nutzung, zum Beispiel Pause, Umkleide, Werkraum")
    sanitary: Jn = Field(default="", description="Ist es ein Sanitär-, Pausen- oder Ruheraum? ja oder nein")
    stepless: Jn = Field(default="", description="Ohne Stufen erreichbar? ja oder nein")
    ownership: Literal["", "eigen", "miete"] = Field(default="", description="Eigen (eigen) oder gemietet (miete)")
    status: Literal["", "vorhanden", "geplant"] = Field(default="", description="vorhanden oder geplant")


class Equipment(Row):
    """Tools and equipment there or to buy (K7.4, K7.5)."""

    name: str = Field(default="", description="Gerät, Werkzeug oder Material")
    count: int | None = Field(default=None, ge=0, description="Anzahl")
    status: Literal["", "vorhanden", "anschaffen"] = Field(default="", description="vorhanden oder anschaffen")
    price: Decimal | None = Field(default=None, ge=0, description="Preis zusammen in €")
    funding: Decimal | None = Field(default=None, ge=0, description="Davon öffentliche Förderung in €")
    purpose: str = Field(default="", description="Wofür, auch: für welche Einschränkung gedacht")
