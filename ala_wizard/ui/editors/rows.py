"""What every editor of rows promises that is no table: the same signals as the table, and names of its own for undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from ala_wizard.content.schema import TableBlock
from ala_wizard.model.base import Row
from ala_wizard.ui.session import Session


class RowsEditor(QWidget):
    """Edits a tuple of rows of the case in a shape that suits them."""

    rows_changed = Signal(object, str)
    """(rows, edit key), while typing."""
    deed = Signal(object, str, str)
    """(rows, edit key, name for undo), for what is more than typing."""
    unread_changed = Signal(str, str)
    """(address of the cell in the case, typed text or "")."""
    cell_focused = Signal(str, str)
    """(key of the column, ID of the row), for the help."""
    left_table = Signal()

    def __init__(self, block: TableBlock, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        self.may_remove: Callable[[Row], bool] | None = None
        """To be asked before a row goes that others may refer to; None lets every row go at once."""
        self.session = session
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def set_rows(self, rows: tuple[Row, ...], unread: Mapping[str, str], results: object = None) -> None:
        """Show these rows and the texts that could not be read (by address)."""
        raise NotImplementedError

    def focus_widget(self) -> QWidget:
        """Where the focus goes first."""
        raise NotImplementedError

    def focus_cell(self, row_id: str, key: str) -> bool:
        """Go to a value, for a link from elsewhere. False when it is not there."""
        raise NotImplementedError

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and new is not None and self.isAncestorOf(old) and not self.isAncestorOf(new):
            self.left_table.emit()
