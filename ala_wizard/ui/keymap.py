"""F1: all keys in groups. The keys of the window's deeds come from the deeds themselves, so that the map cannot lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ala_wizard.content.keymap import KeyGroup, KeyLine, key_groups
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.keynames import cap, spoken_keys
from ala_wizard.ui.kit import Words, row

WIDE = 1280
COLUMN = 380
"""Px at 100 % that a column of groups wants."""
BOTH = "/"


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
        across.setSpacing(theme.px(40))
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


def _head(words: str) -> Words:
    head = Words(words, "bold")
    head.setContentsMargins(0, 0, 0, theme.px(6))
    return head


def _grid(group: KeyGroup, actions: Mapping[str, QAction]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(5))
    grid.setColumnStretch(1, 1)
    lines = [line for line in group.lines if line.keys or line.action in actions]
    for place, line in enumerate(lines):
        grid.addLayout(_caps(shown_keys(line, actions)), place, 0, Qt.AlignmentFlag.AlignTop)
        said = Words(line.text)
        said.setContentsMargins(0, theme.px(1), 0, 0)
        grid.addWidget(said, place, 1)
    grid.setColumnMinimumWidth(0, theme.px(150))
    return grid


def _caps(keys: Sequence[str]) -> QHBoxLayout:
    """Each key as it looks on a keyboard; several with a stroke between."""
    caps: list[QWidget] = []
    for key in keys:
        if caps:
            caps.append(Words(BOTH, "second", wrap=False))
        caps.append(Words(cap(key), "key", wrap=False))
        caps[-1].setAccessibleName(key)
    return row(*caps, "*", gap=6)


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
