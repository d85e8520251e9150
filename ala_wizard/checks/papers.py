"""Which papers are there, announced or open, reckoned from the case; the user's own word counts first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ala_wizard.calc.belege import Piece, pieces, unnamed
from ala_wizard.calc.results import Results
from ala_wizard.checks.answered import entered, is_answered, rows_filled
from ala_wizard.checks.listen import item_state
from ala_wizard.checks.ticks import Tick
from ala_wizard.content.loader import Content
from ala_wizard.content.papers import Paper, papers
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case, ChecklistState

State = Literal["da", "kommt", "offen", "entfaellt"]


@dataclass(frozen=True)
class PaperState:
    """One paper as it stands."""

    paper: Paper
    state: State
    reason: str
    """Why the program says so; empty where only the user can know."""
    who: str = ""
    """Who takes care, as the user noted it."""
    due: date | None = None


@dataclass(frozen=True)
class Known:
    """What the rules look at."""

    case: Case
    content: Content
    results: Results
    ticks: Mapping[str, Tick]
    open_steps: Mapping[str, int]
    """How many points are open in each step; a step that nobody began counts one at least."""
    today: date


def paper_states(known: Known) -> tuple[PaperState, ...]:
    """Every paper in its order."""
    return tuple(_state(paper, known) for paper in papers())


def _state(paper: Paper, known: Known) -> PaperState:
    said = known.case.todo.get(paper.id, ChecklistState())
    if said.state in ("erledigt", "entfaellt"):
        reason = said.reason.strip() or said.note.strip()
        return PaperState(paper, "da" if said.state == "erledigt" else "entfaellt", reason, said.person, said.due)
    state: State
    state, reason = ("offen", "") if said.state == "offen" else _found(paper, known)
    if state == "offen" and (said.person.strip() or said.due):
        state = "kommt"
    return PaperState(paper, state, reason, said.person, said.due)


def _found(paper: Paper, known: Known) -> tuple[State, str]:
    """The first rule of the paper that has something to say; else it is open."""
    if paper.only_with and not rows_filled(known.case, paper.only_with):
        return "entfaellt", text("papiere.nicht_noetig")
    for wanted, rule in RULES:
        if getattr(paper, wanted):
            found = rule(paper, known)
            if found[0] != "offen" or wanted == _last(paper):
                return found
    return "offen", ""


def _last(paper: Paper) -> str:
    return [wanted for wanted, _ in RULES if getattr(paper, wanted)][-1]


def _steps(paper: Paper, known: Known) -> tuple[State, str]:
    open_ = sum(known.open_steps.get(step, 0) for step in paper.steps)
    if not open_:
        return "da", text("papiere.vollstaendig")
    return "offen", text("papiere.noch_offen" if open_ != 1 else "papiere.noch_eins", count=open_)


def _rows(paper: Paper, known: Known) -> tuple[State, str]:
    count = len(rows_filled(known.case, paper.rows))
    return ("da", text("papiere.zeilen" if count != 1 else "papiere.zeile", count=count)) if count else ("offen", "")


def _filled(paper: Paper, known: Known) -> tuple[State, str]:
    return ("da", text("papiere.eingetragen")) if entered(known.case, paper.filled) else ("offen", "")


def _answered(paper: Paper, known: Known) -> tuple[State, str]:
    question = known.content.questions.get(paper.answered)
    done = question is not None and is_answered(question, known.case)
    return ("da", text("papiere.beantwortet")) if done else ("offen", "")


def _attachment(paper: Paper, known: Known) -> tuple[State, str]:
    count = sum(1 for entry in known.case.attachments if entry.kind == paper.attachment)
    return ("da", text("papiere.anlagen" if count != 1 else "papiere.anlage", count=count)) if count else ("offen", "")


def _evidence(paper: Paper, known: Known) -> tuple[State, str]:
    del paper
    lines = known.results.kosten.lines
    return _pieces((*pieces(lines, known.case), *unnamed(lines, known.case)))


def _evidence_of(paper: Paper, known: Known) -> tuple[State, str]:
    lines = known.results.kosten.lines
    every = (*pieces(lines, known.case), *unnamed(lines, known.case))
    return _pieces(tuple(piece for piece in every if any(line.address.startswith(paper.evidence_of + "[") for line in piece.lines)))


def _pieces(found: tuple[Piece, ...]) -> tuple[State, str]:
    """All there, all at least announced, or some open; nothing to prove is open, too."""
    if not found:
        return "offen", ""
    count = {state: sum(1 for piece in found if piece.state == state) for state in ("da", "kommt", "fehlt")}
    words = text("papiere.belege", total=len(found), **count)
    return ("offen" if count["fehlt"] else "kommt" if count["kommt"] else "da"), words


def _certificates(paper: Paper, known: Known) -> tuple[State, str]:
    del paper
    staff = [person for person in known.case.people if person.name.strip()]
    seen = [
        person
        for person in staff
        if person.fuehrungszeugnis_seen and (person.fuehrungszeugnis_until is None or person.fuehrungszeugnis_until >= known.today)
    ]
    if not staff:
        return "offen", text("papiere.kein_personal")
    return ("da" if len(seen) == len(staff) else "offen"), text("papiere.eingesehen", count=len(seen), total=len(staff))


def _service(paper: Paper, known: Known) -> tuple[State, str]:
    found = [entry for entry in known.case.external_services if entry.kind == paper.service]
    if any(entry.contract == "vertrag" for entry in found):
        return "da", text("papiere.vertrag")
    if any(entry.contract == "zugesagt" for entry in found):
        return "kommt", text("papiere.zugesagt")
    return "offen", text("papiere.geplant") if found else ""


def _items(paper: Paper, known: Known) -> tuple[State, str]:
    for name in paper.items:
        item = known.content.items.get(name)
        if item is not None and item_state(item, known.case, known.ticks) in ("erledigt", "automatisch"):
            return "da", text("papiere.abgehakt", id=name)
    return "offen", ""


Rule = Callable[[Paper, Known], tuple[State, str]]
RULES: tuple[tuple[str, Rule], ...] = (
    ("steps", _steps),
    ("attachment", _attachment),
    ("rows", _rows),
    ("filled", _filled),
    ("answered", _answered),
    ("evidence", _evidence),
    ("evidence_of", _evidence_of),
    ("certificates", _certificates),
    ("service", _service),
    ("items", _items),
)
"""Which rule reads which entry of a paper, in the order in which they are asked."""
