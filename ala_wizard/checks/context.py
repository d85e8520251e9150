"""What every rule looks at, and how it says what it found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ala_wizard.calc.results import Results
from ala_wizard.calc.zeilen import wert
from ala_wizard.checks.answered import open_points
from ala_wizard.content.findings import Findings, Severity
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date, format_decimal

SEVERITIES: tuple[Severity, ...] = ("muss", "sollte", "hinweis")
"""Worst first."""


@dataclass(frozen=True)
class Finding:
    """One thing that the user should know, with the place where it is solved."""

    id: str
    """Stable as long as the same thing is found, for example `offen.K3.1`."""
    rule: str
    """Name of the family, as checklists know it."""
    severity: Severity
    step: str
    text: str
    why: str
    source: tuple[str, ...] = ()
    address: str = ""
    """Where in the case; empty where no single value is to blame."""
    question: str = ""
    """ID of the question that solves it; empty where a step has none."""


@dataclass(frozen=True)
class Context:
    """One case with everything known about it. Rules read it and change nothing."""

    case: Case
    content: Content
    results: Results
    today: date
    words: Findings
    pages: int | None = None
    """Pages of the Konzept; None where nobody has counted."""

    def found(
        self, name: str, key: str = "", /, *, address: str = "", question: str | None = None, step: str = "", id_: str = "", **values: str
    ) -> Finding:
        """A finding in the words of a template. Raises KeyError for an unknown template or a missing value."""
        template = self.words.templates[name]
        where = question if question is not None else template.question
        part = self.content.part_of.get(where) if where else None
        return Finding(
            id=id_ or (f"{template.family}.{key}" if key else template.name),
            rule=template.family,
            severity=template.severity,
            step=part.step if part else step or template.step,
            text=template.text.format(**values),
            why=template.why.format(**values),
            source=template.source,
            address=address,
            question=where if part else "",
        )

    @cached_property
    def rates(self) -> Rates:
        """The dated values of the Stichtag, with the case's own ones."""
        profile = self.content.profiles.get(self.case.profile)
        return Rates(self.content.parameters, self.results.stichtag, self.case.overrides, profile.region if profile else "ost")

    def value(self, name: str) -> Decimal | None:
        """A dated value; None where the content does not know it at all."""
        return wert(self.rates, name)

    def label(self, choice_set: str, value: str) -> str:
        """The words for a choice; the value itself where the set is unknown."""
        return self.content.label(choice_set, value) if choice_set in self.content.choices else value

    def row_amount(self, table: str, row_id: str) -> Decimal:
        """Printed yearly amount of a cost row, €, with its staff part; 0 where nothing is reckoned."""
        return self.results.kosten.amount_at({f"kostenkalkulation.{table}[{row_id}]"})

    @cached_property
    def open_addresses(self) -> frozenset[str]:
        """Every address that a required question still needs."""
        return frozenset(address for question in self.content.questions.values() for address in open_points(question, self.case))

    def question_of(self, target: str) -> str:
        """The first question that asks for a field or table; empty when none does."""
        for question in self.content.questions.values():
            if target in (*(field.target for field in question.fields), *(table.target for table in question.tables)):
                return question.id
        return ""


def number(value: Decimal | int, places: int | None = 2) -> str:
    """A number in German notation, whatever its size."""
    value = Decimal(value)
    if not value.is_finite():
        return "–"
    return format_decimal(value, places)


def count(value: Decimal | int) -> str:
    """A count without needless decimals: 8 or 7,5."""
    return number(value, None)


def places(value: Decimal) -> str:
    """A number of places with its noun: 1 Platz, 8 Plätze."""
    return text("checks.platz") if value == 1 else text("checks.plaetze", count=count(value))


def day(value: date | None) -> str:
    """A date in German notation."""
    return format_date(value)


def short(text: str, limit: int = 60) -> str:
    """Words of the user in one short line."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
