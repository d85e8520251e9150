"""What can be wrong with an attachment, and what was taken out of the copy that goes out."""

from __future__ import annotations

from typing import Literal

from ala_wizard.content.texts import text

Refusal = Literal["kennwort", "kaputt", "gross", "seiten", "bombe", "formular", "bild_gross", "bild_kaputt", "weg"]
Removal = Literal["skripte", "aktionen", "verweise", "dateien", "formular", "medien", "unterschrift", "repariert"]


class RefusedError(Exception):
    """An attachment that cannot go along. `code` names the sentence under `anlage.` in the texts; str() is that sentence."""

    def __init__(self, code: Refusal, **values: object) -> None:
        super().__init__(text(f"anlage.{code}", **values))
        self.code = code


def removed(code: Removal) -> str:
    """The sentence for something that is not in the copy any more, or that was done to it."""
    return text(f"anlage.ohne_{code}")
