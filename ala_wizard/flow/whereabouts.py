"""Where a place of the program is, in words: „Teil 3 Zielgruppe: Wie kommen die Menschen jeden Tag zu Ihnen?“."""

from __future__ import annotations

from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text


def whereabouts(step: str, address: str, content: Content) -> str:
    """Page and, where the address tells it, question; empty for a step that is not there."""
    part = content.part_of.get(step)
    if part is None or part.step != step:
        return ""
    page = text("pruefung.teil", number=part.number, name=part.short) if part.number else part.short
    targets = [
        (target, question)
        for question in part.questions
        for target in (
            f"answers[{question.id}]",
            f"coverage[{question.id}]",
            *(f.target for f in question.fields),
            *(t.target for t in question.tables),
        )
        if address.startswith(target)
    ]
    if not targets:
        return page
    question = max(targets, key=lambda entry: len(entry[0]))[1]
    return text("weiter.frage", page=page, question=question.ask)
