"""The structure tree of a tagged PDF: headings, paragraphs, lists, tables, figures, in reading order (ISO 14289-1, ISO 32000-1 14.7).

The elements are collected while a paper is drawn and written with it. Nothing here knows the flowables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFObjectReference, PDFString

from ala_wizard.pdf.text import held

EMPTY_CELLS = frozenset({"TD", "TH"})
"""Elements that stay in the tree without content: a table keeps its grid."""


@dataclass(frozen=True)
class Piece:
    """A piece of marked content on a page."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Link:
    """An annotation of a page that belongs to an element."""

    page: int
    name: str


class Element:
    """An element of the tree. `attributes` are those of one owner, such as the Scope of a table's head, as the file has them."""

    __slots__ = ("alt", "attributes", "kids", "name", "parent", "tag")

    def __init__(self, tag: str, parent: Element | None = None, attributes: str = "", alt: str = "") -> None:
        self.tag, self.parent, self.attributes, self.alt = tag, parent, attributes, held(alt)
        self.kids: list[Element | Piece | Link] = []
        self.name = ""
        if parent is not None:
            parent.kids.append(self)


class Shared:
    """One element for all parts of a flowable that a page's end tears; made when the first part is drawn.

    A flowable may be drawn again for the next paper: the element belongs to one tree only.
    """

    __slots__ = ("_element", "_tree")

    def __init__(self) -> None:
        self._element: Element | None = None
        self._tree: Tree | None = None

    def known(self, tree: Tree) -> Element | None:
        """The element in this tree, if it is there already."""
        return self._element if self._tree is tree else None

    def put(self, tree: Tree, element: Element) -> Element:
        """This is the element in this tree."""
        self._tree, self._element = tree, element
        return element

    def get(self, tree: Tree, tag: str, attributes: str = "") -> Element:
        """The element in this tree; made where the tree now stands if need be."""
        return self.known(tree) or self.put(tree, Element(tag, tree.here, attributes))


class ListTags:
    """The lists inside each other that the items of one typed list make, in the order in which they are drawn."""

    def __init__(self) -> None:
        self._tree: Tree | None = None
        self._open: list[list[Element]] = []
        """For each level the list, and the body of its last item once there is one."""

    def item(self, tree: Tree, level: int, numbering: str) -> tuple[Element, Element]:
        """Marker and body of the next item."""
        if self._tree is not tree:
            self._tree, self._open = tree, []
        del self._open[level + 1 :]
        while len(self._open) <= level:
            self._open.append([Element("L", self._open[-1][-1] if self._open else tree.here, list_attributes(numbering))])
        row = self._open[level]
        item = Element("LI", row[0])
        marker, body = Element("Lbl", item), Element("LBody", item)
        row[1:] = [body]
        return marker, body


class Tree:
    """The tree of one paper while it is drawn, and what belongs to each page."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._inside = [self.root]
        self._page: list[Element] = []
        self._owners: list[Sequence[Element] | Element] = [()]
        """The parent tree: for each key the elements of a page by their number, or the element of an annotation."""
        self._key = 0
        self.pages = 0

    @property
    def here(self) -> Element:
        """The element in which the next one stands."""
        return self._inside[-1]

    @property
    def page_key(self) -> int:
        """The key of the page that is being drawn, for its dictionary."""
        return self._key

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """What is drawn now stands in this element."""
        self._inside.append(element)
        try:
            yield
        finally:
            self._inside.pop()

    def begin_section(self) -> None:
        """A chapter begins: its own part of the tree, until the next one."""
        self._inside[1:] = [Element("Sect", self.root)]

    def mark(self, element: Element) -> int:
        """A number for the next piece of marked content, which belongs to this element."""
        self._page.append(element)
        element.kids.append(Piece(self.pages, len(self._page) - 1))
        return len(self._page) - 1

    def annotate(self, element: Element, name: str) -> int:
        """A key for an annotation of this page, which belongs to this element."""
        self._owners.append(element)
        element.kids.append(Link(self.pages, name))
        return len(self._owners) - 1

    def end_page(self) -> None:
        """The page is drawn."""
        self._owners[self._key] = tuple(self._page)
        self._page = []
        self._owners.append(())
        self._key = len(self._owners) - 1
        self.pages += 1

    # -- writing ---------------------------------------------------------------

    def write(self, document: Any) -> None:
        """Put the tree into a document of reportlab that is about to be saved."""
        _prune(self.root)
        every = list(_walk(self.root))
        for number, element in enumerate(every, 1):
            element.name = f"StructElem{number}"
        for element in every:
            document.Reference(_Entry(element), element.name)
        document.Reference(_Owners(self._owners), "StructParents")
        root = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFArray([PDFObjectReference(self.root.name)]),
            "ParentTree": PDFObjectReference("StructParents"),
            "ParentTreeNextKey": len(self._owners),
        }
        document.Catalog.StructTreeRoot = document.Reference(PDFDictionary(root), "StructTreeRoot")
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def dissolve(self) -> None:
        """The file is written: let go of the circles of parents and children, which Python would have to search for."""
        for element in list(_walk(self.root)):
            element.parent, element.kids = None, []


def _prune(element: Element) -> bool:
    """Take out what has no content; says whether the element stays."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.tag in EMPTY_CELLS


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _walk(kid)


