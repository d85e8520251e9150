"""What the editor asks of the case, and what it hands over: so that it needs to know neither session nor page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ala_wizard.checks.facts import Shown
from ala_wizard.checks.zahlen import Clash
from ala_wizard.content.schema import Baustein
from ala_wizard.ui.editors.rich.factpicker import Entry
from ala_wizard.ui.editors.rich.origin import Source


@dataclass(frozen=True)
class Desk:
    """The case as the editor of one answer sees it."""

    shown: Callable[[str], Shown]
    entries: Callable[[], Sequence[Entry]]
    """All facts, for the menu."""
    source: Callable[[str], Source]
    """Where a fact comes from, by its ID."""
    go: Callable[[str], None]
    """Go to the place where a fact is edited."""
    blocks: Sequence[Baustein]
    inserted: Callable[[], tuple[str, ...]]
    """The texts of building blocks that were put in and not yet confirmed."""
    clashes: Callable[[str], Sequence[Clash]]
    """Typed numbers of a stored text that contradict a fact."""
    keep: Callable[[Clash], None]
    """A typed number means something else than the fact, and stays."""
    change: Callable[[str, str], None]
    """A deed changed the text: the new text as stored, the key of the deed."""
    insert: Callable[[str, tuple[str, ...], str], None]
    """Building blocks were put in: the new text of the answer, the texts of the building blocks, the key of the deed."""
    confirm: Callable[[str], None]
    """The text of a building block is right as it stands."""
    undo: Callable[[], None]
    redo: Callable[[], None]
    can_undo: Callable[[], bool]
    can_redo: Callable[[], bool]
