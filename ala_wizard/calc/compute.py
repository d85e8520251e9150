"""One reckoning for all faces: window, documents and command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ala_wizard.calc.arbeitsentgelt import arbeitsentgelt
from ala_wizard.calc.arbeitsergebnis import arbeitsergebnis
from ala_wizard.calc.kostenkalkulation import Labels, kostenkalkulation
from ala_wizard.calc.remembered import remembered
from ala_wizard.calc.results import Results
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case

if TYPE_CHECKING:
    from ala_wizard.calc.belegung import Belegung
    from ala_wizard.calc.erklaerung import Erklaerung
    from ala_wizard.calc.hochlauf import Hochlauf
    from ala_wizard.calc.szenarien import Szenarien
    from ala_wizard.calc.vorfinanzierung import Vorfinanzierung


@dataclass(frozen=True)
class SideResults:
    """What is reckoned beside the application, on demand: it is not needed at every key."""

    vorfinanzierung: Vorfinanzierung
    belegung: Belegung
    hochlauf: Hochlauf
    szenarien: Szenarien
    erklaerungen: tuple[Erklaerung, ...]


def _plain(_choice_set: str, value: str) -> str:
    return value


def compute(case: Case, rates: Rates, labels: Labels = _plain) -> Results:
    """Reckon everything. `labels` gives the words of the standard rows (`content.label`)."""
    rates = remembered(rates)
    kosten = kostenkalkulation(case, rates, labels)
    entgelt = arbeitsentgelt(case, rates)
    return Results(stichtag=rates.day, kosten=kosten, entgelt=entgelt, ergebnis=arbeitsergebnis(case, rates, kosten, entgelt))


def side(case: Case, rates: Rates, results: Results, labels: Labels = _plain) -> SideResults:
    """Reckon liquidity, occupancy, ramp-up, variants and explanations from a case and its results."""
    from ala_wizard.calc.belegung import belegung
    from ala_wizard.calc.erklaerung import explain_all
    from ala_wizard.calc.hochlauf import hochlauf
    from ala_wizard.calc.szenarien import szenarien
    from ala_wizard.calc.vorfinanzierung import vorfinanzierung

    rates = remembered(rates)
    kosten, entgelt, ergebnis = results.kosten, results.entgelt, results.ergebnis
    return SideResults(
        vorfinanzierung=vorfinanzierung(case, rates, entgelt),
        belegung=belegung(case, rates, kosten, labels),
        hochlauf=hochlauf(case, rates, kosten, entgelt, ergebnis),
        szenarien=szenarien(case, rates, results, labels),
        erklaerungen=explain_all(case, rates, results),
    )
