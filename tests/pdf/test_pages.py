"""Pages as the reader gets them: numbers, heads, contents, fonts, long texts, tables that break well."""

from __future__ import annotations

import random
import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.platypus import Paragraph

from ala_wizard.calc.report import as_json
from ala_wizard.checks.facts import Shown
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents import blocks
from ala_wizard.documents.konzept import konzept
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.documents.typed import blocks as typed_blocks
from ala_wizard.documents.typed import plain
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import page_count, pdf_bytes, write_pdf
from ala_wizard.pdf.table import table as laid_table
from tests.documents.cases import STAMP, results, small
from tests.pdf.cases import body, chapters, document, pages, read


def say(fact_id: str) -> Shown:
    """The only fact of these tests is missing."""
    return Shown("Erster Arbeitstag fehlt", missing=True, label=fact_id)


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Names of all fonts in the file, and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            entry = font.get_object()
            descriptor = entry.get("/FontDescriptor")
            found[entry["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def words(count: int, name: str) -> list[str]:
    dice = random.Random(count)
    return [f"{name}{number}{'x' * dice.randint(0, 9)}" for number in range(count)]


def table(rows: int, kind: str = "body") -> blocks.Table:
    entries = tuple(blocks.Row((blocks.Cell(f"Zeile {number}"), blocks.Cell(f"{number},00")), "body") for number in range(rows))
    total = blocks.Row((blocks.Cell("Summe aller Zeilen"), blocks.Cell("1,00")), "sum")
    return blocks.Table((blocks.Column("Position"), blocks.Column("Betrag in €", "right")), (*entries, total) if kind == "sum" else entries)


def test_every_page_but_the_cover_says_its_number_and_that_nothing_was_handed_in() -> None:
    found = pages(document(*chapters(4)))
    assert len(found) >= 4
    for number, page in enumerate(found, 1):
        assert "Entwurf, noch nicht eingereicht" in page
        if number > 1:
            assert f"Seite {number} von {len(found)}" in page
            assert "Stand 20.11.2026, 14:32 · Rechtsstand 19.08.2026" in page
            assert "Hof Probe · Konzept" in page


def test_after_the_hand_in_the_head_says_when() -> None:
    found = pages(document(status="eingereicht am 18.11.2026", handed_in=True))
    assert all("eingereicht am 18.11.2026" in page for page in found)
    assert not any("noch nicht" in page for page in found)


def test_an_example_says_so_on_the_cover_and_on_every_page() -> None:
    assert all(
        "Beispiel mit erfundenen Angaben" in page for page in pages(document(*chapters(3), example="Beispiel mit erfundenen Angaben"))
    )


def test_the_page_numbers_of_the_contents_are_true() -> None:
    reader = read(document(*chapters(8)))
    texts = [page.extract_text() for page in reader.pages]
    contents = next(text for text in texts if "Inhalt" in text)
    for number in range(1, 9):
        match = re.search(rf"Kapitel {number}\s+(\d+)", contents)
        assert match is not None
        page = texts[int(match[1]) - 1]
        assert re.search(rf"^{number}\s+Kapitel {number}$", page, re.MULTILINE)


def test_contents_and_outline_lead_to_the_pages() -> None:
    reader = read(document(*chapters(5)))
    outline: list[Any] = reader.outline
    assert [entry.title for entry in outline] == [f"{number} Kapitel {number}" for number in range(1, 6)]
    targets = [reader.get_destination_page_number(entry) for entry in outline]
    links = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]
    assert len(links) == 5
    assert all(link["/Subtype"] == "/Link" for link in links)
    assert targets == sorted(targets)
    assert targets[0] >= 1


def test_a_short_calculation_has_no_contents_and_a_long_one_has() -> None:
    assert "Inhalt" not in body(document(*chapters(1), contents="long"))
    assert "Inhalt" in body(document(*chapters(6), contents="long"))


def test_only_our_fonts_and_all_of_them_embedded() -> None:
    made = document(
        *chapters(1),
        plain("🚜 ≥ ☐"),
        blocks.Note("gap", "kursiv"),
        blocks.Note("warn", "Warnung"),
        table(3, "sum"),
        blocks.Facts((blocks.Fact("8", "Plätze"),)),
        *typed_blocks("- eins\n- zwei", say),
    )
    found = fonts_of(read(made))
    assert all(found.values()), found
    assert {name.split("+")[1] for name in found} == {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoSans-Italic",
        "DejaVuSans",
        "NotoEmoji-Regular",
    }
    data = pdf_bytes(made)[0]
    assert b"Helvetica" not in data
    assert b"Times" not in data


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(*chapters(3), plain("🚜 ≥"), table(80))
    assert pdf_bytes(made)[0] == pdf_bytes(made)[0]


def test_the_properties_name_title_author_language_and_time() -> None:
    reader = read(document())
    assert reader.metadata is not None
    assert reader.metadata.title == "Konzept – Hof Probe"
    assert reader.metadata.author == "Hof Probe"
    assert reader.metadata.creator == "ALA-Wizard 0.1.0"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.replace(tzinfo=None) == datetime(2026, 11, 20, 14, 32)
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_write_pdf_takes_a_path_and_a_stream(tmp_path: Any) -> None:
    stream = BytesIO()
    assert write_pdf(document(), stream) == write_pdf(document(), tmp_path / "a.pdf") == page_count(document())
    assert (tmp_path / "a.pdf").read_bytes() == stream.getvalue()


@pytest.mark.parametrize("joint", [" ", "\n", "\n\n"])
def test_five_thousand_words_in_one_field_are_all_printed(joint: str) -> None:
    wanted = words(5000, "wort")
    assert not set(wanted) - set(body(document(*typed_blocks(joint.join(wanted), say))).split())


@pytest.mark.parametrize("joint", ["\n", "\n- ", "\n1. "])
def test_many_lines_with_bold_words_are_printed_in_their_order(joint: str) -> None:
    """Pieces of bold do not keep a long text in one flowable, and no line end is lost where it is cut."""
    wanted = words(400, "wort")
    marked = joint.join(f"**{word}** und" if index % 3 else f"{word} **und**" for index, word in enumerate(wanted))
    found = body(document(*typed_blocks(marked.removeprefix("\n"), say))).split()
    assert [word for word in found if word.startswith("wort")] == wanted
    assert found.count("und") == len(wanted)


def test_bold_numbers_and_missing_facts_are_printed_as_such() -> None:
    stored = "Das ist **sehr wichtig** und {start}.\n" + "\n".join(f"1. Punkt {number} **fett**" for number in range(1, 13))
    pieces: list[tuple[str, str]] = []

    def hear(text: str, _matrix: Any, _text_matrix: Any, font: Any, _size: Any) -> None:
        pieces.append((text.strip(), str(font["/BaseFont"]) if font else ""))

    for page in read(document(*typed_blocks(stored, say))).pages[1:]:
        page.extract_text(visitor_text=hear)
    bold = [text for text, font in pieces if text and "Bold" in font]
    normal = " ".join(text for text, font in pieces if text and "Bold" not in font)
    assert [text for text in bold if text in ("sehr wichtig", "[Erster Arbeitstag fehlt]")] == ["sehr wichtig", "[Erster Arbeitstag fehlt]"]
    assert bold.count("fett") == 12
    assert "12. Punkt 12" in " ".join(normal.split())


def test_a_table_cell_longer_than_a_page_loses_no_word_and_the_rows_after_it_stay() -> None:
    wanted = words(3000, "zelle")
    long = blocks.Table(
        (blocks.Column("Name"), blocks.Column("Aufgaben")),
        (
            blocks.Row((blocks.Cell("vorher"), blocks.Cell("kurz"))),
            blocks.Row((blocks.Cell("lang"), blocks.Cell(" ".join(wanted), note="Fußnote"))),
            blocks.Row((blocks.Cell("nachher"), blocks.Cell("kurz"))),
        ),
    )
    found = body(document(long)).split()
    assert [word for word in found if word.startswith("zelle")] == wanted
    assert found.index("vorher") < found.index("lang") < found.index("nachher")
    assert "Fußnote" in found


def test_one_word_of_five_thousand_letters_is_broken_and_whole() -> None:
    made = document(
        plain("a" * 5000),
        blocks.Table((blocks.Column("X"), blocks.Column("Y")), (blocks.Row((blocks.Cell("b" * 5000), blocks.Cell("c"))),)),
    )
    text = "".join(pages(made))
    assert text.count("a") >= 5000
    assert len(re.findall("b", text)) >= 5000


def test_a_very_long_name_does_not_stop_the_paper() -> None:
    name = "Hof " + "Sonnenblumenwiesenrand " * 60
    assert page_count(document(farm=name, title=name, subtitle=name, cover=(blocks.Definition("Träger", name * 5),))) > 2


def test_the_heads_of_a_table_repeat_on_every_page() -> None:
    found = [page for page in pages(document(table(150))) if "Zeile" in page]
    assert len(found) >= 3
    assert all(" ".join(page.split()).count("Betrag in €") == 1 for page in found)


@pytest.mark.parametrize("rows", range(30, 46))
def test_a_sum_never_stands_alone_on_a_new_page(rows: int) -> None:
    for page in pages(document(table(rows, "sum"))):
        if "Summe aller Zeilen" in page:
            assert "Zeile " in page


@pytest.mark.parametrize("rows", range(28, 44, 3))
def test_a_section_head_takes_two_rows_along(rows: int) -> None:
    plain_rows = table(rows).rows
    section = blocks.Row((blocks.Cell("Abschnitt zwei"),), "section")
    more = tuple(blocks.Row((blocks.Cell(f"Posten {number}"), blocks.Cell("1"))) for number in range(4))
    made = blocks.Table(table(1).columns, (*plain_rows, section, *more))
    page = next(page for page in pages(document(made)) if "Abschnitt zwei" in page)
    assert "Posten 0" in page
    assert "Posten 1" in page


@pytest.mark.parametrize("lines", range(40, 60, 2))
def test_a_heading_never_stands_alone_at_the_foot(lines: int) -> None:
    entries = (plain("\n".join(["Zeile"] * lines)), blocks.Heading(2, "Unten", "1.1", "u"), plain("Inhaltswort " * 40))
    page = next(page for page in pages(document(*entries, contents="long")) if "Unten" in page)
    assert page.count("Inhaltswort") >= 12


def test_a_chapter_begins_on_a_new_page_only_where_little_of_a_page_is_left() -> None:
    def made(lines: int) -> list[str]:
        return pages(document(plain("\n".join(["Zeile"] * lines)), blocks.Heading(1, "Neu", "2", "n"), plain("a"), contents="long"))

    high, low = made(36), made(46)
    assert "Zeile" in next(page for page in high if "Neu" in page)
    assert "Zeile" not in next(page for page in low if "Neu" in page)


def test_the_sample_keeps_to_the_pages_that_the_authority_wants() -> None:
    case = sample("hof-sonnenwiese")
    profile = content().profiles["sachsen_ksv"]
    assert profile.pages_min <= page_count(konzept(case, content(), results(case), STAMP)) <= profile.pages_max


def test_the_printed_figures_are_the_results() -> None:
    case = sample("hof-sonnenwiese")
    figures = results(case)
    text = body(kostenkalkulation(case, content(), figures, STAMP))
    for amount in (
        figures.kosten.gesamtkosten,
        figures.kosten.tagessatz,
        figures.ergebnis.arbeitsergebnis,
        figures.ergebnis.umsatz_fuer_entgelte,
    ):
        assert f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".") in text


