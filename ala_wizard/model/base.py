"""What all parts of the case share: frozen models, row IDs, the evidence of a cost line."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ala_wizard.model.direction import straightened

Text = Annotated[str, Field(default="")]


class Model(BaseModel):
    """A frozen part of the case; changes make a new case (see `model.path`)."""

    # Built when it is first needed: a part inside another is built with it, and the start does not wait for the rest.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, allow_inf_nan=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _straight(cls, data: Any) -> Any:
        """No text turns its direction, wherever it came from; papers, tables and windows show what stands there."""
        return straightened(data)

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        """No amount beyond any farm's books: reckoning with it would fail, or take for ever to print."""
        for name, value in self:
            if isinstance(value, Decimal) and value and (value.copy_abs() >= LARGEST or int(value.as_tuple().exponent) < -FINEST):
                raise ValueError(name)
        return self


LARGEST = Decimal(10) ** 15
FINEST = 12
"""Decimals that a value may have."""


def new_id() -> str:
    """A short random row ID, stable for the row's life and usable in addresses."""
    return secrets.token_hex(4)


class Row(Model):
    """A row of a table. Its ID is part of every address that points at it."""

    id: str = Field(default_factory=new_id, pattern=r"^[^\[\]]{1,80}$", description="Kennung der Zeile, bleibt immer gleich")


Grundlage = Literal["", "tarif", "vertrag", "rechnung", "angebot", "schaetzung"]


class EvidencedRow(Row):
    """A cost line with its basis, calculation note and evidence (Fachvorgabe R1)."""

    grundlage: Grundlage = Field(default="", description="Worauf der Betrag beruht: tarif, vertrag, rechnung, angebot oder schaetzung")
    note: str = Field(default="", description="Rechenweg oder Begründung zu dieser Zeile, in eigenen Worten")
    evidence: str = Field(default="", description="Bezeichnung des Belegs; gleiche Bezeichnung heißt gleicher Beleg")
    evidence_from: str = Field(default="", description="Von wem der Beleg noch kommt")
    evidence_due: date | None = Field(default=None, description="Bis wann der Beleg kommt")
