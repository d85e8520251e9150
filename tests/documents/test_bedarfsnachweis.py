"""The Bedarfsnachweis: pseudonyms, totals against the places, warnings; names only in the version that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.bedarfsnachweis import bedarfsnachweis
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import pdf_bytes
from tests.documents.cases import STAMP, after, cells, full_text, results, small
from tests.pdf.cases import body
from tests.pdf.test_tags import valid

PEOPLE: list[dict[str, Any]] = [
    {
        "id": "a",
        "pseudonym": "P1",
        "start": "2027-03-01",
        "hours_week": 30,
        "origin": "Werkstatt",
        "state": "interesse",
        "consent": "2026-10-01",
    },
    {"id": "b", "pseudonym": "P2", "start": "2026-03-01", "hours_week": "17.5", "state": "zusage", "consent": "2026-10-02"},
    {"id": "c", "origin": "Förderschule", "state": "zusage"},
]


def made(case: Case, names: Mapping[str, str] | None = None) -> blocks.Document:
    return bedarfsnachweis(case, content(), results(case), STAMP, names)


def table(document: blocks.Document, anchor: str) -> blocks.Table:
    (found,) = [block for block in after(document, anchor) if isinstance(block, blocks.Table)]
    return found


def notes(document: blocks.Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, blocks.Note) and block.kind == "warn"]


def test_people_stand_by_pseudonym_in_the_order_of_their_start() -> None:
    rows = cells(table(made(small(participants=PEOPLE)), "menschen"))
    assert rows == [
        ("P2", "", "Zusage", "seit 02.10.2026", "01.03.2026", "17,5"),
        ("P1", "Werkstatt", "Interesse", "seit 01.10.2026", "01.03.2027", "30,0"),
        ("P3", "Förderschule", "Zusage", "fehlt", "", ""),
        ("Zusammen, soweit bekannt", "47,5"),
    ]


def test_people_are_set_against_the_places() -> None:
    """Start 01.03.2026 with 2 places: P2 by then, P3 without a wish of its own; in the end 8 places, three people, two promised."""
    rows = cells(table(made(small(participants=PEOPLE)), "plaetze"))
    assert rows == [("Zum Start am 01.03.2026", "2", "2", "2", "0"), ("Im Ziel", "8", "3", "2", "6")]


def test_a_missing_consent_and_a_day_that_is_past_are_warned_of() -> None:
    late = {**PEOPLE[0], "delete_by": "2026-11-19"}
    today = {**PEOPLE[1], "delete_by": "2026-11-20"}
    found = notes(made(small(participants=[late, today, PEOPLE[2]])))
    assert [words.split(".")[0] for words in found] == ["Einwilligung fehlt bei: P3", "Löschtag vorbei bei: P1"]
    assert notes(made(small(participants=PEOPLE[:2]))) == []


def test_a_consent_that_lies_ahead_is_none_yet() -> None:
    assert notes(made(small(participants=[{**PEOPLE[0], "consent": "2027-01-01"}])))


def test_names_stand_only_in_the_version_that_is_asked_for_and_it_warns() -> None:
    case = small(participants=PEOPLE)
    plain = made(case)
    assert "Name" not in [column.head for column in table(plain, "menschen").columns]
    named = made(case, {"b": "Erika Muster"})
    assert [row[:2] for row in cells(table(named, "menschen"))][:3] == [("P2", "Erika Muster"), ("P1", ""), ("P3", "")]
    assert "nennt Namen" in notes(named)[0]
    assert "Erika" not in full_text(plain)
    assert "nur mit Kürzel" not in full_text(named)


def test_nobody_yet() -> None:
    assert "noch niemand" in full_text(made(Case()))


def test_every_paper_is_valid_and_prints_what_the_blocks_say() -> None:
    for name in names():
        valid(pdf_bytes(made(sample(name)))[0])
    printed = body(made(small(participants=PEOPLE), {"b": "Erika Muster"}))
    for words in ("P2", "Erika Muster", "seit 02.10.2026", "Förderschule", "47,5", "Zum Start am 01.03.2026"):
        assert words in printed
