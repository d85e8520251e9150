"""Checklist items that the case's own data answers, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ala_wizard.checks.answered import entered, is_answered, rows_filled
from ala_wizard.checks.context import Finding
from ala_wizard.checks.parked import active
from ala_wizard.content.findings import Findings, findings
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Auto
from ala_wizard.content.texts import text
from ala_wizard.model import path
from ala_wizard.model.case import Case


@dataclass(frozen=True)
class Tick:
    """Is an item answered by the data, and why; the reason is empty while it is not."""

    done: bool
    reason: str = ""


def ticks(
    case: Case, content: Content, found: Iterable[Finding], *, pages: int | None = None, words: Findings | None = None
) -> dict[str, Tick]:
    """The items with conditions, by ID. All conditions of an item must hold."""
    words, case = words or findings(), active(case, content)
    present = {name for finding in found for name in (finding.rule, finding.id)}
    return {item.id: _tick(item.auto, _Look(case, content, present, pages, words)) for item in content.items.values() if item.auto}


@dataclass(frozen=True)
class _Look:
    case: Case
    content: Content
    present: set[str]
    pages: int | None
    words: Findings


def _tick(conditions: Iterable[Auto], look: _Look) -> Tick:
    """All conditions hold: the reasons, with the answered questions gathered in one.

    Where checks found nothing to ask, that is the reason; that something was entered goes without saying.
    """
    answered: list[str] = []
    reasons: list[str] = []
    checked: list[str] = []
    for condition in conditions:
        if condition.answered:
            question = look.content.questions.get(condition.answered)
            if question is None or not is_answered(question, look.case):
                return Tick(done=False)
            answered.append(text("checks.frage", ask=question.heading or question.ask))
            continue
        reason = _reason(condition, look)
        if not reason:
            return Tick(done=False)
        (checked if condition.no_finding else reasons).append(reason)
    if checked:
        return Tick(done=True, reason=text("checks.weil", reasons=_listed(dict.fromkeys(checked))))
    if answered:
        reasons.insert(0, text("checks.answered" if len(answered) == 1 else "checks.answered_all", questions=_listed(answered)))
    return Tick(done=True, reason=text("checks.weil", reasons=_listed(dict.fromkeys(reasons))))


def _listed(words: Iterable[str]) -> str:
    """A, B und C."""
    *most, last = words
    return ", ".join(most) + text("checks.und") + last if most else last


def _reason(auto: Auto, look: _Look) -> str:
    """The reason in words when the condition holds, else empty."""
    if auto.rows:
        number = len(rows_filled(look.case, auto.rows))
        if number < auto.min:
            return ""
        return text("checks.rows" if number != 1 else "checks.row", title=_title(look.content, auto.rows), count=number)
    if auto.filled:
        return text("checks.filled", label=_label(look.content, auto.filled)) if entered(look.case, auto.filled) else ""
    if auto.yes:
        value: Any = path.get(look.case, auto.yes)
        return text("checks.yes", label=_label(look.content, auto.yes)) if value in ("ja", True) else ""
    return _absent(auto.no_finding, look)


def _absent(rule: str, look: _Look) -> str:
    """A finding's absence counts only when its rule had something to look at."""
    templates = look.words.of_rule(rule)
    subjects = [address for template in templates for address in template.subject]
    if rule in look.present or (subjects and not any(has_subject(look.case, address) for address in subjects)):
        return ""
    if look.pages is None and any(template.needs_pages for template in templates):
        return ""
    return next((template.tick for template in templates if template.tick), text("checks.no_finding"))


def has_subject(case: Case, address: str) -> bool:
    """Is there something to look at? `table.column` asks for a row with a value above zero there."""
    table, _, column = address.rpartition(".")
    rows = path.get(case, table) if table else None
    if isinstance(rows, tuple):
        return any(getattr(row, column) for row in rows)
    return entered(case, address)


def _title(content: Content, address: str) -> str:
    """The heading of a table as the user knows it."""
    for question in content.questions.values():
        for table in question.tables:
            if table.target == address:
                return table.title
    return text("checks.somewhere")


def _label(content: Content, address: str) -> str:
    """The label of a field, or the heading of a table, as the user knows it."""
    for question in content.questions.values():
        for field in question.fields:
            if field.target == address:
                return field.label
    return _title(content, address)
