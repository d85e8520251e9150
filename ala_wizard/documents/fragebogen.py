"""The questionnaire for the kitchen table: every question of every page with room to write by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ala_wizard.calc.results import Results
from ala_wizard.checks import facts
from ala_wizard.checks.answered import entered, holds, rows_filled
from ala_wizard.content.loader import Content
from ala_wizard.content.papers import papers
from ala_wizard.content.schema import Column, FieldSpec, PageField, Part, Question, TableBlock, When
from ala_wizard.documents import values
from ala_wizard.documents.blocks import (
    Block,
    Document,
    Heading,
    Lines,
    Note,
    PageBreak,
    Prompt,
    Sheet,
    SheetColumn,
    Tick,
    Ticks,
)
from ala_wizard.documents.common import paper
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import words
from ala_wizard.model import path, richtext
from ala_wizard.model.case import Case, ChecklistState

ANSWER, SHORT_ANSWER, MORE = 6, 3, 3
"""Ruled lines for a needed answer, for one that is voluntary or a text field, and below an answer that is there."""
BLANK, BLANK_MORE = 3, 2
"""Blank rows of an empty table, and below rows that are there."""
DAY_ROWS = 2
"""Rows for every value of a column that groups a table, such as the days of a week."""
SHEET = 165.0
"""Width of the sheets in mm; columns that find no room go on in a second one."""
WIDTHS = {"money": 29.0, "decimal": 22.0, "count": 20.0, "percent": 20.0, "hours": 21.0, "date": 27.0, "time": 20.0, "yesno": 31.0}
"""Widths in mm that a hand needs; of the others see `_width`."""
NAME, LINE, TEXT = 42.0, 36.0, 50.0
BRIEF = 60
"""Letters; the choices of a column are ticked in its cells only where their words together are shorter."""
LATER = frozenset({"evidence_from", "evidence_due", "note"})
"""Columns of the cost tables that nobody needs at the kitchen table: who brings the evidence, and remarks."""


@dataclass(frozen=True)
class Extent:
    """What is asked beyond the farm and the needed questions of the Konzept."""

    filled: bool = False
    """Print what the case already knows; without it only prepared rows of tables stand there."""
    costs: bool = False
    """Also costs, pay and sales."""
    everything: bool = False
    """Also what is voluntary, and the checklists."""

    def asks(self, part: Part, question: Question) -> bool:
        """Is this question on the paper?"""
        if question.kind in ("panel", "checklist") or (part.group == "rechnen" and not self.costs):
            return False
        return self.everything or (question.required and part.group != "abgeben")

    def asks_column(self, column: Column) -> bool:
        """Is this column on the paper?"""
        return self.everything or column.key not in LATER


def fragebogen(case: Case, content: Content, results: Results, stamp: Stamp, extent: Extent) -> Document:
    """The paper, as far as it is wanted."""
    filled = extent.filled
    made = paper("fragebogen", words("fragebogen.title"), case.farm.name.strip() if filled else "", case, content, results, stamp)
    return replace(
        made,
        cover=(),
        status=words("fragebogen.status"),
        handed_in=False,
        rechtsstand="",
        farm=made.farm if filled else "",
        blocks=tuple(_body(case, content, results, extent)),
        wide=True,
        covered=False,
        contents="always",
    )


def _body(case: Case, content: Content, results: Results, extent: Extent) -> Iterator[Block]:
    filled = extent.filled
    yield Prompt("", hint=words("fragebogen.lead"))
    if filled:
        yield Prompt("", hint=words("fragebogen.lead_filled"))
    yield Prompt("", hint=words("fragebogen.share"))
    yield Note("info", words("fragebogen.secret"))
    yield Lines(words("fragebogen.farm"), value=case.farm.name if filled else "")
    yield Lines(words("fragebogen.filled_by"))
    yield Lines(words("fragebogen.day"), short=True)
    for place, part in enumerate(content.parts):
        questions = [question for question in part.questions if extent.asks(part, question)]
        if filled:
            questions = [question for question in questions if _asked(question.when, case)]
        if questions:
            if place:
                yield PageBreak()
            yield from _part(part, questions, case, content, results, extent)
    yield PageBreak()
    yield from _papers(case, filled)
    if extent.everything:
        yield PageBreak()
        yield from _lists(case, content, filled)
    yield PageBreak()
    yield Heading(1, words("fragebogen.notes.title"), anchor="notizen")
    yield Prompt("", hint=words("fragebogen.notes.lead"))
    yield Lines(count=22)


def _asked(when: When | None, case: Case) -> bool:
    """Is it asked, or may it still be? What hangs on an answer that nobody gave yet is printed."""
    return when is None or holds(when, case) or not entered(case, when.address)


def _only(when: When | None, content: Content) -> str:
    """Under which condition something is asked."""
    if when is None:
        return ""
    label = next((f.label for question in content.questions.values() for f in question.fields if f.target == when.address), "")
    answer = when.equals or when.is_not
    known = answer if answer not in ("ja", "nein") else words("common.yes" if answer == "ja" else "common.no")
    return words("fragebogen.only_if" if when.equals else "fragebogen.unless", label=label.rstrip("?"), answer=known)


def _part(part: Part, questions: list[Question], case: Case, content: Content, results: Results, extent: Extent) -> Iterator[Block]:
    filled = extent.filled
    yield Heading(1, part.title, str(part.number or ""), f"teil-{part.step}")
    if part.lead.strip():
        yield Prompt("", hint=" ".join(part.lead.split()))
    for question in questions:
        voluntary = "" if question.required else words("fragebogen.voluntary")
        hint = " ".join(piece for piece in (_only(question.when, content), question.hint, voluntary) if piece)
        yield Prompt(question.ask, question.id, hint)
        yield _who()
        for field in question.fields:
            if filled and not _asked(field.when, case):
                continue
            if field.when is not None:
                yield plain(_only(field.when, content), quiet=True)
            yield from _field(field, case, content, filled)
        if filled and not _asked(question.answer_when, case):
            continue
        if question.answer_when is not None:
            yield plain(_only(question.answer_when, content), quiet=True)
        if question.kind in ("text", "line"):
            yield _answer(question, case, content, results, filled)
        elif question.kind == "coverage":
            yield _coverage(question, case, filled)
        for table in question.tables:
            yield from _table(table, case, content, extent)


def _who() -> Ticks:
    """Who knows the answer: so that a question can be passed on."""
    names = ("self", "staff", "tax", "adviser")
    return Ticks(tuple(Tick(words(f"fragebogen.who.{name}")) for name in names), words("fragebogen.who.label"), other=True, small=True)


def _answer(question: Question, case: Case, content: Content, results: Results, filled: bool) -> Lines:
    """What stands there, with the values of its facts."""
    stored = case.answers.get(question.id, "") if filled else ""
    known = richtext.plain(stored, lambda fact: facts.shown(fact, case, results, content).text).strip()
    return Lines(count=MORE if known else ANSWER if question.required else SHORT_ANSWER, value=known)


def _coverage(question: Question, case: Case, filled: bool) -> Lines:
    chosen = case.coverage.get(question.id, ()) if filled else ()
    names = {person.id: person.name for person in case.people} | {service.id: service.name for service in case.external_services}
    return Lines(count=2, value=", ".join(names[row] for row in chosen if names.get(row)))


def _field(field: PageField, case: Case, content: Content, filled: bool) -> Iterator[Block]:
    value = path.get(case, field.target) if filled else None
    known = values.shown(field, value, case, content) if not isinstance(value, bool) else ""
    if field.kind in ("yesno", "choice", "check"):
        yield Ticks(tuple(Tick(option, option == known) for option in _options(field, content)), field.label)
        return
    known = case.unread.get(field.target, known) if filled else ""
    if field.kind == "text":
        yield Lines(field.label, MORE if known else SHORT_ANSWER, value=known)
        return
    short = field.kind in WIDTHS
    yield Lines(field.label, unit=field.unit, value=known, short=short)


def _options(spec: FieldSpec, content: Content) -> tuple[str, ...]:
    """The answers to tick."""
    if spec.kind == "choice":
        return tuple(choice.label for choice in content.choices[spec.choices].choices)
    return (words("common.yes"), words("common.no")) if spec.kind == "yesno" else (words("common.yes"),)


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(block: TableBlock, case: Case, content: Content, extent: Extent) -> Iterator[Block]:
    rows = _rows(block, case, content, extent.filled)
    first, *others = [column for column in block.columns if extent.asks_column(column)]
    for column in (first, *others):
        if column.kind == "choice" and not _ticked(column, content):
            options = ", ".join(_options(column, content))
            yield plain(words("fragebogen.options", label=column.label, options=options), quiet=True)
    sheets: list[list[Column]] = [[]]
    for column in others:
        room = SHEET - _width(first, lead=True) - sum(_width(known) for known in sheets[-1])
        if sheets[-1] and _width(column) > room:
            sheets.append([])
        sheets[-1].append(column)
    for number, columns in enumerate(sheets):
        chosen = [first, *columns]
        places = [block.columns.index(column) for column in chosen]
        yield Sheet(
            tuple(_column(column, content, lead=column is first) for column in chosen),
            tuple(tuple(row[place] for place in places) for row in rows),
            words("fragebogen.continued", title=block.title) if number else block.title,
            tall=any(column.kind == "text" for column in chosen),
        )


def _rows(block: TableBlock, case: Case, content: Content, filled: bool) -> list[tuple[str, ...]]:
    """Rows that are there, prepared ones included, and blank ones."""
    every = path.get(case, block.target)
    known = [row for row in every if any(values.shown(column, getattr(row, column.key), case, content) for column in block.columns)]
    full = {row.id for row in rows_filled(case, block.target)}
    if not filled:
        known = [row for row in known if row.id not in full]
    shown = [tuple(values.shown(column, getattr(row, column.key), case, content) for column in block.columns) for row in known]
    blank = ("",) * len(block.columns)
    if shown:
        return [*shown, *[blank] * (BLANK_MORE if block.add else 0)]
    group = next((column for column in block.columns if column.key == block.group_by), None)
    if group is not None:
        place = block.columns.index(group)
        days = _options(group, content)
        return [tuple(day if at == place else "" for at in range(len(blank))) for day in days for _ in range(DAY_ROWS)]
    return [blank] * BLANK


def _ticked(column: Column, content: Content) -> bool:
    """Are the answers few enough for boxes in every cell?"""
    return column.kind == "yesno" or (column.kind == "choice" and len(" ".join(_options(column, content))) <= BRIEF // 2)


def _column(column: Column, content: Content, *, lead: bool) -> SheetColumn:
    unit = f" ({column.unit})" if column.unit and column.unit.lower() not in column.label.lower() else ""
    options = _options(column, content) if _ticked(column, content) and not lead else ()
    return SheetColumn(column.label + unit, _width(column, lead=lead), options)


def _width(column: Column, *, lead: bool = False) -> float:
    if lead:
        return NAME
    if column.kind == "choice":
        return LINE
    return WIDTHS.get(column.kind, TEXT if column.kind == "text" else LINE)


# --- papers and lists -------------------------------------------------------------------------------------------------


def _papers(case: Case, filled: bool) -> Iterator[Block]:
    key = "fragebogen.papers."
    yield Heading(1, words(key + "title"), anchor="papiere")
    yield Prompt("", hint=words(key + "lead"))
    options = tuple(words(key + name) for name in ("there", "asked", "none"))
    columns = (
        SheetColumn(words(key + "paper"), 45),
        SheetColumn(words(key + "who"), 40),
        SheetColumn(words(key + "state"), 38, options),
        SheetColumn(words(key + "care"), 42),
    )
    states = {"erledigt": options[0], "entfaellt": options[2]}
    rows = []
    for entry in papers():
        said = case.todo.get(entry.id, ChecklistState()) if filled else ChecklistState()
        rows.append((entry.title, entry.who, states.get(said.state, ""), _care(said)))
    yield Sheet(columns, tuple(rows))


def _lists(case: Case, content: Content, filled: bool) -> Iterator[Block]:
    key = "fragebogen.lists."
    yield Heading(1, words(key + "title"), anchor="checklisten")
    yield Prompt("", hint=words(key + "lead"))
    options = tuple(words(key + name) for name in ("done", "open", "none"))
    states = dict(zip(("erledigt", "offen", "entfaellt"), options, strict=True))
    columns = (
        SheetColumn(words(key + "item"), 72),
        SheetColumn(words(key + "state"), 45, options),
        SheetColumn(words(key + "care"), 48),
    )
    for checklist in content.checklists:
        rows = []
        for item in checklist.items:
            said = case.checklist.get(item.id, ChecklistState()) if filled else ChecklistState()
            rows.append((f"{item.id}  {item.text}", states.get(said.state, ""), _care(said)))
        yield Prompt(checklist.title, "", checklist.lead)
        yield Sheet(columns, tuple(rows))


def _care(said: ChecklistState) -> str:
    day = f"{said.due:%d.%m.%Y}" if said.due else ""
    return ", ".join(piece for piece in (said.note.strip(), said.reason.strip(), said.person.strip(), day) if piece)
