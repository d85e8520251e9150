"""What is put into the clipboard or dragged away is born in Qt: it may outlive Python, when the program has ended."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QStandardItemModel


def empty() -> QMimeData:
    """Data without anything in it yet.

    `QMimeData()` made here would ask Python back at each call. The clipboard holds it until after the end of Python, and
    the last call would be a crash. A model of Qt gives one that does not ask.
    """
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    for kind in data.formats():
        data.removeFormat(kind)
    return data
