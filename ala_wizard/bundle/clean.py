"""An attached PDF made harmless: only what can be seen on its pages goes along, and what was left out is said.

Nothing is filtered out of the old file: a new one is made of the pages alone, so that scripts, actions, embedded files and
forms with a life of their own stay behind. A second look takes away whatever hangs on the pages themselves.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, settings

from ala_wizard.bundle.archive import keeps, says
from ala_wizard.bundle.problems import RefusedError, Removal

MAX_BYTES = 50 << 20
MAX_PAGES = 400
MAX_OBJECTS = 250_000
MAX_UNPACKED = 600 << 20
"""Bytes of all streams together when they are unpacked."""
MAX_OLD = 4 << 20
"""Bytes of a stream that is packed in an old way, whose size nobody knows beforehand."""
MAX_DOTS = 250_000_000
CHUNK = 1 << 20
DEPTH = 90
"""So deep may arrays and dictionaries stand inside each other."""
A4 = (595.276, 841.89)
SIDES = (3.0, 14_400.0)
"""Shortest and longest side of a page that a reader can show, points."""

_PAGE_KEYS = frozenset({"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit"})
_DROPPED = frozenset(
    {
        *(
            "/JS",
            "/JavaScript",
            "/AA",
            "/OpenAction",
            "/AF",
            "/EF",
            "/RF",
            "/XFA",
            "/OPI",
            "/Ref",
            "/PieceInfo",
            "/Metadata",
            "/Alternates",
        ),
        *("/StructParent", "/StructParents", "/LastModified", "/Measure", "/PtData", "/RichMediaContent", "/3DD", "/URI"),
    }
)
"""Keys that no page needs to be seen."""
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")
"""Keys of a stream whose content lies in another file."""
_ACTIONS = frozenset(
    {
        *("/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/ResetForm", "/Hide", "/Named", "/SetOCGState"),
        *("/Rendition", "/Trans", "/GoTo3DView", "/Thread"),
    }
)
_PACKED = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_MEDIA = frozenset({"/RichMedia", "/Movie", "/Screen", "/Sound", "/3D", "/RichMediaExecute"})
ORDER: tuple[Removal, ...] = ("repariert", "skripte", "aktionen", "verweise", "dateien", "formular", "medien", "unterschrift")

settings.set_qpdf_limits(
    doc_max_warnings=2_000,
    parser_max_nesting=DEPTH,
    parser_max_container_size=2_000_000,
    max_stream_filters=5,
    flate_max_memory=200 << 20,
    png_max_memory=200 << 20,
    tiff_max_memory=200 << 20,
    run_length_max_memory=200 << 20,
    dct_max_memory=400 << 20,
)
# For the whole process, once, before any file is opened: a few bytes cannot become gigabytes.


@dataclass(frozen=True)
class Cleaned:
    """An attachment as it goes out."""

    data: bytes
    pages: int
    removed: tuple[Removal, ...] = ()
    picture: bool = False
    """A page made of a picture: everything on it is ours."""
    archival: bool = False
    """It was made for keeping: it said so, and its pages do what PDF/A-2b asks."""


def cleaned(raw: bytes) -> Cleaned:
    """A harmless copy of a PDF with the same pages. Raises RefusedError."""
    if len(raw) > MAX_BYTES:
        raise RefusedError("gross", limit=MAX_BYTES >> 20)
    try:
        with pikepdf.open(BytesIO(raw), attempt_recovery=True) as source:
            return _cleaned(source)
    except pikepdf.PasswordError as error:
        raise RefusedError("kennwort") from error
    except RefusedError:
        raise
    except (MemoryError, RecursionError) as error:
        raise RefusedError("bombe") from error
    except Exception as error:  # a file from elsewhere can be broken in any way
        raise RefusedError("kaputt") from error


def _cleaned(source: Pdf) -> Cleaned:
    if source.is_encrypted:
        raise RefusedError("kennwort")
    if len(source.objects) > MAX_OBJECTS:
        raise RefusedError("bombe")
    pages = len(source.pages)
    if not pages:
        raise RefusedError("kaputt")
    if pages > MAX_PAGES:
        raise RefusedError("seiten", count=pages, limit=MAX_PAGES)
    found = set(_alive(source))
    says_archival = says(source)
    form = source.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form and (source.Root.get("/NeedsRendering") or not _fields(form)):
        raise RefusedError("formular")
    _stamp_annotations(source)
    if source.get_warnings():
        found.add("repariert")
    made = pikepdf.new()
    made.pages.extend(source.pages)
    for page in made.pages:
        _bare(page.obj)
    _layers(source, made)
    weight = Weight()
    for entry in made.objects:
        _harmless(entry, 0)
        if isinstance(entry, Stream):
            weight.add(entry)
    target = BytesIO()
    made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
    return Cleaned(target.getvalue(), pages, tuple(code for code in ORDER if code in found), archival=says_archival and keeps(made))


def _fields(form: Dictionary) -> bool:
    fields = form.get("/Fields")
    return isinstance(fields, Array) and len(fields) > 0


def _stamp_annotations(source: Pdf) -> None:
    """Make what was typed into forms, and remarks that can be seen, a part of the page."""
    try:
        source.generate_appearance_streams()
        source.flatten_annotations("screen")
    except pikepdf.PdfError:
        return  # a broken form: the page stays as it is


# --- what a reader would have to unpack ------------------------------------------------------------------------------


class Weight:
    """Adds up what the streams of a file become when they are unpacked; nothing of it is kept."""

    def __init__(self) -> None:
        self._left = MAX_UNPACKED

    def add(self, stream: Stream) -> None:
        """One more stream. Raises RefusedError where it is too much."""
        filters = _filters(stream)
        packed = [name for name in filters if name in _PACKED]
        if len(packed) > 1 or len(filters) > 2:
            raise RefusedError("bombe")
        if _dots(stream) > MAX_DOTS:
            raise RefusedError("bombe")
        if not packed:
            return
        raw = stream.read_raw_bytes()
        if packed[0] not in ("/FlateDecode", "/Fl"):
            if len(raw) > MAX_OLD:
                raise RefusedError("bombe")
            return
        if len(filters) == 1:
            self._inflate(raw)
        else:
            self._left -= len(stream.read_bytes())
        if self._left < 0:
            raise RefusedError("bombe")

    def _inflate(self, raw: bytes) -> None:
        unpacker = zlib.decompressobj()
        try:
            while raw and not unpacker.eof and self._left >= 0:
                self._left -= len(unpacker.decompress(raw, CHUNK))
                raw = unpacker.unconsumed_tail
        except zlib.error:
            return  # broken: readers show what they can


def _filters(stream: Stream) -> list[str]:
    held = stream.stream_dict.get("/Filter")
    if isinstance(held, Name):
        return [str(held)]
    return [str(name) for name in held if isinstance(name, Name)] if isinstance(held, Array) else []


def _dots(stream: Stream) -> int:
    """The dots of a picture; 0 for everything else."""
    held = stream.stream_dict
    width, height = held.get("/Width"), held.get("/Height")
    return width * height if isinstance(width, int) and isinstance(height, int) else 0


# --- what was alive ---------------------------------------------------------------------------------------------------


def _alive(source: Pdf) -> Iterator[Removal]:
    """What the file holds that will not go along."""
    for entry in source.objects:
        for place in _dictionaries(entry, 0):
            yield from _told(place)


def _dictionaries(entry: Any, depth: int) -> Iterator[Any]:
    """Every dictionary inside an object, without following references."""
    if depth > DEPTH:
        raise RefusedError("bombe")
    if isinstance(entry, (Dictionary, Stream)):
        yield entry
        for value in _values(entry):
            yield from _dictionaries(value, depth + 1)
    elif isinstance(entry, Array):
        for value in entry.as_list():
            if isinstance(value, (Dictionary, Stream, Array)) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)


def _values(entry: Any) -> Iterable[Any]:
    held = entry.stream_dict if isinstance(entry, Stream) else entry
    return [value for _, value in held.items() if isinstance(value, (Dictionary, Array)) and not value.is_indirect]


def _told(entry: Any) -> Iterator[Removal]:
    kind, subtype, action = (_name(entry, key) for key in ("/Type", "/Subtype", "/S"))
    if "/JS" in entry or "/JavaScript" in entry or action == "/JavaScript":
        yield "skripte"
    if action in _ACTIONS:
        yield "aktionen"
    if action == "/URI" and "/URI" in entry:
        yield "verweise"
    if kind == "/EmbeddedFile" or "/EF" in entry or "/EmbeddedFiles" in entry or subtype == "/FileAttachment":
        yield "dateien"
    if "/XFA" in entry:
        yield "formular"
    if subtype in _MEDIA or action in _MEDIA:
        yield "medien"
    if kind == "/Sig" or (_name(entry, "/FT") == "/Sig" and "/V" in entry):
        yield "unterschrift"


def _name(entry: Any, key: str) -> str:
    value = entry.get(key)
    return str(value) if isinstance(value, Name) else ""


# --- what goes along --------------------------------------------------------------------------------------------------


def _bare(page: Any) -> None:
    """Only the keys that a page needs to be seen; a size that a reader can show."""
    for key in list(page.keys()):
        if key not in _PAGE_KEYS:
            del page[key]
    for key in ("/MediaBox", "/CropBox"):
        if key in page and not _sound(page[key]):
            del page[key]
    if "/MediaBox" not in page:
        page.MediaBox = Array([0, 0, *A4])
    if "/CropBox" in page and not _meet(page.MediaBox, page.CropBox):
        del page["/CropBox"]  # it would show nothing of the page
    if "/Rotate" in page and (not isinstance(page.Rotate, int) or page.Rotate % 90):
        del page["/Rotate"]
    if "/UserUnit" in page:
        unit = page.UserUnit
        if isinstance(unit, (Dictionary, Array, Name)) or not 0.1 <= float(unit) <= 75:
            del page["/UserUnit"]


def _sound(box: Any) -> bool:
    try:
        left, bottom, right, top = (float(side) for side in box)
    except (TypeError, ValueError):
        return False
    return all(SIDES[0] <= side <= SIDES[1] for side in (abs(right - left), abs(top - bottom)))


def _meet(one: Any, other: Any) -> bool:
    """Do two boxes share more than an edge?"""
    sides = [[float(side) for side in box] for box in (one, other)]
    return all(
        min(max(box[at], box[at + 2]) for box in sides) - max(min(box[at], box[at + 2]) for box in sides) > SIDES[0] for at in (0, 1)
    )


def _layers(source: Pdf, made: Pdf) -> None:
    """Layers that are switched off stay so; nothing else about layers goes along."""
    held = source.Root.get("/OCProperties")
    if not isinstance(held, Dictionary) or not isinstance(held.get("/OCGs"), Array):
        return
    usual = held.get("/D")
    off = usual.get("/OFF") if isinstance(usual, Dictionary) else None
    state = Dictionary(OFF=off if isinstance(off, Array) else Array())
    if isinstance(usual, Dictionary) and _name(usual, "/BaseState") == "/OFF":
        state.BaseState = Name.OFF
        state.ON = usual.get("/ON") if isinstance(usual.get("/ON"), Array) else Array()
    made.Root.OCProperties = made.copy_foreign(source.make_indirect(Dictionary(OCGs=held.OCGs, D=state)))


def _harmless(entry: Any, depth: int) -> None:
    """Take away what has a life of its own, in this object and inside it."""
    for place in _dictionaries(entry, depth):
        for key in list(place.keys()):
            if key in _DROPPED or (key == "/A" and isinstance(place[key], Dictionary) and "/S" in place[key]):
                del place[key]
        if isinstance(place, Stream):
            for key in _ELSEWHERE:
                if key in place:
                    del place[key]
