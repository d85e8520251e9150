"""Update files of legal values: read strictly, compared with what the program knows, laid over it.

A file adds dated values or corrects known ones; it never removes any. Everything wrong with a file is told at once, each
thing in a German sentence. How such a file looks: docs/werte-aktualisieren.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from ala_wizard.content import signature
from ala_wizard.content.parameters import in_force
from ala_wizard.content.schema import DatedValue, Entry, Parameter
from ala_wizard.content.signature import UNSIGNED, Sender
from ala_wizard.content.texts import text
from ala_wizard.model.direction import TURNS
from ala_wizard.model.german import format_date, format_decimal

FORMAT = 1
LIMIT = 256 * 1024
"""Bytes of a file; all shipped values together are a fifth of that."""
LARGEST = Decimal(10) ** 9
"""No legal value is as large; a slip of the finger is."""
PLACES = 6
"""Decimals that a value may have."""
FIRST_YEAR = 2000
LONGEST = 500
"""Letters of a note or a source; more would bury the value."""
YEARS_AHEAD = 5
"""A value may begin so many years after the year of the file."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=rf"^[^\x00-\x1f\x7f-\x9f{TURNS}]+$")]
ChangeKind = Literal["neu", "geaendert", "gleich", "aelter"]


class UpdateError(ValueError):
    """The file is refused; `problems` holds every reason as a German sentence."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(" ".join(self.problems))


class Update(Entry):
    """The content of an update file: a head, and blocks exactly like those in `resources/parameters/`."""

    format: Literal[1]
    title: Line
    """What the file brings, for example „Werte für 2027“."""
    issued: date
    """The day the file was put together; files are laid over the values in this order."""
    source: Line
    """Who put it together, and from what."""
    parameters: tuple[Parameter, ...] = Field(alias="parameter", min_length=1)

    @property
    def count(self) -> int:
        """How many dated values the file holds."""
        return sum(len(parameter.values) for parameter in self.parameters)


@dataclass(frozen=True)
class Change:
    """What one dated value of a file means for the values known so far."""

    name: str
    label: str
    kind: ChangeKind
    """`neu`, `geaendert` (same day, other content), `gleich`, or `aelter` (checked before the known one)."""
    old: DatedValue | None
    """The known value of the same day; for a new one the value that would hold on that day. None where there is none."""
    new: DatedValue


@dataclass(frozen=True)
class Laid:
    """One kept file after it was laid over the values, or why it was left out."""

    name: str
    update: Update | None
    problems: tuple[str, ...] = ()
    sender: Sender = UNSIGNED


@dataclass(frozen=True)
class Merged:
    """The values with all kept files over them."""

    parameters: dict[str, Parameter]
    files: tuple[Laid, ...]
    origin: dict[tuple[str, date], str]
    """Title of the file that a value (name, valid from) comes from."""

    @property
    def refused(self) -> dict[str, tuple[str, ...]]:
        """Files that do not count, with the reasons."""
        return {file.name: file.problems for file in self.files if file.problems}


# --- reading ----------------------------------------------------------------------------------------------------------


def read(raw: bytes) -> Update:
    """Read an update file. Raises UpdateError with everything that is wrong with it."""
    if len(raw) > LIMIT:
        raise UpdateError([text("wertdatei.zu_gross", limit=LIMIT // 1024)])
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise UpdateError([text("wertdatei.nicht_lesbar")]) from error
    if "format" in data and (type(data["format"]) is not int or data["format"] != FORMAT):
        raise UpdateError([text("wertdatei.fassung", found=str(data["format"])[:20])])
    try:
        update = Update.model_validate(data)
    except ValidationError as error:
        raise UpdateError(_schema_problem(problem["type"], problem["loc"], data) for problem in error.errors()) from error
    problems = list(_own_problems(update))
    if problems:
        raise UpdateError(problems)
    sender(raw)
    return update


def sender(raw: bytes) -> Sender:
    """Who signed a file, as far as that is proven. Raises UpdateError where the signature is not the file's."""
    try:
        return signature.sender(raw)
    except signature.SignatureError as error:
        raise UpdateError([text("wertdatei.unterschrift")]) from error