def test_three_hundred_cost_lines_are_all_printed() -> None:
    lines = [{"name": f"Posten{number}", "amount": number, "note": "Notiz dazu"} for number in range(300)]
    case = small(kostenkalkulation={"tage": 250, "sachaufwand": lines})
    found = body(kostenkalkulation(case, content(), results(case), STAMP)).split()
    assert not {f"Posten{number}" for number in range(300)} - set(found)


@pytest.mark.parametrize("lines", range(20, 44, 4))
def test_a_table_that_is_to_be_kept_whole_is_not_torn(lines: int) -> None:
    kept = blocks.Table(table(1).columns, table(12).rows, keep=True)
    found = [page for page in pages(document(plain("\n".join(["Satz"] * lines)), kept)) if "Zeile " in page]
    assert len(found) == 1


def german(amount: str) -> str:
    """„-1234.5“ of the JSON as it is printed: „−1.234,50“."""
    value = Decimal(amount)
    return ("−" if value < 0 else "") + f"{abs(value):,.2f}".translate(str.maketrans(",.", ".,"))


def amounts_of(figures: Any, leave_out: frozenset[str]) -> set[str]:
    """Every amount of the JSON, as printed."""
    if isinstance(figures, dict):
        return set().union(*(amounts_of(value, leave_out) for key, value in figures.items() if key not in leave_out))
    if isinstance(figures, list):
        return set().union(*(amounts_of(value, leave_out) for value in figures))
    return {german(figures)} if isinstance(figures, str) and re.fullmatch(r"-?\d+\.\d\d", figures) else set()


