"""Our checker finds every defect that is planted: a checker that never complains proves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from ala_wizard.documents import blocks, charts
from ala_wizard.documents.blocks import Cell, Column, ListBlock, Row, Table
from ala_wizard.pdf.render import pdf_bytes
from tests.pdf.cases import document, item
from tests.pdf.matterhorn import check

Plant = Callable[[PdfWriter], None]


@cache
def good() -> bytes:
    """A small paper with one of everything."""
    chart = charts.stack("Kosten", (("Personal", charts.Decimal(3)),))
    table = Table((Column("A"), Column("B")), (Row((Cell("1"), Cell("2"))),), "Tabelle", 1)
    made = document(
        blocks.Heading(1, "Kapitel", "1", "k1"),
        blocks.Heading(2, "Abschnitt", "1.1", "k1.1"),
        ListBlock((item("Punkt"),)),
        table,
        blocks.Figure(chart, "Bild", 1),
    )
    return pdf_bytes(made)[0]


def elements(writer: PdfWriter, tag: str) -> list[DictionaryObject]:
    """All structure elements of a kind."""
    found = (entry.get_object() for entry in writer._objects if entry is not None)
    return [entry for entry in found if isinstance(entry, DictionaryObject) and entry.get("/S") == f"/{tag}"]


def rename(old: str, new: str) -> Plant:
    return lambda writer: elements(writer, old)[0].update({NameObject("/S"): NameObject(f"/{new}")})


def drop(tag: str, key: str) -> Plant:
    def plant(writer: PdfWriter) -> None:
        del elements(writer, tag)[0][key]

    return plant


def root(key: str, value: Any = None) -> Plant:
    def plant(writer: PdfWriter) -> None:
        if value is None:
            del writer.root_object[key]
        else:
            writer.root_object[NameObject(key)] = value

    return plant


def metadata(old: str, new: str) -> Plant:
    def plant(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(writer.root_object["/Metadata"].get_object().get_data().replace(old.encode(), new.encode()))
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    return plant


def content(change: Callable[[bytes], bytes]) -> Plant:
    def plant(writer: PdfWriter) -> None:
        page = writer.pages[1]
        stream = DecodedStreamObject()
        contents = page.get_contents()
        assert contents is not None
        stream.set_data(change(contents.get_data()))
        page[NameObject("/Contents")] = writer._add_object(stream)

    return plant


def link(key: str, value: Any = None) -> Plant:
    def plant(writer: PdfWriter) -> None:
        entry = next(page["/Annots"].get_object()[0].get_object() for page in writer.pages if "/Annots" in page)
        if value is None:
            del entry[key]
        else:
            entry[NameObject(key)] = value

    return plant


def pages(key: str, value: Any = None) -> Plant:
    def plant(writer: PdfWriter) -> None:
        for page in writer.pages:
            if value is None:
                del page[key]
            else:
                page[NameObject(key)] = value

    return plant


def font(change: Callable[[DictionaryObject], None]) -> Plant:
    def plant(writer: PdfWriter) -> None:
        fonts = writer.pages[1]["/Resources"].get_object()["/Font"].get_object()  # type: ignore[index]
        change(next(iter(fonts.values())).get_object())

    return plant


def unembedded(entry: DictionaryObject) -> None:
    del entry["/FontDescriptor"].get_object()["/FontFile2"]  # type: ignore[attr-defined]


def unmapped(entry: DictionaryObject) -> None:
    del entry["/ToUnicode"]


def mapped_to_nothing(entry: DictionaryObject) -> None:
    stream = entry["/ToUnicode"].get_object()
    stream.set_data(stream.get_data().replace(b"endbfchar", b"<01> <0000>\nendbfchar", 1))  # type: ignore[attr-defined]


def wider(entry: DictionaryObject) -> None:
    entry[NameObject("/Widths")] = ArrayObject([NumberObject(int(width) + 50) for width in entry["/Widths"].get_object()])  # type: ignore[attr-defined]


def forgotten(entry: DictionaryObject) -> None:
    stream = entry["/ToUnicode"].get_object()
    stream.set_data(re.sub(rb"<[0-9A-F]{2}> <[0-9A-F]+>\n", b"", stream.get_data(), count=40))  # type: ignore[attr-defined]


def program(table: bytes, offset: int, new: bytes) -> Callable[[DictionaryObject], None]:
    """Write into a table of the embedded program."""

    def change(entry: DictionaryObject) -> None:
        stream = entry["/FontDescriptor"].get_object()["/FontFile2"].get_object()  # type: ignore[index]
        raw = bytearray(stream.get_data())
        place = int.from_bytes(raw[raw.index(table) + 8 :][:4], "big") + offset
        raw[place : place + len(new)] = new
        stream.set_data(bytes(raw))

    return change


def roles(**names: str) -> Plant:
    def plant(writer: PdfWriter) -> None:
        entries = {NameObject(f"/{name}"): NameObject(f"/{meaning}") for name, meaning in names.items()}
        writer.root_object["/StructTreeRoot"].get_object()[NameObject("/RoleMap")] = DictionaryObject(entries)  # type: ignore[index]

    return plant


def notes(writer: PdfWriter) -> None:
    for entry in elements(writer, "P"):
        entry.update({NameObject("/S"): NameObject("/Note"), NameObject("/ID"): TextStringObject("eins")})


def drawing(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/Ref"): DictionaryObject()})
    entries = DictionaryObject({NameObject("/X"): writer._add_object(stream)})
    writer.pages[1]["/Resources"].get_object()[NameObject("/XObject")] = entries  # type: ignore[index]


def last_kid(tag: str) -> Plant:
    """Let the last child of an element belong to nobody."""

    def plant(writer: PdfWriter) -> None:
        elements(writer, tag)[0]["/K"].get_object().pop()  # type: ignore[attr-defined]

    return plant


PLANTS: dict[str, tuple[str, Plant]] = {
    "tagged content inside an artifact": ("01-004", content(lambda raw: b"/Artifact BMC " + raw + b" EMC")),
    "an artifact inside tagged content": ("01-003", content(lambda raw: raw.replace(b"BDC", b"BDC /Artifact BMC EMC", 2))),
    "a line outside": ("01-005", content(lambda raw: raw + b" 0 0 m 9 9 l S")),
    "an end too many": ("01-005", content(lambda raw: raw + b" EMC")),
    "an end too few": ("01-005", content(lambda raw: raw[: raw.rindex(b"EMC")])),
    "content of nobody": ("01-005", last_kid("H1")),
    "no tree": ("01-005", root("/StructTreeRoot")),
    "not marked": ("01-005", root("/MarkInfo")),
    "suspects": (
        "01-007",
        root("/MarkInfo", DictionaryObject({NameObject("/Marked"): BooleanObject(True), NameObject("/Suspects"): BooleanObject(True)})),
    ),
    "no page in the parent tree": ("01-005", pages("/StructParents", NumberObject(99))),
    "an unknown element": ("02-001", rename("P", "Absatz")),
    "no metadata": ("06-001", root("/Metadata")),
    "no claim": ("06-002", metadata("pdfuaid:part>1", "pdfuaid:part>9")),
    "no title": ("06-003", metadata("dc:title>", "dc:titel>")),
    "title not asked for": ("07-001", root("/ViewerPreferences")),
    "title hidden": ("07-002", root("/ViewerPreferences", DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(False)}))),
    "a row outside a table": ("09-004", rename("Table", "Div")),
    "an item outside a list": ("09-005", rename("L", "Div")),
    "an entry outside the contents": ("09-006", rename("TOC", "Div")),
    "no language": ("11-006", root("/Lang")),
    "a figure without words": ("13-004", drop("Figure", "/Alt")),
    "a figure without place": ("13-004", drop("Figure", "/A")),
    "no first heading": ("14-002", rename("H1", "H2")),
    "a heading left out": ("14-003", rename("H3", "H4")),
    "a heading of the other kind": ("14-007", rename("H3", "H")),
    "a head without scope": ("15-003", drop("TH", "/A")),
    "a table without heads": (
        "15-001",
        lambda writer: [entry.update({NameObject("/S"): NameObject("/TD")}) for entry in elements(writer, "TH")] and None,
    ),
    "a row too short": ("15-003", last_kid("TR")),
    "a note without ID": ("19-003", rename("P", "Note")),
    "layers": ("20-001", root("/OCProperties", DictionaryObject())),
    "articles": ("22-001", root("/Threads", ArrayObject())),
    "a form": ("25-001", root("/AcroForm", DictionaryObject())),
    "encrypted": ("26-001", lambda writer: writer.encrypt("", "geheim")),
    "a link outside": ("28-002", last_kid("Link")),
    "a link that does not know its place": ("28-002", link("/StructParent")),
    "a stamp": ("28-006", link("/Subtype", NameObject("/Stamp"))),
    "no order of Tab": ("28-008", pages("/Tabs")),
    "another order of Tab": ("28-009", pages("/Tabs", NameObject("/R"))),
    "a link in another element": ("28-011", rename("Link", "Span")),
    "a link without words": ("28-012", link("/Contents", TextStringObject(""))),
    "another meaning for P": ("02-004", roles(P="H1")),
    "names in a circle": ("02-003", roles(Absatz="Satz", Satz="Absatz")),
    "a name that leads nowhere": ("02-001", roles(Absatz="Satz")),
    "two H side by side": (
        "14-006",
        lambda writer: [entry.update({NameObject("/S"): NameObject("/H")}) for entry in elements(writer, "P")] and None,
    ),
    "a formula without words": ("17-002", rename("P", "Formula")),
    "two notes with one ID": ("19-004", notes),
    "a language that is none": ("11-006", root("/Lang", TextStringObject("deutsch!"))),
    "a drawing from another file": ("30-001", drawing),
    "a field in a link": ("28-010", link("/Subtype", NameObject("/Widget"))),
    "a field without a name": ("28-005", link("/Subtype", NameObject("/Widget"))),
    "a trap network": ("28-007", link("/Subtype", NameObject("/TrapNet"))),
    "a code without a character": ("10-001", font(forgotten)),
    "glyphs of another width": ("31-016", font(wider)),
    "fewer glyphs than are shown": ("31-011", font(program(b"maxp", 4, b"\x00\x01"))),
    "the glyph for nothing": ("31-030", font(program(b"cmap", 12, b"\x00" * 400))),
    "a coding of others": ("31-024", font(lambda entry: entry.update({NameObject("/Encoding"): NameObject("/WinAnsiEncoding")}))),
    "no coding": ("31-021", font(lambda entry: entry["/FontDescriptor"].get_object().update({NameObject("/Flags"): NumberObject(32)}))),  # type: ignore[attr-defined]
    "a font that is not there": ("31-009", font(unembedded)),
    "a font without characters": ("31-027", font(unmapped)),
    "a font with no character": ("31-028", font(mapped_to_nothing)),
}


def test_a_good_paper_has_no_problem() -> None:
    assert check(good()) == []


@pytest.mark.parametrize("what", PLANTS)
def test_a_planted_defect_is_found(what: str) -> None:
    condition, plant = PLANTS[what]
    writer = PdfWriter(clone_from=BytesIO(good()))
    plant(writer)
    target = BytesIO()
    writer.write(target)
    assert any(problem.startswith(condition) for problem in check(target.getvalue())), check(target.getvalue())
