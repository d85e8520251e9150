"""Parts of the Tagessatz, and charts as shapes: they add up, and say in words what they show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.calc.anteile import tagessatz_anteile
from ala_wizard.documents.charts import Box, Dot, Label, line, stack
from ala_wizard.documents.rechenbilder import kostenstruktur
from ala_wizard.model.money import cent
from tests.calc.cases import example_a
from tests.documents.cases import results

AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2)


@given(AMOUNT, AMOUNT, AMOUNT, st.integers(min_value=1, max_value=200), st.integers(min_value=1, max_value=366))
def test_the_parts_add_up_to_the_rate_and_none_is_a_cent_off(a: Decimal, b: Decimal, c: Decimal, places: int, days: int) -> None:
    base = results(example_a()).kosten
    divisor = Decimal(places * days)
    kosten = replace(
        base,
        plaetze=Decimal(places),
        tage=Decimal(days),
        personalkosten=a,
        fixe_kosten=b,
        variable_kosten=c,
        tagessatz=cent((a + b + c) / divisor),
    )
    parts = tagessatz_anteile(kosten)
    assert parts is not None
    assert sum(parts) == kosten.tagessatz
    assert all(abs(part - amount / divisor) < Decimal("0.01") for part, amount in zip(parts, (a, b, c), strict=True))


def test_without_a_rate_there_are_no_parts() -> None:
    assert tagessatz_anteile(replace(results(example_a()).kosten, tagessatz=None)) is None


def test_the_parts_of_a_bar_differ_in_pattern_not_only_in_colour() -> None:
    parts = [("Eins", Decimal(50)), ("Zwei", Decimal(30)), ("Drei", Decimal(20))]
    boxes = [shape for shape in stack("Summe", parts).shapes if isinstance(shape, Box)]
    assert [box.pattern for box in boxes[:3]] == ["plain", "stripes", "dots"]
    widths = [box.width for box in boxes[:3]]
    # 50, 30 und 20 von 100 auf 720 Punkten mit zwei Lücken von 2
    assert [round(width, 1) for width in widths] == [358.0, 214.8, 143.2]


def test_the_words_of_a_low_point_stand_below_the_curve() -> None:
    points = [(str(place), Decimal(value)) for place, value in enumerate((5, 3, -4, 2, 6))]
    chart = line("Geld", points, [(2, "tief"), (4, "hoch")], "Worte")
    dots = [shape for shape in chart.shapes if isinstance(shape, Dot)]
    low, high = (next(shape for shape in chart.shapes if isinstance(shape, Label) and shape.words == word) for word in ("tief", "hoch"))
    assert low.y > dots[0].y
    assert high.y < dots[1].y or dots[1].y < 24 + 12
    months = [shape for shape in chart.shapes if isinstance(shape, Label) and shape.words == "2"]
    assert low.y + 14 < months[0].y


def test_the_bar_of_the_window_shows_the_parts_of_the_paper() -> None:
    """0.334 € each per place and day: the rate is 1.00, the first part bears the cent; 0.34 + 0.33 + 0.33."""
    amount = Decimal(334)
    kosten = replace(
        results(example_a()).kosten,
        plaetze=Decimal(1000),
        tage=Decimal(1),
        personalkosten=amount,
        fixe_kosten=amount,
        variable_kosten=amount,
        tagessatz=Decimal("1.00"),
    )
    alt = kostenstruktur(kosten).alt.replace("\u00a0", " ")
    assert alt.count("0,34 €") == 1
    assert alt.count("0,33 €") == 2
