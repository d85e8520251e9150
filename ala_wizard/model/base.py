"""What all parts of the case share: frozen models, row IDs, the evidence of a cost line."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(default="")]


class Model(BaseModel):
    """A frozen part of the case; changes make a new case (see `model.path`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, allow_inf_nan=False)


def new_id() -> str:
    """A short random row ID, stable for the row's life and usable in addresses."""
    return secrets.token_hex(4)


class Row(Model):
    """A row of a table. Its ID is part of every address that points at it."""

    id: str = Field(default_factory=new_id, min_length=1, description="Kennung der Zeile, bleibt immer gleich")


Grundlage = Literal["", "tarif", "vertrag", "rechnung", "angebot", "schaetzung"]


class EvidencedRow(Row):
    """A cost line with its basis, calculation note and evidence (Fachvorgabe R1)."""

    grundlage: Grundlage = Field(default="", description="Worauf der Betrag beruht: tarif, vertrag, rechnung, angebot oder schaetzung")
    note: str = Field(default="", description="Rechenweg oder Begründung zu dieser Zeile, in eigenen Worten")
    evidence: str = Field(default="", description="Beleg zu dieser Zeile: Kennung einer Anlage oder woher er noch kommt")
    evidence_from: str = Field(default="", description="Wer den Beleg noch bringt; leer heißt: er liegt vor")
    evidence_due: date | None = Field(default=None, description="Bis wann der Beleg kommt")
