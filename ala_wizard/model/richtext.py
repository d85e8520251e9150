"""Rich text in light marks: how the answer to a question of kind `text` is stored, read and written (docs/dateiformat.md).

`**bold**` is bold; a line that begins with `- ` or `1. ` is a list item, two blanks before it per level; `{plaetze}` stands for a
fact of the case; a backslash takes the meaning from the mark behind it. One stored line is one paragraph. Any text can be read:
what is no mark is a letter, so that nothing typed is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

Marker = Literal["", "-", "1."]
LEVELS = 3
"""Levels of a list, counted from 0; a deeper item is read as one of the last level."""

FACT_ID = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
"""How the ID of a fact is written."""

CHIP = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a fact where a line is looked at letter by letter."""

_ENDS = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(r"( *)(-|1\.) ")
_TOKEN = re.compile(rf"\\(?P<escaped>[\\*{{}}.\- ])|(?P<bold>\*\*)|\{{(?P<fact>{FACT_ID})\}}|(?P<text>[^\\*{{]+|.)", re.DOTALL)
_SPECIAL = re.compile(r"[\\*{]")
_LOOKS_LIKE_ITEM = re.compile(r"( *)(?:(-)|(\d+)(\.))(?= |$)", re.ASCII)


@dataclass(frozen=True)
class Run:
    """A piece of a line: letters, or one fact. A line end never stands inside. Raises ValueError where it would."""

    text: str = ""
    bold: bool = False
    fact: str = ""
    """ID of a fact; then there is no text."""

    def __post_init__(self) -> None:
        if _ENDS.search(self.text) or (self.fact and (self.text or not re.fullmatch(FACT_ID, self.fact))):
            raise ValueError("a run is letters of one line, or one fact")


@dataclass(frozen=True)
class Line:
    """One paragraph, or one item of a list. Raises ValueError for a level that no list has."""

    runs: tuple[Run, ...] = ()
    marker: Marker = ""
    level: int = 0
    """0 to 2; always 0 where there is no marker."""

    def __post_init__(self) -> None:
        if not 0 <= self.level < (LEVELS if self.marker else 1):
            raise ValueError("a paragraph has no level, an item 0 to 2")

    @property
    def flat(self) -> str:
        """The letters of the line with CHIP for every fact: one character each, so that places in it can be told."""
        return "".join(CHIP if run.fact else run.text for run in self.runs)


@lru_cache(maxsize=160)
def parse(stored: str) -> tuple[Line, ...]:
    """The lines of a stored text; an empty text is one empty line. Runs of equal look are one run, none is empty.

    Remembered, since checks, papers and window ask for the same answers after every key.
    """
    return tuple(_line(line) for line in _ENDS.split(stored))


def store(lines: Iterable[Line]) -> str:
    """The lines in marks: `parse` gives the same lines back (runs of equal look joined, empty ones left out)."""
    return "\n".join(_stored(line) for line in lines)


def escape(plain: str) -> str:
    """A plain text as stored: nothing in it is a mark, every line a paragraph. Line ends become `\\n`."""
    return store(Line((Run(line),)) for line in _ENDS.split(plain))


def plain(stored: str, show: Callable[[str], str] | None = None) -> str:
    """The text without marks; `show` gives the words of a fact, without it the fact stays as `{id}`. Items keep their marker."""
    lines = parse(stored)
    return "\n".join(mark + "".join(_shown(run, show) for run in line.runs) for line, mark in zip(lines, _marks(lines), strict=True))


def facts_in(stored: str) -> tuple[str, ...]:
    """The IDs of all facts in their order, each as often as it stands there; also those that nobody knows."""
    return tuple(run.fact for line in parse(stored) for run in line.runs if run.fact)


def numbers(lines: Sequence[Line]) -> tuple[int, ...]:
    """The number of every numbered item in its list, from 1; 0 for other lines.

    Numbering goes on across deeper levels and begins anew after a paragraph, a blank line or a bullet of its own level or above.
    """
    found: list[int] = []
    counts = [0] * LEVELS
    for line in lines:
        if line.marker == "1.":
            counts[line.level] += 1
            found.append(counts[line.level])
            below = line.level + 1
        else:
            found.append(0)
            below = line.level
        counts[below:] = [0] * (LEVELS - below)
    return tuple(found)


