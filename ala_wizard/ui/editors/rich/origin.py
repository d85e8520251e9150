"""Woher kommt diese Angabe? Name and value of a chip, the place where it is edited, and the way to make plain letters of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui.editors.rich.popup import Popup
from ala_wizard.ui.kit import Words, button, link, row

WIDTH = 400


@dataclass(frozen=True)
class Source:
    """What there is to say about a chip."""

    label: str
    """Empty for a fact that the program does not know."""
    value: str
    missing: bool
    place: str = ""
    """Name of the page where it is edited; empty where there is none."""


class OriginPopup(Popup):
    """Small, beside the chip."""

    place_wanted = Signal()
    letters_wanted = Signal()

    def __init__(self, source: Source, parent: QWidget) -> None:
        super().__init__(text("schreiben_chip.titel"), WIDTH, parent)
        if source.label:
            self.body.addWidget(Words(source.label, parent=self))
            if source.missing:
                self.body.addWidget(Words(text("schreiben_chip.fehlt"), "warn_bold", parent=self))
            else:
                self.body.addWidget(Words(source.value, "section", parent=self))
        else:
            self.body.addWidget(Words(text("schreiben_chip.unbekannt"), parent=self))
        self.letters = button(text("schreiben_chip.als_text"), lambda: self._leave(self.letters_wanted), "small", parent=self)
        self.letters.setToolTip(text("schreiben_chip.als_text_tip"))
        self.letters.setAccessibleDescription(text("schreiben_chip.als_text_tip"))
        self.place = None
        if source.place:
            key = "schreiben_chip.fehlt_ort" if source.missing else "schreiben_chip.steht"
            self.place = link(text(key, place=source.place), lambda: self._leave(self.place_wanted), self)
            self.body.addWidget(self.place)
        self.body.addSpacing(self.body.spacing())
        self.body.addLayout(row(self.letters, "*"))
        (self.place or self.letters).setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave(self, wish: SignalInstance) -> None:
        self.close()
        wish.emit()
