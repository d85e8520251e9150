"""Our own checker for PDF/UA-1: the conditions of the Matterhorn Protocol 1.1 that a machine can check and that apply to our papers.

Each problem begins with the number of its condition. The checker reads the finished file with pypdf and knows nothing of how
it was made. `tests/pdf/test_matterhorn.py` plants a defect for every condition and sees it found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, NumberObject

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)
PAINTS = frozenset(
    {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"EI", b"INLINE IMAGE"}
)
"""Operators that put something on the page."""
INSIDE = {
    "LI": {"L"},
    "Lbl": {"LI", "Note", "TOCI"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TOCI": {"TOC"},
}
HOLDS = {
    "L": {"Caption", "LI", "L"},
    "LI": {"Lbl", "LBody"},
    "TR": {"TH", "TD"},
    "Table": {"Caption", "TR", "THead", "TBody", "TFoot"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TOC": {"TOCI", "TOC", "Caption"},
}


@dataclass
class Node:
    """A structure element with its content in order."""

    tag: str
    entry: DictionaryObject
    parent: Node | None
    kids: list[Node] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    """Page and number of marked content."""
    annotations: list[int] = field(default_factory=list)
    """Object numbers."""

    def walk(self) -> Iterator[Node]:
        """This element and all below, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def attribute(self, name: str) -> Any:
        """The value of an attribute, whoever owns it."""
        owners = self.entry.get("/A")
        if owners is None:
            return None
        owners = owners.get_object()
        for owner in owners if isinstance(owners, ArrayObject) else [owners]:
            if name in owner.get_object():
                return owner.get_object()[name]
        return None


def check(data: bytes) -> list[str]:
    """Every breach found, each with its condition."""
    reader = PdfReader(BytesIO(data))
    catalog: DictionaryObject = reader.trailer["/Root"].get_object()  # type: ignore[assignment]
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages) if page.indirect_reference}
    root = catalog.get("/StructTreeRoot")
    problems = [*_file(reader, catalog), *_fonts(reader)]
    if root is None:
        return [*problems, "01-005 there is no structure tree"]
    root = root.get_object()
    problems += _roles(root)
    top = _tree(root, pages)
    problems += _content(reader, top)
    problems += _parents(reader, root, top)
    problems += _structure(top)
    problems += _tables(top)
    problems += _annotations(reader, top)
    return problems


def tree(data: bytes) -> Node:
    """The structure tree of a file."""
    reader = PdfReader(BytesIO(data))
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages) if page.indirect_reference}
    return _tree(reader.trailer["/Root"].get_object()["/StructTreeRoot"].get_object(), pages)  # type: ignore[index]


def _file(reader: PdfReader, catalog: DictionaryObject) -> Iterator[str]:
    """The file as a whole: metadata, title, language, what must not be there."""
    metadata = catalog.get("/Metadata")
    if metadata is None:
        yield "06-001 no XMP metadata"
    else:
        xmp = metadata.get_object().get_data().decode("utf-8")
        if not re.search(r"<pdfuaid:part>1</pdfuaid:part>", xmp):
            yield "06-002 the metadata do not claim PDF/UA"
        title = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", xmp, re.DOTALL)
        if title is None or not title[1].strip():
            yield "06-003 the metadata have no title"
    wish = catalog.get("/ViewerPreferences", DictionaryObject()).get_object().get("/DisplayDocTitle")
    if wish is None:
        yield "07-001 nothing says whether the title is shown"
    elif not _true(wish):
        yield "07-002 the title is not shown"
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(catalog.get("/Lang", ""))):
        yield "11-006 no natural language"
    mark = catalog.get("/MarkInfo", DictionaryObject()).get_object()
    if not _true(mark.get("/Marked")):
        yield "01-005 the file does not say that it is tagged"
    if _true(mark.get("/Suspects")):
        yield "01-007 suspects"
    if reader.is_encrypted:
        yield "26-001 encrypted"
    for name, condition in (("/AcroForm", "25-001 a form"), ("/OCProperties", "20-001 optional content"), ("/Threads", "22-001 articles")):
        if name in catalog:
            yield condition
    names = catalog.get("/Names", DictionaryObject()).get_object()
    if "/EmbeddedFiles" in names:
        for entry in names["/EmbeddedFiles"].get_object().get("/Names", [])[1::2]:
            if not {"/F", "/UF"} <= set(entry.get_object()):
                yield "21-001 an embedded file without F and UF"


