"""What every panel promises."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ala_wizard.ui.session import Session


class Panel(QWidget):
    """Shows results of the case; asks for nothing that the case does not hold."""

    help_wanted = Signal(object)
    go = Signal(str, str)
    """Step and address or question to go to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    shown = Signal(object)
    """A widget that appeared and is to be seen."""
    built = Signal()
    """More of the panel stands there now: its page gives it room."""

    deed = ""
    """Key of the words for the page's main button, where the panel does something."""

    def act(self) -> None:
        """Do what the page's main button says."""

    addresses: tuple[str, ...] = ()
    """Addresses of the case that are edited here."""

    def focus_at(self, address: str = "") -> bool:  # noqa: ARG002 - for panels that edit something
        """Put the focus into the editor of an address, without one into the first control; False where there is none."""
        return False

    def complete(self) -> None:
        """Build at once what a panel builds between the events, for somebody who looks for it."""

    def refresh(self) -> None:
        """Show the figures as they are now."""

    def show_checks(self) -> None:
        """Show what the last check found."""
