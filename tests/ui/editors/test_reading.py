"""Text to value: German notation, limits of the model, and a sentence for everything that does not fit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ala_wizard.content.schema import FieldSpec, PageField
from ala_wizard.model.costs import SachLine
from ala_wizard.ui.editors.reading import Limits, empty_value, limits_for, limits_of, read, show

NOT_NEGATIVE = Limits(ge=Decimal(0))


def spec(kind: str, **more: Any) -> FieldSpec:
    return FieldSpec.model_validate({"label": "Feld", "kind": kind, **more})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("money", "1.234,56", Decimal("1234.56")),
        ("money", "1234,5", Decimal("1234.5")),
        ("money", "12,", Decimal("12")),
        ("money", "12.", Decimal("12")),
        ("money", " 8 € ", Decimal("8")),
        ("hours", "38,5", Decimal("38.5")),
        ("percent", "60 %", Decimal("60")),
        ("count", "8", 8),
        ("count", "8,0", 8),
        ("counts", "0 0 60 75", (0, 0, 60, 75)),
        ("counts", "0;0, 60;75", (0, 0, 60, 75)),
        ("date", "1.3.2027", date(2027, 3, 1)),
        ("date", "2027-03-01", date(2027, 3, 1)),
        ("time", "8.30", "08:30"),
        ("money", "", None),
        ("date", "  ", None),
        ("counts", "", ()),
        ("time", "", ""),
        ("line", " so ", " so "),
    ],
)
def test_read(kind: str, typed: str, value: Any) -> None:
    found = read(spec(kind), typed, NOT_NEGATIVE)
    assert (found.value, found.problem, found.asked) == (value, "", "")


def test_english_notation_is_read_and_asked_back() -> None:
    found = read(spec("money"), "1234.56", NOT_NEGATIVE)
    assert found.value == Decimal("1234.56")
    assert found.asked == "Wir haben 1234.56 als 1.234,56\u00a0€ gelesen. Stimmt das?"


@pytest.mark.parametrize(
    ("kind", "typed", "part"),
    [
        ("money", "abc", "„abc“ können wir nicht als Zahl lesen."),
        ("money", "1,2,3", "„1,2,3“"),
        ("money", "-5", "ohne Minus"),
        ("hours", "-5", "unter null"),
        ("count", "8,5", "ganze Zahl"),
        ("counts", "0, x", "0, 0, 60, 75"),
        ("counts", "-1", "0, 0, 60, 75"),
        ("date", "31.2.2027", "gibt es im Kalender nicht"),
        ("date", "morgen", "nicht als Datum"),
        ("date", "1.3.2727", "Jahreszahl"),
        ("time", "25:00", "nicht als Uhrzeit"),
        ("money", "1234567890123456", "sehr lang"),
        ("decimal", "0,1234567890123", "Stellen nach dem Komma"),
    ],
)
def test_what_does_not_fit_says_so(kind: str, typed: str, part: str) -> None:
    found = read(spec(kind), typed, NOT_NEGATIVE)
    assert part in found.problem
    assert found.value is None


@pytest.mark.parametrize(
    ("kind", "example"),
    [("money", "1.234,56"), ("count", "8"), ("percent", "60"), ("hours", "3,5"), ("decimal", "3,5")],
)
def test_the_example_fits_the_kind(kind: str, example: str) -> None:
    """The examples that the design review asked for; each can be read in its own field."""
    assert read(spec(kind), "abc", NOT_NEGATIVE).problem.endswith(f"Schreiben Sie zum Beispiel {example}.")
    assert read(spec(kind), example, NOT_NEGATIVE).value is not None


def test_upper_limit() -> None:
    percent = Limits(ge=Decimal(0), le=Decimal(100))
    assert read(spec("percent"), "100", percent).value == Decimal(100)
    assert "höchstens 100" in read(spec("percent"), "100,5", percent).problem


def test_zero_where_more_is_asked() -> None:
    assert "mehr als 0" in read(spec("decimal"), "0", Limits(gt=Decimal(0))).problem


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("money", Decimal("1234.5"), "1.234,50"),
        ("money", Decimal("0.125"), "0,125"),
        ("hours", Decimal("38.50"), "38,5"),
        ("count", 1200, "1.200"),
        ("count", 0, "0"),
        ("counts", (0, 60), "0, 60"),
        ("date", date(2027, 3, 1), "01.03.2027"),
        ("money", None, ""),
        ("counts", (), ""),
        ("money", Decimal("-3"), "\N{MINUS SIGN}3,00"),
    ],
)
def test_show(kind: str, value: Any, shown: str) -> None:
    assert show(spec(kind), value) == shown


@pytest.mark.parametrize("kind", ["money", "decimal", "hours", "percent", "count", "counts", "date", "time"])
def test_what_is_shown_is_read_as_the_same(kind: str) -> None:
    values: dict[str, Any] = {"count": 1234, "counts": (1, 22, 333), "date": date(2026, 11, 20), "time": "07:05"}
    value = values.get(kind, Decimal("1234567.891"))
    assert read(spec(kind), show(spec(kind), value), Limits()).value == value


def test_limits_come_from_the_model() -> None:
    assert limits_of(SachLine, "staff_share") == Limits(ge=Decimal(0), le=Decimal(100))
    assert limits_of(SachLine, "share_whole") == Limits(gt=Decimal(0))
    assert limits_of(SachLine, "entry").values == ("direkt", "anteil", "je_platz")
    field = PageField.model_validate({"label": "U2", "kind": "percent", "target": "arbeitsentgelt.u2_satz"})
    assert limits_for(field) == Limits(ge=Decimal(0), le=Decimal(100))


def test_emptied_is_what_the_model_holds() -> None:
    assert [empty_value(kind) for kind in ("money", "date", "counts", "line", "time", "choice", "check")] == [
        None,
        None,
        (),
        "",
        "",
        "",
        False,
    ]
