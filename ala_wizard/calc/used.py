"""Which legal values the figures of a case hang on: one place for findings, value files and the printed list (Fachvorgabe 4.1 to 4.3).

A value that an own input replaces is not used; nor is one that is looked up but changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ala_wizard.calc.arbeitsentgelt import AFG_VALUES, GESETZ_VALUES, HANDBUCH_VALUES
from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.content.parameters import ONE_BEZUGSGROESSE, Rates
from ala_wizard.model.case import Case


def used_values(case: Case, rates: Rates) -> frozenset[str]:
    """Names of the legal values that the reckoning of this case hangs on, known or not."""
    return frozenset(used_in_order(case, rates.region, compute(case, rates)))


def used_in_order(case: Case, region: str, results: Results) -> tuple[str, ...]:
    """The same names in the order in which the Kostenkalkulation comes to them; `region` as in `Rates`."""
    return tuple(dict.fromkeys((*_kosten(case), *_entgelt(case, region, results.stichtag), *_ergebnis(case, results))))


def _kosten(case: Case) -> Iterator[str]:
    inputs = case.kostenkalkulation
    if inputs.tage is None:
        yield "tage_im_jahr"
    if not inputs.vollzeit:
        yield "vollzeit_wochenstunden"
    for name, rows in (("abschreibung_gebaeude", inputs.gebaeude), ("abschreibung_inventar", inputs.inventar)):
        if any(row.cost is not None and row.rate is None for row in rows):
            yield name
    if inputs.fehltage:
        yield "fehltage_bezahlt"


def _entgelt(case: Case, region: str, day: date) -> Iterator[str]:
    """Both schemes are printed, so the values of both are used; none without groups."""
    inputs = case.arbeitsentgelt
    if not inputs.gruppen:
        return
    if any(row.grundbetrag is None for row in inputs.gruppen):
        yield "grundbetrag"
    yield from AFG_VALUES
    yield from GESETZ_VALUES
    if region == "ost" and day < ONE_BEZUGSGROESSE:
        yield "bezugsgroesse_ost"
    if inputs.insolvenz_verlangt:
        yield "insolvenzgeldumlage"
    yield from HANDBUCH_VALUES


def _ergebnis(case: Case, results: Results) -> Iterator[str]:
    """The rules of § 12 WVO, as soon as there is anything to share."""
    if results.ergebnis.ertraege or results.ergebnis.kosten or case.arbeitsentgelt.gruppen:
        yield from ("entgelt_mindestquote", "ruecklage_hoechstquote", "ruecklage_monate")
