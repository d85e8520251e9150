"""Underlines over a text, in layers that know nothing of each other; they change neither text nor history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

Range = tuple[int, int]
"""From a position of the document up to, not including, another."""


class Underlines:
    """The underlines of a text by layer."""

    def __init__(self, owner: QTextEdit) -> None:
        self._owner = owner
        self._layers: dict[str, tuple[tuple[Range, ...], QColor]] = {}

    def show(self, layer: str, ranges: Sequence[Range], color: QColor) -> None:
        """Underline these ranges with a wave, in place of the ones that the layer had before."""
        wanted = (tuple(ranges), color)
        if self._layers.get(layer, ((), color)) == wanted:
            return
        self._layers[layer] = wanted
        self._owner.setExtraSelections([self._line(one, ink) for found, ink in self._layers.values() for one in found])

    def ranges(self, layer: str) -> tuple[Range, ...]:
        """What a layer underlines."""
        return self._layers.get(layer, ((), QColor()))[0]

    def _line(self, found: Range, color: QColor) -> QTextEdit.ExtraSelection:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(color)
        cursor = QTextCursor(self._owner.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor = cursor
        made.format = form
        return made
