"""What may stand in the resource files. Stricter than the author: unknown keys are errors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ala_wizard.model.people import FUNCTIONS

Words = Annotated[str, StringConstraints(min_length=1)]


class Entry(BaseModel):
    """A block of a resource file."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Choice(Entry):
    """One answer to choose, with the help that belongs to it."""

    value: Words
    label: Words
    help: str = ""
    source: tuple[str, ...] = ()


class ChoiceSet(Entry):
    """A named list of choices, shared by window and documents."""

    id: Words
    choices: tuple[Choice, ...] = Field(alias="choice", min_length=1)

    def label(self, value: str) -> str:
        """The words for a stored value; an unknown value stands for itself."""
        return next((choice.label for choice in self.choices if choice.value == value), value)


FieldKind = Literal[
    "text", "line", "money", "decimal", "count", "percent", "hours", "date", "time", "choice", "yesno", "check", "row", "counts", "steps"
]


class FieldSpec(Entry):
    """One structured value of the case: a field of a page or a column of a table."""

    label: Words
    kind: FieldKind
    unit: str = ""
    choices: str = ""
    """ID of a choice set, for kind `choice`."""
    rows: str = ""
    """Address of the table whose rows can be chosen, for kind `row`."""
    places: int | None = Field(default=None, ge=0, le=4)
    """Decimals shown; without it: 2 for money, as typed for others."""
    size: Literal["", "short", "medium"] = ""
    """How long the text of a `line` field is: a postcode, a telephone number; without it the field has the whole width."""
    help: str = ""
    example: str = ""
    source: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _sized(self) -> FieldSpec:
        if self.size and self.kind != "line":
            raise ValueError("size belongs to kind line")
        return self


class When(Entry):
    """A condition under which something is asked; exactly one of `is` and `is_not`. A ticked box counts as ja, an empty one as nein."""

    address: Words
    """Address of a field on some page that is asked without a condition."""
    equals: str = Field(default="", alias="is")
    """Asked only where this is the answer."""
    is_not: str = ""
    """Asked unless this is the answer; nothing said yet is not this answer."""

    @model_validator(mode="after")
    def _one(self) -> When:
        if bool(self.equals) == bool(self.is_not):
            raise ValueError("a condition says either is or is_not")
        return self


class PageField(FieldSpec):
    """A field with its address in the case."""

    target: Words
    required: bool = False
    when: When | None = None
    """Asked only where this holds; else its value rests: kept, not printed, not counted."""


class Column(FieldSpec):
    """A column of a table; `key` is the field of the row model."""

    key: Words
    width: int = Field(default=0, ge=0)
    """Wanted width in px at 100 %; 0 lets the content decide."""

    @model_validator(mode="after")
    def _width_only(self) -> Column:
        if self.size:
            raise ValueError("a column has a width, not a size")
        return self


SHAPES: dict[str, tuple[str, frozenset[str]]] = {
    "woche": ("week_plan", frozenset({"day", "start", "end", "kind", "activity"})),
    "bereiche": ("work_areas", frozenset({"name", "assignment", "steps", "aids", "season", "new"})),
    "ziele": ("goals", frozenset({"specific", "indicator", "attractive", "realistic", "due"})),
    "matrix": ("people", frozenset({"name", *FUNCTIONS})),
}
"""The table and the columns that belong to each shape."""


