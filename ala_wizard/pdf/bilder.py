"""A photo or plan made ready for print: turned as it was held, scaled down, on white, without anything the camera noted.

A photo of many megapixels is never unpacked whole where its format allows that: JPEG is decoded at a fraction of its size.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from ala_wizard.documents.blocks import Bild

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
MAX_BYTES = 60 << 20
MAX_PIXELS = 80_000_000
"""More is refused unopened: a small file can claim to be a gigantic picture."""
MAX_UNPACKED = 40_000_000
"""The same for formats that have to be unpacked whole."""
ORIENTATION = 0x0112
"""The note of the camera that says how it was held."""
SIDE = 1600
"""Pixels of the longer side: enough for the width of a page in print."""
QUALITY = 86
LOSSLESS = 1 << 20
"""Bytes: a drawing up to this size keeps its sharp lines."""
DRAWN = frozenset({"PNG", "GIF", "BMP", "TIFF"})


class UnreadableError(ValueError):
    """No picture that can be printed."""


def ready(raw: bytes) -> Bild:
    """The picture as a paper prints it. Raises UnreadableError."""
    if len(raw) > MAX_BYTES:
        raise UnreadableError("bytes")
    try:
        picture, drawn = _upright(raw)
        plain = _on_white(picture)
        return Bild(_written(plain, drawn), plain.width, plain.height)
    except UnreadableError:
        raise
    except (Exception, MemoryError) as error:  # a picture from elsewhere can be broken in any way
        raise UnreadableError("content") from error


def _upright(raw: bytes) -> tuple[Image.Image, bool]:
    """The picture scaled down and turned as the camera was held; and whether it is a drawing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        opened = Image.open(BytesIO(raw), formats=FORMATS)
    with opened:
        if opened.width * opened.height > (MAX_PIXELS if opened.format == "JPEG" else MAX_UNPACKED):
            raise UnreadableError("pixels")
        drawn = opened.format in DRAWN
        opened.draft("RGB", (SIDE, SIDE))
        return ImageOps.exif_transpose(_smaller(opened)), drawn


def _smaller(picture: Image.Image) -> Image.Image:
    """Scaled down before anything else is done with it."""
    turned = picture.getexif().get(ORIENTATION)
    small = picture.convert("RGBA" if "transparency" in picture.info else "RGB") if picture.mode == "P" else picture.copy()
    if max(small.size) > SIDE:
        small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    if turned is not None:
        small.getexif()[ORIENTATION] = turned
    return small


def _on_white(picture: Image.Image) -> Image.Image:
    """In colours or in grey, without transparency, and as a new picture: nothing of the old file comes along."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    mode = "L" if picture.mode in ("1", "L") else "RGB"
    clean = Image.new(mode, picture.size)
    clean.paste(picture.convert(mode))
    return clean


def _written(picture: Image.Image, drawn: bool) -> bytes:
    """A drawing keeps every dot if that is not too much; all others as JPEG."""
    target = BytesIO()
    if drawn:
        picture.save(target, "PNG", optimize=True)
        if target.tell() <= LOSSLESS:
            return target.getvalue()
        target = BytesIO()
    picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