def _schema_problem(kind: str, place: tuple[int | str, ...], data: Mapping[str, Any]) -> str:
    """A breach of the schema in words: where it is, and what is missing, foreign or unfit."""
    numbers = [step for step in place if isinstance(step, int)]
    where = text("wertdatei.kopf")
    if numbers:
        where = text("wertdatei.wert_nr", number=numbers[0] + 1, name=_name_in(data, numbers[0]))
    if len(numbers) > 1:
        where = text("wertdatei.eintrag_nr", where=where, number=numbers[1] + 1)
    if not place or isinstance(place[-1], int):
        rule = {0: "fremd", 1: "reihenfolge"}.get(len(numbers), "wert_oder_ende")
        return text(f"wertdatei.{rule if kind == 'value_error' else 'aufbau'}", where=where)
    rule = {"missing": "fehlt", "extra_forbidden": "fremd_angabe"}.get(kind, "passt_nicht")
    return text(f"wertdatei.{rule}", where=where, field=str(place[-1])[:40])


def _name_in(data: Mapping[str, Any], number: int) -> str:
    blocks = data.get("parameter")
    block = blocks[number] if isinstance(blocks, list) and number < len(blocks) else None
    name = block.get("name") if isinstance(block, dict) else None
    return name[:60] if isinstance(name, str) and name else "?"


def _own_problems(update: Update) -> Iterator[str]:
    """What is wrong with a file whatever the program knows."""
    names = [parameter.name for parameter in update.parameters]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield text("wertdatei.doppelt", name=name)
    for parameter in update.parameters:
        for entry in parameter.values:
            where = _where(parameter.label, entry)
            if entry.checked_on > update.issued:
                yield text("wertdatei.spaeter_geprueft", where=where, day=format_date(entry.checked_on), issued=format_date(update.issued))
            if entry.verified == "G":
                yield text("wertdatei.ungeprueft", where=where)
            if not FIRST_YEAR <= entry.valid_from.year <= update.issued.year + YEARS_AHEAD:
                yield text("wertdatei.jahr", where=where)
            if entry.value is not None and not _sensible(entry.value):
                yield text("wertdatei.groesse", where=where)
            for words in (entry.source, entry.verified_how, entry.note):
                if len(words) > LONGEST or not words.isprintable():
                    yield text("wertdatei.zeichen", where=where, limit=LONGEST)