class TableBlock(Entry):
    """A table editor for a tuple of rows in the case."""

    target: Words
    title: Words
    add: str = ""
    """Words of the button that adds a row, for example „Raum hinzufügen“; without them the rows come from elsewhere."""
    empty: Words
    """One helping sentence for the empty table."""
    columns: tuple[Column, ...] = Field(alias="column", min_length=1)
    required: bool = False
    result: str = ""
    """Name of the calculator's list whose amounts stand as the last column (see calc)."""
    result_label: str = ""
    row_help: str = ""
    """Column whose chosen value brings its own help (a choice set with help texts)."""
    group_by: str = ""
    """Column (kind `choice`) whose equal values belong together: shown once for rows that follow each other."""
    group_copy: str = ""
    """Words of the deed that copies a group to the next value that has no rows, for example „Tag übernehmen“."""
    document: bool = True
    """Printed as a table with its question in the Konzept."""
    shape: Literal["", "woche", "bereiche", "ziele", "matrix"] = ""
    """How the rows are edited: as a table, as a timetable with the table as a list below, as cards with steps, as SMART goals,
    as a matrix of people and functions."""

    @model_validator(mode="after")
    def _shaped(self) -> TableBlock:
        if self.shape != "bereiche" and any(column.kind == "steps" for column in self.columns):
            raise ValueError("kind steps belongs to shape bereiche")
        needed = SHAPES.get(self.shape)
        adds = self.shape != "matrix"
        if needed is not None and (self.target != needed[0] or {c.key for c in self.columns} != needed[1] or bool(self.add) != adds):
            raise ValueError(f"shape {self.shape} belongs to {needed[0]} with {', '.join(sorted(needed[1]))}")
        return self

    @model_validator(mode="after")
    def _grouped(self) -> TableBlock:
        kinds = {column.key: column.kind for column in self.columns}
        if self.group_by and kinds.get(self.group_by) != "choice":
            raise ValueError(f"group_by {self.group_by}: no column of kind choice")
        if self.group_copy and not (self.group_by and self.add):
            raise ValueError("group_copy needs group_by, and rows that can be added")
        return self


class Question(Entry):
    """One guiding question with its help; its answer is a text, structured data, or both."""

    id: Words
    ask: Words
    """The question as the user reads it."""
    heading: str = ""
    """The heading of its section in the documents."""
    kind: Literal["text", "line", "data", "coverage", "panel", "checklist"]
    hint: str = ""
    required: bool = True
    help: str = ""
    authority: tuple[str, ...] = ()
    """What the authority looks for."""
    example: str = ""
    source: tuple[str, ...] = ()
    panel: str = ""
    """Name of a calculator's panel: alone for kind `panel`, below the fields and tables for kinds `data` and `text`."""
    helper: str = ""
    """Name of a panel that opens below the tables with a button of its own, for kind `data`."""
    checklist: str = ""
    """ID of the checklist, for kind `checklist`."""
    when: When | None = None
    """Asked only where this holds; else its answers rest."""
    answer_when: When | None = None
    """The same for the text or the people of the answer alone; fields and tables are asked always."""
    fields: tuple[PageField, ...] = Field(default=(), alias="field")
    tables: tuple[TableBlock, ...] = Field(default=(), alias="table")

    @model_validator(mode="after")
    def _whole(self) -> Question:
        if self.answer_when is not None and self.kind not in ("text", "line", "coverage"):
            raise ValueError(f"{self.id}: answer_when belongs to kind text, line or coverage")
        if self.when is not None and self.kind == "checklist":
            raise ValueError(f"{self.id}: a checklist is always asked")
        if self.kind == "data" and not (self.fields or self.tables):
            raise ValueError(f"{self.id}: kind data needs a field or a table")
        if (self.kind == "panel" and not self.panel) or (self.panel and self.kind not in ("panel", "data", "text")):
            raise ValueError(f"{self.id}: panel belongs to kind panel, data or text")
        if self.helper and self.kind != "data":
            raise ValueError(f"{self.id}: helper belongs to kind data")
        if (self.kind == "checklist") != bool(self.checklist):
            raise ValueError(f"{self.id}: checklist belongs to kind checklist")
        if self.kind != "panel" and not self.help:
            raise ValueError(f"{self.id}: help is missing")
        return self


class Intro(Entry):
    """A few sentences to read at the head of a page."""

    title: Words
    text: Words


class Part(Entry):
    """A page of the wizard; the ten parts are also the chapters of the Konzept."""

    id: Words
    step: Words
    """Name of the step in findings and on the command line, ASCII."""
    order: int
    group: Literal["start", "konzept", "rechnen", "abgeben"]
    number: int | None = None
    """Chapter number in the Konzept."""
    title: Words
    short: Words
    """Name in the step list, at most about 18 letters."""
    icon: str = ""
    lead: str = ""
    help: str = ""
    source: tuple[str, ...] = ()
    intros: tuple[Intro, ...] = Field(default=(), alias="intro")
    questions: tuple[Question, ...] = Field(default=(), alias="question")


