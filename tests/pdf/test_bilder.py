"""Photos and plans: turned, scaled, on white, without the camera's notes, in little memory; tagged figures in the Konzept, logo on covers."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pypdf import PdfReader

from ala_wizard import core
from ala_wizard.content.loader import content
from ala_wizard.documents import blocks
from ala_wizard.documents.anlagen import numbers
from ala_wizard.documents.konzept import konzept
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.documents.stamp import Stamp
from ala_wizard.model.case import Case
from ala_wizard.pdf.bilder import MAX_BYTES, SIDE, UnreadableError, ready
from ala_wizard.pdf.render import pdf_bytes
from ala_wizard.store import inbox
from tests.documents.cases import STAMP, after, results, small
from tests.pdf.matterhorn import tree
from tests.pdf.test_tags import valid

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(width: int = 400, height: int = 200, orientation: int = 1, form: str = "JPEG", mode: str = "RGB") -> bytes:
    """Left half red, right half blue; with a place and an owner in its notes."""
    image = Image.new(mode, (width, height), RED if mode.startswith("RGB") else 0)
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Geheimer Fotograf"
    exif.get_ifd(0x8825)[2] = (51.0, 3.0, 0.0)
    target = BytesIO()
    image.save(target, form, **({"exif": exif} if form in ("JPEG", "PNG", "WEBP") else {}))
    return target.getvalue()


def opened(bild: blocks.Bild) -> Image.Image:
    image = Image.open(BytesIO(bild.data))
    image.load()
    assert image.size == (bild.width, bild.height)
    return image


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def test_the_cameras_notes_are_gone() -> None:
    for form in ("JPEG", "PNG", "WEBP"):
        made = ready(photo(form=form))
        assert b"Geheimer" not in made.data
        assert b"Exif" not in made.data
        assert dict(opened(made).getexif()) == {}


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (400, 200), (20, 100)), (3, (400, 200), (380, 100)), (6, (200, 400), (100, 20)), (8, (200, 400), (100, 380))],
)
def test_a_photo_is_turned_as_it_was_held(orientation: int, size: tuple[int, int], red_at: tuple[int, int]) -> None:
    """By the standard: 3 is upside down, 6 must be turned to the right, 8 to the left."""
    image = opened(ready(photo(orientation=orientation)))
    assert image.size == size
    assert near(image.getpixel(red_at), RED)


def test_a_large_photo_is_scaled_down_and_keeps_its_sides() -> None:
    made = ready(photo(4000, 3000, orientation=6))
    assert (made.width, made.height) == (SIDE * 3 // 4, SIDE)


def test_a_transparent_drawing_stands_on_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (50, 40), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(ready(target.getvalue())).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_every_kind_of_colour_can_be_printed(mode: str) -> None:
    target = BytesIO()
    Image.new(mode, (30, 20)).save(target, "TIFF")
    made = ready(target.getvalue())
    assert opened(made).mode in ("L", "RGB")
    valid(pdf_bytes(_paper(made))[0])


def test_what_is_no_picture_is_refused() -> None:
    huge = BytesIO()
    Image.new("1", (9000, 9000)).save(huge, "PNG")
    for raw in (b"", b"%PDF-1.7", photo()[:200], huge.getvalue(), b"x" * (MAX_BYTES + 1)):
        with pytest.raises(UnreadableError):
            ready(raw)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1500), st.binary(max_size=40))
def test_a_broken_file_never_breaks_the_program(cut: int, more: bytes) -> None:
    raw = photo(60, 40)
    try:
        ready(raw[:cut] + more + raw[cut + len(more) :])
    except UnreadableError:
        return


def test_a_photo_of_50_megapixels_needs_little_memory(tmp_path: Path) -> None:
    """Unpacked it has 150 million bytes; beside the bare program the work takes a fraction of that."""
    file = tmp_path / "gross.jpg"
    Image.new("L", (8192, 6144), 120).save(file, "JPEG", quality=60)
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom ala_wizard.pdf.bilder import ready\n"
        "raw = Path(sys.argv[1]).read_bytes()\nbefore = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\nready(raw)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    made = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True)
    assert int(made.stdout) < 40 * 1024  # KiB


def _paper(bild: blocks.Bild) -> blocks.Document:
    from tests.pdf.cases import document

    return document(blocks.Heading(1, "Bild", "1", "a"), blocks.Picture(bild, "Ein Bild.", "Ein Foto", 1))


def case_with(*attachments: dict[str, Any]) -> Case:
    return small(attachments=[{"kind": "plan", "media_type": "image/jpeg", "file": f"{entry['id']}.jpg", **entry} for entry in attachments])


PLAN = {"id": "p", "question": "K7.1", "caption": "Der Werkraum", "alt": "Ein heller Raum mit drei Tischen."}


def made(case: Case, **pictures: blocks.Bild) -> blocks.Document:
    return konzept(case, content(), results(case), Stamp(STAMP.now, STAMP.version, pictures))


def test_a_picture_stands_at_its_question_with_caption_and_words() -> None:
    document = made(case_with(PLAN), p=ready(photo()))
    (picture,) = [block for block in after(document, "K7.1") if isinstance(block, blocks.Picture)]
    assert (picture.caption, picture.alt, picture.number) == ("Der Werkraum", "Ein heller Raum mit drei Tischen.", 1)
    data = pdf_bytes(document)[0]
    valid(data)
    figure = next(node for node in tree(data).walk() if node.tag == "Figure")
    assert figure.entry["/Alt"] == picture.alt
    assert any("Abbildung 1: Der Werkraum" in page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert sum(len(page.images) for page in PdfReader(BytesIO(data)).pages) == 1


def test_without_words_the_caption_is_read_aloud_and_a_lost_picture_is_named() -> None:
    document = made(case_with({**PLAN, "alt": ""}, {"id": "q", "question": "K7.1", "title": "Hofplan"}), p=ready(photo()))
    found = after(document, "K7.1")
    assert [block.alt for block in found if isinstance(block, blocks.Picture)] == ["Der Werkraum"]
    assert [block.text for block in found if isinstance(block, blocks.Note) and "Hofplan" in block.text]


def test_only_pictures_with_a_place_stand_in_the_konzept() -> None:
    bild = ready(photo())
    rows = ({**PLAN, "question": ""}, {**PLAN, "id": "q", "kind": "vertrag"}, {**PLAN, "id": "r", "media_type": "application/pdf"})
    document = made(case_with(*rows), p=bild, q=bild, r=bild)
    assert not any(isinstance(block, blocks.Picture) for block in document.blocks)


def test_the_logo_stands_on_every_cover_and_is_no_attachment() -> None:
    case = case_with({"id": "l", "kind": "logo"}, {"id": "x", "kind": "vertrag"})
    stamp = Stamp(STAMP.now, STAMP.version, {"l": ready(photo(300, 300))})
    for build in (konzept, kostenkalkulation):
        document = build(case, content(), results(case), stamp)
        assert document.logo is not None
        data = pdf_bytes(document)[0]
        valid(data)
        assert len(PdfReader(BytesIO(data)).pages[0].images) == 1
    assert set(numbers((), case)) == {"x"}


@pytest.mark.parametrize("size", [(3000, 60), (60, 3000), (1, 1), (1600, 1200)])
def test_pictures_of_any_shape_fit(size: tuple[int, int]) -> None:
    data, count = pdf_bytes(_paper(ready(photo(*size))))
    valid(data)
    assert count == 2


def test_pictures_come_from_the_case_file_into_the_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALA_WIZARD_HOME", str(tmp_path / "home"))
    source = tmp_path / "stall.jpg"
    source.write_bytes(photo(2000, 1000, orientation=6))
    case = small()
    row = inbox.take(source, case).model_copy(update={"kind": "plan", "question": "K7.1", "caption": "Stall"})
    case = case.model_copy(update={"attachments": (row,)})
    waiting = core.pictures(case, None)
    assert (waiting[row.id].width, waiting[row.id].height) == (SIDE // 2, SIDE)
    assert core.pictures(case, None, {row.sha256: waiting[row.id]})[row.id] is waiting[row.id]
    folder = tmp_path / "mappe"
    files = core.export(case, content(), results(case), STAMP.now, folder).paths
    paper = next(file for file in files if "konzept" in file.name.casefold() and file.suffix == ".pdf")
    assert sum(len(page.images) for page in PdfReader(paper).pages) == 1
    assert b"Geheimer" not in paper.read_bytes()


@pytest.mark.parametrize("last", [b"x", b"\n", b"\r", b"\r\n"])
def test_a_stream_that_ends_like_a_line_keeps_its_length(last: bytes) -> None:
    """One picture in 256 ends with such a byte; a checker that takes the ends of lines away must find the length that is written."""
    bild = ready(photo())
    body = blocks.Bild(bild.data + b"x" * 3 + last, bild.width, bild.height)
    valid(pdf_bytes(_paper(body))[0])
