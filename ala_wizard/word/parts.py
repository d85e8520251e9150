"""Small pieces of WordprocessingML that python-docx has no words for: fields, links inside the file, borders, repeated heads."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LONGEST_NAME = 40
"""Letters that the name of a bookmark may have."""


def clean(text: str) -> str:
    """A text that XML can hold: other controls than line ends and tabs are left out, unpaired halves of characters too."""
    return "".join(
        char for char in text if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
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
    """The ground of a paragraph."""
    paragraph._p.get_or_add_pPr().append(element("shd", val="clear", color="auto", fill=colour))
