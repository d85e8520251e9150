"""The list of evidence in the Kostenkalkulation says of each number where the piece is (Fachvorgabe R1)."""

from __future__ import annotations

from typing import Any

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
        ("B 1", "Pachtvertrag", "liegt bei: pacht.pdf, pacht-2.pdf"),
        ("B 2", "Darlehen", "kommt noch bis 15.01.2027: Bank; kommt noch: Steuerbüro"),
        ("B 3", "Bescheid", "kommt noch: Amt"),
        ("B 4", "Rechnung", "fehlt"),
    ]


def test_what_nobody_cites_is_not_listed() -> None:
    assert [row[1] for row in listed([{"evidence": "A"}], [{"file": "b.pdf", "evidence": ["B"]}])] == ["A"]
