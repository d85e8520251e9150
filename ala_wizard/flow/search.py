"""Finding words in texts, the German way: pure functions, fast enough for every key.

Letters are folded (ä = ae, ß = ss, no capitals, no accents). A word of the query is found as a whole word, as the beginning
of one, inside a compound, and, from five letters on, with one slip of the finger (a letter wrong, missing, too much, or two
exchanged). All words of a query must be found. Exact finds come before slips, titles before texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

SLIP = 5
"""From so many letters on a slip of the finger is forgiven."""
WHOLE, BEGINNING, INSIDE, SLIPPED = 0, 2, 4, 10
"""How far off a find is; the smaller the better."""
TEXT = 4
"""A find in the text counts so much less than one in the title."""
TITLE = 6
"""So much nearer is a title that is just what was typed."""
EXCERPT = 96
"""Letters of an excerpt."""

_FOLDS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"}
_TOKEN = re.compile(r"[^\W_]+")


def plain(words: str) -> str:
    """Words as they are shown and searched: composed letters, no soft hyphens, single blanks."""
    return " ".join(_kept(words).split())


def _kept(words: str) -> str:
    return unicodedata.normalize("NFC", words).replace("\u00ad", "")


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """One letter as it is compared; may become two, or none."""
    small = letter.casefold()
    if small in _FOLDS:
        return _FOLDS[small]
    return "".join(part for part in unicodedata.normalize("NFKD", small) if part.isalnum())


def fold(words: str) -> str:
    """Words as they are compared: „Größe“ becomes „groesse“. Blanks and marks stay."""
    return "".join(_letter(letter) or ("" if unicodedata.combining(letter) else letter) for letter in _kept(words))


@lru_cache(maxsize=4096)
def tokens(words: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(found for token in _TOKEN.findall(_kept(words)) if (found := "".join(map(_letter, token))))


def one_slip(typed: str, meant: str) -> bool:
    """Is one wrong, missing, additional or exchanged letter (or none) between two words?"""
    if typed == meant:
        return True
    short, long = (typed, meant) if len(typed) <= len(meant) else (meant, typed)
    if len(long) - len(short) > 1:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]


def slipped_beginning(typed: str, meant: str) -> bool:
    """Is the beginning of a word typed with one slip? Its first two letters are right then."""
    return any(one_slip(typed, meant[:size]) for size in (len(typed), len(typed) + 1, len(typed) - 1) if size <= len(meant))


def _distance(typed: str, meant: str) -> int | None:
    """How far off a find is; None for none. Figures are found as a beginning only."""
    if meant.startswith(typed):
        return WHOLE if len(meant) == len(typed) else BEGINNING
    if typed in meant and not typed.isdigit() and len(typed) > 1:
        return INSIDE
    if len(typed) >= SLIP and (one_slip(typed, meant) or (meant[:2] == typed[:2] and slipped_beginning(typed, meant))):
        return SLIPPED
    return None


@dataclass(frozen=True)
class Item:
    """Something that can be found."""

    group: str
    """Which kind of thing: `seiten`, `fragen`, `antworten`, `hinweise`, `woerter`, `gesetze` or `befehle`."""
    title: str
    target: str
    """What to do with it; only the window knows."""
    text: str = ""
    """What else is searched, and where excerpts come from."""
    place: str = ""
    """Where it stands, in words."""
    also: str = ""
    """Searched like the title but not shown: abbreviations, numbers of questions."""
    spots: tuple[tuple[str, str], ...] = ()
    """Targets of the pieces of the text, where these differ: the piece with the first find wins."""


@dataclass(frozen=True)
class Found:
    """One find: the item, how far off, and where to go."""

    item: Item
    off: int
    target: str


class Index:
    """Items prepared for searching."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self._where: dict[str, list[int]] = {}
        for number, item in enumerate(self.items):
            titled = set(tokens(item.title)) | set(tokens(item.also))
            body = {token for piece in self._body(item) for token in tokens(piece)}
            for token in titled:
                self._where.setdefault(token, []).append(2 * number)
            for token in body - titled:
                self._where.setdefault(token, []).append(2 * number + 1)
        self._by_head: dict[str, list[str]] = defaultdict(list)
        self._by_tail: dict[str, list[str]] = defaultdict(list)
        for token in self._where:
            if len(token) >= SLIP - 1:
                self._by_head[token[:2]].append(token)
                self._by_tail[token[-2:]].append(token)

    @staticmethod
    def _body(item: Item) -> Iterator[str]:
        yield item.text
        yield item.place

    def _matching(self, typed: str) -> dict[int, int]:
        """Every item in which a word is found, and how far off at best."""
        offs: dict[int, int] = {}

        def note(token: str, off: int) -> None:
            for where in self._where[token]:
                number, text = divmod(where, 2)
                value = off + TEXT * text
                if value < offs.get(number, 99):
                    offs[number] = value

        exact = [token for token in self._where if typed in token]
        for token in exact:
            off = _distance(typed, token)
            if off is not None:
                note(token, off)
        if len(typed) >= SLIP:
            seen = set(exact)
            for token in {*self._by_head[typed[:2]], *self._by_tail[typed[-2:]]} - seen:
                if _distance(typed, token) is not None:
                    note(token, SLIPPED)
        return offs

    def find(self, query: str) -> list[Found]:
        """The items in which every word of the query is found, best first. An empty query finds nothing."""
        typed = list(dict.fromkeys(tokens(query)))
        if not typed:
            return []
        every = [self._matching(word) for word in typed]
        numbers = set(every[0]).intersection(*every[1:])
        ranked = sorted((sum(offs[number] for offs in every) - self._nearer(number, typed), number) for number in numbers)
        return [Found(self.items[number], off, self._spot(self.items[number], typed)) for off, number in ranked]

    def _nearer(self, number: int, typed: Sequence[str]) -> int:
        """A name that is what was typed comes first, then a title that begins with it."""
        item = self.items[number]
        titled = tokens(item.title)
        if tuple(typed) in (titled, tokens(item.also)):
            return TITLE
        return 1 if titled and titled[0].startswith(typed[0]) else 0

    @staticmethod
    def _spot(item: Item, typed: Sequence[str]) -> str:
        """The target of the piece in which the first word is found."""
        for target, words in item.spots:
            if any(_distance(typed[0], token) is not None for token in tokens(words)):
                return target
        return item.target


