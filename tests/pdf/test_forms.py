"""Lines, boxes and empty tables on paper: whole, in place, on every page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ala_wizard import core
from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.fragebogen import Extent, fragebogen
from ala_wizard.pdf import forms
from ala_wizard.pdf.render import pdf_bytes
from tests.documents.cases import STAMP, results
from tests.pdf.cases import document, pages
from tests.pdf.matterhorn import tree
from tests.pdf.test_tags import valid


def sheet(rows: int) -> blocks.Sheet:
    columns = (blocks.SheetColumn("Was", 3), blocks.SheetColumn("Ja oder nein", 2, ("ja", "nein")))
    return blocks.Sheet(columns, tuple((f"Zeile {number}", "ja" if number % 2 else "") for number in range(rows)), "Liste")


def test_a_paper_without_a_cover_begins_with_its_title() -> None:
    [only] = pages(document(blocks.Prompt("Was fehlt?", "K1"), blocks.Lines("Name"), title="Zettel", covered=False, contents="never"))
    assert only.index("Zettel") < only.index("Was fehlt?") < only.index("Name")
    assert "Seite 1 von 1" in only


def test_the_heads_of_a_long_sheet_are_repeated_and_no_row_is_lost() -> None:
    found = pages(document(sheet(60), covered=False, contents="never"))
    assert len(found) > 2
    assert all("Ja oder nein" in page for page in found)
    text = "\n".join(found)
    assert all(f"Zeile {number}\n" in text or text.endswith(f"Zeile {number}") for number in range(60))
    assert text.count("Liste") == 1


def test_lines_of_a_short_answer_stay_together_and_none_is_left_alone() -> None:
    assert forms.Ruled(5).split(400, 4 * forms.LINE) == []
    assert forms.Ruled(6).split(400, 1 * forms.LINE) == []
    first, second = forms.Ruled(6).split(400, 5 * forms.LINE)
    assert (first.count, second.count) == (4, 2)  # type: ignore[attr-defined]
    long = forms.Ruled(30)
    long.wrap(400, 1000)
    first, second = long.split(400, 10 * forms.LINE)
    assert (first.count, second.count) == (10, 20)  # type: ignore[attr-defined]


def test_room_for_a_hand() -> None:
    """A line is 9 mm high, a row 10 mm at least: measured in points, 1 mm = 72 / 25.4."""
    assert pytest.approx(9 * 72 / 25.4) == forms.LINE
    table = forms.SheetTable(sheet(3))
    table.wrap(400, 1000)
    assert all(high >= 10 * 72 / 25.4 - 0.01 for high in table.heights)


def test_long_words_of_users_make_rows_higher_instead_of_running_out() -> None:
    wide = blocks.Sheet((blocks.SheetColumn("Was", 1), blocks.SheetColumn("Wer", 3)), (("Donaudampfschifffahrtsgesellschaft" * 4, "x"),))
    table = forms.SheetTable(wide)
    table.wrap(400, 1000)
    assert table.heights[0] > forms.ROW
    box = forms.Boxes(blocks.Ticks((blocks.Tick("lang " * 60),), "Wahl"))
    width, height = box.wrap(300, 1000)
    assert width == 300
    assert height > 0


@pytest.fixture(scope="module")
def blank() -> PdfReader:
    case = sample(NEW)
    return PdfReader(BytesIO(pdf_bytes(fragebogen(case, content(), results(case), STAMP, Extent(costs=True, everything=True)))[0]))


def test_the_blank_questionnaire_can_be_read_back(blank: PdfReader) -> None:
    text = [page.extract_text() for page in blank.pages]
    assert len(text) > 40
    assert all(f"Seite {number} von {len(text)}" in page for number, page in enumerate(text, 1))
    whole = " ".join(" ".join(text).split())
    for question in content().questions.values():
        if question.kind not in ("panel", "checklist"):
            assert question.ask in whole, question.id
    for part in content().parts:
        if part.number:
            starts = [page for page in text if f"\n{part.number}\xa0\xa0{part.title}" in page or f"{part.title}\n" in page]
            assert starts, part.title


def test_no_page_is_nearly_empty_in_the_middle_of_a_part(blank: PdfReader) -> None:
    """Every page has something to fill in beside its head and its foot."""
    for page in blank.pages:
        data = page.get_contents()
        assert data is not None
        assert data.get_data().count(b" l S") + data.get_data().count(b" re ") >= 4


def test_what_one_takes_to_the_table_first_is_half_as_long(blank: PdfReader) -> None:
    case = sample(NEW)
    core_pages = PdfReader(BytesIO(pdf_bytes(fragebogen(case, content(), results(case), STAMP, Extent()))[0])).pages
    assert len(core_pages) <= 36
    assert len(core_pages) * 1.6 < len(blank.pages)


def test_the_same_questionnaire_is_the_same_file(tmp_path: Path) -> None:
    case = sample("hof-sonnenwiese")
    one = core.questionnaire(case, content(), STAMP.now, tmp_path / "a.pdf", filled=True).read_bytes()
    two = core.questionnaire(case, content(), STAMP.now, tmp_path / "b.pdf", filled=True).read_bytes()
    assert one == two
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
def test_a_form_is_tagged_and_says_which_boxes_are_ticked(filled: bool) -> None:
    case = sample("hof-sonnenwiese")
    data, _ = pdf_bytes(fragebogen(case, content(), results(case), STAMP, Extent(filled)))
    valid(data)
    boxes = [node.entry["/Alt"] for node in tree(data).walk() if node.tag == "Figure"]
    assert boxes.count("nicht angekreuzt") > 100
    assert ("angekreuzt" in boxes) == filled


@pytest.mark.parametrize("words", [" ".join(f"Wort{number}" for number in range(1500)), "ohneEnde" * 900])
def test_a_row_that_no_page_can_hold_is_torn_and_nothing_of_it_is_lost(words: str) -> None:
    table = blocks.Sheet(
        (blocks.SheetColumn("Was", 2), blocks.SheetColumn("Ja oder nein", 1, ("ja", "nein"))),
        (("davor", ""), (words, "ja"), ("danach", "")),
    )
    made = document(table, covered=False, contents="never")
    data = pdf_bytes(made)[0]
    valid(data)
    found = "".join(pages(made))
    for furniture in ("Was", "Ja oder nein"):
        assert furniture in found
    letters = "".join(found.split())
    assert all(f"Wort{number}" in letters for number in range(1500)) if " " in words else letters.count("ohneEnde") > 880
    assert letters.index("davor") < letters.index("danach")
