"""Words of the findings and word lists of the checks, from `resources/findings/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from ala_wizard.content.loader import ContentError, read_as
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Entry, Words

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Severity = Literal["muss", "sollte", "hinweis"]


class FindingTemplate(Entry):
    """How one kind of finding reads."""

    name: Name
    rule: str = ""
    """Family that checklists name in `no_finding`; empty means: like the name."""
    severity: Severity
    step: Words
    """Step to solve it in, where the question is not part of the content."""
    question: str = ""
    """ID of the question it belongs to; a rule may name another one."""
    text: Words
    """What is so, with the figures in braces."""
    why: Words
    """What it means for the farm and what to do."""
    source: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    """Addresses of which one must be filled before the absence of this finding says anything."""
    needs_pages: bool = False
    """True: without a page count the rule was not looked at."""
    tick: str = ""
    """Reason why a checklist item is done when the finding is absent; follows „weil“."""

    @property
    def family(self) -> str:
        """The rule's family name."""
        return self.rule or self.name

    @property
    def placeholders(self) -> frozenset[str]:
        """Names of the values that text and reason expect."""
        return frozenset(field for words in (self.text, self.why) for _, field, _, _ in Formatter().parse(words) if field)


class WordList(Entry):
    """Words and patterns that a check looks for."""

    name: Name
    words: tuple[str, ...] = ()
    """Found anywhere in a text, capitals or not."""
    patterns: tuple[str, ...] = ()
    """Regular expressions."""

    @model_validator(mode="after")
    def _compiles(self) -> WordList:
        for pattern in self.patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{self.name}: {pattern}") from error
        return self

    def search(self, text: str) -> str:
        """The first word or passage found in a text; empty when there is none."""
        folded = text.casefold()
        for word in self.words:
            if word.casefold() in folded:
                return word
        for pattern in self.patterns:
            if match := re.search(pattern, text):
                return match[0]
        return ""


class _File(Entry):
    findings: tuple[FindingTemplate, ...] = Field(default=(), alias="finding")
    lists: tuple[WordList, ...] = Field(default=(), alias="words")


class Findings(Entry):
    """All templates and word lists by name."""

    templates: dict[str, FindingTemplate]
    lists: dict[str, WordList]

    def of_rule(self, rule: str) -> tuple[FindingTemplate, ...]:
        """The templates of one family."""
        return tuple(template for template in self.templates.values() if template.family == rule)


@cache
def findings() -> Findings:
    """The program's own findings, loaded once. Raises ContentError."""
    return load(resources() / "findings")


def load(folder: Path) -> Findings:
    """Load and check a folder of findings. Raises ContentError with every problem found."""
    problems: list[str] = []
    templates: dict[str, FindingTemplate] = {}
    lists: dict[str, WordList] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            found = read_as(file, _File)
        except ContentError as error:
            problems.append(str(error))
            continue
        problems += [f"{file.name}: {entry.name} steht doppelt" for entry in found.findings if entry.name in templates]
        problems += [f"{file.name}: {entry.name} steht doppelt" for entry in found.lists if entry.name in lists]
        templates |= {entry.name: entry for entry in found.findings}
        lists |= {entry.name: entry for entry in found.lists}
    if problems:
        raise ContentError("\n".join(problems))
    return Findings(templates=templates, lists=lists)
