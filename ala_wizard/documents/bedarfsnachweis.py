"""The Bedarfsnachweis: who waits for the places, by pseudonym, against the places at the start and in the end (Fachvorgabe R11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import row_filled
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Block, Cell, Column, Definitions, Document, Fact, Facts, Heading, Note, Row, Table
from ala_wizard.documents.common import numbered, paper
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.values import decimals
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal
from ala_wizard.model.money import DIGITS
from ala_wizard.model.people import Participant

PROMISED = "zusage"
"""The state of somebody who will come."""
NUMBERS = frozenset({"hours", "places", "waiting", "promised", "free"})
"""Columns of numbers."""


def words(key: str, **given: object) -> str:
    """The words of this paper."""
    return _words(f"bedarfsnachweis.{key}", **given)


def bedarfsnachweis(case: Case, content: Content, results: Results, stamp: Stamp, names: Mapping[str, str] | None = None) -> Document:
    """The paper. The case holds names sealed only: `names` (by the row's ID) makes the version with names on purpose, with a warning.

    Who has no name there gets an empty place to write it by hand.
    """
    case = active(case, content)
    made = paper("bedarfsnachweis", words("title"), words("subtitle"), case, content, results, stamp)
    with localcontext(prec=DIGITS):
        body = tuple(_blocks(case, content, stamp.now.date(), names))
    return replace(made, rechtsstand="", blocks=numbered((Definitions(made.cover), *body)), cover=(), covered=False, contents="never")


def _blocks(case: Case, content: Content, today: date, names: Mapping[str, str] | None) -> Iterator[Block]:
    people = sorted((entry for entry in case.participants if row_filled(entry)), key=lambda entry: entry.start or date.max)
    if names is not None:
        yield Note("warn", " ".join((words("names.lead"), words("names.hand"), *_until(people, names))))
    yield from _warnings(people, case, today)
    yield Facts(tuple(_figures(people, case)))
    if names is None:
        yield plain(words("lead"))
    yield Heading(1, words("people"), anchor="menschen", plain=True)
    if not people:
        yield Note("gap", words("nobody"))
        return
    yield _table(people, case, content, names)
    yield plain(words("asked"), quiet=True)
    compared = _compared(people, case)
    if compared:
        yield Heading(1, words("places"), anchor="plaetze", plain=True)
        yield Table(_columns("compare", ("what", "places", "waiting", "promised", "free")), compared)


def _until(people: list[Participant], names: Mapping[str, str]) -> Iterator[str]:
    """The day until which the sheet may lie about: the first one on which somebody on it is to be deleted."""
    days = [entry.delete_by for entry in people if entry.delete_by is not None and (entry.id in names or not names)]
    if days:
        yield words("names.until", date=format_date(min(days)))


def pseudonym(person: Participant, case: Case) -> str:
    """How somebody is called here: the pseudonym, else the number of the row."""
    return person.pseudonym.strip() or f"P{case.participants.index(person) + 1}"


def _warnings(people: list[Participant], case: Case, today: date) -> Iterator[Block]:
    for key, found in (
        ("consent", [entry for entry in people if entry.consent is None or entry.consent > today]),
        ("deleted", [entry for entry in people if entry.delete_by is not None and entry.delete_by < today]),
    ):
        if found:
            yield Note("warn", words(f"warn.{key}", who=", ".join(pseudonym(entry, case) for entry in found)))


def _figures(people: list[Participant], case: Case) -> Iterator[Fact]:
    yield Fact(str(len(people)), words("figures.people"))
    yield Fact(str(sum(entry.state == PROMISED for entry in people)), words("figures.promised"))
    for name in ("places_start", "places_target"):
        count = getattr(case.offer, name)
        if count is not None:
            yield Fact(str(count), words(f"figures.{name}"))


def _table(people: list[Participant], case: Case, content: Content, names: Mapping[str, str] | None) -> Table:
    keys = ["pseudonym", *(["name"] if names is not None else []), "origin", "state", "consent", "start", "hours"]
    rows = []
    known = [entry.hours_week for entry in people if entry.hours_week is not None]
    places = decimals([*known, sum(known, Decimal(0))])
    for entry in people:
        consent = Cell(words("consent_given", date=format_date(entry.consent))) if entry.consent else None
        cells = {
            "pseudonym": Cell(pseudonym(entry, case), strong=True),
            "name": Cell((names or {}).get(entry.id, "").strip()),
            "start": Cell(format_date(entry.start) if entry.start else ""),
            "hours": Cell(format_decimal(entry.hours_week, places) if entry.hours_week is not None else ""),
            "origin": Cell(entry.origin.strip()),
            "state": Cell(content.label("participant_state", entry.state) if entry.state else ""),
            "consent": consent or Cell(words("consent_missing"), missing=True),
        }
        rows.append(Row(tuple(cells[key] for key in keys)))
    if known:
        label = words("hours" if len(known) == len(people) else "hours_open")
        rows.append(Row((Cell(label), Cell(format_decimal(sum(known, Decimal(0)), places))), "sum"))
    return Table(_columns("columns", keys), tuple(rows))


def _columns(group: str, keys: Iterable[str]) -> tuple[Column, ...]:
    """Heads of a table; numbers stand at the right."""
    return tuple(Column(words(f"{group}.{key}"), "right" if key in NUMBERS else "left") for key in keys)


def _compared(people: list[Participant], case: Case) -> tuple[Row, ...]:
    """Places against people: at the start those who want to begin by then, in the end all."""
    offer, rows = case.offer, []
    for name, places in (("start", offer.places_start), ("target", offer.places_target)):
        if places is None:
            continue
        begin = offer.start if name == "start" else None
        some = [entry for entry in people if begin is None or entry.start is None or entry.start <= begin]
        promised = sum(entry.state == PROMISED for entry in some)
        what = words("compare.start_on", date=format_date(begin)) if begin else words(f"compare.{name}")
        cells = (places, len(some), promised, max(0, places - promised))
        rows.append(Row((Cell(what), *(Cell(str(count)) for count in cells))))
    return tuple(rows)
