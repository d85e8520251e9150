"""Random hands on the keyboard: whatever they do, no exception, and undoing it all gives the very case one began with.

The monkey presses keys only, at whatever has the focus. It leaves alone what would open a dialog of the operating system
(choosing files) or end the program.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

from ala_wizard.app import Program, prepare
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.store import casefile
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.session import MAX_UNDO, Session
from ala_wizard.ui.window import Window
from tests.ui.typing import press, type_text

Key = Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

MOVES = ((Key.Key_Tab, NONE), (Key.Key_Backtab, SHIFT), (Key.Key_Right, ALT), (Key.Key_Left, ALT), (Key.Key_F6, NONE), (Key.Key_F2, NONE))
GROUPS = tuple((key, CONTROL) for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4))
DEEDS = (
    (Key.Key_Return, NONE),
    (Key.Key_Space, NONE),
    (Key.Key_Up, NONE),
    (Key.Key_Down, NONE),
    (Key.Key_Left, NONE),
    (Key.Key_Delete, NONE),
    (Key.Key_Backspace, NONE),
    (Key.Key_Escape, NONE),
    (Key.Key_Return, CONTROL),
    (Key.Key_Delete, CONTROL),
    (Key.Key_A, CONTROL),
)
HISTORY = ((Key.Key_Z, CONTROL), (Key.Key_Y, CONTROL))
WORDS = ("Öl", "12", "1.234,56", "1234.56", "abc", "31.12.2026", "-5", "8:30", "€ <b>", "5, 9", "🐑", "x" * 40)
PRESSES = frozenset({Key.Key_Return, Key.Key_Space})


@dataclass(frozen=True)
class Tally:
    """What the monkey did."""

    acts: int
    undone: int
    steps: int
    """Different pages it was on."""


def play(folder: Path, case: Case, acts: int, seed: int) -> Tally:
    """Let the monkey play so long. Raises AssertionError at the first broken promise."""
    assert acts < MAX_UNDO
    app = prepare([])
    program = Program(app)
    problems: list[str] = []

    def hear(kind: type[BaseException], problem: BaseException, _trace: TracebackType | None) -> None:
        problems.append(f"{kind.__name__}: {problem}")

    before, sys.excepthook = sys.excepthook, hear
    window = program.window
    session = Session(case, folder / f"affe-{seed}.ala", program.engine, saved=True)
    try:
        window.show_session(session)
        window.show()
        window.activateWindow()
        tally = _play(app, window, random.Random(seed), acts, problems)
        session.save()
        assert casefile.load(session.file).case == case
    finally:
        sys.excepthook = before
        window.hide()
        session.engine = replace(session.engine, save=lambda _case, _file, _attachments: None)
        session.saver.finish()
        session.deleteLater()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return tally


def _play(app: QApplication, window: Window, chance: random.Random, acts: int, problems: list[str]) -> Tally:
    session, workspace = window.session, window.workspace
    assert session is not None and workspace is not None
    start, pages = session.case, set()
    for number in range(acts):
        _act(window, chance)
        app.processEvents()
        pages.add(workspace.step)
        assert not problems, f"after {number} acts on {workspace.step}: {problems}"
    while QApplication.activePopupWidget() is not None:
        press(Key.Key_Escape)
        app.processEvents()
    workspace.page.focus_first()
    while session.redo_name:
        press(Key.Key_Y, CONTROL)
        app.processEvents()
    end, undone = session.case, 0
    while session.undo_name:
        press(Key.Key_Z, CONTROL)
        app.processEvents()
        undone += 1
        assert undone <= MAX_UNDO, "undo goes round in a circle"
    assert session.case == start, "undoing everything gives another case"
    while session.redo_name:
        press(Key.Key_Y, CONTROL)
        app.processEvents()
    assert session.case == end, "doing everything again gives another case"
    for _ in range(undone):
        press(Key.Key_Z, CONTROL)
    app.processEvents()
    assert session.case == start
    assert not problems, problems
    return Tally(acts, undone, len(pages))


def _act(window: Window, chance: random.Random) -> None:
    """One thing that hands may do just now."""
    workspace, focus = window.workspace, QApplication.focusWidget()
    assert workspace is not None
    if QApplication.activePopupWidget() is not None:
        press(chance.choice((Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_Escape)))
        return
    if focus is None:
        window.activateWindow()
        workspace.page.focus_first()
        return
    dice = chance.random()
    if dice < 0.42:
        type_text(focus, chance.choice(WORDS))
    elif dice < 0.65:
        key, modifier = chance.choice(MOVES)
        if (key, modifier) == (Key.Key_Right, ALT) and workspace.forward.text() and workspace.page.deed is not None:
            key = Key.Key_Left
        press(key, modifier)
    elif dice < 0.68:
        press(*chance.choice(GROUPS))
    elif dice < 0.74:
        for _ in range(chance.randint(3, 25)):
            press(Key.Key_Tab)
    elif dice < 0.93:
        key, modifier = chance.choice(DEEDS)
        press(Key.Key_Tab if key in PRESSES and not _harmless(focus) else key, modifier if _harmless(focus) else NONE)
    else:
        press(*chance.choice(HISTORY))


def _harmless(focus: QWidget) -> bool:
    """Buttons outside the tables may open dialogs or other programs; boxes and answers only tick."""
    if not isinstance(focus, QAbstractButton) or isinstance(focus, (QCheckBox, QRadioButton)):
        return True
    place: QWidget | None = focus
    while place is not None and not isinstance(place, TableEditor):
        place = place.parentWidget()
    return place is not None


def prove(folder: Path, rounds: int, acts: int, seed: int) -> list[Tally]:
    """Several rounds, each with the sample and with the empty case in turn."""
    names = ("hof-sonnenwiese", "leer")
    return [play(folder, sample(names[number % 2]), acts, seed + number) for number in range(rounds)]
