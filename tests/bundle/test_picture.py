"""Photos and scans become A4 pages: upright, small enough, without what the camera noted."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from ala_wizard.bundle import picture
from ala_wizard.bundle.clean import Cleaned
from ala_wizard.bundle.picture import page_of
from ala_wizard.bundle.problems import RefusedError

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def saved(image: Image.Image, kind: str, turned: int = 1) -> bytes:
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = turned, "Kamerafabrik"
    target = BytesIO()
    image.save(target, kind, exif=notes)
    return target.getvalue()


def corner(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Red in the upper left quarter, white elsewhere."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def seen(made: Cleaned) -> Image.Image:
    """The page as a reader shows it, two dots for a point."""
    page = pypdfium2.PdfDocument(made.data)[0]
    shown: Image.Image = page.render(scale=2).to_pil().convert("RGB")
    return shown


def is_red(image: Image.Image, across: float, down: float) -> bool:
    red, green, blue = image.getpixel((int(image.width * across), int(image.height * down)))  # type: ignore[misc]
    return red > 180 and green < 90 and blue < 90


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "P"), ("PNG", "1")])
def test_every_kind_of_picture_fills_a_page(kind: str, mode: str) -> None:
    shown = seen(page_of(saved(corner((1500, 2100), mode), kind)))
    assert (shown.width, shown.height) == (1191, 1684)
    dark = shown.convert("L").point(lambda value: 255 if value < 200 else 0).getbbox()
    assert mode == "1" or (dark is not None and dark[0] in range(80, 95) and dark[2] in range(590, 602))


@pytest.mark.parametrize(("turned", "place"), [(1, (0.25, 0.25)), (3, (0.75, 0.75)), (6, (0.75, 0.25)), (8, (0.25, 0.75))])
def test_a_photo_stands_upright(turned: int, place: tuple[float, float]) -> None:
    shown = seen(page_of(saved(corner((2000, 2000)), "JPEG", turned)))
    assert is_red(shown, *place)
    assert sum(is_red(shown, across, down) for across in (0.25, 0.75) for down in (0.35, 0.65)) == 1


def test_a_wide_photo_lies_on_a_wide_page_and_a_turned_one_on_a_tall_page() -> None:
    wide, tall = seen(page_of(saved(corner((1600, 900)), "JPEG"))), seen(page_of(saved(corner((1600, 900)), "JPEG", 6)))
    assert wide.width > wide.height and tall.width < tall.height


def test_nothing_that_the_camera_noted_goes_along() -> None:
    raw = saved(corner((800, 600)), "JPEG")
    assert b"Kamerafabrik" in raw
    made = page_of(raw)
    assert b"Kamerafabrik" not in made.data and b"Exif" not in made.data


def test_the_clear_parts_of_a_picture_are_white() -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    target = BytesIO()
    image.save(target, "PNG")
    shown = seen(page_of(target.getvalue()))
    assert shown.getextrema() == ((255, 255),) * 3


def test_a_small_picture_is_not_blown_up() -> None:
    shown = seen(page_of(saved(Image.new("RGB", (100, 50), "black"), "PNG"))).convert("L")
    left, top, right, bottom = shown.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    assert abs(right - left - 200) <= 2 and abs(bottom - top - 100) <= 2


def test_a_photo_of_fifty_megapixels_becomes_a_page_of_ordinary_size(monkeypatch: pytest.MonkeyPatch) -> None:
    largest: list[int] = []
    load = Image.Image.crop

    def watched(self: Image.Image, *args: object) -> Image.Image:
        largest.append(self.width * self.height)
        return load(self, *args)  # type: ignore[arg-type]

    target = BytesIO()
    Image.radial_gradient("L").resize((8660, 5774)).convert("RGB").save(target, "JPEG", quality=60)
    monkeypatch.setattr(Image.Image, "crop", watched)
    made = page_of(target.getvalue())
    assert max(largest) < 15_000_000  # it was never unpacked whole
    assert len(made.data) < 2 << 20
    with pypdfium2.PdfDocument(made.data) as read:
        image = next(iter(read[0].get_objects()))
        assert max(image.get_px_size()) <= 3500


def test_a_picture_that_claims_to_be_huge_is_refused() -> None:
    target = BytesIO()
    Image.new("1", (12_000, 8_000)).save(target, "PNG")
    assert len(target.getvalue()) < 1 << 20
    with pytest.raises(RefusedError) as caught:
        page_of(target.getvalue())
    assert caught.value.code == "bild_gross"
    assert "80 Millionen" in str(caught.value)


def test_a_picture_above_our_own_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_PIXELS", 9_999)
    with pytest.raises(RefusedError) as caught:
        page_of(saved(corner((100, 100)), "PNG"))
    assert caught.value.code == "bild_gross"


@pytest.mark.parametrize("raw", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", saved(corner((600, 600)), "JPEG")[:700]])
def test_a_broken_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        page_of(raw)
    assert caught.value.code == "bild_kaputt"


def test_the_same_picture_gives_the_same_bytes() -> None:
    raw = saved(corner((640, 480)), "JPEG", 6)
    assert page_of(raw).data == page_of(raw).data
