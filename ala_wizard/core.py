"""The one core behind both faces: window and command line reckon, check and export with these functions."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import localcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ala_wizard import __version__
from ala_wizard.content import loader
from ala_wizard.content import update as value_files
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.samples import NEW, sample
from ala_wizard.content.signature import Sender
from ala_wizard.content.texts import text
from ala_wizard.content.update import Change, Update
from ala_wizard.model.case import Attachment, Case
from ala_wizard.model.money import DIGITS
from ala_wizard.store import inbox, keyring, updates
from ala_wizard.store.errors import StoreError
from ala_wizard.store.keyring import Key as Key

if TYPE_CHECKING:
    from ala_wizard.bundle.make import Made
    from ala_wizard.bundle.wishes import Watch, Wishes

if TYPE_CHECKING:  # the start page reckons nothing: what does is loaded with the first case
    from ala_wizard.calc.compute import SideResults
    from ala_wizard.calc.neben import Neben
    from ala_wizard.calc.results import Results
    from ala_wizard.calc.tvoed import Orientierung
    from ala_wizard.checks.effects import Effect, Reckoned
    from ala_wizard.checks.findings import Finding, Work
    from ala_wizard.checks.open_list import OpenPoint
    from ala_wizard.checks.open_order import By
    from ala_wizard.documents.blocks import Bild
    from ala_wizard.documents.stamp import Stamp


def stichtag(case: Case, today: date) -> date:
    """The day whose legal values hold: the first of the Vereinbarungszeitraum, without one today."""
    return case.period.start or today


def rates(case: Case, content: Content, today: date) -> Rates:
    """The legal values of the case: its Stichtag, its own overrides, the region of its Leistungsträger."""
    return Rates(content.parameters, stichtag(case, today), case.overrides, content.profile(case.profile).region)


def reckon(case: Case, content: Content, today: date) -> Results:
    """All figures of a case."""
    from ala_wizard.calc.compute import compute
    from ala_wizard.checks.parked import active

    with localcontext(prec=DIGITS):
        return compute(active(case, content), rates(case, content, today), content.label)


Weighing = Generator[None, None, "tuple[Effect, ...]"]
"""Goes on with each `next`, and gives the effects when it ends: a window looks between for the next key."""


def effects(old: Case, new: Case, content: Content, today: date) -> tuple[Effect, ...]:
    """What it means to go from one case to the other: figures, thresholds, places, and the papers that read differently."""
    from ala_wizard.checks.stepwise import finish

    return finish(weighing(old, new, content, today))


def weighing(old: Case, new: Case, content: Content, today: date) -> Weighing:
    """The same effects, a bit with every `next`."""
    from ala_wizard.checks.effects import Reckoned, contradictions
    from ala_wizard.checks.effects import effects as what_changes

    if old == new:
        return ()
    sides = []
    for case in (old, new):
        sides.append(Reckoned(case, reckon(case, content, today), rates(case, content, today)))
        yield
    with localcontext(prec=DIGITS):
        found = what_changes(sides[0], sides[1], content)
    yield
    checked = []
    for side in sides:
        checked.append((yield from checking(side.case, content, side.results, today)))
    papers = yield from _papers(sides[0], sides[1], content, today)
    return (*found, *contradictions(*checked), *papers)


def _papers(old: Reckoned, new: Reckoned, content: Content, today: date) -> Weighing:
    """The papers that read differently: built from both cases and compared, without layout."""
    from ala_wizard.checks.effects import Effect
    from ala_wizard.pdf.bundle import builders

    same = stamp(datetime(today.year, today.month, today.day))
    touched = []
    before = builders(old.case, content)
    for name, build in builders(new.case, content).items():
        with localcontext(prec=DIGITS):
            after = build(new.case, content, new.results, same)
        yield
        with localcontext(prec=DIGITS):
            if name not in before or after != before[name](old.case, content, old.results, same):
                touched.append(after.title)
        yield
    return (Effect("unterlage", "unterlagen", text("wirkung.unterlagen", papers=", ".join(touched))),) if touched else ()


def used(case: Case, content: Content, today: date) -> frozenset[str]:
    """Names of the legal values that the figures of a case hang on."""
    from ala_wizard.calc.used import used_values
    from ala_wizard.checks.parked import active

    with localcontext(prec=DIGITS):
        return used_values(active(case, content), rates(case, content, today))


def legal_values(case: Case, content: Content, results: Results) -> dict[str, dict[str, str | None]]:
    """The legal values that the Kostenkalkulation prints, by name, as `values_on` says them; one's own has the state `eigen`."""
    from ala_wizard.calc.used import used_in_order
    from ala_wizard.checks.parked import active
    from ala_wizard.content.parameters import values_on
    from ala_wizard.documents import hochlauf

    asked = active(case, content)
    known = values_on(content.parameters, results.stichtag)
    names = (*used_in_order(asked, content.profile(case.profile).region, results), *hochlauf.used(asked))
    found = {name: known[name] for name in dict.fromkeys(names) if name in known}
    for name in found.keys() & asked.overrides.keys():
        own = asked.overrides[name]
        shipped = dict.fromkeys(("valid_from", "since", "verified", "verified_how", "checked_on", "note"))
        found[name] = found[name] | shipped | {"value": str(own.value), "state": "eigen", "source": own.reason}
    return found


