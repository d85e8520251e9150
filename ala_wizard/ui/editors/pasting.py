"""What of a clipboard can be pasted into a field, and what is said where that is nothing."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from ala_wizard.content.texts import text
from ala_wizard.model import rtf
from ala_wizard.ui.editors.base import Editor


def plain_of(data: QMimeData | None) -> str:
    """The plain words on a clipboard; None is one that nobody ever filled. Copied files have none: Qt would give their paths, and those name folders and people."""
    if data is None or is_files(data):
        return ""
    if data.hasText():
        return data.text()
    return next((found for kind in rtf.KINDS if data.hasFormat(kind) and (found := rtf.words(bytes(data.data(kind).data())))), "")


def is_files(data: QMimeData) -> bool:
    """Are these files of this machine, as a file manager copies them?"""
    return data.hasUrls() and all(url.isLocalFile() for url in data.urls())


def explain(field: QWidget, data: QMimeData | None) -> None:
    """Say below the field why nothing was pasted; it stays until the next key."""
    above = field.parentWidget()
    while above is not None and not isinstance(above, Editor):
        above = above.parentWidget()
    if above is not None:
        why = "leer"
        if data is not None and is_files(data):
            why = "datei"
        elif data is not None and (data.hasImage() or "<img" in data.html().lower()):
            why = "bild"
        above.tell(text(f"einfuegen.{why}"))
