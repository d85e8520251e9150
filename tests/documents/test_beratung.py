"""Papers for the consultation: the gap report and the checklists say what the program found, where, and who takes care."""

from __future__ import annotations

from typing import Any

import pytest

from ala_wizard.checks import findings
from ala_wizard.checks.open_list import LISTS
from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.checklisten import checklisten
from ala_wizard.documents.luecken import luecken
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import pdf_bytes
from tests.documents.cases import STAMP, TODAY, after, full_text, results, small, words_of
from tests.pdf.cases import body
from tests.pdf.test_tags import valid


def gaps(case: Case) -> blocks.Document:
    return luecken(case, content(), results(case), STAMP)


def lists(case: Case) -> blocks.Document:
    return checklisten(case, content(), results(case), STAMP)


def rows(document: blocks.Document, anchor: str) -> list[blocks.Row]:
    return [row for block in after(document, anchor) if isinstance(block, blocks.Table) for row in block.rows]


@pytest.mark.parametrize("name", names())
def test_every_finding_stands_under_its_severity(name: str) -> None:
    case = sample(name)
    made = gaps(case)
    found = [finding for finding in findings.run(case, content(), results(case), TODAY) if finding.rule not in LISTS]
    for finding in found:
        printed = "\n".join(words_of(block) for block in after(made, finding.severity))
        asked = content().questions.get(finding.question)
        assert finding.text in printed or (asked is not None and asked.ask in printed), finding.id
    (strip,) = [block for block in made.blocks if isinstance(block, blocks.Facts)]
    counts = [sum(finding.severity == severity for finding in found) for severity in ("muss", "sollte", "hinweis")]
    assert [int(fact.value) for fact in strip.items[:3]] == counts


def test_a_finding_names_its_place_what_follows_and_who_takes_care() -> None:
    case = small(offer={"places_target": 2, "places_start": 5}, todo={})
    (finding,) = [
        f
        for f in findings.run(case, content(), results(case), TODAY)
        if f.rule == "plaetze_start" or ("Start" in f.text and f.severity == "muss")
    ][:1]
    case = case.model_copy(update={"todo": Case.model_validate({"todo": {finding.id: {"person": "Hofleitung", "due": "2026-12-01"}}}).todo})
    row = next(row for row in rows(gaps(case), finding.severity) if row.cells[0].text == finding.text)
    assert finding.why in row.cells[0].note
    assert finding.question in row.cells[1].text
    assert row.cells[2].text.startswith("Hofleitung\n01.12.2026")


def test_what_one_question_misses_stands_in_one_row() -> None:
    made = gaps(Case())
    asked = content().questions["B1"].ask
    (row,) = [row for row in rows(made, "muss") if row.cells[0].text == asked]
    assert row.cells[0].note.count("fehlt noch") >= 2


def test_open_items_stand_by_person_and_day() -> None:
    state: dict[str, Any] = {
        "C2.7": {"state": "offen", "person": "Hofbüro", "due": "2027-01-15"},
        "C2.8": {"state": "offen", "person": "Beratung", "due": "2026-12-15"},
        "C2.9": {"state": "erledigt"},
    }
    found = rows(gaps(small(checklist=state)), "listen")
    sections = [row.cells[0].text for row in found if row.kind == "section"]
    assert sections[:2] == ["Beratung", "Hofbüro"]
    assert len(sections) == 3  # and what nobody has taken
    places = [row.cells[1].text for row in found if row.kind == "body"]
    assert places[0].endswith("C2.8")
    assert places[1].endswith("C2.7")
    assert not any(place.endswith("C2.9") for place in places)


def test_checklists_part_what_is_open_from_what_is_settled() -> None:
    state = {
        "C1.1": {"state": "erledigt", "note": "Im Mai"},
        "C1.2": {"state": "entfaellt", "reason": "kein Feld"},
        "C1.3": {"person": "Hof"},
    }
    made = lists(small(checklist=state))
    found = after(made, "liste-C1")
    (sheet,) = [block for block in found if isinstance(block, blocks.Sheet)]
    (table,) = [block for block in found if isinstance(block, blocks.Table)]
    assert [(row.cells[1].text, row.cells[2].text) for row in table.rows[:2]] == [("erledigt", "Im Mai"), ("entfällt", "kein Feld")]
    assert sheet.rows[0][3] == "Hof"
    assert len(sheet.rows) + len(table.rows) == 10
    assert words_of(found[0]) == "1 von 9 erledigt, 1 entfällt"


def test_every_item_of_every_list_is_printed_once() -> None:
    made = lists(sample("hof-sonnenwiese"))
    said = [row[0] for block in made.blocks if isinstance(block, blocks.Sheet) for row in block.rows]
    said += [row.cells[0].text for block in made.blocks if isinstance(block, blocks.Table) for row in block.rows]
    assert sorted(text.split("\u2002")[0] for text in said) == sorted(content().items)


def test_what_the_data_answer_says_why() -> None:
    assert "weil „" in full_text(lists(sample("hof-sonnenwiese")))


@pytest.mark.parametrize("name", ["hof-sonnenwiese", "leer"])
def test_both_are_valid_worksheets(name: str) -> None:
    for made in (gaps(sample(name)), lists(sample(name))):
        valid(pdf_bytes(made)[0])
        assert made.status == "Arbeitsblatt, nicht zum Einreichen"
        assert not made.handed_in


def test_the_pages_say_what_the_blocks_say() -> None:
    printed = body(gaps(sample("hof-sonnenwiese")))
    assert "Offene Punkte der Checklisten" in printed
    assert "Mietvertrag mit der Gemeinde" in printed