def side(case: Case, content: Content, results: Results, today: date) -> SideResults:
    """Liquidity, occupancy, ramp-up, variants, explanations: reckoned when somebody asks for them."""
    from ala_wizard.calc.compute import side as compute_side
    from ala_wizard.checks.parked import active

    with localcontext(prec=DIGITS):
        return compute_side(active(case, content), rates(case, content, today), results, content.label)


def neben(case: Case, content: Content, results: Results, today: date) -> Neben:
    """Negotiation, SAB, thresholds, lunch, transport, council, other models: reckoned when somebody asks for them."""
    from ala_wizard.calc.neben import neben as compute_neben
    from ala_wizard.checks.parked import active

    with localcontext(prec=DIGITS):
        return compute_neben(active(case, content), rates(case, content, today), results, _land(case, content))


def tarif(case: Case, content: Content, results: Results, today: date, gruppe: str, stufe: int) -> Orientierung:
    """A yearly gross by the tariff for a full post of this case: its weekly hours, its day, its Land."""
    from ala_wizard.calc.tvoed import orientierung
    from ala_wizard.content.tvoed import tvoed

    with localcontext(prec=DIGITS):
        return orientierung(tvoed(), rates(case, content, today), _land(case, content), gruppe, stufe, results.kosten.vollzeit)


def _land(case: Case, content: Content) -> str:
    return content.profile(case.profile).land


def findings(case: Case, content: Content, results: Results, today: date, pages: int | None = None) -> tuple[Finding, ...]:
    """What is open or does not fit together, worst first. `pages` is the length of the Konzept where it is known."""
    from ala_wizard.checks import findings as checks

    return checks.run(case, content, results, today, pages=pages)


def checking(case: Case, content: Content, results: Results, today: date, pages: int | None = None) -> Work:
    """The same findings, a bit with every `next`."""
    from ala_wizard.checks import findings as checks

    return checks.bit_by_bit(case, content, results, today, pages=pages)


def pages(case: Case, content: Content, results: Results, now: datetime, file: Path | None = None) -> int:
    """How many pages the Konzept has, counted in its real layout (Fachvorgabe U1). Takes about half a second.

    `file` is the case file with the pictures.
    """
    from ala_wizard.documents.konzept import konzept
    from ala_wizard.pdf.render import page_count

    return page_count(konzept(case, content, results, stamp(now, pictures(case, file))))


def stamp(now: datetime, pictures: Mapping[str, Bild] | None = None) -> Stamp:
    """Moment, version and pictures, the same in all papers of one bundle."""
    from ala_wizard.documents.stamp import Stamp

    return Stamp(now, __version__, pictures or {})


def use_key(key: Key | None, case: Case | None) -> None:
    """In a process that works beside the window: know the key of its encrypted case, and no other once another case comes."""
    if case is not None:
        keyring.keep_only(None)
    if key is not None:
        keyring.add(key)
        if case is not None:
            keyring.protect(case.case_id, key)


def pictures(case: Case, file: Path | None, known: Mapping[str, Bild] | None = None) -> dict[str, Bild]:
    """Plans, photos and the logo made ready for the papers, by the attachment's ID. `file` is the case file that holds them.

    What cannot be had or read is left out; the papers say so. `known` are those made before, by their check sum.
    """
    from ala_wizard.documents.bilder import printed

    found: dict[str, Bild] = {}
    for row in printed(case):
        made = known.get(row.sha256) if known is not None else None
        if made is None:
            from ala_wizard.pdf.bilder import UnreadableError, ready

            with contextlib.suppress(StoreError, UnreadableError):
                made = ready(inbox.viewable(case, row, file))
        if made is not None:
            found[row.id] = made
    return found


def export(
    case: Case,
    content: Content,
    results: Results,
    now: datetime,
    folder: Path,
    file: Path | None = None,
    wishes: Wishes | None = None,
    watch: Watch | None = None,
) -> Made:
    """Make the whole set in a folder, which may not exist yet. Raises pdf.bundle.ExportError or bundle.make.CancelledError.

    `file` is the case file that holds the attachments; `watch` is told every step and may stop the work.
    """
    from ala_wizard.bundle import make as work
    from ala_wizard.bundle.wishes import Wishes

    def read(row: Attachment) -> bytes:
        try:
            return inbox.viewable(case, row, file)
        except StoreError as problem:
            raise UnreadableError(sentence(problem)) from problem

    there = inbox.lying(case, inbox.present(case, file))
    with localcontext(prec=DIGITS):
        return work.make(
            there, content, results, stamp(now, pictures(there, file)), folder, wishes or Wishes(), read, watch or (lambda _: None)
        )


class UnreadableError(Exception):
    """The bytes of an attachment cannot be had; str() is the German sentence."""


