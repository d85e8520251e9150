"""Every sentence a user reads in `resources/`: friendly German (Sie), whole, tidy. Rules from the design notes on tone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

import pytest

from ala_wizard.content.paths import resources
from ala_wizard.content.texts import keys, text

FOLDERS = ("parts", "choices", "checklists", "parameters", "profiles", "texts", "findings", "documents", "reference", "bausteine", "facts")
"""Folders with words of the program; the samples speak with a farmer's voice and have their own tests."""

READ = {
    "add",
    "ask",
    "authority",
    "empty",
    "example",
    "heading",
    "help",
    "hint",
    "label",
    "law",
    "lead",
    "name",
    "note",
    "result_label",
    "short",
    "source",
    "text",
    "tick",
    "title",
    "unit",
    "verified_how",
    "why",
}
"""Keys whose words a user reads; all other keys hold IDs, addresses and choices."""

SENTENCES = {"help", "hint", "lead", "note", "verified_how", "why", "empty"}
"""Keys that always hold whole sentences."""

END = (".", "?", ":", "…", ".“", "?“", ".)")


class Said(NamedTuple):
    """One text with the place it stands at."""

    place: str
    key: str
    words: str


def _walk(value: Any, place: str, key: str, everything: bool) -> Iterator[Said]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(inner, f"{place}.{name}" if place else name, name, everything)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _walk(inner, f"{place}[{number}]", key, everything)
    elif isinstance(value, str) and (everything or (key in READ and not (key == "name" and re.fullmatch(r"[a-z0-9_]+", value)))):
        yield Said(place, "" if everything else key, value.strip("\n"))


def _file(path: Path) -> list[Said]:
    data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return list(_walk(data, "", "", everything=path.parent.name == "texts"))


FILES = [file for folder in FOLDERS for file in sorted((resources() / folder).glob("*.toml"))]

BLAME = r"\b(fehler\w*|ungültig\w*|unzulässig\w*|verletzt\w*|falsch\w*|erfolgreich\w*|fehlgeschlagen)\b|!"
"""Blame, alarm and machine talk; „Fehltage“ are no blame."""

ENGLISH = (
    r"\b(the|and|with|your|please|error|warning|invalid|default|button|file|files|page|step|item|case|save|"
    r"update|export\w*|import\w*|parameter\w*|feature|feedback|user|value|settings|okay|todo|fixme|lorem|tbd)\b"
)

TYPED = r"\b(fuer|ueber|koenn\w*|muess\w*|moeg\w*|waehl\w*|naech\w*|gehoer\w*|pruef\w*|groess\w*|strasse)\b"
"""Umlauts as one types them without a German keyboard."""

DU = r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b"

TECHNICAL = r"case\.json|[\w-]+\.(?:json|ala|pdf|zip)|\{[^}]*\}|https?://\S+|www\.\S+|ala-wizard(?: [a-z-]+)*"


def _bare(words: str) -> str:
    """Without file names, placeholders, addresses and commands."""
    return re.sub(TECHNICAL, "", words)


def _bad(file: Path, pattern: str) -> list[str]:
    found = []
    for said in _file(file):
        if match := re.search(pattern, _bare(said.words), re.IGNORECASE):
            found.append(f"{said.place}: {match[0]!r} in {said.words!r}")
    return found


each_file = pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])


def test_there_is_something_to_read() -> None:
    """The rules below look at real texts of every kind."""
    folders = {file.parent.name for file in FILES}
    assert {"parts", "choices", "checklists", "parameters", "profiles", "texts"} <= folders
    assert sum(len(_file(file)) for file in FILES) > 1000


@each_file
def test_no_blame_and_no_exclamation(file: Path) -> None:
    """The program never scolds and never shouts."""
    assert _bad(file, BLAME) == []


@each_file
def test_no_english_left_over(file: Path) -> None:
    """All that a user reads is German."""
    assert _bad(file, ENGLISH) == []


@each_file
def test_umlauts_are_umlauts(file: Path) -> None:
    """No ue for ü."""
    assert _bad(file, TYPED) == []


@each_file
def test_the_user_is_addressed_with_sie(file: Path) -> None:
    """Never du."""
    assert _bad(file, DU) == []