class _Entry(PDFObject):
    """An element as the file has it: written by hand, since a paper has thousands of them."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def format(self, document: Any) -> bytes:
        """The dictionary of the element."""
        element = self.element
        pages = {kid.page for kid in element.kids if isinstance(kid, Piece)}
        only = pages.pop() if len(pages) == 1 else None
        parent = element.parent.name if element.parent is not None else "StructTreeRoot"
        parts = [f"<< /Type /StructElem /S /{element.tag} /P {_reference(document, parent)}"]
        if only is not None:
            parts.append(f"/Pg {_reference(document, f'Page{only + 1}')}")
        if element.kids:
            parts.append(f"/K [ {' '.join(_kid(kid, only, document) for kid in element.kids)} ]")
        if element.attributes:
            parts.append(f"/A << {element.attributes} >>")
        if element.alt:
            words: bytes = PDFString(element.alt).format(document)
            parts.append(f"/Alt {words.decode('latin-1')}")
        return " ".join([*parts, ">>"]).encode("latin-1")


class _Owners(PDFObject):
    """The parent tree: from each page's pieces and each annotation back to the elements."""

    def __init__(self, owners: Sequence[Sequence[Element] | Element]) -> None:
        self.owners = owners

    def format(self, document: Any) -> bytes:
        """The dictionary of the tree."""
        parts = ["<< /Nums ["]
        for key, owner in enumerate(self.owners):
            if isinstance(owner, Element):
                parts.append(f"{key} {_reference(document, owner.name)}")
            elif owner:
                parts.append(f"{key} [ {' '.join(_reference(document, element.name) for element in owner)} ]")
        return " ".join([*parts, "] >>"]).encode("latin-1")


def _reference(document: Any, name: str) -> str:
    """How one object names another."""
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"


def _kid(kid: Element | Piece | Link, only: int | None, document: Any) -> str:
    """A child as the dictionary names it; pieces of the element's only page by their bare number."""
    if isinstance(kid, Element):
        return _reference(document, kid.name)
    if isinstance(kid, Piece) and kid.page == only:
        return str(kid.mcid)
    page = _reference(document, f"Page{kid.page + 1}")
    if isinstance(kid, Link):
        return f"<< /Type /OBJR /Pg {page} /Obj {_reference(document, kid.name)} >>"
    return f"<< /Type /MCR /Pg {page} /MCID {kid.mcid} >>"


# --- attributes -------------------------------------------------------------------------------------------------------


def table_attributes(scope: str = "", columns: int = 1) -> str:
    """Attributes of a table's cell: what a head heads (`Column`, `Row`), and how many columns the cell takes."""
    found = [f"/Scope /{scope}"] if scope else []
    if columns > 1:
        found.append(f"/ColSpan {columns}")
    return " ".join(["/O /Table", *found]) if found else ""


def list_attributes(numbering: str) -> str:
    """Attributes of a list: `None`, `Disc`, `Decimal` and so on."""
    return f"/O /List /ListNumbering /{numbering}"


def figure_attributes(left: float, bottom: float, right: float, top: float) -> str:
    """Attributes of a figure: its place on the page, points."""
    return f"/O /Layout /Placement /Block /BBox [ {left:.2f} {bottom:.2f} {right:.2f} {top:.2f} ]"
