"""The program in a process of its own: something is copied in it, then it is left in good order.

`python -m tests.ui.copy_child WHAT FILE`: WHAT is `rich` (an answer with its marks), `cell` (a cell of a table) or `hushed`
(words that clipboards are asked to forget). What lies in the clipboard at the very end goes to standard output.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ala_wizard import app as program
from ala_wizard.content.samples import sample
from ala_wizard.store import casefile
from ala_wizard.ui.editors.rich.input import RichInput
from ala_wizard.ui.editors.table.view import RowsView
from ala_wizard.ui.private import copy_hushed
from ala_wizard.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def work(what: str) -> None:
    """Copy, and close the window."""
    window = next(found for found in QApplication.topLevelWidgets() if isinstance(found, Window) and found.isVisible())
    assert window.workspace is not None
    window.workspace.go_to("k03" if what == "rich" else "tagessatz")
    page = window.workspace.page
    page.complete()
    kind = RichInput if what == "rich" else RowsView
    field = next(found for found in page.findChildren(kind) if found.isVisible())
    window.activateWindow()
    field.setFocus()
    QApplication.processEvents()
    if what == "rich":
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
    if what == "hushed":
        copy_hushed("Vera Beispiel")
    window.close()


class _Owner:
    """The application, with the one thing that the platform without a screen does not know: that what lies there is its own."""

    def __init__(self, app: QApplication) -> None:
        self._app = app

    def clipboard(self) -> _Owner:
        return self

    def ownsClipboard(self) -> bool:
        return True

    def mimeData(self) -> QMimeData:
        return self._app.clipboard().mimeData()

    def clear(self) -> None:
        self._app.clipboard().clear()


def main() -> None:
    """Open, copy, leave."""
    what, file = sys.argv[1], Path(sys.argv[2])
    casefile.save(sample("hof-sonnenwiese"), file)
    leave = program._leave_clean

    def left(app: QApplication) -> None:
        leave(_Owner(app))  # type: ignore[arg-type]
        data = app.clipboard().mimeData()
        sys.stdout.write(json.dumps({"kinds": data.formats() if data is not None else [], "words": app.clipboard().text()}))
        sys.stdout.flush()

    program._leave_clean = left
    original = program.prepare

    def prepared(arguments: list[str]) -> QApplication:
        made = original(arguments)
        QTimer.singleShot(300, lambda: work(what))
        return made

    program.prepare = prepared
    sys.exit(program.run(file))


if __name__ == "__main__":
    main()
