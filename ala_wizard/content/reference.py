"""What one can look up: words, laws and addresses, from `resources/reference/` (Fachvorgabe section 8)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints

from ala_wizard.content.citing import Place, places
from ala_wizard.content.loader import ContentError, content, read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words

Topic = Literal["menschen", "aemter", "angebot", "personal", "geld", "antrag"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+/\S*$")]
E = TypeVar("E", bound=Entry)


class Term(Entry):
    """A word with its meaning in one to four short sentences."""

    id: Name
    topic: Topic
    label: Words
    aliases: tuple[Words, ...] = ()
    """Other words and abbreviations for the same thing."""
    text: Words
    see: tuple[Name, ...] = ()
    """IDs of words that belong near."""
    source: tuple[Words, ...] = ()
    link: str = ""
    """ID of the question, part or step where it matters."""

    @property
    def key(self) -> str:
        """Its name in the reference."""
        return f"wort:{self.id}"


class Paragraph(Entry):
    """A paragraph of a law and what it says for the farm."""

    number: Annotated[str, StringConstraints(pattern=r"^\d+[a-z]?$")]
    label: Words
    text: Words
    link: str = ""


class Law(Entry):
    """A law, or another paper that the program cites; then without paragraphs."""

    short: Words
    label: Words
    text: Words
    address: Address | Literal[""] = ""
    """The official text; empty where there is none to read freely."""
    page: str = ""
    """Address of one paragraph, with `{n}` for its number."""
    aliases: tuple[Words, ...] = ()
    """Words by which a source names it without a paragraph."""
    link: str = ""
    paragraphs: tuple[Paragraph, ...] = Field(default=(), alias="paragraph")

    @property
    def key(self) -> str:
        """Its name in the reference."""
        return f"recht:{self.short}"


class LinkEntry(Entry):
    """Somebody to ask or something to read, with its address."""

    label: Words
    text: Words
    address: Address
    link: str = ""


class LinkTopic(Entry):
    """Addresses that belong together."""

    label: Words
    entries: tuple[LinkEntry, ...] = Field(alias="entry", min_length=1)


class Article(Entry):
    """One page of the reference as it is read."""

    key: Words
    kind: Literal["wort", "recht", "adresse"]
    title: Words
    under: str = ""
    """Second line: other words for it, or the name of the whole law."""
    text: Words
    see: tuple[str, ...] = ()
    """Keys of articles that belong near."""
    source: tuple[str, ...] = ()
    address: str = ""
    link: str = ""


class _Terms(Entry):
    terms: tuple[Term, ...] = Field(alias="term", min_length=1)


class _Laws(Entry):
    laws: tuple[Law, ...] = Field(alias="law", min_length=1)


class _Topics(Entry):
    topics: tuple[LinkTopic, ...] = Field(alias="topic", min_length=1)


class Reference(Entry):
    """Everything that can be looked up."""

    terms: tuple[Term, ...]
    laws: tuple[Law, ...]
    topics: tuple[LinkTopic, ...]

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Every page by its key: words, laws with their paragraphs, addresses."""
        return {article.key: article for article in (*self._words(), *self._laws(), *self._addresses())}

    def _words(self) -> Iterator[Article]:
        for term in self.terms:
            yield Article(
                key=term.key,
                kind="wort",
                title=term.label,
                under=" · ".join(term.aliases),
                text=term.text,
                see=tuple(f"wort:{name}" for name in term.see),
                source=term.source,
                link=term.link,
            )

    def _laws(self) -> Iterator[Article]:
        for law in self.laws:
            keys = tuple(f"{law.key}:{paragraph.number}" for paragraph in law.paragraphs)
            title = law.label if law.short in law.label else f"{law.short} – {law.label}"
            yield Article(key=law.key, kind="recht", title=title, text=law.text, see=keys, address=law.address, link=law.link)
            for paragraph in law.paragraphs:
                place = Place(law.short, paragraph.number)
                yield Article(
                    key=f"{law.key}:{paragraph.number}",
                    kind="recht",
                    title=f"{place.words} – {paragraph.label}",
                    under=law.label,
                    text=paragraph.text,
                    see=(law.key, *self._words_citing(place)),
                    address=law.page.replace("{n}", paragraph.number) or law.address,
                    link=paragraph.link,
                )

    def _words_citing(self, place: Place) -> Iterator[str]:
        return (term.key for term in self.terms if any(place in places(source) for source in term.source))

    def _addresses(self) -> Iterator[Article]:
        for topic in self.topics:
            for entry in topic.entries:
                yield Article(
                    key=f"adresse:{entry.label}",
                    kind="adresse",
                    title=entry.label,
                    under=topic.label,
                    text=entry.text,
                    address=entry.address,
                    link=entry.link,
                )

    def cited(self, source: str) -> tuple[Article, ...]:
        """The articles of what a source names, in its order; empty for a source that names nothing to look up."""
        found = [f"recht:{place.law}:{place.number}" for place in places(source)]
        if not found:
            found = [law.key for law in self.laws if any(alias in source for alias in (law.short, *law.aliases))]
        return tuple(self.articles[key] for key in found if key in self.articles)

    def words_in(self, *texts: str) -> tuple[Article, ...]:
        """The words of the glossary that stand in some texts, in the order in which they come."""
        whole = "\n".join(texts)
        found: dict[str, int] = {}
        for match in self._words_pattern.finditer(whole):
            found.setdefault(self._by_form[match[0].casefold()], match.start())
        return tuple(self.articles[key] for key in sorted(found, key=lambda key: found[key]))

    @cached_property
    def _by_form(self) -> dict[str, str]:
        return {form.casefold(): term.key for term in reversed(self.terms) for form in (*term.aliases, term.label)}

    @cached_property
    def _words_pattern(self) -> re.Pattern[str]:
        """Forms of the words, the longest first; an ending such as „-s“ or „-en“ may follow."""
        forms = sorted({form for term in self.terms for form in (term.label, *term.aliases)}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?=(?:e?[sn]|er|e)?(?!\w))", re.IGNORECASE)


