"""What is still open: required questions and fields, inputs nobody could read, a reckoning without figures."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import open_points, written_answer
from ala_wizard.checks.context import Context, Finding, short
from ala_wizard.content.schema import Question

OWN_RULE = {"K5.G": "gewaltschutz"}
"""Questions whose missing answer has words of its own."""


def open_questions(ctx: Context) -> Iterator[Finding]:
    """Every required answer, field and table without content."""
    seen: set[str] = set()
    for question in ctx.content.questions.values():
        for address in open_points(question, ctx.case):
            if address in ctx.case.unread or address in seen:
                continue
            seen.add(address)
            yield _open(ctx, question, address)


def _open(ctx: Context, question: Question, address: str) -> Finding:
    if address == f"answers[{question.id}]":
        return ctx.found(
            OWN_RULE.get(question.id, "offen"), question.id, address=address, question=question.id, ask=question.ask, id=question.id
        )
    if address.startswith("coverage["):
        return ctx.found("offen_abdeckung", question.id, address=address, question=question.id, ask=question.ask)
    key = f"{question.id}.{address}"
    for table in question.tables:
        if table.target == address:
            return ctx.found("offen_tabelle", key, address=address, question=question.id, title=table.title)
    label = next((field.label for field in question.fields if field.target == address), question.ask)
    return ctx.found("offen_feld", key, address=address, question=question.id, label=label)


def gewaltschutz(ctx: Context) -> Iterator[Finding]:
    """R2 holds even where a profile does not ask for it as a required question (§ 37a SGB IX)."""
    question = ctx.content.questions.get("K5.G")
    if (question is None or not question.required) and not written_answer("K5.G", ctx.case):
        yield ctx.found("gewaltschutz", "K5.G", address="answers[K5.G]", question="K5.G", ask="", id="K5.G")


ELSEWHERE = {"checklist": "checklisten", "todo": "offen"}
"""Pages of what no question asks: days of points of the checklists and of open points."""


def unread_inputs(ctx: Context) -> Iterator[Finding]:
    """Inputs that were kept as typed because nobody could read them."""
    for address, typed in ctx.case.unread.items():
        question = _owner(ctx, address)
        step = ELSEWHERE.get(address.partition("[")[0], "")
        yield ctx.found("unlesbar", address, address=address, question=question, step=step, typed=short(typed, 40))


def _owner(ctx: Context, address: str) -> str:
    table, bracket, _ = address.partition("[")
    owner = ctx.question_of(table if bracket else address)
    if not bracket:
        return owner
    column = address.rpartition(".")[2]
    for question in ctx.content.questions.values():
        if any(block.target == table and column in {c.key for c in block.columns} for block in question.tables):
            return question.id
    return owner


def missing_figures(ctx: Context) -> Iterator[Finding]:
    """What the three calculators cannot do without."""
    for name, address in missing_inputs(ctx.results).items():
        if address not in ctx.open_addresses:
            yield ctx.found(name, address=address)


def missing_inputs(results: Results) -> dict[str, str]:
    """Findings of calculators without their figures, with the address of what is missing."""
    kosten, found = results.kosten, {}
    if kosten.plaetze <= 0:
        found["plaetze_fehlen"] = "kostenkalkulation.belegte_plaetze"
    if kosten.tage <= 0:
        found["tage_fehlen"] = "kostenkalkulation.tage"
    if kosten.gesamtkosten <= 0:
        found["kosten_fehlen"] = "kostenkalkulation.personal"
    if results.entgelt.anzahl <= 0:
        found["entgelt_fehlt"] = "arbeitsentgelt.gruppen"
    if results.ergebnis.umsatz <= 0:
        found["umsatz_fehlt"] = "arbeitsergebnis.produktlinien"
    return found


RULES = (open_questions, gewaltschutz, unread_inputs, missing_figures)
