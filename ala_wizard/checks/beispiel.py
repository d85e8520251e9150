"""Is an answer still that of the sample farm? In a real application it must not pass for the farm's own."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.checks.facts import showing
from ala_wizard.content.loader import Content
from ala_wizard.content.loader import content as own_content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.samples import example_farm
from ala_wizard.model import richtext
from ala_wizard.model.case import Case

LEAST = 60
"""A paragraph of fewer letters may well be the same by chance."""

_SIGN = re.compile(r"^(?:-|\d+\.) ")
"""What stands before an item."""


def example_lines(stored: str, case: Case, results: Results, content: Content) -> tuple[int, ...]:
    """The lines that are paragraphs of the sample farm, whichever question they answer there; none in an example."""
    if case.example or len(stored) < LEAST:
        return ()
    known = _paragraphs()
    as_stored, as_shown = (richtext.plain(stored, show).split("\n") for show in (None, showing(case, results, content)))
    return tuple(
        index for index, pair in enumerate(zip(as_stored, as_shown, strict=True)) if any(_folded(words) in known for words in pair)
    )


@cache
def _paragraphs() -> frozenset[str]:
    """What the sample farm says, both with its facts as chips and with their values: either may be copied."""
    farm, content = example_farm(), own_content()
    day = farm.period.start or date.min
    results = compute(farm, Rates(content.parameters, day, farm.overrides, content.profile(farm.profile).region), content.label)
    told = [richtext.plain(text, show) for text in farm.answers.values() for show in (None, showing(farm, results, content))]
    return frozenset(words for text in told for line in text.split("\n") if len(words := _folded(line)) >= LEAST)


def _folded(words: str) -> str:
    """Words with single blanks and without the sign of an item, so that neither line breaks nor lists hide a copy."""
    return _SIGN.sub("", " ".join(words.split()))
