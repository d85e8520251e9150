"""Small words of the papers: places in a law that stay on one line, the cover's places, the ends of a scale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ala_wizard.documents.charts import Label, scale
from ala_wizard.documents.common import service
from ala_wizard.documents.wording import cited
from ala_wizard.model.case import Case


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


@pytest.mark.parametrize(("start", "said"), [(None, ""), (1, ", Start mit 1 Platz"), (2, ", Start mit 2 Plätzen")])
def test_the_cover_says_with_how_many_places_the_farm_begins(start: int | None, said: str) -> None:
    assert service(Case.model_validate({"offer": {"places_start": start}})) == f"Arbeitsbereich{said}"


def test_the_ends_of_a_scale_have_their_unit() -> None:
    """40 and 60 differ by 20, so a fifth, 4, is kept free at either side: from 36 on, up to the next whole euro above 64."""
    chart = scale("Satz", [("Eigener", Decimal(40), "40,00 €"), ("Anderer", Decimal(60), "60,00 €")])
    assert [shape.words for shape in chart.shapes if isinstance(shape, Label)][-2:] == ["36\u00a0€", "65\u00a0€"]
