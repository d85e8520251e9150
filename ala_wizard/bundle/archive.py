"""Was an attached PDF made for keeping (PDF/A)? Only then may a file with its pages say that it keeps to PDF/A-2b.

Two must agree: what the file says of itself, and a look at everything on its pages. The look is narrower than the standard
(ISO 19005-2): where it is in doubt, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_SAYS = re.compile(rb"pdfaid:part\s*(?:=\s*[\"']|>)\s*[123]\b")
_FONTS = frozenset({"/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2"})
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_FILTERS = frozenset(
    {"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/RunLengthDecode", "/ASCIIHexDecode", "/ASCII85Decode"}
)
_BLENDS = frozenset(
    {
        *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn"),
        *("/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"),
    }
)
DEPTH = 28
"""So often may a page keep its state before it gives it back."""


def says(source: Pdf) -> bool:
    """Does the file claim PDF/A, part 1, 2 or 3?"""
    held = source.Root.get("/Metadata")
    return isinstance(held, Stream) and _SAYS.search(held.read_bytes()) is not None


def keeps(made: Pdf) -> bool:
    """Do the pages do what PDF/A-2b asks of them, with colours that mean sRGB where they do not say what they mean?"""
    if "/OCProperties" in made.Root:
        return False
    if not all(_is_sound(entry) for held in made.objects for entry in _inside(held)):
        return False
    return all(_can_be_drawn(page) for page in made.pages) and all(_can_be_drawn(held) for held in made.objects if _is_drawing(held))


def _inside(entry: Any) -> Iterator[Any]:
    """An object and the dictionaries and lists in it, without following references."""
    if isinstance(entry, (Dictionary, Stream, Array)):
        yield entry
        values = entry.as_list() if isinstance(entry, Array) else [value for _, value in _pairs(entry)]
        for value in values:
            if isinstance(value, (Dictionary, Array)) and not value.is_indirect:
                yield from _inside(value)


def _pairs(entry: Any) -> list[tuple[str, Any]]:
    return list((entry.stream_dict if isinstance(entry, Stream) else entry).items())


def _is_sound(entry: Any) -> bool:
    if isinstance(entry, Array):
        return not any(value == Name.DeviceCMYK for value in entry.as_list() if isinstance(value, Name))
    pairs = dict(_pairs(entry))
    if any(isinstance(value, Name) and value == Name.DeviceCMYK for value in pairs.values()):
        return False
    kind = str(pairs["/Subtype"]) if isinstance(pairs.get("/Subtype"), Name) else ""
    if kind in _FONTS and "/BaseFont" in pairs and not _is_embedded(pairs):
        return False
    if kind == "/Type3" and "/CharProcs" in pairs:
        return False  # letters that are drawings: nothing looks at those here
    if kind == "/PS" or "/Subtype2" in pairs or "/HTP" in pairs or "/TR" in pairs or pairs.get("/TR2", Name.Default) != Name.Default:
        return False
    if kind == "/Image" and pairs.get("/Interpolate") is True:
        return False
    if not all(str(name) in _BLENDS for name in _names(pairs.get("/BM"))):
        return False
    return not isinstance(entry, Stream) or all(str(name) in _FILTERS for name in _names(pairs.get("/Filter")))


def _is_embedded(font: dict[str, Any]) -> bool:
    descriptor = font.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary) or not any(isinstance(descriptor.get(key), Stream) for key in _PROGRAMS):
        return False
    return font["/Subtype"] != Name.CIDFontType2 or "/CIDToGIDMap" in font


def _names(value: Any) -> list[Name]:
    if isinstance(value, Array):
        return [entry for entry in value.as_list() if isinstance(entry, Name)]
    return [value] if isinstance(value, Name) else []


def _is_drawing(entry: Any) -> bool:
    """A drawing that pages use; letters drawn as pictures and patterns have no type of their own."""
    if not isinstance(entry, Stream):
        return False
    kind = entry.stream_dict.get("/Subtype")
    return kind == Name.Form or "/PatternType" in entry.stream_dict


def _can_be_drawn(entry: Any) -> bool:
    """Only operators that everybody knows, no unnamed inks, nothing nested too deep."""
    depth = 0
    for step in pikepdf.parse_content_stream(entry):
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            if {"/CMYK", "/DeviceCMYK", "/LZW", "/LZWDecode"} & {str(value) for value in step.iimage.obj.stream_dict.values()}:
                return False
            continue
        operator = str(step.operator)
        if operator not in _KNOWN:
            return False
        depth += (operator == "q") - (operator == "Q")
        if depth > DEPTH:
            return False
    return True


_KNOWN = frozenset(
    [
        "q",
        "Q",
        "cm",
        "w",
        "J",
        "j",
        "M",
        "d",
        "ri",
        "i",
        "gs",
        "m",
        "l",
        "c",
        "v",
        "y",
        "h",
        "re",
        "S",
        "s",
        "f",
        "F",
        "f*",
        "B",
        "B*",
        "b",
        "b*",
        "n",
        "W",
        "W*",
        "BT",
        "ET",
        "Tc",
        "Tw",
        "Tz",
        "TL",
        "Tf",
        "Tr",
        "Ts",
        "Td",
        "TD",
        "Tm",
        "T*",
        "Tj",
        "TJ",
        "'",
        '"',
        "d0",
        "d1",
        "CS",
        "cs",
        "SC",
        "SCN",
        "sc",
        "scn",
        "G",
        "g",
        "RG",
        "rg",
        "sh",
        "BI",
        "ID",
        "EI",
        "Do",
        "MP",
        "DP",
        "BMC",
        "BDC",
        "EMC",
    ]
)
"""Every operator of a page but `k` and `K`, which name four inks without saying which (ISO 32000-1, Annex A)."""
