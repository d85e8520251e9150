"""The offer in Einfache Sprache: one page in large print for people who might come to work on the farm.

Made of facts of the case in short main clauses; the only free text is the farm's own sentence (question X2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from itertools import groupby
from math import ceil

from ala_wizard.calc.results import Results
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.documents.answers import answer
from ala_wizard.documents.blocks import Block, Document, Heading, ListBlock, ListItem, Note, Paragraph, Span
from ala_wizard.documents.common import address, farm_name, paper, shortened
from ala_wizard.documents.rechenbilder import month
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import BULLETS
from ala_wizard.documents.week import DAYS
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_decimal

SCALE = 1.4
"""Running text of 14 points."""
OWN = "X2"
"""The question with the farm's own sentence."""
AREAS, SHORT_LIST = 4, 3
"""So many work areas, and so many names in one sentence."""
NAME, STOP, LINE = 30, 36, 40
"""Letters of a name in a sentence of several, of a stop, and in a sentence of its own: so each sentence has room on one line."""
LINES, LETTERS = 22, 60
"""Lines of text that have room on the page beside its headings, and letters in one."""
TITLE = 22
"""Letters of a farm's name in the title; a longer name stands below it."""
FULL_WEEK = 2
"""From so many days more than the first on, days that follow each other are told by first and last."""


@dataclass(frozen=True, eq=False)
class Said:
    """A line of the page. The more it can be spared, the sooner it is left out."""

    text: str
    item: bool = False
    spare: int = 0


def words(key: str, **given: object) -> str:
    """The words of this paper. A name that was cut ends its sentence."""
    return _words(f"einfache_sprache.{key}", **given).replace("….", "…")


def einfache_sprache(case: Case, content: Content, results: Results, stamp: Stamp) -> Document:
    """The page. What the case does not know is left out."""
    case = active(case, content)
    farm = " ".join(farm_name(case).split())
    made = paper(
        "einfache_sprache", words("title_farm", farm=farm) if 0 < len(farm) <= TITLE else words("title"), "", case, content, results, stamp
    )
    return replace(
        made,
        cover=(),
        status=words("status"),
        handed_in=False,
        rechtsstand="",
        blocks=tuple(_blocks(case, content, results)),
        wide=True,
        covered=False,
        contents="never",
        scale=SCALE,
    )


def _blocks(case: Case, content: Content, results: Results) -> Iterator[Block]:
    yield Note("info", words("mark"))
    own = answer(OWN, case, content, results)
    spare = sum(ceil(len(block.text) / LETTERS) for block in own if isinstance(block, Paragraph))
    sections = {
        "who": [*_who(case)],
        "work": [*_work(case)],
        "time": [*_time(case, content)],
        "help": [Said(words("help.staff"))],
        "money": [*_money(results)],
        "contact": [*_contact(case)],
    }
    _fit(sections, LINES - spare)
    for name, said in sections.items():
        if said:
            yield Heading(1, words(f"{name}.title"), anchor=name, plain=True)
            yield from _section(said)
            yield from own if name == "work" else ()


def _fit(sections: dict[str, list[Said]], room: int) -> None:
    """Leave out what matters least until one page has room for the rest."""
    every = sorted((said for lines in sections.values() for said in lines if said.spare), key=lambda said: -said.spare)
    while every and sum(ceil(len(said.text) / LETTERS) for lines in sections.values() for said in lines) > room:
        least = every.pop(0)
        for lines in sections.values():
            lines[:] = [said for said in lines if said is not least]


def _section(said: list[Said]) -> Iterator[Block]:
    """Sentences, each beginning a line, and items of a list between them."""
    for item, group in groupby(said, key=lambda line: line.item):
        found = [line.text for line in group]
        if item:
            yield ListBlock(tuple(ListItem(BULLETS[0], (Span(words_),)) for words_ in found))
        else:
            yield Paragraph((Span("\n".join(found)),))


def _who(case: Case) -> Iterator[Said]:
    name, town = shortened(farm_name(case), LINE), shortened(case.farm.town, LINE)
    both = [words("who.farm", name=name)] if name else []
    both += [words("who.town", town=town)] if town else []
    yield from _joined(both)
    animals = _listed(entry.kind for entry in case.farm.livestock)
    if animals:
        yield Said(words("who.animals", what=animals), spare=5)


