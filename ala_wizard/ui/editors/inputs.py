"""The bare controls of the editors: Qt's, without their own history, and with the unit or a sign inside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from ala_wizard.content.texts import text
from ala_wizard.model.direction import straight
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import is_undo_key
from ala_wizard.ui.editors.pasting import explain, plain_of
from ala_wizard.ui.spelling.marks import Marks
from ala_wizard.ui.spelling.menu import offer


def edit_menu(control: QLineEdit | QTextEdit, event: QContextMenuEvent, *, selected: bool, pastes: bool, filled: bool) -> None:
    """The menu of a control to type in: Qt's own would offer a history of its own."""
    menu = QMenu(control)
    if isinstance(control, QTextEdit) and isinstance(marks := getattr(control, "marks", None), Marks):
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        cursor = control.cursorForPosition(event.pos()) if by_mouse else control.textCursor()
        offer(menu, control, marks, cursor.position())
    for words, act, can in (
        ("editor.ausschneiden", control.cut, selected),
        ("editor.kopieren", control.copy, selected),
        ("editor.einfuegen", control.paste, pastes),
        ("editor.alles", control.selectAll, filled),
    ):
        menu.addAction(text(words), act).setEnabled(can)
    menu.exec(event.globalPos())
    menu.deleteLater()


class LineInput(QLineEdit):
    """A line to type in. Undo belongs to the window; the unit stands inside at the right."""

    def __init__(self, parent: QWidget | None = None, *, unit: str = "", number: bool = False, sign: bool = False) -> None:
        """`sign`: keep room at the right for a sign to click on."""
        super().__init__(parent)
        self._unit = unit
        self._sign = sign
        if number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._make_room()
        self.textChanged.connect(self._straighten)

    def _straighten(self, words: str) -> None:
        """What was pasted with letters that turn the direction of writing stands there without them."""
        if (plain := straight(words)) != words:
            behind = len(straight(words[: self.cursorPosition()]))
            self.setText(plain)
            self.setCursorPosition(behind)

    @property
    def unit(self) -> str:
        """The words inside at the right."""
        return self._unit

    def _unit_width(self) -> int:
        return QFontMetrics(theme.font("body")).horizontalAdvance(self._unit)

    def _make_room(self) -> None:
        room = self._unit_width() + theme.px(7) if self._unit else 0
        self.setTextMargins(0, 0, room + (theme.px(30) if self._sign else 0), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._unit:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.color("ink2" if self.isEnabled() else "ink3"))
        room = self.rect().adjusted(0, 0, -theme.px(11), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Put the words of the clipboard in; where it has none, say so."""
        data = QGuiApplication.clipboard().mimeData()
        words = plain_of(data)
        if not words:
            explain(self, data)
        elif data.hasText():
            super().paste()
        else:
            self.insert(" ".join(words.split()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        edit_menu(self, event, selected=self.hasSelectedText(), pastes=True, filled=bool(self.text()))

    def place_text(self, shown: str) -> None:
        """Replace the text and leave the cursor behind what changed, as after an undo."""
        old = self.text()
        if old == shown:
            return
        tail = 0
        while tail < min(len(old), len(shown)) and old[-1 - tail] == shown[-1 - tail]:
            tail += 1
        self.setText(shown)
        self.setCursorPosition(len(shown) - tail)


class Combo(QComboBox):
    """A choice. The list opens below with room around its entries; the wheel scrolls the page, not the choice."""

    opening = Signal()
    """Just before the list opens: the last moment to bring the entries up to date."""
    closed = Signal()
    """The list is gone, with or without a choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        view = QListView(self)
        view.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setView(view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(6)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(200)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        self.opening.emit()
        view = self.view()
        view.setAccessibleName(self.accessibleName())
        metrics = QFontMetrics(theme.font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(index)) for index in range(self.count())), default=0)
        view.setMinimumWidth(max(self.width(), widest + theme.px(44)))
        super().showPopup()
        container = view.parentWidget()
        if container is not None:
            container.removeEventFilter(self)
            container.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and watched is self.view().parentWidget():
            self.closed.emit()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        nothing = self.currentIndex() <= 0 and not self.currentData()
        painter.setPen(theme.color("ink3" if nothing or not self.isEnabled() else "ink"))
        left = theme.px(8) if self.property("role") == "cell" else theme.px(12) + 1
        room = self.rect().adjusted(left, 0, -theme.px(34), 0)
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        side, right = theme.px(16), theme.px(8 if self.property("role") == "cell" else 10)
        icons.paint(
            painter, "chevron-down", QRectF(self.width() - right - side, (self.height() - side) / 2, side, side), theme.color("ink2")
        )
        painter.end()


class SignButton(QWidget):
    """A sign inside a field that can be clicked; the keyboard has a key of its own for it."""

    clicked = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(36), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(20)
        centre = QPointF(self.width() / 2, self.height() / 2)
        icons.paint(painter, self._name, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), theme.color("ink2"))
        painter.end()

    def mousePressEvent(self, event: object) -> None:
        del event
        self.clicked.emit()
