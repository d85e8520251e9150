"""The way to the Vereinbarung and the papers it needs, from `resources/papers/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from ala_wizard.content.loader import ContentError, read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words

Group = Literal["programm", "dazu", "bereit", "vorher"]
"""What the program writes, what lies beside it, what is kept ready, what is needed to fill in the program."""
GROUPS: tuple[Group, ...] = ("programm", "dazu", "bereit", "vorher")


class Stage(Entry):
    """A stage of the way with an honest estimate of its effort."""

    id: Words
    title: Words
    what: Words
    effort: Words
    """Own working time, as the program estimates it."""
    span: Words
    """Time that passes meanwhile."""
    steps: tuple[str, ...]
    """Steps of the program that belong to it; the stage is done when all of them are."""
    source: tuple[str, ...] = ()


class Paper(Entry):
    """One paper. What the case knows of it is found by the rules at its end; without any only the user says so."""

    id: Words
    title: Words
    group: Group
    what_for: Words
    who: Words
    """Who brings it."""
    takes: Words
    """What it costs or how long it takes."""
    needed: Literal["abgabe", "beginn", "vorher"]
    place: Words
    """Question or step where it goes in the program."""
    source: tuple[str, ...] = ()
    only_with: str = ""
    """Address of a table: without rows the paper is not needed."""
    steps: tuple[str, ...] = ()
    """There when these steps are complete."""
    rows: str = ""
    """Address of a table that must hold rows."""
    filled: str = ""
    """Address of a value that must be filled."""
    answered: str = ""
    """Question that must be answered."""
    attachment: str = ""
    """Kind of an attachment that must lie with the application."""
    evidence: bool = False
    """Every piece of evidence must be there."""
    evidence_of: str = ""
    """Address of a cost table whose pieces of evidence must be there."""
    certificates: bool = False
    """Everybody's Führungszeugnis must have been seen."""
    service: str = ""
    """Kind of an external service that must have a contract."""
    items: tuple[str, ...] = ()
    """Checklist items of which one must be done."""


class _Stages(Entry):
    stages: tuple[Stage, ...] = Field(alias="stage", min_length=1)


class _Papers(Entry):
    papers: tuple[Paper, ...] = Field(alias="paper", min_length=1)


@cache
def stages() -> tuple[Stage, ...]:
    """The stages in their order, loaded once. Raises ContentError."""
    return read_as(_folder() / "weg.toml", _Stages).stages


@cache
def papers() -> tuple[Paper, ...]:
    """The papers in their order, loaded once. Raises ContentError."""
    found = read_as(_folder() / "unterlagen.toml", _Papers).papers
    ids = [paper.id for paper in found]
    if len(ids) != len(set(ids)):
        raise ContentError("papers/unterlagen.toml: Kennung doppelt")
    return found


def _folder() -> Path:
    return resources() / "papers"
