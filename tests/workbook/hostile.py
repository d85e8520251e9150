"""Workbooks as nobody should have them: each begins as one of ours."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from ala_wizard.content.loader import content
from ala_wizard.model.case import Case
from ala_wizard.workbook.book import workbook
from tests.documents.cases import STAMP, results

MAP = "Zuordnung"
BILLION = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


def _sheet(raw: bytes) -> str:
    """The file of the first sheet."""
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        return next(name for name in packed.namelist() if name.endswith("sheet1.xml"))


def changed(raw: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A file with each of its parts changed."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(name, change(name, source.read(name)))
        for name, part in (more or {}).items():
            packed.writestr(name, part)
    return target.getvalue()


def mapped(raw: bytes, address: str, value: object = 5, label: str = "") -> bytes:
    """A file whose first input leads to this address."""
    book = load_workbook(BytesIO(raw))
    book[MAP]["C3"] = address
    sheet, cell = book[book[MAP]["A3"].value], book[MAP]["B3"].value
    sheet[cell] = value
    if label:
        sheet[cell].offset(column=-1).value = label
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def hostile_books(case: Case, folder: Path) -> dict[str, Path]:
    """All of them, by what they try."""
    raw = workbook(case, content(), results(case), STAMP)
    first = _sheet(raw)
    row = case.kostenkalkulation.personal[0].id

    def put(words: bytes, before: bytes = b"</sheetData>", *, behind: bool = False) -> Callable[[str, bytes], bytes]:
        return lambda name, part: part.replace(before, before + words if behind else words + before, 1) if name == first else part

    def entities(rules: str) -> Callable[[str, bytes], bytes]:
        def change(name: str, part: bytes) -> bytes:
            if name != "xl/sharedStrings.xml":
                return part
            text = part.decode().replace("?>", f"?>{rules}", 1)
            return text.replace("<t>", "<t>&j;", 1).encode()

        return change

    def wide(name: str, part: bytes) -> bytes:
        return (
            part.decode().replace("?>", f"?>{BILLION}", 1).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
            if name == first
            else part
        )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # double names are the point
        made = {
            "corner": changed(raw, put(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
            "rows": changed(raw, put(b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(5000, 60_000, 7)))),
            "merged": changed(
                raw, put(b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>', b"</sheetData>", behind=True)
            ),
            "laughs": changed(raw, entities(BILLION)),
            "outside": changed(raw, entities(OUTSIDE)),
            "laughs_utf16": changed(raw, wide),
            "double": changed(raw, lambda _name, part: part, {first: b"<worksheet/>"}),
            "unpacked": changed(raw, lambda _name, part: part, {"xl/x.xml": b"0" * (60 << 20)}),
            "parts": changed(raw, lambda _name, part: part, {f"x/{n}": b"" for n in range(2000)}),
            "list_of_one": mapped(raw, "kostenkalkulation.tage#0"),
            "list_far": mapped(raw, "kostenkalkulation.fehltage#" + "9" * 5000),
            "list_none": mapped(raw, "kostenkalkulation.gibtsnicht#0"),
            "table": mapped(raw, "kostenkalkulation.personal"),
            "words": mapped(raw, f"kostenkalkulation.personal[{row}].name"),
            "day": mapped(raw, f"kostenkalkulation.personal[{row}].evidence_due", 86400),
            "elsewhere": mapped(raw, "case_id"),
            "brackets": mapped(raw, "kostenkalkulation.personal[[[[" + "[" * 9000),
            "infinite": mapped(raw, "offer.places_target", "1e999"),
            "label": mapped(raw, "offer.places_target", 77, "\u202egift" * 9000),
        }
    for name, data in made.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    return {name: folder / f"{name}.xlsx" for name in made}
