"""One focus ring for the whole window: it follows the focus, and scrolls and is clipped with what it surrounds."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QWindow
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollArea, QWidget

from ala_wizard.ui import theme

GAP = 2
"""Px at 100 % between a control and its ring."""
STROKE = 2
NO_RING = "no_ring"
"""Property of a widget that shows its focus itself, for example a cell of a table."""
RING_TARGET = "ring_target"
"""Property of a frame that wears the ring for the field inside it."""
RING_CHILD = "ring_child"
"""Property of what is only read and scrolled: the object name of what wears the ring for it, such as the title of a page.

Nobody who came there with the mouse looks for it: it shows with the first key."""
AIR = 4
"""Px at 100 % that a ring round words keeps free at their left and right."""
_POINTED = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
_TYPED = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
CLEAR = 6
"""Px at 100 % that stay free between a ring and the edge of its page."""


class FocusRing(QWidget):
    """The ring. Create one for the program with `install`."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._radius = 6.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = theme.px(STROKE)
        painter.setPen(QPen(theme.color("focus"), stroke))
        half = stroke / 2
        radius = self._radius + theme.px(GAP) + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()

    def surround(self, target: QWidget | None, ground: QWidget | None) -> None:
        """Lie around a widget, as a child of `ground`; without one, be away."""
        self._target = target
        if target is None or ground is None:
            self.hide()
            self.setParent(None)
            return
        if self.parentWidget() is not ground:
            self.setParent(ground)
        out = theme.px(GAP) + theme.px(STROKE)
        place = _words(target).translated(target.mapTo(ground, QPoint(0, 0)))
        self.setGeometry(place.adjusted(-out, -out, out, out).intersected(ground.rect()))  # at the edge it lies on the control itself
        self._radius = theme.px(6)
        self.show()
        self.raise_()


