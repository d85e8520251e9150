"""What may stand in `resources/facts/`: facts of the case that a text can show live, and how to read them where they were typed."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from ala_wizard.content.schema import Entry, Words
from ala_wizard.model.richtext import FACT_ID

NUMBER = "{n}"
"""Stands in a pattern for the number."""
ROUGHLY = ("rund", "etwa", "ca.", "circa", "ungefähr", "knapp", "gut", "fast", "über")
"""Words right before a number that is not meant to the last digit."""
_ONES = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TEENS = ("zehn", "elf", "zwölf", *(f"{one}zehn" for one in ("drei", "vier", "fünf", "sech", "sieb", "acht", "neun")))
_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")


def _plain(word: str) -> str:
    """A word as somebody types it who has no keys for ä, ö, ü and ß."""
    return word.replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")


def _words() -> dict[str, int]:
    said = {word: value for value, word in enumerate((*_ONES, *_TEENS), 1) if value > 1}
    for ten, word in enumerate(_TENS, 2):
        said |= {word: ten * 10} | {f"{one}und{word}": ten * 10 + value for value, one in enumerate(_ONES, 1)}
    said |= {"hundert": 100, "einhundert": 100}
    return said | {_plain(word): value for word, value in said.items()}


WORD_VALUES = _words()
"""Number words that are read, from 2 to 100; „ein“ is mostly no number."""


def _either(words: tuple[str, ...]) -> str:
    return "|".join(dict.fromkeys((*words, *map(_plain, words))))


WORD = rf"(?:(?:(?:{_either(_ONES)})und)?(?:{_either(_TENS)})|(?:ein)?hundert|{_either(_TEENS)}|{_either(_ONES[1:])})"
"""A pattern for exactly these words."""
_DIGITS = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d{1,9}(?:,\d+)?"
_ALONE = r"(?<![\w§])(?<!\d[.,:/])"
"""Before a number: it does not go on from another one."""
_NUMBER = rf"(?:(?P<low>{_DIGITS})\s?(?:–|-|bis)\s?|(?P<low_word>{WORD})\s?(?:–|-|bis)\s?)?(?:(?P<n>{_DIGITS})|(?P<word>{WORD}))"
STARTS = re.compile(rf"(?<!\w)(?:\d|{WORD})", re.IGNORECASE)
"""Finds where a number may begin."""
_BLANKS = re.compile(r"\\s(\??)(?![*+{])")


class Typed(Entry):
    """How a number typed by hand is known to mean a fact, so that it can be compared."""

    patterns: tuple[Words, ...] = Field(min_length=1)
    """Regular expressions, capitals or not, each with {n} once where the number stands."""
    not_after: tuple[str, ...] = ()
    """Words right before the number that make it another thing: „je 12 Plätze“."""
    things: tuple[str, ...] = ()
    """Regular expressions for words of the same clause that have such numbers of their own: „Der Bus hat 9 Plätze“."""
    also: tuple[str, ...] = ()
    """IDs of facts whose number may stand here as well."""
    values: tuple[str, ...] = ()
    """Addresses of further values of the case that may stand here; of a table's column every row counts."""
    legal: tuple[str, ...] = ()
    """Names of legal values that may stand here."""
    told: str = ""
    """ID of the fact that says the number with its words; without it this one."""
    other: tuple[int, ...] = ()
    """Numbers that always mean something else."""
    least: int = 0
    """Smaller numbers mean something else."""

    @model_validator(mode="after")
    def _compiles(self) -> Typed:
        for pattern in self.patterns:
            if pattern.count(NUMBER) != 1:
                raise ValueError(f"{pattern}: {NUMBER} must stand there once")
            try:
                _compiled(pattern)
            except re.error as error:
                raise ValueError(f"{pattern}: {error}") from error
        try:
            _thing(self.things)
        except re.error as error:
            raise ValueError(f"things: {error}") from error
        return self

    @cached_property
    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, ready to search; the number is the group `n` or `word`, the lower end of a range `low` or `low_word`."""
        return tuple(_compiled(pattern) for pattern in self.patterns)

    @cached_property
    def leading(self) -> frozenset[re.Pattern[str]]:
        """Those that begin with the number."""
        return frozenset(found for found, written in zip(self.expressions, self.patterns, strict=True) if written.startswith(NUMBER))

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """Finds one of the words `not_after` at the end of what stands before a number."""
        words = "|".join(map(re.escape, self.not_after))
        return re.compile(rf"(?<!\w)(?:{words})\s+$", re.IGNORECASE) if words else None

    @cached_property
    def thing(self) -> re.Pattern[str] | None:
        """Finds one of the `things` in a clause."""
        return _thing(self.things) if self.things else None


def _compiled(pattern: str) -> re.Pattern[str]:
    """Where a pattern wants one blank, a few will do."""
    spaced = _BLANKS.sub(lambda blank: r"\s{0,3}" if blank[1] else r"\s{1,3}", pattern)
    return re.compile(r"(?<!\w)" + spaced.replace(NUMBER, _ALONE + _NUMBER), re.IGNORECASE)


def _thing(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)


class FactSpec(Entry):
    """One fact: where it comes from, how it reads, which question answers it. It has exactly one source."""

    id: Annotated[str, StringConstraints(pattern=rf"^{FACT_ID}$")]
    label: Words
    """As a farm reads it in the menu „Angabe vom Hof“."""
    group: Words
    """Heading in the menu; facts of one group follow each other."""
    question: Words
    """ID of the question that answers it."""
    missing: Words
    """What the chip says while the value is unknown: „Zahl der Plätze fehlt“."""
    address: str = ""
    """A value or a table of the case."""
    instead: str = ""
    """Address of the value that holds where the first one is empty."""
    figure: str = ""
    """A figure of the calculators, as path in the results: `kosten.monatssatz`. One of 0 is not known yet."""
    legal: str = ""
    """Name of a legal value."""
    profile: Literal["", "name", "short"] = ""
    """A name of the Leistungsträger."""
    take: Literal["", "count", "sum", "max", "names"] = ""
    """What of a table: the number of its filled rows, a sum or the largest of a column, or the column's texts as a list."""
    column: str = ""
    """Column for `take`."""
    where: dict[str, str] = Field(default_factory=dict)
    """Only rows whose columns say this."""
    kind: Literal["text", "number", "money", "date"] = "text"
    places: int | None = Field(default=None, ge=0, le=4)
    """Decimals of a number; without it as typed."""
    one: str = ""
    """Words behind the number 1: „Platz“."""
    many: str = ""
    """Words behind any other number: „Plätze“."""
    typed: Typed | None = None

    @model_validator(mode="after")
    def _whole(self) -> FactSpec:
        if sum(map(bool, (self.address, self.figure, self.legal, self.profile))) != 1:
            raise ValueError(f"{self.id}: a fact has exactly one source")
        if (
            (self.take and not self.address)
            or bool(self.column) != (self.take in ("sum", "max", "names"))
            or (self.where and not self.take)
        ):
            raise ValueError(f"{self.id}: take, column and where belong to a table")
        if self.instead and (not self.address or self.take):
            raise ValueError(f"{self.id}: instead belongs to a single value")
        if bool(self.one) != bool(self.many) or (self.one and self.kind != "number"):
            raise ValueError(f"{self.id}: one and many belong together, and to a number")
        if (self.take in ("count", "sum", "max") and self.kind == "text") or (self.take == "names" and self.kind != "text"):
            raise ValueError(f"{self.id}: kind {self.kind} does not fit take {self.take}")
        if self.typed is not None and (self.kind not in ("number", "money") or self.one):
            raise ValueError(f"{self.id}: typed belongs to a plain number")
        return self
