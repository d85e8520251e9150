"""A page of paper on the screen: sharp, white, with a quiet mark beside the place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ala_wizard.preview.wishes import Sheet, Spot
from ala_wizard.ui import theme

SHAPE = 297 / 210
"""Height of A4 by its width."""
FULL = 794
"""Width of A4 at 96 dots an inch: what 100 % means."""
EDGE = 14
"""Room round the page, px."""
DUSK = "#DCDCD6"
"""In the dark palette the paper is white as seen in lamp light."""


class PaperView(QWidget):
    """One page. It keeps the last picture until the next is there, so that nothing flickers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._spot: Spot | None = None
        self._data = b""

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show another page; None: no paper yet."""
        if sheet is None:
            self._image, self._spot = QImage(), None
        else:
            picture = sheet.picture
            self._data = picture.data
            self._image = QImage(self._data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
            self._spot = sheet.spot
        self.update()

    def spot(self) -> QRectF:
        """Where the place stands, in px of this widget; empty when it is not on this page."""
        if self._spot is None:
            return QRectF()
        page = self._page()
        return QRectF(
            page.x() + self._spot.left * page.width(),
            page.y() + self._spot.top * page.height(),
            (self._spot.right - self._spot.left) * page.width(),
            (self._spot.bottom - self._spot.top) * page.height(),
        )

    def _page(self) -> QRectF:
        edge = theme.px(EDGE)
        width = max(1, self.width() - 2 * edge)
        return QRectF(edge, edge, width, width * SHAPE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        page, colors = self._page(), theme.current()
        painter.fillRect(page, QColor(DUSK) if colors.name == "dark" else QColor("white"))
        if not self._image.isNull():
            if colors.name == "dark":
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            ratio = self.devicePixelRatioF()
            if abs(self._image.width() - page.width() * ratio) < 1.5:
                # Pixel by pixel: stretched by even one pixel, a line of letters would be torn.
                self._image.setDevicePixelRatio(ratio)
                painter.setClipRect(page)
                painter.drawImage(QPointF(round(page.x() * ratio) / ratio, round(page.y() * ratio) / ratio), self._image)
                painter.setClipping(False)
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(page, self._image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(colors.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._spot is not None:
            self._mark(painter, self.spot(), page)
        painter.end()

    @staticmethod
    def _mark(painter: QPainter, spot: QRectF, page: QRectF) -> None:
        """A soft ground and a bar in the margin; the green of the light palette, since the paper is always light."""
        green = QColor(theme.palettes()["light"]["accent"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        soft = QColor(green)
        soft.setAlpha(20)
        painter.setBrush(soft)
        painter.drawRoundedRect(spot, 3, 3)
        wide = max(3.0, page.width() / 160)
        left = max(page.left(), spot.left() - 2.5 * wide)
        painter.setBrush(green)
        painter.drawRoundedRect(QRectF(QPointF(left, spot.top()), QPointF(left + wide, spot.bottom())), wide / 2, wide / 2)


class PaperArea(QScrollArea):
    """Scrolls the page, turns pages at its ends, and grows it with Strg and the wheel."""

    turned = Signal(int)
    """So many pages forward (or back)."""
    zoomed = Signal(int)
    """One step larger (1) or smaller (-1); 0: the whole width again."""
    room_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = PaperView()
        self.setWidget(self.paper)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.viewport().setAutoFillBackground(False)
        self.paper.setAutoFillBackground(False)
        self.zoom = 0.0
        """1 is the size of the paper; 0: as wide as the pane."""

    @property
    def page_width(self) -> float:
        """Width of the page on the screen, px."""
        if self.zoom:
            return FULL * self.zoom
        bar = self.verticalScrollBar().sizeHint().width()
        return float(max(120, self.width() - bar - 2 * theme.px(EDGE)))

    def fit(self) -> None:
        """Give the paper its size, and keep in sight what was in the middle."""
        edge = theme.px(EDGE)
        wanted = QSize(round(self.page_width) + 2 * edge, round(self.page_width * SHAPE) + 2 * edge)
        before = self.paper.size()
        if wanted == before:
            return
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        half = (self.viewport().width() / 2, self.viewport().height() / 2)
        share = [
            (bar.value() + middle) / max(1, long) for bar, middle, long in zip(bars, half, (before.width(), before.height()), strict=True)
        ]
        self.paper.resize(wanted)
        for bar, middle, part, long in zip(bars, half, share, (wanted.width(), wanted.height()), strict=True):
            bar.setValue(round(part * long - middle))

    def bring(self, spot: QRectF) -> None:
        """Scroll until the place is seen, in the upper half; where it is seen already nothing moves."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if spot.isEmpty():
            return
        if not bar.value() <= spot.top() or spot.top() + min(spot.height(), high / 2) > bar.value() + high:
            bar.setValue(round(spot.top() - high / 4))
        across = self.horizontalScrollBar()
        if spot.left() < across.value():
            across.setValue(round(spot.left() - theme.px(24)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self.room_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
            self.zoomed.emit({Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(key), 0))
        elif key == Qt.Key.Key_PageDown and bar.value() >= bar.maximum():
            self.turned.emit(1)
            bar.setValue(0)
        elif key == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
            self.turned.emit(-1)
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
            return
        event.accept()
