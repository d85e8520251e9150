"""German notation: what people type and what they read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.model.german import (
    MAX_DIGITS,
    format_date,
    format_decimal,
    format_money,
    parse_date,
    parse_decimal,
    parse_time,
)


@pytest.mark.parametrize(
    ("typed", "value", "asked"),
    [
        ("1.234,56", "1234.56", False),
        ("1234,56", "1234.56", False),
        ("1234", "1234", False),
        ("1.234", "1234", False),  # a German thousand, never 1,234
        ("12.345.678", "12345678", False),
        ("1 234,50 €", "1234.50", False),
        ("1\u00a0234,5 EUR", "1234.5", False),
        ("19 %", "19", False),
        (",5", "0.5", False),
        ("-3,2", "-3.2", False),
        ("−3,2", "-3.2", False),
        ("+7", "7", False),
        ("007", "7", False),
        ("1234.56", "1234.56", True),
        ("1,234.56", "1234.56", True),
        ("0.30", "0.30", True),
        ("1.5", "1.5", True),
    ],
)
def test_numbers_that_are_read(typed: str, value: str, asked: bool) -> None:
    reading = parse_decimal(typed)
    assert (reading.value, reading.asked, reading.problem) == (Decimal(value), asked, "")


@pytest.mark.parametrize(
    "typed", ["acht", "1,2,3", "1.23.4", "12.34,5", "--5", "1e5", "½", "1,", ".", "-", "€€x", "NaN", "Infinity", "0x10"]
)
def test_nonsense_is_no_number(typed: str) -> None:
    reading = parse_decimal(typed)
    assert (reading.value, reading.problem) == (None, "zahl")


@pytest.mark.parametrize("typed", ["", "  ", "€", " % "])
def test_nothing_typed_is_nothing_read(typed: str) -> None:
    assert parse_decimal(typed) == parse_decimal("")
    assert parse_decimal(typed).problem == ""


def test_a_number_too_long_is_a_slip_of_the_finger() -> None:
    assert parse_decimal("9" * MAX_DIGITS).value == Decimal("9" * MAX_DIGITS)
    assert parse_decimal("9" * (MAX_DIGITS + 1)).problem == "zu_lang"
    assert parse_decimal("0" * 40 + "5").value == 5


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_written_is_read_again(value: Decimal) -> None:
    reading = parse_decimal(format_decimal(value, 2))
    assert (reading.value, reading.asked) == (value, False)


@given(st.text(max_size=30))
def test_any_text_has_exactly_one_reading(typed: str) -> None:
    reading = parse_decimal(typed)
    assert reading.value is None or reading.problem == ""


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        ("1234.5", 2, "1.234,50"),
        ("1234.5", None, "1.234,5"),
        ("0.005", 2, "0,01"),  # half up, not half even
        ("0.015", 2, "0,02"),
        ("2.675", 2, "2,68"),
        ("-0.001", 2, "0,00"),
        ("-1234567", 2, "−1.234.567,00"),
        ("1E+3", None, "1.000"),
        ("0.30", None, "0,3"),
        ("12", 0, "12"),
    ],
)
def test_numbers_as_written(value: str, places: int | None, written: str) -> None:
    assert format_decimal(Decimal(value), places) == written


def test_amounts_as_written() -> None:
    assert format_money(Decimal("44731.71"), "€") == "44.731,71\u00a0€"
    assert format_money(Decimal("194.15")) == "194,15"
    assert format_money(None, "€") == "–"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.3.2027", date(2027, 3, 1)),
        ("01.03.27", date(2027, 3, 1)),
        ("1/3/2027", date(2027, 3, 1)),
        ("1-3-2027", date(2027, 3, 1)),
        (" 29. 2. 2028 ", date(2028, 2, 29)),
        ("2027-03-01", date(2027, 3, 1)),
    ],
)
def test_dates_that_are_read(typed: str, value: date) -> None:
    assert parse_date(typed).value == value


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("März", "datum"),
        ("1.3.", "datum"),
        ("29.2.2027", "kein_tag"),
        ("31.4.2027", "kein_tag"),
        ("1.13.2027", "kein_tag"),
        ("1.1.1066", "jahr"),
        ("0.0.0000", "kein_tag"),
    ],
)
def test_days_that_do_not_exist(typed: str, problem: str) -> None:
    assert (parse_date(typed).value, parse_date(typed).problem) == (None, problem)


@given(st.integers(0, 36_000))
def test_every_written_date_is_read_again(days: int) -> None:
    day = date(1950, 1, 1) + timedelta(days=days)
    assert parse_date(format_date(day)).value == day


def test_no_date_is_a_dash() -> None:
    assert format_date(None) == "–"
    assert parse_date("").problem == ""


@pytest.mark.parametrize(
    ("typed", "value"),
    [("8", "08:00"), ("8.30", "08:30"), ("8:30", "08:30"), ("0830", "08:30"), ("8 Uhr", "08:00"), ("23:59", "23:59"), ("8h15", "08:15")],
)
def test_times_that_are_read(typed: str, value: str) -> None:
    assert parse_time(typed).value == value


@pytest.mark.parametrize("typed", ["24", "8:60", "acht", "8:3", "12345"])
def test_times_that_do_not_exist(typed: str) -> None:
    assert (parse_time(typed).value, parse_time(typed).problem) == (None, "zeit")
