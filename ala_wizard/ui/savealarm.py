"""Below the header while the file cannot be written: why, and where the safe copy lies. Nobody has to find that in a tip."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons
from ala_wizard.ui.kit import Words, box, column, row
from ala_wizard.ui.session import Session


class SaveAlarm(QWidget):
    """Takes no room while all is well. The header holds the way out and speaks to screen readers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._why = Words("", "bold")
        self._where = Words("", "body")
        words = column(self._why, self._where, gap=2)
        inner = row(column(icons.Glyph("octagon", "err", 20), "*", margins=(0, 2, 0, 0)), words, gap=12, margins=(20, 12, 20, 12))
        inner.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box("errbox", inner, self))
        session.save_state_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say the truth of this moment."""
        state = self._session.save_state
        failed = state.kind == "misslungen"
        if failed:
            self._why.set_words(str(state.problem))
            place = state.rescued
            self._where.set_words(text("kopf.weiter_tippen", path=place) if place is not None else text("kopf.nirgends"))
        self.setVisible(failed)