def _joined(sentences: list[str], spare: int = 0) -> Iterator[Said]:
    """Sentences on one line if they have room there."""
    together = " ".join(sentences)
    for line in [together] if len(together) <= LETTERS else sentences:
        if line:
            yield Said(line, spare=spare)


def _work(case: Case) -> Iterator[Said]:
    areas = [area.name for area in case.work_areas if area.name.strip() and area.assignment == "ala"]
    areas = areas or [area.name for area in case.work_areas if area.name.strip()]
    yield Said(words("work.areas" if areas else "work.no_areas"))
    for place, name in enumerate(areas[:AREAS]):
        yield Said(shortened(name, LINE), item=True, spare=3 if place > 1 else 0)
    learned = _listed(entry.name for entry in case.accompanying)
    if learned:
        yield Said(words("work.learn", what=learned), spare=4)
    offer = case.offer
    told = (
        [words("work.place") if offer.places_target == 1 else words("work.places", count=offer.places_target)]
        if offer.places_target
        else []
    )
    told += [words("work.start", day=offer.start.day, month=month(offer.start))] if offer.start else []
    yield from _joined(told, spare=1)
    yield Said(words("unsure"))


def _listed(names: Iterable[str]) -> str:
    """A few names in one sentence."""
    found = [shortened(name, NAME) for name in names if name.strip()][:SHORT_LIST]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {words('and_word')} {found[-1]}" if found else ""


def _time(case: Case, content: Content) -> Iterator[Said]:
    entries = [entry for entry in case.week_plan if entry.day]
    days = [day for day in DAYS if any(entry.day == day for entry in entries)]
    places = [DAYS.index(day) for day in days]
    if len(days) > FULL_WEEK and places == list(range(places[0], places[-1] + 1)):
        yield Said(words("time.days", first=content.label("day", days[0]), last=content.label("day", days[-1])))
    elif days:
        yield Said(words("time.some_days", days=f" {words('and_word')} ".join(content.label("day", day) for day in days)))
    starts = sorted(entry.start.zfill(5) for entry in entries if entry.start)
    ends = sorted(entry.end.zfill(5) for entry in entries if entry.end)
    if starts and ends:
        pause = [words("time.pause")] if any(entry.kind == "pause" for entry in entries) else []
        yield Said(" ".join([words("time.hours", start=_clock(starts[0]), end=_clock(ends[-1])), *pause]))
    offer = case.offer
    if offer.hours_week:
        yield Said(words("time.week", hours=format_decimal(offer.hours_week)))
    if offer.hours_week_min and (offer.hours_week is None or offer.hours_week_min < offer.hours_week):
        yield Said(words("time.part", hours=format_decimal(offer.hours_week_min)), spare=2)


def _clock(time: str) -> str:
    """08:00 is said as 8, 08:30 as 8:30."""
    hour, minute = time.split(":")
    return str(int(hour)) if minute == "00" else f"{int(hour)}:{minute}"


def _money(results: Results) -> Iterator[Said]:
    """The lowest amount that somebody is to get in a month, in whole euros."""
    paid = []
    for group in results.entgelt.gruppen:
        scheme = group.gesetzlich or group.handbuch
        if scheme is not None and group.grundbetrag is not None and group.anzahl:
            paid.append(scheme.brutto - scheme.abzug_beschaeftigte)
    least = min(paid, default=Decimal(0)).quantize(Decimal(1), ROUND_DOWN)
    yield Said(words("money.amount", amount=format_decimal(least)) if least > 0 else words("money.later"))


def _contact(case: Case) -> Iterator[Said]:
    farm, offer = case.farm, case.offer
    yield Said(words("contact.visit"))
    ways = [words("contact.call", phone=shortened(farm.phone, NAME))] if farm.phone.strip() else []
    ways += [words("contact.person", name=shortened(farm.contact, NAME))] if farm.contact.strip() else []
    yield from _joined(ways)
    if farm.email.strip():
        yield Said(words("contact.mail", email=shortened(farm.email, LINE)))
    where = shortened(address(case), LINE)
    if where:
        yield Said(words("contact.address", address=where))
    if offer.transport_service == "ja":
        yield Said(words("contact.service"), spare=1)
    stop = shortened(offer.stop.split(",")[0].rstrip(". "), STOP)
    if stop:
        yield Said(words("contact.stop", stop=stop), spare=2)
