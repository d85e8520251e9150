"""Small pieces of WordprocessingML that python-docx has no words for: fields, links inside the file, borders, repeated heads."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ala_wizard.model.direction import straight

LONGEST_NAME = 40
"""Letters that the name of a bookmark may have."""


def clean(text: str) -> str:
    """A text that XML can hold: other controls than line ends and tabs are left out, unpaired halves of characters too.

    What would turn the direction of writing is left out as well.
    """
    return "".join(
        char
        for char in straight(text)
        if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
    )


def element(tag: str, **attributes: str) -> Any:
    """An element of the main namespace with attributes of the same."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field such as PAGE, with what it shows until it is brought up to date."""
    begin(paragraph, instruction)
    paragraph.add_run(shown)
    end(paragraph)


def begin(paragraph: Any, instruction: str) -> None:
    """The beginning of a field; what follows is what it shows."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    words = element("instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {instruction} "
    paragraph.add_run()._r.append(words)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def end(paragraph: Any) -> None:
    """The end of a field."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Make a paragraph the target of links."""
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def bookmark_name(anchor: str) -> str:
    """An anchor as the name of a bookmark: letters, digits and underscores."""
    return "ala_" + "".join(char if char.isascii() and char.isalnum() else "_" for char in anchor)[: LONGEST_NAME - 4]


def link(paragraph: Any, target: str, text: str) -> None:
    """Words that lead to a bookmark."""
    made = element("hyperlink", anchor=target, history="1")
    run = paragraph.add_run(text)
    made.append(run._r)
    paragraph._p.append(made)


def borders(cell: Any, **edges: tuple[int, str]) -> None:
    """Lines at the edges of a cell: eighths of a point and colour."""
    holder = element("tcBorders")
    for edge in ("top", "left", "bottom", "right"):
        size, colour = edges.get(edge, (0, ""))
        holder.append(element(edge, val="single", sz=str(size), color=colour) if size else element(edge, val="nil"))
    cell._tc.get_or_add_tcPr().append(holder)


def ground(cell: Any, colour: str) -> None:
    """The ground of a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def repeat(row: Any) -> None:
    """A head that is said again on every page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def whole(row: Any) -> None:
    """A row that no page's end tears."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def shade(paragraph: Any, colour: str) -> None:
    """The ground of a paragraph; an edge of the same colour gives its words room."""
    properties = paragraph._p.get_or_add_pPr()
    edges = element("pBdr")
    for edge in ("top", "left", "bottom", "right"):
        edges.append(element(edge, val="single", sz="4", space="6", color=colour))
    ground = element("shd", val="clear", color="auto", fill=colour)
    for made in (edges, ground):
        _in_order(properties, made)


AFTER_GROUND = ("tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
"""What follows the ground among the properties of a paragraph."""


def _in_order(properties: Any, made: Any) -> None:
    """Word wants the properties of a paragraph in their order."""
    following = next((child for child in properties if child.tag in {qn(f"w:{name}") for name in AFTER_GROUND}), None)
    if following is None:
        properties.append(made)
    else:
        following.addprevious(made)


def margins(table: Any, **sides: int) -> None:
    """The room that all cells of a table leave at their sides, twentieths of a point."""
    holder = element("tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            holder.append(element(side, w=str(sides[side]), type="dxa"))
    properties = table._tbl.tblPr
    layout, look = properties.find(qn("w:tblLayout")), properties.find(qn("w:tblLook"))
    start = element("tblInd", w=str(sides.get("left", 0)), type="dxa")  # a ground begins where the text begins
    if layout is not None:
        layout.addprevious(start)
        layout.addnext(holder)
    elif look is not None:
        look.addprevious(start)
        look.addprevious(holder)
