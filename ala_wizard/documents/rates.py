"""The dated values that a paper reckons with: those of the Stichtag, the user's own first, for the region of the Leistungsträger."""

from __future__ import annotations

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.documents.common import profile
from ala_wizard.model.case import Case


def rates_of(case: Case, content: Content, results: Results) -> Rates:
    """The values behind `results`."""
    return Rates(content.parameters, results.stichtag, case.overrides, profile(case, content).region)
