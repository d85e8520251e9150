"""All side calculators of one case together (Fachvorgabe 4.4). They change no figure of the application."""

from __future__ import annotations

from dataclasses import dataclass

from ala_wizard.calc.fahrdienst import Fahrdienst, fahrdienst
from ala_wizard.calc.gwg import Gwg, gwg
from ala_wizard.calc.mittagessen import Mittagessen, mittagessen
from ala_wizard.calc.modelle import Modelle, modelle
from ala_wizard.calc.results import Results
from ala_wizard.calc.sab import Sab, sab
from ala_wizard.calc.schwellen import Schwellen, schwellen
from ala_wizard.calc.verhandlung import Verhandlung, verhandlung
from ala_wizard.calc.vertretung import Vertretung, vertretung
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case


@dataclass(frozen=True)
class Neben:
    """What stands beside the three calculators."""

    verhandlung: Verhandlung
    sab: Sab
    schwellen: Schwellen
    mittagessen: Mittagessen
    fahrdienst: Fahrdienst
    vertretung: Vertretung
    modelle: Modelle
    gwg: Gwg


def neben(case: Case, rates: Rates, results: Results, land: str) -> Neben:
    """Reckon everything beside the application; `land` is the Land of the profile."""
    return Neben(
        verhandlung=verhandlung(case, rates, results.kosten),
        sab=sab(case, rates, results.kosten),
        schwellen=schwellen(case, rates),
        mittagessen=mittagessen(case.planung, rates),
        fahrdienst=fahrdienst(case.planung),
        vertretung=vertretung(case, rates),
        modelle=modelle(case, rates, results.entgelt, land),
        gwg=gwg(case, rates),
    )