class _Follower(QObject):
    """Watches the focus and everything that moves the focused control."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring = FocusRing()
        self._watched: list[QWidget] = []
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._bring)
        self._pointed = False
        """Was the last thing done with mouse, finger or pen?"""
        app.focusChanged.connect(self._moved)
        app.focusWindowChanged.connect(self._enter)

    def _enter(self, window: QWindow | None) -> None:
        """Only what comes from outside is looked at: a filter of the whole program would see each event of each widget."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(watched, QWindow):
            if kind in _POINTED:
                self._pointed = True
            elif kind in _TYPED and self._pointed:
                self._pointed = False
                self._place()
        elif isinstance(event, QResizeEvent) and self._is_view(watched):
            if event.oldSize().height() > 0 and not self._missing(event.oldSize().height()):
                self._settled.start()  # a pane that opens below takes nothing away that was seen
        elif kind in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            seen = self._missing() == 0
            self._place()
            if seen and self._missing():
                self._settled.start()  # what was wholly seen stays so while the page grows around it
        elif kind in (QEvent.Type.Hide, QEvent.Type.Close):
            self._clear()
        return False

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._clear()
        target = _ringed(new)
        if target is None:
            return
        ground = _ground(target)
        widget: QWidget | None = target
        while widget is not None and widget is not ground:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        view = ground.parentWidget() if ground is not None else None
        if view is not None and not view.isWindow():
            view.installEventFilter(self)
            self._watched.append(view)
        self._place()
        self._bring()
        self._settled.start()  # what was left may take another height a moment later

    def _clear(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if not shiboken6.isValid(self._ring):
            self._ring = FocusRing()
        self._ring.surround(None, None)

    def _place(self) -> None:
        target = self._watched[0] if self._watched else None
        if target is None or not shiboken6.isValid(target):
            return
        if not shiboken6.isValid(self._ring):
            self._ring = FocusRing()
        focus = QApplication.focusWidget()
        only_read = focus is not None and focus is not target and bool(focus.property(RING_CHILD))
        self._ring.surround(None if only_read and self._pointed else target, _ground(target))

    def _bring(self) -> None:
        """Scroll so far that the whole ring is seen. What is clicked stays where it is; what is higher than its page knows its cursor."""
        area, missing = self._area(), self._missing()
        if area is not None and missing and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + missing + (self._half_line(bar.value() + missing) if missing > 0 else 0))

    def _half_line(self, top: int) -> int:
        """Px to scroll further so that the upper edge cuts no line of words in two; 0 where the ring would be cut instead."""
        ground, rest = self._ring.parentWidget(), 0
        if ground is None:
            return 0
        for words in ground.findChildren(QLabel):
            above = top - words.mapTo(ground, QPoint(0, 0)).y()
            if 0 < above < words.height() and words.isVisible():
                line = words.height() / max(1, round(words.height() / words.fontMetrics().lineSpacing()))
                rest = max(rest, int(-above % line) + 1)
        return rest if self._ring.y() - theme.px(CLEAR) >= top + rest else 0

    def _is_view(self, watched: QObject) -> bool:
        """Is this what the ring is seen through, and not what it lies on?"""
        area = self._area()
        return area is not None and watched is area.viewport()

    def rest(self) -> None:
        """Somebody scrolled on purpose: it stays so."""
        self._settled.stop()

    def _area(self) -> QScrollArea | None:
        """What the ring is scrolled in."""
        ring = self._ring if self._watched and shiboken6.isValid(self._ring) and self._ring.isVisible() else None
        ground = ring.parentWidget() if ring is not None else None
        viewport = ground.parentWidget() if ground is not None else None
        area = viewport.parentWidget() if viewport is not None else None
        return area if isinstance(area, QScrollArea) and area.widget() is ground else None

    def _missing(self, high: int = 0) -> int:
        """Px to scroll until the ring is wholly seen through so much height (0: as it is): down above 0, up below 0."""
        area = self._area()
        if area is None:
            return 0
        ring, high, top = self._ring.geometry(), high or area.viewport().height(), area.verticalScrollBar().value()
        free = min(theme.px(CLEAR), (high - ring.height()) // 2)
        if free < 0:
            return 0
        return min(0, ring.top() - free - top) or max(0, ring.bottom() + 1 + free - top - high)


def install(app: QApplication) -> QObject:
    """From now on the focused control wears the ring, until the object given back is deleted. One ring, however often one asks."""
    there = app.findChild(_Follower)
    return there if isinstance(there, _Follower) else _Follower(app)


def rest() -> None:
    """Somebody scrolled on purpose, to where one was before: no ring scrolls it away again."""
    app = QApplication.instance()
    there = app.findChild(_Follower) if app is not None else None
    if isinstance(there, _Follower):
        there.rest()


def _ringed(focus: QWidget | None) -> QWidget | None:
    """The widget that wears the ring for the one with the focus."""
    widget = focus
    while widget is not None and not widget.isWindow():
        if widget.property(NO_RING):
            return None
        if widget.property(RING_TARGET):
            return widget
        widget = widget.parentWidget()
    child = str(focus.property(RING_CHILD) or "") if focus is not None else ""
    if child and focus is not None:
        return focus.findChild(QWidget, child)
    return focus if focus is not None and not focus.isWindow() else None


def _words(target: QWidget) -> QRect:
    """What the ring goes round: a control, or the words of a title, which do not fill their line."""
    whole = target.rect()
    if not isinstance(target, QLabel):
        return whole
    air = theme.px(AIR)
    said = target.fontMetrics().boundingRect(whole, Qt.TextFlag.TextWordWrap, QLabel.text(target))
    return QRect(whole.left() - air, whole.top(), min(whole.width(), said.width()) + 2 * air, whole.height())


def _ground(target: QWidget) -> QWidget | None:
    """The scrolled content that the control lies on, else its window."""
    widget = target.parentWidget()
    while widget is not None and not widget.isWindow():
        parent = widget.parentWidget()
        viewport = parent.parentWidget() if parent is not None else None
        if isinstance(viewport, QScrollArea) and viewport.widget() is widget:
            return widget
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
            return widget
        widget = parent
    return widget
