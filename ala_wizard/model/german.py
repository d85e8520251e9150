"""German notation: numbers, amounts, dates, times as a person writes and reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from ala_wizard.model.money import quantize

T = TypeVar("T")

MINUS = "\N{MINUS SIGN}"
MAX_DIGITS = 15
"""More digits before the comma than any farm's books: refused as a slip of the finger."""


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What a typed text was read as. Exactly one of: empty, a value, or a problem.

    `problem` names what is wrong (`zahl`, `zu_lang`, `datum`, `kein_tag`, `jahr`, `zeit`, `ganz`, `grenze`); its sentence
    stands in `resources/texts/reading.toml`. `asked` means: read by a guess that the user should confirm.
    """

    value: T | None = None
    problem: str = ""
    asked: bool = False


_DE = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
_POINT = re.compile(r"\d+\.\d+", re.ASCII)
_EN = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
_NOISE = re.compile(r"[\s\u00a0\u202f'’€%]|EUR", re.IGNORECASE)


def parse_decimal(text: str) -> Reading[Decimal]:
    """Read a German number. `1.234,56` is plain; `1234.56` and `1,234.56` are read and asked back.

    Spaces, €, EUR and % are ignored. An empty text gives an empty reading, nonsense a problem.
    """
    bare = _NOISE.sub("", text)
    if not bare:
        return Reading()
    sign = ""
    if bare[0] in f"-{MINUS}+":
        sign, bare = ("-" if bare[0] != "+" else ""), bare[1:]
    asked = False
    if match := _DE.fullmatch(bare):
        digits = match[1].replace(".", "")
        plain = digits + ("." + match[2] if match[2] else "")
    elif _POINT.fullmatch(bare):
        plain, asked = bare, True
    elif _EN.fullmatch(bare):
        plain, asked = bare.replace(",", ""), True
    elif re.fullmatch(r",\d+", bare):
        plain = "0" + bare.replace(",", ".")
    else:
        return Reading(problem="zahl")
    if len(plain.split(".")[0].lstrip("0")) > MAX_DIGITS:
        return Reading(problem="zu_lang")
    return Reading(value=Decimal(sign + plain), asked=asked)


def format_decimal(value: Decimal, places: int | None = None) -> str:
    """Write a number the German way: `1.234,56`. Without `places` all its own decimals are kept."""
    shown = quantize(value, places) if places is not None else value
    text = f"{abs(shown):f}"
    whole, _, fraction = text.partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = MINUS if shown < 0 else ""
    return sign + grouped + ("," + fraction if fraction else "")


def format_exact(value: Decimal, least: int = 2) -> str:
    """Write a number with all its own decimals, but at least `least`: for reckonings that must give the printed result."""
    own = -int(value.normalize().as_tuple().exponent)
    return format_decimal(value, max(least, own))


def format_money(value: Decimal | None, unit: str = "") -> str:
    """Write an amount with two decimals; nothing known is written as a dash."""
    if value is None:
        return "–"
    return format_decimal(value, 2) + (f"\u00a0{unit}" if unit else "")


_DATE = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def format_size(size: int) -> str:
    """Bytes as people read them: 12 KB, 1,4 MB."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))}\u00a0KB"
    return f"{format_decimal(Decimal(round(size * 10 / (1 << 20))) / 10)}\u00a0MB"


def parse_date(text: str) -> Reading[date]:
    """Read a German date such as 1.3.2027, 01.03.27 or 2027-03-01."""
    bare = text.strip()
    if not bare:
        return Reading()
    if match := _DATE.fullmatch(bare):
        day, month, year = (int(part) for part in match.groups())
        year += 2000 if len(match[3]) == 2 else 0
    elif match := _ISO.fullmatch(bare):
        year, month, day = (int(part) for part in match.groups())
    else:
        return Reading(problem="datum")
    try:
        value = date(year, month, day)
    except ValueError:
        return Reading(problem="kein_tag")
    if not 1900 <= year <= 2199:
        return Reading(problem="jahr")
    return Reading(value=value)


def format_date(value: date | None) -> str:
    """Write a date as 01.03.2027; none is written as a dash."""
    return f"{value:%d.%m.%Y}" if value else "–"


def parse_time(text: str) -> Reading[str]:
    """Read a time of day such as 8, 8.30, 8:30 or 0830; the value is HH:MM."""
    bare = text.strip().lower().removesuffix("uhr").strip()
    if not bare:
        return Reading()
    match = re.fullmatch(r"(\d{1,2})(?:[.:h]?(\d{2}))?", bare)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return Reading(value=f"{int(match[1]):02d}:{int(match[2] or 0):02d}")
    return Reading(problem="zeit")
