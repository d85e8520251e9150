"""Attachments as people have them, and as nobody should have them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "Gehaltsangebot für die Gruppenleitung: 41.300 €"


def letter(*sentences: str, size: tuple[float, float] = (595, 842)) -> bytes:
    """A plain PDF with one page for each sentence."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for sentence in sentences or (SENTENCE,):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, size[1] - 90, sentence)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def changed(make: Callable[[Pdf], None], raw: bytes | None = None, **options: Any) -> bytes:
    """A file with something planted in it."""
    with pikepdf.open(BytesIO(raw or letter())) as pdf:
        make(pdf)
        target = BytesIO()
        pdf.save(target, **options)
        return target.getvalue()


def annotated(entry: dict[str, Any]) -> Callable[[Pdf], None]:
    """Plant an annotation on the first page."""

    def make(pdf: Pdf) -> None:
        note = Dictionary({"/Type": Name.Annot, "/Rect": Array([10, 10, 90, 40]), **entry})
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return make


def opens(action: dict[str, Any]) -> Callable[[Pdf], None]:
    """Plant an action that runs when the file is opened."""

    def make(pdf: Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(action))

    return make


def script(words: str = "app.alert(1)") -> Dictionary:
    """An action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS=String(words))


def form(pdf: Pdf, **more: Any) -> None:
    """Plant a form with one field that was filled in, and no picture of it."""
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("betrag"),
            V=String("Zwoelfhundert Euro"),
            DA=String("/Helv 11 Tf 0 g"),
            Rect=Array([60, 600, 300, 620]),
            F=4,
        )
    )
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font)), **more)


def embedded(pdf: Pdf) -> None:
    """Plant a file in the file."""
    pdf.attachments["rechnung.exe"] = b"MZ and more"


def bomb(size: int = 120 << 20) -> bytes:
    """A file of some hundred kilobytes whose page wants to be very large."""
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()
    return changed(lambda pdf: setattr(pdf.pages[0].obj, "Contents", Stream(pdf, packed, Filter=Name.FlateDecode)))


def object_bomb(size: int = 240 << 20) -> bytes:
    """A file whose list of objects wants to be very large when it is read."""
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    packed = (
        packer.compress(b"1 0 << /Type /Catalog /Pages 2 0 R >> ")
        + b"".join(packer.compress(block) for _ in range(size >> 20))
        + packer.flush()
    )
    head = b"%PDF-1.7\n"
    stream = (
        b"4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    pages = b"2 0 obj\n<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 100 100 ] >>\nendobj\n"
    at_stream, at_pages = len(head), len(head) + len(stream)
    at_page = at_pages + pages.index(b"3 0 obj")
    where = len(head) + len(stream) + len(pages)
    rows = [(0, 0, 65535), (2, 4, 0), (1, at_pages, 0), (1, at_page, 0), (1, at_stream, 0), (1, where, 0)]
    table = zlib.compress(b"".join(bytes([kind]) + value.to_bytes(4, "big") + index.to_bytes(2, "big") for kind, value, index in rows))
    index = b"5 0 obj\n<< /Type /XRef /Size 6 /W [ 1 4 2 ] /Root 1 0 R /Filter /FlateDecode /Length %d >>\nstream\n" % len(table)
    return head + stream + pages + index + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % where


def wide(side: int = 60_000) -> bytes:
    """A file with a picture of very many dots."""

    def make(pdf: Pdf) -> None:
        dots = Stream(
            pdf, b"x", Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, ColorSpace=Name.DeviceGray, BitsPerComponent=8
        )
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im=dots)

    return changed(make)


def nested(depth: int = 3_000) -> bytes:
    """A file with arrays inside arrays."""
    return letter().replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + b"[" * depth + b"]" * depth)


def texts(data: bytes) -> list[str]:
    """The words of every page, read by another library."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def keys(data: bytes) -> set[str]:
    """Every key and every name anywhere in a file, read by another library."""
    reader = PdfReader(BytesIO(data))
    found: set[str] = set()
    seen: set[int] = set()

    def walk(entry: Any) -> Iterator[str]:
        if isinstance(entry, IndirectObject):
            if entry.idnum in seen:
                return
            seen.add(entry.idnum)
            entry = entry.get_object()
        if isinstance(entry, (DictionaryObject, StreamObject)):
            for key, value in entry.items():
                yield str(key)
                yield from walk(value)
        elif isinstance(entry, ArrayObject):
            for value in entry:
                yield from walk(value)
        elif isinstance(entry, str) and entry.startswith("/"):
            yield str(entry)

    found.update(walk(reader.trailer))
    return found
