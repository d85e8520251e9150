"""Plain tables for a terminal say since when a legal value holds, as far as that is known."""

from __future__ import annotations

from datetime import date

from ala_wizard import listing
from ala_wizard.content.loader import content
from ala_wizard.content.parameters import values_on


def test_a_first_day_that_is_not_known_is_called_so() -> None:
    lines = listing.values(values_on(content().parameters, date(2026, 1, 1)))
    line = {text.split()[0]: text for text in lines}
    # Rechtswerte: Grundbetrag 133 € seit 01.08.2024; the quota of § 12 Abs. 5 WVO is older than the values kept here
    assert "  01.08.2024  " in line["grundbetrag"]
    assert "  spätestens seit 01.01.2020  " in line["entgelt_mindestquote"]
