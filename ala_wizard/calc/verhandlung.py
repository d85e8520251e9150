"""The negotiation in one reckoning: floor, asked rate, comparison, tariff share, keys, agreement, dates. Never exported unasked."""

from __future__ import annotations

from dataclasses import dataclass

from ala_wizard.calc.betriebliche_form import BetrieblicheForm, betriebliche_form
from ala_wizard.calc.fristen import Fristen, fristen
from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.untergrenze import Forderung, Untergrenze, Vereinbart, forderung, untergrenze, vereinbart
from ala_wizard.calc.vergleich import Tarifanteil, Vergleich, tarifanteil, vergleich
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case


@dataclass(frozen=True)
class Verhandlung:
    """All that the negotiation page shows."""

    untergrenze: Untergrenze
    forderung: Forderung
    vergleich: Vergleich
    tarif: Tarifanteil
    betriebliche_form: BetrieblicheForm
    vereinbart: Vereinbart
    fristen: Fristen


def verhandlung(case: Case, rates: Rates, kosten: KostenResult) -> Verhandlung:
    """Reckon the negotiation from the case and its Kostenkalkulation."""
    inputs = case.verhandlung
    floor = untergrenze(inputs, kosten, rates)
    asked = forderung(inputs, kosten, floor)
    return Verhandlung(
        untergrenze=floor,
        forderung=asked,
        vergleich=vergleich(inputs, asked.satz),
        tarif=tarifanteil(inputs, kosten),
        betriebliche_form=betriebliche_form(case, kosten, rates),
        vereinbart=vereinbart(case.kostenkalkulation.tagessatz_vereinbart, kosten, floor),
        fristen=fristen(inputs),
    )
