"""The personal part: who stands behind the pseudonyms. The case holds it sealed only; in plain it lives in memory."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ala_wizard.model.base import Model


class PersonData(Model):
    """What one participant's sealed text says. There is no field for a diagnosis, on purpose."""

    name: str = Field(default="", description="Vorname und Name")
    contact: str = Field(default="", description="Anschrift, Telefon, E-Mail")
    guardian: str = Field(default="", description="Rechtliche Betreuung oder Vertrauensperson, mit Kontakt")
    support: str = Field(default="", description="Welche Unterstützung die Person bei der Arbeit braucht; keine Diagnosen")

    @property
    def empty(self) -> bool:
        """Is nothing said about this person?"""
        return not any(value.strip() for value in (self.name, self.contact, self.guardian, self.support))


class Personal(Model):
    """The sealed personal part, in the age format: nobody reads it without the passphrase or the recovery key."""

    key: str = Field(default="", description="Schlüssel des persönlichen Teils, mit dem Passwort verschlüsselt (age)")
    recipient: str = Field(default="", description="Öffentliches Gegenstück des Schlüssels; damit lässt sich nur verschließen")
    people: dict[str, str] = Field(default_factory=dict, description="Verschlüsselte Angaben (age), nach Kennung der Zeile in participants")
    whole: bool = Field(default=False, description="Ist die ganze Datei verschlüsselt?")
    created: date | None = Field(default=None, description="Angelegt am")

    @property
    def exists(self) -> bool:
        """Was a passphrase chosen for this case?"""
        return bool(self.key)
