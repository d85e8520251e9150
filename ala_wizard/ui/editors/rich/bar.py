"""The tool bar over a text. Its tools are there while one writes; the two ways to get help with words always."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.richtext import Marker
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.kit import vline

HEIGHT = 42
SIDE = 32


class Tool(QToolButton):
    """A tool. The mouse leaves the focus in the text; keys come here by Alt+F10."""

    left = Signal()
    """The user wants back to the text."""
    moved = Signal(int)
    """The user wants the tool after (1) or before (-1); 2 and -2 mean the last and the first."""

    def __init__(self, name: str, icon: str, parent: QWidget, *, words: bool = False, checkable: bool = False) -> None:
        super().__init__(parent)
        self.setText(text(f"schreiben.{name}"))
        self.setAccessibleName(text(f"schreiben.{name}"))
        self.setToolTip(text(f"schreiben.{name}_tip"))
        self.setAccessibleDescription(text(f"schreiben.{name}_tip"))
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(checkable)
        self.setProperty("ring_target", True)
        self.setProperty("role", "tool")
        if words:
            icons.set_icon(self, icon, "accent", 18)
            self.setFixedHeight(theme.px(SIDE))
        else:
            icons.set_icon(self, icon, "ink", 20)
            self.setFixedSize(QSize(theme.px(SIDE), theme.px(SIDE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_End: 2, Qt.Key.Key_Home: -2}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        elif event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab goes back to the text: the bar is no stop of its own."""
        self.left.emit()
        return True


class ToolBar(QFrame):
    """Bold, lists, undo, redo at the left; building block and fact with words at the right."""

    left = Signal()

    def __init__(self, parent: QWidget, *, blocks: bool) -> None:
        super().__init__(parent)
        self.setProperty("role", "textbar")
        self.setAccessibleName(text("schreiben.leiste"))
        self.setFixedHeight(theme.px(HEIGHT))
        self.bold = Tool("fett", "bold", self, checkable=True)
        self.bullets = Tool("liste", "list", self, checkable=True)
        self.numbers = Tool("nummern", "numbered-list", self, checkable=True)
        self.undo = Tool("rueckgaengig", "undo", self)
        self.redo = Tool("wiederholen", "redo", self)
        self.block = Tool("baustein", "block", self, words=True)
        self.fact = Tool("angabe", "plus", self, words=True)
        self._line = vline(20)
        self._quiet: tuple[QWidget, ...] = (self.bold, self.bullets, self.numbers, self._line, self.undo, self.redo)
        self.tools = (self.bold, self.bullets, self.numbers, self.undo, self.redo, self.block, self.fact)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        line.setSpacing(theme.px(4))
        for tool in (self.bold, self.bullets, self.numbers):
            line.addWidget(tool)
        line.addSpacing(theme.px(4))
        line.addWidget(self._line)
        line.addSpacing(theme.px(4))
        line.addWidget(self.undo)
        line.addWidget(self.redo)
        line.addStretch(1)
        line.addWidget(self.block)
        line.addWidget(self.fact)
        self.block.setVisible(blocks)
        for tool in self.tools:
            tool.left.connect(self.left)
            tool.moved.connect(lambda step, here=tool: self._move(here, step))
        self.set_active(False)

    def on(self, tool: Tool, act: Callable[[], object]) -> None:
        """What a tool does."""
        tool.clicked.connect(lambda: act())

    def set_active(self, active: bool) -> None:
        """Show the tools while one writes. The bar keeps its room, so that nothing jumps."""
        restyle(self, active=active)
        for widget in self._quiet:
            widget.setVisible(active)

    def show_state(self, bold: bool, marker: Marker) -> None:
        """What holds at the cursor."""
        self.bold.setChecked(bold)
        self.bullets.setChecked(marker == "-")
        self.numbers.setChecked(marker == "1.")

    def enter(self) -> None:
        """Put the focus on the first tool."""
        self._usable()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _usable(self) -> list[Tool]:
        return [tool for tool in self.tools if tool.isEnabled() and not tool.isHidden()]

    def _move(self, here: Tool, step: int) -> None:
        tools = self._usable()
        place = {2: len(tools) - 1, -2: 0}.get(step, (tools.index(here) + step) % len(tools))
        tools[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
