"""What is still to do in the texts: building blocks as they came, facts that are missing or contradicted, the sample's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ala_wizard.checks.beispiel import example_lines
from ala_wizard.checks.context import Context, Finding, short
from ala_wizard.checks.facts import shown
from ala_wizard.checks.zahlen import clashes
from ala_wizard.content.schema import Question
from ala_wizard.content.texts import text
from ala_wizard.model.richtext import facts_in, unedited

NAMED = 3
"""Questions that are named in one sentence."""


def _texts(ctx: Context) -> Iterator[tuple[Question, str, str]]:
    """Every answer with its question and its address, in the order of the pages."""
    for question in ctx.content.questions.values():
        stored = ctx.case.answers.get(question.id, "")
        if stored.strip():
            yield question, f"answers[{question.id}]", stored


def building_blocks(ctx: Context) -> Iterator[Finding]:
    """Inserted texts that nobody has made their own."""
    for question, address, stored in _texts(ctx):
        left = unedited(stored, ctx.case.bausteine.get(question.id, ()))
        if left:
            yield ctx.found(
                "baustein_offen", question.id, address=address, question=question.id, count=str(len(left)), place=_place(question)
            )


def missing_facts(ctx: Context) -> Iterator[Finding]:
    """Facts that texts show and that nobody has entered, where they are asked for. What is open anyway is told once, together."""
    used: dict[str, list[str]] = {}
    for question, _address, stored in _texts(ctx):
        for fact in dict.fromkeys(facts_in(stored)):
            if fact in ctx.content.facts:
                used.setdefault(fact, []).append(question.id)
    waiting: dict[str, list[str]] = {}
    for fact, places in used.items():
        spec, told = ctx.content.facts[fact], shown(fact, ctx.case, ctx.results, ctx.content)
        if not told.missing:
            continue
        if spec.address in ctx.open_addresses:
            waiting.setdefault(told.label, []).extend(places)
        else:
            places_ = _places(ctx, places)
            yield ctx.found("angabe_fehlt", fact, address=spec.address, question=spec.question, missing=told.text, places=places_)
    if waiting:
        places_ = _places(ctx, dict.fromkeys(place for places in waiting.values() for place in places))
        yield ctx.found("angaben_offen", labels=", ".join(waiting), places=places_)


def contradictions(ctx: Context) -> Iterator[Finding]:
    """Numbers typed by hand that the case knows otherwise."""
    for question, address, stored in _texts(ctx):
        confirmed = ctx.case.bestaetigte_zahlen.get(question.id, ())
        for number, clash in enumerate(clashes(stored, ctx.case, ctx.results, ctx.content, confirmed), 1):
            yield ctx.found(
                "zahl_widerspruch",
                f"{question.id}.{number}",
                address=address,
                question=question.id,
                typed=short(clash.typed),
                label=clash.label,
                known=clash.known,
            )


def example_texts(ctx: Context) -> Iterator[Finding]:
    """Paragraphs of the sample farm in a real application."""
    for question, address, stored in _texts(ctx):
        if example_lines(stored, ctx.case, ctx.results, ctx.content):
            yield ctx.found("beispieltext", question.id, address=address, question=question.id, place=_place(question))


def _place(question: Question) -> str:
    return short(question.heading or question.ask)


def _places(ctx: Context, ids: Iterable[str]) -> str:
    """The first questions as the page calls them, and how many more there are."""
    named = [text("checks.frage", ask=_place(ctx.content.questions[name])) for name in ids]
    listed = ", ".join(named[:NAMED])
    return f"{listed} {text('checks.weitere', count=len(named) - NAMED)}" if len(named) > NAMED else listed


RULES = (building_blocks, missing_facts, contradictions, example_texts)