def finds(query: str, words: str) -> list[tuple[int, int]]:
    """Where the words of a query stand in a text that is `plain`: beginnings and ends of ranges to mark, in order, not overlapping.

    A find inside a word marks only those letters, a slip the whole word.
    """
    typed = tokens(query)
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(words):
        letters = [(place, letter) for place in range(match.start(), match.end()) for letter in _letter(words[place])]
        meant = "".join(letter for _, letter in letters)
        ranges = [mark for word in typed if (mark := _marked(word, meant)) is not None]
        if ranges:
            first, last = min(start for start, _ in ranges), max(end for _, end in ranges)
            found.append((letters[first][0], letters[last - 1][0] + 1))
    return found


def _marked(typed: str, meant: str) -> tuple[int, int] | None:
    """The letters of a folded word that a query word marks."""
    off = _distance(typed, meant) if meant else None
    if off is None:
        return None
    if off == SLIPPED:
        return 0, len(meant)
    start = meant.find(typed)
    return start, start + len(typed)


def excerpt(query: str, words: str, size: int = EXCERPT) -> str:
    """A piece of a text round the first find, cut at blanks; empty when nothing is found there."""
    whole = plain(words)
    marks = finds(query, whole)
    if not marks:
        return ""
    if len(whole) <= size:
        return whole
    start = max(0, marks[0][0] - size // 3)
    if start:
        start = whole.find(" ", start - 1, marks[0][0]) + 1 or marks[0][0]
    end = min(len(whole), start + size)
    if end < len(whole):
        blank = whole.rfind(" ", max(start, marks[0][1]), end)
        end = blank if blank > 0 else end
    return f"{'… ' if start else ''}{whole[start:end]}{' …' if end < len(whole) else ''}"
