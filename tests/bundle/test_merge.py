"""One file of many: in order, with bookmarks that lead, tags of a whole, and the words of every page."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import page as other_checker
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image
from pypdf import PdfReader

from ala_wizard.bundle.clean import cleaned
from ala_wizard.bundle.merge import About, Piece, merged, page_count
from ala_wizard.bundle.picture import page_of
from ala_wizard.documents import blocks
from ala_wizard.pdf.render import pdf_bytes
from tests.bundle import files
from tests.pdf.cases import chapters, document
from tests.pdf.matterhorn import check, tree

ABOUT = About("Antrag – Hof Probe", "Hof Probe", "Entwurf", "ALA-Wizard 0.1.0", datetime(2026, 11, 20, 14, 32))


def paper(count: int = 4, title: str = "Konzept", **more: Any) -> Piece:
    return Piece(pdf_bytes(document(*chapters(count, "Ein Satz. "), title=title, **more))[0], title, title)


def photo() -> Piece:
    target = BytesIO()
    Image.new("RGB", (400, 300), "green").save(target, "JPEG")
    return Piece(page_of(target.getvalue()).data, "Foto vom Hof", "Anlage 1", own=False, picture=True, below="Anlagen")


def letter(*sentences: str, **more: Any) -> Piece:
    return Piece(
        cleaned(files.letter(*sentences)).data, **{"title": "Angebot", "label": "Anlage 2", "own": False, "below": "Anlagen", **more}
    )


def entries(reader: PdfReader, items: Any = None, depth: int = 0) -> list[tuple[int, str, int]]:
    found: list[tuple[int, str, int]] = []
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            found += entries(reader, item, depth + 1)
        else:
            found.append((depth, str(item.title), reader.get_destination_page_number(item) or 0))
    return found


def test_papers_together_keep_to_both_standards() -> None:
    data = merged([paper(), paper(12, "Kostenkalkulation"), photo()], ABOUT)
    assert check(data) == []
    for profile in ("ua1", "2a"):
        report = other_checker.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, (profile, [str(failure) for failure in report.failures][:5])


def test_the_tree_has_one_part_for_each_and_the_tags_of_the_papers() -> None:
    first, second = paper(), paper(2, "Leistungsbeschreibung")
    data = merged([first, second, letter("eins", "zwei")], ABOUT)
    top = tree(data).kids[0]
    assert (top.tag, [part.tag for part in top.kids]) == ("Document", ["Part", "Part", "Part"])
    for part, piece in zip(top.kids, (first, second), strict=False):
        alone = tree(piece.data).kids[0]
        assert [node.tag for node in part.walk()][1:] == [node.tag for node in alone.walk()][1:]
    assert [(node.tag, node.pieces[0][0]) for node in top.kids[2].kids] == [
        ("P", len(PdfReader(BytesIO(data)).pages) - 2 + n) for n in (0, 1)
    ]


def test_with_a_file_from_elsewhere_it_claims_nothing_but_is_tagged() -> None:
    data = merged([paper(), letter()], ABOUT)
    assert check(data) == ["06-002 the metadata do not claim PDF/UA", *[found for found in check(data) if found.startswith("31-")]]
    assert (
        b"pdfaid" not in PdfReader(BytesIO(data)).xmp_metadata.stream.get_data().split(b"pdfaExtension:schemas")[0].split(b"<dc:format")[1]
    )  # type: ignore[union-attr]


def test_the_words_of_every_page_stay() -> None:
    pieces = [paper(), paper(3, "Kostenkalkulation"), letter("eins", "zwei"), photo()]
    data = merged(pieces, ABOUT)
    assert files.texts(data) == [words for piece in pieces for words in files.texts(piece.data)]
    assert page_count(data) == sum(page_count(piece.data) for piece in pieces)


def test_bookmarks_lead_to_their_pages() -> None:
    first, second = paper(4), paper(3, "Kostenkalkulation")
    divider = Piece(second.data, "Anlage 1: Angebot", "Anlage 1", below="Anlagen")
    data = merged([first, second, divider, letter(title="")], ABOUT)
    reader = PdfReader(BytesIO(data))
    one, two = page_count(first.data), page_count(second.data)
    shifted = [
        (depth, title, number + add)
        for piece, add in ((first, 0), (second, one))
        for depth, title, number in [(0, piece.title, 0), *((d + 1, t, n) for d, t, n in entries(PdfReader(BytesIO(piece.data))))]
    ]
    found = entries(reader)
    assert found[: len(shifted)] == shifted
    assert found[len(shifted) :][:2] == [(0, "Anlagen", one + two), (1, "Anlage 1: Angebot", one + two)]


def test_links_inside_a_paper_lead_to_the_same_chapter() -> None:
    first, second = paper(9), paper(9, "Kostenkalkulation")
    data = merged([first, second], ABOUT)
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        found = [[numbers[note.Dest[0].objgen] for note in page.obj.get("/Annots", [])] for page in pdf.pages]
    with pikepdf.open(BytesIO(second.data)) as alone:
        numbers = {page.objgen: number for number, page in enumerate(alone.pages)}
        wanted = [[numbers[note.Dest[0].objgen] for note in page.obj.get("/Annots", [])] for page in alone.pages]
    start = page_count(first.data)
    assert sum(map(len, wanted)) == 9
    assert found[start:] == [[number + start for number in page] for page in wanted]


def test_page_labels_name_the_paper() -> None:
    reader = PdfReader(BytesIO(merged([paper(2), photo(), letter("a", "b")], ABOUT)))
    assert reader.page_labels[0] == "Konzept 1"
    assert reader.page_labels[-3:] == ["Anlage 1 1", "Anlage 2 1", "Anlage 2 2"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_from_elsewhere_is_seen_as_it_was(rotate: int) -> None:
    import pypdfium2

    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = rotate
        pdf.pages[0].obj.MediaBox = pikepdf.Array([-20, 30, 575, 872])
        pdf.pages[0].obj.CropBox = pikepdf.Array([0, 300, 500, 872])

    raw = cleaned(files.changed(turn)).data
    made = merged([letter(), Piece(raw, "Scan", "Anlage 3", own=False)], ABOUT)
    old, new = pypdfium2.PdfDocument(raw)[0], pypdfium2.PdfDocument(made)[1]
    assert [round(side) for side in old.get_size()] == [round(side) for side in new.get_size()]
    pictures = [page.render(scale=0.5).to_pil().convert("L") for page in (old, new)]
    from PIL import ImageChops

    difference = ImageChops.difference(*pictures)
    assert max(count for value, count in enumerate(difference.histogram()) if value > 120) == 0


def test_a_page_that_leaves_its_house_untidy_does_not_spoil_the_next() -> None:
    def untidy(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"q 0.1 0 0 0.1 0 0 cm /X <</MCID 0>> BDC q q")

    piece = Piece(cleaned(files.changed(untidy)).data, "Beleg", "Anlage 1", own=False)
    data = merged([piece, letter("gut zu lesen")], ABOUT)
    assert "gut zu lesen" in files.texts(data)[1]
    assert not [found for found in check(data) if found.startswith("01-")]


def test_the_file_says_what_it_is_and_nothing_of_the_attachments_properties_comes_along() -> None:
    def named(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[Name.Author] = "Erika Musterfrau"

    foreign = Piece(cleaned(files.changed(named)).data, "Beleg", "Anlage 1", own=False)
    data = merged([paper(), foreign], ABOUT)
    reader = PdfReader(BytesIO(data))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Antrag – Hof Probe", "Hof Probe")
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"  # type: ignore[index]
    assert b"Musterfrau" not in data
    assert "Erika" not in str(PdfReader(BytesIO(foreign.data)).metadata)


def test_the_same_pieces_give_the_same_bytes() -> None:
    pieces = [paper(), photo(), letter()]
    assert merged(pieces, ABOUT) == merged(pieces, ABOUT)


def test_no_page_is_there_twice() -> None:
    """Links to other pages must not drag copies of them along."""
    with pikepdf.open(BytesIO(merged([paper(9), paper(9, "Kostenkalkulation")], ABOUT))) as pdf:
        held = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == Name.Page]
        assert len(held) == len(pdf.pages)


def test_what_is_no_character_is_named_in_everything_that_the_file_says() -> None:
    odd = "Hof \ud83d\x00\ufffe\n中"
    about = About(odd, odd, odd, "P", datetime(2026, 11, 20))
    data = merged([paper(2), Piece(photo().data, odd, odd, own=False, picture=True, alt=odd, below="Anlagen")], about)
    assert check(data) == []
    assert PdfReader(BytesIO(data)).metadata.title == "Hof [U+D83D][U+FFFE] 中"  # type: ignore[union-attr]


def test_words_in_foreign_letters_can_be_bookmarks() -> None:
    made = document(blocks.Heading(1, "Überschrift „ß€“", "1", "k"))
    data = merged([Piece(pdf_bytes(made)[0], "Müller & Söhne\n<b>", "Anlage 1")], ABOUT)
    assert [title for _, title, _ in entries(PdfReader(BytesIO(data)))] == ["Müller & Söhne <b>", "1 Überschrift „ß€“"]