NOT_PRINTED = frozenset({"rechnung", "bezeichnung", "id"})
"""Keys of the JSON that are words, not amounts."""


def printed(case: Case) -> tuple[set[str], dict[str, Any]]:
    """All amounts in the Kostenkalkulation's PDF, and the JSON of the same case."""
    figures = results(case)
    text = " ".join(pages(kostenkalkulation(case, content(), figures, STAMP)))
    return set(re.findall(r"−?\d{1,3}(?:\.\d{3})*,\d\d(?!\d)", text)), as_json(figures)


@pytest.mark.parametrize("name", ["hof-sonnenwiese", "handbuch-rechnung", "leer"])
def test_every_amount_of_the_json_stands_in_the_pdf(name: str) -> None:
    found, figures = printed(sample(name))
    groups = figures["arbeitsentgelt"].pop("gruppen")
    for group in groups:
        for scheme in ("handbuch", "gesetzlich"):
            group[scheme] = {key: amount for key, amount in group[scheme].items() if Decimal(amount)}
    if not groups:
        del figures["arbeitsentgelt"]
    wanted = amounts_of(figures, NOT_PRINTED) | amounts_of(groups, NOT_PRINTED)
    assert len(wanted) >= (90 if name == "hof-sonnenwiese" else 1)
    assert wanted - found == set()


