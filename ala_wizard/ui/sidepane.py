"""The right pane: help or preview, one key each."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.helppane import HelpPane
from ala_wizard.ui.kit import row
from ala_wizard.ui.preview.pane import PreviewPane
from ala_wizard.ui.preview.source import Source

Face = Literal["hilfe", "vorschau"]
FACES: tuple[Face, ...] = get_args(Face)


class SidePane(QFrame):
    """Two faces in one place; the pills above say which one is seen."""

    folded = Signal()
    face_changed = Signal(str)

    def __init__(self, source: Source, face: Face = "hilfe", zoom: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "help")
        self.setAccessibleName(text("vorschau.bereich"))
        self.help = HelpPane()
        self.preview = PreviewPane(source, zoom)
        self.pills: dict[Face, QPushButton] = {}
        group = QButtonGroup(self)
        for name in FACES:
            pill = QPushButton(text(f"vorschau.{name}"))
            pill.setCheckable(True)
            pill.setProperty("role", "pill")
            pill.setMinimumWidth(QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text()) + 2 * theme.px(14) + 4)
            pill.clicked.connect(lambda _checked=False, name=name: self.show_face(name))
            group.addButton(pill)
            self.pills[name] = pill
        self.close_button = QToolButton()
        self.close_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_icon(self.close_button, "panel", "ink2", 20)
        self.close_button.clicked.connect(self.folded)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.help)
        self._stack.addWidget(self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row(*self.pills.values(), "*", self.close_button, gap=8, margins=(20, 12, 12, 6)))
        whole.addWidget(self._stack, 1)
        self.face: Face = "hilfe"
        self._show(face)

    def show_face(self, face: Face) -> None:
        """Show help or preview."""
        if face != self.face:
            self._show(face)
            self.face_changed.emit(face)

    def _show(self, face: Face) -> None:
        self.face = face
        self.pills[face].setChecked(True)
        self.close_button.setText(text("vorschau.zu"))
        self.close_button.setAccessibleName(text("vorschau.zu"))
        self.close_button.setToolTip(text(f"vorschau.zu_{face}"))
        self._stack.setCurrentIndex(FACES.index(face))