def _roles(root: DictionaryObject) -> Iterator[str]:
    """Names of our own lead to standard elements, in no circle, and standard elements stay what they are."""
    roles = {str(key).lstrip("/"): str(value).lstrip("/") for key, value in root.get("/RoleMap", DictionaryObject()).get_object().items()}
    for name in roles:
        if name in STANDARD:
            yield f"02-004 {name} means {roles[name]}"
            continue
        seen = [name]
        while seen[-1] in roles and seen[-1] not in STANDARD:
            if roles[seen[-1]] in seen:
                yield f"02-003 {name} leads in a circle"
                break
            seen.append(roles[seen[-1]])
        else:
            if seen[-1] not in STANDARD:
                yield f"02-001 {name} leads to {seen[-1]}"


def _true(value: Any) -> bool:
    """pypdf's false is no Python false."""
    return bool(getattr(value, "value", False))


def _tree(root: DictionaryObject, pages: dict[int, int]) -> Node:
    top = Node("", root, None)
    seen: set[int] = set()

    def read(entry: DictionaryObject, parent: Node, inherited: int) -> None:
        node = Node(str(entry.get("/S", "")).lstrip("/"), entry, parent)
        parent.kids.append(node)
        page = pages[entry.raw_get("/Pg").idnum] if "/Pg" in entry else inherited
        _kids(entry, node, page)

    def _kids(entry: DictionaryObject, node: Node, page: int) -> None:
        content = entry.get("/K")
        if content is None:
            return
        content = content if isinstance(content, ArrayObject) else ArrayObject([entry.raw_get("/K")])
        for raw in content:
            kid = raw.get_object()
            if isinstance(kid, NumberObject):
                node.pieces.append((page, int(kid)))
            elif kid.get("/Type") == "/MCR":
                node.pieces.append((pages[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page, int(kid["/MCID"])))
            elif kid.get("/Type") == "/OBJR":
                node.annotations.append(kid.raw_get("/Obj").idnum)
            else:
                number = raw.idnum if isinstance(raw, IndirectObject) else id(kid)
                if number not in seen:
                    seen.add(number)
                    read(kid, node, page)

    _kids(root, top, -1)
    return top


def _content(reader: PdfReader, top: Node) -> Iterator[str]:
    """Everything on every page belongs to an element or is an artifact, and nothing is both."""
    owned = {piece for node in top.walk() for piece in node.pieces}
    for number, page in enumerate(reader.pages):
        stack: list[str] = []
        found: set[int] = set()
        stream = page.get_contents()
        operations = ContentStream(stream, reader).operations if stream is not None else []
        for operands, operator in operations:
            if operator in (b"BDC", b"BMC"):
                kind = str(operands[0]).lstrip("/")
                inside = [entry for entry in stack if entry]
                mcid = operands[1].get("/MCID") if operator == b"BDC" and isinstance(operands[1], DictionaryObject) else None
                if kind == "Artifact" and "tagged" in inside:
                    yield f"01-003 page {number + 1}: an artifact inside tagged content"
                if mcid is not None and inside:
                    yield f"01-004 page {number + 1}: tagged content inside {inside[-1]}"
                if mcid is not None:
                    if int(mcid) in found:
                        yield f"01-005 page {number + 1}: number {mcid} twice"
                    found.add(int(mcid))
                stack.append("artifact" if kind == "Artifact" else "tagged" if mcid is not None else "")
            elif operator == b"EMC":
                if not stack:
                    yield f"01-005 page {number + 1}: an end without a beginning"
                else:
                    stack.pop()
            elif operator in PAINTS and not any(stack):
                yield f"01-005 page {number + 1}: {operator.decode()} is neither tagged nor an artifact"
        if stack:
            yield f"01-005 page {number + 1}: marked content does not end"
        for mcid in sorted(found - {piece[1] for piece in owned if piece[0] == number}):
            yield f"01-005 page {number + 1}: number {mcid} belongs to no element"
        for mcid in sorted({piece[1] for piece in owned if piece[0] == number} - found):
            yield f"01-005 page {number + 1}: number {mcid} is not on the page"


def _parents(reader: PdfReader, root: DictionaryObject, top: Node) -> Iterator[str]:
    """The parent tree leads from every piece and annotation back to its element."""
    numbers = root["/ParentTree"].get_object().get("/Nums", ArrayObject())
    known = {int(numbers[place]): numbers[place + 1].get_object() for place in range(0, len(numbers), 2)}
    owner = {piece: node.entry for node in top.walk() for piece in node.pieces}
    for number, page in enumerate(reader.pages):
        pieces = sorted(piece[1] for piece in owner if piece[0] == number)
        if not pieces:
            continue
        entries = known.get(int(page.get("/StructParents", -1)))
        if entries is None:
            yield f"01-005 page {number + 1}: not in the parent tree"
            continue
        for mcid in pieces:
            if mcid >= len(entries) or entries[mcid].get_object() != owner[(number, mcid)]:
                yield f"01-005 page {number + 1}: the parent tree leads number {mcid} elsewhere"


def _structure(top: Node) -> Iterator[str]:
    """Known elements in places where they may stand; headings without a gap; figures with words."""
    level = 0
    notes: set[str] = set()
    for node in top.walk():
        if sum(kid.tag == "H" for kid in node.kids) > 1:
            yield f"14-006 several H in one {node.tag}"
        if node.tag == "Formula" and not (node.entry.get("/Alt") or node.entry.get("/ActualText")):
            yield "17-002 a formula without words"
        if node.tag == "Note" and node.entry.get("/ID"):
            if str(node.entry["/ID"]) in notes:
                yield "19-004 two notes with one ID"
            notes.add(str(node.entry["/ID"]))
        if not node.tag:
            continue
        if node.tag not in STANDARD:
            yield f"02-001 {node.tag} is no standard element"
        above = node.parent.tag if node.parent else ""
        condition = "09-004" if node.tag in ("TR", "TH", "TD", "THead", "TBody", "TFoot") else "09-006" if node.tag == "TOCI" else "09-005"
        if node.tag in INSIDE and above not in INSIDE[node.tag]:
            yield f"{condition} {node.tag} inside {above}"
        if node.tag in HOLDS:
            for kid in node.kids:
                if kid.tag not in HOLDS[node.tag]:
                    yield f"09-004 {kid.tag} inside {node.tag}"
            if node.pieces:
                yield f"09-004 {node.tag} holds content of its own"
        if node.tag == "Figure" and not (str(node.entry.get("/Alt", "")).strip() or str(node.entry.get("/ActualText", "")).strip()):
            yield "13-004 a figure without words"
        if node.tag == "Figure" and node.attribute("/BBox") is None:
            yield "13-004 a figure without its place"
        if node.tag == "Note" and not str(node.entry.get("/ID", "")):
            yield "19-003 a note without ID"
        if re.fullmatch(r"H[1-6]", node.tag):
            now = int(node.tag[1])
            if not level and now != 1:
                yield f"14-002 the first heading is {node.tag}"
            elif now > level + 1:
                yield f"14-003 {node.tag} after H{level}"
            level = now
        if node.tag == "H":
            yield "14-007 H beside numbered headings"


def _tables(top: Node) -> Iterator[str]:
    """Heads say what they head; every row has the same number of columns."""
    for table in (node for node in top.walk() if node.tag == "Table"):
        rows = [node for node in table.walk() if node.tag == "TR"]
        counts = {sum(int(cell.attribute("/ColSpan") or 1) for cell in row.kids) for row in rows}
        if len(counts) > 1:
            yield f"15-003 rows of {sorted(counts)} columns in one table"
        heads = [cell for row in rows for cell in row.kids if cell.tag == "TH"]
        if not heads:
            yield "15-001 a table without heads"
        for head in heads:
            if head.attribute("/Scope") not in ("/Row", "/Column", "/Both"):
                yield "15-003 a head without scope"


def _annotations(reader: PdfReader, top: Node) -> Iterator[str]:
    """Links belong to the tree, say where they lead, and are reached in reading order."""
    owner = {number: node for node in top.walk() for number in node.annotations}
    for number, page in enumerate(reader.pages, 1):
        entries = page.get("/Annots")
        if not entries:
            continue
        if "/Tabs" not in page:
            yield f"28-008 page {number}: no order of Tab"
        elif page["/Tabs"] != "/S":
            yield f"28-009 page {number}: Tab does not follow the structure"
        for raw in entries.get_object():
            entry = raw.get_object()
            node = owner.get(raw.idnum) if isinstance(raw, IndirectObject) else None
            if node is None:
                yield f"28-002 page {number}: an annotation outside the tree"
            elif entry.get("/Subtype") == "/Link" and node.tag != "Link":
                yield f"28-011 page {number}: a link inside {node.tag}"
            if "/StructParent" not in entry:
                yield f"28-002 page {number}: an annotation that does not know its element"
            if not str(entry.get("/Contents", "")).strip():
                yield f"28-012 page {number}: a link without words"
            if entry.get("/Subtype") == "/Widget":
                if node is not None and node.tag != "Form":
                    yield f"28-010 page {number}: a field inside {node.tag}"
                if not str(entry.get("/TU", "")).strip():
                    yield f"28-005 page {number}: a field without a name for the reader"
            if entry.get("/Subtype") == "/TrapNet":
                yield f"28-007 page {number}: a trap network"
            if entry.get("/Subtype") not in ("/Link", "/Widget"):
                yield f"28-006 page {number}: {entry.get('/Subtype')}"


def _fonts(reader: PdfReader) -> Iterator[str]:
    """Every font is embedded with the glyphs that are shown, as wide as the file says, and every code leads to a character."""
    seen: set[int] = set()
    for number, page in enumerate(reader.pages, 1):
        resources = page["/Resources"].get_object()
        for entry in _drawings(resources, set()):
            if "/Ref" in entry:
                yield f"30-001 page {number}: a drawing that lies in another file"
        for place in (resources, *(entry["/Resources"].get_object() for entry in _drawings(resources, set()) if "/Resources" in entry)):
            for name, raw in place.get("/Font", DictionaryObject()).get_object().items():  # type: ignore[union-attr]
                if id(raw.get_object()) not in seen:
                    seen.add(id(raw.get_object()))
                    yield from _font(name, raw.get_object())
    for font, codes in _shown(reader).values():
        yield from _glyphs(font, codes)


def _drawings(resources: DictionaryObject, seen: set[int]) -> Iterator[DictionaryObject]:
    """Every drawing that a page uses, also inside others."""
    for raw in resources.get("/XObject", DictionaryObject()).get_object().values():
        entry = raw.get_object()
        if entry.get("/Subtype") == "/Form" and id(entry) not in seen:
            seen.add(id(entry))
            yield entry
            yield from _drawings(entry.get("/Resources", DictionaryObject()).get_object(), seen)


def _font(name: str, font: DictionaryObject) -> Iterator[str]:
    inner = font["/DescendantFonts"].get_object()[0].get_object() if "/DescendantFonts" in font else font  # type: ignore[index]
    held = inner.get("/FontDescriptor")
    descriptor = held.get_object() if held is not None else DictionaryObject()
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor) and font.get("/Subtype") != "/Type3":
        yield f"31-009 {name} {font.get('/BaseFont')} is not embedded"
    if inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
        yield f"31-005 {name} does not say which glyph a code is"
    if font.get("/Subtype") == "/TrueType":
        symbolic = bool(int(descriptor.get("/Flags", 0)) & 4)
        coding = font.get("/Encoding")
        base = coding.get_object().get("/BaseEncoding") if isinstance(coding, DictionaryObject) else coding
        if symbolic and coding is not None:
            yield f"31-024 {name} has glyphs of its own and a coding of others"
        if not symbolic and base not in ("/MacRomanEncoding", "/WinAnsiEncoding"):
            yield f"31-021 {name} has no coding"
    if "/ToUnicode" not in font:
        yield f"31-027 {name} leads to no characters"
    elif re.search(rb"<(?:0000|FEFF|FFFE)>", font["/ToUnicode"].get_object().get_data().split(b"endcodespacerange")[-1].upper()):
        yield f"31-028 {name} leads to a character that is none"


