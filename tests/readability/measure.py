"""Measures German texts: length of sentences, index of Flesch in Amstad's German form, officialese.

The index is 180 − words per sentence − 58.5 × syllables per word (Amstad 1978). From 60 on a text is plain, from 70 on easy; German
newspapers lie about 45, laws below 20. Syllables are counted by groups of vowels. Technical words that a farm meets anyway, figures,
abbreviations of laws and placeholders count as two syllables at most, whatever their length: they are no choice of the writer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
WORDS = Path(__file__).with_name("words.toml")

LONGEST = 18
"""Words in any sentence."""
MEDIAN = 10
"""Words in the middle sentence of each kind of text."""
FLOOR = 60
"""Index of every text that is long enough for one."""
MIDDLE = 65
"""Index of the middle text of each kind."""
ENOUGH = 20
"""Words from which on an index says something about a single text."""

KINDS = {
    "help": "Hilfen",
    "hint": "Hinweise zur Frage",
    "lead": "Einleitungen der Seiten",
    "text": "Lesetexte",
    "reference": "Wörter und Gesetze zum Nachschlagen",
    "authority": "Worauf die Behörde achtet",
    "example": "Beispiele",
    "empty": "Leere Tabellen",
    "finding": "Befunde",
    "item": "Punkte der Prüflisten",
    "note": "Anmerkungen zu Rechtswerten",
    "program": "Sätze des Programms",
    "paper": "Sätze der Unterlagen",
    "baustein": "Bausteine",
    "answer": "Antworten des Beispielhofs",
}
"""Kinds of text with their German name, in the order of the table."""

_SENTENCES = {"help", "hint", "lead", "text", "authority", "example", "empty", "why", "note", "verified_how"}
_OF_FOLDER = {
    "findings": "finding",
    "checklists": "item",
    "texts": "program",
    "documents": "paper",
    "bausteine": "baustein",
    "reference": "reference",
}
_ABBREVIATED = re.compile(r"\b(Abs|Nr|Art|Tab|Kap|Dipl|Ing|St|Mio|Mrd)\.")
_END = re.compile(r"(?<=[.?!…])[“)]?\s+(?=[^a-zäöüß])|(?<=:)\s+(?=[A-ZÄÖÜ„])|\n+")
_MARKS = re.compile(r"\*\*|^ *(?:-|1\.) ", re.MULTILINE)
_TOKEN = re.compile(r"[^\W_]+(?:[-.,:/][^\W_]+)*|\{[^}]*\}")
_VOWELS = re.compile(r"ei|ai|au|eu|äu|ie|aa|ee|oo|[aeiouyäöü]")


@dataclass(frozen=True)
class Text:
    """One text that a user reads, with its place."""

    kind: str
    file: str
    place: str
    words: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences; an item of a list is one of its own, and so is what follows a colon with a capital."""
        plain = _ABBREVIATED.sub(r"\1", _MARKS.sub("", self.words))
        return tuple(part.strip() for part in _END.split(plain) if tokens(part))

    @property
    def whole(self) -> bool:
        """Is it made of sentences, or just a label?"""
        return bool(re.search(r"[.?:…][“)]?$", self.words.strip(), re.MULTILINE)) and len(tokens(self.words)) > 2

    @cached_property
    def index(self) -> float | None:
        """Index of Amstad; None for a text too short for one."""
        found = tokens(" ".join(self.sentences))
        return None if len(found) < ENOUGH else amstad(self.sentences)


def tokens(text: str) -> list[str]:
    """The words, figures and placeholders of a text."""
    return _TOKEN.findall(text)


def syllables(word: str, spare: bool = True) -> int:
    """Spoken syllables by groups of vowels; what the writer cannot choose counts two at most (technical words only with `spare`)."""
    if word.startswith("{") or any(letter.isdigit() for letter in word) or (word.isupper() and len(word) > 1):
        return min(2, max(1, len(word)))
    counted = max(1, len(_VOWELS.findall(re.sub(r"qu", "q", word.lower()))))
    return min(2, counted) if spare and word.lower().startswith(_technical()) else counted


