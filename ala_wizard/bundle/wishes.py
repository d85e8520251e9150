"""What is to be made of a case, and how its making is told: plain data, to ask for a set without loading what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import DocumentKind
from ala_wizard.documents.registry import FOR_AUTHORITY
from ala_wizard.model.case import Case

Format = Literal["pdf", "docx", "xlsx", "zip"]
FORMATS: tuple[Format, ...] = get_args(Format)


class CancelledError(Exception):
    """Somebody stopped it; nothing was changed."""


@dataclass(frozen=True)
class Step:
    """Where the work is."""

    number: int
    """Counted from 1."""
    total: int
    title: str
    """What is being made."""


Watch = Callable[[Step], None]
"""Is told each step before it begins; raises CancelledError to stop."""


@dataclass(frozen=True)
class Wishes:
    """What is to be made."""

    only: frozenset[str] | None = None
    """Papers by their kind, and `anlagen`; None: all that the Leistungsträger wants, with the attachments."""
    formats: frozenset[Format] = frozenset(FORMATS)
    with_names: bool = False
    """The Bedarfsnachweis with names or with room for them; never together with the one without."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names for it, by the row of the person; who is not here gets room to write."""

    def wants(self, kind: str) -> bool:
        """Is this paper asked for?"""
        return self.only is None or kind in self.only


def ordered(case: Case, content: Content) -> tuple[DocumentKind, ...]:
    """The papers that the case's Leistungsträger wants, in the order of the set."""
    wanted = content.profile(case.profile).documents
    return tuple(kind for kind in FOR_AUTHORITY if kind in wanted)
