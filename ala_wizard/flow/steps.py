"""The steps of the wizard and an honest state for each (leer, begonnen, vollständig, number of open points)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ala_wizard.calc.belege import open_pieces, pieces, unnamed
from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import has_content, is_draft, open_points, unread
from ala_wizard.checks.context import Finding
from ala_wizard.checks.listen import item_state
from ala_wizard.checks.offen import missing_inputs
from ala_wizard.checks.parked import active
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Part
from ala_wizard.model.case import Case

State = Literal["leer", "begonnen", "vollstaendig", "ohne"]

WITHOUT = frozenset({"rechtsstand", "offen", "pruefung", "export"})
"""Steps that nobody fills in; their number counts something else."""
LISTS = "checklisten"
BELEGE = "belege"
CALCULATORS = {"tagessatz": "kostenkalkulation", "arbeitsentgelt": "arbeitsentgelt", "arbeitsergebnis": "arbeitsergebnis"}
"""Steps of the calculators and the part of the case that they fill."""


@dataclass(frozen=True)
class StepState:
    """How far a step is; `open` counts what is still to do there.

    In `pruefung` these are all findings, in `rechtsstand` the values that are missing or were replaced without a reason.
    """

    state: State
    open: int = 0


def steps(content: Content) -> tuple[Part, ...]:
    """The pages in their order."""
    return tuple(sorted(content.parts, key=lambda part: part.order))


def next_step(content: Content, step: str) -> str | None:
    """The step after this one; None at the end or for an unknown step."""
    return _neighbour(content, step, 1)


def previous_step(content: Content, step: str) -> str | None:
    """The step before this one; None at the beginning or for an unknown step."""
    return _neighbour(content, step, -1)


def _neighbour(content: Content, step: str, way: int) -> str | None:
    names = [part.step for part in steps(content)]
    if step not in names:
        return None
    place = names.index(step) + way
    return names[place] if 0 <= place < len(names) else None


def step_states(
    case: Case, content: Content, results: Results, findings: Iterable[Finding], *, pages: int | None = None
) -> dict[str, StepState]:
    """The state of every step, in order."""
    found, case = tuple(findings), active(case, content)
    return {part.step: _step(part, case, content, results, found, pages) for part in steps(content)}


def unfinished(states: Mapping[str, StepState]) -> dict[str, int]:
    """How much is missing in each step; a step that nobody began misses something, whatever is counted there."""
    return {step: max(state.open, int(state.state == "leer")) for step, state in states.items()}


def optional(part: Part) -> bool:
    """Is nothing here needed for the papers? Then only what cannot be read is open. A chapter of the Konzept always counts."""
    return part.number is None and not any(question.required for question in part.questions)


def _step(part: Part, case: Case, content: Content, results: Results, found: tuple[Finding, ...], pages: int | None) -> StepState:
    if part.step == LISTS:
        return _lists(case, content, found, pages)
    if part.step in WITHOUT:
        return StepState("ohne", _counted(part.step, case, results, found))
    if part.step == BELEGE:
        return _evidence(case, results)
    if optional(part):
        unread_here = sum(len(unread(question, case)) for question in part.questions)
        return StepState("begonnen" if unread_here else "ohne", unread_here)
    points = {address for question in part.questions for address in open_points(question, case)}
    points |= {f"answers[{question.id}]" for question in part.questions if is_draft(question, case)}
    points |= _figures(part.step, results)
    points |= {finding.address or finding.id for finding in found if finding.step == part.step and contradicts(finding)}
    if not any(has_content(question, case) for question in part.questions):
        return StepState("leer", len(points))
    return StepState("begonnen" if points else "vollstaendig", len(points))


def contradicts(finding: Finding) -> bool:
    """Does something entered not fit? What is merely open, or could not be read, counts by itself."""
    return finding.severity == "muss" and finding.rule not in ("offen", "unlesbar")


def _counted(step: str, case: Case, results: Results, found: tuple[Finding, ...]) -> int:
    """What a step that nobody fills in shows as its number."""
    if step == "rechtsstand":
        return len(results.entgelt.missing) + sum(1 for own in case.overrides.values() if not own.reason.strip())
    return len(found) if step == "pruefung" else 0


def _figures(step: str, results: Results) -> set[str]:
    """What a calculator cannot do without, as addresses of its own inputs."""
    owner = CALCULATORS.get(step)
    return {address for address in missing_inputs(results).values() if owner and address.startswith(owner + ".")}


def _evidence(case: Case, results: Results) -> StepState:
    """Open is what is neither attached nor announced."""
    lines = results.kosten.lines
    if not (pieces(lines, case) or unnamed(lines, case)):
        return StepState("vollstaendig" if case.attachments else "leer")
    open_ = open_pieces(lines, case)
    return StepState("begonnen" if open_ else "vollstaendig", open_)


def _lists(case: Case, content: Content, found: tuple[Finding, ...], pages: int | None) -> StepState:
    known = ticks(case, content, found, pages=pages)
    states = [item_state(item, case, known) for item in content.items.values()]
    open_ = states.count("offen")
    touched = any(entry.state for entry in case.checklist.values())
    if states and not open_:
        return StepState("vollstaendig")
    return StepState("begonnen" if touched or open_ < len(states) else "leer", open_)