class Baustein(Entry):
    """A few sentences that a farm can take as the beginning of an answer and then change (a building block)."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]*(\.[0-9A-Za-z]+)?-[a-z0-9-]+$")]
    """ID of the question, a hyphen and a name of the situation: `K3.1-kleiner-start`."""
    question: Words
    """ID of the question (kind `text`) that it answers."""
    title: Words
    """The situation in two to five words, by which a farm knows whether it fits."""
    text: Words
    """In the light marks of rich text, with facts of the case in braces; what only the farm knows is asked in square brackets."""

    @model_validator(mode="after")
    def _tidy(self) -> Baustein:
        if not self.id.startswith(f"{self.question}-"):
            raise ValueError(f"{self.id}: the ID must begin with the question, {self.question}-")
        if self.text != self.text.strip() or any(line != line.rstrip() for line in self.text.split("\n")):
            raise ValueError(f"{self.id}: blanks at the edge of the text or of a line")
        return self


class Auto(Entry):
    """A condition on the case's own data that ticks an item. Exactly one is set."""

    answered: str = ""
    """Question ID that is answered."""
    rows: str = ""
    """Address of a table with at least `min` rows."""
    min: int = 1
    filled: str = ""
    """Address of a value that is not empty."""
    yes: str = ""
    """Address of a yes/no that is yes."""
    no_finding: str = ""
    """ID of a finding that is absent."""

    @model_validator(mode="after")
    def _one(self) -> Auto:
        if sum(bool(x) for x in (self.answered, self.rows, self.filled, self.yes, self.no_finding)) != 1:
            raise ValueError("an auto condition names exactly one thing")
        return self


class CheckItem(Entry):
    """One item of a checklist."""

    id: Words
    text: Words
    help: Words
    link: str = ""
    """Question ID or step that answers it."""
    source: tuple[str, ...] = ()
    required: bool = False
    auto: tuple[Auto, ...] = ()
    """All must hold; then the program ticks the item and says why."""


class Checklist(Entry):
    """A list of the Fachvorgabe, section 3 and 3a."""

    id: Words
    title: Words
    lead: Words
    order: int
    items: tuple[CheckItem, ...] = Field(alias="item", min_length=1)


class DatedValue(Entry):
    """A legal value in one block: how much, since when, which unit, where from, checked how and when."""

    value: Decimal | None = None
    """None only where the value ended (`ended = true`)."""
    ended: bool = False
    valid_from: date
    since_at_latest: bool = False
    """True: the value is older than `valid_from` or the real day is not known; it is printed as „spätestens seit“."""
    unit: Words
    source: Words
    verified: Literal["V", "V-calc", "S", "G"]
    """V read in the law itself, V-calc reckoned from such values, S handbook only, G general knowledge."""
    verified_how: Words
    checked_on: date
    note: str = ""

    @model_validator(mode="after")
    def _value(self) -> DatedValue:
        if (self.value is None) != self.ended:
            raise ValueError("a value is missing, or an ended value has one")
        return self


class Parameter(Entry):
    """A legal value over time."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Words
    law: Words
    annual: bool = False
    """True: each value holds to the end of its calendar year only; without a successor it is missing."""
    values: tuple[DatedValue, ...] = Field(alias="value", min_length=1)

    @model_validator(mode="after")
    def _sorted(self) -> Parameter:
        dates = [value.valid_from for value in self.values]
        if dates != sorted(set(dates)):
            raise ValueError(f"{self.name}: valid_from must rise")
        return self


class Profile(Entry):
    """A Leistungsträger: addressee, region, documents, outline and staff keys."""

    id: Words
    name: Words
    short: Words
    land: Words
    region: Literal["west", "ost"]
    """Which Bezugsgröße counts in the pension insurance until 2024."""
    addressee: tuple[str, ...]
    documents: tuple[str, ...] = Field(min_length=1)
    outline: tuple[str, ...] = Field(min_length=1)
    """IDs of the parts that make the chapters of the Konzept, in order."""
    pages_min: int
    pages_max: int
    key_gruppenleitung: tuple[int, int]
    key_begleitender_dienst: tuple[int, int]
    source: tuple[str, ...]
