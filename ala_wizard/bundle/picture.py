"""A photo or a scan as one A4 page: upright, as large as the page allows, without what the camera noted about place and time."""

from __future__ import annotations

import warnings
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageOps

from ala_wizard.bundle.clean import A4, MAX_BYTES, Cleaned
from ala_wizard.bundle.problems import RefusedError

MAX_PIXELS = 80_000_000
FORMATS = ("JPEG", "PNG")
MARGIN = 42.5
"""15 mm, points."""
LARGEST = 1.0
"""A small picture is not drawn larger than so many points for one of its dots."""
DOTS = 300
"""Dots per inch that a printed page needs; more are left out."""
BAND = 256
"""Rows of dots that are made smaller at once."""
QUALITY = 85
LOSSLESS = 2 << 20
"""Bytes: a drawing up to this size keeps every dot."""


def page_of(raw: bytes) -> Cleaned:
    """The picture on a page of its own. Raises RefusedError."""
    if len(raw) > MAX_BYTES:
        raise RefusedError("gross", limit=MAX_BYTES >> 20)
    try:
        picture, drawn = _opened(raw)
        return Cleaned(_page(picture, drawn), 1, picture=True)
    except RefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise RefusedError("bild_gross", limit=MAX_PIXELS // 1_000_000) from error
    except Exception as error:  # a picture from elsewhere can be broken in any way
        raise RefusedError("bild_kaputt") from error


def look_at(raw: bytes) -> None:
    """Refuse a picture with more dots than anybody can show, whatever its form; anything else is no picture. Raises RefusedError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw)) as picture:
                width, height = picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError("bild_gross", limit=MAX_PIXELS // 1_000_000) from error
    except Exception:  # a text, or broken: whoever opens it says so
        return
    if width * height > MAX_PIXELS:
        raise RefusedError("bild_gross", limit=MAX_PIXELS // 1_000_000)


def _opened(raw: bytes) -> tuple[Image.Image, bool]:
    """The picture upright, in grey or in colours, not finer than a page can show; and whether it is a drawing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture: Image.Image = Image.open(BytesIO(raw), formats=FORMATS)
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise RefusedError("bild_gross", limit=MAX_PIXELS // 1_000_000)
    drawn = picture.format == "PNG"
    finest = _finest(width, height)
    picture.draft("RGB" if picture.mode in ("RGB", "YCbCr") else picture.mode, finest)
    picture.load()
    factor = max(1, min(picture.width // finest[0], picture.height // finest[1]))
    turn = picture.getexif()
    small = _smaller(picture, factor)
    small.info = {"exif": turn.tobytes()}
    plain = ImageOps.exif_transpose(small)
    finest = _finest(*plain.size)
    if plain.width > finest[0]:
        plain = plain.resize(finest, Image.Resampling.LANCZOS)
    return plain, drawn


def _smaller(picture: Image.Image, factor: int) -> Image.Image:
    """The picture on white paper, several dots in one. In bands, so that a large picture lies in the memory only once."""
    made = Image.new(
        "L" if picture.mode in ("1", "L", "I", "I;16", "F") else "RGB", (-(-picture.width // factor), -(-picture.height // factor))
    )
    band = BAND * factor
    for top in range(0, picture.height, band):
        part = _opaque(picture.crop((0, top, picture.width, min(top + band, picture.height))))
        made.paste(part.reduce(factor) if factor > 1 else part, (0, top // factor))
    return made


def _opaque(picture: Image.Image) -> Image.Image:
    """Grey or colours on white paper."""
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode in ("1", "I", "I;16", "F"):
        return picture.convert("L") if picture.mode == "1" else picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _finest(width: int, height: int) -> tuple[int, int]:
    """As many dots as the page can show of a picture with this shape."""
    wide, high = _room(width, height)
    share = min(1.0, wide * DOTS / 72 / width, high * DOTS / 72 / height)
    return max(1, round(width * share)), max(1, round(height * share))


def _room(width: int, height: int) -> tuple[float, float]:
    """The room inside the margins; a wide picture lies on a wide page."""
    short, tall = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN
    return (tall, short) if width > height else (short, tall)


def _page(picture: Image.Image, drawn: bool) -> bytes:
    width, height = picture.size
    wide, high = _room(width, height)
    share = min(wide / width, high / height, LARGEST)
    across, up = width * share, height * share
    left, bottom = MARGIN + (wide - across) / 2, MARGIN + (high - up) / 2
    made = pikepdf.new()
    stream = _stream(made, picture, drawn)
    draw = f"q {across:.3f} 0 0 {up:.3f} {left:.3f} {bottom:.3f} cm /Im Do Q".encode("ascii")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(wide + 2 * MARGIN, 3), round(high + 2 * MARGIN, 3)]),
        Resources=Dictionary(XObject=Dictionary(Im=stream)),
        Contents=Stream(made, draw),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
    target = BytesIO()
    made.save(target, deterministic_id=True, min_version="1.7")
    return target.getvalue()


def _stream(made: pikepdf.Pdf, picture: Image.Image, drawn: bool) -> Stream:
    """The dots: every one of a drawing that stays small so, otherwise as a photo."""
    head = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
        "BitsPerComponent": 8,
    }
    if drawn:
        packed = zlib.compress(picture.tobytes(), 6)
        if len(packed) <= LOSSLESS:
            return Stream(made, packed, Filter=Name.FlateDecode, **head)
    target = BytesIO()
    picture.info.clear()
    picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return Stream(made, target.getvalue(), Filter=Name.DCTDecode, **head)
