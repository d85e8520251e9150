"""Knows German words: the shipped dictionary, the words of this field, the user's own, and the names in the open case.

The engine is hunspell from a wheel; where it is not to be had, `load` says so and the program goes on without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from ala_wizard.content.loader import read_toml
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words
from ala_wizard.spelling.words import SHORT_CAPITALS

LANGUAGE = "de_DE"
MOST = 6
"""Suggestions offered."""
LINKS = ("", "s", "n", "en", "es")
"""How the first part of a German compound joins the second."""
STEMS = ("en", "n", "e")
"""What a verb or a noun drops at the joint: „Schnuppertag“ from „schnuppern“, „Schulhof“ from „Schule“."""
FIRST, SECOND = 3, 4
"""Letters that the parts of a compound must have, so that no slip passes for two words."""

_PREFIXED = re.compile(
    "(?:ab|an|auf|aus|bei|durch|ein|entgegen|fort|gegen|heran|heraus|herein|her|hinein|hinaus|hin|hinzu|los|mit|nach|um|vor|weg|weiter|wieder|zu|zurück|zusammen)"
    "(ge[a-zäöüß]{2,}(?:t|en)(?:e[mnrs]?)?)"
)

_SPOKEN = re.compile(r"([^\W\d_]+)['’]s")
"""„gibt’s“, „wenn’s“: right behind a word that is written small. „Hof’s“ is none."""


class NoEngineError(RuntimeError):
    """There is no spell checker on this computer."""


class Engine(Protocol):
    """What is used of hunspell."""

    def spell(self, word: str) -> bool:
        """Is this form in the dictionary?"""

    def suggest(self, word: str) -> Iterable[str]:
        """Other forms, the likeliest first. Slow: up to some tenths of a second."""

    def add(self, word: str) -> object:
        """Know a word from now on."""

    def add_with_affix(self, word: str, example: str) -> object:
        """Know a word from now on, in all forms that the example has."""


class Group(Entry):
    """Words of the field that are inflected like an example, or stand as they are."""

    like: str = ""
    words: tuple[Words, ...]


class Slip(Entry):
    """The beginning of words that look like German and are slips, and what is meant: „Werkstadt“, „Werkstatt“."""

    wrong: Words
    right: Words


class FieldWords(Entry):
    """The file `fachwoerter.toml`."""

    groups: tuple[Group, ...]


def field_words(folder: Path | None = None) -> tuple[Group, ...]:
    """The words of this field. Raises ContentError, or pydantic.ValidationError for a file that is not as it should be."""
    data = read_toml((folder or resources() / "spelling") / "fachwoerter.toml")
    return FieldWords(groups=tuple(Group(**entry) for entry in data["group"])).groups


def slips(folder: Path | None = None) -> tuple[Slip, ...]:
    """Slips that pass for compounds. Raises as `field_words` does."""
    data = read_toml((folder or resources() / "spelling") / "verwechselt.toml")
    return tuple(Slip(**entry) for entry in data["slip"])


def load() -> Speller:
    """The checker with the dictionary and the words of the field; takes some hundredths of a second. Raises NoEngineError."""
    try:
        from hunspell import Hunspell
    except ImportError as error:
        raise NoEngineError from error
    try:
        engine = Hunspell(LANGUAGE, hunspell_data_dir=str(resources() / "spelling"))
    except Exception as error:
        raise NoEngineError from error
    return Speller(engine, field_words(), slips())


class Speller:
    """Says whether a word is known and what it could be. Not for two threads at once."""

    def __init__(self, engine: Engine, groups: Iterable[Group] = (), slips: Iterable[Slip] = ()) -> None:
        self._engine = engine
        self._slip_words = {slip.wrong.lower(): slip.right for slip in slips}
        self._slip = re.compile("|".join(map(re.escape, self._slip_words)) or "(?!)", re.IGNORECASE)
        self._own: set[str] = set()
        self._names: frozenset[str] = frozenset()
        self._field: set[str] = set()
        for group in groups:
            for word in group.words:
                if group.like:
                    engine.add_with_affix(word, group.like)
                else:
                    self._field.add(word)
                    engine.add(word)

    def learn(self, words: Iterable[str]) -> None:
        """From now on these are the user's own words, and no others."""
        self._own = {word.casefold() for word in words}

    def name(self, words: Iterable[str]) -> None:
        """From now on these are the names in the open case, and no others."""
        self._names = frozenset(word.casefold() for word in words)

    def knows(self, form: str) -> bool:
        """Is a form right? A leading or trailing hyphen stands for a part that is left out („Obst- und Gemüsebau“)."""
        bare = form.strip("-'’")
        folded = bare.casefold()
        if folded in self._own or folded in self._names or (folded.endswith("s") and folded[:-1] in self._names):
            return True
        if self._slip.match(bare):
            return False
        spoken = _SPOKEN.fullmatch(bare)
        if spoken is not None:
            return self._known(spoken[1].lower())
        if form.startswith("-"):
            return self._known(bare.capitalize()) or self._known(bare)
        if form.endswith("-"):
            parts = (bare, bare.removesuffix("s"), bare.removesuffix("n"), f"{bare}en", f"{bare}e")
            return any(self._known(part) or self._known(part.capitalize()) for part in parts)
        return self._known(bare) or ("-" in bare and all(_short(part) or self.knows(part) for part in bare.split("-")))

    def _known(self, word: str) -> bool:
        return word in self._field or self._engine.spell(word) or self._participle(word) or self._compound(word)

    def _participle(self, word: str) -> bool:
        """„durchgerechnet“: a separable prefix before a known participle."""
        match = _PREFIXED.fullmatch(word)
        return match is not None and self._engine.spell(match[1])

    def _compound(self, word: str) -> bool:
        """Two known words in one, as German makes them every day; never where only the letter at the joint is missing."""
        if not word[:1].isupper() or not word[1:].islower() or self._slips(word):
            return False
        return any(self._joins(word[:cut], word[cut:]) for cut in range(FIRST, len(word) - SECOND + 1))

    def _slips(self, word: str) -> bool:
        """Is it a known word but for one letter doubled or not („Werkstat“)? Then it is no compound of its own."""
        return any(
            self._engine.spell(word[:place] + (word[place] * 2 if word[place] != word[place - 1] else "") + word[place + 1 :])
            for place in range(1, len(word))
        )

    def _joins(self, first: str, second: str) -> bool:
        if not self._engine.spell(second.capitalize()):
            return False
        if any(self._engine.spell(f"{first}{link}{second}") for link in ("s", "n", "e", "es", "en", first[-1])):
            return False  # „Arbeitzeit“: the right word has one letter more
        bare = (first.removesuffix(link) for link in LINKS if first.endswith(link) and len(first) - len(link) >= FIRST)
        return any(self._engine.spell(part) for part in bare) or any(
            self._engine.spell(f"{part}{stem}") for stem in STEMS for part in (first.lower(), first)
        )

    def suggest(self, form: str) -> tuple[str, ...]:
        """What a wrong word could be, the likeliest first; may take some tenths of a second."""
        bare = form.strip("-'’")
        slip = self._slip.match(bare)
        if slip is not None:
            right = self._slip_words[slip[0].lower()]
            meant = (right if bare[0].isupper() else right[:1].lower() + right[1:]) + bare[slip.end() :]
            if self.knows(meant):
                return (meant,)
        found = [word for word in self._engine.suggest(bare) if not word.endswith("-") and not self._slip.match(word)]
        near = [word for word in found if _alike(word, form)]
        return tuple(dict.fromkeys([*near, *found]))[:MOST]


def _short(part: str) -> bool:
    """A letter or an abbreviation in a word with hyphens: „ZIP-Datei“."""
    return len(part) < 2 or (part.isupper() and len(part) <= SHORT_CAPITALS)


def _alike(word: str, form: str) -> bool:
    """Differs only in one doubled letter or in capitals: more likely than another word."""
    return _squeezed(word) == _squeezed(form)


def _squeezed(word: str) -> str:
    low = word.casefold()
    return "".join(char for before, char in zip(f" {low}", low, strict=False) if before != char)
