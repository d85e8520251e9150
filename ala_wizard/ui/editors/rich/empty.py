"""What stands in a text that nobody has begun: one sentence and two ways to start."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.editors.rich.ground import EDGE, SIDE
from ala_wizard.ui.editors.text import LINE
from ala_wizard.ui.kit import Words, button


class EmptyState(QWidget):
    """Lies over the empty text, and lets clicks beside its buttons through. Keys have their own ways (Alt+F10, typing)."""

    block_wanted = Signal()
    writing_wanted = Signal()

    def __init__(self, viewport: QWidget, *, blocks: bool) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._words = Words(text("schreiben.leer_mit" if blocks else "schreiben.leer_ohne"), "placeholder", parent=self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.choose = button(text("schreiben.leer_waehlen"), self.block_wanted.emit, "small", "block", parent=self)
        self.write = button(text("schreiben.leer_schreiben"), self.writing_wanted.emit, "small", "pencil", parent=self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(SIDE), theme.px(EDGE + 2), theme.px(SIDE), 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(self._words)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for made in (self.choose, self.write):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setVisible(blocks)
            line.addWidget(made)
        line.addStretch(1)
        whole.addLayout(line)
        whole.addStretch(1)
        viewport.installEventFilter(self)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):  # what grew while it was shown tells no size
            self._fit()
        return False

    def _fit(self) -> None:
        self.setGeometry(0, 0, self._viewport.width(), max(self._viewport.height(), theme.px(LINE)))
