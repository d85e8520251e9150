"""Unused widgets go in the window's thread, never in another one."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ala_wizard.ui.tidy import Tidy


@pytest.fixture
def tidy(prepared: QApplication) -> Iterator[Tidy]:
    made = Tidy(prepared)
    yield made
    made.close()
    made.deleteLater()


class Circle:
    """A label in a circle that only the search finds."""

    def __init__(self) -> None:
        self.label = QLabel("Kreis")
        self.me = self


def litter() -> None:
    """Enough objects for Python to search by itself, many times over."""
    for _ in range(50):
        [[] for _ in range(2000)]
        keep = [[] for _ in range(2000)]
        del keep


def test_another_thread_removes_no_widget(tidy: Tidy) -> None:
    seen: list[str] = []
    circle = Circle()
    weakref.finalize(circle, lambda: seen.append(threading.current_thread().name))
    del circle
    worker = threading.Thread(target=litter, name="Helfer")
    worker.start()
    worker.join()
    assert seen == []
    gc.collect(0)
    tidy.look()
    gc.collect()
    assert seen == [threading.main_thread().name]


def test_it_searches_when_much_was_made(tidy: Tidy) -> None:
    kept = [[] for _ in range(3000)]
    assert gc.get_count()[0] > gc.get_threshold()[0]
    tidy.look()
    assert gc.get_count()[0] < 3000
    assert kept


def test_closed_it_leaves_the_search_to_python(prepared: QApplication) -> None:
    made = Tidy(prepared)
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()  # as the fixture of every test has it
    made.deleteLater()
