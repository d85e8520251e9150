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
    if not str(catalog.get("/Lang", "")):
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
    for node in top.walk():
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
            if entry.get("/Subtype") not in ("/Link", "/Widget"):
                yield f"28-006 page {number}: {entry.get('/Subtype')}"


def _fonts(reader: PdfReader) -> Iterator[str]:
    """Every font is embedded, and every code leads to a character."""
    seen: set[int] = set()
    for page in reader.pages:
        for name, raw in page["/Resources"].get_object().get("/Font", DictionaryObject()).get_object().items():  # type: ignore[union-attr]
            font = raw.get_object()
            if id(font) in seen:
                continue
            seen.add(id(font))
            descriptor = font.get("/FontDescriptor")
            if descriptor is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.get_object()):
                yield f"31-009 {name} {font.get('/BaseFont')} is not embedded"
            if "/ToUnicode" not in font:
                yield f"31-027 {name} leads to no characters"
            else:
                table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
                if re.search(r"<(?:0000|FEFF|FFFE)>", table.split("endcodespacerange")[-1].upper()):
                    yield f"31-028 {name} leads to a character that is none"
