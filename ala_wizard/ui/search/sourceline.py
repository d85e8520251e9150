"""A source in the help: a link where the law index knows it, with its meaning in a few words below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ala_wizard.content.reference import reference
from ala_wizard.content.texts import text
from ala_wizard.ui import icons
from ala_wizard.ui.kit import Words, column, row
from ala_wizard.ui.search.linkline import LinkLine

PARAGRAPH = 2
"""Colons in the key of a paragraph."""


def source_line(source: str, read: Callable[[], object]) -> QHBoxLayout:
    """The book, the source, and what the place of the law is called; `read` opens its article."""
    cited = reference().cited(source)
    words: QWidget | QHBoxLayout = Words(source)
    if cited:
        link = LinkLine(source, read)
        link.setToolTip("\n".join(article.title for article in cited))
        link.setAccessibleDescription(text("nachschlagen.quelle_tip", words=", ".join(article.title for article in cited)))
        words = row(link, "*")
    below = cited[0].title.partition(" – ")[2] if len(cited) == 1 and cited[0].key.count(":") == PARAGRAPH else ""
    stacked = column(words, Words(below, "small")) if below else column(words)
    book = icons.Glyph("book", "ink2", 18)
    line = row(column(4, book, "*"), stacked, gap=8)
    line.setStretch(1, 1)
    return line
