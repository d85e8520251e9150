"""The Leistungsbeschreibung: minimum content of § 125 Abs. 2 SGB IX, with references to the Konzept (Fachvorgabe R4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import localcontext
from itertools import chain

from ala_wizard.calc.results import Line, Results
from ala_wizard.checks import findings
from ala_wizard.checks.answered import filled, row_filled
from ala_wizard.checks.parked import active
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.loader import Content
from ala_wizard.documents import typed, values
from ala_wizard.documents.answers import answer
from ala_wizard.documents.blocks import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Note,
    Paragraph,
    Reference,
    Row,
    Span,
    Table,
)
from ala_wizard.documents.common import address, farm_name, fits, numbered, overrides, paper, period, profile, reach, traeger, without_empty
from ala_wizard.documents.outline import outline
from ala_wizard.documents.schaubilder import dreieck
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.wording import entry_of, names
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case, ChecklistState
from ala_wizard.model.german import format_date, format_decimal
from ala_wizard.model.money import DIGITS
from ala_wizard.model.people import Person

STRUCTURE = "QS"
QUALITY = (STRUCTURE, "QP", "QE")
HERE = "\0"
"""Stands in a sentence where the references come."""


@dataclass(frozen=True)
class Source:
    """What every section is made from."""

    today: date
    """The day of the stamp."""
    case: Case
    content: Content
    results: Results
    numbers: dict[str, str]
    anchors: dict[str, str]
    """Of the sections of the Konzept, by their number."""


def words(key: str, **given: object) -> str:
    """The words of this paper."""
    return _words(f"leistungsbeschreibung.{key}", **given)


def leistungsbeschreibung(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The whole Leistungsbeschreibung."""
    case = active(case, content)
    document = paper("leistungsbeschreibung", words("title"), words("subtitle"), case, content, results, stamp)
    konzept = outline(case, content)
    source = Source(stamp.now.date(), case, content, results, konzept.numbers, konzept.anchors)
    with localcontext() as decimals:
        decimals.prec = DIGITS
        return replace(document, blocks=numbered(_blocks(source)))


def _blocks(source: Source) -> Iterator[Block]:
    for number, (name, section) in enumerate(SECTIONS.items(), 1):
        entry = entry_of(f"leistungsbeschreibung.section.{name}")
        yield Heading(1, entry["title"], str(number), name)
        if "text" in entry:
            yield typed.plain(entry["text"])
        own = [*_answers(entry.get("begin", ()), source), *section(source), *_answers(entry.get("answers", ()), source)]
        yield from own or [Note("gap", words("nothing"))]
        yield from _references(entry.get("refer", ()), source)
    yield from overrides(source.case, source.content, source.results)


def _answers(questions: tuple[str, ...], source: Source) -> Iterator[Block]:
    """What the user wrote for the Konzept, where the agreement itself needs it."""
    for question in questions:
        yield from answer(question, source.case, source.content, source.results)


def _references(questions: tuple[str, ...], source: Source) -> Iterator[Block]:
    """The true section numbers of the Konzept."""
    numbers = sorted({source.numbers[question] for question in questions if question in source.numbers}, key=_in_order)
    if not numbers:
        return
    before, after = words("refer_one" if len(numbers) == 1 else "refer_many", numbers=HERE).split(HERE)
    links = [Span(number, refers=Reference("konzept", source.anchors[number], words("refer_place", number=number))) for number in numbers]
    between = [Span(before), *(Span(", ") for _ in numbers[2:]), *(Span(f" {words('and_word')} ") for _ in numbers[1:2])]
    yield Paragraph((*chain.from_iterable(zip(between, links, strict=True)), Span(after)), quiet=True)


def _in_order(number: str) -> tuple[int, ...]:
    """5.2 comes before 5.10."""
    return tuple(int(part) for part in number.split("."))


def _table(name: str, source: Source) -> Iterator[Block]:
    columns = names(f"leistungsbeschreibung.tables.{name}_columns")
    made = values.chosen_table(name, columns, words(f"tables.{name}"), source.case, source.content)
    if made is not None:
        yield made


def _definitions(rows: list[tuple[str, str]]) -> Iterator[Block]:
    kept = tuple(Definition(label, value) for label, value in rows if value.strip())
    if kept:
        yield Definitions(kept)


def _facts(pairs: list[tuple[str, str]]) -> Iterator[Block]:
    kept = tuple(Fact(value, words(f"figures.{name}")) for name, value in pairs if value)
    if kept:
        yield Facts(kept)


def _betrieb(source: Source) -> Iterator[Block]:
    case, farm = source.case, source.case.farm
    found = {
        "farm": farm_name(case),
        "traeger": traeger(case),
        "legal_form": farm.legal_form,
        "address": address(case),
        "contact": farm.contact,
        "reach": reach(case),
        "period": period(case) if case.period.start else "",
    }
    yield from _definitions([(words(f"betrieb.{name}"), value) for name, value in found.items()])
    drawn = dreieck(profile(case, source.content).short, farm_name(case) or _words("common.open"), case.offer.places_target)
    yield Figure(drawn, words("betrieb.dreieck"))


def _personenkreis(source: Source) -> Iterator[Block]:
    offer = source.case.offer
    km = words("kinds.catchment_km", km=format_decimal(offer.catchment_km)) if offer.catchment_km is not None else ""
    care = {"ja": _words("common.yes"), "nein": _words("common.no")}.get(offer.care_needed, "")
    yield from _definitions(
        [
            *((row.label, row.value) for row in fits(source.case)),
            (words("kinds.catchment"), ": ".join(part for part in (km, offer.catchment.strip()) if part)),
            (words("kinds.care"), care),
        ]
    )


