"""What the user typed, as blocks: paragraphs, kept line breaks, bold, hanging lists, facts with their value. Nothing else is markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ala_wizard.checks.facts import Shown
from ala_wizard.documents.blocks import Block, ListBlock, ListItem, Note, Paragraph, Span
from ala_wizard.documents.wording import words
from ala_wizard.model.richtext import LEVELS, Line, Run, numbers, parse

Say = Callable[[str], Shown]
"""The words of a fact by its ID."""

BULLETS = ("•", "–", "·")
"""Signs of an item by level."""
BREAK = Span("\n")
_ITEM = re.compile(r"([ \t]*)[-•*] +(\S.*)")


def plain(text: str, quiet: bool = False) -> Paragraph:
    """A paragraph of one piece."""
    return Paragraph((Span(text),), quiet)


def blocks(stored: str, say: Say, foreign: Collection[int] = ()) -> tuple[Block, ...]:
    """A stored answer: a blank line begins a paragraph, lines that follow each other keep their break, items form lists.

    An indented line below an item goes on with it. `foreign` are the lines that are not the farm's own: each stands alone, below a
    remark that says so.
    """
    return tuple(_blocks(parse(stored), say, foreign))


def listed(text: str) -> tuple[Block, ...]:
    """A plain text of several lines: nothing in it is a mark, but lines that begin with `-`, `•` or `*` are meant as a list."""
    lines = []
    for line in re.split(r"\r\n|\r|\n", text):
        item = _ITEM.fullmatch(line)
        depth = len(item[1].expandtabs(2)) // 2 if item else 0
        lines.append(Line((Run(item[2]),), "-", min(depth, LEVELS - 1)) if item else Line((Run(line),)))
    return tuple(_blocks(lines, _nobody, ()))


def _nobody(_fact_id: str) -> Shown:
    """A plain text holds no facts."""
    raise AssertionError


def spans(stored: str, say: Say) -> tuple[Span, ...]:
    """A stored answer in one piece, where no list can stand: items keep their sign."""
    lines = parse(stored)
    found: list[Span] = []
    for line, number in zip(lines, numbers(lines), strict=True):
        found += [BREAK] if found else []
        found += [Span("  " * line.level + f"{_sign(line, number)} ")] if line.marker else []
        found += _spans(line, say)
    return _joined(found)


def _blocks(lines: Sequence[Line], say: Say, foreign: Collection[int]) -> Iterator[Block]:
    paragraph: list[Span] = []
    items: list[ListItem] = []
    for index, (line, number) in enumerate(zip(lines, numbers(lines), strict=True)):
        made = _spans(line, say)
        alone = index in foreign
        goes_on = bool(items) and not line.marker and not alone and line.flat[:1] in (" ", "\t") and bool(made)
        if paragraph and (line.marker or not made or alone):
            yield Paragraph(_joined(paragraph))
            paragraph = []
        if items and ((not line.marker and not goes_on) or alone):
            yield ListBlock(tuple(items))
            items = []
        if alone:
            yield Note("warn", words("common.example_text"))
        if line.marker:
            items.append(ListItem(_sign(line, number), _joined(made), line.level))
        elif goes_on:
            items[-1] = replace(items[-1], spans=_joined((*items[-1].spans, BREAK, *_begun(made))))
        elif made:
            paragraph += [BREAK, *made] if paragraph else made
        if alone and paragraph:
            yield Paragraph(_joined(paragraph))
            paragraph = []
    if paragraph:
        yield Paragraph(_joined(paragraph))
    if items:
        yield ListBlock(tuple(items))


def _sign(line: Line, number: int) -> str:
    return f"{number}." if number else BULLETS[line.level]


def _spans(line: Line, say: Say) -> list[Span]:
    """The runs of a line as a paper prints them; nothing where the line is blank."""
    found = []
    for run in line.runs:
        if not run.fact:
            found.append(Span(run.text, run.bold))
            continue
        fact = say(run.fact)
        found.append(Span(words("common.missing_fact", what=fact.text), missing=True) if fact.missing else Span(fact.text, run.bold))
    return found if any(span.text.strip() for span in found) else []


def _begun(spans_: Sequence[Span]) -> Iterable[Span]:
    """Without the blanks at the beginning."""
    first, *rest = spans_
    return (replace(first, text=first.text.lstrip()), *rest)


def _joined(spans_: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours of equal look in one, so that a plain text is one span."""
    found: list[Span] = []
    for span in spans_:
        if found and (found[-1].bold, found[-1].missing) == (span.bold, span.missing):
            found[-1] = replace(span, text=found[-1].text + span.text)
        elif span.text:
            found.append(span)
    return tuple(found)
