"""The answer to a question as the papers print it."""

from __future__ import annotations

from functools import partial

from ala_wizard.calc.results import Results
from ala_wizard.checks.beispiel import example_lines
from ala_wizard.checks.facts import shown
from ala_wizard.content.loader import Content
from ala_wizard.documents import typed
from ala_wizard.documents.blocks import Block, Definition
from ala_wizard.model.case import Case


def answer(question_id: str, case: Case, content: Content, results: Results) -> tuple[Block, ...]:
    """The whole answer; nothing where there is none."""
    stored = case.answers.get(question_id, "")
    return typed.blocks(stored, _say(case, content, results), example_lines(stored, case, results, content))


def short_answer(label: str, question_id: str, case: Case, content: Content, results: Results) -> Definition:
    """An answer of one sentence beside its label."""
    spans = typed.spans(case.answers.get(question_id, ""), _say(case, content, results))
    return Definition(label, "".join(span.text for span in spans), spans)


def _say(case: Case, content: Content, results: Results) -> typed.Say:
    return partial(shown, case=case, results=results, content=content)