def open_list(case: Case, content: Content, results: Results, found: tuple[Finding, ...], today: date) -> tuple[OpenPoint, ...]:
    """Everything that is open, one by one: answers, contradictions, checklists, evidence, papers, dates."""
    from ala_wizard.checks.open_list import Look, collect
    from ala_wizard.checks.parked import active
    from ala_wizard.checks.ticks import ticks
    from ala_wizard.flow.steps import step_states, unfinished

    done = ticks(case, content, found)
    states = step_states(case, content, results, found)
    return collect(Look(active(case, content), content, results, found, done, unfinished(states), today))


def questionnaire(
    case: Case, content: Content, now: datetime, path: Path, *, filled: bool = False, costs: bool = False, everything: bool = False
) -> Path:
    """Write the questionnaire for filling in by hand; see `documents.fragebogen.Extent`. Raises pdf.bundle.ExportError."""
    from ala_wizard.documents.fragebogen import Extent, fragebogen
    from ala_wizard.pdf.bundle import write_paper

    if not filled:
        case = sample(NEW).model_copy(update={"profile": case.profile})
    results = reckon(case, content, now.date())
    with localcontext(prec=DIGITS):
        return write_paper(fragebogen(case, content, results, stamp(now), Extent(filled, costs, everything)), path)


def open_list_paper(
    case: Case, content: Content, results: Results, points: tuple[OpenPoint, ...], now: datetime, path: Path, by: By, who: str | None = None
) -> Path:
    """Write „Wer macht was bis wann“, all points or one person's. Raises pdf.bundle.ExportError."""
    from ala_wizard.checks.open_list import bundled
    from ala_wizard.documents.offene_punkte import offene_punkte
    from ala_wizard.pdf.bundle import write_paper

    return write_paper(offene_punkte(case, content, results, stamp(now), bundled(points, content), by, who), path)


def named_proof(case: Case, content: Content, results: Results, names: dict[str, str], now: datetime, path: Path) -> Path:
    """Write the Bedarfsnachweis with names (by row), on purpose and nowhere else. Raises pdf.bundle.ExportError."""
    from ala_wizard.documents.bedarfsnachweis import bedarfsnachweis
    from ala_wizard.pdf.bundle import write_paper

    return write_paper(bedarfsnachweis(case, content, results, stamp(now), names), path)


def recovery_sheet(case: Case, content: Content, key: str, now: datetime, path: Path, file: str = "") -> Path:
    """Write the recovery sheet of the sealed part, or of a whole encrypted `file` of this name. Raises pdf.bundle.ExportError."""
    from ala_wizard.documents.menschen import notfallblatt
    from ala_wizard.pdf.bundle import write_paper

    return write_paper(notfallblatt(case, content, reckon(case, content, now.date()), stamp(now), key, file), path)


def own_paper(kind: str, case: Case, content: Content, results: Results, now: datetime, path: Path) -> Path:
    """Write one of the papers that stay on the farm. Raises pdf.bundle.ExportError, or KeyError for a kind that there is not."""
    from ala_wizard.pdf.bundle import OWN_PAPERS, write_paper

    with localcontext(prec=DIGITS):
        return write_paper(OWN_PAPERS[f"{kind}.pdf"](case, content, results, stamp(now)), path)


def sentence(problem: Exception) -> str:
    """What happened, in German, for a failure that was to be expected."""
    if isinstance(problem, StoreError):
        return text(f"datei.{problem.code}", **problem.values)
    if isinstance(problem, ArithmeticError):
        return text("cli.zahl")
    return str(problem)


# --- legal values from files ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offered:
    """An update file that fits, not accepted yet: what it changes, and the figures of the open case before and after."""

    update: Update
    raw: bytes
    changes: tuple[Change, ...]
    before: Results
    after: Results
    sender: Sender
    """Who signed the file, as far as that is proven."""


def use_kept_values() -> None:
    """Let `content()` see the update files that the user accepted. A broken one is told there and never stops the start."""
    loader.amend_with(_amended)


def _amended(shipped: Content) -> Content:
    merged = value_files.merge(updates.kept(), shipped.parameters)
    return replace(shipped, parameters=merged.parameters, merged=merged)


def offer_values(path: Path, case: Case, today: date) -> Offered:
    """Read an update file and reckon what it would change; nothing is kept. Raises StoreError or UpdateError."""
    raw = updates.read(path)
    update, known = value_files.read(raw), loader.content()
    changes = value_files.plan(update, known.parameters)
    amended = replace(known, parameters=value_files.apply(update, known.parameters))
    return Offered(update, raw, changes, reckon(case, known, today), reckon(case, amended, today), value_files.sender(raw))


def accept_values(offered: Offered) -> None:
    """Keep an update file; from now on `content()` has its values. Raises StoreError."""
    updates.keep(offered.raw, offered.update.issued)
    loader.content.cache_clear()


def remove_values(name: str) -> None:
    """Take an accepted file back. Raises StoreError."""
    updates.remove(name)
    loader.content.cache_clear()
