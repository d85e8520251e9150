"""A program with German words and its own folders, and windows with a case in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ala_wizard.app import Program, prepare
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.ui import settings, theme
from ala_wizard.ui.session import Session
from tests.ui.screen import Screen

Opened = Callable[..., Screen]
NOON = datetime(2026, 3, 2, 14, 32)
"""The time of all windows in the tests, unless a test moves it."""


@pytest.fixture(scope="session")
def prepared(qapp: QApplication) -> QApplication:
    """The application with Qt's own German words, set up once as the program does it."""
    return prepare([]) or qapp


@pytest.fixture
def opened(prepared: QApplication, qtbot: QtBot, tmp_path: Path, own_folders: Path) -> Iterator[Opened]:
    """Open a sample (or a case) in a window of its own and show it; the engine's functions can be replaced."""
    assert own_folders
    shown: list[Screen] = []

    def show(
        case: str | Case = "hof-sonnenwiese",
        step: str = "",
        *,
        size: tuple[int, int] = (1440, 900),
        scale: float = 1.0,
        file: Path | None = None,
        **engine: Any,
    ) -> Screen:
        settings.save(settings.Settings("light", scale))
        program = Program(prepared)
        program.engine = replace(program.engine, **{"now": lambda: NOON, "own_process": False, **engine})
        window = program.window
        window.resize(*size)
        if isinstance(case, str):
            case = sample(case)
        window.show_session(Session(case, file or tmp_path / "antrag.ala", program.engine, saved=True), step)
        window.show()
        qtbot.waitUntil(lambda: prepared.activeWindow() is window)
        assert window.workspace is not None
        window.workspace.page.focus_first()
        screen = Screen(program, qtbot)
        assert screen.workspace.page.cards
        shown.append(screen)
        return screen

    yield show
    for screen in shown:
        screen.put_away()
    if (theme.current().name, theme.current().scale) != ("light", 1.0):
        theme.apply(prepared, "light")
