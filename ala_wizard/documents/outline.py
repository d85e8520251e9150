"""The true numbers of the Konzept's chapters and sections; other papers refer to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ala_wizard.checks.answered import entered, open_points, rows_filled
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Part, Question
from ala_wizard.documents.bilder import shown_at
from ala_wizard.documents.common import profile
from ala_wizard.documents.finanzierung import TABLES
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case
from ala_wizard.model.richtext import plain

STECKBRIEF = "K2.1"
"""The question whose section prints the farm's profile."""


@dataclass(frozen=True)
class Section:
    """A section of the Konzept: one question, or all fields of coverage together."""

    number: str
    heading: str
    questions: tuple[Question, ...]

    @property
    def anchor(self) -> str:
        """Target of links."""
        return self.questions[0].id


@dataclass(frozen=True)
class Chapter:
    """A chapter of the Konzept."""

    number: str
    part: Part
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Outline:
    """All chapters, as one case fills them."""

    chapters: tuple[Chapter, ...]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The section number of every printed question."""
        return {question.id: section.number for chapter in self.chapters for section in chapter.sections for question in section.questions}

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The target of links to a section, by its number."""
        return {section.number: section.anchor for chapter in self.chapters for section in chapter.sections}


def has_text(question: Question, case: Case) -> bool:
    """Does the question have something to print?"""
    return (
        bool(plain(case.answers.get(question.id, "")).strip())
        or question.id == STECKBRIEF
        or question.id in TABLES
        or any(entered(case, field.target) for field in question.fields)
        or any(rows_filled(case, table.target) for table in question.tables if table.document)
    )


def outline(case: Case, content: Content) -> Outline:
    """Chapters in the order of the profile, counted in that order. Optional questions without an answer take no number."""
    chapters = []
    for index, part_id in enumerate(profile(case, content).outline, 1):
        part = content.part_of[part_id]
        number = str(index)
        chapters.append(Chapter(number, part, _sections(part, number, case)))
    return Outline(tuple(chapters))


def _sections(part: Part, chapter: str, case: Case) -> tuple[Section, ...]:
    found: list[Section] = []
    coverage = tuple(question for question in part.questions if question.kind == "coverage")
    for question in part.questions:
        if question.kind in ("panel", "checklist"):
            continue
        if question.kind == "coverage":
            if question is coverage[0]:
                found.append(Section(f"{chapter}.{len(found) + 1}", words("konzept.coverage_heading"), coverage))
        elif has_text(question, case) or open_points(question, case) or shown_at(question.id, case):
            found.append(Section(f"{chapter}.{len(found) + 1}", question.heading or question.ask, (question,)))
    return tuple(found)
