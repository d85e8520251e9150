"""All rules together: from a case to its findings, worst first."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import localcontext

from ala_wizard.calc.results import Results
from ala_wizard.checks import (
    bezuege,
    bilder,
    entgelt,
    ergebnis,
    kosten,
    listen,
    luecken,
    menschen,
    nachweise,
    nullzeilen,
    offen,
    personal,
    plaetze,
    recht,
    texte,
    verhandlung,
    werte,
    woche,
    zeitraum,
)
from ala_wizard.checks.context import SEVERITIES, Context, Finding
from ala_wizard.checks.parked import active
from ala_wizard.checks.stepwise import finish
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.findings import findings as templates
from ala_wizard.content.loader import Content
from ala_wizard.model.case import Case

__all__ = ["Finding", "run"]

Rule = Callable[[Context], Iterator[Finding]]

RULES: tuple[Rule, ...] = tuple(
    rule
    for module in (
        offen,
        luecken,
        bilder,
        texte,
        plaetze,
        zeitraum,
        personal,
        kosten,
        nullzeilen,
        nachweise,
        verhandlung,
        woche,
        bezuege,
        menschen,
        entgelt,
        ergebnis,
        recht,
        werte,
        listen,
    )
    for rule in module.RULES
)

PRECISION = 80
"""Digits while checking: the largest amounts that a case can hold must not overflow."""


def run(case: Case, content: Content, results: Results, today: date, *, pages: int | None = None) -> tuple[Finding, ...]:
    """Every finding of a case, sorted by severity, step and ID. `pages` is the length of the Konzept where it is known."""
    return finish(bit_by_bit(case, content, results, today, pages=pages))


Work = Generator[None, None, tuple[Finding, ...]]
"""Goes on with each `next`, and gives the findings when it ends: a window looks between for the next key."""


def bit_by_bit(case: Case, content: Content, results: Results, today: date, *, pages: int | None = None) -> Work:
    """The same as `run`, rule by rule; what was found in one of the last cases is still known."""
    whole, case = case, active(case, content)
    ctx = Context(case=case, content=content, results=results, today=today, words=templates(), pages=pages)
    if (known := _remembered(whole, ctx)) is not None:
        return known
    found: list[Finding] = []
    for rule in RULES:
        with localcontext(prec=PRECISION):  # round every bit: the context would leak out of a generator
            found += rule(ctx)
        yield
    with localcontext(prec=PRECISION):
        found += listen.open_items(ctx, ticks(case, content, found, pages=pages, words=ctx.words))
    order = {part.step: place for place, part in enumerate(content.parts)}
    ordered = tuple(
        sorted(_unique(found), key=lambda f: (SEVERITIES.index(f.severity), order.get(f.step, len(order)), f.id)),
    )
    _Last.found = ((whole, ctx, ordered), *_Last.found[: REMEMBERED - 1])
    return ordered


REMEMBERED = 4
"""Window, effect of a change and three papers ask for the findings of the same case, one after the other."""


class _Last:
    found: tuple[tuple[Case, Context, tuple[Finding, ...]], ...] = ()
    """Replaced as a whole: the papers are made in other threads."""


def _remembered(whole: Case, ctx: Context) -> tuple[Finding, ...] | None:
    """By the very object: equal cases may print a number with other decimals."""
    for before, known, found in _Last.found:
        same = known.content is ctx.content and known.words is ctx.words and (whole is before or whole is known.case)
        if same and (known.today, known.pages) == (ctx.today, ctx.pages) and known.results == ctx.results:
            return found
    return None


def _unique(found: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings of equal ID a number: rows of two tables may share their ID."""
    seen: dict[str, int] = {}
    used: set[str] = set()
    for finding in found:
        name = finding.id
        while name in used:
            seen[finding.id] = seen.get(finding.id, 1) + 1
            name = f"{finding.id}.{seen[finding.id]}"
        used.add(name)
        yield finding if name == finding.id else replace(finding, id=name)