def amstad(sentences: tuple[str, ...], spare: bool = True) -> float:
    """The index over some sentences; without `spare` technical words count in full. Raises ZeroDivisionError where there is no word."""
    found = [word for sentence in sentences for word in tokens(sentence)]
    return 180 - len(found) / len(sentences) - 58.5 * sum(syllables(word, spare) for word in found) / len(found)


def officialese(text: str) -> list[str]:
    """Every turn of phrase of an office, with the plain way to say it."""
    plain = _MARKS.sub("", text)
    return [f"„{match[0]}“, besser: {better}" for pattern, better in _officialese() for match in pattern.finditer(plain)]


def texts() -> list[Text]:
    """All texts of the program that hold sentences, and the answers of the sample farm."""
    return [text for file in sorted(RESOURCES.glob("*/*.toml")) for text in _file(file) if text.whole]


def offenders(found: list[Text]) -> list[str]:
    """Every text beyond a limit, with file and place."""
    problems: list[str] = []
    for text in found:
        at = f"{text.file} {text.place}"
        problems += [f"{at}: {len(tokens(s))} Wörter: {s}" for s in text.sentences if len(tokens(s)) > LONGEST]
        problems += [f"{at}: {phrase}" for phrase in officialese(text.words)]
        if text.index is not None and text.index < FLOOR:
            problems.append(f"{at}: Index {text.index:.0f}: {text.words.strip()}")
    for row in table(found):
        if row.median > MEDIAN:
            problems.append(f"{row.name}: Satz in der Mitte {row.median:.0f} Wörter")
        if row.index is not None and row.index < MIDDLE:
            problems.append(f"{row.name}: Index in der Mitte {row.index:.0f}")
    return problems


@dataclass(frozen=True)
class Row:
    """What was measured for one kind of text."""

    name: str
    texts: int
    sentences: int
    median: float
    """Words in the middle sentence."""
    longest: int
    """Words in the longest sentence."""
    index: float | None
    """Middle index of the texts that are long enough."""
    lowest: float | None
    full: float | None
    """Middle index with every syllable of the technical words."""


def table(found: list[Text]) -> list[Row]:
    """One row for every kind of text that occurs."""
    rows = []
    for kind, name in KINDS.items():
        some = [text for text in found if text.kind == kind]
        lengths = [len(tokens(sentence)) for text in some for sentence in text.sentences]
        if not lengths:
            continue
        long = [text for text in some if text.index is not None]
        indexes = [text.index for text in long if text.index is not None]
        rows.append(
            Row(
                name,
                len(some),
                len(lengths),
                median(lengths),
                max(lengths),
                median(indexes) if indexes else None,
                min(indexes, default=None),
                median(amstad(text.sentences, spare=False) for text in long) if long else None,
            )
        )
    return rows


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _technical() -> tuple[str, ...]:
    return tuple(_words()["technical"])


@cache
def _officialese() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), better) for pattern, better in _words()["officialese"].items())


def _file(file: Path) -> Iterator[Text]:
    folder, name = file.parent.name, f"{file.parent.name}/{file.name}"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if folder == "samples":
        yield from (Text("answer", name, f"answers[{key}]", words) for key, words in data.get("answers", {}).items())
        return
    for place, key, words in _walk(data, "", ""):
        if folder in ("texts", "documents") or key in _SENTENCES:
            kind = _OF_FOLDER.get(folder, "note" if key == "verified_how" else key)
            yield Text(kind, name, place, words)


def _walk(value: Any, place: str, key: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        label = str(value.get("id") or value.get("name") or value.get("target") or value.get("key") or "")
        for name, inner in value.items():
            yield from _walk(inner, f"{place}.{label}.{name}".replace("..", ".").strip("."), name)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, place, key)
    elif isinstance(value, str):
        yield place, key, value
