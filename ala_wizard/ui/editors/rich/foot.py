"""The line below a text: how long it is, and what is unfinished."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.text import WORDS_PER_PAGE
from ala_wizard.ui.kit import Words, button

HEIGHT = 34


class Foot(QWidget):
    """Words and pages at the left; building blocks not yet edited at the right, with the way to settle them."""

    settled = Signal()
    """„Passt so“: the building block with the cursor stays as it is."""
    looked = Signal()
    """Show the next one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = Words("", "small", wrap=False, parent=self)
        self._mark = icons.Glyph("pencil", "warn", 16, self)
        self._open = Words("", "small", wrap=False, parent=self)
        self.deed = button("", self._act, "small_quiet", parent=self)
        self.deed.setProperty("ring_target", True)
        self._here = True
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), 0, theme.px(6), 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(self._mark)
        line.addWidget(self._open)
        line.addWidget(self.deed)
        self.setFixedHeight(theme.px(HEIGHT))
        self.show_open(0, here=False)

    @property
    def words(self) -> str:
        """What the foot says of the length."""
        return self._count.text()

    @property
    def open_words(self) -> str:
        """What the foot says is unfinished; empty when nothing is."""
        return "" if self._open.isHidden() else self._open.text()

    def explain_length(self, words: str) -> None:
        """What the length is to be held against, for mouse and screen reader."""
        self._count.setToolTip(words)
        self._count.setAccessibleDescription(words)

    def show_length(self, count: int) -> None:
        """Say how many words there are, and how many pages that makes when it is more than a line or two."""
        words = text("editor.ein_wort") if count == 1 else text("editor.woerter", count=f"{count:,}".replace(",", "."))
        if count >= WORDS_PER_PAGE // 20:
            pages = f"{max(0.1, count / WORDS_PER_PAGE):.1f}".replace(".", ",")
            words = f"{words} · {text('editor.seiten', pages=pages)}"
        self._count.set_words(words)

    def show_open(self, count: int, *, here: bool) -> None:
        """Say how many building blocks nobody has edited; `here`: the cursor stands in one of them."""
        self._here = here
        self._open.set_words(text("schreiben.ein_baustein_offen") if count == 1 else text("schreiben.bausteine_offen", count=count))
        name = "passt" if here else "ansehen"
        if self.deed.text() != text(f"schreiben.{name}"):
            self.deed.setText(text(f"schreiben.{name}"))
            self.deed.setToolTip(text(f"schreiben.{name}_tip"))
            self.deed.setAccessibleDescription(text(f"schreiben.{name}_tip"))
        for widget in (self._mark, self._open, self.deed):
            widget.setVisible(count > 0)

    def _act(self) -> None:
        if self._here:
            self.settled.emit()
        else:
            self.looked.emit()
