"""Loads `resources/`; lists all problems at once, each with file and place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as made_by
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from ala_wizard.content.facts import FactSpec
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import (
    Baustein,
    CheckItem,
    Checklist,
    ChoiceSet,
    Entry,
    PageField,
    Parameter,
    Part,
    Profile,
    Question,
    When,
)
from ala_wizard.content.tomlfile import ContentError as ContentError
from ala_wizard.content.tomlfile import read_toml as read_toml
from ala_wizard.model.case import Case
from ala_wizard.model.path import AddressError, row_type
from ala_wizard.model.richtext import facts_in

if TYPE_CHECKING:
    from ala_wizard.content.update import Merged

E = TypeVar("E", bound=Entry)


def read_as(file: Path, kind: type[E]) -> E:
    """One TOML file as a typed object. Raises ContentError with every problem found, a line each."""
    data = read_toml(file)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        problems = (f"{file.name} {'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors())
        raise ContentError("\n".join(problems)) from error


@dataclass(frozen=True)
class Condition:
    """Something that is asked only under a condition."""

    question: Question
    when: When
    addresses: tuple[str, ...]
    """Where its answers stand in the case."""
    field: PageField | None = None
    """The one field that hangs on it; None for the whole question or its answer."""


@dataclass(frozen=True)
class Content:
    """All that the program asks, checks and knows."""

    parts: tuple[Part, ...]
    choices: dict[str, ChoiceSet]
    checklists: tuple[Checklist, ...]
    parameters: dict[str, Parameter]
    profiles: dict[str, Profile]
    bausteine: dict[str, tuple[Baustein, ...]] = made_by(default_factory=dict)
    """Building blocks by the ID of their question, in the order of their file."""
    facts: dict[str, FactSpec] = made_by(default_factory=dict)
    """Facts that a text can show, by ID, in the order of the menu."""
    merged: Merged | None = None
    """The update files that the legal values come from besides the resources; None before any was looked for."""

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its ID."""
        return {question.id: question for part in self.parts for question in part.questions}

    @cached_property
    def part_of(self) -> dict[str, Part]:
        """The page of every question ID, part ID and step name."""
        found = {question.id: part for part in self.parts for question in part.questions}
        return found | {part.id: part for part in self.parts} | {part.step: part for part in self.parts}

    @cached_property
    def items(self) -> dict[str, CheckItem]:
        """Every checklist item by its ID."""
        return {item.id: item for checklist in self.checklists for item in checklist.items}

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that is asked only under a condition, in the order of the pages."""
        return tuple(entry for question in self.questions.values() for entry in _conditions(question))

    @cached_property
    def asking(self) -> dict[str, tuple[Question, PageField]]:
        """The first question and field that asks for an address."""
        found: dict[str, tuple[Question, PageField]] = {}
        for question in self.questions.values():
            for field in question.fields:
                found.setdefault(field.target, (question, field))
        return found

    def profile(self, name: str) -> Profile:
        """A Leistungsträger by name; one that this program does not know is reckoned like the default (a finding says so)."""
        return self.profiles.get(name) or self.profiles[Case.model_fields["profile"].default]

    def label(self, choice_set: str, value: str) -> str:
        """The German words for a stored choice."""
        return self.choices[choice_set].label(value)


class _State:
    """How `content` goes on from the shipped resources."""

    amend: Callable[[Content], Content] | None = None


def amend_with(amend: Callable[[Content], Content] | None) -> None:
    """From now on `content` is what `amend` makes of the shipped resources (legal values that the user imported)."""
    if amend is not _State.amend:
        _State.amend = amend
        content.cache_clear()


@cache
def content() -> Content:
    """The program's own content with the user's legal values, loaded once. Raises ContentError."""
    shipped = load(resources())
    return _State.amend(shipped) if _State.amend is not None else shipped


def load(root: Path) -> Content:
    """Load and check a resource folder. Raises ContentError with every problem found."""
    problems: list[str] = []
    files: dict[int, str] = {}
    parts = sorted(_many(root, "parts", None, Part, problems, files), key=lambda part: part.order)
    choice_sets = list(_many(root, "choices", "set", ChoiceSet, problems, files))
    checklists = sorted(_many(root, "checklists", None, Checklist, problems, files), key=lambda entry: entry.order)
    parameters = list(_many(root, "parameters", "parameter", Parameter, problems, files))
    profiles = list(_many(root, "profiles", None, Profile, problems, files))
    bausteine = list(_many(root, "bausteine", "baustein", Baustein, problems, files))
    facts = list(_many(root, "facts", "fact", FactSpec, problems, files))
    result = Content(
        parts=tuple(parts),
        choices={entry.id: entry for entry in choice_sets},
        checklists=tuple(checklists),
        parameters={entry.name: entry for entry in parameters},
        profiles={entry.id: entry for entry in profiles},
        bausteine=_by_question(bausteine),
        facts={entry.id: entry for entry in facts},
    )
    questions = [(question.id, files[id(part)]) for part in parts for question in part.questions]
    items = [(item.id, files[id(checklist)]) for checklist in checklists for item in checklist.items]
    for name, seen in (
        ("ID", questions + items),
        ("Teil", [(part.id, files[id(part)]) for part in parts]),
        ("Schritt", [(part.step, files[id(part)]) for part in parts]),
        ("Auswahl", [(entry.id, files[id(entry)]) for entry in choice_sets]),
        ("Prüfliste", [(entry.id, files[id(entry)]) for entry in checklists]),
        ("Rechtswert", [(entry.name, files[id(entry)]) for entry in parameters]),
        ("Profil", [(entry.id, files[id(entry)]) for entry in profiles]),
        ("Baustein", [(entry.id, files[id(entry)]) for entry in bausteine]),
        ("Angabe", [(entry.id, files[id(entry)]) for entry in facts]),
    ):
        problems += _doubles(name, seen)
    places = dict(questions + items + [(profile.id, files[id(profile)]) for profile in profiles])
    places |= {entry.id: files[id(entry)] for entry in bausteine} | {entry.id: files[id(entry)] for entry in facts}
    problems += [f"{places[problem.partition(':')[0]]} {problem}" for problem in _references(result)]
    if problems:
        raise ContentError("\n".join(problems))
    return result


def _by_question(bausteine: Iterable[Baustein]) -> dict[str, tuple[Baustein, ...]]:
    found: dict[str, tuple[Baustein, ...]] = {}
    for entry in bausteine:
        found[entry.question] = (*found.get(entry.question, ()), entry)
    return found


def _doubles(name: str, seen: list[tuple[str, str]]) -> list[str]:
    """What stands more than once, with the files it stands in."""
    found: dict[str, list[str]] = {}
    for entry, file in seen:
        found.setdefault(entry, []).append(file)
    return [f"{name} doppelt: {entry} in {', '.join(files)}" for entry, files in sorted(found.items()) if len(files) > 1]


def _many(root: Path, folder: str, key: str | None, kind: type[E], problems: list[str], files: dict[int, str]) -> Iterator[E]:
    """Every entry of a folder; `files` learns which file each came from (by object identity: entries live as long as the load)."""
    for file in sorted((root / folder).glob("*.toml")):
        try:
            data = read_toml(file)
        except ContentError as error:
            problems.append(f"{folder}/{error}")
            continue
        if key is not None and set(data) != {key}:
            problems.append(f"{folder}/{file.name}: nur [[{key}]] ist erlaubt, gefunden {sorted(data)}")
        for number, block in enumerate(data.get(key, []) if key else [data], 1):
            try:
                entry = kind.model_validate(block)
                files[id(entry)] = f"{folder}/{file.name}"
                yield entry
            except ValidationError as error:
                for problem in error.errors():
                    place = ".".join(str(step) for step in problem["loc"])
                    problems.append(f"{folder}/{file.name} [{number}] {place}: {problem['msg']}")


def _conditions(question: Question) -> Iterator[Condition]:
    own = {"text": (f"answers[{question.id}]",), "line": (f"answers[{question.id}]",), "coverage": (f"coverage[{question.id}]",)}
    answer = own.get(question.kind, ())
    if question.when is not None:
        targets = (*(field.target for field in question.fields), *(table.target for table in question.tables))
        yield Condition(question, question.when, (*answer, *targets))
    if question.answer_when is not None:
        yield Condition(question, question.answer_when, answer)
    for field in question.fields:
        if field.when is not None:
            yield Condition(question, field.when, (field.target,), field)


def _unknown_conditions(found: Content) -> Iterator[str]:
    """A condition looks at a choice that stands on a page and hangs on no condition itself."""
    bound = {address for entry in found.conditions for address in entry.addresses}
    for entry in found.conditions:
        owner, when = entry.question.id, entry.when
        known = found.asking.get(when.address)
        if known is None or known[1].kind not in ("yesno", "check", "choice"):
            yield f"{owner}: Bedingung {when.address}: kein Feld zum Wählen"
        elif when.address in bound:
            yield f"{owner}: Bedingung {when.address} hängt selbst an einer Bedingung"
        elif (when.equals or when.is_not) not in _answers(known[1], found):
            yield f"{owner}: Bedingung {when.address}: {when.equals or when.is_not} ist keine Antwort"


def _answers(field: PageField, found: Content) -> tuple[str, ...]:
    if field.kind != "choice":
        return ("ja", "nein")
    return tuple(choice.value for choice in found.choices[field.choices].choices) if field.choices in found.choices else ()


def _references(found: Content) -> list[str]:
    """Everything that points at something that is not there, each as „ID: problem“."""
    problems: list[str] = []
    for question in found.questions.values():
        if question.kind == "checklist" and question.checklist not in {c.id for c in found.checklists}:
            problems.append(f"{question.id}: Prüfliste {question.checklist} gibt es nicht")
        for field in question.fields:
            problems += _target(question.id, field.target)
        for table in question.tables:
            problems += _target(question.id, table.target, tuple(column.key for column in table.columns))
        for spec in (*question.fields, *(column for table in question.tables for column in table.columns)):
            if spec.kind == "choice" and spec.choices not in found.choices:
                problems.append(f"{question.id}: Auswahl {spec.choices!r} gibt es nicht")
            if spec.kind == "row":
                problems += _target(question.id, spec.rows)
    problems += _unknown_conditions(found)
    known = set(found.part_of) | set(found.items)
    for item in found.items.values():
        if item.link and item.link not in known:
            problems.append(f"{item.id}: Verweis {item.link} führt nirgendwohin")
        for auto in item.auto:
            if auto.answered and auto.answered not in found.questions:
                problems.append(f"{item.id}: Frage {auto.answered} gibt es nicht")
            for address in filter(None, (auto.rows, auto.filled, auto.yes)):
                problems += _target(item.id, address)
    for baustein in (entry for entries in found.bausteine.values() for entry in entries):
        if baustein.question not in found.questions:
            problems.append(f"{baustein.id}: Frage {baustein.question} gibt es nicht")
        elif found.questions[baustein.question].kind != "text":
            problems.append(f"{baustein.id}: Frage {baustein.question} hat keine Antwort als Text")
        unknown = dict.fromkeys(name for name in facts_in(baustein.text) if name not in found.facts)
        problems += [f"{baustein.id}: Angabe {name} gibt es nicht" for name in unknown]
    for fact in found.facts.values():
        problems += [f"{fact.id}: {problem}" for problem in _fact(fact, found)]
    for profile in found.profiles.values():
        problems += [f"{profile.id}: Teil {part} gibt es nicht" for part in profile.outline if part not in found.part_of]
    return problems


def _fact(spec: FactSpec, found: Content) -> Iterator[str]:
    """What a fact points at that is not there."""
    question = found.questions.get(spec.question)
    if question is None:
        yield f"Frage {spec.question} gibt es nicht"
    elif spec.address and spec.address not in (*(f.target for f in question.fields), *(t.target for t in question.tables)):
        yield f"Frage {spec.question} fragt nicht nach {spec.address}"
    columns = (*filter(None, (spec.column,)), *spec.where)
    for address in filter(None, (spec.address, spec.instead)):
        yield from (problem.partition(": ")[2] for problem in _target(spec.id, address, columns))
    if spec.take and not _rows(spec.address):
        yield f"{spec.address} ist keine Tabelle"
    typed = spec.typed
    for name in (spec.legal, *(typed.legal if typed else ())):
        if name and name not in found.parameters:
            yield f"Rechtswert {name} gibt es nicht"
    for other in (*typed.also, *filter(None, (typed.told,))) if typed else ():
        if other not in found.facts or found.facts[other].kind not in ("number", "money"):
            yield f"Angabe {other} gibt es nicht als Zahl"
    for address in typed.values if typed else ():
        table, _, column = address.rpartition(".")
        if _target(spec.id, address) and (not table or _target(spec.id, table, (column,))):
            yield f"Adresse {address} gibt es nicht"


def _rows(address: str) -> bool:
    """Is there a table at an address?"""
    try:
        row_type(address)
    except AddressError:
        return False
    return True


def _target(owner: str, address: str, columns: tuple[str, ...] = ()) -> list[str]:
    """An address of fields without rows: does it exist, and do its rows have these columns?"""
    kind: Any = Case
    for step in address.split("."):
        fields = getattr(kind, "model_fields", {})
        if step not in fields:
            return [f"{owner}: Adresse {address} gibt es nicht"]
        kind = fields[step].annotation
    if not columns:
        return []
    row = getattr(kind, "__args__", (None,))[0]
    known = getattr(row, "model_fields", {})
    return [f"{owner}: Spalte {address}.{column} gibt es nicht" for column in columns if column not in known]
