"""How lines and chips look in a document of Qt, and which properties say what they are."""

from __future__ import annotations

from itertools import count

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextFormat

from ala_wizard.checks.facts import Shown
from ala_wizard.model.richtext import Marker
from ala_wizard.ui import theme
from ala_wizard.ui.editors.text import LINE

GAP = 6
"""Px at 100 % between two paragraphs; items of a list follow each other without."""
BLANK = 12
"""Px at 100 % of a line left empty between two paragraphs: with the gaps beside it about as high as a line, not twice that."""
STEP = 26
"""Px at 100 % that an item of a list moves in, per level."""

_USER = QTextFormat.Property.UserProperty.value
MARKER, LEVEL = _USER + 1, _USER + 2
"""Properties of a block: its marker as stored, its level."""
FACT, SERIAL, SHOWN, MISSING = (_USER + place for place in range(11, 15))
"""Properties of a chip: ID of the fact, a number of its own (so that two neighbours stay two), its letters, is there no value."""
BOLD = 700

_serials = count(1)


def paragraph(marker: Marker = "", level: int = 0, *, blank: bool = False) -> QTextBlockFormat:
    """The format of a line: even height, moved in where it is an item, low where it is left empty."""
    made = QTextBlockFormat()
    made.setLineHeight(theme.px(BLANK if blank else LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if marker:
        made.setProperty(MARKER, marker)
        made.setProperty(LEVEL, level)
        made.setLeftMargin(theme.px(STEP) * (level + 1))
    else:
        made.setTopMargin(theme.px(GAP))
        made.setBottomMargin(theme.px(GAP))
    return made


def is_blank(block: QTextBlock) -> bool:
    """Is this a line left empty between others? The last line is not: somebody is about to write there."""
    return block.length() <= 1 and not marker_of(block.blockFormat()) and block.next().isValid()


def height_of(block: QTextBlock) -> int:
    """Height of one line of a block, in px on the screen."""
    return round(block.blockFormat().lineHeight())


def marker_of(form: QTextBlockFormat) -> Marker:
    """The marker of a line, empty for a paragraph."""
    found: Marker = "-" if form.property(MARKER) == "-" else "1." if form.property(MARKER) == "1." else ""
    return found


def level_of(form: QTextBlockFormat) -> int:
    """The level of an item, 0 for a paragraph."""
    return int(form.property(LEVEL) or 0)


def letters(bold: bool = False) -> QTextCharFormat:
    """The format of typed letters."""
    made = QTextCharFormat()
    if bold:
        made.setFontWeight(BOLD)
    return made


def is_bold(form: QTextCharFormat) -> bool:
    """Is this bold?"""
    return form.fontWeight() >= BOLD


def wants_care(shown: Shown) -> bool:
    """Is there nothing to show, because the value is missing or nobody knows the fact?"""
    return shown.missing or not shown.label


def chip(fact: str, shown: Shown, letters_shown: str, bold: bool = False) -> QTextCharFormat:
    """The format of a new chip."""
    made = letters(bold)
    made.setProperty(FACT, fact)
    made.setProperty(SERIAL, next(_serials))
    made.setProperty(SHOWN, letters_shown)
    made.setProperty(MISSING, wants_care(shown))
    made.setForeground(theme.color("warn" if wants_care(shown) else "soft_ink"))
    return made
