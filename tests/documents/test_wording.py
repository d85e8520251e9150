"""Places in a law stay on one line in the papers."""

from __future__ import annotations

import pytest

from ala_wizard.documents.wording import cited


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("§ 59 Abs. 1 Satz 2 SGB IX", "§~59~Abs.~1~Satz~2~SGB~IX"),
        ("§ 9 Abs. 2, 3 WVO", "§~9~Abs.~2, 3~WVO"),
        ("§§ 219, 220 SGB IX", "§§~219, 220~SGB~IX"),
        ("§ 2 Abs. 1 bis 3 und 5 WVO", "§~2~Abs.~1 bis 3 und 5~WVO"),
        ("§ 22 Abs. 1 SGB VII in der Fassung bis Mai 2026", "§~22~Abs.~1~SGB~VII in der Fassung bis Mai 2026"),
        ("§ 1 MiLoV3", "§~1~MiLoV3"),
        ("Nach § 12 Abs. 5. Danach Neues", "Nach §~12~Abs.~5. Danach Neues"),
        ("Handbuch Kapitel 6.1", "Handbuch Kapitel 6.1"),
    ],
)
def test_a_place_in_a_law_breaks_only_between_numbers(typed: str, printed: str) -> None:
    assert cited(typed) == printed.replace("~", "\u00a0")