@each_file
def test_tidy_spaces_and_marks(file: Path) -> None:
    """No double or trailing blanks, none before a mark, German quotation marks, no hyphen as a dash."""
    found = []
    for said in _file(file):
        for what, pattern in (
            ("double blank", r"[^\n]  "),
            ("blank at the edge", r"^ | $"),
            ("blank at a line's end", r" \n"),
            ("blank before a mark", r" [,.;:?](\s|$)"),
            ("straight quotation mark", r'"'),
            ("hyphen as a dash", r" - "),
            ("three dots", r"\.\.\."),
            ("double mark", r"[,;?]{2}|\.\.(?!\.)"),
        ):
            joint = what == "blank at the edge" and re.fullmatch(r" \w+ |\S[^.?]*: ", said.words)
            if re.search(pattern, said.words) and not joint:
                found.append(f"{said.place}: {what} in {said.words!r}")
        if said.words.count("„") != said.words.count("“"):
            found.append(f"{said.place}: quotation marks do not pair in {said.words!r}")
        if not said.words and file.parent.name == "texts":
            found.append(f"{said.place}: nothing said")
    assert found == []


def _whole(said: Said) -> bool:
    """Is this text meant as one or more sentences? The head of a column never is."""
    return (said.key in SENTENCES and not said.place.startswith("heads.")) or bool(re.search(r"[a-zäöüß]{2}[.?] [A-ZÄÖÜ„]", said.words))


@each_file
def test_sentences_are_whole(file: Path) -> None:
    """A sentence begins with a capital, a figure or a quoted word and ends with its mark, paragraph by paragraph.

    On the command line a name or a command after a colon stands without a mark, so that it can be copied.
    """
    found = []
    for said in _file(file):
        if not said.words or not _whole(said):
            continue
        for paragraph in said.words.split("\n\n"):
            listed = file.parent.name == "texts" and re.search(r": [^.?]+$", paragraph)
            listed = listed or (file.parent.name == "bausteine" and re.match(r"- |1\. ", paragraph.splitlines()[-1]))
            if not listed and not paragraph.rstrip().endswith(END):
                found.append(f"{said.place}: no mark at the end of {paragraph!r}")
            if not re.match(r"[A-ZÄÖÜ0-9„§{(½]", paragraph.lstrip()):
                found.append(f"{said.place}: begins small: {paragraph!r}")
    assert found == []


@each_file
def test_a_question_asks(file: Path) -> None:
    """A leading question, and what the authority will ask, end with a question mark; panels and lists only have a title."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    asked = [question["ask"] for question in data.get("question", []) if question.get("kind") not in {"panel", "checklist"}]
    asked += [words for question in data.get("question", []) for words in question.get("authority", [])]
    assert [words for words in asked if not words.endswith("?")] == []


LONGEST = 20
"""Words; the aim is under 15. Paragraph numbers and lists of names may stretch a sentence, never this far."""


@each_file
def test_sentences_are_short(file: Path) -> None:
    """Long sentences lose the reader."""
    found = []
    for said in _file(file):
        if said.key in {"source", "law"}:
            continue
        plain = re.sub(r"\b(Abs|Nr|bzw|ca|Art|Tab|Kap|z|B|d|h|u|a|S|i|V|m|usw)\.", r"\1", said.words)
        for sentence in re.split(r"(?<=[.?:;])\s+|\n", plain):
            if len(sentence.split()) > LONGEST:
                found.append(f"{said.place}: {len(sentence.split())} words: {sentence!r}")
    assert found == []


@each_file
def test_nothing_of_the_makers_shows(file: Path) -> None:
    """No paths, no markers of unfinished work, no names of inner things."""
    assert _bad(file, r"/work\b|/tmp\b|/root\b|/home\b|\bXXX\b|\bNone\b|\bTrue\b|\bFalse\b|\btoml\b|\bpydantic\b") == []


def test_sentences_of_the_program_load_once() -> None:
    """Every key has one text, and its placeholders are plain names."""
    assert keys()
    for key in sorted(keys()):
        for _, field, spec, conversion in Formatter().parse(text(key)):
            assert field is None or re.fullmatch(r"[a-z][a-z0-9_]*", field), key
            assert not spec, key
            assert conversion is None, key
