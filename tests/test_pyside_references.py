"""PySide must not use up None and True: on Python before 3.12 they have a reference count that can run out."""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 2000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True live for ever since Python 3.12")
def test_calls_into_qt_give_back_what_they_take(qapp: QApplication) -> None:
    """Seen with PySide6 6.12.0 on Python 3.11: one reference lost per call, until the interpreter stops."""
    widget = QWidget()
    gc.collect()
    none, true = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        widget.parentWidget()
        qapp.activeModalWidget()
        widget.isEnabled()
    assert sys.getrefcount(None) > none - CALLS // 10
    assert sys.getrefcount(True) > true - CALLS // 10
