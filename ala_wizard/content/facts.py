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
WORDS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
"""Number words that are read, from 2 on; „ein“ is mostly no number."""
ROUGHLY = ("rund", "etwa", "ca.", "circa", "ungefähr", "knapp", "gut", "fast", "über")
"""Words right before a number that is not meant to the last digit."""
WORD_VALUES = {word: value for value, word in enumerate(WORDS, 2)}
_DIGITS = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d{1,9}(?:,\d+)?"
_ALONE = r"(?<![\w§])(?<!§\s)(?<!\d[.,:/])"
"""Before a number: it does not go on from another one, and is no place in a law."""
_NUMBER = rf"(?:(?P<low>{_DIGITS})\s?(?:–|-|bis)\s?|(?P<low_word>{'|'.join(WORDS)})\s?(?:–|-|bis)\s?)?(?:(?P<n>{_DIGITS})|(?P<word>{'|'.join(WORDS)}))"


class Typed(Entry):
    """How a number typed by hand is known to mean a fact, so that it can be compared."""

    patterns: tuple[Words, ...] = Field(min_length=1)
    """Regular expressions, capitals or not, each with {n} once where the number stands."""
    not_after: tuple[str, ...] = ()
    """Words right before the number that make it another thing: „je 12 Plätze“."""
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
                _compiled(pattern, self.not_after)
            except re.error as error:
                raise ValueError(f"{pattern}: {error}") from error
        return self

    @cached_property
    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, ready to search; the number is the group `n` or `word`, the lower end of a range `low` or `low_word`."""
        return tuple(_compiled(pattern, self.not_after) for pattern in self.patterns)


def _compiled(pattern: str, not_after: tuple[str, ...]) -> re.Pattern[str]:
    before = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in not_after)
    return re.compile(r"(?<!\w)" + pattern.replace(NUMBER, _ALONE + before + _NUMBER), re.IGNORECASE)


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
