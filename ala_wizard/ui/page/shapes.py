"""The editor for the rows of a table: the table itself, or the shape that its block asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ala_wizard.content.schema import TableBlock
from ala_wizard.model.path import row_type
from ala_wizard.ui.editors.cards.areas import AreasEditor
from ala_wizard.ui.editors.cards.goals import GoalsEditor
from ala_wizard.ui.editors.fields import Rows
from ala_wizard.ui.editors.matrix import MatrixEditor
from ala_wizard.ui.editors.rows import RowsEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.editors.week.editor import WeekEditor
from ala_wizard.ui.session import Session


def rows_editor(block: TableBlock, session: Session, rows: Rows, parent: QWidget) -> TableEditor | RowsEditor:
    """An editor that tells `rows_changed`, `unread_changed`, `cell_focused` and `left_table`, whatever its shape."""
    if block.shape == "woche":
        return WeekEditor(block, session, TableEditor(block, session.engine.content, row_type(block.target), rows), parent)
    if block.shape == "bereiche":
        return AreasEditor(block, session, parent)
    if block.shape == "ziele":
        return GoalsEditor(block, session, parent)
    if block.shape == "matrix":
        return MatrixEditor(block, session, parent)
    return TableEditor(block, session.engine.content, row_type(block.target), rows, parent)
