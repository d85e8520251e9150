"""What an eye sees of the focus: the pixels of a window with the sign of it and without."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from ala_wizard.ui.focusring import NO_RING, FocusRing

LEAST = 3.0
"""Contrast between the pixels of a control with the focus and without it (WCAG 2.2, 2.4.11 to 2.4.13 and 1.4.11)."""
AROUND = 8
"""Px looked at around a control."""
DEEP = 6
"""So far inwards from its edge the line of a frame is looked for, px at 100 %."""
SIDE = 0.75
"""So much of every side of the frame is a line; its round corners are the rest."""

_LINEAR = [round(255 * (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4)) for v in (n / 255 for n in range(256))]
_LOG = [round(255 * log((n / 255 + 0.05) / 0.05) / log(21)) for n in range(256)]
_STEP = round(255 * log(LEAST) / log(21))


def picture(window: QWidget, area: QRect) -> Image.Image:
    """A part of a window as it stands on the screen."""
    drawn: QImage = window.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (drawn.width(), drawn.height())
    return Image.frombytes("RGB", size, bytes(drawn.constBits()), "raw", "RGB", drawn.bytesPerLine(), 1)


def strong(before: Image.Image, after: Image.Image) -> Image.Image:
    """White where both pictures differ by a contrast of at least `LEAST`."""
    first, second = _brightness(before), _brightness(after)
    return ImageChops.difference(first, second).point([255 if n >= _STEP else 0 for n in range(256)])


def _brightness(shown: Image.Image) -> Image.Image:
    """The logarithm of the relative luminance: equal steps of it are equal contrasts."""
    return shown.point(_LINEAR * 3).convert("L", (0.2126, 0.7152, 0.0722, 0)).point(_LOG)


def frame_faults(mask: Image.Image, frame: QRect, deep: int = DEEP) -> Iterator[str]:
    """The sides of a frame on which the mask shows no line all along."""
    left, top, right, bottom = frame.left(), frame.top(), frame.right() + 1, frame.bottom() + 1
    sides = {
        "upper": ((left, top, right, top + deep), True),
        "lower": ((left, bottom - deep, right, bottom), True),
        "left": ((left, top, left + deep, bottom), False),
        "right": ((right - deep, top, right, bottom), False),
    }
    for name, (place, lies) in sides.items():
        strip = mask.crop(place)
        long = strip.width if lies else strip.height
        line = strip.resize((long, 1) if lies else (1, long), Image.Resampling.BOX)
        seen = long - line.histogram()[0]
        if seen < SIDE * long:
            yield f"{name} side seen on {seen} of {long} px"


def focus_faults(control: QWidget) -> list[str]:
    """What is wrong with how one sees that this control has the focus: out of sight, cut off, or too pale."""
    why = hidden(control)
    found = [why] if why else []
    if not control.property(NO_RING):
        return found + ring_faults(control)
    if isinstance(control, QAbstractItemView):
        found += own_faults(control)
        control.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def ring_of(window: QWidget) -> FocusRing | None:
    """The ring that is shown in a window just now."""
    return next((ring for ring in window.findChildren(FocusRing) if ring.isVisible()), None)


def ring_faults(control: QWidget) -> list[str]:
    """What is wrong with the ring of the control that has the focus; it is hidden and shown again to see the difference."""
    window = control.window()
    ring = ring_of(window)
    if ring is None:
        return ["no ring"]
    place = QRect(ring.mapTo(window, QPoint(0, 0)), ring.size())
    area = place.adjusted(-AROUND, -AROUND, AROUND, AROUND).intersected(window.rect())
    after = picture(window, area)
    ring.hide()
    before = picture(window, area)
    ring.show()
    mask = strong(before, after)
    frame = place.translated(-area.topLeft())
    room = _room(ring)
    if ring.height() <= room.height():
        return list(frame_faults(mask, frame))
    seen = QRect(room.mapTo(window, QPoint(0, 0)), room.size()).intersected(place).translated(-area.topLeft())
    return [
        words
        for words in frame_faults(mask, QRect(frame.left(), seen.top(), frame.width(), seen.height()))
        if words.startswith(("left", "right"))
    ]


def own_faults(control: QWidget) -> list[str]:
    """The same for a list or table that shows its focus itself: the frame of its current place, against another place."""
    assert isinstance(control, QAbstractItemView)
    window, viewport = control.window(), control.viewport()
    inside = control.visualRect(control.currentIndex()).intersected(viewport.rect())
    place = QRect(viewport.mapTo(window, inside.topLeft()), inside.size())
    after = picture(window, place)
    control.clearFocus()
    QApplication.processEvents()
    before = picture(window, place)
    mask = strong(before, after)
    box = mask.getbbox()
    if box is None:
        return ["nothing is seen"]
    return list(frame_faults(mask, QRect(QPoint(box[0], box[1]), QPoint(box[2] - 1, box[3] - 1))))


def hidden(control: QWidget) -> str:
    """Why a control with the focus is not wholly seen; nothing where it is. One higher than its page shows its beginning."""
    part = control.rect()
    if isinstance(control, QAbstractItemView):
        part = control.visualRect(control.currentIndex()).translated(control.viewport().pos())
    room = _room(control)
    place = QRect(control.mapTo(room, part.topLeft()), part.size())
    if place.height() > room.height():
        if not place.intersects(room.rect()):
            return f"{place.getRect()} lies outside {room.rect().getRect()}"
        return ""
    if not room.rect().contains(place):
        return f"{place.getRect()} lies outside {room.rect().getRect()}"
    covered = part.adjusted(1, 1, -1, -1)
    middle = control.visibleRegion().boundingRect()
    return "" if middle.contains(covered) else f"covered: only {middle.getRect()} of {covered.getRect()} is seen"


def _room(control: QWidget) -> QWidget:
    """What a control is scrolled in, else its window."""
    area = control.parentWidget()
    while area is not None and not (isinstance(area, QAbstractScrollArea) and area.viewport().isAncestorOf(control)):
        area = area.parentWidget()
    return area.viewport() if isinstance(area, QAbstractScrollArea) else control.window()
