"""Deleting people for good: from every copy of a case that this program keeps on this computer. No passphrase is needed."""

from __future__ import annotations

from pathlib import Path

from ala_wizard.model.case import Case
from ala_wizard.store import casefile, disk, errors, generations, journal, leftovers, lock, process, recovery
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data
from ala_wizard.store.personal import without


def wipe(case: Case, rows: frozenset[str]) -> None:
    """Take these people (by row) out of every copy of this case; its own file was written without them already.

    All copies are tried; then the first StoreError is raised. A copy that cannot be read at all stays as it is.
    """
    problem: StoreError | None = None
    leftovers.clear()
    for clean, copies in ((_clean, copies_of(case)), (_clean_journal, (*journal.found(), *journal.found(old=True)))):
        for copy in copies:
            try:
                clean(copy, case, rows)
            except OSError as error:
                problem = problem or errors.writing(error, copy)
            except StoreError as error:
                problem = problem or error
    if problem is not None:
        raise problem


def copies_of(case: Case) -> tuple[Path, ...]:
    """Whole case files that may hold an earlier state of this case: recovery copies, earlier states, and drafts that were saved elsewhere."""
    try:
        kept = sorted(path for path in generations.folder(case.case_id).iterdir() if path.suffix in (casefile.SUFFIX, ".json"))
    except OSError:
        kept = []
    drafts = sorted(path for path in (user_data() / leftovers.OWN).glob(f"*{casefile.SUFFIX}") if lock.holder(path) is None)
    return (*recovery.found(), *kept, *drafts)


def _clean(copy: Path, case: Case, rows: frozenset[str]) -> None:
    try:
        held = casefile.load(copy).case
    except StoreError:  # beyond reading
        return
    left = without(held, rows)
    if held.case_id == case.case_id and left != held:
        casefile.save(left, copy)


def _clean_journal(path: Path, case: Case, rows: frozenset[str]) -> None:
    """A journal that is over goes; one that still waits begins anew with its last state, without these people."""
    about = journal.about(path)
    if about is None or about[0] != case.case_id:
        return
    if path.name.endswith(journal.OLD):
        disk.remove(path)
        return
    try:
        entry = journal.read(path)
    except StoreError:
        return
    if entry.owner.token == process.me().token or entry.owner.alive is not True:  # a running program would write on behind it
        journal.renew(path, without(entry.case, rows), path)
