"""The list of evidence in the Kostenkalkulation says of each number where the piece is (Fachvorgabe R1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from ala_wizard import core
from ala_wizard.content.loader import content
from ala_wizard.documents import anlagen
from ala_wizard.model.case import Case
from tests.documents.cases import cells
from tests.documents.test_kostenkalkulation import tables


def listed(lines: list[dict[str, Any]], attachments: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    fixe = [{"kind": "eigene", "amount": 10, "grundlage": "vertrag", "name": f"Zeile {place}", **line} for place, line in enumerate(lines)]
    case = Case.model_validate({"kostenkalkulation": {"fixe": fixe}, "attachments": attachments})
    (table,) = tables(case, "belege")
    return cells(table)


def test_there_announced_missing() -> None:
    lines = [
        {"evidence": "Pachtvertrag", "evidence_from": "Gemeinde"},
        {"evidence": "Darlehen", "evidence_from": "Bank", "evidence_due": "2027-01-15"},
        {"evidence": "Bescheid", "evidence_from": "Amt"},
        {"evidence": "Rechnung"},
        {"evidence": "Darlehen", "evidence_from": "Steuerbüro"},
    ]
    files = [{"file": "pacht.pdf", "evidence": ["Pachtvertrag"]}, {"file": "pacht-2.pdf", "evidence": ["x", " Pachtvertrag "]}]
    assert [(row[0].replace("\u00a0", " "), row[1], row[3]) for row in listed(lines, files)] == [
        ("B 1", "Pachtvertrag", "liegt bei: Anlage 1 (pacht.pdf), Anlage 2 (pacht-2.pdf)"),
        ("B 2", "Darlehen", "kommt noch bis 15.01.2027: Bank; kommt noch: Steuerbüro"),
        ("B 3", "Bescheid", "kommt noch: Amt"),
        ("B 4", "Rechnung", "fehlt"),
    ]


def test_what_nobody_cites_is_not_listed() -> None:
    assert [row[1] for row in listed([{"evidence": "A"}], [{"file": "b.pdf", "evidence": ["B"]}])] == ["A"]


def test_a_file_without_its_bytes_is_said_to_be_missing() -> None:
    """An attachment without a file name is one whose bytes are not there (`store.inbox.lying`)."""
    lines = [{"evidence": "Pacht", "evidence_from": "Gemeinde"}, {"evidence": "Rate"}]
    files = [
        {"title": "Blatt 2", "evidence": ["Pacht"]},
        {"file": "blatt-1.pdf", "evidence": ["Pacht"]},
        {"title": "rate.pdf", "evidence": ["Rate"]},
    ]
    assert [row[3] for row in listed(lines, files)] == ["liegt bei: Anlage 2 (blatt-1.pdf); Datei fehlt: Blatt 2", "Datei fehlt: rate.pdf"]


def test_the_numbers_of_the_attachments_follow_the_list_of_evidence() -> None:
    lines = [{"evidence": "Pacht"}, {"evidence": "Rate"}, {"evidence": "id3"}]
    fixe = [{"kind": "eigene", "amount": 10, "name": f"Zeile {place}", **line} for place, line in enumerate(lines)]
    files = [
        {"id": "id1", "file": "plan.pdf", "kind": "plan"},
        {"id": "id2", "file": "alles.pdf", "evidence": ["Rate", "Pacht"]},
        {"id": "id3", "file": "kredit.pdf"},
        {"id": "id4", "file": "rest.pdf", "evidence": ["steht nirgends"]},
    ]
    case = Case.model_validate({"kostenkalkulation": {"fixe": fixe}, "attachments": files})
    kosten = core.reckon(case, content(), date(2026, 11, 20)).kosten
    found = anlagen.anlagen(kosten.lines, case)
    assert [(entry.number, entry.entry.id, [piece.number for piece in entry.serves]) for entry in found] == [
        (1, "id2", [1, 2]),
        (2, "id3", [3]),
        (3, "id1", []),
        (4, "id4", []),
    ]
