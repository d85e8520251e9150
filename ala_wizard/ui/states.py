"""Earlier states of the open case: look what was different then, and bring one back as a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.flow.compare import differences
from ala_wizard.model.case import Case
from ala_wizard.store.generations import Generation
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import ROW, Dialog
from ala_wizard.ui.kit import Words, box, column
from ala_wizard.ui.opening import WIDE, compared, when

ROWS = 6
"""States in sight at once."""


class StatesDialog(Dialog):
    """The newest state on top; below the list, what is different today."""

    def __init__(
        self,
        states: Sequence[Generation],
        load: Callable[[Generation], Case],
        case: Case,
        content: Content,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        """`load` raises an exception whose words are a German sentence."""
        buttons = (text("staende.schliessen"), text("staende.holen")) if states else (text("staende.schliessen"),)
        super().__init__(text("staende.titel"), text("staende.was" if states else "staende.keine"), buttons, parent)
        self.setFixedWidth(theme.px(WIDE))
        self._states, self._load, self._case, self._content, self._now = tuple(states), load, case, content, now
        self.state: Case | None = None
        """The chosen state, once it was read."""
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("staende.titel"))
        self.list.setFixedHeight(theme.px(ROW * min(ROWS, max(2, len(states)))))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for state in states:
            item = QListWidgetItem(when(state.at, now.date()))
            item.setSizeHint(QSize(1, theme.px(ROW)))
            self.list.addItem(item)
        self._below = column()
        if states:
            self.body.addWidget(box("field", column(self.list, margins=(6, 6, 6, 6))))
            self.body.addLayout(self._below)
            self.list.currentRowChanged.connect(self._show)
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        """Read the state of this row and say how it differs."""
        while (item := self._below.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        try:
            self.state = self._load(self._states[row])
        except Exception as error:
            self.state = None
            self._below.addWidget(Words(str(error), "warn"))
            self.buttons[1].setEnabled(False)
            return
        found = differences(self.state, self._case, self._content)
        heads = (when(self._states[row].at, self._now.date()), text("staende.jetzt"))
        for part in compared(heads, found, theme.px(180)):
            self._below.addWidget(part)
        self.buttons[1].setEnabled(bool(found))
