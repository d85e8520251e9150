"""The program on a screen and on an accessibility bus, told by lines on standard input what to show.

`python -m tests.proofs.bus_child SAMPLE FILE`: `step NAME` shows a page with all of its cards and everything folded out,
`deed NAME` opens a dialog of the menu, `start` the start page, `end` ends. After each, a line `READY` says that it stands there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QSocketNotifier, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from ala_wizard.app import Program, prepare
from ala_wizard.content.samples import sample
from ala_wizard.ui.editors.cards.card import Card
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.page.checklist import ItemView
from ala_wizard.ui.page.helper import HelperCard
from ala_wizard.ui.session import Session


class Shown:
    """Follows the lines."""

    def __init__(self, app: QApplication, name: str, file: Path) -> None:
        self.app = app
        self.program = Program(app)
        self.window = self.program.window
        self.window.show_session(Session(sample(name), file, self.program.engine, saved=False))
        self.window.show()
        self._lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)
        self._lines.activated.connect(self._read)
        self._say(self.window.isVisible)

    def _read(self) -> None:
        deed, _, rest = sys.stdin.readline().strip().partition(" ")
        modal = self.app.activeModalWidget()
        if modal is not None:
            modal.close()
        if deed == "step":
            self._step(rest)
        elif deed == "deed":
            QTimer.singleShot(0, self.window.deeds[rest].trigger)
        elif deed == "start":
            self.window.show_start()
        else:
            self.window.close()
            self.app.exit(0)
            return
        self._say(lambda: deed != "deed" or self.app.activeModalWidget() is not None)

    def _step(self, name: str) -> None:
        workspace = self.window.workspace
        assert workspace is not None
        workspace.go_to(name)
        workspace.page.complete()
        for kind in (Fold, HelperCard):
            for folded in workspace.page.findChildren(kind):
                if folded.isVisible() and not folded.is_open:
                    folded.toggle()
        for card in workspace.page.findChildren(Card):
            card.set_open(True)
        for item in workspace.page.findChildren(ItemView)[:3]:
            item.toggle()

    def _say(self, stands: object, tries: int = 100) -> None:
        """Say so when all events are done and it stands there."""
        assert callable(stands)
        if (not stands() or not QAccessible.isActive()) and tries:
            QTimer.singleShot(50, lambda: self._say(stands, tries - 1))
            return
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QTimer.singleShot(20, lambda: print("READY" if QAccessible.isActive() else "SILENT", flush=True))


def main() -> None:
    """Show what is asked for until the end."""
    app = prepare(["ala-wizard"])
    shown = Shown(app, sys.argv[1], Path(sys.argv[2]))
    code = app.exec()
    del shown
    sys.exit(code)


if __name__ == "__main__":
    main()
