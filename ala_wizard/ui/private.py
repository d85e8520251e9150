"""Fields for what nobody else shall read: no spell checker, and copies that ask every clipboard history to forget them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ala_wizard.ui import clipdata
from ala_wizard.ui.editors.inputs import LineInput
from ala_wizard.ui.editors.text import TextInput

WINDOWS = 'application/x-qt-windows-mime;value="{}"'
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"",
    WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\0\0\0\0",
    WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
}
"""How a clipboard's history and its way to other devices are asked to leave something out: KDE, macOS tools, Windows."""


def hushed(words: str) -> QMimeData:
    """Words for the clipboard with the request not to keep them."""
    data = clipdata.empty()
    data.setText(words)
    for kind, value in HINTS.items():
        data.setData(kind, value)
    return data


def copy_hushed(words: str) -> None:
    """Put words on the clipboard with that request."""
    QGuiApplication.clipboard().setMimeData(hushed(words))


class PrivateLine(LineInput):
    """A line whose copies ask to be forgotten. `hidden`: letters show as dots."""

    def __init__(self, parent: QWidget | None = None, *, hidden: bool = False) -> None:
        super().__init__(parent)
        self.setDragEnabled(False)
        self.show_letters(not hidden)

    def show_letters(self, shown: bool) -> None:
        """Letters or dots."""
        self.setEchoMode(LineInput.EchoMode.Normal if shown else LineInput.EchoMode.Password)

    def copy(self) -> None:
        if self.hasSelectedText() and self.echoMode() == LineInput.EchoMode.Normal:
            copy_hushed(self.selectedText())

    def cut(self) -> None:
        if self.hasSelectedText() and self.echoMode() == LineInput.EchoMode.Normal:
            copy_hushed(self.selectedText())
            self.insert("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        else:
            super().keyPressEvent(event)


class PrivateText(TextInput):
    """Several lines that no spell checker reads; copies ask to be forgotten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, min_lines=2, spelled=False)

    def createMimeDataFromSelection(self) -> QMimeData:
        return hushed(self.textCursor().selection().toPlainText())