def test_the_largest_amounts_and_no_places_are_printed_whole() -> None:
    huge = 10**14
    lines = [{"kind": "zinsen", "amount": huge}, {"kind": "instandhaltung", "amount": huge}]
    for places in (0, 7):
        found, figures = printed(small(kostenkalkulation={"belegte_plaetze": places, "tage": 250, "fixe": lines}))
        assert {"100.000.000.000.000,00", "200.000.000.000.000,00"} <= found
        rate = figures["kostenkalkulation"]["tagessatz"]
        assert (rate is None) == (places == 0)
        assert rate is None or german(rate) in found


def test_amounts_end_at_one_edge_also_in_sums_and_totals() -> None:
    entries = [
        blocks.Row((blocks.Cell("1"), blocks.Cell("Zeile"), blocks.Cell("5,00")), note="Notiz"),
        blocks.Row((blocks.Cell("Summe"), blocks.Cell("5,00")), "sum"),
        blocks.Row((blocks.Cell("Gesamt"), blocks.Cell("123.456.789,00")), "total"),
    ]
    columns = (blocks.Column("Nr."), blocks.Column("Position", weight=5), blocks.Column("Betrag", "right", weight=1))
    laid = laid_table(blocks.Table(columns, tuple(entries), note_columns=(1, 2)), 400, 700)
    assert {round(row.cells[-1].x + row.cells[-1].width, 3) for row in laid.rows} == {400}
    assert {part.style.alignment for row in laid.rows for part in row.cells[-1].parts} == {2}
    # the longest amount stands on one line, whatever the weights
    assert all(len(part.blPara.lines) == 1 for row in laid.rows for part in row.cells[-1].parts if part.wrap(row.cells[-1].width, 999))


@pytest.mark.parametrize("lines", range(30, 52))
def test_small_tables_stay_whole_and_larger_ones_leave_company(lines: int) -> None:
    def on_pages(rows: int) -> list[int]:
        found = pages(document(plain("\n".join(["Satz"] * lines)), blocks.Heading(2, "Tafel", "1.1", "t"), table(rows)))
        counts = [len(re.findall(r"Zeile \d", page)) for page in found]
        heading = next(page for page in found if ("1.1 Tafel" in " ".join(page.split()) and "Satz" in page) or "Zeile 0" in page)
        assert "Zeile 1" in heading
        return [count for count in counts if count]

    assert on_pages(10) == [10]
    larger = on_pages(14)
    assert sum(larger) == 14
    assert min(larger) >= 2


def test_a_place_in_a_law_breaks_between_words_where_its_column_is_narrow() -> None:
    columns = (blocks.Column("Wert", weight=9), blocks.Column("Quelle", weight=2))
    made = blocks.Table(columns, (blocks.Row((blocks.Cell("Arbeitsförderungsgeld"), blocks.Cell("§ 59 Abs. 1 Satz 2 SGB IX"))),))
    text = " ".join(pages(document(made))[-1].replace("\u00a0", " ").split())
    assert "§ 59 Abs. 1 Satz 2 SGB IX" in text


def test_heads_over_several_columns_stand_above_them_on_every_page() -> None:
    over = (blocks.Cell(""), blocks.Cell("Gruppe", span=2))
    columns = (blocks.Column("Was"), blocks.Column("Betrag A", "right"), blocks.Column("Betrag B", "right"))
    rows = tuple(blocks.Row((blocks.Cell(f"Zeile {number}"), blocks.Cell("1"), blocks.Cell("2"))) for number in range(60))
    found = [page for page in pages(document(blocks.Table(columns, rows, over=over))) if "Zeile" in page]
    assert len(found) == 2
    assert all("Gruppe" in page for page in found)