def _shown(reader: PdfReader) -> dict[int, tuple[DictionaryObject, set[int]]]:
    """The simple fonts of the pages themselves with the codes that are shown."""
    found: dict[int, tuple[DictionaryObject, set[int]]] = {}
    for page in reader.pages:
        fonts = page["/Resources"].get_object().get("/Font", DictionaryObject()).get_object()  # type: ignore[union-attr]
        stream, now = page.get_contents(), None
        for operands, operator in ContentStream(stream, reader).operations if stream is not None else ():
            if operator == b"Tf":
                font = fonts[operands[0]].get_object()
                now = found.setdefault(id(font), (font, set()))[1] if font.get("/Subtype") == "/TrueType" else None
            elif operator in (b"Tj", b"'", b'"', b"TJ") and now is not None:
                for piece in operands[0] if operator == b"TJ" else operands[-1:]:
                    if not isinstance(piece, (int, float)):
                        now.update(getattr(piece, "original_bytes", piece))
    return found


def _glyphs(font: DictionaryObject, codes: set[int]) -> Iterator[str]:
    """Each code that is shown has a character, a glyph of its own in the embedded program, and its width."""
    name = font.get("/BaseFont")
    if "/ToUnicode" in font:
        table = font["/ToUnicode"].get_object().get_data().split(b"endcodespacerange")[-1]
        mapped = {int(code, 16) for code in re.findall(rb"<([0-9A-Fa-f]{2})>\s*<", table)}
        for code in sorted(codes - mapped):
            yield f"10-001 {name}: code {code} leads to no character"
    program = font["/FontDescriptor"].get_object().get("/FontFile2")  # type: ignore[union-attr]
    if program is None:
        return
    known = TrueType(program.get_object().get_data())
    if not known.glyphs:
        yield f"31-025 {name} has no list of its glyphs"
        return
    first, widths = int(font["/FirstChar"]), font["/Widths"].get_object()  # type: ignore[arg-type]
    for code in sorted(codes):
        glyph = known.glyphs.get(code, 0)
        if glyph == 0:
            yield f"31-030 {name}: code {code} shows the glyph for nothing"
        elif glyph >= known.count:
            yield f"31-011 {name}: code {code} has no glyph"
        elif abs(float(widths[code - first]) - known.width(glyph)) > 1:  # type: ignore[index]
            yield f"31-016 {name}: code {code} is {widths[code - first]} wide, not {known.width(glyph):.0f}"  # type: ignore[index]


