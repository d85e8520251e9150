"""Papers about people by name: what they are told, what they agree to, and the recovery sheet of the sealed part (Fachvorgabe R11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Document,
    DocumentKind,
    Heading,
    Lines,
    ListBlock,
    ListItem,
    Note,
    Row,
    Span,
    Table,
    Tick,
    Ticks,
)
from ala_wizard.documents.common import address, farm_name, paper, profile, reach, traeger
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import cited, names
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date

GROUP, GROUPS = 4, 5
"""Letters of the key in a group, and groups in a line: as many as one keeps in mind while typing."""


def words(key: str, **given: object) -> str:
    """The words of these papers."""
    return _words(f"menschen.{key}", **given)


def information(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """What the farm tells people before it writes anything down. Names nobody."""
    return _sheet("information", case, content, results, stamp, _information(case, content))


def einwilligung(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The form to be ticked and signed by hand. Names nobody; every tick is empty."""
    return _sheet("einwilligung", case, content, results, stamp, _einwilligung(case))


def notfallblatt(case: Case, content: Content, results: Results, stamp: Stamp, key: str, file: str = "") -> Document:
    """The recovery sheet: whoever has it opens the sealed part, or the whole encrypted `file`. `key` are the words of the key."""
    blocks = _notfallblatt(case, stamp, key, file)
    return _sheet("notfallblatt", case, content, results, stamp, blocks, "dateiblatt" if file else "notfallblatt")


def _sheet(
    kind: DocumentKind, case: Case, content: Content, results: Results, stamp: Stamp, blocks: Iterable[Block], said: str = ""
) -> Document:
    said = said or kind
    made = paper(kind, words(f"{said}.title"), words(f"{said}.subtitle"), case, content, results, stamp)
    return replace(
        made, status=words(f"{said}.status"), rechtsstand="", cover=(), covered=False, contents="never", blocks=tuple(blocks), scale=1.08
    )


def _listed(key: str) -> ListBlock:
    return ListBlock(tuple(ListItem("–", (Span(line),)) for line in names(f"menschen.{key}")))


def _counted(key: str) -> ListBlock:
    return ListBlock(tuple(ListItem(f"{place}.", (Span(line),)) for place, line in enumerate(names(f"menschen.{key}"), 1)))


def _information(case: Case, content: Content) -> Iterator[Block]:
    yield plain(words("information.lead"))
    yield Heading(1, words("information.who"), anchor="wer")
    known = [line for line in (traeger(case), address(case), reach(case)) if line]
    if traeger(case) and address(case):
        yield plain("\n".join(known))
    else:
        yield Lines(words("information.who_gap"), value=known[0] if known else "")
    contact = case.farm.contact.strip()
    yield plain(words("information.who_contact", who=contact)) if contact else Lines(words("information.who_contact_open"))
    yield Heading(1, words("information.what"), anchor="was")
    yield _listed("information.what_items")
    yield plain(words("information.what_not"))
    for part in ("why", "where"):
        yield Heading(1, words(f"information.{part}"), anchor=part)
        yield plain(words(f"information.{part}_text"))
    yield Heading(1, words("information.given"), anchor="given")
    addressee = ", ".join(profile(case, content).addressee)
    more = f" {words('information.given_authority', authority=addressee)}" if addressee else ""
    yield plain(words("information.given_text") + more)
    yield Heading(1, words("information.long"), anchor="long")
    yield plain(words("information.long_text"))
    yield Heading(1, words("information.rights"), anchor="rechte")
    yield _listed("information.rights_items")
    yield plain(cited(words("information.basis")), quiet=True)
    yield Note("info", words("information.check"))


def _einwilligung(case: Case) -> Iterator[Block]:
    farm = ", ".join(part for part in (traeger(case), address(case)) if part)
    yield plain(words("einwilligung.lead"))
    yield Lines(words("einwilligung.person"))
    yield Lines(words("einwilligung.contact"))
    yield Lines(words("einwilligung.farm"), value=farm)
    yield Heading(1, words("einwilligung.agree"), anchor="ja")
    for line in names("menschen.einwilligung.ticks"):
        yield Ticks((Tick(line),))
    yield Lines(words("einwilligung.until"), short=True)
    yield plain(words("einwilligung.back"))
    yield plain(words("einwilligung.told"))
    yield Lines(words("einwilligung.sign"), below=True)
    yield Lines(words("einwilligung.sign_guardian"), below=True)
    yield Lines(words("einwilligung.withdrawn"), short=True)


def _notfallblatt(case: Case, stamp: Stamp, key: str, file: str) -> Iterator[Block]:
    said = "dateiblatt" if file else "notfallblatt"
    yield Note("warn", words(f"{said}.warn"))
    facts = [Definition(words("notfallblatt.for_what"), file or farm_name(case) or words("notfallblatt.no_name"))]
    if case.personal.created and not file:
        facts.append(Definition(words("notfallblatt.created"), format_date(case.personal.created)))
    facts.append(Definition(words("notfallblatt.made"), format_date(stamp.now.date())))
    yield Definitions(tuple(facts))
    yield Heading(1, words("notfallblatt.key"), anchor="schluessel")
    groups = grouped(key)
    lines = [groups[place : place + GROUPS] for place in range(0, len(groups), GROUPS)]
    rows = tuple(Row((Cell(str(number), quiet=True), Cell("   ".join(line), strong=True))) for number, line in enumerate(lines, 1))
    yield Table((Column(words("notfallblatt.line"), weight=1), Column(words("notfallblatt.letters"), weight=6)), rows, keep=True)
    yield plain(words("notfallblatt.key_hint"), quiet=True)
    yield Heading(1, words("notfallblatt.steps"), anchor="schritte")
    yield _counted(f"{said}.steps_items")
    yield plain(words(f"{said}.other"), quiet=True)
    yield Lines(words("notfallblatt.keep"))


def grouped(key: str) -> list[str]:
    """The letters of a key behind its fixed beginning, in groups."""
    body = key.rpartition("-")[2].removeprefix("1")
    return [body[place : place + GROUP] for place in range(0, len(body), GROUP)]
