"""Everything that is open, whatever it is: answers, contradictions, checklists, evidence, papers, dates. One list.

A point says who takes care and by when, where the case knows it; `assign` writes that to its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ala_wizard.calc.belege import Piece, pieces, unnamed
from ala_wizard.calc.fristen import fristen
from ala_wizard.calc.results import Results
from ala_wizard.checks.context import SEVERITIES, Finding, short
from ala_wizard.checks.listen import item_state
from ala_wizard.checks.papers import Known, paper_states
from ala_wizard.checks.ticks import Tick
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Checklist
from ala_wizard.content.texts import text
from ala_wizard.model import path
from ala_wizard.model.case import Case, ChecklistState

Kind = Literal["frage", "befund", "liste", "beleg", "unterlage", "termin"]
BUNDLED: tuple[Kind, ...] = ("frage", "liste")
"""Kinds of which one page may have many: those of one page with the same person and day stand together."""
LISTS = frozenset({"pruefliste", "entfaellt_ohne_grund"})
HORIZON = 366
"""Days; what a law or a contract asks for later than that is no open point yet."""
EVIDENCE = frozenset({"beleg_ueberfaellig"})
"""Rules whose findings stand in the list as items and pieces of evidence anyway."""


@dataclass(frozen=True)
class OpenPoint:
    """One thing to do."""

    key: str
    """Where person and day are kept; stable as long as the point is open."""
    kind: Kind
    title: str
    why: str
    step: str
    target: str
    """Question, item or address where it is done."""
    who: str = ""
    due: date | None = None
    must: bool = False
    """Without it the papers are not whole."""
    dated: bool = True
    """Can the day be chosen? Not for those that follow from a law or a contract."""
    rows: tuple[str, ...] = ()
    """Addresses of the cost rows of a piece of evidence."""
    parts: tuple[OpenPoint, ...] = ()
    """The single points of a bundle."""

    @property
    def count(self) -> int:
        """How many points this is."""
        return len(self.parts) or 1


@dataclass(frozen=True)
class Look:
    """What the list is made from."""

    case: Case
    content: Content
    results: Results
    findings: tuple[Finding, ...]
    ticks: Mapping[str, Tick]
    open_steps: Mapping[str, int]
    """How many points are open in each step, for the papers that the program writes."""
    today: date


def collect(look: Look) -> tuple[OpenPoint, ...]:
    """All open points, one by one, in the order of the pages."""
    found = [*_findings(look), *_items(look), *_evidence(look), *_papers(look), *_partners(look), *_deadlines(look)]
    order = {part.step: place for place, part in enumerate(look.content.parts)}
    asked = {question: place for place, question in enumerate(look.content.questions)}
    return tuple(sorted(found, key=lambda point: (order.get(point.step, len(order)), not point.must, asked.get(point.target, len(asked)))))


def bundled(points: Iterable[OpenPoint], content: Content) -> tuple[OpenPoint, ...]:
    """Open answers of one page, and items of one list, that share person and day become one point with parts."""
    found: dict[tuple[str, ...], list[OpenPoint]] = {}
    for point in points:
        alone = point.kind not in BUNDLED
        key = (point.key, "", "") if alone else (f"{point.kind}:{_home(point, content)}", point.who, str(point.due))
        found.setdefault(key, []).append(point)
    return tuple(group[0] if len(group) == 1 else _bundle(tuple(group), content) for group in found.values())


def _home(point: OpenPoint, content: Content) -> str:
    """The page of an answer, the list of an item."""
    return _list_of(point.target, content).id if point.kind == "liste" else point.step


def _bundle(group: tuple[OpenPoint, ...], content: Content) -> OpenPoint:
    first = group[0]
    if first.kind == "liste":
        entry = _list_of(first.target, content)
        title, key = text("offen.liste", name=entry.title, count=len(group)), f"L.{entry.id}"
    else:
        part = content.part_of[first.step]
        title, key = text("offen.fragen", name=_page(content, first.step), count=len(group)), part.step
    why = " · ".join(short(point.title, 70) for point in group[:3])
    return replace(
        first,
        key=key,
        title=title,
        why=text("offen.und_mehr", few=why, count=len(group) - 3) if len(group) > 3 else why,
        must=any(point.must for point in group),
        parts=group,
    )


def _list_of(item: str, content: Content) -> Checklist:
    return next(entry for entry in content.checklists if any(item == known.id for known in entry.items))


def _page(content: Content, step: str) -> str:
    part = content.part_of[step]
    return text("pruefung.teil", number=part.number, name=part.short) if part.number else part.short


def noted(case: Case, *keys: str) -> ChecklistState:
    """What the user noted under the first of these keys that holds something."""
    return next((found for key in keys if (found := case.todo.get(key)) is not None), ChecklistState())


# --- the sources ------------------------------------------------------------------------------------------------------


def _findings(look: Look) -> Iterator[OpenPoint]:
    for finding in look.findings:
        if finding.rule in LISTS | EVIDENCE or finding.severity == SEVERITIES[-1]:
            continue
        answer = finding.rule == "offen" and bool(finding.question)
        question = look.content.questions.get(finding.question)
        title = finding.text
        if answer and question is not None and finding.address.startswith(("answers[", "coverage[")):
            title = question.ask
        said = noted(look.case, finding.id, *((finding.step,) if answer else ()))
        yield OpenPoint(
            finding.id,
            "frage" if answer else "befund",
            title,
            finding.why,
            finding.step,
            finding.question or finding.address,
            said.person.strip(),
            said.due,
            finding.severity == SEVERITIES[0],
        )


def _items(look: Look) -> Iterator[OpenPoint]:
    for checklist in look.content.checklists:
        part = look.content.part_of.get(f"L.{checklist.id}")
        for item in checklist.items:
            if part is None or item_state(item, look.case, look.ticks) != "offen":
                continue
            said = look.case.checklist.get(item.id, ChecklistState())
            yield OpenPoint(
                item.id,
                "liste",
                item.text,
                said.note.strip() or item.help,
                part.step,
                item.id,
                said.person.strip(),
                said.due,
                item.required,
            )


def _evidence(look: Look) -> Iterator[OpenPoint]:
    lines = look.results.kosten.lines
    for piece in (*pieces(lines, look.case), *unnamed(lines, look.case)):
        if piece.state == "da":
            continue
        first = min(piece.announced, key=lambda entry: entry.due or date.max, default=None)
        rows = tuple(dict.fromkeys(line.address for line in piece.lines if line.address.startswith("kostenkalkulation.")))
        yield OpenPoint(
            f"beleg.{piece.key or (rows[0] if rows else piece.title)}",
            "beleg",
            text("offen.beleg", name=short(piece.title, 90)),
            _for_lines(piece),
            "belege",
            f"{rows[0]}.evidence" if rows else "Y0",
            first.who if first else "",
            first.due if first else None,
            rows=rows,
        )


def _for_lines(piece: Piece) -> str:
    names = list(dict.fromkeys(line.label for line in piece.lines))
    return text("offen.beleg_fuer", names=short(", ".join(names), 120))


def _papers(look: Look) -> Iterator[OpenPoint]:
    """Papers that nobody has; those that follow from answers and evidence already stand in the list as these."""
    known = Known(look.case, look.content, look.results, look.ticks, look.open_steps, look.today)
    for found in paper_states(known):
        paper = found.paper
        if found.state in ("da", "entfaellt") or paper.steps or paper.evidence or paper.evidence_of or paper.answered:
            continue
        part = look.content.part_of[paper.place]
        yield OpenPoint(
            paper.id,
            "unterlage",
            text("offen.unterlage", name=paper.title),
            " ".join(part for part in (paper.what_for, text("offen.bringt", who=paper.who)) if part),
            part.step,
            paper.place,
            found.who.strip(),
            found.due,
            paper.needed == "abgabe",
        )


def _partners(look: Look) -> Iterator[OpenPoint]:
    for partner in look.case.partners:
        if partner.next_date is None:
            continue
        key = f"partner.{partner.id}"
        yield OpenPoint(
            key,
            "termin",
            text("offen.partner", name=partner.name.strip() or text("offen.partner_ohne")),
            partner.note.strip() or partner.purpose.strip(),
            _step_of(look.content, "K3.6"),
            f"partners[{partner.id}].next_date",
            noted(look.case, key).person.strip(),
            partner.next_date,
        )


def _deadlines(look: Look) -> Iterator[OpenPoint]:
    """Days that follow from a law or a contract. What lies behind us stays as long as its matter is open."""
    case = look.case
    dates = fristen(case.verhandlung)
    agreed = case.verhandlung.agreed_on is not None
    found: list[tuple[str, date | None, str, str]] = [
        ("frist_ende", None if agreed else dates.frist_ende, "H8", ""),
        ("erinnern", dates.erinnern, "H8", ""),
        ("abgabe", None if case.handed_in else case.period.start, "A2", ""),
        ("gilt_bis", case.verhandlung.agreed_until, "H9", ""),
    ]
    found += [
        (f"zeugnis.{person.id}", person.fuehrungszeugnis_until, f"people[{person.id}].fuehrungszeugnis_until", person.name)
        for person in case.people
        if person.fuehrungszeugnis_until
    ]
    found += [
        (f"loeschen.{entry.id}", entry.delete_by, f"participants[{entry.id}].delete_by", entry.pseudonym)
        for entry in case.participants
        if entry.delete_by
    ]
    for name, day, target, who in found:
        if day is None or (day - look.today).days > HORIZON:
            continue
        key, question = f"frist.{name}", target if target in look.content.questions else {"z": "K8.1", "l": "K3.1"}[name[0]]
        step = _step_of(look.content, question)
        kind = name.partition(".")[0]
        yield OpenPoint(
            key,
            "termin",
            text(f"offen.frist_{kind}", name=who.strip() or "–"),
            text(f"offen.frist_{kind}_was"),
            step,
            target,
            noted(case, key).person.strip(),
            day,
            dated=False,
        )


def _step_of(content: Content, question: str) -> str:
    part = content.part_of.get(question)
    return part.step if part is not None else content.parts[0].step


# --- person and day ---------------------------------------------------------------------------------------------------


def assign(case: Case, point: OpenPoint, who: str, due: date | None) -> Case:
    """The case with person and day of a point at their place: cost rows, the item of a checklist, the partner, or `todo`."""
    who = who.strip()
    if point.kind == "beleg":
        for address in point.rows:
            case = path.replace(case, f"{address}.evidence_from", who)
            case = path.replace(case, f"{address}.evidence_due", due)
        return case
    if point.parts:
        for part in point.parts:
            case = _cleared(case, part)
        if point.kind == "liste":
            for part in point.parts:
                case = _at(case, "checklist", part.key, who, due)
            return case
        return _at(case, "todo", point.key, who, due)
    if point.kind == "liste":
        return _at(case, "checklist", point.key, who, due)
    if point.key.startswith("partner."):
        case = path.replace(case, point.target, due)
        due = None
    return _at(case, "todo", point.key, who, due if point.dated else None)


def due_address(point: OpenPoint) -> str:
    """The place of the day of a point, as `assign` writes it; of several rows the first one's."""
    if point.kind == "beleg" and point.rows:
        return f"{point.rows[0]}.evidence_due"
    if point.key.startswith("partner."):
        return point.target
    return f"{'checklist' if point.kind == 'liste' and not point.parts else 'todo'}[{point.key}].due"


def _cleared(case: Case, part: OpenPoint) -> Case:
    """What was noted for one answer gives way to what is said of its whole page."""
    return case if part.kind == "liste" else _at(case, "todo", part.key, "", None)


def _at(case: Case, field: Literal["todo", "checklist"], key: str, who: str, due: date | None) -> Case:
    kept: dict[str, ChecklistState] = dict(getattr(case, field))
    new = kept.get(key, ChecklistState()).model_copy(update={"person": who, "due": due})
    if new == ChecklistState():
        kept.pop(key, None)
    else:
        kept[key] = new
    return case.model_copy(update={field: kept})


def people(case: Case, points: Iterable[OpenPoint]) -> tuple[str, ...]:
    """Names to choose from: those already used here first, then contact, staff and services of the case."""
    found = [point.who for point in points if point.who]
    found += [case.farm.contact.strip(), *(row.name.strip() for row in case.people), *(row.name.strip() for row in case.external_services)]
    return tuple(dict.fromkeys(name for name in found if name))
