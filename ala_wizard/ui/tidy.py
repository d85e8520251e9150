"""Clears away what nobody uses any more, in the window's thread only.

Python looks for circles of unused objects whenever it likes, in any thread. A widget in such a circle would then be removed
beside the window while Qt draws it, and the program would end. So the search is done here, between two events.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000
WHOLE_S = 60.0
"""Everything is searched at most once in so many seconds: that takes some hundredths of a second."""


class Tidy(QObject):
    """Takes Python's own search over until it is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what is loaded by now stays anyway
        self._whole = monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Search as far as Python would have by now."""
        young, middle, old = gc.get_count()
        least, some, many = gc.get_threshold()
        if old > many and monotonic() - self._whole > WHOLE_S:
            self._whole = monotonic()
            gc.collect()
        elif middle > some:
            gc.collect(1)
        elif young > least:
            gc.collect(0)

    def close(self) -> None:
        """Leave the search to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
