"""Pieces of evidence: one per label, in the order of the calculation, there, announced or missing (Fachvorgabe R1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from ala_wizard.calc.belege import Announcement, files_of, open_pieces, pieces, unnamed
from ala_wizard.calc.results import Line
from ala_wizard.checks.findings import run
from ala_wizard.content.loader import content
from ala_wizard.flow.steps import StepState, step_states
from ala_wizard.model.case import Case
from tests.checks import small


def case_of(rows: list[dict[str, Any]], *attachments: dict[str, Any]) -> Case:
    """A case with one row of fixed costs for each, amounts and basis given unless said otherwise."""
    fixe = [
        {"id": f"z{place}", "kind": "eigene", "name": f"Zeile {place}", "amount": 10, "grundlage": "vertrag", **row}
        for place, row in enumerate(rows, 1)
    ]
    kosten = {"belegte_plaetze": 1, "tage": 250, "fixe": fixe}
    return Case.model_validate({"kostenkalkulation": kosten, "attachments": list(attachments)})


def lines(case: Case) -> tuple[Line, ...]:
    return small.results(case).kosten.lines


def test_equal_words_are_one_piece_in_the_order_of_the_lines() -> None:
    case = case_of([{"evidence": "Vertrag"}, {"evidence": "Rechnung"}, {"evidence": " Vertrag "}])
    found = pieces(lines(case), case)
    assert [(piece.number, piece.key, [line.label for line in piece.lines]) for piece in found] == [
        (1, "Vertrag", ["Zeile 1", "Zeile 3"]),
        (2, "Rechnung", ["Zeile 2"]),
    ]


def test_a_file_counts_for_every_row_of_its_piece() -> None:
    case = case_of([{"evidence": "Vertrag"}, {"evidence": "Vertrag"}, {"evidence": "Rest"}], {"file": "v.pdf", "evidence": ["Vertrag"]})
    assert [piece.state for piece in pieces(lines(case), case)] == ["da", "fehlt"]
    assert open_pieces(lines(case), case) == 1
    assert [entry.file for entry in files_of(" Vertrag", case)] == ["v.pdf"]
    assert files_of("  ", case) == ()


def test_the_id_of_an_attachment_in_the_row_is_as_good() -> None:
    case = case_of([{"evidence": "a1"}], {"id": "a1", "title": "Pacht", "file": "p.pdf"})
    (piece,) = pieces(lines(case), case)
    assert (piece.title, piece.state) == ("Pacht", "da")


def test_announcements_are_collected_once() -> None:
    rows = [
        {"evidence": "Vertrag", "evidence_from": "Bank", "evidence_due": "2027-01-15"},
        {"evidence": "Vertrag", "evidence_from": "Bank ", "evidence_due": "2027-01-15"},
        {"evidence": "Vertrag", "evidence_from": "Amt"},
        {"evidence": "Vertrag", "evidence_due": "2027-01-15"},
    ]
    case = case_of(rows)
    (piece,) = pieces(lines(case), case)
    assert piece.announced == (Announcement("Bank", date(2027, 1, 15)), Announcement("Amt"))
    assert piece.state == "kommt"


def test_rows_without_evidence_are_told_unless_they_need_none() -> None:
    rows: list[dict[str, Any]] = [{}, {"grundlage": "schaetzung"}, {"amount": 0}, {"evidence_from": "Amt"}, {"grundlage": ""}]
    case = case_of(rows)
    assert [(piece.title, piece.state) for piece in unnamed(lines(case), case)] == [
        ("Zeile 1", "fehlt"),
        ("Zeile 4", "kommt"),
        ("Zeile 5", "fehlt"),
    ]
    assert open_pieces(lines(case), case) == 2


def test_a_split_row_is_one_row() -> None:
    row = {"id": "r", "kind": "fremde_leistungen", "name": "Reinigung", "amount": 100, "staff_share": 80, "grundlage": "angebot"}
    case = Case.model_validate({"kostenkalkulation": {"belegte_plaetze": 1, "tage": 250, "sachaufwand": [row]}})
    (piece,) = unnamed(lines(case), case)
    assert (piece.title, len(piece.lines)) == ("Reinigung", 2)


def test_the_step_counts_what_is_neither_there_nor_announced() -> None:
    def state(case: Case) -> StepState:
        return step_states(case, content(), small.results(case), ())["belege"]

    rows: list[dict[str, Any]] = [{"evidence": "A"}, {"evidence": "B", "evidence_from": "Amt"}, {"evidence": "C"}, {}]
    assert state(case_of(rows)) == StepState("begonnen", 3)
    assert state(case_of(rows[:3], {"file": "a.pdf", "evidence": ["A", "C"]})) == StepState("vollstaendig", 0)
    assert state(Case()) == StepState("leer", 0)
    assert state(Case.model_validate({"attachments": [{"file": "plan.pdf"}]})) == StepState("vollstaendig", 0)


def test_an_attached_file_is_not_late_and_not_missing() -> None:
    def found(case: Case) -> set[str]:
        return {
            f.rule for f in run(case, content(), small.results(case), date(2026, 3, 2)) if f.address.startswith("kostenkalkulation.fixe")
        }

    row = {"evidence": "A", "evidence_from": "Amt", "evidence_due": "2026-03-01"}
    assert "beleg_ueberfaellig" in found(case_of([row]))
    assert found(case_of([row], {"file": "a.pdf", "evidence": ["A"]})) == set()
    assert "personal_grundlage" in found(case_of([{}]))
