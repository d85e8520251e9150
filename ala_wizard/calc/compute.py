"""One reckoning for all faces: window, documents and command line."""

from __future__ import annotations

from ala_wizard.calc.arbeitsentgelt import arbeitsentgelt
from ala_wizard.calc.arbeitsergebnis import arbeitsergebnis
from ala_wizard.calc.kostenkalkulation import Labels, kostenkalkulation
from ala_wizard.calc.results import Results
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case


def _plain(_choice_set: str, value: str) -> str:
    return value


def compute(case: Case, rates: Rates, labels: Labels = _plain) -> Results:
    """Reckon everything. `labels` gives the words of the standard rows (`content.label`)."""
    kosten = kostenkalkulation(case, rates, labels)
    entgelt = arbeitsentgelt(case, rates)
    return Results(stichtag=rates.day, kosten=kosten, entgelt=entgelt, ergebnis=arbeitsergebnis(case, rates, kosten, entgelt))
