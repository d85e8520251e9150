"""Facts that stand in every paper. Each has one function, so that two papers can never disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import count

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import in_force, rechtsstand
from ala_wizard.content.schema import Profile
from ala_wizard.documents.bilder import LOGO
from ala_wizard.documents.blocks import Block, Cell, Column, Definition, Document, DocumentKind, Figure, Heading, Picture, Row, Table
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal

COVER_LETTERS = 120
"""A longer name is cut on the cover."""


def farm_name(case: Case) -> str:
    """The name of the farm as typed; empty while unknown."""
    return case.farm.name.strip()


def traeger(case: Case) -> str:
    """Who applies: the Träger, or the farm itself."""
    return case.farm.traeger.strip() or farm_name(case)


def shortened(text: str, letters: int = COVER_LETTERS) -> str:
    """A name for the cover, where only so much has room; the whole name stands inside."""
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"


def address(case: Case) -> str:
    """Street and town in one line; empty while unknown."""
    town = f"{case.farm.postcode.strip()} {case.farm.town.strip()}".strip()
    return ", ".join(part for part in (case.farm.street.strip(), town) if part)


def reach(case: Case) -> str:
    """Phone, e-mail and website in one line; empty while unknown."""
    return ", ".join(part.strip() for part in (case.farm.phone, case.farm.email, case.farm.website) if part.strip())


def places(count: int | None) -> str:
    """„8 Plätze“; empty while unknown."""
    if count is None:
        return ""
    return words("common.cover.one_place") if count == 1 else words("common.cover.places", places=count)


def service(case: Case) -> str:
    """What is offered: Arbeitsbereich with its places at the end and at the start."""
    start = case.offer.places_start
    parts = (
        words("common.cover.service_area"),
        places(case.offer.places_target),
        "" if start is None else words("common.cover.start_with_one" if start == 1 else "common.cover.start_with", places=start),
    )
    return ", ".join(part for part in parts if part)


def period(case: Case) -> str:
    """The Vereinbarungszeitraum in words; „noch offen“ while unknown."""
    start, end = case.period.start, case.period.end
    if start and end:
        return words("common.cover.period_text", start=format_date(start), end=format_date(end))
    return words("common.cover.period_from", start=format_date(start)) if start else words("common.cover.unknown")


def status(case: Case) -> str:
    """Handed in or not (Fachvorgabe R12)."""
    return words("common.handed_in", date=format_date(case.handed_in)) if case.handed_in else words("common.draft")


KINDS = ("physical", "sensory", "intellectual", "psychological")
"""The kinds of disability, as fields of the offer."""


def fits(case: Case) -> tuple[Definition, ...]:
    """For which kinds of disability the work suits and for which not, one line each; nothing while unknown."""
    rows = []
    for answer, label in (("ja", "fits"), ("nein", "fits_not")):
        kinds = [words(f"common.kinds.{kind}") for kind in KINDS if getattr(case.offer, kind) == answer]
        if kinds:
            rows.append(Definition(words(f"common.kinds.{label}"), ", ".join(kinds)))
    return tuple(rows)


def profile(case: Case, content: Content) -> Profile:
    """The case's Leistungsträger; a profile that this program does not know falls back to the first."""
    return content.profile(case.profile)


def paper(kind: DocumentKind, title: str, subtitle: str, case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """A document with everything but its blocks."""
    traeger_profile = profile(case, content)
    others = [name for name in (*traeger_profile.documents, "anlagen") if name not in (kind, "anschreiben")]
    checked = rechtsstand(content.parameters.values(), results.stichtag)
    unknown = words("common.cover.unknown")
    cover = (
        ("traeger", ", ".join(part for part in (shortened(traeger(case)), shortened(address(case))) if part) or unknown),
        ("addressee", ", ".join(traeger_profile.addressee)),
        ("service", service(case)),
        ("period", period(case)),
        ("belongs", ", ".join(words(f"common.papers.{name}") for name in others)),
    )
    return Document(
        kind=kind,
        title=title,
        overline=words("common.overline"),
        subtitle=shortened(subtitle),
        farm=farm_name(case) or words("common.no_farm"),
        cover=tuple(Definition(words(f"common.cover.{name}"), value) for name, value in cover),
        status=status(case),
        handed_in=case.handed_in is not None,
        stand=words("common.stand", date=format_date(stamp.now.date()), time=f"{stamp.now:%H:%M}"),
        rechtsstand=words("common.rechtsstand", date=format_date(checked)) if checked else "",
        example=words("common.example") if case.example else "",
        made_at=stamp.now,
        producer=words("common.producer", version=stamp.version),
        blocks=(),
        logo=next((stamp.pictures[entry.id] for entry in case.attachments if entry.kind == LOGO and entry.id in stamp.pictures), None),
    )


def numbered(entries: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with their tables and their figures numbered: each with a caption gets the next number of its kind."""
    found: list[Block] = []
    tables, figures = count(1), count(1)
    for block in entries:
        if isinstance(block, Table) and block.caption:
            found.append(replace(block, number=next(tables)))
        elif isinstance(block, Figure | Picture) and block.caption:
            found.append(replace(block, number=next(figures)))
        else:
            found.append(block)
    return tuple(found)


def without_empty(table: Table) -> Table:
    """The table without columns in which no row says anything. The first column stays, and so do amounts at the end."""
    count = len(table.columns)
    full = [row for row in table.rows if len(row.cells) == count]
    stay = {0, count - 1} if table.columns[-1].align == "right" else {0}
    kept = [index for index in range(count) if index in stay or any(row.cells[index].text.strip() for row in full)]
    if len(kept) == count:
        return table
    first, end = table.note_columns
    return replace(
        table,
        columns=tuple(table.columns[index] for index in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[index] for index in kept)) if len(row.cells) == count else row for row in table.rows),
        note_columns=(sum(index < first for index in kept), sum(index < end for index in kept)),
    )


def with_unit(value: Decimal | None, unit: str) -> str:
    """A legal value with its unit; a dash while unknown."""
    return f"{format_decimal(value)}\u00a0{unit}".strip() if value is not None else "–"


def overrides(case: Case, content: Content, results: Results) -> tuple[Block, ...]:
    """The legal values that the user replaced, with reasons; nothing where none was."""
    if not case.overrides:
        return ()
    rows = []
    for name, override in sorted(case.overrides.items()):
        parameter = content.parameters.get(name)
        entry = in_force(parameter, results.stichtag) if parameter else None
        unit = entry.unit if entry else parameter.values[-1].unit if parameter else ""
        reason = Cell(override.reason) if override.reason.strip() else Cell(words("common.missing"), missing=True)
        rows.append(
            Row(
                (
                    Cell(parameter.label if parameter else name),
                    Cell(with_unit(entry.value if entry else None, unit)),
                    Cell(with_unit(override.value, unit), strong=True),
                    reason,
                )
            )
        )
    head = [words(f"common.overrides.{key}") for key in ("name", "instead", "value", "reason")]
    columns = (Column(head[0]), Column(head[1], "right"), Column(head[2], "right"), Column(head[3]))
    return (
        Heading(1, words("common.overrides.title"), anchor="overrides"),
        plain(words("common.overrides.lead")),
        Table(columns, tuple(rows)),
    )
