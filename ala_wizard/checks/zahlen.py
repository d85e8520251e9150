"""Numbers that somebody typed where the case knows a fact: do they agree? One pure function for findings and for the editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from ala_wizard.calc.results import Results
from ala_wizard.calc.zeilen import wert
from ala_wizard.checks.facts import at, number, shown
from ala_wizard.content.facts import ROUGHLY, WORD_VALUES, FactSpec, Typed
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.german import parse_decimal
from ala_wizard.model.money import DIGITS
from ala_wizard.model.richtext import parse

_ANY = re.compile(rf"\d|\b(?:{'|'.join(WORD_VALUES)})\b", re.IGNORECASE)

_ROUGHLY = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ROUGHLY))})\s$", re.IGNORECASE)
ROUGH = Decimal("0.1")
"""So far from the fact, as a share of it, a number may be that is said roughly."""


@dataclass(frozen=True)
class Clash:
    """A typed number that the case contradicts. Places count letters of `Line.flat`, where a fact is one letter."""

    line: int
    """Index of the stored line."""
    start: int
    end: int
    """The number with the words around it that say what it counts: to be underlined."""
    number_start: int
    number_end: int
    """The number alone: here the fact can stand instead."""
    typed: str
    """As it stands in the text: „12 Plätze“."""
    fact: str
    """ID of the fact that is the plain number."""
    known: str
    """What the case says: „8 Plätze“."""
    label: str
    """Name of the fact in the menu."""
    question: str
    """ID of the question that answers the fact."""


def clashes(stored: str, case: Case, results: Results, content: Content) -> tuple[Clash, ...]:
    """Every typed number of a stored text that stands for a fact and agrees with nothing that the case knows for it.

    A number that could speak of two facts is told once: of the one that more words around it speak for.
    """
    if not _ANY.search(stored):
        return ()
    found: dict[tuple[int, int], Clash] = {}
    with localcontext(prec=DIGITS):
        for clash in _clashes(stored, case, results, content):
            place = (clash.line, clash.number_end)
            if place not in found or len(found[place].typed) < len(clash.typed):
                found[place] = clash
    return tuple(found[place] for place in sorted(found))


def _clashes(stored: str, case: Case, results: Results, content: Content) -> Iterator[Clash]:
    lines = [(index, line.flat) for index, line in enumerate(parse(stored)) if _ANY.search(line.flat)]
    for spec in content.facts.values():
        known = number(spec, case, results, content) if lines and spec.typed is not None else None
        if spec.typed is None or known is None:
            continue
        allowed: tuple[Decimal, ...] | None = None
        seen: set[tuple[int, int]] = set()
        for index, flat in lines:
            for match in _matches(spec.typed, flat):
                place = (index, match.start("n") if match["n"] else match.start("word"))
                if allowed is None:
                    allowed = (known, *_others(spec.typed, case, results, content))
                if place not in seen and not _agrees(match, spec.typed, allowed):
                    yield _clash(index, match, spec, shown(spec.typed.told or spec.id, case, results, content).text, content)
                seen.add(place)


def _matches(typed: Typed, flat: str) -> Iterator[re.Match[str]]:
    for expression in typed.expressions:
        yield from expression.finditer(flat)


def _agrees(match: re.Match[str], typed: Typed, allowed: tuple[Decimal, ...]) -> bool:
    """Is a number, rounded as it was typed, one that the case knows? Said roughly, near one; a range, with one in it?"""
    high = _read(match["n"], match["word"])
    low = _read(match["low"], match["low_word"])
    if high is None or high < typed.least or high in typed.other:
        return True
    if low is not None:
        return any(low <= value <= high for value in allowed)
    if _ROUGHLY.search(match.string, 0, match.start("n" if match["n"] else "word")):
        return any(abs(high - value) <= abs(value) * ROUGH for value in allowed)
    exponent = Decimal(1).scaleb(int(high.as_tuple().exponent))
    return any(value.quantize(exponent, ROUND_HALF_UP) == high for value in allowed)


def _read(digits: str | None, word: str | None) -> Decimal | None:
    if word:
        return Decimal(WORD_VALUES[word.lower()])
    return parse_decimal(digits).value if digits else None


def _others(typed: Typed, case: Case, results: Results, content: Content) -> Iterator[Decimal]:
    """Everything else that may stand there."""
    for other in typed.also:
        value = number(content.facts[other], case, results, content)
        if value is not None:
            yield value
    for address in typed.values:
        yield from _values(case, address)
    if typed.legal:
        rates = Rates(content.parameters, results.stichtag, case.overrides, content.profile(case.profile).region)
        yield from (value for name in typed.legal if (value := wert(rates, name)) is not None)


def _values(case: Case, address: str) -> Iterator[Decimal]:
    """The numbers at an address: one, or those of a column."""
    table, _, column = address.rpartition(".")
    owner: Any = at(case, table)
    for row in owner if isinstance(owner, tuple) else (owner,):
        value = getattr(row, column)
        if value is not None:
            yield Decimal(value)


def _clash(index: int, match: re.Match[str], spec: FactSpec, known: str, content: Content) -> Clash:
    name = "n" if match["n"] else "word"
    first = next(group for group in ("low", "low_word", name) if match[group])
    label = content.facts[spec.typed.told].label if spec.typed and spec.typed.told else spec.label
    return Clash(
        line=index,
        start=match.start(),
        end=match.end(),
        number_start=match.start(first),
        number_end=match.end(name),
        typed=match[0],
        fact=spec.id,
        known=known,
        label=label,
        question=spec.question,
    )
