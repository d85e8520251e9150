"""Where the sections of a printed paper stand, how long they are, and where some words stand in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ala_wizard.pdf.page import BOTTOM, HEIGHT, TOP, Drawn

ENOUGH = 0.5
"""More than this part of what was written must be found again in a piece of the page to call it the same."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Section:
    """A heading with an anchor and all that was drawn until the next one."""

    anchor: str
    level: int
    items: tuple[Drawn, ...]
    """The heading comes first."""


def sections(drawn: Iterable[Drawn]) -> tuple[Section, ...]:
    """The sections in the order of the paper. Cover and contents belong to none."""
    found: list[tuple[str, int, list[Drawn]]] = []
    for item in drawn:
        block = item.text.block
        if block is not None and block.anchor and (not found or found[-1][0] != block.anchor):
            found.append((block.anchor, block.level, []))
        if found:
            found[-1][2].append(item)
    return tuple(Section(anchor, level, tuple(items)) for anchor, level, items in found)


def _depth(page: int, height: float) -> float:
    """How far into the paper a height on a page is, in pages of text."""
    part = (HEIGHT - TOP - height) / (HEIGHT - TOP - BOTTOM)
    return float(page - 1 + min(max(part, 0.0), 1.0))


def lengths(found: Sequence[Section]) -> dict[str, float]:
    """How many pages each section takes, by anchor: from its heading to that of the next section of its level or above.

    What stays empty at the foot of a page belongs to the section before.
    """
    starts = [_depth(section.items[0].page, section.items[0].top) for section in found]
    lasts = [max(_depth(item.page, item.bottom) for item in section.items) for section in found]
    result: dict[str, float] = {}
    for index, section in enumerate(found):
        after = next((place for place in range(index + 1, len(found)) if found[place].level <= section.level), None)
        end = starts[after] if after is not None else max(lasts[index:])
        result[section.anchor] = max(0.0, end - starts[index])
    return result


def words_of(item: Drawn) -> str:
    """The words of the paragraph that this is, or is a piece of."""
    return "".join(str(getattr(piece, "text", "") or "") for piece in (item.text.whole or item.text).frags or ())


def find(section: Section, words: str) -> tuple[Drawn, ...]:
    """The paragraph or cell of a section that holds these words, with all pieces into which it was torn; or nothing.

    Where several hold them the one that says least beside them is meant; of equal ones the first.
    """
    wanted = Counter(_WORD.findall(words.lower()))
    if not wanted:
        return ()
    whole: dict[int, list[Drawn]] = {}
    for item in section.items[1:]:
        whole.setdefault(id(item.text.whole or item.text), []).append(item)
    best = 0.0
    found: tuple[Drawn, ...] = ()
    for pieces in whole.values():
        there = Counter(_WORD.findall(words_of(pieces[0]).lower()))
        common = (wanted & there).total()
        score = common / wanted.total() + common / max(1, there.total()) / 100
        if common > ENOUGH * wanted.total() and score > best:
            best, found = score, tuple(pieces)
    return found