class TrueType:
    """What of an embedded program is to be compared: its glyphs by code, and their widths."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        count = int.from_bytes(raw[4:6], "big")
        entries = (raw[12 + 16 * number : 28 + 16 * number] for number in range(count))
        self.places = {entry[:4].decode("latin-1"): int.from_bytes(entry[8:12], "big") for entry in entries}
        self.em = self._number("head", 18)
        self.count = self._number("maxp", 4)
        self.metrics = self._number("hhea", 34)
        self.glyphs = self._codes() if "cmap" in self.places else {}

    def _number(self, table: str, offset: int) -> int:
        place = self.places[table] + offset
        return int.from_bytes(self.raw[place : place + 2], "big")

    def width(self, glyph: int) -> float:
        """In thousandths of the size."""
        return self._number("hmtx", 4 * min(glyph, self.metrics - 1)) * 1000 / self.em

    def _codes(self) -> dict[int, int]:
        """Codes of one byte; of tables that count from F000 the lower half."""
        found: dict[int, int] = {}
        for number in range(self._number("cmap", 2)):
            offset = int.from_bytes(self.raw[self.places["cmap"] + 8 + 8 * number :][:4], "big")
            read = {0: self._bytes, 4: self._segments, 6: self._trimmed}.get(self._number("cmap", offset))
            if read is not None:
                found |= {code & 0xFF: glyph for code, glyph in read(offset) if code < 256 or code >> 8 == 0xF0}
        return found

    def _bytes(self, offset: int) -> Iterator[tuple[int, int]]:
        start = self.places["cmap"] + offset + 6
        yield from enumerate(self.raw[start : start + 256])

    def _trimmed(self, offset: int) -> Iterator[tuple[int, int]]:
        first = self._number("cmap", offset + 6)
        for place in range(self._number("cmap", offset + 8)):
            yield first + place, self._number("cmap", offset + 10 + 2 * place)

    def _segments(self, offset: int) -> Iterator[tuple[int, int]]:
        double = self._number("cmap", offset + 6)
        for place in range(0, double, 2):
            end, start = self._number("cmap", offset + 14 + place), self._number("cmap", offset + 16 + double + place)
            delta, far = self._number("cmap", offset + 16 + 2 * double + place), offset + 16 + 3 * double + place
            for code in range(start, min(end, 0xFFFE) + 1):
                skip = self._number("cmap", far)
                glyph = self._number("cmap", far + skip + 2 * (code - start)) if skip else code
                yield code, (glyph + delta) & 0xFFFF if glyph or not skip else 0
