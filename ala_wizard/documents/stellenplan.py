"""The organisation and staffing plan: a drawing, the functions with their tasks, posts and services (R8, § 12 Abs. 2 WVO)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext

from ala_wizard.calc.report_summen import hours_of
from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import row_filled
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.documents import values
from ala_wizard.documents.blocks import Block, Cell, Column, Definitions, Document, Figure, Heading, Note, Row, Table
from ala_wizard.documents.common import numbered, paper, places, traeger, without_empty
from ala_wizard.documents.schaubilder import Post, organisation
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_decimal
from ala_wizard.model.money import DIGITS
from ala_wizard.model.people import FUNCTIONS

HEAD = "leitung"
GUIDES = "gruppenleitung"
"""The function that the groups hang on."""
NEEDED = (HEAD, GUIDES, "begleitender_dienst", "verwaltung")
"""Functions that stand in the plan even while nobody holds them (§§ 9, 10 WVO)."""
WIDTHS = (10, 6, 3, 3)
"""Shares of the columns of the table of functions."""
SERVICES = ("name", "kind", "scope", "contract")


def words(key: str, **given: object) -> str:
    """The words of this paper."""
    return _words(f"stellenplan.{key}", **given)


def stellenplan(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The whole plan."""
    case = active(case, content)
    made = paper("stellenplan", words("title"), words("subtitle"), case, content, results, stamp)
    with localcontext(prec=DIGITS):
        body = tuple(_blocks(case, content, results))
    return replace(made, rechtsstand="", blocks=numbered((Definitions(made.cover), *body)), cover=(), covered=False, contents="never")


def _blocks(case: Case, content: Content, results: Results) -> Iterator[Block]:
    hours = format_decimal(results.kosten.vollzeit)
    count = places(case.offer.places_target)
    yield plain(words("lead", places=count, hours=hours) if count else words("lead_open", hours=hours))
    yield Figure(organisation(posts(case, content)), words("picture"))
    yield Heading(1, words("functions"), anchor="funktionen", plain=True)
    yield _functions(case, content, results)
    yield from _compared(case, results)
    yield Heading(1, words("people"), anchor="stellen", plain=True)
    people = _people(case)
    yield people if people is not None else Note("gap", _words("common.gap"))
    services = values.chosen_table("external_services", SERVICES, words("services"), case, content)
    if services is not None:
        yield Heading(1, words("services"), anchor="dienste", plain=True)
        yield replace(services, caption="")


def _held(function: str, case: Case) -> tuple[list[str], Decimal]:
    """Who holds a function, services from outside included, and the hours of all per week."""
    found = [person.name.strip() for person in case.people if getattr(person, function)]
    found += [entry.name.strip() for entry in case.external_services if entry.funktion == function]
    return [name or words("nobody") for name in found], hours_of(function, case)


def _shown(case: Case) -> list[str]:
    """The functions of this farm: those that somebody holds, and those that are needed anyway."""
    return [name for name in FUNCTIONS if name in NEEDED or _held(name, case)[0]]


def posts(case: Case, content: Content) -> tuple[Post, ...]:
    """The rows of the drawing: the Träger, its head, the functions, the groups below their guides, services without a function."""
    rows = [_post(name, case, content) for name in _shown(case)]
    owner = traeger(case)
    if owner:
        label = text("organisation.traeger")
        rows.insert(0, Post(label, owner, spoken=text("organisation.zeile", label=label, who=owner)))
    else:
        rows = [replace(row, level=row.level - 1) if row.level else row for row in rows]
    found: list[Post] = []
    for row in rows:
        found.append(row)
        if row.label == content.label("funktion", GUIDES):
            found += _groups(case, row.level + 1)
    loose = [entry.name.strip() for entry in case.external_services if entry.name.strip() and not entry.funktion]
    if loose:
        label, who = text("organisation.aussen"), ", ".join(loose)
        found.append(Post(label, who, "", 2 if owner else 1, outside=True, spoken=text("organisation.zeile", label=label, who=who)))
    return tuple(found)


def _post(function: str, case: Case, content: Content) -> Post:
    """The head hangs on the Träger, all others on the head."""
    who, hours = _held(function, case)
    label, names = content.label("funktion", function), ", ".join(who) or text("organisation.niemand")
    amount = format_decimal(hours) if hours else ""
    key = "organisation.zeile_stunden" if amount else "organisation.zeile"
    return Post(
        label,
        names,
        text("organisation.stunden", hours=amount) if amount else "",
        1 if function == HEAD else 2,
        open=not who,
        spoken=text(key, label=label, who=names, hours=amount),
    )


def _groups(case: Case, level: int) -> Iterator[Post]:
    """The groups, or all future employees together where there are none yet."""
    names = {person.id: person.name.strip() for person in case.people}
    groups = [group for group in case.groups if row_filled(group)]
    for group in groups:
        label = text("organisation.gruppe", name=group.name.strip()) if "gruppe" not in group.name.casefold() else group.name.strip()
        size = text("organisation.groesse", count=group.size) if group.size is not None else ""
        who = names.get(group.led_by, "") or group.makeup.strip() or size
        yield Post(label, who, size if who != size else "", level, spoken=text("organisation.zeile", label=label, who=who))
    count = case.offer.places_target
    if not groups and count:
        label = text("organisation.beschaeftigte")
        who = text("organisation.platz") if count == 1 else text("organisation.plaetze", count=count)
        yield Post(label, who, "", level, spoken=text("organisation.zeile", label=label, who=who))


def _functions(case: Case, content: Content, results: Results) -> Table:
    full, rows = results.kosten.vollzeit, []
    held = {name: _held(name, case) for name in _shown(case)}
    total = sum((hours for _, hours in held.values()), Decimal(0))
    places = values.decimals([total, *(hours for _, hours in held.values())])
    for name, (who, hours) in held.items():
        holders = Cell(", ".join(who)) if who else Cell(words("nobody"), missing=True)
        rows.append(
            Row((Cell(content.label("funktion", name), words(f"duties.{name}"), strong=True), holders, *_amounts(hours, full, places)))
        )
    rows.append(Row((Cell(words("sum")), *_amounts(total, full, places)), "sum"))
    heads = [words(f"columns.{name}") for name in ("function", "who", "hours", "posts")]
    columns = tuple(Column(head, "right" if place > 1 else "left", WIDTHS[place]) for place, head in enumerate(heads))
    return Table(columns, tuple(rows))


def _compared(case: Case, results: Results) -> Iterator[Block]:
    """Where the calculation has other posts than this plan: both figures in one sentence, so that nobody has to look for the reason."""
    kosten = results.kosten
    held = sum((_held(name, case)[1] for name in _shown(case)), Decimal(0))
    planned, calculated = (format_decimal(posts, 2) for posts in (held / kosten.vollzeit, kosten.vzae))
    if held and kosten.vzae and planned != calculated:
        yield plain(words("compared", planned=planned, calculated=calculated), quiet=True)


def _amounts(hours: Decimal, full: Decimal, places: int) -> tuple[Cell, Cell]:
    """Hours, and what part of a full post they are."""
    return Cell(format_decimal(hours, places) if hours else "–"), Cell(format_decimal(hours / full, 2) if hours and full else "–")


def _people(case: Case) -> Table | None:
    rows = tuple(
        Row((Cell(person.name, person.qualification, strong=True), Cell(person.tasks), Cell(person.substitute)))
        for person in case.people
        if row_filled(person)
    )
    if not rows:
        return None
    return without_empty(Table(tuple(Column(words(f"columns.{name}")) for name in ("name", "tasks", "substitute")), rows))
