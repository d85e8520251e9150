"""What the user typed, as blocks: paragraphs, kept line breaks, hanging lists. Nothing is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ala_wizard.documents.blocks import Block, ListBlock, ListItem, Paragraph, Span

_ITEM = re.compile(r"([ \t]*)([-•*]) +(\S.*)")
MAX_LEVEL = 2
"""Deeper levels of a typed list are printed like this one."""


def plain(text: str, quiet: bool = False) -> Paragraph:
    """A paragraph of one piece."""
    return Paragraph((Span(text),), quiet)


def blocks(text: str) -> tuple[Block, ...]:
    """A blank line begins a paragraph; lines that begin with `-`, `•` or `*` form a list."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    words: list[str] = []
    items: list[ListItem] = []
    for line in [*lines, ""]:
        match = _ITEM.fullmatch(line)
        goes_on = bool(items) and match is None and line[:1] in (" ", "\t") and bool(line.strip())
        if items and match is None and not goes_on:
            yield ListBlock(tuple(items))
            items = []
        if words and (match is not None or not line.strip()):
            yield plain("\n".join(words))
            words = []
        if match is not None:
            depth = len(match[1].expandtabs(2)) // 2
            items.append(ListItem(match[2], match[3].rstrip(), min(depth, MAX_LEVEL)))
        elif goes_on:
            last = items[-1]
            items[-1] = ListItem(last.marker, f"{last.text}\n{line.strip()}", last.level)
        elif line.strip():
            words.append(line.rstrip())
