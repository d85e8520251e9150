"""The order of Tab: as one reads. It follows the layouts, so that what is built later stands where it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def stops(parts: Iterable[QWidget]) -> list[QWidget]:
    """All visible controls of these parts that Tab stops at, part by part, each in the order of its layouts."""
    return [widget for part in parts for widget in _inside(part)]


def neighbour(parts: Iterable[QWidget], focus: QWidget | None, *, forward: bool) -> QWidget | None:
    """The control after or before the one with the focus, round and round; None when nothing can take the focus."""
    found = stops(parts)
    if not found:
        return None
    while focus is not None and focus not in found:
        focus = focus.parentWidget()
    if focus is None:
        return found[0 if forward else -1]
    return found[(found.index(focus) + (1 if forward else -1)) % len(found)]


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isVisible():
        return
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        yield proxy  # one stop for many that lie free, such as the blocks of a timetable
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
        yield widget
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from _inside(content)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _laid(layout)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from _inside(widget)
        elif inner is not None:
            yield from _laid(inner)