def _sensible(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -PLACES and 0 <= value < LARGEST


# --- comparing --------------------------------------------------------------------------------------------------------


def plan(update: Update, parameters: Mapping[str, Parameter]) -> tuple[Change, ...]:
    """What a file would change. Raises UpdateError for unknown names, older or contradicting entries, and removals."""
    changes, problems = _compare(update, parameters)
    problems += [
        text("wertdatei.aelter", where=_where(change.label, change.new), known=format_date(change.old.checked_on))
        for change in changes
        if change.kind == "aelter" and change.old is not None
    ]
    if problems:
        raise UpdateError(problems)
    return changes


def apply(update: Update, parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """The values with a file over them; what the file does not name stays. Raises UpdateError as `plan` does."""
    return _lay(plan(update, parameters), parameters)


def merge(files: Iterable[tuple[str, bytes | None]], parameters: Mapping[str, Parameter]) -> Merged:
    """Lay kept files (name and bytes; None where nobody could read them) over the values, oldest first.

    Each is checked again. One that no longer fits is left out with its reasons; an entry that the program itself knows better
    by now is passed over. Raises nothing.
    """
    laid: list[Laid] = []
    fit: list[tuple[str, Update, Sender]] = []
    for name, raw in files:
        try:
            fit.append((name, read(raw or b"\0"), sender(raw or b"\0")))
        except UpdateError as error:
            laid.append(Laid(name, None, error.problems))
    current = dict(parameters)
    origin: dict[tuple[str, date], str] = {}
    for name, update, who in sorted(fit, key=lambda entry: (entry[1].issued, entry[0])):
        changes, problems = _compare(update, current)
        laid.append(Laid(name, update, tuple(problems), who))
        if not problems:
            current = _lay(changes if who.proven else [_marked(change, update.title) for change in changes], current)
            origin |= {(change.name, change.new.valid_from): update.title for change in changes if change.kind in ("neu", "geaendert")}
    return Merged(current, tuple(laid), origin)


def _marked(change: Change, title: str) -> Change:
    """A change whose source says that nobody proved who wrote the file: in the window, in the papers, on the command line."""
    source = text("wertdatei.ohne_nachweis", source=change.new.source, title=title)
    return replace(change, new=change.new.model_copy(update={"source": source}))


def _compare(update: Update, parameters: Mapping[str, Parameter]) -> tuple[tuple[Change, ...], list[str]]:
    changes: list[Change] = []
    problems: list[str] = []
    for parameter in update.parameters:
        known = parameters.get(parameter.name)
        if known is None:
            problems.append(text("wertdatei.unbekannt", name=parameter.name))
            continue
        for key in ("label", "law", "annual"):
            if getattr(parameter, key) != getattr(known, key):
                problems.append(text("wertdatei.widerspruch", name=known.label, field=key))
        for entry in parameter.values:
            found = _change(known, entry)
            if isinstance(found, Change):
                changes.append(found)
            else:
                problems.append(found)
    return tuple(changes), problems


def _change(known: Parameter, entry: DatedValue) -> Change | str:
    """What an entry means for a known value, or the sentence why it contradicts."""
    where = _where(known.label, entry)
    unit = known.values[-1].unit
    if entry.unit != unit:
        return text("wertdatei.einheit", where=where, unit=entry.unit, known=unit)
    same = next((value for value in known.values if value.valid_from == entry.valid_from), None)
    if same is None:
        return _new(known, entry, where)
    if entry == same or (entry.value == same.value and entry.ended == same.ended and entry.checked_on <= same.checked_on):
        return Change(known.name, known.label, "gleich", same, entry)
    if entry.ended and not same.ended:
        return text("wertdatei.entfernt", where=where)
    if entry.checked_on < same.checked_on:
        return Change(known.name, known.label, "aelter", same, entry)
    if entry.checked_on == same.checked_on:
        return text("wertdatei.gleicher_tag", where=where, found=_amount(entry), known=_amount(same))
    return Change(known.name, known.label, "geaendert", same, entry)


def _new(known: Parameter, entry: DatedValue, where: str) -> Change | str:
    before = [value for value in known.values if value.valid_from < entry.valid_from]
    if not before:
        return text("wertdatei.vor_beginn", where=where, first=format_date(known.values[0].valid_from))
    if before[-1].ended:
        return text("wertdatei.nach_ende", where=where, end=format_date(before[-1].valid_from))
    if entry.ended and len(before) < len(known.values):
        return text("wertdatei.entfernt", where=where)
    return Change(known.name, known.label, "neu", in_force(known, entry.valid_from), entry)


def _lay(changes: Iterable[Change], parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    found = dict(parameters)
    for change in changes:
        if change.kind in ("neu", "geaendert"):
            kept = [value for value in found[change.name].values if value.valid_from != change.new.valid_from]
            values = tuple(sorted((*kept, change.new), key=lambda value: value.valid_from))
            found[change.name] = found[change.name].model_copy(update={"values": values})
    return found


def _where(label: str, entry: DatedValue) -> str:
    return text("wertdatei.eintrag_ab", name=label, day=format_date(entry.valid_from))


def _amount(entry: DatedValue) -> str:
    return format_decimal(entry.value) if entry.value is not None else "–"
