"""The organisation and staffing plan: who holds which function with how many hours, as drawing and as table; and the triangle."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.charts import Box, Chart, Label
from ala_wizard.documents.leistungsbeschreibung import leistungsbeschreibung
from ala_wizard.documents.schaubilder import Post, dreieck, organisation
from ala_wizard.documents.stellenplan import posts, stellenplan
from ala_wizard.model.case import Case
from ala_wizard.model.people import FUNCTIONS
from ala_wizard.pdf.render import pdf_bytes
from tests.documents.cases import STAMP, after, cells, full_text, results, small
from tests.pdf.matterhorn import tree
from tests.pdf.test_tags import valid

STAFF = {
    "people": [
        {"id": "a", "name": "Hofleitung", "leitung": 4, "verwaltung": "2.5", "tasks": "Vertrag", "substitute": "Büro"},
        {"id": "b", "name": "Fachkraft", "qualification": "gFAB", "gruppenleitung": 26},
        {"id": "c", "name": "Zweite Kraft", "gruppenleitung": 6},
    ],
    "external_services": [
        {"id": "x", "name": "Sozialdienst", "funktion": "begleitender_dienst", "hours_week": 3},
        {"id": "y", "name": "Betriebsarzt", "kind": "betriebsarzt"},
    ],
    "groups": [{"name": "Saft", "size": 5, "led_by": "b"}, {"name": "Gruppe Garten", "makeup": "gemischt"}],
}


def made(case: Case) -> blocks.Document:
    return stellenplan(case, content(), results(case), STAMP)


def drawing(document: blocks.Document) -> Chart:
    (figure,) = [block for block in document.blocks if isinstance(block, blocks.Figure)]
    return figure.chart


def test_functions_name_holders_hours_and_part_of_a_full_post() -> None:
    """Full time is 40 hours: 4 hours are 0.10 of a post, 32 are 0.80; 37.5 in all are 0.94."""
    (table,) = [block for block in after(made(small(**STAFF)), "funktionen") if isinstance(block, blocks.Table)]
    assert cells(table) == [
        ("Leitung", "Hofleitung", "4,0", "0,10"),
        ("Gruppenleitung, Fachkraft", "Fachkraft, Zweite Kraft", "32,0", "0,80"),
        ("Begleitender Dienst", "Sozialdienst", "3,0", "0,08"),
        ("Verwaltung", "Hofleitung", "2,5", "0,06"),
        ("Zusammen", "41,5", "1,04"),
    ]
    assert all(row.cells[0].note for row in table.rows[:-1])


def test_the_drawing_hangs_functions_on_the_head_and_groups_on_their_guides() -> None:
    found = posts(small(**STAFF), content())
    assert [(post.level, post.label) for post in found] == [
        (0, "Träger"),
        (1, "Leitung"),
        (2, "Gruppenleitung, Fachkraft"),
        (3, "Gruppe Saft"),
        (3, "Gruppe Garten"),
        (2, "Begleitender Dienst"),
        (2, "Verwaltung"),
        (2, "Dienste von außen"),
    ]
    assert [post.who for post in found][3:5] == ["Fachkraft", "gemischt"]
    assert found[-1].outside


def test_the_drawing_says_in_words_what_it_shows() -> None:
    alt = drawing(made(small(**STAFF))).alt
    assert "Leitung: Hofleitung, 4 Stunden je Woche." in alt
    assert "Gruppe Saft: Fachkraft." in alt
    assert "Dienste von außen: Betriebsarzt." in alt


def test_what_nobody_holds_yet_is_said() -> None:
    document = made(Case())
    (table,) = [block for block in after(document, "funktionen") if isinstance(block, blocks.Table)]
    assert [cell.text for row in table.rows for cell in row.cells if cell.missing] == ["noch offen"] * 4
    assert "Leitung: noch offen." in drawing(document).alt


def test_every_function_has_its_task() -> None:
    people = [{"name": "Alle", **dict.fromkeys(FUNCTIONS, Decimal(1))}]
    (table,) = [block for block in after(made(small(people=people)), "funktionen") if isinstance(block, blocks.Table)]
    assert len({row.cells[0].note for row in table.rows if row.kind == "body"}) == len(FUNCTIONS)


def test_posts_and_services_stand_below() -> None:
    text = full_text(made(small(**STAFF)))
    assert "Fachkraft gFAB" in text
    assert "Betriebsarzt" in text
    assert "Büro" in text


@pytest.mark.parametrize("long", ["W" * 60, "ein sehr langer Name mit vielen Wörtern und noch mehr " * 3])
def test_words_stay_inside_their_boxes(long: str) -> None:
    chart = organisation([Post(long, long, "12,5 h"), Post(long, long, level=1), Post(long, long, "3 h", level=2)])
    rows = [shape for shape in chart.shapes if isinstance(shape, Box)]
    for label in (shape for shape in chart.shapes if isinstance(shape, Label)):
        assert any(row.x <= label.x <= row.x + row.width and row.y < label.y < row.y + row.height for row in rows)
    assert all(row.x + row.width <= chart.width for row in rows)


def test_the_triangle_names_the_three_sides_of_this_case() -> None:
    case = small()
    (figure,) = [block for block in leistungsbeschreibung(case, content(), results(case), STAMP).blocks if isinstance(block, blocks.Figure)]
    for words in ("KSV Sachsen", "Hof Probe", "8 Menschen"):
        assert words in figure.chart.alt
    assert "Ihr Hof" in dreieck().alt


def test_every_plan_is_valid_and_its_drawing_has_words() -> None:
    for name in names():
        document = made(sample(name))
        data = pdf_bytes(document)[0]
        valid(data)
        figure = next(node for node in tree(data).walk() if node.tag == "Figure")
        assert figure.entry["/Alt"] == drawing(document).alt


def test_other_posts_than_in_the_calculation_are_said() -> None:
    """41,5 of 40 hours are 1,04 posts; the calculation has 8 places at 0,5 hours: 4 of 40 hours, 0,10 posts."""
    costs = {"personal": [{"funktion": "leitung", "hours": "0.5", "yearly_gross": 50000}]}
    said = "Hier sind 1,04 Stellen eingeplant. Die Kostenkalkulation rechnet mit 0,10 Stellen."
    assert said in [block.text for block in made(small(**STAFF, kostenkalkulation=costs)).blocks if isinstance(block, blocks.Paragraph)]
    assert said[:9] not in " ".join(block.text for block in made(small(**STAFF)).blocks if isinstance(block, blocks.Paragraph))