def test_an_introduction_goes_along_with_its_table() -> None:
    """Heading, one line of text and a small table: never the first two alone at a page's foot."""
    for lines in range(30, 56):
        entries = (plain("\n".join(["Satz"] * lines)), blocks.Heading(2, "Tafel", "1.1", "t"), plain("Die Tafel zeigt es."), table(6))
        page = next(page for page in pages(document(*entries)) if "Die Tafel zeigt es" in page)
        assert "Zeile 0" in page, lines


def test_a_note_runs_below_its_row_and_is_printed_whole_over_pages() -> None:
    wanted = words(2000, "notiz")
    columns = (blocks.Column("Nr."), blocks.Column("Position"), blocks.Column("Betrag", "right"))
    rows = tuple(
        blocks.Row((blocks.Cell(str(number)), blocks.Cell(f"Posten {number}"), blocks.Cell("1,00")), note=note)
        for number, note in enumerate(("kurz", " ".join(wanted), ""))
    )
    found = body(document(blocks.Table(columns, rows, note_columns=(1, 3)))).split()
    assert [word for word in found if word.startswith("notiz")] == wanted
    assert found.index("kurz") < found.index("notiz0x" if "notiz0x" in found else wanted[0]) < len(found) - 1 - found[::-1].index("2")


@pytest.mark.parametrize("kind", ["item", "note", "paragraph", "emoji"])
def test_texts_longer_than_a_page_lose_no_word_whatever_they_are(kind: str) -> None:
    wanted = words(3000, "lang")
    text = " ".join(wanted)
    made: dict[str, blocks.Block] = {
        "item": blocks.ListBlock((blocks.ListItem("•", (blocks.Span(text),)),)),
        "note": blocks.Note("warn", text),
        "paragraph": plain(text),
        "emoji": plain(f"🚜 {text}"),
    }
    found = body(document(made[kind])).split()
    assert [word for word in found if word.startswith("lang")] == wanted


def test_breaking_a_long_text_over_pages_costs_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted are the lines that are laid out, not seconds."""
    laid = 0
    original = Paragraph.breakLines

    def counting(self: Any, width: Any) -> Any:
        nonlocal laid
        found = original(self, width)
        laid += len(found.lines)
        return found

    monkeypatch.setattr(Paragraph, "breakLines", counting)

    def cost(count: int) -> int:
        nonlocal laid
        laid = 0
        pdf_bytes(document(plain(" ".join(words(count, "wort")))))
        return laid

    assert cost(20000) < 4.4 * cost(5000)


def test_many_chapters_are_listed_in_two_columns_with_true_pages() -> None:
    made = document(*chapters(9))
    texts = pages(made)
    contents = next(text for text in texts if "Inhalt" in text)
    for number in range(1, 10):
        match = re.search(rf"Kapitel {number}\s+(\d+)", contents)
        assert match is not None
        assert re.search(rf"^{number}\s+Kapitel {number}$", texts[int(match[1]) - 1], re.MULTILINE)
    links = [annotation.get_object()["/Rect"] for annotation in read(made).pages[1]["/Annots"]]
    assert len({round(float(rect[0])) for rect in links}) == 2


def test_a_long_name_is_cut_on_cover_and_in_heads_and_whole_inside() -> None:
    name = "Hof " + "Apfelwiesengrund" * 19
    case = small(farm={"name": name, "street": "Weg 1", "town": "Probedorf"}, offer={"title": name})
    first, *others = pages(konzept(case, content(), results(case), STAMP))
    assert name not in "".join(first.split("\n"))
    assert first.count("…") == 2
    assert "Weg 1, Probedorf" in " ".join(first.split())
    heads = [next(row for row in page.split("\n") if row.startswith("Hof Apfel") and "…" in row) for page in others]
    assert len(set(heads)) == 1
    assert all("Entwurf, noch nicht eingereicht" in page for page in others)
    assert name.replace(" ", "") in "".join("".join(others).split())


def test_a_kept_table_that_would_leave_half_a_page_empty_is_torn_after_a_sum() -> None:
    def part(name: str, count: int) -> list[blocks.Row]:
        lines = [blocks.Row((blocks.Cell(f"{name} {number}"), blocks.Cell("1,00"))) for number in range(count)]
        return [*lines, blocks.Row((blocks.Cell(f"Summe {name}"), blocks.Cell("9,00")), "sum")]

    kept = blocks.Table(table(1).columns, (*part("Vorne", 12), *part("Hinten", 14)), keep=True)
    found = pages(document(plain("\n".join(["Satz"] * 24)), kept, contents="long"))
    first, second = (" ".join(page.split()) for page in found[1:])
    assert "Satz" in first
    assert "Summe Vorne" in first
    assert "Hinten" not in first
    assert second.count("Hinten") == 15
