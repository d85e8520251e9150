"""F1: all keys in groups. The keys of the window's deeds come from the deeds themselves, so that the map cannot lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ala_wizard.content.keymap import KeyGroup, KeyLine, key_groups
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.keynames import cap, spoken_keys
from ala_wizard.ui.kit import Words, column, row

WIDE = 1280
COLUMN = 380
"""Px at 100 % that a column of groups wants."""
CAPS = 190
"""Px at 100 % that the keys of one line take at most."""
KEYS = 176
"""Px at 100 % of the keys in all groups, so that what they do stands on one edge."""
BOTH = "/"
SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


def shown_keys(line: KeyLine, actions: Mapping[str, QAction]) -> tuple[str, ...]:
    """The keys of a line in words; those of a deed as the window has them now."""
    if line.keys:
        return line.keys
    first = tuple(spoken_keys(keys) for keys in actions[line.action].shortcuts())
    if not line.to:
        return first
    last = spoken_keys(actions[line.to].shortcut())
    return (f"{first[0]} {text('tastatur.bis')} {last.rpartition(' ')[2]}",)


class KeyMap(Dialog):
    """The map. It scrolls where the window is small."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(text("tastatur.titel"), text("tastatur.lead"), (text("dialog.verstanden"),), parent)
        room = parent.size()
        wide = min(theme.px(WIDE), room.width() - theme.px(32))
        self.setFixedWidth(wide)
        groups = [group for group in key_groups() if any(line.keys or line.action in actions for line in group.lines)]
        columns = max(1, min(3, wide // theme.px(COLUMN)))
        content = QWidget()
        content.setObjectName("page_content")
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, theme.px(12), 0)
        across.setSpacing(theme.px(32))
        for part in _balanced(groups, columns):
            down = QVBoxLayout()
            down.setSpacing(0)
            for group in part:
                down.addWidget(_head(group.label))
                down.addLayout(_grid(group, actions))
                down.addSpacing(theme.px(16))
            down.addStretch(1)
            across.addLayout(down, 1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setWidget(content)
        self.area.setAccessibleName(text("tastatur.titel"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = wide - theme.px(48)
        self.area.setFixedHeight(min(across.heightForWidth(inside) + theme.px(8), room.height() - theme.px(200)))
        self.body.addWidget(self.area)
        self.buttons[0].installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button has the focus; the keys that scroll scroll the map all the same."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            deed = SCROLLS.get(Qt.Key(event.key()))
            if deed is not None:
                self.area.verticalScrollBar().triggerAction(deed)
                return True
        return super().eventFilter(watched, event)


def _head(words: str) -> Words:
    head = Words(words, "bold")
    head.setContentsMargins(0, 0, 0, theme.px(6))
    return head


def _grid(group: KeyGroup, actions: Mapping[str, QAction]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(4))
    grid.setColumnStretch(1, 1)
    lines = [line for line in group.lines if line.keys or line.action in actions]
    for place, line in enumerate(lines):
        grid.addLayout(_caps(shown_keys(line, actions)), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column(1, Words(line.text), "*"), place, 1)
    grid.setColumnMinimumWidth(0, theme.px(KEYS))
    return grid


def _caps(keys: Sequence[str]) -> QVBoxLayout:
    """Each key as it looks on a keyboard; several with a stroke between, below each other where they are too wide."""
    lines: list[list[QWidget]] = [[]]
    wide = 0
    for place, key in enumerate(keys):
        made = Words(cap(key), "key", wrap=False)
        made.setAccessibleName(key)
        size = QFontMetrics(theme.font("small")).horizontalAdvance(made.text()) + theme.px(36)
        if place:
            lines[-1].append(Words(BOTH, "second", wrap=False))
        if wide and wide + size > theme.px(CAPS):
            lines.append([])
            wide = 0
        lines[-1].append(made)
        wide += size
    return column(*(row(*line, "*", gap=6) for line in lines), gap=4)


def _balanced(groups: Sequence[KeyGroup], columns: int) -> list[list[KeyGroup]]:
    """The groups in so many columns, in their order, the longest column as short as can be."""
    best: list[list[KeyGroup]] = [list(groups)]
    for cuts in combinations(range(1, len(groups)), columns - 1):
        parts = [list(groups[start:end]) for start, end in pairwise((0, *cuts, len(groups)))]
        if max(map(_size, parts)) < max(map(_size, best)):
            best = parts
    return best


def _size(groups: Sequence[KeyGroup]) -> int:
    return sum(len(group.lines) + 2 for group in groups)
