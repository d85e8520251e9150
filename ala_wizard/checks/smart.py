"""The five letters of a goal: there, missing, or there with a question back (K4.3, U2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ala_wizard.content.texts import text
from ala_wizard.content.vorlagen import SmartWords
from ala_wizard.model.case import Case
from ala_wizard.model.farm import Goal
from ala_wizard.model.german import format_date

State = Literal["da", "fehlt", "pruefen"]
LETTERS: tuple[tuple[str, str], ...] = (("S", "specific"), ("M", "indicator"), ("A", "attractive"), ("R", "realistic"), ("T", "due"))
"""Letter and field, in the order of the word."""
FAR_YEARS = 5
"""A day further away than this is asked about."""


@dataclass(frozen=True)
class Letter:
    """How one letter of a goal stands."""

    letter: str
    key: str
    state: State
    question: str = ""
    """What to think about; empty where all is well or nothing is there."""

    @property
    def name(self) -> str:
        """The word for the letter: „messbar“."""
        return text(f"checks.smart_{self.key}")


def judge(goal: Goal, words: SmartWords, today: date, start: date | None) -> tuple[Letter, ...]:
    """The five letters. `start` is the first day of work; without one, `today` is what a due day is compared with."""
    return tuple(_letter(letter, key, goal, words, today, start) for letter, key in LETTERS)


def first_day(case: Case) -> date | None:
    """The first day of work; without one the first day of the Vereinbarungszeitraum."""
    return case.offer.start or case.period.start


def missing(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """Those that are not there."""
    return tuple(one for one in letters if one.state == "fehlt")


def doubtful(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    """Those that raise a question."""
    return tuple(one for one in letters if one.state == "pruefen")


def _letter(letter: str, key: str, goal: Goal, words: SmartWords, today: date, start: date | None) -> Letter:
    if key == "due":
        if goal.due is None:
            return Letter(letter, key, "fehlt")
        question = _due(goal.due, today, start)
        return Letter(letter, key, "pruefen" if question else "da", question)
    said = str(getattr(goal, key)).strip()
    if not said:
        return Letter(letter, key, "fehlt")
    question = _question(key, said, words)
    return Letter(letter, key, "pruefen" if question else "da", question)


def _question(key: str, said: str, words: SmartWords) -> str:
    """What to ask back about a text."""
    if key == "indicator" and not re.search(r"\d", said) and not _holds(words.measurable, said):
        return text("smart.messbar")
    if key == "attractive" and _holds(words.farm, said) and not _holds(words.people, said):
        return text("smart.attraktiv")
    if key in ("specific", "realistic") and len(said.split()) < words.min_words:
        return text("smart.genauer" if key == "specific" else "smart.realistisch")
    return ""


def _holds(beginnings: tuple[str, ...], said: str) -> bool:
    """Does a word begin like one of these? One that ends in a blank is a whole word."""
    patterns = (rf"\b{re.escape(one.strip())}" + (r"\b" if one.endswith(" ") else "") for one in beginnings)
    return any(re.search(pattern, said, re.IGNORECASE) for pattern in patterns)


def _due(due: date, today: date, start: date | None) -> str:
    if start is not None and due < start:
        return text("smart.vor_beginn", date=format_date(start))
    if due < today:
        return text("smart.vorbei")
    if due.year - (start or today).year > FAR_YEARS:
        return text("smart.weit")
    return ""