def _plaetze(source: Source) -> Iterator[Block]:
    offer = source.case.offer
    yield from _facts(
        [
            ("places_target", str(offer.places_target) if offer.places_target is not None else ""),
            ("places_start", str(offer.places_start) if offer.places_start is not None else ""),
            ("start", format_date(offer.start) if offer.start else ""),
        ]
    )
    yield from _table("participants", source)


def _ziel(source: Source) -> Iterator[Block]:
    yield from _table("goals", source)


def _art(source: Source) -> Iterator[Block]:
    yield from _table("work_areas", source)


def _umfang(source: Source) -> Iterator[Block]:
    offer, kosten = source.case.offer, source.results.kosten
    yield from _facts(
        [
            ("hours_week", format_decimal(offer.hours_week) if offer.hours_week is not None else ""),
            ("hours_week_min", format_decimal(offer.hours_week_min) if offer.hours_week_min is not None else ""),
            ("days", format_decimal(kosten.tage)),
        ]
    )
    yield from _table("accompanying", source)
    yield from _table("groups", source)


def _sachlich(source: Source) -> Iterator[Block]:
    yield from _table("rooms", source)
    yield from _table("equipment", source)


def _personal(source: Source) -> Iterator[Block]:
    """Posts with their hours by function in one cell: nine columns would leave no room for words."""
    rows = [
        Row((Cell(person.name), Cell(person.qualification), Cell(values.hours(person, source.content))))
        for person in source.case.people
        if row_filled(person)
    ]
    if rows:
        heads = [words(f"people.{name}") for name in ("name", "qualification", "hours")]
        yield Table(tuple(Column(head) for head in heads), tuple(rows), words("tables.people"))
    yield from _table("external_services", source)
    staff = [person for person in source.case.people if row_filled(person)]
    if staff:
        yield typed.plain(words("records_all" if all(_record_good(person, source.today) for person in staff) else "records_open"))


def _record_good(person: Person, today: date) -> bool:
    """Was the erweitertes Führungszeugnis seen, and is it still good? Neither name nor date is printed (§ 124 Abs. 2 SGB IX)."""
    until = person.fuehrungszeugnis_until
    return person.fuehrungszeugnis_seen is not None and (until is None or until >= today)


def _anlagen(source: Source) -> Iterator[Block]:
    inputs, kosten = source.case.kostenkalkulation, source.results.kosten
    rows = []
    lines: dict[str, Line] = {line.id: line for line in kosten.fixe}
    for kind, assets in (("gebaeude", inputs.gebaeude), ("inventar", inputs.inventar), ("miete", inputs.miete)):
        for asset in assets:
            line = lines.get(asset.id)
            if line is not None and (line.label.strip() or line.amount):
                label = line.label.strip() or _words("kostenkalkulation.unnamed")
                rows.append(Row((Cell(label), Cell(words(f"anlagen.{kind}")), Cell(format_decimal(line.amount, 2)))))
    if rows:
        heads = [words(f"anlagen.{name}") for name in ("name", "kind", "amount")]
        yield Table((Column(heads[0]), Column(heads[1]), Column(heads[2], "right")), tuple(rows), words("anlagen.caption"))


def _qualitaet(source: Source) -> Iterator[Block]:
    """What the user says about each criterion; without a word of theirs, what the data already show."""
    case, content = source.case, source.content
    shown = ticks(case, content, findings.run(case, content, source.results, source.today))
    checklists = {checklist.id: checklist for checklist in content.checklists}
    criteria = entry_of("leistungsbeschreibung.criteria")
    for name in QUALITY:
        if name not in checklists:
            continue
        rows = []
        for item in checklists[name].items:
            said = case.checklist.get(item.id, ChecklistState())
            tick = shown.get(item.id)
            state = _state(name, said.state or ("belegt" if tick is not None and tick.done else ""), source)
            remark = " ".join(part for part in (said.reason, said.note) if filled(part))
            cell = Cell(words(f"qualitaet.{state}")) if state else Cell(words("qualitaet.open"), missing=True)
            rows.append(Row((Cell(criteria.get(item.id, item.text)), cell, Cell(remark))))
        heads = [words(f"qualitaet.{head}") for head in ("criterion", "state", "remark")]
        columns = (Column(heads[0], weight=9), Column(heads[1], weight=4), Column(heads[2], weight=7))
        yield without_empty(Table(columns, tuple(rows), words(f"qualitaet.{name}")))


def _state(checklist: str, state: str, source: Source) -> str:
    """Before the first day of work is past nothing is done yet that needs work: it is settled (structure) or planned."""
    start = source.case.offer.start
    if start is not None and start < source.today:
        return state
    if checklist == STRUCTURE:
        return "geregelt" if state == "erledigt" else state
    return "offen" if state in ("erledigt", "belegt") else state


def _verguetung(source: Source) -> Iterator[Block]:
    kosten = source.results.kosten
    if kosten.tagessatz is None:
        return
    yield from _facts([("tagessatz", values.money(kosten.tagessatz_angesetzt)), ("monatssatz", values.money(kosten.monatssatz))])


SECTIONS: dict[str, Callable[[Source], Iterator[Block]]] = {
    "betrieb": _betrieb,
    "personenkreis": _personenkreis,
    "plaetze": _plaetze,
    "ziel": _ziel,
    "art": _art,
    "umfang": _umfang,
    "sachlich": _sachlich,
    "personal": _personal,
    "anlagen": _anlagen,
    "qualitaet": _qualitaet,
    "verguetung": _verguetung,
}
"""The sections in their order; words and references stand in the resource file."""
