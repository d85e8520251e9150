"""Questions in brackets that a building block left in an answer and nobody has answered yet."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.context import Context, Finding, short
from ala_wizard.model.richtext import CHIP
from ala_wizard.model.spots import open_spots


def spots(ctx: Context) -> Iterator[Finding]:
    """One finding for each answer with open spots, in the order of the questions."""
    for question in ctx.content.questions.values():
        if question.kind != "text":
            continue
        found = open_spots(ctx.case.answers.get(question.id, ""))
        if not found:
            continue
        address, spot = f"answers[{question.id}]", short(found[0].replace(CHIP, "…"))
        if len(found) == 1:
            yield ctx.found("offene_stelle", question.id, address=address, question=question.id, spot=spot)
        else:
            yield ctx.found("offene_stellen", question.id, address=address, question=question.id, spot=spot, count=str(len(found)))


RULES = (spots,)
