"""A paper printed again after changes is the paper that a first print makes, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ala_wizard import core
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents.blocks import Block, Document, DocumentKind
from ala_wizard.model.case import Case
from ala_wizard.pdf.bundle import PAPERS
from ala_wizard.pdf.page import BOTTOM, HEIGHT, TOP
from ala_wizard.pdf.places import find, lengths, sections, words_of
from ala_wizard.pdf.render import Press
from tests.pdf.cases import document

NOW = datetime(2026, 3, 2, 14, 32)
KINDS: tuple[DocumentKind, ...] = ("konzept", "kostenkalkulation", "leistungsbeschreibung")


def made(kind: DocumentKind, case: Case) -> Document:
    results = core.reckon(case, content(), date(2026, 3, 2))
    return PAPERS[f"{kind}.pdf"](case, content(), results, core.stamp(NOW))


def answered(case: Case, question: str, words: str) -> Case:
    return case.model_copy(update={"answers": {**case.answers, question: words}})


def grown(case: Case) -> Case:
    return answered(case, "K3.3", "Ein langer Absatz über den Hof. " * 400)


def shrunk(case: Case) -> Case:
    return case.model_copy(update={"answers": {}, "rooms": (), "people": ()})


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_printed_again_is_the_same_to_the_byte(kind: DocumentKind) -> None:
    press, case = Press(), sample("hof-sonnenwiese")
    steps: tuple[Callable[[Case], Case], ...] = (lambda c: c, grown, shrunk, lambda c: c)
    for step in steps:
        paper = made(kind, step(case))
        again, first = press.print(paper), Press().print(paper)
        assert (again.data, again.pages) == (first.data, first.pages)
        assert [(i.page, i.left, i.bottom, i.top) for i in again.drawn] == [(i.page, i.left, i.bottom, i.top) for i in first.drawn]


@settings(max_examples=5)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=6))
def test_a_short_paper_has_its_contents_whatever_was_printed_before(amounts: list[int]) -> None:
    """Between three and four pages a table of contents may come and go."""
    press = Press()
    for amount in amounts:
        paper = document(*_filling(amount * 22), contents="long")
        assert press.print(paper).data == Press().print(paper).data


def _filling(count: int) -> list[Block]:
    from ala_wizard.documents.blocks import Heading
    from ala_wizard.documents.typed import plain

    return [Heading(1, "Anfang", "1", "a"), *(plain(f"Absatz {number} " + "Wort " * 25) for number in range(count))]


def test_every_section_stands_where_the_file_has_its_heading() -> None:
    """The bookmarks of the file, read by another program, are the witness."""
    case = sample("hof-sonnenwiese")
    printed = Press().print(made("konzept", case))
    reader = PdfReader(BytesIO(printed.data))
    targets = {}

    def walk(entries: list[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                targets[str(entry.title)] = reader.get_destination_page_number(entry)  # type: ignore[attr-defined, arg-type]

    walk(reader.outline)  # type: ignore[arg-type]
    found = sections(printed.drawn)
    assert len(found) > 50
    for section in found:
        block = section.items[0].text.block
        assert targets[f"{block.number} {block.text}".strip()] == section.items[0].page - 1, section.anchor


def test_lengths_add_up_to_the_paper_behind_cover_and_contents() -> None:
    printed = Press().print(made("konzept", sample("hof-sonnenwiese")))
    found = sections(printed.drawn)
    chapters = [section for section in found if section.level == 1]
    by_anchor = lengths(found)
    start = chapters[0].items[0]
    whole = (start.page - 1) + (HEIGHT - TOP - start.top) / (HEIGHT - TOP - BOTTOM) + sum(by_anchor[c.anchor] for c in chapters)
    assert printed.pages - 1 < whole <= printed.pages
    assert by_anchor["K5"] == pytest.approx(sum(by_anchor[s.anchor] for s in found if s.anchor.startswith("K5.")), abs=0.15)


def test_a_longer_answer_makes_its_part_longer_and_no_other() -> None:
    case = sample("hof-sonnenwiese")
    before = lengths(sections(Press().print(made("konzept", case)).drawn))
    after = lengths(sections(Press().print(made("konzept", grown(case))).drawn))
    assert after["K3.3"] > before["K3.3"] + 2
    assert after["K10.1"] == pytest.approx(before["K10.1"], abs=0.3)


def test_a_paragraph_is_found_by_its_words_also_over_the_end_of_a_page() -> None:
    texts = [f"Absatz Nummer {number} erzählt von Beet {number * 7}." for number in range(12)]
    texts[5] = " ".join(f"Gedanke {number}" for number in range(900))
    case = answered(sample("hof-sonnenwiese"), "K5.2", "\n\n".join(texts))
    section = next(s for s in sections(Press().print(made("konzept", case)).drawn) if s.anchor == "K5.2")
    (third,) = find(section, texts[3])
    assert words_of(third) == texts[3]
    torn = find(section, texts[5])
    assert len({item.page for item in torn}) >= 2
    assert find(section, "Zuckerrübe") == ()
    assert find(section, "") == find(section, "…") == ()


def test_a_cell_is_found_by_its_words() -> None:
    section = next(s for s in sections(Press().print(made("kostenkalkulation", sample("hof-sonnenwiese"))).drawn) if s.anchor == "kosten")
    (cell,) = find(section, "Kurse für Anleitung und Schutz vor Gewalt 1.080 €")
    assert "Supervision sechsmal im Jahr" in words_of(cell)
