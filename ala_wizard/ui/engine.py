"""What the window needs from the core, handed in by `app.py`; tests hand in their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ala_wizard.calc.compute import SideResults
    from ala_wizard.calc.neben import Neben
    from ala_wizard.calc.results import Results
    from ala_wizard.calc.tvoed import Orientierung
    from ala_wizard.checks.findings import Finding, Work
    from ala_wizard.checks.open_list import OpenPoint
    from ala_wizard.checks.open_order import By
    from ala_wizard.checks.ticks import Tick
    from ala_wizard.content.loader import Content
    from ala_wizard.core import Offered, Weighing
    from ala_wizard.model.case import Attachment, Case
    from ala_wizard.store.guard import Guard

if TYPE_CHECKING:
    from ala_wizard.bundle.make import Made
    from ala_wizard.bundle.wishes import Watch, Wishes


@dataclass(frozen=True)
class ValueDesk:
    """Legal values: which a case uses, and files that bring new ones."""

    content: Callable[[], Content]
    """The content as it is now, with all accepted files."""
    used: Callable[[Case], frozenset[str]]
    offer: Callable[[Path, Case], Offered]
    """Reads a file and says what it would change. Raises UpdateError, or an exception whose words are a German sentence."""
    accept: Callable[[Offered], None]
    """Raises an exception whose words are a German sentence."""
    remove: Callable[[str], None]
    """Takes back an accepted file by its name. Raises an exception whose words are a German sentence."""


@dataclass(frozen=True)
class FileDesk:
    """Attachments: taken in, found again, looked at."""

    take: Callable[[Path, Case, frozenset[str]], Attachment]
    """Copies a chosen file into the program's own folder; the names are taken. Raises an exception whose words are a German sentence."""
    present: Callable[[Case, Path | None], frozenset[str]]
    """Names of the files that can be had, with the case file that holds them."""
    view: Callable[[Case, Attachment, Path | None], Path]
    """Makes a copy to look at. Raises an exception whose words are a German sentence."""
    lying: Callable[[Case, frozenset[str]], Case]
    """The case for the papers: only the files of these names are said to lie with it."""
    keep: Callable[[Case, frozenset[str], Path | None], None]
    """Copies removed files out of the case file, for undo. Raises an exception whose words are a German sentence."""
    tidy: Callable[[Case], None]
    """Takes away copies that the case does not name. Never raises."""


@dataclass(frozen=True)
class PrivateDesk:
    """What has to do with people by name. All raise exceptions whose words are German sentences."""

    wipe: Callable[[Case, frozenset[str]], None]
    """Deletes people (by row) from every copy of a case on this computer."""
    named: Callable[[Case, Results, dict[str, str], Path], Path]
    """Writes the Bedarfsnachweis with names (by row)."""
    sheet: Callable[[Case, str, Path], Path]
    """Writes the recovery sheet with these words."""
    paper: Callable[[str, Case, Results, Path], Path]
    """Writes `information` or `einwilligung`, to be filled in and signed by hand."""
    copy: Callable[[Case, Path, Path | None, bool, bool], None]
    """Writes a copy for an adviser: target, file that holds the attachments, with the sealed part or without, encrypted or not."""
    sweep: Callable[[Case, Path, frozenset[str]], tuple[Path, ...]]
    """Encrypts the copies of a case on this computer as its file is, or opens them; names of attachments that undo may need.

    Gives those that did not work; raises nothing."""
    readable: Callable[[Case, Path], tuple[Path, ...]]
    """Files of an encrypted case elsewhere that everybody can read. Raises nothing."""
    file_sheet: Callable[[Case, str, str, Path], Path]
    """Writes the recovery sheet of an encrypted file: its name, these words."""


@dataclass(frozen=True)
class Engine:
    """The core's functions in the shape that the window uses."""

    content: Content
    reckon: Callable[[Case], Results]
    findings: Callable[[Case, Results, int | None], Work]
    """Bit by bit. The last is the number of pages of the Konzept, where it is known."""
    ticks: Callable[[Case, tuple[Finding, ...], int | None], dict[str, Tick]]
    side: Callable[[Case, Results], SideResults]
    """Liquidity, occupancy, ramp-up, variants, explanations."""
    neben: Callable[[Case, Results], Neben]
    """Negotiation and the other side calculators."""
    effects: Callable[[Case, Case], Weighing]
    """What it means to go from one case to the other, bit by bit."""
    tariff: Callable[[Case, Results, str, int], Orientierung]
    """A yearly gross to orient by: group and step of the tariff."""
    load: Callable[[Path], Case]
    """Raises StoreError with a German sentence."""
    save: Callable[[Case, Path, Path | None], None]
    """Case, target, file that holds its attachments so far. Raises StoreError."""
    save_without: Callable[[Case, Path, Path | None, frozenset[str]], None]
    """The same, but the attachments of these names are left out unless the case names them."""
    export: Callable[[Case, Results, Path, Path | None, Wishes, Watch], Made]
    """Makes the set in a folder; the second path is the case file that holds the attachments.

    Raises ExportError with a German sentence, or CancelledError.
    """
    questionnaire: Callable[[Case, Path, bool, bool, bool], Path]
    """Writes the questionnaire for handwriting as PDF: with what is known? with costs? with what is voluntary? Raises ExportError with a German sentence."""
    open_paper: Callable[[Case, Results, tuple[OpenPoint, ...], Path, By, str | None], Path]
    """Writes the open points as PDF, by person or day, all or one person's. Raises ExportError with a German sentence."""
    now: Callable[[], datetime]
    rescue: Callable[[Case, Path], Path]
    """Keeps a safe copy in the program's own folder when the file's place is gone; gives its path."""
    values: ValueDesk
    files: FileDesk
    private: PrivateDesk
    rescue_over: Callable[[Case, Path], None]
    """Takes the safe copy away once the file holds the case."""
    guard: Callable[[Case, Path, Callable[[], datetime], bool], Guard]
    """What keeps an open case safe beside its file; the last says whether it stands in the file just so."""
    sentence: Callable[[Exception], str]
    """What happened, in German."""
    own_process: bool = True
    """Are papers for the preview laid out in a process of their own, or in a thread of this one?"""
