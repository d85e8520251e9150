"""Writing that runs from right to left: letters in the form that their neighbours ask for, and each line in the order of its drawing.

reportlab draws one character after the other from left to right, as they were typed. Arabic letters would stand apart and in the
wrong order. The forms are those that Unicode itself has (Arabic Presentation Forms), the order is that of the Unicode Bidirectional
Algorithm (UAX #9) without its explicit marks, which papers never print.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

Look = TypeVar("Look")

_TURNING = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_JOINING = re.compile("[\u0600-\u08ff]")
_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))
LAM = "\u0644"
STRETCH, JOIN = "\u0640", "\u200d"
_PAIRS = ("()", "[]", "{}", "<>", "«»", "‹›", "≤≥")
_MIRRORED = {pair[0]: pair[1] for pair in (*_PAIRS, *(pair[::-1] for pair in _PAIRS))}


class _Forms(NamedTuple):
    """The forms of a letter; empty where there is none."""

    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


def turns(text: str) -> bool:
    """Is there a letter that runs from right to left?"""
    return _TURNING.search(text) is not None


# --- forms ------------------------------------------------------------------------------------------------------------


@cache
def _table() -> dict[str, _Forms]:
    """Each letter, and each pair that is written as one, with its forms."""
    found: dict[str, _Forms] = {}
    for code in (code for part in _FORMS for code in part):
        kind, *codes = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(entry, 16)) for entry in codes if kind.startswith("<"))
        if kind.strip("<>") in _Forms._fields and (
            len(letters) == 1 or (len(letters) == 2 and letters[0] == LAM and chr(code) >= "\ufef5")
        ):
            found[letters] = found.get(letters, _Forms())._replace(**{kind.strip("<>"): chr(code)})
    return found


@cache
def typed() -> dict[str, str]:
    """What was typed, by the form in which it is printed."""
    return {form: letters for letters, forms in _table().items() for form in forms if form}


def shaped(text: str) -> str:
    """The text, as typed from first to last, with Arabic letters in the form that their neighbours ask for."""
    if _JOINING.search(text) is None:
        return text
    return "".join(_joined(text))


def _joined(text: str) -> Iterator[str]:
    before = False  # does the letter before reach out to this one?
    place = 0
    while place < len(text):
        letter = text[place]
        if unicodedata.category(letter) == "Mn":
            yield letter
            place += 1
            continue
        pair = text[place : place + 2]
        letters = pair if len(pair) == 2 and pair in _table() else letter
        forms = _table().get(letters, _Forms())
        place += len(letters)
        after = bool(forms.initial) and _takes_hand(text, place)
        wanted = (forms.medial if after else forms.final) if before and forms.final else (forms.initial if after else forms.isolated)
        yield wanted or letters
        before = bool(forms.initial) or letter in (STRETCH, JOIN)


def _takes_hand(text: str, place: int) -> bool:
    """Does the next letter join to the one before it? Marks above and below do not part them."""
    for letter in text[place:]:
        if unicodedata.category(letter) != "Mn":
            return letter in (STRETCH, JOIN) or bool(_table().get(letter, _Forms()).final)
    return False


# --- order ------------------------------------------------------------------------------------------------------------


def backwards(text: str) -> bool:
    """Does the text as a whole run from right to left? Its first letter with a direction says so."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def turned(pieces: Iterable[tuple[Look, str]], whole: bool = False) -> list[tuple[Look, str]]:
    """The pieces of one line in the order of drawing, each letter with its look. `whole`: the text they are from runs backwards."""
    letters = [(look, letter) for look, piece in pieces for letter in piece]
    text = "".join(letter for _, letter in letters)
    found: list[tuple[Look, list[str]]] = []
    for place, is_turned in _order(text, int(whole)):
        look, letter = letters[place]
        drawn = _MIRRORED.get(letter, letter) if is_turned else letter
        if found and found[-1][0] is look:
            found[-1][1].append(drawn)
        else:
            found.append((look, [drawn]))
    return [(look, "".join(drawn)) for look, drawn in found]


