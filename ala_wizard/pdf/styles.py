"""Ink and type of the paper: sizes in points, colours of the light palette (Gestaltung section 10)."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from ala_wizard.pdf import fonts

INK = HexColor("#1C221E")
INK2 = HexColor("#515A54")
ACCENT = HexColor("#1F6A45")
RULE = HexColor("#C9C5B9")
SOFT = HexColor("#EEF4F0")
SUNKEN = HexColor("#F1EFE9")
FURROW = HexColor("#D5E3D8")
WARN = HexColor("#7A4D00")
WARN_SOFT = HexColor("#FBF1DC")

PAPER = HexColor("#FFFFFF")
CHART = {
    "ink": INK,
    "ink2": INK2,
    "line2": HexColor("#7C837D"),
    "sunken": SUNKEN,
    "chart1": ACCENT,
    "chart2": HexColor("#BC841C"),
    "chart3": HexColor("#4F7690"),
}
"""Colours of charts by token, as in the light palette of the window."""

HEAD_RULE = 0.8
"""Line below the heads of a table and above a sum, points."""
HAIRLINE = 0.4
"""Line between rows, points."""
HANG = 14
"""Hanging indent of a list, points."""
NUMBER_HANG = 23
"""Hanging indent of a counted list: a number of two digits has room, points."""
CORNER = 6
"""Radius of strips and notes, points."""


@cache
def style(name: str) -> ParagraphStyle:
    """A paragraph style by role."""
    fonts.register()
    return _STYLES[name]


@cache
def scaled(name: str, scale: float) -> ParagraphStyle:
    """A paragraph style by role, with all its measures enlarged."""
    base = style(name)
    if scale == 1:
        return base
    measures = ("fontSize", "leading", "bulletFontSize", "spaceBefore", "spaceAfter")
    return ParagraphStyle(name, parent=base, **{measure: getattr(base, measure) * scale for measure in measures})


def _style(name: str, size: float, leading: float, font: str = fonts.SANS, **more: object) -> ParagraphStyle:
    base: dict[str, object] = {
        "fontName": font,
        "fontSize": size,
        "leading": leading,
        "textColor": INK,
        "bulletFontName": fonts.SANS,
        "bulletFontSize": size,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "embeddedHyphenation": 1,
        "wordWrap": None,
    }
    return ParagraphStyle(name, **(base | more))


_ALL = (
    _style("body", 10, 13.5, spaceAfter=4.5),
    _style("quiet", 9, 12.5, textColor=INK2, spaceAfter=6),
    _style("h1", 18, 23, fonts.BOLD, spaceBefore=15, spaceAfter=4),
    _style("h2", 11.5, 15, fonts.BOLD, spaceBefore=8, spaceAfter=2.5),
    _style("h3", 10, 14, fonts.BOLD, spaceBefore=6, spaceAfter=2),
    _style("item", 10, 13.5, spaceAfter=0.5),
    _style("caption", 8.5, 12, fonts.BOLD, spaceBefore=4, spaceAfter=3),
    _style("caption_quiet", 8.5, 12, textColor=INK2),
    _style("cell", 9, 11.6),
    _style("cell_right", 9, 11.6, alignment=2),
    _style("cell_center", 9, 11.6, alignment=1),
    _style("cell_strong", 9, 11.6, fonts.BOLD),
    _style("cell_strong_right", 9, 11.6, fonts.BOLD, alignment=2),
    _style("cell_quiet", 9, 11.6, textColor=INK2),
    _style("cell_note", 8, 10.5, textColor=INK2),
    _style("cell_missing", 9, 11.6, fonts.BOLD, textColor=WARN),
    _style("cell_section", 10, 13, fonts.BOLD),
    _style("over", 8.5, 11, fonts.BOLD),
    _style("over_right", 8.5, 11, fonts.BOLD, alignment=2),
    _style("over_center", 8.5, 11, fonts.BOLD, alignment=1),
    _style("head", 8.5, 11, textColor=INK2),
    _style("head_right", 8.5, 11, textColor=INK2, alignment=2),
    _style("head_center", 8.5, 11, textColor=INK2, alignment=1),
    _style("label", 9, 11.6, textColor=INK2),
    _style("value", 9, 11.6),
    _style("figure", 16, 20, fonts.BOLD),
    _style("figure_small", 13, 17, fonts.BOLD),
    _style("figure_result", 16, 20, fonts.BOLD, textColor=ACCENT),
    _style("figure_label", 8.5, 12, textColor=INK2),
    _style("figure_label_result", 8.5, 12, fonts.BOLD),
    _style("note_gap", 9.5, 13.5, fonts.ITALIC, textColor=INK2, spaceAfter=5),
    _style("note_info", 9.5, 13.5, textColor=INK),
    _style("note_warn", 9.5, 13.5, textColor=WARN),
    _style("toc_title", 14, 18, fonts.BOLD, spaceAfter=6),
    _style("toc_1", 10, 16),
    _style("toc_2", 10, 15),
    _style("cover_overline", 11, 15, textColor=INK2),
    _style("cover_title", 38, 44, fonts.BOLD),
    _style("cover_title_long", 28, 34, fonts.BOLD),
    _style("cover_subtitle", 20, 27),
    _style("cover_label", 10, 14, textColor=INK2),
    _style("cover_value", 10, 14),
    _style("cover_small", 8.5, 12, textColor=INK2),
    _style("sheet_title", 24, 30, fonts.BOLD, spaceAfter=2),
    _style("sheet_subtitle", 14, 19, textColor=INK2, spaceAfter=8),
    _style("letter_sender", 9, 12.5, textColor=INK2),
    _style("letter_sender_name", 13, 17, fonts.BOLD),
    _style("letter_address", 10.5, 14.5),
    _style("letter_subject", 13, 17.5, fonts.BOLD, spaceBefore=16, spaceAfter=10),
    _style("prompt", 13, 17.5, fonts.BOLD, spaceBefore=14, spaceAfter=2),
    _style("prompt_hint", 11, 15, textColor=INK2, spaceAfter=3),
    _style("form", 11, 15),
    _style("form_value", 11, 15, spaceAfter=4),
    _style("form_small", 9.5, 12.5, textColor=INK2),
)
_STYLES = {entry.name: entry for entry in _ALL}