def unedited(stored: str, inserted: Iterable[str]) -> tuple[range, ...]:
    """Which lines are still exactly an inserted text, whole, wherever it stands; in order, never overlapping.

    Blank lines around an inserted text do not count. Of two texts that begin alike the longer one is found.
    """
    return unedited_lines([_stored(line) for line in parse(stored)], inserted)


def unedited_lines(lines: Sequence[str], inserted: Iterable[str]) -> tuple[range, ...]:
    """The same for a text whose lines are at hand, each as `store` writes it: this is asked at every key."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for text in inserted:
        block = _tidy(text)
        if block:
            by_first.setdefault(block[0], set()).add(block)
    found: list[range] = []
    at = 0
    while at < len(lines):
        fitting = [len(block) for block in by_first.get(lines[at], ()) if tuple(lines[at : at + len(block)]) == block]
        if fitting:
            found.append(range(at, at + max(fitting)))
            at += max(fitting)
        else:
            at += 1
    return tuple(found)


def _line(stored: str) -> Line:
    item = _ITEM.match(stored)
    if item is None:
        return Line(_runs(stored))
    marker: Marker = "-" if item[2] == "-" else "1."
    return Line(_runs(stored[item.end() :]), marker, min(len(item[1]) // 2, LEVELS - 1))


def _runs(stored: str) -> tuple[Run, ...]:
    """The marks inside a line. A `**` without its partner is two stars."""
    tokens = list(_TOKEN.finditer(stored))
    signs = sum(token["bold"] is not None for token in tokens)
    pairs, bold = signs - signs % 2, False
    pieces: list[Run] = []
    for token in tokens:
        if token["bold"] is not None and pairs:
            pairs -= 1
            bold = not bold
        elif token["fact"] is not None:
            pieces.append(Run(bold=bold, fact=token["fact"]))
        else:
            letters = token["bold"] or token["escaped"] or token["text"]
            pieces.append(Run(letters, bold))
    return tuple(_joined(pieces))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of equal look as one run; empty runs are dropped."""
    for (is_fact, bold), group in groupby((run for run in runs if run.text or run.fact), key=lambda run: (bool(run.fact), run.bold)):
        if is_fact:
            yield from group
        else:
            yield Run("".join(run.text for run in group), bold)


def _stored(line: Line) -> str:
    runs = tuple(_joined(line.runs))
    written = []
    for bold, group in groupby(runs, key=lambda run: run.bold):
        inner = "".join(f"{{{run.fact}}}" if run.fact else _escaped(run, run is runs[0] and not line.marker) for run in group)
        written.append(f"**{inner}**" if bold else inner)
    return "  " * line.level + (f"{line.marker} " if line.marker else "") + "".join(written)


def _escaped(run: Run, first: bool) -> str:
    """Letters with a backslash before everything that would be a mark; at the start of a line also before `-` and after `3`."""
    look = _LOOKS_LIKE_ITEM.match(run.text) if first else None
    if look is None:
        return _SPECIAL.sub(r"\\\g<0>", run.text)
    head = f"{look[1]}\\-" if look[2] else f"{look[1]}{look[3]}\\."
    return head + _SPECIAL.sub(r"\\\g<0>", run.text[look.end() :])


def _shown(run: Run, show: Callable[[str], str] | None) -> str:
    if not run.fact:
        return run.text
    return show(run.fact) if show is not None else f"{{{run.fact}}}"


def _marks(lines: Sequence[Line]) -> Iterator[str]:
    """What stands before every line of a plain text: bullet or number, indented by level."""
    for line, number in zip(lines, numbers(lines), strict=True):
        yield "  " * line.level + (f"{number}. " if number else "- ") if line.marker else ""


@lru_cache(maxsize=64)
def _tidy(text: str) -> tuple[str, ...]:
    """The lines of an inserted text as `store` writes them, without blank ones around."""
    return _without_blanks([_stored(line) for line in parse(text)])


def _without_blanks(lines: list[str]) -> tuple[str, ...]:
    full = [index for index, line in enumerate(lines) if line.strip()]
    return tuple(lines[full[0] : full[-1] + 1]) if full else ()