@cache
def reference() -> Reference:
    """The program's own reference, loaded once. Raises ContentError."""
    return load(resources() / "reference", set(content().part_of))


def load(folder: Path, known: Collection[str]) -> Reference:
    """Load and check the reference; `known` are the questions and steps that links may lead to. Raises ContentError."""
    problems: list[str] = []
    terms = _read(folder / "glossar.toml", _Terms, problems)
    laws = _read(folder / "gesetze.toml", _Laws, problems)
    topics = _read(folder / "links.toml", _Topics, problems)
    if terms is None or laws is None or topics is None:
        raise ContentError("\n".join(problems))
    found = Reference(terms=terms.terms, laws=laws.laws, topics=topics.topics)
    problems += _problems(found, known)
    if problems:
        raise ContentError("\n".join(problems))
    return found


def _read(file: Path, kind: type[E], problems: list[str]) -> E | None:
    try:
        return read_as(file, kind)
    except ContentError as error:
        problems.append(str(error))
        return None


def _problems(found: Reference, known: Collection[str]) -> Iterator[str]:
    """What stands twice or leads nowhere."""
    names = [term.id for term in found.terms]
    yield from (f"glossar.toml: {name} steht doppelt" for name in _doubles(names))
    yield from (f"glossar.toml {term.id}: {name} gibt es nicht" for term in found.terms for name in term.see if name not in names)
    yield from (f"glossar.toml {term.id}: siehe auch sich selbst" for term in found.terms if term.id in term.see)
    yield from (f"gesetze.toml: {name} steht doppelt" for name in _doubles(law.short for law in found.laws))
    for law in found.laws:
        yield from (f"gesetze.toml {law.short}: {name} steht doppelt" for name in _doubles(p.number for p in law.paragraphs))
        if law.page and "{n}" not in law.page:
            yield f"gesetze.toml {law.short}: page nennt keinen Platz für die Nummer"
    yield from (f"links.toml: {name} steht doppelt" for name in _doubles(e.label for topic in found.topics for e in topic.entries))
    for term in found.terms:
        for source in term.source:
            yield from (f"glossar.toml {term.id}: {place.words} fehlt in gesetze.toml" for place in _missing(found, source))
    for article in found.articles.values():
        if article.link and article.link not in known:
            yield f"{article.key}: Verweis {article.link} führt nirgendwohin"


def _missing(found: Reference, source: str) -> list[Place]:
    there = {Place(law.short, paragraph.number) for law in found.laws for paragraph in law.paragraphs}
    return [place for place in places(source) if place not in there]


def _doubles(names: Iterable[str]) -> list[str]:
    every = list(names)
    return sorted({name for name in every if every.count(name) > 1})
