"""Icons drawn from our own SVG lines in the colours of the theme, and the marks for the state of a step."""

from __future__ import annotations

from functools import cache
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ala_wizard.content.paths import resources
from ala_wizard.ui import theme

FINE = 18
"""Below this size in px the lines are drawn thicker, so that they stay visible."""


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, color: str, stroke: float) -> QSvgRenderer:
    drawn = _source(name).replace("currentColor", color).replace('stroke-width="1.7"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(drawn.encode()))


def names() -> tuple[str, ...]:
    """All icons there are."""
    return tuple(sorted(file.stem for file in (resources() / "icons").glob("*.svg")))


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor, stroke: float = 0) -> None:
    """Draw an icon into a square; without `stroke` the line is as thick as the size wants it."""
    size = rect.width() / theme.current().scale
    _renderer(name, color.name(), stroke or (2 if size < FINE else 1.7)).render(painter, rect)


def pixmap(name: str, color_token: str = "ink2", size: int = 20, *, ratio: float = 0) -> QPixmap:
    """The icon as a picture, `size` px at 100 %, sharp on the screen at hand (or at the pixel ratio given)."""
    current = theme.current()
    screen = QGuiApplication.primaryScreen()
    return _pixmap(name, current.colors[color_token], current.px(size), ratio or (screen.devicePixelRatio() if screen else 1.0), 0)


@cache
def _pixmap(name: str, color: str, side: int, ratio: float, gap: int) -> QPixmap:
    """`gap` px stay free at the right (or at the left, when negative)."""
    made = QPixmap(round((side + abs(gap)) * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, name, QRectF(max(0, -gap), 0, side, side), QColor(color))
    painter.end()
    return made


def icon(name: str, color_token: str = "ink2", size: int = 20, *, gap: int = 0) -> QIcon:
    """The icon for buttons and menus, sharp at every pixel ratio, pale when disabled."""
    current = theme.current()
    made = QIcon()
    for mode, token in ((QIcon.Mode.Normal, color_token), (QIcon.Mode.Disabled, "ink3")):
        for ratio in (1.0, 2.0, 3.0):
            picture = _pixmap(name, current.colors[token], current.px(size), ratio, round(gap * current.scale))
            for state in (QIcon.State.Off, QIcon.State.On):
                made.addPixmap(picture, mode, state)
    return made


_BUTTONS: WeakKeyDictionary[QAbstractButton, tuple[str, str, int, bool]] = WeakKeyDictionary()
_GAP = 4
"""Qt leaves 4 px between icon and words; the drawing wants 8."""


def set_icon(button: QAbstractButton, name: str, color_token: str = "ink2", size: int = 20, *, trailing: bool = False) -> None:
    """Give a button its icon; it is drawn anew when the theme changes. `trailing` puts it behind the words."""
    _BUTTONS[button] = (name, color_token, size, trailing)
    _dress(button)


def _dress(button: QAbstractButton) -> None:
    name, token, size, trailing = _BUTTONS[button]
    gap = _GAP if button.text() else 0
    side = theme.px(size)
    button.setIcon(icon(name, token, size, gap=-gap if trailing else gap))
    button.setIconSize(QSize(side + theme.px(gap) if gap else side, side))
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft if trailing else Qt.LayoutDirection.LeftToRight)


def _redress() -> None:
    for button in tuple(_BUTTONS):
        if shiboken6.isValid(button):
            _dress(button)


theme.on_change(_redress)


class Glyph(QWidget):
    """An icon that stands on a page: always in the colours of the theme, sharp, silent for screen readers."""

    def __init__(self, name: str, color_token: str = "ink2", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, color_token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_glyph(self, name: str, color_token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, color_token
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        paint(painter, self._name, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), theme.color(self._token))
        painter.end()


STATES = ("leer", "begonnen", "vollstaendig", "ohne")
"""Of a page or a question: nothing said, something open, all said, has no state."""


def paint_state(painter: QPainter, rect: QRectF, state: str) -> None:
    """The mark of a state: ring, half ring, disc with tick, dot. They differ in shape, not only in colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = rect.width() / 16
    inner = rect.adjusted(unit, unit, -unit, -unit)
    if state == "vollstaendig":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(rect)
        paint(painter, "check", rect.adjusted(2 * unit, 2 * unit, -2 * unit, -2 * unit), theme.color("on_accent"), 3.2)
    elif state == "begonnen":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("warn_mark"), 2 * unit))
        painter.drawEllipse(inner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("warn_mark"))
        painter.drawPie(inner, 270 * 16, 180 * 16)
    elif state == "leer":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line2"), 1.6 * unit))
        painter.drawEllipse(inner)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line2"))
        painter.drawEllipse(QPointF(rect.center()), 2.5 * unit, 2.5 * unit)
    painter.restore()


class StateMark(QWidget):
    """The mark of a state as a widget, 16 px at 100 %. Words stand beside it; it is silent itself."""

    def __init__(self, state: str = "leer", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._size = state, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> str:
        """The state shown, one of STATES."""
        return self._state

    def set_state(self, state: str) -> None:
        """Show another state."""
        if state not in STATES:
            raise ValueError(state)
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state(painter, QRectF(self.rect()), self._state)
        painter.end()
