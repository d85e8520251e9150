"""Numbers that somebody typed where the case knows a fact: do they agree? One pure function for findings and for the editor."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Any

from ala_wizard.calc.results import Results
from ala_wizard.calc.zeilen import wert
from ala_wizard.checks.facts import at, number, shown
from ala_wizard.content.facts import ROUGHLY, STARTS, WORD, WORD_VALUES, FactSpec, Typed
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.german import parse_decimal
from ala_wizard.model.money import DIGITS
from ala_wizard.model.richtext import parse

_ANY = re.compile(rf"\d|\b{WORD}\b", re.IGNORECASE)

_ROUGHLY = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ROUGHLY))})\s$", re.IGNORECASE)
ROUGH = Decimal("0.1")
"""So far from the fact, as a share of it, a number may be that is said roughly."""


_PLACE = re.compile(
    r"(?:§|(?<!\w)(?:Art|Artikel|Abs|Absatz|Nr|Nummer|Satz|Seite|S|Anlage|Anhang|Kapitel|Ziffer|Punkt|Gruppe|Haus|Schritt|Phase)\.?)\s{0,3}$",
    re.IGNORECASE,
)
"""Before digits: they name a place in a law or a paper, or the one of several that is meant."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTED = re.compile(r'„[^„“”"]*[“”"]|“[^“”]*”|"[^"]*"|»[^»«]*«|«[^»«]*»|‚[^‚‘’]*[‘’]')
_CLAUSE = re.compile(r"[,;]\s|[()]|[.!?]\s+(?=[^\Wa-z\d_])|\s[–—-]\s")
"""Ends of a clause: what stands beyond speaks of something else."""
_OWN = re.compile(r"\b(?:wir|uns|unser\w*|ich|mein\w*)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:zur|neben|statt|anstatt|anstelle|außerhalb|aus|von)\s(?:(?:in|der|einer|großen)\s)*(?:Werkstatt|WfbM|Werkstätten)\b",
    re.IGNORECASE,
)
"""Says of the farm's own offer what it is not."""
_FOREIGN = re.compile(
    r"\b(?:\w*Werkst(?:att|ätten)|WfbM|\w*Landkreis|Kreisstadt|Deutschland|Bundesländer|bundesweit|landesweit|sachsenweit|in\sSachsen|Nachbar\w*|nebenan"
    r"|\w*Verb(?:and|ände)|andere[nrms]?|ein\sanderer|die\smeisten|Studien?|Umfragen?|Statistik|Wohnst\w+|Wohnheim\w*|Krankenhaus|Klinik|Schule)\b",
    re.IGNORECASE,
)
"""Somebody else; where a clause says „wir“ as well, it is about the farm."""
_PAST = re.compile(
    r"\b(?:früher|damals|einst|ehemals|seinerzeit|vor\s\w+\sJahren|ursprünglich|bei\sder\sÜbernahme|im\sVorjahr)\b", re.IGNORECASE
)


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

    @property
    def said(self) -> str:
        """`typed` with single blanks: how a number is remembered that shall stay."""
        return " ".join(self.typed.split())


def clashes(stored: str, case: Case, results: Results, content: Content, confirmed: Collection[str] = ()) -> tuple[Clash, ...]:
    """Every typed number of a stored text that stands for a fact and agrees with nothing that the case knows for it.

    A number that could speak of two facts is told once: of the one that more words around it speak for. `confirmed` are numbers
    with their words (`Clash.said`) of which somebody said that they mean something else.
    """
    if not _ANY.search(stored):
        return ()
    found: dict[tuple[int, int], Clash] = {}
    with localcontext(prec=DIGITS):
        for clash in _clashes(stored, case, results, content):
            place = (clash.line, clash.number_end)
            if place not in found or len(found[place].typed) < len(clash.typed):
                found[place] = clash
    return tuple(found[place] for place in sorted(found) if found[place].said not in confirmed)


def _clashes(stored: str, case: Case, results: Results, content: Content) -> Iterator[Clash]:
    lines = [(index, line.flat) for index, line in enumerate(parse(stored)) if _ANY.search(line.flat)]
    own = _names(case)
    for spec in content.facts.values():
        known = number(spec, case, results, content) if lines and spec.typed is not None else None
        if spec.typed is None or known is None:
            continue
        allowed: tuple[Decimal, ...] | None = None
        seen: set[tuple[int, int]] = set()
        for index, flat in lines:
            for match in _matches(spec.typed.expressions, spec.typed.leading, flat):
                place = (index, match.start("n") if match["n"] else match.start("word"))
                if allowed is None:
                    allowed = (known, *_others(spec.typed, case, results, content))
                if place not in seen and not _agrees(match, spec.typed, allowed) and not _speaks_of_else(match, spec.typed, own):
                    yield _clash(index, match, spec, shown(spec.typed.told or spec.id, case, results, content).text, content)
                seen.add(place)


@lru_cache(maxsize=4096)
def _matches(expressions: tuple[re.Pattern[str], ...], leading: frozenset[re.Pattern[str]], flat: str) -> tuple[re.Match[str], ...]:
    """Where a line may speak of a fact. Remembered: all lines are looked at after every change, and few of them changed."""
    starts = [found.start() for found in STARTS.finditer(flat)]
    found: list[re.Match[str]] = []
    for one in expressions:
        found += filter(None, (one.match(flat, start) for start in starts)) if one in leading else one.finditer(flat)
    return tuple(found)


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


def _speaks_of_else(match: re.Match[str], typed: Typed, own: re.Pattern[str] | None) -> bool:
    """Is a number a place in a law, a year, part of a quotation, or one of somebody or something else?"""
    flat = match.string
    first = next(group for group in ("low", "low_word", "n", "word") if match[group])
    start, end = match.start(first), match.end("n" if match["n"] else "word")
    if typed.before is not None and typed.before.search(flat, 0, start):
        return True
    if match["n"] and (_YEAR.fullmatch(match["n"]) or _PLACE.search(flat, 0, start)):
        return True
    if any(quoted.start() < start and end < quoted.end() for quoted in _QUOTED.finditer(flat)):
        return True
    clause = _clause(flat, match.start(), match.end())
    ours = bool(_OWN.search(clause))
    if own is not None:
        clause, named = own.subn(" ", clause)
        ours = ours or bool(named)
    if _PAST.search(clause) or (typed.thing is not None and typed.thing.search(clause)):
        return True
    return not ours and bool(_FOREIGN.search(_BESIDE.sub(" ", clause)))


def _clause(flat: str, start: int, end: int) -> str:
    """The part of a line around a place that is one thought."""
    first, last = 0, len(flat)
    for cut in _CLAUSE.finditer(flat):
        if cut.end() <= start:
            first = cut.end()
        elif cut.start() >= end:
            last = cut.start()
            break
    return flat[first:last]


def _names(case: Case) -> re.Pattern[str] | None:
    """The farm and its offer: „Hof Sonnenwiese“ is no meadow, and who names it speaks of it."""
    names = [" ".join(name.split()) for name in (case.offer.title, case.farm.name, case.farm.traeger) if name.strip()]
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if names else None


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
