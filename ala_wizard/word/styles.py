"""The look of the papers in a word processor, as styles that one can change: type, colours, language."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ala_wizard.word.parts import element

FONT = "Arial"
"""On every computer; the shipped font is not."""
INK, INK2, ACCENT, WARN = (RGBColor.from_string(colour) for colour in ("1C221E", "515A54", "1F6A45", "7A4D00"))
RULE, SOFT, SUNKEN, WARN_SOFT = "C9C5B9", "EEF4F0", "F1EFE9", "FBF1DC"
HINT, GAP, FACT, LABEL, CELL, HEAD = "ALA Hinweis", "ALA Lücke", "ALA Kennzahl", "ALA Beschriftung", "ALA Zelle", "ALA Spaltenkopf"

_BUILT_IN = (
    ("Normal", 10, 13.5, False, INK, 0, 4.5),
    ("Title", 30, 36, True, INK, 0, 6),
    ("Subtitle", 16, 22, False, INK, 0, 24),
    ("Heading 1", 18, 23, True, INK, 15, 4),
    ("Heading 2", 11.5, 15, True, INK, 8, 2.5),
    ("Heading 3", 10, 14, True, INK, 6, 2),
    ("Caption", 8.5, 12, True, INK, 6, 3),
    ("Header", 8.5, 11, False, INK2, 0, 0),
    ("Footer", 8.5, 11, False, INK2, 0, 0),
    ("List Bullet", 10, 13.5, False, INK, 0, 1),
    ("List Bullet 2", 10, 13.5, False, INK, 0, 1),
    ("List Bullet 3", 10, 13.5, False, INK, 0, 1),
    ("List Number", 10, 13.5, False, INK, 0, 1),
    ("List Number 2", 10, 13.5, False, INK, 0, 1),
    ("List Number 3", 10, 13.5, False, INK, 0, 1),
)
_OWN = (
    ("toc 1", 10, 14, False, INK, 0, 0),
    (HINT, 10, 13.5, False, INK, 10, 12),
    (GAP, 9.5, 13.5, False, INK2, 0, 5),
    (FACT, 15, 19, True, INK, 4, 0),
    (LABEL, 8.5, 11, False, INK2, 0, 3),
    (CELL, 9, 11.6, False, INK, 1.5, 2),
    (HEAD, 8.5, 11, False, INK2, 1, 2),
)
"""Name, size, height of a line, bold, colour, space before and after: as in the PDF, so that pages nearly agree."""


def prepare(file: Any) -> None:
    """Give a new file our styles."""
    for name, size, leading, bold, colour, before, after in (*_BUILT_IN, *_OWN):
        try:
            style = file.styles[name]
        except KeyError:
            style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = file.styles["Normal"]
        _shape(style, size, bold, colour)
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing, form.line_spacing_rule = Pt(leading), WD_LINE_SPACING.AT_LEAST  # a picture may be higher
    file.styles["Normal"].paragraph_format.widow_control = True
    for level in (1, 2, 3):
        file.styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    file.styles["Caption"].paragraph_format.keep_with_next = True
    file.styles[GAP].font.italic = True
    for name in ("Header", "Footer"):  # their own stops in the middle and at the right would come before ours
        file.styles[name].paragraph_format.tab_stops.clear_all()
    _language(file)


def _shape(style: Any, size: float, bold: bool, colour: RGBColor) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if "Theme" in key:
            del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)
    border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if border is not None:
        style.element.pPr.remove(border)


def _language(file: Any) -> None:
    """German for spelling and for reading aloud."""
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val="de-DE", eastAsia="de-DE", bidi="de-DE"))
