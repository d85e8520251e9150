"""Where the lines of a broken paragraph end: at the end of a word, or inside one that goes on in the next line.

reportlab writes no blank at the end of a line. Who copies the text or has it read aloud would get „derHof“ for two words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import paragraph as rl

SOFT_HYPHEN = "\u00ad"


def ends(blocks: Any, frags: Sequence[Any]) -> list[bool]:
    """For each line of a paragraph: does a word end there? `blocks` are its lines as reportlab broke them, `frags` its text."""
    if not blocks.lines:
        return []
    return list(_of_frags(blocks.lines, frags) if blocks.kind else _of_words(blocks.lines, frags))


def _of_words(lines: Sequence[Any], frags: Sequence[Any]) -> Iterator[bool]:
    """A text of one look: its words are matched with those of the lines."""
    source = frags[0]
    tokens = iter(rl.split(source.text) if hasattr(source, "text") else list(source.words))
    rest = ""
    for _, words in lines:
        whole = True
        for word in words:
            if not rest:
                token = next(tokens, "")
                whole = not _goes_on(token)
                rest = token.replace(SOFT_HYPHEN, "")
            if rest.startswith(word):
                rest = rest[len(word) :]
            elif word.endswith("-") and rest.startswith(word[:-1]):
                rest = rest[len(word) - 1 :]
            else:
                rest = ""
        yield whole and not rest


def _goes_on(token: str) -> bool:
    """A piece of a word that a page's end has torn before."""
    if isinstance(token, rl._SplitWordEnd):
        return False
    return isinstance(token, rl._SplitWord | rl._SplitWordLL) or (isinstance(token, rl._SHYStr) and token.endswith("-"))


def _of_frags(lines: Sequence[Any], frags: Sequence[Any]) -> Iterator[bool]:
    """A text of several looks: reportlab keeps its words, and marks those that a blank follows and the breaks it made itself."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        stop = after.sFW if after is not None else len(frags)
        if line.lineBreak:
            yield True
        elif stop < len(frags) and isinstance(frags[stop], rl._InjectedFrag):
            yield False
        else:
            last = frags[stop - 1] if stop else None
            yield isinstance(last, rl._HSFrag) and not isinstance(last, rl._SplitFragLL)