def _order(text: str, base: int) -> list[tuple[int, bool]]:
    """Places of the letters from left to right, and which of them stand in a turned stretch. Marks stay behind their letter."""
    levels = _levels(text, base)
    groups: list[list[int]] = []
    for place, letter in enumerate(text):
        if groups and unicodedata.category(letter) in ("Mn", "Me"):
            groups[-1].append(place)
        else:
            groups.append([place])
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(groups):
            end = start
            while end < len(groups) and levels[groups[end][0]] >= level:
                end += 1
            groups[start:end] = groups[start:end][::-1]
            start = end + 1
    return [(place, levels[place] % 2 == 1) for group in groups for place in group]


def _levels(text: str, base: int) -> list[int]:
    """How often each letter is turned (rules W1 to I2 and L1)."""
    own = "R" if base else "L"
    kinds = _weak([unicodedata.bidirectional(letter) or "ON" for letter in text], own)
    _brackets(text, kinds, own)
    strong = ["R" if kind in ("R", "EN", "AN") else kind for kind in kinds]
    place = 0
    while place < len(kinds):
        if kinds[place] != "ON":
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] == "ON":
            end += 1
        left, right = strong[place - 1] if place else own, strong[end] if end < len(kinds) else own
        kinds[place:end] = [left if left == right else own] * (end - place)
        place = end
    found = [base + _raised(kind, base) for kind in kinds]
    for place in range(len(text) - 1, -1, -1):
        if not text[place].isspace():
            break
        found[place] = base
    return found


def _brackets(text: str, kinds: list[str], own: str) -> None:
    """Both brackets of a pair go the same way: that of what stands in them (rule N0)."""
    other = "L" if own == "R" else "R"
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, letter in enumerate(text):
        if letter in "([{":
            opened.append(place)
        elif letter in ")]}" and opened and _MIRRORED[letter] == text[opened[-1]]:
            pairs.append((opened.pop(), place))
    for start, end in sorted(pairs):
        inside = {"R" if kind in ("EN", "AN") else kind for kind in kinds[start + 1 : end]}
        before = next(("R" if kind in ("R", "EN", "AN") else "L" for kind in kinds[start - 1 :: -1] if kind != "ON"), own) if start else own
        if own in inside:
            kinds[start] = kinds[end] = own
        elif other in inside:
            kinds[start] = kinds[end] = other if before == other else own


def _raised(kind: str, base: int) -> int:
    if base:
        return 0 if kind == "R" else 1
    return {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)


def _weak(kinds: Sequence[str], own: str) -> list[str]:
    """Marks, numbers and their signs; what has no direction of its own becomes ON."""
    found = list(kinds)
    strong = before = own
    for place, kind in enumerate(found):
        taken = before if kind == "NSM" else kind
        before = found[place] = "AN" if taken == "EN" and strong == "AL" else taken
        strong = before if before in ("L", "R", "AL") else strong
    for place in range(1, len(found) - 1):
        left, right = found[place - 1], found[place + 1]
        if left == right and ((found[place] == "ES" and left == "EN") or (found[place] == "CS" and left in ("EN", "AN"))):
            found[place] = left
    place = 0
    while place < len(found):
        end = place
        while end < len(found) and found[end] == "ET":
            end += 1
        if end > place and "EN" in (found[place - 1 : place] + found[end : end + 1]):
            found[place:end] = ["EN"] * (end - place)
        place = max(end, place + 1)
    strong = own
    for place, kind in enumerate(found):
        if kind in ("L", "R", "AL"):
            strong = "R" if kind == "AL" else kind
            found[place] = strong
        elif kind == "EN":
            found[place] = "L" if strong == "L" else "EN"
        elif kind != "AN":
            found[place] = "ON"
    return found
