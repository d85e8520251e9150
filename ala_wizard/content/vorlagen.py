"""Things to start from, from `resources/vorlagen/`: weeks to put in, breaks they need, rooms and equipment easily forgotten."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from ala_wizard.content.loader import ContentError, read_toml
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words
from ala_wizard.model.farm import Day, Jn, WeekEntry, WeekKind

Time = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class WeekBlock(Entry):
    """The same time on several days."""

    days: tuple[Day, ...] = Field(min_length=1)
    start: Time
    end: Time
    kind: WeekKind
    activity: Words


class WeekTemplate(Entry):
    """A whole week to begin with."""

    id: Words
    title: Words
    note: Words
    blocks: tuple[WeekBlock, ...] = Field(alias="block", min_length=1)

    def entries(self) -> tuple[WeekEntry, ...]:
        """The week as new rows of a case, day by day."""
        made = [
            WeekEntry(day=day, start=block.start, end=block.end, kind=block.kind, activity=block.activity)
            for block in self.blocks
            for day in block.days
        ]
        order = ("mo", "di", "mi", "do", "fr", "sa", "so")
        return tuple(sorted(made, key=lambda entry: (order.index(entry.day), entry.start)))


class RoomIdea(Entry):
    """A room that is easily forgotten."""

    name: Words
    use: Words
    sanitary: Jn
    words: tuple[Words, ...] = Field(min_length=1)
    """Parts of words that show that such a room stands in the list."""


class EquipmentIdea(Entry):
    """A piece of equipment that is easily forgotten."""

    name: Words
    purpose: Words
    words: tuple[Words, ...] = Field(min_length=1)


class PauseRule(Entry):
    """So many minutes of pause are due above so many hours of work a day, and after so many at a stretch; a guide only."""

    above_hours: int = Field(gt=0, le=24)
    minutes: int = Field(gt=0)


class SmartWords(Entry):
    """Parts of words by which a goal is looked at; they lead to questions, never to a refusal."""

    measurable: tuple[Words, ...] = Field(min_length=1)
    farm: tuple[Words, ...] = Field(min_length=1)
    people: tuple[Words, ...] = Field(min_length=1)
    min_words: int = Field(ge=1)
    """Fewer words than this say too little."""


class Vorlagen(Entry):
    """All of them."""

    weeks: tuple[WeekTemplate, ...] = Field(alias="woche", min_length=1)
    rooms: tuple[RoomIdea, ...] = Field(alias="raum", min_length=1)
    equipment: tuple[EquipmentIdea, ...] = Field(alias="geraet", min_length=1)
    pauses: tuple[PauseRule, ...] = Field(alias="pause", min_length=1)
    """The longest days first; the last one also says how long one may work at a stretch."""
    smart: SmartWords


@cache
def vorlagen() -> Vorlagen:
    """The program's own, loaded once. Raises ContentError."""
    return load(resources() / "vorlagen")


def load(folder: Path) -> Vorlagen:
    """Load and check a folder. Raises ContentError with every problem found."""
    data: dict[str, Any] = {}
    for file in sorted(folder.glob("*.toml")):
        for key, entries in read_toml(file).items():
            data[key] = [*data.get(key, []), *entries] if isinstance(entries, list) else entries
    try:
        found = Vorlagen.model_validate(data)
    except ValidationError as error:
        problems = [f"{'.'.join(str(step) for step in problem['loc'])}: {problem['msg']}" for problem in error.errors()]
        raise ContentError("\n".join(f"vorlagen/ {problem}" for problem in problems)) from error
    ids = [week.id for week in found.weeks]
    if doubles := sorted({name for name in ids if ids.count(name) > 1}):
        raise ContentError(f"vorlagen/ doppelt: {', '.join(doubles)}")
    return found


def covers(words: tuple[str, ...], *texts: str) -> bool:
    """Does one of these texts name the thing already?"""
    said = " ".join(texts).casefold()
    return any(word in said for word in words)
