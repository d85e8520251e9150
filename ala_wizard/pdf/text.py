"""The one way of a user's text into a PDF: every character is printed as typed, nothing is markup.

What no font can show is printed as its code, for example [U+4E2D], so that nobody loses a word unnoticed.
Invisible controls (also those that turn the direction of writing) are dropped. Arabic letters take the form that their neighbours
ask for; `direction` brings what runs from right to left into its order when a line is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from ala_wizard.pdf.direction import shaped, typed
from ala_wizard.pdf.fonts import EMOJI, FALLBACKS, SANS, SYMBOLS, coverage

NBSP = "\u00a0"
_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_SPACES = re.compile("[\u1680\u2000-\u200a\u205f\u3000]")
_LEADING = re.compile(r"^ +", re.MULTILINE)
_RUNS = re.compile(r"  +")
_EMOJI_STYLE = "\ufe0f"


_LATIN, _SIGNS = range(0x20, 0x250), "–—‘’‚“”„•…‰‹›€"


@cache
def _plain() -> frozenset[str]:
    """Characters that Noto Sans prints as they are typed, line ends too: most texts have no others."""
    usual = (char for char in (*map(chr, _LATIN), *_SIGNS) if ord(char) in coverage(SANS) and not _silent(char))
    return frozenset((*usual, "\n", "\u00ad"))


def cleaned(text: str) -> str:
    """The text with one kind of line end, no invisible controls, and spaces that reportlab does not swallow."""
    return _spaced(text if _plain().issuperset(text) else _normal(text))


def _normal(text: str) -> str:
    """One kind of line end and of blank, no invisible controls."""
    text = shaped(unicodedata.normalize("NFC", text))
    text = _LINE_ENDS.sub("\n", text).expandtabs(4)
    text = _SPACES.sub(" ", text.replace("\u202f", NBSP).replace("\u2011", "-"))
    return "".join(char for char in text if char == "\n" or not _silent(char))


def _spaced(text: str) -> str:
    """Blanks that reportlab would swallow are made unbreakable."""
    text = _LEADING.sub(lambda match: NBSP * len(match[0]), text)
    return _RUNS.sub(lambda match: NBSP * (len(match[0]) - 1) + " ", text)


def _silent(char: str) -> bool:
    """Characters that print nothing by themselves: controls, direction marks, invisible tags.

    The emoji style mark stays for `_runs` to read; a soft hyphen stays, since reportlab breaks words there.
    """
    if char in ("\u00ad", _EMOJI_STYLE):
        return False
    return unicodedata.category(char) in ("Cc", "Cf") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _font(char: str) -> str:
    """The font that prints a character; empty where none can."""
    code = ord(char)
    return next((font for font in (SANS, *FALLBACKS) if code in coverage(font)), "")


def runs(text: str) -> list[tuple[str, str]]:
    """The text cut into pieces of one font each, as (font, piece)."""
    found: list[tuple[str, list[str]]] = []
    chars = cleaned(text)
    if chars and _plain().issuperset(chars):
        return [(SANS, chars)]
    for index, char in enumerate(chars):
        if char == _EMOJI_STYLE:
            continue
        font = SANS if char in "\n\u00ad" else _font(char)
        if char == " " and found and found[-1][0] == SYMBOLS and _font(chars[index + 1 : index + 2] or char) == SYMBOLS:
            font = SYMBOLS  # words that belong together stay in one piece
        if chars[index + 1 : index + 2] == _EMOJI_STYLE and ord(char) in coverage(EMOJI):
            font = EMOJI
        if font:
            _add(found, font, char)
            continue
        for letter in typed().get(char, char):
            _add(found, _font(letter) or SANS, letter if _font(letter) else f"[U+{ord(letter):04X}]")
    return [(font, "".join(pieces)) for font, pieces in found]


def _add(found: list[tuple[str, list[str]]], font: str, piece: str) -> None:
    if found and found[-1][0] == font:
        found[-1][1].append(piece)
    else:
        found.append((font, [piece]))


def lacking(text: str) -> str:
    """The characters of a text that no font can show, each once; they are printed as their codes."""
    strange = "\n".join(words for words in text.split("\n") if not _plain().issuperset(words))
    letters = (typed().get(char, char) for char in cleaned(strange) if char not in "\n\u00ad\ufe0f" and not _font(char))
    return "".join(dict.fromkeys(char for char in "".join(letters) if not _font(char)))


def markup(text: str) -> str:
    """A user's text as reportlab's paragraph markup."""
    parts: list[str] = []
    for font, piece in runs(text):
        escaped = escape(piece).replace("\n", "<br/>")
        parts.append(escaped if font == SANS else f'<font name="{font}">{escaped}</font>')
    return "".join(parts)


def line(text: str) -> str:
    """A user's text on a single line, drawn by hand or in what a file says of itself: line breaks become spaces."""
    return held(" ".join(text.split()))


def held(text: str) -> str:
    """A text as a file can hold it: controls are dropped; what is no character (half a surrogate, U+FFFE) is named by its code."""
    return text if text.isprintable() else "".join(_named(char) for char in text)


def _named(char: str) -> str:
    kind, code = unicodedata.category(char), ord(char)
    if kind == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return f"[U+{code:04X}]"
    return "" if kind == "Cc" and char not in "\n\t" else char
